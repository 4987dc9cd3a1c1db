/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SLOT_BATCH_H
#define SLOT_BATCH_H

#include "ns3/isac-environment.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace python
{

/// Where a step of N environments is written to; rows lie one behind the other.
template <typename Real>
struct StepTarget
{
    Real* observation; //!< N x size, what the next action is chosen on
    double* reward;    //!< N
    bool* terminated;  //!< N
    bool* truncated;   //!< N
    double* metrics;   //!< N x metrics
};

/// Actions of N environments; rows lie one behind the other.
struct ActionSource
{
    const int64_t* categorical; //!< N x categories
    const double* continuous;   //!< N x continuous
};

/**
 * N environments of one copy each, with seeds of their own: each goes through what it would go
 * through alone.
 */
class SlotBatch
{
  public:
    /**
     * @param make makes an environment of one copy
     * @param count number of environments N, at least 1
     */
    SlotBatch(const std::function<std::unique_ptr<ns3::isac::Environment>()>& make, int count);

    /// @return number of environments N
    int Count() const;
    /// @return number of values in one observation
    int ObservationSize() const;
    /// @return what an action consists of
    const ns3::isac::ActionSpace& GetActionSpace() const;
    /// @return name of each column of metrics
    const std::vector<std::string>& MetricNames() const;
    /// @return derivatives of the last rewards by the continuous components of actions, N x
    /// components; empty where environments do not know them
    const Eigen::MatrixXd& GetRewardGradient() const;

    /**
     * @brief Start everything from seeds.
     * @param seeds N
     * @param observation written to, N x size
     */
    template <typename Real>
    void Reset(const uint64_t* seeds, Real* observation);

    /**
     * @param actions of all environments
     * @throws std::invalid_argument if one lies outside the space; nothing has stepped then
     */
    void Check(const ActionSource& actions) const;

    /**
     * @param actions checked ones
     * @param target written to
     * @return whether an episode has come to its end: else all final observations are the same as
     * the others
     */
    template <typename Real>
    bool Step(const ActionSource& actions, const StepTarget<Real>& target);
    /**
     * @brief Tell what the last step led to before any restart.
     * @param observation written to, N x size
     */
    template <typename Real>
    void CopyFinal(Real* observation) const;

  private:
    std::vector<std::unique_ptr<ns3::isac::Environment>> m_environments; //!< N
    std::vector<const ns3::isac::StepResult*> m_results;                 //!< N, of the last step
    ns3::isac::ActionSpace m_space;                                      //!< of each
    ns3::isac::ActionBatch m_action;                                     //!< of one environment
    std::vector<std::string> m_metrics;                                  //!< see MetricNames()
    int m_size;                       //!< values in an observation
    Eigen::MatrixXd m_rewardGradient; //!< see GetRewardGradient()
};

} // namespace python

#endif // SLOT_BATCH_H
