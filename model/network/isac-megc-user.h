/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_MEGC_USER_H
#define ISAC_MEGC_USER_H

#include "isac-compat.h"
#include "isac-megc-cell.h"
#include "isac-megc-data-header.h"
#include "isac-megc-report-header.h"
#include "isac-net-device.h"

#include "ns3/application.h"
#include "ns3/random-variable-stream.h"
#include "ns3/socket.h"
#include "ns3/traced-callback.h"

namespace ns3
{
namespace isac
{

class IsacUeMac;

/// What a user's task took, as the user measured it.
struct MegcUserOutcome
{
    MegcKind kind = MEGC_COMPUTATION; //!< what kind of user
    MegcOutcomeHeader times;          //!< slot, user, and how long what took
    uint32_t taskBytes = 0;           //!< D; of a content user what is generated
    uint32_t sentBytes = 0;           //!< of it that went to the server
    uint32_t resultBytes = 0;         //!< that came back
    uint32_t packets = 0;             //!< of the result
    Time start;                       //!< when the task arose
};

/**
 * @ingroup isac-aigc
 * @brief A user of MEGC: has a task in each slot, reports it, and carries out what is granted.
 *
 * A *computation* user computes a part of the task on the device and sends the rest as packets at
 * the same time; he is done when both results are there. A *content* user asks the server for
 * content, a *vision* user sends data, and both are done when the last packet of the result is in.
 *
 * The manager's poll begins a slot: the task arises, of a size drawn from TaskBits. A poll for
 * another slot ends a task that is not done; nothing is told of it. Until the first poll the user
 * greets the manager every GreetingInterval.
 */
class MegcUser : public Application
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();
    MegcUser();
    ~MegcUser() override;

    /// @return how many random streams were used
    /// @param stream first stream
    int64_t AssignStreams(int64_t stream) ISAC_OVERRIDE_342;

    /// @return what kind of user this is
    MegcKind GetKind() const;
    /// @return whether the task of the slot under way is not done
    bool IsBusy() const;

    /// TracedCallback signature of tasks that arise: slot, size in bytes.
    typedef void (*TaskTracedCallback)(uint32_t slot, uint32_t bytes);
    /// TracedCallback signature of packets: header, time since they left the server.
    typedef void (*PacketTracedCallback)(const MegcResultHeader& header, Time latency);
    /// TracedCallback signature of outcomes.
    typedef void (*OutcomeTracedCallback)(const MegcUserOutcome& outcome);

  protected:
    void DoDispose() override;

  private:
    void StartApplication() override;
    void StopApplication() override;

    /// Tell the manager of this user, until it polls.
    void Greet();
    /**
     * @brief Send a report.
     * @param slot that it is for
     */
    void Report(uint32_t slot);
    /// @param socket that has something to read
    void HandleRead(Ptr<Socket> socket);
    /// @param slot that begins
    void StartSlot(uint32_t slot);
    /// @param grant for the task
    void Carry(const MegcGrantHeader& grant);
    /// Send the task, or the part of it that is granted, to the server.
    void SendTask();
    /// The device has computed its part.
    void LocalDone();
    /// @param header of a piece of the result
    void Receive(const MegcResultHeader& header);
    /// Tell of the task, if all of it is done.
    void FinishIfDone();
    /**
     * @param packet to send
     * @param to whom
     * @param granted whether it goes within the grant; else it is control
     */
    void Send(Ptr<Packet> packet, const Address& to, bool granted);

    MegcKind m_kind;                      //!< what kind of user
    std::string m_protocol;               //!< socket factory
    Address m_local;                      //!< where polls, grants and results come in
    Address m_manager;                    //!< of the cell
    Address m_server;                     //!< where tasks go
    Ptr<RandomVariableStream> m_taskBits; //!< D [bit]
    uint32_t m_packetSize;                //!< bytes of a task in a packet
    Time m_greetingInterval;              //!< see the class
    Ptr<MegcCell> m_cell;                 //!< chi and f_comp
    Ptr<IsacNetDevice> m_device;          //!< the radio

    Ptr<IsacUeMac> m_mac;      //!< of the radio
    Ptr<Socket> m_socket;      //!< for everything
    bool m_polled = false;     //!< whether the manager knows of this user
    bool m_granted = false;    //!< whether the slot under way is granted
    bool m_localDone = true;   //!< whether the device has computed its part
    bool m_remoteDone = true;  //!< whether the server's result is there
    Time m_grantTime;          //!< when the grant came
    MegcUserOutcome m_outcome; //!< of the slot under way
    EventId m_greetingEvent;   //!< next greeting
    EventId m_localEvent;      //!< end of the device's part

    TracedCallback<uint32_t, uint32_t> m_taskTrace;              //!< task arises
    TracedCallback<const MegcResultHeader&, Time> m_packetTrace; //!< piece of a result
    TracedCallback<const MegcUserOutcome&> m_outcomeTrace;       //!< task done
};

} // namespace isac
} // namespace ns3

#endif // ISAC_MEGC_USER_H
