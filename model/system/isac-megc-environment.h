/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_MEGC_ENVIRONMENT_H
#define ISAC_MEGC_ENVIRONMENT_H

#include "isac-megc-scenario.h"
#include "isac-megc-system.h"

#include "ns3/isac-environment.h"

#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief N cells of MEGC at slot level. The reward is minus the total latency of the slot, (19)
 * with T = 1; an episode is cut short (truncated) after MegcScenario::slotsPerEpisode slots, for it
 * has no end of its own.
 */
class MegcEnvironment : public Environment
{
  public:
    /**
     * @param system the system, shared by all copies
     * @param scenario positions, channels, tasks
     * @param count number of copies N
     */
    MegcEnvironment(const MegcSystem& system, const MegcScenario& scenario, int count);

    int Count() const override;
    int ObservationSize() const override;
    ActionSpace GetActionSpace() const override;
    std::vector<std::string> MetricNames() const override;
    Eigen::MatrixXd Reset(uint64_t seed) override;
    const StepResult& Step(const ActionBatch& actions) override;
    void Save(Checkpoint& checkpoint, const std::string& prefix) const override;
    Eigen::MatrixXd Load(const Checkpoint& checkpoint, const std::string& prefix) override;

  private:
    /**
     * @brief Draw the next slot of a cell.
     * @param copy which cell
     */
    void Advance(int copy);

    MegcSystem m_system;                    //!< decodes and evaluates
    MegcScenario m_scenario;                //!< positions, channels, tasks
    int m_count;                            //!< N
    int m_slot = 0;                         //!< slots since the episodes began
    std::vector<MegcStateSource> m_sources; //!< one for each copy
    std::vector<MegcStateSource> m_before;  //!< each source as it was before the present slot
    std::vector<MegcState> m_states;        //!< present states
    StepResult m_result;                    //!< of the last step
};

} // namespace isac
} // namespace ns3

#endif // ISAC_MEGC_ENVIRONMENT_H
