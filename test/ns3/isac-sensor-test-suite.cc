/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-test-cell.h"

#include "ns3/boolean.h"
#include "ns3/isac-compat.h"
#include "ns3/isac-detection.h"
#include "ns3/isac-radar.h"
#include "ns3/non-communicating-net-device.h"
#include "ns3/simulator.h"
#include "ns3/test.h"
#include "ns3/waveform-generator-helper.h"
#include "ns3/waveform-generator.h"

using namespace ns3;
using namespace ns3::isac;
using namespace ns3::isac::test;

namespace
{

const Time CYCLE = MicroSeconds(60); // T_s
constexpr double DUTY = 51.2 / 60.0; // of a cycle that is sampled

/// @return what the sensor's defaults mean to the radar equation, at 1 W
RadarParameters
MakeRadar()
{
    RadarParameters radar;
    radar.noiseFigure = std::pow(10.0, 0.5); // 5 dB
    return radar;
}

/// Senses one user again and again.
class Prober
{
  public:
    /**
     * @param cell whose first user is sensed
     * @param cycles of each burst
     * @param count of bursts
     */
    Prober(const TestCell& cell, uint32_t cycles, uint32_t count)
        : m_cell(cell),
          m_cycles(cycles),
          m_left(count)
    {
        Next();
    }

    std::vector<IsacEcho> echoes; //!< of all bursts

  private:
    /// The next burst.
    void Next()
    {
        m_cell.phy->SendSensingBurst(m_cell.users.Get(0)->GetObject<MobilityModel>(),
                                     m_cycles,
                                     CYCLE,
                                     1.0,
                                     MakeCallback(&Prober::Done, this));
    }

    /// @param echo of a burst
    void Done(const IsacEcho& echo)
    {
        echoes.push_back(echo);
        if (--m_left > 0)
        {
            Next();
        }
    }

    const TestCell& m_cell; //!< whose first user is sensed
    uint32_t m_cycles;      //!< of each burst
    uint32_t m_left;        //!< bursts to come
};

} // namespace

/**
 * @ingroup isac-aigc
 * The echo's ratio is the radar equation's, and interference costs as many cycles as it should.
 */
class IsacSensorSnrTest : public TestCase
{
  public:
    IsacSensorSnrTest()
        : TestCase("ratio of the echo, alone and with interference")
    {
    }

  private:
    void DoRun() override
    {
        constexpr double RANGE = 50.0;
        constexpr double GENERATOR = 400.0;
        constexpr double DENSITY = 1e-8; // [W/Hz]
        constexpr uint32_t CYCLES = 100;
        for (const bool interference : {false, true})
        {
            IsacHelper helper = MakeHelper();
            TestCell cell(helper, 0.0, {RANGE});
            const IsacBand band = cell.phy->GetRxBand();
            WaveformGeneratorHelper generators;
            generators.SetChannel(helper.GetChannel());
            generators.SetTxPowerSpectralDensity(MakeFlatPsd(GetBandModel(band), band, DENSITY));
            const auto device = DynamicCast<NonCommunicatingNetDevice>(
                generators.Install(NodeContainer(MakeNode(Vector(GENERATOR, 0, 0)))).Get(0));
            const auto generator = DynamicCast<WaveformGenerator>(device->GetPhy());
            // On from half of the sensing burst to after its end.
            generator->SetPeriod(Seconds(1));
            generator->SetDutyCycle(0.5);
            const Time half = CYCLE * int64_t(CYCLES / 2);
            if (interference)
            {
                Simulator::Schedule(half, &WaveformGenerator::Start, generator);
            }
            Simulator::Stop(MilliSeconds(100));
            Prober prober(cell, CYCLES, 1);
            Simulator::Run();
            const double time = (CYCLE * int64_t(CYCLES)).GetSeconds();
            const double alone = RadarSnr(MakeRadar(), RANGE, DUTY * time);
            const double noise = 1.380649e-23 * 290.0 * std::pow(10.0, 0.5);
            const double met = DENSITY * PathGain(GENERATOR);
            NS_TEST_ASSERT_MSG_GT(met, noise, "else the generator tests nothing");
            const double kept = interference ? 0.5 + 0.5 * noise / (noise + met) : 1.0;
            const IsacEcho& echo = prober.echoes.at(0);
            // Two ways to multiply the same ten numbers.
            NS_TEST_ASSERT_MSG_EQ_TOL(echo.snr, alone * kept, 1e-9 * alone, "integrated ratio");
            NS_TEST_ASSERT_MSG_EQ_TOL(echo.effectiveCycles,
                                      CYCLES * kept,
                                      1e-9 * CYCLES,
                                      "cycles that are left");
            NS_TEST_ASSERT_MSG_EQ(echo.cycles, CYCLES, "cycles sent");
            NS_TEST_ASSERT_MSG_EQ_TOL(echo.rangeBound,
                                      RangeBound(echo.snr, band.Width()),
                                      1e-12,
                                      "bound of range");
            Simulator::Destroy();
        }
    }
};

/**
 * @ingroup isac-aigc
 * Targets are detected as often as the detector's theory says.
 */
class IsacSensorDetectionTest : public TestCase
{
  public:
    /**
     * @param range of the user [m]
     * @param cycles of a burst
     */
    IsacSensorDetectionTest(double range, uint32_t cycles)
        : TestCase("frequency of detection at " + std::to_string(range) + " m"),
          m_range(range),
          m_cycles(cycles)
    {
    }

  private:
    void DoRun() override
    {
        constexpr uint32_t BURSTS = 3000;
        constexpr double FALSE_ALARM = 1e-4;
        IsacHelper helper = MakeHelper();
        helper.SetSensorAttribute("DetectionGate", BooleanValue(true));
        helper.SetSensorAttribute("FalseAlarm", DoubleValue(FALSE_ALARM));
        TestCell cell(helper, 0.0, {m_range});
        helper.AssignStreams(cell.devices, 5);
        Prober prober(cell, m_cycles, BURSTS);
        Simulator::Run();
        const double time = DUTY * (CYCLE * int64_t(m_cycles)).GetSeconds();
        const double probability = DetectionProbability(RadarSnr(MakeRadar(), m_range, time),
                                                        FALSE_ALARM,
                                                        SwerlingCase::STEADY);
        uint32_t detected = 0;
        for (const auto& echo : prober.echoes)
        {
            detected += echo.detected;
            NS_TEST_ASSERT_MSG_EQ((echo.rangeBound > 0.0), echo.detected, "no target, no estimate");
        }
        NS_TEST_ASSERT_MSG_GT(probability, 0.05, "else nothing is tested");
        NS_TEST_ASSERT_MSG_LT(probability, 0.95, "else nothing is tested");
        // Five standard deviations of a binomial count.
        NS_TEST_ASSERT_MSG_EQ_TOL(detected,
                                  BURSTS * probability,
                                  5.0 * std::sqrt(BURSTS * probability * (1.0 - probability)),
                                  "detections");
        Simulator::Destroy();
    }

    double m_range;    //!< of the user [m]
    uint32_t m_cycles; //!< of a burst
};

/**
 * @ingroup isac-aigc
 * Errors of range and velocity have mean 0 and the variance of their bounds.
 */
class IsacSensorEstimateTest : public TestCase
{
  public:
    IsacSensorEstimateTest()
        : TestCase("variance of the estimates")
    {
    }

  private:
    void DoRun() override
    {
        constexpr double RANGE = 40.0;
        constexpr uint32_t BURSTS = 3000;
        IsacHelper helper = MakeHelper();
        TestCell cell(helper, 0.0, {RANGE});
        helper.AssignStreams(cell.devices, 9);
        Prober prober(cell, 50, BURSTS);
        Simulator::Run();
        double mean[2] = {};
        double square[2] = {};
        for (const auto& echo : prober.echoes)
        {
            const double normal[] = {(echo.range - RANGE) / echo.rangeBound,
                                     echo.velocity / echo.velocityBound};
            for (int i = 0; i < 2; ++i)
            {
                mean[i] += normal[i] / BURSTS;
                square[i] += normal[i] * normal[i] / BURSTS;
            }
        }
        for (int i = 0; i < 2; ++i)
        {
            // Five standard deviations of the mean, and of the mean square, which is chi-square
            // over its degrees of freedom: variance 2/N.
            NS_TEST_ASSERT_MSG_EQ_TOL(mean[i], 0.0, 5.0 / std::sqrt(BURSTS), "mean error");
            NS_TEST_ASSERT_MSG_EQ_TOL(square[i], 1.0, 5.0 * std::sqrt(2.0 / BURSTS), "variance");
        }
        Simulator::Destroy();
    }
};

/// @ingroup isac-aigc
/// Tests of IsacSensor.
class IsacSensorTestSuite : public TestSuite
{
  public:
    IsacSensorTestSuite()
        : TestSuite("isac-aigc-sensor", Type::UNIT)
    {
        AddTestCase(new IsacSensorSnrTest, ISAC_TEST_QUICK);
        AddTestCase(new IsacSensorDetectionTest(200.0, 30), ISAC_TEST_QUICK);
        AddTestCase(new IsacSensorDetectionTest(100.0, 2), ISAC_TEST_QUICK);
        AddTestCase(new IsacSensorEstimateTest, ISAC_TEST_QUICK);
    }
};

/// The suite.
static IsacSensorTestSuite g_isacSensorTestSuite;
