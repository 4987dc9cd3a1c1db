/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "dd-judge.h"

#include "ns3/isac-progress.h"
#include "ns3/isac-statistics.h"

#include <iomanip>
#include <iostream>
#include <sstream>

namespace train
{

using namespace ns3::isac;

DdJudge::DdJudge(const DdSystem& system, uint64_t seed, std::size_t count)
    : m_system(system),
      m_states(DrawHeldOutDdStates(system.GetParameters(), system.GetScenario(), seed, count))
{
}

void
DdJudge::Prepare(const std::string& /* cache */, bool progress, const Interrupted& interrupted)
{
    // Milliseconds a slot, but a second each where bit errors are averaged over fading.
    const DdParameters& parameters = m_system.GetParameters();
    const DdScenario& scenario = m_system.GetScenario();
    Progress line(std::cerr, Progress::IsTerminal(), "optima", m_states.size());
    const auto reward = [&](const std::string& name) {
        std::size_t done = 0;
        const auto stop = [&] {
            ++done;
            if (progress)
            {
                line.Update(done, name);
            }
            return interrupted && interrupted();
        };
        const DdScheme scheme = *GetDdSchemes().Make(name, parameters, scenario, 1);
        const auto score = ScoreDdScheme(parameters, scenario, scheme, m_states, stop);
        if (score.reward.size() < m_states.size())
        {
            line.Finish();
            throw Interruption();
        }
        return score.reward;
    };
    m_optimum = reward("optimum");
    m_equalPower = reward("equal-power");
    m_equalSplit = reward("equal-split");
    line.Finish();
}

std::string
DdJudge::Introduce() const
{
    std::ostringstream text;
    text << std::fixed << std::setprecision(4) << "reward on " << m_states.size()
         << " held-out slots: optimum " << EstimateMean(m_optimum).value << ", equal power "
         << EstimateMean(m_equalPower).value << ", equal split "
         << EstimateMean(m_equalSplit).value;
    return text.str();
}

std::vector<std::string>
DdJudge::GetColumns() const
{
    return {"reward",
            "sum_qoe",
            "satisfied_percent",
            "excess_J",
            "ratio_to_optimum",
            "ratio_to_equal_power"};
}

std::string
DdJudge::GetHeads() const
{
    return "    reward   sum QoE  to optimum  to equal power";
}

Verdict
DdJudge::Assess(const Decide& decide)
{
    Eigen::MatrixXd observations(static_cast<Eigen::Index>(m_states.size()),
                                 m_system.ObservationSize());
    for (std::size_t i = 0; i < m_states.size(); ++i)
    {
        observations.row(static_cast<Eigen::Index>(i)) = m_system.Observe(m_states[i]).transpose();
    }
    Verdict verdict;
    verdict.actions = decide(observations);
    const DdScore score = ScoreDdActions(m_system, m_states, verdict.actions);
    const double reward = EstimateMean(score.reward).value;
    const double qoe = EstimateMean(score.qoe).value;
    const double satisfied = 100.0 * EstimateMean(score.satisfied).value;
    const double excess = EstimateMean(score.excess).value;
    const Estimate toOptimum = RatioOfMeans(score.reward, m_optimum);
    const Estimate toEqualPower = RatioOfMeans(score.reward, m_equalPower);
    verdict.values = {reward, qoe, satisfied, excess, toOptimum.value, toEqualPower.value};

    std::ostringstream cells;
    cells << std::fixed << std::setprecision(4) << std::setw(10) << reward << std::setw(10) << qoe
          << std::setw(12) << toOptimum.value << std::setw(16) << toEqualPower.value;
    verdict.cells = cells.str();

    std::ostringstream conclusion;
    conclusion << std::fixed << std::setprecision(4) << "test on " << m_states.size()
               << " other slots: reward " << reward << ", " << toOptimum.value
               << " of the optimum, " << toEqualPower.value << " of equal power\n"
               << "sum of QoE " << qoe << ", all bounds met in " << std::setprecision(1)
               << satisfied << " %, " << std::setprecision(4) << excess
               << " J beyond budgets, mean t_0 " << EstimateMean(score.serverSteps).value
               << ", mean t_k " << EstimateMean(score.deviceSteps).value;
    verdict.conclusion = conclusion.str();

    const auto report = [](const Estimate& estimate) {
        return nlohmann::ordered_json{{"value", estimate.value},
                                      {"half_width_95", estimate.halfWidth}};
    };
    verdict.report["slots"] = m_states.size();
    verdict.report["reward"] = reward;
    verdict.report["sum_qoe"] = qoe;
    verdict.report["satisfied_percent"] = satisfied;
    verdict.report["excess_J"] = excess;
    verdict.report["server_steps"] = EstimateMean(score.serverSteps).value;
    verdict.report["device_steps"] = EstimateMean(score.deviceSteps).value;
    verdict.report["reward_of_optimum"] = EstimateMean(m_optimum).value;
    verdict.report["reward_of_equal_power"] = EstimateMean(m_equalPower).value;
    verdict.report["reward_of_equal_split"] = EstimateMean(m_equalSplit).value;
    verdict.report["ratio_to_optimum"] = report(toOptimum);
    verdict.report["ratio_to_equal_power"] = report(toEqualPower);
    return verdict;
}

} // namespace train
