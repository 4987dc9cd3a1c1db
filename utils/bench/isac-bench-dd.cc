/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Distributed diffusion: a slot in closed form, its optimum by how many users and how tight, and
// the mean bit error probability over fading.

#include "ns3/isac-dd-baseline.h"
#include "ns3/isac-dd-optimum.h"
#include "ns3/isac-fisher-snedecor-fading.h"

#include <algorithm>
#include <benchmark/benchmark.h>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_real_distribution.hpp>
#include <cmath>
#include <vector>

using namespace ns3::isac;

namespace
{

/// @param users how many @return several states, so that no search profits from seeing one again
std::vector<DdState>
States(int users)
{
    boost::random::mt19937_64 random(users);
    const auto uniform = [&](double low, double high) {
        return boost::random::uniform_real_distribution<>(low, high)(random);
    };
    const FisherSnedecorFading fading;
    std::vector<DdState> states(20);
    for (DdState& state : states)
    {
        state.users.resize(users);
        for (DdUser& user : state.users)
        {
            std::generate(user.personality.begin(), user.personality.end(), [&] {
                return uniform(0.1, 0.9);
            });
            user.distance = uniform(0.2, 1.5);
            user.gain = fading.Draw(random);
        }
        state.users.front().distance = 0.0;
    }
    return states;
}

/// One iteration is one slot in closed form.
void
DdSlot(benchmark::State& state)
{
    const std::vector<DdState> states = States(3);
    const DdAllocation allocation{3, {8, 8, 8}, {60.0, 60.0, 65.0}};
    std::size_t next = 0;
    for (auto _ : state)
    {
        benchmark::DoNotOptimize(EvaluateDd(DdParameters(), states[next], allocation).reward);
        next = (next + 1) % states.size();
    }
}

/// One iteration is the optimum of one slot, with its proof; `gap` is the largest that is left.
void
DdBest(benchmark::State& state)
{
    const std::vector<DdState> states = States(static_cast<int>(state.range(0)));
    DdParameters parameters;
    parameters.schedule = state.range(2) == 0 ? DdSchedule::OWN : DdSchedule::LONGEST;
    DdSearchSettings settings;
    settings.tolerance = std::pow(10.0, -static_cast<double>(state.range(1)));
    double gap = 0.0;
    std::size_t next = 0;
    for (auto _ : state)
    {
        const DdOptimum optimum = SolveDd(parameters, states[next], settings);
        gap = std::max(gap, optimum.upperBound - optimum.outcome.reward);
        next = (next + 1) % states.size();
    }
    state.counters["gap"] = gap;
}

/// One iteration is the best steps of one slot at equal power.
void
DdEqual(benchmark::State& state)
{
    const std::vector<DdState> states = States(3);
    std::size_t next = 0;
    for (auto _ : state)
    {
        benchmark::DoNotOptimize(DdEqualPower(DdParameters(), states[next]).serverSteps);
        next = (next + 1) % states.size();
    }
}

/// One iteration is one mean over fading.
void
FadingBitError(benchmark::State& state)
{
    const FisherSnedecorFading fading;
    double snr = 0.01;
    for (auto _ : state)
    {
        benchmark::DoNotOptimize(fading.BitErrorProbability(snr));
        snr = snr < 100.0 ? 1.3 * snr : 0.01;
    }
}

} // namespace

BENCHMARK(DdSlot);
BENCHMARK(DdBest)
    ->ArgNames({"users", "digits", "longest"})
    ->Args({3, 4, 0})
    ->Args({3, 5, 0})
    ->Args({3, 6, 0})
    ->Args({3, 5, 1})
    ->Args({5, 5, 0})
    ->Args({10, 4, 0})
    ->Unit(benchmark::kMillisecond);
BENCHMARK(DdEqual)->Unit(benchmark::kMicrosecond);
BENCHMARK(FadingBitError)->Unit(benchmark::kMicrosecond);
