/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ASP_PROVIDER_H
#define ISAC_ASP_PROVIDER_H

#include <cstdint>
#include <limits>
#include <vector>

namespace ns3
{
namespace isac
{

/// A task that a provider has taken in.
struct AspJob
{
    uint64_t task = 0;    //!< which task, the caller's number
    int steps = 0;        //!< T, what it takes of the capacity while it is there
    double start = 0.0;   //!< when it starts to run; may lie ahead, behind a recovery [s]
    double runTime = 0.0; //!< how long it runs [s]

    /// @return when it ends if nothing happens [s]
    double End() const
    {
        return start + runTime;
    }

    /**
     * @param now a time before its end [s]
     * @return share of its run time that is still to come, in [0, 1]
     */
    double Remaining(double now) const
    {
        return now <= start ? 1.0 : 1.0 - (now - start) / runTime;
    }
};

/// What a crash does.
struct AspCrashRule
{
    double recoveryTime = 0.0; //!< from a crash until tasks run again [s]
    bool restart = false;      //!< whether interrupted tasks start over; else they are lost
};

/**
 * @ingroup isac-aigc
 * @brief A service provider of limited capacity that runs its tasks in parallel, as a pure state
 * machine: the caller has the clock.
 *
 * A task of T steps fits if T is at most what is free. One that does not fit crashes the provider:
 * every running task is interrupted, and the task that caused it is not taken in. By
 * AspCrashRule the interrupted tasks are lost, or start over from nothing when the provider has
 * recovered. While it recovers it still takes in tasks: they hold their steps and start to run at
 * the end of the recovery. A crash then starts the recovery anew. Without a recovery time the
 * provider is usable at once.
 *
 * Times that one passes in must not decrease.
 */
class AspProvider
{
  public:
    /**
     * @param capacity c, steps of all its tasks together, at least 1
     * @param rule what a crash does
     */
    explicit AspProvider(int capacity, const AspCrashRule& rule = {});

    /// Forget all tasks; the provider is ready.
    void Clear();

    /// @return c
    int GetCapacity() const
    {
        return m_capacity;
    }

    /// @return c less the steps of all tasks it holds
    int GetFree() const
    {
        return m_free;
    }

    /// @return when the next task ends; infinite if there is none [s]
    double GetNextEnd() const
    {
        return m_nextEnd;
    }

    /// @return when tasks run again after the last crash; minus infinity before any [s]
    double GetReadyAt() const
    {
        return m_readyAt;
    }

    /// @return the tasks it holds, in the order in which they were taken in
    const std::vector<AspJob>& GetJobs() const
    {
        return m_jobs;
    }

    /**
     * @brief Let go of tasks whose time has come.
     * @param now present time; a task that ends at this instant has ended [s]
     * @param finished gets them appended in the order in which they end
     */
    void FinishUntil(double now, std::vector<AspJob>& finished);

    /**
     * @brief Take in a task, or crash. Call FinishUntil(now) before.
     * @param task the caller's number
     * @param steps T, at least 1
     * @param runTime how long it runs, above 0 [s]
     * @param now present time [s]
     * @param interrupted gets appended, as they were, the tasks that a crash interrupts
     * @return whether the task was taken in; if not, the provider has crashed
     */
    bool TryStart(uint64_t task,
                  int steps,
                  double runTime,
                  double now,
                  std::vector<AspJob>& interrupted);

    /**
     * @brief Take up a state that was kept.
     * @param jobs GetJobs() as it was
     * @param readyAt GetReadyAt() as it was [s]
     * @return whether such a state can be; if not, nothing has changed
     */
    bool Restore(const std::vector<AspJob>& jobs, double readyAt);

  private:
    /// Find m_nextEnd anew.
    void UpdateNextEnd();

    int m_capacity;                                              //!< c
    int m_free;                                                  //!< of c
    double m_nextEnd = std::numeric_limits<double>::infinity();  //!< least end of m_jobs [s]
    double m_readyAt = -std::numeric_limits<double>::infinity(); //!< end of the recovery [s]
    std::vector<AspJob> m_jobs;                                  //!< in order of arrival
    AspCrashRule m_rule;                                         //!< what a crash does
};

} // namespace isac
} // namespace ns3

#endif // ISAC_ASP_PROVIDER_H
