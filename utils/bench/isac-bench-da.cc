/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// User-level allocation of DA-ISAC: the exact solver, the general one and the paper's on the same
// slots, and the two-layer form.

#include "ns3/isac-da-bounds.h"
#include "ns3/isac-da-exact.h"
#include "ns3/isac-da-groups.h"
#include "ns3/isac-da-sca.h"
#include "ns3/isac-da-slsqp.h"

#include <benchmark/benchmark.h>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_real_distribution.hpp>
#include <cmath>
#include <vector>

using namespace ns3::isac;

namespace
{

/**
 * @param users how many
 * @param random source
 * @return a feasible slot: users in a disc around a base station that gets smaller as they get more
 */
DaProblem
Slot(int users, boost::random::mt19937_64& random)
{
    const auto uniform = [&](double low, double high) {
        return boost::random::uniform_real_distribution<>(low, high)(random);
    };
    // The sum of sqrt(c1), which grows with the fourth power of distance, must not grow with them.
    const double radius = 450.0 * std::pow(30.0 / std::max(30, users), 0.25);
    DaProblem problem;
    do
    {
        problem.users.clear();
        for (int k = 0; k < users; ++k)
        {
            const double distance = std::max(30.0, radius * std::sqrt(uniform(0.0, 1.0)));
            DaSensing sensing;
            sensing.carrierFrequency = k % 2 == 0 ? 28e9 : 39e9;
            const DaDemand demand =
                DaDemandOf(sensing, DaSensingGain(sensing, distance), {0.01, 0.01, 0.01});
            DaUser user;
            user.gain = DaPathLoss(sensing.carrierFrequency).Gain(distance);
            user.demandProduct = demand.product;
            user.demandPower = demand.power;
            user.fileSize = uniform(1.5, 4.5);
            user.impact = uniform(0.7, 1.0);
            user.structure = k % 4 < 2 ? DaStructure::DIFFERENCE : DaStructure::RATIO;
            user.qualityWeight = uniform(4.2, 6.2);
            user.latencyWeight = uniform(0.3, 0.5);
            user.ratioWeight = uniform(1.0, 2.8);
            problem.users.push_back(user);
        }
    } while (!TestDa(problem).Feasible());
    return problem;
}

/// @param users how many @return several slots, so that no solver profits from seeing one again
std::vector<DaProblem>
Slots(int users)
{
    boost::random::mt19937_64 random(users);
    std::vector<DaProblem> slots;
    for (int i = 0; i < (users <= 30 ? 20 : 3); ++i)
    {
        slots.push_back(Slot(users, random));
    }
    return slots;
}

/// One iteration is the optimum of one slot, with its proof.
void
DaExact(benchmark::State& state)
{
    const std::vector<DaProblem> slots = Slots(static_cast<int>(state.range(0)));
    double iterations = 0.0;
    std::size_t next = 0;
    for (auto _ : state)
    {
        const DaSolution solution = SolveDa(slots[next]);
        iterations += solution.iterations;
        if (solution.status != DaStatus::OPTIMAL)
        {
            state.SkipWithError("no optimum");
            break;
        }
        next = (next + 1) % slots.size();
    }
    state.counters["iterations"] =
        benchmark::Counter(iterations, benchmark::Counter::kAvgIterations);
}

/**
 * @brief Runs a rival on slots; `lacks` is what its objective lacks of the optimum at worst, and
 * `breaks` the bound that it breaks at worst, both relative.
 * @param state the benchmark
 * @param solve from a problem to a solution that has `meanQoe` and `violation`
 */
template <typename Solve>
void
Rival(benchmark::State& state, Solve solve)
{
    const std::vector<DaProblem> slots = Slots(static_cast<int>(state.range(0)));
    double lacks = -1.0;
    double breaks = 0.0;
    std::size_t next = 0;
    for (auto _ : state)
    {
        const auto solution = solve(slots[next]);
        state.PauseTiming();
        const double best = SolveDa(slots[next]).meanQoe;
        lacks = std::max(lacks, 1.0 - solution.meanQoe / best);
        breaks = std::max(breaks, solution.violation.Worst());
        state.ResumeTiming();
        next = (next + 1) % slots.size();
    }
    state.counters["lacks"] = lacks;
    state.counters["breaks"] = breaks;
}

/// One iteration is one slot by SLSQP with analytic gradients.
void
DaSlsqp(benchmark::State& state)
{
    Rival(state, [](const DaProblem& slot) { return SolveDaBySlsqp(slot); });
}

/// One iteration is one slot by the paper's successive approximation.
void
DaSca(benchmark::State& state)
{
    Rival(state, [](const DaProblem& slot) { return SolveDaBySca(slot); });
}

/// One iteration is the best split of one slot between the two structures.
void
DaBestSplit(benchmark::State& state)
{
    const std::vector<DaProblem> slots = Slots(static_cast<int>(state.range(0)));
    double solves = 0.0;
    std::size_t next = 0;
    for (auto _ : state)
    {
        const DaGroups groups(slots[next], DaGroups::ByStructure(slots[next]));
        const DaAscent ascent = groups.Ascend(groups.BalancedShares());
        solves += ascent.solves;
        if (!ascent.converged)
        {
            state.SkipWithError("no optimum");
            break;
        }
        next = (next + 1) % slots.size();
    }
    state.counters["solves"] = benchmark::Counter(solves, benchmark::Counter::kAvgIterations);
}

} // namespace

BENCHMARK(DaExact)->ArgName("users")->Arg(30)->Arg(100)->Arg(1000)->Arg(10000)->Unit(
    benchmark::kMicrosecond);
BENCHMARK(DaSlsqp)->ArgName("users")->Arg(30)->Iterations(20)->Unit(benchmark::kMicrosecond);
BENCHMARK(DaSlsqp)->ArgName("users")->Arg(100)->Iterations(1)->Unit(benchmark::kMicrosecond);
BENCHMARK(DaSca)->ArgName("users")->Arg(30)->Iterations(1)->Unit(benchmark::kMicrosecond);
BENCHMARK(DaBestSplit)->ArgName("users")->Arg(30)->Unit(benchmark::kMicrosecond);
