/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-decibel.h"
#include "ns3/isac-fmcw-chirp.h"
#include "ns3/isac-fmcw-signal.h"
#include "ns3/isac-fmcw-spectrum.h"
#include "ns3/isac-radar.h"

#include <cmath>
#include <gtest/gtest.h>

namespace ns3
{
namespace isac
{

namespace
{

/// A burst of 64 samples by 64 chirps with CAQA-AIGC's cycle and band.
FmcwChirp
SmallChirp()
{
    FmcwChirp chirp = CaqaChirp(64);
    chirp.sampleRate = 64 / chirp.rampTime;
    return chirp;
}

} // namespace

TEST(FmcwChirp, PresetsGiveThePublishedFigures)
{
    const FmcwChirp caqa = CaqaChirp(400);
    EXPECT_EQ(caqa.Samples(), 256);
    EXPECT_NEAR(caqa.CycleTime(), 60e-6, 1e-15);
    EXPECT_NEAR(caqa.Slope(), 1.953e12, 0.0005e12);
    EXPECT_NEAR(caqa.RangeStep(), 1.5, 0.005);
    EXPECT_NEAR(caqa.RangeLimit(), 384.0, 0.5);
    EXPECT_NEAR(caqa.VelocityLimit(), 44.6, 0.05);
    EXPECT_NEAR(caqa.VelocityStep(), 0.22, 0.005);

    const FmcwChirp ods = Iwr6843OdsChirp();
    EXPECT_NEAR(ods.Slope(), 156e12, 1.0);
    EXPECT_NEAR(ods.CycleTime(), 31e-6, 1e-15);
    EXPECT_EQ(ods.ChirpsPerTransmitter(), 32);
    EXPECT_NEAR(ods.RangeStep(), 0.047, 0.0005);
    EXPECT_NEAR(ods.VelocityStep(), 0.84, 0.005);
    EXPECT_NEAR(ods.VelocityLimit(), 13.39, 0.02);

    const FmcwChirp safety = Tidue95aChirp(77e9);
    EXPECT_NEAR(safety.Slope(), 98e12, 1.0);
    EXPECT_NEAR(safety.CycleTime(), 340e-6, 1e-15);
    EXPECT_NEAR(safety.ObservationTime(), 512 * 340e-6, 1e-12);

    const FmcwChirp corner = Tiduf76Chirp();
    EXPECT_NEAR(corner.bandwidth, 157e6, 0.5e6);
    EXPECT_NEAR(corner.RangeLimit(), 120.0, 1.0);
    EXPECT_EQ(corner.Samples(), 126);
}

TEST(FmcwSignal, SampleRatioTimesSamplesIsTheRadarEquation)
{
    const FmcwChirp chirp = SmallChirp();
    const RadarParameters radar;
    const double echo = radar.transmitPower * RadarEchoGain(radar, 150.0);
    const double noise = SampleNoisePower(radar.noiseFigure, chirp.sampleRate);
    const double samples = chirp.Samples() * chirp.ChirpsPerTransmitter();
    const double snr = RadarSnr(radar, 150.0, chirp.IntegrationTime());
    EXPECT_NEAR(echo / noise * samples / snr, 1.0, 1e-12);
    // The idle time is what parts the two notions of T.
    EXPECT_NEAR(chirp.ObservationTime() / chirp.IntegrationTime(), 60.0 / 51.2, 1e-12);
}

TEST(FmcwSignal, RestingTargetIsATone)
{
    const FmcwChirp chirp = SmallChirp();
    PointTarget target;
    target.range = 10.0 * chirp.RangeStep();
    target.amplitude = {0.0, 2.0};
    const Eigen::MatrixXcd samples = BeatSignal(chirp, {target});
    ASSERT_EQ(samples.rows(), 64);
    ASSERT_EQ(samples.cols(), 64);
    // Ten turns in 64 samples, none from chirp to chirp.
    const std::complex<double> turn = std::polar(1.0, 2.0 * std::acos(-1.0) * 10.0 / 64.0);
    for (int m = 0; m < 64; ++m)
    {
        for (int n = 0; n + 1 < 64; ++n)
        {
            ASSERT_NEAR(std::abs(samples(n + 1, m) - turn * samples(n, m)), 0.0, 1e-9);
        }
        ASSERT_NEAR(std::abs(samples(0, m) - samples(0, 0)), 0.0, 1e-12);
        ASSERT_NEAR(std::abs(samples(0, m)), 2.0, 1e-12);
    }
}

TEST(FmcwSignal, EchoesAdd)
{
    const FmcwChirp chirp = SmallChirp();
    const PointTarget a{40.0, 5.0, {1.0, 0.0}};
    const PointTarget b{90.0, -20.0, {0.0, 0.3}};
    const Eigen::MatrixXcd both = BeatSignal(chirp, {a, b});
    EXPECT_LT((both - BeatSignal(chirp, {a}) - BeatSignal(chirp, {b})).cwiseAbs().maxCoeff(),
              1e-12);
    EXPECT_EQ(BeatSignal(chirp, {}).cwiseAbs().maxCoeff(), 0.0);
}

TEST(FmcwSignal, NoiseIsWhiteAndCircular)
{
    Eigen::MatrixXcd samples = Eigen::MatrixXcd::Zero(256, 256);
    boost::random::mt19937_64 generator(31);
    AddNoise(samples, 3.0, generator);
    const double count = static_cast<double>(samples.size());
    // |x|^2 is exponential: its mean has deviation 3 / sqrt(count). The mean of x^2 and of
    // neighbours' products has the same or less.
    const double tolerance = 4.0 * 3.0 / std::sqrt(count);
    EXPECT_NEAR(samples.squaredNorm() / count, 3.0, tolerance);
    EXPECT_LT(std::abs(samples.cwiseProduct(samples).sum()) / count, 1.5 * tolerance);
    std::complex<double> neighbours = 0.0;
    for (int m = 0; m < 256; ++m)
    {
        for (int n = 0; n + 1 < 256; ++n)
        {
            neighbours += samples(n, m) * std::conj(samples(n + 1, m));
        }
    }
    EXPECT_LT(std::abs(neighbours) / count, tolerance);
}

TEST(FmcwSpectrum, KeepsNoisePowerAndGathersATone)
{
    const FmcwChirp chirp = SmallChirp();
    for (const SpectrumWindow window : {SpectrumWindow::RECTANGULAR, SpectrumWindow::HANN})
    {
        Eigen::MatrixXcd noise = Eigen::MatrixXcd::Zero(64, 64);
        boost::random::mt19937_64 generator(32);
        AddNoise(noise, 1.0, generator);
        const double mean = RangeDopplerTransform(noise, window).squaredNorm() / 4096.0;
        // Deviation 1/64 with independent cells. Hann's weights keep sum(w^2)^2 / sum(w^4) of
        // 64 samples in each dimension, 18/35 of them, and so 35/18 of the deviation.
        EXPECT_NEAR(mean, 1.0, 4.0 / 64.0 * (window == SpectrumWindow::HANN ? 35.0 / 18.0 : 1.0));

        PointTarget target;
        target.range = 10.0 * chirp.RangeStep();
        const Eigen::MatrixXcd map = RangeDopplerTransform(BeatSignal(chirp, {target}), window);
        Eigen::Index range = 0;
        Eigen::Index doppler = 0;
        const double peak = map.array().abs2().maxCoeff(&range, &doppler);
        EXPECT_EQ(range, 10);
        EXPECT_EQ(doppler, 0);
        // Hann costs 2/3 of the ratio (1.76 dB) in each of two dimensions.
        const double loss = window == SpectrumWindow::HANN ? 4.0 / 9.0 : 1.0;
        EXPECT_NEAR(peak, 4096.0 * loss, 1e-6);
    }
}

TEST(FmcwSpectrum, IsTheFourierSum)
{
    Eigen::MatrixXcd samples = Eigen::MatrixXcd::Zero(6, 5);
    boost::random::mt19937_64 generator(33);
    AddNoise(samples, 1.0, generator);
    const Eigen::MatrixXcd map = RangeDopplerTransform(samples, SpectrumWindow::HANN);
    const Eigen::VectorXd fast = WindowWeights(SpectrumWindow::HANN, 6);
    const Eigen::VectorXd slow = WindowWeights(SpectrumWindow::HANN, 5);
    const double twoPi = 2.0 * std::acos(-1.0);
    std::complex<double> sum = 0.0;
    for (int m = 0; m < 5; ++m)
    {
        for (int n = 0; n < 6; ++n)
        {
            sum += fast(n) * slow(m) * samples(n, m) *
                   std::polar(1.0, -twoPi * (4.0 * n / 6.0 + 3.0 * m / 5.0));
        }
    }
    EXPECT_NEAR(std::abs(map(4, 3) - sum / (fast.norm() * slow.norm())), 0.0, 1e-12);
}

TEST(FmcwSpectrum, MigrationCostsWhatTheSeriesSays)
{
    // The target crosses 0.4 cells within the burst: the loss is (0.4 pi)^2 / 36 = 4.4 %, the
    // next term of the series below the square of that.
    FmcwChirp chirp = SmallChirp();
    const double cells = 0.4;
    PointTarget target;
    target.range = 10.0 * chirp.RangeStep();
    // Whole Doppler bins, so that only migration costs: f_D T = 2 v f_c T / c.
    chirp.carrierFrequency = 500.0 * chirp.bandwidth;
    target.velocity = cells * chirp.RangeStep() / chirp.ObservationTime();
    // 200 turns of Doppler in 64 chirps fold onto bin 8; coupling takes the beat
    // 200 T_r / T = 2.67 bins up, which the range takes back.
    const double coupling = 200.0 * chirp.rampTime / chirp.ObservationTime();
    target.range -= coupling * chirp.RangeStep();
    const Eigen::MatrixXcd map =
        RangeDopplerTransform(BeatSignal(chirp, {target}), SpectrumWindow::RECTANGULAR);
    const double loss = std::pow(std::acos(-1.0) * cells, 2.0) / 36.0;
    EXPECT_NEAR(std::norm(map(10, 8)) / 4096.0, 1.0 - loss, loss * loss);
}

} // namespace isac
} // namespace ns3
