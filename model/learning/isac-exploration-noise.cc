/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-exploration-noise.h"

#include <algorithm>

namespace ns3
{
namespace isac
{

void
AddGaussianNoise(Eigen::MatrixXd& values, double deviation, RandomSource& random)
{
    if (deviation == 0.0)
    {
        return;
    }
    for (Eigen::Index row = 0; row < values.rows(); ++row)
    {
        for (Eigen::Index column = 0; column < values.cols(); ++column)
        {
            double& value = values(row, column);
            value = std::clamp(value + deviation * random.Normal(), 0.0, 1.0);
        }
    }
}

} // namespace isac
} // namespace ns3
