/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_SERVER_H
#define ISAC_DA_SERVER_H

#include "isac-da-cell.h"
#include "isac-da-header.h"

#include "ns3/application.h"
#include "ns3/isac-shared-processor.h"
#include "ns3/socket.h"
#include "ns3/traced-callback.h"

#include <map>
#include <vector>

namespace ns3
{
namespace isac
{

/// A segment that the server computes.
struct DaServerJob
{
    DaRequestHeader request; //!< of the user
    double work = 0.0;       //!< mu F [cycle]
    double speed = 0.0;      //!< C, the user's in this slot [cycle/s]
    Address from;            //!< of the user, in the cell that serves him
    Time asked;              //!< when the request came
    Time computed;           //!< when it was computed
    Time sent;               //!< when it left
};

/**
 * @ingroup isac-aigc
 * @brief The edge server of DA-ISAC: computes the segments that users ask for, each at the speed
 * that the user has in this slot (SharedProcessor).
 *
 * mu F / C after the request came a segment is computed, and T0 later it goes as packets to the
 * address that asked, all at once: it queues at the base station for the user's grant. T0 is what
 * no allocation shortens. A new slot ends what is left of the last one.
 */
class DaServer : public Application
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();
    DaServer();
    ~DaServer() override;

    /**
     * @brief The manager's decision, which is on the same node.
     * @param slot that begins
     * @param speeds C of the users in it, together at most that of the server [cycle/s]
     */
    void BeginSlot(uint32_t slot, const std::vector<double>& speeds);

    /// TracedCallback signature of jobs.
    typedef void (*JobTracedCallback)(const DaServerJob& job);

  protected:
    void DoDispose() override;

  private:
    void StartApplication() override;
    void StopApplication() override;

    /// @param socket that has something to read
    void HandleRead(Ptr<Socket> socket);
    /**
     * @param request that has come
     * @param from the user
     */
    void Take(const DaRequestHeader& request, const Address& from);
    /// Let go of jobs whose time has come, and wait for the next one.
    void FinishJobs();
    /// @param user whose segment goes
    void SendSegment(uint32_t user);
    /// Forget the jobs of a slot that is over.
    void DropJobs();

    std::string m_protocol; //!< socket factory
    Address m_local;        //!< where requests come in
    uint32_t m_packetSize;  //!< bytes of a segment in a packet
    uint8_t m_tos;          //!< type of service of segments
    bool m_conserving;      //!< whether speed that nobody uses is given to others
    Ptr<DaCell> m_cell;     //!< constants

    DaScenario m_scenario;                  //!< of the cell
    SharedProcessor m_processor;            //!< runs the jobs
    Ptr<Socket> m_socket;                   //!< for everything
    uint32_t m_slot = 0;                    //!< under way
    std::vector<double> m_speeds;           //!< of the users
    std::map<uint32_t, DaServerJob> m_jobs; //!< by user
    std::map<uint32_t, EventId> m_sends;    //!< segments that are computed
    EventId m_endEvent;                     //!< next end

    TracedCallback<const DaServerJob&> m_startTrace; //!< job begins
    TracedCallback<const DaServerJob&> m_endTrace;   //!< segment is computed
    TracedCallback<const DaServerJob&> m_sendTrace;  //!< segment leaves
    TracedCallback<const DaServerJob&> m_dropTrace;  //!< its slot is over
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_SERVER_H
