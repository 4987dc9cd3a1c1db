/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * The optimum of a CAQA slot: reaches the reference's rewards, and its bound is one, against
 * exhaustive grids for few users, random allocations and what RCE does not do.
 */

#include "isac-caqa-cases.h"

#include "ns3/isac-caqa-communication.h"
#include "ns3/isac-caqa-optimum.h"

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <boost/random/uniform_real_distribution.hpp>
#include <numeric>

using namespace ns3::isac;

namespace
{

using Random = boost::random::mt19937_64;

double
Uniform(Random& random, double low, double high)
{
    return boost::random::uniform_real_distribution<>(low, high)(random);
}

int
Whole(Random& random, int low, int high)
{
    return boost::random::uniform_int_distribution<>(low, high)(random);
}

/// A small cell in which time, energy and sensing all may bind, far from Table I.
void
Draw(Random& random, int users, CaqaParameters& parameters, CaqaState& state)
{
    parameters = CaqaParameters();
    parameters.users = users;
    parameters.bandwidth = 1e7 * users * Uniform(random, 0.3, 2.0);
    parameters.maxTime = users * Uniform(random, 0.05, 0.15);
    parameters.maxEnergy = users * Uniform(random, 0.01, 0.2);
    parameters.maxSensingEnergy = Uniform(random, 0.01, 0.3);
    parameters.sensingPower = Uniform(random, 0.5, 3.0);
    parameters.powerPerUser = Uniform(random, 0.5, 3.0);
    parameters.denoising.minSteps = Whole(random, 1, 5);
    parameters.denoising.maxSteps = parameters.denoising.minSteps + Whole(random, 0, 4);
    parameters.denoising.errorScale = Uniform(random, 0.01, 0.4);
    parameters.denoising.errorAttenuation = Uniform(random, 0.05, 1.0);
    parameters.sensing.decay = Uniform(random, 0.4, 1.6);
    parameters.sensing.scale =
        parameters.sensing.limit * std::pow(Uniform(random, 30.0, 100.0), parameters.sensing.decay);
    state = CaqaState();
    for (int k = 0; k < users; ++k)
    {
        state.gain.push_back(std::pow(10.0, Uniform(random, -12.0, -8.5)));
        state.requirement.push_back(Whole(random, 0, 9) == 0 ? 0.0 : Uniform(random, 0.1, 0.6));
    }
}

/// @return reward of phases I and II followed by RCE; minus infinity where they break C2
double
Reward(const CaqaParameters& parameters,
       const CaqaState& state,
       CaqaAllocation& allocation,
       bool partial = false)
{
    const double sensed =
        std::accumulate(allocation.sensingEnergy.begin(), allocation.sensingEnergy.end(), 0.0);
    if (sensed > parameters.maxEnergy)
    {
        return -std::numeric_limits<double>::infinity();
    }
    CaqaCommunicationOptions options;
    options.reading.partialLast = partial;
    allocation.communicationEnergy = AllocateCaqaCommunication(parameters,
                                                               state,
                                                               allocation.sensingEnergy,
                                                               allocation.steps,
                                                               options)
                                         .result.energy;
    return EvaluateCaqa(parameters, state, allocation).reward;
}

/// @return best reward on a grid of sensing energies and steps
double
GridBest(const CaqaParameters& parameters, const CaqaState& state, int levels)
{
    const int kinds = parameters.denoising.maxSteps - parameters.denoising.minSteps + 1;
    long points = 1;
    for (std::size_t k = 0; k < state.gain.size(); ++k)
    {
        points *= static_cast<long>(levels + 1) * kinds;
    }
    CaqaAllocation allocation;
    allocation.sensingEnergy.resize(state.gain.size());
    allocation.steps.resize(state.gain.size());
    double best = -1.0;
    for (long point = 0; point < points; ++point)
    {
        long rest = point;
        for (std::size_t k = 0; k < state.gain.size(); ++k)
        {
            const double part = static_cast<double>(rest % (levels + 1)) / levels;
            rest /= levels + 1;
            allocation.sensingEnergy[k] = std::pow(part, 1.5) * parameters.maxSensingEnergy;
            allocation.steps[k] = parameters.denoising.minSteps + static_cast<int>(rest % kinds);
            rest /= kinds;
        }
        best = std::max(best, Reward(parameters, state, allocation));
    }
    return best;
}

/// A small allowance for the rounding of sums of up to 60 values below 1.
constexpr double ROUNDING = 1e-12;

} // namespace

TEST(IsacCaqaOptimum, ReachesTheReference)
{
    int compared = 0;
    for (const auto& one : LoadCases("caqa-optimum.json"))
    {
        const std::string what = "case " + one["id"].dump();
        const CaqaParameters parameters = ToParameters(one["params"]);
        const CaqaState state{ToNumbers(one["g"]), ToNumbers(one["Omega_min"])};
        const CaqaOptimum optimum = SolveCaqaOptimum(parameters, state);
        const double reference = one["best_reward"];
        EXPECT_GE(optimum.outcome.reward, reference * (1.0 - 1e-3)) << what;
        // Neither side's bound may lie below what the other side has reached.
        EXPECT_GE(optimum.upperBound, reference * (1.0 - 1e-9)) << what;
        EXPECT_LE(optimum.outcome.reward, one["upper_bound"].get<double>() * (1.0 + 1e-9)) << what;
        EXPECT_LE(optimum.gap, 2e-3) << what;
        EXPECT_EQ(optimum.unserved, one["V"].get<int>()) << what;
        for (const int constraint : {0, 1, 2, 3, 5})
        {
            EXPECT_TRUE(optimum.outcome.holds[constraint]) << what << ", C" << constraint + 1;
        }
        for (std::size_t k = 0; k < state.gain.size(); ++k)
        {
            if (optimum.allocation.communicationEnergy[k] == 0.0)
            {
                EXPECT_EQ(optimum.allocation.sensingEnergy[k], 0.0) << what;
                EXPECT_EQ(optimum.allocation.steps[k], parameters.denoising.minSteps) << what;
            }
        }
        ++compared;
    }
    EXPECT_EQ(compared, 27);
}

TEST(IsacCaqaOptimum, BeatsGridsAndBoundsThem)
{
    Random random(11);
    for (int trial = 0; trial < 40; ++trial)
    {
        CaqaParameters parameters;
        CaqaState state;
        const int users = 1 + trial % 3;
        Draw(random, users, parameters, state);
        const CaqaOptimum optimum = SolveCaqaOptimum(parameters, state);
        const double grid = GridBest(parameters, state, users == 3 ? 7 : 24);
        EXPECT_GE(optimum.outcome.reward, grid - 1e-4) << "trial " << trial;
        EXPECT_GE(optimum.upperBound, grid - ROUNDING) << "trial " << trial;
        EXPECT_GE(optimum.upperBound, optimum.outcome.reward) << "trial " << trial;
        CaqaOptimumOptions options;
        options.anyPolicy = false;
        const CaqaOptimum rceOnly = SolveCaqaOptimum(parameters, state, options);
        EXPECT_GE(rceOnly.upperBound, grid - ROUNDING) << "trial " << trial;
        EXPECT_LE(rceOnly.upperBound, optimum.upperBound + 1e-4) << "trial " << trial;
    }
}

TEST(IsacCaqaOptimum, BoundsPoliciesThatRceWouldNotFollow)
{
    Random random(12);
    for (int trial = 0; trial < 30; ++trial)
    {
        CaqaParameters parameters;
        CaqaState state;
        const int users = Whole(random, 1, 8);
        Draw(random, users, parameters, state);
        const CaqaOptimum optimum = SolveCaqaOptimum(parameters, state);
        CaqaAllocation allocation;
        allocation.sensingEnergy.resize(users);
        allocation.steps.resize(users);
        allocation.communicationEnergy.resize(users);
        const std::vector<double> rate = CaqaRates(parameters, state.gain);
        for (int i = 0; i < 2000; ++i)
        {
            for (int k = 0; k < users; ++k)
            {
                const double part = Uniform(random, 0.0, 1.0);
                allocation.sensingEnergy[k] =
                    Whole(random, 0, 3) == 0 ? 0.0 : part * part * parameters.maxSensingEnergy;
                allocation.steps[k] =
                    Whole(random, parameters.denoising.minSteps, parameters.denoising.maxSteps);
            }
            // The remainder to the user who does not fit; then energies of its own choice.
            EXPECT_LE(Reward(parameters, state, allocation, true), optimum.upperBound + ROUNDING);
            const CaqaTimes times = CaqaSlotTimes(parameters,
                                                  allocation.sensingEnergy,
                                                  allocation.steps,
                                                  std::vector<double>(users, 0.0));
            double left = parameters.maxEnergy - std::accumulate(allocation.sensingEnergy.begin(),
                                                                 allocation.sensingEnergy.end(),
                                                                 0.0);
            for (int k = 0; k < users; ++k)
            {
                const double most =
                    std::min({left,
                              parameters.powerPerUser * (parameters.maxTime - times.start[k]),
                              parameters.powerPerUser * parameters.PictureBits() / rate[k]});
                allocation.communicationEnergy[k] = Uniform(random, 0.3, 1.0) * std::max(0.0, most);
                left -= allocation.communicationEnergy[k];
            }
            if (left >= 0.0)
            {
                EXPECT_LE(EvaluateCaqa(parameters, state, allocation).reward,
                          optimum.upperBound + ROUNDING)
                    << "trial " << trial;
            }
        }
    }
}

TEST(IsacCaqaOptimum, SearchAloneIsNearlyAsGood)
{
    CaqaOptimumOptions options;
    options.bound = false;
    for (const auto& one : LoadCases("caqa-optimum.json"))
    {
        const CaqaParameters parameters = ToParameters(one["params"]);
        const CaqaState state{ToNumbers(one["g"]), ToNumbers(one["Omega_min"])};
        const CaqaOptimum optimum = SolveCaqaOptimum(parameters, state, options);
        EXPECT_EQ(optimum.status, CaqaOptimumStatus::NO_BOUND);
        EXPECT_TRUE(std::isinf(optimum.upperBound));
        EXPECT_GE(optimum.outcome.reward, one["best_reward"].get<double>() * (1.0 - 1e-3))
            << "case " << one["id"];
    }
}

TEST(IsacCaqaOptimum, FixedStepsAreKept)
{
    const nlohmann::json one = LoadCases("caqa-optimum.json")[2];
    CaqaParameters parameters = ToParameters(one["params"]);
    parameters.denoising.minSteps = 7;
    parameters.denoising.maxSteps = 7;
    const CaqaState state{ToNumbers(one["g"]), ToNumbers(one["Omega_min"])};
    const CaqaOptimum optimum = SolveCaqaOptimum(parameters, state);
    EXPECT_EQ(optimum.allocation.steps, std::vector<int>(10, 7));
    EXPECT_LE(optimum.gap, 2e-3);
    // z = 7 with error measured from z_min = 7 is not the cell of Table I; compare with itself.
    CaqaAllocation allocation = optimum.allocation;
    EXPECT_NEAR(Reward(parameters, state, allocation), optimum.outcome.reward, ROUNDING);
}

TEST(IsacCaqaOptimum, NobodyCanBeServed)
{
    CaqaParameters parameters;
    parameters.users = 3;
    const CaqaState state{{0.0, 1e-16, 1e-16}, {0.4, 0.4, 0.4}};
    const CaqaOptimum optimum = SolveCaqaOptimum(parameters, state);
    EXPECT_EQ(optimum.unserved, 3);
    EXPECT_DOUBLE_EQ(optimum.outcome.reward, -1.0);
    EXPECT_GE(optimum.upperBound, -1.0);
    // 1e-16 gives 0.18 kbit/s: at most 1.5 J for 1 s of it, far from one picture.
    EXPECT_LE(optimum.upperBound, -0.99);
    EXPECT_EQ(optimum.allocation.sensingEnergy, std::vector<double>(3, 0.0));
}

TEST(IsacCaqaOptimum, NoUsersNoTimeNoEnergy)
{
    CaqaParameters parameters;
    parameters.users = 0;
    EXPECT_EQ(SolveCaqaOptimum(parameters, {}).outcome.reward, 0.0);
    parameters.users = 2;
    const CaqaState state{{1e-10, 1e-10}, {0.4, 0.4}};
    parameters.maxEnergy = 0.0;
    EXPECT_DOUBLE_EQ(SolveCaqaOptimum(parameters, state).outcome.reward, -1.0);
    parameters.maxEnergy = 1.0;
    parameters.maxTime = 0.01;
    const CaqaOptimum optimum = SolveCaqaOptimum(parameters, state);
    EXPECT_DOUBLE_EQ(optimum.outcome.reward, -1.0);
}

TEST(IsacCaqaOptimum, AdaptiveSubchannelsAreSearchedWithoutABound)
{
    const nlohmann::json one = LoadCases("caqa-optimum.json")[2];
    CaqaParameters parameters = ToParameters(one["params"]);
    const CaqaState state{ToNumbers(one["g"]), ToNumbers(one["Omega_min"])};
    parameters.subchannels = SubchannelRule::ADAPTIVE;
    const CaqaOptimum optimum = SolveCaqaOptimum(parameters, state);
    EXPECT_EQ(optimum.status, CaqaOptimumStatus::NOT_SUPPORTED);
    EXPECT_TRUE(std::isinf(optimum.upperBound));
    CaqaAllocation common;
    common.sensingEnergy.assign(10, 0.025);
    common.steps.assign(10, 9);
    EXPECT_GT(optimum.outcome.reward, Reward(parameters, state, common));
    for (const int constraint : {0, 1, 2, 3, 5})
    {
        EXPECT_TRUE(optimum.outcome.holds[constraint]) << "C" << constraint + 1;
    }
}
