/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DD_ENVIRONMENT_H
#define ISAC_DD_ENVIRONMENT_H

#include "isac-dd-system.h"

#include "ns3/isac-environment.h"

#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief N servers of distributed diffusion at slot level. The reward is (27), of what users say
 * where DdScenario::ratings is set; an episode is cut short (truncated) after
 * DdScenario::slotsPerEpisode slots, for it has no end of its own.
 */
class DdEnvironment : public Environment
{
  public:
    /**
     * @param system the system, shared by all copies
     * @param count number of copies N
     */
    DdEnvironment(const DdSystem& system, int count);

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
     * @brief Draw the next slot of a server.
     * @param copy which one
     */
    void Advance(int copy);
    /**
     * @param copy which server
     * @param outcome of its slot
     * @return the reward, with ratings in place of QoE
     */
    double RatedReward(int copy, const DdOutcome& outcome);

    DdSystem m_system;                    //!< decodes, and knows the users
    int m_count;                          //!< N
    int m_slot = 0;                       //!< slots since the episodes began
    std::vector<DdStateSource> m_sources; //!< one for each copy
    std::vector<DdStateSource> m_before;  //!< each source as it was before the present slot
    std::vector<DdState> m_states;        //!< present states
    StepResult m_result;                  //!< of the last step
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DD_ENVIRONMENT_H
