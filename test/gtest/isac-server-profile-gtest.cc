/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-server-profile.h"

#include <cstdio>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <stdexcept>

using namespace ns3::isac;

namespace
{

const std::string HEAD = "name,model,stack,batch_1_s,batch_4_s,batch_16_s,fixed_s,source\n";

/// What a table gives.
struct Result
{
    std::vector<ServerProfile> profiles; //!< of the table
    std::string error;                   //!< empty if there is none
};

/**
 * @param text of a table
 * @return what it gives
 */
Result
Read(const std::string& text)
{
    std::istringstream stream(text);
    Result result;
    result.profiles = ReadServerProfiles(stream, result.error);
    return result;
}

} // namespace

TEST(ServerProfile, ReadsCommentsEmptyCellsAndFurtherBatches)
{
    const Result result = Read("# measured\n\nname,batch_2_s,model,stack,batch_1_s,fixed_s,source\n"
                               "a,,m,s,0.5,0,x\n"
                               "# between\n"
                               "b,0.75,m,s,0.5,1e-1,y z\n");
    EXPECT_EQ(result.error, "");
    ASSERT_EQ(result.profiles.size(), 2U);
    EXPECT_EQ(result.profiles[0].name, "a");
    EXPECT_EQ(result.profiles[0].stepTimes.size(), 1U);
    EXPECT_EQ(result.profiles[1].source, "y z");
    EXPECT_EQ(result.profiles[1].fixedTime, 0.1);
    const std::vector<std::pair<int, double>> expected = {{1, 0.5}, {2, 0.75}};
    EXPECT_EQ(result.profiles[1].stepTimes, expected);
}

TEST(ServerProfile, StepTimeIsLinearBetweenAndBeyondThePoints)
{
    // All of these are sums of few binary fractions, hence exact.
    const ServerProfile many{"n", "m", "s", "x", 0.0, {{1, 0.5}, {4, 1.25}, {16, 7.25}}};
    EXPECT_EQ(many.StepTime(1), 0.5);
    EXPECT_EQ(many.StepTime(2), 0.75);
    EXPECT_EQ(many.StepTime(4), 1.25);
    EXPECT_EQ(many.StepTime(10), 4.25);
    EXPECT_EQ(many.StepTime(16), 7.25);
    EXPECT_EQ(many.StepTime(20), 9.25);
    const ServerProfile one{"n", "m", "s", "x", 0.0, {{1, 0.5}}};
    EXPECT_EQ(one.StepTime(1), 0.5);
    EXPECT_EQ(one.StepTime(6), 3.0);
}

TEST(ServerProfile, ErrorsNameTheLineAndWhatWasExpected)
{
    const std::pair<std::string, std::string> cases[] = {
        {"", "no profile in the table"},
        {HEAD, "no profile in the table"},
        {"name,model,stack,fixed_s,source\n", "line 1: no column 'batch_1_s'"},
        {HEAD + "a,m,s,0.5\n", "line 2: 4 cells, expected 8"},
        {HEAD + "a,m,s,,1,2,0,x\n", "line 2: batch_1_s is empty"},
        {HEAD + "# c\na,m,s,fast,,,0,x\n", "line 3: batch_1_s is 'fast', expected seconds > 0"},
        {HEAD + "a,m,s,0,,,0,x\n", "line 2: batch_1_s is '0', expected seconds > 0"},
        {HEAD + "a,m,s,-1,,,0,x\n", "line 2: batch_1_s is '-1', expected seconds > 0"},
        {HEAD + "a,m,s,1,0.5s,,0,x\n", "line 2: batch_4_s is '0.5s', expected seconds > 0"},
        {HEAD + "a,m,s,1,,inf,0,x\n", "line 2: batch_16_s is 'inf', expected seconds > 0"},
        {HEAD + "a,m,s,1,,,-1,x\n", "line 2: fixed_s is '-1', expected seconds >= 0"},
        {HEAD + "a,m,s,1,,,,x\n", "line 2: fixed_s is '', expected seconds >= 0"},
    };
    for (const auto& [text, error] : cases)
    {
        const Result result = Read(text);
        EXPECT_EQ(result.error, error) << text;
        EXPECT_TRUE(result.profiles.empty()) << text;
    }
}

TEST(ServerProfile, CarriageReturnsDoNotSpoilTheLastCell)
{
    const Result result = Read("name,model,stack,batch_1_s,fixed_s,source\r\n"
                               "a,m,s,0.5,0,x\r\n");
    EXPECT_EQ(result.error, "");
    ASSERT_EQ(result.profiles.size(), 1U);
    EXPECT_EQ(result.profiles[0].source, "x");
}

/// @return what FindServerProfile() says against a profile
std::string
WhyNot(const std::string& path, const std::string& name)
{
    try
    {
        FindServerProfile(path, name);
        return "";
    }
    catch (const std::invalid_argument& error)
    {
        return error.what();
    }
}

TEST(ServerProfile, IsFoundByItsName)
{
    const std::string path = testing::TempDir() + "isac-server-profiles.csv";
    std::ofstream(path) << HEAD << "a,m,s,0.5,,,0,x\nb,m,s,0.25,,,0.1,x\n";
    const ServerProfile profile = FindServerProfile(path, "b");
    EXPECT_EQ(profile.name, "b");
    EXPECT_EQ(profile.fixedTime, 0.1);
    EXPECT_EQ(WhyNot(path, "c"), "c: expected one of a, b");
    std::ofstream(path) << HEAD << "a,m,s,0,,,0,x\n";
    EXPECT_EQ(WhyNot(path, "a"), "a: " + path + ": line 2: batch_1_s is '0', expected seconds > 0");
    std::remove(path.c_str());
    EXPECT_EQ(WhyNot(path, "a"), "a: cannot read the table " + path);
}
