/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_TORCH_RUNTIME_H
#define ISAC_TORCH_RUNTIME_H

#include <string>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Let LibTorch and the BLAS under it compute with that many threads. With one, the same seed
 * gives the same result on every machine of the kind; the networks here are too small to gain from
 * more.
 * @param threads 1 or more
 */
void SetTorchThreads(int threads);

/**
 * @ingroup isac-aigc
 * @brief What a program that trains does first: SetTorchThreads(), and memory that was given back
 * is kept for the next learning step. Each step frees and asks for the same few megabytes; mapping
 * them anew takes a tenth of the time of a training.
 * @param threads 1 or more
 */
void PrepareTorch(int threads);

/**
 * @ingroup isac-aigc
 * @brief A training step takes ten times as long if LibTorch finds only the reference BLAS.
 * @return empty, or one line that says so and what to install
 */
std::string FindSlowBlas();

} // namespace isac
} // namespace ns3

#endif // ISAC_TORCH_RUNTIME_H
