/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef TORCH_ADAM_H
#define TORCH_ADAM_H

#include "isac-checkpoint.h"

#include <string>
#include <torch/types.h>
#include <utility>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Adam (Kingma and Ba 2015, Algorithm 1) on flat tensors.
 */
class TorchAdam
{
  public:
    /// @param weightDecay L2 penalty: this share of each parameter is added to its gradient
    TorchAdam(double weightDecay = 0.0);

    /**
     * @brief Take charge of parameters.
     * @param values flat
     * @param gradients of the same size
     */
    void Add(const at::Tensor& values, const at::Tensor& gradients);

    /// @brief Set all gradients to zero.
    void ZeroGradients();

    /**
     * @brief One step down the gradients.
     * @param rate learning rate
     * @param clip largest norm of all gradients together, which are scaled down to it; 0 for any
     */
    void Step(double rate, double clip);

    /**
     * @param checkpoint gets moments and count
     * @param name of the entries
     */
    void Save(Checkpoint& checkpoint, const std::string& name) const;
    /**
     * @param checkpoint holds moments of parameters of the same sizes
     * @param name of the entries
     * @throws CheckpointError if it does not
     */
    void Load(const Checkpoint& checkpoint, const std::string& name);

  private:
    /// Parameters and their moments.
    struct Group
    {
        at::Tensor values;    //!< parameters
        at::Tensor gradients; //!< theirs
        at::Tensor first;     //!< mean of gradients
        at::Tensor second;    //!< mean of their squares
    };

    std::vector<Group> m_groups; //!< in the order added
    double m_weightDecay;        //!< L2 penalty
    int64_t m_step = 0;          //!< steps taken
};

} // namespace isac
} // namespace ns3

#endif // TORCH_ADAM_H
