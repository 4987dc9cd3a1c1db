/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * DA-ISAC as learners see it: observations and their inverse, what actions stand for, derivatives
 * against differences, and the reward of two layers.
 */

#include "ns3/isac-da-exact.h"
#include "ns3/isac-da-population.h"
#include "ns3/isac-da-system.h"

#include <boost/random/uniform_real_distribution.hpp>
#include <cmath>
#include <gtest/gtest.h>
#include <numeric>

using namespace ns3::isac;

namespace
{

/// @param actions what they decide on @return decoding of them
DaDecoding
Decoding(DaActions actions)
{
    DaDecoding decoding;
    decoding.actions = actions;
    return decoding;
}

/// Draws actions.
class ActionSource
{
  public:
    /// @param seed decides everything
    explicit ActionSource(uint64_t seed)
        : m_random(seed)
    {
    }

    /// @param space of actions @param low least value @param high greatest @return an action
    Action Draw(const ActionSpace& space, double low = 0.0, double high = 1.0)
    {
        const auto uniform = [&](double from, double to) {
            return boost::random::uniform_real_distribution<double>(from, to)(m_random);
        };
        Action action;
        action.continuous.resize(space.continuous);
        for (double& value : action.continuous)
        {
            value = uniform(low, high);
        }
        action.categorical.resize(static_cast<Eigen::Index>(space.categories.size()));
        for (std::size_t i = 0; i < space.categories.size(); ++i)
        {
            action.categorical[static_cast<Eigen::Index>(i)] =
                static_cast<int>(uniform(0.0, space.categories[i]));
        }
        return action;
    }

  private:
    boost::random::mt19937_64 m_random; //!< all draws
};

/// @param values any @return their sum
double
Sum(const std::vector<double>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0);
}

/// All of every budget is given, to 30 roundings of the sums.
void
ExpectAllGiven(const DaAllocation& allocation, const DaBudget& budget)
{
    EXPECT_NEAR(Sum(allocation.bandwidth) / budget.bandwidth, 1.0, 1e-14);
    EXPECT_NEAR(Sum(allocation.power) / budget.power, 1.0, 1e-14);
    EXPECT_NEAR(Sum(allocation.speed) / budget.speed, 1.0, 1e-14);
}

} // namespace

TEST(DaSystem, InterpretsWhatItObserves)
{
    const DaScenario scenario;
    const DaSystem system(scenario, Decoding(DaActions::USER_SHARES));
    const DaSlot slot = DaPopulation(scenario, 1).GetSlot();
    const Eigen::VectorXd seen = system.Observe(slot);
    ASSERT_EQ(seen.size(), system.ObservationSize());
    ASSERT_EQ(seen.size(), 300);
    const DaSlot again = system.Interpret(seen);
    ASSERT_EQ(again.size(), slot.size());
    for (std::size_t k = 0; k < slot.size(); ++k)
    {
        EXPECT_EQ(again[k].station, slot[k].station);
        EXPECT_EQ(again[k].behaviour, slot[k].behaviour);
        EXPECT_EQ(again[k].environment, slot[k].environment);
        EXPECT_EQ(again[k].fileSize, slot[k].fileSize);
        EXPECT_EQ(again[k].structure, slot[k].structure);
        EXPECT_EQ(again[k].qualityWeight, slot[k].qualityWeight);
        EXPECT_EQ(again[k].latencyWeight, slot[k].latencyWeight);
        EXPECT_EQ(again[k].ratioWeight, slot[k].ratioWeight);
        // A logarithm of some 10 has a rounding of 1e-15, and 10^x makes ln 10 of it.
        EXPECT_NEAR(again[k].sensingGain / slot[k].sensingGain, 1.0, 1e-14);
        EXPECT_NEAR(again[k].linkGain / slot[k].linkGain, 1.0, 1e-14);
    }
}

TEST(DaSystem, ObservesMeansOfGroups)
{
    DaScenario scenario;
    scenario.users = 3;
    const DaSystem system(scenario);
    DaUserStatus one;
    one.behaviour = 0.2;
    one.environment = 0.4;
    one.sensingGain = 1e-2;
    one.linkGain = 1e-11;
    one.fileSize = 2.0;
    one.qualityWeight = 5.0;
    one.latencyWeight = 0.3;
    DaUserStatus two = one;
    two.behaviour = 0.6;
    two.sensingGain = 1e-4;
    two.linkGain = 1e-12;
    two.latencyWeight = 0.5;
    DaUserStatus three = one;
    three.structure = DaStructure::RATIO;
    three.ratioWeight = 1.5;
    Eigen::VectorXd expected(13);
    expected << 0.4, 0.4, -6.0, -11.5, 2.0, 5.0, 0.4, 0.2, 0.4, -4.0, -11.0, 2.0, 1.5;
    EXPECT_LT((system.Observe({one, three, two}) - expected).cwiseAbs().maxCoeff(), 1e-14);
    expected.tail(6).setZero();
    EXPECT_LT((system.Observe({one, two, one, two}) - expected).cwiseAbs().maxCoeff(), 1e-14);
}

TEST(DaSystem, HasTheSpacesOfItsActions)
{
    const DaScenario scenario;
    EXPECT_TRUE(DaSystem(scenario).GetActionSpace() == (ActionSpace{{}, 6}));
    EXPECT_EQ(DaSystem(scenario).ObservationSize(), 13);
    const ActionSpace users{{}, 90};
    EXPECT_TRUE(DaSystem(scenario, Decoding(DaActions::USER_WEIGHTS)).GetActionSpace() == users);
    EXPECT_TRUE(DaSystem(scenario, Decoding(DaActions::USER_SHARES)).GetActionSpace() == users);
    EXPECT_TRUE(DaSystem(scenario, Decoding(DaActions::USER_LEVELS)).GetActionSpace() ==
                (ActionSpace{std::vector<int>(90, 5), 0}));
}

TEST(DaSystem, DerivativeOfFeasibleSplitsIsThatOfTheReward)
{
    for (const bool perStation : {false, true})
    {
        DaScenario scenario;
        scenario.perStation = perStation;
        const DaSystem system(scenario);
        DaPopulation population(scenario, 2);
        ActionSource actions(3);
        int checked = 0;
        for (int draw = 0; draw < 20; ++draw)
        {
            population.Begin();
            const DaSlotProblem problem(scenario, population.GetSlot());
            const Action action = actions.Draw(system.GetActionSpace(), 0.3, 0.7);
            const DaDecision decision = system.Decode(problem, action);
            if (decision.pulledBack)
            {
                continue;
            }
            ASSERT_EQ(decision.gradient.size(), 6);
            EXPECT_NEAR(decision.meanQoe, system.Reward(problem, decision.allocation), 1e-12);
            for (int i = 0; i < 6; ++i)
            {
                // A concave function's derivative lies between the slopes to both sides, whose
                // mean is the difference; optima are known to 1e-11 of themselves.
                constexpr double STEP = 1e-5;
                Action up = action;
                Action down = action;
                up.continuous[i] += STEP;
                down.continuous[i] -= STEP;
                const double above = system.Decode(problem, up).meanQoe - decision.meanQoe;
                const double below = decision.meanQoe - system.Decode(problem, down).meanQoe;
                EXPECT_NEAR(decision.gradient[i],
                            0.5 * (above + below) / STEP,
                            0.5 * std::abs(above - below) / STEP + 1e-5);
            }
            ++checked;
        }
        EXPECT_GE(checked, 5);
    }
}

TEST(DaSystem, DerivativeOfPulledBackSplits)
{
    const DaScenario scenario;
    const DaSystem system(scenario);
    DaPopulation population(scenario, 4);
    ActionSource actions(5);
    constexpr int DRAWS = 20;
    for (int draw = 0; draw < DRAWS; ++draw)
    {
        population.Begin();
        const DaSlotProblem problem(scenario, population.GetSlot());
        Action action = actions.Draw(system.GetActionSpace(), 0.3, 0.7);
        action.continuous[0] = 0.05; // bandwidth and power of L1 that do not suffice
        action.continuous[1] = 0.01;
        const DaDecision decision = system.Decode(problem, action);
        ASSERT_TRUE(decision.pulledBack);
        EXPECT_TRUE(DaMissed(problem, decision.allocation).empty());
        const double size = decision.gradient.norm();
        ASSERT_GT(size, 0.0);
        for (int i = 0; i < 6; ++i)
        {
            constexpr double STEP = 1e-5;
            Action up = action;
            Action down = action;
            up.continuous[i] += STEP;
            down.continuous[i] -= STEP;
            const double slope =
                (system.Decode(problem, up).meanQoe - system.Decode(problem, down).meanQoe) /
                (2.0 * STEP);
            // Optima are known to 1e-11 of themselves, and the step's square counts a little.
            EXPECT_NEAR(decision.gradient[i], slope, 1e-5 * (1.0 + size));
        }
    }
}

TEST(DaSystem, WeightsAndLevelsKeepBudgetsAndDemands)
{
    DaScenario scenario;
    ActionSource actions(6);
    for (const bool perStation : {false, true})
    {
        scenario.perStation = perStation;
        DaPopulation population(scenario, 7);
        for (const DaActions kind : {DaActions::USER_WEIGHTS, DaActions::USER_LEVELS})
        {
            DaDecoding decoding = Decoding(kind);
            const DaSystem careful(scenario, decoding);
            decoding.sensingFirst = false;
            const DaSystem careless(scenario, decoding);
            int missed = 0;
            for (int draw = 0; draw < 20; ++draw)
            {
                population.Begin();
                const DaSlotProblem problem(scenario, population.GetSlot());
                const Action action = actions.Draw(careful.GetActionSpace());
                const DaDecision first = careful.Decode(problem, action);
                EXPECT_TRUE(DaMissed(problem, first.allocation).empty());
                EXPECT_EQ(first.gradient.size(), 0);
                EXPECT_EQ(first.meanQoe, careful.Reward(problem, first.allocation));
                const DaDecision last = careless.Decode(problem, action);
                missed += static_cast<int>(DaMissed(problem, last.allocation).size());
                const bool all = problem.GetParts().size() == (perStation ? 2 : 1);
                ASSERT_TRUE(all);
                ExpectAllGiven(first.allocation, scenario.budget);
                ExpectAllGiven(last.allocation, scenario.budget);
            }
            EXPECT_GT(missed, 0);
        }
    }
}

TEST(DaSystem, LevelsAreWeights)
{
    const DaScenario scenario;
    const DaSlotProblem problem(scenario, DaPopulation(scenario, 8).GetSlot());
    const DaSystem levels(scenario, Decoding(DaActions::USER_LEVELS));
    const DaSystem weights(scenario, Decoding(DaActions::USER_WEIGHTS));
    ActionSource actions(9);
    const Action chosen = actions.Draw(levels.GetActionSpace());
    // .02 + .98 u = (1 + level) / 5
    Action same;
    same.continuous = ((chosen.categorical.cast<double>().array() + 1.0) / 5.0 - 0.02) / 0.98;
    const DaAllocation one = levels.Decode(problem, chosen).allocation;
    const DaAllocation other = weights.Decode(problem, same).allocation;
    for (int k = 0; k < scenario.users; ++k)
    {
        EXPECT_NEAR(one.bandwidth[k] / other.bandwidth[k], 1.0, 1e-13);
        EXPECT_NEAR(one.power[k] / other.power[k], 1.0, 1e-13);
        EXPECT_NEAR(one.speed[k] / other.speed[k], 1.0, 1e-13);
    }
}

TEST(DaSystem, DecodesWhatItEncodes)
{
    const DaScenario scenario;
    const DaSystem system(scenario, Decoding(DaActions::USER_SHARES));
    const DaSlotProblem problem(scenario, DaPopulation(scenario, 10).GetSlot());
    const DaAllocation allocation = SolveDa(problem.GetWhole()).allocation;
    const Action action = system.Encode(allocation);
    EXPECT_TRUE(Contains(system.GetActionSpace(), action));
    const DaAllocation again = system.Decode(problem, action).allocation;
    for (int k = 0; k < scenario.users; ++k)
    {
        // One rounding of a quotient, one of a product.
        EXPECT_NEAR(again.bandwidth[k] / allocation.bandwidth[k], 1.0, 3e-16);
        EXPECT_NEAR(again.power[k] / allocation.power[k], 1.0, 3e-16);
        EXPECT_NEAR(again.speed[k] / allocation.speed[k], 1.0, 3e-16);
    }
    EXPECT_TRUE(DaMissed(problem, again).empty());
}

TEST(DaSystem, RewardsInTwoLayers)
{
    const DaScenario scenario;
    DaDecoding decoding = Decoding(DaActions::USER_SHARES);
    decoding.hierarchicalReward = true;
    const DaSystem system(scenario, decoding);
    const DaSystem plain(scenario, Decoding(DaActions::USER_SHARES));
    const DaSlotProblem problem(scenario, DaPopulation(scenario, 11).GetSlot());
    DaAllocation allocation = SolveDa(problem.GetWhole()).allocation;
    const double best = EvaluateDa(problem.GetWhole(), allocation).meanQoe;
    EXPECT_EQ(system.Reward(problem, allocation), best);
    for (const int user : {3, 17})
    {
        allocation.power[user] = 0.99 * problem.GetWhole().users[user].demandPower;
    }
    EXPECT_EQ(DaMissed(problem, allocation), (std::vector<int>{3, 17}));
    EXPECT_DOUBLE_EQ(system.Reward(problem, allocation), -2.0 / 30.0);
    EXPECT_EQ(plain.Reward(problem, allocation),
              EvaluateDa(problem.GetWhole(), allocation).meanQoe);
}
