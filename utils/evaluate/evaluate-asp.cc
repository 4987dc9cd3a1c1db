/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "asp-chain.h"
#include "evaluate-system.h"

#include "ns3/isac-arguments.h"
#include "ns3/isac-asp-arguments.h"
#include "ns3/isac-asp-bound.h"
#include "ns3/isac-asp-policy.h"
#include "ns3/isac-asp-score.h"
#include "ns3/isac-interrupt.h"
#include "ns3/isac-output-file.h"
#include "ns3/isac-progress.h"
#include "ns3/isac-torch-runtime.h"

#include <algorithm>
#include <iomanip>
#include <iostream>
#include <locale>
#include <optional>
#include <sstream>

namespace evaluate
{

using namespace ns3::isac;

namespace
{

/// A policy and what it is worth.
struct Entry
{
    std::string name; //!< as it was typed
    AspScore score;   //!< Table V
};

/// Bounds of the same episodes.
struct Bounds
{
    AspEstimate crashFree; //!< no policy free of crashes earns more
    AspEstimate any;       //!< no policy at all earns more
    AspEstimate achieved;  //!< by a schedule that knows all tasks beforehand
};

/**
 * @param estimate a mean
 * @param width of the text
 * @return mean and interval
 */
std::string
Show(const AspEstimate& estimate, int width)
{
    std::ostringstream text;
    text << std::fixed << std::setprecision(2) << estimate.mean << " +- " << estimate.halfWidth;
    return std::string(std::max<int>(0, width - static_cast<int>(text.str().size())), ' ') +
           text.str();
}

/**
 * @param entries policies
 * @param bounds of the episodes, if they were wanted
 */
void
Print(const std::vector<Entry>& entries, const std::optional<Bounds>& bounds)
{
    std::size_t width = 20;
    for (const Entry& entry : entries)
    {
        width = std::max(width, entry.name.size());
    }
    const auto name = [&](const std::string& text) {
        std::cout << text << std::string(width - text.size(), ' ');
    };
    name("policy");
    std::cout << "               reward    finished [%]    obtained utility     crashed [%]"
                 "        lost utility\n";
    for (const Entry& entry : entries)
    {
        const AspScore& score = entry.score;
        name(entry.name);
        std::cout << Show(score.reward, 21) << Show(score.finishedPercent, 16)
                  << Show(score.finishedUtility, 20) << Show(score.crashedPercent, 16)
                  << Show(score.lostUtility, 20) << "\n";
    }
    if (bounds)
    {
        name("(offline schedule)");
        std::cout << Show(bounds->achieved, 21) << "\n";
        name("(bound, no crashes)");
        std::cout << Show(bounds->crashFree, 21) << "\n";
        name("(bound)");
        std::cout << Show(bounds->any, 21) << "\n";
    }
}

/**
 * @param entries policies
 * @param bounds of the episodes, if they were wanted
 * @param seed of the episodes
 * @return all of it as CSV
 */
std::string
ToCsv(const std::vector<Entry>& entries, const std::optional<Bounds>& bounds, uint32_t seed)
{
    std::ostringstream csv;
    csv.imbue(std::locale::classic());
    csv << std::setprecision(10) << "policy,episodes,seed";
    for (const char* column : {"reward",
                               "finished_percent",
                               "obtained_utility",
                               "crashed_percent",
                               "lost_utility",
                               "penalty",
                               "crashes"})
    {
        csv << ',' << column << ',' << column << "_deviation," << column << "_half_width_95";
    }
    csv << ",offline_schedule_reward,bound_without_crashes,bound\n";
    for (const Entry& entry : entries)
    {
        const AspScore& score = entry.score;
        csv << entry.name << ',' << score.episodes << ',' << seed;
        for (const AspEstimate& estimate : {score.reward,
                                            score.finishedPercent,
                                            score.finishedUtility,
                                            score.crashedPercent,
                                            score.lostUtility,
                                            score.penalty,
                                            score.crashes})
        {
            csv << ',' << estimate.mean << ',' << estimate.deviation << ',' << estimate.halfWidth;
        }
        if (bounds)
        {
            csv << ',' << bounds->achieved.mean << ',' << bounds->crashFree.mean << ','
                << bounds->any.mean << '\n';
        }
        else
        {
            csv << ",,,\n";
        }
    }
    return csv.str();
}

/**
 * @param system the system
 * @param arrivals where tasks come from
 * @param seed of the episodes
 * @param episodes how many
 * @param progress whether to show it
 * @return bounds; empty if interrupted
 */
std::optional<Bounds>
FindBounds(const AspSystem& system,
           const AspArrivals& arrivals,
           uint32_t seed,
           uint32_t episodes,
           bool progress)
{
    const auto source = arrivals.Clone();
    source->Seed(seed);
    std::vector<double> crashFree;
    std::vector<double> any;
    std::vector<double> achieved;
    Progress line(std::cerr, Progress::IsTerminal(), "bounds", episodes);
    std::vector<AspTask> tasks;
    for (uint32_t i = 0; i < episodes; ++i)
    {
        if (IsInterrupted())
        {
            line.Finish();
            return std::nullopt;
        }
        source->NextEpisode(tasks);
        const AspOfflineBound bound = BoundAspOffline(MakeAspOfflineProblem(system, tasks));
        crashFree.push_back(bound.crashFree);
        any.push_back(bound.anyPolicy);
        achieved.push_back(bound.achieved);
        if (progress)
        {
            line.Update(i + 1, "");
        }
    }
    line.Finish();
    return Bounds{EstimateAspMean(crashFree), EstimateAspMean(any), EstimateAspMean(achieved)};
}

} // namespace

int
EvaluateAsp(int argc, char* argv[])
{
    std::string policies = "random,round-robin,crash-avoid,prophet,bid-price";
    std::string out;
    std::string chain;
    uint32_t episodes = 100;
    uint32_t seed = 1;
    bool bound = false;
    bool progress = true;
    AspArguments table;
    Arguments arguments("isac-evaluate", "scores policies on the same episodes of ASP selection");
    arguments.AddGroup("What is scored");
    arguments.Add("policies", "parted by commas; list shows all", policies);
    arguments.Add("episodes", "whole episodes", episodes, 2, 1000000);
    arguments.Add("seed", "which episodes", seed, 0, 4294967295);
    arguments.Add("bound", "bound what any policy can earn, .3 s an episode", bound);
    table.AddTo(arguments);
    arguments.AddGroup("Results");
    arguments.Add("out", "CSV file", out);
    arguments.Add("chain",
                  "CSV file: how likely the prophet's choice is after each denoising step of the "
                  "one policy",
                  chain);
    arguments.Add("progress", "show progress on standard error", progress);
    if (const auto code = arguments.Parse(argc, argv, std::cout, std::cerr))
    {
        return *code;
    }
    if (policies == "list")
    {
        PrintAspPolicies(std::cout);
        return 0;
    }
    for (const auto& [option, file] : {std::pair("out", out), std::pair("chain", chain)})
    {
        const std::string obstacle = file.empty() ? "" : CheckOutputFile(file);
        if (!obstacle.empty())
        {
            return arguments.Fail(std::string("--") + option + "=" + file + ": " + obstacle,
                                  std::cerr);
        }
    }
    PrepareTorch(1);
    std::optional<AspSystem> system;
    std::unique_ptr<AspArrivals> arrivals;
    std::vector<std::pair<std::string, AspDecider>> deciders;
    try
    {
        system.emplace(table.MakeSystem());
        arrivals = table.MakeArrivals();
        if (bound && (system->GetParameters().payment != AspPayment::ON_ASSIGNMENT ||
                      system->GetParameters().crash.restart ||
                      system->GetParameters().population != AspPopulation::FIXED))
        {
            return arguments.Fail("--bound: expected fixed providers, payment at assignment and "
                                  "tasks that crashes end",
                                  std::cerr);
        }
    }
    catch (const std::invalid_argument& error)
    {
        return arguments.Fail(error.what(), std::cerr);
    }
    for (const std::string& name : Split(policies))
    {
        try
        {
            deciders.emplace_back(name, MakeAspDecider(name, *system, seed));
        }
        catch (const std::invalid_argument& error)
        {
            return arguments.Fail("--policies: " + std::string(error.what()), std::cerr);
        }
    }
    std::shared_ptr<AspChainWatcher> watcher;
    if (!chain.empty())
    {
        if (deciders.size() != 1)
        {
            return arguments.Fail("--chain: expected one policy", std::cerr);
        }
        AspDecider& watched = deciders.front().second;
        try
        {
            watcher = std::make_shared<AspChainWatcher>(watched,
                                                        MakeAspDecider("prophet", *system, seed));
        }
        catch (const std::invalid_argument& error)
        {
            return arguments.Fail("--chain: " + std::string(error.what()), std::cerr);
        }
        watched.policy = watcher;
    }
    std::vector<Entry> entries;
    for (const auto& [name, decider] : deciders)
    {
        if (IsInterrupted())
        {
            return Fail("interrupted; nothing is kept", 1);
        }
        entries.push_back({name,
                           ScoreAspPolicy(decider.system,
                                          *decider.policy,
                                          *arrivals,
                                          seed,
                                          static_cast<int>(episodes))});
    }
    std::optional<Bounds> bounds;
    if (bound)
    {
        bounds = FindBounds(*system, *arrivals, seed, episodes, progress);
        if (!bounds)
        {
            return Fail("interrupted; nothing is kept", 1);
        }
    }
    if (!out.empty())
    {
        ReplaceFile(out, ToCsv(entries, bounds, seed));
    }
    if (watcher)
    {
        ReplaceFile(chain, watcher->ToCsv());
    }
    std::cout << episodes << " episodes, seed " << seed << "; +- 95 % of the mean\n\n";
    Print(entries, bounds);
    return 0;
}

} // namespace evaluate
