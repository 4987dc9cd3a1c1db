/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "caqa-judge.h"

#include "ns3/isac-caqa-optima.h"
#include "ns3/isac-caqa-policy.h"

namespace train
{

using namespace ns3::isac;

CaqaJudge::CaqaJudge(const CaqaParameters& parameters,
                     const CaqaScenario& scenario,
                     uint64_t seed,
                     std::size_t count)
    : m_parameters(parameters),
      m_states(DrawHeldOutStates(parameters, scenario, seed, count)),
      m_constant(Rewards(MakeCaqaScheme("constant", parameters, scenario, seed))),
      m_random(Rewards(MakeCaqaScheme("random", parameters, scenario, seed)))
{
}

std::vector<double>
CaqaJudge::Rewards(const CaqaScheme& scheme) const
{
    const CaqaSystem system(m_parameters, scheme.decoding);
    CaqaScore score;
    for (const CaqaState& state : m_states)
    {
        const Action action = scheme.policy->Act(system.Observe(state));
        score.Add(system.Evaluate(state, system.Decode(state, action)));
    }
    return score.reward;
}

void
CaqaJudge::FindOptima(const std::string& cache, bool progress, const Interrupted& interrupted)
{
    CaqaOptimaOptions options;
    options.cache = cache;
    options.progress = progress;
    options.interrupted = interrupted;
    m_optimum.clear();
    for (const CaqaOptimumValue& value : FindCaqaOptima(m_parameters, m_states, options))
    {
        m_optimum.push_back(value.reward);
    }
    if (m_optimum.size() < m_states.size())
    {
        throw Interruption();
    }
}

Verdict
CaqaJudge::Judge(const CaqaSystem& system, const Decide& decide) const
{
    Eigen::MatrixXd observations(static_cast<Eigen::Index>(m_states.size()),
                                 system.ObservationSize());
    for (std::size_t i = 0; i < m_states.size(); ++i)
    {
        observations.row(static_cast<Eigen::Index>(i)) = system.Observe(m_states[i]).transpose();
    }
    Verdict verdict;
    verdict.actions = decide(observations);
    verdict.score = ScoreActions(system, m_states, verdict.actions);
    verdict.reward = MeanOf(verdict.score.reward);
    verdict.ofOptimum = RatioOfMeans(verdict.score.reward, m_optimum);
    verdict.ofConstant = RatioOfMeans(verdict.score.reward, m_constant);
    return verdict;
}

double
CaqaJudge::GetOptimum() const
{
    return MeanOf(m_optimum);
}

double
CaqaJudge::GetConstant() const
{
    return MeanOf(m_constant);
}

double
CaqaJudge::GetRandom() const
{
    return MeanOf(m_random);
}

} // namespace train
