/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Sensing gain, Cramer-Rao bounds and demands of DA-ISAC.
 */

#include "isac-da-cases.h"

#include "ns3/isac-da-feasibility.h"
#include "ns3/isac-decibel.h"
#include "ns3/isac-radar.h"

using namespace ns3::isac;

TEST(IsacDaBounds, GainsAndDemandsOfTheReference)
{
    int users = 0;
    for (const auto& one : LoadCases("sttd.json"))
    {
        if (!one.contains("alpha") || one["name"] == "mixed_zero_demands_K10")
        {
            continue;
        }
        for (const auto& user : one["users"])
        {
            if (!user.contains("d"))
            {
                continue;
            }
            DaSensing sensing;
            // So many users fit into the budgets only as larger targets.
            sensing.crossSection = one["name"] == "preset_K200" ? 100.0 : 5.0;
            sensing.carrierFrequency = user["fc_ghz"].get<double>() * 1e9;
            const double distance = user["d"];
            const double gain = DaSensingGain(sensing, distance);
            const double squared = user["vs2"];
            EXPECT_NEAR(gain * gain / squared, 1.0, 1e-12);
            const double link = DaPathLoss(sensing.carrierFrequency).Gain(distance);
            EXPECT_NEAR(link / user["h2"].get<double>(), 1.0, 1e-12);
            const DaDemand demand =
                DaDemandOf(sensing, gain, {one["alpha"][0], one["alpha"][1], one["alpha"][2]});
            EXPECT_NEAR(demand.product / user["c1"].get<double>(), 1.0, 1e-12);
            EXPECT_NEAR(demand.power / user["pmin"].get<double>(), 1.0, 1e-12);
            ++users;
        }
    }
    EXPECT_GT(users, 200);
}

TEST(IsacDaBounds, WhoMeetsADemandHasItsBoundAtAlpha)
{
    for (const int power : {1, 2})
    {
        DaSensing sensing;
        sensing.gainPower = power;
        const double gain = DaSensingGain(sensing, 400.0);
        // The demand on power changes from velocity to azimuth at alpha3 = .76 alpha2.
        for (const double azimuth : {0.0075, 0.0077})
        {
            const DaDemand demand = DaDemandOf(sensing, gain, {0.012, 0.01, azimuth});
            const auto bounds =
                DaBounds(sensing, gain, demand.product / demand.power, demand.power);
            EXPECT_NEAR(bounds[0], 0.012, 1e-15);
            const bool byAzimuth = azimuth < 0.0076;
            EXPECT_NEAR(bounds[byAzimuth ? 2 : 1], byAzimuth ? azimuth : 0.01, 1e-15);
            EXPECT_LT(bounds[byAzimuth ? 1 : 2], byAzimuth ? 0.01 : azimuth);
        }
    }
}

TEST(IsacDaBounds, GrowWithTheFourthOrEighthPowerOfDistance)
{
    DaSensing sensing;
    for (const int power : {1, 2})
    {
        sensing.gainPower = power;
        const auto near = DaBounds(sensing, DaSensingGain(sensing, 100.0), 1e7, 1.0);
        const auto far = DaBounds(sensing, DaSensingGain(sensing, 200.0), 1e7, 1.0);
        for (int i = 0; i < 3; ++i)
        {
            EXPECT_NEAR(far[i] / near[i], power == 1 ? 16.0 : 256.0, 1e-9);
        }
    }
    // 110.9 dB at 300 m and 28 GHz.
    EXPECT_NEAR(-10.0 * std::log10(DaPathLoss(28e9).Gain(300.0)), 110.9, 0.05);
}

TEST(IsacDaBounds, RatioOfTheEchoIsTheRadarEquations)
{
    DaSensing sensing;
    sensing.beamGain = 0.7;
    sensing.transmitFactor = 3.0;
    sensing.receiveFactor = 2.0;
    constexpr double DISTANCE = 250.0;
    constexpr double POWER = 0.4;
    constexpr double TIME = 0.01;
    RadarParameters radar;
    radar.transmitPower = POWER;
    radar.transmitGain = 0.7 * 0.7 * 9.0;
    radar.receiveGain = 0.7 * 0.7 * 4.0;
    radar.carrierFrequency = 28e9;
    radar.crossSection = 5.0;
    radar.noiseFigure = sensing.noiseDensity / (BOLTZMANN * REFERENCE_TEMPERATURE);
    const double snr = DaEchoSnr(sensing, DISTANCE, POWER, TIME);
    EXPECT_NEAR(snr / RadarSnr(radar, DISTANCE, TIME), 1.0, 1e-14);
    // The sensing gain scales it by antennas and noise power.
    const double scale = sensing.receiveAntennas * sensing.noiseBandwidth;
    EXPECT_NEAR(snr / (DaSensingGain(sensing, DISTANCE) * scale * POWER * TIME), 1.0, 1e-14);
}
