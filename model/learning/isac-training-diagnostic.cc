/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-training-diagnostic.h"

#include <algorithm>
#include <cmath>

namespace ns3
{
namespace isac
{

namespace
{

constexpr double SATURATED = 0.5; //!< share of values at their bounds that is worth a warning

} // namespace

double
ShareAtBounds(const ActionBatch& actions, double margin)
{
    if (actions.continuous.size() == 0)
    {
        return 0.0;
    }
    const auto values = actions.continuous.array();
    return static_cast<double>((values <= margin || values >= 1.0 - margin).count()) /
           static_cast<double>(values.size());
}

bool
IsOneAction(const ActionBatch& actions, double tolerance)
{
    // A value that is no number would get lost between minimum and maximum.
    if (std::max(actions.categorical.rows(), actions.continuous.rows()) < 2 ||
        !actions.continuous.allFinite())
    {
        return false;
    }
    for (Eigen::Index c = 0; c < actions.categorical.cols(); ++c)
    {
        if (actions.categorical.col(c).minCoeff() != actions.categorical.col(c).maxCoeff())
        {
            return false;
        }
    }
    for (Eigen::Index d = 0; d < actions.continuous.cols(); ++d)
    {
        const double spread =
            actions.continuous.col(d).maxCoeff() - actions.continuous.col(d).minCoeff();
        if (spread > tolerance)
        {
            return false;
        }
    }
    return true;
}

std::vector<std::string>
TrainingDiagnostic::Check(const ActionBatch& greedy, bool learning)
{
    std::vector<std::string> warnings;
    if (!learning)
    {
        return warnings;
    }
    if (!greedy.continuous.allFinite() && !m_saidDiverged)
    {
        m_saidDiverged = true;
        warnings.push_back("some of the policy's values are no numbers: training has diverged and "
                           "will not come back; lower the rates or set gradientClip");
    }
    const double share = ShareAtBounds(greedy);
    if (share > SATURATED && !m_saidBounds)
    {
        m_saidBounds = true;
        warnings.push_back(std::to_string(std::lround(100.0 * share)) +
                           " % of the policy's continuous values lie at 0 or 1, where gradients "
                           "vanish: lower actorRate or raise continuousEntropy");
    }
    if (IsOneAction(greedy) && !m_saidConstant)
    {
        m_saidConstant = true;
        warnings.push_back("the policy decides the same whatever it observes: it has collapsed, or "
                           "learns too slowly; try another actorRate or RngRun");
    }
    return warnings;
}

} // namespace isac
} // namespace ns3
