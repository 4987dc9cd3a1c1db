/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_RESOURCE_MANAGER_H
#define ISAC_RESOURCE_MANAGER_H

#include "isac-bs-mac.h"
#include "isac-caqa-cell.h"
#include "isac-content-relay.h"
#include "isac-net-device.h"
#include "isac-outcome-collector.h"
#include "isac-slot-learner.h"
#include "isac-status-report-header.h"

#include "ns3/application.h"
#include "ns3/isac-caqa-policy.h"
#include "ns3/traced-callback.h"

#include <map>
#include <memory>
#include <vector>

namespace ns3
{
namespace isac
{

/// One slot as the resource manager saw and decided it: K values each, by priority.
struct SlotDecision
{
    uint32_t slot = 0;                  //!< which
    Time start;                         //!< beginning of the slot
    Time decided;                       //!< when the last report was in
    std::vector<Mac48Address> order;    //!< users by priority: sensed and served in this order
    CaqaState state;                    //!< what was reported
    CaqaAllocation allocation;          //!< what was decided
    CaqaOutcome closedForm;             //!< what the closed form expects of it
    std::vector<uint32_t> cycles;       //!< n_k
    std::vector<uint32_t> contentBytes; //!< size of the content asked for
};

/**
 * @ingroup isac-aigc
 * @brief Decides every slot of a base station: collects reports, asks the policy, grants.
 *
 * A slot begins at a multiple of SlotInterval. When the reports of all users are in, or
 * ReportTimeout later, users are put in order of priority, the policy acts on what was observed,
 * the system turns the action into an allocation, the MAC carries out sensing and downloads, and
 * each sensing result goes to the edge server with what is to be generated. A user who was never
 * heard of counts as one without gain. The reward of a slot comes from the outcomes that users
 * tell in later reports.
 *
 * With Learn the policy is an agent that goes on learning from these rewards, as measured, whatever
 * its training believed in; see OnlineLearner. (An agent without critics, rce-gradient, takes the
 * slots that it meets from here, but its rewards from the closed form.) It learns when a slot has
 * been observed, before it decides it. LibTorch then computes with one thread, so that equal seeds
 * give equal runs.
 *
 * The last Margin of T_max is not planned with, so that what ends with a slot has ended before the
 * next one begins.
 */
class ResourceManager : public Application
{
  public:
    /// How far a slot is simulated.
    enum Fidelity
    {
        PACKET, //!< the network carries it out
        SLOT    //!< closed form only: nothing is sent but reports
    };

    /// Which channel the rate of a download is set by.
    enum ChannelKnowledge
    {
        PERFECT, //!< as it is when a burst begins
        REPORTED //!< as it was reported
    };

    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();
    ResourceManager();
    ~ResourceManager() override;

    /**
     * @brief Decide by this scheme, instead of the one that attribute Policy names.
     * @param scheme policy and decoding
     */
    void SetScheme(const CaqaScheme& scheme);

    /// @return the end of the backhaul
    Ptr<ContentRelay> GetRelay() const;

    /**
     * @brief Write the agent that learns to a file, as `--policy` takes it to go on learning. To be
     * called before the simulation is destroyed.
     * @param path of the file; its folder exists
     * @throws CheckpointError if it cannot be written
     */
    void SaveLearner(const std::string& path) const;

    /// TracedCallback signature of decisions.
    typedef void (*DecisionTracedCallback)(const SlotDecision& decision);
    /// TracedCallback signature of sensing results: slot, user, result.
    typedef void (*SensedTracedCallback)(uint32_t slot, Mac48Address user, const IsacEcho& echo);
    /// TracedCallback signature of rewards: slot, outcome with averages and reward set.
    typedef void (*RewardTracedCallback)(uint32_t slot, const CaqaOutcome& outcome);
    /// TracedCallback signature of observations: slot, what CaqaSystem::Observe says.
    typedef void (*ObservationTracedCallback)(uint32_t slot, const Eigen::VectorXd& observation);
    /// TracedCallback signature of actions: slot, raw action before decoding.
    typedef void (*ActionTracedCallback)(uint32_t slot, const Action& action);
    /// TracedCallback signature of decision times: slot, real time taken [s].
    typedef void (*DecisionTimeTracedCallback)(uint32_t slot, double seconds);
    /// TracedCallback signature of learning: how far it has come.
    typedef void (*LearningTracedCallback)(const LearningRecord& record);

  protected:
    void DoDispose() override;

  private:
    void StartApplication() override;
    void StopApplication() override;

    /// @param marginDb planning margin [dB]
    void SetPlanningMarginDb(double marginDb);
    /// @return planning margin [dB]
    double GetPlanningMarginDb() const;

    /// @param parameters the cell; sets the scheme, and the learner if one is asked for
    void MakeScheme(const CaqaParameters& parameters);
    /**
     * @param system that the slot is planned with
     * @return allocation of the slot under way, by the scheme
     */
    CaqaAllocation Plan(const CaqaSystem& system);
    /// A slot begins.
    void StartSlot();
    /// @param socket that has something to read
    void HandleRead(Ptr<Socket> socket);
    /// @param report whose outcome is taken into the reward of its slot
    void CollectOutcome(const StatusReportHeader& report);
    /**
     * @param slot whose reward is in
     * @param outcome averages and reward
     */
    void Rewarded(uint32_t slot, const CaqaOutcome& outcome);
    /// Decide the slot with the reports that are in.
    void Decide();
    /// @return the state that users reported, in order of priority; sets the order
    CaqaState GatherState();
    /**
     * @param onAir bytes that a grant has room for, headers included
     * @param share of content in them, as planned
     * @return size of the content to ask for, so that all its packets fit [byte]
     */
    uint32_t ContentBytes(double onAir, double share) const;
    /// Tell the MAC what was decided.
    void Grant();
    /**
     * @param slot that he was sensed for
     * @param user who was sensed
     * @param echo the result
     */
    void Sensed(uint32_t slot, Mac48Address user, const IsacEcho& echo);

    std::string m_protocol;       //!< socket factory towards the users
    Address m_local;              //!< where reports come in
    Time m_slotInterval;          //!< between slots
    uint32_t m_slots;             //!< number of slots, 0 for no end
    Time m_reportTimeout;         //!< wait no longer for reports
    Time m_guard;                 //!< after sensing
    Time m_margin;                //!< of T_max that is not planned with
    std::string m_policy;         //!< name of the scheme
    uint32_t m_policySeed;        //!< of the policy's own random numbers
    bool m_learn;                 //!< whether the policy goes on learning
    bool m_explore;               //!< whether it departs from its best action to learn
    uint32_t m_updatesPerSlot;    //!< learning steps for each transition
    uint32_t m_learnAfter;        //!< transitions before the first one
    Fidelity m_fidelity;          //!< see Fidelity
    ChannelKnowledge m_knowledge; //!< see ChannelKnowledge
    uint32_t m_headerBytes;       //!< that take airtime with each radio packet
    uint32_t m_packetSize = 1;    //!< content bytes in a full radio packet, as the relay cuts it
    double m_planningMargin;      //!< gain is planned with less by this factor
    bool m_skipUnserved;          //!< whether users without airtime are not generated for
    Ptr<CaqaCell> m_cell;         //!< Table I
    Ptr<IsacNetDevice> m_device;  //!< the radio
    Ptr<ContentRelay> m_relay;    //!< the backhaul

    CaqaScheme m_scheme;                                  //!< decides
    std::unique_ptr<SlotLearner> m_learner;               //!< the scheme, if it learns
    std::unique_ptr<CaqaSystem> m_system;                 //!< decodes and evaluates
    Ptr<IsacBsMac> m_mac;                                 //!< carries out
    Ptr<Socket> m_socket;                                 //!< towards the users
    uint32_t m_next = 0;                                  //!< slot that begins next
    bool m_decided = true;                                //!< whether the slot under way is decided
    SlotDecision m_decision;                              //!< of the slot under way
    std::map<Mac48Address, StatusReportHeader> m_reports; //!< last of each user
    std::map<Mac48Address, Address> m_addresses;          //!< of each user
    uint32_t m_reportsIn = 0;                             //!< for the slot under way
    OutcomeCollector m_outcomes;                          //!< that come in
    EventId m_slotEvent;                                  //!< next slot
    EventId m_timeoutEvent;                               //!< reports are late

    TracedCallback<const SlotDecision&> m_decisionTrace;                   //!< slot decided
    TracedCallback<uint32_t, Mac48Address, const IsacEcho&> m_sensedTrace; //!< user sensed
    TracedCallback<uint32_t, const CaqaOutcome&> m_rewardTrace;            //!< all outcomes are in
    TracedCallback<uint32_t, const Eigen::VectorXd&> m_observationTrace;   //!< slot observed
    TracedCallback<uint32_t, const Action&> m_actionTrace;                 //!< action chosen
    TracedCallback<uint32_t, double> m_decisionTimeTrace;                  //!< real time
    TracedCallback<const LearningRecord&> m_learningTrace;                 //!< a reward is in
};

} // namespace isac
} // namespace ns3

#endif // ISAC_RESOURCE_MANAGER_H
