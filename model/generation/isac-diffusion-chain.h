/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DIFFUSION_CHAIN_H
#define ISAC_DIFFUSION_CHAIN_H

#include <cstdint>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief A denoising under way: all that is needed to go on with it, here or elsewhere.
 *
 * The noise of a step depends on seed and number of the step alone. So a chain that is stopped,
 * sent and resumed ends with the same picture, bit by bit, as one that is not; a device that goes
 * on with noise of its own sets another seed.
 */
struct DiffusionChain
{
    uint64_t seed = 0;         //!< of the noise of steps to come
    int steps = 1;             //!< N of its schedule
    int done = 0;              //!< how far along the schedule it is, 0 to N
    int stride = 1;            //!< how far a step goes, see RespaceChain()
    std::vector<float> latent; //!< z after them

    /// @return whether it is at the end of its schedule
    bool IsFinished() const
    {
        return done >= steps;
    }
};

/**
 * @ingroup isac-aigc
 * @brief Go through the rest of the schedule in another number of steps.
 *
 * Devices that got the same latent are at the same place of one schedule, t_0 of N = t_0 + max t_k
 * steps; one that takes fewer than max t_k walks the rest in larger steps. With as many steps as
 * are left anyway nothing changes.
 *
 * @param chain changed: a schedule that is finer by the factor `steps`, and strides that make up
 * for it
 * @param steps from now to the end, at least 1
 * @throws std::invalid_argument if the chain is finished, or there is no step
 */
void RespaceChain(DiffusionChain& chain, int steps);

/**
 * @ingroup isac-aigc
 * @param chain any
 * @return it as bytes, big-endian: seed 8, N 4, steps taken 4, size of the latent 4, then its
 * values as IEEE 754 binary32
 */
std::vector<uint8_t> SerializeChain(const DiffusionChain& chain);

/**
 * @ingroup isac-aigc
 * @param bytes as SerializeChain() gives them
 * @return the chain, bit by bit
 * @throws std::invalid_argument if they are no chain
 */
DiffusionChain ParseChain(const std::vector<uint8_t>& bytes);

} // namespace isac
} // namespace ns3

#endif // ISAC_DIFFUSION_CHAIN_H
