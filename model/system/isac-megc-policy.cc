/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-megc-policy.h"

#include "isac-megc-agent.h"
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
constexpr const char* STANDARD_LEARNER = "lara";

/**
 * @param name of a learner
 * @param parameters the cell
 * @param scenario where its users are
 * @return the checkpoint that ships with the module
 * @throws std::invalid_argument if there is none for this cell
 */
std::string
FindShipped(const std::string& name, const MegcParameters& parameters, const MegcScenario& scenario)
{
    const MegcPreset* preset = MatchMegcPreset(parameters, scenario);
    const std::string path = preset ? ShippedMegcPolicy(name, preset->name) : "";
    if (preset && std::filesystem::exists(path))
    {
        return path;
    }
    std::string shipped;
    for (const MegcPreset& other : GetMegcPresets())
    {
        if (std::filesystem::exists(ShippedMegcPolicy(name, other.name)))
        {
            shipped += (shipped.empty() ? " (one ships for the preset " : ", ") + other.name;
        }
    }
    throw std::invalid_argument(
        name + ": no trained policy for this cell" + shipped + (shipped.empty() ? "" : ")") +
        "; ./isac train megc --agent=" + name + " with the cell's options makes one");
}

/**
 * @param path of a file
 * @param parameters the cell
 * @param seed of what an agent draws
 * @return policy and decoding
 * @throws CheckpointError if the file does not hold that
 * @throws std::invalid_argument if its attributes make no sense
 */
MegcScheme
LoadFile(const std::string& path, const MegcParameters& parameters, uint64_t seed)
{
    if (IsCheckpoint(path))
    {
        LoadedMegcAgent loaded = LoadMegcAgent(Checkpoint::Read(path),
                                               parameters,
                                               Agent::Extent::POLICY,
                                               seed,
                                               ForgetExperience);
        return {std::move(loaded.agent), loaded.recipe.decoding};
    }
    MegcDecoding decoding = ReadScheme(path, GetMegcAgentRecipes(), STANDARD_LEARNER).decoding;
    const std::string range = TorchScriptPolicy::ReadAttribute(path, "logit_range");
    if (!range.empty() && (!ParseSetting(range, decoding.logitRange) || decoding.logitRange <= 0.0))
    {
        throw std::invalid_argument(path + ": its logit_range '" + range +
                                    "' is no number greater than 0");
    }
    const MegcSystem system(parameters, decoding);
    return {std::make_shared<TorchScriptPolicy>(path,
                                                system.ObservationSize(),
                                                system.GetActionSpace()),
            decoding};
}

} // namespace

MegcScheme
MakeMegcScheme(const std::string& name,
               const MegcParameters& parameters,
               const MegcScenario& scenario,
               uint64_t seed)
{
    const bool file = IsPolicyFile(name);
    if (!file)
    {
        // First: who registers a scheme by a learner's name means it.
        if (auto scheme = GetMegcSchemes().Make(name, parameters, scenario, seed))
        {
            return *scheme;
        }
        if (!FindRecipe(GetMegcAgentRecipes(), name))
        {
            throw std::invalid_argument(
                name + ": unknown, or senseless arguments; --policy=list shows all");
        }
    }
    const std::string path = file ? name : FindShipped(name, parameters, scenario);
    try
    {
        return LoadFile(path, parameters, seed);
    }
    catch (const CheckpointError& error)
    {
        throw std::invalid_argument((file ? "" : name + ": ") + error.what());
    }
}

MegcScheme
MakeGrantedMegcScheme(const std::string& name,
                      const MegcParameters& whole,
                      const MegcParameters& granted,
                      const MegcScenario& scenario,
                      uint64_t seed)
{
    const auto scheme = GetMegcSchemes().Make(name, granted, scenario, seed);
    return scheme ? *scheme : MakeMegcScheme(name, whole, scenario, seed);
}

std::string
ShippedMegcPolicy(const std::string& learner, const std::string& preset)
{
    return std::string(ISAC_DATA_DIRECTORY) + "/policies/megc-" + learner + "-" + preset +
           POLICY_FILE_END;
}

void
PrintMegcPolicies(std::ostream& os)
{
    GetMegcSchemes().Print(os);
    os << "\ntrained, for the constants of a preset:\n";
    for (const MegcAgentRecipe& recipe : GetMegcAgentRecipes())
    {
        std::string presets;
        for (const MegcPreset& preset : GetMegcPresets())
        {
            if (std::filesystem::exists(ShippedMegcPolicy(recipe.name, preset.name)))
            {
                presets += (presets.empty() ? "; for " : ", ") + preset.name;
            }
        }
        os << std::left << std::setw(16) << recipe.name << recipe.description
           << (presets.empty() ? " (none ships: ./isac train)" : presets) << "\n";
    }
    os << "\nFILE.pt         a checkpoint of ./isac train megc, or a TorchScript module\n";
}

} // namespace isac
} // namespace ns3
