/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef TORCH_BRANCHING_NETWORK_H
#define TORCH_BRANCHING_NETWORK_H

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
 * @brief A dueling network with branches (Tavakoli, Pardo and Kormushev 2018): hidden layers that
 * all share, the last of them once for the value of the state and once for the advantages of all
 * branches' choices.
 *
 * The paper has such a layer for every branch. With a hundred branches those would be a hundred
 * small products; one layer for all of them is one product. What comes back to the shared layers is
 * divided by branches + 1, as in the paper. (Adam takes no notice of a constant factor of all
 * gradients of a layer but for its epsilon; a bound of their norm does.)
 */
class TorchBranchingNetwork
{
  public:
    /**
     * @param inputs values that go in
     * @param hidden sizes of the hidden layers
     * @param branches choices of each
     * @param activation what follows each hidden layer
     */
    TorchBranchingNetwork(int inputs,
                          const std::vector<int>& hidden,
                          const std::vector<int>& branches,
                          Activation activation);

    /**
     * @brief Orthogonal weights, biases 0.
     * @param random source of the draw
     */
    void Initialise(RandomSource& random);

    /// What a pass leaves for the way back.
    struct Pass
    {
        TorchNetwork::Pass trunk;     //!< of the shared layers
        TorchNetwork::Pass value;     //!< of the value
        TorchNetwork::Pass advantage; //!< of the advantages
    };

    /**
     * @param input N x inputs; must outlive the pass
     * @param pass gets what GoBack() needs
     * @return N x choices of all branches, see CombineBranches()
     */
    FloatMatrix Run(const FloatMatrix& input, Pass& pass) const;
    /**
     * @brief Add to the gradients.
     * @param pass of Run()
     * @param gradient by what it gave
     */
    void GoBack(const Pass& pass, const FloatMatrix& gradient) const;

    /// @param adam takes charge of all parameters
    void GiveTo(TorchAdam& adam) const;
    /**
     * @param other of the same sizes
     * @param share of the other in what the parameters become
     */
    void Follow(const TorchBranchingNetwork& other, double share);

    /// @return what leads to advantages without LibTorch, one after the other; the best choices are
    /// those of the best advantages
    std::vector<DenseNetwork> Export() const;
    /**
     * @param input what goes in, as a TorchScript source has it
     * @param parameters gets weights and biases
     * @return an expression of TorchScript for the best choices, N x branches
     */
    std::string ExportSource(const std::string& input,
                             std::vector<std::pair<std::string, FloatMatrix>>& parameters) const;

    /**
     * @param checkpoint gets the parameters
     * @param name that the entries' names begin with
     */
    void Save(Checkpoint& checkpoint, const std::string& name) const;
    /**
     * @param checkpoint holds parameters of a network of the same sizes
     * @param name that the entries' names begin with
     * @throws CheckpointError if it does not
     */
    void Load(const Checkpoint& checkpoint, const std::string& name);

  private:
    /// @return all networks with their names; they share the tensors
    std::vector<std::pair<std::string, TorchNetwork>> Parts() const;

    std::vector<int> m_branches;         //!< choices of each
    std::optional<TorchNetwork> m_trunk; //!< the shared layers, if there are any
    TorchNetwork m_value;                //!< V
    TorchNetwork m_advantage;            //!< A
};

} // namespace isac
} // namespace ns3

#endif // TORCH_BRANCHING_NETWORK_H
