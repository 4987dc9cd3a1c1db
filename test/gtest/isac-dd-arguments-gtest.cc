/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Options of programs that are about distributed diffusion: what they change, and what they leave
 * as it is.
 */

#include "ns3/isac-dd-arguments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

using namespace ns3::isac;
using testing::HasSubstr;

namespace
{

/// What became of words of a command line.
struct Reading
{
    DdParameters parameters; //!< that they stand for
    DdScenario scenario;     //!< that they stand for
    std::string label;       //!< of it
    std::string refusal;     //!< message; empty if they were taken
};

/// @param words behind the program's name @return what became of them
Reading
Read(std::vector<std::string> words)
{
    DdArguments table;
    Arguments arguments("program", "about it");
    table.AddTo(arguments);
    words.insert(words.begin(), "program");
    std::vector<char*> argv;
    for (std::string& word : words)
    {
        argv.push_back(word.data());
    }
    std::ostringstream out;
    std::ostringstream err;
    if (arguments.Parse(static_cast<int>(argv.size()), argv.data(), out, err))
    {
        return {{}, {}, "", err.str()};
    }
    try
    {
        table.Finish(arguments);
    }
    catch (const std::invalid_argument& error)
    {
        return {{}, {}, "", error.what()};
    }
    return {table.GetParameters(), table.GetScenario(), table.GetLabel(), ""};
}

/// @param reading of words @return all its numbers
std::vector<double>
NumbersOf(const Reading& reading)
{
    const DdParameters& p = reading.parameters;
    const DdScenario& s = reading.scenario;
    const DdQoeParameters& q = p.qoe;
    return {double(p.users),
            double(p.mostServerSteps),
            double(p.mostDeviceSteps),
            p.serverStepEnergy,
            p.serverBudget,
            p.energyPerWatt,
            p.snrPerWatt,
            p.qoeThreshold,
            p.deviceEnergyWeight,
            p.qoeWeight,
            p.serverEnergyWeight,
            p.deviceStepPrice,
            double(p.schedule),
            double(p.sharing),
            double(p.channel),
            p.fadingSeverity,
            p.fadingShadowing,
            q.halfSteps,
            q.stepsWidth,
            q.errorLimit,
            q.errorRepair,
            q.errorLeast,
            q.errorPower,
            q.leakPerServerStep,
            q.leakOffset,
            q.leakErrors,
            q.leakErrorMiddle,
            q.leakErrorWidth,
            q.likedWeight,
            q.strictness,
            q.strictSlope,
            q.leastStrict,
            q.mostStrict,
            q.mismatchPower,
            q.ratingNoise,
            q.ratingNoiseSlope,
            s.minTrait,
            s.maxTrait,
            s.minDistance,
            s.maxDistance,
            s.pathGain,
            s.minStepEnergy,
            s.maxStepEnergy,
            s.deviceBudget,
            double(s.ratings),
            double(s.slotsPerEpisode)};
}

/// Words, and the place of the number that they change.
struct Change
{
    std::string word;  //!< an option
    std::size_t place; //!< in NumbersOf()
    double value;      //!< that it gets
};

} // namespace

TEST(DdArguments, DefaultsAreThoseOfTheSystemToTheLastBit)
{
    EXPECT_EQ(NumbersOf(Read({})), NumbersOf(Reading()));
    EXPECT_EQ(Read({}).label, "K3");
    EXPECT_EQ(Read({"--users=5"}).label, "K5");
}

TEST(DdArguments, EachOptionChangesItsOwnNumberOnly)
{
    const std::vector<Change> changes{
        {"--users=4", 0, 4},
        {"--serverSteps=40", 1, 40},
        {"--deviceSteps=6", 2, 6},
        {"--serverStepEnergy=0.6", 3, 0.6},
        {"--serverBudget=21", 4, 21},
        {"--energyPerWatt=0.2", 5, 0.2},
        {"--snrPerWatt=0.08", 6, 0.08},
        {"--qoeThreshold=0.7", 7, 0.7},
        {"--deviceEnergyWeight=2", 8, 2},
        {"--qoeWeight=3", 9, 3},
        {"--serverEnergyWeight=4", 10, 4},
        {"--deviceStepPrice=0.01", 11, 0.01},
        {"--schedule=longest", 12, 1},
        {"--sharing=separate", 13, 1},
        {"--channel=average", 14, 1},
        {"--fadingSeverity=3", 15, 3},
        {"--fadingShadowing=2.5", 16, 2.5},
        {"--halfSteps=6", 17, 6},
        {"--stepsWidth=2", 18, 2},
        {"--errorLimit=0.1", 19, 0.1},
        {"--errorRepair=0.01", 20, 0.01},
        {"--errorLeast=0.002", 21, 0.002},
        {"--errorPower=3", 22, 3},
        {"--leakPerServerStep=1", 23, 1},
        {"--leakOffset=1", 24, 1},
        {"--leakErrors=30", 25, 30},
        {"--leakErrorMiddle=0.02", 26, 0.02},
        {"--leakErrorWidth=0.05", 27, 0.05},
        {"--likedWeight=0.5", 28, 0.5},
        {"--strictness=0.6", 29, 0.6},
        {"--strictSlope=0.2", 30, 0.2},
        {"--leastStrict=0.3", 31, 0.3},
        {"--mostStrict=0.9", 32, 0.9},
        {"--mismatchPower=2", 33, 2},
        {"--ratingNoise=0.03", 34, 0.03},
        {"--ratingNoiseSlope=0.2", 35, 0.2},
        {"--minTrait=0.2", 36, 0.2},
        {"--maxTrait=0.8", 37, 0.8},
        {"--minDistance=0.3", 38, 0.3},
        {"--maxDistance=1.4", 39, 1.4},
        {"--pathGain=0.5", 40, 0.5},
        {"--minStepEnergy=0.5", 41, 0.5},
        {"--maxStepEnergy=2", 42, 2},
        {"--deviceBudget=7", 43, 7},
        {"--ratings", 44, 1},
        {"--slotsPerEpisode=10", 45, 10},
    };
    const std::vector<double> standard = NumbersOf(Reading());
    ASSERT_EQ(changes.size(), standard.size());
    for (const Change& change : changes)
    {
        std::vector<double> expected = standard;
        expected[change.place] = change.value;
        const Reading reading = Read({change.word});
        EXPECT_EQ(reading.refusal, "") << change.word;
        EXPECT_EQ(NumbersOf(reading), expected) << change.word;
    }
}

TEST(DdArguments, RefusesWhatMakesNoSense)
{
    EXPECT_THAT(Read({"--minTrait=0.95"}).refusal, HasSubstr("--maxTrait is below the least one"));
    EXPECT_THAT(Read({"--minDistance=2"}).refusal, HasSubstr("--maxDistance is below"));
    EXPECT_THAT(Read({"--minStepEnergy=2"}).refusal, HasSubstr("--maxStepEnergy is below"));
    EXPECT_THAT(Read({"--mostStrict=0.1"}).refusal, HasSubstr("--mostStrict is below"));
    EXPECT_THAT(Read({"--deviceBudget=0.9"}).refusal, HasSubstr("does not allow a step of --max"));
    EXPECT_THAT(Read({"--serverStepEnergy=21"}).refusal, HasSubstr("does not allow a step of the"));
    EXPECT_THAT(Read({"--sharing=separate", "--serverBudget=1.4"}).refusal,
                HasSubstr("does not allow a step of the server"));
    EXPECT_EQ(Read({"--sharing=separate", "--serverBudget=1.5"}).refusal, "");
    EXPECT_THAT(Read({"--channel=best"}).refusal, HasSubstr("instantaneous, average"));
    EXPECT_THAT(Read({"--energyPerWatt=0"}).refusal, HasSubstr("--energyPerWatt=0: expected"));
}
