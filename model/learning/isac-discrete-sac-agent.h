/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DISCRETE_SAC_AGENT_H
#define ISAC_DISCRETE_SAC_AGENT_H

#include "isac-categorical-actor.h"
#include "isac-off-policy-agent.h"

#include <memory>

namespace ns3
{
namespace isac
{

/// What makes the logits of a categorical policy.
enum class LogitsModel
{
    DIFFUSION, //!< AGOD, a denoising chain
    PERCEPTRON //!< one pass through a network
};

/// What makes the targets of the critics.
enum class CriticTarget
{
    TARGET_ACTOR, //!< sum pi' min Q', with an actor that follows slowly and without entropy
    ENTROPY       //!< sum pi (min Q' - alpha log pi), with the actor itself
};

/// A member of the family of DiscreteSacAgent.
struct DiscreteSacForm
{
    LogitsModel logits;  //!< the actor's
    CriticTarget target; //!< of the critics
};

/// D2SAC (Du et al. 2024).
constexpr DiscreteSacForm D2SAC{LogitsModel::DIFFUSION, CriticTarget::TARGET_ACTOR};
/// Its twin, with a perceptron in place of the chain.
constexpr DiscreteSacForm D2SAC_PERCEPTRON{LogitsModel::PERCEPTRON, CriticTarget::TARGET_ACTOR};
/// Soft actor-critic for discrete actions (Christodoulou 2019).
constexpr DiscreteSacForm DISCRETE_SAC{LogitsModel::PERCEPTRON, CriticTarget::ENTROPY};

/**
 * @ingroup isac-aigc
 * @brief Discrete actor-critics with entropy: two critics value all actions at once, so that the
 * actor's loss -mean(alpha H(pi) + sum pi min(Q1, Q2)) and the critics' targets need no sample of
 * an action.
 *
 * An update learns the critics, then the actor (through all steps of a chain), then moves the
 * targets. alpha is initialTemperature; if it is automatic, its logarithm follows the entropy
 * target. Networks begin as PyTorch's do. A chain has Mish, whatever the setting is.
 */
class DiscreteSacAgent : public OffPolicyAgent
{
  public:
    /**
     * @param form of the learner
     * @param observationSize values in an observation
     * @param space of the actions: one categorical component, no continuous ones
     * @param settings of the learner, sound
     * @param seed all that the agent draws depends on it alone
     * @throws std::invalid_argument for another space
     */
    DiscreteSacAgent(const DiscreteSacForm& form,
                     int observationSize,
                     const ActionSpace& space,
                     const AgentSettings& settings,
                     uint64_t seed);
    ~DiscreteSacAgent() override;

    ActionBatch ActBatch(const Eigen::MatrixXd& observations, bool explore) override;
    LearningFigures GetFigures() const override;

    /**
     * @param observations N x observation size
     * @return probabilities of the actions after each step of a random chain, see
     * CategoricalActor::Chain()
     */
    std::vector<FloatMatrix> Chain(const Eigen::MatrixXd& observations);

    void ExportTorchScript(
        const std::string& path,
        const std::vector<std::pair<std::string, std::string>>& attributes) const override;

  protected:
    Eigen::VectorXf Learn(const ReplaySample& sample,
                          const FloatMatrix& observation,
                          const FloatMatrix& next) override;
    void SaveNetworks(Checkpoint& checkpoint, Extent extent) const override;
    void LoadNetworks(const Checkpoint& checkpoint, Extent extent) override;

  private:
    struct Networks;

    /// @return what acts, up to date with what was learnt
    const CategoricalActor& Actor();

    std::unique_ptr<Networks> m_networks; //!< under training
    CategoricalActor m_actor;             //!< acts
    bool m_stale = true;                  //!< whether m_actor is behind m_networks
    LearningFigures m_figures;            //!< of the last learning step
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DISCRETE_SAC_AGENT_H
