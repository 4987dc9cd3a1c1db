/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * The optimum of distributed diffusion against a reference, brute force and the paper's choice.
 */

#include "isac-dd-cases.h"

#include "ns3/isac-dd-baseline.h"
#include "ns3/isac-dd-cells.h"
#include "ns3/isac-dd-optimum.h"

#include <limits>
#include <stdexcept>

using namespace ns3::isac;

namespace
{

constexpr DdPersonality AGREEABLE{0.1, 0.8, 0.7, 0.8, 0.1};

double
DbWatt(double power)
{
    return 10.0 * std::log10(power);
}

/// Checks what holds of any answer that is an optimum.
void
CheckOptimum(const DdParameters& parameters, const DdState& state, const DdOptimum& optimum)
{
    ASSERT_EQ(optimum.status, DdOptimumStatus::OPTIMAL);
    ASSERT_TRUE(optimum.found);
    const DdOutcome outcome = EvaluateDd(parameters, state, optimum.allocation);
    EXPECT_EQ(outcome.reward, optimum.outcome.reward);
    EXPECT_LE(outcome.serverExcess, 1e-12 * parameters.serverBudget);
    for (const double excess : outcome.deviceExcess)
    {
        EXPECT_LE(excess, 1e-12);
    }
    EXPECT_GE(optimum.upperBound, outcome.reward);
    EXPECT_LE(optimum.upperBound, outcome.reward + DdSearchSettings().tolerance);
}

/// @return the best reward with powers on a grid, by trying everything
double
TryAll(const DdParameters& parameters, const DdState& state, int parts)
{
    double best = -std::numeric_limits<double>::infinity();
    for (int t0 = 1; t0 <= parameters.mostServerSteps; ++t0)
    {
        const double width = (parameters.serverBudget - parameters.serverStepEnergy * t0) /
                             parameters.energyPerWatt / parts;
        for (int t1 = 1; t1 <= parameters.mostDeviceSteps; ++t1)
        {
            for (int t2 = 1; t2 <= parameters.mostDeviceSteps; ++t2)
            {
                for (int part = 0; part <= parts; ++part)
                {
                    const DdAllocation allocation{t0,
                                                  {t1, t2},
                                                  {part * width, (parts - part) * width}};
                    best = std::max(best, EvaluateDd(parameters, state, allocation).reward);
                }
            }
        }
    }
    return best;
}

} // namespace

TEST(DdOptimum, IsThatOfTheReferenceOrBetter)
{
    for (const auto& one : LoadCases("rlli.json"))
    {
        const DdState state = ToDdState(one);
        const DdOptimum optimum = SolveDd(DdParameters(), state);
        CheckOptimum(DdParameters(), state, optimum);
        // The reference ends by itself to 1e-12.
        EXPECT_NEAR(optimum.outcome.reward, one["opt"]["reward"], 1e-10) << one["id"];
        EXPECT_EQ(optimum.allocation.serverSteps, one["opt"]["t0"]) << one["id"];
        EXPECT_EQ(optimum.allocation.deviceSteps, one["opt"]["t"].get<std::vector<int>>());
    }
}

TEST(DdOptimum, MeetsTheThresholdWhereThatIsPossible)
{
    DdSearchSettings settings;
    settings.rule = DdQoeRule::CONSTRAINT;
    int infeasible = 0;
    for (const auto& one : LoadCases("rlli.json"))
    {
        const DdState state = ToDdState(one);
        const DdOptimum optimum = SolveDd(DdParameters(), state, settings);
        if (optimum.status == DdOptimumStatus::INFEASIBLE)
        {
            EXPECT_FALSE(one["hard_feasible"]) << one["id"];
            ++infeasible;
            continue;
        }
        CheckOptimum(DdParameters(), state, optimum);
        EXPECT_TRUE(optimum.outcome.Feasible());
        EXPECT_NEAR(optimum.outcome.reward, optimum.outcome.sumQoe, 1e-13);
        if (one["hard_feasible"])
        {
            // The reference stops 1e-4 short at most, where the threshold binds.
            EXPECT_GE(optimum.outcome.sumQoe, one["hard_sumQ"].get<double>() - 1e-10);
            EXPECT_LE(optimum.outcome.sumQoe, one["hard_sumQ"].get<double>() + 1e-4);
        }
        // What is allowed under the constraint is allowed under the penalty, and costs nothing
        // there.
        EXPECT_LE(optimum.outcome.reward, SolveDd(DdParameters(), state).upperBound);
    }
    EXPECT_GE(infeasible, 5);
}

TEST(DdOptimum, IsNoWorseThanTryingAll)
{
    boost::random::mt19937_64 random(21);
    DdParameters parameters;
    parameters.mostServerSteps = 4;
    parameters.mostDeviceSteps = 4;
    for (const double price : {0.0, 0.05})
    {
        for (const DdSchedule schedule : {DdSchedule::OWN, DdSchedule::LONGEST})
        {
            parameters.deviceStepPrice = price;
            parameters.schedule = schedule;
            for (int i = 0; i < 3; ++i)
            {
                const DdState state = DrawDdState(2, random);
                const DdOptimum optimum = SolveDd(parameters, state);
                CheckOptimum(parameters, state, optimum);
                const double best = TryAll(parameters, state, 400);
                EXPECT_GE(optimum.outcome.reward, best);
                // Half a watt at most from the grid, at up to .05 for a watt.
                EXPECT_LE(optimum.outcome.reward, best + 0.025);
            }
        }
    }
}

TEST(DdOptimum, IsThePapersChoiceForANeutralUserWithSmallerDevices) // Fig. 12
{
    const DdState state = PaperDdState(DdPersonality{0.5, 0.5, 0.5, 0.5, 0.5});
    const DdOptimum optimum = SolveDd(DdParameters(), state);
    CheckOptimum(DdParameters(), state, optimum);
    EXPECT_EQ(optimum.allocation.serverSteps, 3);
    EXPECT_EQ(optimum.allocation.deviceSteps, (std::vector<int>{5, 7}));
    // The paper prints whole decibels and whole percents.
    EXPECT_NEAR(DbWatt(optimum.allocation.power[0]), 18.0, 0.5);
    EXPECT_NEAR(DbWatt(optimum.allocation.power[1]), 21.0, 0.5);
    EXPECT_NEAR(optimum.outcome.bitError[0], 0.05, 0.005);
    EXPECT_NEAR(optimum.outcome.bitError[1], 0.03, 0.005);
    EXPECT_EQ(SolveDd(DdParameters(), PaperDdState(AGREEABLE)).allocation.serverSteps, 2);
}

TEST(DdOptimum, AllDeviceStepsAreTakenWhileTheyHaveNoPrice)
{
    DdState state = PaperDdState(DdPersonality{0.5, 0.5, 0.5, 0.5, 0.5});
    state.users[0].energyBudget = 8.0;
    state.users[1].energyBudget = 8.0;
    DdParameters parameters;
    EXPECT_EQ(SolveDd(parameters, state).allocation.deviceSteps, (std::vector<int>{8, 8}));
    parameters.deviceStepPrice = 0.05;
    const DdOptimum priced = SolveDd(parameters, state);
    CheckOptimum(parameters, state, priced);
    EXPECT_LT(priced.allocation.deviceSteps[0], 8);
}

TEST(DdOptimum, SharingPays)
{
    boost::random::mt19937_64 random(4);
    DdParameters separate;
    separate.sharing = DdSharing::SEPARATE;
    for (int i = 0; i < 5; ++i)
    {
        DdState state = DrawDdState(3, random);
        for (DdUser& user : state.users)
        {
            user.distance = 0.0;
        }
        // With one prompt for all, three chains are the same pictures for more energy.
        EXPECT_LT(SolveDd(separate, state).outcome.reward,
                  SolveDd(DdParameters(), state).outcome.reward);
    }
}

TEST(DdOptimum, OneUserGetsEverything)
{
    DdState state;
    state.users.resize(1);
    state.users[0].gain = 0.1;
    const DdOptimum optimum = SolveDd(DdParameters(), state);
    CheckOptimum(DdParameters(), state, optimum);
    EXPECT_EQ(optimum.allocation.deviceSteps[0], 8);
    EXPECT_NEAR(optimum.outcome.serverEnergy, 20.0, 1e-9);
}

TEST(DdOptimum, EndsOfTheBudgets)
{
    DdState state;
    state.users.resize(2);
    DdParameters parameters;
    parameters.serverBudget = 0.5; // one step, and no power
    const DdOptimum silent = SolveDd(parameters, state);
    CheckOptimum(parameters, state, silent);
    EXPECT_EQ(silent.allocation.serverSteps, 1);
    EXPECT_EQ(silent.outcome.bitError[0], 0.5);
    parameters.serverBudget = 0.4;
    EXPECT_EQ(SolveDd(parameters, state).status, DdOptimumStatus::INFEASIBLE);
    EXPECT_THROW(DdEqualPower(parameters, state), std::invalid_argument);
    state.users[1].energyBudget = 0.9;
    EXPECT_EQ(SolveDd(DdParameters(), state).status, DdOptimumStatus::INFEASIBLE);
}

TEST(DdOptimum, ABoundHoldsWhenWorkIsShort)
{
    boost::random::mt19937_64 random(6);
    const DdState state = DrawDdState(3, random);
    DdSearchSettings settings;
    settings.mostWork = 2e4;
    const DdOptimum early = SolveDd(DdParameters(), state, settings);
    const DdOptimum late = SolveDd(DdParameters(), state);
    EXPECT_EQ(early.status, DdOptimumStatus::LIMIT);
    EXPECT_GE(early.upperBound, late.outcome.reward);
    EXPECT_GT(early.upperBound, early.outcome.reward + settings.tolerance);
}

TEST(DdOptimum, RefusesNonsense)
{
    const auto refuses = [](auto change) {
        DdParameters parameters;
        DdState state;
        state.users.resize(2);
        change(parameters, state);
        EXPECT_THROW(SolveDd(parameters, state), std::invalid_argument);
    };
    refuses([](DdParameters&, DdState& state) { state.users.clear(); });
    refuses([](DdParameters&, DdState& state) { state.users[1].gain = -1.0; });
    refuses([](DdParameters&, DdState& state) { state.users[1].distance = std::nan(""); });
    refuses([](DdParameters&, DdState& state) { state.users[0].personality[2] = 1.5; });
    refuses([](DdParameters&, DdState& state) { state.users[0].energyBudget = -1.0; });
    refuses([](DdParameters& parameters, DdState&) { parameters.energyPerWatt = 0.0; });
    refuses([](DdParameters& parameters, DdState&) { parameters.serverBudget = -1.0; });
    refuses([](DdParameters& parameters, DdState&) { parameters.mostServerSteps = 0; });
}

TEST(DdCells, ConvolveLikeTryingAll)
{
    boost::random::mt19937_64 random(2);
    boost::random::uniform_real_distribution<> uniform(0.0, 1.0);
    for (int trial = 0; trial < 50; ++trial)
    {
        std::vector<DdCells> users(3);
        for (DdCells& user : users)
        {
            user.first = static_cast<std::int64_t>(4.0 * uniform(random));
            user.bound.resize(1 + static_cast<std::size_t>(5.0 * uniform(random)));
            for (double& bound : user.bound)
            {
                bound = uniform(random) < 0.2 ? -std::numeric_limits<double>::infinity()
                                              : uniform(random);
            }
        }
        const auto most = static_cast<std::int64_t>(14.0 * uniform(random));
        const DdConvolution result = ConvolveDd(users, most);
        double best = -std::numeric_limits<double>::infinity();
        std::vector<std::vector<double>> marginal;
        for (const DdCells& user : users)
        {
            marginal.emplace_back(user.bound.size(), best);
        }
        for (std::size_t i = 0; i < users[0].bound.size(); ++i)
        {
            for (std::size_t j = 0; j < users[1].bound.size(); ++j)
            {
                for (std::size_t l = 0; l < users[2].bound.size(); ++l)
                {
                    const auto sum = users[0].first + users[1].first + users[2].first +
                                     static_cast<std::int64_t>(i + j + l);
                    const double value = users[0].bound[i] + users[1].bound[j] + users[2].bound[l];
                    if (sum <= most)
                    {
                        best = std::max(best, value);
                        marginal[0][i] = std::max(marginal[0][i], value);
                        marginal[1][j] = std::max(marginal[1][j], value);
                        marginal[2][l] = std::max(marginal[2][l], value);
                    }
                }
            }
        }
        const auto same = [](double one, double other) {
            return one == other || std::abs(one - other) <= 1e-15;
        };
        ASSERT_TRUE(same(result.bound, best));
        for (std::size_t k = 0; k < 3; ++k)
        {
            ASSERT_EQ(result.marginal[k].size(), marginal[k].size());
            for (std::size_t i = 0; i < marginal[k].size(); ++i)
            {
                ASSERT_TRUE(same(result.marginal[k][i], marginal[k][i]));
            }
        }
        if (std::isfinite(best))
        {
            double sum = 0.0;
            std::int64_t cells = 0;
            for (std::size_t k = 0; k < 3; ++k)
            {
                sum += users[k].bound.at(result.choice[k] - users[k].first);
                cells += result.choice[k];
            }
            ASSERT_TRUE(same(sum, best));
            ASSERT_LE(cells, most);
        }
    }
}
