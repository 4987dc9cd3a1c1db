/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Users of DA-ISAC at slot level: where they may be, what they have in each slot, and that the same
 * seed or state gives the same users. Moments lie within five standard errors.
 */

#include "ns3/isac-da-collection.h"
#include "ns3/isac-da-population.h"
#include "ns3/isac-truncated-normal.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <stdexcept>
#include <vector>

using namespace ns3::isac;

namespace
{

constexpr double ERRORS = 5.0;

/**
 * @param values independent draws
 * @param mean of the distribution
 * @param variance of the distribution
 * @param kurtosis fourth central moment over the variance squared
 */
void
ExpectMoments(const std::vector<double>& values, double mean, double variance, double kurtosis)
{
    const double count = static_cast<double>(values.size());
    double sum = 0.0;
    double square = 0.0;
    for (const double value : values)
    {
        sum += value - mean;
        square += (value - mean) * (value - mean);
    }
    EXPECT_NEAR(sum / count, 0.0, ERRORS * std::sqrt(variance / count));
    EXPECT_NEAR(square / count / variance, 1.0, ERRORS * std::sqrt((kurtosis - 1.0) / count));
}

/// @param one slot @param other slot @return whether all numbers are the same
bool
Same(const DaSlot& one, const DaSlot& other)
{
    return one.size() == other.size() &&
           std::equal(one.begin(),
                      one.end(),
                      other.begin(),
                      [](const DaUserStatus& a, const DaUserStatus& b) {
                          return a.east == b.east && a.north == b.north && a.station == b.station &&
                                 a.behaviour == b.behaviour && a.environment == b.environment &&
                                 a.fileSize == b.fileSize && a.sensingGain == b.sensingGain &&
                                 a.linkGain == b.linkGain && a.structure == b.structure &&
                                 a.qualityWeight == b.qualityWeight &&
                                 a.latencyWeight == b.latencyWeight &&
                                 a.ratioWeight == b.ratioWeight;
                      });
}

} // namespace

TEST(DaPopulation, StaysInItsRangesForAnEpisode)
{
    const DaScenario scenario;
    DaPopulation population(scenario, 1);
    for (int slot = 0; slot < 600; ++slot)
    {
        for (int user = 0; user < scenario.users; ++user)
        {
            const DaUserStatus& status = population.GetSlot()[user];
            const DaUserLife& life = population.GetLives()[user];
            ASSERT_EQ(status.station, NearestDaStation(scenario, status.east, status.north));
            const double distance = DaDistance(scenario, status.station, status.east, status.north);
            ASSERT_GE(distance, scenario.minDistance);
            ASSERT_LE(distance, scenario.coverage);
            DaUserStatus placed = status;
            PlaceDaUser(scenario, status.station, status.east, status.north, placed);
            ASSERT_EQ(status.linkGain, placed.linkGain);
            ASSERT_EQ(status.sensingGain, placed.sensingGain);
            ASSERT_GE(life.speed, scenario.speed.least);
            ASSERT_LE(life.speed, scenario.speed.most);
            ASSERT_EQ(status.environment, DaEnvironmentComplexity(life.speed, scenario.speed.most));
            ASSERT_GE(status.behaviour, 0.0);
            ASSERT_LE(status.behaviour, 1.0);
            ASSERT_GE(life.bitRate, scenario.bitRate.least);
            ASSERT_LE(life.bitRate, scenario.bitRate.most);
            ASSERT_DOUBLE_EQ(status.fileSize, life.bitRate * 2.0 / 8e6);
            ASSERT_LT(life.segment, scenario.videoSegments);
        }
        population.Advance();
    }
}

TEST(DaPopulation, DrivesAsFastAsItSays)
{
    const DaScenario scenario;
    DaPopulation population(scenario, 2);
    for (int slot = 0; slot < 50; ++slot)
    {
        const DaSlot before = population.GetSlot();
        const std::vector<DaUserLife> lives = population.GetLives();
        population.Advance();
        for (int user = 0; user < scenario.users; ++user)
        {
            const double way = std::hypot(population.GetSlot()[user].east - before[user].east,
                                          population.GetSlot()[user].north - before[user].north);
            // Coordinates of some 500 m have roundings of 1e-13 m.
            EXPECT_NEAR(way, lives[user].speed * scenario.segmentTime, 1e-11);
        }
    }
}

TEST(DaPopulation, HasItsDistributionsLaterOn)
{
    const DaScenario scenario;
    DaPopulation population(scenario, 3);
    std::vector<double> speeds;
    std::vector<double> behaviours;
    std::vector<double> rates;
    for (int episode = 0; episode < 200; ++episode)
    {
        population.Begin();
        for (int slot = 0; slot < 20; ++slot)
        {
            population.Advance();
        }
        for (int user = 0; user < scenario.users; ++user)
        {
            speeds.push_back(population.GetLives()[user].speed);
            rates.push_back(population.GetLives()[user].bitRate);
            behaviours.push_back(population.GetSlot()[user].behaviour);
        }
    }
    const auto uniform = [](const std::vector<double>& values, const DaRange& range) {
        ExpectMoments(values,
                      0.5 * (range.least + range.most),
                      std::pow(range.most - range.least, 2) / 12.0,
                      1.8);
    };
    uniform(speeds, scenario.speed);
    uniform(rates, scenario.bitRate);
    // Beta(2, 4): mean 1/3, variance 8 / (36 * 7), excess kurtosis -3/8.
    ExpectMoments(behaviours, 1.0 / 3.0, 8.0 / 252.0, 2.625);
}

TEST(DaPopulation, SpreadsUniformlyOverTheCoverage)
{
    const DaScenario scenario;
    DaPopulation population(scenario, 4);
    const double between = std::hypot(scenario.stations[0].east - scenario.stations[1].east,
                                      scenario.stations[0].north - scenario.stations[1].north);
    EXPECT_NEAR(between, 712.5, 0.1);
    // Nearer to one station than to the other: a disc less a segment, and the middle of it.
    const double radius = scenario.coverage;
    const double edge = 0.5 * between;
    const double area = M_PI * radius * radius - radius * radius * std::acos(edge / radius) +
                        edge * std::sqrt(radius * radius - edge * edge) -
                        M_PI * scenario.minDistance * scenario.minDistance;
    const double inner = 200.0;
    const double chance =
        M_PI * (inner * inner - scenario.minDistance * scenario.minDistance) / area;
    int near = 0;
    int first = 0;
    int count = 0;
    for (int episode = 0; episode < 200; ++episode)
    {
        population.Begin();
        for (const DaUserStatus& user : population.GetSlot())
        {
            near += DaDistance(scenario, user.station, user.east, user.north) < inner;
            first += user.station == 0;
            ++count;
        }
    }
    EXPECT_NEAR(near / double(count), chance, ERRORS * std::sqrt(chance * (1 - chance) / count));
    EXPECT_NEAR(first / double(count), 0.5, ERRORS * 0.5 / std::sqrt(count));
}

TEST(DaPopulation, RemembersSpeedAndBehaviour)
{
    const DaScenario scenario;
    DaPopulation population(scenario, 5);
    double speed = 0.0;
    double behaviour = 0.0;
    int count = 0;
    for (int episode = 0; episode < 200; ++episode)
    {
        population.Begin();
        const std::vector<DaUserLife> before = population.GetLives();
        population.Advance();
        for (int user = 0; user < scenario.users; ++user)
        {
            const DaUserLife& after = population.GetLives()[user];
            speed += before[user].speedPlace * after.speedPlace;
            behaviour += before[user].behaviourPlace * after.behaviourPlace;
            ++count;
        }
    }
    // The product of two standard normals of correlation r has variance 1 + r^2.
    const auto error = [&](double r) { return ERRORS * std::sqrt((1.0 + r * r) / count); };
    EXPECT_NEAR(speed / count, scenario.speedMemory, error(scenario.speedMemory));
    EXPECT_NEAR(behaviour / count, scenario.behaviourMemory, error(scenario.behaviourMemory));
}

TEST(DaPopulation, LeavesVideosAtTheirEndOrBySwipe)
{
    DaScenario patient;
    patient.swipeChance = 0.0;
    DaPopulation stays(patient, 6);
    for (int slot = 0; slot < 45; ++slot)
    {
        for (const DaUserLife& life : stays.GetLives())
        {
            EXPECT_EQ(life.segment, slot % 15);
            EXPECT_EQ(life.lastSegment, slot % 15 == 14);
        }
        const double rate = stays.GetLives()[0].bitRate;
        stays.Advance();
        EXPECT_EQ(stays.GetLives()[0].bitRate == rate, slot % 15 != 14);
    }
    // A chance of swipeChance H, and H is 1/3 on average.
    DaPopulation goes(DaScenario{}, 7);
    int left = 0;
    int count = 0;
    for (int episode = 0; episode < 200; ++episode)
    {
        goes.Begin();
        for (const DaUserLife& life : goes.GetLives())
        {
            left += life.lastSegment;
            ++count;
        }
    }
    EXPECT_NEAR(left / double(count), 0.1, ERRORS * std::sqrt(0.1 * 0.9 / count));
}

TEST(DaPopulation, HasTheStructuresThatAreAskedFor)
{
    for (const auto& [share, expected] : {std::pair{0.0, 0}, {0.5, 15}, {0.2, 6}, {1.0, 30}})
    {
        DaScenario scenario;
        scenario.ratioShare = share;
        const DaPopulation population(scenario, 8);
        const DaSlot& slot = population.GetSlot();
        EXPECT_EQ(std::count_if(slot.begin(),
                                slot.end(),
                                [](const DaUserStatus& user) {
                                    return user.structure == DaStructure::RATIO;
                                }),
                  expected);
    }
}

TEST(DaPopulation, DependsOnItsSeedAlone)
{
    const DaScenario scenario;
    DaPopulation one(scenario, 9);
    DaPopulation same(scenario, 9);
    EXPECT_FALSE(Same(one.GetSlot(), DaPopulation(scenario, 10).GetSlot()));
    for (int slot = 0; slot < 40; ++slot)
    {
        ASSERT_TRUE(Same(one.GetSlot(), same.GetSlot()));
        one.Advance();
        same.Advance();
    }
    const std::string state = one.GetState();
    one.Begin();
    one.Advance();
    DaPopulation other(scenario, 11);
    EXPECT_FALSE(other.SetState("no numbers"));
    ASSERT_TRUE(other.SetState(state));
    other.Begin();
    other.Advance();
    EXPECT_TRUE(Same(one.GetSlot(), other.GetSlot()));
}

TEST(DrawDaScore, FollowsItsPrinciple)
{
    constexpr int DRAWS = 20000;
    const double quality = 0.8;
    const double latency = 2.0;
    const double qoe = 2.2;
    const double deviation = std::sqrt(0.8);
    boost::random::mt19937_64 random(12);
    const std::vector<std::pair<DaOpinion, TruncatedNormal>> principles{
        {DaOpinion::PERSONAL, {qoe, deviation}},
        {DaOpinion::LATENCY, {5.0 - 0.4 * latency, deviation}},
        {DaOpinion::QUALITY, {1.0 + 4.0 * quality, 1.0}},
        {DaOpinion::COMBINED, {1.0 + 4.0 * quality - 0.4 * latency, deviation}}};
    for (const auto& [opinion, distribution] : principles)
    {
        DaScenario scenario;
        scenario.opinion = opinion;
        double sum = 0.0;
        for (int i = 0; i < DRAWS; ++i)
        {
            const double score = DrawDaScore(scenario, quality, latency, qoe, random);
            ASSERT_GE(score, 1.0);
            ASSERT_LE(score, 5.0);
            sum += score;
        }
        // A cut makes a normal distribution's variance smaller.
        EXPECT_NEAR(sum / DRAWS, distribution.Mean(), ERRORS / std::sqrt(DRAWS));
    }
}

TEST(DaPopulation, RefusesCoverageThatLeavesNoPlace)
{
    DaScenario scenario;
    scenario.users = 1;
    scenario.minDistance = scenario.coverage + 1.0;
    EXPECT_THROW(DaPopulation(scenario, 1), std::invalid_argument);
}
