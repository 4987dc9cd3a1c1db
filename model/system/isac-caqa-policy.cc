/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-caqa-policy.h"

#include "isac-policy-file.h"

#include "ns3/isac-recipes.h"
#include "ns3/isac-torchscript-policy.h"

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <utility>

namespace ns3
{
namespace isac
{

namespace
{

/**
 * @param name any
 * @return whether a learner is called so
 */
bool
IsLearner(const std::string& name)
{
    return FindRecipe(GetCaqaAgentRecipes(), name) != nullptr;
}

/**
 * @param numbers any
 * @return them, parted by commas
 */
std::string
Join(const std::vector<int>& numbers)
{
    std::string text;
    for (const int number : numbers)
    {
        text += (text.empty() ? "" : ", ") + std::to_string(number);
    }
    return text;
}

/**
 * @param name of a learner
 * @param users K
 * @return the checkpoint that ships with the module
 * @throws std::invalid_argument if there is none for this K
 */
std::string
FindShipped(const std::string& name, int users)
{
    const std::string path = ShippedCaqaPolicy(name, users);
    if (std::filesystem::exists(path))
    {
        return path;
    }
    const std::vector<int> shipped = ShippedCaqaUsers(name);
    const std::string others =
        shipped.empty() ? "" : " (there is one for K = " + Join(shipped) + ")";
    throw std::invalid_argument(name + ": no trained policy for K = " + std::to_string(users) +
                                others + "; ./isac train caqa --agent=" + name +
                                " --nUsers=" + std::to_string(users) + " makes one");
}

/**
 * @param path of a TorchScript module that is no checkpoint
 * @param parameters the cell
 * @return policy and decoding
 * @throws CheckpointError if its answers have other shapes
 * @throws std::invalid_argument if its attributes make no sense
 */
CaqaScheme
LoadTorchScript(const std::string& path, const CaqaParameters& parameters)
{
    CaqaDecoding decoding = ReadScheme(path, GetCaqaAgentRecipes(), "lpdrl-f").decoding;
    const std::string steps = TorchScriptPolicy::ReadAttribute(path, "fixed_steps");
    int fixed = 0;
    if (!steps.empty() && !ParseSetting(steps, fixed))
    {
        throw std::invalid_argument(path + ": its fixed_steps '" + steps + "' is no whole number");
    }
    if (fixed != 0)
    {
        if (fixed < parameters.denoising.minSteps || fixed > parameters.denoising.maxSteps)
        {
            throw std::invalid_argument(path + ": its fixed_steps is " + steps + ", expected " +
                                        std::to_string(parameters.denoising.minSteps) + " to " +
                                        std::to_string(parameters.denoising.maxSteps));
        }
        decoding.fixedSteps = fixed;
    }
    const CaqaSystem system(parameters, decoding);
    return {std::make_shared<TorchScriptPolicy>(path,
                                                system.ObservationSize(),
                                                system.GetActionSpace()),
            decoding};
}

/**
 * @param path of a checkpoint or TorchScript module
 * @param parameters the cell
 * @param seed of what an agent draws
 * @return policy and decoding
 * @throws CheckpointError if the file does not hold that
 */
CaqaScheme
LoadFile(const std::string& path, const CaqaParameters& parameters, uint64_t seed)
{
    if (!IsCheckpoint(path))
    {
        return LoadTorchScript(path, parameters);
    }
    LoadedCaqaAgent loaded = LoadCaqaAgent(Checkpoint::Read(path),
                                           parameters,
                                           Agent::Extent::POLICY,
                                           seed,
                                           ForgetExperience);
    return {std::move(loaded.agent), loaded.recipe.decoding};
}

} // namespace

CaqaScheme
MakeCaqaScheme(const std::string& name,
               const CaqaParameters& parameters,
               const CaqaScenario& scenario,
               uint64_t seed)
{
    const bool file = IsPolicyFile(name);
    if (!file)
    {
        // First: who registers a scheme by a learner's name means it.
        if (auto scheme = GetCaqaSchemes().Make(name, parameters, scenario, seed))
        {
            return *scheme;
        }
        if (!IsLearner(name))
        {
            throw std::invalid_argument(
                name + ": unknown, or senseless arguments; --policy=list shows all");
        }
    }
    const std::string path = file ? name : FindShipped(name, parameters.users);
    try
    {
        return LoadFile(path, parameters, seed);
    }
    catch (const CheckpointError& error)
    {
        throw std::invalid_argument((file ? "" : name + ": ") + error.what());
    }
}

std::string
CheckCaqaPolicy(const std::string& name,
                const CaqaParameters& parameters,
                const CaqaScenario& scenario)
{
    try
    {
        MakeCaqaScheme(name, parameters, scenario, 1);
    }
    catch (const std::invalid_argument& error)
    {
        return error.what();
    }
    return "";
}

LoadedCaqaAgent
MakeCaqaLearner(const std::string& name,
                const CaqaParameters& parameters,
                uint64_t seed,
                int learnAfter)
{
    const bool file = IsPolicyFile(name);
    if (!file && !IsLearner(name))
    {
        throw std::invalid_argument("'" + name +
                                    "' does not learn; expected a trained agent or its "
                                    "checkpoint, --policy=list shows all");
    }
    const std::string path = file ? name : FindShipped(name, parameters.users);
    try
    {
        if (!IsCheckpoint(path))
        {
            throw std::invalid_argument("'" + path +
                                        "' does not learn: a TorchScript module only acts; "
                                        "expected a checkpoint of ./isac train caqa");
        }
        LoadedCaqaAgent loaded = LoadCaqaAgent(
            Checkpoint::Read(path),
            parameters,
            Agent::Extent::LEARNER,
            seed,
            [learnAfter](AgentSettings& settings) {
                settings.minReplay =
                    learnAfter > 0 ? learnAfter : std::min(settings.minReplay, settings.batch);
                settings.replay = std::max(settings.replay, settings.minReplay);
            });
        if (loaded.recipe.algorithm == ActorAlgorithm::REWARD_GRADIENT)
        {
            throw std::invalid_argument("'" + name + "': " + loaded.recipe.name +
                                        " learns from the closed form, not from what is measured; "
                                        "expected an agent with a critic");
        }
        loaded.agent->SetProgress(1.0);
        return loaded;
    }
    catch (const CheckpointError& error)
    {
        throw std::invalid_argument((file ? "" : name + ": ") + error.what());
    }
}

std::vector<int>
ShippedCaqaUsers(const std::string& name)
{
    const std::string pattern = ShippedCaqaPolicy(name, 0); // .../caqa-NAME-K0.pt
    const std::filesystem::path folder = std::filesystem::path(pattern).parent_path();
    const std::string begin = "caqa-" + name + "-K";
    std::vector<int> users;
    std::error_code missing;
    for (const auto& entry : std::filesystem::directory_iterator(folder, missing))
    {
        const std::string file = entry.path().filename().string();
        int number = 0;
        if (file.rfind(begin, 0) == 0 && IsPolicyFile(file) &&
            ParseSetting(file.substr(begin.size(), file.rfind('.') - begin.size()), number) &&
            number > 0)
        {
            users.push_back(number);
        }
    }
    std::sort(users.begin(), users.end());
    return users;
}

void
PrintCaqaPolicies(std::ostream& os)
{
    std::vector<std::pair<std::string, std::string>> lines;
    for (const auto& [name, entry] : GetCaqaSchemes().GetEntries())
    {
        lines.emplace_back(entry.usage, entry.description);
    }
    for (const CaqaAgentRecipe& recipe : GetCaqaAgentRecipes())
    {
        const std::vector<int> users = ShippedCaqaUsers(recipe.name);
        lines.emplace_back(recipe.name,
                           recipe.description +
                               (users.empty()
                                    ? "; train one: ./isac train caqa --agent=" + recipe.name
                                    : "; trained for K = " + Join(users)));
    }
    lines.emplace_back(std::string("FILE") + POLICY_FILE_END,
                       "an agent that ./isac train made, or any TorchScript policy");
    std::size_t width = 0;
    for (const auto& [usage, description] : lines)
    {
        width = std::max(width, usage.size());
    }
    for (const auto& [usage, description] : lines)
    {
        os << usage << std::string(width + 2 - usage.size(), ' ') << description << "\n";
    }
}

} // namespace isac
} // namespace ns3
