/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ASP_BOUND_H
#define ISAC_ASP_BOUND_H

#include "isac-asp-schedule.h"

#include <Eigen/Core>
#include <vector>

namespace ns3
{
namespace isac
{

/// Effort of BoundAspOffline().
struct AspOfflineOptions
{
    int iterations = 1000; //!< subgradient steps
};

/// What is known about the best that could have been done.
struct AspOfflineBound
{
    double crashFree = 0.0;    //!< no policy that never crashes earns more in this episode
    double anyPolicy = 0.0;    //!< no policy at all earns more in this episode
    Eigen::VectorXd meanPrice; //!< l of each provider's capacity on average [1/(step s)]
    bool found = false;        //!< whether a schedule free of crashes was found
    double achieved = 0.0;     //!< what that schedule earns
    std::vector<int> schedule; //!< its provider of each task
};

/**
 * @ingroup isac-aigc
 * @brief Upper bounds of the reward of one episode whose tasks are all known beforehand, with
 * utility paid on assignment and interrupted tasks lost; and a schedule that shows how tight they
 * are.
 *
 * Every task goes to one provider, and at each arrival the tasks that run on a provider must fit
 * its capacity. Prices l_ik >= 0 on the capacity of provider i from arrival k to the next relax
 * that:
 *
 *   D(l) = sum_ik l_ik c_i + sum_j max_i (u_i(T_j) - T_j sum of l_ik over k while j runs).
 *
 * By weak duality D(l) bounds every policy free of crashes, online or not, for any such prices;
 * what the search for good ones leaves open only makes the bound looser. It is tighter than the
 * fluid bound of AspFluidBound(), which holds on average only.
 *
 * For any policy, crashes included, each task may also choose, by itself, to be the one that
 * crashes a provider (it earns -r_F and takes nothing) or to be interrupted at any arrival while it
 * runs (it pays r_I times the share still to come and takes nothing from then on). A real crash
 * couples these choices, so that the sum of the best ones is a bound still. It is hardly above the
 * other one where crashes do not pay.
 *
 * The schedule assigns tasks in order to the best priced provider that has room, and is then
 * improved by moving single tasks, or one task to another's place and that one elsewhere.
 *
 * @param problem the episode; at least one task and one provider
 * @param options effort
 * @return bounds and schedule
 */
AspOfflineBound BoundAspOffline(const AspOfflineProblem& problem,
                                const AspOfflineOptions& options = {});

} // namespace isac
} // namespace ns3

#endif // ISAC_ASP_BOUND_H
