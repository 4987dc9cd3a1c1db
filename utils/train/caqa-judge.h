/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef CAQA_JUDGE_H
#define CAQA_JUDGE_H

#include "judge.h"

#include "ns3/isac-caqa-held-out.h"
#include "ns3/isac-caqa-scheme.h"
#include "ns3/isac-caqa-system.h"
#include "ns3/isac-statistics.h"

#include <cstdint>
#include <string>
#include <vector>

namespace train
{

/**
 * Held-out states with what optimum, best constant and chance earn on them. Finding the optima
 * takes its time; they are kept in a file.
 */
class CaqaJudge : public Judge
{
  public:
    /**
     * @param system reads the actions
     * @param scenario where users are
     * @param seed which states
     * @param count how many
     */
    CaqaJudge(const ns3::isac::CaqaSystem& system,
              const ns3::isac::CaqaScenario& scenario,
              uint64_t seed,
              std::size_t count);

    void Prepare(const std::string& cache, bool progress, const Interrupted& interrupted) override;
    std::string Introduce() const override;
    std::vector<std::string> GetColumns() const override;
    std::string GetHeads() const override;
    Verdict Assess(const Decide& decide) override;

  private:
    /**
     * @param scheme that decides
     * @return its rewards
     */
    std::vector<double> Rewards(const ns3::isac::CaqaScheme& scheme) const;

    ns3::isac::CaqaSystem m_system;             //!< reads the actions
    std::vector<ns3::isac::CaqaState> m_states; //!< held out
    std::vector<double> m_optimum;              //!< rewards
    std::vector<double> m_constant;             //!< rewards
    std::vector<double> m_random;               //!< rewards
};

} // namespace train

#endif // CAQA_JUDGE_H
