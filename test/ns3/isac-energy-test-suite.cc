/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-test-cell.h"

#include "ns3/double.h"
#include "ns3/energy-source-container.h"
#include "ns3/isac-compat.h"
#include "ns3/isac-radio-energy-model.h"
#include "ns3/simulator.h"
#include "ns3/test.h"

using namespace ns3;
using namespace ns3::isac;
using namespace ns3::isac::test;

/**
 * @ingroup isac-aigc
 * Energy is power times time, of bands that overlap in time and of sensing; the battery loses it.
 */
class IsacEnergyTest : public TestCase
{
  public:
    /**
     * @param idle power [W]
     * @param efficiency of the amplifier
     */
    IsacEnergyTest(double idle, double efficiency)
        : TestCase("energy with idle power " + std::to_string(idle) + " W, efficiency " +
                   std::to_string(efficiency)),
          m_idle(idle),
          m_efficiency(efficiency)
    {
    }

  private:
    void DoRun() override
    {
        constexpr double BATTERY = 50.0;
        constexpr double RATE = 1e6;
        IsacHelper helper = MakeHelper();
        TestCell cell(helper, 0.0, {50.0, 50.0, 50.0});
        const auto model = IsacHelper::InstallEnergy(cell.devices.Get(0), BATTERY);
        model->SetAttribute("IdlePower", DoubleValue(m_idle));
        model->SetAttribute("Efficiency", DoubleValue(m_efficiency));
        // Three bursts in three bands begin and end at different times.
        const double powers[] = {1.5, 0.7, 0.25};
        const uint32_t sizes[] = {60000, 30000, 45000};
        double radiated = 0.0;
        for (uint32_t k = 0; k < 3; ++k)
        {
            const IsacBand band = cell.Device(k + 1)->GetPhy()->GetRxBand();
            const Ptr<const IsacBurst> burst =
                MakeBurst(cell.Address(0), cell.Address(k + 1), band, powers[k], RATE, {sizes[k]});
            Simulator::Schedule(MilliSeconds(100 * k), &IsacPhy::SendBurst, cell.phy, burst);
            radiated += powers[k] * burst->GetDuration().GetSeconds();
        }
        Simulator::Schedule(Seconds(2), [&]() {
            cell.phy->SendSensingBurst(cell.users.Get(0)->GetObject<MobilityModel>(),
                                       1000,
                                       MicroSeconds(60),
                                       2.0,
                                       MakeCallback(&IsacEnergyTest::Sensed, this));
        });
        radiated += 2.0 * 0.06;
        const Time end = MilliSeconds(2500);
        Simulator::Stop(end);
        Simulator::Run();
        const double expected = m_idle * end.GetSeconds() + radiated / m_efficiency;
        NS_TEST_ASSERT_MSG_EQ_TOL(model->GetTotalEnergyConsumption(),
                                  expected,
                                  1e-12 * expected,
                                  "power times time");
        const auto source = cell.baseStation->GetObject<energy::EnergySourceContainer>()->Get(0);
        // The source counts in whole nanojoules, each of some 20 updates rounds by one at most.
        NS_TEST_ASSERT_MSG_EQ_TOL(source->GetRemainingEnergy(),
                                  BATTERY - expected,
                                  20e-9,
                                  "what is left in the battery");
        Simulator::Destroy();
    }

    /// A sensing burst has ended.
    void Sensed(const IsacEcho&)
    {
    }

    double m_idle;       //!< idle power [W]
    double m_efficiency; //!< of the amplifier
};

/**
 * @ingroup isac-aigc
 * An empty battery is told once, one that is nearly empty is not.
 */
class IsacDepletionTest : public TestCase
{
  public:
    IsacDepletionTest()
        : TestCase("depletion")
    {
    }

  private:
    void DoRun() override
    {
        for (const double drawn : {0.95, 1.5})
        {
            m_depleted = 0;
            IsacHelper helper = MakeHelper();
            TestCell cell(helper, 0.0, {50.0});
            const auto model = IsacHelper::InstallEnergy(cell.devices.Get(0), 1.0);
            model->TraceConnectWithoutContext("Depleted",
                                              MakeCallback(&IsacDepletionTest::Depleted, this));
            const IsacBand band = cell.Device(1)->GetPhy()->GetRxBand();
            const auto burst =
                MakeBurst(cell.Address(0), cell.Address(1), band, drawn, 1e5, {12500});
            NS_TEST_ASSERT_MSG_EQ(burst->GetDuration(), Seconds(1), "one second");
            cell.phy->SendBurst(burst);
            Simulator::Stop(Seconds(5));
            Simulator::Run();
            NS_TEST_ASSERT_MSG_EQ(m_depleted,
                                  (drawn > 1.0 ? 1 : 0),
                                  "drawn " << drawn << " of 1 J");
            NS_TEST_ASSERT_MSG_EQ_TOL(model->GetTotalEnergyConsumption(), drawn, 1e-9, "drawn");
            if (drawn > 1.0)
            {
                // 1 J at 1.5 W; the battery calls itself empty at its last millionth.
                NS_TEST_EXPECT_MSG_EQ_TOL(m_when.GetSeconds(), 1.0 / drawn, 2e-6, "when");
            }
            Simulator::Destroy();
        }
    }

    /// The battery is empty.
    void Depleted()
    {
        ++m_depleted;
        m_when = Simulator::Now();
    }

    Time m_when;             //!< last time it was
    uint32_t m_depleted = 0; //!< how often the battery was told to be empty
};

/// @ingroup isac-aigc
/// Tests of IsacRadioEnergyModel.
class IsacEnergyTestSuite : public TestSuite
{
  public:
    IsacEnergyTestSuite()
        : TestSuite("isac-aigc-energy", Type::UNIT)
    {
        AddTestCase(new IsacEnergyTest(0.0, 1.0), ISAC_TEST_QUICK);
        AddTestCase(new IsacEnergyTest(3.0, 0.4), ISAC_TEST_QUICK);
        AddTestCase(new IsacDepletionTest, ISAC_TEST_QUICK);
    }
};

/// The suite.
static IsacEnergyTestSuite g_isacEnergyTestSuite;
