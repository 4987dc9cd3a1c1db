/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-action-filter.h"
#include "ns3/isac-caqa-environment.h"
#include "ns3/isac-caqa-scheme.h"

#include <cmath>
#include <gtest/gtest.h>
#include <numeric>
#include <string>

using namespace ns3::isac;

namespace
{

/// Mean and standard error of a scheme's rewards.
struct Score
{
    double reward = 0.0; //!< mean of (11)
    double gated = 0.0;  //!< mean of the gated AvgCAQA
    double error = 0.0;  //!< standard error of either, the larger one
};

/**
 * @param name of the scheme
 * @param states how many, each with positions of its own
 * @return its score at Table I
 */
Score
ScoreScheme(const std::string& name, int states)
{
    const CaqaParameters cell;
    const auto scheme = GetCaqaSchemes().Make(name, cell, {}, 1);
    const CaqaSystem system(cell, scheme->decoding);
    CaqaStateSource source(cell, {}, 99);
    double sums[4] = {};
    for (int i = 0; i < states; ++i)
    {
        source.StartEpisode();
        const CaqaState state = source.NextSlot();
        const CaqaOutcome outcome =
            system.Evaluate(state,
                            system.Decode(state, scheme->policy->Act(system.Observe(state))));
        sums[0] += outcome.reward;
        sums[1] += outcome.reward * outcome.reward;
        sums[2] += outcome.gatedAverage;
        sums[3] += outcome.gatedAverage * outcome.gatedAverage;
    }
    const auto variance = [&](int i) {
        return (sums[i + 1] - sums[i] * sums[i] / states) / (states - 1.0);
    };
    return {sums[0] / states,
            sums[2] / states,
            std::sqrt(std::max(variance(0), variance(2)) / states)};
}

} // namespace

TEST(CaqaSystem, ObservationIsLogarithmicAndInvertible)
{
    CaqaParameters cell;
    cell.users = 3;
    const CaqaSystem system(cell);
    const CaqaState state{{cell.gainScale, 1e-9, 3e-14}, {0.4, 0.42, 0.45}};
    const Eigen::VectorXd observation = system.Observe(state);
    ASSERT_EQ(observation.size(), 6);
    EXPECT_DOUBLE_EQ(observation[0], 0.0);
    EXPECT_DOUBLE_EQ(observation[1], 0.4);
    EXPECT_DOUBLE_EQ(observation[2], std::log10(1e-9 / cell.gainScale));
    const CaqaState back = system.Interpret(observation);
    for (int k = 0; k < 3; ++k)
    {
        // 10^log10(x) is exact to a few units in the last place of the exponent's product.
        EXPECT_NEAR(back.gain[k] / state.gain[k], 1.0, 1e-14);
        EXPECT_EQ(back.requirement[k], state.requirement[k]);
    }
}

TEST(CaqaSystem, WholeCyclesNeverFallBelowTheLeastThatServes)
{
    CaqaParameters cell;
    cell.users = 1;
    CaqaDecoding decoding;
    decoding.wholeCycles = true;
    const CaqaSystem system(cell, decoding);
    const double cycleEnergy = cell.cycleTime * cell.sensingPower;
    const CaqaState state{{1e-9}, {0.43}};
    const double least = MinSensingEnergy(cell, 0.43, 7);
    for (int i = 0; i <= 1000; ++i)
    {
        const Action action{Eigen::VectorXi::Constant(1, 2),
                            Eigen::VectorXd::Constant(1, i / 1000.0)};
        const double energy = system.Decode(state, action).sensingEnergy[0];
        const double cycles = energy / cycleEnergy;
        EXPECT_NEAR(cycles, std::round(cycles), 1e-9);
        EXPECT_GE(energy, least);
        EXPECT_LE(energy, cell.maxSensingEnergy);
        const double continuous = FilterSensingEnergy(cell, 0.43, 7, i / 1000.0);
        EXPECT_LT(std::abs(energy - continuous), cycleEnergy * (1.0 + 1e-9));
    }
}

TEST(CaqaSystem, BeliefsChangeTheAllocationAndNotTheScore)
{
    CaqaParameters cell;
    cell.maxEnergy = 0.7; // not enough for full pictures, so that minima matter
    CaqaStateSource source(cell, {}, 5);
    const CaqaState state = source.NextSlot();
    const Action action{Eigen::VectorXi::Constant(10, 2), Eigen::VectorXd::Constant(10, 0.2)};
    CaqaDecoding decoding;
    decoding.actionFilter = false;
    const CaqaSystem known(cell, decoding);
    decoding.belief = AccuracyBelief::PERFECT;
    const CaqaSystem perfect(cell, decoding);
    const CaqaAllocation truth = known.Decode(state, action);
    const CaqaAllocation belief = perfect.Decode(state, action);
    EXPECT_EQ(truth.sensingEnergy, belief.sensingEnergy);
    // A belief in perfect accuracy makes every minimum too small, by the accuracy it lacks.
    EXPECT_NE(truth.communicationEnergy, belief.communicationEnergy);
    EXPECT_EQ(known.Evaluate(state, belief).caqa, perfect.Evaluate(state, belief).caqa);
}

TEST(CaqaEnvironment, HasGymnasiumShapesAndTruncates)
{
    CaqaParameters cell;
    cell.users = 4;
    CaqaScenario scenario;
    scenario.slotsPerEpisode = 3;
    CaqaEnvironment environment(CaqaSystem(cell), scenario, 2);
    const Eigen::MatrixXd first = environment.Reset(7);
    EXPECT_EQ(first.rows(), 2);
    EXPECT_EQ(first.cols(), environment.ObservationSize());
    EXPECT_EQ(environment.GetActionSpace(), (ActionSpace{{6, 6, 6, 6}, 4}));
    ActionBatch actions{Eigen::MatrixXi::Constant(2, 4, 4), Eigen::MatrixXd::Constant(2, 4, 0.2)};
    for (int step = 1; step <= 7; ++step)
    {
        const StepResult& result = environment.Step(actions);
        EXPECT_FALSE(result.terminated.any());
        EXPECT_EQ(result.truncated.all(), step % 3 == 0);
        EXPECT_EQ(result.truncated.any(), step % 3 == 0);
        const bool restarted = result.observation != result.finalObservation;
        EXPECT_EQ(restarted, step % 3 == 0);
        EXPECT_EQ(static_cast<std::size_t>(result.metrics.cols()),
                  environment.MetricNames().size());
        for (int copy = 0; copy < 2; ++copy)
        {
            // reward = average - violations / K, (11)
            EXPECT_NEAR(result.reward[copy],
                        result.metrics(copy, 0) - result.metrics(copy, 2) / 4.0,
                        1e-15);
        }
    }
}

TEST(CaqaEnvironment, DependsOnTheSeedAlone)
{
    const CaqaSystem system{CaqaParameters()};
    CaqaEnvironment one(system, {}, 3);
    CaqaEnvironment two(system, {}, 3);
    EXPECT_EQ(one.Reset(11), two.Reset(11));
    ActionBatch actions{Eigen::MatrixXi::Constant(3, 10, 4), Eigen::MatrixXd::Constant(3, 10, 0.2)};
    for (int step = 0; step < 60; ++step)
    {
        EXPECT_EQ(one.Step(actions).observation, two.Step(actions).observation);
    }
    EXPECT_NE(one.Reset(12), two.Reset(11));
    EXPECT_NE(one.Reset(12).row(0), one.Reset(12).row(1));
}

TEST(CaqaEnvironment, DrawsTheChannelOfTableI)
{
    // Facts of the reference: h has mean .55 and standard deviation .96.
    const CaqaSystem system{CaqaParameters()};
    CaqaStateSource source(system.GetParameters(), {}, 3);
    constexpr int STATES = 4000;
    double sum = 0.0;
    double squares = 0.0;
    for (int i = 0; i < STATES; ++i)
    {
        source.StartEpisode();
        const Eigen::VectorXd observation = system.Observe(source.NextSlot());
        for (int k = 0; k < 10; ++k)
        {
            sum += observation[2 * k];
            squares += observation[2 * k] * observation[2 * k];
            EXPECT_GE(observation[2 * k + 1], 0.4);
            EXPECT_LE(observation[2 * k + 1], 0.45);
        }
    }
    const double count = 10.0 * STATES;
    const double mean = sum / count;
    const double deviation = std::sqrt(squares / count - mean * mean);
    // Four standard errors, and the half unit of the printed digits.
    EXPECT_NEAR(mean, 0.55, 4.0 * deviation / std::sqrt(count) + 0.005);
    EXPECT_NEAR(deviation, 0.96, 4.0 * deviation / std::sqrt(2.0 * count) + 0.01);
}

TEST(CaqaScheme, RefusesSenselessNames)
{
    const CaqaParameters cell;
    for (const char* name : {"",
                             "best",
                             "random-1",
                             "constant-9",
                             "constant-4-0.2",
                             "constant-9.5-0.2",
                             "constant-9-1.5",
                             "constant-9-nan",
                             "cgq-fsg",
                             "cgq-fsg-0",
                             "cgq-fsg-1",
                             "cgq-fsg-x",
                             "cgq-fsg-0.2-3",
                             "saqa-fg",
                             "saqa-fg-11",
                             "optimum-2"})
    {
        EXPECT_FALSE(GetCaqaSchemes().Make(name, cell, {}, 1)) << name;
    }
    EXPECT_TRUE(GetCaqaSchemes().Make("constant", cell, {}, 1));
    EXPECT_TRUE(GetCaqaSchemes().Make("saqa-fg-7", cell, {}, 1));
}

TEST(CaqaScheme, ActionsLieInTheSpace)
{
    const CaqaParameters cell;
    const CaqaSystem system(cell);
    CaqaStateSource source(cell, {}, 2);
    for (const char* name :
         {"random", "constant-9-0.2", "uniform-7-0.3", "cgq-fsg-0.3", "saqa-fg-7", "optimum"})
    {
        const auto scheme = GetCaqaSchemes().Make(name, cell, {}, 1);
        ASSERT_TRUE(scheme) << name;
        for (int i = 0; i < 3; ++i)
        {
            const Action action = scheme->policy->Act(system.Observe(source.NextSlot()));
            EXPECT_TRUE(Contains(system.GetActionSpace(), action)) << name;
        }
    }
}

TEST(CaqaScheme, RandomPolicyFollowsItsSeed)
{
    const CaqaParameters cell;
    auto one = GetCaqaSchemes().Make("random", cell, {}, 4)->policy;
    auto two = GetCaqaSchemes().Make("random", cell, {}, 5)->policy;
    EXPECT_NE(one->Act({}).continuous, two->Act({}).continuous);
    one->Seed(6);
    two->Seed(6);
    EXPECT_EQ(one->Act({}).continuous, two->Act({}).continuous);
}

TEST(CaqaScheme, EarnsWhatTheReferenceEarns)
{
    // Printed means of the reference at Table I (shared facts, sections 3 and 5), from other draws.
    // Their own errors: 3000 slots for CGQ (as many as here), 220 states for the rest.
    constexpr int STATES = 3000;

    const struct
    {
        const char* name;
        double reward;
        bool gated;
        double referenceStates;
    } facts[] = {{"cgq-fsg-0.1", 0.546, true, 3000},
                 {"cgq-fsg-0.2", 0.728, true, 3000},
                 {"cgq-fsg-0.3", 0.728, true, 3000},
                 {"constant-9-0.2", 0.7571, false, 220},
                 {"uniform-9-0.2", 0.7515, false, 220},
                 {"random", 0.491, false, 220}};

    for (const auto& fact : facts)
    {
        const Score score = ScoreScheme(fact.name, STATES);
        const double difference = (fact.gated ? score.gated : score.reward) - fact.reward;
        const double error = score.error * std::sqrt(1.0 + STATES / fact.referenceStates);
        EXPECT_LT(std::abs(difference), 4.0 * error + 0.0005) << fact.name;
    }
}

TEST(CaqaScheme, BestConstantIsBest)
{
    const CaqaParameters cell;
    const CaqaConstant best = FindBestConstant(cell, {}, {});
    EXPECT_EQ(best.steps, 9);
    EXPECT_GT(best.action, 0.1);
    EXPECT_LT(best.action, 0.3);
    // On other states it does not lose to the reference's constant by more than noise.
    const Score named = ScoreScheme("constant-9-0.2", 1000);
    const Score found = ScoreScheme("constant", 1000);
    EXPECT_GT(found.reward, named.reward - named.error);
}

TEST(CaqaScheme, NothingBeatsTheOptimum)
{
    const CaqaParameters cell;
    const auto optimum = GetCaqaSchemes().Make("optimum", cell, {}, 1);
    const CaqaSystem best(cell, optimum->decoding);
    CaqaStateSource source(cell, {}, 31);
    for (int i = 0; i < 5; ++i)
    {
        source.StartEpisode();
        const CaqaState state = source.NextSlot();
        const double bound =
            best.Evaluate(state, best.Decode(state, optimum->policy->Act(best.Observe(state))))
                .reward;
        for (const char* name :
             {"random", "constant-9-0.2", "uniform-9-0.2", "cgq-fsg-0.2", "saqa-fg-9"})
        {
            const auto scheme = GetCaqaSchemes().Make(name, cell, {}, 1);
            const CaqaSystem system(cell, scheme->decoding);
            const CaqaAllocation allocation =
                system.Decode(state, scheme->policy->Act(system.Observe(state)));
            EXPECT_LE(system.Evaluate(state, allocation).reward, bound + 1e-6) << name;
        }
    }
}
