/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-asp-record.h"

#include "ns3/isac-asp-episode.h"

#include <algorithm>

namespace ns3
{
namespace isac
{

namespace
{

/// Follows an episode at slot level and writes down what happens to tasks and providers.
class Clerk
{
  public:
    /**
     * @param system constants and providers
     * @param episode that has begun
     */
    Clerk(const AspSystem& system, const AspEpisode& episode)
        : m_system(system),
          m_episode(episode),
          m_crashes(system.GetProviders().size(), 0)
    {
        for (const AspProviderProfile& provider : system.GetProviders())
        {
            m_free.push_back(provider.capacity);
        }
        const std::vector<AspTask>& tasks = episode.GetTasks();
        for (std::size_t i = 0; i + 1 < tasks.size(); ++i)
        {
            AspTaskRecord task;
            task.task = static_cast<uint32_t>(i);
            task.arrival = tasks[i].arrival;
            task.steps = tasks[i].steps;
            record.tasks.push_back(task);
        }
        record.duration = tasks.back().arrival - tasks.front().arrival;
    }

    /**
     * @param index of the task that was assigned
     * @param provider to whom
     * @param outcome what it led to
     */
    void Write(std::size_t index, int provider, const AspOutcome& outcome)
    {
        AspTaskRecord& task = record.tasks[index];
        task.provider = provider;
        task.utility = m_system.GetProviders()[provider].utility.Evaluate(task.steps);
        task.reward = outcome.reward;
        record.penalty += outcome.penalty;
        const double readyAt = m_episode.GetProviders()[provider].GetReadyAt();
        if (outcome.crashed)
        {
            task.state = AspTaskState::REFUSED;
            task.end = task.arrival;
            WriteCrash(provider, task.arrival, readyAt);
        }
        else
        {
            task.state = AspTaskState::RUNNING;
            task.start = std::max(task.arrival, readyAt);
            m_free[provider] -= task.steps;
            Sample(task.arrival, provider, AspProviderSample::START);
        }
        WriteFinished();
    }

    AspEpisodeRecord record; //!< so far

  private:
    /**
     * @param provider that has crashed
     * @param now when [s]
     * @param readyAt when it has recovered [s]
     */
    void WriteCrash(int provider, double now, double readyAt)
    {
        const bool restart = m_system.GetParameters().crash.restart;
        for (const AspJob& job : m_episode.GetInterrupted())
        {
            AspTaskRecord& task = record.tasks[job.task];
            if (restart)
            {
                ++task.restarts;
                task.start = readyAt;
            }
            else
            {
                task.state = AspTaskState::LOST;
                task.end = now;
                m_free[provider] += task.steps;
            }
        }
        ++m_crashes[provider];
        Sample(now, provider, AspProviderSample::CRASH);
    }

    /// Tasks that ended before the next one comes.
    void WriteFinished()
    {
        std::vector<AspDeparture> finished = m_episode.GetFinished();
        std::stable_sort(
            finished.begin(),
            finished.end(),
            [](const AspDeparture& a, const AspDeparture& b) { return a.job.End() < b.job.End(); });
        for (const AspDeparture& departure : finished)
        {
            AspTaskRecord& task = record.tasks[departure.job.task];
            task.state = AspTaskState::FINISHED;
            task.end = departure.job.End();
            task.latency = task.end - task.arrival;
            m_free[departure.provider] += task.steps;
            Sample(task.end, departure.provider, AspProviderSample::END);
        }
    }

    /**
     * @param time when [s]
     * @param provider where
     * @param event what
     */
    void Sample(double time, int provider, AspProviderSample::Event event)
    {
        record.samples.push_back({time, provider, event, m_free[provider], m_crashes[provider]});
    }

    const AspSystem& m_system;       //!< constants and providers
    const AspEpisode& m_episode;     //!< under way
    std::vector<int> m_free;         //!< steps of each provider
    std::vector<uint32_t> m_crashes; //!< of each provider
};

} // namespace

const char*
ToText(AspTaskState state)
{
    const char* const names[] = {"waiting", "running", "finished", "lost", "refused"};
    return names[static_cast<int>(state)];
}

AspEpisodeRecord
RecordAspEpisode(const AspSystem& system,
                 Policy& policy,
                 std::vector<AspTask> tasks,
                 const std::function<void(std::size_t)>& told)
{
    AspEpisode episode(system.GetParameters());
    episode.Start(system.GetProviders(), tasks);
    Clerk clerk(system, episode);
    const Eigen::Index size = system.BlockSize();
    Eigen::VectorXd window =
        system.Observe(episode.GetState()).replicate(system.GetParameters().window, 1);
    while (true)
    {
        const std::size_t index = episode.GetIndex();
        const int provider = policy.Act(window, false).categorical[0];
        clerk.Write(index, provider, episode.Assign(provider));
        if (told)
        {
            told(index + 1);
        }
        if (episode.IsOver())
        {
            return clerk.record;
        }
        const Eigen::Index older = window.size() - size;
        window.head(older) = window.tail(older).eval();
        window.tail(size) = system.Observe(episode.GetState());
    }
}

AspAccount
MakeAspAccount(const AspSystem& system, const AspEpisodeRecord& record)
{
    AspAccount account;
    account.providers.resize(system.GetProviders().size());
    account.penalty = record.penalty;
    for (const AspTaskRecord& task : record.tasks)
    {
        if (task.provider < 0)
        {
            continue;
        }
        AspProviderAccount& provider = account.providers[task.provider];
        ++account.assigned;
        ++provider.assigned;
        account.restarted += static_cast<int>(task.restarts);
        account.reward += task.reward == task.reward ? task.reward : 0.0; // not a number: unknown
        switch (task.state)
        {
        case AspTaskState::WAITING:
            break;
        case AspTaskState::RUNNING:
            ++account.running;
            break;
        case AspTaskState::FINISHED:
            ++account.finished;
            ++provider.finished;
            account.finishedUtility += task.utility;
            break;
        case AspTaskState::LOST:
            ++account.lost;
            ++provider.lost;
            account.lostUtility += task.utility;
            break;
        case AspTaskState::REFUSED:
            ++account.refused;
            ++provider.crashes;
            break;
        }
    }
    std::vector<double> since(account.providers.size(), 0.0);
    std::vector<int> held(account.providers.size(), 0);
    for (const AspProviderSample& sample : record.samples)
    {
        AspProviderAccount& provider = account.providers[sample.provider];
        provider.stepSeconds += held[sample.provider] * (sample.time - since[sample.provider]);
        since[sample.provider] = sample.time;
        held[sample.provider] = system.GetProviders()[sample.provider].capacity - sample.free;
    }
    for (std::size_t i = 0; i < account.providers.size(); ++i)
    {
        AspProviderAccount& provider = account.providers[i];
        provider.stepSeconds += held[i] * (record.duration - since[i]);
        const double whole = system.GetProviders()[i].capacity * record.duration;
        provider.meanLoad = whole > 0.0 ? provider.stepSeconds / whole : 0.0;
    }
    return account;
}

} // namespace isac
} // namespace ns3
