/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ASP_SYSTEM_H
#define ISAC_ASP_SYSTEM_H

#include "isac-asp-population.h"

#include "ns3/isac-action-space.h"
#include "ns3/isac-asp-provider.h"
#include "ns3/isac-asp-run-time.h"

#include <Eigen/Core>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/// Which comes first in an observation.
enum class AspOrder
{
    PROVIDERS_FIRST, //!< as the published code has it
    TASK_FIRST       //!< as the paper has it
};

/// When the utility of a task is earned.
enum class AspPayment
{
    ON_ASSIGNMENT, //!< at once; a crash later does not take it back: the published results
    ON_COMPLETION  //!< when the task ends
};

/// Whose providers an episode has.
enum class AspPopulation
{
    FIXED,      //!< those of the system, always
    PER_EPISODE //!< drawn anew for each episode
};

/**
 * @ingroup isac-aigc
 * @brief The system of ASP selection (D2SAC) as published; every constant can be changed.
 */
struct AspParameters
{
    int providers = 20;                              //!< I, number of providers
    AspProviderRanges ranges;                        //!< what providers are drawn from
    AspPopulation population = AspPopulation::FIXED; //!< whose providers an episode has
    double arrivalRate = 0.001;                      //!< lambda of Poisson arrivals [1/s]
    double horizon = 1e6;                            //!< time in which tasks arrive [s]
    bool wholeSeconds = true;                        //!< cut arrival times to whole seconds
    int minSteps = 100;                              //!< least T of a task
    int maxSteps = 250;                              //!< greatest T of a task
    int stepStride = 10;                             //!< between the T that tasks may have
    AspRunTime runTime;                              //!< how long T steps take
    double crashPenalty = 2.0;                       //!< r_F, for each crash
    double interruptionPenalty = 2.0;                //!< r_I, for a task that had all to do yet
    AspCrashRule crash;                              //!< lost or started over, and when
    AspPayment payment = AspPayment::ON_ASSIGNMENT;  //!< when utility is earned
    AspOrder order = AspOrder::PROVIDERS_FIRST;      //!< of an observation
    int window = 1;                                  //!< observations side by side, newest last

    /// @return how many different T tasks may have
    int StepChoices() const
    {
        return (maxSteps - minSteps) / stepStride + 1;
    }

    /**
     * @param choice 0 to StepChoices() - 1
     * @return the T it stands for
     */
    int Steps(int choice) const
    {
        return minSteps + choice * stepStride;
    }
};

/**
 * @ingroup isac-aigc
 * @param parameters to check
 * @return one line that names the parameter at fault and what was expected; empty if all is well
 */
std::string CheckAspParameters(const AspParameters& parameters);

/// What an observation says.
struct AspState
{
    std::vector<int> capacity; //!< c of each provider
    std::vector<int> free;     //!< steps that each has left
    int steps = 0;             //!< T of the task that has come
};

/**
 * @ingroup isac-aigc
 * @brief The system of ASP selection as a learner sees it: what is observed of a task and 20
 * providers, and what an action is.
 *
 * Observation (2I + 2 values): of each provider c_i / c_max and free_i / c_i, then T / T_max and
 * run time / longest run time; by AspOrder the task comes first. c_max is the greatest capacity of
 * the ranges, T_max the greatest T of a task. AspParameters::window of these stand side by side,
 * the newest last; before an episode is so old its first one fills the places.
 *
 * Action: one choice, the provider.
 */
class AspSystem
{
  public:
    /**
     * @param parameters constants
     * @param providers as many as AspParameters::providers
     * @throws std::invalid_argument with one line if something is wrong with them
     */
    explicit AspSystem(const AspParameters& parameters = {},
                       const std::vector<AspProviderProfile>& providers = PublishedAspProviders());

    /// @return constants
    const AspParameters& GetParameters() const
    {
        return m_parameters;
    }

    /// @return the providers
    const std::vector<AspProviderProfile>& GetProviders() const
    {
        return m_providers;
    }

    /// @return number of values of one observation, 2I + 2
    Eigen::Index BlockSize() const;
    /// @return number of values of what a policy is shown: AspParameters::window times BlockSize()
    int ObservationSize() const;
    /// @return one choice among the providers
    ActionSpace GetActionSpace() const;

    /**
     * @param provider i
     * @return place of c_i / c_max within a block; free_i / c_i is behind it
     */
    Eigen::Index ProviderPlace(int provider) const
    {
        return m_providerPlace + 2 * static_cast<Eigen::Index>(provider);
    }

    /// @return place of T / T_max within a block; the run time is behind it
    Eigen::Index TaskPlace() const
    {
        return m_taskPlace;
    }

    /**
     * @param capacity c_i
     * @return c_i / c_max
     */
    double ShowCapacity(int capacity) const
    {
        return capacity / m_capacityScale;
    }

    /**
     * @param steps T
     * @return T / T_max
     */
    double ShowSteps(int steps) const
    {
        return static_cast<double>(steps) / m_parameters.maxSteps;
    }

    /**
     * @param steps T
     * @return run time / longest run time
     */
    double ShowRunTime(int steps) const
    {
        return m_parameters.runTime.Seconds(steps) / m_runTimeScale;
    }

    /**
     * @param state what is to be shown
     * @return one block
     */
    Eigen::VectorXd Observe(const AspState& state) const;

    /**
     * @brief The inverse of Observe, exact: capacities and steps are whole numbers.
     * @param observation one block, or a window of which the newest counts
     * @return what it says
     */
    AspState Interpret(const Eigen::VectorXd& observation) const;

  private:
    AspParameters m_parameters;                  //!< constants
    std::vector<AspProviderProfile> m_providers; //!< the providers
    Eigen::Index m_providerPlace;                //!< of the first provider
    Eigen::Index m_taskPlace;                    //!< of the task
    double m_capacityScale;                      //!< c_max
    double m_runTimeScale;                       //!< longest run time [s]
};

} // namespace isac
} // namespace ns3

#endif // ISAC_ASP_SYSTEM_H
