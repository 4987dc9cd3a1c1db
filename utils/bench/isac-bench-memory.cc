/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Memory of one process over many slots. Iterations are slots of one and the same cell.

#include "isac-bench-cell.h"

#include <benchmark/benchmark.h>
#include <fstream>
#include <malloc.h>
#include <string>
#include <unistd.h>

namespace
{

/// @return bytes handed out by malloc and not given back [MB]
double
LiveMegabytes()
{
    const auto info = mallinfo2();
    return 1e-6 * static_cast<double>(info.uordblks + info.hblkhd);
}

/// @return memory of this process that is resident now [MB]
double
ResidentMegabytes()
{
    std::ifstream file("/proc/self/statm");
    double size = 0.0;
    double resident = 0.0;
    file >> size >> resident;
    return 1e-6 * resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

/// @return most memory of this process that was resident since ResetPeak() [MB]
double
PeakMegabytes()
{
    std::ifstream file("/proc/self/status");
    std::string word;
    while (file >> word)
    {
        if (word == "VmHWM:")
        {
            double kibibytes = 0.0;
            file >> kibibytes;
            return 1.024e-3 * kibibytes;
        }
    }
    return 0.0;
}

/// Give back what earlier benchmarks left, and start PeakMegabytes() anew.
void
ResetPeak()
{
    malloc_trim(0);
    std::ofstream("/proc/self/clear_refs") << 5;
}

/**
 * @brief Note the memory after 100, 1000 and 10,000 slots, and its growth between the first and
 * the last of these.
 * @param state of the benchmark
 * @param load what the cell carries
 */
void
RunLong(benchmark::State& state, const BenchLoad& load)
{
    ResetPeak();
    BenchCell cell(load);
    uint64_t slots = 0;
    double liveThen = 0.0;
    double residentThen = 0.0;
    for (auto _ : state)
    {
        cell.RunSlot();
        ++slots;
        if (slots == 100 || slots == 1000 || slots == 10000)
        {
            const std::string after = "@" + std::to_string(slots);
            state.counters["live-MB" + after] = LiveMegabytes();
            state.counters["peak-MB" + after] = PeakMegabytes();
            if (slots == 100)
            {
                liveThen = LiveMegabytes();
                residentThen = ResidentMegabytes();
            }
            state.counters["live-growth-kB"] = 1e3 * (LiveMegabytes() - liveThen);
            state.counters["resident-growth-MB"] = ResidentMegabytes() - residentThen;
        }
    }
}

/// Small pictures, so that 10,000 slots take half a minute.
void
MemorySmallPictures(benchmark::State& state)
{
    BenchLoad load;
    load.pixels = 2000.0;
    RunLong(state, load);
}

/// Table I's pictures.
void
MemoryWholePictures(benchmark::State& state)
{
    RunLong(state, BenchLoad());
}

} // namespace

BENCHMARK(MemorySmallPictures)->Iterations(10000)->Unit(benchmark::kMillisecond);
BENCHMARK(MemoryWholePictures)->Iterations(1000)->Unit(benchmark::kMillisecond);
