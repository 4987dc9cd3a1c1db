/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-test-waveform.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/isac-compat.h"
#include "ns3/isac-detection.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/string.h"
#include "ns3/test.h"

#include <array>
#include <functional>

using namespace ns3;
using namespace ns3::isac;
using namespace ns3::isac::test;

/**
 * @file
 * @ingroup isac-aigc-tests
 * Echoes of data bursts.
 */

/**
 * @ingroup isac-aigc-tests
 * Errors are independent, Gaussian, of mean 0 and of the variance of the bounds at the burst's band
 * and power and the present distance.
 */
class IsacWaveformEstimateTest : public TestCase
{
  public:
    /// @param gainPower of the sensing gain in the bounds
    explicit IsacWaveformEstimateTest(int gainPower)
        : TestCase("bounds and estimates, gain to the power of " + std::to_string(gainPower)),
          m_gainPower(gainPower)
    {
    }

  private:
    void DoRun() override
    {
        constexpr uint32_t ECHOES = 3000;
        constexpr double POWER = 0.7;
        WaveformCell cell;
        DaSensing sensing; // none of them as it is without being set
        sensing.carrierFrequency = 27.5e9;
        sensing.crossSection = 4.0;
        sensing.beamGain = 0.9;
        sensing.transmitFactor = 1.1;
        sensing.receiveFactor = 1.2;
        sensing.receiveAntennas = 16;
        sensing.noiseDensity = 5e-21;
        sensing.noiseBandwidth = 1e7;
        sensing.gainPower = m_gainPower;
        sensing.weights = {2.0, 3e-20, 4e-13};
        sensing.pulseTime = 3e-9;
        sensing.effectiveTime = 2e-3;
        sensing.beamWidth = 0.08;
        cell.sensor->SetSensing(sensing);
        cell.sensor->SetAttribute("DetectionGate", BooleanValue(false));
        SenseSlots(cell, ECHOES, POWER);
        NS_TEST_ASSERT_MSG_EQ(cell.echoes.size(), ECHOES, "one in each slot");
        std::array<double, 3> mean{};
        std::array<double, 3> square{};
        std::array<double, 3> fourth{};
        std::array<double, 3> product{};
        for (std::size_t i = 0; i < ECHOES; ++i)
        {
            const IsacWaveformEcho& echo = cell.echoes[i];
            const WaveformCell::Truth& truth = cell.truths[i];
            NS_TEST_ASSERT_MSG_EQ(echo.detected, true, "no gate");
            NS_TEST_ASSERT_MSG_EQ(echo.user, cell.Address(1), "who");
            NS_TEST_ASSERT_MSG_EQ(echo.time, SLOT * int64_t(i + 1) + COHERENT, "when");
            NS_TEST_ASSERT_MSG_EQ(echo.power, POWER, "power");
            // Edges near 28 GHz are exact to some microhertz.
            NS_TEST_ASSERT_MSG_EQ_TOL(echo.bandwidth, BAND, 1e-4, "band");
            const auto bounds =
                DaBounds(sensing, DaSensingGain(sensing, truth.range), echo.bandwidth, echo.power);
            NS_TEST_ASSERT_MSG_EQ_TOL(echo.rangeBound / bounds[0], 1.0, 1e-12, "range");
            NS_TEST_ASSERT_MSG_EQ_TOL(echo.velocityBound / bounds[1], 1.0, 1e-12, "velocity");
            NS_TEST_ASSERT_MSG_EQ_TOL(echo.azimuthBound / bounds[2], 1.0, 1e-12, "azimuth");
            const std::array<double, 3> normal{
                (echo.range - truth.range) / std::sqrt(bounds[0]),
                (echo.velocity - truth.velocity) / std::sqrt(bounds[1]),
                (echo.azimuth - truth.azimuth) / std::sqrt(bounds[2])};
            for (std::size_t j = 0; j < 3; ++j)
            {
                const double x = normal[j];
                mean[j] += x / ECHOES;
                square[j] += x * x / ECHOES;
                fourth[j] += x * x * x * x / ECHOES;
                product[j] += x * normal[(j + 1) % 3] / ECHOES;
            }
        }
        for (std::size_t j = 0; j < 3; ++j)
        {
            // Five standard deviations of means of normal numbers, of their squares (chi-square
            // over its degrees of freedom: variance 2/N), of their fourth powers (variance 96/N)
            // and of products of two.
            const double deviation = 5.0 / std::sqrt(ECHOES);
            NS_TEST_ASSERT_MSG_EQ_TOL(mean[j], 0.0, deviation, "mean " << j);
            NS_TEST_ASSERT_MSG_EQ_TOL(square[j], 1.0, deviation * std::sqrt(2.0), "variance " << j);
            NS_TEST_ASSERT_MSG_EQ_TOL(fourth[j], 3.0, deviation * std::sqrt(96.0), "tails " << j);
            NS_TEST_ASSERT_MSG_EQ_TOL(product[j], 0.0, deviation, "independence " << j);
        }
        Simulator::Destroy();
    }

    int m_gainPower; //!< of the sensing gain
};

/**
 * @ingroup isac-aigc-tests
 * Users are detected as often as the detector's theory says, and a miss tells nothing.
 */
class IsacWaveformDetectionTest : public TestCase
{
  public:
    /**
     * @param swerling case
     * @param name of the case as an attribute
     * @param falseAlarm probability
     */
    IsacWaveformDetectionTest(SwerlingCase swerling, const std::string& name, double falseAlarm)
        : TestCase("frequency of detection, " + name),
          m_swerling(swerling),
          m_name(name),
          m_falseAlarm(falseAlarm)
    {
    }

  private:
    void DoRun() override
    {
        constexpr uint32_t ECHOES = 3000;
        WaveformCell cell;
        cell.sensor->SetAttribute("Fluctuation", StringValue(m_name));
        cell.sensor->SetAttribute("FalseAlarm", DoubleValue(m_falseAlarm));
        SenseSlots(cell, ECHOES, 0.04);
        double expected = 0.0;
        double variance = 0.0;
        uint32_t detected = 0;
        for (std::size_t i = 0; i < ECHOES; ++i)
        {
            const IsacWaveformEcho& echo = cell.echoes[i];
            const double snr =
                DaEchoSnr(DaSensing(), cell.truths[i].range, echo.power, COHERENT.GetSeconds());
            NS_TEST_ASSERT_MSG_EQ_TOL(echo.snr / snr, 1.0, 1e-12, "ratio");
            const double probability = DetectionProbability(snr, m_falseAlarm, m_swerling);
            expected += probability;
            variance += probability * (1.0 - probability);
            detected += echo.detected;
            NS_TEST_ASSERT_MSG_EQ((echo.range > 0.0), echo.detected, "no user, no estimate");
        }
        NS_TEST_ASSERT_MSG_GT(variance, 0.1 * ECHOES, "else nothing is tested");
        // Five standard deviations of a sum of independent decisions.
        NS_TEST_ASSERT_MSG_EQ_TOL(detected, expected, 5.0 * std::sqrt(variance), "detections");
        Simulator::Destroy();
    }

    SwerlingCase m_swerling; //!< of the users
    std::string m_name;      //!< of the case
    double m_falseAlarm;     //!< of the detector
};

/**
 * @ingroup isac-aigc-tests
 * Airtime adds up over the bursts of a slot to a user in a band at a power, and to nothing else.
 */
class IsacWaveformAirtimeTest : public TestCase
{
  public:
    IsacWaveformAirtimeTest()
        : TestCase("airtime that makes an echo")
    {
    }

  private:
    void DoRun() override
    {
        WaveformCell cell;
        cell.sensor->SetAttribute("DetectionGate", BooleanValue(false));
        const auto at = [](double time, std::function<void()> what) {
            Simulator::Schedule(Seconds(time), what);
        };
        const auto begin = [&](double time) { at(time, [&]() { cell.sensor->BeginSlot(); }); };
        const auto grant = [&](double time, uint32_t user, double power, uint32_t part) {
            at(time, [&, user, power, part]() { cell.Grant(user, power, part); });
        };
        const auto send = [&](double time, uint32_t user, double airtime) {
            at(time, [&, user, airtime]() { cell.Send(user, airtime); });
        };
        // Three bursts with gaps: an echo in the third. Later ones of the slot make none.
        begin(1.0);
        grant(1.0, 1, 1.0, 0);
        send(1.00, 1, 0.004);
        send(1.02, 1, 0.0035);
        send(1.04, 1, 0.0045);
        send(1.06, 1, 0.025);
        // The other user has one of his own in the same slot.
        grant(1.2, 2, 1.0, 0);
        send(1.2, 2, 0.011);
        // Not enough in either of two slots.
        begin(2.0);
        grant(2.0, 1, 1.0, 0);
        send(2.00, 1, 0.0097);
        begin(2.1);
        send(2.1, 1, 0.0097);
        // Another band begins anew, another power too; then it is enough.
        begin(3.0);
        grant(3.0, 1, 1.0, 0);
        send(3.0, 1, 0.006);
        grant(3.1, 1, 1.0, 1);
        send(3.1, 1, 0.006);
        grant(3.2, 1, 0.8, 1);
        send(3.2, 1, 0.006);
        send(3.3, 1, 0.006);
        // A slot that begins meanwhile takes an echo back, and what is in the air tells nothing.
        begin(4.0);
        grant(4.0, 1, 1.0, 0);
        send(4.0, 1, 0.03);
        begin(4.009);
        Simulator::Run();

        const auto& bursts = cell.bursts;
        NS_TEST_ASSERT_MSG_EQ(bursts.size(), 12, "bursts");
        NS_TEST_ASSERT_MSG_EQ(cell.echoes.size(), 3, "echoes");
        const Time missing = COHERENT - bursts[0].duration - bursts[1].duration;
        NS_TEST_ASSERT_MSG_EQ(cell.echoes[0].time, bursts[2].start + missing, "adds up");
        NS_TEST_ASSERT_MSG_EQ(cell.echoes[0].user, cell.Address(1), "who");
        NS_TEST_ASSERT_MSG_EQ(cell.echoes[1].time, bursts[4].start + COHERENT, "at once");
        NS_TEST_ASSERT_MSG_EQ(cell.echoes[1].user, cell.Address(2), "who");
        NS_TEST_ASSERT_MSG_EQ(cell.echoes[2].time,
                              bursts[10].start + COHERENT - bursts[9].duration,
                              "the same power");
        NS_TEST_ASSERT_MSG_EQ(cell.echoes[2].power, 0.8, "which power");
        Simulator::Destroy();
    }
};

/**
 * @ingroup isac-aigc-tests
 * The run decides every echo, by streams that the helper assigns.
 */
class IsacWaveformRunTest : public TestCase
{
  public:
    IsacWaveformRunTest()
        : TestCase("the same run, the same echoes")
    {
    }

  private:
    void DoRun() override
    {
        const auto run = [](uint64_t number) {
            RngSeedManager::SetRun(number);
            WaveformCell cell;
            SenseSlots(cell, 50, 0.1);
            std::vector<double> told;
            for (const auto& echo : cell.echoes)
            {
                told.insert(told.end(), {echo.range, echo.velocity, echo.azimuth});
            }
            Simulator::Destroy();
            return told;
        };
        const uint64_t before = RngSeedManager::GetRun();
        const auto first = run(3);
        const auto again = run(3);
        const auto other = run(4);
        RngSeedManager::SetRun(before);
        NS_TEST_ASSERT_MSG_EQ(first.size(), 150, "echoes");
        NS_TEST_ASSERT_MSG_EQ((first == again), true, "same");
        NS_TEST_ASSERT_MSG_EQ((first == other), false, "another");
    }
};

/// @ingroup isac-aigc-tests
/// Tests of IsacWaveformSensor.
class IsacWaveformTestSuite : public TestSuite
{
  public:
    IsacWaveformTestSuite()
        : TestSuite("isac-aigc-waveform", Type::UNIT)
    {
        AddTestCase(new IsacWaveformEstimateTest(2), ISAC_TEST_QUICK);
        AddTestCase(new IsacWaveformEstimateTest(1), ISAC_TEST_QUICK);
        AddTestCase(new IsacWaveformDetectionTest(SwerlingCase::STEADY, "Steady", 1e-2),
                    ISAC_TEST_QUICK);
        AddTestCase(new IsacWaveformDetectionTest(SwerlingCase::ONE, "Swerling1", 1e-4),
                    ISAC_TEST_QUICK);
        AddTestCase(new IsacWaveformDetectionTest(SwerlingCase::THREE, "Swerling3", 1e-3),
                    ISAC_TEST_QUICK);
        AddTestCase(new IsacWaveformAirtimeTest, ISAC_TEST_QUICK);
        AddTestCase(new IsacWaveformRunTest, ISAC_TEST_QUICK);
    }
};

/// The suite.
static IsacWaveformTestSuite g_isacWaveformTestSuite;
