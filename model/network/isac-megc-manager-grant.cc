/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * How a MegcManager tells everyone what was decided, and what it makes of what they answer.
 */

#include "isac-megc-manager.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace ns3
{
namespace isac
{

namespace
{

/// What is left of a band when parts of it are given out from its lower end.
class BandSplitter
{
  public:
    /// @param band to give out
    explicit BandSplitter(const IsacBand& band)
        : m_whole(band),
          m_left(band)
    {
    }

    /**
     * @param share of the whole
     * @return the next part; of no width if the share is too small to be told from none at
     * carrier frequencies in double precision
     */
    IsacBand Take(double share)
    {
        constexpr double LEAST = 100.0; // edges are exact to some microhertz [Hz]
        const double width = share * m_whole.Width();
        if (!(width >= LEAST))
        {
            return {};
        }
        // Neighbours share their edge to the last bit, and rounding leads nowhere beyond the whole.
        const IsacBand part{m_left.low, std::min(m_left.low + width, m_whole.high)};
        m_left.low = part.high;
        return part;
    }

  private:
    IsacBand m_whole; //!< what shares are of
    IsacBand m_left;  //!< what is not given out
};

/**
 * @param time to tell
 * @param done whether it is over at all
 * @return in seconds; infinite if not
 */
double
SecondsIf(Time time, bool done)
{
    return done ? time.GetSeconds() : std::numeric_limits<double>::infinity();
}

} // namespace

void
MegcManager::Grant()
{
    const MegcParameters& cell = m_system->GetParameters();
    const MegcState& state = m_decision.state;
    const MegcAllocation& shares = m_decision.allocation;
    BandSplitter uplink(m_uplink);
    BandSplitter downlink(m_downlink);
    IsacTimeline timeline;
    timeline.slot = m_decision.slot;
    std::vector<std::pair<Address, MegcGrantHeader>> grants;
    const auto toUser = [&](Mac48Address user, double bits, double share) {
        MegcGrantHeader grant;
        grant.slot = m_decision.slot;
        grant.sentBytes = static_cast<uint32_t>(std::lround(bits / 8.0));
        grant.uplink = uplink.Take(share);
        grant.power = cell.userPower;
        grants.emplace_back(m_users[user].address, grant);
        return grant.sentBytes;
    };
    const auto toServer = [&](Mac48Address user, MegcKind kind, uint32_t in, double out, double w) {
        MegcJobHeader job;
        job.slot = m_decision.slot;
        job.user = user;
        job.kind = kind;
        job.ratio = w;
        job.inputBytes = in;
        const double bytes = std::round(out / 8.0);
        NS_ABORT_MSG_IF(bytes > std::numeric_limits<uint32_t>::max(),
                        "MegcManager: a result of " << bytes
                                                    << " bytes is more than a job can have");
        job.resultBytes = static_cast<uint32_t>(bytes);
        if (m_server)
        {
            m_server->TakeJob(job);
        }
        else
        {
            Send(job, m_serverAddress);
        }
    };
    const auto toMac = [&](Mac48Address user, double share, double power) {
        constexpr double ENDLESS = 1e9; // until the data is through [s]
        IsacDownlinkGrant grant;
        grant.user = user;
        grant.band = downlink.Take(share);
        grant.power = power * cell.serverPower;
        grant.airtime = ENDLESS;
        grant.deadline = Simulator::Now() + Seconds(ENDLESS);
        if (grant.band.Width() > 0.0 && grant.power > 0.0)
        {
            timeline.downlink.push_back(grant);
        }
    };
    for (std::size_t i = 0; i < m_decision.computeUsers.size(); ++i)
    {
        const Mac48Address user = m_decision.computeUsers[i];
        if (!m_users[user].reported)
        {
            continue;
        }
        const uint32_t sent =
            toUser(user, shares.offloading[i] * state.computeBits[i], shares.computeBandwidth[i]);
        if (sent > 0)
        {
            toServer(user, MEGC_COMPUTATION, sent, 0.0, shares.computeSpeed[i]);
        }
    }
    for (std::size_t i = 0; i < m_decision.contentUsers.size(); ++i)
    {
        const Mac48Address user = m_decision.contentUsers[i];
        if (!m_users[user].reported)
        {
            continue;
        }
        toUser(user, 0.0, 0.0);
        toServer(user, MEGC_CONTENT, 0, state.contentBits[i], shares.contentSpeed[i]);
        toMac(user, shares.contentBandwidth[i], shares.contentPower[i]);
    }
    for (std::size_t i = 0; i < m_decision.visionUsers.size(); ++i)
    {
        const Mac48Address user = m_decision.visionUsers[i];
        if (!m_users[user].reported)
        {
            continue;
        }
        const uint32_t sent = toUser(user, state.visionBits[i], shares.visionUplinkBandwidth[i]);
        const double result = cell.expansion * state.visionBits[i];
        toServer(user, MEGC_VISION, sent, result, shares.visionSpeed[i]);
        toMac(user, shares.visionDownlinkBandwidth[i], shares.visionPower[i]);
    }
    m_mac->Execute(timeline);
    for (const auto& [address, grant] : grants)
    {
        Send(grant, address);
    }
}

MegcOutcome
MegcManager::Measure() const
{
    MegcOutcome outcome;
    for (const auto& [address, user] : m_users)
    {
        const MegcOutcomeHeader& times = user.outcome;
        const bool done = user.done;
        // Who did not report has a task that nobody grants.
        const double latency = SecondsIf(times.latency, done);
        outcome.total += latency;
        switch (user.report.kind)
        {
        case MEGC_COMPUTATION:
            outcome.computeLocal.push_back(SecondsIf(times.local, done));
            outcome.computeUplink.push_back(SecondsIf(times.uplink, done));
            outcome.computeServer.push_back(SecondsIf(times.server, done));
            outcome.computeLatency.push_back(latency);
            break;
        case MEGC_CONTENT:
            outcome.contentServer.push_back(SecondsIf(times.server, done));
            outcome.contentDownlink.push_back(SecondsIf(times.downlink, done));
            outcome.contentLatency.push_back(latency);
            break;
        case MEGC_VISION:
            outcome.visionUplink.push_back(SecondsIf(times.uplink, done));
            outcome.visionServer.push_back(SecondsIf(times.server, done));
            outcome.visionDownlink.push_back(SecondsIf(times.downlink, done));
            outcome.visionLatency.push_back(latency);
            break;
        }
    }
    return outcome;
}

} // namespace isac
} // namespace ns3
