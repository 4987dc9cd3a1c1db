/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef TORCH_CHOICE_H
#define TORCH_CHOICE_H

#include "isac-random-source.h"

#include <torch/types.h>

namespace ns3
{
namespace isac
{

/// Choices drawn for N observations and C components of at most W choices.
struct ChoiceSample
{
    at::Tensor chosen;        //!< N x C, indices (int64)
    at::Tensor scaled;        //!< N x C, the chosen ones' numbers; gradients as of Gumbel-softmax
    at::Tensor probabilities; //!< N x C x W; 0 for choices that do not exist
    at::Tensor entropy;       //!< N, of all components together [nat]
};

/**
 * @ingroup isac-aigc
 * @brief Draw from categorical distributions by the straight-through Gumbel-softmax (Jang et al.
 * 2017): the choice is the largest of logits plus Gumbel noise, its gradient that of the softmax of
 * the same sum over the temperature.
 *
 * One operation of autograd: with a handful of choices LibTorch's own parts, some forty of them,
 * would take a quarter of a learning step.
 *
 * @param logits N x C W
 * @param numbers C x W, what each choice is told to networks as; NaN for choices that do not exist
 * @param temperature of the Gumbel-softmax
 * @param random source of the draw
 * @return the draw
 */
ChoiceSample DrawChoices(const at::Tensor& logits,
                         const at::Tensor& numbers,
                         double temperature,
                         RandomSource& random);

} // namespace isac
} // namespace ns3

#endif // TORCH_CHOICE_H
