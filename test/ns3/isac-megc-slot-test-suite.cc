/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-test-megc.h"

#include "ns3/boolean.h"
#include "ns3/isac-compat.h"
#include "ns3/test.h"

#include <cmath>

using namespace ns3;
using namespace ns3::isac;
using namespace ns3::isac::test;

/**
 * @file
 * @ingroup isac-aigc-tests
 * MEGC at packet level from slot to slot: when slots begin and end, and what the same seed gives.
 */

/**
 * @ingroup isac-aigc-tests
 * Slots begin at multiples of SlotTime when the last one is over, also where it takes longer; and
 * the same seed gives the same run.
 */
class MegcSlotTestCase : public TestCase
{
  public:
    MegcSlotTestCase()
        : TestCase("when slots begin; same seed, same run")
    {
    }

  private:
    /// What a run gave.
    struct Result
    {
        std::vector<MegcDecision> decisions;     //!< by slot
        std::map<uint32_t, MegcOutcome> rewards; //!< by slot
        std::map<uint32_t, Time> ends;           //!< by slot
    };

    /**
     * @param run number
     * @param slotTime whose multiples slots begin at
     * @return what it gave
     */
    static Result Run(uint64_t run, Time slotTime)
    {
        RngSeedManager::SetSeed(1);
        RngSeedManager::SetRun(run);
        MegcHelper helper;
        SetCell(helper, "paper", 2, 1, 1);
        helper.GetCell()->SetAttribute("BestEffortShare", DoubleValue(0.1));
        helper.SetSlots(4);
        helper.SetSlotTime(slotTime);
        helper.SetManagerAttribute("Policy", StringValue("fra"));
        MegcNetwork network(helper);
        Simulator::Run();
        Simulator::Destroy();
        return {network.decisions, network.rewards, network.ends};
    }

    void DoRun() override
    {
        const Time slotTime = MilliSeconds(700); // shorter than most slots
        const Result result = Run(1, slotTime);
        NS_TEST_ASSERT_MSG_EQ(result.rewards.size(), 4, "all slots over");
        bool longer = false;
        for (std::size_t i = 0; i < result.decisions.size(); ++i)
        {
            const Time start = result.decisions[i].start;
            NS_TEST_ASSERT_MSG_EQ(start.GetTimeStep() % slotTime.GetTimeStep(), 0, "a multiple");
            if (i > 0)
            {
                const Time end = result.ends.at(i - 1);
                NS_TEST_ASSERT_MSG_EQ((start >= end), true, "the last one is over");
                NS_TEST_ASSERT_MSG_LT(start - end, slotTime, "and not for long");
            }
            longer = longer || result.ends.at(i) - start > slotTime;
        }
        NS_TEST_ASSERT_MSG_EQ(longer, true, "the channel changes within some slot");
        const Result again = Run(1, slotTime);
        const Result other = Run(2, slotTime);
        for (uint32_t slot = 0; slot < 4; ++slot)
        {
            NS_TEST_ASSERT_MSG_EQ(again.rewards.at(slot).total,
                                  result.rewards.at(slot).total,
                                  "same seed, same run");
            NS_TEST_ASSERT_MSG_EQ(again.ends.at(slot), result.ends.at(slot), "to the nanosecond");
            NS_TEST_ASSERT_MSG_NE(other.rewards.at(slot).total,
                                  result.rewards.at(slot).total,
                                  "another run is another");
        }
    }
};

/**
 * @ingroup isac-aigc-tests
 * Policies by name: two of them meet the same channels and tasks, and the optimum is measured to be
 * the better one in every slot.
 */
class MegcPolicyTestCase : public TestCase
{
  public:
    MegcPolicyTestCase()
        : TestCase("policies meet the same slots")
    {
    }

  private:
    void DoRun() override
    {
        constexpr uint32_t SLOTS = 3;
        std::map<std::string, std::vector<MegcDecision>> decisions;
        std::map<std::string, std::map<uint32_t, MegcOutcome>> rewards;
        for (const std::string policy : {"fra", "optimum"})
        {
            RngSeedManager::SetSeed(1);
            RngSeedManager::SetRun(1);
            MegcHelper helper;
            SetCell(helper, "paper", 2, 1, 2);
            helper.SetIdeal(true);
            helper.SetSlots(SLOTS);
            helper.SetSlotTime(Seconds(100));
            helper.SetManagerAttribute("Policy", StringValue(policy));
            MegcNetwork network(helper);
            Simulator::Run();
            Simulator::Destroy();
            decisions[policy] = network.decisions;
            rewards[policy] = network.rewards;
        }
        for (uint32_t slot = 0; slot < SLOTS; ++slot)
        {
            const MegcState& one = decisions["fra"].at(slot).state;
            const MegcState& other = decisions["optimum"].at(slot).state;
            NS_TEST_ASSERT_MSG_EQ((one.visionUplinkGain == other.visionUplinkGain), true, "gains");
            NS_TEST_ASSERT_MSG_EQ((one.visionUplinkGain == one.visionDownlinkGain),
                                  false,
                                  "of each direction");
            NS_TEST_ASSERT_MSG_EQ((one.computeBits == other.computeBits), true, "tasks");
            const double optimum = rewards["optimum"].at(slot).total;
            NS_TEST_ASSERT_MSG_LT(optimum, rewards["fra"].at(slot).total, "the optimum is better");
            NS_TEST_ASSERT_MSG_EQ_TOL(optimum,
                                      decisions["optimum"].at(slot).closedForm.total,
                                      1e-6,
                                      "and is what it promises");
        }
    }
};

/**
 * @ingroup isac-aigc-tests
 * Shares that nobody uses make jobs end sooner if they are given to others, and never later.
 */
class MegcConservingTestCase : public TestCase
{
  public:
    MegcConservingTestCase()
        : TestCase("work-conserving server")
    {
    }

  private:
    void DoRun() override
    {
        RngSeedManager::SetSeed(1);
        RngSeedManager::SetRun(1);
        MegcHelper helper;
        SetCell(helper, "gpu", 2, 2, 2);
        helper.SetIdeal(true);
        helper.SetSlots(3);
        helper.SetSlotTime(Seconds(1000));
        helper.SetServerAttribute("WorkConserving", BooleanValue(true));
        helper.SetManagerAttribute("Policy", StringValue("fra"));
        MegcNetwork network(helper);
        Simulator::Run();
        NS_TEST_ASSERT_MSG_EQ(network.rewards.size(), 3, "all slots over");
        for (const MegcDecision& decision : network.decisions)
        {
            const MegcOutcome& closed = decision.closedForm;
            const MegcOutcome& measured = network.rewards.at(decision.slot);
            for (std::size_t i = 0; i < 2; ++i)
            {
                NS_TEST_ASSERT_MSG_LT(measured.contentServer[i],
                                      closed.contentServer[i],
                                      "computation users leave shares to others");
                NS_TEST_ASSERT_MSG_LT(measured.visionServer[i],
                                      closed.visionServer[i],
                                      "so they do");
            }
            NS_TEST_ASSERT_MSG_LT(measured.total, closed.total, "in all");
        }
        Simulator::Destroy();
    }
};

/**
 * @ingroup isac-aigc-tests
 * A task without a share of what it needs ends with SlotTimeout, counts as infinite, and does not
 * keep the next slot from beginning.
 */
class MegcTimeoutTestCase : public TestCase
{
  public:
    MegcTimeoutTestCase()
        : TestCase("a task that never ends")
    {
    }

  private:
    /// Gives the uplink to computation users.
    class NothingForVision : public Policy
    {
      public:
        Action Act(const Eigen::VectorXd& observation, bool) override
        {
            Action action;
            // 1/1/1: uplink, downlink, power, speed, lambda.
            action.continuous = Eigen::VectorXd::Constant(10, 0.5);
            action.continuous[1] = m_slot++ == 0 ? 0.0 : 0.5;
            return observation.allFinite() ? action : Action();
        }

      private:
        int m_slot = 0; //!< that is decided next
    };

    void DoRun() override
    {
        RngSeedManager::SetSeed(1);
        RngSeedManager::SetRun(1);
        MegcHelper helper;
        SetCell(helper, "physical", 1, 1, 1);
        helper.GetCell()->SetAttribute("BestEffortShare", DoubleValue(0.1));
        helper.SetSlots(2);
        helper.SetSlotTime(Seconds(7));
        helper.SetManagerAttribute("SlotTimeout", TimeValue(Seconds(20)));
        MegcScheme scheme{std::make_shared<NothingForVision>(), {}};
        scheme.decoding.shares = MegcShares::WEIGHTS;
        MegcNetwork network(helper, scheme);
        Simulator::Run();
        NS_TEST_ASSERT_MSG_EQ(network.rewards.size(), 2, "both slots over");
        const MegcOutcome& first = network.rewards.at(0);
        NS_TEST_ASSERT_MSG_EQ(std::isinf(first.visionLatency.at(0)), true, "never done");
        NS_TEST_ASSERT_MSG_EQ(std::isinf(network.decisions.at(0).closedForm.visionLatency.at(0)),
                              true,
                              "as the closed form has it");
        NS_TEST_ASSERT_MSG_EQ(std::isfinite(first.computeLatency.at(0)), true, "others are");
        NS_TEST_ASSERT_MSG_EQ(network.ends.at(0),
                              network.decisions.at(0).decided + Seconds(20),
                              "given up in time");
        // Greetings take time, so that the first slot begins at 7 s and is given up after 27 s.
        NS_TEST_ASSERT_MSG_EQ(network.decisions.at(1).start, Seconds(28), "the next multiple");
        NS_TEST_ASSERT_MSG_EQ(std::isfinite(network.rewards.at(1).total), true, "all as before");
        Simulator::Destroy();
    }
};

/// @ingroup isac-aigc-tests
/// Tests of the slots of MEGC at packet level.
class IsacMegcSlotTestSuite : public TestSuite
{
  public:
    IsacMegcSlotTestSuite()
        : TestSuite("isac-aigc-megc-slots", Type::SYSTEM)
    {
        AddTestCase(new MegcSlotTestCase, ISAC_TEST_QUICK);
        AddTestCase(new MegcPolicyTestCase, ISAC_TEST_QUICK);
        AddTestCase(new MegcConservingTestCase, ISAC_TEST_QUICK);
        AddTestCase(new MegcTimeoutTestCase, ISAC_TEST_QUICK);
    }
};

/// The suite.
static IsacMegcSlotTestSuite g_isacMegcSlotTestSuite;
