/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ASP_RECORDER_H
#define ISAC_ASP_RECORDER_H

#include "isac-asp-record.h"

#include "ns3/application-container.h"
#include "ns3/isac-asp-scheduler.h"
#include "ns3/isac-asp-server.h"
#include "ns3/isac-asp-user.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Writes down what becomes of each task of a network, by the trace sources of users,
 * scheduler and servers. Must outlive the simulation.
 *
 * When tasks start, end and are lost is taken from the servers, rewards from the scheduler,
 * latencies from the users. Users must not share numbers of tasks.
 */
class AspRecorder
{
  public:
    /**
     * @param scheduler of the network, its Market set
     * @param servers all AspServer, in the order of providers
     * @param users all AspUser
     */
    AspRecorder(Ptr<AspScheduler> scheduler,
                const ApplicationContainer& servers,
                const ApplicationContainer& users);
    AspRecorder(const AspRecorder&) = delete;
    AspRecorder& operator=(const AspRecorder&) = delete;

    /// @return what has happened up to now
    const AspEpisodeRecord& GetRecord() const;
    /// @return number of decisions so far
    std::size_t GetDecisions() const;

    /// @param end of the episode, from its start [s]
    void SetDuration(double end);

  private:
    /**
     * @param user index of the user, as text
     * @param request that he submits
     */
    void Submitted(std::string user, const AspTaskHeader& request);
    /// @param decision a task is passed on
    void Decided(const AspDecision& decision);
    /// @param task is taken in
    void Started(const AspServerTask& task);
    /// @param task has run
    void Ended(const AspServerTask& task);
    /// @param task was lost
    void Lost(const AspServerTask& task);
    /// @param task starts over
    void Restarted(const AspServerTask& task);
    /**
     * @param cause a task that did not fit
     * @param interrupted number of tasks that ran
     */
    void Crashed(const AspServerTask& cause, uint32_t interrupted);
    /// @param result has come
    void Received(const AspUserResult& result);
    /**
     * @param sequence number of a decision
     * @param outcome what it led to
     */
    void Rewarded(uint32_t sequence, const AspOutcome& outcome);

    /**
     * @param request any
     * @return the record of this submission
     */
    AspTaskRecord& Find(const AspTaskHeader& request);
    /**
     * @param provider where
     * @param event what has just happened
     */
    void Sample(uint16_t provider, AspProviderSample::Event event);

    AspSystem m_system;                    //!< utilities
    std::vector<Ptr<AspServer>> m_servers; //!< of providers
    AspEpisodeRecord m_record;             //!< so far
    /// Number and attempt of a task -> place of its record.
    std::map<std::pair<uint32_t, uint32_t>, std::size_t> m_places;
    std::vector<std::size_t> m_decided; //!< place of the record of each decision
};

} // namespace isac
} // namespace ns3

#endif // ISAC_ASP_RECORDER_H
