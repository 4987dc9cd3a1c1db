/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_NON_NEGATIVE_LEAST_SQUARES_H
#define ISAC_NON_NEGATIVE_LEAST_SQUARES_H

#include <Eigen/Core>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief The x >= 0 with the least |A x - b|^2, by the active set method of Lawson and Hanson
 * (1974). Columns that tell nothing new get 0.
 * @param columns A, rows x variables
 * @param target b, one value for each row
 * @return x
 * @throws std::invalid_argument if the sizes do not fit or a number is not finite
 */
Eigen::VectorXd NonNegativeLeastSquares(const Eigen::MatrixXd& columns,
                                        const Eigen::VectorXd& target);

} // namespace isac
} // namespace ns3

#endif // ISAC_NON_NEGATIVE_LEAST_SQUARES_H
