/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-recorder.h"

#include "ns3/isac-da-exact.h"
#include "ns3/isac-da-slot-problem.h"
#include "ns3/mobility-model.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ns3
{
namespace isac
{

DaRecorder::DaRecorder(const DaNetwork& network, Ptr<DaCell> cell, SlotOver over)
    : m_network(network),
      m_cell(cell),
      m_over(std::move(over))
{
    network.manager->TraceConnectWithoutContext("Decision",
                                                MakeCallback(&DaRecorder::Decided, this));
    network.manager->TraceConnectWithoutContext("DecisionTime",
                                                MakeCallback(&DaRecorder::Took, this));
    network.server->TraceConnectWithoutContext("JobEnd", MakeCallback(&DaRecorder::Computed, this));
    for (const Ptr<DaVideoUser>& user : network.users)
    {
        user->TraceConnectWithoutContext("SegmentDone", MakeCallback(&DaRecorder::Lived, this));
    }
    for (std::size_t s = 0; s < network.radios.size(); ++s)
    {
        const NetDeviceContainer& radios = network.radios[s];
        for (uint32_t k = 0; k + 1 < radios.GetN(); ++k)
        {
            const auto address = Mac48Address::ConvertFrom(radios.Get(k + 1)->GetAddress());
            m_radios[address] = {static_cast<int>(s), k};
        }
        if (const auto sensor = radios.Get(0)->GetObject<IsacWaveformSensor>())
        {
            sensor->TraceConnectWithoutContext("Echo", MakeCallback(&DaRecorder::Heard, this));
        }
    }
}

void
DaRecorder::Took(uint32_t /* slot */, double seconds)
{
    m_decisionTime = seconds;
}

void
DaRecorder::Decided(const DaSlotDecision& decision)
{
    TellOf(false);
    DaSlotRecord& record = m_records[decision.slot];
    record.slot = decision.slot;
    record.start = decision.start.GetSeconds();
    record.collectionBandwidth = decision.collectionBandwidth;
    record.decisionTime = m_decisionTime;
    const DaController& known = *m_network.manager->GetController();
    record.users.resize(decision.believed.size());
    for (std::size_t k = 0; k < record.users.size(); ++k)
    {
        DaUserRecord& user = record.users[k];
        user.believed = decision.believed[k];
        user.station = user.believed.station;
        const auto place = known.Locate(static_cast<int>(k), record.start);
        user.placeEast = place[0];
        user.placeNorth = place[1];
        user.bandwidth = decision.allocation.bandwidth[k];
        user.power = decision.allocation.power[k];
        user.speed = decision.allocation.speed[k];
        for (const uint16_t samples : decision.samples[k])
        {
            user.samples += samples;
        }
    }
    EvaluateSlot(
        decision.believed,
        decision.allocation,
        [&record](int k, double /* latency */, double qoe) { record.users[k].expectedQoe = qoe; });
    for (const int k : decision.handedOver)
    {
        record.users[k].handedOver = true;
    }
    for (const int k : decision.unsensed)
    {
        record.users[k].unsensed = true;
    }
}

void
DaRecorder::Lived(const DaSegment& segment)
{
    const auto found = m_records.find(segment.slot);
    if (found == m_records.end())
    {
        return; // told of already
    }
    DaUserRecord& user = found->second.users[segment.user];
    user.told = true;
    user.granted = segment.granted;
    user.late = segment.late;
    user.truth = segment.status;
    user.latency = segment.latency.GetSeconds();
    user.quality = segment.quality;
    user.impact = segment.impact;
    user.qoe = segment.qoe;
}

void
DaRecorder::Computed(const DaServerJob& job)
{
    const auto found = m_records.find(job.request.slot);
    if (found == m_records.end())
    {
        return; // told of already
    }
    DaSlotRecord& record = found->second;
    record.users[job.request.user].asked = job.asked.GetSeconds() - record.start;
    record.users[job.request.user].computed = job.computed.GetSeconds() - record.start;
}

void
DaRecorder::Heard(const IsacWaveformEcho& echo)
{
    const auto radio = m_radios.find(echo.user);
    if (radio == m_radios.end() || m_records.empty())
    {
        return;
    }
    const auto& [station, user] = radio->second;
    DaSlotRecord& record = m_records.rbegin()->second;
    DaEchoRecord heard;
    heard.slot = record.slot;
    heard.station = station;
    heard.user = user;
    heard.echo = echo;
    const Vector place =
        m_network.users[user]->GetNode()->GetObject<MobilityModel>()->GetPosition();
    heard.trueEast = place.x;
    heard.trueNorth = place.y;
    constexpr double RADIANS = M_PI / 180.0;
    const DaStation base = m_cell->GetScenario().stations[station];
    heard.estimateEast = base.east + echo.range * std::cos(RADIANS * echo.azimuth);
    heard.estimateNorth = base.north + echo.range * std::sin(RADIANS * echo.azimuth);
    record.users[user].sensed = echo.detected ? DaSensed::ECHO : DaSensed::MISS;
    record.echoes.push_back(heard);
}

void
DaRecorder::EvaluateSlot(const DaSlot& users,
                         const DaAllocation& allocation,
                         const std::function<void(int, double, double)>& tell) const
{
    const double slotTime = m_cell->GetSlotTime().GetSeconds();
    const DaSlotProblem problem(m_cell->GetGrantedScenario(), users);
    const DaOutcome outcome = EvaluateDa(problem.GetWhole(), allocation);
    for (std::size_t k = 0; k < users.size(); ++k)
    {
        const bool late = !(outcome.latency[k] < slotTime);
        const double skipped =
            users[k].structure == DaStructure::RATIO ? 0.0 : -users[k].latencyWeight * slotTime;
        tell(static_cast<int>(k),
             late ? slotTime : outcome.latency[k],
             late ? problem.GetWhole().users[k].impact * skipped : outcome.qoe[k]);
    }
}

void
DaRecorder::Evaluate(DaSlotRecord& record) const
{
    const DaScenario scenario = m_cell->GetGrantedScenario();
    const double slotTime = m_cell->GetSlotTime().GetSeconds();
    DaSlot truth;
    DaAllocation allocation;
    for (const DaUserRecord& user : record.users)
    {
        truth.push_back(user.truth);
        allocation.bandwidth.push_back(user.bandwidth);
        allocation.power.push_back(user.power);
        allocation.speed.push_back(user.speed);
    }
    EvaluateSlot(truth, allocation, [&record, slotTime](int k, double latency, double qoe) {
        record.users[k].closedLatency = latency;
        record.users[k].closedLate = latency >= slotTime;
        record.users[k].closedQoe = qoe;
    });
    for (DaUserStatus& user : truth)
    {
        PlaceDaUser(scenario,
                    NearestDaStation(scenario, user.east, user.north),
                    user.east,
                    user.north,
                    user);
    }
    const DaSlotProblem problem(scenario, truth);
    std::vector<DaAllocation> best;
    for (const DaPart& part : problem.GetParts())
    {
        best.push_back(SolveDa(part.problem).allocation);
    }
    EvaluateSlot(truth, problem.Merge(best), [&record](int k, double /* latency */, double qoe) {
        record.users[k].optimumQoe = qoe;
    });
}

void
DaRecorder::TellOf(bool last)
{
    while (!m_records.empty())
    {
        DaSlotRecord& record = m_records.begin()->second;
        const bool whole = std::all_of(record.users.begin(),
                                       record.users.end(),
                                       [](const DaUserRecord& user) { return user.told; });
        if (!whole && !last)
        {
            return;
        }
        if (whole)
        {
            Evaluate(record);
        }
        m_over(record);
        m_records.erase(m_records.begin());
    }
}

void
DaRecorder::Finish()
{
    TellOf(true);
}

} // namespace isac
} // namespace ns3
