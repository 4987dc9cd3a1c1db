/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-test-dd.h"

#include "ns3/isac-compat.h"
#include "ns3/test.h"

using namespace ns3;
using namespace ns3::isac;
using namespace ns3::isac::test;

/**
 * @file
 * @ingroup isac-aigc-tests
 * Distributed diffusion at packet level against its closed form.
 */

/**
 * @ingroup isac-aigc-tests
 * In the ideal configuration airtimes, times of steps and energies are those of the closed form,
 * bit errors are its in distribution, and QoE follows from them.
 */
class DdParityTestCase : public TestCase
{
  public:
    /**
     * @param scheme decides
     * @param users K
     * @param schedule of devices
     * @param groupDistance largest in a group
     */
    DdParityTestCase(const std::string& scheme,
                     int users,
                     DdSchedule schedule,
                     double groupDistance)
        : TestCase("packet level equals closed form, " + scheme + ", " + std::to_string(users) +
                   (schedule == DdSchedule::OWN ? " users, own" : " users, longest") +
                   ", groups of " + std::to_string(groupDistance)),
          m_scheme(scheme)
    {
        m_options.parameters.users = users;
        m_options.parameters.schedule = schedule;
        m_options.groupDistance = groupDistance;
        m_options.ideal = true;
        m_options.slots = 12;
    }

  private:
    void DoRun() override
    {
        const DdRun run = RunDd(m_options, m_scheme);
        NS_TEST_ASSERT_MSG_EQ(run.slots.size(), m_options.slots, "all slots over");
        uint64_t wrong = 0;
        for (std::size_t slot = 0; slot < run.slots.size(); ++slot)
        {
            const DdSlotRecord& record = run.slots[slot];
            NS_TEST_ASSERT_MSG_EQ(record.decided, 0.0, "control takes no time");
            NS_TEST_ASSERT_MSG_EQ(record.users.size(),
                                  static_cast<std::size_t>(m_options.parameters.users),
                                  "everyone is in a group");
            CheckEnergy(record, run.decisions[slot]);
            for (const DdGroupDecision& group : run.decisions[slot].groups)
            {
                CheckGroup(group);
            }
            for (const DdUserRecord& user : record.users)
            {
                CheckUser(user);
                wrong += user.wrongBits;
            }
        }
        NS_TEST_ASSERT_MSG_GT(wrong, 1000, "noise does something");
        for (const DdClientOutcome& outcome : run.outcomes)
        {
            const DdJudge judge(m_options.parameters.qoe,
                                outcome.request.personality,
                                outcome.judgement.distance);
            NS_TEST_ASSERT_MSG_EQ(outcome.outcome.qoe,
                                  judge.Qoe(outcome.judgement.made),
                                  "QoE is the surrogate's for measured bit errors");
        }
    }

    /// @param group whose closed form is that of what was decided for what was reported
    void CheckGroup(const DdGroupDecision& group)
    {
        const DdOutcome closed = EvaluateDd(group.parameters, group.state, group.allocation);
        for (std::size_t i = 0; i < group.users.size(); ++i)
        {
            const int longest = group.scheduleSteps - group.allocation.serverSteps;
            const bool own = group.parameters.schedule == DdSchedule::OWN;
            DdPicture picture;
            picture.serverSteps = group.allocation.serverSteps;
            picture.deviceSteps = group.allocation.deviceSteps[i];
            picture.scheduleSteps = own ? picture.deviceSteps : longest;
            picture.bitError = closed.bitError[i];
            const DdUser& user = group.state.users[i];
            const DdJudge judge(group.parameters.qoe, user.personality, user.distance);
            NS_TEST_ASSERT_MSG_EQ_TOL(judge.Qoe(picture),
                                      closed.qoe[i],
                                      1e-15,
                                      "QoE for the expected bit errors");
        }
    }

    /**
     * @param record of a slot
     * @param decision of it
     */
    void CheckEnergy(const DdSlotRecord& record, const DdDecision& decision)
    {
        // Bursts end at whole nanoseconds; 12 packets of a latent may each be off by one.
        constexpr double PACKETS = 12.0;
        double power = 0.0;
        for (const DdGroupDecision& group : decision.groups)
        {
            for (const double watts : group.allocation.power)
            {
                power += watts;
            }
        }
        const double tolerance = 1e-9 * record.expectedServerEnergy + PACKETS * 1e-9 * power;
        NS_TEST_ASSERT_MSG_EQ_TOL(record.sharedEnergy + record.radioEnergy,
                                  record.expectedServerEnergy,
                                  tolerance,
                                  "left side of (24)");
        NS_TEST_ASSERT_MSG_EQ_TOL(record.deviceEnergy,
                                  record.expectedDeviceEnergy,
                                  1e-9 * record.expectedDeviceEnergy,
                                  "left side of (22), of all");
    }

    /// @param user of a slot
    void CheckUser(const DdUserRecord& user)
    {
        constexpr double PACKETS = 12.0; // each ends at a whole nanosecond
        NS_TEST_ASSERT_MSG_EQ(user.bits, 8 * 16384, "all of a latent");
        NS_TEST_ASSERT_MSG_EQ_TOL(user.airtime,
                                  m_options.parameters.energyPerWatt,
                                  1e-9 * PACKETS,
                                  "beta");
        NS_TEST_ASSERT_MSG_EQ_TOL(user.shared,
                                  user.serverSteps * m_options.serverStepTime.GetSeconds(),
                                  1e-12,
                                  "t_0 steps");
        NS_TEST_ASSERT_MSG_EQ_TOL(user.steps,
                                  user.deviceSteps * m_options.deviceStepTime.GetSeconds(),
                                  1e-12,
                                  "t_k steps");
        // Six deviations of a binomial, and ten bits where the mean is too small for them: one
        // correct run in some 10^7 fails.
        const double mean = user.bits * user.expectedError;
        const double deviation = std::sqrt(mean * (1.0 - user.expectedError));
        NS_TEST_ASSERT_MSG_EQ_TOL(user.wrongBits, mean, 6.0 * deviation + 10.0, "bit errors");
    }

    std::string m_scheme;       //!< decides
    DdNetworkOptions m_options; //!< what is run
};

/**
 * @ingroup isac-aigc-tests
 * The same in pairs and clusters, where a head's own latent has no errors and no airtime.
 */
class DdHeadsTestCase : public TestCase
{
  public:
    /// @param arrangement as DdCell's attribute
    explicit DdHeadsTestCase(const std::string& arrangement)
        : TestCase("devices take shared steps: " + arrangement)
    {
        m_options.arrangement = arrangement;
        m_options.parameters.users = 4;
        m_options.scenario.minStepEnergy = 0.5; // heads differ
        m_options.ideal = true;
        m_options.slots = 8;
    }

  private:
    void DoRun() override
    {
        const DdRun run = RunDd(m_options, "equal-power");
        NS_TEST_ASSERT_MSG_EQ(run.slots.size(), m_options.slots, "all slots over");
        uint32_t members = 0;
        for (std::size_t slot = 0; slot < run.slots.size(); ++slot)
        {
            const DdSlotRecord& record = run.slots[slot];
            std::size_t largest = 0;
            for (const DdGroupDecision& group : run.decisions[slot].groups)
            {
                largest = std::max(largest, group.users.size());
            }
            NS_TEST_ASSERT_MSG_EQ((m_options.arrangement == "Pairs" && largest > 2),
                                  false,
                                  "a pair has two");
            double steps = 0.0;
            double radio = 0.0;
            for (const DdUserRecord& user : record.users)
            {
                NS_TEST_ASSERT_MSG_EQ(user.bits, 8 * 16384, "all of a latent");
                if (user.head)
                {
                    NS_TEST_ASSERT_MSG_EQ(user.wrongBits, 0, "within a device nothing is lost");
                    NS_TEST_ASSERT_MSG_EQ(user.airtime, 0.0, "nor takes time");
                    const double energy = 0.5 + 0.5 * user.user / 3.0;
                    steps += energy * user.serverSteps;
                    continue;
                }
                ++members;
                radio += m_options.parameters.energyPerWatt * user.power;
                const double mean = user.bits * user.expectedError;
                const double deviation = std::sqrt(mean * (1.0 - user.expectedError));
                NS_TEST_ASSERT_MSG_EQ_TOL(user.wrongBits,
                                          mean,
                                          6.0 * deviation + 10.0,
                                          "bit errors of the link between devices");
            }
            NS_TEST_ASSERT_MSG_EQ_TOL(record.sharedEnergy, steps, 1e-9 * steps, "of heads");
            NS_TEST_ASSERT_MSG_EQ_TOL(record.radioEnergy,
                                      radio,
                                      1e-6 * radio,
                                      "only members are sent to");
        }
        NS_TEST_ASSERT_MSG_GT(members, 5, "some share steps");
    }

    DdNetworkOptions m_options; //!< what is run
};

/**
 * @ingroup isac-aigc-tests
 */
class DdParityTestSuite : public TestSuite
{
  public:
    DdParityTestSuite()
        : TestSuite("isac-aigc-dd-parity", Type::SYSTEM)
    {
        constexpr double ALL = 10.0; // farther than any two prompts are
        AddTestCase(new DdParityTestCase("random", 3, DdSchedule::LONGEST, ALL), ISAC_TEST_QUICK);
        AddTestCase(new DdParityTestCase("random", 3, DdSchedule::OWN, ALL), ISAC_TEST_QUICK);
        AddTestCase(new DdParityTestCase("random", 1, DdSchedule::OWN, ALL), ISAC_TEST_QUICK);
        AddTestCase(new DdParityTestCase("random", 6, DdSchedule::LONGEST, 0.5), ISAC_TEST_QUICK);
        AddTestCase(new DdParityTestCase("equal-power", 2, DdSchedule::LONGEST, 1.0),
                    ISAC_TEST_QUICK);
        AddTestCase(new DdHeadsTestCase("Pairs"), ISAC_TEST_QUICK);
        AddTestCase(new DdHeadsTestCase("Cluster"), ISAC_TEST_QUICK);
    }
};

static DdParityTestSuite g_ddParityTestSuite; //!< registers the suite
