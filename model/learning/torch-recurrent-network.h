/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef TORCH_RECURRENT_NETWORK_H
#define TORCH_RECURRENT_NETWORK_H

#include "torch-adam.h"
#include "torch-network.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief A network that reads a window of observations one by one: the same dense layers on each,
 * layers of LSTM (Hochreiter and Schmidhuber 1997, with forget gates) that begin each window
 * with an empty memory, and a linear layer on what the last of them gave last.
 */
class TorchRecurrentNetwork
{
  public:
    /**
     * @param inputs values in one observation
     * @param window observations that go in side by side, the oldest first
     * @param hidden sizes of the dense layers; there may be none
     * @param recurrent sizes of the layers of LSTM; there may be none
     * @param outputs values that come out
     * @param activation what follows each dense layer
     */
    TorchRecurrentNetwork(int inputs,
                          int window,
                          const std::vector<int>& hidden,
                          const std::vector<int>& recurrent,
                          int outputs,
                          Activation activation);

    /**
     * @brief Dense layers orthogonal; all of a layer of LSTM uniform within 1 / sqrt(its size).
     * @param random source of the draw
     */
    void Initialise(RandomSource& random);

    /**
     * @param input N x (window inputs)
     * @return N x outputs; the way back through autograd adds to the gradients
     */
    at::Tensor Forward(const at::Tensor& input) const;

    /// @param adam takes charge of all parameters
    void GiveTo(TorchAdam& adam) const;
    /**
     * @brief theta' <- share theta + (1 - share) theta'.
     * @param other of the same sizes
     * @param share of the other; 1 copies it
     */
    void Follow(const TorchRecurrentNetwork& other, double share);

    /**
     * @param input what goes in, as a TorchScript source has it
     * @param output what comes out, a name there
     * @param parameters gets weights and biases
     * @return lines of a method's body
     */
    std::string ExportSource(const std::string& input,
                             const std::string& output,
                             std::vector<std::pair<std::string, FloatMatrix>>& parameters) const;

    /**
     * @param checkpoint gets the parameters
     * @param name of the entries
     */
    void Save(Checkpoint& checkpoint, const std::string& name) const;
    /**
     * @param checkpoint holds parameters of a network of the same sizes
     * @param name of the entries
     * @throws CheckpointError if it does not
     */
    void Load(const Checkpoint& checkpoint, const std::string& name);

  private:
    /// One layer of LSTM: views into the flat tensors. Gates: input, forget, cell, output.
    struct Layer
    {
        int size;             //!< values that come out
        at::Tensor input;     //!< 4 size x inputs
        at::Tensor recurrent; //!< 4 size x size
        at::Tensor bias;      //!< 4 size
    };

    /// @return name and values of all parts
    std::vector<std::pair<std::string, at::Tensor>> Parts() const;

    int m_inputs;                        //!< values in one observation
    int m_window;                        //!< observations
    std::optional<TorchNetwork> m_dense; //!< on each observation
    std::vector<Layer> m_layers;         //!< LSTM
    at::Tensor m_values;                 //!< their parameters, flat
    at::Tensor m_gradients;              //!< theirs
    std::optional<TorchNetwork> m_head;  //!< linear
};

} // namespace isac
} // namespace ns3

#endif // TORCH_RECURRENT_NETWORK_H
