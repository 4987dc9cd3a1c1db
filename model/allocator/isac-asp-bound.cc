/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-asp-bound.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ns3
{
namespace isac
{

namespace
{

/// How often a schedule is built from the present prices: each so many subgradient steps.
constexpr int SCHEDULE_EVERY = 50;
/// Steps without a better bound before the step length is halved.
constexpr int PATIENCE = 30;

/**
 * @param problem the episode
 * @param last last arrival at which each task runs
 * @param total prices of each provider (columns) summed up to each arrival (rows)
 * @return what the bound for any policy adds up to over the tasks
 */
double
SumWithCrashes(const AspOfflineProblem& problem,
               const std::vector<int>& last,
               const Eigen::MatrixXd& total)
{
    const int tasks = static_cast<int>(problem.steps.size());
    double sum = 0.0;
    for (int j = 0; j < tasks; ++j)
    {
        double best = -problem.crashPenalty;
        for (Eigen::Index i = 0; i < total.cols(); ++i)
        {
            const double utility = problem.utility(j, i);
            const auto spent = [&](int end) {
                return problem.steps[j] * (total(end, i) - total(j, i));
            };
            best = std::max(best, utility - spent(last[j] + 1));
            for (int end = j + 1; end <= last[j]; ++end)
            {
                const double elapsed = problem.arrival[end] - problem.arrival[j];
                const double remaining = 1.0 - elapsed / problem.runTime[j];
                best =
                    std::max(best, utility - problem.interruptionPenalty * remaining - spent(end));
            }
        }
        sum += best;
    }
    return sum;
}

} // namespace

AspOfflineBound
BoundAspOffline(const AspOfflineProblem& problem, const AspOfflineOptions& options)
{
    const auto tasks = static_cast<Eigen::Index>(problem.steps.size());
    const auto providers = static_cast<Eigen::Index>(problem.capacity.size());
    const std::vector<int> last = AspLastArrivals(problem);
    Eigen::MatrixXd price = Eigen::MatrixXd::Zero(tasks, providers);
    Eigen::MatrixXd total = Eigen::MatrixXd::Zero(tasks + 1, providers);
    Eigen::MatrixXd load(tasks + 1, providers);

    AspOfflineBound result;
    result.crashFree = std::numeric_limits<double>::infinity();
    Eigen::MatrixXd bestPrice = price;
    double relaxation = 1.0;
    int idle = 0;
    const auto accumulate = [&](const Eigen::MatrixXd& prices) {
        for (Eigen::Index i = 0; i < providers; ++i)
        {
            for (Eigen::Index k = 0; k < tasks; ++k)
            {
                total(k + 1, i) = total(k, i) + prices(k, i);
            }
        }
    };
    const auto capacityValue = [&] {
        double value = 0.0;
        for (Eigen::Index i = 0; i < providers; ++i)
        {
            value += problem.capacity[i] * total(tasks, i);
        }
        return value;
    };
    for (int iteration = 0; iteration < options.iterations; ++iteration)
    {
        accumulate(price);
        double bound = capacityValue();
        load.setZero();
        for (Eigen::Index j = 0; j < tasks; ++j)
        {
            double best = -std::numeric_limits<double>::infinity();
            Eigen::Index chosen = 0;
            for (Eigen::Index i = 0; i < providers; ++i)
            {
                const double value = problem.utility(j, i) -
                                     problem.steps[j] * (total(last[j] + 1, i) - total(j, i));
                if (value > best)
                {
                    best = value;
                    chosen = i;
                }
            }
            bound += best;
            load(j, chosen) += problem.steps[j];
            load(last[j] + 1, chosen) -= problem.steps[j];
        }
        ++idle;
        if (bound < result.crashFree)
        {
            result.crashFree = bound;
            bestPrice = price;
            idle = 0;
        }
        if (idle >= PATIENCE)
        {
            relaxation *= 0.5;
            idle = 0;
            price = bestPrice;
            continue;
        }
        if (iteration % SCHEDULE_EVERY == 0)
        {
            const std::vector<int> schedule = PricedAspSchedule(problem, last, total);
            const double value = AspScheduleUtility(problem, schedule);
            if (!schedule.empty() && (!result.found || value > result.achieved))
            {
                result.found = true;
                result.achieved = value;
                result.schedule = schedule;
            }
        }
        // Polyak's step towards what is known to be reachable, or two per cent below the bound.
        const double target =
            result.found ? result.achieved : bound - 0.02 * std::max(std::abs(bound), 1.0);
        double norm = 0.0;
        for (Eigen::Index i = 0; i < providers; ++i)
        {
            double present = 0.0;
            for (Eigen::Index k = 0; k < tasks; ++k)
            {
                present += load(k, i);
                // The subgradient; where a price of 0 cannot fall it counts as none.
                const double slack = problem.capacity[i] - present;
                load(k, i) = present;
                norm += price(k, i) > 0.0 || slack < 0.0 ? slack * slack : 0.0;
            }
        }
        if (norm == 0.0)
        {
            break; // nothing is relaxed: the choices are a schedule, and the bound is reached
        }
        const double length = relaxation * std::max(bound - target, 0.0) / norm;
        for (Eigen::Index i = 0; i < providers; ++i)
        {
            for (Eigen::Index k = 0; k < tasks; ++k)
            {
                price(k, i) =
                    std::max(0.0, price(k, i) - length * (problem.capacity[i] - load(k, i)));
            }
        }
    }
    accumulate(bestPrice);
    // Prices hold from an arrival to the next one; the last one has a mean time.
    const double span = problem.arrival.back() - problem.arrival.front();
    result.meanPrice = Eigen::VectorXd::Zero(providers);
    if (span > 0.0)
    {
        const auto count = static_cast<double>(tasks);
        result.meanPrice = total.row(tasks).transpose() / (span * count / (count - 1.0));
    }
    // A policy free of crashes is a policy: rounding apart, the second bound is no less.
    result.anyPolicy =
        std::max(result.crashFree, capacityValue() + SumWithCrashes(problem, last, total));
    if (result.found)
    {
        ImproveAspSchedule(problem, last, result.schedule);
        result.achieved = AspScheduleUtility(problem, result.schedule);
    }
    return result;
}

} // namespace isac
} // namespace ns3
