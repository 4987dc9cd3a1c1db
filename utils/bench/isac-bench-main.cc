/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Runs the benchmarks and, at the end, sets against each other what belongs together. All times
// are of one processor (CPU time), so that a busy machine does not change them much; ratios are of
// medians over the repetitions of this very run.

#include <algorithm>
#include <benchmark/benchmark.h>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

namespace
{

/// Prints as usual and remembers what was measured.
class RememberingReporter : public benchmark::ConsoleReporter
{
  public:
    RememberingReporter()
        : ConsoleReporter(OO_Tabular)
    {
    }

    void ReportRuns(const std::vector<Run>& runs) override
    {
        ConsoleReporter::ReportRuns(runs);
        for (const Run& run : runs)
        {
            m_failed |= run.error_occurred;
            // Under --benchmark_report_aggregates_only only the medians come by here.
            const bool median = run.run_type == Run::RT_Aggregate && run.aggregate_name == "median";
            if (run.error_occurred || (run.run_type != Run::RT_Iteration && !median))
            {
                continue;
            }
            const std::string name = run.run_name.function_name +
                                     (run.run_name.args.empty() ? "" : "/" + run.run_name.args);
            const double unit = benchmark::GetTimeUnitMultiplier(run.time_unit);
            m_values[name]["s"].push_back(run.GetAdjustedCPUTime() / unit);
            for (const auto& [counter, value] : run.counters)
            {
                m_values[name][counter].push_back(value);
            }
        }
    }

    /**
     * @param name of a benchmark, with its argument
     * @param counter or "s" for the time of one iteration [s]
     * @return median over repetitions; 0 if it was not run
     */
    double Median(const std::string& name, const std::string& counter = "s") const
    {
        const auto benchmark = m_values.find(name);
        if (benchmark == m_values.end() || benchmark->second.count(counter) == 0)
        {
            return 0.0;
        }
        std::vector<double> values = benchmark->second.at(counter);
        std::sort(values.begin(), values.end());
        const std::size_t half = values.size() / 2;
        return values.size() % 2 == 1 ? values[half] : 0.5 * (values[half - 1] + values[half]);
    }

    /// @return whether a benchmark found a wrong result
    bool Failed() const
    {
        return m_failed;
    }

  private:
    std::map<std::string, std::map<std::string, std::vector<double>>> m_values; //!< all of it
    bool m_failed = false;                                                      //!< see Failed()
};

/// @param all what was measured
void
PrintRce(const RememberingReporter& all)
{
    if (all.Median("Rce/10") == 0.0)
    {
        return;
    }
    std::printf("\n%8s %11s | %s\n%8s %11s | %11s %9s | %11s %9s | %11s %9s\n",
                "",
                "",
                "LP: model kept        | model made each time  | initialSolve()",
                "K",
                "RCE [s]",
                "[s]",
                "over RCE",
                "[s]",
                "over RCE",
                "[s]",
                "over RCE");
    for (long users = 10; users <= 1000000; users *= 10)
    {
        const std::string argument = "/" + std::to_string(users);
        const double rce = all.Median("Rce" + argument);
        if (rce == 0.0)
        {
            continue;
        }
        std::printf("%8ld %11.3g", users, rce);
        const double kept = std::min(all.Median("LpPrimalKeptModel" + argument),
                                     all.Median("LpDualKeptModel" + argument));
        const double fresh = std::min(all.Median("LpPrimalNewModel" + argument),
                                      all.Median("LpDualNewModel" + argument));
        const double initial = all.Median("LpInitialSolve" + argument);
        for (const double seconds : {kept, fresh, initial})
        {
            if (seconds > 0.0)
            {
                std::printf(" | %11.3g %9.4g", seconds, seconds / rce);
            }
        }
        std::printf("\n");
    }
}

/// @param all what was measured
void
PrintPackets(const RememberingReporter& all)
{
    const double ten = all.Median("PacketLevel/10", "s/packet");
    if (ten == 0.0)
    {
        return;
    }
    std::printf("\n%9s %14s %14s %14s %22s\n",
                "K",
                "s per slot",
                "us per packet",
                "x real time",
                "per packet over K = 10");
    for (const char* users : {"1", "3", "10", "30", "100", "300"})
    {
        const std::string name = std::string("PacketLevel/") + users;
        const double packet = all.Median(name, "s/packet");
        if (packet > 0.0)
        {
            std::printf("%9s %14.4g %14.4g %14.4g %22.3g\n",
                        users,
                        all.Median(name),
                        1e6 * packet,
                        all.Median(name, "real-time"),
                        packet / ten);
        }
    }
    const double wire = all.Median("PlainUdp", "s/packet");
    if (wire > 0.0)
    {
        std::printf("PlainUdp: %.4g us per packet; ours at K = 10 costs %.3g of it\n",
                    1e6 * wire,
                    ten / wire);
    }
    for (const char* name : {"Lte", "LteWithoutErrorModels"})
    {
        const double packet = all.Median(name, "s/packet");
        if (packet > 0.0)
        {
            std::printf(
                "%s: %.4g us per packet, %.4g x real time; that packet costs %.4g of ours\n",
                name,
                1e6 * packet,
                all.Median(name, "real-time"),
                packet / ten);
        }
    }
}

} // namespace

int
main(int argc, char* argv[])
{
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
    {
        return 2;
    }
    RememberingReporter reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter);
    PrintRce(reporter);
    PrintPackets(reporter);
    benchmark::Shutdown();
    return reporter.Failed() ? 1 : 0;
}
