/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_MEGC_MANAGER_H
#define ISAC_MEGC_MANAGER_H

#include "isac-bs-mac.h"
#include "isac-megc-cell.h"
#include "isac-megc-report-header.h"
#include "isac-megc-server.h"
#include "isac-net-device.h"

#include "ns3/application.h"
#include "ns3/isac-megc-scheme.h"
#include "ns3/traced-callback.h"

#include <map>
#include <memory>
#include <vector>

namespace ns3
{
namespace isac
{

/// One slot as the manager saw and decided it; users of a kind in the order of their addresses.
struct MegcDecision
{
    uint32_t slot = 0;                      //!< which
    Time start;                             //!< beginning of the slot
    Time decided;                           //!< when the last report was in
    std::vector<Mac48Address> computeUsers; //!< order of the values of each kind
    std::vector<Mac48Address> contentUsers; //!< see computeUsers
    std::vector<Mac48Address> visionUsers;  //!< see computeUsers
    MegcState state;                        //!< what was reported
    MegcAllocation allocation;              //!< what was decided; lambda is of whole bytes
    MegcOutcome closedForm;                 //!< what the closed form expects of it
};

/**
 * @ingroup isac-aigc
 * @brief Decides every slot of a cell of MEGC: polls users, asks the policy, grants.
 *
 * A slot begins at a multiple of SlotTime with a poll to every user: tasks arise and are reported.
 * When all reports are in, or ReportTimeout later, the policy acts on what is observed, the system
 * turns the action into shares, and grants go out: to the base station's MAC the downlink, to each
 * user what to send and where, to the server the share of each job. Shares are of what grants have,
 * MegcCell::GetGrantedParameters().
 *
 * A slot has no deadline. The next one begins at the next multiple of SlotTime at which all
 * latencies are over: block fading whose blocks are as long as SlotTime changes between slots and,
 * in slots that take longer, at these instants too. Should a packet be lost for good, or a task
 * have no share of something it needs, SlotTimeout ends the slot: such latencies count as infinite.
 *
 * A user who does not report is granted nothing, and the latency of his task is infinite; a slot in
 * which nobody reports is over at once. The first slot begins when as
 * many users of each kind as the cell has have greeted.
 */
class MegcManager : public Application
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();
    MegcManager();
    ~MegcManager() override;

    /**
     * @brief Decide by this scheme, instead of the one that attribute Policy names.
     * @param scheme policy and decoding
     */
    void SetScheme(const MegcScheme& scheme);
    /**
     * @brief The bands that shares are of, as IsacHelper has them.
     * @param uplink of offloading
     * @param downlink of results
     */
    void SetGrantedBands(const IsacBand& uplink, const IsacBand& downlink);

    /// TracedCallback signature of slots that begin.
    typedef void (*SlotTracedCallback)(uint32_t slot);
    /// TracedCallback signature of decisions.
    typedef void (*DecisionTracedCallback)(const MegcDecision& decision);
    /// TracedCallback signature of outcomes: as a user tells it.
    typedef void (*OutcomeTracedCallback)(const MegcOutcomeHeader& outcome);
    /// TracedCallback signature of rewards: slot, outcome as measured; the reward is its total.
    typedef void (*RewardTracedCallback)(uint32_t slot, const MegcOutcome& outcome);
    /// TracedCallback signature of observations: slot, what MegcSystem::Observe says.
    typedef void (*ObservationTracedCallback)(uint32_t slot, const Eigen::VectorXd& observation);
    /// TracedCallback signature of actions: slot, raw action before decoding.
    typedef void (*ActionTracedCallback)(uint32_t slot, const Action& action);
    /// TracedCallback signature of decision times: slot, real time taken [s].
    typedef void (*DecisionTimeTracedCallback)(uint32_t slot, double seconds);

  protected:
    void DoDispose() override;

  private:
    void StartApplication() override;
    void StopApplication() override;

    /// What the manager knows of a user.
    struct User
    {
        Address address;           //!< where he is reached
        MegcReportHeader report;   //!< his last one
        MegcOutcomeHeader outcome; //!< of the slot under way
        bool reported = false;     //!< whether he has reported for the slot under way
        bool done = false;         //!< whether he has told that his task is done
    };

    /// Make policy and system.
    void MakeScheme();
    /// @param socket that has something to read
    void HandleRead(Ptr<Socket> socket);
    /**
     * @param report that has come
     * @param from the user
     */
    void TakeReport(const MegcReportHeader& report, const Address& from);
    /// @param outcome that has come
    void TakeOutcome(const MegcOutcomeHeader& outcome);
    /// Begin the next slot at the next multiple of SlotTime, now if this is one.
    void ScheduleSlot();
    /// A slot begins: poll.
    void StartSlot();
    /// The slot is over, or given up.
    void EndSlot();
    /// Decide the slot with the reports that are in.
    void Decide();
    /// Fill in users and state of the decision from what was reported.
    void GatherState();
    /// Ask the policy.
    void Plan();
    /// Tell everyone what was decided.
    void Grant();
    /// @return the slot under way as users tell it
    MegcOutcome Measure() const;
    /**
     * @brief Send one packet to a user.
     * @param header of the packet, which has nothing else
     * @param to whom
     */
    void Send(const Header& header, const Address& to);

    std::string m_protocol;      //!< socket factory
    Address m_local;             //!< where reports come in
    Ptr<MegcServer> m_server;    //!< if it is on this node
    Address m_serverAddress;     //!< if it is elsewhere
    Time m_slotTime;             //!< slots begin at its multiples
    uint32_t m_slots;            //!< number of slots, 0 for no end
    Time m_reportTimeout;        //!< wait no longer for reports
    Time m_slotTimeout;          //!< wait no longer for outcomes; 0: for ever
    std::string m_policy;        //!< name of the scheme
    uint32_t m_policySeed;       //!< of the policy's own random numbers
    Ptr<MegcCell> m_cell;        //!< the cell
    Ptr<IsacNetDevice> m_device; //!< the radio
    IsacBand m_uplink;           //!< that shares of offloading are of
    IsacBand m_downlink;         //!< that shares of results are of

    MegcScheme m_scheme;                  //!< decides
    std::unique_ptr<MegcSystem> m_system; //!< decodes and evaluates
    Ptr<IsacBsMac> m_mac;                 //!< carries out the downlink
    Ptr<Socket> m_socket;                 //!< for everything
    std::map<Mac48Address, User> m_users; //!< that have greeted
    uint32_t m_next = 0;                  //!< slot that begins next
    bool m_running = false;               //!< whether a slot is under way
    bool m_decided = false;               //!< whether it is decided
    MegcDecision m_decision;              //!< of it
    EventId m_slotEvent;                  //!< next slot
    EventId m_timeoutEvent;               //!< reports are late
    EventId m_giveUpEvent;                //!< outcomes are late

    TracedCallback<uint32_t> m_slotTrace;                                //!< slot begins
    TracedCallback<const MegcDecision&> m_decisionTrace;                 //!< slot decided
    TracedCallback<const MegcOutcomeHeader&> m_outcomeTrace;             //!< a user is done
    TracedCallback<uint32_t, const MegcOutcome&> m_rewardTrace;          //!< slot over
    TracedCallback<uint32_t, const Eigen::VectorXd&> m_observationTrace; //!< slot observed
    TracedCallback<uint32_t, const Action&> m_actionTrace;               //!< action chosen
    TracedCallback<uint32_t, double> m_decisionTimeTrace;                //!< real time
};

} // namespace isac
} // namespace ns3

#endif // ISAC_MEGC_MANAGER_H
