/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef TORCH_NOISY_NETWORK_H
#define TORCH_NOISY_NETWORK_H

#include "torch-network.h"

#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief A multilayer perceptron whose weights and biases are mean + deviation * noise, both
 * learned (Fortunato et al. 2018), with factorised noise: that of a weight is the product of one
 * number for its output and one for its input, that of a bias the one for its output, where each
 * number is sign(x) sqrt(|x|) of a normal x.
 */
class TorchNoisyNetwork
{
  public:
    /**
     * @param inputs values that go in
     * @param hidden sizes of the hidden layers
     * @param outputs values that come out
     * @param hiddenActivation what follows each hidden layer
     */
    TorchNoisyNetwork(int inputs,
                      const std::vector<int>& hidden,
                      int outputs,
                      Activation hiddenActivation);

    /**
     * @brief Means uniform within 1 / sqrt(inputs of the layer), deviations equal.
     * @param random source of the draw
     * @param deviation of all, before 1 / sqrt(inputs of the layer)
     */
    void Initialise(RandomSource& random, double deviation);

    /**
     * @brief New noise, for Run() from now on. Also needed once parameters have changed.
     * @param random source of the draw
     */
    void Draw(RandomSource& random);

    /// @return a network of its own with the means, of use where there is to be no noise
    TorchNetwork Still() const;

    /**
     * @param input N x inputs
     * @param pass gets what GoBack() needs
     * @return N x outputs, with the noise drawn last
     */
    at::Tensor Run(const at::Tensor& input, TorchNetwork::Pass& pass) const;
    /**
     * @brief Adds to Gradients().
     * @param pass of Run(), since the last Draw()
     * @param gradient by the output, N x outputs
     * @return gradient by the input, N x inputs
     */
    at::Tensor GoBack(const TorchNetwork::Pass& pass, const at::Tensor& gradient);

    /// @return all means, then all deviations, flat; a change shows after the next Draw()
    const at::Tensor& Values() const;
    /// @return their gradients, flat
    const at::Tensor& Gradients() const;
    /// @return noise of each mean, flat
    const at::Tensor& Noise() const;

  private:
    std::vector<int> m_sizes; //!< of all layers, inputs first
    Activation m_activation;  //!< what follows each hidden layer
    TorchNetwork m_network;   //!< with the noise drawn last
    at::Tensor m_noise;       //!< of each parameter of it
    at::Tensor m_values;      //!< means, then deviations
    at::Tensor m_gradients;   //!< theirs
};

} // namespace isac
} // namespace ns3

#endif // TORCH_NOISY_NETWORK_H
