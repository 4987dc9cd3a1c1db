/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-asp-score.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>

namespace ns3
{
namespace isac
{

namespace
{

/**
 * @param job a task
 * @param now when it leaves, or is looked at [s]
 * @return steps times time it has run [step s]
 */
double
Used(const AspJob& job, double now)
{
    return job.steps * std::max(0.0, now - job.start);
}

/**
 * @param window set to the last blocks, the newest last
 * @param block the newest
 * @param first whether it is the first of an episode, which fills all places
 */
void
Show(Eigen::VectorXd& window, const Eigen::VectorXd& block, bool first)
{
    const Eigen::Index size = block.size();
    const Eigen::Index older = window.size() - size;
    for (Eigen::Index i = 0; i < older; ++i)
    {
        window[i] = first ? block[i % size] : window[i + size];
    }
    window.tail(size) = block;
}

/**
 * @brief Book one step.
 * @param episode after the step
 * @param outcome of the step
 * @param provider that was chosen
 * @param now when [s]
 * @param account gets it
 */
void
Book(const AspEpisode& episode,
     const AspOutcome& outcome,
     int provider,
     double now,
     AspAccount& account)
{
    ++account.assigned;
    account.finished += outcome.finishedTasks;
    account.lost += outcome.lostTasks;
    account.refused += outcome.crashed ? 1 : 0;
    account.restarted += outcome.restartedTasks;
    account.reward += outcome.reward;
    account.penalty += outcome.penalty;
    account.finishedUtility += outcome.finishedUtility;
    account.lostUtility += outcome.lostUtility;
    AspProviderAccount& chosen = account.providers[provider];
    ++chosen.assigned;
    chosen.crashes += outcome.crashed ? 1 : 0;
    chosen.lost += outcome.lostTasks;
    for (const AspJob& job : episode.GetInterrupted())
    {
        chosen.stepSeconds += Used(job, now);
    }
    for (const AspDeparture& departure : episode.GetFinished())
    {
        AspProviderAccount& other = account.providers[departure.provider];
        ++other.finished;
        other.stepSeconds += Used(departure.job, departure.job.End());
    }
}

} // namespace

AspAccount
RunAspEpisode(const AspSystem& system, Policy& policy, std::vector<AspTask> tasks)
{
    AspEpisode episode(system.GetParameters());
    episode.Start(system.GetProviders(), tasks);
    AspAccount account;
    account.providers.resize(system.GetProviders().size());
    Eigen::VectorXd window(system.ObservationSize());
    while (!episode.IsOver())
    {
        Show(window, system.Observe(episode.GetState()), episode.GetIndex() == 0);
        const int provider = policy.Act(window, false).categorical[0];
        const double now = episode.GetTask().arrival;
        const AspOutcome& outcome = episode.Assign(provider);
        Book(episode, outcome, provider, now, account);
    }
    const double end = episode.GetTask().arrival;
    const double duration = end - episode.GetTasks().front().arrival;
    for (std::size_t i = 0; i < account.providers.size(); ++i)
    {
        const AspProvider& provider = episode.GetProviders()[i];
        AspProviderAccount& each = account.providers[i];
        for (const AspJob& job : provider.GetJobs())
        {
            ++account.running;
            each.stepSeconds += Used(job, end);
        }
        each.meanLoad =
            duration > 0.0 ? each.stepSeconds / (provider.GetCapacity() * duration) : 0.0;
    }
    return account;
}

AspEstimate
EstimateAspMean(const std::vector<double>& values)
{
    const auto count = static_cast<double>(values.size());
    AspEstimate estimate;
    for (const double value : values)
    {
        estimate.mean += value / count;
    }
    if (values.size() < 2)
    {
        estimate.deviation = std::numeric_limits<double>::quiet_NaN();
        estimate.halfWidth = estimate.deviation;
        return estimate;
    }
    double squares = 0.0;
    for (const double value : values)
    {
        squares += (value - estimate.mean) * (value - estimate.mean);
    }
    constexpr double UPPER = 0.975;
    estimate.deviation = std::sqrt(squares / (count - 1.0));
    const boost::math::students_t distribution(count - 1.0);
    estimate.halfWidth =
        boost::math::quantile(distribution, UPPER) * estimate.deviation / std::sqrt(count);
    return estimate;
}

AspScore
ScoreAspPolicy(const AspSystem& system,
               Policy& policy,
               const AspArrivals& arrivals,
               uint64_t seed,
               int episodes)
{
    const auto source = arrivals.Clone();
    source->Seed(seed);
    policy.Seed(seed);
    std::vector<AspAccount> accounts;
    std::vector<AspTask> tasks;
    for (int episode = 0; episode < episodes; ++episode)
    {
        source->NextEpisode(tasks);
        accounts.push_back(RunAspEpisode(system, policy, tasks));
    }
    const auto estimate = [&accounts](auto figure) {
        std::vector<double> values;
        for (const AspAccount& account : accounts)
        {
            values.push_back(figure(account));
        }
        return EstimateAspMean(values);
    };
    AspScore score;
    score.episodes = episodes;
    score.reward = estimate([](const AspAccount& account) { return account.reward; });
    score.finishedPercent =
        estimate([](const AspAccount& account) { return account.FinishedPercent(); });
    score.finishedUtility =
        estimate([](const AspAccount& account) { return account.finishedUtility; });
    score.crashedPercent =
        estimate([](const AspAccount& account) { return account.CrashedPercent(); });
    score.lostUtility = estimate([](const AspAccount& account) { return account.lostUtility; });
    score.penalty = estimate([](const AspAccount& account) { return account.penalty; });
    score.crashes = estimate([](const AspAccount& account) { return 1.0 * account.refused; });
    return score;
}

AspOfflineProblem
MakeAspOfflineProblem(const AspSystem& system, const std::vector<AspTask>& tasks)
{
    const AspParameters& parameters = system.GetParameters();
    const std::vector<AspProviderProfile>& providers = system.GetProviders();
    const std::size_t assigned = tasks.size() - 1;
    AspOfflineProblem problem;
    problem.crashPenalty = parameters.crashPenalty;
    problem.interruptionPenalty = parameters.interruptionPenalty;
    problem.utility.resize(static_cast<Eigen::Index>(assigned),
                           static_cast<Eigen::Index>(providers.size()));
    for (const AspProviderProfile& provider : providers)
    {
        problem.capacity.push_back(provider.capacity);
    }
    for (std::size_t j = 0; j < assigned; ++j)
    {
        problem.arrival.push_back(tasks[j].arrival);
        problem.steps.push_back(tasks[j].steps);
        problem.runTime.push_back(parameters.runTime.Seconds(tasks[j].steps));
        for (std::size_t i = 0; i < providers.size(); ++i)
        {
            problem.utility(static_cast<Eigen::Index>(j), static_cast<Eigen::Index>(i)) =
                providers[i].utility.Evaluate(tasks[j].steps);
        }
    }
    return problem;
}

} // namespace isac
} // namespace ns3
