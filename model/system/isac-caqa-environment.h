/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CAQA_ENVIRONMENT_H
#define ISAC_CAQA_ENVIRONMENT_H

#include "isac-caqa-system.h"

#include "ns3/isac-environment.h"
#include "ns3/isac-path-loss.h"

#include <boost/random/mersenne_twister.hpp>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/// Where the users of a cell are and how their channels change.
struct CaqaScenario
{
    double radius = 200.0;        //!< of the cell [m]
    double minDistance = 10.0;    //!< nearest user [m]
    LogDistancePathLoss pathLoss; //!< large-scale path loss
    int slotsPerEpisode = 50;     //!< slots between new positions
};

/**
 * @ingroup isac-aigc
 * @brief Draws states of the cell: positions per episode, uniform in area; fading (Rayleigh) and
 * requirements per slot. Priorities are drawn anew in each slot, so that users in order of
 * priority are exchangeable.
 */
class CaqaStateSource
{
  public:
    /**
     * @param parameters the cell
     * @param scenario positions and channel
     * @param seed everything drawn depends on it alone
     */
    CaqaStateSource(const CaqaParameters& parameters, const CaqaScenario& scenario, uint64_t seed);

    /// Draw new positions.
    void StartEpisode();
    /// @return the state of the next slot
    CaqaState NextSlot();

    /// @return positions and random numbers to come, as text that gives them back exactly
    std::string GetState() const;
    /**
     * @param state from GetState() of a source of as many users
     * @return whether it was one; if not, nothing has changed
     */
    bool SetState(const std::string& state);

  private:
    CaqaParameters m_parameters;        //!< the cell
    CaqaScenario m_scenario;            //!< positions and channel
    boost::random::mt19937_64 m_random; //!< all draws
    std::vector<double> m_pathGain;     //!< of each user in this episode
};

/**
 * @ingroup isac-aigc
 * @brief N cells CAQA-AIGC at slot level. The reward is (11); an episode is cut short (truncated)
 * after CaqaScenario::slotsPerEpisode slots, for it has no end of its own.
 *
 * With CaqaDecoding::trainOnBelief the reward is what (11) would be if the scheme's belief were
 * true. Metrics always tell the truth.
 */
class CaqaEnvironment : public Environment
{
  public:
    /**
     * @param system the system, shared by all copies
     * @param scenario positions and channel
     * @param count number of copies N
     */
    CaqaEnvironment(const CaqaSystem& system, const CaqaScenario& scenario, int count);

    int Count() const override;
    int ObservationSize() const override;
    ActionSpace GetActionSpace() const override;
    std::vector<std::string> MetricNames() const override;
    Eigen::MatrixXd Reset(uint64_t seed) override;
    const StepResult& Step(const ActionBatch& actions) override;
    void Save(Checkpoint& checkpoint, const std::string& prefix) const override;
    Eigen::MatrixXd Load(const Checkpoint& checkpoint, const std::string& prefix) override;

    /**
     * @param copy which cell
     * @return its present state
     */
    const CaqaState& GetState(int copy) const;

  private:
    CaqaSystem m_system;                    //!< decodes and evaluates
    CaqaSystem m_believed;                  //!< gives the reward under trainOnBelief
    CaqaScenario m_scenario;                //!< positions and channel
    int m_count;                            //!< N
    int m_slot = 0;                         //!< slots since the episodes began
    std::vector<CaqaStateSource> m_sources; //!< one for each copy
    std::vector<CaqaState> m_states;        //!< present states
    StepResult m_result;                    //!< of the last step
};

} // namespace isac
} // namespace ns3

#endif // ISAC_CAQA_ENVIRONMENT_H
