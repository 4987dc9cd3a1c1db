/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Actions of the baselines: all three resources at once, fixed steps, belief in a perfect
 * generator.
 */

#include "ns3/isac-action-filter.h"
#include "ns3/isac-caqa-environment.h"

#include <algorithm>
#include <boost/random/uniform_int_distribution.hpp>
#include <boost/random/uniform_real_distribution.hpp>
#include <gtest/gtest.h>
#include <numeric>

using namespace ns3::isac;

namespace
{

/**
 * @param space what to draw from
 * @param random all draws
 * @return an action, a third of its values at one of the ends
 */
Action
DrawAction(const ActionSpace& space, boost::random::mt19937_64& random)
{
    boost::random::uniform_real_distribution<double> value(-0.25, 1.25);
    Action action{Eigen::VectorXi(space.categories.size()), Eigen::VectorXd(space.continuous)};
    for (Eigen::Index i = 0; i < action.categorical.size(); ++i)
    {
        boost::random::uniform_int_distribution<int> choice(0, space.categories[i] - 1);
        action.categorical[i] = choice(random);
    }
    for (double& d : action.continuous)
    {
        d = std::clamp(value(random), 0.0, 1.0);
    }
    return action;
}

/**
 * @param cell a cell
 * @return SAQA-FG with nine steps, as it learns
 */
CaqaSystem
MakeSaqa(const CaqaParameters& cell)
{
    CaqaDecoding decoding;
    decoding.belief = AccuracyBelief::PERFECT_GENERATION;
    decoding.fixedSteps = 9;
    decoding.trainOnBelief = true;
    return CaqaSystem(cell, decoding);
}

} // namespace

TEST(CaqaJoint, KeepsTheConstraintsForEveryAction)
{
    boost::random::mt19937_64 random(1);
    int scaled = 0;
    int untimely = 0;
    for (const int users : {1, 3, 10, 16})
    {
        for (const auto subchannels : {SubchannelRule::FIXED, SubchannelRule::ADAPTIVE})
        {
            CaqaParameters cell;
            cell.users = users;
            cell.subchannels = subchannels;
            CaqaDecoding decoding;
            decoding.communication = CommunicationRule::JOINT;
            const CaqaSystem system(cell, decoding);
            EXPECT_EQ(system.GetActionSpace(),
                      (ActionSpace{std::vector<int>(users, 6), 2 * users}));
            CaqaStateSource source(cell, {}, 3);
            for (int i = 0; i < 300; ++i)
            {
                source.StartEpisode();
                const CaqaState state = source.NextSlot();
                const Action action = DrawAction(system.GetActionSpace(), random);
                const CaqaAllocation allocation = system.Decode(state, action);
                const CaqaOutcome outcome = system.Evaluate(state, allocation);
                for (const int constraint : {1, 3, 4, 6})
                {
                    EXPECT_TRUE(outcome.holds[constraint - 1]) << "C" << constraint;
                }
                const CaqaBounds bounds = CaqaCommunicationBounds(cell,
                                                                  state,
                                                                  allocation.sensingEnergy,
                                                                  allocation.steps,
                                                                  outcome.accuracy);
                if (bounds.budget >= 0.0)
                {
                    EXPECT_TRUE(outcome.holds[1]) << "C2";
                    scaled += outcome.energy > cell.maxEnergy * (1.0 - 1e-12);
                }
                else // sensing alone has spent more
                {
                    EXPECT_EQ(allocation.communicationEnergy, std::vector<double>(users, 0.0));
                }
                for (int k = 0; k < users; ++k)
                {
                    EXPECT_GE(allocation.communicationEnergy[k], 0.0);
                    if (bounds.maxEnergy[k] <= 0.0)
                    {
                        ++untimely;
                        EXPECT_EQ(allocation.communicationEnergy[k], 0.0);
                    }
                }
            }
        }
    }
    // The draws have met both cuts.
    EXPECT_GT(scaled, 100);
    EXPECT_GT(untimely, 100);
}

TEST(CaqaJoint, GivesWhatIsAskedForUnlessABoundForbids)
{
    CaqaBounds bounds;
    bounds.minEnergy = {0.1, 0.1, 0.1};
    bounds.maxEnergy = {0.2, 0.5, -0.1};
    bounds.gain = {1.0, 2.0, 3.0};
    bounds.budget = 0.5;
    const RceResult full = CaqaJointEnergy(bounds, {0.05, 0.3, 0.4});
    EXPECT_EQ(full.branch, RceBranch::FULL);
    EXPECT_EQ(full.energy, (std::vector<double>{0.05, 0.3, 0.0}));
    EXPECT_DOUBLE_EQ(full.objective, 0.65);
    // 0.2 and 0.4 in place of 0.9 and 0.4; a budget of 0.5 scales them by 5/6.
    const RceResult scaled = CaqaJointEnergy(bounds, {0.9, 0.4, 0.4});
    EXPECT_EQ(scaled.branch, RceBranch::SHORT);
    EXPECT_DOUBLE_EQ(scaled.energy[0], 0.5 / 3.0);
    EXPECT_DOUBLE_EQ(scaled.energy[1], 1.0 / 3.0);
    EXPECT_EQ(scaled.energy[2], 0.0);
    EXPECT_DOUBLE_EQ(scaled.total, 0.5);
    bounds.budget = -0.2;
    EXPECT_EQ(CaqaJointEnergy(bounds, {0.9, 0.4, 0.4}).branch, RceBranch::ZERO);
}

TEST(CaqaJoint, ActionIsReadAsStated)
{
    CaqaParameters cell;
    cell.users = 2;
    cell.maxTime = 100.0;
    CaqaDecoding decoding;
    decoding.communication = CommunicationRule::JOINT;
    decoding.jointScale = 0.5;
    const CaqaSystem system(cell, decoding);
    const CaqaState state{{1e-14, 1e-14}, {0.4, 0.4}}; // weak: a picture costs more than asked for
    Action action{Eigen::VectorXi::Constant(2, 1), Eigen::VectorXd(4)};
    action.continuous << 0.1, 0.2, 0.3, 0.8;
    const CaqaAllocation allocation = system.Decode(state, action);
    EXPECT_EQ(allocation.sensingEnergy[1], FilterSensingEnergy(cell, 0.4, 6, 0.2));
    // e s E_max / K
    EXPECT_DOUBLE_EQ(allocation.communicationEnergy[0], 0.3 * 0.5 * 0.5);
    EXPECT_DOUBLE_EQ(allocation.communicationEnergy[1], 0.8 * 0.5 * 0.5);
}

TEST(CaqaFixedSteps, ActionHasNoChoicesAndTheFilterBelieves)
{
    const CaqaParameters cell;
    const CaqaSystem saqa = MakeSaqa(cell);
    EXPECT_EQ(saqa.GetActionSpace(), (ActionSpace{{}, 10}));
    CaqaStateSource source(cell, {}, 8);
    const CaqaState state = source.NextSlot();
    const CaqaAllocation allocation =
        saqa.Decode(state, {Eigen::VectorXi(), Eigen::VectorXd::Zero(10)});
    EXPECT_EQ(allocation.steps, std::vector<int>(10, 9));
    CaqaParameters flawless = cell;
    flawless.denoising.errorScale = 0.0;
    for (int k = 0; k < 10; ++k)
    {
        EXPECT_EQ(allocation.sensingEnergy[k], MinSensingEnergy(flawless, state.requirement[k], 9));
        EXPECT_LT(allocation.sensingEnergy[k], MinSensingEnergy(cell, state.requirement[k], 9));
    }
    // At its E^q the scheme thinks that everyone whom it serves is served, in truth nobody is.
    const double missed = saqa.Believed().Evaluate(state, allocation).violations;
    EXPECT_LT(missed, 10);
    EXPECT_EQ(saqa.Evaluate(state, allocation).violations, 10);
}

TEST(CaqaFixedSteps, EqualsChoosingTheSameSteps)
{
    const CaqaParameters cell;
    CaqaDecoding decoding;
    decoding.fixedSteps = 7;
    const CaqaSystem fixed(cell, decoding);
    const CaqaSystem chosen(cell);
    CaqaStateSource source(cell, {}, 9);
    const CaqaState state = source.NextSlot();
    const Eigen::VectorXd d = Eigen::VectorXd::Constant(10, 0.2);
    const CaqaAllocation one = fixed.Decode(state, {Eigen::VectorXi(), d});
    const CaqaAllocation two = chosen.Decode(state, {Eigen::VectorXi::Constant(10, 2), d});
    EXPECT_EQ(one.sensingEnergy, two.sensingEnergy);
    EXPECT_EQ(one.steps, two.steps);
    EXPECT_EQ(one.communicationEnergy, two.communicationEnergy);
}

TEST(CaqaFixedSteps, RewardIsBelievedAndMetricsAreTrue)
{
    const CaqaParameters cell;
    const CaqaSystem saqa = MakeSaqa(cell);
    CaqaEnvironment environment(saqa, {}, 1);
    environment.Reset(4);
    const ActionBatch actions{Eigen::MatrixXi(1, 0), Eigen::MatrixXd::Constant(1, 10, 0.2)};
    // With eps = 0 each accuracy is larger by 1 / (1 - eps(9)).
    const double inflation = 1.0 / (1.0 - cell.denoising.Error(9));
    int served = 0;
    for (int slot = 0; slot < 50; ++slot)
    {
        const StepResult& result = environment.Step(actions);
        const double average = result.metrics(0, 0);
        const double violations = result.metrics(0, 2);
        if (violations == 0.0)
        {
            ++served;
            EXPECT_NEAR(result.reward[0], average * inflation, 1e-14);
        }
        else
        {
            EXPECT_GT(result.reward[0], average - violations / 10.0);
        }
    }
    EXPECT_GT(served, 10);
}
