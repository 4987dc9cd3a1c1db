/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CLASSIC_CONTROL_H
#define ISAC_CLASSIC_CONTROL_H

#include "ns3/isac-environment.h"
#include "ns3/isac-random-source.h"

#include <Eigen/Core>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief What the classic control problems share: N small mechanical systems, each with a state of
 * its own, pushed by one of a few actions. Learners are tried on them because their results are
 * known everywhere.
 *
 * An episode begins with each value of the state uniform within a small range about 0, and is cut
 * short after EPISODE_STEPS. One that ends at that very step counts as ended.
 */
class ClassicControl : public Environment
{
  public:
    /// Steps after which an episode is cut short.
    static constexpr int EPISODE_STEPS = 500;

    int Count() const override;
    int ObservationSize() const override;
    ActionSpace GetActionSpace() const override;
    /// @return none: rewards say all
    std::vector<std::string> MetricNames() const override;

    Eigen::MatrixXd Reset(uint64_t seed) override;
    const StepResult& Step(const ActionBatch& actions) override;
    void Save(Checkpoint& checkpoint, const std::string& prefix) const override;
    Eigen::MatrixXd Load(const Checkpoint& checkpoint, const std::string& prefix) override;

  protected:
    /**
     * @param count N
     * @param observationSize values in an observation
     * @param choices number of actions
     * @param spread bound of each value of a first state
     */
    ClassicControl(int count, int observationSize, int choices, double spread);

    /// What one step of one system gave.
    struct Outcome
    {
        Eigen::Vector4d state; //!< afterwards
        double reward;         //!< for it
        bool terminated;       //!< whether the episode came to its end
    };

    /**
     * @param state of one system
     * @param action one of the choices
     * @return what one step gives
     */
    virtual Outcome Advance(const Eigen::Vector4d& state, int action) const = 0;
    /**
     * @param state of one system
     * @return what is seen of it
     */
    virtual Eigen::VectorXd Look(const Eigen::Vector4d& state) const = 0;

  private:
    /// @param system begins a new episode
    void Begin(int system);
    /// @return what is seen of all systems
    Eigen::MatrixXd LookAtAll() const;

    Eigen::Matrix<double, 4, Eigen::Dynamic> m_state; //!< one column each
    std::vector<int> m_steps;                         //!< of each system, in its episode
    int m_observationSize;                            //!< values in an observation
    int m_choices;                                    //!< number of actions
    double m_spread;                                  //!< bound of first states
    RandomSource m_random;                            //!< of first states
    StepResult m_result;                              //!< of the last step
};

} // namespace isac
} // namespace ns3

#endif // ISAC_CLASSIC_CONTROL_H
