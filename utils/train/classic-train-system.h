/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef CLASSIC_TRAIN_SYSTEM_H
#define CLASSIC_TRAIN_SYSTEM_H

#include "discrete-train-system.h"

#include <memory>
#include <string>

namespace train
{

/// CartPole and Acrobot, where everyone knows what a learner should reach.
class ClassicTrainSystem : public DiscreteTrainSystem
{
  public:
    /// @param name cart-pole or acrobot
    explicit ClassicTrainSystem(const std::string& name);

    std::string GetTitle() const override;

  protected:
    std::unique_ptr<ns3::isac::Environment> MakePlainEnvironment(int count) const override;

  private:
    bool m_acrobot; //!< else CartPole
};

} // namespace train

#endif // CLASSIC_TRAIN_SYSTEM_H
