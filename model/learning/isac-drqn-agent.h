/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DRQN_AGENT_H
#define ISAC_DRQN_AGENT_H

#include "isac-off-policy-agent.h"

#include <memory>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Deep recurrent Q network (Hausknecht and Stone 2015) for actions of one categorical
 * component.
 *
 * What it observes is a window of settings.window observations side by side, the oldest first, as
 * the environment gives them; each goes through criticHidden, then through layers of LSTM
 * (recurrentHidden) whose memory is empty before the window, then through a linear layer to the
 * values of the actions. Learning is that of DqnAgent, with the same settings.
 */
class DrqnAgent : public OffPolicyAgent
{
  public:
    /**
     * @param observationSize values in a whole window
     * @param space of the actions: one categorical component, no continuous ones
     * @param settings of the learner, sound
     * @param seed all that the agent draws depends on it alone
     * @throws std::invalid_argument for another space, or if a window is no whole number of
     * observations
     */
    DrqnAgent(int observationSize,
              const ActionSpace& space,
              const AgentSettings& settings,
              uint64_t seed);
    ~DrqnAgent() override;

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

    std::unique_ptr<Networks> m_networks; //!< under training, and act
    LearningFigures m_figures;            //!< of the last learning step
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DRQN_AGENT_H
