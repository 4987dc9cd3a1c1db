/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EPISODE_JUDGE_H
#define EPISODE_JUDGE_H

#include "judge.h"

#include "ns3/isac-environment.h"
#include "ns3/isac-policy.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace train
{

/**
 * Whole episodes, always the same ones, with what policies that do not learn earn in them. What
 * counts is the reward of an episode.
 */
class EpisodeJudge : public Judge
{
  public:
    /// A policy to compare with, by name.
    using Reference = std::pair<std::string, std::shared_ptr<ns3::isac::Policy>>;

    /**
     * @param environment of as many copies as there are episodes, one each
     * @param seed which episodes
     * @param references policies to compare with
     */
    EpisodeJudge(std::unique_ptr<ns3::isac::Environment> environment,
                 uint64_t seed,
                 std::vector<Reference> references);

    void Prepare(const std::string& cache, bool progress, const Interrupted& interrupted) override;
    std::string Introduce() const override;
    std::vector<std::string> GetColumns() const override;
    std::string GetHeads() const override;
    Verdict Assess(const Decide& decide) override;

  private:
    /// What a policy did in all episodes: one row or entry each.
    struct Outcome
    {
        Eigen::VectorXd reward;         //!< of an episode
        Eigen::VectorXd length;         //!< steps of an episode
        Eigen::MatrixXd metrics;        //!< sums over an episode
        ns3::isac::ActionBatch actions; //!< one of an episode, each at another time
    };

    /**
     * @param decide a policy
     * @return what it does
     */
    Outcome Run(const Decide& decide);

    std::unique_ptr<ns3::isac::Environment> m_environment; //!< a copy for each episode
    uint64_t m_seed;                                       //!< which episodes
    std::vector<Reference> m_references;                   //!< policies to compare with
    std::vector<double> m_rewards;                         //!< theirs
};

} // namespace train

#endif // EPISODE_JUDGE_H
