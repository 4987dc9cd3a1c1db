/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_ENVIRONMENT_H
#define ISAC_DA_ENVIRONMENT_H

#include "isac-da-population.h"
#include "isac-da-system.h"

#include "ns3/isac-environment.h"

#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief N networks of DA-ISAC at slot level, with everything about users known. The reward is the
 * mean QoE of a slot; episodes of DaScenario::slotsPerEpisode slots are cut short (truncated), and
 * each has users of its own. Under GROUP_SHARES the derivative of the reward is told, too.
 */
class DaEnvironment : public Environment
{
  public:
    /**
     * @param system the system, shared by all copies
     * @param count number of copies N
     */
    DaEnvironment(const DaSystem& system, int count);

    int Count() const override;
    int ObservationSize() const override;
    ActionSpace GetActionSpace() const override;
    std::vector<std::string> MetricNames() const override;
    Eigen::MatrixXd Reset(uint64_t seed) override;
    const StepResult& Step(const ActionBatch& actions) override;
    void Save(Checkpoint& checkpoint, const std::string& prefix) const override;
    Eigen::MatrixXd Load(const Checkpoint& checkpoint, const std::string& prefix) override;

  private:
    /// @param copy whose users begin an episode
    void Begin(int copy);

    DaSystem m_system;                       //!< decodes and evaluates
    int m_count;                             //!< N
    int m_slot = 0;                          //!< slots since the episodes began
    std::vector<DaPopulation> m_populations; //!< one for each copy
    std::vector<std::string> m_begun;        //!< each population's state before its episode
    StepResult m_result;                     //!< of the last step
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_ENVIRONMENT_H
