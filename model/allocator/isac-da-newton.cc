/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-newton.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ns3
{
namespace isac
{
namespace
{

/// What the diagonal of a block is raised by before it is factored, relative.
constexpr double RAISE = 1e-8;
/// Refinements of a solution at most.
constexpr int REFINEMENTS = 12;
/// A residual of this size, relative, is rounding.
constexpr double ROUNDING = 1e-14;

/// @return the block's inverse, as factored, times a vector
std::array<double, 3>
Apply(const DaBlock& block, const std::array<double, 3>& v)
{
    const double a = v[0];
    const double b = v[1] - block.lower[0] * a;
    const double c = v[2] - block.lower[1] * a - block.lower[2] * b;
    const double z = c * block.pivot[2];
    const double y = b * block.pivot[1] - block.lower[2] * z;
    const double x = a * block.pivot[0] - block.lower[0] * y - block.lower[1] * z;
    return {x, y, z};
}

/// @return what prices charge for a change of a user's unknowns: A' y
std::array<double, 3>
Charge(const DaBlock& block, const std::array<double, 3>& y)
{
    const double bandwidth = block.share[0] * y[0];
    return {bandwidth, block.share[1] * y[1] - bandwidth, block.share[2] * y[2]};
}

/// @return what a change of a user's unknowns takes of the budgets: A d
std::array<double, 3>
Use(const DaBlock& block, const std::array<double, 3>& d)
{
    return {block.share[0] * (d[0] - d[1]), block.share[1] * d[1], block.share[2] * d[2]};
}

/// @return the larger of a bound and the absolute values
double
Larger(double bound, const std::array<double, 3>& v)
{
    return std::max({bound, std::abs(v[0]), std::abs(v[1]), std::abs(v[2])});
}

} // namespace

void
DaNewtonSystem::Factor()
{
    std::array<double, 6> schur{slackOverPrice[0],
                                0.0,
                                slackOverPrice[1],
                                0.0,
                                0.0,
                                slackOverPrice[2]};
    for (DaBlock& block : blocks)
    {
        const auto& m = block.matrix;
        const double tiny = std::numeric_limits<double>::min();
        const double d0 = m[0] * (1.0 + RAISE) + tiny;
        block.pivot[0] = 1.0 / d0;
        block.lower[0] = m[1] * block.pivot[0];
        block.lower[1] = m[3] * block.pivot[0];
        // Rounding may take a singular block's pivots below 0, but not below what the diagonal had.
        const double d1 =
            std::max(m[2] * (1.0 + RAISE) - block.lower[0] * m[1], m[2] * RAISE) + tiny;
        const double e = m[4] - block.lower[0] * m[3];
        block.pivot[1] = 1.0 / d1;
        block.lower[2] = e * block.pivot[1];
        const double d2 =
            std::max(m[5] * (1.0 + RAISE) - block.lower[1] * m[3] - block.lower[2] * e,
                     m[5] * RAISE) +
            tiny;
        block.pivot[2] = 1.0 / d2;

        const auto first = Use(block, Apply(block, Charge(block, {1.0, 0.0, 0.0})));
        const auto second = Use(block, Apply(block, Charge(block, {0.0, 1.0, 0.0})));
        const auto third = Use(block, Apply(block, Charge(block, {0.0, 0.0, 1.0})));
        schur[0] += first[0];
        schur[1] += first[1];
        schur[2] += second[1];
        schur[3] += first[2];
        schur[4] += second[2];
        schur[5] += third[2];
    }
    m_schur[0] = std::sqrt(schur[0]);
    m_schur[1] = schur[1] / m_schur[0];
    m_schur[2] = std::sqrt(std::max(schur[2] - m_schur[1] * m_schur[1], schur[2] * RAISE * RAISE));
    m_schur[3] = schur[3] / m_schur[0];
    m_schur[4] = (schur[4] - m_schur[3] * m_schur[1]) / m_schur[2];
    m_schur[5] = std::sqrt(std::max(schur[5] - m_schur[3] * m_schur[3] - m_schur[4] * m_schur[4],
                                    schur[5] * RAISE * RAISE));
}

void
DaNewtonSystem::Correct(const std::array<double, 3>& budget)
{
    std::array<double, 3> sum{-budget[0], -budget[1], -budget[2]};
    for (DaBlock& block : blocks)
    {
        const auto use = Use(block, Apply(block, block.left));
        for (int j = 0; j < 3; ++j)
        {
            sum[j] += use[j];
        }
    }
    const double a = sum[0] / m_schur[0];
    const double b = (sum[1] - m_schur[1] * a) / m_schur[2];
    const double c = (sum[2] - m_schur[3] * a - m_schur[4] * b) / m_schur[5];
    std::array<double, 3> y{};
    y[2] = c / m_schur[5];
    y[1] = (b - m_schur[4] * y[2]) / m_schur[2];
    y[0] = (a - m_schur[1] * y[1] - m_schur[3] * y[2]) / m_schur[0];
    for (DaBlock& block : blocks)
    {
        const auto charge = Charge(block, y);
        const auto step = Apply(
            block,
            {block.left[0] - charge[0], block.left[1] - charge[1], block.left[2] - charge[2]});
        for (int j = 0; j < 3; ++j)
        {
            block.step[j] += step[j];
        }
    }
    for (int j = 0; j < 3; ++j)
    {
        priceStep[j] += y[j];
    }
}

double
DaNewtonSystem::Solve()
{
    double size = Larger(0.0, rightBudget);
    for (DaBlock& block : blocks)
    {
        block.step = {};
        block.left = block.right;
        size = Larger(size, block.right);
    }
    priceStep = {};
    std::array<double, 3> budget = rightBudget;
    double residual = 1.0;
    for (int round = 0; round <= REFINEMENTS; ++round)
    {
        Correct(budget);
        budget = {rightBudget[0] + slackOverPrice[0] * priceStep[0],
                  rightBudget[1] + slackOverPrice[1] * priceStep[1],
                  rightBudget[2] + slackOverPrice[2] * priceStep[2]};
        double left = 0.0;
        for (DaBlock& block : blocks)
        {
            const auto& m = block.matrix;
            const auto& d = block.step;
            const auto charge = Charge(block, priceStep);
            const auto use = Use(block, d);
            block.left = {block.right[0] - m[0] * d[0] - m[1] * d[1] - m[3] * d[2] - charge[0],
                          block.right[1] - m[1] * d[0] - m[2] * d[1] - m[4] * d[2] - charge[1],
                          block.right[2] - m[3] * d[0] - m[4] * d[1] - m[5] * d[2] - charge[2]};
            left = Larger(left, block.left);
            for (int j = 0; j < 3; ++j)
            {
                budget[j] -= use[j];
            }
        }
        left = size > 0.0 ? Larger(left, budget) / size : 0.0;
        // A round that does not even halve it meets rounding.
        const bool slow = round > 0 && left > 0.5 * residual;
        residual = left;
        if (left <= ROUNDING || slow)
        {
            break;
        }
    }
    return residual;
}

} // namespace isac
} // namespace ns3
