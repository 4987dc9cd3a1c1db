/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-resource-manager.h"

#include "ns3/abort.h"
#include "ns3/isac-decibel.h"
#include "ns3/isac-random-source.h"
#include "ns3/log.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace ns3
{
namespace isac
{

NS_LOG_COMPONENT_DEFINE("IsacResourceManager");
NS_OBJECT_ENSURE_REGISTERED(ResourceManager);

ResourceManager::ResourceManager()
{
    NS_LOG_FUNCTION(this);
}

ResourceManager::~ResourceManager()
{
    NS_LOG_FUNCTION(this);
}

void
ResourceManager::DoDispose()
{
    m_learner.reset();
    m_scheme = CaqaScheme();
    m_system.reset();
    m_mac = nullptr;
    m_socket = nullptr;
    m_device = nullptr;
    m_cell = nullptr;
    if (m_relay)
    {
        m_relay->Dispose();
        m_relay = nullptr;
    }
    Application::DoDispose();
}

void
ResourceManager::SetPlanningMarginDb(double marginDb)
{
    m_planningMargin = DbToLinear(marginDb);
}

double
ResourceManager::GetPlanningMarginDb() const
{
    return LinearToDb(m_planningMargin);
}

void
ResourceManager::SetScheme(const CaqaScheme& scheme)
{
    m_scheme = scheme;
}

Ptr<ContentRelay>
ResourceManager::GetRelay() const
{
    return m_relay;
}

void
ResourceManager::SaveLearner(const std::string& path) const
{
    NS_ABORT_MSG_IF(!m_learner, "ResourceManager: nothing learns here");
    m_learner->Save(path, m_system->GetParameters());
}

void
ResourceManager::MakeScheme(const CaqaParameters& parameters)
{
    if (m_learn)
    {
        NS_ABORT_MSG_IF(m_scheme.policy, "ResourceManager: Learn takes an agent by its Policy");
        // PolicySeed keeps the learners of several cells apart.
        const uint64_t seed =
            LearnerSeed(RngSeedManager::GetSeed(), RngSeedManager::GetRun(), m_policySeed);
        OnlineLearning learning;
        learning.updatesPerStep = static_cast<int>(m_updatesPerSlot);
        learning.episodeSteps = m_cell->GetScenario().slotsPerEpisode;
        m_learner = std::make_unique<SlotLearner>(m_policy,
                                                  parameters,
                                                  seed,
                                                  static_cast<int>(m_learnAfter),
                                                  learning);
        m_scheme = m_learner->GetScheme();
    }
    else if (!m_scheme.policy)
    {
        m_scheme = MakeCaqaScheme(m_policy, parameters, m_cell->GetScenario(), m_policySeed);
    }
    m_scheme.decoding.wholeCycles = true;
    m_system = std::make_unique<CaqaSystem>(parameters, m_scheme.decoding);
}

void
ResourceManager::StartApplication()
{
    NS_LOG_FUNCTION(this);
    NS_ABORT_MSG_IF(!m_cell || !m_device || !m_relay,
                    "ResourceManager: Cell, Device and Relay must be set");
    CaqaParameters parameters = m_cell->GetParameters();
    parameters.maxTime -= m_margin.GetSeconds();
    UintegerValue packetSize;
    m_relay->GetAttribute("PacketSize", packetSize);
    m_packetSize = packetSize.Get();
    // Headers make a picture longer on air: as many more bits per pixel, to the planner. The last
    // packet of a picture is not full and has a header all the same: one header more, spread over
    // the smallest picture that meets a requirement.
    const double smallest = std::max(parameters.minRequirement * parameters.PictureBits() / 8.0,
                                     static_cast<double>(m_packetSize));
    parameters.bitsPerPixel *= 1.0 + m_headerBytes * (1.0 / m_packetSize + 1.0 / smallest);
    MakeScheme(parameters);
    m_mac = DynamicCast<IsacBsMac>(m_device->GetMac());
    NS_ABORT_MSG_IF(!m_mac, "ResourceManager: Device is not a base station's");
    NS_ABORT_MSG_IF(m_mac->GetUserCount() != static_cast<uint32_t>(parameters.users),
                    "ResourceManager: the cell has " << parameters.users << " users, the radio "
                                                     << m_mac->GetUserCount());
    // One byte of content more or less does not make a violation.
    m_outcomes = OutcomeCollector(m_mac->GetUserCount(), 8.0 / parameters.PictureBits());
    m_mac->SetSensingCallback(MakeCallback(&ResourceManager::Sensed, this));
    m_socket = Socket::CreateSocket(GetNode(), TypeId::LookupByName(m_protocol));
    NS_ABORT_MSG_IF(m_socket->Bind(m_local) != 0,
                    "ResourceManager: cannot bind to its Local address");
    m_socket->SetPriority(m_device->GetGrantedPriority());
    m_socket->SetRecvCallback(MakeCallback(&ResourceManager::HandleRead, this));
    m_relay->Open(GetNode(), m_socket);
    m_next = 0;
    StartSlot();
}

void
ResourceManager::StopApplication()
{
    NS_LOG_FUNCTION(this);
    m_slotEvent.Cancel();
    m_timeoutEvent.Cancel();
    if (m_socket)
    {
        m_socket->Close();
        m_socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
        m_relay->Close();
    }
}

void
ResourceManager::StartSlot()
{
    if (m_slots > 0 && m_next == m_slots)
    {
        return; // what is still to come are outcomes
    }
    m_decision = SlotDecision();
    m_decision.slot = m_next++;
    m_decision.start = Simulator::Now();
    m_relay->StartSlot(m_decision.slot);
    m_decided = false;
    m_reportsIn = std::count_if(m_reports.begin(), m_reports.end(), [this](const auto& entry) {
        return entry.second.slot == m_decision.slot;
    });
    m_slotEvent = Simulator::Schedule(m_slotInterval, &ResourceManager::StartSlot, this);
    m_timeoutEvent.Cancel(); // a timeout longer than the slot must not decide the next one
    m_timeoutEvent = Simulator::Schedule(m_reportTimeout, &ResourceManager::Decide, this);
    if (m_reportsIn == m_mac->GetUserCount())
    {
        Decide();
    }
}

void
ResourceManager::HandleRead(Ptr<Socket> socket)
{
    Address from;
    while (Ptr<Packet> packet = socket->RecvFrom(from))
    {
        StatusReportHeader report;
        if (packet->GetSize() < report.GetSerializedSize())
        {
            NS_LOG_WARN("a packet of " << packet->GetSize() << " bytes is no report");
            continue;
        }
        packet->RemoveHeader(report);
        const auto known = m_reports.find(report.user);
        if (known != m_reports.end() && known->second.slot == report.slot)
        {
            continue; // it came before, and counts once
        }
        m_reports[report.user] = report;
        m_addresses[report.user] = from;
        CollectOutcome(report);
        if (!m_decided && report.slot == m_decision.slot && ++m_reportsIn == m_mac->GetUserCount())
        {
            Decide();
        }
    }
}

void
ResourceManager::CollectOutcome(const StatusReportHeader& report)
{
    if (report.lastSlot == StatusReportHeader::NO_SLOT || m_fidelity == SLOT)
    {
        return; // at slot level users get nothing: rewards are those of the closed form
    }
    if (const auto outcome =
            m_outcomes.Add(report.lastSlot, report.lastCaqa, report.lastRequirement))
    {
        Rewarded(report.lastSlot, *outcome);
    }
}

void
ResourceManager::Rewarded(uint32_t slot, const CaqaOutcome& outcome)
{
    m_rewardTrace(slot, outcome);
    if (m_learner)
    {
        m_learningTrace(m_learner->Rewarded(slot, outcome.reward));
    }
}

CaqaState
ResourceManager::GatherState()
{
    constexpr double SILENT_GAIN = 1e-30;
    std::vector<StatusReportHeader> reports;
    for (const auto& address : m_mac->GetUsers())
    {
        const auto known = m_reports.find(address);
        StatusReportHeader report;
        report.user = address;
        report.gain = SILENT_GAIN;
        report.requirement = m_system->GetParameters().minRequirement;
        reports.push_back(known == m_reports.end() ? report : known->second);
    }
    std::stable_sort(reports.begin(), reports.end(), [](const auto& a, const auto& b) {
        return a.priority > b.priority;
    });
    CaqaState state;
    const double noise = m_system->GetParameters().noiseDensity;
    for (const auto& report : reports)
    {
        m_decision.order.push_back(report.user);
        // To a rate, interference is a loss of gain.
        state.gain.push_back(report.gain * noise / (noise + report.interference) /
                             m_planningMargin);
        state.requirement.push_back(report.requirement);
    }
    return state;
}

CaqaAllocation
ResourceManager::Plan(const CaqaSystem& system)
{
    using Clock = std::chrono::steady_clock;
    Clock::time_point start = Clock::now();
    const Eigen::VectorXd observation = system.Observe(m_decision.state);
    Clock::duration taken = Clock::now() - start;
    m_observationTrace(m_decision.slot, observation);
    if (m_learner)
    {
        m_learner->Begin(m_decision.slot, observation);
    }
    start = Clock::now();
    const Action action = m_scheme.policy->Act(observation, m_learner && m_explore);
    // A diverged learner or a faulty policy; what follows would make whole numbers of it.
    NS_ABORT_MSG_UNLESS(Contains(system.GetActionSpace(), action),
                        "ResourceManager: slot " << m_decision.slot << ": policy " << m_policy
                                                 << " chose what lies outside its space");
    CaqaAllocation allocation = system.Decode(m_decision.state, action);
    taken += Clock::now() - start;
    if (m_learner)
    {
        m_learner->Chosen(action);
    }
    m_actionTrace(m_decision.slot, action);
    m_decisionTimeTrace(m_decision.slot, std::chrono::duration<double>(taken).count());
    return allocation;
}

void
ResourceManager::Decide()
{
    m_timeoutEvent.Cancel();
    m_decided = true;
    m_decision.decided = Simulator::Now();
    m_decision.state = GatherState();
    // What waiting for reports has cost is gone from the slot; the closed form knows no such wait.
    const CaqaParameters& whole = m_system->GetParameters();
    CaqaParameters left = whole;
    left.maxTime -= (m_decision.decided - m_decision.start + m_guard).GetSeconds();
    const CaqaSystem system(left, m_scheme.decoding);
    m_decision.allocation = Plan(system);
    const CaqaParameters cell = m_cell->GetParameters();
    CaqaParameters expected = whole; // headers included, all of T_max
    expected.maxTime = cell.maxTime;
    m_decision.closedForm = EvaluateCaqa(expected, m_decision.state, m_decision.allocation);

    const std::vector<double> rate = CaqaRates(whole, m_decision.state.gain);
    const double cycleEnergy = whole.cycleTime * whole.sensingPower;
    for (std::size_t k = 0; k < m_decision.order.size(); ++k)
    {
        const double airtime = m_decision.allocation.communicationEnergy[k] / whole.powerPerUser;
        const double bits = std::min(rate[k] * airtime, whole.PictureBits());
        m_decision.contentBytes.push_back(
            ContentBytes(bits / 8.0, cell.bitsPerPixel / whole.bitsPerPixel));
        m_decision.cycles.push_back(static_cast<uint32_t>(
            std::lround(m_decision.allocation.sensingEnergy[k] / cycleEnergy)));
    }
    m_decisionTrace(m_decision);
    if (m_fidelity == PACKET)
    {
        Grant();
    }
    else
    {
        Rewarded(m_decision.slot, m_decision.closedForm);
    }
}

uint32_t
ResourceManager::ContentBytes(double onAir, double share) const
{
    const double planned = onAir * share;
    // A picture smaller than the plan is made for does not pay for all of its headers.
    const double headers = m_headerBytes * std::ceil(planned / m_packetSize);
    const double content = std::min(planned, std::max(onAir - headers, 0.0));
    return static_cast<uint32_t>(std::floor(content * (1.0 + CAQA_RELATIVE_SLACK)));
}

void
ResourceManager::Grant()
{
    const CaqaParameters& cell = m_system->GetParameters();
    IsacTimeline timeline;
    timeline.slot = m_decision.slot;
    timeline.cycleTime = Seconds(cell.cycleTime);
    timeline.sensingPower = cell.sensingPower;
    timeline.guard = m_guard;
    for (std::size_t k = 0; k < m_decision.order.size(); ++k)
    {
        const Mac48Address user = m_decision.order[k];
        timeline.sensing.push_back({user, m_decision.cycles[k]});
        IsacDownlinkGrant grant;
        grant.user = user;
        grant.power = cell.powerPerUser;
        grant.airtime = m_decision.allocation.communicationEnergy[k] / cell.powerPerUser;
        grant.deadline = m_decision.start + Seconds(cell.maxTime);
        if (m_knowledge == REPORTED)
        {
            grant.gain = m_reports[user].gain;
            grant.interference = m_reports[user].interference;
        }
        if (grant.airtime > 0.0)
        {
            timeline.downlink.push_back(grant);
        }
    }
    m_mac->Execute(timeline);
}

void
ResourceManager::Sensed(uint32_t slot, Mac48Address user, const IsacEcho& echo)
{
    if (slot != m_decision.slot)
    {
        return; // sensing ran on into the next slot: too late for this one
    }
    m_sensedTrace(m_decision.slot, user, echo);
    const auto place = std::find(m_decision.order.begin(), m_decision.order.end(), user);
    const std::size_t k = std::distance(m_decision.order.begin(), place);
    const bool reachable = m_addresses.count(user) > 0;
    if (!reachable || !echo.detected || (m_skipUnserved && m_decision.contentBytes[k] == 0))
    {
        return;
    }
    GenerationRequestHeader request;
    request.slot = m_decision.slot;
    request.user = user;
    request.steps = static_cast<uint16_t>(m_decision.allocation.steps[k]);
    request.contentBytes = m_decision.contentBytes[k];
    request.accuracy = m_system->GetParameters().sensing.Accuracy(echo.effectiveCycles);
    m_relay->Request(request, m_addresses[user]);
}

} // namespace isac
} // namespace ns3
