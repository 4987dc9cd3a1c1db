/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DD_MANAGER_H
#define ISAC_DD_MANAGER_H

#include "isac-bs-mac.h"
#include "isac-compat.h"
#include "isac-dd-cell.h"
#include "isac-dd-decider.h"
#include "isac-dd-header.h"
#include "isac-net-device.h"

#include "ns3/application.h"
#include "ns3/random-variable-stream.h"
#include "ns3/socket.h"
#include "ns3/traced-callback.h"

#include <functional>
#include <map>
#include <vector>

namespace ns3
{
namespace isac
{

/// What was decided for users who share steps.
struct DdGroupDecision
{
    std::vector<Mac48Address> users; //!< in the order of their addresses, as in the state
    Mac48Address centre;             //!< whose prompt it is; in pairs and clusters the head
    uint32_t prompt = 0;             //!< number of the group's prompt
    int scheduleSteps = 0;           //!< N of the shared chain
    DdParameters parameters;         //!< the system that the group is
    DdState state;                   //!< what was reported
    DdAllocation allocation;         //!< what was decided
    DdOutcome closedForm;            //!< what the closed form expects of it
};

/// One slot as the manager saw and decided it.
struct DdDecision
{
    uint32_t slot = 0;                   //!< which
    Time start;                          //!< beginning of the slot
    Time decided;                        //!< when the last request was in
    std::vector<DdGroupDecision> groups; //!< of users who asked for what the model knows
    uint32_t users = 0;                  //!< that could have asked
};

/**
 * @ingroup isac-aigc
 * @brief Decides every slot of a cell of distributed diffusion.
 *
 * A slot begins at a multiple of SlotTime with a poll to every user, who answers with his request.
 * When all requests are in, or ReportTimeout later, users with near prompts are put into groups
 * (GroupPrompts()), and for each group a scheme decides t_0, t_k and P_k from what was reported;
 * its part of the budget E_T is as large as its part of all users. Then an order goes to who takes
 * the shared steps (the edge server, or the group's head), and a plan to every user. User number k
 * of n has the k-th of n equal parts of the granted band: latents go at the same time (FDMA).
 *
 * A head is given power like everybody, but nothing is sent to it. Its gain counts as HEAD_GAIN.
 *
 * A slot is over when every user who asked has told what his picture is worth, or SlotTimeout after
 * the decision. The next one begins at the next multiple of SlotTime.
 */
class DdManager : public Application
{
  public:
    static constexpr double HEAD_GAIN = 1e12; //!< g of a head to itself: no errors

    /// Decides for a group.
    using Decider = std::function<DdAllocation(const DdParameters&, const DdState&)>;

    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();
    DdManager();
    ~DdManager() override;

    /**
     * @brief Let a user in.
     * @param user his device to the base station
     * @param address where he takes polls and plans
     * @param head where he takes orders as head of a group; not needed with an edge server
     */
    void AddUser(Mac48Address user, const Address& address, const Address& head = Address());
    /// @param decider of all groups
    void SetDecider(Decider decider);
    /// @param band whose parts latents go on
    void SetGrantedBand(const IsacBand& band);
    /// @return how many random streams were used
    /// @param stream first stream
    int64_t AssignStreams(int64_t stream) ISAC_OVERRIDE_342;

    /// TracedCallback signature of slots that begin or are over.
    typedef void (*SlotTracedCallback)(uint32_t slot);
    /// TracedCallback signature of decisions.
    typedef void (*DecisionTracedCallback)(const DdDecision& decision);
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
        Address address;         //!< where he is reached
        Address head;            //!< where his device takes orders
        IsacBand band;           //!< of his latents
        DdRequestHeader request; //!< of the slot under way
        bool reported = false;   //!< whether it is in
        bool known = false;      //!< whether the model knows its prompt
        bool done = false;       //!< whether he has told how it ended
    };

    /// @param socket that has something to read
    void HandleRead(Ptr<Socket> socket);
    /// @param request that has come
    void TakeRequest(const DdRequestHeader& request);
    /// @param outcome that has come
    void TakeOutcome(const DdOutcomeHeader& outcome);
    /// Begin the next slot at the next multiple of SlotTime, now if this is one.
    void ScheduleSlot();
    /// A slot begins: poll.
    void StartSlot();
    /// The slot is over, or given up.
    void EndSlot();
    /// Decide the slot with the requests that are in.
    void Decide();
    /**
     * @param users of a group
     * @param centre whose prompt it is
     * @return what is decided for it
     */
    DdGroupDecision DecideGroup(const std::vector<Mac48Address>& users, Mac48Address centre);
    /// Tell everyone what was decided.
    void Grant();
    /// @return noise that no other draw has
    uint64_t DrawSeed();
    /**
     * @brief Send one packet.
     * @param header of the packet, which has nothing else
     * @param to whom
     */
    void Send(const Header& header, const Address& to);

    std::string m_protocol;             //!< socket factory
    Address m_local;                    //!< where requests come in
    Address m_server;                   //!< where the edge server takes orders
    Time m_slotTime;                    //!< slots begin at its multiples
    uint32_t m_slots;                   //!< number of slots, 0 for no end
    Time m_reportTimeout;               //!< wait no longer for requests
    Time m_slotTimeout;                 //!< wait no longer for outcomes; 0: for ever
    Time m_latentTimeout;               //!< users wait no longer for latents
    Ptr<DdCell> m_cell;                 //!< the cell
    Ptr<IsacNetDevice> m_device;        //!< the radio
    Ptr<UniformRandomVariable> m_seeds; //!< of noise

    Decider m_decider;                    //!< decides
    IsacBand m_band;                      //!< of all latents
    Ptr<IsacBsMac> m_mac;                 //!< carries out the downlink
    Ptr<Socket> m_socket;                 //!< for everything
    std::map<Mac48Address, User> m_users; //!< of the cell
    uint32_t m_next = 0;                  //!< slot that begins next
    bool m_running = false;               //!< whether a slot is under way
    bool m_decided = false;               //!< whether it is decided
    DdDecision m_decision;                //!< of it
    EventId m_slotEvent;                  //!< next slot
    EventId m_timeoutEvent;               //!< requests are late
    EventId m_giveUpEvent;                //!< outcomes are late

    TracedCallback<uint32_t> m_slotTrace;                 //!< slot begins
    TracedCallback<const DdDecision&> m_decisionTrace;    //!< slot decided
    TracedCallback<uint32_t, double> m_decisionTimeTrace; //!< real time
    TracedCallback<uint32_t> m_endTrace;                  //!< slot over
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DD_MANAGER_H
