/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Packet level: what a simulated slot costs.

#include "isac-bench-cell.h"

#include "ns3/simulator.h"

#include <benchmark/benchmark.h>

using namespace ns3;

namespace
{

/**
 * @brief One iteration is one simulated slot.
 * @param state of the benchmark
 * @param load what the cell carries
 */
void
RunSlots(benchmark::State& state, const BenchLoad& load)
{
    BenchCell cell(load);
    cell.RunSlot(); // fills caches and pools
    const uint64_t packets = cell.GetPackets();
    const uint64_t bytes = cell.GetBytes();
    const uint64_t events = Simulator::GetEventCount();
    for (auto _ : state)
    {
        cell.RunSlot();
    }
    using benchmark::Counter;
    const double slots = static_cast<double>(state.iterations());
    const double arrived = static_cast<double>(cell.GetPackets() - packets);
    state.counters["packets/s"] = Counter(arrived, Counter::kIsRate);
    state.counters["s/packet"] = Counter(arrived, Counter::kIsRate | Counter::kInvert);
    state.counters["events/packet"] =
        static_cast<double>(Simulator::GetEventCount() - events) / arrived;
    state.counters["Mbit/slot"] = 8e-6 * static_cast<double>(cell.GetBytes() - bytes) / slots;
    state.counters["real-time"] = Counter(cell.GetSlotSeconds() * slots, Counter::kIsRate);
}

/// Whole pictures for K users.
void
PacketLevel(benchmark::State& state)
{
    BenchLoad load;
    load.users = static_cast<uint32_t>(state.range(0));
    RunSlots(state, load);
}

/// Table I as it is: 1 J for ten users, so that some get less than a whole picture.
void
PacketLevelTableOne(benchmark::State& state)
{
    BenchLoad load;
    load.energyPerUser = 0.1;
    RunSlots(state, load);
}

} // namespace

BENCHMARK(PacketLevel)
    ->Arg(1)
    ->Arg(3)
    ->Arg(10)
    ->Arg(30)
    ->Arg(100)
    ->Arg(300)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(PacketLevelTableOne)->Unit(benchmark::kMillisecond);
