/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-dd-summary.h"

#include "isac-summary-json.h"

#include <cmath>
#include <iomanip>

namespace ns3
{
namespace isac
{

namespace
{

/**
 * @param values one a slot
 * @return their mean; not a number of none
 */
Estimate
Mean(const std::vector<double>& values)
{
    return values.empty() ? Estimate{std::nan(""), std::nan("")} : EstimateMean(values);
}

} // namespace

void
DdSummary::Add(const DdSlotRecord& record)
{
    ++m_slots;
    m_last = record;
    m_asked += record.asked;
    m_users += record.users.size();
    m_done += record.done;
    m_decision.push_back(record.decisionTime);
    m_groups.push_back(record.groups);
    m_hits += record.cacheHits;
    m_misses += record.cacheMisses;
    m_savedSteps += record.savedSteps;
    m_savedEnergy += record.savedEnergy;
    m_reward.measured.push_back(record.reward);
    m_reward.expected.push_back(record.expectedReward);
    m_server.measured.push_back(record.sharedEnergy + record.radioEnergy);
    m_server.expected.push_back(record.expectedServerEnergy);
    m_device.measured.push_back(record.deviceEnergy);
    m_device.expected.push_back(record.expectedDeviceEnergy);
    m_steps.push_back(record.sharedEnergy + record.deviceEnergy);
    m_separate.push_back(record.separateEnergy + record.deviceEnergy);
    m_radio.push_back(record.radioEnergy);
    if (record.users.empty())
    {
        return;
    }
    const auto count = static_cast<double>(record.users.size());
    m_qoe.measured.push_back(record.sumQoe / count);
    m_qoe.expected.push_back(record.expectedSumQoe / count);
    double measured = 0.0;
    double expected = 0.0;
    double latency = 0.0;
    double done = 0.0;
    for (const DdUserRecord& user : record.users)
    {
        if (user.bits > 0)
        {
            measured += user.MeasuredError();
            expected += user.head ? 0.0 : user.expectedError;
            latency += user.latency;
            done += 1.0;
        }
    }
    if (done > 0.0)
    {
        m_errors.measured.push_back(measured / done);
        m_errors.expected.push_back(expected / done);
        m_latency.push_back(latency / done);
    }
}

double
DdSummary::GetQoe() const
{
    return Mean(m_qoe.measured).value;
}

uint64_t
DdSummary::GetRequests() const
{
    return m_users;
}

Estimate
DdSummary::Saved(bool steps) const
{
    std::vector<double> spent = m_steps;
    std::vector<double> separate = m_separate;
    for (std::size_t i = 0; i < m_radio.size() && !steps; ++i)
    {
        spent[i] += m_radio[i];
        separate[i] += m_radio[i];
    }
    Estimate ratio = RatioOfMeans(spent, separate);
    ratio.value = 1.0 - ratio.value;
    return ratio;
}

double
DdSummary::HitRate() const
{
    const uint64_t asked = m_hits + m_misses;
    return asked > 0 ? static_cast<double>(m_hits) / static_cast<double>(asked) : std::nan("");
}

void
DdSummary::PrintUsers(std::ostream& out) const
{
    constexpr int TEXT = 24;
    constexpr int NUMBER = 9;
    out << "slot " << m_last.slot << ":\n"
        << std::left << std::setw(5) << "user" << std::setw(TEXT) << "prompt" << std::setw(TEXT)
        << "server prompt" << std::right;
    for (const char* head : {"t_0", "t_k", "P_k [W]", "p", "p closed", "leak", "QoE", "energy [J]"})
    {
        out << std::setw(NUMBER + 2) << head;
    }
    out << "\n";
    for (const DdUserRecord& user : m_last.users)
    {
        out << std::left << std::setw(5) << user.user << std::setw(TEXT) << user.prompt
            << std::setw(TEXT) << user.serverPrompt << std::right << std::setw(NUMBER + 2)
            << user.serverSteps << std::setw(NUMBER + 2) << user.deviceSteps
            << std::setw(NUMBER + 2) << ShowFigure(user.power, 1) << std::setw(NUMBER + 2)
            << ShowFigure(user.MeasuredError(), 4) << std::setw(NUMBER + 2)
            << ShowFigure(user.head ? 0.0 : user.expectedError, 4) << std::setw(NUMBER + 2)
            << ShowFigure(user.leak, 3) << std::setw(NUMBER + 2) << ShowFigure(user.qoe, 3)
            << std::setw(NUMBER + 2) << ShowFigure(user.deviceEnergy, 2) << "\n";
    }
}

void
DdSummary::Print(std::ostream& out, const RunSpeed& speed) const
{
    constexpr int LABEL = 30;
    constexpr int DIGITS = 4;
    const auto row =
        [&out](const std::string& label, const std::string& measured, const std::string& expected) {
            out << std::left << std::setw(LABEL) << label << std::right << std::setw(20) << measured
                << std::setw(20) << expected << "\n";
        };
    const auto both = [&](const std::string& label, const Quantity& quantity) {
        row(label,
            ShowFigure(Mean(quantity.measured), DIGITS),
            ShowFigure(Mean(quantity.expected), DIGITS));
    };
    row("a slot has", "measured", "closed form");
    both("QoE of a user", m_qoe);
    both("reward", m_reward);
    both("bit error ratio", m_errors);
    both("energy of the server [J]", m_server);
    both("energy of all devices [J]", m_device);
    row("latency of a user [s]", ShowFigure(Mean(m_latency), DIGITS), "");
    row("groups", ShowFigure(Mean(m_groups), DIGITS), "");
    row("saved by sharing, of steps", ShowFigure(Saved(true), DIGITS), "");
    row("saved, with transmissions", ShowFigure(Saved(false), DIGITS), "");
    if (m_hits + m_misses > 0)
    {
        out << "cache: " << m_hits << " hits of " << m_hits + m_misses << ", " << m_savedSteps
            << " steps saved, " << ShowFigure(m_savedEnergy, 1) << " J\n";
    }
    if (m_users < m_asked)
    {
        out << m_asked - m_users << " of " << m_asked << " requests were not heard\n";
    }
    if (m_done < m_users)
    {
        out << m_users - m_done << " of " << m_users << " pictures were never made\n";
    }
    out << "\n"
        << std::fixed << std::setprecision(1) << speed.simulatedSeconds << " s simulated in "
        << speed.wallSeconds << " s, " << speed.events << " events\n";
}

std::string
DdSummary::ToJson(const RunSpeed& speed,
                  const std::vector<std::pair<std::string, std::string>>& about) const
{
    SummaryJson json(about);
    json.Set({"slots"}, m_slots);
    json.Set({"asked"}, m_asked);
    json.Set({"requests"}, m_users);
    json.Set({"pictures"}, m_done);
    const auto add = [&](const std::string& side, std::vector<double> Quantity::*values) {
        json.Set({side, "qoe"}, Mean(m_qoe.*values));
        json.Set({side, "reward"}, Mean(m_reward.*values));
        json.Set({side, "bit_error_ratio"}, Mean(m_errors.*values));
        json.Set({side, "server_energy_J"}, Mean(m_server.*values));
        json.Set({side, "device_energy_J"}, Mean(m_device.*values));
    };
    add("measured", &Quantity::measured);
    add("closed_form", &Quantity::expected);
    json.Set({"groups"}, Mean(m_groups));
    json.Set({"latency_s"}, Mean(m_latency));
    json.Set({"energy", "steps_J"}, Mean(m_steps));
    json.Set({"energy", "steps_of_separate_chains_J"}, Mean(m_separate));
    json.Set({"energy", "transmissions_J"}, Mean(m_radio));
    json.Set({"energy", "saved_of_steps"}, Saved(true));
    json.Set({"energy", "saved_with_transmissions"}, Saved(false));
    json.Set({"cache", "hits"}, m_hits);
    json.Set({"cache", "misses"}, m_misses);
    json.Set({"cache", "hit_rate"}, HitRate());
    json.Set({"cache", "saved_steps"}, m_savedSteps);
    json.Set({"cache", "saved_J"}, m_savedEnergy);
    // What differs from run to run stands apart.
    json.Set({"speed", "wall_s"}, speed.wallSeconds);
    json.Set({"speed", "simulated_s"}, speed.simulatedSeconds);
    json.Set({"speed", "events"}, speed.events);
    json.Set({"speed", "decision_time_mean_s"}, Mean(m_decision).value);
    return json.ToText();
}

} // namespace isac
} // namespace ns3
