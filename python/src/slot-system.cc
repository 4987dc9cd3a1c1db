/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "slot-system.h"

#include "../../utils/train/discrete-train-system.h"

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace python
{

using namespace ns3::isac;

namespace
{

/**
 * @param name of a system
 * @return it
 * @throws std::invalid_argument if there is none
 */
std::unique_ptr<train::TrainSystem>
FindSystem(const std::string& name)
{
    auto system = train::MakeTrainSystem(name);
    if (!system)
    {
        std::string known;
        for (const auto& [other, about] : train::GetTrainSystems())
        {
            known += (known.empty() ? "" : ", ") + other;
        }
        throw std::invalid_argument(name + ": no such system, expected " + known);
    }
    return system;
}

} // namespace

SlotSystem::SlotSystem(const std::string& name, const Texts& settings)
    : m_name(name),
      m_system(FindSystem(name)),
      m_arguments(name, m_system->GetTitle()),
      m_agent(m_system->GetStandardAgent())
{
    for (const auto& [key, value] : settings)
    {
        m_agent = key == "agent" ? value : m_agent;
    }
    AgentSettings learner = m_system->GetStandardSettings(m_agent);
    m_window = static_cast<uint32_t>(learner.window);
    m_arguments.Add("agent", "whose observations and actions are meant", m_agent);
    // Only these systems show windows.
    if (dynamic_cast<const train::DiscreteTrainSystem*>(m_system.get()))
    {
        m_arguments.Add("window", "observations side by side", m_window, 1, 1000);
    }
    m_system->AddTaskOptions(m_arguments);
    m_system->AddSystemOptions(m_arguments);

    const Texts known = m_arguments.GetValues();
    std::vector<std::string> words = {name};
    for (const auto& [key, value] : settings)
    {
        // Arguments would take ns-3's own options as well, which change the whole process.
        if (std::none_of(known.begin(), known.end(), [&key = key](const auto& setting) {
                return setting.first == key;
            }))
        {
            throw std::invalid_argument(name + ": --" + key + "=" + value +
                                        ": unknown option; isac_aigc.settings('" + name +
                                        "') lists them");
        }
        words.push_back("--" + key + "=" + value);
    }
    std::vector<char*> argv;
    for (std::string& word : words)
    {
        argv.push_back(word.data());
    }
    std::ostringstream out;
    std::ostringstream error;
    if (m_arguments.Parse(static_cast<int>(argv.size()), argv.data(), out, error))
    {
        const std::string line = error.str();
        throw std::invalid_argument(line.substr(0, line.find('\n')));
    }
    learner.window = static_cast<int>(m_window);
    try
    {
        m_system->Finish(m_arguments, m_agent, learner);
    }
    catch (const train::UsageError& usage)
    {
        throw std::invalid_argument(name + ": " + usage.what());
    }
}

Texts
SlotSystem::GetSettings() const
{
    return m_arguments.GetValues();
}

Texts
SlotSystem::GetAttributes() const
{
    return m_system->GetAttributes();
}

std::unique_ptr<Environment>
SlotSystem::MakeEnvironment() const
{
    return m_system->MakeEnvironment(1);
}

train::Player
SlotSystem::MakePlayer(const std::string& name, uint64_t seed) const
{
    try
    {
        return m_system->MakePlayer(name, seed);
    }
    catch (const std::invalid_argument& error)
    {
        throw std::invalid_argument(m_name + ": --policy=" + error.what());
    }
}

} // namespace python
