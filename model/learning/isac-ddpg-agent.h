/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DDPG_AGENT_H
#define ISAC_DDPG_AGENT_H

#include "isac-dense-network.h"
#include "isac-off-policy-agent.h"

#include <memory>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Deep deterministic policy gradient (Lillicrap et al. 2016): a deterministic actor that
 * climbs one critic, Gaussian noise to explore.
 *
 * Choices are relaxed, see isac-relaxed-action.h. With discount 0 (a contextual bandit) no next
 * value is needed and none is computed.
 */
class DdpgAgent : public OffPolicyAgent
{
  public:
    /**
     * @param observationSize values in an observation
     * @param space of the actions
     * @param settings of the learner, sound
     * @param seed all that the agent draws depends on it alone
     */
    DdpgAgent(int observationSize,
              const ActionSpace& space,
              const AgentSettings& settings,
              uint64_t seed);
    ~DdpgAgent() override;

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
    DenseNetwork m_actor;                 //!< acts
    bool m_stale = true;                  //!< whether m_actor is behind m_networks
    LearningFigures m_figures;            //!< of the last learning step
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DDPG_AGENT_H
