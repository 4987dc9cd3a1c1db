/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-reinforce-agent.h"

#include "isac-policy-loss.h"

#include <cmath>
#include <vector>

namespace ns3
{
namespace isac
{

namespace
{

/// Keeps equal returns from being divided by 0.
constexpr double LEAST_DEVIATION = 1e-8;

} // namespace

ReinforceAgent::ReinforceAgent(int observationSize,
                               const ActionSpace& space,
                               const AgentSettings& settings,
                               uint64_t seed)
    : OnPolicyAgent("reinforce", observationSize, space, settings, seed)
{
}

bool
ReinforceAgent::IsEnough(const Rollout& rollout) const
{
    return SumReturns(rollout, GetSettings().discount).complete.any();
}

void
ReinforceAgent::Learn(const Rollout& rollout)
{
    const AgentSettings& settings = GetSettings();
    const ReturnsToGo returns = SumReturns(rollout, settings.discount);
    std::vector<Eigen::Index> whole;
    for (Eigen::Index i = 0; i < returns.complete.size(); ++i)
    {
        if (returns.complete[i])
        {
            whole.push_back(i);
        }
    }
    Eigen::ArrayXd good = returns.value(whole).cast<double>().array();
    const double mean = good.mean();
    good -= mean;
    good /= std::sqrt(good.square().mean()) + LEAST_DEVIATION;
    const FloatMatrix observation =
        GetNormalizer().Apply(rollout.observation(whole, Eigen::all).cast<double>().eval());
    const PolicyLoss loss = ScoreLoss(RunActor(observation).cast<double>(),
                                      rollout.action(whole),
                                      good,
                                      settings.entropyWeight);
    StepActor(loss.gradient);
    m_figures = {{"actor_loss", loss.loss},
                 {"entropy", loss.entropy},
                 {"return", mean},
                 {"learned_share",
                  static_cast<double>(whole.size()) / static_cast<double>(rollout.action.size())}};
}

LearningFigures
ReinforceAgent::GetFigures() const
{
    return m_figures;
}

} // namespace isac
} // namespace ns3
