/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-agent-arguments.h"

#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

namespace
{

/// Adds one setting after the other.
class SettingAdder
{
  public:
    /// @param arguments get the options
    explicit SettingAdder(Arguments& arguments)
        : m_arguments(arguments)
    {
    }

    /**
     * @param name of a setting
     * @param help what it is
     * @param value of the setting
     */
    void operator()(const char* name, const char* help, bool& value)
    {
        m_arguments.Add(name, help, value);
    }

    /// @copydoc operator()(const char*, const char*, bool&)
    void operator()(const char* name, const char* help, int& value)
    {
        Add(name, help, "a whole number", value);
    }

    /// @copydoc operator()(const char*, const char*, bool&)
    void operator()(const char* name, const char* help, double& value)
    {
        Add(name, help, "a number", value);
    }

    /// @copydoc operator()(const char*, const char*, bool&)
    void operator()(const char* name, const char* help, std::vector<int>& value)
    {
        Add(name, help, "whole numbers parted by commas", value);
    }

  private:
    /**
     * @param name of a setting
     * @param help what it is
     * @param expected what its values look like
     * @param value of the setting
     */
    template <typename Value>
    void Add(const char* name, const char* help, const char* expected, Value& value)
    {
        m_arguments.Add(
            name,
            help,
            expected,
            [&value](const std::string& text) { return ParseSetting(text, value); },
            [&value] { return FormatSetting(value); });
    }

    Arguments& m_arguments; //!< get the options
};

} // namespace

void
AddAgentArguments(AgentSettings& settings, Arguments& arguments)
{
    arguments.AddGroup("Learner");
    VisitAgentSettings(settings, SettingAdder(arguments));
}

} // namespace isac
} // namespace ns3
