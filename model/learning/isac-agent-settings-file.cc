/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-agent-settings-file.h"

#include <string>

namespace ns3
{
namespace isac
{

void
SaveAgentSettings(Checkpoint& checkpoint, const AgentSettings& settings)
{
    std::string text;
    VisitAgentSettings(settings, [&](const char* name, const char*, const auto& value) {
        if (std::string(name) != "threads")
        {
            text += std::string(name) + "=" + FormatSetting(value) + "\n";
        }
    });
    checkpoint.SetText("settings", text);
}

AgentSettings
LoadAgentSettings(const Checkpoint& checkpoint)
{
    const std::string& text = checkpoint.GetText("settings");
    AgentSettings settings;
    VisitAgentSettings(settings, [&](const char* name, const char*, auto& value) {
        const std::string key = "\n" + std::string(name) + "=";
        const std::size_t place = ("\n" + text).find(key);
        const std::size_t from = place + key.size() - 1;
        if (place != std::string::npos &&
            !ParseSetting(text.substr(from, text.find('\n', from) - from), value))
        {
            throw CheckpointError(checkpoint.GetPath() + ": the settings lack a sound " + name);
        }
    });
    const std::string wrong = CheckAgentSettings(settings);
    if (!wrong.empty())
    {
        throw CheckpointError(checkpoint.GetPath() + ": " + wrong);
    }
    return settings;
}

} // namespace isac
} // namespace ns3
