/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_EXPLORATION_NOISE_H
#define ISAC_EXPLORATION_NOISE_H

#include "isac-random-source.h"

#include <Eigen/Core>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Add independent Gaussian noise to actions and clip them to [0, 1].
 * @param values any shape; changed in place
 * @param deviation of the noise; with 0 nothing is drawn
 * @param random source of the noise, drawn row by row
 */
void AddGaussianNoise(Eigen::MatrixXd& values, double deviation, RandomSource& random);

} // namespace isac
} // namespace ns3

#endif // ISAC_EXPLORATION_NOISE_H
