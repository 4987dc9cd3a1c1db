/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * How an IsacBsMac sends: bursts of frames, one at a time in each part of the band.
 */

#include "isac-bs-mac.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace isac
{

namespace
{

/// Starts and ends are whole nanoseconds, budgets are not: what rounding may add [s].
constexpr double ROUNDING = 1e-7;
/// What sums of doubles may lack of an airtime that fits exactly [s].
constexpr double AIRTIME_ROUNDING = 1e-10;

} // namespace

Ptr<IsacBurst>
IsacBsMac::MakeBurst(User& user, bool granted)
{
    auto burst = Create<IsacBurst>();
    const Ptr<IsacPhy> phy = granted ? user.grantPhy : user.phy;
    burst->receiver = user.address;
    burst->band = granted ? user.grant.band : user.band;
    burst->carrier = granted ? user.carrier : IsacBand();
    burst->power = granted ? user.grant.power : m_standingPower;
    const bool reported = granted && user.grant.gain > 0.0;
    const double gain = reported ? user.grant.gain : m_phy->GetLinkGain(phy);
    const double interference = reported ? user.grant.interference : phy->GetInterferenceDensity();
    burst->rate = phy->GetRate(burst->band.Width(), gain, burst->power, interference);
    if (!(burst->rate > 0.0))
    {
        return burst;
    }
    double seconds = 0.0;
    if (granted)
    {
        const double left = (user.grant.deadline - Simulator::Now()).GetSeconds() + ROUNDING;
        const double limit = std::min(left, user.airtimeLeft + AIRTIME_ROUNDING);
        Fill(user.granted, *burst, limit, seconds);
        user.airtimeLeft -= seconds;
    }
    else
    {
        constexpr double UNLIMITED = 1e9;
        if (!m_managed)
        {
            Fill(user.granted, *burst, UNLIMITED, seconds);
        }
        Fill(user.control, *burst, UNLIMITED, seconds);
        Fill(user.bestEffort, *burst, UNLIMITED, seconds);
    }
    return burst;
}

void
IsacBsMac::TrySend(User& user)
{
    const bool granted = user.open && !user.granted->IsEmpty();
    const bool bestEffort = !user.control->IsEmpty() || !user.bestEffort->IsEmpty();
    const bool standing = m_standing && (bestEffort || (!m_managed && !user.granted->IsEmpty()));
    if (granted)
    {
        TrySend(user, true);
    }
    // One receiver takes one burst at a time, and grants come first.
    if (standing && (!granted || user.grantPhy != user.phy))
    {
        TrySend(user, false);
    }
}

bool&
IsacBsMac::Sending(User& user, bool granted)
{
    return granted && user.grantPhy != user.phy ? user.sendingGrant : user.sending;
}

void
IsacBsMac::TrySend(User& user, bool granted)
{
    if (m_sensing || user.waiting || Sending(user, granted))
    {
        return;
    }
    const IsacBand& band = granted ? user.grant.band : user.band;
    const bool taken = std::any_of(m_onAir.begin(), m_onAir.end(), [&](const IsacBand& other) {
        return band.Overlaps(other);
    });
    if (taken)
    {
        user.waiting = true;
        m_waiting.push_back(&user);
        return;
    }
    Ptr<IsacBurst> burst = MakeBurst(user, granted);
    if (burst->packets.empty())
    {
        if (granted)
        {
            user.open = false;
            m_grantEndTrace(user.address);
            TrySend(user); // a standing grant may be left
        }
        return;
    }
    Sending(user, granted) = true;
    m_onAir.push_back(burst->band);
    if (granted)
    {
        m_downlinkTrace(user.address, burst);
    }
    Send(burst);
    // After the radio's own end: what follows at the same instant must not add to this power.
    Simulator::Schedule(burst->GetDuration(),
                        &IsacBsMac::BurstDone,
                        this,
                        &user,
                        Ptr<const IsacBurst>(burst),
                        granted);
}

void
IsacBsMac::BurstDone(User* user, Ptr<const IsacBurst> burst, bool granted)
{
    Sending(*user, granted) = false;
    const auto band = std::find_if(m_onAir.begin(), m_onAir.end(), [&](const IsacBand& other) {
        return other.low == burst->band.low && other.high == burst->band.high;
    });
    m_onAir.erase(band);
    if (m_senseWhenQuiet && m_onAir.empty())
    {
        m_senseWhenQuiet = false;
        Sense(0);
        return;
    }
    // A grant is used up in one go; without grants users of one band take turns.
    if (granted)
    {
        TrySend(*user);
        ServeWaiting();
    }
    else
    {
        ServeWaiting();
        TrySend(*user);
    }
}

void
IsacBsMac::ServeWaiting()
{
    std::deque<User*> waiting;
    waiting.swap(m_waiting);
    for (User* user : waiting)
    {
        user->waiting = false;
        TrySend(*user);
    }
}

} // namespace isac
} // namespace ns3
