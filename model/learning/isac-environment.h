/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ENVIRONMENT_H
#define ISAC_ENVIRONMENT_H

#include "isac-action-space.h"
#include "isac-checkpoint.h"

#include <Eigen/Core>
#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/// What one step of N environments gave: one row or entry each.
struct StepResult
{
    Eigen::MatrixXd observation;      //!< N x size, what the next action is chosen on
    Eigen::MatrixXd finalObservation; //!< N x size, the same before any restart
    Eigen::VectorXd reward;           //!< N
    Eigen::Array<bool, Eigen::Dynamic, 1> terminated; //!< N, the episode came to an end
    Eigen::Array<bool, Eigen::Dynamic, 1> truncated;  //!< N, the episode was cut short
    Eigen::MatrixXd metrics;                          //!< N x metrics, see Environment::MetricNames
    /// Derivative of each reward by the continuous components of its action, N x components, where
    /// the environment knows it; else empty. Agents that cannot use it do not look at it.
    Eigen::MatrixXd rewardGradient;
};

/**
 * @ingroup isac-aigc
 * @brief N copies of a system that step together, with the meaning Gymnasium gives to the words.
 *
 * An environment whose episode ends starts the next one within the same step: `observation` then
 * is the first of the new episode and `finalObservation` the last of the old one.
 */
class Environment
{
  public:
    virtual ~Environment() = default;

    /// @return number of copies N
    virtual int Count() const = 0;
    /// @return number of values in one observation
    virtual int ObservationSize() const = 0;
    /// @return what an action consists of
    virtual ActionSpace GetActionSpace() const = 0;
    /// @return name of each column of StepResult::metrics
    virtual std::vector<std::string> MetricNames() const = 0;

    /**
     * @brief Start new episodes everywhere.
     * @param seed everything that follows depends on it alone
     * @return first observations, N x ObservationSize()
     */
    virtual Eigen::MatrixXd Reset(uint64_t seed) = 0;

    /**
     * @param actions N actions, each of GetActionSpace()
     * @return what they led to; valid until the next call
     */
    virtual const StepResult& Step(const ActionBatch& actions) = 0;

    /**
     * @param checkpoint gets all that the next steps depend on
     * @param prefix of the entries' names
     */
    virtual void Save(Checkpoint& checkpoint, const std::string& prefix) const = 0;
    /**
     * @param checkpoint that an environment of the same kind and count was saved to
     * @param prefix of the entries' names
     * @return the observations that the next actions are to be chosen on
     * @throws CheckpointError if it does not hold that
     */
    virtual Eigen::MatrixXd Load(const Checkpoint& checkpoint, const std::string& prefix) = 0;
};

} // namespace isac
} // namespace ns3

#endif // ISAC_ENVIRONMENT_H
