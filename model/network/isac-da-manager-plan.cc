/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * How a DaManager decides a slot and tells everyone.
 */

#include "isac-da-manager.h"

#include "ns3/abort.h"
#include "ns3/isac-da-policy.h"
#include "ns3/isac-shannon-rate.h"
#include "ns3/log.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace ns3
{
namespace isac
{

namespace
{

/// What is left of a carrier when parts of it are given out from both ends.
class CarrierSplitter
{
  public:
    /// @param carrier to give out
    explicit CarrierSplitter(const IsacBand& carrier)
        : m_left(carrier)
    {
    }

    /// @param width wanted [Hz] @return the next part from the lower end
    IsacBand TakeLow(double width)
    {
        if (!(width >= LEAST))
        {
            return {};
        }
        // Neighbours share their edge to the last bit, and rounding leads nowhere beyond the whole.
        const IsacBand part{m_left.low, std::min(m_left.low + width, m_left.high)};
        m_left.low = part.high;
        return part;
    }

    /// @param width wanted [Hz] @return the next part from the upper end
    IsacBand TakeHigh(double width)
    {
        if (!(width >= LEAST))
        {
            return {};
        }
        const IsacBand part{std::max(m_left.high - width, m_left.low), m_left.high};
        m_left.high = part.low;
        return part;
    }

  private:
    static constexpr double LEAST = 100.0; //!< edges are exact to some microhertz [Hz]

    IsacBand m_left; //!< what is not given out
};

} // namespace

void
DaManager::MakeScheme(const DaScenario& scenario)
{
    try
    {
        m_scheme = MakeDaScheme(m_policy, scenario, m_policySeed);
    }
    catch (const std::invalid_argument& error)
    {
        NS_FATAL_ERROR("DaManager: Policy " << error.what());
    }
}

void
DaManager::PlanCollection()
{
    const std::size_t users = m_users.size();
    m_decision.reportBandwidth.assign(users, 0.0);
    m_decision.samples.assign(users, {});
    if (!m_collect)
    {
        return;
    }
    const uint32_t bytes =
        m_cell->GetSampleBytes() + DaReportHeader().GetSerializedSize() + m_reportHeaders;
    const double rate = 8.0 * bytes / m_cell->GetReportTime().GetSeconds();
    const double noise = m_cell->GetScenario().model.noiseDensity;
    const double slot = m_cell->GetSlotTime().GetSeconds();
    for (std::size_t k = 0; k < users; ++k)
    {
        uint32_t wanted = 0;
        for (int what = 0; what < DA_FOLLOWED; ++what)
        {
            // What rounding down leaves is collected later: rates are met on average.
            constexpr double ROUNDING = 1e-9;
            constexpr double MOST = 10000.0;
            double& due = m_users[k].due[what];
            due += slot * m_controller->GetCollectionRate(static_cast<int>(k),
                                                          static_cast<DaFollowed>(what));
            if (what == DA_ENVIRONMENT && IsLost(m_users[k]))
            {
                due = std::max(due, 1.0); // it says where he is
            }
            const double samples = std::min(MOST, std::floor(due + ROUNDING));
            due -= samples;
            m_decision.samples[k][what] = static_cast<uint16_t>(samples);
            wanted += m_decision.samples[k][what];
        }
        if (wanted > 0)
        {
            const double width = BandwidthForRate(rate,
                                                  m_decision.believed[k].linkGain,
                                                  m_cell->GetUserPower(),
                                                  noise);
            if (std::isfinite(width))
            {
                m_decision.reportBandwidth[k] = width;
                m_decision.collectionBandwidth += width;
            }
            else
            {
                m_decision.samples[k] = {}; // too far away to report at all
            }
        }
    }
}

void
DaManager::Decide()
{
    DaScenario scenario = m_cell->GetGrantedScenario();
    const double whole = scenario.budget.bandwidth;
    scenario.budget.bandwidth -= m_decision.collectionBandwidth;
    NS_ABORT_MSG_UNLESS(scenario.budget.bandwidth > 0.0,
                        "DaManager: reports of slot " << m_decision.slot << " need "
                                                      << m_decision.collectionBandwidth
                                                      << " Hz, there are " << whole);
    for (double& accuracy : scenario.accuracies)
    {
        accuracy *= 1.0 - m_accuracyReserve;
    }
    if (m_named && m_scheme.decoding.actions == DaActions::USER_SHARES)
    {
        // Who computes shares of a budget has to know it.
        MakeScheme(scenario);
    }
    const DaSystem system(scenario, m_scheme.decoding);
    const DaSlotProblem problem(scenario, m_decision.believed);
    using Clock = std::chrono::steady_clock;
    Clock::time_point start = Clock::now();
    const Eigen::VectorXd observation = system.Observe(m_decision.believed);
    Clock::duration taken = Clock::now() - start;
    m_observationTrace(m_decision.slot, observation);
    start = Clock::now();
    const Action action = m_scheme.policy->Act(observation, false);
    NS_ABORT_MSG_UNLESS(Contains(system.GetActionSpace(), action),
                        "DaManager: slot " << m_decision.slot << ": policy " << m_policy
                                           << " chose what lies outside its space");
    const DaDecision decision = system.Decode(problem, action);
    taken += Clock::now() - start;
    m_actionTrace(m_decision.slot, action);
    m_decisionTimeTrace(m_decision.slot, std::chrono::duration<double>(taken).count());
    m_decision.allocation = decision.allocation;
    m_decision.meanQoe = decision.meanQoe;
    m_decision.unsensed = problem.GetUnsensed();
}

void
DaManager::Tell()
{
    m_server->BeginSlot(m_decision.slot, m_decision.allocation.speed);
    const Time end = m_decision.start + m_cell->GetSlotTime();
    std::vector<CarrierSplitter> carriers;
    std::vector<std::vector<DaPlanHeader>> plans(m_stations.size());
    for (const Station& station : m_stations)
    {
        carriers.emplace_back(station.carrier);
    }
    std::vector<std::pair<Address, DaGrantHeader>> grants;
    for (std::size_t k = 0; k < m_users.size(); ++k)
    {
        User& user = m_users[k];
        const int station = m_decision.believed[k].station;
        const int before = user.station < 0 ? station : user.station;
        user.station = station;
        DaPlanHeader plan;
        plan.slot = m_decision.slot;
        plan.end = end;
        plan.device = user.devices[station];
        plan.band = carriers[station].TakeLow(m_decision.allocation.bandwidth[k]);
        plan.power = m_decision.allocation.power[k];
        DaGrantHeader grant;
        grant.slot = m_decision.slot;
        grant.start = m_decision.start;
        grant.station = static_cast<uint32_t>(station);
        grant.uplink = carriers[station].TakeHigh(m_decision.reportBandwidth[k]);
        grant.power = m_cell->GetUserPower();
        grant.behaviourSamples = m_decision.samples[k][DA_BEHAVIOUR];
        grant.fileSizeSamples = m_decision.samples[k][DA_FILE_SIZE];
        grant.environmentSamples = m_decision.samples[k][DA_ENVIRONMENT];
        // He still listens to the old station.
        grants.emplace_back(user.addresses[before], grant);
        if (station != before)
        {
            plan.delay = m_cell->GetHandoverTime();
            m_handoverTrace(m_decision.slot, k, before, station);
        }
        if (plan.band.Width() > 0.0 && plan.power > 0.0)
        {
            plans[station].push_back(plan);
        }
    }
    for (std::size_t station = 0; station < m_stations.size(); ++station)
    {
        if (plans[station].empty())
        {
            DaPlanHeader nobody;
            nobody.slot = m_decision.slot;
            nobody.end = end;
            plans[station].push_back(nobody);
        }
        for (DaPlanHeader& plan : plans[station])
        {
            plan.packets = static_cast<uint32_t>(plans[station].size());
            Send(plan, m_stations[station].address);
        }
    }
    for (const auto& [address, grant] : grants)
    {
        Send(grant, address);
    }
}

} // namespace isac
} // namespace ns3
