/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-dd-policy.h"

#include "isac-dd-agent.h"
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
constexpr const char* STANDARD_LEARNER = "g-ddpg";

/**
 * @param name of a learner
 * @return the checkpoint that ships with the module
 * @throws std::invalid_argument if there is none
 */
std::string
FindShipped(const std::string& name)
{
    const std::string path = ShippedDdPolicy(name);
    if (!std::filesystem::exists(path))
    {
        throw std::invalid_argument(name +
                                    ": no trained policy ships; ./isac train "
                                    "distributed-diffusion --agent=" +
                                    name + " makes one");
    }
    return path;
}

/**
 * @param path of a TorchScript module
 * @return how its actions are read
 * @throws std::invalid_argument if its attributes make no sense
 */
DdDecoding
ReadDecoding(const std::string& path)
{
    const auto attribute = [&](const char* key) {
        return TorchScriptPolicy::ReadAttribute(path, key);
    };
    DdDecoding decoding = ReadScheme(path, GetDdAgentRecipes(), STANDARD_LEARNER).decoding;
    const std::string powers = attribute("powers");
    if (!powers.empty() && !FromText(powers, decoding.powers))
    {
        throw std::invalid_argument(path + ": its powers '" + powers +
                                    "' are neither shares nor watts");
    }
    const std::string limit = attribute("power_limit");
    if (!limit.empty() &&
        (!ParseSetting(limit, decoding.powerLimit) || !(decoding.powerLimit >= 0.0)))
    {
        throw std::invalid_argument(path + ": its power_limit '" + limit +
                                    "' is no number of at least 0");
    }
    return decoding;
}

/**
 * @param path of a file
 * @param parameters the system
 * @param seed of what an agent draws
 * @return policy and decoding
 * @throws CheckpointError if the file does not hold that
 * @throws std::invalid_argument if its attributes make no sense
 */
DdScheme
LoadFile(const std::string& path, const DdParameters& parameters, uint64_t seed)
{
    if (IsCheckpoint(path))
    {
        LoadedDdAgent loaded = LoadDdAgent(Checkpoint::Read(path),
                                           parameters,
                                           Agent::Extent::POLICY,
                                           seed,
                                           ForgetExperience);
        return {std::move(loaded.agent), loaded.recipe.decoding};
    }
    const DdDecoding decoding = ReadDecoding(path);
    const DdSystem system(parameters, {}, decoding);
    return {std::make_shared<TorchScriptPolicy>(path,
                                                system.ObservationSize(),
                                                system.GetActionSpace()),
            decoding};
}

} // namespace

DdScheme
MakeDdScheme(const std::string& name,
             const DdParameters& parameters,
             const DdScenario& scenario,
             uint64_t seed)
{
    const bool file = IsPolicyFile(name);
    if (!file)
    {
        // First: who registers a scheme by a learner's name means it.
        if (auto scheme = GetDdSchemes().Make(name, parameters, scenario, seed))
        {
            return *scheme;
        }
        if (!FindRecipe(GetDdAgentRecipes(), name))
        {
            throw std::invalid_argument(
                name + ": unknown, or senseless arguments; --policy=list shows all");
        }
    }
    const std::string path = file ? name : FindShipped(name);
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
ShippedDdPolicy(const std::string& learner)
{
    return std::string(ISAC_DATA_DIRECTORY) + "/policies/distributed-diffusion-" + learner +
           POLICY_FILE_END;
}

void
PrintDdPolicies(std::ostream& os)
{
    GetDdSchemes().Print(os);
    os << "\ntrained, for as many users and steps:\n";
    for (const DdAgentRecipe& recipe : GetDdAgentRecipes())
    {
        const bool ships = std::filesystem::exists(ShippedDdPolicy(recipe.name));
        os << std::left << std::setw(21) << recipe.name << recipe.description
           << (ships ? "" : " (none ships: ./isac train)") << "\n";
    }
    os << "\nFILE.pt              a checkpoint of ./isac train distributed-diffusion, or a "
          "TorchScript module\n";
}

} // namespace isac
} // namespace ns3
