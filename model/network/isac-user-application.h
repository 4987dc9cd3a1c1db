/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_USER_APPLICATION_H
#define ISAC_USER_APPLICATION_H

#include "isac-caqa-cell.h"
#include "isac-compat.h"
#include "isac-content-header.h"
#include "isac-net-device.h"

#include "ns3/application.h"
#include "ns3/random-variable-stream.h"
#include "ns3/socket.h"
#include "ns3/traced-callback.h"

namespace ns3
{
namespace isac
{

/// What a user got out of a slot, as he measured it.
struct UserOutcome
{
    uint32_t slot = 0;        //!< which
    Mac48Address user;        //!< who
    double requirement = 0.0; //!< Omega_min
    uint32_t packets = 0;     //!< of content
    uint32_t bytes = 0;       //!< of content
    double accuracy = 0.0;    //!< Theta, as the content says
    double resolution = 0.0;  //!< x [pixel]
    double quality = 0.0;     //!< min(x / D_c, 1)
    double caqa = 0.0;        //!< Omega, (8)
    Time firstPacket;         //!< end of the first packet, from the start of the slot
    Time completion;          //!< end of the last packet, from the start of the slot
};

/**
 * @ingroup isac-aigc
 * @brief A user of AIGC: reports channel and requirement at the beginning of each slot, puts
 * together the content that comes, and scores it when the slot's time is up.
 */
class UserApplication : public Application
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();
    UserApplication();
    ~UserApplication() override;

    /// @return how many random streams were used
    /// @param stream first stream
    int64_t AssignStreams(int64_t stream) ISAC_OVERRIDE_342;

    /// TracedCallback signature of content packets: header, time since the slot began.
    typedef void (*PacketTracedCallback)(const ContentHeader& header, Time latency);
    /// TracedCallback signature of outcomes.
    typedef void (*OutcomeTracedCallback)(const UserOutcome& outcome);

  protected:
    void DoDispose() override;

  private:
    void StartApplication() override;
    void StopApplication() override;

    /// A slot begins: report.
    void StartSlot();
    /// The time of the slot is up: score.
    void EndSlot();
    /// @param socket that has something to read
    void HandleRead(Ptr<Socket> socket);
    /// Send the report for the next slot.
    void Report();

    std::string m_protocol;                  //!< socket factory
    Address m_local;                         //!< where content comes in
    Address m_remote;                        //!< the resource manager
    Time m_slotInterval;                     //!< between slots
    Time m_reportLead;                       //!< report so long before the slot
    uint32_t m_slots;                        //!< number of slots, 0 for no end
    Ptr<RandomVariableStream> m_requirement; //!< Omega_min
    Ptr<CaqaCell> m_cell;                    //!< display and T_max
    Ptr<IsacNetDevice> m_device;             //!< the radio
    Ptr<UniformRandomVariable> m_priority;   //!< drawn in each slot

    CaqaParameters m_parameters;    //!< of the cell
    Ptr<Socket> m_socket;           //!< for reports and content
    uint32_t m_slot = 0;            //!< under way
    uint32_t m_reports = 0;         //!< sent so far
    Time m_slotStart;               //!< of the slot under way
    double m_nextRequirement = 0.0; //!< of the slot reported last
    UserOutcome m_outcome;          //!< of the slot under way
    UserOutcome m_last;             //!< of the slot before
    EventId m_startEvent;           //!< next slot
    EventId m_endEvent;             //!< end of this slot's time
    EventId m_reportEvent;          //!< next report

    TracedCallback<const ContentHeader&, Time> m_packetTrace;     //!< content packet
    TracedCallback<const ContentHeader&, Time> m_latePacketTrace; //!< of a slot that is over
    TracedCallback<const UserOutcome&> m_outcomeTrace;            //!< slot scored
};

} // namespace isac
} // namespace ns3

#endif // ISAC_USER_APPLICATION_H
