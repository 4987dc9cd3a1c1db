/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef JUDGE_H
#define JUDGE_H

#include "ns3/isac-action-space.h"

#include <Eigen/Core>
#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace train
{

/// Seeds of what judges look at: fixed, so that trainings are judged on the same.
constexpr uint64_t EVALUATION_SEED = 1001;
constexpr uint64_t TEST_SEED = 1002;

/// Asked now and then: whether to stop.
using Interrupted = std::function<bool()>;

/// Thrown where work is left because someone wants it to stop.
struct Interruption
{
};

/// What a policy is worth to a judge.
struct Verdict
{
    std::vector<double> values;     //!< one for each of Judge::GetColumns()
    nlohmann::ordered_json report;  //!< all there is to say, for summary.json
    std::string cells;              //!< below Judge::GetHeads(), for people
    std::string conclusion;         //!< lines for people, for the end of a training
    ns3::isac::ActionBatch actions; //!< what it decided
};

/// Says what a policy is worth, on what training never meets.
class Judge
{
  public:
    /// Observations in, actions out: one row each.
    using Decide = std::function<ns3::isac::ActionBatch(const Eigen::MatrixXd&)>;

    virtual ~Judge() = default;

    /**
     * @brief Find out what policies are to be compared with; may take its time.
     * @param cache file that keeps what was found
     * @param progress whether to show it
     * @param interrupted whether to stop
     * @throws Interruption when asked to; what was found is kept
     * @throws std::runtime_error if the file cannot be written
     */
    virtual void Prepare(const std::string& cache,
                         bool progress,
                         const Interrupted& interrupted) = 0;
    /// @return a line on what policies are compared with
    virtual std::string Introduce() const = 0;
    /// @return names of the values, for curve.csv
    virtual std::vector<std::string> GetColumns() const = 0;
    /// @return heads of a table for people, as wide as the cells of a verdict
    virtual std::string GetHeads() const = 0;
    /**
     * @param decide the policy
     * @return what it is worth
     */
    virtual Verdict Assess(const Decide& decide) = 0;
};

} // namespace train

#endif // JUDGE_H
