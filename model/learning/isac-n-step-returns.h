/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_N_STEP_RETURNS_H
#define ISAC_N_STEP_RETURNS_H

#include "isac-action-space.h"
#include "isac-checkpoint.h"
#include "isac-environment.h"
#include "isac-transitions.h"

#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Turns the steps of N environments into transitions with n-step returns.
 *
 * A transition that begins at step t is complete after n steps: reward sum_{i<n} gamma^i r_{t+i},
 * discount gamma^n, next observation that of t + n. Where the episode ends after m < n steps it is
 * complete then: its reward has m terms; the discount is 0 after a termination, and gamma^m after a
 * truncation, whose finalObservation is the next observation. Episodes never mix. Where rewards
 * have derivatives by the action, the transition has those of its first reward, r_t.
 */
class NStepReturns
{
  public:
    /**
     * @param envCount N
     * @param n steps in a return, at least 1
     * @param gamma discount of one step
     */
    NStepReturns(int envCount, int n, double gamma);

    /**
     * @brief Take in one step of all environments; their sizes stay the same from call to call.
     * @param observations on which the actions were chosen, N x observation size
     * @param actions N
     * @param result what they led to
     * @return the transitions that are complete with it, environment by environment, the oldest
     * first; there may be none. Valid until the next call.
     */
    const TransitionBatch& Push(const Eigen::MatrixXd& observations,
                                const ActionBatch& actions,
                                const StepResult& result);

    /// Forget the steps that wait: new episodes begin everywhere.
    void Clear();

    /**
     * @param checkpoint gets the steps that wait
     * @param prefix of the entries' names
     */
    void Save(Checkpoint& checkpoint, const std::string& prefix) const;
    /**
     * @param checkpoint that steps of as many environments and the same n were saved to
     * @param prefix of the entries' names
     * @throws CheckpointError if it does not hold that
     */
    void Load(const Checkpoint& checkpoint, const std::string& prefix);

  private:
    /**
     * @brief n = 1: each step is a transition.
     * @param observations N x observation size
     * @param actions N
     * @param result what they led to
     */
    void PassThrough(const Eigen::MatrixXd& observations,
                     const ActionBatch& actions,
                     const StepResult& result);
    /**
     * @param environment one of them
     * @param age of a step that waits there, from 0 for the oldest
     * @return its row in m_waiting
     */
    int Row(int environment, int age) const;
    /**
     * @brief Complete the oldest step that waits in an environment.
     * @param environment one of them
     * @param result of the last step there
     * @param row of the transition that it becomes
     */
    void Complete(int environment, const StepResult& result, Eigen::Index row);

    int m_envCount;              //!< N
    int m_n;                     //!< steps in a return
    double m_gamma;              //!< discount of one step
    std::vector<double> m_power; //!< gamma^0 to gamma^n
    /// Steps that wait, a ring of n rows for each environment; no next observation, no discount.
    TransitionBatch m_waiting;
    std::vector<int> m_first;   //!< of each environment: where in its ring the oldest step is
    std::vector<int> m_count;   //!< of each environment: steps that wait
    TransitionBatch m_complete; //!< what Push() returns
};

} // namespace isac
} // namespace ns3

#endif // ISAC_N_STEP_RETURNS_H
