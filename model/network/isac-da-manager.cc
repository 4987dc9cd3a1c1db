/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-manager.h"

#include "ns3/abort.h"
#include "ns3/isac-da-collection.h"
#include "ns3/log.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ns3
{
namespace isac
{

NS_LOG_COMPONENT_DEFINE("IsacDaManager");
NS_OBJECT_ENSURE_REGISTERED(DaManager);

DaManager::DaManager()
{
    NS_LOG_FUNCTION(this);
}

DaManager::~DaManager()
{
    NS_LOG_FUNCTION(this);
}

void
DaManager::DoDispose()
{
    StopApplication();
    m_scheme = DaScheme();
    m_controller.reset();
    m_socket = nullptr;
    m_server = nullptr;
    m_cell = nullptr;
    Application::DoDispose();
}

void
DaManager::AddStation(const Address& address, const IsacBand& carrier)
{
    m_stations.push_back({address, carrier});
}

void
DaManager::SetScheme(const DaScheme& scheme)
{
    m_scheme = scheme;
}

void
DaManager::SetControllerSettings(const DaControllerSettings& settings)
{
    m_settings = settings;
}

void
DaManager::SetModel(uint32_t user, const DaQoeModel& model)
{
    m_models[user] = model;
}

const DaController*
DaManager::GetController() const
{
    return m_controller.get();
}

void
DaManager::StartApplication()
{
    NS_LOG_FUNCTION(this);
    NS_ABORT_MSG_IF(!m_cell || !m_server, "DaManager: needs Cell and Server");
    NS_ABORT_MSG_IF(m_server->GetNode() != GetNode(), "DaManager: Server is on another node");
    const DaScenario scenario = m_cell->GetScenario();
    NS_ABORT_MSG_IF(m_stations.size() != scenario.stations.size(),
                    "DaManager: the network has " << scenario.stations.size()
                                                  << " stations, the script adds "
                                                  << m_stations.size());
    m_named = !m_scheme.policy;
    if (m_named)
    {
        MakeScheme(m_cell->GetGrantedScenario());
    }
    m_settings.fitModels = m_fitModels;
    m_settings.handoverMargin = m_handoverMargin;
    m_controller = std::make_unique<DaController>(scenario, m_settings);
    for (const auto& [user, model] : m_models)
    {
        NS_ABORT_MSG_IF(user >= static_cast<uint32_t>(scenario.users),
                        "DaManager: a model of user " << user << ", of " << scenario.users);
        m_controller->SetModel(static_cast<int>(user), model);
    }
    User unknown;
    unknown.addresses.resize(m_stations.size());
    unknown.devices.resize(m_stations.size());
    m_users.assign(scenario.users, unknown);
    m_devices.clear();
    m_next = 0;
    m_socket = Socket::CreateSocket(GetNode(), TypeId::LookupByName(m_protocol));
    NS_ABORT_MSG_IF(m_socket->Bind(m_local) != 0, "DaManager: cannot bind to its Local address");
    m_socket->SetRecvCallback(MakeCallback(&DaManager::HandleRead, this));
}

void
DaManager::StopApplication()
{
    NS_LOG_FUNCTION(this);
    m_slotEvent.Cancel();
    if (m_socket)
    {
        m_socket->Close();
        m_socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
    }
}

void
DaManager::Send(const Header& header, const Address& to)
{
    auto packet = Create<Packet>();
    packet->AddHeader(header);
    m_socket->SendTo(packet, 0, to);
}

void
DaManager::HandleRead(Ptr<Socket> socket)
{
    Address from;
    while (Ptr<Packet> packet = socket->RecvFrom(from))
    {
        DaGreetingHeader greeting;
        DaEchoHeader echo;
        DaReportHeader report;
        DaScoreHeader score;
        if (TakeDaHeader(packet, echo))
        {
            TakeEcho(echo);
        }
        else if (TakeDaHeader(packet, report))
        {
            TakeReport(report, packet->GetSize());
        }
        else if (TakeDaHeader(packet, score))
        {
            TakeScore(score);
        }
        else if (TakeDaHeader(packet, greeting))
        {
            TakeGreeting(greeting, from);
        }
        else
        {
            NS_LOG_WARN("a packet of " << packet->GetSize() << " bytes is nothing for a manager");
        }
    }
}

void
DaManager::TakeGreeting(const DaGreetingHeader& greeting, const Address& from)
{
    if (greeting.user >= m_users.size() || greeting.station >= m_stations.size())
    {
        NS_LOG_WARN("a greeting of user " << greeting.user << " through cell " << greeting.station);
        return;
    }
    User& user = m_users[greeting.user];
    if (!user.addresses[greeting.station].IsInvalid())
    {
        return; // it came before
    }
    if (user.greeted == 0)
    {
        user.sensed = Simulator::Now().GetSeconds();
        m_controller->Sense(static_cast<int>(greeting.user),
                            user.sensed,
                            greeting.east,
                            greeting.north);
    }
    ++user.greeted;
    user.addresses[greeting.station] = from;
    user.devices[greeting.station] = greeting.device;
    m_devices[greeting.device] = greeting.user;
    if (std::all_of(m_users.begin(), m_users.end(), [this](const User& one) {
            return one.greeted == m_stations.size();
        }))
    {
        m_slotEvent = Simulator::ScheduleNow(&DaManager::StartSlot, this);
    }
}

void
DaManager::TakeEcho(const DaEchoHeader& echo)
{
    const auto device = m_devices.find(echo.device);
    if (device == m_devices.end() || echo.station >= m_stations.size())
    {
        NS_LOG_WARN("an echo of " << echo.device << ", who is no user");
        return;
    }
    User& user = m_users[device->second];
    const double time = echo.time.GetSeconds();
    if (time < user.sensed)
    {
        return; // another station's was faster
    }
    user.sensed = time;
    const DaStation base = m_cell->GetScenario().stations[echo.station];
    constexpr double RADIANS = M_PI / 180.0;
    const double east = base.east + echo.range * std::cos(RADIANS * echo.azimuth);
    const double north = base.north + echo.range * std::sin(RADIANS * echo.azimuth);
    m_controller->Sense(static_cast<int>(device->second), time, east, north);
    m_echoTrace(device->second, echo, east, north);
}

void
DaManager::TakeReport(const DaReportHeader& report, uint32_t bytes)
{
    if (report.user >= m_users.size() || report.attribute >= DA_FOLLOWED ||
        !std::isfinite(report.value))
    {
        NS_LOG_WARN("a report of user " << report.user << " on attribute " << +report.attribute);
        return;
    }
    m_reportTrace(report, bytes);
    m_controller->Collect(static_cast<int>(report.user),
                          static_cast<DaFollowed>(report.attribute),
                          report.value);
    User& user = m_users[report.user];
    if (report.attribute == DA_ENVIRONMENT && IsLost(user) && std::isfinite(report.east) &&
        std::isfinite(report.north))
    {
        user.sensed = Simulator::Now().GetSeconds();
        m_controller->Sense(static_cast<int>(report.user), user.sensed, report.east, report.north);
    }
}

bool
DaManager::IsLost(const User& user) const
{
    return Simulator::Now().GetSeconds() - user.sensed > m_cell->GetSlotTime().GetSeconds();
}

void
DaManager::TakeScore(const DaScoreHeader& score)
{
    const bool sound = score.user < m_users.size() && score.segments > 0 && score.latency > 0.0 &&
                       std::isfinite(score.latency) && std::isfinite(score.quality) &&
                       std::isfinite(score.score);
    // A late segment's score comes when the next slot has begun, which does not count yet.
    const int64_t count =
        sound ? int64_t{score.slot} + 1 - int64_t{m_users[score.user].unscored} : 0;
    if (count < 1 || count > static_cast<int64_t>(m_users[score.user].impacts.size()))
    {
        NS_LOG_WARN("a score of user " << score.user << " in slot " << score.slot
                                       << " for a latency of " << score.latency);
        return;
    }
    User& user = m_users[score.user];
    const auto end = user.impacts.begin() + count;
    // Where scores were lost, there are more slots than this video's.
    const int64_t segments = std::min(int64_t{score.segments}, count);
    DaReport report;
    report.experience.quality = score.quality;
    report.experience.latency = score.latency;
    report.experience.impact =
        std::accumulate(end - segments, end, 0.0) / static_cast<double>(segments);
    report.experience.score = score.score;
    user.impacts.erase(user.impacts.begin(), end);
    user.unscored = score.slot + 1;
    m_scoreTrace(score, report.experience.impact);
    if (m_controller->AddReport(static_cast<int>(score.user), report))
    {
        m_modelTrace(score.user, m_controller->GetAgent(static_cast<int>(score.user)).GetModel());
    }
}

void
DaManager::StartSlot()
{
    if (m_next > 0)
    {
        m_controller->EndSlot();
    }
    if (m_slots > 0 && m_next == m_slots)
    {
        return;
    }
    const Time slotTime = m_cell->GetSlotTime();
    m_slotEvent = Simulator::Schedule(slotTime, &DaManager::StartSlot, this);
    m_decision = DaSlotDecision();
    m_decision.slot = m_next++;
    m_decision.start = Simulator::Now();
    m_slotTrace(m_decision.slot);
    const Time middle = m_decision.start + slotTime / 2;
    m_decision.believed = m_controller->Foresee(middle.GetSeconds());
    for (std::size_t k = 0; k < m_users.size(); ++k)
    {
        const DaUserStatus& status = m_decision.believed[k];
        m_users[k].impacts.push_back(DaImpact(status.behaviour, status.environment));
        if (m_users[k].station >= 0 && m_users[k].station != status.station)
        {
            m_decision.handedOver.push_back(static_cast<int>(k));
        }
    }
    PlanCollection();
    Decide();
    m_decisionTrace(m_decision);
    Tell();
}

} // namespace isac
} // namespace ns3
