/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-megc-summary.h"

#include "isac-megc-files.h"
#include "isac-summary-json.h"

#include <cmath>
#include <iomanip>

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
    constexpr int DIGITS = 4;
    return ShowFigure(estimate, DIGITS);
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
    SummaryJson json(about);
    json.Set({"slots"}, m_slots);
    json.Set({"slots_completed"}, static_cast<uint64_t>(m_total.measured.size()));
    const auto add = [&](const std::string& group, std::vector<double> Quantity::*side) {
        json.Set({group, "latency_s"}, Mean(m_total.*side));
        json.Set({group, "compute_latency_s"}, Mean(m_kinds[MEGC_COMPUTATION].*side));
        json.Set({group, "content_latency_s"}, Mean(m_kinds[MEGC_CONTENT].*side));
        json.Set({group, "vision_latency_s"}, Mean(m_kinds[MEGC_VISION].*side));
        json.Set({group, "ratio_to_optimum"},
                 m_optimum.size() > 1 ? RatioOfMeans(m_total.*side, m_optimum) : Mean({}));
    };
    add("measured", &Quantity::measured);
    add("closed_form", &Quantity::expected);
    json.Set({"optimum_latency_s"}, Mean(m_optimum));
    json.Set({"wait_for_grant_s"}, Mean(m_wait));
    for (const auto& [what, bytes] : background)
    {
        json.Set({"background_byte", what}, bytes);
    }
    // What differs from run to run stands apart.
    json.Set({"speed", "wall_s"}, speed.wallSeconds);
    json.Set({"speed", "simulated_s"}, speed.simulatedSeconds);
    json.Set({"speed", "events"}, speed.events);
    json.Set({"speed", "decision_time_mean_s"}, Mean(m_decisionTimes).value);
    return json.ToText();
}

} // namespace isac
} // namespace ns3
