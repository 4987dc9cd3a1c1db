/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "megc-judge.h"

#include "ns3/isac-statistics.h"

#include <iomanip>
#include <sstream>

namespace train
{

using namespace ns3::isac;

MegcJudge::MegcJudge(const MegcSystem& system,
                     const MegcScenario& scenario,
                     uint64_t seed,
                     std::size_t count)
    : m_system(system),
      m_scenario(scenario),
      m_states(DrawHeldOutMegcStates(system.GetParameters(), scenario, seed, count))
{
}

void
MegcJudge::Prepare(const std::string& /* cache */,
                   bool /* progress */,
                   const Interrupted& /* interrupted */)
{
    // Microseconds a slot: nothing worth keeping or showing.
    const MegcParameters& cell = m_system.GetParameters();
    const auto total = [&](const std::string& name) {
        return ScoreMegcScheme(cell, *GetMegcSchemes().Make(name, cell, m_scenario, 1), m_states)
            .total;
    };
    m_optimum = total("optimum");
    m_constant = total("constant");
    m_equal = total("fra");
}

std::string
MegcJudge::Introduce() const
{
    std::ostringstream text;
    text << std::fixed << std::setprecision(4) << "total latency on " << m_states.size()
         << " held-out slots: optimum " << EstimateMean(m_optimum).value << " s, best constant "
         << EstimateMean(m_constant).value << " s, equal shares " << EstimateMean(m_equal).value
         << " s";
    return text.str();
}

std::vector<std::string>
MegcJudge::GetColumns() const
{
    return {"latency_s",
            "compute_latency_s",
            "content_latency_s",
            "vision_latency_s",
            "ratio_to_optimum",
            "ratio_to_constant"};
}

std::string
MegcJudge::GetHeads() const
{
    return "  held out [s]  to optimum  to constant";
}

Verdict
MegcJudge::Assess(const Decide& decide)
{
    Eigen::MatrixXd observations(static_cast<Eigen::Index>(m_states.size()),
                                 m_system.ObservationSize());
    for (std::size_t i = 0; i < m_states.size(); ++i)
    {
        observations.row(static_cast<Eigen::Index>(i)) = m_system.Observe(m_states[i]).transpose();
    }
    Verdict verdict;
    verdict.actions = decide(observations);
    const MegcScore score = ScoreMegcActions(m_system, m_states, verdict.actions);
    const double latency = EstimateMean(score.total).value;
    const double compute = EstimateMean(score.compute).value;
    const double content = EstimateMean(score.content).value;
    const double vision = EstimateMean(score.vision).value;
    const Estimate toOptimum = RatioOfMeans(score.total, m_optimum);
    const Estimate toConstant = RatioOfMeans(score.total, m_constant);
    verdict.values = {latency, compute, content, vision, toOptimum.value, toConstant.value};

    std::ostringstream cells;
    cells << std::fixed << std::setprecision(4) << std::setw(14) << latency << std::setw(12)
          << toOptimum.value << std::setw(13) << toConstant.value;
    verdict.cells = cells.str();

    std::ostringstream conclusion;
    conclusion << std::fixed << std::setprecision(4) << "test on " << m_states.size()
               << " other slots: total latency " << latency << " s, " << toOptimum.value
               << " of the optimum, " << toConstant.value << " of the best constant\n"
               << "computation " << compute << " s, content " << content << " s, vision " << vision
               << " s";
    verdict.conclusion = conclusion.str();

    const auto report = [](const Estimate& estimate) {
        return nlohmann::ordered_json{{"value", estimate.value},
                                      {"half_width_95", estimate.halfWidth}};
    };
    verdict.report["slots"] = m_states.size();
    verdict.report["latency_s"] = latency;
    verdict.report["compute_latency_s"] = compute;
    verdict.report["content_latency_s"] = content;
    verdict.report["vision_latency_s"] = vision;
    verdict.report["latency_of_optimum_s"] = EstimateMean(m_optimum).value;
    verdict.report["latency_of_best_constant_s"] = EstimateMean(m_constant).value;
    verdict.report["latency_of_equal_shares_s"] = EstimateMean(m_equal).value;
    verdict.report["ratio_to_optimum"] = report(toOptimum);
    verdict.report["ratio_to_best_constant"] = report(toConstant);
    return verdict;
}

} // namespace train
