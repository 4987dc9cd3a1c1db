/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "evaluate-da-assisted.h"
#include "evaluate-system.h"

#include "ns3/isac-arguments.h"
#include "ns3/isac-da-arguments.h"
#include "ns3/isac-da-policy.h"
#include "ns3/isac-da-score.h"
#include "ns3/isac-interrupt.h"
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

/// A policy and what it earned.
struct Entry
{
    std::string name; //!< as it was asked for
    DaScore score;    //!< slot by slot
};

/**
 * @param entries policies
 * @param optimum mean QoE of each slot
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
              << "     mean QoE         of optimum  +-        bounds missed [%]\n";
    for (const Entry& entry : entries)
    {
        const Estimate qoe = EstimateMean(entry.score.qoe);
        const Estimate ratio = RatioOfMeans(entry.score.qoe, optimum);
        std::cout << entry.name << std::string(width - entry.name.size(), ' ') << std::fixed
                  << std::setprecision(4) << std::setw(10) << qoe.value << " +- " << std::setw(6)
                  << qoe.halfWidth << std::setw(11) << ratio.value << "  " << std::setw(8)
                  << ratio.halfWidth << std::setprecision(2) << std::setw(14)
                  << 100.0 * EstimateMean(entry.score.missed).value << "\n";
    }
}

/// @return a stream for CSV
std::ostringstream
MakeCsv()
{
    std::ostringstream csv;
    csv.imbue(std::locale::classic());
    csv << std::setprecision(10);
    return csv;
}

/**
 * @param entries policies
 * @param optimum mean QoE of each slot
 * @param seed of the slots
 * @return all of it as CSV
 */
std::string
ToCsv(const std::vector<Entry>& entries, const std::vector<double>& optimum, uint32_t seed)
{
    std::ostringstream csv = MakeCsv();
    csv << "policy,states,seed,qoe,qoe_half_width_95,ratio_to_optimum,"
           "ratio_to_optimum_half_width_95,missed_percent\n";
    for (const Entry& entry : entries)
    {
        const Estimate qoe = EstimateMean(entry.score.qoe);
        const Estimate ratio = RatioOfMeans(entry.score.qoe, optimum);
        csv << entry.name << ',' << optimum.size() << ',' << seed << ',' << qoe.value << ','
            << qoe.halfWidth << ',' << ratio.value << ',' << ratio.halfWidth << ','
            << 100.0 * EstimateMean(entry.score.missed).value << '\n';
    }
    return csv.str();
}

/**
 * @param entries policies
 * @return the distribution of all users' QoE as CSV, percent by percent
 */
std::string
ToDistribution(const std::vector<Entry>& entries)
{
    std::ostringstream csv = MakeCsv();
    csv << "policy,percent,qoe\n";
    for (const Entry& entry : entries)
    {
        std::vector<double> users = entry.score.users;
        std::sort(users.begin(), users.end());
        for (std::size_t percent = 0; percent <= 100; ++percent)
        {
            csv << entry.name << ',' << percent << ',' << users[percent * (users.size() - 1) / 100]
                << '\n';
        }
    }
    return csv.str();
}

} // namespace

int
EvaluateDa(int argc, char* argv[])
{
    std::string policies = "optimum,greedy,proportional,without-da";
    std::string out;
    std::string distribution;
    uint32_t count = 2000;
    uint32_t seed = 1;
    bool progress = true;
    DaArguments table;
    Arguments arguments("isac-evaluate",
                        "scores policies on the same slots of experience-centric ISAC");
    arguments.AddGroup("What is scored");
    arguments.Add("policies", "parted by commas; list shows all", policies);
    arguments.Add("states", "independent slots", count, 2, 10000000);
    arguments.Add("seed", "which slots", seed, 0, 4294967295);
    table.AddTo(arguments);
    AssistedOptions assisted;
    assisted.AddTo(arguments);
    arguments.AddGroup("Results");
    arguments.Add("out", "CSV file", out);
    arguments.Add("distribution", "CSV file of the percentiles of users' QoE", distribution);
    arguments.Add("progress", "show progress on standard error", progress);
    if (const auto code = arguments.Parse(argc, argv, std::cout, std::cerr))
    {
        return *code;
    }
    for (const auto& [name, path] :
         {std::pair{"out", out}, std::pair{"distribution", distribution}})
    {
        const std::string obstacle = path.empty() ? "" : CheckOutputFile(path);
        if (!obstacle.empty())
        {
            return arguments.Fail(std::string("--") + name + "=" + path + ": " + obstacle,
                                  std::cerr);
        }
    }
    if (assisted.IsWanted() && !distribution.empty())
    {
        return arguments.Fail("--distribution: expected no --assisted", std::cerr);
    }
    PrepareTorch(1);
    std::vector<std::pair<std::string, DaScheme>> schemes;
    try
    {
        table.Finish(arguments);
        if (policies == "list")
        {
            PrintDaPolicies(std::cout, table.GetScenario().users);
            return 0;
        }
        for (const std::string& name : Split(policies))
        {
            schemes.emplace_back(name, MakeDaScheme(name, table.GetScenario(), seed));
        }
    }
    catch (const std::invalid_argument& error)
    {
        const std::string what = error.what();
        return arguments.Fail(what.rfind("--", 0) == 0 ? what : "--policies: " + what, std::cerr);
    }
    const DaScenario& scenario = table.GetScenario();
    if (assisted.IsWanted())
    {
        return EvaluateAssisted(assisted, scenario, Split(policies), count, seed, out);
    }
    const std::vector<DaSlot> slots = DrawHeldOutDaSlots(scenario, seed, count);
    const std::vector<double> optimum =
        ScoreDaScheme(scenario, MakeDaScheme("optimum", scenario, seed), slots).qoe;
    std::vector<Entry> entries;
    Progress line(std::cerr, Progress::IsTerminal(), "policies", schemes.size());
    for (const auto& [name, scheme] : schemes)
    {
        if (IsInterrupted())
        {
            line.Finish();
            return Fail("interrupted; nothing is kept", 1);
        }
        entries.push_back({name, ScoreDaScheme(scenario, scheme, slots)});
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
    if (!distribution.empty())
    {
        ReplaceFile(distribution, ToDistribution(entries));
    }
    std::cout << count << " slots, seed " << seed << ", " << table.GetLabel()
              << "; +- 95 % of the mean\n\n";
    Print(entries, optimum);
    return 0;
}

} // namespace evaluate
