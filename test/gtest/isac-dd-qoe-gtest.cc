/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * The surrogate QoE of distributed diffusion against what the paper says of pictures and users.
 * Values are those of an independent implementation, to the digits that are given.
 */

#include "isac-dd-cases.h"

#include "ns3/isac-dd-qoe.h"

#include <numeric>

using namespace ns3::isac;

namespace
{

/// Half of the last digit of the values here.
constexpr double DIGIT = 5e-4;

/// The two agents of Fig. 10(a), and one between.
constexpr DdPersonality AGREEABLE{0.1, 0.8, 0.7, 0.8, 0.1};
constexpr DdPersonality OPEN{0.9, 0.2, 0.1, 0.1, 0.5};
constexpr DdPersonality NEUTRAL{0.5, 0.5, 0.5, 0.5, 0.5};

/// Distances of devices 1 and 2 of Section V.
constexpr double SAME_PROMPT = 0.0;
constexpr double DOG_FOR_TIGER = 1.0;

/// The bit error probability of Fig. 9.
constexpr double FIGURE_9 = 0.03;

DdPicture
Picture(int serverSteps, int deviceSteps, double bitError)
{
    DdPicture picture;
    picture.serverSteps = serverSteps;
    picture.deviceSteps = deviceSteps;
    picture.scheduleSteps = deviceSteps;
    picture.bitError = bitError;
    return picture;
}

double
Qoe(const DdPersonality& user, double distance, int serverSteps, int deviceSteps, double bitError)
{
    return DdJudge(DdQoeParameters(), user, distance)
        .Qoe(Picture(serverSteps, deviceSteps, bitError));
}

} // namespace

TEST(DdQoe, MatchesTheReferenceAtItsProbes)
{
    for (const auto& one : LoadCases("rlli.json"))
    {
        const DdState state = ToDdState(one);
        for (const auto& probe : one["probe"])
        {
            const DdUser& user = state.users[probe["k"].get<std::size_t>()];
            const DdJudge judge(DdQoeParameters(), user.personality, user.distance);
            const DdPicture picture = Picture(probe["t0"], probe["tk"], probe["p"]);
            EXPECT_NEAR(judge.Qoe(picture), probe["Q"], 1e-14) << one["id"];
            EXPECT_NEAR(judge.Leak(picture), probe["leak"], 1e-14) << one["id"];
        }
    }
}

TEST(DdQoe, ErrorsBelowSixPercentDoNotShowAndThoseAboveTenDo) // Fig. 8
{
    const std::vector<std::pair<double, double>> values{{0.005, 0.889},
                                                        {0.02, 0.889},
                                                        {0.04, 0.880},
                                                        {0.06, 0.844},
                                                        {0.08, 0.762},
                                                        {0.10, 0.631},
                                                        {0.12, 0.481},
                                                        {0.15, 0.289}};
    for (const auto& [bitError, qoe] : values)
    {
        EXPECT_NEAR(Qoe(NEUTRAL, SAME_PROMPT, 4, 6, bitError), qoe, DIGIT) << bitError;
    }
}

TEST(DdQoe, EightStepsAreNotEnoughForFourFifthsAndTwelveAre) // Section V-B1
{
    double best = 0.0;
    int good = 0;
    for (const DdPersonality& user : {AGREEABLE, OPEN, NEUTRAL})
    {
        for (const double distance : {SAME_PROMPT, DOG_FOR_TIGER})
        {
            for (int serverSteps = 1; serverSteps < 8; ++serverSteps)
            {
                best = std::max(best, Qoe(user, distance, serverSteps, 8 - serverSteps, FIGURE_9));
            }
            for (int serverSteps = 4; serverSteps < 12; ++serverSteps)
            {
                good += Qoe(user, distance, serverSteps, 12 - serverSteps, FIGURE_9) > 0.8 ? 1 : 0;
            }
        }
    }
    EXPECT_NEAR(best, 0.775, DIGIT);
    EXPECT_GE(good, 3);
}

TEST(DdQoe, TraitsOfTheTigerLeaveWithEnoughSteps) // Fig. 9
{
    const DdJudge judge(DdQoeParameters(), NEUTRAL, DOG_FOR_TIGER);
    const auto first = [&](int serverSteps) {
        int steps = 1;
        while (steps <= 8 && judge.Leak(Picture(serverSteps, steps, FIGURE_9)) >= 0.5)
        {
            ++steps;
        }
        return steps;
    };
    EXPECT_EQ(first(2), 5);
    EXPECT_EQ(first(3), 7);
    EXPECT_EQ(first(4), 9); // never, with the 8 that there are
}

TEST(DdQoe, AgreeableUsersMindTheTigerAndOpenOnesLikeIt) // Fig. 9, t_2 = 8
{
    const std::vector<double> agreeable{0.884, 0.877, 0.658};
    const std::vector<double> open{0.605, 0.712, 0.913};
    for (int i = 0; i < 3; ++i)
    {
        EXPECT_NEAR(Qoe(AGREEABLE, DOG_FOR_TIGER, 2 + i, 8, FIGURE_9), agreeable[i], DIGIT);
        EXPECT_NEAR(Qoe(OPEN, DOG_FOR_TIGER, 2 + i, 8, FIGURE_9), open[i], DIGIT);
    }
}

TEST(DdQoe, DeviceOneRisesWithAllSteps) // Fig. 13
{
    for (const double bitError : {0.005, 0.03, 0.15})
    {
        for (int steps = 1; steps < 8; ++steps)
        {
            for (int other = 1; other <= 8; ++other)
            {
                EXPECT_GT(Qoe(NEUTRAL, SAME_PROMPT, steps + 1, other, bitError),
                          Qoe(NEUTRAL, SAME_PROMPT, steps, other, bitError));
                EXPECT_GT(Qoe(NEUTRAL, SAME_PROMPT, other, steps + 1, bitError),
                          Qoe(NEUTRAL, SAME_PROMPT, other, steps, bitError));
            }
        }
    }
}

TEST(DdQoe, DeviceTwoPeaksAtAModerateServerAndAllItsOwnSteps) // Fig. 14
{
    for (const DdPersonality& user : {AGREEABLE, NEUTRAL})
    {
        for (const double bitError : {0.005, 0.02, 0.03, 0.05, 0.10, 0.15})
        {
            double best = 0.0;
            int serverSteps = 0;
            int deviceSteps = 0;
            for (int server = 1; server <= 10; ++server)
            {
                for (int device = 1; device <= 8; ++device)
                {
                    const double qoe = Qoe(user, DOG_FOR_TIGER, server, device, bitError);
                    if (qoe > best)
                    {
                        best = qoe;
                        serverSteps = server;
                        deviceSteps = device;
                    }
                }
            }
            EXPECT_EQ(serverSteps, bitError < 0.03 ? 3 : 2) << bitError;
            EXPECT_EQ(deviceSteps, 8) << bitError;
        }
    }
}

TEST(DdQoe, StepsOnTheDeviceRepairErrors)
{
    const std::vector<double> values{0.649, 0.727, 0.788, 0.835};
    for (int i = 0; i < 4; ++i)
    {
        EXPECT_NEAR(DdCleanness(DdQoeParameters(), 0.09, 2 + 2 * i), values[i], DIGIT);
    }
    // p_c does not end below its least value, however few steps there are.
    DdQoeParameters poor;
    poor.errorLimit = 0.0;
    EXPECT_DOUBLE_EQ(DdCleanness(poor, poor.errorLeast, 1), 0.5);
}

TEST(DdQoe, EachPrefersHisOwnPictureAndRatingsFollowPersonalities) // Fig. 10(b) to (d)
{
    const auto& users = DdUsersOfFigure10();
    std::array<DdPersonality, 5> ratings{};
    for (int i = 0; i < 5; ++i)
    {
        for (int j = 0; j < 5; ++j)
        {
            ratings[i][j] =
                DdJudge(DdQoeParameters(), users[i], SAME_PROMPT, users[j]).Qoe(Picture(6, 8, 0.0));
        }
        for (int j = 0; j < 5; ++j)
        {
            EXPECT_TRUE(i == j || ratings[i][j] < ratings[i][i]) << i << " " << j;
        }
    }
    // Correlation of the ten correlations of ratings with those of personalities.
    std::vector<double> rated;
    std::vector<double> given;
    for (int i = 0; i < 5; ++i)
    {
        for (int j = 0; j < i; ++j)
        {
            rated.push_back(DdCorrelation(ratings[i], ratings[j]));
            given.push_back(DdCorrelation(users[i], users[j]));
        }
    }
    double products = 0.0;
    double squaresRated = 0.0;
    double squaresGiven = 0.0;
    const double meanRated = std::accumulate(rated.begin(), rated.end(), 0.0) / 10.0;
    const double meanGiven = std::accumulate(given.begin(), given.end(), 0.0) / 10.0;
    for (int i = 0; i < 10; ++i)
    {
        products += (rated[i] - meanRated) * (given[i] - meanGiven);
        squaresRated += (rated[i] - meanRated) * (rated[i] - meanRated);
        squaresGiven += (given[i] - meanGiven) * (given[i] - meanGiven);
    }
    EXPECT_NEAR(products / std::sqrt(squaresRated * squaresGiven), 0.96, 0.005);
}

TEST(DdQoe, AStyleCostsAtMostItsWeight)
{
    const DdPersonality user{0.2, 0.4, 0.6, 0.8, 0.5};
    DdPersonality opposite{};
    std::transform(user.begin(), user.end(), opposite.begin(), [](double x) { return 1.0 - x; });
    EXPECT_NEAR(DdJudge(DdQoeParameters(), user, 0.0, user).Taste(), 1.0, 1e-15);
    EXPECT_NEAR(DdJudge(DdQoeParameters(), user, 0.0, opposite).Taste(), 0.2, 1e-15);
    EXPECT_EQ(DdJudge(DdQoeParameters(), user, 0.0).Taste(), 1.0);
    EXPECT_EQ(DdCorrelation(user, NEUTRAL), 0.0); // which prefers nothing
}

TEST(DdQoe, LikedLeakIsMatchedBest)
{
    const DdJudge judge(DdQoeParameters(), OPEN, 0.5);
    // min(1, d) (o - a)
    EXPECT_DOUBLE_EQ(judge.LikedLeak(), 0.5 * 0.8);
    EXPECT_EQ(judge.Match(judge.LikedLeak()), 1.0);
    // v = .55 + .1 (a - o) = .47
    EXPECT_NEAR(judge.Match(judge.LikedLeak() + 0.25), 1.0 - 0.47 * 0.125, 1e-15);
    EXPECT_EQ(DdJudge(DdQoeParameters(), AGREEABLE, 0.5).LikedLeak(), 0.0);
}

TEST(DdQoe, RatingsSpreadAsTheyShould)
{
    constexpr int DRAWS = 20000;
    boost::random::mt19937_64 random(8);
    const DdQoeParameters parameters;
    for (const double qoe : {0.3, 0.6})
    {
        const double deviation = 0.02 + 0.1 * (1.0 - qoe);
        double sum = 0.0;
        double squares = 0.0;
        for (int i = 0; i < DRAWS; ++i)
        {
            const double off = DrawDdRating(parameters, qoe, random) - qoe;
            sum += off;
            squares += off * off;
        }
        // Both ends are more than three deviations away. Four standard errors.
        EXPECT_NEAR(sum / DRAWS, 0.0, 4.0 * deviation / std::sqrt(DRAWS));
        EXPECT_NEAR(std::sqrt(squares / DRAWS),
                    deviation,
                    4.0 * deviation / std::sqrt(2.0 * DRAWS));
    }
    for (int i = 0; i < 1000; ++i)
    {
        const double rating = DrawDdRating(parameters, i % 2, random);
        ASSERT_TRUE(rating >= 0.0 && rating <= 1.0);
    }
}
