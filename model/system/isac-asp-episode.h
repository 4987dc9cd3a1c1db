/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ASP_EPISODE_H
#define ISAC_ASP_EPISODE_H

#include "isac-asp-arrivals.h"
#include "isac-asp-system.h"

#include "ns3/isac-asp-provider.h"

#include <cstddef>
#include <istream>
#include <ostream>
#include <vector>

namespace ns3
{
namespace isac
{

/// What the assignment of one task led to, up to the arrival of the next one.
struct AspOutcome
{
    double reward = 0.0;          //!< utility less penalty
    double utility = 0.0;         //!< earned in this step, by AspPayment
    double penalty = 0.0;         //!< for a crash, not negative
    bool crashed = false;         //!< whether the task did not fit; it was not taken in then
    int lostTasks = 0;            //!< running tasks that the crash ended
    double lostUtility = 0.0;     //!< u(T) of those
    int restartedTasks = 0;       //!< running tasks that the crash made start over
    int finishedTasks = 0;        //!< tasks that ended before the next one came, or with it
    double finishedUtility = 0.0; //!< u(T) of those
};

/// A task that left a provider.
struct AspDeparture
{
    int provider = 0; //!< where it ran
    AspJob job;       //!< the task; AspJob::task is its place in the episode
};

/**
 * @ingroup isac-aigc
 * @brief One episode: assign the task that has come, move the clock to the next arrival, let go of
 * tasks that have ended by then.
 *
 * A crash costs r_F plus r_I times the share of each running task that was still to come, and
 * nothing else is earned on it. The episode is over when its last task comes, which is not
 * assigned. Tasks that still run then have neither finished nor been lost.
 */
class AspEpisode
{
  public:
    /// @param parameters that CheckAspParameters() accepts
    explicit AspEpisode(const AspParameters& parameters);

    /**
     * @brief Begin an episode with idle providers.
     * @param providers their profiles
     * @param tasks at least two, in order of arrival; exchanged for those of the last episode
     */
    void Start(const std::vector<AspProviderProfile>& providers, std::vector<AspTask>& tasks);

    /// @return whether the last task has come
    bool IsOver() const
    {
        return m_next + 1 >= m_tasks.size();
    }

    /// @return place of the task that has come, from 0
    std::size_t GetIndex() const
    {
        return m_next;
    }

    /// @return the task that has come
    const AspTask& GetTask() const
    {
        return m_tasks[m_next];
    }

    /// @return all tasks of the episode
    const std::vector<AspTask>& GetTasks() const
    {
        return m_tasks;
    }

    /// @return the providers as they are now
    const std::vector<AspProvider>& GetProviders() const
    {
        return m_providers;
    }

    /// @return their profiles
    const std::vector<AspProviderProfile>& GetProfiles() const
    {
        return m_profiles;
    }

    /// @return what there is to see
    AspState GetState() const;

    /**
     * @brief Assign the task that has come. Not to be called when the episode is over.
     * @param provider to which, from 0
     * @return what it led to; valid until the next call
     */
    const AspOutcome& Assign(int provider);

    /// @return providers whose free steps Assign() may have changed; some of them twice
    const std::vector<int>& GetChanged() const
    {
        return m_changed;
    }

    /// @return tasks that ended in the last step, by provider
    const std::vector<AspDeparture>& GetFinished() const
    {
        return m_finished;
    }

    /// @return tasks that the crash of the last step interrupted, as they were
    const std::vector<AspJob>& GetInterrupted() const
    {
        return m_interrupted;
    }

    /// @param text gets all of the episode, so that Read() gives it back exactly
    void Write(std::ostream& text) const;
    /**
     * @param text that Write() wrote
     * @return whether it was such text; if not, the episode is not to be used
     */
    bool Read(std::istream& text);

  private:
    /**
     * @param provider i
     * @param now present time [s]
     */
    void Finish(int provider, double now);

    AspParameters m_parameters;                 //!< constants
    std::vector<AspProviderProfile> m_profiles; //!< of the providers
    std::vector<AspProvider> m_providers;       //!< the providers
    std::vector<double> m_nextEnds;             //!< of each provider, side by side [s]
    std::vector<AspTask> m_tasks;               //!< of the episode
    std::size_t m_next = 0;                     //!< the task that has come
    AspOutcome m_outcome;                       //!< of the last step
    std::vector<int> m_changed;                 //!< see GetChanged()
    std::vector<AspDeparture> m_finished;       //!< see GetFinished()
    std::vector<AspJob> m_interrupted;          //!< see GetInterrupted()
    std::vector<AspJob> m_ended;                //!< of one provider
};

} // namespace isac
} // namespace ns3

#endif // ISAC_ASP_EPISODE_H
