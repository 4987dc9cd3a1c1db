/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-bs-mac.h"

#include "isac-net-device.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/log.h"
#include "ns3/node.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace isac
{

NS_LOG_COMPONENT_DEFINE("IsacBsMac");
NS_OBJECT_ENSURE_REGISTERED(IsacBsMac);

TypeId
IsacBsMac::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::isac::IsacBsMac")
            .SetParent<IsacMac>()
            .SetGroupName("Isac")
            .AddConstructor<IsacBsMac>()
            .AddAttribute("StandingGrants",
                          "Whether users may be sent to outside grants, on their own subchannels",
                          BooleanValue(true),
                          MakeBooleanAccessor(&IsacBsMac::m_standing),
                          MakeBooleanChecker())
            .AddAttribute("StandingPower",
                          "Power outside grants, on each subchannel [W]",
                          DoubleValue(1.5),
                          MakeDoubleAccessor(&IsacBsMac::m_standingPower),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("IdealDownlink",
                          "Frames outside grants reach users at once, without airtime or error",
                          BooleanValue(false),
                          MakeBooleanAccessor(&IsacBsMac::m_idealDownlink),
                          MakeBooleanChecker())
            .AddTraceSource("SensingStart",
                            "A sensing burst begins",
                            MakeTraceSourceAccessor(&IsacBsMac::m_sensingStartTrace),
                            "ns3::isac::IsacBsMac::UserTracedCallback")
            .AddTraceSource("SensingEnd",
                            "A sensing burst has ended",
                            MakeTraceSourceAccessor(&IsacBsMac::m_sensingEndTrace),
                            "ns3::isac::IsacBsMac::SensingTracedCallback")
            .AddTraceSource("DownlinkBurst",
                            "A burst begins under a grant",
                            MakeTraceSourceAccessor(&IsacBsMac::m_downlinkTrace),
                            "ns3::isac::IsacBsMac::DownlinkTracedCallback")
            .AddTraceSource("GrantEnd",
                            "A grant has no room for the next frame of its user",
                            MakeTraceSourceAccessor(&IsacBsMac::m_grantEndTrace),
                            "ns3::isac::IsacBsMac::UserTracedCallback");
    return tid;
}

void
IsacBsMac::DoDispose()
{
    m_users.clear();
    m_waiting.clear();
    m_openEvents.clear();
    m_sensingCallback = MakeNullCallback<void, uint32_t, Mac48Address, const IsacEcho&>();
    IsacMac::DoDispose();
}

void
IsacBsMac::AddUser(Mac48Address address, Ptr<IsacPhy> phy, const IsacBand& band)
{
    User& user = m_users[address];
    user.address = address;
    user.phy = phy;
    user.band = band;
    user.grantPhy = phy;
    user.granted = MakeQueue();
    user.control = MakeQueue();
    user.bestEffort = MakeQueue();
}

void
IsacBsMac::SetGrantChain(Mac48Address address, Ptr<IsacPhy> phy, const IsacBand& carrier)
{
    const auto user = m_users.find(address);
    NS_ABORT_MSG_IF(user == m_users.end(), "IsacBsMac: no user has the address " << address);
    user->second.grantPhy = phy;
    user->second.carrier = carrier;
}

uint32_t
IsacBsMac::GetUserCount() const
{
    return m_users.size();
}

std::vector<Mac48Address>
IsacBsMac::GetUsers() const
{
    std::vector<Mac48Address> users;
    for (const auto& entry : m_users)
    {
        users.push_back(entry.first);
    }
    return users;
}

Ptr<IsacPhy>
IsacBsMac::GetUserPhy(Mac48Address address) const
{
    const auto user = m_users.find(address);
    NS_ABORT_MSG_IF(user == m_users.end(), "IsacBsMac: no user has the address " << address);
    return user->second.phy;
}

void
IsacBsMac::SetSensingCallback(SensingCallback callback)
{
    m_sensingCallback = callback;
}

double
IsacBsMac::GetStandingRate(Mac48Address address) const
{
    const auto user = m_users.find(address);
    NS_ABORT_MSG_IF(user == m_users.end(), "IsacBsMac: no user has the address " << address);
    const IsacPhy& phy = *user->second.phy;
    return phy.GetRate(user->second.band.Width(),
                       m_phy->GetLinkGain(user->second.phy),
                       m_standingPower,
                       phy.GetInterferenceDensity());
}

bool
IsacBsMac::Enqueue(Ptr<Packet> packet,
                   Mac48Address destination,
                   uint16_t protocol,
                   IsacMacHeader::Class trafficClass)
{
    IsacMacHeader header;
    header.direction = IsacMacHeader::DOWNLINK;
    header.trafficClass = trafficClass;
    header.protocol = protocol;
    header.destination = destination;
    if (destination.IsGroup())
    {
        // There is no common subchannel: everyone gets a copy on his own.
        bool queued = true;
        for (auto& [address, user] : m_users)
        {
            queued &= EnqueueFor(user, packet->Copy(), header);
        }
        return queued;
    }
    const auto found = m_users.find(destination);
    if (found == m_users.end())
    {
        AddMacHeader(packet, header);
        Drop(packet);
        return false;
    }
    return EnqueueFor(found->second, packet, header);
}

bool
IsacBsMac::EnqueueFor(User& user, Ptr<Packet> packet, const IsacMacHeader& header)
{
    AddMacHeader(packet, header);
    const bool granted = header.trafficClass == IsacMacHeader::GRANTED;
    if (m_idealDownlink && !granted)
    {
        m_snifferTrace(packet);
        const Ptr<NetDevice> device = user.phy->GetDevice();
        Simulator::ScheduleWithContext(device->GetNode()->GetId(),
                                       Time(),
                                       &IsacMac::ReceiveFrame,
                                       DynamicCast<IsacNetDevice>(device)->GetMac(),
                                       packet->Copy());
        return true;
    }
    return EnqueueFrame(user, packet, header.trafficClass);
}

bool
IsacBsMac::EnqueueFrame(User& user, Ptr<Packet> frame, IsacMacHeader::Class trafficClass)
{
    const bool granted = trafficClass == IsacMacHeader::GRANTED;
    const bool control = trafficClass == IsacMacHeader::CONTROL;
    if (!(granted ? user.granted : control ? user.control : user.bestEffort)->Enqueue(frame))
    {
        Drop(frame);
        return false;
    }
    TrySend(user);
    return true;
}

void
IsacBsMac::Requeue(Mac48Address receiver, const IsacMacHeader& header, Ptr<Packet> frame)
{
    EnqueueFrame(m_users.at(receiver), frame, header.trafficClass);
}

void
IsacBsMac::Execute(const IsacTimeline& timeline)
{
    NS_LOG_FUNCTION(this << timeline.sensing.size() << timeline.downlink.size());
    m_managed = true;
    m_timeline = timeline;
    ++m_execution;
    m_openEvent.Cancel();
    for (auto& event : m_openEvents)
    {
        event.Cancel();
    }
    m_openEvents.clear();
    m_waiting.clear(); // everyone tries again when sensing is over
    for (auto& [address, user] : m_users)
    {
        user.waiting = false;
        user.open = false;
        user.airtimeLeft = 0.0;
        while (Ptr<Packet> stale = user.granted->Dequeue())
        {
            Drop(stale);
        }
    }
    for (const auto& grant : timeline.downlink)
    {
        const auto found = m_users.find(grant.user);
        NS_ABORT_MSG_IF(found == m_users.end(),
                        "IsacBsMac: a grant names " << grant.user << ", who is no user here");
        found->second.grant = grant;
        found->second.airtimeLeft = grant.airtime;
        if (!(grant.band.Width() > 0.0))
        {
            found->second.grant.band = found->second.band;
        }
        NS_ABORT_MSG_IF(!found->second.grantPhy->IsTunedTo(found->second.grant.band),
                        "IsacBsMac: a grant for " << grant.user
                                                  << " is outside the band of his receiver");
    }
    if (m_sensing && !m_senseWhenQuiet)
    {
        return; // a burst of the slot before is in the air: SensingDone() begins this slot
    }
    m_sensing = true;
    m_senseWhenQuiet = !m_onAir.empty() && !timeline.sensing.empty();
    if (!m_senseWhenQuiet)
    {
        Sense(0);
    }
}

void
IsacBsMac::Sense(std::size_t next)
{
    while (next < m_timeline.sensing.size())
    {
        const IsacSensingGrant& grant = m_timeline.sensing[next];
        const auto user = m_users.find(grant.user);
        NS_ABORT_MSG_IF(user == m_users.end(),
                        "IsacBsMac: a sensing grant names " << grant.user
                                                            << ", who is no user here");
        ++next;
        if (grant.cycles > 0)
        {
            m_sensingStartTrace(grant.user);
            m_phy->SendSensingBurst(user->second.phy->GetMobility(),
                                    grant.cycles,
                                    m_timeline.cycleTime,
                                    m_timeline.sensingPower,
                                    MakeCallback(&IsacBsMac::SensingDone, this)
                                        .Bind(next)
                                        .Bind(m_execution)
                                        .Bind(m_timeline.slot)
                                        .Bind(grant.user));
            return;
        }
        if (!m_sensingCallback.IsNull())
        {
            m_sensingCallback(m_timeline.slot, grant.user, IsacEcho());
        }
    }
    m_sensing = false;
    m_openEvent = Simulator::Schedule(m_timeline.guard, &IsacBsMac::OpenGrants, this);
    if (m_standing)
    {
        for (auto& [address, user] : m_users)
        {
            TrySend(user);
        }
    }
}

void
IsacBsMac::SensingDone(std::size_t next,
                       uint64_t execution,
                       uint32_t slot,
                       Mac48Address user,
                       const IsacEcho& echo)
{
    m_sensingEndTrace(user, echo);
    if (!m_sensingCallback.IsNull())
    {
        m_sensingCallback(slot, user, echo);
    }
    Sense(execution == m_execution ? next : 0);
}

void
IsacBsMac::OpenGrants()
{
    for (const auto& grant : m_timeline.downlink)
    {
        User& user = m_users[grant.user];
        if (grant.start.IsStrictlyPositive())
        {
            m_openEvents.push_back(
                Simulator::Schedule(grant.start, &IsacBsMac::OpenGrant, this, &user));
        }
        else
        {
            OpenGrant(&user);
        }
    }
}

void
IsacBsMac::OpenGrant(User* user)
{
    user->open = true;
    TrySend(*user);
}

} // namespace isac
} // namespace ns3
