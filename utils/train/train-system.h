/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef TRAIN_SYSTEM_H
#define TRAIN_SYSTEM_H

#include "judge.h"

#include "ns3/isac-agent-settings.h"
#include "ns3/isac-agent.h"
#include "ns3/isac-arguments.h"
#include "ns3/object.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <ostream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace train
{

/// Bad usage or bad input: one clear line, exit code 2.
class UsageError : public std::runtime_error
{
  public:
    using std::runtime_error::runtime_error;
};

/// A policy by name, and where its actions are read as it means them.
struct Player
{
    std::shared_ptr<ns3::isac::Policy> policy; //!< decides
    /// Makes an environment of so many copies, as long as the system is there.
    std::function<std::unique_ptr<ns3::isac::Environment>(int count)> makeEnvironment;
};

/**
 * A system that agents can be trained in: its options, its agents, its environment and who judges
 * them. First the options are added, then they are read, then Finish() checks them; the rest
 * works after that.
 */
class TrainSystem
{
  public:
    virtual ~TrainSystem() = default;

    /// @return a line on what the training is
    virtual std::string GetTitle() const = 0;
    /// @return the agent that is trained unless another is named
    virtual std::string GetStandardAgent() const = 0;
    /// @return episodes of a training unless it is told otherwise
    virtual uint32_t GetStandardEpisodes() const = 0;
    /**
     * @param agent by name, known or not
     * @return what it learns with unless told otherwise
     */
    virtual ns3::isac::AgentSettings GetStandardSettings(const std::string& agent) const = 0;
    /// @param os gets a line for each agent
    virtual void PrintAgents(std::ostream& os) const = 0;

    /// @param arguments gets options on what is learned, and how
    virtual void AddTaskOptions(ns3::isac::Arguments& arguments) = 0;
    /// @param arguments gets options on how it is judged, in the group of that name
    virtual void AddJudgeOptions(ns3::isac::Arguments& arguments) = 0;
    /// @param arguments gets the system's own options, in groups of their own
    virtual void AddSystemOptions(ns3::isac::Arguments& arguments) = 0;

    /**
     * @brief Translate and check what was read.
     * @param arguments that were read
     * @param agent to be trained, by name
     * @param settings of the learner, sound
     * @throws UsageError if it makes no sense
     */
    virtual void Finish(const ns3::isac::Arguments& arguments,
                        const std::string& agent,
                        const ns3::isac::AgentSettings& settings) = 0;

    /// @return what tells such trainings apart, such as K10, for the name of their folder
    virtual std::string GetLabel() const = 0;
    /// @return the agent and the system in half a line
    virtual std::string Describe() const = 0;
    /// @return whether people count rewards by the episode, not by the step
    virtual bool CountsEpisodes() const = 0;
    /// @return objects whose attributes belong to what the training is
    virtual std::vector<ns3::Ptr<ns3::Object>> GetParts() const = 0;
    /// @return texts that an exported policy carries, by name
    virtual std::vector<std::pair<std::string, std::string>> GetAttributes() const = 0;

    /**
     * @param count of copies
     * @return where the agent learns
     */
    virtual std::unique_ptr<ns3::isac::Environment> MakeEnvironment(int count) const = 0;
    /**
     * @param name of a policy as `--policy` takes it: what agents are compared with
     * @param seed of the policy's own random numbers
     * @return it, ready to act in such an environment
     * @throws std::invalid_argument if there is none for this system; one line that begins with
     * the name
     */
    virtual Player MakePlayer(const std::string& name, uint64_t seed) const = 0;
    /**
     * @param settings of the learner
     * @param seed all that the agent draws depends on it alone
     * @return a new agent
     */
    virtual std::unique_ptr<ns3::isac::Agent> MakeAgent(const ns3::isac::AgentSettings& settings,
                                                        uint64_t seed) const = 0;
    /**
     * @param checkpoint gets the agent and what it is
     * @param settings of the agent
     * @param agent of MakeAgent()
     * @param extent how much of it
     */
    virtual void SaveAgent(ns3::isac::Checkpoint& checkpoint,
                           const ns3::isac::AgentSettings& settings,
                           const ns3::isac::Agent& agent,
                           ns3::isac::Agent::Extent extent) const = 0;
    /// When a policy is judged.
    enum class Occasion
    {
        EVALUATION, //!< now and then during the training
        TEST        //!< in the end, on what no evaluation has met
    };
    /**
     * @param occasion when it judges
     * @return who judges the policy
     */
    virtual std::unique_ptr<Judge> MakeJudge(Occasion occasion) const = 0;
};

/**
 * @param name of a system, as one types it
 * @return it; null if there is none of that name
 */
std::unique_ptr<TrainSystem> MakeTrainSystem(const std::string& name);

/// @return a line for each system: its name and what it is
std::vector<std::pair<std::string, std::string>> GetTrainSystems();

} // namespace train

#endif // TRAIN_SYSTEM_H
