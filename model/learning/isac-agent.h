/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_AGENT_H
#define ISAC_AGENT_H

#include "isac-checkpoint.h"
#include "isac-environment.h"
#include "isac-policy.h"

#include <Eigen/Core>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace isac
{

/// Figures of a learner worth watching, by name: losses, entropy, temperature and the like.
using LearningFigures = std::vector<std::pair<std::string, double>>;

/**
 * @ingroup isac-aigc
 * @brief A policy that learns: it acts, is told what came of it, and learns from what it was told.
 *
 * Acting never changes what a later act without exploring decides. Agents draw from a random source
 * of their own. Equal seeds, settings and transitions give equal agents, bit for bit, on one
 * thread.
 */
class Agent : public Policy
{
  public:
    Action Act(const Eigen::VectorXd& observation, bool explore = false) override;

    /**
     * @param observations N x observation size
     * @param explore whether to depart from the best action in order to learn
     * @return N actions
     */
    virtual ActionBatch ActBatch(const Eigen::MatrixXd& observations, bool explore) = 0;

    /**
     * @brief Take in what N environments answered.
     * @param observations on which the actions were chosen, N x observation size
     * @param actions N
     * @param result what they led to
     */
    virtual void Observe(const Eigen::MatrixXd& observations,
                         const ActionBatch& actions,
                         const StepResult& result) = 0;

    /**
     * @brief One learning step.
     * @return whether there was enough to learn from; if not, nothing has changed
     */
    virtual bool Update() = 0;

    /**
     * @brief Tell how far training has come; schedules follow it.
     * @param done share of the training that is done, in [0, 1]
     */
    virtual void SetProgress(double done) = 0;

    /// @return figures of the last learning step
    virtual LearningFigures GetFigures() const = 0;

    /// How much of an agent a checkpoint holds.
    enum class Extent
    {
        POLICY,    //!< what it takes to act
        LEARNER,   //!< what it takes to go on learning: all networks and optimisers
        EVERYTHING //!< the replay as well: going on is then bit-identical
    };

    /**
     * @param checkpoint gets the agent
     * @param extent how much of it
     */
    virtual void Save(Checkpoint& checkpoint, Extent extent) const = 0;
    /**
     * @param checkpoint an agent of the same kind, space and sizes
     * @param extent how much of it is wanted
     * @throws CheckpointError if it does not hold that; the agent is then not to be used
     */
    virtual void Load(const Checkpoint& checkpoint, Extent extent) = 0;

    /**
     * @brief Write what acts without exploring as a TorchScript module, see TorchScriptPolicy.
     * @param path of the file
     * @param attributes texts that the module carries, by name
     * @throws CheckpointError if it cannot be written
     */
    virtual void ExportTorchScript(
        const std::string& path,
        const std::vector<std::pair<std::string, std::string>>& attributes) const = 0;
};

} // namespace isac
} // namespace ns3

#endif // ISAC_AGENT_H
