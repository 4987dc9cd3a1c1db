/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ASP_SCHEDULE_H
#define ISAC_ASP_SCHEDULE_H

#include <Eigen/Core>
#include <vector>

namespace ns3
{
namespace isac
{

/// One episode of ASP selection with all its tasks known: those that are assigned, in order.
struct AspOfflineProblem
{
    std::vector<double> arrival;      //!< of each task, not decreasing [s]
    std::vector<int> steps;           //!< T of each task
    std::vector<double> runTime;      //!< of each task, above 0 [s]
    std::vector<int> capacity;        //!< c of each provider
    Eigen::MatrixXd utility;          //!< u of each task (rows) on each provider (columns)
    double crashPenalty = 2.0;        //!< r_F, for a crash
    double interruptionPenalty = 2.0; //!< r_I, for a task that had all to do yet
};

/**
 * @ingroup isac-aigc
 * @param problem the episode
 * @return of each task the last task at whose arrival it still runs, itself at least
 */
std::vector<int> AspLastArrivals(const AspOfflineProblem& problem);

/**
 * @ingroup isac-aigc
 * @brief Assign tasks in order, each to the provider with room where its utility less the price of
 * what it takes is greatest.
 * @param problem the episode
 * @param last AspLastArrivals()
 * @param total prices of each provider (columns) summed up to each arrival (rows, one more than
 * tasks) [1/step]
 * @return provider of each task; empty if a task found no room anywhere
 */
std::vector<int> PricedAspSchedule(const AspOfflineProblem& problem,
                                   const std::vector<int>& last,
                                   const Eigen::MatrixXd& total);

/**
 * @ingroup isac-aigc
 * @brief Local search: move a task to a better provider that has room, or that has room once one of
 * its tasks has moved elsewhere for less than the gain; until no such move is left.
 * @param problem the episode
 * @param last AspLastArrivals()
 * @param schedule a feasible one; changed to a better one
 */
void ImproveAspSchedule(const AspOfflineProblem& problem,
                        const std::vector<int>& last,
                        std::vector<int>& schedule);

/**
 * @ingroup isac-aigc
 * @param problem the episode
 * @param schedule provider of each task, or empty
 * @return sum of the utilities
 */
double AspScheduleUtility(const AspOfflineProblem& problem, const std::vector<int>& schedule);

/**
 * @ingroup isac-aigc
 * @param problem the episode
 * @param schedule provider of each task
 * @return whether the tasks that run fit the capacity of each provider at all times
 */
bool IsAspScheduleFeasible(const AspOfflineProblem& problem, const std::vector<int>& schedule);

} // namespace isac
} // namespace ns3

#endif // ISAC_ASP_SCHEDULE_H
