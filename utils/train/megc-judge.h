/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef MEGC_JUDGE_H
#define MEGC_JUDGE_H

#include "judge.h"

#include "ns3/isac-megc-score.h"

#include <string>
#include <vector>

namespace train
{

/// Held-out slots with what the optimum, the best constant and equal shares take on them.
class MegcJudge : public Judge
{
  public:
    /**
     * @param system reads the actions
     * @param scenario positions, channels, tasks
     * @param seed which slots
     * @param count how many
     */
    MegcJudge(const ns3::isac::MegcSystem& system,
              const ns3::isac::MegcScenario& scenario,
              uint64_t seed,
              std::size_t count);

    void Prepare(const std::string& cache, bool progress, const Interrupted& interrupted) override;
    std::string Introduce() const override;
    std::vector<std::string> GetColumns() const override;
    std::string GetHeads() const override;
    Verdict Assess(const Decide& decide) override;

  private:
    ns3::isac::MegcSystem m_system;             //!< reads the actions
    ns3::isac::MegcScenario m_scenario;         //!< positions, channels, tasks
    std::vector<ns3::isac::MegcState> m_states; //!< held out
    std::vector<double> m_optimum;              //!< total latencies [s]
    std::vector<double> m_constant;             //!< total latencies [s]
    std::vector<double> m_equal;                //!< total latencies [s]
};

} // namespace train

#endif // MEGC_JUDGE_H
