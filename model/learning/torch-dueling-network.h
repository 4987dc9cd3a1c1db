/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef TORCH_DUELING_NETWORK_H
#define TORCH_DUELING_NETWORK_H

#include "torch-adam.h"
#include "torch-noisy-network.h"

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
 * @brief The network of Rainbow: a trunk, then two noisy streams, combined as CombineStreams()
 * says.
 */
class TorchDuelingNetwork
{
  public:
    /**
     * @param inputs values that go in
     * @param hidden all but the last are the trunk's, the last is each stream's
     * @param actions number of them
     * @param width outputs of an action
     * @param activation what follows each hidden layer
     */
    TorchDuelingNetwork(int inputs,
                        const std::vector<int>& hidden,
                        int actions,
                        int width,
                        Activation activation);

    /**
     * @param random source of the draw
     * @param deviation of the noise, see TorchNoisyNetwork::Initialise()
     */
    void Initialise(RandomSource& random, double deviation);
    /**
     * @brief New noise, for Run() from now on. Also needed once parameters have changed.
     * @param random source of the draw
     */
    void Draw(RandomSource& random);

    /// What a pass leaves for the way back.
    struct Pass
    {
        TorchNetwork::Pass trunk;     //!< of the trunk
        TorchNetwork::Pass value;     //!< of the value's stream
        TorchNetwork::Pass advantage; //!< of the advantages' stream
    };

    /**
     * @param input N x inputs, which must outlive the pass
     * @param pass gets what GoBack() needs
     * @return N x (actions width), actions one after the other
     */
    FloatMatrix Run(const FloatMatrix& input, Pass& pass) const;
    /**
     * @brief Adds to the gradients.
     * @param pass of Run(), since the last Draw()
     * @param gradient by what it gave
     */
    void GoBack(const Pass& pass, const FloatMatrix& gradient);

    /// @param adam takes charge of all parameters
    void GiveTo(TorchAdam& adam) const;
    /**
     * @brief theta' <- share theta + (1 - share) theta'.
     * @param other of the same sizes
     * @param share of the other; 1 copies it
     */
    void Follow(const TorchDuelingNetwork& other, double share);

    /// @return the trunk; none without its layers
    const std::optional<TorchNetwork>& Trunk() const;
    /// @return the value's stream
    const TorchNoisyNetwork& Value() const;
    /// @return the advantages' stream
    const TorchNoisyNetwork& Advantage() const;

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
    /// @return name and values of all parts
    std::vector<std::pair<std::string, at::Tensor>> Parts() const;

    std::optional<TorchNetwork> m_trunk; //!< features of an observation
    TorchNoisyNetwork m_value;           //!< stream of the observation
    TorchNoisyNetwork m_advantage;       //!< stream of the actions
    int m_width;                         //!< outputs of an action
};

} // namespace isac
} // namespace ns3

#endif // TORCH_DUELING_NETWORK_H
