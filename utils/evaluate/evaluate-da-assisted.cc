/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "evaluate-da-assisted.h"

#include "evaluate-system.h"

#include "ns3/isac-da-policy.h"
#include "ns3/isac-interrupt.h"
#include "ns3/isac-output-file.h"
#include "ns3/isac-statistics.h"

#include <algorithm>
#include <iomanip>
#include <iostream>
#include <locale>
#include <sstream>

namespace evaluate
{

using namespace ns3::isac;

namespace
{

/// What came of a policy: means over slots.
struct Entry
{
    std::string policy;                           //!< by name
    std::vector<double> qoe;                      //!< of each slot
    std::vector<double> reference;                //!< with everything known, and known for nothing
    double missed = 0.0;                          //!< part of users whose bounds were missed
    double collection = 0.0;                      //!< [Hz]
    double structures = 0.0;                      //!< part of users whose structure was known
    double placeError = 0.0;                      //!< [m]
    std::array<double, DA_FOLLOWED> accuracies{}; //!< A of (6)
};

/// @param policy by name @param scenario users @param seed of the policy @return what decides
DaDecider
MakeDecider(const std::string& policy, const DaScenario& scenario, uint64_t seed)
{
    return GetDaSchemes().Make(policy, scenario, seed)
               ? DaDeciderByName(policy, scenario, seed)
               : DaDeciderOf(MakeDaScheme(policy, scenario, seed));
}

/// @param entries policies @return all of it as CSV
std::string
ToCsv(const std::vector<Entry>& entries, uint32_t count, uint32_t seed)
{
    std::ostringstream csv;
    csv.imbue(std::locale::classic());
    csv << std::setprecision(10)
        << "policy,states,seed,qoe,ratio_to_optimum,missed_percent,collection_MHz,"
           "known_structures_percent,place_error_m,behaviour_accuracy,file_size_accuracy,"
           "environment_accuracy\n";
    for (const Entry& entry : entries)
    {
        csv << entry.policy << ',' << count << ',' << seed << ',' << EstimateMean(entry.qoe).value
            << ',' << RatioOfMeans(entry.qoe, entry.reference).value << ',' << 100.0 * entry.missed
            << ',' << entry.collection / 1e6 << ',' << 100.0 * entry.structures << ','
            << entry.placeError;
        for (const double accuracy : entry.accuracies)
        {
            csv << ',' << accuracy;
        }
        csv << '\n';
    }
    return csv.str();
}

} // namespace

void
AssistedOptions::AddTo(Arguments& arguments)
{
    constexpr double MOST_NU = 100.0;
    arguments.AddGroup("Digital agents in the loop");
    arguments.Add("assisted",
                  "whether digital agents know users only by samples, echoes and scores",
                  m_assisted);
    arguments.Add("models",
                  "what they begin with: a general QoE model, or each user's own",
                  m_models,
                  {"general", "personal"});
    arguments.Add("warmUp", "slots before the first that counts", m_warmUp, 0, 1000000);
    arguments.Add("reportScale",
                  "size of samples; 1: 2, 2 and 20 kB of behaviour, performance and environment",
                  m_reportScale,
                  0.0,
                  1e6);
    for (std::size_t kind = 0; kind < m_nu.size(); ++kind)
    {
        m_nu[kind] = DA_COLLECTION[kind].attenuation;
        arguments.Add("nu" + std::to_string(kind + 1),
                      "attenuation of the collection rate of that kind of data",
                      m_nu[kind],
                      0.0,
                      MOST_NU);
    }
}

bool
AssistedOptions::IsWanted() const
{
    return m_assisted;
}

uint32_t
AssistedOptions::GetWarmUp() const
{
    return m_warmUp;
}

DaAssistedSettings
AssistedOptions::GetSettings() const
{
    DaAssistedSettings settings;
    settings.firstModels = m_models == "general" ? DaFirstModels::GENERAL : DaFirstModels::PERSONAL;
    settings.controller.fitModels = settings.firstModels == DaFirstModels::GENERAL;
    for (std::size_t kind = 0; kind < m_nu.size(); ++kind)
    {
        settings.reportBits[kind] *= m_reportScale;
        settings.controller.agent.collection[kind].attenuation = m_nu[kind];
    }
    return settings;
}

int
EvaluateAssisted(const AssistedOptions& options,
                 const DaScenario& scenario,
                 const std::vector<std::string>& policies,
                 uint32_t count,
                 uint32_t seed,
                 const std::string& out)
{
    std::vector<Entry> entries;
    for (const std::string& policy : policies)
    {
        const DaDecider decide = MakeDecider(policy, scenario, seed);
        const DaDecider best = DaDeciderByName("optimum", scenario, seed);
        DaAssistedEpisode episode(scenario, options.GetSettings(), seed);
        Entry entry{policy, {}, {}};
        for (uint32_t slot = 0; slot < options.GetWarmUp() + count; ++slot)
        {
            if (IsInterrupted())
            {
                return Fail("interrupted; nothing is kept", 1);
            }
            const bool counts = slot >= options.GetWarmUp();
            if (counts)
            {
                entry.reference.push_back(episode.Reference(best));
            }
            const DaAssistedSlot result = episode.Step(decide);
            if (!counts)
            {
                continue;
            }
            entry.qoe.push_back(result.meanQoe);
            entry.missed += static_cast<double>(result.missed) / scenario.users / count;
            entry.collection += result.collectionBandwidth / count;
            entry.structures += result.rightStructures / count;
            entry.placeError += result.placeError / count;
            for (std::size_t i = 0; i < entry.accuracies.size(); ++i)
            {
                entry.accuracies[i] += result.accuracies[i] / count;
            }
        }
        entries.push_back(std::move(entry));
    }
    if (!out.empty())
    {
        ReplaceFile(out, ToCsv(entries, count, seed));
    }
    std::cout << count << " slots of one episode with digital agents, seed " << seed << "\n\n"
              << "policy            mean QoE  of all known  missed %  collection [MHz]"
                 "  known structures %  places [m]\n";
    for (const Entry& entry : entries)
    {
        std::cout << std::left << std::setw(16) << entry.policy << std::right << std::fixed
                  << std::setprecision(4) << std::setw(10) << EstimateMean(entry.qoe).value
                  << std::setw(14) << RatioOfMeans(entry.qoe, entry.reference).value
                  << std::setprecision(2) << std::setw(10) << 100.0 * entry.missed
                  << std::setprecision(3) << std::setw(18) << entry.collection / 1e6
                  << std::setprecision(1) << std::setw(20) << 100.0 * entry.structures
                  << std::setprecision(2) << std::setw(12) << entry.placeError << "\n";
    }
    return 0;
}

} // namespace evaluate
