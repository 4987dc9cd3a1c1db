/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "episode-judge.h"

#include "ns3/isac-statistics.h"

#include <cmath>
#include <iomanip>
#include <sstream>

namespace train
{

using namespace ns3::isac;

namespace
{

/**
 * @param values one for each episode
 * @return their standard deviation
 */
double
Deviation(const Eigen::VectorXd& values)
{
    const Eigen::ArrayXd apart = values.array() - values.mean();
    return values.size() > 1
               ? std::sqrt(apart.square().sum() / static_cast<double>(values.size() - 1))
               : 0.0;
}

} // namespace

EpisodeJudge::EpisodeJudge(std::unique_ptr<Environment> environment,
                           uint64_t seed,
                           std::vector<Reference> references)
    : m_environment(std::move(environment)),
      m_seed(seed),
      m_references(std::move(references))
{
}

EpisodeJudge::Outcome
EpisodeJudge::Run(const Decide& decide)
{
    const Eigen::Index count = m_environment->Count();
    const ActionSpace space = m_environment->GetActionSpace();
    Outcome outcome;
    outcome.reward = Eigen::VectorXd::Zero(count);
    outcome.length = Eigen::VectorXd::Zero(count);
    outcome.metrics =
        Eigen::MatrixXd::Zero(count,
                              static_cast<Eigen::Index>(m_environment->MetricNames().size()));
    outcome.actions.categorical.resize(count, static_cast<Eigen::Index>(space.categories.size()));
    outcome.actions.continuous.resize(count, space.continuous);
    Eigen::Array<bool, Eigen::Dynamic, 1> open =
        Eigen::Array<bool, Eigen::Dynamic, 1>::Constant(count, true);
    Eigen::MatrixXd observation = m_environment->Reset(m_seed);
    for (Eigen::Index steps = 0; open.any(); ++steps)
    {
        const ActionBatch actions = decide(observation);
        // Of episode i the step i (as long as it lasts): as many different situations as episodes.
        for (Eigen::Index i = 0; i < count; ++i)
        {
            if (open[i] && steps <= i)
            {
                outcome.actions.categorical.row(i) = actions.categorical.row(i);
                outcome.actions.continuous.row(i) = actions.continuous.row(i);
            }
        }
        const StepResult& result = m_environment->Step(actions);
        for (Eigen::Index i = 0; i < count; ++i)
        {
            if (open[i])
            {
                outcome.reward[i] += result.reward[i];
                outcome.length[i] += 1.0;
                outcome.metrics.row(i) += result.metrics.row(i);
                open[i] = !result.terminated[i] && !result.truncated[i];
            }
        }
        observation = result.observation;
    }
    return outcome;
}

void
EpisodeJudge::Prepare(const std::string& /* cache */,
                      bool /* progress */,
                      const Interrupted& interrupted)
{
    m_rewards.clear();
    for (const auto& [name, policy] : m_references)
    {
        if (interrupted())
        {
            throw Interruption();
        }
        const auto decide = [&policy = *policy](const Eigen::MatrixXd& observations) {
            ActionBatch actions{Eigen::MatrixXi(observations.rows(), 1),
                                Eigen::MatrixXd(observations.rows(), 0)};
            for (Eigen::Index row = 0; row < observations.rows(); ++row)
            {
                actions.categorical.row(row) =
                    policy.Act(observations.row(row).transpose()).categorical.transpose();
            }
            return actions;
        };
        m_rewards.push_back(Run(decide).reward.mean());
    }
}

std::string
EpisodeJudge::Introduce() const
{
    std::ostringstream text;
    text << std::fixed << std::setprecision(2) << m_environment->Count() << " held-out episodes";
    for (std::size_t i = 0; i < m_rewards.size(); ++i)
    {
        text << (i == 0 ? "; mean reward: " : ", ") << m_references[i].first << " " << m_rewards[i];
    }
    return text.str();
}

std::vector<std::string>
EpisodeJudge::GetColumns() const
{
    std::vector<std::string> columns = {"reward", "reward_half_width_95", "best_reward", "length"};
    const auto metrics = m_environment->MetricNames();
    columns.insert(columns.end(), metrics.begin(), metrics.end());
    return columns;
}

std::string
EpisodeJudge::GetHeads() const
{
    return "  held out, an episode    best";
}

Verdict
EpisodeJudge::Assess(const Decide& decide)
{
    const Outcome outcome = Run(decide);
    const Estimate reward = EstimateMean({outcome.reward.begin(), outcome.reward.end()});
    Verdict verdict;
    verdict.actions = outcome.actions;
    verdict.values = {reward.value,
                      reward.halfWidth,
                      outcome.reward.maxCoeff(),
                      outcome.length.mean()};
    std::ostringstream cells;
    cells << std::fixed << std::setprecision(2) << std::setw(13) << reward.value << " +- "
          << std::setw(6) << reward.halfWidth << std::setw(9) << outcome.reward.maxCoeff();
    verdict.cells = cells.str();

    nlohmann::ordered_json& report = verdict.report;
    report["episodes"] = m_environment->Count();
    report["reward"] = {{"mean", reward.value},
                        {"half_width_95", reward.halfWidth},
                        {"deviation", Deviation(outcome.reward)},
                        {"best", outcome.reward.maxCoeff()}};
    report["steps"] = outcome.length.mean();
    const auto names = m_environment->MetricNames();
    for (std::size_t i = 0; i < names.size(); ++i)
    {
        const double mean = outcome.metrics.col(static_cast<Eigen::Index>(i)).mean();
        report[names[i]] = mean;
        verdict.values.push_back(mean);
    }
    std::ostringstream conclusion;
    conclusion << std::fixed << std::setprecision(2) << "test on " << m_environment->Count()
               << " other episodes: reward " << reward.value << " +- " << reward.halfWidth
               << ", best " << outcome.reward.maxCoeff();
    for (std::size_t i = 0; i < m_rewards.size(); ++i)
    {
        report["reward_of"][m_references[i].first] = m_rewards[i];
        conclusion << "\n  " << m_references[i].first << ": " << m_rewards[i];
    }
    verdict.conclusion = conclusion.str();
    return verdict;
}

} // namespace train
