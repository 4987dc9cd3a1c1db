/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A slot of MEGC: the closed form, and the exact optimum in noise as printed and in thermal noise;
// the environment, and what LARA takes to decide.

#include "ns3/isac-megc-agent.h"
#include "ns3/isac-megc-environment.h"
#include "ns3/isac-megc-optimum.h"

#include <benchmark/benchmark.h>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_real_distribution.hpp>
#include <cmath>
#include <string>
#include <vector>

using namespace ns3::isac;

namespace
{

/**
 * @param users of all three kinds together, a multiple of 3
 * @param thermal whether noise is thermal, else as printed
 * @return the cell
 */
MegcParameters
Cell(int users, bool thermal)
{
    MegcParameters cell;
    cell.computeUsers = users / 3;
    cell.contentUsers = users / 3;
    cell.visionUsers = users / 3;
    if (thermal)
    {
        cell.noiseDensity = 2e-20;
        cell.userPower = 0.2;
    }
    return cell;
}

/**
 * @param users of all three kinds together, a multiple of 3
 * @return several slots, so that no solver profits from seeing one again and again
 */
std::vector<MegcState>
Slots(int users)
{
    boost::random::mt19937_64 random(users);
    boost::random::uniform_real_distribution<> gain(5e-8, 2e-7);
    boost::random::uniform_real_distribution<> bits(1e6, 8e6);
    std::vector<MegcState> slots(users <= 30 ? 1000 : 10);
    for (MegcState& slot : slots)
    {
        for (int i = 0; i < users / 3; ++i)
        {
            slot.computeGain.push_back(gain(random));
            slot.contentGain.push_back(gain(random));
            slot.visionUplinkGain.push_back(gain(random));
            slot.visionDownlinkGain.push_back(gain(random));
            slot.computeBits.push_back(bits(random));
            slot.contentBits.push_back(2.0 * bits(random));
            slot.visionBits.push_back(bits(random));
        }
    }
    return slots;
}

/// One iteration is the optimum of one slot; the counter is what both searches evaluate on average.
void
MegcOptimumOfSlot(benchmark::State& state)
{
    const int users = static_cast<int>(state.range(0));
    const MegcParameters cell = Cell(users, state.range(1) != 0);
    const std::vector<MegcState> slots = Slots(users);
    double evaluations = 0.0;
    std::size_t next = 0;
    for (auto _ : state)
    {
        const MegcOptimum optimum = SolveMegc(cell, slots[next]);
        benchmark::DoNotOptimize(optimum.outcome.total);
        evaluations += optimum.iterations;
        if (!optimum.converged || !std::isfinite(optimum.outcome.total))
        {
            state.SkipWithError("no optimum");
            break;
        }
        next = (next + 1) % slots.size();
    }
    state.SetItemsProcessed(state.iterations());
    state.counters["evaluations"] =
        benchmark::Counter(evaluations, benchmark::Counter::kAvgIterations);
}

/// One iteration is the closed form of one slot with equal shares.
void
MegcClosedForm(benchmark::State& state)
{
    const int users = static_cast<int>(state.range(0));
    const MegcParameters cell = Cell(users, false);
    const std::vector<MegcState> slots = Slots(users);
    const MegcAllocation equal = EqualMegcAllocation(cell);
    std::size_t next = 0;
    for (auto _ : state)
    {
        benchmark::DoNotOptimize(EvaluateMegc(cell, slots[next], equal).total);
        next = (next + 1) % slots.size();
    }
    state.SetItemsProcessed(state.iterations());
}

/**
 * @param count N cells
 * @return an action for each, in the middle of its range
 */
ActionBatch
MiddleActions(int count)
{
    const int size = MegcSystem({}).GetActionSpace().continuous;
    return {Eigen::MatrixXi(count, 0), Eigen::MatrixXd::Constant(count, size, 0.5)};
}

/// One iteration steps N cells of the paper; items are slots.
void
MegcStep(benchmark::State& state)
{
    const int count = static_cast<int>(state.range(0));
    MegcEnvironment environment(MegcSystem({}), {}, count);
    environment.Reset(1);
    const ActionBatch actions = MiddleActions(count);
    for (auto _ : state)
    {
        benchmark::DoNotOptimize(environment.Step(actions).reward.sum());
    }
    state.SetItemsProcessed(state.iterations() * count);
}

/**
 * @brief One observation to one allocation, by a network of the standard size.
 * @param state of the benchmark
 * @param name of the learner
 */
void
MegcDecide(benchmark::State& state, const std::string& name)
{
    const MegcAgentRecipe recipe = FindMegcAgentRecipe(name);
    AgentSettings settings = recipe.settings;
    settings.replay = settings.minReplay = 1;
    const auto agent = MakeMegcAgent(recipe, {}, settings, 1);
    const MegcSystem system({}, recipe.decoding);
    const MegcState slot = MegcStateSource({}, {}, 1).NextSlot();
    agent->Act(system.Observe(slot));
    for (auto _ : state)
    {
        const MegcAllocation shares = system.Decode(slot, agent->Act(system.Observe(slot)));
        benchmark::DoNotOptimize(shares.offloading.data());
    }
}

} // namespace

BENCHMARK(MegcStep)->ArgName("cells")->Arg(1)->Arg(64);
BENCHMARK_CAPTURE(MegcDecide, lara, "lara");
BENCHMARK(MegcOptimumOfSlot)
    ->ArgNames({"users", "thermal"})
    ->ArgsProduct({{3, 30, 3000}, {0, 1}})
    ->Unit(benchmark::kMicrosecond);
BENCHMARK(MegcClosedForm)->ArgName("users")->Arg(3)->Arg(30)->Unit(benchmark::kMicrosecond);
