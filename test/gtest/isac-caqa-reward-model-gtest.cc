/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * The reward in closed form: equal to the system's, its derivative to differences, its table of
 * choices to trying them.
 */

#include "ns3/isac-caqa-environment.h"
#include "ns3/isac-caqa-reward-model.h"

#include <algorithm>
#include <boost/random/uniform_int_distribution.hpp>
#include <boost/random/uniform_real_distribution.hpp>
#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <stdexcept>
#include <string>
#include <vector>

using namespace ns3::isac;

namespace
{

/// A cell, how its actions are read, and the largest d that is drawn.
struct Case
{
    std::string name;        //!< for messages
    CaqaParameters cell;     //!< users are set by the test
    CaqaDecoding decoding;   //!< see CaqaDecoding
    double mostAction = 1.0; //!< d is drawn from 0 to this
};

/// @return cells in which different things bind
std::vector<Case>
MakeCases()
{
    std::vector<Case> cases(8);
    cases[0].name = "Table I";
    cases[1].name = "Table I, small d";
    cases[1].mostAction = 0.3;
    cases[2].name = "no filter";
    cases[2].decoding.actionFilter = false;
    cases[2].mostAction = 0.4;
    cases[3].name = "one band in turn";
    cases[3].cell.subchannels = SubchannelRule::ADAPTIVE;
    cases[3].cell.bandwidth = 10e6; // and a fast server: downloads wait for the band
    cases[3].cell.denoising.serverSpeed = 200e12;
    cases[3].cell.maxTime = 0.6;
    cases[3].mostAction = 0.3;
    cases[4].name = "short of energy, remainder given";
    cases[4].cell.maxEnergy = 0.5;
    cases[4].decoding.rce.partialLast = true;
    cases[4].mostAction = 0.2;
    cases[5].name = "short of time, all or nobody";
    cases[5].cell.maxTime = 0.7;
    cases[5].decoding.rce.infeasible = InfeasibleRule::ANY;
    cases[5].mostAction = 0.3;
    cases[6].name = "SAQA as it trains";
    cases[6].decoding.belief = AccuracyBelief::PERFECT_GENERATION;
    cases[6].decoding.fixedSteps = 7;
    cases[6].decoding.trainOnBelief = true;
    cases[6].mostAction = 0.3;
    cases[7].name = "another law, fast server";
    cases[7].cell.sensing = {0.95, 44.2, 0.92};
    cases[7].cell.denoising.serverSpeed = 200e12;
    cases[7].mostAction = 0.3;
    return cases;
}

/**
 * @param space what to draw from
 * @param most largest d
 * @param random all draws
 * @return an action
 */
Action
DrawAction(const ActionSpace& space, double most, boost::random::mt19937_64& random)
{
    Action action{Eigen::VectorXi(space.categories.size()), Eigen::VectorXd(space.continuous)};
    for (Eigen::Index i = 0; i < action.categorical.size(); ++i)
    {
        boost::random::uniform_int_distribution<int> choice(0, space.categories[i] - 1);
        action.categorical[i] = choice(random);
    }
    boost::random::uniform_real_distribution<double> value(0.0, most);
    for (double& d : action.continuous)
    {
        d = value(random);
    }
    return action;
}

/**
 * @param visit called with each of many random slots of every case: its name, the system as it
 * decides, the system that counts the reward, a state and an action
 * @param slots for each case and number of users
 */
void
ForRandomSlots(int slots,
               const std::function<void(const std::string&,
                                        const CaqaSystem&,
                                        const CaqaSystem&,
                                        const CaqaState&,
                                        const Action&)>& visit)
{
    boost::random::mt19937_64 random(11);
    for (const Case& each : MakeCases())
    {
        for (int users = 1; users <= 15; ++users)
        {
            CaqaParameters cell = each.cell;
            cell.users = users;
            const CaqaSystem system(cell, each.decoding);
            const CaqaSystem judge = system.Believed();
            CaqaStateSource source(cell, {}, 100 + users);
            for (int slot = 0; slot < slots; ++slot)
            {
                source.StartEpisode();
                // Observed and interpreted, so that both sides see the same rounded gains.
                const CaqaState state = system.Interpret(system.Observe(source.NextSlot()));
                visit(each.name + ", " + std::to_string(users) + " users",
                      system,
                      judge,
                      state,
                      DrawAction(system.GetActionSpace(), each.mostAction, random));
            }
        }
    }
}

/**
 * @param system decides
 * @param judge counts
 * @param state of the slot
 * @param action raw action
 * @return the outcome the long way
 */
CaqaOutcome
Play(const CaqaSystem& system,
     const CaqaSystem& judge,
     const CaqaState& state,
     const Action& action)
{
    return judge.Evaluate(state, system.Decode(state, action));
}

/**
 * @brief The surrogate whose subgradient a penalty slope asks for, straight from its definition.
 * @param judge counts
 * @param state of the slot
 * @param action raw action
 * @param slope s
 * @return its value
 */
double
Surrogate(const CaqaSystem& judge, const CaqaState& state, const Action& action, double slope)
{
    const CaqaParameters& cell = judge.GetParameters();
    const CaqaAllocation allocation = judge.Decode(state, action);
    const CaqaBounds bounds =
        CaqaCommunicationBounds(cell,
                                state,
                                allocation.sensingEnergy,
                                allocation.steps,
                                CaqaAccuracy(cell, allocation.sensingEnergy, allocation.steps));
    const std::vector<double> rate = CaqaRates(cell, state.gain);
    double minima = 0.0;
    double lack = 0.0;
    for (int k = 0; k < cell.users; ++k)
    {
        if (IsServable(bounds.minEnergy[k], bounds.maxEnergy[k]))
        {
            minima += bounds.minEnergy[k];
        }
        else if (std::isfinite(bounds.minEnergy[k]))
        {
            const double picture = cell.powerPerUser * cell.PictureBits() / rate[k];
            lack += (bounds.minEnergy[k] - bounds.maxEnergy[k]) / picture;
        }
    }
    const double deficit = std::max(0.0, minima - bounds.budget) / cell.maxEnergy;
    return judge.Evaluate(state, allocation).reward - slope / cell.users * (deficit + lack);
}

/**
 * @brief Compares derivatives with differences of a function, except where it has none.
 * @param function of an action
 * @param action at which
 * @param gradient claimed
 * @param where for messages
 * @param taken counts differences
 * @param skipped counts those on kinks and jumps
 */
void
ExpectGradient(const std::function<double(const Action&)>& function,
               const Action& action,
               const Eigen::VectorXd& gradient,
               const std::string& where,
               int& taken,
               int& skipped)
{
    constexpr double STEP = 1e-7;
    const double centre = function(action);
    for (Eigen::Index k = 0; k < gradient.size(); ++k)
    {
        Action moved = action;
        moved.continuous[k] = action.continuous[k] + STEP;
        const double right = (function(moved) - centre) / STEP;
        moved.continuous[k] = action.continuous[k] - STEP;
        const double left = (centre - function(moved)) / STEP;
        ++taken;
        // What parts left and right more than this is a kink, a jump, or the pole of E_min where
        // accuracy vanishes (no filter); curvature elsewhere parts them by some 1e-5.
        if (std::abs(right - left) > 1e-4 * (1.0 + std::abs(right)))
        {
            ++skipped;
            continue;
        }
        // The middle cancels curvature, rounding of 1e-15 is divided by 1e-7, and a kink small
        // enough to pass moves the middle by at most half of what was let pass.
        EXPECT_NEAR(gradient[k], (left + right) / 2.0, 5e-5 * (1.0 + std::abs(right)))
            << where << ", d of user " << k;
    }
}

} // namespace

TEST(CaqaRewardModel, EqualsTheSystemsReward)
{
    int violated = 0;
    int met = 0;
    ForRandomSlots(40,
                   [&](const std::string& where,
                       const CaqaSystem& system,
                       const CaqaSystem& judge,
                       const CaqaState& state,
                       const Action& action) {
                       const CaqaRewardModel model(system);
                       Eigen::VectorXd gradient;
                       Eigen::MatrixXd choices;
                       // Observing again what was interpreted changes gains by rounding: that of
                       // an exponent, some 1e-14 relative.
                       const double reward =
                           model.Evaluate(system.Observe(state), action, gradient, choices);
                       const CaqaOutcome outcome = Play(system, judge, state, action);
                       EXPECT_NEAR(reward, outcome.reward, 1e-12) << where;
                       EXPECT_EQ(gradient.size(), action.continuous.size());
                       violated += outcome.violations > 0;
                       met += outcome.violations == 0;
                   });
    EXPECT_GT(violated, 500);
    EXPECT_GT(met, 500);
}

TEST(CaqaRewardModel, AtTheEndsOfTheFilterToo)
{
    // d = 0 puts E_min on E_max to the last digit, the hardest place for comparisons.
    for (int users = 1; users <= 15; ++users)
    {
        CaqaParameters cell;
        cell.users = users;
        const CaqaSystem system(cell);
        const CaqaRewardModel model(system);
        CaqaStateSource source(cell, {}, users);
        for (int slot = 0; slot < 20; ++slot)
        {
            const CaqaState state = system.Interpret(system.Observe(source.NextSlot()));
            for (const double d : {0.0, 1.0})
            {
                const Action action{Eigen::VectorXi::Constant(users, slot % 6),
                                    Eigen::VectorXd::Constant(users, d)};
                Eigen::VectorXd gradient;
                Eigen::MatrixXd choices;
                const double reward =
                    model.Evaluate(system.Observe(state), action, gradient, choices);
                EXPECT_NEAR(reward, Play(system, system, state, action).reward, 1e-12);
                EXPECT_TRUE(gradient.allFinite());
            }
        }
    }
}

TEST(CaqaRewardModel, DerivativeEqualsDifferences)
{
    int taken = 0;
    int skipped = 0;
    int sloping = 0;
    ForRandomSlots(
        30,
        [&](const std::string& where,
            const CaqaSystem& system,
            const CaqaSystem& judge,
            const CaqaState& state,
            const Action& action) {
            const CaqaRewardModel model(system);
            Eigen::VectorXd gradient;
            Eigen::MatrixXd choices;
            model.Evaluate(system.Observe(state), action, gradient, choices);
            sloping += (gradient.array() != 0.0).all();
            ExpectGradient(
                [&](const Action& moved) { return Play(system, judge, state, moved).reward; },
                action,
                gradient,
                where,
                taken,
                skipped);
        });
    EXPECT_GT(taken, 20000);
    EXPECT_GT(sloping, 500);
    EXPECT_LT(skipped, 0.001 * taken) << skipped << " of " << taken;
}

TEST(CaqaRewardModel, PenaltyLeadsBackOverTheCliff)
{
    constexpr double SLOPE = 0.7;
    int taken = 0;
    int skipped = 0;
    int penalised = 0;
    ForRandomSlots(
        15,
        [&](const std::string& where,
            const CaqaSystem& system,
            const CaqaSystem& judge,
            const CaqaState& state,
            const Action& action) {
            Eigen::VectorXd exact;
            Eigen::VectorXd gradient;
            Eigen::MatrixXd choices;
            const Eigen::VectorXd observation = system.Observe(state);
            const double plain =
                CaqaRewardModel(system).Evaluate(observation, action, exact, choices);
            const double reward =
                CaqaRewardModel(system, SLOPE).Evaluate(observation, action, gradient, choices);
            EXPECT_EQ(reward, plain);
            if (Play(system, judge, state, action).violations == 0)
            {
                EXPECT_EQ(gradient, exact);
            }
            penalised += gradient != exact;
            ExpectGradient(
                [&](const Action& moved) { return Surrogate(judge, state, moved, SLOPE); },
                action,
                gradient,
                where,
                taken,
                skipped);
        });
    EXPECT_GT(penalised, 300);
    EXPECT_LT(skipped, 0.001 * taken) << skipped << " of " << taken;
}

TEST(CaqaRewardModel, ChoicesEqualTryingThem)
{
    int jumps = 0;
    ForRandomSlots(
        12,
        [&](const std::string& where,
            const CaqaSystem& system,
            const CaqaSystem& judge,
            const CaqaState& state,
            const Action& action) {
            const CaqaRewardModel model(system);
            const ActionSpace space = model.GetActionSpace();
            EXPECT_EQ(space, system.GetActionSpace());
            Eigen::VectorXd gradient;
            Eigen::MatrixXd choices;
            model.Evaluate(system.Observe(state), action, gradient, choices);
            ASSERT_EQ(choices.rows(), static_cast<Eigen::Index>(space.categories.size()));
            ASSERT_EQ(choices.cols(), space.categories.empty() ? 0 : space.categories[0]);
            const CaqaOutcome chosen = Play(system, judge, state, action);
            for (Eigen::Index k = 0; k < choices.rows(); ++k)
            {
                for (int i = 0; i < choices.cols(); ++i)
                {
                    Action other = action;
                    other.categorical[k] = i;
                    const CaqaOutcome outcome = Play(system, judge, state, other);
                    jumps += outcome.violations != chosen.violations;
                    EXPECT_NEAR(choices(k, i), outcome.reward, 1e-12)
                        << where << ", choice " << i << " of user " << k;
                }
            }
        });
    EXPECT_GT(jumps, 500);
}

TEST(CaqaRewardModel, ChoicesRankEqualsByIndex)
{
    // Same gains and no filter: equal steps make equal Lambda. Requirements differ and energy is
    // short, so that the order decides who is served.
    constexpr int USERS = 6;
    CaqaParameters cell;
    cell.users = USERS;
    cell.maxEnergy = 0.18;
    CaqaDecoding decoding;
    decoding.actionFilter = false;
    const CaqaSystem system(cell, decoding);
    const CaqaRewardModel model(system);
    const CaqaState state = system.Interpret(system.Observe(
        {std::vector<double>(USERS, cell.gainScale), {0.45, 0.1, 0.4, 0.2, 0.05, 0.3}}));
    Eigen::VectorXd gradient;
    Eigen::MatrixXd choices;
    int differing = 0;
    for (int changed = 0; changed < USERS; ++changed)
    {
        Action action{Eigen::VectorXi::Constant(USERS, 2), Eigen::VectorXd::Constant(USERS, 0.2)};
        action.categorical[changed] = 0;
        model.Evaluate(system.Observe(state), action, gradient, choices);
        differing += choices.maxCoeff() - choices.minCoeff() > 0.1;
        for (int k = 0; k < USERS; ++k)
        {
            for (int i = 0; i < 6; ++i)
            {
                Action other = action;
                other.categorical[k] = i;
                EXPECT_NEAR(choices(k, i), Play(system, system, state, other).reward, 1e-12);
            }
        }
    }
    EXPECT_GT(differing, 0);
}

TEST(CaqaRewardModel, RefusesWhatItHasNoDerivativeOf)
{
    const CaqaParameters cell;
    const auto refuses = [&](const CaqaDecoding& decoding) {
        EXPECT_THROW(CaqaRewardModel(CaqaSystem(cell, decoding)), std::invalid_argument);
    };
    CaqaDecoding decoding;
    decoding.communication = CommunicationRule::UNIFORM;
    refuses(decoding);
    decoding.communication = CommunicationRule::JOINT;
    refuses(decoding);
    decoding = {};
    decoding.reading = SnrReading::LITERAL;
    refuses(decoding);
    decoding = {};
    decoding.wholeCycles = true;
    refuses(decoding);
    decoding = {};
    decoding.belief = AccuracyBelief::PERFECT_GENERATION; // believed, but paid by the truth
    refuses(decoding);
    EXPECT_THROW(CaqaRewardModel(CaqaSystem(cell), -0.1), std::invalid_argument);
}
