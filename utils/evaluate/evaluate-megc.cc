/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "evaluate-system.h"

#include "ns3/isac-arguments.h"
#include "ns3/isac-interrupt.h"
#include "ns3/isac-megc-arguments.h"
#include "ns3/isac-megc-policy.h"
#include "ns3/isac-megc-score.h"
#include "ns3/isac-output-file.h"
#include "ns3/isac-progress.h"
#include "ns3/isac-statistics.h"
#include "ns3/isac-torch-runtime.h"

#include <algorithm>
#include <iomanip>
#include <iostream>
#include <locale>
#include <sstream>
#include <stdexcept>

namespace evaluate
{

using namespace ns3::isac;

namespace
{

/// A policy and what it took.
struct Entry
{
    std::string name; //!< as it was asked for
    MegcScore score;  //!< slot by slot
};

/**
 * @param values any, at least one
 * @return their median
 */
double
Median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/**
 * @param score a policy's
 * @return its slot of the greatest latency [s]
 */
double
Worst(const MegcScore& score)
{
    return *std::max_element(score.total.begin(), score.total.end());
}

/**
 * @param entries policies
 * @param optimum total latency of each slot [s]
 */
void
Print(const std::vector<Entry>& entries, const std::vector<double>& optimum)
{
    std::size_t width = 16;
    for (const Entry& entry : entries)
    {
        width = std::max(width, entry.name.size());
    }
    std::cout << "policy" << std::string(width - 6, ' ')
              << "   total latency [s]  of optimum  +-         median [s]  computation"
                 "   content    vision\n";
    for (const Entry& entry : entries)
    {
        const Estimate total = EstimateMean(entry.score.total);
        const Estimate ratio = RatioOfMeans(entry.score.total, optimum);
        std::cout << entry.name << std::string(width - entry.name.size(), ' ') << std::fixed
                  << std::setprecision(4) << std::setw(10) << total.value << " +- " << std::setw(6)
                  << total.halfWidth << std::setw(12) << ratio.value << "  " << std::setw(8)
                  << ratio.halfWidth << std::setw(13) << Median(entry.score.total) << std::setw(13)
                  << EstimateMean(entry.score.compute).value << std::setw(10)
                  << EstimateMean(entry.score.content).value << std::setw(10)
                  << EstimateMean(entry.score.vision).value << "\n";
    }
}

/**
 * @param entries policies
 * @param optimum total latency of each slot [s]
 * @param seed of the slots
 * @return all of it as CSV
 */
std::string
ToCsv(const std::vector<Entry>& entries, const std::vector<double>& optimum, uint32_t seed)
{
    std::ostringstream csv;
    csv.imbue(std::locale::classic());
    csv << std::setprecision(10)
        << "policy,states,seed,latency_s,latency_s_half_width_95,median_latency_s,worst_latency_s,"
           "compute_latency_s,content_latency_s,vision_latency_s,ratio_to_optimum,"
           "ratio_to_optimum_half_width_95\n";
    for (const Entry& entry : entries)
    {
        const Estimate total = EstimateMean(entry.score.total);
        const Estimate ratio = RatioOfMeans(entry.score.total, optimum);
        csv << entry.name << ',' << optimum.size() << ',' << seed << ',' << total.value << ','
            << total.halfWidth << ',' << Median(entry.score.total) << ',' << Worst(entry.score)
            << ',' << EstimateMean(entry.score.compute).value << ','
            << EstimateMean(entry.score.content).value << ','
            << EstimateMean(entry.score.vision).value << ',' << ratio.value << ','
            << ratio.halfWidth << '\n';
    }
    return csv.str();
}

} // namespace

int
EvaluateMegc(int argc, char* argv[])
{
    std::string policies = "optimum,constant,fra,rra-0.1,rra-0.05";
    std::string out;
    uint32_t count = 10000;
    uint32_t seed = 1;
    bool progress = true;
    MegcArguments table;
    Arguments arguments(
        "isac-evaluate",
        "scores policies on the same slots of mobile edge generation and computing");
    arguments.AddGroup("What is scored");
    arguments.Add("policies", "parted by commas; list shows all", policies);
    arguments.Add("states", "independent slots", count, 2, 10000000);
    arguments.Add("seed", "which slots", seed, 0, 4294967295);
    table.AddTo(arguments);
    arguments.AddGroup("Results");
    arguments.Add("out", "CSV file", out);
    arguments.Add("progress", "show progress on standard error", progress);
    if (const auto code = arguments.Parse(argc, argv, std::cout, std::cerr))
    {
        return *code;
    }
    if (policies == "list")
    {
        PrintMegcPolicies(std::cout);
        return 0;
    }
    const std::string obstacle = out.empty() ? "" : CheckOutputFile(out);
    if (!obstacle.empty())
    {
        return arguments.Fail("--out=" + out + ": " + obstacle, std::cerr);
    }
    PrepareTorch(1);
    std::vector<std::pair<std::string, MegcScheme>> schemes;
    try
    {
        table.Finish(arguments);
        for (const std::string& name : Split(policies))
        {
            schemes.emplace_back(
                name,
                MakeMegcScheme(name, table.GetParameters(), table.GetScenario(), seed));
        }
    }
    catch (const std::invalid_argument& error)
    {
        const std::string what = error.what();
        return arguments.Fail(what.rfind("--", 0) == 0 ? what : "--policies: " + what, std::cerr);
    }
    const MegcParameters& cell = table.GetParameters();
    const auto states = DrawHeldOutMegcStates(cell, table.GetScenario(), seed, count);
    const MegcScheme best = MakeMegcScheme("optimum", cell, table.GetScenario(), seed);
    const std::vector<double> optimum = ScoreMegcScheme(cell, best, states).total;
    std::vector<Entry> entries;
    Progress line(std::cerr, Progress::IsTerminal(), "policies", schemes.size());
    for (const auto& [name, scheme] : schemes)
    {
        if (IsInterrupted())
        {
            line.Finish();
            return Fail("interrupted; nothing is kept", 1);
        }
        entries.push_back({name, ScoreMegcScheme(cell, scheme, states)});
        if (progress)
        {
            line.Update(entries.size(), name);
        }
    }
    line.Finish();
    if (!out.empty())
    {
        ReplaceFile(out, ToCsv(entries, optimum, seed));
    }
    std::cout << count << " slots, seed " << seed << ", " << table.GetLabel()
              << "; +- 95 % of the mean\n\n";
    Print(entries, optimum);
    return 0;
}

} // namespace evaluate
