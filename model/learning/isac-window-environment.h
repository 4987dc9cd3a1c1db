/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_WINDOW_ENVIRONMENT_H
#define ISAC_WINDOW_ENVIRONMENT_H

#include "isac-environment.h"

#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Shows the last observations of an environment side by side, the newest last, for agents
 * that look at a window. Before an episode is so old its first one fills the places.
 */
class WindowEnvironment : public Environment
{
  public:
    /**
     * @param environment whose observations are shown
     * @param window how many, at least 1
     */
    WindowEnvironment(std::unique_ptr<Environment> environment, int window);

    int Count() const override;
    int ObservationSize() const override;
    ActionSpace GetActionSpace() const override;
    std::vector<std::string> MetricNames() const override;
    Eigen::MatrixXd Reset(uint64_t seed) override;
    const StepResult& Step(const ActionBatch& actions) override;
    void Save(Checkpoint& checkpoint, const std::string& prefix) const override;
    Eigen::MatrixXd Load(const Checkpoint& checkpoint, const std::string& prefix) override;

  private:
    std::unique_ptr<Environment> m_environment; //!< whose observations are shown
    int m_window;                               //!< how many
    StepResult m_result;                        //!< of the last step
};

} // namespace isac
} // namespace ns3

#endif // ISAC_WINDOW_ENVIRONMENT_H
