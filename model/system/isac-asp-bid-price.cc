/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-asp-bid-price.h"

#include "isac-asp-arrivals.h"
#include "isac-asp-episode.h"
#include "isac-asp-score.h"

#include "ns3/isac-asp-bound.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace ns3
{
namespace isac
{

namespace
{

/// First change of a price, as a share of it; later rounds change less.
constexpr double FIRST_CHANGE = 0.3;
/// What a change becomes from round to round.
constexpr double SHRINKING = 0.7;
/// Added to a price before its change, so that 0 can change; utility of a mean task.
constexpr double LEAST_PRICE = 0.05;

/**
 * @param system its providers
 * @param price of each provider's capacity [1/(step s)]
 * @param episodes tasks of each
 * @return sum of their rewards
 */
double
Earn(const AspSystem& system,
     const Eigen::VectorXd& price,
     const std::vector<std::vector<AspTask>>& episodes)
{
    AspEpisode episode(system.GetParameters());
    double sum = 0.0;
    for (const std::vector<AspTask>& each : episodes)
    {
        std::vector<AspTask> tasks = each;
        episode.Start(system.GetProviders(), tasks);
        while (!episode.IsOver())
        {
            sum += episode.Assign(ChooseAspByPrice(system, price, episode.GetState())).reward;
        }
    }
    return sum;
}

} // namespace

int
ChooseAspByPrice(const AspSystem& system, const Eigen::VectorXd& price, const AspState& state)
{
    const double work = state.steps * system.GetParameters().runTime.Seconds(state.steps);
    int best = -1;
    int idlest = 0;
    double bestValue = -std::numeric_limits<double>::infinity();
    for (int i = 0; i < static_cast<int>(state.free.size()); ++i)
    {
        if (state.capacity[i] - state.free[i] < state.capacity[idlest] - state.free[idlest])
        {
            idlest = i;
        }
        if (state.free[i] < state.steps)
        {
            continue;
        }
        const double value =
            system.GetProviders()[i].utility.Evaluate(state.steps) - work * price[i];
        if (value > bestValue)
        {
            best = i;
            bestValue = value;
        }
    }
    return best < 0 ? idlest : best;
}

AspFluidProblem
MakeAspFluidProblem(const AspSystem& system)
{
    const AspParameters& parameters = system.GetParameters();
    const std::vector<AspProviderProfile>& providers = system.GetProviders();
    const int kinds = parameters.StepChoices();
    AspFluidProblem problem;
    problem.rate = Eigen::VectorXd::Constant(kinds, parameters.arrivalRate / kinds);
    problem.steps.resize(kinds);
    problem.runTime.resize(kinds);
    problem.capacity.resize(static_cast<Eigen::Index>(providers.size()));
    problem.utility.resize(kinds, problem.capacity.size());
    for (Eigen::Index i = 0; i < problem.capacity.size(); ++i)
    {
        problem.capacity[i] = providers[i].capacity;
        for (int kind = 0; kind < kinds; ++kind)
        {
            problem.utility(kind, i) = providers[i].utility.Evaluate(parameters.Steps(kind));
        }
    }
    for (int kind = 0; kind < kinds; ++kind)
    {
        problem.steps[kind] = parameters.Steps(kind);
        problem.runTime[kind] = parameters.runTime.Seconds(parameters.Steps(kind));
    }
    return problem;
}

Eigen::VectorXd
HindsightAspPrices(const AspSystem& system, const AspPriceOptions& options)
{
    PoissonAspArrivals arrivals(system.GetParameters());
    arrivals.Seed(options.seed);
    AspOfflineOptions effort;
    effort.iterations = options.hindsightIterations;
    Eigen::VectorXd price = Eigen::VectorXd::Zero(system.GetParameters().providers);
    std::vector<AspTask> tasks;
    for (int episode = 0; episode < options.hindsightEpisodes; ++episode)
    {
        arrivals.NextEpisode(tasks);
        const AspOfflineProblem problem = MakeAspOfflineProblem(system, tasks);
        price += BoundAspOffline(problem, effort).meanPrice / options.hindsightEpisodes;
    }
    return price;
}

Eigen::VectorXd
TunedAspPrices(const AspSystem& system, const AspPriceOptions& options)
{
    const AspParameters& parameters = system.GetParameters();
    Eigen::VectorXd price = HindsightAspPrices(system, options);
    PoissonAspArrivals arrivals(parameters);
    arrivals.Seed(options.seed + 1);
    std::vector<std::vector<AspTask>> episodes(options.tuningEpisodes);
    for (std::vector<AspTask>& tasks : episodes)
    {
        arrivals.NextEpisode(tasks);
    }
    const double meanSteps = 0.5 * (parameters.minSteps + parameters.maxSteps);
    const double least = LEAST_PRICE / (meanSteps * parameters.runTime.Seconds(meanSteps));
    double earned = Earn(system, price, episodes);
    double change = FIRST_CHANGE;
    for (int round = 0; round < options.tuningRounds; ++round, change *= SHRINKING)
    {
        for (double& each : price)
        {
            const double present = each;
            const double step = change * (present + least);
            for (const double tried : {std::max(0.0, present - step), present + step})
            {
                each = tried;
                const double value = Earn(system, price, episodes);
                if (value > earned)
                {
                    earned = value;
                    break;
                }
                each = present;
            }
        }
    }
    return price;
}

} // namespace isac
} // namespace ns3
