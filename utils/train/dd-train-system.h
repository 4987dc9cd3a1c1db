/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef DD_TRAIN_SYSTEM_H
#define DD_TRAIN_SYSTEM_H

#include "train-system.h"

#include "ns3/isac-dd-agent.h"
#include "ns3/isac-dd-arguments.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace train
{

/// Distributed diffusion.
class DdTrainSystem : public TrainSystem
{
  public:
    std::string GetTitle() const override;
    std::string GetStandardAgent() const override;
    uint32_t GetStandardEpisodes() const override;
    ns3::isac::AgentSettings GetStandardSettings(const std::string& agent) const override;
    void PrintAgents(std::ostream& os) const override;
    void AddTaskOptions(ns3::isac::Arguments& arguments) override;
    void AddJudgeOptions(ns3::isac::Arguments& arguments) override;
    void AddSystemOptions(ns3::isac::Arguments& arguments) override;
    void Finish(const ns3::isac::Arguments& arguments,
                const std::string& agent,
                const ns3::isac::AgentSettings& settings) override;
    std::string GetLabel() const override;
    std::string Describe() const override;
    bool CountsEpisodes() const override;
    std::vector<ns3::Ptr<ns3::Object>> GetParts() const override;
    std::vector<std::pair<std::string, std::string>> GetAttributes() const override;
    std::unique_ptr<ns3::isac::Environment> MakeEnvironment(int count) const override;
    Player MakePlayer(const std::string& name, uint64_t seed) const override;
    std::unique_ptr<ns3::isac::Agent> MakeAgent(const ns3::isac::AgentSettings& settings,
                                                uint64_t seed) const override;
    void SaveAgent(ns3::isac::Checkpoint& checkpoint,
                   const ns3::isac::AgentSettings& settings,
                   const ns3::isac::Agent& agent,
                   ns3::isac::Agent::Extent extent) const override;
    std::unique_ptr<Judge> MakeJudge(Occasion occasion) const override;

  private:
    /// @return the system as the agent sees it
    ns3::isac::DdSystem MakeSystem() const;

    uint32_t m_evaluationStates = 500; //!< looked at during training
    uint32_t m_testStates = 2000;      //!< looked at in the end
    std::string m_powers = "shares";   //!< how values become watts, see DdPowers
    double m_powerLimit = 0.0;         //!< see DdDecoding
    ns3::isac::DdArguments m_options;  //!< the system
    ns3::isac::DdAgentRecipe m_recipe; //!< the learner
};

} // namespace train

#endif // DD_TRAIN_SYSTEM_H
