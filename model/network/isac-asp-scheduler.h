/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ASP_SCHEDULER_H
#define ISAC_ASP_SCHEDULER_H

#include "isac-asp-belief.h"
#include "isac-asp-ledger.h"
#include "isac-asp-market.h"
#include "isac-asp-report-header.h"
#include "isac-asp-task-header.h"

#include "ns3/application.h"
#include "ns3/isac-policy.h"
#include "ns3/nstime.h"
#include "ns3/socket.h"
#include "ns3/traced-callback.h"

#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/// One task as the scheduler saw and decided it.
struct AspDecision
{
    AspTaskHeader request; //!< what came; its sequence is the number of the decision, from 1
    Time received;         //!< when it came
    Time decided;          //!< when it went on
    int provider = 0;      //!< to whom, from 0
    AspState belief;       //!< what was observed
};

/**
 * @ingroup isac-aigc
 * @brief Decides which provider serves each task, and passes the task on.
 *
 * What the policy is shown is the scheduler's belief: free steps as providers reported them, less
 * what was assigned since (see AspBelief and attribute Accounting). Tasks are decided in the order
 * in which they come, DecisionDelay later. A report that comes at the instant of a decision is seen
 * first, if both came over links without delay and as many of them.
 *
 * The reward of a decision is what providers report of it, see AspLedger. It is told when the next
 * decision has been made, or the application ends.
 *
 * The policy is one by name, which sets the window of what it is shown, or any that SetPolicy()
 * gives, for the window of the Market.
 */
class AspScheduler : public Application
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();
    AspScheduler();
    ~AspScheduler() override;

    /// @param address where the next provider takes tasks; called once for each, in their order
    void AddProvider(const Address& address);

    /**
     * @brief Decide by this policy, instead of the one that attribute Policy names.
     * @param policy for the system of the Market
     */
    void SetPolicy(std::shared_ptr<Policy> policy);

    /// TracedCallback signature of observations: number of the decision, what the policy is shown.
    typedef void (*ObservationTracedCallback)(uint32_t sequence,
                                              const Eigen::VectorXd& observation);
    /// TracedCallback signature of actions: number of the decision, what the policy chose.
    typedef void (*ActionTracedCallback)(uint32_t sequence, const Action& action);
    /// TracedCallback signature of decisions.
    typedef void (*DecisionTracedCallback)(const AspDecision& decision);
    /// TracedCallback signature of decision times: number of the decision, real time taken [s].
    typedef void (*DecisionTimeTracedCallback)(uint32_t sequence, double seconds);
    /// TracedCallback signature of rewards: number of the decision, what it led to.
    typedef void (*RewardTracedCallback)(uint32_t sequence, const AspOutcome& outcome);
    /// TracedCallback signature of reports.
    typedef void (*ReportTracedCallback)(const AspReportHeader& report);

  protected:
    void DoDispose() override;

  private:
    void StartApplication() override;
    void StopApplication() override;

    /**
     * @param local address to bind to
     * @return a socket
     */
    Ptr<Socket> Open(const Address& local) const;
    /// @param socket that has tasks to read
    void ReadTasks(Ptr<Socket> socket);
    /// @param socket that has reports to read
    void ReadReports(Ptr<Socket> socket);
    /// Decide the task that has waited longest.
    void Decide();
    /// @param state shown to the policy, and put into the window
    void Show(const AspState& state);
    /**
     * @param sequence number of the decision
     * @return the provider that the policy chooses for what it is shown
     */
    int Choose(uint32_t sequence);

    std::string m_protocol;   //!< socket factory
    Address m_local;          //!< where tasks come in
    Address m_reportLocal;    //!< where reports come in
    std::string m_policyName; //!< of a scheme
    uint32_t m_policySeed;    //!< of the policy's own random numbers
    bool m_accounting;        //!< whether assignments under way count
    Time m_decisionDelay;     //!< from a task's arrival to its decision
    Ptr<AspMarket> m_market;  //!< constants and providers

    std::vector<Address> m_providers;    //!< where they take tasks
    std::shared_ptr<Policy> m_policy;    //!< decides
    std::unique_ptr<AspSystem> m_system; //!< observes
    AspBelief m_belief;                  //!< of the providers
    std::unique_ptr<AspLedger> m_ledger; //!< of rewards
    Eigen::VectorXd m_window;            //!< last observations, the newest last
    uint32_t m_sequence = 0;             //!< of the last decision
    std::deque<AspDecision> m_waiting;   //!< to be decided
    std::deque<EventId> m_events;        //!< decisions to come
    Ptr<Socket> m_socket;                //!< towards users and providers
    Ptr<Socket> m_reportSocket;          //!< for reports

    TracedCallback<uint32_t, const Eigen::VectorXd&> m_observationTrace; //!< shown to the policy
    TracedCallback<uint32_t, const Action&> m_actionTrace;               //!< chosen
    TracedCallback<const AspDecision&> m_decisionTrace;                  //!< task passed on
    TracedCallback<uint32_t, double> m_decisionTimeTrace;                //!< real time
    TracedCallback<uint32_t, const AspOutcome&> m_rewardTrace;           //!< outcome complete
    TracedCallback<const AspReportHeader&> m_reportTrace;                //!< report has come
};

} // namespace isac
} // namespace ns3

#endif // ISAC_ASP_SCHEDULER_H
