/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-test-cell.h"

#include "ns3/boolean.h"
#include "ns3/isac-compat.h"
#include "ns3/isac-content-header.h"
#include "ns3/isac-edge-server.h"
#include "ns3/isac-fcfs-recursion.h"
#include "ns3/random-variable-stream.h"
#include "ns3/simple-channel.h"
#include "ns3/simple-net-device.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/test.h"
#include "ns3/uinteger.h"

#include <cmath>
#include <fstream>
#include <map>

using namespace ns3;
using namespace ns3::isac;
using namespace ns3::isac::test;

namespace
{

/// Two clients and an edge server on a wire without delay, and what the server tells.
class Bench
{
  public:
    Bench()
    {
        auto wire = CreateObject<SimpleChannel>();
        NodeContainer nodes(3);
        for (uint32_t i = 0; i < nodes.GetN(); ++i)
        {
            auto device = CreateObject<SimpleNetDevice>();
            device->SetAddress(Mac48Address::Allocate());
            device->SetChannel(wire);
            nodes.Get(i)->AddDevice(device);
        }
        PacketSocketHelper().Install(nodes);
        PacketSocketAddress any;
        any.SetSingleDevice(0);
        any.SetProtocol(PROTOCOL);
        for (const uint32_t i : {0, 2})
        {
            const auto client =
                Socket::CreateSocket(nodes.Get(i),
                                     TypeId::LookupByName("ns3::PacketSocketFactory"));
            client->Bind(any);
            client->SetRecvCallback(MakeCallback(&Bench::Read, this));
            m_clients.push_back(client);
        }
        m_remote = any;
        m_remote.SetPhysicalAddress(nodes.Get(1)->GetDevice(0)->GetAddress());
        server = CreateObject<EdgeServer>();
        server->SetAttribute("Protocol", StringValue("ns3::PacketSocketFactory"));
        server->SetAttribute("Local", AddressValue(any));
        server->SetAttribute("DropStale", BooleanValue(false)); // slots are names of tasks here
        nodes.Get(1)->AddApplication(server);
        server->TraceConnectWithoutContext("TaskArrival", MakeCallback(&Bench::Arrival, this));
        server->TraceConnectWithoutContext("TaskStep", MakeCallback(&Bench::Step, this));
        server->TraceConnectWithoutContext("TaskEnd", MakeCallback(&Bench::End, this));
        server->TraceConnectWithoutContext("QueueLength", MakeCallback(&Bench::Length, this));
    }

    /**
     * @brief Ask for content.
     * @param at when
     * @param slot tells tasks apart
     * @param steps z
     * @param bytes of content
     * @param client who asks: the second one has the greater address
     */
    void Ask(Time at, uint32_t slot, uint16_t steps, uint32_t bytes, uint32_t client = 0)
    {
        GenerationRequestHeader request;
        request.slot = slot;
        request.steps = steps;
        request.contentBytes = bytes;
        request.accuracy = 0.8;
        auto packet = Create<Packet>(100);
        packet->AddHeader(request);
        Simulator::Schedule(at, [this, packet, client]() {
            m_clients[client]->SendTo(packet, 0, m_remote);
        });
    }

    Ptr<EdgeServer> server;             //!< the server
    std::vector<EdgeTask> arrivals;     //!< in order
    std::map<uint32_t, EdgeTask> ended; //!< by slot
    std::vector<uint32_t> lengths;      //!< of the queue, each change
    uint32_t steps = 0;                 //!< told of
    std::vector<ContentHeader> content; //!< that came back
    std::vector<Time> contentTimes;     //!< when

  private:
    /// @param task that arrives
    void Arrival(const EdgeTask& task)
    {
        arrivals.push_back(task);
    }

    /// A step of a task is done.
    void Step(const EdgeTask&)
    {
        ++steps;
    }

    /// @param task that is done
    void End(const EdgeTask& task)
    {
        ended[task.request.slot] = task;
    }

    /// @param now length of the queue
    void Length(uint32_t, uint32_t now)
    {
        lengths.push_back(now);
    }

    /// @param socket that has content
    void Read(Ptr<Socket> socket)
    {
        while (Ptr<Packet> packet = socket->Recv())
        {
            ContentHeader header;
            packet->RemoveHeader(header);
            if (packet->GetSize() == header.length)
            {
                content.push_back(header);
                contentTimes.push_back(Simulator::Now());
            }
        }
    }

    std::vector<Ptr<Socket>> m_clients; //!< ask
    PacketSocketAddress m_remote;       //!< of the server
};

} // namespace

/**
 * @ingroup isac-aigc
 * Departures are those of the FCFS recursion for random arrivals and numbers of steps.
 */
class EdgeServerFcfsTest : public TestCase
{
  public:
    /// @param fixed time once per picture
    explicit EdgeServerFcfsTest(Time fixed)
        : TestCase("first come, first served, fixed time " + std::to_string(fixed.GetSeconds())),
          m_fixed(fixed)
    {
    }

  private:
    void DoRun() override
    {
        constexpr uint32_t TASKS = 300;
        Bench bench;
        bench.server->SetAttribute("FixedTime", TimeValue(m_fixed));
        const Time step = bench.server->GetStepTime(1);
        NS_TEST_ASSERT_MSG_EQ(step, MilliSeconds(10), "0.2 TFLOP on 20 TFLOP/s");
        auto random = CreateObject<UniformRandomVariable>();
        random->SetStream(3);
        std::vector<double> arrival;
        std::vector<double> service;
        uint64_t steps = 0;
        Time now;
        for (uint32_t i = 0; i < TASKS; ++i)
        {
            // Mean service is 55 ms; gaps of 60 ms on average make queues that come and go.
            now += NanoSeconds(random->GetInteger(0, 120000000));
            const auto z = static_cast<uint16_t>(random->GetInteger(1, 10));
            bench.Ask(now, i, z, 0);
            arrival.push_back(now.GetSeconds());
            service.push_back((m_fixed + step * int64_t(z)).GetSeconds());
            steps += z;
        }
        Simulator::Run();
        const std::vector<double> expected = FcfsDepartures(arrival, service);
        NS_TEST_ASSERT_MSG_EQ(bench.ended.size(), TASKS, "every task is done");
        bool queued = false;
        for (uint32_t i = 0; i < TASKS; ++i)
        {
            const EdgeTask& task = bench.ended[i];
            NS_TEST_ASSERT_MSG_EQ_TOL(task.end.GetSeconds(), expected[i], 1e-9, "departure " << i);
            NS_TEST_ASSERT_MSG_EQ_TOL(task.arrival.GetSeconds(), arrival[i], 1e-9, "arrival");
            NS_TEST_ASSERT_MSG_EQ(task.stepsDone, task.request.steps, "steps done");
            queued |= task.start > task.arrival;
        }
        NS_TEST_ASSERT_MSG_EQ(queued, true, "else there was no queue to test");
        NS_TEST_ASSERT_MSG_EQ(bench.steps, steps, "every step is told");
        NS_TEST_ASSERT_MSG_EQ(bench.content.size(), 0, "content of no bytes is not sent");
        uint32_t before = 0;
        for (const uint32_t length : bench.lengths)
        {
            NS_TEST_ASSERT_MSG_EQ((length > before ? length - before : before - length),
                                  1,
                                  "one task comes or goes at a time");
            before = length;
        }
        NS_TEST_ASSERT_MSG_EQ(before, 0, "the queue ends empty");
        Simulator::Destroy();
    }

    Time m_fixed; //!< once per picture
};

/**
 * @ingroup isac-aigc
 * Batches by hand: who is in which, and when everyone leaves.
 */
class EdgeServerBatchTest : public TestCase
{
  public:
    EdgeServerBatchTest()
        : TestCase("batches, and tasks without steps")
    {
    }

  private:
    void DoRun() override
    {
        Bench bench;
        bench.server->SetAttribute("MaxBatch", UintegerValue(3));
        bench.server->SetAttribute("FixedTime", TimeValue(MilliSeconds(5)));
        const uint16_t steps[] = {4, 2, 4, 1, 3, 0};
        for (uint32_t i = 0; i < 6; ++i)
        {
            bench.Ask(Time(), i, steps[i], 0);
        }
        Simulator::Run();
        // A step costs 10 ms for each picture in the batch, 5 ms go before each picture's batch.
        // {0}: 5 + 4 10 = 45. {1, 2, 3}: 45 + 15 = 60, all three one step: 90, two more steps of
        // 20 for {1, 2}, of which 1 needs one: 110, then 2 alone: 130. {4, 5}: 140, where 5 wants
        // no step, then 3 steps of 10: 170.
        const int64_t ends[] = {45, 110, 130, 90, 170, 140};
        for (uint32_t i = 0; i < 6; ++i)
        {
            NS_TEST_ASSERT_MSG_EQ(bench.ended[i].end, MilliSeconds(ends[i]), "end of task " << i);
        }
        Simulator::Destroy();
    }
};

/**
 * @ingroup isac-aigc-tests
 * A request for a new slot ends all work for older ones, and finds the server free.
 */
class EdgeServerStaleTest : public TestCase
{
  public:
    EdgeServerStaleTest()
        : TestCase("work for slots that are over is dropped")
    {
    }

  private:
    /// A task is dropped.
    void OnDrop(const EdgeTask&)
    {
        ++m_drops;
    }

    void DoRun() override
    {
        Bench bench;
        bench.server->SetAttribute("DropStale", BooleanValue(true));
        bench.server->TraceConnectWithoutContext("TaskDrop",
                                                 MakeCallback(&EdgeServerStaleTest::OnDrop, this));
        // Each takes 70 ms: of three of slot 0 the first is done when slot 1 begins.
        for (int64_t i = 0; i < 3; ++i)
        {
            bench.Ask(MilliSeconds(i), 0, 7, 1000);
        }
        bench.Ask(MilliSeconds(100), 1, 7, 1000);
        bench.Ask(MilliSeconds(101), 1, 7, 1000);
        Simulator::Run();
        NS_TEST_EXPECT_MSG_EQ(m_drops, 2, "one under way and one that waits");
        NS_TEST_EXPECT_MSG_EQ(bench.content.size(), 3, "one of the old slot, two of the new");
        NS_TEST_EXPECT_MSG_EQ(bench.contentTimes[0], MilliSeconds(70), "old slot");
        NS_TEST_EXPECT_MSG_EQ(bench.contentTimes[1], MilliSeconds(170), "the server was free");
        NS_TEST_EXPECT_MSG_EQ(bench.contentTimes[2], MilliSeconds(240), "then first come");
        NS_TEST_EXPECT_MSG_EQ(bench.lengths.back(), 0, "nobody waits");
        Simulator::Destroy();
    }

    uint32_t m_drops = 0; //!< tasks
};

/**
 * @ingroup isac-aigc
 * A profile of a card replaces chi/f, and content comes back in segments.
 */
class EdgeServerContentTest : public TestCase
{
  public:
    EdgeServerContentTest()
        : TestCase("profile, segments and accuracy of content")
    {
    }

  private:
    void DoRun() override
    {
        const std::string name = CreateTempDirFilename("profiles.csv");
        std::ofstream(name) << "# a made-up card\n"
                               "name,model,stack,batch_1_s,batch_4_s,fixed_s,source\n"
                               "other,m,s,0.5,,0,x\n"
                               "card,m,s,0.02,0.05,0.125,x\n";
        Bench bench;
        bench.server->SetAttribute("ProfileFile", StringValue(name));
        bench.server->SetAttribute("Profile", StringValue("card"));
        bench.server->SetAttribute("SegmentSize", UintegerValue(1000));
        bench.Ask(MilliSeconds(1), 5, 8, 2500);
        Simulator::Run();
        NS_TEST_ASSERT_MSG_EQ(bench.server->GetStepTime(2), MilliSeconds(30), "between the points");
        const Time end = MilliSeconds(1 + 125 + 8 * 20);
        NS_TEST_ASSERT_MSG_EQ(bench.ended[5].end, end, "profile times");
        NS_TEST_ASSERT_MSG_EQ(bench.content.size(), 3, "segments");
        const uint32_t lengths[] = {1000, 1000, 500};
        // Error (2): eps_fwd exp(-mu (z - z_min)) with Table I's 0.03, 0.2 and 5.
        const double accuracy = (1.0 - 0.03 * std::exp(-0.2 * (8 - 5))) * 0.8;
        for (uint32_t i = 0; i < 3; ++i)
        {
            NS_TEST_ASSERT_MSG_EQ(bench.contentTimes[i], end, "content leaves at once");
            NS_TEST_ASSERT_MSG_EQ(bench.content[i].offset, 1000 * i, "offset");
            NS_TEST_ASSERT_MSG_EQ(bench.content[i].length, lengths[i], "length");
            NS_TEST_ASSERT_MSG_EQ(bench.content[i].total, 2500, "total");
            NS_TEST_ASSERT_MSG_EQ(bench.content[i].slot, 5, "slot");
            NS_TEST_ASSERT_MSG_EQ(bench.content[i].steps, 8, "steps");
            NS_TEST_ASSERT_MSG_EQ_TOL(bench.content[i].accuracy, accuracy, 1e-15, "accuracy");
        }
        Simulator::Destroy();
    }
};

/**
 * @ingroup isac-aigc
 * Of tasks that come in the same instant the lesser address of a sender is served first, whatever
 * order the simulator has for them; one sender's stay in order.
 */
class EdgeServerMeetingTest : public TestCase
{
  public:
    EdgeServerMeetingTest()
        : TestCase("tasks that meet")
    {
    }

  private:
    void DoRun() override
    {
        Bench bench;
        const Time once = MilliSeconds(10);
        const Time step = bench.server->GetStepTime(1);
        bench.Ask(once, 2, 1, 0, 1);
        bench.Ask(once, 3, 1, 0, 1);
        bench.Ask(once, 1, 1, 0, 0);
        bench.Ask(once, 0, 1, 0, 0);
        Simulator::Run();
        NS_TEST_ASSERT_MSG_EQ(bench.ended.size(), 4, "tasks");
        const uint32_t order[] = {1, 0, 2, 3};
        for (int i = 0; i < 4; ++i)
        {
            NS_TEST_EXPECT_MSG_EQ(bench.ended[order[i]].start,
                                  once + step * i,
                                  "task " << order[i] << " out of order");
        }
        Simulator::Destroy();
    }
};

/// @ingroup isac-aigc
/// Tests of EdgeServer.
class EdgeServerTestSuite : public TestSuite
{
  public:
    EdgeServerTestSuite()
        : TestSuite("isac-aigc-edge-server", Type::UNIT)
    {
        AddTestCase(new EdgeServerFcfsTest(Time()), ISAC_TEST_QUICK);
        AddTestCase(new EdgeServerFcfsTest(MicroSeconds(4321)), ISAC_TEST_QUICK);
        AddTestCase(new EdgeServerBatchTest, ISAC_TEST_QUICK);
        AddTestCase(new EdgeServerContentTest, ISAC_TEST_QUICK);
        AddTestCase(new EdgeServerStaleTest, ISAC_TEST_QUICK);
        AddTestCase(new EdgeServerMeetingTest, ISAC_TEST_QUICK);
    }
};

/// The suite.
static EdgeServerTestSuite g_edgeServerTestSuite;
