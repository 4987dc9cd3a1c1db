/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-relaxed-action.h"

#include "isac-hybrid-actor.h"

#include <algorithm>

namespace ns3
{
namespace isac
{

int
RelaxedSize(const ActionSpace& space)
{
    return static_cast<int>(space.categories.size()) + space.continuous;
}

int
RelaxedChoice(double value, int choices)
{
    return value > 0.0 ? std::min(static_cast<int>(value * choices), choices - 1) : 0;
}

ActionBatch
FromRelaxed(const Eigen::MatrixXd& values, const ActionSpace& space)
{
    const auto components = static_cast<Eigen::Index>(space.categories.size());
    ActionBatch actions{Eigen::MatrixXi(values.rows(), components),
                        values.rightCols(space.continuous)};
    for (Eigen::Index c = 0; c < components; ++c)
    {
        for (Eigen::Index row = 0; row < values.rows(); ++row)
        {
            actions.categorical(row, c) = RelaxedChoice(values(row, c), space.categories[c]);
        }
    }
    return actions;
}

void
SnapChoices(FloatMatrix& values, const ActionSpace& space)
{
    for (Eigen::Index row = 0; row < values.rows(); ++row)
    {
        for (std::size_t c = 0; c < space.categories.size(); ++c)
        {
            float& value = values(row, static_cast<Eigen::Index>(c));
            const int choices = space.categories[c];
            value = ScaledChoice(RelaxedChoice(value, choices), choices);
        }
    }
}

std::string
RelaxedActionSource(const ActionSpace& space,
                    std::vector<std::pair<std::string, FloatMatrix>>& parameters)
{
    const auto components = static_cast<Eigen::Index>(space.categories.size());
    if (components == 0)
    {
        return "    return values\n";
    }
    FloatMatrix counts(1, components);
    for (Eigen::Index c = 0; c < components; ++c)
    {
        counts(0, c) = static_cast<float>(space.categories[c]);
    }
    parameters.emplace_back("counts", counts);
    const std::string edge = std::to_string(components);
    const std::string source = "    choices = torch.minimum(torch.floor(values[:, :" + edge +
                               "] * self.counts), self.counts - 1.0).long()\n";
    return source + (space.continuous > 0 ? "    return choices, values[:, " + edge + ":]\n"
                                          : "    return choices\n");
}

} // namespace isac
} // namespace ns3
