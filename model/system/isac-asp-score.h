/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ASP_SCORE_H
#define ISAC_ASP_SCORE_H

#include "isac-asp-arrivals.h"
#include "isac-asp-episode.h"
#include "isac-asp-system.h"

#include "ns3/isac-asp-schedule.h"
#include "ns3/isac-policy.h"

#include <cstdint>
#include <vector>

namespace ns3
{
namespace isac
{

/// What became of the tasks of one provider.
struct AspProviderAccount
{
    int assigned = 0;         //!< tasks that were sent to it
    int crashes = 0;          //!< those of them that did not fit
    int finished = 0;         //!< tasks that ended
    int lost = 0;             //!< running tasks that crashes ended
    double stepSeconds = 0.0; //!< capacity in use, integrated over the episode [step s]
    double meanLoad = 0.0;    //!< the same as a share of capacity times duration
};

/// What a policy made of one episode: the account of the paper's Table V, and more.
struct AspAccount
{
    int assigned = 0;             //!< all tasks but the last one
    int finished = 0;             //!< tasks that ended
    int lost = 0;                 //!< running tasks that crashes ended
    int refused = 0;              //!< tasks that did not fit: as many as crashes
    int running = 0;              //!< tasks still there at the end
    int restarted = 0;            //!< how often crashes made a task start over
    double reward = 0.0;          //!< what the environment paid
    double penalty = 0.0;         //!< part of it that crashes took, not negative
    double finishedUtility = 0.0; //!< u(T) of tasks that ended: Table V's obtained utility
    double lostUtility = 0.0;     //!< u(T) of tasks that crashes ended
    std::vector<AspProviderAccount> providers; //!< of each provider

    /**
     * @brief Tasks that a provider took in. Table V counts these: a task that did not fit is in
     * none of its columns.
     * @return their number
     */
    int TakenIn() const
    {
        return finished + lost + running;
    }

    /// @return share of tasks taken in that ended [%]
    double FinishedPercent() const
    {
        return 100.0 * finished / TakenIn();
    }

    /// @return share of tasks taken in that crashes ended [%]
    double CrashedPercent() const
    {
        return 100.0 * lost / TakenIn();
    }
};

/**
 * @ingroup isac-aigc
 * @brief Run a policy through one episode. It is shown what AspEnvironment would show it, the
 * window included, and does not explore.
 * @param system constants and providers; AspPopulation is not asked
 * @param policy decides; its state stays as the episode leaves it
 * @param tasks at least two, in order of arrival
 * @return the account
 */
AspAccount RunAspEpisode(const AspSystem& system, Policy& policy, std::vector<AspTask> tasks);

/// A mean over episodes.
struct AspEstimate
{
    double mean = 0.0;      //!< over episodes
    double deviation = 0.0; //!< standard deviation between episodes; not a number for one episode
    double halfWidth = 0.0; //!< of the 95 % interval of the mean (Student's t); the same
};

/**
 * @ingroup isac-aigc
 * @param values one for each episode, at least one
 * @return their mean with its interval
 */
AspEstimate EstimateAspMean(const std::vector<double>& values);

/// Table V as means over episodes.
struct AspScore
{
    int episodes = 0;            //!< how many
    AspEstimate reward;          //!< what the environment paid
    AspEstimate finishedPercent; //!< AspAccount::FinishedPercent()
    AspEstimate finishedUtility; //!< obtained utility
    AspEstimate crashedPercent;  //!< AspAccount::CrashedPercent()
    AspEstimate lostUtility;     //!< of tasks that crashes ended
    AspEstimate penalty;         //!< that crashes took
    AspEstimate crashes;         //!< tasks that did not fit
};

/**
 * @ingroup isac-aigc
 * @brief Run a policy through episodes. Equal seeds give equal tasks, whatever the policy: policies
 * can be compared episode by episode.
 * @param system constants and providers
 * @param policy decides; seeded anew first
 * @param arrivals where tasks come from; a clone is used
 * @param seed of tasks and policy
 * @param episodes at least 1
 * @return means with intervals
 */
AspScore ScoreAspPolicy(const AspSystem& system,
                        Policy& policy,
                        const AspArrivals& arrivals,
                        uint64_t seed,
                        int episodes);

/**
 * @ingroup isac-aigc
 * @brief An episode as BoundAspOffline() takes it.
 * @param system constants and providers
 * @param tasks of the episode; the last one, which is not assigned, is left out
 * @return the problem
 */
AspOfflineProblem MakeAspOfflineProblem(const AspSystem& system, const std::vector<AspTask>& tasks);

} // namespace isac
} // namespace ns3

#endif // ISAC_ASP_SCORE_H
