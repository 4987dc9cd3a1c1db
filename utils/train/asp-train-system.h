/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ASP_TRAIN_SYSTEM_H
#define ASP_TRAIN_SYSTEM_H

#include "discrete-train-system.h"

#include "ns3/isac-asp-arguments.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace train
{

/// Selection of AIGC service providers.
class AspTrainSystem : public DiscreteTrainSystem
{
  public:
    AspTrainSystem();

    std::string GetTitle() const override;
    void AddSystemOptions(ns3::isac::Arguments& arguments) override;
    void Finish(const ns3::isac::Arguments& arguments,
                const std::string& agent,
                const ns3::isac::AgentSettings& settings) override;
    std::string GetLabel() const override;
    Player MakePlayer(const std::string& name, uint64_t seed) const override;

  protected:
    std::unique_ptr<ns3::isac::Environment> MakePlainEnvironment(int count) const override;
    std::vector<EpisodeJudge::Reference> MakeReferences() const override;

  private:
    ns3::isac::AspArguments m_options;                 //!< constants
    std::optional<ns3::isac::AspSystem> m_system;      //!< the system
    std::unique_ptr<ns3::isac::AspArrivals> m_arrival; //!< where tasks come from
    std::shared_ptr<ns3::isac::Policy> m_bidPrice;     //!< tuned once, when first asked
};

} // namespace train

#endif // ASP_TRAIN_SYSTEM_H
