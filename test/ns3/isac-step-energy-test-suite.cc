/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-test-cell.h"

#include "ns3/basic-energy-source.h"
#include "ns3/double.h"
#include "ns3/energy-harvester.h"
#include "ns3/energy-source-container.h"
#include "ns3/isac-compat.h"
#include "ns3/isac-step-energy-model.h"
#include "ns3/simulator.h"
#include "ns3/test.h"

using namespace ns3;
using namespace ns3::isac;
using namespace ns3::isac::test;

namespace
{

/// What a processor tells.
struct Diary
{
    /// @param model the processor
    explicit Diary(Ptr<IsacStepEnergyModel> model)
    {
        model->TraceConnectWithoutContext("Step", MakeCallback(&Diary::Step, this));
        model->TraceConnectWithoutContext("Depleted", MakeCallback(&Diary::Depleted, this));
        model->TraceConnectWithoutContext("Recharged", MakeCallback(&Diary::Recharged, this));
    }

    /// @param left steps
    void Step(uint32_t left)
    {
        lefts.push_back(left);
        steps.push_back(Simulator::Now());
    }

    /// The battery is empty.
    void Depleted()
    {
        depleted.push_back(Simulator::Now());
    }

    /// The battery gives again.
    void Recharged()
    {
        recharged.push_back(Simulator::Now());
    }

    /// All steps are done.
    void Done()
    {
        done.push_back(Simulator::Now());
    }

    std::vector<uint32_t> lefts; //!< steps left, after each
    std::vector<Time> steps;     //!< when they ended
    std::vector<Time> depleted;  //!< when the battery was empty
    std::vector<Time> recharged; //!< when it gave again
    std::vector<Time> done;      //!< when all was done
};

/// Gives as much power as it is told.
class Harvester : public isac::energy::EnergyHarvester
{
  public:
    double power = 0.0; //!< [W]

  private:
    double DoGetPower() const override
    {
        return power;
    }
};

/**
 * @param node gets a battery
 * @param energy in it [J]
 * @return it
 */
Ptr<isac::energy::EnergySource>
GiveBattery(Ptr<Node> node, double energy)
{
    auto source = CreateObject<isac::energy::BasicEnergySource>();
    source->SetNode(node);
    source->SetInitialEnergy(energy);
    source->SetAttribute("BasicEnergyLowBatteryThreshold", DoubleValue(1e-6));
    auto sources = CreateObject<isac::energy::EnergySourceContainer>();
    sources->Add(source);
    node->AggregateObject(sources);
    return source;
}

} // namespace

/**
 * @ingroup isac-aigc
 * Steps draw their joules, to the last bit, from any battery that has them, or from none.
 */
class IsacStepEnergyTest : public TestCase
{
  public:
    /**
     * @param battery [J]; 0 for none
     * @param stepEnergy delta [J]
     * @param steps asked for
     */
    IsacStepEnergyTest(double battery, double stepEnergy, uint32_t steps)
        : TestCase(std::to_string(steps) + " steps of " + std::to_string(stepEnergy) + " J from " +
                   std::to_string(battery) + " J"),
          m_battery(battery),
          m_stepEnergy(stepEnergy),
          m_steps(steps)
    {
    }

  private:
    void DoRun() override
    {
        const Time stepTime = MilliSeconds(30);
        const Time start = MilliSeconds(700);
        auto node = CreateObject<Node>();
        const auto source = m_battery > 0.0 ? GiveBattery(node, m_battery) : nullptr;
        const auto model = IsacStepEnergyModel::Install(node, m_stepEnergy, stepTime);
        Diary diary(model);
        Simulator::Schedule(start,
                            &IsacStepEnergyModel::Start,
                            model,
                            m_steps,
                            MakeCallback(&Diary::Done, &diary));
        double during = 0.0;
        Simulator::Schedule(start + stepTime / 3, [&]() {
            during = model->GetTotalEnergyConsumption();
            NS_TEST_ASSERT_MSG_EQ(model->IsBusy(), (m_steps > 0), "busy");
        });
        const uint32_t able = m_battery > 0.0 ? m_battery / m_stepEnergy * (1.0 + 1e-9) : m_steps;
        const uint32_t expected = std::min(able, m_steps);
        const bool ranOut = expected < m_steps;
        Simulator::Stop(Seconds(3));
        Simulator::Run();
        NS_TEST_ASSERT_MSG_EQ(model->GetSteps(), expected, "steps done");
        NS_TEST_ASSERT_MSG_EQ(diary.steps.size(), expected, "steps told of");
        for (uint32_t i = 0; i < expected; ++i)
        {
            NS_TEST_ASSERT_MSG_EQ(diary.steps[i],
                                  start + stepTime * int64_t(i + 1),
                                  "end of a step");
            NS_TEST_ASSERT_MSG_EQ(diary.lefts[i], m_steps - 1 - i, "steps left");
        }
        NS_TEST_ASSERT_MSG_EQ(diary.done.size(), (ranOut ? 0 : 1), "done");
        NS_TEST_ASSERT_MSG_EQ(model->IsBusy(), ranOut, "steps are left if the battery ran out");
        NS_TEST_ASSERT_MSG_EQ(model->IsEmpty(),
                              (m_battery > 0.0 && m_battery <= m_steps * m_stepEnergy),
                              "empty");
        if (m_steps > 0)
        {
            NS_TEST_ASSERT_MSG_EQ_TOL(during, m_stepEnergy / 3.0, 1e-12, "a third of a step");
        }
        if (ranOut)
        {
            // The battery calls itself empty at its last millionth.
            const double last = m_battery / m_stepEnergy * stepTime.GetSeconds();
            NS_TEST_ASSERT_MSG_EQ(diary.depleted.size(), 1, "once");
            NS_TEST_ASSERT_MSG_EQ_TOL(diary.depleted.at(0).GetSeconds(),
                                      start.GetSeconds() + last,
                                      2e-6 * last,
                                      "empty");
            NS_TEST_ASSERT_MSG_EQ_TOL(model->GetTotalEnergyConsumption(),
                                      m_battery,
                                      2e-6 * m_battery,
                                      "all that there was");
        }
        else
        {
            // Sums of up to 13 equal numbers.
            NS_TEST_ASSERT_MSG_EQ_TOL(model->GetTotalEnergyConsumption(),
                                      m_steps * m_stepEnergy,
                                      1e-14 * m_steps * m_stepEnergy,
                                      "joules");
        }
        if (source)
        {
            // The source counts in whole nanojoules, two updates a step, and may miss what it
            // calls empty.
            NS_TEST_ASSERT_MSG_EQ_TOL(source->GetRemainingEnergy(),
                                      m_battery - model->GetTotalEnergyConsumption(),
                                      40e-9 + (model->IsEmpty() ? 1e-6 * m_battery : 0.0),
                                      "left in the battery");
        }
        Simulator::Destroy();
    }

    double m_battery;    //!< [J]
    double m_stepEnergy; //!< [J]
    uint32_t m_steps;    //!< asked for
};

/**
 * @ingroup isac-aigc
 * Steps stand still with an empty battery, and go on where they stood when it is recharged.
 */
class IsacStepRechargeTest : public TestCase
{
  public:
    IsacStepRechargeTest()
        : TestCase("recharge in the middle of a step")
    {
    }

  private:
    void DoRun() override
    {
        // 1 J, of which a tenth is called empty and a fifth full enough.
        const Time stepTime = MilliSeconds(40);
        auto node = CreateObject<Node>();
        const auto source = GiveBattery(node, 1.0);
        source->SetAttribute("BasicEnergyLowBatteryThreshold", DoubleValue(0.1));
        source->SetAttribute("BasicEnergyHighBatteryThreshold", DoubleValue(0.2));
        source->SetAttribute("PeriodicEnergyUpdateInterval", TimeValue(MilliSeconds(1)));
        const auto model = IsacStepEnergyModel::Install(node, 0.4, stepTime);
        Diary diary(model);
        auto harvester = CreateObject<Harvester>();
        source->ConnectEnergyHarvester(harvester);
        Simulator::Schedule(Seconds(1), [&]() {
            source->UpdateEnergySource();
            harvester->power = 20.0;
        });
        model->Start(4, MakeCallback(&Diary::Done, &diary));
        Simulator::Stop(Seconds(1.2));
        Simulator::Run();
        NS_TEST_ASSERT_MSG_EQ(diary.depleted.size(), 1, "empty once");
        NS_TEST_ASSERT_MSG_EQ(diary.recharged.size(), 1, "recharged once");
        NS_TEST_ASSERT_MSG_EQ(diary.done.size(), 1, "done");
        // The source looks at itself each millisecond: that late it sees a threshold, and the
        // energy drawn meanwhile takes half as long to come back.
        NS_TEST_ASSERT_MSG_EQ_TOL(diary.depleted.at(0).GetSeconds(),
                                  0.090,
                                  0.0011,
                                  "0.9 J at 10 W");
        NS_TEST_ASSERT_MSG_EQ_TOL(diary.recharged.at(0).GetSeconds(),
                                  1.005,
                                  0.0017,
                                  "0.1 J at 20 W");
        NS_TEST_ASSERT_MSG_EQ(diary.steps.at(1), stepTime * int64_t(2), "before it was empty");
        const Time pause = diary.recharged.at(0) - diary.depleted.at(0);
        NS_TEST_ASSERT_MSG_EQ(diary.steps.at(2), stepTime * int64_t(3) + pause, "where it stood");
        NS_TEST_ASSERT_MSG_EQ(diary.done.at(0), stepTime * int64_t(4) + pause, "and on");
        NS_TEST_ASSERT_MSG_EQ_TOL(model->GetTotalEnergyConsumption(), 1.6, 1e-12, "joules");
        Simulator::Destroy();
    }
};

/**
 * @ingroup isac-aigc
 * A processor and a radio empty one battery together; steps that are given up cost what they drew.
 */
class IsacStepShareTest : public TestCase
{
  public:
    IsacStepShareTest()
        : TestCase("a battery shared with a radio, and steps given up")
    {
    }

  private:
    void DoRun() override
    {
        IsacHelper helper = MakeHelper();
        TestCell cell(helper, 0.0, {50.0});
        const auto radio = IsacHelper::InstallEnergy(cell.devices.Get(0), 2.0);
        const auto model = IsacStepEnergyModel::Install(cell.baseStation, 0.5, MilliSeconds(500));
        const auto second = IsacStepEnergyModel::Install(cell.baseStation, 1.0, MilliSeconds(500));
        Diary diary(model);
        // 1 W of steps, 2 W of a burst from 0.25 s on, 2 W of other steps from 0.5 s on.
        const IsacBand band = cell.Device(1)->GetPhy()->GetRxBand();
        const auto burst = MakeBurst(cell.Address(0), cell.Address(1), band, 2.0, 1e5, {12500});
        model->Start(9, MakeCallback(&Diary::Done, &diary));
        Simulator::Schedule(MilliSeconds(250),
                            &IsacPhy::SendBurst,
                            cell.phy,
                            Ptr<const IsacBurst>(burst));
        Simulator::Schedule(MilliSeconds(500), [&]() { second->Start(9, Callback<void>()); });
        Simulator::Stop(Seconds(4));
        Simulator::Run();
        // 0.25 + 0.75 J until 0.5 s, and then 5 W.
        NS_TEST_ASSERT_MSG_EQ(diary.depleted.size(), 1, "once");
        NS_TEST_ASSERT_MSG_EQ_TOL(diary.depleted[0].GetSeconds(), 0.7, 1e-6, "empty");
        NS_TEST_ASSERT_MSG_EQ(model->GetSteps(), 1, "steps of one");
        NS_TEST_ASSERT_MSG_EQ(second->GetSteps(), 0, "steps of the other");
        NS_TEST_ASSERT_MSG_EQ_TOL(model->GetTotalEnergyConsumption(), 0.7, 2e-6, "one");
        NS_TEST_ASSERT_MSG_EQ_TOL(second->GetTotalEnergyConsumption(), 0.4, 2e-6, "the other");
        // It does not stop the radio, which goes on counting.
        NS_TEST_ASSERT_MSG_EQ_TOL(radio->GetTotalEnergyConsumption(), 2.0, 1e-9, "radio");
        model->Cancel();
        NS_TEST_ASSERT_MSG_EQ(model->IsBusy(), false, "given up");
        NS_TEST_ASSERT_MSG_EQ_TOL(model->GetTotalEnergyConsumption(), 0.7, 2e-6, "spent");
        Simulator::Destroy();

        // Without a battery, given up in the middle of the third step, and begun anew.
        auto node = CreateObject<Node>();
        const auto free = IsacStepEnergyModel::Install(node, 0.5, MilliSeconds(100));
        Diary freeDiary(free);
        free->Start(9, MakeCallback(&Diary::Done, &freeDiary));
        Simulator::Schedule(MilliSeconds(250), &IsacStepEnergyModel::Cancel, free);
        Simulator::Schedule(MilliSeconds(260),
                            [&]() { free->Start(2, MakeCallback(&Diary::Done, &freeDiary)); });
        Simulator::Run();
        NS_TEST_ASSERT_MSG_EQ(free->GetSteps(), 4, "two and two");
        NS_TEST_ASSERT_MSG_EQ(freeDiary.done.size(), 1, "who gives up is not told");
        NS_TEST_ASSERT_MSG_EQ(freeDiary.done.at(0), MilliSeconds(460), "whole steps again");
        NS_TEST_ASSERT_MSG_EQ_TOL(free->GetTotalEnergyConsumption(),
                                  2.25,
                                  1e-12,
                                  "four and a half");
        Simulator::Destroy();

        NS_TEST_ASSERT_MSG_EQ(free->SetAttributeFailSafe("StepEnergy", DoubleValue(-1.0)),
                              false,
                              "energy less than 0");
        NS_TEST_ASSERT_MSG_EQ(free->SetAttributeFailSafe("StepTime", TimeValue(Time())),
                              false,
                              "no time at all");
    }
};

/// @ingroup isac-aigc
/// Tests of IsacStepEnergyModel.
class IsacStepEnergyTestSuite : public TestSuite
{
  public:
    IsacStepEnergyTestSuite()
        : TestSuite("isac-aigc-step-energy", Type::UNIT)
    {
        AddTestCase(new IsacStepEnergyTest(0.0, 0.5, 13), ISAC_TEST_QUICK);
        AddTestCase(new IsacStepEnergyTest(0.0, 0.5, 0), ISAC_TEST_QUICK);
        AddTestCase(new IsacStepEnergyTest(20.0, 0.7, 13), ISAC_TEST_QUICK);
        // Just enough, though thirds are not exact.
        AddTestCase(new IsacStepEnergyTest(8.0, 1.0, 8), ISAC_TEST_QUICK);
        AddTestCase(new IsacStepEnergyTest(1.0, 1.0 / 3.0, 3), ISAC_TEST_QUICK);
        AddTestCase(new IsacStepEnergyTest(7.5, 1.0, 8), ISAC_TEST_QUICK);
        AddTestCase(new IsacStepEnergyTest(8.0, 1.0, 9), ISAC_TEST_QUICK);
        AddTestCase(new IsacStepEnergyTest(0.5, 1.0, 2), ISAC_TEST_QUICK);
        AddTestCase(new IsacStepRechargeTest, ISAC_TEST_QUICK);
        AddTestCase(new IsacStepShareTest, ISAC_TEST_QUICK);
    }
};

/// The suite.
static IsacStepEnergyTestSuite g_isacStepEnergyTestSuite;
