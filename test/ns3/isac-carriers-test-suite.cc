/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-test-duplex.h"

#include "ns3/isac-compat.h"
#include "ns3/isac-da-bounds.h"
#include "ns3/simulator.h"
#include "ns3/test.h"

using namespace ns3;
using namespace ns3::isac;
using namespace ns3::isac::test;

/**
 * @file
 * @ingroup isac-aigc-tests
 * Cells on channels of their own that have the same users.
 */

/**
 * @ingroup isac-aigc-tests
 * Users with a radio in each of two cells, on channels of their own at 28 and 39 GHz: grants of
 * either cell reach them, one after the other and at once, both ways.
 */
class IsacTwoCarriersTest : public TestCase
{
  public:
    IsacTwoCarriersTest()
        : TestCase("two cells with the same users")
    {
    }

  private:
    /// One of the cells.
    struct Cell
    {
        double frequency;                 //!< of the carrier [Hz]
        Ptr<Node> base;                   //!< of the base station
        IsacHelper helper;                //!< that installed it
        NetDeviceContainer devices;       //!< base station, then users
        std::vector<Time> down;           //!< when the first user received
        std::vector<Time> up;             //!< when the base station received
        std::vector<Time> idle;           //!< when the second user received
        std::vector<double> downExpected; //!< when he should [s]
        std::vector<double> upExpected;   //!< when it should [s]
    };

    void DoRun() override
    {
        const NodeContainer users(MakeNode(Vector(150, 0, 0)), MakeNode(Vector(0, 220, 0)));
        std::vector<Cell> cells(2);
        cells[0].frequency = 28e9;
        cells[0].base = MakeNode(Vector(0, 0, 0));
        cells[1].frequency = 39e9;
        cells[1].base = MakeNode(Vector(500, 0, 0));
        for (Cell& cell : cells)
        {
            cell.helper = MakeFlexible(1.0);
            cell.helper.SetBands(cell.frequency, WIDTH, WIDTH);
            const LogDistancePathLoss loss = DaPathLoss(cell.frequency);
            cell.helper.SetPathLoss(loss.interceptDb, loss.slopeDb, Seconds(0));
            cell.devices = cell.helper.Install(cell.base, users);
            Listen(cell.devices.Get(0), cell.up);
            Listen(cell.devices.Get(1), cell.down);
            Listen(cell.devices.Get(2), cell.idle);
        }
        NS_TEST_ASSERT_MSG_NE(cells[0].helper.GetChannel(),
                              cells[1].helper.GetChannel(),
                              "two channels");
        NS_TEST_ASSERT_MSG_EQ(users.Get(0)->GetNDevices(), 2, "two devices");
        // In the first cell, in the second, in both.
        const std::vector<std::vector<std::size_t>> plan = {{0}, {1}, {0, 1}};
        for (std::size_t slot = 0; slot < plan.size(); ++slot)
        {
            const double start = 1.0 + slot;
            for (const std::size_t which : plan[slot])
            {
                Cell& cell = cells[which];
                Simulator::Schedule(Seconds(start), &IsacTwoCarriersTest::Use, &cell);
                cell.downExpected.push_back(start + Due(cell, users.Get(0), DOWN, DOWN_POWER));
                cell.upExpected.push_back(start + Due(cell, users.Get(1), 1.0 - DOWN, UP_POWER));
            }
        }
        Simulator::Run();
        for (const Cell& cell : cells)
        {
            Check(cell.down, cell.downExpected, "downlink");
            Check(cell.up, cell.upExpected, "uplink");
            NS_TEST_ASSERT_MSG_EQ(cell.idle.size(), 0, "no grants for the second user");
        }
        Simulator::Destroy();
    }

    /**
     * @brief Downlink to the first user, at the same time uplink of the second.
     * @param cell whose carrier they go on
     */
    static void Use(Cell* cell)
    {
        const auto device = [cell](uint32_t i) {
            return DynamicCast<IsacNetDevice>(cell->devices.Get(i));
        };
        const IsacBand carrier = cell->helper.GetGrantedDownlink();
        const auto first = Mac48Address::ConvertFrom(device(1)->GetAddress());
        DynamicCast<IsacBsMac>(device(0)->GetMac())
            ->Execute(GrantDownlink(first, PartOf(carrier, 0.0, DOWN)));
        DynamicCast<IsacUeMac>(device(2)->GetMac())->Grant({PartOf(carrier, DOWN, 1.0), UP_POWER});
        device(0)->Send(MakePacket(PACKET_BYTES, true), first, PROTOCOL);
        device(2)->Send(MakePacket(PACKET_BYTES, true), device(0)->GetAddress(), PROTOCOL);
    }

    /**
     * @param cell any
     * @param user at the other end
     * @param share of the carrier
     * @param power sent [W]
     * @return time that a packet takes [s]
     */
    static double Due(const Cell& cell, Ptr<Node> user, double share, double power)
    {
        const double distance = cell.base->GetObject<MobilityModel>()->GetDistanceFrom(
            user->GetObject<MobilityModel>());
        return Airtime(DaPathLoss(cell.frequency).Gain(distance),
                       share * WIDTH,
                       power,
                       PACKET_BYTES + HEADER);
    }

    /**
     * @param device to listen to
     * @param times gets the present for each frame that it receives
     */
    static void Listen(Ptr<NetDevice> device, std::vector<Time>& times)
    {
        DynamicCast<IsacNetDevice>(device)->GetMac()->TraceConnectWithoutContext(
            "MacRx",
            MakeBoundCallback(&OnFrame, &times));
    }

    /// @param times gets the present
    static void OnFrame(std::vector<Time>* times, Ptr<const Packet>)
    {
        times->push_back(Simulator::Now());
    }

    /**
     * @param times of frames
     * @param expected times [s]
     * @param what is compared
     */
    void Check(const std::vector<Time>& times,
               const std::vector<double>& expected,
               const char* what)
    {
        NS_TEST_ASSERT_MSG_EQ(times.size(), expected.size(), what << ": all, and once");
        for (std::size_t i = 0; i < expected.size(); ++i)
        {
            NS_TEST_ASSERT_MSG_EQ_TOL(times[i].GetSeconds(), expected[i], 2e-9, what << " " << i);
        }
    }

    static constexpr double DOWN = 0.75; //!< share of the carrier for the downlink
};

/// @ingroup isac-aigc-tests
/// Tests of users in two cells.
class IsacCarriersTestSuite : public TestSuite
{
  public:
    IsacCarriersTestSuite()
        : TestSuite("isac-aigc-carriers", Type::UNIT)
    {
        AddTestCase(new IsacTwoCarriersTest, ISAC_TEST_QUICK);
    }
};

/// The suite.
static IsacCarriersTestSuite g_isacCarriersTestSuite;
