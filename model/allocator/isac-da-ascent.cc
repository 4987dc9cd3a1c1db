/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * DaGroups::Ascend(): the best split of the budgets.
 */

#include "isac-da-groups.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

namespace ns3
{
namespace isac
{
namespace
{

/// Largest change of a share in the first step, relative.
constexpr double FIRST_STEP = 0.3;
/// A step takes at most this part of a share.
constexpr double LARGEST_LOSS = 0.9;
/// Part of its slope that a step must gain.
constexpr double SUFFICIENT = 1e-4;
/// Halvings of a step; then it gains nothing.
constexpr int HALVINGS = 40;

/// Shares of all groups with users but the last as one vector; the last has what they leave.
class Coordinates
{
  public:
    /// @param shares a split, whose sums are kept @param groups those with users
    Coordinates(const DaShares& shares, const std::vector<std::size_t>& groups)
        : m_shares(shares),
          m_groups(groups),
          m_size(3 * (groups.size() - 1))
    {
        for (const std::size_t group : groups)
        {
            for (int j = 0; j < 3; ++j)
            {
                m_sum[j] += shares[group][j];
            }
        }
    }

    /// @return the vector
    Eigen::VectorXd From(const DaShares& shares) const
    {
        Eigen::VectorXd x(m_size);
        for (std::size_t i = 0; i < m_size; ++i)
        {
            x[i] = shares[m_groups[i / 3]][i % 3];
        }
        return x;
    }

    /// @return the slopes over the vector, given those over all shares
    Eigen::VectorXd Slopes(const DaShares& gradient) const
    {
        Eigen::VectorXd slopes = From(gradient);
        for (std::size_t i = 0; i < m_size; ++i)
        {
            slopes[i] -= gradient[m_groups.back()][i % 3];
        }
        return slopes;
    }

    /// @return the shares
    DaShares To(const Eigen::VectorXd& x) const
    {
        DaShares shares = m_shares;
        auto& last = shares[m_groups.back()];
        last = m_sum;
        for (std::size_t i = 0; i < m_size; ++i)
        {
            shares[m_groups[i / 3]][i % 3] = x[i];
            last[i % 3] -= x[i];
        }
        return shares;
    }

  private:
    DaShares m_shares;                 //!< for groups without users
    std::vector<std::size_t> m_groups; //!< those with users
    std::size_t m_size;                //!< of the vector
    std::array<double, 3> m_sum{};     //!< of the shares
};

/// @return largest length of a step that leaves each share enough
double
LongestStep(const DaShares& shares, const DaShares& ahead)
{
    double length = 1.0;
    for (std::size_t g = 0; g < shares.size(); ++g)
    {
        for (int j = 0; j < 3; ++j)
        {
            const double loss = shares[g][j] - ahead[g][j];
            if (loss * length > LARGEST_LOSS * shares[g][j])
            {
                length = LARGEST_LOSS * shares[g][j] / loss;
            }
        }
    }
    return length;
}

} // namespace

DaAscent
DaGroups::Ascend(const DaShares& start, const DaAscentSettings& settings) const
{
    DaAscent ascent;
    ascent.shares = PullBack(start);
    ascent.solution = Solve(ascent.shares);
    ascent.solves = 1;
    std::vector<std::size_t> groups;
    for (std::size_t g = 0; g < Size(); ++g)
    {
        if (!m_users[g].empty())
        {
            groups.push_back(g);
        }
    }
    const Coordinates coordinates(ascent.shares, groups);
    Eigen::VectorXd x = coordinates.From(ascent.shares);
    Eigen::VectorXd slopes = coordinates.Slopes(ascent.solution.gradient);
    Eigen::MatrixXd inverse;
    while (ascent.solves < settings.solves)
    {
        const double scale = std::max(1.0, std::abs(ascent.solution.meanQoe));
        ascent.converged = ascent.solution.gap <= settings.gap * scale;
        if (ascent.converged || x.size() == 0)
        {
            break;
        }
        Eigen::VectorXd step;
        if (inverse.size() > 0)
        {
            step = inverse * slopes;
        }
        const bool fresh = inverse.size() == 0 || step.dot(slopes) <= 0.0;
        if (fresh)
        {
            inverse.resize(0, 0);
            step = slopes * (FIRST_STEP * x.minCoeff() / slopes.lpNorm<Eigen::Infinity>());
        }
        double length = LongestStep(ascent.shares, coordinates.To(x + step));
        DaShares next;
        DaGroupSolution solution;
        for (int halving = 0; halving < HALVINGS && ascent.solves < settings.solves; ++halving)
        {
            next = coordinates.To(x + length * step);
            if (Feasible(next))
            {
                solution = Solve(next);
                ++ascent.solves;
                const double gain = solution.meanQoe - ascent.solution.meanQoe;
                if (gain >= SUFFICIENT * length * step.dot(slopes) ||
                    solution.gap < ascent.solution.gap)
                {
                    break;
                }
                solution.feasible = false;
            }
            length *= 0.5;
        }
        if (!solution.feasible)
        {
            if (fresh)
            {
                break; // not even uphill: what is left is rounding
            }
            inverse.resize(0, 0);
            continue;
        }
        const Eigen::VectorXd newSlopes = coordinates.Slopes(solution.gradient);
        const Eigen::VectorXd moved = length * step;
        const Eigen::VectorXd bent = slopes - newSlopes;
        const double curvature = moved.dot(bent);
        if (curvature > 0.0)
        {
            const auto size = static_cast<Eigen::Index>(x.size());
            const Eigen::MatrixXd one = Eigen::MatrixXd::Identity(size, size);
            if (inverse.size() == 0)
            {
                inverse = one * (curvature / bent.squaredNorm());
            }
            const Eigen::MatrixXd turn = one - moved * bent.transpose() / curvature;
            inverse = turn * inverse * turn.transpose() + moved * moved.transpose() / curvature;
        }
        x += moved;
        slopes = newSlopes;
        ascent.shares = next;
        ascent.solution = std::move(solution);
    }
    return ascent;
}

} // namespace isac
} // namespace ns3
