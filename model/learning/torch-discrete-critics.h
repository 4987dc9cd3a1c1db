/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef TORCH_DISCRETE_CRITICS_H
#define TORCH_DISCRETE_CRITICS_H

#include "isac-agent-settings.h"
#include "torch-adam.h"
#include "torch-network.h"

#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Two critics with their targets, each of which gives the values of all actions at once; the
 * lesser counts, action by action.
 */
class TorchDiscreteCritics
{
  public:
    /**
     * @param observationSize values in an observation
     * @param actions number of them
     * @param settings sizes and rates
     * @param random source of the initial weights
     */
    TorchDiscreteCritics(int observationSize,
                         int actions,
                         const AgentSettings& settings,
                         RandomSource& random);

    /**
     * @param states N x observation size, normalised
     * @return N x actions, min(Q1, Q2)
     */
    FloatMatrix Least(const at::Tensor& states) const;
    /**
     * @param states N x observation size, normalised
     * @return N x actions, min(Q1', Q2')
     */
    FloatMatrix LeastTarget(const at::Tensor& states) const;

    /**
     * @brief One step of both critics down the sum of their mean squared errors, (28) of D2SAC.
     * @param states N x observation size, normalised
     * @param action N, those taken
     * @param target N, y
     * @param weight N, of each squared error
     * @param rate learning rate
     * @return N, Q - y before the step, mean of both critics
     */
    Eigen::VectorXf Learn(const at::Tensor& states,
                          const Eigen::VectorXi& action,
                          const Eigen::VectorXf& target,
                          const Eigen::VectorXf& weight,
                          double rate);
    /// @brief Targets follow by a share.
    void UpdateTargets();

    /// @return mean squared error of the last step, both critics together
    double GetLoss() const;
    /// @return number of parameters, without targets
    int64_t Size() const;

    /**
     * @param checkpoint gets critics, targets and optimiser
     * @param name of the entries
     */
    void Save(Checkpoint& checkpoint, const std::string& name) const;
    /**
     * @param checkpoint holds critics of the same sizes
     * @param name of the entries
     * @throws CheckpointError if it does not
     */
    void Load(const Checkpoint& checkpoint, const std::string& name);

  private:
    double m_softUpdate;                 //!< share of the new in the targets
    double m_clip;                       //!< largest norm of a gradient
    std::vector<TorchNetwork> m_critics; //!< Q1 and Q2
    std::vector<TorchNetwork> m_targets; //!< Q1' and Q2'
    TorchAdam m_adam;                    //!< of the critics
    double m_loss = 0.0;                 //!< of the last step
};

} // namespace isac
} // namespace ns3

#endif // TORCH_DISCRETE_CRITICS_H
