/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef CAQA_TRAIN_SYSTEM_H
#define CAQA_TRAIN_SYSTEM_H

#include "train-system.h"

#include "ns3/isac-caqa-agent.h"
#include "ns3/isac-caqa-arguments.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace train
{

/// A CAQA-AIGC cell.
class CaqaTrainSystem : public TrainSystem
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
    uint32_t m_slotsPerEpisode = 50;      //!< slots between new positions
    uint32_t m_fixedSteps = 7;            //!< z of saqa-fg
    uint32_t m_evaluationStates = 200;    //!< looked at during training
    uint32_t m_testStates = 1000;         //!< looked at in the end
    ns3::isac::CaqaArguments m_options;   //!< Table I
    ns3::isac::CaqaAgentRecipe m_recipe;  //!< the learner, its fixed steps set
    ns3::Ptr<ns3::isac::CaqaCell> m_cell; //!< the cell
};

} // namespace train

#endif // CAQA_TRAIN_SYSTEM_H
