/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "evaluate-system.h"

#include "ns3/isac-arguments.h"
#include "ns3/isac-dd-arguments.h"
#include "ns3/isac-dd-policy.h"
#include "ns3/isac-dd-score.h"
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

/// A policy and what it took.
struct Entry
{
    std::string name; //!< as it was asked for
    DdScore score;    //!< slot by slot
};

/**
 * @param entries policies
 * @param optimum reward of each slot
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
              << "       reward        of optimum  +-         sum of QoE  bounds met [%]"
                 "  excess [J]   t_0   t_k\n";
    for (const Entry& entry : entries)
    {
        const DdScore& score = entry.score;
        const Estimate reward = EstimateMean(score.reward);
        const Estimate ratio = RatioOfMeans(score.reward, optimum);
        std::cout << entry.name << std::string(width - entry.name.size(), ' ') << std::fixed
                  << std::setprecision(4) << std::setw(10) << reward.value << " +- " << std::setw(6)
                  << reward.halfWidth << std::setw(11) << ratio.value << "  " << std::setw(8)
                  << ratio.halfWidth << std::setw(12) << EstimateMean(score.qoe).value
                  << std::setprecision(1) << std::setw(16)
                  << 100.0 * EstimateMean(score.satisfied).value << std::setprecision(4)
                  << std::setw(12) << EstimateMean(score.excess).value << std::setprecision(2)
                  << std::setw(6) << EstimateMean(score.serverSteps).value << std::setw(6)
                  << EstimateMean(score.deviceSteps).value << "\n";
    }
}

/**
 * @param entries policies
 * @param optimum reward of each slot
 * @param seed of the slots
 * @return all of it as CSV
 */
std::string
ToCsv(const std::vector<Entry>& entries, const std::vector<double>& optimum, uint32_t seed)
{
    std::ostringstream csv;
    csv.imbue(std::locale::classic());
    csv << std::setprecision(10)
        << "policy,states,seed,reward,reward_half_width_95,sum_qoe,sum_qoe_half_width_95,"
           "ratio_to_optimum,ratio_to_optimum_half_width_95,qoe_shortage,satisfied_percent,"
           "excess_J,server_steps,device_steps,saved_percent\n";
    for (const Entry& entry : entries)
    {
        const DdScore& score = entry.score;
        const Estimate reward = EstimateMean(score.reward);
        const Estimate qoe = EstimateMean(score.qoe);
        const Estimate ratio = RatioOfMeans(score.reward, optimum);
        csv << entry.name << ',' << optimum.size() << ',' << seed << ',' << reward.value << ','
            << reward.halfWidth << ',' << qoe.value << ',' << qoe.halfWidth << ',' << ratio.value
            << ',' << ratio.halfWidth << ',' << EstimateMean(score.shortage).value << ','
            << 100.0 * EstimateMean(score.satisfied).value << ','
            << EstimateMean(score.excess).value << ',' << EstimateMean(score.serverSteps).value
            << ',' << EstimateMean(score.deviceSteps).value << ','
            << 100.0 * EstimateMean(score.saved).value << '\n';
    }
    return csv.str();
}

} // namespace

int
EvaluateDd(int argc, char* argv[])
{
    std::string policies = "optimum,equal-power,equal-split,random";
    std::string out;
    uint32_t count = 2000;
    uint32_t seed = 1;
    bool progress = true;
    DdArguments table;
    Arguments arguments("isac-evaluate",
                        "scores policies on the same slots of distributed diffusion");
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
        PrintDdPolicies(std::cout);
        return 0;
    }
    const std::string obstacle = out.empty() ? "" : CheckOutputFile(out);
    if (!obstacle.empty())
    {
        return arguments.Fail("--out=" + out + ": " + obstacle, std::cerr);
    }
    PrepareTorch(1);
    std::vector<std::pair<std::string, DdScheme>> schemes;
    try
    {
        table.Finish(arguments);
        for (const std::string& name : Split(policies))
        {
            schemes.emplace_back(
                name,
                MakeDdScheme(name, table.GetParameters(), table.GetScenario(), seed));
        }
    }
    catch (const std::invalid_argument& error)
    {
        const std::string what = error.what();
        return arguments.Fail(what.rfind("--", 0) == 0 ? what : "--policies: " + what, std::cerr);
    }
    const DdParameters& parameters = table.GetParameters();
    const DdScenario& scenario = table.GetScenario();
    const auto states = DrawHeldOutDdStates(parameters, scenario, seed, count);
    // The optimum first: the others are compared with it.
    const DdScheme best = MakeDdScheme("optimum", parameters, scenario, seed);
    schemes.emplace(schemes.begin(), "optimum", best);
    std::vector<Entry> entries;
    Progress line(std::cerr, Progress::IsTerminal(), "slots", schemes.size() * count);
    std::size_t done = 0;
    for (const auto& [name, scheme] : schemes)
    {
        const auto stop = [&, &label = name] {
            ++done;
            if (progress)
            {
                line.Update(done, label);
            }
            return IsInterrupted();
        };
        const bool again = name == "optimum" && !entries.empty();
        entries.push_back({name,
                           again ? entries.front().score
                                 : ScoreDdScheme(parameters, scenario, scheme, states, stop)});
        if (IsInterrupted())
        {
            line.Finish();
            return Fail("interrupted; nothing is kept", 1);
        }
    }
    const std::vector<double> optimum = entries.front().score.reward;
    entries.erase(entries.begin());
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
