/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * The digital agent as a whole: what it foresees, how often it asks, which factors it keeps, when
 * it fits anew, and that it goes on bit by bit from a state.
 */

#include "isac-da-agent-cases.h"

#include "ns3/isac-digital-agent.h"
#include "ns3/isac-truncated-normal.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace ns3::isac;

namespace
{

const DaAttribute LEVEL{"level", DaDataKind::PERFORMANCE, 0.0, 1.0};

/// @return settings with two further factors, few shuffles, and one attribute
DigitalAgentSettings
Settings()
{
    DigitalAgentSettings settings;
    settings.attributes = {LEVEL};
    settings.otherFactors = {"jitter", "loss"};
    return settings;
}

/// @param latencyMatters whether scores depend on latency @return a report, jitter telling as well
DaReport
MakeReport(bool latencyMatters, double level, DaNumbers& numbers)
{
    DaReport report;
    DaExperience& e = report.experience;
    const double fileSize = numbers.Uniform(1.0, 4.5);
    e.quality = 2.0 * fileSize / (1.0 + 2.0 * fileSize);
    e.latency = numbers.Uniform(0.1, 2.0);
    e.impact = numbers.Uniform(0.8, 1.0);
    const double qoe = e.impact * (level * e.quality - (latencyMatters ? 1.2 * e.latency : 0.0));
    e.score = TruncatedNormal(qoe, 0.3).Draw(numbers.Generator());
    report.otherFactors = {0.1 * e.score + 0.05 * numbers.Normal(), numbers.Uniform(0.0, 1.0)};
    return report;
}

/// @return equality of all numbers of a status
void
ExpectSame(const DaStatusState& one, const DaStatusState& two)
{
    EXPECT_EQ(one.values, two.values);
    EXPECT_EQ(one.misses, two.misses);
    EXPECT_EQ(one.prediction, two.prediction);
    EXPECT_EQ(one.predictionError, two.predictionError);
    EXPECT_EQ(one.model.parameters.ar, two.model.parameters.ar);
    EXPECT_EQ(one.model.parameters.ma, two.model.parameters.ma);
}

} // namespace

TEST(DaStatusTracker, AsksAtTheStandardRateUntilItCanPredict)
{
    DaStatusTracker status(LEVEL, {1.0, 2.0});
    EXPECT_FALSE(status.IsKnown());
    EXPECT_EQ(status.GetPrediction(), 0.5);
    EXPECT_EQ(status.GetCollectionRate(), 1.0);
    status.EndSlot();
    EXPECT_FALSE(status.IsKnown());
    status.Collect(0.2);
    status.Collect(0.4);
    status.EndSlot();
    EXPECT_NEAR(status.GetPrediction(), 0.3, 1e-15);
    EXPECT_EQ(status.GetAccuracy(), 0.0);
    status.Collect(0.5);
    status.EndSlot();
    // Missed by .2 of the range.
    EXPECT_NEAR(status.GetAccuracy(), 0.8, 1e-15);
    EXPECT_NEAR(status.GetCollectionRate(), std::exp(-1.6), 1e-15);
}

TEST(DaStatusTracker, ForeseesWithinTheRange)
{
    DaStatusTracker status({"share", DaDataKind::BEHAVIOUR, 0.0, 1.0}, {2.0, 2.4});
    // A rise that goes on beyond 1 unless it is stopped there.
    for (int slot = 0; slot < 40; ++slot)
    {
        status.Collect(std::pow(slot / 39.0, 3));
        status.EndSlot();
        EXPECT_GE(status.GetPrediction(), 0.0);
        EXPECT_LE(status.GetPrediction(), 1.0);
    }
    EXPECT_EQ(status.GetPrediction(), 1.0);
    EXPECT_GT(status.GetState().prediction, 1.0);
}

TEST(DaStatusTracker, PredictsBetterThanTheLastValue)
{
    DaNumbers numbers(1);
    DaStatusTracker status({"swing", DaDataKind::PERFORMANCE, -10.0, 10.0}, {1.0, 2.0});
    double value = 0.0;
    double mine = 0.0;
    double last = 0.0;
    for (int slot = 0; slot < 400; ++slot)
    {
        const double next = -0.7 * value + numbers.Normal();
        if (slot >= 60)
        {
            mine += std::pow(next - status.GetPrediction(), 2);
            last += std::pow(next - value, 2);
        }
        value = next;
        status.Collect(value);
        status.EndSlot();
    }
    // 1 against 2 / (1 - .7) per slot in the long run; estimates cost some percent.
    EXPECT_LT(mine, 0.25 * last);
}

TEST(DaStatusTracker, StandsInForWhatIsNotCollected)
{
    DaNumbers numbers(2);
    DaStatusTracker status(LEVEL, {1.0, 2.0});
    for (int slot = 0; slot < 30; ++slot)
    {
        status.Collect(0.5 + 0.05 * numbers.Normal());
        status.EndSlot();
    }
    const std::vector<double> misses = status.GetState().misses;
    const double foreseen = status.GetPrediction();
    const double rate = status.GetCollectionRate();
    status.EndSlot();
    EXPECT_EQ(status.GetState().values.back(), foreseen);
    EXPECT_EQ(status.GetState().misses, misses);
    EXPECT_EQ(status.GetCollectionRate(), rate);
    // What is only foreseen is no news: once the model knows what was collected, it stays.
    for (int slot = 0; slot < 15; ++slot)
    {
        status.EndSlot();
    }
    const ArimaModel model = status.GetState().model;
    for (int slot = 0; slot < 30; ++slot)
    {
        status.EndSlot();
    }
    EXPECT_EQ(status.GetState().model.logLikelihood, model.logLikelihood);
    EXPECT_LE(status.GetState().values.size(), 60u);
}

TEST(DaStatusTracker, SteadyUsersAreAskedLess)
{
    DaNumbers numbers(3);
    DaStatusTracker steady(LEVEL, {1.0, 2.0});
    DaStatusTracker restless(LEVEL, {1.0, 2.0});
    for (int slot = 0; slot < 60; ++slot)
    {
        steady.Collect(0.5 + 0.02 * numbers.Normal());
        restless.Collect(numbers.Uniform(0.0, 1.0));
        steady.EndSlot();
        restless.EndSlot();
    }
    EXPECT_GT(steady.GetAccuracy(), 0.95);
    // Foreseeing the middle of a uniform value misses by a quarter.
    EXPECT_NEAR(restless.GetAccuracy(), 0.75, 0.15);
    EXPECT_LT(steady.GetCollectionRate(), restless.GetCollectionRate());
}

TEST(DaStatusTracker, KeepsToTheOrdersItMayUse)
{
    DaNumbers numbers(8);
    DaStatusSettings settings;
    settings.mostOrder = {0, 0, 0};
    DaStatusTracker plain(LEVEL, {1.0, 2.0}, settings);
    DaStatusTracker free(LEVEL, {1.0, 2.0});
    double value = 0.0;
    for (int slot = 0; slot < 60; ++slot)
    {
        value = 0.9 * value + 0.05 * numbers.Normal();
        for (DaStatusTracker* status : {&plain, &free})
        {
            status->Collect(0.5 + value);
            status->EndSlot();
        }
    }
    const ArimaOrder& order = plain.GetState().model.order;
    EXPECT_EQ(order.ar + order.difference + order.ma, 0);
    const ArimaOrder& chosen = free.GetState().model.order;
    EXPECT_GT(chosen.ar + chosen.difference + chosen.ma, 0);
}

TEST(DaStatusTracker, RefusesNonsense)
{
    EXPECT_THROW(DaStatusTracker({"x", DaDataKind::BEHAVIOUR, 1.0, 1.0}, {}),
                 std::invalid_argument);
    EXPECT_THROW(DaStatusTracker(LEVEL, {}, {0, 1, 1, {}}), std::invalid_argument);
    DaStatusTracker status(LEVEL, {});
    EXPECT_THROW(status.Collect(std::nan("")), std::invalid_argument);
    DaStatusState state;
    state.model.order.ar = 1;
    EXPECT_THROW(status.SetState(state), std::invalid_argument);
}

TEST(DigitalAgent, FollowsItsAttributesAtTheirRates)
{
    DigitalAgent agent;
    EXPECT_NEAR(agent.GetTotalCollectionRate(), 2.0 + 0.5 + 1.0, 1e-15);
    EXPECT_EQ(agent.GetPredictions(), (std::vector<double>{0.5, 0.5, 3.0}));
    agent.Collect(2, 4.0);
    agent.EndSlot();
    EXPECT_EQ(agent.GetPredictions(), (std::vector<double>{0.5, 0.5, 4.0}));
    EXPECT_THROW(agent.Collect(3, 1.0), std::out_of_range);
    EXPECT_THROW(agent.GetStatus(-1), std::out_of_range);
}

TEST(DigitalAgent, FitsOnceItHasEnoughReports)
{
    DaNumbers numbers(4);
    DigitalAgent agent(Settings());
    for (int i = 0; i < 29; ++i)
    {
        agent.AddReport(MakeReport(true, 6.0, numbers));
        EXPECT_FALSE(agent.Review());
    }
    EXPECT_EQ(agent.GetModel().qualityWeight, 5.2);
    EXPECT_TRUE(agent.GetFactors().empty());
    agent.AddReport(MakeReport(true, 6.0, numbers));
    EXPECT_TRUE(agent.Review());
    EXPECT_EQ(agent.GetModel().structure, DaStructure::DIFFERENCE);
    EXPECT_NEAR(agent.GetModel().qualityWeight, 6.0, 0.5);
    EXPECT_NEAR(agent.GetModel().latencyWeight, 1.2, 0.4);
    EXPECT_FALSE(agent.Review());
    DaUser user;
    agent.Describe(user);
    EXPECT_EQ(user.structure, agent.GetModel().structure);
    EXPECT_EQ(user.qualityWeight, agent.GetModel().qualityWeight);
    EXPECT_EQ(user.latencyWeight, agent.GetModel().latencyWeight);
    EXPECT_EQ(user.ratioWeight, agent.GetModel().ratioWeight);
}

TEST(DigitalAgent, FindsTheFactorsThatMatter)
{
    DaNumbers numbers(5);
    DigitalAgentSettings settings = Settings();
    settings.minReports = 300;
    for (const bool latencyMatters : {true, false})
    {
        DigitalAgent agent(settings);
        for (int i = 0; i < 300; ++i)
        {
            agent.AddReport(MakeReport(latencyMatters, 5.5, numbers));
        }
        EXPECT_TRUE(agent.Review());
        const std::vector<DaFactor>& factors = agent.GetFactors();
        ASSERT_EQ(factors.size(), 4u);
        EXPECT_TRUE(factors[0].related);
        EXPECT_EQ(factors[1].name, "latency");
        EXPECT_EQ(factors[1].related, latencyMatters);
        EXPECT_EQ(factors[2].name, "jitter");
        EXPECT_TRUE(factors[2].related);
        EXPECT_FALSE(factors[3].related);
        if (latencyMatters)
        {
            EXPECT_GT(agent.GetModel().latencyWeight, 0.8);
        }
        else
        {
            EXPECT_EQ(agent.GetModel().latencyWeight, 0.0);
        }
    }
}

TEST(DigitalAgent, FitsAnewWhenExperienceFalls)
{
    DaNumbers numbers(6);
    DigitalAgent agent(Settings());
    for (int i = 0; i < 40; ++i)
    {
        agent.AddReport(MakeReport(false, 5.0, numbers));
        agent.Review();
    }
    const int before = agent.GetState().updates;
    EXPECT_EQ(before, 1);
    EXPECT_GT(agent.GetRecentExperience(), 3.0);
    // The user changes: the same quality pleases him less.
    for (int i = 0; i < 60; ++i)
    {
        agent.AddReport(MakeReport(false, 2.5, numbers));
        agent.Review();
    }
    EXPECT_LT(agent.GetRecentExperience(), 3.0);
    EXPECT_EQ(agent.GetState().updates, before + 6);
    // 60 scores with a deviation of .3 tell a mean to .04; those cut at 1 add less than that.
    EXPECT_NEAR(agent.GetModel().Qoe({0.85, 1.0, 0.9, 0.0}), 2.5 * 0.85 * 0.9, 0.15);
}

TEST(DigitalAgent, GoesOnFromAState)
{
    DaNumbers numbers(7);
    DigitalAgent one(Settings());
    const auto live = [](DigitalAgent& agent, double value, const DaReport& report) {
        agent.Collect(0, value);
        agent.EndSlot();
        agent.AddReport(report);
        agent.Review();
    };
    for (int slot = 0; slot < 35; ++slot)
    {
        live(one, numbers.Uniform(0.0, 1.0), MakeReport(true, 2.5, numbers));
    }
    one.Collect(0, 0.9);
    DigitalAgent two(Settings());
    two.SetState(one.GetState());
    for (int slot = 0; slot < 30; ++slot)
    {
        const double value = numbers.Uniform(0.0, 1.0);
        const DaReport report = MakeReport(true, 2.5, numbers);
        live(one, value, report);
        live(two, value, report);
        ExpectSame(one.GetStatus(0).GetState(), two.GetStatus(0).GetState());
    }
    EXPECT_GT(one.GetState().updates, 1);
    EXPECT_EQ(one.GetState().updates, two.GetState().updates);
    EXPECT_EQ(one.GetModel().qualityWeight, two.GetModel().qualityWeight);
    for (std::size_t i = 0; i < 4; ++i)
    {
        EXPECT_EQ(one.GetFactors()[i].pValue, two.GetFactors()[i].pValue);
    }
    // Another seed shuffles otherwise.
    DigitalAgentSettings settings = Settings();
    settings.seed = 2;
    DigitalAgent three(settings);
    DigitalAgentState state = one.GetState();
    state.updates = 0;
    three.SetState(state);
    DigitalAgent four(Settings());
    four.SetState(state);
    three.Review();
    four.Review();
    EXPECT_EQ(three.GetModel().qualityWeight, four.GetModel().qualityWeight);
    EXPECT_NE(three.GetFactors()[3].pValue, four.GetFactors()[3].pValue);
}

TEST(DigitalAgent, RefusesNonsense)
{
    DigitalAgent agent(Settings());
    EXPECT_THROW(agent.AddReport({{0.8, 0.5, 1.0, 4.0}, {}}), std::invalid_argument);
    EXPECT_THROW(agent.AddReport({{0.8, 0.0, 1.0, 4.0}, {0, 0}}), std::invalid_argument);
    EXPECT_THROW(agent.AddReport({{0.8, 0.5, 1.0, 4.0}, {0, std::nan("")}}), std::invalid_argument);
    DigitalAgentSettings settings = Settings();
    settings.reportWindow = 10;
    EXPECT_THROW(DigitalAgent{settings}, std::invalid_argument);
    EXPECT_THROW(agent.SetState({}), std::invalid_argument);
}
