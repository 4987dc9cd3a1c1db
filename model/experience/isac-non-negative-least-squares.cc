/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-non-negative-least-squares.h"

#include <Eigen/QR>
#include <algorithm>
#include <stdexcept>
#include <vector>

namespace ns3
{
namespace isac
{

namespace
{

/// Slope, relative to |column| |b|, below which freeing a variable is not worth it.
constexpr double SLOPE_TOLERANCE = 1e-12;
/// Visits of each variable after which rounding, not the data, moves the set.
constexpr int VISITS = 10;

/// @param columns A @param target b @param set columns in use @return their plain least squares
Eigen::VectorXd
Solve(const Eigen::MatrixXd& columns,
      const Eigen::VectorXd& target,
      const std::vector<Eigen::Index>& set)
{
    Eigen::MatrixXd used(columns.rows(), set.size());
    for (std::size_t i = 0; i < set.size(); ++i)
    {
        used.col(i) = columns.col(set[i]);
    }
    return used.completeOrthogonalDecomposition().solve(target);
}

} // namespace

Eigen::VectorXd
NonNegativeLeastSquares(const Eigen::MatrixXd& columns, const Eigen::VectorXd& target)
{
    if (columns.rows() != target.size() || !columns.allFinite() || !target.allFinite())
    {
        throw std::invalid_argument("least squares: sizes differ, or a number is not finite");
    }
    const Eigen::Index count = columns.cols();
    Eigen::VectorXd solution = Eigen::VectorXd::Zero(count);
    std::vector<Eigen::Index> set;
    const Eigen::VectorXd size = columns.colwise().norm().transpose() * target.norm();
    for (Eigen::Index visit = 0; visit < VISITS * count; ++visit)
    {
        const Eigen::VectorXd slope = columns.transpose() * (target - columns * solution);
        Eigen::Index best = -1;
        double steepest = SLOPE_TOLERANCE;
        for (Eigen::Index i = 0; i < count; ++i)
        {
            const bool used = std::find(set.begin(), set.end(), i) != set.end();
            if (!used && size[i] > 0.0 && slope[i] / size[i] > steepest)
            {
                steepest = slope[i] / size[i];
                best = i;
            }
        }
        if (best < 0)
        {
            break;
        }
        set.push_back(best);
        // Walk towards the solution of the set; whoever reaches 0 on the way leaves it.
        for (bool inside = false; !inside && !set.empty();)
        {
            const Eigen::VectorXd aim = Solve(columns, target, set);
            double fraction = 1.0;
            std::size_t first = set.size();
            for (std::size_t i = 0; i < set.size(); ++i)
            {
                const double present = solution[set[i]];
                if (aim[i] <= 0.0 && present / (present - aim[i]) < fraction)
                {
                    fraction = present / (present - aim[i]);
                    first = i;
                }
                else if (aim[i] <= 0.0 && present == 0.0)
                {
                    fraction = 0.0;
                    first = i;
                }
            }
            inside = first == set.size();
            for (std::size_t i = 0; i < set.size(); ++i)
            {
                solution[set[i]] += fraction * (aim[i] - solution[set[i]]);
            }
            if (!inside)
            {
                solution[set[first]] = 0.0;
                set.erase(set.begin() + static_cast<std::ptrdiff_t>(first));
            }
        }
    }
    return solution;
}

} // namespace isac
} // namespace ns3
