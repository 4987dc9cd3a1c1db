/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef CAQA_JUDGE_H
#define CAQA_JUDGE_H

#include "ns3/isac-caqa-held-out.h"
#include "ns3/isac-caqa-scheme.h"
#include "ns3/isac-statistics.h"

#include <functional>
#include <string>
#include <vector>

namespace train
{

/// Asked now and then: whether to stop.
using Interrupted = std::function<bool()>;

/// Thrown where work is left because someone wants it to stop.
struct Interruption
{
};

/// What a policy is worth on the states of a judge.
struct Verdict
{
    ns3::isac::CaqaScore score;     //!< state by state
    double reward = 0.0;            //!< mean
    ns3::isac::Estimate ofOptimum;  //!< its share of the optimum's
    ns3::isac::Estimate ofConstant; //!< its share of the best constant's
    ns3::isac::ActionBatch actions; //!< what it decided
};

/**
 * Held-out states with what optimum, best constant and chance earn on them. Finding the optima
 * takes its time; they are kept in a file.
 */
class CaqaJudge
{
  public:
    /// Observations in, actions out: one row each.
    using Decide = std::function<ns3::isac::ActionBatch(const Eigen::MatrixXd&)>;

    /**
     * @param parameters the cell
     * @param scenario where its users are
     * @param seed which states
     * @param count how many
     */
    CaqaJudge(const ns3::isac::CaqaParameters& parameters,
              const ns3::isac::CaqaScenario& scenario,
              uint64_t seed,
              std::size_t count);

    /**
     * @brief Find the optima.
     * @param cache file that keeps them; empty: none
     * @param progress whether to show it
     * @param interrupted whether to stop
     * @throws Interruption when asked to; what was found is kept
     * @throws std::runtime_error if the file cannot be written
     */
    void FindOptima(const std::string& cache, bool progress, const Interrupted& interrupted);

    /**
     * @param system reads the actions
     * @param decide the policy
     * @return what it is worth
     */
    Verdict Judge(const ns3::isac::CaqaSystem& system, const Decide& decide) const;

    /// @return mean reward of the optima
    double GetOptimum() const;
    /// @return mean reward of the best constant
    double GetConstant() const;
    /// @return mean reward of chance
    double GetRandom() const;

  private:
    /**
     * @param scheme that decides
     * @return its rewards
     */
    std::vector<double> Rewards(const ns3::isac::CaqaScheme& scheme) const;

    ns3::isac::CaqaParameters m_parameters;     //!< the cell
    std::vector<ns3::isac::CaqaState> m_states; //!< held out
    std::vector<double> m_optimum;              //!< rewards
    std::vector<double> m_constant;             //!< rewards
    std::vector<double> m_random;               //!< rewards
};

} // namespace train

#endif // CAQA_JUDGE_H
