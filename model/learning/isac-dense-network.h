/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DENSE_NETWORK_H
#define ISAC_DENSE_NETWORK_H

#include "isac-transitions.h"

#include <Eigen/Core>
#include <vector>

namespace ns3
{
namespace isac
{

/// What follows the linear part of a layer.
enum class Activation
{
    NONE,   //!< nothing
    RELU,   //!< max(x, 0)
    TANH,   //!< tanh(x)
    MISH,   //!< x tanh(log(1 + exp(x)))
    SIGMOID //!< 1 / (1 + exp(-x))
};

/**
 * @ingroup isac-aigc
 * @brief A multilayer perceptron that only acts: a copy of trained weights, evaluated without
 * LibTorch, whose calls take longer than the arithmetic of one decision.
 *
 * Vector units are used as far as the machine has them; results do not depend on which, nor on how
 * many rows go in together. Values between layers are kept in the network: one thread at a time may
 * call Forward().
 */
class DenseNetwork
{
  public:
    DenseNetwork() = default;

    /**
     * @brief Append a layer.
     * @param weight outputs x inputs; inputs are the outputs of the layer before
     * @param bias outputs
     * @param activation what follows
     * @throws std::invalid_argument if the sizes do not match
     */
    void AddLayer(const FloatMatrix& weight, const Eigen::VectorXf& bias, Activation activation);

    /// @return values that go in; 0 for a network without layers
    int Inputs() const;
    /// @return values that come out
    int Outputs() const;

    /**
     * @param input Inputs() values
     * @param output gets Outputs() values; not the input itself
     */
    void Forward(const float* input, float* output) const;
    /**
     * @param input N x Inputs()
     * @return N x Outputs()
     */
    FloatMatrix Forward(const FloatMatrix& input) const;

  private:
    /// One layer, packed for Forward().
    struct Layer
    {
        int inputs;                //!< values that go in
        int outputs;               //!< values that come out
        int padded;                //!< outputs rounded up to a whole block
        Activation activation;     //!< what follows
        std::vector<float> weight; //!< by blocks of outputs, inputs within
        std::vector<float> bias;   //!< padded
    };

    /**
     * @param input rows x Inputs(), row after row
     * @param rows 1 or VECTOR_ROWS
     * @param output gets rows x Outputs()
     */
    void ForwardRows(const float* input, int rows, float* output) const;

    std::vector<Layer> m_layers;             //!< in order
    mutable std::vector<float> m_scratch[2]; //!< values between layers
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DENSE_NETWORK_H
