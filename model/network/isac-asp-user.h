/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ASP_USER_H
#define ISAC_ASP_USER_H

#include "isac-asp-result-header.h"
#include "isac-asp-task-header.h"
#include "isac-compat.h"

#include "ns3/application.h"
#include "ns3/nstime.h"
#include "ns3/random-variable-stream.h"
#include "ns3/socket.h"
#include "ns3/traced-callback.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace isac
{

/// What has come back of a task.
struct AspUserResult
{
    AspTaskHeader request;                                        //!< what was asked
    uint16_t provider = 0;                                        //!< who answered
    AspResultHeader::Outcome outcome = AspResultHeader::FINISHED; //!< how the attempt ended
    uint32_t bytes = 0;                                           //!< of content received
    Time completed;                                               //!< when the last of it came

    /// @return time from the first submission to the last byte, all attempts included
    Time GetLatency() const
    {
        return completed - request.submitted;
    }
};

/**
 * @ingroup isac-aigc
 * @brief A user who has pictures made: submits tasks to a scheduler and receives what providers
 * make of them.
 *
 * Tasks are those that AddTask() gave; without any they are drawn: times between them from
 * InterArrival, the first one after one such time, and T from Steps. A task that a crash has lost
 * is submitted again at once, up to MaxAttempts times in all.
 *
 * Content is complete when as many bytes have come as it has; the network loses none for good, or
 * the task stays open.
 */
class AspUser : public Application
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();
    AspUser();
    ~AspUser() override;

    /**
     * @brief Submit this task. To be called before the application starts.
     * @param at when, from the start of the simulation
     * @param steps T, at least 1
     * @param number that the task is told by; each only once
     */
    void AddTask(Time at, uint32_t steps, uint32_t number);

    /**
     * @brief Fix the random streams.
     * @param stream first stream
     * @return number of streams used
     */
    int64_t AssignStreams(int64_t stream) ISAC_OVERRIDE_342;

    /// @return number of tasks that wait for their result
    std::size_t GetOpen() const;

    /// TracedCallback signature of submissions.
    typedef void (*SubmitTracedCallback)(const AspTaskHeader& request);
    /// TracedCallback signature of packets with content.
    typedef void (*PacketTracedCallback)(const AspResultHeader& header);
    /// TracedCallback signature of results.
    typedef void (*ResultTracedCallback)(const AspUserResult& result);

  protected:
    void DoDispose() override;

  private:
    void StartApplication() override;
    void StopApplication() override;

    /// Wait for the time of the next task that is drawn.
    void ScheduleNext();
    /// Draw a task and submit it.
    void SubmitDrawn();
    /**
     * @brief Submit a task for the first time.
     * @param steps T
     * @param number of the task
     */
    void SubmitNew(uint32_t steps, uint32_t number);
    /// @param request to send
    void Send(const AspTaskHeader& request);
    /// @param socket that has something to read
    void HandleRead(Ptr<Socket> socket);
    /// @param header of a piece that has come
    void Receive(const AspResultHeader& header);

    /// A task that was added.
    struct Planned
    {
        Time at;         //!< when it is submitted
        uint32_t steps;  //!< T
        uint32_t number; //!< that it is told by
    };

    std::string m_protocol;                   //!< socket factory
    Address m_local;                          //!< where results come in
    Address m_remote;                         //!< the scheduler
    Ptr<RandomVariableStream> m_interArrival; //!< time between tasks [s]
    Ptr<RandomVariableStream> m_steps;        //!< T, before it is rounded down
    uint32_t m_stepStride;                    //!< T is rounded down to multiples of it
    uint32_t m_maxTasks;                      //!< to be drawn, 0 for no end
    uint16_t m_maxAttempts;                   //!< of a task

    std::vector<Planned> m_planned;           //!< tasks that were added
    uint32_t m_drawn = 0;                     //!< tasks that were drawn
    std::map<uint32_t, AspUserResult> m_open; //!< that wait for their result, by number
    std::vector<EventId> m_events;            //!< submissions to come
    Ptr<Socket> m_socket;                     //!< for all packets

    TracedCallback<const AspTaskHeader&> m_submitTrace;   //!< sent
    TracedCallback<const AspResultHeader&> m_packetTrace; //!< a piece has come
    TracedCallback<const AspUserResult&> m_resultTrace;   //!< an attempt has ended
};

} // namespace isac
} // namespace ns3

#endif // ISAC_ASP_USER_H
