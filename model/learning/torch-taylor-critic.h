/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef TORCH_TAYLOR_CRITIC_H
#define TORCH_TAYLOR_CRITIC_H

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
 * @brief A critic Q(s, a) with its target network that learns from losses of its values and of its
 * slopes g = grad_a Q(s, a).
 *
 * A ReLU network is linear within a region: with D_l = diag(1 where unit l is active) the slope is
 * g = W_1a^T D_1 W_2^T D_2 ... w_L. Let u_l be the derivative of Q by the sums of layer l, h_l its
 * outputs, and d_l = D_l W_l d_{l-1} the tangent of h_l that starts from d_0 = c in the action.
 * Then <c, g> = u_l W_l d_{l-1} for every l, so that its derivative by W_l is u_l^T d_{l-1}, and
 * that of e Q is u_l^T (e h_{l-1}): one matrix product per layer serves both. Biases move no slope.
 * Other activations bend within a region, which this leaves out: they are not offered.
 */
class TorchTaylorCritic
{
  public:
    /**
     * @param observationSize values in an observation
     * @param actions components of an action
     * @param settings sizes and rates; hidden layers have ReLU whatever they say
     * @param random source of the initial weights
     */
    TorchTaylorCritic(int observationSize,
                      int actions,
                      const AgentSettings& settings,
                      RandomSource& random);

    /**
     * @param input N x (observation size + actions)
     * @return N, Q, whose gradient reaches the input alone
     */
    at::Tensor Value(const at::Tensor& input) const;
    /**
     * @param input N x (observation size + actions)
     * @return N, Q' of the target network, without gradients
     */
    at::Tensor TargetValue(const at::Tensor& input) const;

    /// Values and slopes at some points.
    struct View
    {
        Eigen::VectorXf value; //!< N, Q
        FloatMatrix slope;     //!< N x actions, grad_a Q
    };

    /**
     * @param input N x (observation size + actions), kept
     * @return what the critic has there; the next Descend() is about these points
     */
    View Look(const at::Tensor& input);
    /**
     * @brief One step down a loss whose derivatives by the values and slopes of Look() are known.
     * @param byValue N
     * @param bySlope N x actions; no columns if the loss does not depend on slopes
     * @param rate learning rate
     */
    void Descend(const Eigen::VectorXf& byValue, const FloatMatrix& bySlope, double rate);
    /// @brief The target follows by a share.
    void UpdateTarget();

    /**
     * @param checkpoint gets critic, target and optimiser
     * @param name of the entries
     */
    void Save(Checkpoint& checkpoint, const std::string& name) const;
    /**
     * @param checkpoint holds a critic of the same sizes
     * @param name of the entries
     * @throws CheckpointError if it does not
     */
    void Load(const Checkpoint& checkpoint, const std::string& name);

  private:
    /// Views into the flat tensors of the critic.
    struct Layer
    {
        at::Tensor weight;         //!< outputs x inputs
        at::Tensor weightGradient; //!< likewise
        at::Tensor biasGradient;   //!< outputs
    };

    int m_observationSize;           //!< values in an observation
    int m_actions;                   //!< components of an action
    double m_softUpdate;             //!< share of the new in the target
    double m_clip;                   //!< largest norm of a gradient
    TorchNetwork m_critic;           //!< Q
    TorchNetwork m_target;           //!< Q'
    std::vector<Layer> m_layers;     //!< of Q
    TorchAdam m_adam;                //!< of Q
    TorchNetwork::Pass m_pass;       //!< of the last Look()
    std::vector<at::Tensor> m_bySum; //!< u of each layer there
};

} // namespace isac
} // namespace ns3

#endif // TORCH_TAYLOR_CRITIC_H
