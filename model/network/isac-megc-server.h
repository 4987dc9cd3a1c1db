/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_MEGC_SERVER_H
#define ISAC_MEGC_SERVER_H

#include "isac-megc-cell.h"
#include "isac-megc-data-header.h"

#include "ns3/application.h"
#include "ns3/isac-shared-processor.h"
#include "ns3/nstime.h"
#include "ns3/socket.h"
#include "ns3/traced-callback.h"

#include <map>

namespace ns3
{
namespace isac
{

/// A job as the server sees it.
struct MegcServerJob
{
    MegcJobHeader job;      //!< as the manager has it
    double work = 0.0;      //!< [cycle]
    uint32_t received = 0;  //!< of the task so far [byte]
    Time arrival;           //!< when all it needs was there, and it began
    Time end;               //!< when the result was there
    Address from;           //!< of the user
    bool ordered = false;   //!< whether the manager has told of it
    bool addressed = false; //!< whether the user was heard of
    bool running = false;   //!< whether it has begun
};

/**
 * @ingroup isac-aigc
 * @brief The edge server of MEGC: computes tasks and generates content, each at its share of the
 * server's speed (SharedProcessor).
 *
 * An application of its own beside EdgeServer: a job here is work in cycles at a share that the
 * manager sets, not so many denoising steps in a queue.
 *
 * A job begins when the manager has told its share and the user has sent all of his task, or asked
 * for content. The result goes back at once: content and what was enhanced as data in packets, that
 * of a computation as a header alone, which takes no part of the downlink that is shared out. What
 * is left of a slot ends with the first packet of a later one.
 *
 * On the base station's own node the packets' priority makes them granted ones; from elsewhere
 * their type of service, which IP turns into that priority on the way. The result of a computation
 * goes as control, from elsewhere as best effort.
 */
class MegcServer : public Application
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();
    MegcServer();
    ~MegcServer() override;

    /**
     * @brief Take a manager's order, as from its packets.
     * @param job share for a user's job
     */
    void TakeJob(const MegcJobHeader& job);

    /// @return the processor
    const SharedProcessor& GetProcessor() const;

    /// TracedCallback signature of jobs.
    typedef void (*JobTracedCallback)(const MegcServerJob& job);
    /// TracedCallback signature of packets: header, time since they left the user.
    typedef void (*PacketTracedCallback)(const MegcTaskHeader& header, Time latency);

  protected:
    void DoDispose() override;

  private:
    void StartApplication() override;
    void StopApplication() override;

    /// @param socket that has something to read
    void HandleRead(Ptr<Socket> socket);
    /**
     * @brief Drop what is left of earlier slots, if a later one begins.
     * @param slot of something that has come
     * @return whether it is the slot under way
     */
    bool IsCurrent(uint32_t slot);
    /**
     * @param task header of a piece of a task
     * @param from the user
     */
    void TakePiece(const MegcTaskHeader& task, const Address& from);
    /// @param job that begins if all it needs is there
    void StartIfReady(MegcServerJob& job);
    /// Let go of jobs whose time has come, answer, and wait for the next one.
    void FinishJobs();
    /// @param job whose result goes back
    void SendResult(const MegcServerJob& job);

    std::string m_protocol; //!< socket factory
    Address m_local;        //!< where tasks and orders come in
    uint32_t m_packetSize;  //!< result bytes in a packet
    uint8_t m_tos;          //!< type of service of what goes within grants
    bool m_conserving;      //!< whether shares that nobody uses are given to others
    Ptr<MegcCell> m_cell;   //!< work and speed

    MegcParameters m_parameters;                  //!< of the cell
    SharedProcessor m_processor;                  //!< runs the jobs
    Ptr<Socket> m_socket;                         //!< for everything
    uint32_t m_slot = 0;                          //!< under way
    std::map<Mac48Address, MegcServerJob> m_jobs; //!< of that slot
    EventId m_endEvent;                           //!< next end

    TracedCallback<const MegcTaskHeader&, Time> m_packetTrace; //!< piece of a task
    TracedCallback<const MegcServerJob&> m_startTrace;         //!< job begins
    TracedCallback<const MegcServerJob&> m_endTrace;           //!< result is there
    TracedCallback<const MegcServerJob&> m_dropTrace;          //!< its slot is over
};

} // namespace isac
} // namespace ns3

#endif // ISAC_MEGC_SERVER_H
