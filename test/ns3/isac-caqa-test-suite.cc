/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/boolean.h"
#include "ns3/constant-position-mobility-model.h"
#include "ns3/double.h"
#include "ns3/isac-caqa-helper.h"
#include "ns3/isac-compat.h"
#include "ns3/packet-socket-address.h"
#include "ns3/packet-socket-helper.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simple-channel.h"
#include "ns3/simple-net-device.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/test.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_01.hpp>
#include <cmath>
#include <map>
#include <numeric>

using namespace ns3;
using namespace ns3::isac;

/**
 * @file
 * @ingroup isac-aigc-tests
 * CAQA-AIGC at packet level against its closed form, over packet sockets.
 */

namespace
{

/// Draws steps and sensing actions that leave something for downloads.
class RandomAllocationPolicy : public Policy
{
  public:
    /**
     * @param cell what to decide for
     * @param seed of the draws
     */
    RandomAllocationPolicy(const CaqaParameters& cell, uint64_t seed)
        : m_cell(cell),
          m_random(seed)
    {
    }

    Action Act(const Eigen::VectorXd&, bool) override
    {
        Action action{Eigen::VectorXi(m_cell.users), Eigen::VectorXd(m_cell.users)};
        const int choices = m_cell.denoising.maxSteps - m_cell.denoising.minSteps + 1;
        for (int k = 0; k < m_cell.users; ++k)
        {
            action.categorical[k] = static_cast<int>(m_unit(m_random) * choices);
            // Now and then a user is not sensed at all.
            action.continuous[k] = m_unit(m_random) < 0.1 ? 0.0 : 0.5 * m_unit(m_random);
        }
        return action;
    }

  private:
    CaqaParameters m_cell;                    //!< what to decide for
    boost::random::mt19937_64 m_random;       //!< all draws
    boost::random::uniform_01<double> m_unit; //!< in [0, 1)
};

/// What is measured of one user in one slot, from the start of the slot [s].
struct UserTimes
{
    double arrival = -1.0;   //!< at the server
    double started = -1.0;   //!< generation
    double generated = -1.0; //!< generation
    double download = -1.0;  //!< begin of the first burst
    UserOutcome outcome;     //!< as the user measured it
};

/// One cell over packet sockets, with all that a test reads.
class PacketCell
{
  public:
    /**
     * @param helper configured; installs everything
     * @param users K
     * @param wireDelay of the backhaul, one way
     */
    PacketCell(CaqaHelper& helper, uint32_t users, Time wireDelay = Time())
    {
        constexpr uint16_t RADIO_PROTOCOL = 0x88b5;
        constexpr uint16_t WIRE_PROTOCOL = 0x88b6;
        constexpr uint32_t PACKET_SOCKET_HEADERS = 32 + 20;
        helper.SetHeaderBytes(PACKET_SOCKET_HEADERS);
        NodeContainer nodes(2);
        NodeContainer terminals(users);
        PacketSocketHelper sockets;
        for (const auto& group : {nodes, terminals})
        {
            sockets.Install(group);
            for (auto node = group.Begin(); node != group.End(); ++node)
            {
                (*node)->AggregateObject(CreateObject<ConstantPositionMobilityModel>());
            }
        }
        auto place = CreateObject<UniformRandomVariable>();
        place->SetStream(1);
        helper.PlaceUsers(terminals, Vector(), place);
        radio = helper.InstallRadio(nodes.Get(0), terminals);
        helper.GetRadio().AssignStreams(radio, 100);
        battery = IsacHelper::InstallEnergy(radio.Get(0), 1e6);

        auto wire = CreateObject<SimpleChannel>();
        wire->SetAttribute("Delay", TimeValue(wireDelay));
        std::vector<Ptr<SimpleNetDevice>> ends;
        for (uint32_t i = 0; i < 2; ++i)
        {
            auto device = CreateObject<SimpleNetDevice>();
            device->SetAddress(Mac48Address::Allocate());
            nodes.Get(i)->AddDevice(device);
            device->SetChannel(wire);
            ends.push_back(device);
        }
        const Address server = MakeAddress(ends[1], WIRE_PROTOCOL, ends[1]->GetAddress());
        for (const char* type : {"Server", "Relay", "Manager", "User"})
        {
            Use(helper, type);
        }
        helper.SetRelayAttribute("Local",
                                 AddressValue(MakeAddress(ends[0], WIRE_PROTOCOL, Address())));
        edge = helper.InstallServer(nodes.Get(1), server);
        manager = helper.InstallManager(radio.Get(0),
                                        MakeAddress(radio.Get(0), RADIO_PROTOCOL, Address()),
                                        MakeAddress(ends[0], WIRE_PROTOCOL, ends[1]->GetAddress()));
        for (uint32_t k = 0; k < users; ++k)
        {
            const Ptr<NetDevice> device = radio.Get(k + 1);
            auto user =
                helper.InstallUser(device,
                                   MakeAddress(device, RADIO_PROTOCOL, Address()),
                                   MakeAddress(device, RADIO_PROTOCOL, radio.Get(0)->GetAddress()));
            user->AssignStreams(1000 + 2 * k);
            user->TraceConnectWithoutContext("Outcome", MakeCallback(&PacketCell::OnOutcome, this));
            DynamicCast<IsacNetDevice>(device)->GetPhy()->TraceConnectWithoutContext(
                "RxPacketError",
                MakeCallback(&PacketCell::OnPacketError, this));
        }
        manager->TraceConnectWithoutContext("Decision",
                                            MakeCallback(&PacketCell::OnDecision, this));
        manager->TraceConnectWithoutContext("Reward", MakeCallback(&PacketCell::OnReward, this));
        edge->TraceConnectWithoutContext("TaskArrival", MakeCallback(&PacketCell::OnArrival, this));
        edge->TraceConnectWithoutContext("TaskStart", MakeCallback(&PacketCell::OnStart, this));
        edge->TraceConnectWithoutContext("TaskEnd", MakeCallback(&PacketCell::OnEnd, this));
        DynamicCast<IsacNetDevice>(radio.Get(0))
            ->GetMac()
            ->TraceConnectWithoutContext("DownlinkBurst", MakeCallback(&PacketCell::OnBurst, this));
    }

    NetDeviceContainer radio;                 //!< base station, users
    Ptr<ResourceManager> manager;             //!< decides
    Ptr<EdgeServer> edge;                     //!< generates
    Ptr<IsacRadioEnergyModel> battery;        //!< of the base station
    std::vector<SlotDecision> decisions;      //!< by slot
    std::map<uint32_t, CaqaOutcome> rewards;  //!< by slot
    std::map<uint32_t, double> energyAtStart; //!< drawn before each slot [J]
    /// By slot and user.
    std::map<uint32_t, std::map<Mac48Address, UserTimes>> times;
    uint32_t packetErrors = 0; //!< at the users

  private:
    /**
     * @param helper whose applications use packet sockets
     * @param type of application
     */
    static void Use(CaqaHelper& helper, const std::string& type)
    {
        const StringValue factory("ns3::PacketSocketFactory");
        if (type == "Server")
        {
            helper.SetServerAttribute("Protocol", factory);
            helper.SetServerAttribute("SegmentSize", UintegerValue(60000));
        }
        else if (type == "Relay")
        {
            helper.SetRelayAttribute("Protocol", factory);
        }
        else if (type == "Manager")
        {
            helper.SetManagerAttribute("Protocol", factory);
        }
        else
        {
            helper.SetUserAttribute("Protocol", factory);
        }
    }

    /**
     * @param device own
     * @param protocol EtherType
     * @param peer of whom; empty for a local address
     * @return packet socket address
     */
    static Address MakeAddress(Ptr<NetDevice> device, uint16_t protocol, const Address& peer)
    {
        PacketSocketAddress address;
        address.SetSingleDevice(device->GetIfIndex());
        address.SetProtocol(protocol);
        address.SetPhysicalAddress(peer);
        return address;
    }

    /// @return time since the start of a slot [s]
    /// @param slot which
    double Since(uint32_t slot) const
    {
        return (Simulator::Now() - decisions.at(slot).start).GetSeconds();
    }

    /// @param decision of a slot
    void OnDecision(const SlotDecision& decision)
    {
        decisions.push_back(decision);
        energyAtStart[decision.slot] = battery->GetTotalEnergyConsumption();
    }

    /// @param slot which
    /// @param outcome of all users
    void OnReward(uint32_t slot, const CaqaOutcome& outcome)
    {
        rewards[slot] = outcome;
        energyAtStart[slot + 1] = battery->GetTotalEnergyConsumption();
    }

    /// @param task that arrived
    void OnArrival(const EdgeTask& task)
    {
        times[task.request.slot][task.request.user].arrival = Since(task.request.slot);
    }

    /// @param task that leaves the queue
    void OnStart(const EdgeTask& task)
    {
        times[task.request.slot][task.request.user].started = Since(task.request.slot);
    }

    /// @param task that is done
    void OnEnd(const EdgeTask& task)
    {
        times[task.request.slot][task.request.user].generated = Since(task.request.slot);
    }

    /// @param user to whom a burst goes
    void OnBurst(Mac48Address user, Ptr<const IsacBurst>)
    {
        const uint32_t slot = decisions.back().slot;
        UserTimes& mine = times[slot][user];
        mine.download = mine.download < 0.0 ? Since(slot) : mine.download;
    }

    /// @param outcome of a user
    void OnOutcome(const UserOutcome& outcome)
    {
        times[outcome.slot][outcome.user].outcome = outcome;
    }

    /// A packet is lost.
    void OnPacketError(Ptr<const Packet>, double)
    {
        ++packetErrors;
    }
};

/**
 * @param users K
 * @param adaptive whether the band goes to whoever is ready
 * @param scaled whether beyond ten users the cell's means grow with K, so that downloads are left
 * to compare
 * @return a helper in the ideal configuration
 */
CaqaHelper
MakeIdealHelper(uint32_t users, bool adaptive, bool scaled)
{
    CaqaHelper helper;
    const double scale = scaled ? std::max(1.0, users / 10.0) : 1.0;
    auto cell = helper.GetCell();
    cell->SetAttribute("Users", UintegerValue(users));
    cell->SetAttribute("MaxTime", DoubleValue(1.0 * scale));
    cell->SetAttribute("MaxEnergy", DoubleValue(1.0 * scale));
    cell->SetAttribute("Bandwidth", DoubleValue(100e6 * scale));
    cell->SetAttribute("Subchannels", StringValue(adaptive ? "Adaptive" : "Fixed"));
    helper.SetIdeal(true);
    return helper;
}

} // namespace

/**
 * @ingroup isac-aigc-tests
 * Every time and every CAQA of every user equals the closed form, for random allocations.
 */
class CaqaParityTestCase : public TestCase
{
  public:
    /**
     * @param users K
     * @param slots how many
     * @param filtered whether the action filter is on
     * @param adaptive whether the band goes to whoever is ready
     * @param scaled whether the cell's means grow with K
     */
    CaqaParityTestCase(uint32_t users, uint32_t slots, bool filtered, bool adaptive, bool scaled)
        : TestCase("packet level equals closed form, K = " + std::to_string(users) +
                   (filtered ? ", filter" : ", no filter") + (adaptive ? ", adaptive" : "") +
                   (scaled ? "" : ", crowded")),
          m_users(users),
          m_slots(slots),
          m_filtered(filtered),
          m_adaptive(adaptive),
          m_scaled(scaled)
    {
    }

  private:
    void DoRun() override
    {
        RngSeedManager::SetSeed(1);
        RngSeedManager::SetRun(m_users);
        CaqaHelper helper = MakeIdealHelper(m_users, m_adaptive, m_scaled);
        helper.SetSlots(m_slots);
        PacketCell cell(helper, m_users);
        const CaqaParameters parameters = helper.GetCell()->GetParameters();
        CaqaScheme scheme;
        scheme.policy = std::make_shared<RandomAllocationPolicy>(parameters, m_users);
        scheme.decoding.actionFilter = m_filtered;
        cell.manager->SetScheme(scheme);
        Simulator::Stop(Seconds(parameters.maxTime * (m_slots + 0.5)));
        Simulator::Run();

        NS_TEST_ASSERT_MSG_EQ(cell.decisions.size(), m_slots, "every slot is decided");
        NS_TEST_ASSERT_MSG_EQ(cell.rewards.size(), m_slots, "every slot is rewarded");
        NS_TEST_EXPECT_MSG_EQ(cell.packetErrors, 0, "rates at capacity lose nothing");
        uint32_t downloads = 0;
        for (const auto& decision : cell.decisions)
        {
            downloads += CheckSlot(parameters, cell, decision);
        }
        NS_TEST_EXPECT_MSG_GT(downloads, m_slots / 2, "there was something to compare");
        Simulator::Destroy();
    }

    /**
     * @param parameters the cell
     * @param cell what was measured
     * @param decision slot to compare
     * @return number of downloads compared
     */
    uint32_t CheckSlot(const CaqaParameters& parameters,
                       PacketCell& cell,
                       const SlotDecision& decision)
    {
        // Each sensing cycle and step is a whole number of nanoseconds; burst ends are rounded.
        constexpr double NANOSECONDS = 5e-9;
        // A content is cut to whole bytes.
        const double byte = 8.0 / parameters.PictureBits();
        const CaqaOutcome& closed = decision.closedForm;
        const std::vector<double> rate = CaqaRates(parameters, decision.state.gain);
        uint32_t downloads = 0;
        for (std::size_t k = 0; k < decision.order.size(); ++k)
        {
            const UserTimes& user = cell.times[decision.slot][decision.order[k]];
            NS_TEST_EXPECT_MSG_EQ_TOL(user.arrival, closed.arrival[k], NANOSECONDS, "arrival");
            // What the slot has no time for the server drops when the next one begins.
            const double generated = closed.start[k] - closed.waiting[k];
            if (generated < parameters.maxTime)
            {
                NS_TEST_EXPECT_MSG_EQ_TOL(user.started - user.arrival,
                                          closed.queueing[k],
                                          NANOSECONDS,
                                          "queueing time");
                NS_TEST_EXPECT_MSG_EQ_TOL(user.generated - user.started,
                                          closed.generation[k],
                                          NANOSECONDS,
                                          "generation time");
            }
            NS_TEST_EXPECT_MSG_EQ_TOL(user.outcome.caqa, closed.caqa[k], byte, "CAQA");
            if (decision.contentBytes[k] == 0)
            {
                NS_TEST_EXPECT_MSG_EQ(user.outcome.bytes, 0, "nothing was sent");
                continue;
            }
            ++downloads;
            const double packet = 8.0 * 1400 / rate[k];
            // Under the adaptive rule a start also carries what downloads before it lacked.
            const double start = m_adaptive ? packet : NANOSECONDS;
            NS_TEST_EXPECT_MSG_EQ_TOL(user.download - user.generated,
                                      closed.waiting[k],
                                      start,
                                      "waiting time");
            NS_TEST_EXPECT_MSG_EQ(user.outcome.bytes, decision.contentBytes[k], "all bytes");
            NS_TEST_EXPECT_MSG_EQ_TOL(user.outcome.completion.GetSeconds(),
                                      closed.completion[k],
                                      packet,
                                      "completion within one packet's airtime");
        }
        const CaqaOutcome& reward = cell.rewards[decision.slot];
        NS_TEST_EXPECT_MSG_EQ_TOL(reward.average, closed.average, byte, "AvgCAQA");
        NS_TEST_EXPECT_MSG_EQ(reward.violations, closed.violations, "violations of C5");
        const double drawn =
            cell.energyAtStart[decision.slot + 1] - cell.energyAtStart[decision.slot];
        // Less than a byte of airtime is left over for each user; sums of doubles around it.
        double leftover = 1e-9;
        for (const double bits : rate)
        {
            leftover += 8.0 / bits * parameters.powerPerUser;
        }
        NS_TEST_EXPECT_MSG_EQ_TOL(drawn, closed.energy, leftover, "energy of C2 is drawn");
        return downloads;
    }

    uint32_t m_users; //!< K
    uint32_t m_slots; //!< how many
    bool m_filtered;  //!< whether the action filter is on
    bool m_adaptive;  //!< whether the band goes to whoever is ready
    bool m_scaled;    //!< whether the cell's means grow with K
};

/**
 * @ingroup isac-aigc-tests
 * What the ideal configuration leaves out makes a difference, in the direction it must.
 */
class CaqaDepartureTestCase : public TestCase
{
  public:
    CaqaDepartureTestCase()
        : TestCase("without the ideal configuration the packet level departs")
    {
    }

  private:
    /**
     * @param configure changes the ideal configuration
     * @return AvgCAQA measured, averaged over slots
     */
    double Run(const std::function<void(CaqaHelper&)>& configure)
    {
        constexpr uint32_t USERS = 10;
        constexpr uint32_t SLOTS = 12;
        RngSeedManager::SetSeed(1);
        RngSeedManager::SetRun(3);
        CaqaHelper helper = MakeIdealHelper(USERS, false, true);
        helper.SetSlots(SLOTS);
        helper.SetManagerAttribute("Policy", StringValue("constant-9-0.2"));
        configure(helper);
        PacketCell cell(helper, USERS);
        Simulator::Stop(Seconds(SLOTS + 0.5));
        Simulator::Run();
        double sum = 0.0;
        for (const auto& [slot, outcome] : cell.rewards)
        {
            sum += outcome.average;
        }
        Simulator::Destroy();
        return sum / SLOTS;
    }

    void DoRun() override
    {
        const double ideal = Run([](CaqaHelper&) {});
        const double headers = Run([](CaqaHelper& helper) { helper.SetIdeal(false); });
        const double stale = Run([](CaqaHelper& helper) {
            helper.SetUserAttribute("ReportLead", TimeValue(MilliSeconds(1)));
            helper.SetManagerAttribute("ChannelKnowledge", StringValue("Reported"));
        });
        const double gate = Run([](CaqaHelper& helper) {
            helper.GetRadio().SetSensorAttribute("DetectionGate", BooleanValue(true));
            helper.GetRadio().SetSensorAttribute("CrossSection", DoubleValue(0.01));
        });
        NS_TEST_EXPECT_MSG_GT(ideal, 0.7, "the constant policy works at Table I");
        NS_TEST_EXPECT_MSG_LT(headers, ideal, "headers and reports take airtime");
        NS_TEST_EXPECT_MSG_GT(headers, 0.8 * ideal, "but not much");
        NS_TEST_EXPECT_MSG_LT(stale, 0.9 * ideal, "rates for the fading of another block fail");
        NS_TEST_EXPECT_MSG_LT(gate, ideal, "missed targets get no content");
    }
};

/**
 * @ingroup isac-aigc-tests
 * A slow backhaul shifts the times it must, by what it must.
 */
class CaqaBackhaulTestCase : public TestCase
{
  public:
    CaqaBackhaulTestCase()
        : TestCase("a backhaul with delay shifts arrivals and downloads")
    {
    }

  private:
    void DoRun() override
    {
        constexpr uint32_t USERS = 6;
        constexpr uint32_t SLOTS = 3;
        constexpr double NANOSECONDS = 5e-9;
        const Time delay = MilliSeconds(4);
        RngSeedManager::SetSeed(1);
        RngSeedManager::SetRun(5);
        CaqaHelper helper = MakeIdealHelper(USERS, false, true);
        helper.SetSlots(SLOTS);
        PacketCell cell(helper, USERS, delay);
        Simulator::Stop(Seconds(SLOTS + 0.5));
        Simulator::Run();
        NS_TEST_ASSERT_MSG_EQ(cell.decisions.size(), SLOTS, "every slot is decided");
        for (const auto& decision : cell.decisions)
        {
            const CaqaOutcome& closed = decision.closedForm;
            const std::vector<double> rate =
                CaqaRates(helper.GetCell()->GetParameters(), decision.state.gain);
            for (std::size_t k = 0; k < USERS; ++k)
            {
                const UserTimes& user = cell.times[decision.slot][decision.order[k]];
                const double way = delay.GetSeconds();
                NS_TEST_EXPECT_MSG_EQ_TOL(user.arrival - closed.arrival[k],
                                          way,
                                          NANOSECONDS,
                                          "up once");
                // Who waits for sensing anyway has the way down for nothing.
                const double generated = closed.start[k] - closed.waiting[k];
                const double late = std::max(0.0, 2.0 * way - closed.waiting[k]);
                NS_TEST_EXPECT_MSG_EQ_TOL(user.generated - generated, way, NANOSECONDS, "queue");
                NS_TEST_EXPECT_MSG_EQ_TOL(user.outcome.completion.GetSeconds(),
                                          closed.completion[k] + late,
                                          8.0 * 1400 / rate[k],
                                          "up and down");
            }
        }
        Simulator::Destroy();
    }
};

/**
 * @ingroup isac-aigc-tests
 * The same seed gives the same slots; another run gives others; the channel does not depend on
 * the policy.
 */
class CaqaDeterminismTestCase : public TestCase
{
  public:
    CaqaDeterminismTestCase()
        : TestCase("seeds determine everything, policies do not change the channel")
    {
    }

  private:
    /// States and rewards of a run.
    struct Result
    {
        std::vector<double> gains;   //!< all, slot by slot
        std::vector<double> rewards; //!< by slot
    };

    /**
     * @param run RngRun
     * @param policy name
     * @param fidelity of the manager
     * @return what happened
     */
    Result Run(uint32_t run, const std::string& policy, const std::string& fidelity)
    {
        RngSeedManager::SetSeed(1);
        RngSeedManager::SetRun(run);
        CaqaHelper helper = MakeIdealHelper(10, false, true);
        helper.SetSlots(4);
        helper.SetManagerAttribute("Policy", StringValue(policy));
        helper.SetManagerAttribute("Fidelity", StringValue(fidelity));
        PacketCell cell(helper, 10);
        Simulator::Stop(Seconds(4.5));
        Simulator::Run();
        Result result;
        for (const auto& decision : cell.decisions)
        {
            result.gains.insert(result.gains.end(),
                                decision.state.gain.begin(),
                                decision.state.gain.end());
            result.rewards.push_back(fidelity == "Slot" ? decision.closedForm.reward
                                                        : cell.rewards[decision.slot].reward);
        }
        Simulator::Destroy();
        return result;
    }

    void DoRun() override
    {
        const Result first = Run(1, "constant-9-0.2", "Packet");
        const Result again = Run(1, "constant-9-0.2", "Packet");
        const Result slot = Run(1, "constant-9-0.2", "Slot");
        const Result other = Run(1, "cgq-fsg-0.2", "Packet");
        const Result next = Run(2, "constant-9-0.2", "Packet");
        NS_TEST_ASSERT_MSG_EQ(first.gains.size(), 40, "four slots of ten users");
        NS_TEST_EXPECT_MSG_EQ((first.gains == again.gains), true, "same seed, same channel");
        NS_TEST_EXPECT_MSG_EQ((first.rewards == again.rewards), true, "same seed, same rewards");
        NS_TEST_EXPECT_MSG_EQ((first.gains == slot.gains), true, "both fidelities, same channel");
        NS_TEST_EXPECT_MSG_EQ((first.gains == other.gains), true, "any policy, same channel");
        NS_TEST_EXPECT_MSG_EQ((first.gains == next.gains), false, "another run, another channel");
        for (std::size_t i = 0; i < first.rewards.size(); ++i)
        {
            NS_TEST_EXPECT_MSG_EQ_TOL(first.rewards[i], slot.rewards[i], 2e-6, "fidelities agree");
        }
    }
};

/**
 * @ingroup isac-aigc-tests
 * CAQA-AIGC at packet level.
 */
class CaqaTestSuite : public TestSuite
{
  public:
    CaqaTestSuite()
        : TestSuite("isac-aigc-caqa", Type::UNIT)
    {
        for (uint32_t users = 1; users <= 30; ++users)
        {
            AddTestCase(new CaqaParityTestCase(users, 6, users % 2 == 0, false, true),
                        ISAC_TEST_QUICK);
        }
        for (uint32_t users : {1, 4, 10, 20})
        {
            AddTestCase(new CaqaParityTestCase(users, 6, true, true, true), ISAC_TEST_QUICK);
        }
        // Users at Table I for whom time or energy does not suffice.
        for (uint32_t users : {12, 14, 20, 30})
        {
            AddTestCase(new CaqaParityTestCase(users, 6, false, users == 14, false),
                        ISAC_TEST_QUICK);
        }
        AddTestCase(new CaqaBackhaulTestCase, ISAC_TEST_QUICK);
        AddTestCase(new CaqaDepartureTestCase, ISAC_TEST_QUICK);
        AddTestCase(new CaqaDeterminismTestCase, ISAC_TEST_QUICK);
    }
};

static CaqaTestSuite g_caqaTestSuite; //!< static variable for test initialization
