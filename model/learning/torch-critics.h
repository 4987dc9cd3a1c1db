/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef TORCH_CRITICS_H
#define TORCH_CRITICS_H

#include "isac-agent-settings.h"
#include "isac-worker.h"
#include "torch-adam.h"
#include "torch-network.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief One or more critics Q(s, a) with their targets, of which the least counts (Fujimoto et al.
 * 2018): (13) and (15) of CAQA-AIGC. Two threads give the same bits as one.
 */
class TorchCritics
{
  public:
    /**
     * @param count number of critics
     * @param inputs values of observation and action together
     * @param settings sizes and rates
     * @param random source of the initial weights
     */
    TorchCritics(int count, int inputs, const AgentSettings& settings, RandomSource& random);

    /**
     * @param input N x inputs
     * @return N, the least value; gradients reach the input alone
     */
    at::Tensor Least(const at::Tensor& input) const;
    /**
     * @param input N x inputs
     * @return N, the value of the first critic; gradients reach the input alone
     */
    at::Tensor First(const at::Tensor& input) const;
    /**
     * @param input N x inputs
     * @return N, the least value of the target networks
     */
    at::Tensor LeastTarget(const at::Tensor& input) const;

    /**
     * @brief One step of all critics towards the targets, by mean squared error (13).
     * @param input N x inputs
     * @param target N, y
     * @param weight N, of each squared error
     * @param rate learning rate
     * @return N, Q - y of the first critic before the step
     */
    at::Tensor Learn(const at::Tensor& input,
                     const at::Tensor& target,
                     const at::Tensor& weight,
                     double rate);
    /// @brief Targets follow by a share, (15).
    void UpdateTargets();
    /// @return mean squared error of the last step, all critics together
    double GetLoss() const;

    /**
     * @param checkpoint gets critics, targets and optimiser
     * @param name of the entries
     */
    void Save(Checkpoint& checkpoint, const std::string& name) const;
    /**
     * @param checkpoint holds critics of the same number and sizes
     * @param name of the entries
     * @throws CheckpointError if it does not
     */
    void Load(const Checkpoint& checkpoint, const std::string& name);

  private:
    class LeastFunction;

    /**
     * @brief Do something for each critic; with two threads, for the last one beside the others.
     * @param task takes the critic's index and touches nothing of the others
     */
    void ForEach(const std::function<void(std::size_t)>& task) const;

    double m_softUpdate;                 //!< share of the new in the targets
    double m_clip;                       //!< largest norm of a gradient
    std::vector<TorchNetwork> m_critics; //!< Q
    std::vector<TorchNetwork> m_targets; //!< Q'
    TorchAdam m_adam;                    //!< of the critics
    std::vector<double> m_loss;          //!< of each critic in the last step
    std::unique_ptr<Worker> m_worker;    //!< the second thread, if there is one
};

} // namespace isac
} // namespace ns3

#endif // TORCH_CRITICS_H
