/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef TRAIN_OPTIONS_H
#define TRAIN_OPTIONS_H

#include "ns3/isac-agent-settings.h"
#include "ns3/isac-arguments.h"
#include "ns3/isac-caqa-agent.h"
#include "ns3/isac-caqa-arguments.h"

#include <stdexcept>
#include <string>
#include <vector>

namespace train
{

/// Bad usage or bad input: one clear line, exit code 2.
class UsageError : public std::runtime_error
{
  public:
    using std::runtime_error::runtime_error;
};

/// Everything that the command line says.
struct TrainOptions
{
    std::string agent = "lpdrl-f";    //!< who learns
    uint32_t episodes = 6000;         //!< of all environments together
    uint32_t environments = 1;        //!< that step together
    uint32_t updatesPerStep = 1;      //!< learning steps after each step
    uint32_t randomEpisodes = 0;      //!< at first
    uint32_t slotsPerEpisode = 50;    //!< slots between new positions
    uint32_t fixedSteps = 7;          //!< z of saqa-fg
    uint32_t evaluateEvery = 100;     //!< episodes
    uint32_t evaluationStates = 200;  //!< looked at during training
    uint32_t testStates = 1000;       //!< looked at in the end
    uint32_t checkpointEvery = 100;   //!< episodes
    std::string out;                  //!< folder
    bool resume = false;              //!< whether to go on
    bool force = false;               //!< whether to begin anew where a training is
    std::string shipTo;               //!< file of the bare policy; empty: none
    bool progress = true;             //!< whether progress is shown
    ns3::isac::AgentSettings learner; //!< of the agent
    ns3::isac::CaqaArguments cell;    //!< Table I
};

/// A command line as it was read.
class TrainCommand
{
  public:
    /**
     * Settings of the learner start from what the agent brings along.
     *
     * @param words of the command line, without program and system
     */
    explicit TrainCommand(const std::vector<std::string>& words);

    /// @return the exit code if the program is to end
    std::optional<int> Parse();

    /**
     * @brief Translate and check what was read.
     * @throws UsageError if it makes no sense
     */
    void Finish();

    /// @return what a training is, for config.json: options, cell, seeds and the words themselves
    std::string Describe() const;

    /**
     * @brief Compare with what a training was begun with.
     * @param config text of its config.json
     * @throws UsageError that names the first option that differs
     */
    void RequireSame(const std::string& config) const;

    /// @return the options
    const TrainOptions& GetOptions() const;
    /// @return the learner, its fixed steps set
    const ns3::isac::CaqaAgentRecipe& GetRecipe() const;
    /// @return the cell
    const ns3::isac::CaqaCell& GetCell() const;
    /**
     * @param message what is wrong
     * @return exit code 2
     */
    int Fail(const std::string& message) const;

    /**
     * @param config text of a config.json of Describe()
     * @return the words that the training was begun with
     */
    static std::vector<std::string> ReadWords(const std::string& config);

    static constexpr const char* PROGRAM = "isac-train caqa"; //!< marks folders

  private:
    TrainOptions m_options;               //!< values
    ns3::isac::Arguments m_arguments;     //!< their names
    std::vector<std::string> m_words;     //!< as typed
    ns3::isac::CaqaAgentRecipe m_recipe;  //!< the learner
    ns3::Ptr<ns3::isac::CaqaCell> m_cell; //!< the cell
};

} // namespace train

#endif // TRAIN_OPTIONS_H
