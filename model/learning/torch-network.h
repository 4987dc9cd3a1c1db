/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef TORCH_NETWORK_H
#define TORCH_NETWORK_H

#include "isac-agent-settings.h"
#include "isac-checkpoint.h"
#include "isac-dense-network.h"
#include "isac-random-source.h"

#include <string>
#include <torch/types.h>
#include <utility>
#include <vector>

namespace ns3
{
namespace isac
{

/// Whether a pass through a network lets gradients reach its parameters.
enum class Parameters
{
    TRAINED, //!< yes
    FROZEN   //!< no, only its input
};

/**
 * @ingroup isac-aigc
 * @param settings of a learner
 * @return what follows the hidden layers of its networks
 */
inline Activation
HiddenActivation(const AgentSettings& settings)
{
    return settings.mish ? Activation::MISH : Activation::RELU;
}

/**
 * @ingroup isac-aigc
 * @brief A multilayer perceptron under training.
 *
 * All parameters lie in one flat tensor and so do their gradients: an optimiser, a soft update or a
 * copy is a handful of operations whatever the number of layers.
 */
class TorchNetwork
{
  public:
    /**
     * @param inputs values that go in
     * @param hidden sizes of the hidden layers
     * @param outputs values that come out
     * @param hiddenActivation what follows each hidden layer
     * @param outputActivation what follows the last layer
     */
    TorchNetwork(int inputs,
                 const std::vector<int>& hidden,
                 int outputs,
                 Activation hiddenActivation = Activation::RELU,
                 Activation outputActivation = Activation::NONE);

    /// @return values that go in
    int Inputs() const;
    /// @return values that come out
    int Outputs() const;
    /// @return values that come out of the first layer
    int FirstOutputs() const;

    /**
     * @brief Orthogonal weights (Saxe et al. 2014; sec. IV-A (1) of CAQA-AIGC), biases 0.
     * @param random source of the draw
     * @param outputGain gain of the last layer; hidden layers have the square root of 2
     */
    void InitialiseOrthogonal(RandomSource& random, double outputGain);
    /**
     * @brief Weights and biases uniform within 1 / sqrt(inputs of the layer), as PyTorch has them
     * by default.
     * @param random source of the draw
     */
    void InitialiseUniform(RandomSource& random);

    /**
     * @param input N x Inputs()
     * @param parameters whether they are trained by this pass
     * @return N x Outputs()
     */
    at::Tensor Forward(const at::Tensor& input, Parameters parameters = Parameters::TRAINED) const;

    /// What a pass through the network leaves for the way back.
    struct Pass
    {
        std::vector<at::Tensor>
            values; //!< input, then what each layer gave (Mish: linear part too)
    };

    /**
     * @brief Forward() without autograd.
     * @param input N x Inputs()
     * @param pass gets what GoBack() needs
     * @return N x Outputs()
     */
    at::Tensor Run(const at::Tensor& input, Pass& pass) const;
    /**
     * @brief The way back by hand, for losses whose derivative is known.
     * @param pass of Run()
     * @param gradient by the output, N x Outputs()
     * @param parameters whether gradients are added to Gradients()
     * @param wantInput whether the gradient by the input is wanted
     * @return it, N x Inputs(); undefined if it is not wanted
     */
    at::Tensor GoBack(const Pass& pass,
                      const at::Tensor& gradient,
                      Parameters parameters,
                      bool wantInput) const;

    /**
     * @brief Add the share of some inputs to the sums of the first layer, which are its linear part
     * without the bias: of many passes with inputs in common those are multiplied once.
     * @param part N x any number of inputs
     * @param from place of the first of them
     * @param sums N x outputs of the first layer, added to
     */
    void AddSums(const at::Tensor& part, int64_t from, at::Tensor& sums) const;
    /**
     * @brief Run() with the sums of the first layer given.
     * @param sums N x outputs of the first layer, written over
     * @param pass gets what GoBackToSums() needs
     * @return N x Outputs()
     */
    at::Tensor RunFrom(const at::Tensor& sums, Pass& pass) const;
    /**
     * @brief GoBack() as far as the sums of the first layer, whose weights are left out.
     * @param pass of RunFrom()
     * @param gradient by the output, N x Outputs()
     * @param parameters whether gradients are added to Gradients()
     * @return gradient by the sums
     */
    at::Tensor GoBackToSums(const Pass& pass,
                            const at::Tensor& gradient,
                            Parameters parameters) const;
    /**
     * @brief The way back through AddSums(): add to the gradients of the first layer's weights.
     * @param bySums gradient by the sums
     * @param part as AddSums() had it
     * @param from as AddSums() had it
     */
    void GoBackFromSums(const at::Tensor& bySums, const at::Tensor& part, int64_t from) const;
    /**
     * @param bySums gradient by the sums
     * @param from as AddSums() had it
     * @param count inputs in the part
     * @return gradient by the part
     */
    at::Tensor GradientByPart(const at::Tensor& bySums, int64_t from, int64_t count) const;

    /// @return all parameters, flat; changing them changes the network
    const at::Tensor& Values() const;
    /// @return their gradients, flat; backward passes add to them
    const at::Tensor& Gradients() const;

    /// @param other of the same sizes, whose parameters are taken
    void CopyFrom(const TorchNetwork& other);
    /**
     * @brief theta' <- share theta + (1 - share) theta', (15) of CAQA-AIGC.
     * @param other of the same sizes
     * @param share of the other
     */
    void SoftUpdate(const TorchNetwork& other, double share);

    /// @return a copy that acts without LibTorch
    DenseNetwork Export() const;
    /**
     * @param name of the network in a TorchScript source
     * @param input what goes in, as the source has it
     * @param parameters gets weights and biases
     * @return an expression of TorchScript for what comes out
     */
    std::string ExportSource(const std::string& name,
                             const std::string& input,
                             std::vector<std::pair<std::string, FloatMatrix>>& parameters) const;

    /**
     * @param checkpoint gets the parameters
     * @param name of the entry
     */
    void Save(Checkpoint& checkpoint, const std::string& name) const;
    /**
     * @param checkpoint holds parameters of a network of the same sizes
     * @param name of the entry
     * @throws CheckpointError if it does not
     */
    void Load(const Checkpoint& checkpoint, const std::string& name);

  private:
    class Function;

    /// One layer: views into the flat tensors.
    struct Layer
    {
        at::Tensor weight;         //!< outputs x inputs
        at::Tensor bias;           //!< outputs
        at::Tensor weightGradient; //!< where the gradient by the weight is added
        at::Tensor biasGradient;   //!< likewise by the bias
        Activation activation;     //!< what follows
    };

    at::Tensor m_hook;           //!< requires a gradient, and nothing else
    at::Tensor m_values;         //!< all parameters
    at::Tensor m_gradients;      //!< their gradients
    std::vector<Layer> m_layers; //!< in order
};

} // namespace isac
} // namespace ns3

#endif // TORCH_NETWORK_H
