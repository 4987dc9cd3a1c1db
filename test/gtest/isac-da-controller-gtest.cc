/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * What a controller of DA-ISAC knows: places between echoes, base stations, statuses and how often
 * it asks for them, and QoE models from reports.
 */

#include "ns3/isac-da-controller.h"
#include "ns3/isac-truncated-normal.h"

#include <boost/random/uniform_real_distribution.hpp>
#include <cmath>
#include <gtest/gtest.h>
#include <stdexcept>

using namespace ns3::isac;

namespace
{

/// @param users how many @return the paper's scenario with so many
DaScenario
Users(int users)
{
    DaScenario scenario;
    scenario.users = users;
    return scenario;
}

/// @return two stations on a line, 200 m apart; the middle is at 0
DaScenario
Line()
{
    DaScenario scenario = Users(1);
    scenario.stations[0].east = -100.0;
    scenario.stations[1].east = 100.0;
    scenario.stations[0].north = scenario.stations[1].north = 0.0;
    return scenario;
}

/**
 * @param truth a user's own model
 * @param random all draws
 * @return what he says of a video; latencies are those of busy and idle slots
 */
DaReport
MakeReport(const DaQoeModel& truth, boost::random::mt19937_64& random)
{
    const auto uniform = [&](double low, double high) {
        return boost::random::uniform_real_distribution<double>(low, high)(random);
    };
    DaReport report;
    DaExperience& e = report.experience;
    const double size = 2.0 * uniform(1.5, 4.5);
    e.quality = size / (1.0 + size);
    e.latency = uniform(0.2, 1.3);
    e.impact = uniform(0.7, 1.0);
    e.score = TruncatedNormal(truth.Qoe(e), std::sqrt(0.8)).Draw(random);
    return report;
}

} // namespace

TEST(DaController, ForeseesNobodyWhoWasNeverSeen)
{
    DaController controller(Users(2));
    EXPECT_THROW(controller.Foresee(0.0), std::logic_error);
    controller.Sense(0, 0.0, 100.0, 0.0);
    EXPECT_THROW(controller.Foresee(0.0), std::logic_error);
    controller.Sense(1, 0.0, 100.0, 0.0);
    EXPECT_EQ(controller.Foresee(0.0).size(), 2u);
    EXPECT_THROW(controller.Locate(2, 0.0), std::out_of_range);
}

TEST(DaController, FollowsConstantVelocity)
{
    DaController controller(Users(1));
    controller.Sense(0, 1.0, 50.0, -20.0);
    // Seen once, he stands.
    EXPECT_EQ(controller.Locate(0, 9.0), (std::array<double, 2>{50.0, -20.0}));
    controller.Sense(0, 3.0, 70.0, -26.0);
    EXPECT_DOUBLE_EQ(controller.Locate(0, 5.0)[0], 90.0);
    EXPECT_DOUBLE_EQ(controller.Locate(0, 5.0)[1], -32.0);
    EXPECT_DOUBLE_EQ(controller.Locate(0, 3.5)[0], 75.0);
    // A second word about the same instant changes the place, not the velocity.
    controller.Sense(0, 3.0, 71.0, -26.0);
    EXPECT_DOUBLE_EQ(controller.Locate(0, 4.0)[0], 81.0);
    EXPECT_THROW(controller.Sense(0, 2.9, 0.0, 0.0), std::invalid_argument);

    const DaScenario scenario = Users(1);
    const DaUserStatus status = controller.Foresee(4.0)[0];
    EXPECT_DOUBLE_EQ(status.east, 81.0);
    DaUserStatus placed;
    PlaceDaUser(scenario, status.station, status.east, status.north, placed);
    EXPECT_EQ(status.linkGain, placed.linkGain);
    EXPECT_EQ(status.sensingGain, placed.sensingGain);
}

TEST(DaController, HandsOverWithAMargin)
{
    DaController controller(Line()); // of 10 m: twice a distance from the middle
    const auto at = [&](double time, double east) {
        controller.Sense(0, time, east, 0.0);
        controller.Foresee(time);
        return controller.GetStation(0);
    };
    EXPECT_EQ(controller.GetStation(0), -1);
    EXPECT_EQ(at(1.0, -4.0), 0);
    EXPECT_EQ(at(2.0, 4.0), 0);
    EXPECT_EQ(at(3.0, 4.9), 0);
    EXPECT_EQ(controller.GetHandovers(), 0);
    EXPECT_EQ(at(4.0, 5.1), 1);
    EXPECT_EQ(at(5.0, -4.9), 1);
    EXPECT_EQ(controller.GetHandovers(), 1);
    EXPECT_EQ(at(6.0, -5.1), 0);
    EXPECT_EQ(controller.GetHandovers(), 2);
    // The place that counts is the one foreseen: 5.1 m west of the middle, 10.2 m/s westwards.
    controller.Sense(0, 7.0, 0.0, 0.0);
    controller.Sense(0, 8.0, 4.0, 0.0);
    controller.Foresee(8.0);
    EXPECT_EQ(controller.GetStation(0), 0);
    controller.Foresee(9.0);
    EXPECT_EQ(controller.GetStation(0), 1);
}

TEST(DaController, AsksLessOftenWhatItForesees)
{
    const DaScenario scenario = Users(1);
    DaController controller(scenario);
    controller.Sense(0, 0.0, 100.0, 0.0);
    const std::array<double, DA_FOLLOWED> values{0.3, 3.0, 0.6};
    std::array<double, DA_FOLLOWED> before{};
    for (int what = 0; what < DA_FOLLOWED; ++what)
    {
        before[what] = controller.GetCollectionRate(0, static_cast<DaFollowed>(what));
        EXPECT_DOUBLE_EQ(before[what], DA_COLLECTION[what].standardRate);
    }
    for (int slot = 0; slot < 12; ++slot)
    {
        for (int what = 0; what < DA_FOLLOWED; ++what)
        {
            controller.Collect(0, static_cast<DaFollowed>(what), values[what]);
        }
        controller.EndSlot();
    }
    const DaUserStatus status = controller.Foresee(1.0)[0];
    EXPECT_NEAR(status.behaviour, values[DA_BEHAVIOUR], 1e-12);
    EXPECT_NEAR(status.fileSize, values[DA_FILE_SIZE], 1e-12);
    EXPECT_NEAR(status.environment, values[DA_ENVIRONMENT], 1e-12);
    for (int what = 0; what < DA_FOLLOWED; ++what)
    {
        // A is 1 to rounding.
        const DaCollection& kind = DA_COLLECTION[what];
        EXPECT_NEAR(controller.GetCollectionRate(0, static_cast<DaFollowed>(what)),
                    kind.standardRate * std::exp(-kind.attenuation),
                    1e-10);
    }
    // A video of another bit rate: a miss, so more is asked.
    controller.Collect(0, DA_FILE_SIZE, 4.5);
    controller.EndSlot();
    const double accuracy = 1.0 - 0.5 / 12.0; // half of the range once in 12 predictions
    EXPECT_NEAR(controller.GetCollectionRate(0, DA_FILE_SIZE), std::exp(-2.1 * accuracy), 1e-10);
}

TEST(DaController, KnowsTheRangesOfWhatItFollows)
{
    const DaController controller(Users(1));
    const DaAttribute& size = controller.GetAgent(0).GetStatus(DA_FILE_SIZE).GetAttribute();
    EXPECT_DOUBLE_EQ(size.low, 1.5);
    EXPECT_DOUBLE_EQ(size.high, 4.5);
    EXPECT_EQ(size.kind, DaDataKind::PERFORMANCE);
    const DaAttribute& place = controller.GetAgent(0).GetStatus(DA_ENVIRONMENT).GetAttribute();
    EXPECT_DOUBLE_EQ(place.low, DaEnvironmentComplexity(30.0 / 3.6));
    EXPECT_DOUBLE_EQ(place.high, 1.0);
    EXPECT_EQ(place.kind, DaDataKind::ENVIRONMENT);
    // One speed and one bit rate for all are no reason not to follow them.
    DaScenario same = Users(1);
    same.speed = {10.0, 10.0};
    same.bitRate = {8e6, 8e6};
    DaController constant(same);
    constant.Sense(0, 0.0, 100.0, 0.0);
    constant.Collect(0, DA_FILE_SIZE, 2.0);
    constant.EndSlot();
    EXPECT_DOUBLE_EQ(constant.Foresee(0.0)[0].fileSize, 2.0);
}

TEST(DaController, RecoversStructuresFromManyReports)
{
    constexpr int USERS = 20;
    constexpr int REPORTS = 300;
    DaControllerSettings settings;
    settings.agent.minReports = REPORTS;
    settings.agent.selectionReports = REPORTS + 1;
    settings.agent.shuffles = 1;
    const DaScenario scenario = Users(USERS);
    DaController controller(scenario, settings);
    boost::random::mt19937_64 random(1);
    for (int user = 0; user < USERS; ++user)
    {
        controller.Sense(user, 0.0, 100.0, 0.0);
        DaQoeModel truth;
        truth.structure = user % 2 == 0 ? DaStructure::DIFFERENCE : DaStructure::RATIO;
        for (int report = 1; report <= REPORTS; ++report)
        {
            EXPECT_EQ(controller.AddReport(user, MakeReport(truth, random)), report == REPORTS);
        }
    }
    const DaSlot slot = controller.Foresee(0.0);
    int right = 0;
    for (int user = 0; user < USERS; ++user)
    {
        right += (slot[user].structure == DaStructure::RATIO) == (user % 2 == 1);
        EXPECT_EQ(slot[user].structure, controller.GetAgent(user).GetModel().structure);
        EXPECT_GE(slot[user].qualityWeight, scenario.qualityWeight.least);
        EXPECT_LE(slot[user].qualityWeight, scenario.qualityWeight.most);
        EXPECT_GE(slot[user].latencyWeight, scenario.latencyWeight.least);
        EXPECT_LE(slot[user].latencyWeight, scenario.latencyWeight.most);
        EXPECT_GE(slot[user].ratioWeight, scenario.ratioWeight.least);
        EXPECT_LE(slot[user].ratioWeight, scenario.ratioWeight.most);
    }
    // With 96 of 100 right in the long run, fewer than 17 of 20 have a chance below .01.
    EXPECT_GE(right, 17);
}

TEST(DaController, SlopesStandInForTheFixedLatencyOfAFit)
{
    // L2 with T0 = .5 s without noise; all scores lie within 1 to 5.
    DaControllerSettings settings;
    settings.agent.shuffles = 1;
    settings.plausibleWeights = false;
    DaController controller(Users(1), settings);
    controller.Sense(0, 0.0, 100.0, 0.0);
    const DaQoeModel truth{DaStructure::RATIO, 0.0, 0.0, 3.0, 0.5};
    double latency = 0.0;
    for (int report = 0; report < settings.agent.minReports; ++report)
    {
        DaReport told;
        told.experience = {0.86, 0.2 + 0.03 * report, 0.9, 0.0};
        told.experience.score = truth.Qoe(told.experience);
        latency += told.experience.latency / settings.agent.minReports;
        controller.AddReport(0, told);
    }
    ASSERT_NEAR(controller.GetAgent(0).GetModel().fixedLatency, 0.5, 1e-5);
    const DaUserStatus status = controller.Foresee(0.0)[0];
    ASSERT_EQ(status.structure, DaStructure::RATIO);
    // What a second more costs at that latency: w q / T^2, with and without T0. The place of a
    // minimum is known to half of the digits.
    const double slope = 3.0 / std::pow(latency + 0.5, 2);
    EXPECT_NEAR(status.ratioWeight / std::pow(latency, 2) / slope, 1.0, 1e-5);
}

TEST(DaController, KeepsModelsThatItIsTold)
{
    DaControllerSettings settings;
    settings.fitModels = false;
    DaController controller(Users(2), settings);
    controller.Sense(0, 0.0, 100.0, 0.0);
    controller.Sense(1, 0.0, 100.0, 0.0);
    const DaQoeModel own{DaStructure::RATIO, 4.5, 0.35, 2.2, 0.0};
    controller.SetModel(1, own);
    boost::random::mt19937_64 random(2);
    for (int report = 0; report < 60; ++report)
    {
        EXPECT_FALSE(controller.AddReport(1, MakeReport(DaQoeModel(), random)));
    }
    const DaSlot slot = controller.Foresee(0.0);
    EXPECT_EQ(slot[0].structure, DaStructure::DIFFERENCE);
    EXPECT_EQ(slot[0].qualityWeight, 5.2);
    EXPECT_EQ(slot[1].structure, DaStructure::RATIO);
    EXPECT_EQ(slot[1].qualityWeight, 4.5);
    EXPECT_EQ(slot[1].latencyWeight, 0.35);
    EXPECT_EQ(slot[1].ratioWeight, 2.2);
    EXPECT_EQ(controller.GetAgent(1).GetModel().ratioWeight, 2.2);
}
