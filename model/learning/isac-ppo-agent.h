/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_PPO_AGENT_H
#define ISAC_PPO_AGENT_H

#include "isac-on-policy-agent.h"

#include <memory>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Proximal policy optimisation (Schulman et al. 2017) for actions of one categorical
 * component: clipped surrogate, advantages by generalised estimation and normalised in each part of
 * a rollout, actor (actorHidden) and critic (criticHidden) apart.
 *
 * A rollout of settings.rollout steps is gone through settings.epochs times in parts of
 * settings.batch, drawn anew each time. With a batch of the whole rollout and one epoch the
 * probabilities never change while learning, so that the bound never acts: that is how the scripts
 * published with D2SAC run it.
 */
class PpoAgent : public OnPolicyAgent
{
  public:
    /**
     * @param observationSize values in an observation
     * @param space of the actions: one categorical component, no continuous ones
     * @param settings of the learner, sound
     * @param seed all that the agent draws depends on it alone
     * @throws std::invalid_argument for another space
     */
    PpoAgent(int observationSize,
             const ActionSpace& space,
             const AgentSettings& settings,
             uint64_t seed);
    ~PpoAgent() override;

    LearningFigures GetFigures() const override;

  protected:
    void Learn(const Rollout& rollout) override;
    void SaveNetworks(Checkpoint& checkpoint, Extent extent) const override;
    void LoadNetworks(const Checkpoint& checkpoint, Extent extent) override;

  private:
    struct Critic;

    std::unique_ptr<Critic> m_critic; //!< value of an observation
    LearningFigures m_figures;        //!< of the last learning step
};

} // namespace isac
} // namespace ns3

#endif // ISAC_PPO_AGENT_H
