/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef DD_JUDGE_H
#define DD_JUDGE_H

#include "judge.h"

#include "ns3/isac-dd-score.h"

#include <string>
#include <vector>

namespace train
{

/// Held-out slots with what the optimum, equal power and equal split reach on them.
class DdJudge : public Judge
{
  public:
    /**
     * @param system reads the actions
     * @param seed which slots
     * @param count how many
     */
    DdJudge(const ns3::isac::DdSystem& system, uint64_t seed, std::size_t count);

    void Prepare(const std::string& cache, bool progress, const Interrupted& interrupted) override;
    std::string Introduce() const override;
    std::vector<std::string> GetColumns() const override;
    std::string GetHeads() const override;
    Verdict Assess(const Decide& decide) override;

  private:
    ns3::isac::DdSystem m_system;             //!< reads the actions
    std::vector<ns3::isac::DdState> m_states; //!< held out
    std::vector<double> m_optimum;            //!< rewards
    std::vector<double> m_equalPower;         //!< rewards
    std::vector<double> m_equalSplit;         //!< rewards
};

} // namespace train

#endif // DD_JUDGE_H
