/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "caqa-evaluation.h"

#include "evaluate-system.h"

#include "ns3/isac-caqa-optima.h"
#include "ns3/isac-caqa-policy.h"
#include "ns3/isac-output-file.h"
#include "ns3/isac-progress.h"
#include "ns3/isac-statistics.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <stdexcept>

namespace evaluate
{

using namespace ns3::isac;

namespace
{

/**
 * @param estimate a figure
 * @param digits behind the point
 * @return "0.7012 +- 0.0021"
 */
std::string
Show(const Estimate& estimate, int digits)
{
    if (!std::isfinite(estimate.value))
    {
        return "-";
    }
    std::ostringstream text;
    text << std::fixed << std::setprecision(digits) << estimate.value << " +- "
         << estimate.halfWidth;
    return text.str();
}

/**
 * @param share of an optimum
 * @return it in percent
 */
Estimate
Percent(const Estimate& share)
{
    return {100.0 * share.value, 100.0 * share.halfWidth};
}

} // namespace

CaqaEvaluation::CaqaEvaluation(const CaqaParameters& parameters,
                               const CaqaScenario& scenario,
                               const EvaluationOptions& options)
    : m_parameters(parameters),
      m_scenario(scenario),
      m_options(options),
      m_states(DrawHeldOutStates(parameters, scenario, options.seed, options.states))
{
}

void
CaqaEvaluation::AddPolicy(const std::string& name)
{
    for (const Entry& entry : m_entries)
    {
        if (entry.name == name)
        {
            throw std::invalid_argument(name + ": named twice");
        }
    }
    Entry entry;
    entry.name = name;
    entry.scheme = MakeCaqaScheme(name, m_parameters, m_scenario, m_options.seed);
    m_entries.push_back(entry);
}

bool
CaqaEvaluation::Score(Entry& entry)
{
    const CaqaSystem system(m_parameters, entry.scheme.decoding);
    // Some policies prepare themselves when they first act; that is not their decision time.
    entry.scheme.policy->Act(system.Observe(m_states.front()));
    entry.scheme.policy->Seed(m_options.seed);
    Progress progress(std::cerr, Progress::IsTerminal(), entry.name, m_states.size());
    std::chrono::steady_clock::duration deciding{};
    for (std::size_t i = 0; i < m_states.size(); ++i)
    {
        if (m_options.interrupted && m_options.interrupted())
        {
            progress.Finish();
            return false;
        }
        const CaqaState& state = m_states[i];
        const auto begin = std::chrono::steady_clock::now();
        const Action action = entry.scheme.policy->Act(system.Observe(state));
        const CaqaAllocation allocation = system.Decode(state, action);
        deciding += std::chrono::steady_clock::now() - begin;
        entry.score.Add(system.Evaluate(state, allocation));
        if (m_options.progress)
        {
            progress.Update(i + 1, "");
        }
    }
    progress.Finish();
    entry.decisionSeconds =
        std::chrono::duration<double>(deciding).count() / static_cast<double>(m_states.size());
    return true;
}

bool
CaqaEvaluation::Run()
{
    for (Entry& entry : m_entries)
    {
        if (!Score(entry))
        {
            return false;
        }
    }
    if (!m_options.optimum)
    {
        return true;
    }
    CaqaOptimaOptions options;
    options.bound = m_options.bound;
    options.cache = m_options.cache;
    options.progress = m_options.progress;
    options.interrupted = m_options.interrupted;
    for (const CaqaOptimumValue& value : FindCaqaOptima(m_parameters, m_states, options))
    {
        m_optimum.push_back(value.reward);
        if (m_options.bound)
        {
            m_bound.push_back(value.upperBound);
        }
    }
    return m_optimum.size() == m_states.size();
}

void
CaqaEvaluation::Print(std::ostream& out) const
{
    std::size_t width = 10;
    for (const Entry& entry : m_entries)
    {
        width = std::max(width, entry.name.size());
    }
    const auto name = [&](const std::string& text) {
        out << std::left << std::setw(static_cast<int>(width)) << text << std::right;
    };
    out << "K = " << m_parameters.users << ", " << m_states.size() << " independent slots, seed "
        << m_options.seed << "; +- 95 %\n\n";
    name("policy");
    out << "      AvgCAQA, gated            reward  violations  accuracy  quality  energy"
           "  decision";
    out << (m_optimum.empty() ? "" : "    of the optimum [%]");
    out << (m_bound.empty() ? "" : "  of the bound [%]") << "\n";
    for (const Entry& entry : m_entries)
    {
        const CaqaScore& score = entry.score;
        name(entry.name);
        out << std::setw(20) << Show(EstimateMean(score.gatedAverage), 4) << std::setw(18)
            << Show(EstimateMean(score.reward), 4) << std::fixed << std::setprecision(3)
            << std::setw(12) << MeanOf(score.violations) << std::setprecision(4) << std::setw(10)
            << MeanOf(score.accuracy) << std::setw(9) << MeanOf(score.quality)
            << std::setprecision(3) << std::setw(6) << MeanOf(score.energy) << " J"
            << std::setprecision(1) << std::setw(7) << 1e6 * entry.decisionSeconds << " us";
        if (!m_optimum.empty())
        {
            out << std::setw(22) << Show(Percent(RatioOfMeans(score.reward, m_optimum)), 2);
        }
        if (!m_bound.empty())
        {
            out << std::setw(18) << Show(Percent(RatioOfMeans(score.reward, m_bound)), 2);
        }
        out << "\n";
    }
    if (!m_optimum.empty())
    {
        name("(optimum)");
        out << std::setw(38) << Show(EstimateMean(m_optimum), 4) << "\n";
    }
    if (!m_bound.empty())
    {
        name("(bound)");
        out << std::setw(38) << Show(EstimateMean(m_bound), 4) << "\n";
    }
}

void
CaqaEvaluation::Write(const std::string& path) const
{
    std::ostringstream csv;
    std::ostringstream timing;
    csv.imbue(std::locale::classic());
    timing.imbue(std::locale::classic());
    csv << std::setprecision(10)
        << "policy,states,seed,gated_avg_caqa,gated_avg_caqa_half_width_95,reward,"
           "reward_half_width_95,avg_caqa,violations,accuracy,quality,energy_J,optimum_reward,"
           "fraction_of_optimum,fraction_of_optimum_half_width_95,bound_reward,fraction_of_bound,"
           "fraction_of_bound_half_width_95\n";
    timing << "policy,decision_s\n";
    for (const Entry& entry : m_entries)
    {
        const CaqaScore& score = entry.score;
        const Estimate gated = EstimateMean(score.gatedAverage);
        const Estimate reward = EstimateMean(score.reward);
        csv << entry.name << ',' << m_states.size() << ',' << m_options.seed << ',' << gated.value
            << ',' << gated.halfWidth << ',' << reward.value << ',' << reward.halfWidth << ','
            << MeanOf(score.average) << ',' << MeanOf(score.violations) << ','
            << MeanOf(score.accuracy) << ',' << MeanOf(score.quality) << ','
            << MeanOf(score.energy);
        for (const auto* reference : {&m_optimum, &m_bound})
        {
            const Estimate share = RatioOfMeans(score.reward, *reference);
            csv << ',' << MeanOf(*reference) << ',' << share.value << ',' << share.halfWidth;
        }
        csv << '\n';
        timing << entry.name << ',' << entry.decisionSeconds << '\n';
    }
    ReplaceFile(path, csv.str());
    ReplaceFile(std::filesystem::path(path).replace_extension("timing.csv").string(), timing.str());
}

} // namespace evaluate
