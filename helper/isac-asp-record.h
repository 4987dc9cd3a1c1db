/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ASP_RECORD_H
#define ISAC_ASP_RECORD_H

#include "ns3/isac-asp-arrivals.h"
#include "ns3/isac-asp-score.h"
#include "ns3/isac-asp-system.h"
#include "ns3/isac-policy.h"

#include <cstdint>
#include <functional>
#include <limits>
#include <vector>

namespace ns3
{
namespace isac
{

/// How far a task has come.
enum class AspTaskState
{
    WAITING,  //!< no provider has it yet
    RUNNING,  //!< a provider has it
    FINISHED, //!< it has run
    LOST,     //!< a crash ended it while it ran
    REFUSED   //!< it did not fit: the crash was its own
};

/**
 * @param state of a task
 * @return its name, as tables write it
 */
const char* ToText(AspTaskState state);

/// What became of one submission of a task. Times are from the start of the episode.
struct AspTaskRecord
{
    /// What has not happened.
    static constexpr double NEVER = std::numeric_limits<double>::quiet_NaN();

    uint32_t task = 0;                          //!< place in the episode
    uint32_t attempt = 1;                       //!< which submission of it
    uint32_t user = 0;                          //!< who submitted it
    double arrival = 0.0;                       //!< when he did [s]
    int steps = 0;                              //!< T
    int provider = -1;                          //!< that was chosen; -1: none yet
    double start = NEVER;                       //!< when it started to run, the last time [s]
    double end = NEVER;                         //!< when it finished, was lost or refused [s]
    AspTaskState state = AspTaskState::WAITING; //!< how far it has come
    uint32_t restarts = 0;                      //!< how often a crash made it start over
    double utility = NEVER;                     //!< u(T) on that provider
    double reward = NEVER;                      //!< of the decision
    double latency = NEVER; //!< from its first submission to the last byte of the result [s]
};

/// A provider after something has happened there.
struct AspProviderSample
{
    /// What has happened.
    enum Event
    {
        START, //!< a task was taken in
        END,   //!< a task has run
        CRASH  //!< a task did not fit
    };

    double time = 0.0;    //!< when, from the start of the episode [s]
    int provider = 0;     //!< where
    Event event = START;  //!< what
    int free = 0;         //!< steps that are free now
    uint32_t crashes = 0; //!< so far
};

/// An episode at either level.
struct AspEpisodeRecord
{
    std::vector<AspTaskRecord> tasks;       //!< in order of submission
    std::vector<AspProviderSample> samples; //!< in order of time
    double duration = 0.0;                  //!< from the first task to the last one [s]
    double penalty = 0.0;                   //!< that crashes took, in all
};

/**
 * @ingroup isac-aigc
 * @brief Run a policy through one episode at slot level, as RunAspEpisode() does, and write down
 * what becomes of each task. Latency is that of a network without delay.
 * @param system constants and providers
 * @param policy decides
 * @param tasks at least two, in order of arrival; the last one ends the episode
 * @param told called after each decision with the number of decisions; may be empty
 * @return the episode
 */
AspEpisodeRecord RecordAspEpisode(const AspSystem& system,
                                  Policy& policy,
                                  std::vector<AspTask> tasks,
                                  const std::function<void(std::size_t)>& told = {});

/**
 * @ingroup isac-aigc
 * @brief The account of Table V.
 * @param system constants and providers
 * @param record of an episode
 * @return its account; the load of a provider is the share of its steps that tasks hold, those
 * included that wait for the end of a recovery
 */
AspAccount MakeAspAccount(const AspSystem& system, const AspEpisodeRecord& record);

} // namespace isac
} // namespace ns3

#endif // ISAC_ASP_RECORD_H
