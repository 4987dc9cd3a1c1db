/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-test-latent.h"

#include "ns3/isac-compat.h"
#include "ns3/test.h"

using namespace ns3;
using namespace ns3::isac;
using namespace ns3::isac::test;

/**
 * @ingroup isac-aigc
 * After n copies a bit is wrong with the probability at the sum of the SINRs that it met.
 */
class IsacChaseCombiningTest : public TestCase
{
  public:
    IsacChaseCombiningTest()
        : TestCase("errors after copies of unequal SINR")
    {
    }

  private:
    void DoRun() override
    {
        constexpr uint32_t BYTES = 40000;
        auto random = CreateObject<UniformRandomVariable>();
        random->SetStream(1);
        const std::vector<IsacByteRange> ranges = {{0, 10000}, {20000, BYTES}};
        for (const NamedModulation& modulation : MODULATIONS)
        {
            // Copies whose SINR changes at different bits.
            const double unit = SnrFor(modulation.modulation, 0.15);
            const std::vector<IsacSinrProfile> copies = {
                {{0.5, 0.8 * unit}, {1.0, 0.3 * unit}},
                {{1.0, 0.5 * unit}},
                {{0.25, 0.0}, {0.75, 0.4 * unit}, {1.0, unit}}};
            // By quarters of the frame.
            const double sums[3][4] = {{0.8, 0.8, 0.3, 0.3},
                                       {1.3, 1.3, 0.8, 0.8},
                                       {1.3, 1.7, 1.2, 1.8}};
            IsacSoftCombiner::Frame frame;
            std::vector<uint32_t> before;
            for (std::size_t n = 0; n < copies.size(); ++n)
            {
                IsacSoftCombiner::Receive(frame,
                                          modulation.modulation,
                                          copies[n],
                                          BYTES,
                                          ranges,
                                          random);
                double counts[4] = {0.0, 0.0, 0.0, 0.0};
                bool within = true;
                for (const uint32_t bit : frame.wrong)
                {
                    counts[4 * bit / (8 * BYTES)] += 1.0;
                    within = within && (bit < 80000 || bit >= 160000);
                }
                NS_TEST_ASSERT_MSG_EQ(within, true, "errors in tagged bytes only");
                for (int quarter = 0; quarter < 4; ++quarter)
                {
                    const double bits = quarter == 1 ? 0.0 : 2.0 * BYTES;
                    const double p =
                        BitErrorProbability(modulation.modulation, sums[n][quarter] * unit);
                    NS_TEST_ASSERT_MSG_EQ_TOL(counts[quarter],
                                              bits * p,
                                              FiveSigma(bits, p),
                                              modulation.name << ", copy " << n + 1 << ", quarter "
                                                              << quarter);
                }
                NS_TEST_ASSERT_MSG_EQ(frame.copies, n + 1, "copies");
            }
            // A copy without airtime met no noise.
            IsacSoftCombiner::Receive(frame, modulation.modulation, {}, BYTES, ranges, random);
            NS_TEST_ASSERT_MSG_EQ(frame.wrong.size(), 0, "no noise, no error");
        }
        // A bit that meets no signal at all is a toss.
        IsacSoftCombiner::Frame dark;
        IsacSoftCombiner::Receive(dark,
                                  Modulation::BPSK,
                                  {{1.0, 0.0}},
                                  BYTES,
                                  {{0, BYTES}},
                                  random);
        NS_TEST_ASSERT_MSG_EQ_TOL(dark.wrong.size(),
                                  4.0 * BYTES,
                                  FiveSigma(8.0 * BYTES, 0.5),
                                  "without signal");
    }
};

/**
 * @ingroup isac-aigc
 * A receiver remembers a limited number of frames, and forgets the one that waits longest.
 */
class IsacSoftMemoryTest : public TestCase
{
  public:
    IsacSoftMemoryTest()
        : TestCase("frames that are remembered")
    {
    }

  private:
    void DoRun() override
    {
        constexpr uint32_t MEMORY = 4096;
        const Mac48Address sender("00:00:00:00:00:07");
        IsacSoftCombiner combiner;
        for (uint32_t i = 0; i < MEMORY; ++i)
        {
            combiner.Remember({sender, i}).copies = 1;
        }
        combiner.Forget({sender, 5});
        combiner.Forget({sender, MEMORY + 7});
        combiner.Remember({sender, MEMORY}).copies = 1;
        NS_TEST_ASSERT_MSG_EQ(combiner.GetSize(), MEMORY, "full");
        NS_TEST_ASSERT_MSG_EQ(combiner.Remember({sender, 0}).copies, 1, "the oldest is known");
        combiner.Remember({sender, MEMORY + 1}).copies = 1;
        NS_TEST_ASSERT_MSG_EQ(combiner.GetSize(), MEMORY, "no more than that");
        NS_TEST_ASSERT_MSG_EQ(combiner.Remember({sender, 1}).copies, 1, "still known");
        NS_TEST_ASSERT_MSG_EQ(combiner.Remember({sender, MEMORY + 1}).copies, 1, "the newest");
        NS_TEST_ASSERT_MSG_EQ(combiner.Remember({sender, 0}).copies, 0, "the oldest was forgotten");
        NS_TEST_ASSERT_MSG_EQ(combiner.Remember({Mac48Address("00:00:00:00:00:08"), 2}).copies,
                              0,
                              "of another sender");
    }
};

/**
 * @ingroup isac-aigc
 * Through MAC and PHY: every copy of a frame costs its airtime and its energy, and what is
 * delivered has the errors that are left.
 */
class IsacHarqTest : public TestCase
{
  public:
    /**
     * @param uplink which way frames go
     * @param transmissions most copies
     * @param probability of a bit error in one copy
     */
    IsacHarqTest(bool uplink, uint32_t transmissions, double probability)
        : TestCase(std::string(uplink ? "up" : "down") + "link, at most " +
                   std::to_string(transmissions) + " copies, bit errors " +
                   std::to_string(probability)),
          m_uplink(uplink),
          m_transmissions(transmissions),
          m_probability(probability)
    {
    }

  private:
    void DoRun() override
    {
        constexpr double DISTANCE = 100.0;
        constexpr uint32_t FRAMES = 60;
        constexpr uint32_t BYTES = 500;
        constexpr double BATTERY = 1e3;
        IsacHelper helper = MakeUncodedHelper("Qpsk");
        helper.SetErrorModelAttribute("Transmissions", UintegerValue(m_transmissions));
        const double snr = SnrFor(Modulation::QPSK, m_probability);
        const double band = 20e6;
        const double power = snr * NoiseDensity() * band / PathGain(DISTANCE);
        helper.SetBands(28e9, band, band);
        helper.SetBsMacAttribute("StandingPower", DoubleValue(power));
        helper.SetUeMacAttribute("TxPower", DoubleValue(power));
        TestCell cell(helper, 0.0, {DISTANCE});
        helper.AssignStreams(cell.devices, 1);
        const auto from = cell.Device(m_uplink ? 1 : 0);
        const auto to = cell.Device(m_uplink ? 0 : 1);
        const auto energy = IsacHelper::InstallEnergy(from, BATTERY);
        m_repeats = 0;
        from->GetMac()->TraceConnectWithoutContext("MacRepeat",
                                                   MakeCallback(&IsacHarqTest::Repeat, this));
        LatentReceiver receiver(m_uplink ? to->GetUplinkChains().at(0) : to->GetPhy(), false);
        to->GetMac()->TraceConnectWithoutContext("MacRx",
                                                 MakeCallback(&LatentReceiver::Trace, &receiver));
        for (uint32_t i = 0; i < FRAMES; ++i)
        {
            from->Send(MakeLatent(BYTES, i), to->GetAddress(), PROTOCOL);
        }
        // One that is not tagged is never wanted again.
        from->Send(MakeLatent(BYTES, 99, false), to->GetAddress(), PROTOCOL);
        Simulator::Stop(Seconds(5)); // batteries look at themselves for ever
        Simulator::Run();
        NS_TEST_ASSERT_MSG_EQ(receiver.frames.size(), FRAMES + 1, "every frame, once");
        uint32_t left = 0;
        for (const auto& frame : receiver.frames)
        {
            IsacMacHeader header;
            frame->RemoveHeader(header);
            const bool tagged = header.sequence < FRAMES;
            left +=
                Differences(MakeBytes(BYTES, tagged ? header.sequence : 99), BytesOf(frame)).size();
        }
        // Copies by number: c_n frames needed an n-th one.
        std::vector<double> copies(m_transmissions, 0.0);
        uint32_t told = 0;
        for (const IsacPayloadErrors& errors : receiver.told)
        {
            copies.at(errors.copies - 1) += 1.0;
            told += errors.delivered ? errors.turnedBits : 0;
            NS_TEST_ASSERT_MSG_EQ(errors.delivered,
                                  (errors.turnedBits == 0 || errors.copies == m_transmissions),
                                  "delivered when correct, or when there is no copy left");
        }
        double expected = FRAMES;
        for (uint32_t n = 0; n < m_transmissions; ++n)
        {
            NS_TEST_ASSERT_MSG_EQ_TOL(copies[n],
                                      expected,
                                      FiveSigma(FRAMES, expected / FRAMES),
                                      "copies number " << n + 1);
            expected = FRAMES * Wrong((n + 1) * snr, 8 * BYTES);
        }
        const double p = BitErrorProbability(Modulation::QPSK, m_transmissions * snr);
        const double bits = 8.0 * BYTES * FRAMES;
        NS_TEST_ASSERT_MSG_EQ_TOL(left, bits * p, FiveSigma(bits, p), "wrong bits that are left");
        NS_TEST_ASSERT_MSG_EQ(told, left, "wrong bits told of");
        const double sent = receiver.told.size();
        NS_TEST_ASSERT_MSG_EQ(m_repeats + FRAMES, sent, "repeats are the copies after the first");
        NS_TEST_ASSERT_MSG_EQ(receiver.lost, m_repeats, "each repeat is a copy not handed up");
        // Ends of frames are whole nanoseconds.
        const double airtime = (sent + 1.0) * 8.0 * (BYTES + 20) / (2.0 * band);
        NS_TEST_ASSERT_MSG_EQ_TOL(energy->GetTotalEnergyConsumption(),
                                  power * airtime,
                                  power * 1e-9 * (sent + 1.0),
                                  "energy of all copies");
        NS_TEST_ASSERT_MSG_EQ_TOL(receiver.times.back().GetSeconds(),
                                  airtime,
                                  1e-9 * (sent + 1.0),
                                  "airtime of all copies");
        Simulator::Destroy();
    }

    /// A frame is wanted again.
    void Repeat(Ptr<const Packet>)
    {
        ++m_repeats;
    }

    /**
     * @param snr of all copies
     * @param bits of a frame
     * @return probability that one of them is wrong
     */
    static double Wrong(double snr, double bits)
    {
        return -std::expm1(bits * std::log1p(-BitErrorProbability(Modulation::QPSK, snr)));
    }

    bool m_uplink;            //!< which way
    uint32_t m_transmissions; //!< most copies
    double m_probability;     //!< of a bit error in one copy
    uint32_t m_repeats = 0;   //!< frames wanted again
};

/**
 * @ingroup isac-aigc
 * Feedback takes the time that it is given; a grant that has ended takes the copy with it.
 */
class IsacHarqTimeTest : public TestCase
{
  public:
    IsacHarqTimeTest()
        : TestCase("time of feedback, end of a grant")
    {
    }

  private:
    void DoRun() override
    {
        constexpr double DISTANCE = 100.0;
        constexpr uint32_t BYTES = 1000;
        constexpr double WIDTH = 1e6;
        const Time feedback = MilliSeconds(3);
        const double power =
            SnrFor(Modulation::BPSK, 0.1) * NoiseDensity() * WIDTH / PathGain(DISTANCE);
        const Time airtime = Seconds(8.0 * (BYTES + 20) / WIDTH);
        // Room in the grant for both copies, and for one only.
        for (const double room : {2.5, 1.5})
        {
            IsacHelper helper = MakeUncodedHelper("Bpsk");
            helper.SetBands(28e9, WIDTH, WIDTH);
            helper.SetErrorModelAttribute("Transmissions", UintegerValue(2));
            helper.SetErrorModelAttribute("FeedbackDelay", TimeValue(feedback));
            TestCell cell(helper, 0.0, {DISTANCE});
            helper.AssignStreams(cell.devices, 1);
            LatentReceiver receiver(cell.Device(1)->GetPhy(), false);
            cell.Device(1)->GetMac()->TraceConnectWithoutContext(
                "MacRx",
                MakeCallback(&LatentReceiver::Trace, &receiver));
            IsacDownlinkGrant grant;
            grant.user = cell.Address(1);
            grant.power = power;
            grant.airtime = room * airtime.GetSeconds();
            grant.deadline = Seconds(10);
            IsacTimeline timeline;
            timeline.downlink.push_back(grant);
            cell.mac->Execute(timeline);
            Ptr<Packet> packet = MakeLatent(BYTES, 1);
            SocketPriorityTag priority;
            priority.SetPriority(6);
            packet->AddPacketTag(priority);
            cell.Device(0)->Send(packet, cell.Device(1)->GetAddress(), PROTOCOL);
            Simulator::Run();
            const std::size_t copies = room > 2.0 ? 2 : 1;
            NS_TEST_ASSERT_MSG_EQ(receiver.told.size(), copies, "copies on air");
            NS_TEST_ASSERT_MSG_EQ(receiver.frames.size(), copies - 1, "delivered after the second");
            if (copies == 2)
            {
                // Both bursts end at whole nanoseconds.
                NS_TEST_ASSERT_MSG_EQ_TOL(receiver.times.at(0).GetNanoSeconds(),
                                          (airtime + airtime + feedback).GetNanoSeconds(),
                                          2,
                                          "two copies and the feedback between them");
            }
            Simulator::Destroy();
        }
    }
};

/// @ingroup isac-aigc
/// Tests of HARQ with chase combining.
class IsacDdHarqTestSuite : public TestSuite
{
  public:
    IsacDdHarqTestSuite()
        : TestSuite("isac-aigc-dd-harq", Type::UNIT)
    {
        AddTestCase(new IsacChaseCombiningTest, ISAC_TEST_QUICK);
        AddTestCase(new IsacSoftMemoryTest, ISAC_TEST_QUICK);
        for (const bool uplink : {false, true})
        {
            AddTestCase(new IsacHarqTest(uplink, 1, 0.05), ISAC_TEST_QUICK);
            AddTestCase(new IsacHarqTest(uplink, 3, 0.05), ISAC_TEST_QUICK);
            AddTestCase(new IsacHarqTest(uplink, 2, 2e-4), ISAC_TEST_QUICK);
            AddTestCase(new IsacHarqTest(uplink, 5, 0.02), ISAC_TEST_QUICK);
        }
        AddTestCase(new IsacHarqTimeTest, ISAC_TEST_QUICK);
    }
};

/// The suite.
static IsacDdHarqTestSuite g_isacDdHarqTestSuite;
