/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "train-options.h"

#include "ns3/isac-agent-arguments.h"
#include "ns3/isac-run-config.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/uinteger.h"

#include <filesystem>
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
    {"out", "resume", "force", "progress", "threads", "shipTo", "checkpointEvery"};

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
 * @param agent unless the words name another
 * @param words of a command line
 * @return what the agent learns with unless told otherwise; of an unknown one, any
 */
AgentSettings
StandardSettings(std::string agent, const std::vector<std::string>& words)
{
    for (const std::string& word : words)
    {
        if (OptionName(word) == "agent" && word.find('=') != std::string::npos)
        {
            agent = word.substr(word.find('=') + 1);
        }
    }
    for (const CaqaAgentRecipe& recipe : GetCaqaAgentRecipes())
    {
        if (recipe.name == agent)
        {
            return recipe.settings;
        }
    }
    return {};
}

/**
 * @param path of a file to be written
 * @return what is in the way; empty if nothing is
 */
std::string
CheckDestination(const std::filesystem::path& path)
{
    std::error_code error;
    if (std::filesystem::is_directory(path, error))
    {
        return "is a folder, expected a file";
    }
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    return std::filesystem::is_directory(folder, error) ? ""
                                                        : "there is no folder " + folder.string();
}

} // namespace

TrainCommand::TrainCommand(const std::vector<std::string>& words)
    : m_arguments("isac-train", "trains an agent in a CAQA-AIGC cell at slot level"),
      m_words(words)
{
    m_options.learner = StandardSettings(m_options.agent, words);
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
    arguments.Add("slotsPerEpisode",
                  "slots between new positions",
                  options.slotsPerEpisode,
                  1,
                  MOST);
    arguments.Add("fixedSteps", "z of everyone, saqa-fg only", options.fixedSteps, 1, 10000);

    arguments.AddGroup("How it is judged: greedily, on states that training never meets");
    arguments.Add("evaluateEvery",
                  "episodes between evaluations, lines of curve.csv",
                  options.evaluateEvery,
                  1,
                  MOST);
    arguments.Add("evaluationStates",
                  "states of an evaluation; the optimum of each is searched for at the start",
                  options.evaluationStates,
                  2,
                  1000000);
    arguments.Add("testStates", "states of the test in the end", options.testStates, 2, 1000000);

    options.cell.AddTo(arguments);
    AddAgentArguments(options.learner, arguments);

    arguments.AddGroup("Results");
    arguments.Add("out", "folder; default runs/train-caqa-AGENT-KUSERS-runRUN", options.out);
    arguments.Add("resume",
                  "go on with the training in the folder, with the options it was begun with",
                  options.resume);
    arguments.Add("force", "begin anew in a folder that holds a training", options.force);
    arguments.Add("checkpointEvery",
                  "episodes between checkpoints, at most so much is done twice after a kill",
                  options.checkpointEvery,
                  1,
                  MOST);
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
    try
    {
        m_recipe = FindCaqaAgentRecipe(m_options.agent);
    }
    catch (const std::invalid_argument& error)
    {
        throw UsageError("--agent=" + m_options.agent + ": " + error.what());
    }
    std::string wrong = CheckAgentSettings(m_options.learner);
    const CaqaCellAttributes attributes = m_options.cell.GetAttributes(m_arguments);
    if (wrong.empty())
    {
        wrong = CheckCaqaCell(attributes);
    }
    if (!wrong.empty())
    {
        throw UsageError("--" + wrong);
    }
    m_cell = MakeCaqaCell(attributes);
    m_cell->SetAttribute("SlotsPerEpisode", ns3::UintegerValue(m_options.slotsPerEpisode));
    const CaqaParameters cell = m_cell->GetParameters();
    const bool fixed = m_recipe.decoding.fixedSteps.has_value();
    const auto steps = static_cast<int>(m_options.fixedSteps);
    const std::string asTyped = "--fixedSteps=" + std::to_string(steps) + ": ";
    if (!fixed && m_arguments.IsGiven("fixedSteps"))
    {
        throw UsageError(asTyped + m_recipe.name + " chooses its steps itself");
    }
    if (fixed && (steps < cell.denoising.minSteps || steps > cell.denoising.maxSteps))
    {
        throw UsageError(asTyped + "expected a whole number from " +
                         std::to_string(cell.denoising.minSteps) + " to " +
                         std::to_string(cell.denoising.maxSteps));
    }
    if (fixed)
    {
        m_recipe.decoding.fixedSteps = steps;
    }
    if (!m_options.shipTo.empty())
    {
        const std::string obstacle = CheckDestination(m_options.shipTo);
        if (!obstacle.empty())
        {
            throw UsageError("--shipTo=" + m_options.shipTo + ": " + obstacle);
        }
    }
    if (m_options.out.empty())
    {
        m_options.out = "runs/train-caqa-" + m_recipe.name + "-K" + std::to_string(cell.users) +
                        "-run" + std::to_string(ns3::RngSeedManager::GetRun());
    }
}

std::string
TrainCommand::Describe() const
{
    auto json =
        nlohmann::ordered_json::parse(DescribeRun(PROGRAM, m_arguments.GetValues(), {m_cell}));
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
TrainCommand::ReadWords(const std::string& config)
{
    return nlohmann::json::parse(config).at("arguments").get<std::vector<std::string>>();
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
    for (const auto& [type, attributes] : mine.at("attributes").items())
    {
        compare(attributes, begun.at("attributes").at(type));
    }
}

const TrainOptions&
TrainCommand::GetOptions() const
{
    return m_options;
}

const CaqaAgentRecipe&
TrainCommand::GetRecipe() const
{
    return m_recipe;
}

const CaqaCell&
TrainCommand::GetCell() const
{
    return *m_cell;
}

int
TrainCommand::Fail(const std::string& message) const
{
    return m_arguments.Fail(message, std::cerr);
}

} // namespace train
