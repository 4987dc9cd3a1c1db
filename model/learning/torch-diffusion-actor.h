/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef TORCH_DIFFUSION_ACTOR_H
#define TORCH_DIFFUSION_ACTOR_H

#include "isac-diffusion-actor.h"
#include "torch-adam.h"
#include "torch-network.h"

#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief DiffusionActor under training, with the layers of Table I of D2SAC: a small network makes
 * features of the steps' embedding, the other has Mish throughout and tanh in the end.
 *
 * Gradients are taken by hand, back through all steps: autograd would note down hundreds of
 * operations.
 */
class TorchDiffusionActor
{
  public:
    /**
     * @param observationSize values in an observation
     * @param outputs values of x_0
     * @param steps T
     * @param bound of each value of the estimate of x_0; infinite for none
     * @param hidden sizes of the hidden layers
     * @param random source of the initial weights
     * @param first number of step t = 1 in the embedding; the authors' code of D2SAC counts from 0
     * @param target what the network tells
     */
    TorchDiffusionActor(int observationSize,
                        int outputs,
                        int steps,
                        double bound,
                        const std::vector<int>& hidden,
                        RandomSource& random,
                        int first = 1,
                        ChainTarget target = ChainTarget::NOISE);

    /**
     * @brief New initial weights, as PyTorch has them by default; without it they are orthogonal
     * and no noise is seen at first.
     * @param random source of the draw
     */
    void InitialiseUniform(RandomSource& random);

    /// What a run of the chain leaves for the way back.
    struct Pass
    {
        at::Tensor observations;               //!< N x observation size
        TorchNetwork::Pass embedding;          //!< of all steps
        std::vector<at::Tensor> x;             //!< x_t at t - 1
        std::vector<TorchNetwork::Pass> noise; //!< of step t at t - 1
        std::vector<at::Tensor> estimate;      //!< of x_0 in step t, before the bound
    };

    /**
     * @brief Run the chain with its noise.
     * @param observations N x observation size, normalised
     * @param random source of the draw
     * @param pass gets what GoBack() needs; null if that is not wanted
     * @return x_0, N x outputs
     */
    at::Tensor Sample(const at::Tensor& observations,
                      RandomSource& random,
                      Pass* pass = nullptr) const;
    /**
     * @brief Add to the gradients of all parameters.
     * @param pass of Sample()
     * @param gradient by x_0, to be descended
     */
    void GoBack(const Pass& pass, const at::Tensor& gradient) const;

    /// @return number of parameters
    int64_t Size() const;
    /// @param adam takes charge of all parameters
    void AddTo(TorchAdam& adam) const;
    /// @param other of the same sizes, whose parameters are taken
    void CopyFrom(const TorchDiffusionActor& other);
    /**
     * @param other of the same sizes
     * @param share of the other
     */
    void SoftUpdate(const TorchDiffusionActor& other, double share);

    /// @return a copy that acts without LibTorch
    DiffusionActor Export() const;
    /**
     * @brief The chain without its noise in TorchScript.
     * @param input normalised observations, as the source has them
     * @param parameters gets what the source names
     * @return statements that set the variable x to x_0
     */
    std::string ExportSource(const std::string& input,
                             std::vector<std::pair<std::string, FloatMatrix>>& parameters) const;

    /**
     * @param checkpoint gets the parameters
     * @param name of the entries
     */
    void Save(Checkpoint& checkpoint, const std::string& name) const;
    /**
     * @param checkpoint holds an actor of the same sizes
     * @param name of the entries
     * @throws CheckpointError if it does not
     */
    void Load(const Checkpoint& checkpoint, const std::string& name);

  private:
    ChainTarget m_target;                //!< what the network tells
    std::vector<ReverseStep> m_schedule; //!< of the chain
    FloatMatrix m_positions;             //!< of the steps, T x values
    TorchNetwork m_embedding;            //!< from position to features of the step
    TorchNetwork m_noise;                //!< epsilon, within tanh
    float m_bound;                       //!< of the estimate of x_0
};

} // namespace isac
} // namespace ns3

#endif // TORCH_DIFFUSION_ACTOR_H
