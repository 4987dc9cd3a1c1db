/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-cfar.h"
#include "ns3/isac-decibel.h"
#include "ns3/isac-detection.h"

#include <algorithm>
#include <boost/random/exponential_distribution.hpp>
#include <boost/random/mersenne_twister.hpp>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <vector>

namespace ns3
{
namespace isac
{

namespace
{

Eigen::ArrayXXd
DrawNoise(int rows, int columns, double mean, boost::random::mt19937_64& generator)
{
    boost::random::exponential_distribution<double> exponential(1.0);
    Eigen::ArrayXXd power(rows, columns);
    for (int j = 0; j < columns; ++j)
    {
        for (int i = 0; i < rows; ++i)
        {
            power(i, j) = mean * exponential(generator);
        }
    }
    return power;
}

/// A neighbourhood of 7 by 7 cells, 40 of them for training.
CfarSettings
SmallWindow(CfarRule rule, double falseAlarm)
{
    CfarSettings settings;
    settings.rule = rule;
    settings.guardRange = 1;
    settings.guardDoppler = 1;
    settings.trainingRange = 2;
    settings.trainingDoppler = 2;
    settings.falseAlarm = falseAlarm;
    return settings;
}

/// The training cells of a cell, one by one: within reach either way round, each once, not guarded.
std::vector<double>
TrainingCells(const Eigen::ArrayXXd& power, int row, int column, const CfarSettings& settings)
{
    const int rows = static_cast<int>(power.rows());
    const int columns = static_cast<int>(power.cols());
    std::vector<double> cells;
    for (int j = 0; j < columns; ++j)
    {
        for (int i = 0; i < rows; ++i)
        {
            const int up = (row - i + rows) % rows;
            const int left = (column - j + columns) % columns;
            const int range = std::min(up, rows - up);
            const int doppler = std::min(left, columns - left);
            const bool near = range <= settings.guardRange + settings.trainingRange &&
                              doppler <= settings.guardDoppler + settings.trainingDoppler;
            if (near && (range > settings.guardRange || doppler > settings.guardDoppler))
            {
                cells.push_back(power(i, j));
            }
        }
    }
    return cells;
}

} // namespace

TEST(Cfar, FactorsTendToTheKnownNoise)
{
    EXPECT_NEAR(CellAveragingFactor(1, 0.01), 99.0, 1e-10);
    // N (e^(V/N) - 1) = V + V^2 / (2 N) + ...
    const double v = -std::log(1e-4);
    EXPECT_NEAR(CellAveragingFactor(1000000, 1e-4), v + v * v / 2e6, 1e-9);
    for (const int order : {1, 20, 32, 40})
    {
        const double factor = OrderedStatisticFactor(40, order, 1e-3);
        double falseAlarm = 1.0;
        for (int i = 0; i < order; ++i)
        {
            falseAlarm *= (40.0 - i) / (40.0 - i + factor);
        }
        EXPECT_NEAR(falseAlarm / 1e-3, 1.0, 1e-10);
    }
}

TEST(Cfar, KeepsItsFalseAlarmRate)
{
    // Cells five apart share no training cell, so their alarms are independent and binomial. With
    // 16 training cells the factor of known noise would give 0.030 instead of 0.020.
    const double falseAlarm = 0.02;
    for (const CfarRule rule : {CfarRule::CELL_AVERAGING, CfarRule::ORDERED_STATISTIC})
    {
        CfarSettings settings = SmallWindow(rule, falseAlarm);
        settings.trainingRange = 1;
        settings.trainingDoppler = 1;
        boost::random::mt19937_64 generator(21);
        int alarms = 0;
        int cells = 0;
        for (int map = 0; map < 120; ++map)
        {
            const double mean = std::pow(10.0, map % 7 - 3); // the rate must not depend on it
            const Eigen::ArrayXXd power = DrawNoise(60, 60, mean, generator);
            const CfarResult result = DetectCfar(power, settings);
            for (int j = 0; j < 60; j += 5)
            {
                for (int i = 0; i < 60; i += 5)
                {
                    alarms += result.detected(i, j) ? 1 : 0;
                    ++cells;
                }
            }
        }
        const double tolerance = 4.0 * std::sqrt(falseAlarm * (1.0 - falseAlarm) / cells);
        EXPECT_NEAR(alarms / double(cells), falseAlarm, tolerance);
    }
}

TEST(Cfar, NoiseEstimateIsUnbiased)
{
    for (const CfarRule rule : {CfarRule::CELL_AVERAGING, CfarRule::ORDERED_STATISTIC})
    {
        boost::random::mt19937_64 generator(22);
        double sum = 0.0;
        int cells = 0;
        for (int map = 0; map < 20; ++map)
        {
            const Eigen::ArrayXXd power = DrawNoise(63, 63, 2.0, generator);
            const CfarResult result = DetectCfar(power, SmallWindow(rule, 1e-3));
            for (int j = 0; j < 63; j += 7)
            {
                for (int i = 0; i < 63; i += 7)
                {
                    sum += result.noise(i, j) / 2.0;
                    ++cells;
                }
            }
        }
        // Variance over mean squared: 1/40 for the mean, sum of (N - i)^-2 over 30 terms =
        // 0.071 for the 30th of 40. Four standard deviations of the worse.
        EXPECT_NEAR(sum / cells, 1.0, 4.0 * std::sqrt(0.071 / cells));
    }
}

TEST(Cfar, DetectsSwerlingOneAsTheClosedFormSays)
{
    const double falseAlarm = 1e-2;
    const int trials = 3000;
    boost::random::mt19937_64 generator(23);
    boost::random::exponential_distribution<double> exponential(1.0);
    for (const double db : {3.0, 10.0})
    {
        const double snr = DbToLinear(db);
        int detected = 0;
        for (int trial = 0; trial < trials; ++trial)
        {
            Eigen::ArrayXXd power = DrawNoise(7, 7, 1.0, generator);
            power(3, 3) = (1.0 + snr) * exponential(generator);
            const CfarResult result =
                DetectCfar(power, SmallWindow(CfarRule::CELL_AVERAGING, falseAlarm));
            detected += result.detected(3, 3) ? 1 : 0;
        }
        const double pd = CellAveragingDetectionProbability(snr, falseAlarm, 40);
        EXPECT_NEAR(detected / double(trials), pd, 4.0 * std::sqrt(pd * (1.0 - pd) / trials));
        EXPECT_LT(pd, DetectionProbability(snr, falseAlarm, SwerlingCase::ONE));
    }
}

TEST(Cfar, DetectionTendsToThatOfKnownNoise)
{
    for (const double snr : {0.0, 1.0, 30.0})
    {
        EXPECT_NEAR(CellAveragingDetectionProbability(snr, 1e-6, 100000000),
                    DetectionProbability(snr, 1e-6, SwerlingCase::ONE),
                    1e-6);
    }
    EXPECT_NEAR(CellAveragingDetectionProbability(0.0, 1e-6, 16), 1e-6, 1e-15);
}

TEST(Cfar, OrderedStatisticBearsAnInterferer)
{
    boost::random::mt19937_64 generator(24);
    const Eigen::ArrayXXd noise = DrawNoise(15, 15, 1.0, generator);
    Eigen::ArrayXXd power = noise;
    power(7, 7) = 100.0;
    power(9, 9) = 1e5; // among the training cells of the other
    EXPECT_FALSE(DetectCfar(power, SmallWindow(CfarRule::CELL_AVERAGING, 1e-4)).detected(7, 7));
    EXPECT_TRUE(DetectCfar(power, SmallWindow(CfarRule::ORDERED_STATISTIC, 1e-4)).detected(7, 7));
}

TEST(Cfar, WrapsAroundTheEdges)
{
    boost::random::mt19937_64 generator(25);
    const Eigen::ArrayXXd power = DrawNoise(12, 10, 1.0, generator);
    Eigen::ArrayXXd turned(12, 10);
    for (int j = 0; j < 10; ++j)
    {
        for (int i = 0; i < 12; ++i)
        {
            turned((i + 5) % 12, (j + 3) % 10) = power(i, j);
        }
    }
    const CfarSettings settings = SmallWindow(CfarRule::CELL_AVERAGING, 0.1);
    const CfarResult a = DetectCfar(power, settings);
    const CfarResult b = DetectCfar(turned, settings);
    for (int j = 0; j < 10; ++j)
    {
        for (int i = 0; i < 12; ++i)
        {
            EXPECT_EQ(a.detected(i, j), b.detected((i + 5) % 12, (j + 3) % 10));
            EXPECT_DOUBLE_EQ(a.noise(i, j), b.noise((i + 5) % 12, (j + 3) % 10));
        }
    }
}

TEST(Cfar, CountsNoCellTwiceInASmallMap)
{
    // All cells but the guarded 3 by 3 train, once each: 15 ones and a 17.
    Eigen::ArrayXXd power = Eigen::ArrayXXd::Constant(5, 5, 1.0);
    power(0, 2) = 17.0;
    CfarSettings settings = SmallWindow(CfarRule::CELL_AVERAGING, 0.1);
    settings.trainingRange = 9;
    settings.trainingDoppler = 9;
    EXPECT_DOUBLE_EQ(DetectCfar(power, settings).noise(2, 2), (15.0 + 17.0) / 16.0);
}

TEST(Cfar, EqualsALookAtEveryTrainingCell)
{
    struct Case
    {
        int rows;
        int columns;
        int guardRange;
        int guardDoppler;
        int trainingRange;
        int trainingDoppler;
    };

    // A large map, maps narrower than the neighbourhood or than the guard, no guard, training in
    // one dimension only, a single row and a single column.
    const std::vector<Case> cases = {{31, 26, 2, 2, 4, 4},
                                     {9, 26, 2, 1, 4, 3},
                                     {20, 8, 1, 2, 3, 7},
                                     {4, 6, 2, 1, 1, 1},
                                     {6, 3, 1, 2, 2, 3},
                                     {12, 13, 0, 0, 2, 1},
                                     {12, 13, 2, 1, 3, 0},
                                     {12, 13, 1, 3, 0, 2},
                                     {1, 17, 2, 2, 4, 4},
                                     {16, 1, 2, 2, 4, 4}};
    boost::random::mt19937_64 generator(26);
    for (const Case& c : cases)
    {
        // An echo 160 dB above the noise must not show in cells that do not train on it.
        Eigen::ArrayXXd power = DrawNoise(c.rows, c.columns, 1.0, generator);
        power(c.rows / 2, c.columns / 3) = 1e16;
        CfarSettings settings;
        settings.guardRange = c.guardRange;
        settings.guardDoppler = c.guardDoppler;
        settings.trainingRange = c.trainingRange;
        settings.trainingDoppler = c.trainingDoppler;
        settings.falseAlarm = 0.05;
        const CfarResult average = DetectCfar(power, settings);
        settings.rule = CfarRule::ORDERED_STATISTIC;
        const CfarResult ordered = DetectCfar(power, settings);
        for (int j = 0; j < c.columns; ++j)
        {
            for (int i = 0; i < c.rows; ++i)
            {
                SCOPED_TRACE(testing::Message()
                             << c.rows << " by " << c.columns << ", cell " << i << " " << j);
                std::vector<double> cells = TrainingCells(power, i, j, settings);
                const int n = static_cast<int>(cells.size());
                ASSERT_GT(n, 0);
                double sum = 0.0;
                for (const double cell : cells)
                {
                    sum += cell;
                }
                // Each of two sums of n positive numbers is off by less than n roundings.
                const double rounding = 2.0 * n * std::numeric_limits<double>::epsilon();
                EXPECT_NEAR(average.noise(i, j) * n / sum, 1.0, rounding);
                EXPECT_EQ(average.detected(i, j),
                          power(i, j) > CellAveragingFactor(n, settings.falseAlarm) * sum / n);

                const int order = std::max(static_cast<int>(std::lround(0.75 * n)), 1);
                std::sort(cells.begin(), cells.end());
                double meanOfOrder = 0.0;
                for (int k = 0; k < order; ++k)
                {
                    meanOfOrder += 1.0 / (n - k);
                }
                EXPECT_DOUBLE_EQ(ordered.noise(i, j), cells[order - 1] / meanOfOrder);
                EXPECT_EQ(ordered.detected(i, j),
                          power(i, j) > OrderedStatisticFactor(n, order, settings.falseAlarm) *
                                            cells[order - 1]);
            }
        }
    }
}

TEST(Cfar, DetectsNothingWithoutTraining)
{
    CfarSettings settings;
    settings.trainingRange = 0;
    settings.trainingDoppler = 0;
    const CfarResult result = DetectCfar(Eigen::ArrayXXd::Constant(8, 8, 5.0), settings);
    EXPECT_FALSE(result.detected.any());
    EXPECT_TRUE(std::isinf(result.noise(0, 0)));
    EXPECT_EQ(DetectCfar(Eigen::ArrayXXd(0, 0), settings).detected.size(), 0);
}

} // namespace isac
} // namespace ns3
