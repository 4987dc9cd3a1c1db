/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Choices under training: frequencies, entropy and straight-through gradients, against the same
 * made of LibTorch's own parts.
 */

#include "torch-choice.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>

using namespace ns3::isac;

namespace
{

constexpr double TEMPERATURE = 0.7;
constexpr int CATEGORIES[] = {3, 5};
constexpr int WIDTH = 5;

/// @return what choices are told to networks as: the index squared, NaN beyond the choices
at::Tensor
Numbers()
{
    at::Tensor numbers = at::full({2, WIDTH}, std::numeric_limits<float>::quiet_NaN());
    for (int component = 0; component < 2; ++component)
    {
        for (int choice = 0; choice < CATEGORIES[component]; ++choice)
        {
            numbers[component][choice] = choice * choice;
        }
    }
    return numbers;
}

/// @return far below 0 beyond the choices, else 0
at::Tensor
Mask()
{
    return at::isnan(Numbers()).to(at::kFloat) * -1e9;
}

/// @return count rows of uneven logits
at::Tensor
Logits(int64_t count)
{
    return (at::linspace(0.0, 7.0, count * 2 * WIDTH).sin_() * 1.5).view({count, 2 * WIDTH});
}

TEST(TorchChoice, ChoicesComeAsOftenAsTheirSoftmaxSays)
{
    constexpr int DRAWS = 20000;
    const at::Tensor row = Logits(1);
    RandomSource random(2);
    const ChoiceSample sample =
        DrawChoices(row.expand({DRAWS, 2 * WIDTH}), Numbers(), TEMPERATURE, random);
    const at::Tensor expected = at::softmax(row.view({2, WIDTH}) + Mask(), -1);
    EXPECT_LT((sample.probabilities[7] - expected).abs().max().item<float>(), 1e-6F);
    const at::Tensor entropy = -at::xlogy(expected, expected).sum();
    EXPECT_NEAR(sample.entropy[7].item<float>(), entropy.item<float>(), 1e-5);
    for (int component = 0; component < 2; ++component)
    {
        for (int choice = 0; choice < WIDTH; ++choice)
        {
            const double p = expected[component][choice].item<float>();
            const auto count = (sample.chosen.select(1, component) == choice).sum().item<int64_t>();
            // Five deviations of a binomial count; none of choices that do not exist
            EXPECT_NEAR(count, DRAWS * p, 5.0 * std::sqrt(DRAWS * p * (1.0 - p)))
                << component << " " << choice;
        }
    }
    const at::Tensor index = sample.chosen.to(at::kFloat);
    EXPECT_TRUE(at::equal(sample.scaled.detach(), index * index));
}

TEST(TorchChoice, GradientsAreThoseOfSoftChoices)
{
    constexpr int ROWS = 6;
    const at::Tensor upScaled = at::linspace(-1.0, 2.0, ROWS * 2).view({ROWS, 2});
    const at::Tensor upProbability =
        at::linspace(0.0, 9.0, ROWS * 2 * WIDTH).cos_().view({ROWS, 2, WIDTH});
    const at::Tensor upEntropy = at::linspace(1.0, -1.0, ROWS);

    const at::Tensor logits = Logits(ROWS).requires_grad_();
    RandomSource random(3);
    const ChoiceSample sample = DrawChoices(logits, Numbers(), TEMPERATURE, random);
    ((sample.scaled * upScaled).sum() + (sample.probabilities * upProbability).sum() +
     (sample.entropy * upEntropy).sum())
        .backward();

    const at::Tensor others = Logits(ROWS).requires_grad_();
    const at::Tensor masked = others.view({ROWS, 2, WIDTH}) + Mask();
    at::Tensor uniform = at::empty({ROWS, 2, WIDTH});
    RandomSource same(3);
    same.FillUniform(uniform.data_ptr<float>(), static_cast<std::size_t>(uniform.numel()));
    const at::Tensor soft = at::softmax((masked - (-uniform.log()).log()) / TEMPERATURE, -1);
    EXPECT_TRUE(at::equal(soft.argmax(-1), sample.chosen));
    const at::Tensor p = at::softmax(masked, -1);
    const at::Tensor scaled = (soft * at::nan_to_num(Numbers())).sum(-1);
    const at::Tensor entropy = -(p * at::log_softmax(masked, -1)).sum({1, 2});
    ((scaled * upScaled).sum() + (p * upProbability).sum() + (entropy * upEntropy).sum())
        .backward();

    EXPECT_GT(others.grad().abs().max().item<float>(), 0.1F);
    // A handful of roundings of numbers up to 16 / TEMPERATURE
    EXPECT_LT((logits.grad() - others.grad()).abs().max().item<float>(), 5e-5F);
}

} // namespace
