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
 * Second derivatives by hand. With sums z_l = W_l h_{l-1} + b_l and outputs h_l = f(z_l) of layer l
 * let u_l be the derivative of Q by z_l, p_l that by h_l, and d_l = f'(z_l) t_l, t_l = W_l d_{l-1},
 * the tangent of h_l that starts from d_0 = c in the action: <c, g> = u_l t_l for every l. Its
 * derivative by z_l, v_l = p_l f''(z_l) t_l + f'(z_l) W_{l+1}^T v_{l+1}, begins with 0 at the top.
 * Then that of e Q + <c, g> by W_l is (e u_l + v_l) h_{l-1}^T + u_l d_{l-1}^T and by b_l it is
 * e u_l + v_l.
 *
 * With ReLU all v are 0 and the rest is one product per layer, little dearer than learning values.
 * But slopes are then steps that change where units switch, and no single point sees how a bias
 * moves the steps: what is learned from slopes is biased. Mish has slopes that bend, for more time.
 */
class TorchTaylorCritic
{
  public:
    /**
     * @param observationSize values in an observation
     * @param actions components of an action
     * @param settings sizes, activation and rates
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

    /**
     * @param layer of the critic
     * @return what goes into it, at the points of Look()
     */
    const at::Tensor& Input(std::size_t layer) const;
    /**
     * @param gradient by the outputs of a hidden layer, or along its sums
     * @param layer of the critic
     * @return the same times f' at the points of Look()
     */
    at::Tensor ThroughActivation(const at::Tensor& gradient, std::size_t layer) const;

    int m_observationSize;           //!< values in an observation
    int m_actions;                   //!< components of an action
    Activation m_activation;         //!< f, ReLU or Mish
    double m_softUpdate;             //!< share of the new in the target
    double m_clip;                   //!< largest norm of a gradient
    TorchNetwork m_critic;           //!< Q
    TorchNetwork m_target;           //!< Q'
    std::vector<Layer> m_layers;     //!< of Q
    TorchAdam m_adam;                //!< of Q
    TorchNetwork::Pass m_pass;       //!< of the last Look()
    std::vector<at::Tensor> m_bySum; //!< u of each layer there
    std::vector<at::Tensor> m_byOut; //!< p of each hidden layer there
};

} // namespace isac
} // namespace ns3

#endif // TORCH_TAYLOR_CRITIC_H
