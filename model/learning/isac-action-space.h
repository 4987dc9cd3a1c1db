/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ACTION_SPACE_H
#define ISAC_ACTION_SPACE_H

#include <Eigen/Core>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief A hybrid action space: some categorical choices beside some continuous values.
 */
struct ActionSpace
{
    std::vector<int> categories; //!< number of choices of each categorical component
    int continuous = 0;          //!< number of continuous components, each in [0, 1]

    /**
     * @param other another space
     * @return whether two spaces are the same
     */
    bool operator==(const ActionSpace& other) const
    {
        return categories == other.categories && continuous == other.continuous;
    }
};

/// One action of an ActionSpace.
struct Action
{
    Eigen::VectorXi categorical; //!< chosen index of each categorical component, from 0
    Eigen::VectorXd continuous;  //!< continuous components in [0, 1]
};

/// Actions of N environments that step together: one row each.
struct ActionBatch
{
    Eigen::MatrixXi categorical; //!< N x categories
    Eigen::MatrixXd continuous;  //!< N x continuous

    /**
     * @param row environment
     * @return its action
     */
    Action Row(Eigen::Index row) const
    {
        return {categorical.row(row).transpose(), continuous.row(row).transpose()};
    }
};

/**
 * @ingroup isac-aigc
 * @param space the space
 * @param action an action
 * @return whether the action lies in the space: sizes match, indices and values are in range
 */
inline bool
Contains(const ActionSpace& space, const Action& action)
{
    if (action.categorical.size() != static_cast<Eigen::Index>(space.categories.size()) ||
        action.continuous.size() != space.continuous)
    {
        return false;
    }
    for (Eigen::Index i = 0; i < action.categorical.size(); ++i)
    {
        if (action.categorical[i] < 0 || action.categorical[i] >= space.categories[i])
        {
            return false;
        }
    }
    // NaN is in no range: each comparison with it fails.
    return (action.continuous.array() >= 0.0 && action.continuous.array() <= 1.0).all();
}

} // namespace isac
} // namespace ns3

#endif // ISAC_ACTION_SPACE_H
