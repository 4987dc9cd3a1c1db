/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef TRAIN_OPTIONS_H
#define TRAIN_OPTIONS_H

#include "train-system.h"

#include "ns3/isac-agent-settings.h"
#include "ns3/isac-arguments.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace train
{

/// What the command line says of any training; TrainSystem knows the rest.
struct TrainOptions
{
    std::string agent;                //!< who learns
    uint32_t episodes = 0;            //!< of all environments together
    uint32_t environments = 1;        //!< that step together
    uint32_t updatesPerStep = 1;      //!< learning steps after each step
    uint32_t randomEpisodes = 0;      //!< at first
    uint32_t evaluateEvery = 100;     //!< episodes
    uint32_t checkpointEvery = 100;   //!< episodes
    std::string out;                  //!< folder
    bool resume = false;              //!< whether to go on
    bool force = false;               //!< whether to begin anew where a training is
    std::string cache;                //!< file of the judge; empty: in the folder
    std::string shipTo;               //!< file of the bare policy; empty: none
    bool progress = true;             //!< whether progress is shown
    ns3::isac::AgentSettings learner; //!< of the agent
};

/// A command line as it was read.
class TrainCommand
{
  public:
    /**
     * Settings of the learner start from what the agent brings along.
     *
     * @param words of the command line, without program; the first is a system
     * @throws UsageError if there is no such system
     */
    explicit TrainCommand(const std::vector<std::string>& words);

    /// @return the exit code if the program is to end
    std::optional<int> Parse();

    /**
     * @brief Translate and check what was read.
     * @throws UsageError if it makes no sense
     */
    void Finish();

    /// @return what a training is, for config.json: options, system, seeds and the words themselves
    std::string Describe() const;

    /**
     * @brief Compare with what a training was begun with.
     * @param config text of its config.json
     * @throws UsageError that names the first option that differs
     */
    void RequireSame(const std::string& config) const;

    /// @return the options
    const TrainOptions& GetOptions() const;
    /// @return the system
    const TrainSystem& GetSystem() const;
    /// @return program and system, which mark a folder
    std::string GetProgram() const;

    /**
     * @param config text of a config.json of Describe()
     * @return the words that the training was begun with, system first
     */
    std::vector<std::string> ReadWords(const std::string& config) const;

  private:
    std::unique_ptr<TrainSystem> m_system; //!< what is trained in
    std::string m_name;                    //!< of the system
    TrainOptions m_options;                //!< values
    ns3::isac::Arguments m_arguments;      //!< their names
    std::vector<std::string> m_words;      //!< as typed, without the system
};

} // namespace train

#endif // TRAIN_OPTIONS_H
