/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torch-choice.h"

#include <cmath>
#include <limits>
#include <torch/csrc/autograd/custom_function.h>
#include <vector>

namespace ns3
{
namespace isac
{

namespace
{

/**
 * @brief Softmax of one component.
 * @param value W numbers, written over with their softmax; minus infinity gives 0
 * @param width W
 * @return index of the largest
 */
int64_t
Softmax(float* value, int64_t width)
{
    int64_t best = 0;
    for (int64_t j = 1; j < width; ++j)
    {
        best = value[j] > value[best] ? j : best;
    }
    const float largest = value[best];
    float sum = 0.0F;
    for (int64_t j = 0; j < width; ++j)
    {
        value[j] = std::exp(value[j] - largest);
        sum += value[j];
    }
    for (int64_t j = 0; j < width; ++j)
    {
        value[j] /= sum;
    }
    return best;
}

/// @return whether p log p is not just 0
bool
Counts(float probability)
{
    return probability > std::numeric_limits<float>::min();
}

/// DrawChoices() as autograd sees it.
class ChoiceFunction : public torch::autograd::Function<ChoiceFunction>
{
  public:
    /**
     * @param context keeps what backward() needs
     * @param logits N x C W
     * @param numbers C x W
     * @param temperature of the Gumbel-softmax
     * @param random source of the draw
     * @return choices, numbers chosen, probabilities, entropy
     */
    static torch::autograd::variable_list forward(torch::autograd::AutogradContext* context,
                                                  const at::Tensor& logits,
                                                  const at::Tensor& numbers,
                                                  double temperature,
                                                  RandomSource* random)
    {
        const int64_t count = logits.size(0);
        const int64_t components = numbers.size(0);
        const int64_t width = numbers.size(1);
        at::Tensor chosen = at::empty({count, components}, at::kLong);
        at::Tensor scaled = at::empty({count, components});
        at::Tensor probabilities = at::empty({count, components, width});
        at::Tensor soft = at::empty({count, components, width});
        at::Tensor entropy = at::empty({count});
        const float* logit = logits.data_ptr<float>();
        const float* number = numbers.data_ptr<float>();
        float* p = probabilities.data_ptr<float>();
        float* s = soft.data_ptr<float>();
        random->FillUniform(s, static_cast<std::size_t>(soft.numel()));
        for (int64_t n = 0; n < count; ++n)
        {
            float sum = 0.0F;
            for (int64_t c = 0; c < components; ++c)
            {
                for (int64_t j = 0; j < width; ++j)
                {
                    const bool exists = !std::isnan(number[c * width + j]);
                    p[j] = exists ? logit[j] : -std::numeric_limits<float>::infinity();
                    // Gumbel noise, from the uniform number that lies here.
                    s[j] = (p[j] - std::log(-std::log(s[j]))) / static_cast<float>(temperature);
                }
                const int64_t best = Softmax(s, width);
                Softmax(p, width);
                for (int64_t j = 0; j < width; ++j)
                {
                    sum -= Counts(p[j]) ? p[j] * std::log(p[j]) : 0.0F;
                }
                chosen.data_ptr<int64_t>()[n * components + c] = best;
                scaled.data_ptr<float>()[n * components + c] = number[c * width + best];
                logit += width;
                p += width;
                s += width;
            }
            entropy.data_ptr<float>()[n] = sum;
        }
        context->save_for_backward({numbers, soft, probabilities});
        context->saved_data["temperature"] = temperature;
        context->mark_non_differentiable({chosen});
        return {chosen, scaled, probabilities, entropy};
    }

    /**
     * @param context from forward()
     * @param gradients by what forward() returned
     * @return gradients by what it was given
     */
    static torch::autograd::tensor_list backward(torch::autograd::AutogradContext* context,
                                                 const torch::autograd::tensor_list& gradients)
    {
        const torch::autograd::variable_list saved = context->get_saved_variables();
        const at::Tensor& numbers = saved[0];
        const at::Tensor byScaled = gradients[1].contiguous();
        const at::Tensor byProbability = gradients[2].contiguous();
        const at::Tensor byEntropy = gradients[3].contiguous();
        const int64_t components = numbers.size(0);
        const int64_t width = numbers.size(1);
        const int64_t count = byEntropy.size(0);
        const auto scale = static_cast<float>(1.0 / context->saved_data["temperature"].toDouble());
        at::Tensor result = at::empty({count, components * width});
        const float* number = numbers.data_ptr<float>();
        const float* s = saved[1].data_ptr<float>();
        const float* p = saved[2].data_ptr<float>();
        const float* up = byProbability.data_ptr<float>();
        float* down = result.data_ptr<float>();
        for (int64_t n = 0; n < count; ++n)
        {
            const float upEntropy = byEntropy.data_ptr<float>()[n];
            for (int64_t c = 0; c < components; ++c)
            {
                const float upScaled = byScaled.data_ptr<float>()[n * components + c] * scale;
                float meanNumber = 0.0F;
                float meanUp = 0.0F;
                float entropy = 0.0F;
                for (int64_t j = 0; j < width; ++j)
                {
                    meanNumber += s[j] > 0.0F ? s[j] * number[c * width + j] : 0.0F;
                    meanUp += p[j] * up[j];
                    entropy -= Counts(p[j]) ? p[j] * std::log(p[j]) : 0.0F;
                }
                for (int64_t j = 0; j < width; ++j)
                {
                    down[j] = p[j] * (up[j] - meanUp);
                    if (s[j] > 0.0F)
                    {
                        down[j] += upScaled * s[j] * (number[c * width + j] - meanNumber);
                    }
                    if (Counts(p[j]))
                    {
                        down[j] -= upEntropy * p[j] * (std::log(p[j]) + entropy);
                    }
                }
                s += width;
                p += width;
                up += width;
                down += width;
            }
        }
        return {result, {}, {}, {}};
    }
};

} // namespace

ChoiceSample
DrawChoices(const at::Tensor& logits,
            const at::Tensor& numbers,
            double temperature,
            RandomSource& random)
{
    const torch::autograd::variable_list drawn =
        ChoiceFunction::apply(logits.contiguous(), numbers, temperature, &random);
    return {drawn[0], drawn[1], drawn[2], drawn[3]};
}

} // namespace isac
} // namespace ns3
