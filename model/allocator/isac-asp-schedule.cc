/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-asp-schedule.h"

#include <algorithm>

namespace ns3
{
namespace isac
{

namespace
{

/// Gains below that are rounding.
constexpr double LEAST_GAIN = 1e-9;

/**
 * @brief A schedule with the load of each provider at each arrival, for the local search.
 */
class LoadedSchedule
{
  public:
    /**
     * @param problem the episode
     * @param last AspLastArrivals()
     * @param schedule feasible
     */
    LoadedSchedule(const AspOfflineProblem& problem,
                   const std::vector<int>& last,
                   std::vector<int>& schedule)
        : m_problem(problem),
          m_last(last),
          m_schedule(schedule),
          m_load(Eigen::MatrixXi::Zero(problem.steps.size(), problem.capacity.size()))
    {
        for (int j = 0; j < Tasks(); ++j)
        {
            Add(j, schedule[j], problem.steps[j]);
        }
    }

    /// @return number of tasks
    int Tasks() const
    {
        return static_cast<int>(m_problem.steps.size());
    }

    /**
     * @brief Give a task a better place if one can be had.
     * @param task which
     * @return whether it could
     */
    bool Improve(int task)
    {
        const int present = m_schedule[task];
        for (int i = 0; i < static_cast<int>(m_problem.capacity.size()); ++i)
        {
            const double gain = m_problem.utility(task, i) - m_problem.utility(task, present);
            if (gain <= LEAST_GAIN)
            {
                continue;
            }
            if (Fits(task, i))
            {
                Move(task, i);
                return true;
            }
            if (MoveOneAway(task, i, gain))
            {
                return true;
            }
        }
        return false;
    }

  private:
    /**
     * @param task whose time counts
     * @param provider that gets the load
     * @param steps to add
     */
    void Add(int task, int provider, int steps)
    {
        for (int k = task; k <= m_last[task]; ++k)
        {
            m_load(k, provider) += steps;
        }
    }

    /**
     * @param task which
     * @param provider where it does not run
     * @return whether the provider has room for it all the time
     */
    bool Fits(int task, int provider) const
    {
        const int limit = m_problem.capacity[provider] - m_problem.steps[task];
        for (int k = task; k <= m_last[task]; ++k)
        {
            if (m_load(k, provider) > limit)
            {
                return false;
            }
        }
        return true;
    }

    /**
     * @param task which
     * @param provider where it shall run
     */
    void Move(int task, int provider)
    {
        Add(task, m_schedule[task], -m_problem.steps[task]);
        m_schedule[task] = provider;
        Add(task, provider, m_problem.steps[task]);
    }

    /**
     * @brief Make room for a task by moving one other task elsewhere, at less cost than the gain.
     * @param task that wants to come
     * @param provider that has no room for it
     * @param gain of the task
     * @return whether that was done
     */
    bool MoveOneAway(int task, int provider, double gain)
    {
        const int home = m_schedule[task];
        // Tasks that run while this one does: earlier ones as far back as they last, later ones.
        for (int other = std::max(0, task - REACH); other <= m_last[task]; ++other)
        {
            if (m_schedule[other] != provider || m_last[other] < task)
            {
                continue;
            }
            Add(other, provider, -m_problem.steps[other]);
            if (Fits(task, provider))
            {
                Move(task, provider);
                for (int i = 0; i < static_cast<int>(m_problem.capacity.size()); ++i)
                {
                    const double loss =
                        m_problem.utility(other, provider) - m_problem.utility(other, i);
                    if (i != provider && gain - loss > LEAST_GAIN && Fits(other, i))
                    {
                        m_schedule[other] = i;
                        Add(other, i, m_problem.steps[other]);
                        return true;
                    }
                }
                Move(task, home);
            }
            Add(other, provider, m_problem.steps[other]);
        }
        return false;
    }

    /// How many tasks back MoveOneAway() looks; those before have mostly ended.
    static constexpr int REACH = 60;

    const AspOfflineProblem& m_problem; //!< the episode
    const std::vector<int>& m_last;     //!< last arrival at which each task runs
    std::vector<int>& m_schedule;       //!< provider of each task
    Eigen::MatrixXi m_load;             //!< at each arrival (rows) of each provider
};

} // namespace

std::vector<int>
AspLastArrivals(const AspOfflineProblem& problem)
{
    const int tasks = static_cast<int>(problem.arrival.size());
    std::vector<int> last(tasks);
    for (int j = 0; j < tasks; ++j)
    {
        const auto next = std::lower_bound(problem.arrival.begin() + j,
                                           problem.arrival.end(),
                                           problem.arrival[j] + problem.runTime[j]);
        last[j] = std::max(j, static_cast<int>(next - problem.arrival.begin()) - 1);
    }
    return last;
}

std::vector<int>
PricedAspSchedule(const AspOfflineProblem& problem,
                  const std::vector<int>& last,
                  const Eigen::MatrixXd& total)
{
    const int tasks = static_cast<int>(problem.steps.size());
    const int providers = static_cast<int>(problem.capacity.size());
    // What each arrival finds running; tasks come in order, so that this says it all.
    Eigen::MatrixXi load = Eigen::MatrixXi::Zero(tasks + 1, providers);
    std::vector<int> schedule(tasks, -1);
    for (int j = 0; j < tasks; ++j)
    {
        double best = 0.0;
        for (int i = 0; i < providers; ++i)
        {
            const double value =
                problem.utility(j, i) - problem.steps[j] * (total(last[j] + 1, i) - total(j, i));
            if (load(j, i) + problem.steps[j] <= problem.capacity[i] &&
                (schedule[j] < 0 || value > best))
            {
                best = value;
                schedule[j] = i;
            }
        }
        if (schedule[j] < 0)
        {
            return {};
        }
        for (int k = j; k <= last[j]; ++k)
        {
            load(k, schedule[j]) += problem.steps[j];
        }
    }
    return schedule;
}

void
ImproveAspSchedule(const AspOfflineProblem& problem,
                   const std::vector<int>& last,
                   std::vector<int>& schedule)
{
    LoadedSchedule loaded(problem, last, schedule);
    bool improved = true;
    while (improved)
    {
        improved = false;
        for (int j = 0; j < loaded.Tasks(); ++j)
        {
            improved |= loaded.Improve(j);
        }
    }
}

double
AspScheduleUtility(const AspOfflineProblem& problem, const std::vector<int>& schedule)
{
    double sum = 0.0;
    for (std::size_t j = 0; j < schedule.size(); ++j)
    {
        sum += problem.utility(static_cast<Eigen::Index>(j), schedule[j]);
    }
    return sum;
}

bool
IsAspScheduleFeasible(const AspOfflineProblem& problem, const std::vector<int>& schedule)
{
    const std::vector<int> last = AspLastArrivals(problem);
    for (std::size_t k = 0; k < schedule.size(); ++k)
    {
        std::vector<int> load(problem.capacity.size(), 0);
        for (std::size_t j = 0; j <= k; ++j)
        {
            load[schedule[j]] += last[j] >= static_cast<int>(k) ? problem.steps[j] : 0;
        }
        for (std::size_t i = 0; i < load.size(); ++i)
        {
            if (load[i] > problem.capacity[i])
            {
                return false;
            }
        }
    }
    return true;
}

} // namespace isac
} // namespace ns3
