/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef DA_JUDGE_H
#define DA_JUDGE_H

#include "judge.h"

#include "ns3/isac-da-score.h"

#include <string>
#include <vector>

namespace train
{

/// Held-out slots with what the optimum, the greedy scheme and equal shares earn on them.
class DaJudge : public Judge
{
  public:
    /**
     * @param system reads the actions
     * @param seed which slots
     * @param count how many
     */
    DaJudge(const ns3::isac::DaSystem& system, uint64_t seed, std::size_t count);

    void Prepare(const std::string& cache, bool progress, const Interrupted& interrupted) override;
    std::string Introduce() const override;
    std::vector<std::string> GetColumns() const override;
    std::string GetHeads() const override;
    Verdict Assess(const Decide& decide) override;

  private:
    ns3::isac::DaSystem m_system;           //!< reads the actions
    std::vector<ns3::isac::DaSlot> m_slots; //!< held out
    std::vector<double> m_optimum;          //!< mean QoE of each slot
    std::vector<double> m_greedy;           //!< mean QoE of each slot
    std::vector<double> m_equal;            //!< mean QoE of each slot
};

} // namespace train

#endif // DA_JUDGE_H
