/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_EDGE_SERVER_H
#define ISAC_EDGE_SERVER_H

#include "isac-generation-request-header.h"

#include "ns3/address.h"
#include "ns3/application.h"
#include "ns3/isac-denoising.h"
#include "ns3/isac-server-profile.h"
#include "ns3/nstime.h"
#include "ns3/socket.h"
#include "ns3/traced-callback.h"
#include "ns3/traced-value.h"

#include <deque>
#include <vector>

namespace ns3
{
namespace isac
{

/// One picture to generate, as the edge server sees it.
struct EdgeTask
{
    GenerationRequestHeader request; //!< what was asked
    Address from;                    //!< who asked
    Time arrival;                    //!< reached the server
    Time start;                      //!< left the queue
    Time end;                        //!< last step done
    uint32_t stepsDone = 0;          //!< so far
};

/**
 * @ingroup isac-aigc
 * @brief Edge server that generates content in denoising steps from one first come, first served
 * queue.
 *
 * A step takes chi/f (WorkPerStep over Speed), or what a profile of a real card says. With MaxBatch
 * above 1 the server takes up to so many waiting tasks at a time; a task whose steps are done
 * leaves the batch, and the next batch begins when this one is empty. FixedTime, or the profile's,
 * is spent once per picture before the steps of its batch. The content goes back at once to whoever
 * asked, in segments; content of no bytes is generated and not sent.
 *
 * With DropStale the first request for a slot ends all work for earlier slots of the same base
 * station, for their time is up and nobody takes their content: each slot finds the server free,
 * as closed forms assume.
 */
class EdgeServer : public Application
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();
    EdgeServer();
    ~EdgeServer() override;

    /// @return time that one step takes for a batch of that size
    /// @param batch number of pictures, at least 1
    Time GetStepTime(uint32_t batch) const;
    /// @return number of tasks that wait
    uint32_t GetQueueLength() const;

    /// TracedCallback signature of tasks.
    typedef void (*TaskTracedCallback)(const EdgeTask& task);

  protected:
    void DoDispose() override;

  private:
    void StartApplication() override;
    void StopApplication() override;

    /// @param socket that has something to read
    void HandleRead(Ptr<Socket> socket);
    /**
     * @brief Drop tasks of earlier slots of the same base station.
     * @param newest that has just come in
     */
    void DropStale(const EdgeTask& newest);
    /**
     * @brief Queue a task behind all that came before it.
     * @param task it; between senders of the same instant their addresses decide, for the order of
     * events is not the same in one process and in several
     */
    void Enqueue(const EdgeTask& task);
    /// Take the next batch once all that comes in this instant is in.
    void ScheduleBatch();
    /// Take the next batch, if the server is free.
    void StartBatch();
    /// Tasks whose steps are done leave, at once if they want none; a step of the others begins.
    void StartStep();
    /// One step of the batch is done.
    void EndStep();
    /**
     * @brief Send the content of a finished task.
     * @param task it
     */
    void SendContent(const EdgeTask& task);
    /// @return cost and error of a step, as the attributes say
    DenoisingModel GetModel() const;
    /// Read the profile table.
    void LoadProfile();

    std::string m_protocol;    //!< socket factory
    Address m_local;           //!< where requests come in
    double m_workPerStep;      //!< chi [FLOP]
    double m_speed;            //!< f [FLOP/s]
    double m_errorScale;       //!< eps_fwd
    double m_errorAttenuation; //!< mu
    uint32_t m_minSteps;       //!< z_min
    Time m_fixedTime;          //!< once per picture
    uint32_t m_maxBatch;       //!< largest batch
    std::string m_profileName; //!< empty: chi/f
    std::string m_profileFile; //!< the table
    uint32_t m_segmentSize;    //!< content bytes in a packet
    bool m_dropStale;          //!< see the class

    ServerProfile m_profile;                        //!< if there is a name
    Ptr<Socket> m_socket;                           //!< for requests and content
    std::deque<EdgeTask> m_queue;                   //!< that wait
    std::vector<EdgeTask> m_batch;                  //!< that are generated
    EventId m_batchEvent;                           //!< the next batch is due
    EventId m_event;                                //!< the step under way
    TracedValue<uint32_t> m_queueLength;            //!< tasks that wait
    TracedCallback<const EdgeTask&> m_arrivalTrace; //!< task arrives
    TracedCallback<const EdgeTask&> m_startTrace;   //!< task leaves the queue
    TracedCallback<const EdgeTask&> m_stepTrace;    //!< a step of a task is done
    TracedCallback<const EdgeTask&> m_endTrace;     //!< all steps are done
    TracedCallback<const EdgeTask&> m_dropTrace;    //!< its slot is over
};

} // namespace isac
} // namespace ns3

#endif // ISAC_EDGE_SERVER_H
