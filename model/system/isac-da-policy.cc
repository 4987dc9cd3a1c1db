/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-policy.h"

#include "isac-policy-file.h"

#include "ns3/isac-recipes.h"
#include "ns3/isac-torchscript-policy.h"

#include <filesystem>
#include <iomanip>
#include <stdexcept>

namespace ns3
{
namespace isac
{

namespace
{

/// Whose actions a TorchScript module speaks in unless it says so.
constexpr const char* STANDARD_LEARNER = "sttd";

/**
 * @param path of a file
 * @param scenario who shares what
 * @param seed of what an agent draws
 * @return policy and decoding
 * @throws CheckpointError if the file does not hold that
 * @throws std::invalid_argument if its attributes make no sense
 */
DaScheme
LoadFile(const std::string& path, const DaScenario& scenario, uint64_t seed)
{
    if (IsCheckpoint(path))
    {
        LoadedDaAgent loaded = LoadDaAgent(Checkpoint::Read(path),
                                           scenario,
                                           Agent::Extent::POLICY,
                                           seed,
                                           ForgetExperience);
        return {std::move(loaded.agent), loaded.recipe.decoding};
    }
    DaDecoding decoding = ReadScheme(path, GetDaAgentRecipes(), STANDARD_LEARNER).decoding;
    const std::string levels = TorchScriptPolicy::ReadAttribute(path, "levels");
    if (!levels.empty() && (!ParseSetting(levels, decoding.levels) || decoding.levels < 1))
    {
        throw std::invalid_argument(path + ": its number of levels '" + levels +
                                    "' makes no sense");
    }
    const DaSystem system(scenario, decoding);
    return {std::make_shared<TorchScriptPolicy>(path,
                                                system.ObservationSize(),
                                                system.GetActionSpace()),
            decoding};
}

} // namespace

DaScheme
MakeDaScheme(const std::string& name, const DaScenario& scenario, uint64_t seed)
{
    const bool file = IsPolicyFile(name);
    if (!file)
    {
        // First: who registers a scheme by a learner's name means it.
        if (auto scheme = GetDaSchemes().Make(name, scenario, seed))
        {
            return *scheme;
        }
        if (!FindRecipe(GetDaAgentRecipes(), name))
        {
            throw std::invalid_argument(
                name + ": unknown, or senseless arguments; --policy=list shows all");
        }
    }
    const std::string path = file ? name : ShippedDaPolicy(name, scenario.users);
    if (!file && !std::filesystem::exists(path))
    {
        throw std::invalid_argument(name + ": no trained policy for " +
                                    std::to_string(scenario.users) +
                                    " users; ./isac train da-isac --agent=" + name +
                                    " with the scenario's options makes one");
    }
    try
    {
        return LoadFile(path, scenario, seed);
    }
    catch (const CheckpointError& error)
    {
        throw std::invalid_argument((file ? "" : name + ": ") + error.what());
    }
}

std::string
ShippedDaPolicy(const std::string& learner, int users)
{
    const bool groups = FindDaAgentRecipe(learner).decoding.actions == DaActions::GROUP_SHARES;
    return std::string(ISAC_DATA_DIRECTORY) + "/policies/da-isac-" + learner +
           (groups ? "" : "-K" + std::to_string(users)) + POLICY_FILE_END;
}

void
PrintDaPolicies(std::ostream& os, int users)
{
    GetDaSchemes().Print(os);
    os << "\ntrained:\n";
    for (const DaAgentRecipe& recipe : GetDaAgentRecipes())
    {
        const bool ships = std::filesystem::exists(ShippedDaPolicy(recipe.name, users));
        os << std::left << std::setw(16) << recipe.name << recipe.description
           << (ships ? "" : " (none ships: ./isac train)") << "\n";
    }
    os << "\nFILE.pt         a checkpoint of ./isac train da-isac, or a TorchScript module\n";
}

} // namespace isac
} // namespace ns3
