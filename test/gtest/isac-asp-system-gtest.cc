/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * What ASP selection is made of: utilities, populations, what is observed, what is refused.
 */

#include "isac-asp-cases.h"

#include "ns3/isac-asp-utility.h"

#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <limits>
#include <set>
#include <sstream>
#include <stdexcept>
#include <vector>

using namespace ns3::isac;

namespace
{

/**
 * @param text of a table of providers
 * @return what is said against it; empty if it was read
 */
std::string
Refusal(const std::string& text)
{
    std::istringstream table(text);
    try
    {
        ReadAspProviders(table, "p.csv");
        return "";
    }
    catch (const std::invalid_argument& error)
    {
        return error.what();
    }
}

} // namespace

TEST(AspUtility, RisesBetweenItsCorners)
{
    const AspUtility utility{50.0, 0.25, 150.0, 0.75};
    EXPECT_EQ(utility.Evaluate(49), 0.0);
    EXPECT_EQ(utility.Evaluate(50), 0.0);
    EXPECT_EQ(utility.Evaluate(100), 0.25);
    EXPECT_EQ(utility.Evaluate(150), 0.5);
    EXPECT_EQ(utility.Evaluate(250), 0.5);
}

TEST(AspPopulation, PublishedOneIsThatOfTheFile)
{
    const auto published = PublishedAspProviders();
    const auto read = ReadAspProviders(AspDataPath("asp-seed0-providers.csv"));
    ASSERT_EQ(published.size(), 20U);
    ASSERT_EQ(read.size(), 20U);
    // A grid's value is off by at most k + 1 roundings of values below 1.
    const double slack = 11 * std::numeric_limits<double>::epsilon();
    int differ = 0;
    for (std::size_t i = 0; i < read.size(); ++i)
    {
        EXPECT_EQ(published[i].capacity, read[i].capacity);
        EXPECT_EQ(published[i].utility.ax, read[i].utility.ax);
        EXPECT_EQ(published[i].utility.bx, read[i].utility.bx);
        EXPECT_NEAR(published[i].utility.ay, read[i].utility.ay, slack);
        EXPECT_NEAR(published[i].utility.by, read[i].utility.by, slack);
        differ += published[i].utility.by != read[i].utility.by ? 1 : 0;
    }
    // They are the code's floats, not clean decimals.
    EXPECT_GT(differ, 0);
}

TEST(AspPopulation, GridsRoundAsNumPyDoes)
{
    const AspProviderRanges ranges;
    EXPECT_EQ(ranges.by.At(9), 0.9500000000000004);
    EXPECT_EQ(ranges.by.At(2), 0.6000000000000001);
    EXPECT_EQ(ranges.ay.At(7), 0.35000000000000003);
    EXPECT_EQ(ranges.capacity.At(5), 900.0);
}

TEST(AspPopulation, DrawsEveryValueOfItsGrids)
{
    boost::random::mt19937_64 random(3);
    const AspProviderRanges ranges;
    std::set<int> capacities;
    std::set<double> scores;
    for (const AspProviderProfile& provider : DrawAspProviders(ranges, 500, random))
    {
        EXPECT_EQ(CheckAspProvider(provider), "");
        capacities.insert(provider.capacity);
        scores.insert(provider.utility.by);
    }
    EXPECT_EQ(capacities, std::set<int>({400, 500, 600, 700, 800, 900}));
    ASSERT_EQ(scores.size(), 10U);
    EXPECT_EQ(*scores.begin(), 0.5);
    EXPECT_EQ(*scores.rbegin(), ranges.by.At(9));
}

TEST(AspPopulation, SaysWhatIsWrongWithAFile)
{
    const std::string header = "sid,capacity,Ax,Ay,Bx,By\n";
    EXPECT_EQ(Refusal(header + "0,400,10,0,210,.8\r\n\n# note\n1,500,0,0,1,0\n"), "");
    EXPECT_EQ(Refusal(""), "p.csv:1: no header line");
    EXPECT_EQ(Refusal(header), "p.csv:2: no line of numbers");
    EXPECT_EQ(Refusal("capacity,Ax,Ay,Bx\n"), "p.csv:1: the header line has no column 'By'");
    EXPECT_EQ(Refusal(header + "0,400,10,0,210\n"),
              "p.csv:2: 5 cells, expected 6 as in the header line");
    EXPECT_EQ(Refusal(header + "0,400,10,0,210,.8\n1,400,x,0,210,.8\n"),
              "p.csv:3: Ax is 'x', expected a number");
    EXPECT_EQ(Refusal(header + "0,400,10,nan,210,.8\n"), "p.csv:2: Ay is 'nan', expected a number");
    EXPECT_EQ(Refusal(header + "0,400,10,,210,.8\n"), "p.csv:2: Ay is '', expected a number");
    EXPECT_EQ(Refusal(header + "0,0,10,0,210,.8\n"),
              "p.csv:2: capacity is no whole number of at least 1");
    EXPECT_EQ(Refusal(header + "0,400.5,10,0,210,.8\n"),
              "p.csv:2: capacity is no whole number of at least 1");
    EXPECT_EQ(Refusal(header + "0,400,210,0,210,.8\n"), "p.csv:2: Bx is not above Ax");
    EXPECT_EQ(Refusal(header + "0,400,10,.9,210,.8\n"), "p.csv:2: By is below Ay");
    try
    {
        ReadAspProviders("/nonexistent/p.csv");
        FAIL();
    }
    catch (const std::invalid_argument& error)
    {
        EXPECT_STREQ(error.what(), "/nonexistent/p.csv: cannot be read");
    }
}

TEST(AspParameters, NamesWhatIsWrong)
{
    EXPECT_EQ(CheckAspParameters({}), "");
    const auto refused = [](const std::function<void(AspParameters&)>& change) {
        AspParameters parameters;
        change(parameters);
        const std::string wrong = CheckAspParameters(parameters);
        EXPECT_THROW(AspSystem{parameters}, std::invalid_argument);
        return wrong;
    };
    using P = AspParameters;
    EXPECT_EQ(refused([](P& p) { p.providers = 0; }), "providers is below 1");
    EXPECT_EQ(refused([](P& p) { p.arrivalRate = 0.0; }), "arrivalRate is not above 0");
    EXPECT_EQ(refused([](P& p) { p.arrivalRate = NAN; }), "arrivalRate is not above 0");
    EXPECT_EQ(refused([](P& p) { p.horizon = 0.5; }), "horizon is below 1 s");
    EXPECT_EQ(refused([](P& p) { p.arrivalRate = 11.0; }),
              "arrivalRate times horizon is above 1e7 tasks");
    EXPECT_EQ(refused([](P& p) { p.minSteps = 0; }), "minSteps is below 1");
    EXPECT_EQ(refused([](P& p) { p.maxSteps = 90; }), "minSteps is above maxSteps");
    EXPECT_EQ(refused([](P& p) { p.stepStride = 0; }),
              "stepStride does not lead from minSteps to maxSteps");
    EXPECT_EQ(refused([](P& p) { p.stepStride = 40; }),
              "stepStride does not lead from minSteps to maxSteps");
    EXPECT_EQ(refused([](P& p) { p.crashPenalty = -1.0; }), "crashPenalty is below 0");
    EXPECT_EQ(refused([](P& p) { p.interruptionPenalty = -1.0; }),
              "interruptionPenalty is below 0");
    EXPECT_EQ(refused([](P& p) { p.crash.recoveryTime = -1.0; }), "crash.recoveryTime is below 0");
    EXPECT_EQ(refused([](P& p) { p.window = 0; }), "window is below 1");
    EXPECT_EQ(refused([](P& p) { p.runTime.linear = 0.0; }),
              "runTime gives no time above 0 for 100 steps");
    EXPECT_EQ(refused([](P& p) { p.ranges.ay.count = 0; }),
              "ranges.ay has no values: count is below 1");
    EXPECT_EQ(refused([](P& p) { p.ranges.bx.step = 0.0; }),
              "ranges.bx is no grid: step must be above 0");
    EXPECT_EQ(refused([](P& p) { p.ranges.capacity.low = 0.0; }),
              "ranges.capacity reaches below 1 or above 1e9");
    EXPECT_EQ(refused([](P& p) { p.ranges.bx.low = 90.0; }),
              "ranges.bx begins at or below the end of ranges.ax");
    EXPECT_EQ(refused([](P& p) { p.ranges.by.low = 0.4; }),
              "ranges.by begins below the end of ranges.ay");
    EXPECT_EQ(refused([](P& p) { p.providers = 3; }), "");
}

TEST(AspSystem, ObservesAsThePublishedCodeDoes)
{
    const AspSystem system;
    EXPECT_EQ(system.ObservationSize(), 42);
    EXPECT_EQ(system.GetActionSpace(), (ActionSpace{{20}, 0}));
    AspEpisode episode = StartAspEpisode(system, {{0, 150}, {1, 250}, {2, 100}});
    episode.Assign(3);
    const Eigen::VectorXd block = system.Observe(episode.GetState());
    EXPECT_DOUBLE_EQ(block[0], 400.0 / 900.0);
    EXPECT_EQ(block[1], 1.0);
    EXPECT_EQ(block[6], 1.0);
    EXPECT_DOUBLE_EQ(block[7], 750.0 / 900.0);
    EXPECT_EQ(block[40], 1.0);
    EXPECT_EQ(block[41], 1.0);
    episode.Assign(3);
    EXPECT_DOUBLE_EQ(system.Observe(episode.GetState())[41], 14760.0 / 40410.0);

    AspParameters paper;
    paper.order = AspOrder::TASK_FIRST;
    const Eigen::VectorXd other = AspSystem(paper).Observe(episode.GetState());
    const Eigen::VectorXd now = system.Observe(episode.GetState());
    EXPECT_EQ(other.head(2), now.tail(2));
    EXPECT_EQ(other.tail(40), now.head(40));
}

TEST(AspSystem, InterpretsWhatItObserves)
{
    boost::random::mt19937_64 random(5);
    for (const AspOrder order : {AspOrder::PROVIDERS_FIRST, AspOrder::TASK_FIRST})
    {
        AspParameters parameters;
        parameters.order = order;
        parameters.stepStride = 1;
        parameters.ranges.capacity = {401.0, 7.0, 50};
        parameters.window = 3;
        const AspSystem system(parameters);
        for (int steps = 100; steps <= 250; ++steps)
        {
            AspState state;
            for (const auto& each : DrawAspProviders(parameters.ranges, 20, random))
            {
                state.capacity.push_back(each.capacity);
                state.free.push_back(static_cast<int>(random() % (each.capacity + 1)));
            }
            state.steps = steps;
            Eigen::VectorXd window = Eigen::VectorXd::Constant(system.ObservationSize(), 0.5);
            window.tail(system.BlockSize()) = system.Observe(state);
            const AspState read = system.Interpret(window);
            EXPECT_EQ(read.capacity, state.capacity);
            EXPECT_EQ(read.free, state.free);
            EXPECT_EQ(read.steps, steps);
        }
    }
}
