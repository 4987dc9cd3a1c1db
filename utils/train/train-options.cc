/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "train-options.h"

#include "ns3/isac-agent-arguments.h"
#include "ns3/isac-output-file.h"
#include "ns3/isac-run-config.h"
#include "ns3/isac-run-folder.h"
#include "ns3/rng-seed-manager.h"

#include <iostream>
#include <nlohmann/json.hpp>
#include <set>

namespace train
{

using namespace ns3::isac;

namespace
{

/// Options that do not change what comes out.
const std::set<std::string> FREE =
    {"out", "resume", "force", "progress", "threads", "shipTo", "checkpointEvery", "cache"};

/**
 * @param word of a command line
 * @return the name of the option in it
 */
std::string
OptionName(const std::string& word)
{
    const std::size_t dashes = std::min(word.find_first_not_of('-'), word.size());
    return word.substr(dashes, word.find('=') - dashes);
}

/**
 * @param system that has agents
 * @param words of a command line
 * @return what the agent that they name learns with unless told otherwise
 */
AgentSettings
StandardSettings(const TrainSystem& system, const std::vector<std::string>& words)
{
    std::string agent = system.GetStandardAgent();
    for (const std::string& word : words)
    {
        if (OptionName(word) == "agent" && word.find('=') != std::string::npos)
        {
            agent = word.substr(word.find('=') + 1);
        }
    }
    return system.GetStandardSettings(agent);
}

/**
 * @param words of a command line, a system first
 * @return the system
 * @throws UsageError if there is no such system
 */
std::unique_ptr<TrainSystem>
FindSystem(const std::vector<std::string>& words)
{
    auto system = words.empty() ? nullptr : MakeTrainSystem(words.front());
    if (!system)
    {
        std::string known;
        for (const auto& [name, about] : GetTrainSystems())
        {
            known += (known.empty() ? "" : ", ") + name;
        }
        throw UsageError((words.empty() ? "no system given" : words.front() + ": no such system") +
                         ", expected " + known);
    }
    return system;
}

} // namespace

TrainCommand::TrainCommand(const std::vector<std::string>& words)
    : m_system(FindSystem(words)),
      m_name(words.front()),
      m_arguments("isac-train", m_system->GetTitle()),
      m_words(words.begin() + 1, words.end())
{
    m_options.agent = m_system->GetStandardAgent();
    m_options.episodes = m_system->GetStandardEpisodes();
    m_options.learner = StandardSettings(*m_system, m_words);
    constexpr uint32_t MOST = 100000000;
    TrainOptions& options = m_options;
    Arguments& arguments = m_arguments;
    arguments.AddGroup("What learns, and how long");
    arguments.Add("agent", "who learns; list shows all", options.agent);
    arguments.Add("episodes", "of all environments together", options.episodes, 1, MOST);
    arguments.Add("envs", "environments that step together", options.environments, 1, 1024);
    arguments.Add("updatesPerStep",
                  "learning steps after each step of all environments",
                  options.updatesPerStep,
                  0,
                  1000);
    arguments.Add("randomEpisodes",
                  "at first, with actions drawn from the whole space",
                  options.randomEpisodes,
                  0,
                  MOST);
    m_system->AddTaskOptions(arguments);

    arguments.AddGroup("How it is judged: greedily, on what training never meets");
    arguments.Add("evaluateEvery",
                  "episodes between evaluations, lines of curve.csv",
                  options.evaluateEvery,
                  1,
                  MOST);
    m_system->AddJudgeOptions(arguments);

    m_system->AddSystemOptions(arguments);
    AddAgentArguments(options.learner, arguments);

    arguments.AddGroup("Results");
    arguments.Add("out",
                  "folder; default runs/train-" + m_name + "-AGENT[-...]-runRUN",
                  options.out);
    arguments.Add("resume",
                  "go on with the training in the folder, with the options it was begun with",
                  options.resume);
    arguments.Add("force", "begin anew in a folder that holds a training", options.force);
    arguments.Add("checkpointEvery",
                  "episodes between checkpoints, at most so much is done twice after a kill",
                  options.checkpointEvery,
                  1,
                  MOST);
    arguments.Add("cache",
                  "file that keeps optima, shared by any trainings; default in --out",
                  options.cache);
    arguments.Add("shipTo", "file that gets the bare policy in the end", options.shipTo);
    arguments.Add("progress", "show progress on standard error", options.progress);
}

std::optional<int>
TrainCommand::Parse()
{
    std::vector<std::string> words = m_words;
    words.insert(words.begin(), "isac-train");
    std::vector<char*> argv;
    for (std::string& word : words)
    {
        argv.push_back(word.data());
    }
    const auto code =
        m_arguments.Parse(static_cast<int>(argv.size()), argv.data(), std::cout, std::cerr);
    while (m_options.out.size() > 1 && m_options.out.back() == '/')
    {
        m_options.out.pop_back();
    }
    return code;
}

void
TrainCommand::Finish()
{
    const std::string wrong = CheckAgentSettings(m_options.learner);
    if (!wrong.empty())
    {
        throw UsageError("--" + wrong);
    }
    m_system->Finish(m_arguments, m_options.agent, m_options.learner);
    if (!m_options.shipTo.empty())
    {
        const std::string obstacle = CheckOutputFile(m_options.shipTo);
        if (!obstacle.empty())
        {
            throw UsageError("--shipTo=" + m_options.shipTo + ": " + obstacle);
        }
    }
    if (m_options.out.empty())
    {
        const std::string label = m_system->GetLabel();
        m_options.out = "runs/train-" + m_name + "-" + m_options.agent +
                        (label.empty() ? "" : "-" + label) + "-run" +
                        std::to_string(ns3::RngSeedManager::GetRun());
    }
}

std::string
TrainCommand::Describe() const
{
    auto json =
        nlohmann::ordered_json::parse(DescribeRun(GetProgram(), m_arguments, m_system->GetParts()));
    json["arguments"] = nlohmann::ordered_json::array();
    for (const std::string& word : m_words)
    {
        if (FREE.count(OptionName(word)) == 0)
        {
            json["arguments"].push_back(word);
        }
    }
    return json.dump(2) + "\n";
}

std::vector<std::string>
TrainCommand::ReadWords(const std::string& config) const
{
    const auto begun = nlohmann::json::parse(config);
    const std::string program = begun.at(RunFolder::MARK).get<std::string>();
    if (program != GetProgram())
    {
        throw UsageError(m_options.out + ": holds a training of " + program + ", expected " +
                         GetProgram());
    }
    auto words = begun.at("arguments").get<std::vector<std::string>>();
    words.insert(words.begin(), m_name);
    return words;
}

void
TrainCommand::RequireSame(const std::string& config) const
{
    const auto mine = nlohmann::json::parse(Describe());
    const auto begun = nlohmann::json::parse(config);
    const auto compare = [&](const nlohmann::json& ours, const nlohmann::json& theirs) {
        for (const auto& [name, value] : ours.items())
        {
            const auto old = theirs.value(name, nlohmann::json());
            if (FREE.count(name) == 0 && old != value)
            {
                const auto text = [](const nlohmann::json& one) {
                    return one.is_string() ? one.get<std::string>() : one.dump();
                };
                throw UsageError("--" + name + "=" + text(value) + ": the training in " +
                                 m_options.out + " was begun with " + text(old));
            }
        }
    };
    compare(mine.at("options"), begun.at("options"));
    for (const char* seed : {"RngSeed", "RngRun"})
    {
        compare({{seed, mine.at(seed)}}, begun);
    }
    // A system without objects of ns-3 has no attributes.
    const auto attributes = mine.value("attributes", nlohmann::json::object());
    for (const auto& [type, values] : attributes.items())
    {
        compare(values, begun.at("attributes").at(type));
    }
}

const TrainOptions&
TrainCommand::GetOptions() const
{
    return m_options;
}

const TrainSystem&
TrainCommand::GetSystem() const
{
    return *m_system;
}

std::string
TrainCommand::GetProgram() const
{
    return "isac-train " + m_name;
}

} // namespace train
