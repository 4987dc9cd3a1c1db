/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DIFFUSION_ACTOR_H
#define ISAC_DIFFUSION_ACTOR_H

#include "isac-dense-network.h"
#include "isac-random-source.h"

#include <vector>

namespace ns3
{
namespace isac
{

/// What the network of a diffusion actor tells.
enum class ChainTarget
{
    NOISE, //!< the noise in x_t, as D2SAC has it
    ORIGIN //!< x_0 itself, so that the estimate is what the network says
};

/// How x_{t-1} comes from x_t and what the network tells of it.
struct ReverseStep
{
    float recover;   //!< of x_t in the estimate of x_0, 1 / sqrt(abar_t), (11); 0 for ORIGIN
    float remove;    //!< of what is told, taken from it: sqrt(1 / abar_t - 1), (11); -1 for ORIGIN
    float origin;    //!< of the estimate in the mean, sqrt(abar_{t-1}) beta_t / (1 - abar_t), (10)
    float keep;      //!< of x_t in it, sqrt(alpha_t) (1 - abar_{t-1}) / (1 - abar_t), (10)
    float deviation; //!< of x_{t-1} about the mean
};

/**
 * @ingroup isac-aigc
 * @brief The variance-preserving schedule of D2SAC (Du et al. 2024), beta_t = 1 - exp(-beta_min / T
 * - (2t - 1) (beta_max - beta_min) / (2 T^2)) with beta_min = 0.1 and beta_max = 10.
 *
 * The deviation is the square root of the posterior variance of (9). (14) has the square of its
 * half, which does not fit (9); we take that for a slip. The last step has none.
 *
 * @param steps T, at least 1
 * @param target what the network tells
 * @return the step from x_t to x_{t-1} at index t - 1
 */
std::vector<ReverseStep> ReverseSchedule(int steps, ChainTarget target = ChainTarget::NOISE);

/**
 * @ingroup isac-aigc
 * @brief Sinusoidal position embedding (Vaswani et al. 2017): sines, then cosines of t at
 * wavelengths from 2 pi to 20000 pi.
 * @param steps T
 * @param size even, at least 4
 * @param first number of step t = 1
 * @return T x size, step t in row t - 1
 */
FloatMatrix SinusoidalEmbedding(int steps, int size, int first = 1);

/**
 * @ingroup isac-aigc
 * @brief AGOD, the actor of D2SAC (Du et al. 2024, sec. III), as it acts: a vector of real numbers
 * is freed of noise, step by step, given an observation.
 *
 * Its equations (9) to (12), with the estimate of x_0 kept within a bound; where the bound does not
 * act, (10) with (11) is (12). At T = 5 unbounded chains reach values twelve times as large as what
 * they start at. Logits may be that large; where values of an action are wanted, the function that
 * makes an action of them is flat there and cannot learn.
 *
 * Without LibTorch; TorchDiffusionActor is its twin under training.
 */
class DiffusionActor
{
  public:
    DiffusionActor() = default;

    /**
     * @param embedding of the steps, T x any, step t in row t - 1
     * @param network from x_t, embedding of t and observation to the noise in x_t, or x_0, in [-1,
     * 1]
     * @param bound of each value of the estimate of x_0; infinite for none
     * @param target what the network tells
     */
    DiffusionActor(const FloatMatrix& embedding,
                   const DenseNetwork& network,
                   float bound,
                   ChainTarget target = ChainTarget::NOISE);

    /**
     * @param observations N x observation size, normalised
     * @param random where x_T and the noise of each step come from; null for x_T = 0 and no noise
     * @param chain set to x_T, ..., x_0 unless it is null
     * @return x_0, N x outputs, each within the bound
     */
    FloatMatrix Sample(const FloatMatrix& observations,
                       RandomSource* random,
                       std::vector<FloatMatrix>* chain = nullptr) const;

  private:
    std::vector<ReverseStep> m_schedule; //!< of the chain
    FloatMatrix m_embedding;             //!< of the steps
    DenseNetwork m_network;              //!< noise in x_t, or x_0
    float m_bound = 0.0F;                //!< of the estimate of x_0
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DIFFUSION_ACTOR_H
