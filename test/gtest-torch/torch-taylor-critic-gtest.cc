/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * The critic of Taylor TD: values, slopes and gradients of losses of both, against second
 * derivatives by autograd in double precision.
 */

#include "torch-taylor-critic.h"
#include "torch-tensor.h"

#include <gtest/gtest.h>
#include <string>
#include <torch/csrc/autograd/autograd.h>
#include <tuple>
#include <vector>

using namespace ns3::isac;

namespace
{

constexpr int OBSERVATIONS = 3;
constexpr int ACTIONS = 2;
constexpr int POINTS = 7;
/// Single precision, sums of a hundred products
constexpr double TOLERANCE = 1e-5;

class TaylorCritic : public testing::TestWithParam<std::tuple<std::vector<int>, bool>>
{
  protected:
    TaylorCritic()
    {
        m_settings.criticHidden = std::get<0>(GetParam());
        m_settings.mish = std::get<1>(GetParam());
        m_settings.softUpdate = 0.25;
        m_critic = std::make_unique<TorchTaylorCritic>(OBSERVATIONS, ACTIONS, m_settings, m_random);
        // Biases are 0 at first; a step moves them.
        m_critic->Look(m_input);
        m_critic->Descend(m_byValue, FloatMatrix(), 0.05);
    }

    /// @return an entry of the critic's checkpoint
    FloatMatrix Entry(const std::string& name) const
    {
        Checkpoint checkpoint;
        m_critic->Save(checkpoint, "q");
        return checkpoint.GetMatrix("q" + name);
    }

    /**
     * @param parameters as checkpoints have them
     * @param input points
     * @return Q there, by plain operations
     */
    static at::Tensor Plain(const at::Tensor& parameters, const at::Tensor& input)
    {
        std::vector<int> sizes = std::get<0>(GetParam());
        sizes.push_back(1);
        at::Tensor value = input;
        int64_t offset = 0;
        for (std::size_t i = 0; i < sizes.size(); ++i)
        {
            const int64_t inputs = value.size(1);
            const at::Tensor weight =
                parameters.narrow(0, offset, sizes[i] * inputs).view({sizes[i], inputs});
            offset += sizes[i] * inputs;
            value = at::mm(value, weight.t()) + parameters.narrow(0, offset, sizes[i]);
            offset += sizes[i];
            if (i + 1 < sizes.size())
            {
                value = std::get<1>(GetParam()) ? value * at::tanh(at::softplus(value))
                                                : at::relu(value);
            }
        }
        return value.squeeze(1);
    }

    AgentSettings m_settings;
    RandomSource m_random{6};
    std::unique_ptr<TorchTaylorCritic> m_critic;
    at::Tensor m_input =
        at::linspace(-9.0, 9.0, POINTS*(OBSERVATIONS + ACTIONS)).sin_().view({POINTS, -1});
    Eigen::VectorXf m_byValue = Eigen::VectorXf::LinSpaced(POINTS, -1.0F, 2.0F);
    FloatMatrix m_bySlope =
        CopyMatrix(at::linspace(-5.0, 4.0, POINTS* ACTIONS).sin_().view({POINTS, -1}));
};

TEST_P(TaylorCritic, LearnsFromValuesAndSlopes)
{
    for (const bool slopes : {false, true})
    {
        const at::Tensor parameters =
            ViewMatrix(Entry("")).to(at::kDouble).flatten().requires_grad_();
        const at::Tensor input = m_input.to(at::kDouble).requires_grad_();
        const at::Tensor value = Plain(parameters, input);
        const at::Tensor slope =
            torch::autograd::grad({value.sum()}, {input}, {}, true, true)[0].narrow(1,
                                                                                    OBSERVATIONS,
                                                                                    ACTIONS);
        at::Tensor loss = (value * ViewColumn(m_byValue).squeeze(1)).sum();
        if (slopes)
        {
            loss = loss + (slope * ViewMatrix(m_bySlope)).sum();
        }
        const at::Tensor expected = torch::autograd::grad({loss}, {parameters})[0];

        const TorchTaylorCritic::View view = m_critic->Look(m_input);
        EXPECT_LT((ViewColumn(view.value).squeeze(1) - value).abs().max().item<double>(),
                  TOLERANCE);
        EXPECT_LT((ViewMatrix(view.slope) - slope).abs().max().item<double>(), TOLERANCE);
        EXPECT_TRUE(at::equal(m_critic->Value(m_input), ViewColumn(view.value).squeeze(1)));

        // Adam's mean of gradients becomes 0.9 of itself and 0.1 of the new one.
        const FloatMatrix before = Entry(".adam.0.first");
        m_critic->Descend(m_byValue, slopes ? m_bySlope : FloatMatrix(), 1e-3);
        const FloatMatrix found = (Entry(".adam.0.first") - 0.9F * before) / 0.1F;
        ASSERT_EQ(found.size(), expected.numel());
        EXPECT_LT((ViewMatrix(found).flatten() - expected).abs().max().item<double>(),
                  10.0 * TOLERANCE * expected.abs().max().item<double>());
    }
}

TEST_P(TaylorCritic, TargetFollowsByAShare)
{
    const FloatMatrix before = Entry(".target");
    EXPECT_NE(before, Entry(""));
    m_critic->UpdateTarget();
    const FloatMatrix expected = 0.75F * before + 0.25F * Entry("");
    EXPECT_LT((Entry(".target") - expected).cwiseAbs().maxCoeff(), 1e-6F);
    const FloatMatrix target = Entry(".target");
    EXPECT_LT((m_critic->TargetValue(m_input) - Plain(ViewMatrix(target).flatten(), m_input))
                  .abs()
                  .max()
                  .item<float>(),
              TOLERANCE);
}

INSTANTIATE_TEST_SUITE_P(Sizes,
                         TaylorCritic,
                         testing::Combine(testing::Values(std::vector<int>{},
                                                          std::vector<int>{9},
                                                          std::vector<int>{16, 8},
                                                          std::vector<int>{16, 12, 8}),
                                          testing::Bool()));

} // namespace
