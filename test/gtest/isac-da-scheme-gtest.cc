/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Schemes for DA-ISAC that do not learn: what they keep, how they rank, and their means beside
 * those of the reference implementation.
 */

#include "ns3/isac-da-exact.h"
#include "ns3/isac-da-population.h"
#include "ns3/isac-da-scheme.h"

#include <array>
#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

using namespace ns3::isac;

namespace
{

/**
 * @param name of a scheme
 * @param scenario its scenario
 * @param slot users
 * @param problem of the slot
 * @return what the scheme decides, through observation and action
 */
DaAllocation
DecideBy(const std::string& name,
         const DaScenario& scenario,
         const DaSlot& slot,
         const DaSlotProblem& problem)
{
    const std::optional<DaScheme> scheme = GetDaSchemes().Make(name, scenario, 1);
    if (!scheme)
    {
        throw std::invalid_argument(name);
    }
    const DaSystem system(scenario, scheme->decoding);
    const Action action = scheme->policy->Act(system.Observe(slot));
    EXPECT_TRUE(Contains(system.GetActionSpace(), action));
    return system.Decode(problem, action).allocation;
}

/// Mean and variance of a mean.
struct Estimate
{
    double mean = 0.0;     //!< of the values
    double variance = 0.0; //!< of one value
};

/// @param values independent @return estimate
Estimate
EstimateOf(const std::vector<double>& values)
{
    Estimate estimate;
    for (const double value : values)
    {
        estimate.mean += value / static_cast<double>(values.size());
    }
    for (const double value : values)
    {
        estimate.variance +=
            std::pow(value - estimate.mean, 2) / (static_cast<double>(values.size()) - 1.0);
    }
    return estimate;
}

const std::vector<std::string> NAMES{"optimum", "proportional", "greedy", "without-da"};

} // namespace

TEST(DaSchemes, KeepBudgetsAndDemands)
{
    for (const bool perStation : {false, true})
    {
        DaScenario scenario;
        scenario.perStation = perStation;
        for (const double accuracy : {0.01, 1e-3})
        {
            scenario.accuracies.fill(accuracy);
            DaPopulation population(scenario, 1);
            for (int draw = 0; draw < 10; ++draw)
            {
                population.Begin();
                const DaSlotProblem problem(scenario, population.GetSlot());
                for (const std::string& name : NAMES)
                {
                    SCOPED_TRACE(name);
                    const DaAllocation allocation =
                        DecideBy(name, scenario, population.GetSlot(), problem);
                    EXPECT_TRUE(DaMissed(problem, allocation).empty());
                    for (const DaPart& part : problem.GetParts())
                    {
                        std::array<double, 3> sum{};
                        for (const int user : part.users)
                        {
                            sum[0] += allocation.bandwidth[user];
                            sum[1] += allocation.power[user];
                            sum[2] += allocation.speed[user];
                        }
                        EXPECT_LE(sum[0], part.problem.budget.bandwidth * (1.0 + 1e-12));
                        EXPECT_LE(sum[1], part.problem.budget.power * (1.0 + 1e-12));
                        EXPECT_LE(sum[2], part.problem.budget.speed * (1.0 + 1e-12));
                    }
                }
            }
        }
    }
}

TEST(DaSchemes, MeansAreThoseOfTheReference)
{
    // Means over 20 draws of another generator, and their order in each single draw.
    const std::map<std::string, double> reference{{"optimum", 4.534},
                                                  {"proportional", 3.905},
                                                  {"greedy", 4.449},
                                                  {"without-da", 3.757}};
    constexpr int DRAWS = 100;
    constexpr int REFERENCE_DRAWS = 20;
    constexpr double ERRORS = 4.0;
    const DaScenario scenario;
    DaPopulation population(scenario, 2);
    std::map<std::string, std::vector<double>> values;
    std::vector<double> gains;
    for (int draw = 0; draw < DRAWS; ++draw)
    {
        population.Begin();
        const DaSlotProblem problem(scenario, population.GetSlot());
        for (const std::string& name : NAMES)
        {
            values[name].push_back(
                EvaluateDa(problem.GetWhole(),
                           DecideBy(name, scenario, population.GetSlot(), problem))
                    .meanQoe);
        }
        const double optimum = values["optimum"].back();
        EXPECT_NEAR(optimum, SolveDa(problem.GetWhole()).meanQoe, 1e-9);
        EXPECT_LT(values["without-da"].back(), optimum);
        EXPECT_LT(values["proportional"].back(), optimum);
        EXPECT_LT(values["greedy"].back(), optimum);
        EXPECT_GT(values["greedy"].back(), values["without-da"].back());
        gains.push_back(optimum / values["without-da"].back());
    }
    const double scale = ERRORS * std::sqrt(1.0 / DRAWS + 1.0 / REFERENCE_DRAWS);
    for (const auto& [name, mean] : reference)
    {
        SCOPED_TRACE(name);
        const Estimate estimate = EstimateOf(values[name]);
        EXPECT_NEAR(estimate.mean, mean, scale * std::sqrt(estimate.variance));
    }
    const Estimate gain = EstimateOf(gains);
    EXPECT_NEAR(gain.mean, 4.534 / 3.757, scale * std::sqrt(gain.variance));
}

TEST(DaSchemes, EqualSharesAreEqualBeyondTheLeast)
{
    const DaScenario scenario;
    const DaSlotProblem problem(scenario, DaPopulation(scenario, 3).GetSlot());
    const DaPart& part = problem.GetParts()[0];
    const DaAllocation least = part.feasibility.least;
    const DaAllocation given = ShareDaEqually(part);
    for (int k = 0; k < 30; ++k)
    {
        EXPECT_DOUBLE_EQ(given.speed[k], 5e8);
        EXPECT_NEAR(given.power[k] - least.power[k], given.power[0] - least.power[0], 1e-14);
        EXPECT_NEAR(given.bandwidth[k] - least.bandwidth[k],
                    given.bandwidth[0] - least.bandwidth[0],
                    1e-7);
    }
}

TEST(DaSchemes, ABundleGoesWhereItHelpsMost)
{
    const DaScenario scenario;
    const DaSlotProblem problem(scenario, DaPopulation(scenario, 4).GetSlot());
    const DaPart& part = problem.GetParts()[0];
    const DaAllocation few = ShareDaGreedily(part, 30);
    const DaAllocation many = ShareDaGreedily(part, 2000);
    // L1 users begin without end below 0, so each has a bundle before anybody has two.
    for (int k = 0; k < 30; ++k)
    {
        const bool difference = part.problem.users[k].structure == DaStructure::DIFFERENCE;
        EXPECT_GE(few.speed[k], difference ? 5e8 * (1.0 - 1e-12) : 0.0);
    }
    EXPECT_GT(EvaluateDa(problem.GetWhole(), many).meanQoe,
              EvaluateDa(problem.GetWhole(), few).meanQoe);
    EXPECT_THROW(ShareDaGreedily(part, 0), std::invalid_argument);
}

TEST(DaSchemes, RefuseSenselessArguments)
{
    const DaScenario scenario;
    for (const char* name :
         {"optimum", "proportional", "greedy", "without-da", "greedy-1", "greedy-1000"})
    {
        EXPECT_TRUE(GetDaSchemes().Make(name, scenario, 1)) << name;
    }
    for (const char* name : {"",
                             "best",
                             "optimum-1",
                             "without-da-x",
                             "without",
                             "proportional-0.5",
                             "greedy-0",
                             "greedy--5",
                             "greedy-many",
                             "greedy-1e9",
                             "greedy-10-10"})
    {
        EXPECT_FALSE(GetDaSchemes().Make(name, scenario, 1)) << name;
    }
}
