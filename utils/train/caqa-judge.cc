/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "caqa-judge.h"

#include "ns3/isac-caqa-optima.h"
#include "ns3/isac-caqa-policy.h"

#include <cmath>
#include <iomanip>
#include <sstream>

namespace train
{

using namespace ns3::isac;

namespace
{

/**
 * @param estimate a share
 * @return it in percent, as text
 */
std::string
ShowShare(const Estimate& estimate)
{
    if (!std::isfinite(estimate.value))
    {
        return "-";
    }
    std::ostringstream text;
    text << std::fixed << std::setprecision(2) << 100.0 * estimate.value << " %";
    return text.str();
}

/**
 * @param estimate a share
 * @return it with its interval
 */
nlohmann::ordered_json
ReportShare(const Estimate& estimate)
{
    return {{"value", estimate.value}, {"half_width_95", estimate.halfWidth}};
}

} // namespace

CaqaJudge::CaqaJudge(const CaqaSystem& system,
                     const CaqaScenario& scenario,
                     uint64_t seed,
                     std::size_t count)
    : m_system(system),
      m_states(DrawHeldOutStates(system.GetParameters(), scenario, seed, count)),
      m_constant(Rewards(MakeCaqaScheme("constant", system.GetParameters(), scenario, seed))),
      m_random(Rewards(MakeCaqaScheme("random", system.GetParameters(), scenario, seed)))
{
}

std::vector<double>
CaqaJudge::Rewards(const CaqaScheme& scheme) const
{
    const CaqaSystem system(m_system.GetParameters(), scheme.decoding);
    CaqaScore score;
    for (const CaqaState& state : m_states)
    {
        const Action action = scheme.policy->Act(system.Observe(state));
        score.Add(system.Evaluate(state, system.Decode(state, action)));
    }
    return score.reward;
}

void
CaqaJudge::Prepare(const std::string& cache, bool progress, const Interrupted& interrupted)
{
    CaqaOptimaOptions options;
    options.cache = cache;
    options.progress = progress;
    options.interrupted = interrupted;
    m_optimum.clear();
    for (const CaqaOptimumValue& value :
         FindCaqaOptima(m_system.GetParameters(), m_states, options))
    {
        m_optimum.push_back(value.reward);
    }
    if (m_optimum.size() < m_states.size())
    {
        throw Interruption();
    }
}

std::string
CaqaJudge::Introduce() const
{
    std::ostringstream text;
    text << std::fixed << std::setprecision(4) << "reward on " << m_states.size()
         << " held-out states: optimum " << MeanOf(m_optimum) << ", best constant "
         << MeanOf(m_constant) << ", random " << MeanOf(m_random);
    return text.str();
}

std::vector<std::string>
CaqaJudge::GetColumns() const
{
    return {"reward",
            "fraction_of_optimum",
            "fraction_of_constant",
            "violations",
            "gated_avg_caqa"};
}

std::string
CaqaJudge::GetHeads() const
{
    return "  held out  of optimum  of constant";
}

Verdict
CaqaJudge::Assess(const Decide& decide)
{
    Eigen::MatrixXd observations(static_cast<Eigen::Index>(m_states.size()),
                                 m_system.ObservationSize());
    for (std::size_t i = 0; i < m_states.size(); ++i)
    {
        observations.row(static_cast<Eigen::Index>(i)) = m_system.Observe(m_states[i]).transpose();
    }
    Verdict verdict;
    verdict.actions = decide(observations);
    const CaqaScore score = ScoreActions(m_system, m_states, verdict.actions);
    const double reward = MeanOf(score.reward);
    const Estimate ofOptimum = RatioOfMeans(score.reward, m_optimum);
    const Estimate ofConstant = RatioOfMeans(score.reward, m_constant);
    const double violations = MeanOf(score.violations);
    const double gated = MeanOf(score.gatedAverage);
    verdict.values = {reward, ofOptimum.value, ofConstant.value, violations, gated};

    std::ostringstream cells;
    cells << std::fixed << std::setprecision(4) << std::setw(10) << reward << std::setw(12)
          << ShowShare(ofOptimum) << std::setw(13) << ShowShare(ofConstant);
    verdict.cells = cells.str();

    std::ostringstream conclusion;
    conclusion << std::fixed << std::setprecision(4) << "test on " << m_states.size()
               << " other states: reward " << reward << ", " << ShowShare(ofOptimum)
               << " of the optimum, " << ShowShare(ofConstant) << " of the best constant\n"
               << "AvgCAQA, gated " << gated << ", violations " << violations;
    verdict.conclusion = conclusion.str();

    nlohmann::ordered_json& report = verdict.report;
    report["states"] = m_states.size();
    report["reward"] = reward;
    report["reward_of_optimum"] = MeanOf(m_optimum);
    report["reward_of_best_constant"] = MeanOf(m_constant);
    report["reward_of_random"] = MeanOf(m_random);
    report["fraction_of_optimum"] = ReportShare(ofOptimum);
    report["fraction_of_best_constant"] = ReportShare(ofConstant);
    report["avg_caqa"] = MeanOf(score.average);
    report["gated_avg_caqa"] = gated;
    report["violations"] = violations;
    report["accuracy"] = MeanOf(score.accuracy);
    report["quality"] = MeanOf(score.quality);
    report["energy_J"] = MeanOf(score.energy);
    return verdict;
}

} // namespace train
