/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-summary.h"

#include "isac-da-files.h"
#include "isac-summary-json.h"

#include <cmath>
#include <iomanip>

namespace ns3
{
namespace isac
{

namespace
{

constexpr int LABEL_WIDTH = 38;
constexpr int VALUE_WIDTH = 20;

/// @param mean over episodes @return it as an estimate
Estimate
EstimateOf(const EpisodeMean& mean)
{
    return {mean.GetMean(), mean.GetHalfWidth()};
}

/// @param record of a slot @return users whose segment would be late in closed form, in percent
double
ClosedLatePercent(const DaSlotRecord& record)
{
    uint32_t late = 0;
    for (const DaUserRecord& user : record.users)
    {
        late += user.closedLate ? 1 : 0;
    }
    return 100.0 * late / static_cast<double>(record.users.size());
}

} // namespace

DaSummary::DaSummary(uint32_t slotsPerEpisode)
    : m_slotsPerEpisode(slotsPerEpisode)
{
    // In the order of Add().
    Define({"measured", "qoe"}, "mean QoE, measured", 4);
    Define({"measured", "qoe_difference"}, "  of users of L1", 4);
    Define({"measured", "qoe_ratio"}, "  of users of L2", 4);
    Define({"measured", "latency_s"}, "latency, measured [s]", 4);
    Define({"measured", "late_percent"}, "late segments, measured [%]", 2);
    Define({"closed_form", "qoe"}, "mean QoE, closed form", 4);
    Define({"closed_form", "latency_s"}, "latency, closed form [s]", 4);
    Define({"closed_form", "late_percent"}, "late segments, closed form [%]", 2);
    Define({"expected_qoe"}, "mean QoE, as the network expects", 4);
    Define({"optimum_qoe"}, "mean QoE, optimum in hindsight", 4);
    Define({"collection_Hz"}, "bandwidth of reports [Hz]", 0);
    Define({"place_error_m"}, "error of places believed in [m]", 3);
}

void
DaSummary::Define(const std::vector<std::string>& keys, const std::string& label, int digits)
{
    m_figures.push_back({keys, label, digits, EpisodeMean(m_slotsPerEpisode)});
}

void
DaSummary::Add(const DaSlotRecord& record)
{
    const DaSlotFigures figures(record);
    const double users = static_cast<double>(record.users.size());
    const double values[] = {figures.qoe,
                             figures.structureQoe[0],
                             figures.structureQoe[1],
                             figures.latency,
                             100.0 * figures.late / users,
                             figures.closedQoe,
                             figures.closedLatency,
                             ClosedLatePercent(record),
                             figures.expectedQoe,
                             figures.optimumQoe,
                             record.collectionBandwidth,
                             figures.placeError};
    for (std::size_t i = 0; i < m_figures.size(); ++i)
    {
        // Of a slot that nobody told of there is nothing to add.
        if (!std::isnan(values[i]))
        {
            m_figures[i].mean.Add(values[i]);
        }
    }
    ++m_slots;
    m_users = record.users.size();
    m_late += figures.late;
    m_handovers += figures.handovers;
    m_echoes += figures.echoes;
    m_misses += figures.misses;
    m_unsensed += figures.unsensed;
    m_decisionTime += record.decisionTime;
}

double
DaSummary::GetQoe() const
{
    return m_figures.front().mean.GetMean();
}

void
DaSummary::Print(std::ostream& out, const RunSpeed& speed) const
{
    for (const Figure& figure : m_figures)
    {
        out << std::left << std::setw(LABEL_WIDTH) << figure.label << std::right
            << std::setw(VALUE_WIDTH) << ShowFigure(EstimateOf(figure.mean), figure.digits) << "\n";
    }
    out << "\n"
        << m_late << " of " << m_slots * m_users << " segments were late; " << m_handovers
        << " handovers; " << m_echoes << " echoes, " << m_misses << " misses";
    if (m_unsensed > 0)
    {
        out << "; demands of sensing could not be met " << m_unsensed << " times";
    }
    out << "\n"
        << std::fixed << std::setprecision(1) << speed.simulatedSeconds << " s simulated in "
        << speed.wallSeconds << " s, " << speed.events << " events\n";
}

std::string
DaSummary::ToJson(const RunSpeed& speed,
                  const std::vector<std::pair<std::string, std::string>>& about) const
{
    SummaryJson json(about);
    json.Set({"users"}, m_users);
    json.Set({"slots"}, m_slots);
    json.Set({"episodes"}, m_figures.front().mean.GetEpisodes());
    for (const Figure& figure : m_figures)
    {
        json.Set(figure.keys, EstimateOf(figure.mean));
    }
    json.Set({"late_segments"}, m_late);
    json.Set({"handovers"}, m_handovers);
    json.Set({"echoes"}, m_echoes);
    json.Set({"misses"}, m_misses);
    json.Set({"unsensed"}, m_unsensed);
    // What differs from run to run stands apart.
    json.Set({"speed", "wall_s"}, speed.wallSeconds);
    json.Set({"speed", "simulated_s"}, speed.simulatedSeconds);
    json.Set({"speed", "events"}, speed.events);
    json.Set({"speed", "decision_time_mean_s"}, m_decisionTime / static_cast<double>(m_slots));
    return json.ToText();
}

} // namespace isac
} // namespace ns3
