/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-asp-policy.h"

#include "isac-asp-scheme.h"

#include "ns3/isac-recipes.h"
#include "ns3/isac-torchscript-policy.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iomanip>
#include <stdexcept>

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
    return FindRecipe(GetDiscreteAgentRecipes(), name) != nullptr;
}

/**
 * @param system any
 * @param window observations side by side
 * @return the system, showing that many
 */
AspSystem
WithWindow(const AspSystem& system, int window)
{
    AspParameters parameters = system.GetParameters();
    parameters.window = window;
    return AspSystem(parameters, system.GetProviders());
}

/**
 * @param providers any
 * @return whether they are the published ones, but for the rounding of decimals
 */
bool
ArePublished(const std::vector<AspProviderProfile>& providers)
{
    const auto published = PublishedAspProviders();
    return std::equal(providers.begin(),
                      providers.end(),
                      published.begin(),
                      published.end(),
                      [](const AspProviderProfile& one, const AspProviderProfile& other) {
                          constexpr double ROUNDING = 1e-9;
                          const AspUtility& a = one.utility;
                          const AspUtility& b = other.utility;
                          return one.capacity == other.capacity &&
                                 std::abs(a.ax - b.ax) < ROUNDING &&
                                 std::abs(a.ay - b.ay) < ROUNDING &&
                                 std::abs(a.bx - b.bx) < ROUNDING &&
                                 std::abs(a.by - b.by) < ROUNDING;
                      });
}

/**
 * @param name of a learner
 * @param system that it is to decide in
 * @return the checkpoint that ships with the module
 * @throws std::invalid_argument if there is none for this system
 */
std::string
FindShipped(const std::string& name, const AspSystem& system)
{
    const std::string path = ShippedAspPolicy(name);
    if (!std::filesystem::exists(path))
    {
        throw std::invalid_argument(name + ": no trained policy ships; ./isac train " +
                                    ASP_SYSTEM_NAME + " --agent=" + name + " makes one");
    }
    if (!ArePublished(system.GetProviders()))
    {
        throw std::invalid_argument(
            name + ": the policy that ships is trained for the published providers; ./isac train " +
            ASP_SYSTEM_NAME + " --agent=" + name + " --providers=... makes one for others");
    }
    return path;
}

/**
 * @param path of a file
 * @param system that it is to decide in
 * @param seed of what an agent draws
 * @return policy and system
 * @throws CheckpointError if the file does not hold that
 * @throws std::invalid_argument if its attributes make no sense
 */
AspDecider
LoadFile(const std::string& path, const AspSystem& system, uint64_t seed)
{
    const AspSystem plain = WithWindow(system, 1);
    if (IsCheckpoint(path))
    {
        LoadedDiscreteAgent loaded = LoadDiscreteAgent(Checkpoint::Read(path),
                                                       ASP_SYSTEM_NAME,
                                                       plain.ObservationSize(),
                                                       plain.GetActionSpace().categories.front(),
                                                       Agent::Extent::POLICY,
                                                       seed,
                                                       [](AgentSettings& settings) {
                                                           settings.replay =
                                                               1; // who only acts keeps nothing
                                                           settings.minReplay = 1;
                                                       });
        return {std::move(loaded.agent), WithWindow(system, loaded.settings.window)};
    }
    const std::string text = TorchScriptPolicy::ReadAttribute(path, "window");
    constexpr int WIDEST = 1000;
    int window = 1;
    if (!text.empty() && (!ParseSetting(text, window) || window < 1 || window > WIDEST))
    {
        throw std::invalid_argument(path + ": its window '" + text +
                                    "' is no whole number from 1 to " + std::to_string(WIDEST));
    }
    const AspSystem seen = WithWindow(system, window);
    return {
        std::make_shared<TorchScriptPolicy>(path, seen.ObservationSize(), seen.GetActionSpace()),
        seen};
}

} // namespace

AspDecider
MakeAspDecider(const std::string& name, const AspSystem& system, uint64_t seed)
{
    const bool file = IsPolicyFile(name);
    if (!file)
    {
        // First: who registers a scheme by a learner's name means it.
        if (auto scheme = GetAspSchemes().Make(name, system, seed))
        {
            return {*scheme, system};
        }
        if (!IsLearner(name))
        {
            throw std::invalid_argument(
                name + ": unknown, or senseless arguments; --policy=list shows all");
        }
    }
    const std::string path = file ? name : FindShipped(name, system);
    try
    {
        return LoadFile(path, system, seed);
    }
    catch (const CheckpointError& error)
    {
        throw std::invalid_argument((file ? "" : name + ": ") + error.what());
    }
}

std::string
ShippedAspPolicy(const std::string& learner)
{
    return std::string(ISAC_DATA_DIRECTORY) + "/policies/" + ASP_SYSTEM_NAME + "-" + learner +
           POLICY_FILE_END;
}

void
PrintAspPolicies(std::ostream& os)
{
    GetAspSchemes().Print(os);
    os << "\ntrained, for the published providers:\n";
    for (const DiscreteAgentRecipe& recipe : GetDiscreteAgentRecipes())
    {
        const bool ships = std::filesystem::exists(ShippedAspPolicy(recipe.name));
        os << std::left << std::setw(16) << recipe.name << recipe.description
           << (ships ? "" : " (none ships: ./isac train)") << "\n";
    }
    os << "\nFILE.pt         a checkpoint of ./isac train " << ASP_SYSTEM_NAME
       << ", or a TorchScript module\n";
}

} // namespace isac
} // namespace ns3
