/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_SAC_AGENT_H
#define ISAC_SAC_AGENT_H

#include "isac-hybrid-actor.h"
#include "isac-off-policy-agent.h"

#include <memory>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Soft actor-critic for hybrid actions: the learner of LPDRL-F (CAQA-AIGC, sec. IV-B,
 * Algorithm 1; Haarnoja et al. 2018).
 *
 * One temperature weighs the entropy of choices and values together and follows their joint target.
 * The entropy of the choices is taken in closed form, that of the values from the sample.
 * With discount 0 (a contextual bandit) no next value is needed and none is computed.
 */
class SacAgent : public OffPolicyAgent
{
  public:
    /**
     * @param observationSize values in an observation
     * @param space of the actions
     * @param settings of the learner, sound
     * @param seed all that the agent draws depends on it alone
     */
    SacAgent(int observationSize,
             const ActionSpace& space,
             const AgentSettings& settings,
             uint64_t seed);
    ~SacAgent() override;

    ActionBatch ActBatch(const Eigen::MatrixXd& observations, bool explore) override;
    LearningFigures GetFigures() const override;
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

    std::unique_ptr<Networks> m_networks; //!< under training
    HybridActor m_actor;                  //!< acts
    bool m_stale = true;                  //!< whether m_actor is behind m_networks
    double m_targetEntropy;               //!< of choices and values together [nat]
    LearningFigures m_figures;            //!< of the last learning step
};

/**
 * @ingroup isac-aigc
 * @brief Entropy that the temperature steers to.
 * @param space of the actions
 * @param settings with a target for each continuous value and each choice
 * @return their sum [nat]
 */
double TargetEntropy(const ActionSpace& space, const AgentSettings& settings);

/**
 * @ingroup isac-aigc
 * @brief The gradient that steers the temperature, of J(rho) by log rho.
 * @param entropy mean of the policy's entropy in a batch [nat]
 * @param target entropy [nat]
 * @return positive where the entropy is above the target, so that descent lowers rho
 */
double TemperatureGradient(double entropy, double target);

} // namespace isac
} // namespace ns3

#endif // ISAC_SAC_AGENT_H
