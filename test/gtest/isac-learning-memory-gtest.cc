/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Learning for 10,000 slots takes no more memory than for 1,000.
 */

#include "isac-toy-training.h"

#include "ns3/isac-online-learner.h"

#include <cstdint>
#include <gtest/gtest.h>
#include <malloc.h>
#include <string>

using namespace ns3::isac;

namespace
{

/// @return memory of this process that is in use [byte]
int64_t
LiveBytes()
{
    const auto info = mallinfo2();
    return static_cast<int64_t>(info.uordblks + info.hblkhd);
}

class LearningMemory : public testing::TestWithParam<std::string>
{
};

TEST_P(LearningMemory, DoesNotGrowWithSlots)
{
    constexpr int BEFORE = 1000;
    constexpr int SLOTS = 10000;
    ToyBandit environment(1);
    AgentSettings settings = ToySettings();
    settings.actorHidden = settings.branchHidden = settings.criticHidden = {4};
    settings.minReplay = settings.batch = 8;
    settings.replay = 200; // full long before the first measurement
    settings.denoisingSteps = 2;
    settings.prioritized = true;
    settings.steps = 3;
    settings.discount = GetParam() == "reward-gradient" ? 0.0 : 0.5;
    const auto agent = MakeToyAgent(GetParam(), environment, settings, 1);
    OnlineLearner learner(*agent, {});
    Eigen::MatrixXd observation = environment.Reset(1);
    int64_t before = 0;
    for (int slot = 0; slot < BEFORE + SLOTS; ++slot)
    {
        if (slot == BEFORE)
        {
            before = LiveBytes();
        }
        learner.Begin(slot, observation.row(0).transpose());
        const ActionBatch actions = agent->ActBatch(observation, true);
        learner.Chosen(actions.Row(0));
        const StepResult& result = environment.Step(actions);
        observation = result.observation;
        if (slot % 7 != 0) // some rewards are lost
        {
            learner.Rewarded(slot, result.reward[0]);
        }
    }
    EXPECT_GT(learner.GetUpdates(), SLOTS / 2);
    // A single pointer kept of each slot would be more.
    EXPECT_LT(LiveBytes() - before, static_cast<int64_t>(sizeof(void*)) * SLOTS);
}

INSTANTIATE_TEST_SUITE_P(Agents,
                         LearningMemory,
                         testing::Values("sac", "ddpg", "td3", "diffusion", "reward-gradient"),
                         [](const auto& info) {
                             return info.param == "reward-gradient" ? "rewardgradient" : info.param;
                         });

} // namespace
