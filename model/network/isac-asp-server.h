/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ASP_SERVER_H
#define ISAC_ASP_SERVER_H

#include "isac-asp-report-header.h"
#include "isac-asp-result-header.h"
#include "isac-asp-task-header.h"

#include "ns3/application.h"
#include "ns3/isac-asp-provider.h"
#include "ns3/nstime.h"
#include "ns3/socket.h"
#include "ns3/traced-callback.h"
#include "ns3/traced-value.h"

#include <map>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/// A task as a provider sees it.
struct AspServerTask
{
    AspTaskHeader request; //!< what was asked
    uint16_t provider = 0; //!< who serves it
    Time arrival;          //!< when it came
    Time start;            //!< when it starts to run: ahead while the provider recovers
    Time end;              //!< when it ends if nothing happens
};

/**
 * @ingroup isac-aigc
 * @brief The edge server of one provider of AI-generated content: it runs its tasks in parallel,
 * up to a capacity of steps, and crashes when one comes that does not fit.
 *
 * AspProvider, driven by simulation time. The run time of a task depends on its T alone: a
 * quadratic, or FixedTime and step time of a measured card. A task ends at the first nanosecond
 * that is not before the end of its run time. One that comes at the instant of an end finds its
 * steps free. A task of another scheduler's number that is still there is dropped.
 *
 * Whenever something has happened the server reports to the scheduler, and then answers the user:
 * with the content, in segments, when his task has run, with a header alone when it was lost. With
 * Restart the user is told nothing of a crash but for the task that caused it.
 */
class AspServer : public Application
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();
    AspServer();
    ~AspServer() override;

    /**
     * @param steps T
     * @return how long that many steps run
     */
    double GetRunTime(uint32_t steps) const;
    /// @return steps that are free now
    uint32_t GetFree() const;
    /// @return how often it has crashed
    uint32_t GetCrashes() const;

    /// TracedCallback signature of tasks.
    typedef void (*TaskTracedCallback)(const AspServerTask& task);
    /// TracedCallback signature of crashes: the task that did not fit, number of those interrupted.
    typedef void (*CrashTracedCallback)(const AspServerTask& cause, uint32_t interrupted);

  protected:
    void DoDispose() override;

  private:
    void StartApplication() override;
    void StopApplication() override;

    /// Read the profile table.
    void LoadProfile();
    /// @param socket that has something to read
    void HandleRead(Ptr<Socket> socket);
    /// @param request that has come
    void TakeIn(const AspTaskHeader& request);
    /**
     * @brief The provider has crashed.
     * @param cause the task that did not fit
     * @param interrupted tasks that ran
     */
    void Crash(const AspServerTask& cause, const std::vector<AspJob>& interrupted);
    /// Let go of tasks whose time has come, tell of them, and wait for the next one.
    void FinishTasks();
    /// Wait for the next task to end.
    void ScheduleEnd();
    /**
     * @brief Tell the scheduler how things stand.
     * @param events what has just happened
     */
    void Report(const std::vector<AspTaskEvent>& events);
    /// Report, and do so again after ReportInterval.
    void ReportRegularly();
    /**
     * @brief Answer a user.
     * @param task his
     * @param outcome how it ended
     */
    void Answer(const AspServerTask& task, AspResultHeader::Outcome outcome);

    std::string m_protocol;    //!< socket factory
    Address m_local;           //!< where tasks come in
    Address m_scheduler;       //!< where reports go to
    uint32_t m_index;          //!< which provider this is
    uint32_t m_capacity;       //!< c
    double m_runTimeQuadratic; //!< of T^2
    double m_runTimeLinear;    //!< of T
    double m_runTimeConstant;  //!< at T = 0
    Time m_runTimeUnit;        //!< what the quadratic counts in
    std::string m_profileName; //!< empty: the quadratic
    std::string m_profileFile; //!< the table
    Time m_recoveryTime;       //!< from a crash until tasks run again
    bool m_restart;            //!< whether interrupted tasks start over
    Time m_reportInterval;     //!< between regular reports, 0 for none
    uint32_t m_resultSize;     //!< bytes of content
    uint32_t m_segmentSize;    //!< of them in a packet

    double m_profileFixed = 0.0;               //!< of the profile, once per task [s]
    double m_profileStep = 0.0;                //!< of the profile, each step [s]
    AspProvider m_provider;                    //!< runs the tasks
    std::map<uint64_t, AspServerTask> m_tasks; //!< that run, by number
    uint32_t m_handled = 0;                    //!< greatest number that has come
    Ptr<Socket> m_socket;                      //!< for all packets
    EventId m_endEvent;                        //!< the next task ends
    EventId m_reportEvent;                     //!< the next regular report
    TracedValue<uint32_t> m_free;              //!< steps
    TracedValue<uint32_t> m_crashes;           //!< so far

    TracedCallback<const AspServerTask&> m_startTrace;           //!< taken in
    TracedCallback<const AspServerTask&> m_endTrace;             //!< has run
    TracedCallback<const AspServerTask&> m_lostTrace;            //!< a crash ended it
    TracedCallback<const AspServerTask&> m_restartTrace;         //!< a crash made it start over
    TracedCallback<const AspServerTask&, uint32_t> m_crashTrace; //!< one did not fit
};

} // namespace isac
} // namespace ns3

#endif // ISAC_ASP_SERVER_H
