/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-agent-settings.h"

#include <functional>
#include <gtest/gtest.h>
#include <limits>
#include <set>
#include <type_traits>

namespace ns3
{
namespace isac
{

namespace
{

using Change = std::function<void(AgentSettings&)>;

/// @return what is wrong with the defaults after a change
std::string
ErrorAfter(const Change& change)
{
    AgentSettings settings;
    change(settings);
    return CheckAgentSettings(settings);
}

} // namespace

TEST(AgentSettings, DefaultsAreGood)
{
    EXPECT_EQ(CheckAgentSettings(AgentSettings()), "");
}

TEST(AgentSettings, MessagesNameSettingValueAndRange)
{
    EXPECT_EQ(ErrorAfter([](AgentSettings& s) { s.actorRate = -0.5; }),
              "actorRate is -0.5: expected a number above 0, at most 1");
    EXPECT_EQ(ErrorAfter([](AgentSettings& s) { s.discount = 1.5; }),
              "discount is 1.5: expected a number from 0 to 1");
    EXPECT_EQ(ErrorAfter([](AgentSettings& s) {
                  s.criticHidden = {64, 0};
              }),
              "criticHidden is 64,0: expected widths from 1 to 65536");
    EXPECT_EQ(ErrorAfter([](AgentSettings& s) { s.replay = 100; }),
              "minReplay is 5000: expected a number from 1 to replay, which is 100");
}

TEST(AgentSettings, EveryNumberIsChecked)
{
    // Each setting in turn gets a value that no setting may have.
    std::set<std::string> names;
    AgentSettings all;
    VisitAgentSettings(all, [&](const std::string& name, const char*, const auto& value) {
        if (!std::is_same<std::decay_t<decltype(value)>, bool>::value)
        {
            names.insert(name);
        }
    });
    for (const std::string& wrong : names)
    {
        AgentSettings settings;
        VisitAgentSettings(settings, [&](const std::string& name, const char*, auto& value) {
            using Value = std::decay_t<decltype(value)>;
            if (name != wrong)
            {
                return;
            }
            if constexpr (std::is_same<Value, double>::value)
            {
                value = std::numeric_limits<double>::quiet_NaN();
            }
            else if constexpr (std::is_same<Value, int>::value)
            {
                value = -1;
            }
            else if constexpr (!std::is_same<Value, bool>::value)
            {
                value = {-1};
            }
        });
        EXPECT_EQ(CheckAgentSettings(settings).rfind(wrong + " is ", 0), 0U) << wrong;
    }
}

TEST(AgentSettings, NoLayersAreTextToo)
{
    std::vector<int> layers{3};
    EXPECT_TRUE(ParseSetting(FormatSetting(std::vector<int>()), layers));
    EXPECT_TRUE(layers.empty());
    EXPECT_FALSE(ParseSetting("8,", layers));
    EXPECT_FALSE(ParseSetting(",8", layers));
}

TEST(AgentSettings, EdgesOfRanges)
{
    const Change good[] = {
        [](AgentSettings& s) { s.branchHidden.clear(); },
        [](AgentSettings& s) { s.discount = 1.0; },
        [](AgentSettings& s) { s.finalRate = 1e-9; },
        [](AgentSettings& s) { s.softUpdate = 1.0; },
        [](AgentSettings& s) { s.noiseSpan = 1.0; },
        [](AgentSettings& s) { s.taylorForm = 0; },
        [](AgentSettings& s) { s.taylorForm = 3; },
        [](AgentSettings& s) { s.taylorVariance = 0.0; },
        [](AgentSettings& s) { s.minReplay = s.replay; },
        [](AgentSettings& s) { s.continuousEntropy = 0.0; },
        [](AgentSettings& s) { s.priorityExponent = 0.0; },
        [](AgentSettings& s) {
            s.automaticTemperature = false;
            s.initialTemperature = 0.0;
        },
    };
    for (const Change& change : good)
    {
        EXPECT_EQ(ErrorAfter(change), "");
    }
    const Change bad[] = {
        [](AgentSettings& s) { s.actorHidden.clear(); },
        [](AgentSettings& s) { s.finalRate = 0.0; },
        [](AgentSettings& s) { s.softUpdate = 0.0; },
        [](AgentSettings& s) { s.noiseSpan = 0.0; },
        [](AgentSettings& s) { s.noiseSpan = 1.01; },
        [](AgentSettings& s) { s.taylorForm = 4; },
        [](AgentSettings& s) { s.initialTemperature = 0.0; },
        [](AgentSettings& s) { s.continuousEntropy = 0.1; },
        [](AgentSettings& s) { s.gradientClip = std::numeric_limits<double>::infinity(); },
        [](AgentSettings& s) { s.steps = 0; },
        [](AgentSettings& s) { s.minReplay = s.replay + 1; },
    };
    for (const Change& change : bad)
    {
        EXPECT_NE(ErrorAfter(change), "");
    }
}

} // namespace isac
} // namespace ns3
