/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef TORCH_ACTIVATION_H
#define TORCH_ACTIVATION_H

#include "isac-dense-network.h"

#include <string>
#include <torch/types.h>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief A layer's bias and activation in place; where Mish follows, which is undone from its
 * input, the bias alone.
 * @param linear N x outputs, written over
 * @param bias outputs
 * @param activation what follows
 */
void Activate(at::Tensor& linear, const at::Tensor& bias, Activation activation);

/**
 * @ingroup isac-aigc
 * @brief Mish, by kernels with one exponential where LibTorch has three functions.
 * @param linear N x outputs
 * @return x tanh(log(1 + exp(x))) of each
 */
at::Tensor Mish(const at::Tensor& linear);

/**
 * @ingroup isac-aigc
 * @brief The derivative of an activation, times what comes from above.
 * @param gradient by the layer's output
 * @param output of the layer; of a layer with Mish its input
 * @param activation of the layer
 * @return gradient by the linear part
 */
at::Tensor ActivationGradient(const at::Tensor& gradient,
                              const at::Tensor& output,
                              Activation activation);

/**
 * @ingroup isac-aigc
 * @param activation what follows a layer
 * @return its name in TorchScript
 */
std::string ActivationSource(Activation activation);

} // namespace isac
} // namespace ns3

#endif // TORCH_ACTIVATION_H
