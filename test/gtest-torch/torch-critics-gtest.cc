/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Critics by hand: the least counts, the loss is the weighted mean square, targets follow by a
 * share.
 */

#include "torch-critics.h"
#include "torch-tensor.h"

#include <gtest/gtest.h>
#include <string>

using namespace ns3::isac;

namespace
{

constexpr int INPUTS = 3;

class Critics : public testing::Test
{
  protected:
    Critics()
    {
        m_settings.criticHidden = {8};
        m_settings.softUpdate = 0.25;
        m_critics = std::make_unique<TorchCritics>(2, INPUTS, m_settings, m_random);
    }

    /// @return a network of the critics, by its name in a checkpoint
    TorchNetwork Network(const std::string& name) const
    {
        Checkpoint checkpoint;
        m_critics->Save(checkpoint, "q");
        TorchNetwork network(INPUTS, m_settings.criticHidden, 1);
        network.Load(checkpoint, "q." + name);
        return network;
    }

    at::Tensor Values(const std::string& name) const
    {
        return Network(name).Forward(m_input, Parameters::FROZEN).squeeze(1);
    }

    AgentSettings m_settings;
    RandomSource m_random{6};
    std::unique_ptr<TorchCritics> m_critics;
    at::Tensor m_input = at::linspace(-9.0, 9.0, 8 * INPUTS).sin_().view({8, INPUTS});
    at::Tensor m_target = at::linspace(-2.0, 1.0, 8);
    at::Tensor m_weight = at::linspace(0.1, 1.0, 8);
};

TEST_F(Critics, LeastIsTakenOfEach)
{
    const at::Tensor first = Values("0");
    const at::Tensor second = Values("1");
    const at::Tensor less = first < second;
    // Else the test would not tell them apart
    ASSERT_TRUE(less.any().item<bool>());
    ASSERT_FALSE(less.all().item<bool>());
    EXPECT_TRUE(at::equal(m_critics->First(m_input), first));
    EXPECT_TRUE(at::equal(m_critics->Least(m_input), at::min(first, second)));
    EXPECT_TRUE(at::equal(m_critics->LeastTarget(m_input), at::min(first, second)));
}

TEST_F(Critics, StepIsThatOfTheWeightedMeanSquare)
{
    constexpr double RATE = 1e-3;
    const TorchNetwork networks[] = {Network("0"), Network("1")};
    const at::Tensor difference = Values("0") - m_target;
    TorchAdam adam;
    double loss = 0.0;
    for (const TorchNetwork& network : networks)
    {
        adam.Add(network.Values(), network.Gradients());
        const at::Tensor square =
            (m_weight * (network.Forward(m_input).squeeze(1) - m_target).square()).mean();
        square.backward();
        loss += square.item<float>();
    }
    adam.Step(RATE, 0.0);

    const at::Tensor targets = m_critics->LeastTarget(m_input);
    const at::Tensor error = m_critics->Learn(m_input, m_target, m_weight, RATE);
    EXPECT_LT((error - difference).abs().max().item<float>(), 1e-6F);
    EXPECT_NEAR(m_critics->GetLoss(), loss, 1e-5 * loss);
    for (int i = 0; i < 2; ++i)
    {
        const TorchNetwork learned = Network(std::to_string(i));
        EXPECT_LT((learned.Values() - networks[i].Values()).abs().max().item<float>(), 1e-6F);
    }
    EXPECT_TRUE(at::equal(m_critics->LeastTarget(m_input), targets));
}

TEST_F(Critics, TargetsFollowByAShare)
{
    const at::Tensor before = Network("target.1").Values();
    m_critics->Learn(m_input, m_target, m_weight, 0.1);
    EXPECT_TRUE(at::equal(Network("target.1").Values(), before));
    m_critics->UpdateTargets();
    const at::Tensor expected = before * 0.75 + Network("1").Values() * 0.25;
    EXPECT_LT((Network("target.1").Values() - expected).abs().max().item<float>(), 1e-6F);
    EXPECT_GT((Network("target.1").Values() - before).abs().max().item<float>(), 1e-3F);
}

TEST_F(Critics, LearnTheirTarget)
{
    for (int i = 0; i < 2000; ++i)
    {
        m_critics->Learn(m_input, m_target, m_weight, 0.01);
    }
    // Eight points, eight units with a bias each
    EXPECT_LT(m_critics->GetLoss(), 0.05 * m_target.var().item<float>());
}

} // namespace
