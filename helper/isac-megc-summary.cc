/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-megc-summary.h"

#include "isac-megc-files.h"

#include <cmath>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <sstream>

namespace ns3
{
namespace isac
{

namespace
{

constexpr int LABEL_WIDTH = 26;

/**
 * @param values one a slot
 * @return their mean; not a number of none
 */
Estimate
Mean(const std::vector<double>& values)
{
    return values.empty() ? Estimate{std::nan(""), std::nan("")} : EstimateMean(values);
}

/**
 * @param estimate a mean
 * @return it with its interval, as text
 */
std::string
Show(const Estimate& estimate)
{
    if (std::isnan(estimate.value))
    {
        return "-";
    }
    std::ostringstream text;
    text << std::fixed << std::setprecision(4) << estimate.value;
    if (!std::isnan(estimate.halfWidth))
    {
        text << " +- " << estimate.halfWidth;
    }
    return text.str();
}

/**
 * @param estimate a mean
 * @return it with its interval; null for what is not a number
 */
nlohmann::ordered_json
ToJsonObject(const Estimate& estimate)
{
    const auto number = [](double value) {
        return std::isnan(value) ? nlohmann::ordered_json() : nlohmann::ordered_json(value);
    };
    return {{"mean", number(estimate.value)}, {"half_width_95", number(estimate.halfWidth)}};
}

} // namespace

void
MegcSummary::Add(const MegcSlotRecord& record)
{
    ++m_slots;
    m_decisionTimes.push_back(record.decisionTime);
    if (!std::isfinite(record.total))
    {
        return;
    }
    m_total.measured.push_back(record.total);
    m_total.expected.push_back(record.closedForm);
    m_optimum.push_back(record.optimum);
    double measured[3] = {};
    double expected[3] = {};
    double wait = 0.0;
    for (const MegcUserRecord& user : record.users)
    {
        measured[user.kind] += user.latency;
        expected[user.kind] += user.closedForm;
        wait += user.wait / static_cast<double>(record.users.size());
    }
    for (const MegcKind kind : {MEGC_COMPUTATION, MEGC_CONTENT, MEGC_VISION})
    {
        m_kinds[kind].measured.push_back(measured[kind]);
        m_kinds[kind].expected.push_back(expected[kind]);
    }
    m_wait.push_back(wait);
}

double
MegcSummary::GetLatency() const
{
    return Mean(m_total.measured).value;
}

void
MegcSummary::Print(std::ostream& out, const RunSpeed& speed) const
{
    const auto row =
        [&out](const std::string& label, const std::string& measured, const std::string& expected) {
            out << std::left << std::setw(LABEL_WIDTH) << label << std::right << std::setw(20)
                << measured << std::setw(20) << expected << "\n";
        };
    row("latency of a slot [s]", "measured", "closed form");
    row("all users", Show(Mean(m_total.measured)), Show(Mean(m_total.expected)));
    for (const MegcKind kind : {MEGC_COMPUTATION, MEGC_CONTENT, MEGC_VISION})
    {
        row(std::string("  ") + ToText(kind),
            Show(Mean(m_kinds[kind].measured)),
            Show(Mean(m_kinds[kind].expected)));
    }
    row("optimum", "", Show(Mean(m_optimum)));
    if (m_optimum.size() > 1)
    {
        row("ratio to the optimum",
            Show(RatioOfMeans(m_total.measured, m_optimum)),
            Show(RatioOfMeans(m_total.expected, m_optimum)));
    }
    row("wait for a grant [s]", Show(Mean(m_wait)), "");
    if (m_total.measured.size() < m_slots)
    {
        out << m_slots - m_total.measured.size() << " of " << m_slots
            << " slots were given up before all tasks were done\n";
    }
    out << "\n"
        << std::fixed << std::setprecision(1) << speed.simulatedSeconds << " s simulated in "
        << speed.wallSeconds << " s, " << speed.events << " events\n";
}

std::string
MegcSummary::ToJson(const RunSpeed& speed,
                    const std::vector<std::pair<std::string, std::string>>& about,
                    const std::vector<std::pair<std::string, uint64_t>>& background) const
{
    nlohmann::ordered_json json;
    for (const auto& [key, value] : about)
    {
        json[key] = value;
    }
    json["slots"] = m_slots;
    json["slots_completed"] = m_total.measured.size();
    const auto add = [&](const std::string& group, std::vector<double> Quantity::*side) {
        nlohmann::ordered_json& object = json[group];
        object["latency_s"] = ToJsonObject(Mean(m_total.*side));
        object["compute_latency_s"] = ToJsonObject(Mean(m_kinds[MEGC_COMPUTATION].*side));
        object["content_latency_s"] = ToJsonObject(Mean(m_kinds[MEGC_CONTENT].*side));
        object["vision_latency_s"] = ToJsonObject(Mean(m_kinds[MEGC_VISION].*side));
        object["ratio_to_optimum"] =
            ToJsonObject(m_optimum.size() > 1 ? RatioOfMeans(m_total.*side, m_optimum) : Mean({}));
    };
    add("measured", &Quantity::measured);
    add("closed_form", &Quantity::expected);
    json["optimum_latency_s"] = ToJsonObject(Mean(m_optimum));
    json["wait_for_grant_s"] = ToJsonObject(Mean(m_wait));
    for (const auto& [what, bytes] : background)
    {
        json["background_byte"][what] = bytes;
    }
    // What differs from run to run stands apart.
    json["speed"] = {{"wall_s", speed.wallSeconds},
                     {"simulated_s", speed.simulatedSeconds},
                     {"events", speed.events},
                     {"decision_time_mean_s", ToJsonObject(Mean(m_decisionTimes))["mean"]}};
    return json.dump(2) + "\n";
}

} // namespace isac
} // namespace ns3
