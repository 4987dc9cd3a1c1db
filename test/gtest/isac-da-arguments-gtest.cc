/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Options of programs that are about DA-ISAC: what they change, and what they leave as it is.
 */

#include "ns3/isac-da-arguments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

using namespace ns3::isac;

namespace
{

/// What became of words of a command line.
struct Reading
{
    DaScenario scenario; //!< that they stand for
    std::string label;   //!< of it
    std::string refusal; //!< message; empty if they were taken
};

/// @param words behind the program's name @return what became of them
Reading
Read(std::vector<std::string> words)
{
    DaArguments table;
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
        return {{}, "", err.str()};
    }
    try
    {
        table.Finish(arguments);
    }
    catch (const std::invalid_argument& error)
    {
        return {{}, "", error.what()};
    }
    return {table.GetScenario(), table.GetLabel(), ""};
}

/// @param scenario any @return all its numbers
std::vector<double>
NumbersOf(const DaScenario& scenario)
{
    const DaScenario& s = scenario;
    std::vector<double> numbers{double(s.users),
                                s.coverage,
                                s.minDistance,
                                s.speed.least,
                                s.speed.most,
                                s.speedMemory,
                                s.segmentTime,
                                double(s.videoSegments),
                                s.bitRate.least,
                                s.bitRate.most,
                                s.behaviourAlpha,
                                s.behaviourBeta,
                                s.behaviourMemory,
                                s.swipeChance,
                                s.ratioShare,
                                s.qualityWeight.least,
                                s.qualityWeight.most,
                                s.latencyWeight.least,
                                s.latencyWeight.most,
                                s.ratioWeight.least,
                                s.ratioWeight.most,
                                double(s.opinion),
                                s.accuracies[0],
                                s.accuracies[1],
                                s.accuracies[2],
                                s.budget.bandwidth,
                                s.budget.power,
                                s.budget.speed,
                                double(s.perStation),
                                s.model.cyclesPerMegabyte,
                                s.model.qualitySlope,
                                s.model.fixedLatency,
                                double(s.slotsPerEpisode)};
    for (const DaStation& station : s.stations)
    {
        numbers.insert(numbers.end(),
                       {station.east,
                        station.north,
                        station.sensing.carrierFrequency,
                        double(station.sensing.gainPower)});
    }
    return numbers;
}

} // namespace

TEST(DaArguments, DefaultsAreThoseOfTheScenarioToTheLastBit)
{
    const Reading reading = Read({});
    EXPECT_EQ(reading.refusal, "");
    EXPECT_EQ(reading.label, "K30");
    EXPECT_EQ(NumbersOf(reading.scenario), NumbersOf(DaScenario()));
}

TEST(DaArguments, WhatIsGivenIsTakenInItsUnits)
{
    const Reading reading = Read({"--users=7",
                                  "--bandwidth=400",
                                  "--power=12.5",
                                  "--speed=13",
                                  "--rangeAccuracy=0.006",
                                  "--velocityAccuracy=0.007",
                                  "--azimuthAccuracy=0.0076",
                                  "--minSpeed=36",
                                  "--maxSpeed=72",
                                  "--minBitRate=3",
                                  "--opinion=combined",
                                  "--perStation",
                                  "--gainPower=1",
                                  "--slotsPerEpisode=20"});
    ASSERT_EQ(reading.refusal, "");
    EXPECT_EQ(reading.label, "K7");
    const DaScenario& scenario = reading.scenario;
    EXPECT_EQ(scenario.users, 7);
    EXPECT_DOUBLE_EQ(scenario.budget.bandwidth, 4e8);
    EXPECT_EQ(scenario.budget.power, 12.5);
    EXPECT_DOUBLE_EQ(scenario.budget.speed, 13e9);
    EXPECT_EQ(scenario.accuracies, (std::array<double, 3>{0.006, 0.007, 0.0076}));
    EXPECT_DOUBLE_EQ(scenario.speed.least, 10.0);
    EXPECT_DOUBLE_EQ(scenario.speed.most, 20.0);
    EXPECT_DOUBLE_EQ(scenario.bitRate.least, 3e6);
    EXPECT_EQ(scenario.bitRate.most, DaScenario().bitRate.most);
    EXPECT_EQ(scenario.opinion, DaOpinion::COMBINED);
    EXPECT_TRUE(scenario.perStation);
    EXPECT_EQ(scenario.slotsPerEpisode, 20);
    ASSERT_EQ(scenario.stations.size(), 2);
    EXPECT_EQ(scenario.stations[0].sensing.gainPower, 1);
    EXPECT_EQ(scenario.stations[1].sensing.gainPower, 1);
}

TEST(DaArguments, SenselessValuesAreRefusedByTheirName)
{
    for (const std::string what :
         {"Speed", "BitRate", "QualityWeight", "LatencyWeight", "RatioWeight"})
    {
        EXPECT_EQ(Read({"--min" + what + "=900", "--max" + what + "=1"}).refusal,
                  "--min" + what + " exceeds --max" + what);
        EXPECT_EQ(Read({"--min" + what + "=5", "--max" + what + "=5"}).refusal, "") << what;
    }
    EXPECT_EQ(Read({"--minSpeed=0", "--maxSpeed=0"}).refusal, "--maxSpeed is 0, expected more");
    EXPECT_EQ(Read({"--minDistance=530"}).refusal, "--minDistance is not below --coverage");
    EXPECT_EQ(Read({"--coverage=20"}).refusal, "--minDistance is not below --coverage");
    using testing::HasSubstr;
    EXPECT_THAT(Read({"--users=0"}).refusal, HasSubstr("--users=0: expected"));
    EXPECT_THAT(Read({"--users=many"}).refusal, HasSubstr("--users=many: expected"));
    EXPECT_THAT(Read({"--bandwidth=0"}).refusal, HasSubstr("--bandwidth=0: expected"));
    EXPECT_THAT(Read({"--swipeChance=1.1"}).refusal, HasSubstr("--swipeChance=1.1: expected"));
    EXPECT_THAT(Read({"--opinion=none"}).refusal, HasSubstr("expected one of personal, latency"));
    EXPECT_THAT(Read({"--gainPower=3"}).refusal, HasSubstr("--gainPower=3: expected"));
}
