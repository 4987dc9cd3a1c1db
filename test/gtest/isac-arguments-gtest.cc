/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-agent-arguments.h"
#include "ns3/isac-arguments.h"
#include "ns3/isac-caqa-arguments.h"
#include "ns3/rng-seed-manager.h"

#include <gtest/gtest.h>
#include <sstream>

namespace ns3
{
namespace isac
{
namespace
{

/// Options of every kind, and what parsing them gave.
struct ArgumentsTest : public testing::Test
{
    ArgumentsTest()
        : arguments("program", "about it")
    {
        arguments.AddGroup("Numbers");
        arguments.Add("real", "a real number [W]", real, -1.0, 2.5);
        arguments.Add("whole", "a whole number", whole, 1, 1000);
        arguments.AddGroup("Words");
        arguments.Add("flag", "a switch", flag);
        arguments.Add("word", "any word", word);
        arguments.Add("choice", "one of two", choice, {"this", "that"});
    }

    /// @return exit code, -1 to go on
    int Parse(std::vector<std::string> words)
    {
        words.insert(words.begin(), "program");
        std::vector<char*> argv;
        for (auto& text : words)
        {
            argv.push_back(text.data());
        }
        out.str("");
        err.str("");
        return arguments.Parse(static_cast<int>(argv.size()), argv.data(), out, err).value_or(-1);
    }

    /// Expects an error of one line.
    void Refuse(const std::string& text, const std::string& line)
    {
        EXPECT_EQ(Parse({text}), 2) << text;
        EXPECT_EQ(err.str(), "program: " + text + ": " + line + "\n");
        EXPECT_EQ(out.str(), "");
    }

    Arguments arguments;
    double real = 0.5;
    uint32_t whole = 7;
    bool flag = false;
    std::string word = "standard";
    std::string choice = "this";
    std::ostringstream out;
    std::ostringstream err;
};

TEST_F(ArgumentsTest, TakesWhatFits)
{
    EXPECT_EQ(Parse({"--real=-2.5e-1", "--whole=1000", "--flag", "--word=a=b", "-choice=that"}),
              -1);
    EXPECT_EQ(real, -0.25);
    EXPECT_EQ(whole, 1000);
    EXPECT_TRUE(flag);
    EXPECT_EQ(word, "a=b");
    EXPECT_EQ(choice, "that");
    EXPECT_EQ(err.str(), "");
    EXPECT_EQ(Parse({"--flag=false", "--real=2.5"}), -1);
    EXPECT_FALSE(flag);
    EXPECT_EQ(real, 2.5);
}

TEST_F(ArgumentsTest, KnowsWhatWasGiven)
{
    EXPECT_EQ(Parse({"--whole=7"}), -1);
    EXPECT_TRUE(arguments.IsGiven("whole"));
    EXPECT_FALSE(arguments.IsGiven("real"));
    EXPECT_EQ(arguments.GetWords(), std::vector<std::string>{"--whole=7"});
    const auto values = arguments.GetValues();
    ASSERT_EQ(values.size(), 5);
    EXPECT_EQ(values[0], std::make_pair(std::string("real"), std::string("0.5")));
    EXPECT_EQ(values[1].second, "7");
}

TEST_F(ArgumentsTest, RefusesWhatDoesNot)
{
    const std::string number = "expected a number from -1 to 2.5";
    for (const std::string text : {"", "x", "1x", " 1", "1 ", "nan", "inf", "0x1", "2.6", "-1.1"})
    {
        Refuse("--real=" + text, number);
    }
    const std::string count = "expected a whole number from 1 to 1000";
    for (const std::string text :
         {"", "0", "1001", "-1", "+1", "1.0", "1e2", "99999999999999999999"})
    {
        Refuse("--whole=" + text, count);
    }
    Refuse("--real", number);
    Refuse("--flag=2", "expected 0 or 1");
    Refuse("--flag=", "expected 0 or 1");
    Refuse("--word=", "expected a word");
    Refuse("--choice=thin", "expected one of this, that");
    Refuse("--other=1", "unknown option; --help lists them");
    Refuse("plain", "expected --option=value");
    Refuse("---real=1", "expected --option=value");
    Refuse("--", "expected --option=value");
    Refuse("", "expected --option=value");
    EXPECT_EQ(real, 0.5);
    EXPECT_EQ(whole, 7);
    EXPECT_FALSE(flag);
    EXPECT_EQ(choice, "this");
}

TEST_F(ArgumentsTest, HandsOnWhatIsOfNs3)
{
    const uint64_t run = RngSeedManager::GetRun();
    EXPECT_EQ(Parse({"--RngRun=12"}), -1);
    EXPECT_EQ(RngSeedManager::GetRun(), 12);
    RngSeedManager::SetRun(run);
    Refuse("--RngRun=-1", "expected a whole number, not negative");
    Refuse("--RngRun=1x", "expected a whole number, not negative");
    Refuse("--RngSeed=4294944443", "expected a whole number from 1 to 4294944442");
    Refuse("--ns3::Nothing::At=1", "there is no ns-3 type ns3::Nothing");
    Refuse("--ns3::isac::CaqaCell::At=1", "ns3::isac::CaqaCell has no attribute At");
    Refuse("--ns3::isac::CaqaCell::MaxTime=soon", "expected a number");
}

TEST_F(ArgumentsTest, HelpNamesAllWithDefaults)
{
    EXPECT_EQ(Parse({"--whole=bad", "--help"}), 0);
    EXPECT_EQ(err.str(), "");
    for (const std::string text :
         {"Numbers\n",
          "--real    a real number [W]; a number from -1 to 2.5; default 0.5",
          "--whole   a whole number; a whole number from 1 to 1000; default 7",
          "--choice  one of two; one of this, that; default this",
          "--RngRun=N"})
    {
        EXPECT_NE(out.str().find(text), std::string::npos) << text << "\nin\n" << out.str();
    }
}

TEST_F(ArgumentsTest, EverySettingOfALearnerIsAnOption)
{
    AgentSettings settings;
    AddAgentArguments(settings, arguments);
    EXPECT_EQ(Parse({"--actorHidden=32,16",
                     "--actorRate=2.5e-4",
                     "--batch=64",
                     "--prioritized",
                     "--automaticTemperature=0"}),
              -1);
    EXPECT_EQ(settings.actorHidden, std::vector<int>({32, 16}));
    EXPECT_EQ(settings.actorRate, 2.5e-4);
    EXPECT_EQ(settings.batch, 64);
    EXPECT_TRUE(settings.prioritized);
    EXPECT_FALSE(settings.automaticTemperature);
    Refuse("--actorHidden=32,x", "expected whole numbers parted by commas");
    Refuse("--batch=6.5", "expected a whole number");
    Refuse("--actorRate=fast", "expected a number");
    EXPECT_EQ(settings.batch, 64);

    // What is shown reads back to the same.
    AgentSettings again;
    for (const auto& [name, value] : arguments.GetValues())
    {
        VisitAgentSettings(
            again,
            [&name = name, &value = value](const char* setting, const char*, auto& to) {
                if (name == setting)
                {
                    EXPECT_TRUE(ParseSetting(value, to)) << name;
                }
            });
    }
    std::string shown;
    std::string read;
    VisitAgentSettings(settings, [&](const char*, const char*, const auto& value) {
        shown += FormatSetting(value) + ";";
    });
    VisitAgentSettings(again, [&](const char*, const char*, const auto& value) {
        read += FormatSetting(value) + ";";
    });
    EXPECT_EQ(shown, read);
}

TEST_F(ArgumentsTest, TableOneBecomesAttributesInSiUnits)
{
    CaqaArguments table;
    table.AddTo(arguments);
    EXPECT_EQ(Parse({"--nUsers=4", "--bandwidth=50", "--cycleTime=30", "--subchannels=adaptive"}),
              -1);
    const CaqaCellAttributes attributes = table.GetAttributes(arguments);
    EXPECT_EQ(attributes.size(), 4U) << "only what was typed";
    EXPECT_EQ(CheckCaqaCell(attributes), "");
    const CaqaParameters cell = MakeCaqaCell(attributes)->GetParameters();
    EXPECT_EQ(cell.users, 4);
    EXPECT_EQ(cell.bandwidth, 50e6);
    EXPECT_DOUBLE_EQ(cell.cycleTime, 30e-6);
    EXPECT_EQ(cell.subchannels, SubchannelRule::ADAPTIVE);
    EXPECT_EQ(cell.maxTime, CaqaParameters().maxTime);
}

TEST(CaqaCellCheck, NamesWhatIsWrong)
{
    EXPECT_EQ(CheckCaqaCell({}), "");
    EXPECT_EQ(CheckCaqaCell({{"MinSteps", "11"}}), "minSteps is above maxSteps");
    EXPECT_EQ(CheckCaqaCell({{"MinRequirement", "0.9"}}), "minRequirement is above maxRequirement");
    EXPECT_EQ(CheckCaqaCell({{"MinDistance", "300"}}), "minDistance is above radius");
    EXPECT_EQ(CheckCaqaCell({{"Users", "-1"}}), "cell attribute Users=-1: unknown or out of range");
    EXPECT_EQ(CheckCaqaCell({{"Nothing", "1"}}),
              "cell attribute Nothing=1: unknown or out of range");
}

} // namespace
} // namespace isac
} // namespace ns3
