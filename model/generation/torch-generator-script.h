/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef TORCH_GENERATOR_SCRIPT_H
#define TORCH_GENERATOR_SCRIPT_H

#include "isac-generator-training.h"
#include "isac-latent-basis.h"

#include <torch/csrc/jit/api/module.h>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @param matrix any
 * @return its values as a tensor of the same rows and columns
 */
at::Tensor ToTensor(const Eigen::MatrixXf& matrix);

/// A module under training, and its parameters by part.
struct GeneratorScript
{
    torch::jit::Module module;          //!< forward, decode, align, logits
    std::vector<at::Tensor> denoiser;   //!< parameters of forward
    std::vector<at::Tensor> classifier; //!< parameters of logits
};

/**
 * @ingroup isac-aigc
 * @param settings of the training; the seed draws the first weights
 * @param basis of latents
 * @return a module with first weights. Attributes that depend on what is learned are not there yet
 */
GeneratorScript MakeGeneratorScript(const GeneratorSettings& settings, const LatentBasis& basis);

} // namespace isac
} // namespace ns3

#endif // TORCH_GENERATOR_SCRIPT_H
