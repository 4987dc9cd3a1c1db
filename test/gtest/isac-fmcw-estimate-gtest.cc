/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-decibel.h"
#include "ns3/isac-detection.h"
#include "ns3/isac-fmcw-estimate.h"
#include "ns3/isac-fmcw-signal.h"
#include "ns3/isac-radar.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

namespace ns3
{
namespace isac
{

namespace
{

/// A burst of 64 samples by 64 chirps with CAQA-AIGC's cycle and band; range limit 96 m.
FmcwChirp
SmallChirp(int size = 64)
{
    FmcwChirp chirp = CaqaChirp(size);
    chirp.sampleRate = size / chirp.rampTime;
    return chirp;
}

/// Bias and mean squared error of EstimateStrongest over the bounds.
struct Errors
{
    double rangeBias = 0.0;
    double velocityBias = 0.0;
    double rangeSquare = 0.0;
    double velocitySquare = 0.0;
};

Errors
MeasureErrors(const FmcwChirp& chirp, const PointTarget& target, double snr, int trials)
{
    boost::random::mt19937_64 generator(41);
    const Eigen::MatrixXcd clean = BeatSignal(chirp, {target});
    const double noise = std::norm(target.amplitude) * static_cast<double>(clean.size()) / snr;
    const double sigmaRange = RangeBound(snr, chirp.bandwidth);
    const double sigmaVelocity =
        VelocityBound(snr, chirp.ObservationTime(), chirp.carrierFrequency);
    Errors errors;
    for (int trial = 0; trial < trials; ++trial)
    {
        Eigen::MatrixXcd samples = clean;
        AddNoise(samples, noise, generator);
        const FmcwEstimate estimate = EstimateStrongest(chirp, samples);
        const double range = (estimate.range - target.range) / sigmaRange;
        const double velocity = (estimate.velocity - target.velocity) / sigmaVelocity;
        errors.rangeBias += range / trials;
        errors.velocityBias += velocity / trials;
        errors.rangeSquare += range * range / trials;
        errors.velocitySquare += velocity * velocity / trials;
    }
    return errors;
}

} // namespace

TEST(FmcwEstimate, IsExactWithoutNoise)
{
    const FmcwChirp chirp = SmallChirp();
    for (const double range : {0.2, 31.7, 60.0, 94.4})
    {
        for (const double velocity : {-44.0, -7.3, 0.0, 0.4, 25.0})
        {
            PointTarget target;
            target.range = range;
            target.velocity = velocity;
            target.amplitude = std::polar(1e-6, 0.7);
            const FmcwEstimate estimate = EstimateStrongest(chirp, BeatSignal(chirp, {target}));
            // Newton stops within 1e-9 bins; the rest is rounding of the phase (1e-11 turns).
            EXPECT_NEAR(estimate.range, range, 1e-6 * chirp.RangeStep());
            EXPECT_NEAR(estimate.velocity, velocity, 1e-6 * chirp.VelocityStep());
            // Migration takes up to (pi D)^2 / 36 of the power, D below 0.12 here.
            EXPECT_NEAR(estimate.power, 1e-12, 0.004e-12);
        }
    }
}

TEST(FmcwEstimate, ReachesTheBoundAtHighRatio)
{
    // 400 squared errors over the bound sum up to chi-square of 400 degrees: deviation
    // sqrt(2/400) = 0.071 of the mean. Four of them, both sides.
    const FmcwChirp chirp = SmallChirp();
    const PointTarget target{52.37, 11.9, {0.6, 0.8}};
    for (const double db : {25.0, 40.0})
    {
        const Errors errors = MeasureErrors(chirp, target, DbToLinear(db), 400);
        EXPECT_NEAR(errors.rangeSquare, 1.0, 0.283) << db << " dB";
        EXPECT_NEAR(errors.velocitySquare, 1.0, 0.283) << db << " dB";
        EXPECT_NEAR(errors.rangeBias, 0.0, 4.0 / 20.0) << db << " dB";
        EXPECT_NEAR(errors.velocityBias, 0.0, 4.0 / 20.0) << db << " dB";
    }
}

TEST(FmcwEstimate, LeavesTheBoundAtLowRatio)
{
    // At 5 dB the largest of 4095 noise cells, about ln 4095 = 8.3, beats the target's mean 4.2
    // nearly always. The error is then that of a blind guess: the span S of the map gives
    // (S^2 / 12 + offset^2), more than a hundred times the bound's variance.
    const FmcwChirp chirp = SmallChirp();
    const PointTarget target{48.0, 0.0, {1.0, 0.0}};
    const double snr = DbToLinear(5.0);
    const Errors errors = MeasureErrors(chirp, target, snr, 200);
    const double guess =
        std::pow(chirp.RangeLimit() / RangeBound(snr, chirp.bandwidth), 2.0) / 12.0;
    EXPECT_GT(guess, 1000.0);
    EXPECT_GT(errors.rangeSquare, 0.5 * guess);
    EXPECT_LT(errors.rangeSquare, 1.5 * guess);
    EXPECT_GT(errors.velocitySquare, 1000.0);
}

TEST(FmcwEstimate, ThresholdLiesBetween)
{
    // The bound is missed by far at 8 dB and met at 20 dB.
    const FmcwChirp chirp = SmallChirp();
    const PointTarget target{48.0, 0.0, {1.0, 0.0}};
    EXPECT_GT(MeasureErrors(chirp, target, DbToLinear(8.0), 100).rangeSquare, 100.0);
    EXPECT_LT(MeasureErrors(chirp, target, DbToLinear(20.0), 100).rangeSquare, 2.0);
}

TEST(FmcwEstimate, FastTargetsFold)
{
    const FmcwChirp chirp = SmallChirp();
    PointTarget target;
    target.range = 40.0;
    target.velocity = 50.0;
    const FmcwEstimate estimate = EstimateStrongest(chirp, BeatSignal(chirp, {target}));
    // S tau lowers the carrier that turns Doppler into velocity by 2e-5; twice the limit follows.
    EXPECT_NEAR(estimate.velocity, 50.0 - 2.0 * chirp.VelocityLimit(), 0.01);
    // And the coupling of the missing turn per chirp stays in the range.
    const double fold = SPEED_OF_LIGHT / (2.0 * chirp.Slope() * chirp.RepetitionTime());
    EXPECT_NEAR(fold, 1.28, 0.005);
    EXPECT_NEAR(estimate.range, 40.0 + fold, 1e-3);
}

TEST(FmcwEstimate, FindsSeveralTargets)
{
    const FmcwChirp chirp = SmallChirp();
    const PointTarget near{20.0, 0.0, {1.0, 0.0}};
    const PointTarget fast{60.3, -15.2, {0.0, 0.5}};
    const PointTarget far{80.1, 12.4, {0.3, 0.0}};
    Eigen::MatrixXcd samples = BeatSignal(chirp, {far, fast, near});
    boost::random::mt19937_64 generator(42);
    AddNoise(samples, 0.1, generator);
    FmcwProcessing processing;
    processing.cfar.falseAlarm = 1e-7;
    processing.refinement = SpectrumWindow::HANN;
    const std::vector<FmcwEstimate> found = EstimateTargets(chirp, samples, processing);
    ASSERT_EQ(found.size(), 3u);
    const PointTarget truth[] = {near, fast, far};
    for (int i = 0; i < 3; ++i)
    {
        const double snr = std::norm(truth[i].amplitude) * 4096.0 / 0.1;
        const double sigmaRange = RangeBound(snr, chirp.bandwidth);
        const double sigmaVelocity =
            VelocityBound(snr, chirp.ObservationTime(), chirp.carrierFrequency);
        // Hann's weights raise the deviation of a frequency 1.53 times and cost 2/3 of the
        // ratio in the other dimension, together 1.9 times the bound; four deviations.
        EXPECT_NEAR(found[i].range, truth[i].range, 4.0 * 1.9 * sigmaRange);
        EXPECT_NEAR(found[i].velocity, truth[i].velocity, 4.0 * 1.9 * sigmaVelocity);
        // The ratio: echo 2 % (see above, 34 dB at least), noise estimate 1/sqrt(144) and more
        // as Hann's cells are correlated.
        EXPECT_NEAR(found[i].snr / snr, 1.0, 0.5);
    }
}

TEST(FmcwEstimate, FindsNothingInSilence)
{
    const FmcwChirp chirp = SmallChirp();
    const Eigen::MatrixXcd silence = Eigen::MatrixXcd::Zero(64, 64);
    EXPECT_TRUE(EstimateTargets(chirp, silence, FmcwProcessing()).empty());
}

TEST(FmcwEstimate, DetectionFollowsTheClosedForm)
{
    // A steady target in the middle of a cell; the noise is known, so the threshold is -ln P_fa.
    const FmcwChirp chirp = SmallChirp(16);
    PointTarget target;
    target.range = 5.0 * chirp.RangeStep();
    const Eigen::MatrixXcd clean = BeatSignal(chirp, {target});
    boost::random::mt19937_64 generator(43);
    const int trials = 3000;
    for (const double db : {5.0, 9.0, 12.0})
    {
        const double snr = DbToLinear(db);
        int known = 0;
        int estimated = 0;
        for (int trial = 0; trial < trials; ++trial)
        {
            Eigen::MatrixXcd samples = clean;
            AddNoise(samples, 256.0 / snr, generator);
            const Eigen::ArrayXXd power =
                RangeDopplerTransform(samples, SpectrumWindow::RECTANGULAR).array().abs2();
            known += power(5, 0) > -std::log(1e-4) * 256.0 / snr ? 1 : 0;
            CfarSettings settings;
            settings.falseAlarm = 1e-4;
            if (trial < 600)
            {
                estimated += DetectCfar(power, settings).detected(5, 0) ? 1 : 0;
            }
        }
        const double pd = DetectionProbability(snr, 1e-4, SwerlingCase::STEADY);
        const double deviation = std::sqrt(pd * (1.0 - pd) / trials);
        EXPECT_NEAR(known / double(trials), pd, 4.0 * deviation) << db << " dB";
        // 144 training cells estimate the noise to 8 %: to be sure of the same rate the
        // threshold rises by V / (2 N) = 3 %, 0.14 dB, and the detector's spread takes more. Allow
        // half a decibel and the binomial.
        const double low = DetectionProbability(DbToLinear(db - 0.5), 1e-4, SwerlingCase::STEADY);
        const double high = DetectionProbability(DbToLinear(db + 0.1), 1e-4, SwerlingCase::STEADY);
        const double slack = 4.0 * std::sqrt(0.25 / 600.0);
        EXPECT_GT(estimated / 600.0, low - slack) << db << " dB";
        EXPECT_LT(estimated / 600.0, high + slack) << db << " dB";
    }
}

TEST(FmcwPeak, InterpolationIsExactForALoneTone)
{
    const FmcwChirp chirp = SmallChirp();
    for (const SpectrumWindow window : {SpectrumWindow::RECTANGULAR, SpectrumWindow::HANN})
    {
        for (const double bins : {20.0, 20.2, 20.49, 19.7})
        {
            PointTarget target;
            target.range = bins * chirp.RangeStep();
            const Eigen::MatrixXcd map = RangeDopplerTransform(BeatSignal(chirp, {target}), window);
            FmcwCell cell;
            map.array().abs2().maxCoeff(&cell.range, &cell.doppler);
            const FmcwTone tone = InterpolatePeak(map, window, cell);
            // sin(x)/x for the finite sum: relative error (pi/64)^2/6 = 4e-4 of an offset.
            EXPECT_NEAR(tone.beat * 64.0, bins, 1e-3);
            EXPECT_NEAR(tone.doppler * 64.0, 0.0, 1e-6);
        }
    }
}

TEST(FmcwPeak, RefinementNeverFallsBehindItsStart)
{
    // Far from a peak the curvature is of no use, and the start comes back.
    const FmcwChirp chirp = SmallChirp(16);
    PointTarget target;
    target.range = 5.3 * chirp.RangeStep();
    const Eigen::MatrixXcd samples = BeatSignal(chirp, {target});
    for (double beat = 0.0; beat < 1.0; beat += 0.013)
    {
        FmcwTone start;
        start.beat = beat;
        start.doppler = 0.02;
        std::complex<double> sum = 0.0;
        for (int m = 0; m < 16; ++m)
        {
            for (int n = 0; n < 16; ++n)
            {
                sum +=
                    samples(n, m) * std::polar(1.0, -2.0 * std::acos(-1.0) * (beat * n + 0.02 * m));
            }
        }
        const FmcwTone refined = RefinePeak(samples, 256.0, start);
        EXPECT_GE(refined.power, std::norm(sum) / (256.0 * 256.0) * (1.0 - 1e-9));
    }
}

TEST(FmcwPeak, OneChirpStillGivesRange)
{
    FmcwChirp chirp = SmallChirp();
    chirp.chirps = 1;
    PointTarget target;
    target.range = 33.3;
    const FmcwEstimate estimate = EstimateStrongest(chirp, BeatSignal(chirp, {target}));
    EXPECT_NEAR(estimate.range, 33.3, 1e-6);
    EXPECT_EQ(estimate.velocity, 0.0);
}

TEST(FmcwPeak, GroupsOnePeakPerMaximum)
{
    Eigen::ArrayXXd power = Eigen::ArrayXXd::Constant(12, 12, 0.1);
    power(0, 0) = 9.0;
    power(11, 0) = 5.0; // next to the first, across the edge
    power(1, 11) = 4.0;
    power(6, 6) = 20.0;
    power(6, 9) = 3.0; // out of radius
    const std::vector<FmcwCell> peaks = GroupPeaks(power, power > 1.0, 2);
    ASSERT_EQ(peaks.size(), 3u);
    EXPECT_EQ(peaks[0].range, 6);
    EXPECT_EQ(peaks[0].doppler, 6);
    EXPECT_EQ(peaks[1].range, 0);
    EXPECT_EQ(peaks[1].doppler, 0);
    EXPECT_EQ(peaks[2].doppler, 9);
}

} // namespace isac
} // namespace ns3
