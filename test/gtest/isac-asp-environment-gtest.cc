/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * The batched environment against one episode after the other; Gymnasium's meaning of an end; what
 * was saved goes on bit by bit.
 */

#include "isac-asp-cases.h"

#include "ns3/isac-asp-environment.h"

#include <boost/random/mersenne_twister.hpp>
#include <gtest/gtest.h>
#include <string>
#include <vector>

using namespace ns3::isac;

namespace
{

constexpr int COPIES = 3;

/// @return what differs from the defaults: episodes of about 20 tasks, crowded, seen three at a
/// time
AspParameters
ShortEpisodes()
{
    AspParameters parameters;
    parameters.horizon = 4000.0;
    parameters.arrivalRate = 0.005;
    parameters.window = 3;
    return parameters;
}

/**
 * @param random draws them
 * @return actions for all copies; three providers only, so that they crash
 */
ActionBatch
AnyActions(boost::random::mt19937_64& random)
{
    ActionBatch actions{Eigen::MatrixXi(COPIES, 1), Eigen::MatrixXd(COPIES, 0)};
    for (int copy = 0; copy < COPIES; ++copy)
    {
        actions.categorical(copy, 0) = static_cast<int>(random() % 3);
    }
    return actions;
}

/**
 * @param result of a step
 * @param metric which
 * @param copy which
 * @return its value
 */
double
Metric(const StepResult& result, AspMetric metric, int copy)
{
    return result.metrics(copy, static_cast<Eigen::Index>(metric));
}

} // namespace

TEST(AspEnvironment, EveryCopyIsAnEpisodeAfterTheOther)
{
    const AspSystem system(ShortEpisodes());
    AspEnvironment environment(system, PoissonAspArrivals(system.GetParameters()), COPIES);
    EXPECT_EQ(environment.ObservationSize(), 3 * 42);
    EXPECT_EQ(environment.MetricNames().size(), static_cast<std::size_t>(AspMetric::COUNT));
    Eigen::MatrixXd before = environment.Reset(3);
    boost::random::mt19937_64 random(1);
    std::vector<AspEpisode> twins;
    for (int copy = 0; copy < COPIES; ++copy)
    {
        twins.push_back(StartAspEpisode(system, environment.GetEpisode(copy).GetTasks()));
    }
    int ends = 0;
    int crashes = 0;
    for (int step = 0; step < 300; ++step)
    {
        const ActionBatch actions = AnyActions(random);
        const StepResult& result = environment.Step(actions);
        for (int copy = 0; copy < COPIES; ++copy)
        {
            const AspOutcome outcome = twins[copy].Assign(actions.categorical(copy, 0));
            ASSERT_EQ(result.reward[copy], outcome.reward);
            ASSERT_EQ(Metric(result, AspMetric::PENALTY, copy), outcome.penalty);
            ASSERT_EQ(Metric(result, AspMetric::CRASHES, copy), outcome.crashed ? 1.0 : 0.0);
            ASSERT_EQ(Metric(result, AspMetric::LOST_TASKS, copy), outcome.lostTasks);
            ASSERT_EQ(Metric(result, AspMetric::FINISHED_UTILITY, copy), outcome.finishedUtility);
            crashes += outcome.crashed ? 1 : 0;
            // The window has moved on by one observation, in the old episode.
            Eigen::VectorXd window(3 * 42);
            window << before.row(copy).tail(2 * 42).transpose(),
                system.Observe(twins[copy].GetState());
            ASSERT_EQ(result.finalObservation.row(copy).transpose(), window);
            ASSERT_EQ(result.terminated[copy], twins[copy].IsOver());
            ASSERT_FALSE(result.truncated[copy]);
            if (twins[copy].IsOver())
            {
                ++ends;
                twins[copy] = StartAspEpisode(system, environment.GetEpisode(copy).GetTasks());
                const Eigen::VectorXd first = system.Observe(twins[copy].GetState());
                window << first, first, first;
            }
            ASSERT_EQ(result.observation.row(copy).transpose(), window);
        }
        before = result.observation;
    }
    EXPECT_GT(ends, 20);
    EXPECT_GT(crashes, 20);
}

TEST(AspEnvironment, DrawsProvidersForEachEpisode)
{
    AspParameters parameters = ShortEpisodes();
    parameters.window = 1;
    parameters.population = AspPopulation::PER_EPISODE;
    const AspSystem system(parameters);
    AspEnvironment environment(system, PoissonAspArrivals(parameters), COPIES);
    const Eigen::MatrixXd first = environment.Reset(3);
    EXPECT_NE(first.row(0).head(40), first.row(1).head(40));
    boost::random::mt19937_64 random(1);
    for (int step = 0; step < 100; ++step)
    {
        const StepResult& result = environment.Step(AnyActions(random));
        for (int copy = 0; copy < COPIES; ++copy)
        {
            const Eigen::VectorXd shown = system.Observe(environment.GetEpisode(copy).GetState());
            ASSERT_EQ(result.observation.row(copy).transpose(), shown);
        }
        if (result.terminated[0])
        {
            // New providers: their capacities are drawn from six values, twenty times.
            EXPECT_NE(result.observation.row(0).head(40), result.finalObservation.row(0).head(40));
            return;
        }
    }
    FAIL() << "no episode came to an end";
}

TEST(AspEnvironment, SeedDecidesAll)
{
    const AspSystem system(ShortEpisodes());
    const PoissonAspArrivals arrivals(system.GetParameters());
    AspEnvironment one(system, arrivals, COPIES);
    AspEnvironment other(system, arrivals, COPIES);
    boost::random::mt19937_64 random(1);
    other.Reset(8);
    other.Step(AnyActions(random));
    EXPECT_EQ(one.Reset(7), other.Reset(7));
    for (int step = 0; step < 50; ++step)
    {
        const ActionBatch actions = AnyActions(random);
        const StepResult& expected = one.Step(actions);
        const StepResult& result = other.Step(actions);
        ASSERT_EQ(result.observation, expected.observation);
        ASSERT_EQ(result.reward, expected.reward);
    }
    EXPECT_NE(one.Reset(7), one.Reset(8));
}

TEST(AspEnvironment, GoesOnBitByBitAfterLoad)
{
    AspParameters parameters = ShortEpisodes();
    parameters.population = AspPopulation::PER_EPISODE;
    parameters.wholeSeconds = false;
    parameters.crash.recoveryTime = 100.0;
    parameters.crash.restart = true;
    const AspSystem system(parameters);
    const PoissonAspArrivals arrivals(parameters);
    AspEnvironment one(system, arrivals, COPIES);
    one.Reset(17);
    boost::random::mt19937_64 random(1);
    for (int round = 0; round < 5; ++round)
    {
        Eigen::MatrixXd present;
        for (int step = 0; step < 9; ++step)
        {
            present = one.Step(AnyActions(random)).observation;
        }
        Checkpoint checkpoint;
        one.Save(checkpoint, "environment.");
        AspEnvironment other(system, arrivals, COPIES);
        other.Reset(99);
        EXPECT_EQ(other.Load(checkpoint, "environment."), present);
        Checkpoint again;
        other.Save(again, "environment.");
        EXPECT_EQ(again.GetText("environment.episode.1"),
                  checkpoint.GetText("environment.episode.1"));
        boost::random::mt19937_64 ahead = random;
        std::vector<StepResult> expected;
        for (int step = 0; step < 60; ++step)
        {
            expected.push_back(one.Step(AnyActions(ahead)));
        }
        for (const StepResult& each : expected)
        {
            const StepResult& result = other.Step(AnyActions(random));
            ASSERT_EQ(result.observation, each.observation);
            ASSERT_EQ(result.finalObservation, each.finalObservation);
            ASSERT_EQ(result.reward, each.reward);
            ASSERT_EQ(result.metrics, each.metrics);
            ASSERT_TRUE((result.terminated == each.terminated).all());
        }
    }
}

TEST(AspEnvironment, RefusesWhatItCannotTakeUp)
{
    const AspSystem system(ShortEpisodes());
    AspEnvironment environment(system, PoissonAspArrivals(system.GetParameters()), COPIES);
    const Eigen::MatrixXd first = environment.Reset(17);
    Checkpoint good;
    environment.Save(good, "");
    const auto refuses = [&](const Checkpoint& checkpoint) {
        EXPECT_THROW(environment.Load(checkpoint, ""), CheckpointError);
        Checkpoint now;
        environment.Save(now, "");
        EXPECT_EQ(now.GetText("episode.0"), good.GetText("episode.0"));
        EXPECT_EQ(now.GetText("arrivals.2"), good.GetText("arrivals.2"));
    };
    refuses(Checkpoint());
    for (const char* name : {"episode.2", "arrivals.2"})
    {
        for (const std::string& text :
             {good.GetText(name) + " 1", std::string("nonsense"), std::string()})
        {
            Checkpoint bad = good;
            bad.SetText(name, text);
            refuses(bad);
        }
    }
    Checkpoint fewer = good;
    fewer.SetNumber("copies", COPIES - 1);
    refuses(fewer);
    Checkpoint smaller;
    const AspSystem small = SmallAspSystem({100, 100}, ShortEpisodes());
    AspEnvironment(small, PoissonAspArrivals(small.GetParameters()), COPIES).Save(smaller, "");
    refuses(smaller);
    EXPECT_EQ(environment.Load(good, ""), first);

    RenewalAspArrivals function(system.GetParameters(), [] { return 100.0; });
    AspEnvironment unkept(system, function, 1);
    Checkpoint nothing;
    EXPECT_THROW(unkept.Save(nothing, ""), CheckpointError);
}
