/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-decibel.h"
#include "ns3/isac-radar.h"

#include <cmath>
#include <gtest/gtest.h>

namespace ns3
{
namespace isac
{

namespace
{

const double PI = std::acos(-1.0);

} // namespace

TEST(Radar, MatchesTheReferenceBudget)
{
    // 13, 18 and 25 dB at 200 m, 21, 26 and 32 dB at 130 m for 119, 400 and 1667 cycles of
    // 60 us, all rounded to whole decibels.
    const RadarParameters parameters;
    const double cycles[] = {119.0, 400.0, 1667.0};
    const double far[] = {13.0, 18.0, 25.0};
    const double near[] = {21.0, 26.0, 32.0};
    for (int i = 0; i < 3; ++i)
    {
        const double time = cycles[i] * 60e-6;
        EXPECT_NEAR(LinearToDb(RadarSnr(parameters, 200.0, time)), far[i], 0.5);
        EXPECT_NEAR(LinearToDb(RadarSnr(parameters, 130.0, time)), near[i], 0.5);
    }
}

TEST(Radar, EchoIsTwoOneWayTripsByWayOfTheCrossSection)
{
    // Power density at the target G_t / (4 pi R^2), scattered by sigma, collected by the
    // aperture G_r lambda^2 / (4 pi).
    RadarParameters parameters;
    parameters.transmitGain = 20.0;
    parameters.receiveGain = 10.0;
    parameters.crossSection = 0.5;
    parameters.losses = 2.0;
    const double range = 75.0;
    const double lambda = SPEED_OF_LIGHT / 28e9;
    const double spread = 1.0 / (4.0 * PI * range * range);
    const double aperture = 10.0 * lambda * lambda / (4.0 * PI);
    const double expected = 20.0 * spread * 0.5 * spread * aperture / 2.0;
    EXPECT_NEAR(RadarEchoGain(parameters, range) / expected, 1.0, 1e-12);
}

TEST(Radar, SnrFollowsItsPowers)
{
    RadarParameters parameters;
    const double snr = RadarSnr(parameters, 100.0, 1e-3);
    EXPECT_NEAR(RadarSnr(parameters, 200.0, 1e-3) / snr, 1.0 / 16.0, 1e-12);
    EXPECT_NEAR(RadarSnr(parameters, 100.0, 3e-3) / snr, 3.0, 1e-12);
    parameters.noiseFigure *= 2.0;
    EXPECT_NEAR(RadarSnr(parameters, 100.0, 1e-3) / snr, 0.5, 1e-12);
}

TEST(Radar, ResolutionsMatchTheTable)
{
    // IWR6843 ODS: 0.047 m, 0.84 m/s, 13.39 m/s. The last is printed for a wavelength that is a
    // tenth of a percent longer than 60.25 GHz gives.
    EXPECT_NEAR(RangeResolution(3194.88e6), 0.047, 0.0005);
    EXPECT_NEAR(VelocityResolution(60.25e9, 96 * 31e-6), 0.84, 0.005);
    EXPECT_NEAR(LargestVelocity(60.25e9, 31e-6, 3), 13.39, 0.02);
    // CAQA-AIGC: 1.5 m, 384 m, 44.6 m/s, 0.75 m/s at 119 cycles.
    EXPECT_NEAR(RangeResolution(100e6), 1.5, 0.005);
    EXPECT_NEAR(LargestRange(5e6, 100e6 / 51.2e-6), 384.0, 0.5);
    EXPECT_NEAR(LargestVelocity(28e9, 60e-6), 44.6, 0.05);
    EXPECT_NEAR(VelocityResolution(28e9, 119 * 60e-6), 0.75, 0.005);
    // Half a wavelength between N elements, broadside: 2/N.
    EXPECT_NEAR(AngleResolution(8, Wavelength(77e9) / 2.0, 77e9, 0.0), 0.25, 1e-12);
    EXPECT_NEAR(AngleResolution(8, Wavelength(77e9) / 2.0, 77e9, PI / 3.0), 0.5, 1e-12);
}

TEST(Radar, BoundsMatchTheFormulas)
{
    const double snr = 100.0;
    const double rms = 100e6 / std::sqrt(12.0);
    const double delay = std::sqrt(1.0 / (2.0 * snr * std::pow(2.0 * PI * rms, 2.0)));
    EXPECT_NEAR(RangeBound(snr, 100e6) / (SPEED_OF_LIGHT / 2.0 * delay), 1.0, 1e-12);

    const double doppler = std::sqrt(6.0 / (4.0 * PI * PI * snr * 1e-4));
    EXPECT_NEAR(VelocityBound(snr, 1e-2, 28e9) / (Wavelength(28e9) / 2.0 * doppler), 1.0, 1e-12);

    const double lambda = Wavelength(28e9);
    const double angle = std::sqrt(6.0 / (snr * std::pow(PI * std::cos(0.3), 2.0) * 8.0 * 63.0));
    EXPECT_NEAR(AngleBound(snr, 8, lambda / 2.0, 28e9, 0.3) / angle, 1.0, 1e-12);
}

TEST(Radar, RangeBoundIsTheBoundOfTheBeatFrequency)
{
    // A tone of T seconds with unknown phase has var(f) >= 6 / ((2 pi)^2 SNR T^2), the form of
    // the Doppler bound; tau = f T / B. Both readings must agree.
    const double snr = 31.0;
    const double ramp = 51.2e-6;
    const double bandwidth = 100e6;
    const double sigmaBeat = std::sqrt(6.0 / snr) / (2.0 * PI * ramp);
    const double sigmaRange = SPEED_OF_LIGHT / 2.0 * sigmaBeat * ramp / bandwidth;
    EXPECT_NEAR(RangeBound(snr, bandwidth) / sigmaRange, 1.0, 1e-12);
}

TEST(Radar, BoundsAreInfiniteWhereNothingIsKnown)
{
    EXPECT_TRUE(std::isinf(RangeBound(0.0, 100e6)));
    EXPECT_TRUE(std::isinf(VelocityBound(0.0, 1e-3, 28e9)));
    EXPECT_TRUE(std::isinf(AngleBound(10.0, 1, 0.005, 28e9, 0.0)));
}

} // namespace isac
} // namespace ns3
