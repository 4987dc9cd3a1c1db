/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "da-judge.h"

#include "ns3/isac-statistics.h"

#include <iomanip>
#include <sstream>

namespace train
{

using namespace ns3::isac;

DaJudge::DaJudge(const DaSystem& system, uint64_t seed, std::size_t count)
    : m_system(system),
      m_slots(DrawHeldOutDaSlots(system.GetScenario(), seed, count))
{
}

void
DaJudge::Prepare(const std::string& /* cache */,
                 bool /* progress */,
                 const Interrupted& /* interrupted */)
{
    // Some tenths of a millisecond a slot: nothing worth keeping or showing.
    const DaScenario& scenario = m_system.GetScenario();
    const auto qoe = [&](const std::string& name) {
        return ScoreDaScheme(scenario, *GetDaSchemes().Make(name, scenario, 1), m_slots).qoe;
    };
    m_optimum = qoe("optimum");
    m_greedy = qoe("greedy");
    m_equal = qoe("without-da");
}

std::string
DaJudge::Introduce() const
{
    std::ostringstream text;
    text << std::fixed << std::setprecision(4) << "mean QoE on " << m_slots.size()
         << " held-out slots: optimum " << EstimateMean(m_optimum).value << ", greedy "
         << EstimateMean(m_greedy).value << ", without DA " << EstimateMean(m_equal).value;
    return text.str();
}

std::vector<std::string>
DaJudge::GetColumns() const
{
    return {"qoe", "missed_percent", "ratio_to_optimum", "ratio_to_without_da"};
}

std::string
DaJudge::GetHeads() const
{
    return "  held out  missed %  to optimum  to w/o DA";
}

Verdict
DaJudge::Assess(const Decide& decide)
{
    Eigen::MatrixXd observations(static_cast<Eigen::Index>(m_slots.size()),
                                 m_system.ObservationSize());
    for (std::size_t i = 0; i < m_slots.size(); ++i)
    {
        observations.row(static_cast<Eigen::Index>(i)) = m_system.Observe(m_slots[i]).transpose();
    }
    Verdict verdict;
    verdict.actions = decide(observations);
    const DaScore score = ScoreDaActions(m_system, m_slots, verdict.actions);
    const double qoe = EstimateMean(score.qoe).value;
    const double missed = 100.0 * EstimateMean(score.missed).value;
    const Estimate toOptimum = RatioOfMeans(score.qoe, m_optimum);
    const Estimate toEqual = RatioOfMeans(score.qoe, m_equal);
    verdict.values = {qoe, missed, toOptimum.value, toEqual.value};

    std::ostringstream cells;
    cells << std::fixed << std::setprecision(4) << std::setw(10) << qoe << std::setprecision(2)
          << std::setw(10) << missed << std::setprecision(4) << std::setw(12) << toOptimum.value
          << std::setw(11) << toEqual.value;
    verdict.cells = cells.str();

    std::ostringstream conclusion;
    conclusion << std::fixed << std::setprecision(4) << "test on " << m_slots.size()
               << " other slots: mean QoE " << qoe << ", " << toOptimum.value << " of the optimum, "
               << toEqual.value << " of that without DA; bounds of " << std::setprecision(2)
               << missed << " % of the users missed";
    verdict.conclusion = conclusion.str();

    const auto report = [](const Estimate& estimate) {
        return nlohmann::ordered_json{{"value", estimate.value},
                                      {"half_width_95", estimate.halfWidth}};
    };
    verdict.report["slots"] = m_slots.size();
    verdict.report["qoe"] = report(EstimateMean(score.qoe));
    verdict.report["missed_percent"] = missed;
    verdict.report["qoe_of_optimum"] = EstimateMean(m_optimum).value;
    verdict.report["qoe_of_greedy"] = EstimateMean(m_greedy).value;
    verdict.report["qoe_without_da"] = EstimateMean(m_equal).value;
    verdict.report["ratio_to_optimum"] = report(toOptimum);
    verdict.report["ratio_to_without_da"] = report(toEqual);
    return verdict;
}

} // namespace train
