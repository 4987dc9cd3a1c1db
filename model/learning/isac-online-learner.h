/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ONLINE_LEARNER_H
#define ISAC_ONLINE_LEARNER_H

#include "isac-agent.h"

#include <cstdint>
#include <deque>
#include <optional>

namespace ns3
{
namespace isac
{

/// How an OnlineLearner learns.
struct OnlineLearning
{
    int updatesPerStep = 1; //!< learning steps for each transition
    int episodeSteps = 50;  //!< steps in an episode; the next one begins by itself
    int patience = 10;      //!< a reward that is not in so many steps later was lost
};

/**
 * @ingroup isac-aigc
 * @brief Lets an agent learn in a world that does not wait: rewards come later than the next
 * decision, and may be lost.
 *
 * For each step call Begin(), let the agent act, then call Chosen(); call Rewarded() whenever a
 * reward is in. A transition goes to the agent once its reward, the observation of the next step
 * and the fate of the next transition are known: it is one step late. Where the next transition is
 * lost, as its reward is or as a step was left out, it counts as truncated, so that n-step returns
 * do not reach over the gap. A reward is lost when that of a later step is in first, or after
 * OnlineLearning::patience. The observation that ends an episode is the first one of the next.
 */
class OnlineLearner
{
  public:
    /**
     * @param agent learns; must outlive this object
     * @param settings how
     */
    OnlineLearner(Agent& agent, const OnlineLearning& settings);

    /**
     * @brief A step begins: learn from the transitions that it completes.
     * @param step its number, above all earlier ones
     * @param observation on which its action will be chosen
     */
    void Begin(int64_t step, const Eigen::VectorXd& observation);
    /// @param action that was chosen in the step that Begin() began
    void Chosen(const Action& action);
    /**
     * @param step that is rewarded; one that is not known or was given up is ignored
     * @param reward what it earned
     */
    void Rewarded(int64_t step, double reward);

    /// @return transitions that the agent has been given
    int64_t GetTransitions() const;
    /// @return learning steps of the agent
    int64_t GetUpdates() const;

  private:
    /// A step on its way to become a transition.
    struct Step
    {
        int64_t number;               //!< of the step
        Eigen::VectorXd observation;  //!< of the step
        Action action;                //!< once it is chosen
        std::optional<double> reward; //!< once it is in
    };

    /// What becomes of a step.
    enum class Fate
    {
        OPEN, //!< not known yet
        LOST, //!< no transition
        KEPT  //!< a transition, all of it known
    };

    /**
     * @param place of a step in m_steps
     * @return what becomes of it
     */
    Fate GetFate(std::size_t place) const;
    /// @param truncated whether n-step returns must not reach beyond the first two steps
    void HandOver(bool truncated);

    Agent& m_agent;            //!< learns
    OnlineLearning m_settings; //!< how
    std::deque<Step> m_steps;  //!< by number; the last one is under way
    int64_t m_lastReward = -1; //!< latest step whose reward is in
    int64_t m_transitions = 0; //!< handed over
    int64_t m_updates = 0;     //!< learning steps
};

} // namespace isac
} // namespace ns3

#endif // ISAC_ONLINE_LEARNER_H
