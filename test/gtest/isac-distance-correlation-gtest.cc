/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Distance correlation against the reference, by hand, and its permutation test: it must stay
 * silent on independent data as often as it says, and speak on dependent data.
 */

#include "isac-da-agent-cases.h"

#include "ns3/isac-distance-correlation.h"

#include <algorithm>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_01.hpp>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>

using namespace ns3::isac;

namespace
{

/// @return so many uniform numbers
std::vector<double>
Uniform(int count, boost::random::mt19937_64& random)
{
    std::vector<double> values(count);
    boost::random::uniform_01<> uniform;
    std::generate(values.begin(), values.end(), [&]() { return uniform(random); });
    return values;
}

} // namespace

TEST(DistanceCorrelation, AgreesWithTheReference)
{
    const nlohmann::json cases = DaCases("distance_correlation");
    ASSERT_EQ(cases.size(), 6u);
    for (const nlohmann::json& entry : cases)
    {
        SCOPED_TRACE(entry["name"].get<std::string>());
        const DistanceCorrelation result =
            ComputeDistanceCorrelation(ToNumbers(entry["D"]), ToNumbers(entry["Q"]));
        EXPECT_NEAR(result.covariance,
                    entry["V2_DQ"],
                    1e-12 * (1.0 + entry["V2_DQ"].get<double>()));
        EXPECT_NEAR(result.firstVariance,
                    entry["V2_DD"],
                    1e-12 * (1.0 + entry["V2_DD"].get<double>()));
        EXPECT_NEAR(result.secondVariance,
                    entry["V2_QQ"],
                    1e-12 * (1.0 + entry["V2_QQ"].get<double>()));
        EXPECT_NEAR(result.coefficient, entry["F"], 1e-12);
    }
}

TEST(DistanceCorrelation, CanBeDoneByHand)
{
    const DistanceCorrelation result = ComputeDistanceCorrelation({0, 1, 2}, {0, 1, 4});
    EXPECT_NEAR(result.covariance, 80.0 / 81.0, 1e-14);
    EXPECT_NEAR(result.firstVariance, 40.0 / 81.0, 1e-14);
    EXPECT_NEAR(result.secondVariance, 184.0 / 81.0, 1e-14);
    EXPECT_NEAR(result.coefficient, 0.965663, 5e-7);
}

TEST(DistanceCorrelation, DoesNotDependOnOrderOrUnits)
{
    boost::random::mt19937_64 random(1);
    for (int trial = 0; trial < 20; ++trial)
    {
        const std::vector<double> first = Uniform(25, random);
        const std::vector<double> second = Uniform(25, random);
        const double there = ComputeDistanceCorrelation(first, second).coefficient;
        EXPECT_NEAR(ComputeDistanceCorrelation(second, first).coefficient, there, 1e-14);
        std::vector<double> other = first;
        for (double& value : other)
        {
            value = 3.0 - 1e-6 * value;
        }
        // A shift by 3 leaves 1e-6 of size with an absolute error of 4e-16.
        EXPECT_NEAR(ComputeDistanceCorrelation(other, second).coefficient, there, 1e-7);
        for (double& value : other)
        {
            value *= 1e80;
        }
        EXPECT_NEAR(ComputeDistanceCorrelation(other, second).coefficient, there, 1e-7);
        EXPECT_NEAR(ComputeDistanceCorrelation(first, first).coefficient, 1.0, 1e-14);
    }
}

TEST(DistanceCorrelation, NoFixedThresholdTells)
{
    // Independent data of 30 samples give .28 to .31 on average.
    boost::random::mt19937_64 random(2);
    double mean = 0.0;
    for (int trial = 0; trial < 300; ++trial)
    {
        mean += ComputeDistanceCorrelation(Uniform(30, random), Uniform(30, random)).coefficient;
    }
    EXPECT_NEAR(mean / 300, 0.295, 0.02);
}

TEST(DistanceCorrelation, PValuesOfIndependentDataAreUniform)
{
    boost::random::mt19937_64 random(3);
    const int trials = 400;
    std::vector<double> values;
    for (int trial = 0; trial < trials; ++trial)
    {
        const std::vector<double> first = Uniform(15, random);
        const std::vector<double> second = Uniform(15, random);
        values.push_back(TestDistanceCorrelation(first, second, 99, random).pValue);
    }
    std::sort(values.begin(), values.end());
    double distance = 0.0;
    for (int i = 0; i < trials; ++i)
    {
        distance = std::max(
            {distance, values[i] - i / double(trials), (i + 1) / double(trials) - values[i]});
    }
    // Kolmogorov-Smirnov at the 0.1 % level, and the step between possible values.
    EXPECT_LT(distance, 1.95 / std::sqrt(trials) + 0.01);
    EXPECT_GE(values.front(), 0.01);
}

TEST(DistanceCorrelation, SeesWhatALineDoesNot)
{
    boost::random::mt19937_64 random(4);
    const std::vector<double> first = Uniform(60, random);
    std::vector<double> second;
    for (const double value : first)
    {
        second.push_back((value - 0.5) * (value - 0.5));
    }
    EXPECT_EQ(TestDistanceCorrelation(first, second, 199, random).pValue, 0.005);
}

TEST(DistanceCorrelation, IsSilentOnAConstant)
{
    boost::random::mt19937_64 random(5);
    const DistanceCorrelationTest test =
        TestDistanceCorrelation({1, 2, 3, 4}, {7, 7, 7, 7}, 199, random);
    EXPECT_EQ(test.coefficient, 0.0);
    EXPECT_EQ(test.pValue, 1.0);
}

TEST(DistanceCorrelation, RefusesWhatIsNoPairOfSeries)
{
    EXPECT_THROW(ComputeDistanceCorrelation({1, 2}, {1}), std::invalid_argument);
    EXPECT_THROW(ComputeDistanceCorrelation({}, {}), std::invalid_argument);
    EXPECT_THROW(ComputeDistanceCorrelation({1, std::numeric_limits<double>::quiet_NaN()}, {1, 2}),
                 std::invalid_argument);
}
