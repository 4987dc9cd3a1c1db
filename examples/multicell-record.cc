/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "multicell-record.h"

#include "ns3/inet-socket-address.h"
#include "ns3/isac-csv.h"

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <limits>
#include <sstream>

using namespace ns3;
using namespace ns3::isac;

namespace
{

/**
 * @param figures to be written or read
 * @param visit takes each of them
 */
template <typename Figures, typename Visit>
void
VisitFigures(Figures& figures, const Visit& visit)
{
    visit(figures.outcomes);
    visit(figures.violations);
    visit(figures.caqa);
    visit(figures.planned);
    visit(figures.cyclesSent);
    visit(figures.cyclesLeft);
    visit(figures.packetsOk);
    visit(figures.packetsLost);
    visit(figures.interference);
    visit(figures.decisions);
    visit(figures.energy);
}

} // namespace

std::string
CellFigures::ToText() const
{
    std::ostringstream text;
    text.precision(std::numeric_limits<double>::max_digits10);
    VisitFigures(*this, [&text](double figure) { text << ' ' << figure; });
    return text.str();
}

CellFigures
CellFigures::FromText(const std::string& text)
{
    CellFigures figures;
    std::istringstream words(text);
    VisitFigures(figures, [&words](double& figure) { words >> figure; });
    return figures;
}

std::vector<std::pair<std::string, double>>
CellFigures::GetSummary(const MulticellOptions& options) const
{
    const double scored = std::max(1.0, outcomes);
    const double reports = std::max(1.0, decisions * options.users);
    return {{"avg_caqa", caqa / scored},
            {"planned_avg_caqa", planned / reports},
            {"below_requirement", violations / scored},
            {"energy_per_slot_J", energy / options.slots},
            {"packets_lost", packetsLost / std::max(1.0, packetsOk + packetsLost)},
            {"cycles_left", cyclesLeft / std::max(1.0, cyclesSent)},
            {"interference_dB", 10.0 * std::log10(1.0 + interference / reports)}};
}

std::string
RankReport::ToText() const
{
    std::ostringstream text;
    text << failed << '\n' << cpu << ' ' << events << '\n';
    for (const auto& [index, figures] : cells)
    {
        text << index << figures.ToText() << '\n';
    }
    return text.str();
}

RankReport
RankReport::FromText(const std::string& text)
{
    RankReport report;
    std::istringstream lines(text);
    std::getline(lines, report.failed);
    lines >> report.cpu >> report.events;
    uint32_t index = 0;
    while (lines >> index)
    {
        std::string figures;
        std::getline(lines, figures);
        report.cells[index] = CellFigures::FromText(figures);
    }
    return report;
}

void
CellRecorder::Connect(const NetDeviceContainer& radio, Ptr<ResourceManager> manager)
{
    m_radio = radio;
    manager->TraceConnectWithoutContext("Decision", MakeCallback(&CellRecorder::Decided, this));
    DynamicCast<IsacNetDevice>(radio.Get(0))
        ->GetPhy()
        ->TraceConnectWithoutContext("Echo", MakeCallback(&CellRecorder::Sensed, this));
    for (auto device = radio.Begin() + 1; device != radio.End(); ++device)
    {
        const auto phy = DynamicCast<IsacNetDevice>(*device)->GetPhy();
        phy->TraceConnectWithoutContext("RxPacketOk", MakeCallback(&CellRecorder::PacketOk, this));
        phy->TraceConnectWithoutContext("RxPacketError",
                                        MakeCallback(&CellRecorder::PacketLost, this));
    }
}

void
CellRecorder::Connect(Ptr<UserApplication> user)
{
    user->TraceConnectWithoutContext("Outcome", MakeCallback(&CellRecorder::Scored, this));
}

void
CellRecorder::Decided(const SlotDecision& decision)
{
    figures.decisions += 1.0;
    for (const double caqaOfUser : decision.closedForm.caqa)
    {
        figures.planned += caqaOfUser;
    }
    for (auto device = m_radio.Begin() + 1; device != m_radio.End(); ++device)
    {
        const auto phy = DynamicCast<IsacNetDevice>(*device)->GetPhy();
        figures.interference += phy->GetInterferenceDensity() / phy->GetNoiseDensity();
    }
}

void
CellRecorder::Scored(const UserOutcome& outcome)
{
    figures.outcomes += 1.0;
    figures.caqa += outcome.caqa;
    figures.violations += outcome.caqa < outcome.requirement ? 1.0 : 0.0;
}

void
CellRecorder::Sensed(const IsacEcho& echo)
{
    figures.cyclesSent += echo.cycles;
    figures.cyclesLeft += echo.effectiveCycles;
}

void
CellRecorder::PacketOk(Ptr<const Packet>, double)
{
    figures.packetsOk += 1.0;
}

void
CellRecorder::PacketLost(Ptr<const Packet>, double)
{
    figures.packetsLost += 1.0;
}

TaskFile::TaskFile(const std::string& path,
                   Ptr<EdgeServer> server,
                   const std::map<Ipv4Address, uint32_t>& cells)
    : m_file(path),
      m_cells(cells)
{
    m_file << "slot,cell,mac,arrival_s,start_s,end_s,steps_done,content_bytes\n";
    server->TraceConnectWithoutContext("TaskEnd", MakeCallback(&TaskFile::Ended, this));
}

bool
TaskFile::Close()
{
    m_file.close();
    return m_file.good();
}

void
TaskFile::Ended(const EdgeTask& task)
{
    m_file << task.request.slot << ','
           << m_cells.at(InetSocketAddress::ConvertFrom(task.from).GetIpv4()) << ','
           << task.request.user << ',' << CsvCell(task.arrival.GetSeconds()) << ','
           << CsvCell(task.start.GetSeconds()) << ',' << CsvCell(task.end.GetSeconds()) << ','
           << task.stepsDone << ',' << task.request.contentBytes << '\n';
}

void
PrintCells(const MulticellOptions& options,
           const std::vector<CellFigures>& cells,
           std::ostream& out)
{
    out << "cell  AvgCAQA  planned  C5 missed  energy/slot  packets lost  cycles left  "
           "interference\n";
    for (std::size_t i = 0; i < cells.size(); ++i)
    {
        std::map<std::string, double> figure;
        for (const auto& [name, value] : cells[i].GetSummary(options))
        {
            figure[name] = value;
        }
        out << std::fixed << std::setprecision(3) << std::setw(4) << i << std::setw(9)
            << figure["avg_caqa"] << std::setw(9) << figure["planned_avg_caqa"]
            << std::setprecision(1) << std::setw(10) << 100.0 * figure["below_requirement"] << " %"
            << std::setprecision(3) << std::setw(10) << figure["energy_per_slot_J"] << " J"
            << std::setprecision(2) << std::setw(12) << 100.0 * figure["packets_lost"] << " %"
            << std::setprecision(1) << std::setw(11) << 100.0 * figure["cycles_left"] << " %"
            << std::setw(8) << figure["interference_dB"] << " dB\n";
    }
    out << "planned: what the closed form expects; cycles left: sensing cycles that "
           "interference did not spoil;\ninterference: rise over noise at the users\n";
}
