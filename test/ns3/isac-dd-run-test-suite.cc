/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-test-dd.h"

#include "ns3/isac-compat.h"
#include "ns3/string.h"
#include "ns3/test.h"
#include "ns3/uinteger.h"

#include <sstream>

using namespace ns3;
using namespace ns3::isac;
using namespace ns3::isac::test;

/**
 * @file
 * @ingroup isac-aigc-tests
 * Runs of distributed diffusion: what headers cost, pictures, cache, HARQ, lost latents, silence.
 */

/**
 * @ingroup isac-aigc-tests
 * With headers a latent takes beta all the same, on a wider band; control takes time and energy,
 * for which a reserve may be kept.
 */
class DdHeadersTestCase : public TestCase
{
  public:
    DdHeadersTestCase()
        : TestCase("headers take a wider band, control takes time and energy")
    {
    }

  private:
    void DoRun() override
    {
        DdNetworkOptions options;
        options.slots = 6;
        double rate = 0.0;
        const DdRun run = RunDd(options, "equal-power", 1, [&rate](DdNetwork& network) {
            rate = network.helper.GetCell()->GetRate();
        });
        NS_TEST_ASSERT_MSG_EQ(run.slots.size(), options.slots, "all slots over");
        // 12 packets, each with headers of MAC, IPv4, UDP and its own.
        const double headers = 12.0 * (IsacMacHeader().GetSerializedSize() + 28.0 +
                                       DdLatentHeader().GetSerializedSize());
        NS_TEST_ASSERT_MSG_EQ_TOL(rate, 8.0 * (16384.0 + headers) / 0.1, 1e-6, "with headers");
        for (const DdSlotRecord& record : run.slots)
        {
            double power = 0.0;
            for (const DdUserRecord& user : record.users)
            {
                NS_TEST_ASSERT_MSG_EQ_TOL(user.airtime, 0.1, 12e-9, "beta");
                NS_TEST_ASSERT_MSG_GT(user.wait, 0.0, "control takes time");
                const double mean = user.bits * user.expectedError;
                NS_TEST_ASSERT_MSG_EQ_TOL(user.wrongBits,
                                          mean,
                                          6.0 * std::sqrt(mean) + 10.0,
                                          "bit errors as ever");
                power += user.power;
            }
            const double control = record.radioEnergy - 0.1 * power;
            NS_TEST_ASSERT_MSG_GT(control, 0.0, "control is paid for");
            NS_TEST_ASSERT_MSG_LT(control, 0.01, "and is 10 mW for less than a second");
        }
        options.reserve = 0.1;
        const DdRun kept = RunDd(options, "equal-power");
        for (const DdSlotRecord& record : kept.slots)
        {
            NS_TEST_ASSERT_MSG_LT(record.sharedEnergy + record.radioEnergy, 20.0, "kept");
        }
    }
};

/**
 * @ingroup isac-aigc-tests
 * With a source of pictures each device ends with the picture that the received bytes and its own
 * prompt lead to; the same seed gives the same bytes, another run others.
 */
class DdPicturesTestCase : public TestCase
{
  public:
    DdPicturesTestCase()
        : TestCase("pictures are those of the bytes received, the same for a seed")
    {
    }

  private:
    void DoRun() override
    {
        DdNetworkOptions options;
        const auto toy = std::make_shared<ToyLatents>();
        options.source = toy;
        options.slots = 4;
        options.packetSize = 20; // 64 bytes: four packets
        options.parameters.schedule = DdSchedule::LONGEST;
        int asked = 0;
        options.evaluator = [&asked](const DdJudgement& judgement) {
            ++asked;
            return DdVerdict{judgement.question.picture.pixels.front() / 255.0, 0.25};
        };
        const DdRun run = RunDd(options, "equal-split-3-8");
        NS_TEST_ASSERT_MSG_EQ(run.outcomes.size(), 12, "all pictures");
        NS_TEST_ASSERT_MSG_EQ(asked, 12, "the evaluator was asked for each");
        for (const DdClientOutcome& outcome : run.outcomes)
        {
            NS_TEST_ASSERT_MSG_EQ(outcome.judgement.latent.size(), 64, "a latent");
            const RgbPicture picture = toy->Decode(outcome.judgement.latent);
            NS_TEST_ASSERT_MSG_EQ((picture.pixels == outcome.judgement.question.picture.pixels),
                                  true,
                                  "of this latent");
            NS_TEST_ASSERT_MSG_EQ(outcome.outcome.qoe, picture.pixels.front() / 255.0, "rated");
            NS_TEST_ASSERT_MSG_EQ(outcome.outcome.leak, 0.25, "as the evaluator has it");
            CheckEnd(*toy, outcome);
        }
        const DdRun same = RunDd(options, "equal-split-3-8");
        const DdRun other = RunDd(options, "equal-split-3-8", 2);
        NS_TEST_ASSERT_MSG_EQ((Bytes(run) == Bytes(same)), true, "same seed, same bytes");
        NS_TEST_ASSERT_MSG_EQ((Bytes(run) == Bytes(other)), false, "another run, others");
    }

    /**
     * @param toy source
     * @param outcome whose latent is near the mean of its own prompt, not of another
     */
    void CheckEnd(const ToyLatents& toy, const DdClientOutcome& outcome)
    {
        // Eight steps shrink what was there before to .6^8 = .017 of it; noise adds .1 at most.
        const int own = toy.FindPrompt(outcome.request.prompt);
        double worst = 0.0;
        for (std::size_t v = 0; v < outcome.judgement.latent.size(); ++v)
        {
            const double mean = std::sin(0.7 * own + static_cast<double>(v));
            worst = std::max(worst, std::abs(outcome.judgement.latent[v] - mean));
        }
        NS_TEST_ASSERT_MSG_LT(worst, 0.017 * (3.5 + 1.0) + 0.1 / 0.4, "his own prompt");
    }

    /// @param run any @return all numbers and pixels of it as text
    static std::string Bytes(const DdRun& run)
    {
        std::ostringstream text;
        text.precision(17);
        for (const DdClientOutcome& outcome : run.outcomes)
        {
            text << outcome.outcome << ' ' << outcome.request << ' ' << outcome.plan << ' ';
            for (const uint8_t pixel : outcome.judgement.question.picture.pixels)
            {
                text << unsigned(pixel) << ',';
            }
        }
        return text.str();
    }
};

/**
 * @ingroup isac-aigc-tests
 * A latent that was kept saves its steps, their energy and their time.
 */
class DdCacheTestCase : public TestCase
{
  public:
    DdCacheTestCase()
        : TestCase("a cache saves steps, energy and time")
    {
    }

  private:
    void DoRun() override
    {
        DdNetworkOptions options;
        options.ideal = true;
        options.slots = 5;
        options.cacheCapacity = 4;
        options.prompts = {"red striped disk", "red plain disk", "red striped disk"};
        const DdRun run = RunDd(options, "equal-split-3-8");
        NS_TEST_ASSERT_MSG_EQ(run.slots.size(), options.slots, "all slots over");
        NS_TEST_ASSERT_MSG_EQ(run.cacheSizes.front(), 1, "one latent is kept");
        for (const DdSlotRecord& record : run.slots)
        {
            const bool first = record.slot == 0;
            NS_TEST_ASSERT_MSG_EQ(record.cacheHits, (first ? 0U : 1U), "hits");
            NS_TEST_ASSERT_MSG_EQ(record.cacheMisses, (first ? 1U : 0U), "misses");
            NS_TEST_ASSERT_MSG_EQ(record.savedSteps, (first ? 0U : 3U), "steps");
            NS_TEST_ASSERT_MSG_EQ_TOL(record.savedEnergy, (first ? 0.0 : 1.5), 1e-12, "joules");
            NS_TEST_ASSERT_MSG_EQ_TOL(record.sharedEnergy, (first ? 1.5 : 0.0), 1e-9, "drawn");
            for (const DdUserRecord& user : record.users)
            {
                NS_TEST_ASSERT_MSG_EQ(user.sharedTaken, (first ? 3 : 0), "steps taken");
                NS_TEST_ASSERT_MSG_EQ_TOL(user.shared, (first ? 0.15 : 0.0), 1e-9, "their time");
            }
        }
        // A near prompt's latent serves within reach, and its traits then leak into every picture.
        options.cacheReach = 0.5;
        options.prompts = {"red striped disk", "red striped disk", "red striped disk"};
        const DdRun far = RunDd(options, "equal-split-3-8", 1, [](DdNetwork& network) {
            network.manager->TraceConnectWithoutContext(
                "Slot",
                FunctionCallback<uint32_t>([&network](uint32_t slot) {
                    for (const auto& client : network.clients)
                    {
                        client->SetAttribute(
                            "Prompt",
                            StringValue(slot == 0 ? "red plain disk" : "red striped disk"));
                    }
                }));
        });
        NS_TEST_ASSERT_MSG_EQ(far.slots[0].users[0].distance, 0.0, "his own prompt");
        NS_TEST_ASSERT_MSG_EQ(far.slots[1].cacheHits, 1, "a neighbour serves");
        for (const DdUserRecord& user : far.slots[1].users)
        {
            NS_TEST_ASSERT_MSG_EQ(user.serverPrompt, "red plain disk", "begun with the other");
            NS_TEST_ASSERT_MSG_EQ_TOL(user.distance, 0.5, 1e-12, "and so far away");
        }
        // With a step more by the second prompt it is neither's, and not kept.
        int slot = 0;
        options.slots = 2;
        const DdRun mixed = RunDd(options, "equal-split-3-8", 1, [&slot](DdNetwork& network) {
            network.manager->SetDecider([&slot, &network](const DdParameters& parameters,
                                                          const DdState&) {
                for (const auto& client : network.clients)
                {
                    client->SetAttribute("Prompt", StringValue("red plain disk")); // from now on
                }
                DdAllocation allocation;
                allocation.serverSteps = 2 + slot;
                const auto users = static_cast<std::size_t>(parameters.users);
                allocation.deviceSteps.assign(users, 8 - slot++);
                allocation.power.assign(users, 1.0);
                return allocation;
            });
        });
        NS_TEST_ASSERT_MSG_EQ(mixed.slots[1].savedSteps, 2, "two of three steps");
        NS_TEST_ASSERT_MSG_EQ(mixed.cacheSizes.front(), 1, "the first prompt's alone");
    }
};

/**
 * @ingroup isac-aigc-tests
 * Repeated packets take errors away, and airtime and energy for it.
 */
class DdHarqTestCase : public TestCase
{
  public:
    DdHarqTestCase()
        : TestCase("HARQ takes errors away, for airtime and energy")
    {
    }

  private:
    void DoRun() override
    {
        DdNetworkOptions options;
        options.ideal = true;
        options.slots = 6;
        const DdRun plain = RunDd(options, "equal-power");
        options.transmissions = 16;
        const DdRun repeated = RunDd(options, "equal-power");
        double energy[2] = {};
        uint64_t wrong[2] = {};
        for (uint32_t slot = 0; slot < options.slots; ++slot)
        {
            int side = 0;
            for (const DdRun* run : {&plain, &repeated})
            {
                energy[side] += run->slots.at(slot).radioEnergy;
                for (const DdUserRecord& user : run->slots[slot].users)
                {
                    NS_TEST_ASSERT_MSG_EQ(user.bits, 8 * 16384, "all of a latent");
                    wrong[side] += user.wrongBits;
                }
                ++side;
            }
        }
        NS_TEST_ASSERT_MSG_GT(wrong[0], 1000, "errors without");
        NS_TEST_ASSERT_MSG_LT(wrong[1], wrong[0] / 10, "hardly any with");
        NS_TEST_ASSERT_MSG_GT(energy[1], 1.5 * energy[0], "which is paid for");
    }
};

/**
 * @ingroup isac-aigc-tests
 * Users whose latents never come go on at the deadline; unknown prompts and silent users leave
 * others alone; a slot in which nobody reports is over at once.
 */
class DdLossTestCase : public TestCase
{
  public:
    DdLossTestCase()
        : TestCase("latents that never come, prompts that nobody knows, users who do not report")
    {
    }

  private:
    void DoRun() override
    {
        DdNetworkOptions options;
        options.ideal = true;
        options.slots = 2;
        options.latentTimeout = MilliSeconds(150); // shared steps take 100 ms, the latent as much
        const DdRun late = RunDd(options, "equal-split-2-8");
        NS_TEST_ASSERT_MSG_EQ(late.outcomes.size(), 6, "everyone gets a picture");
        for (const DdClientOutcome& outcome : late.outcomes)
        {
            NS_TEST_ASSERT_MSG_GT(outcome.outcome.latentBytes, 5000, "a part has come");
            NS_TEST_ASSERT_MSG_LT(outcome.outcome.latentBytes, 10000, "and no more");
            NS_TEST_ASSERT_MSG_EQ(outcome.outcome.latent, MilliSeconds(150), "at the deadline");
            // What is missing is guessed, and differs in about half of its bits: 8 deviations.
            const double missing = 8.0 * (16384 - outcome.outcome.latentBytes);
            NS_TEST_ASSERT_MSG_GT(outcome.outcome.wrongBits, 0.3 * missing, "many are wrong");
        }
        // Slots that are given up while latents, or devices, are under way.
        options.latentTimeout = Seconds(300);
        for (const int milliseconds : {70, 160, 400})
        {
            options.slots = 5;
            options.slotTime = MilliSeconds(10);
            options.slotTimeout = MilliSeconds(milliseconds);
            for (const char* arrangement : {"Edge", "Cluster"})
            {
                options.arrangement = arrangement;
                double drawn = 0.0;
                const DdRun hasty =
                    RunDd(options, "equal-split-2-8", 1, [&drawn](DdNetwork& network) {
                        network.manager->TraceConnectWithoutContext(
                            "SlotEnd",
                            FunctionCallback<uint32_t>(
                                [&](uint32_t) { drawn = EnergyOf(network); }));
                    });
                double counted = 0.0;
                for (const DdSlotRecord& record : hasty.slots)
                {
                    counted += record.sharedEnergy + record.radioEnergy + record.deviceEnergy;
                }
                NS_TEST_ASSERT_MSG_GT(drawn, 0.0, "batteries have lost something");
                NS_TEST_ASSERT_MSG_EQ_TOL(counted, drawn, 1e-9 * drawn, "all of it is in a slot");
                NS_TEST_ASSERT_MSG_EQ(hasty.slots.size(), 5, "all slots end");
                NS_TEST_ASSERT_MSG_EQ(hasty.outcomes.size(), 0, "nobody is done");
                NS_TEST_ASSERT_MSG_EQ(hasty.slots[4].sumQoe, 0.0, "nothing is worth anything");
            }
        }
        options = DdNetworkOptions();
        options.ideal = true;
        options.slots = 2;
        const DdRun unknown = RunDd(options, "equal-split-2-8", 1, [](DdNetwork& network) {
            network.clients[1]->SetAttribute("Prompt", StringValue("a red tiger"));
        });
        NS_TEST_ASSERT_MSG_EQ(unknown.slots.size(), 2, "slots end");
        for (const DdSlotRecord& record : unknown.slots)
        {
            NS_TEST_ASSERT_MSG_EQ(record.users.size(), 2, "the others");
            NS_TEST_ASSERT_MSG_EQ(record.done, 2, "have their pictures");
        }
        options.ideal = false;
        options.reportTimeout = NanoSeconds(10);
        const DdRun silent = RunDd(options, "equal-split-2-8");
        NS_TEST_ASSERT_MSG_EQ(silent.slots.size(), 2, "slots end");
        NS_TEST_ASSERT_MSG_EQ(silent.slots[1].users.size(), 0, "nobody was heard");
        NS_TEST_ASSERT_MSG_EQ(silent.slots[1].sharedEnergy, 0.0, "nothing is done");
    }

    /// @param network that runs @return what its latents and steps have drawn so far [J]
    static double EnergyOf(const DdNetwork& network)
    {
        double energy = 0.0;
        for (const auto& server : network.servers)
        {
            energy += server->GetProcessor()->GetTotalEnergyConsumption();
        }
        for (const auto& sender : network.senders)
        {
            energy += sender->GetTotalEnergyConsumption();
        }
        for (const auto& client : network.clients)
        {
            energy += client->GetProcessor()->GetTotalEnergyConsumption();
        }
        return energy;
    }
};

/**
 * @ingroup isac-aigc-tests
 * The edge server behind a link does the same, later by its delay.
 */
class DdRemoteTestCase : public TestCase
{
  public:
    DdRemoteTestCase()
        : TestCase("an edge server behind a link")
    {
    }

  private:
    void DoRun() override
    {
        DdNetworkOptions options;
        options.ideal = true;
        options.slots = 3;
        const DdRun near = RunDd(options, "equal-power");
        options.remote = true;
        options.backhaulDelay = MilliSeconds(30);
        const DdRun far = RunDd(options, "equal-power");
        for (uint32_t slot = 0; slot < options.slots; ++slot)
        {
            for (std::size_t i = 0; i < 3; ++i)
            {
                const DdUserRecord& one = near.slots.at(slot).users.at(i);
                const DdUserRecord& two = far.slots.at(slot).users.at(i);
                NS_TEST_ASSERT_MSG_EQ(one.power, two.power, "the same decision");
                // There and back, and what 10 Gbit/s take for 17 kB three times: 41 us.
                NS_TEST_ASSERT_MSG_EQ_TOL(two.latency - one.latency, 0.06, 5e-5, "later");
            }
        }
    }
};

/**
 * @ingroup isac-aigc-tests
 */
class DdRunTestSuite : public TestSuite
{
  public:
    DdRunTestSuite()
        : TestSuite("isac-aigc-dd-run", Type::SYSTEM)
    {
        AddTestCase(new DdHeadersTestCase, ISAC_TEST_QUICK);
        AddTestCase(new DdPicturesTestCase, ISAC_TEST_QUICK);
        AddTestCase(new DdCacheTestCase, ISAC_TEST_QUICK);
        AddTestCase(new DdHarqTestCase, ISAC_TEST_QUICK);
        AddTestCase(new DdLossTestCase, ISAC_TEST_QUICK);
        AddTestCase(new DdRemoteTestCase, ISAC_TEST_QUICK);
    }
};

static DdRunTestSuite g_ddRunTestSuite; //!< registers the suite
