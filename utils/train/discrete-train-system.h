/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef DISCRETE_TRAIN_SYSTEM_H
#define DISCRETE_TRAIN_SYSTEM_H

#include "episode-judge.h"
#include "train-system.h"

#include "ns3/isac-discrete-agent.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace train
{

/// What systems of one discrete choice, whose episodes end, have in common: D2SAC and its field.
class DiscreteTrainSystem : public TrainSystem
{
  public:
    /**
     * @param name of the system, as one types it
     * @param agent that is trained unless another is named
     * @param episodes of a training unless it is told otherwise
     */
    DiscreteTrainSystem(const std::string& name, const std::string& agent, uint32_t episodes);

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

  protected:
    /**
     * @param count of copies
     * @return where the agent learns, one observation at a time
     */
    virtual std::unique_ptr<ns3::isac::Environment> MakePlainEnvironment(int count) const = 0;
    /// @return policies that the trained one is compared with, for a window of observations
    virtual std::vector<EpisodeJudge::Reference> MakeReferences() const;
    /// @return observations that the agent sees together
    int GetWindow() const;

  private:
    std::string m_name;                        //!< of the system
    std::string m_standardAgent;               //!< unless another is named
    uint32_t m_standardEpisodes;               //!< unless it is told otherwise
    uint32_t m_evaluationEpisodes = 20;        //!< looked at during training
    uint32_t m_testEpisodes = 100;             //!< looked at in the end
    int m_window = 1;                          //!< see GetWindow()
    ns3::isac::DiscreteAgentRecipe m_recipe{}; //!< the learner
};

} // namespace train

#endif // DISCRETE_TRAIN_SYSTEM_H
