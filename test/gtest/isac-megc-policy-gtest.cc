/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Schemes of MEGC by name, and what learners make of it.
 */

#include "ns3/isac-megc-agent.h"
#include "ns3/isac-megc-constant.h"
#include "ns3/isac-megc-environment.h"
#include "ns3/isac-megc-policy.h"
#include "ns3/isac-megc-score.h"
#include "ns3/isac-statistics.h"
#include "ns3/isac-training-loop.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdexcept>
#include <string>

using namespace ns3::isac;

namespace
{

/// @return the message that a name is refused with; empty if it is taken
std::string
Refusal(const std::string& name, const MegcParameters& cell = {})
{
    try
    {
        MakeMegcScheme(name, cell, {}, 1);
    }
    catch (const std::invalid_argument& error)
    {
        return error.what();
    }
    return "";
}

/**
 * @param scheme of the paper's cell
 * @return its mean total latency on 2000 slots [s]
 */
double
MeanLatency(const MegcScheme& scheme)
{
    const auto states = DrawHeldOutMegcStates({}, {}, 1, 2000);
    return EstimateMean(ScoreMegcScheme({}, scheme, states).total).value;
}

} // namespace

TEST(MegcPolicy, NamesThatNobodyHasAreRefusedWithOneLine)
{
    EXPECT_EQ(Refusal("fra"), "");
    EXPECT_EQ(Refusal("rra-0.05"), "");
    using testing::HasSubstr;
    EXPECT_THAT(Refusal("best"), HasSubstr("best: unknown"));
    EXPECT_THAT(Refusal("fra-1"), HasSubstr("fra-1: unknown, or senseless"));
    EXPECT_THAT(Refusal("rra-0.4"), HasSubstr("senseless")); // three floors of .4
    EXPECT_THAT(Refusal("rra-x"), HasSubstr("senseless"));
    EXPECT_THAT(Refusal("nowhere.pt"), HasSubstr("nowhere.pt"));
    MegcParameters crowd;
    crowd.contentUsers = 5;
    EXPECT_THAT(Refusal("lara", crowd), HasSubstr("lara: no trained policy for this cell"));
}

TEST(MegcPolicy, OptimumConstantAndEqualSharesAreInTheirOrder)
{
    // The specification's table has 3.936, 3.936 x 1.041 and 4.755 (1000 slots each).
    const double optimum = MeanLatency(MakeMegcScheme("optimum", {}, {}, 1));
    const double constant = MeanLatency(MakeMegcScheme("constant", {}, {}, 1));
    const double equal = MeanLatency(MakeMegcScheme("fra", {}, {}, 1));
    EXPECT_NEAR(optimum, 3.936, 0.16); // twice both intervals
    EXPECT_NEAR(constant / optimum, 1.041, 0.01);
    EXPECT_NEAR(equal / optimum, 1.208, 0.02);
}

TEST(MegcPolicy, NoNeighbourOfTheBestConstantIsBetter)
{
    const Action best = FindBestMegcConstant({}, {});
    const MegcSystem system({}, {MegcShares::WEIGHTS});
    // The slots that it was chosen on.
    MegcStateSource source({}, {}, 20);
    std::vector<MegcState> states;
    for (int i = 0; i < 400; ++i)
    {
        states.push_back(source.NextSlot());
    }
    const auto mean = [&](const Action& action) {
        double sum = 0.0;
        for (const MegcState& state : states)
        {
            sum += system.Evaluate(state, system.Decode(state, action)).total / 400.0;
        }
        return sum;
    };
    const double least = mean(best);
    for (Eigen::Index k = 0; k < best.continuous.size(); ++k)
    {
        for (const double step : {-0.01, 0.01})
        {
            Action other = best;
            other.continuous[k] += step;
            EXPECT_GT(mean(other), least - 1e-5) << k << " " << step;
        }
    }
}

TEST(MegcPolicy, RandomSharesKeepTheirFloor)
{
    const MegcScheme scheme = MakeMegcScheme("rra-0.1", {}, {}, 9);
    const MegcSystem system({}, scheme.decoding);
    const MegcState state = MegcStateSource({}, {}, 1).NextSlot();
    double least = 1.0;
    double sum = 0.0;
    constexpr int DRAWS = 5000;
    for (int i = 0; i < DRAWS; ++i)
    {
        const MegcAllocation a = system.Decode(state, scheme.policy->Act(system.Observe(state)));
        least = std::min({least, a.computeSpeed[0], a.contentBandwidth[0], a.visionPower[0]});
        sum += a.computeSpeed[0];
    }
    EXPECT_GE(least, 0.1 - 1e-12);
    EXPECT_LT(least, 0.11);
    // One of three shares of .7 above the floor: uniform on the simplex, variance .49 / 18.
    EXPECT_NEAR(sum / DRAWS, 1.0 / 3.0, 5.0 * std::sqrt(0.49 / 18.0 / DRAWS));
}

TEST(MegcAgent, LearnsFromTheDerivativeAndIsTheSameFromAFile)
{
    const MegcAgentRecipe recipe = FindMegcAgentRecipe("megc-gradient");
    AgentSettings settings = recipe.settings;
    settings.actorHidden = {64};
    settings.branchHidden = {32};
    settings.minReplay = 256;
    settings.batch = 64;
    const auto agent = MakeMegcAgent(recipe, {}, settings, 3);
    MegcEnvironment environment(MegcSystem({}, recipe.decoding), {}, 8);
    TrainingSettings training;
    training.episodes = 200;
    TrainingLoop loop(environment, *agent, training, 1);
    while (!loop.IsDone())
    {
        loop.RunRound();
    }
    Checkpoint checkpoint;
    SaveMegcAgent(checkpoint, recipe, {}, settings, *agent, Agent::Extent::POLICY);
    const std::string path = testing::TempDir() + "isac-megc-agent.pt";
    checkpoint.Write(path);
    const MegcScheme scheme = MakeMegcScheme(path, {}, {}, 1);
    MegcParameters crowd;
    crowd.contentUsers = 5;
    EXPECT_THAT(Refusal(path, crowd), testing::HasSubstr("trained for 1-1-1"));
    std::remove(path.c_str());

    // What a constant reaches (1.04) leaves no doubt: this is within 1 % of the optimum.
    const double optimum = MeanLatency(MakeMegcScheme("optimum", {}, {}, 1));
    EXPECT_LT(MeanLatency(scheme), 1.01 * optimum);
}
