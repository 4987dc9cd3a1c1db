/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-test-cell.h"

#include "ns3/enum.h"
#include "ns3/isac-compat.h"
#include "ns3/pcap-file.h"
#include "ns3/simulator.h"
#include "ns3/single-model-spectrum-channel.h"
#include "ns3/string.h"
#include "ns3/test.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <fstream>
#include <iterator>

using namespace ns3;
using namespace ns3::isac;
using namespace ns3::isac::test;

/**
 * @ingroup isac-aigc
 * Packets of packet sockets arrive once, both ways, and by broadcast, on either kind of channel.
 */
class IsacDeviceTrafficTest : public TestCase
{
  public:
    /// @param single whether the channel has a single spectrum model
    explicit IsacDeviceTrafficTest(bool single)
        : TestCase(std::string("packets both ways, ") + (single ? "single" : "multi") + " model"),
          m_single(single)
    {
    }

  private:
    void DoRun() override
    {
        constexpr uint32_t USERS = 4;
        IsacHelper helper = MakeHelper();
        if (m_single)
        {
            auto channel = CreateObject<SingleModelSpectrumChannel>();
            auto loss = CreateObject<LogDistancePropagationLossModel>();
            loss->SetReference(1.0, 30.0);
            channel->AddPropagationLossModel(loss);
            helper.SetChannel(channel);
            helper.SetCommonBins(USERS);
        }
        TestCell cell(helper, 0.0, {20.0, 40.0, 60.0, 80.0});
        Sink atBase(cell.baseStation, cell.devices.Get(0));
        std::vector<Ptr<Sink>> atUser;
        for (uint32_t k = 0; k < USERS; ++k)
        {
            atUser.push_back(Create<Sink>(cell.users.Get(k), cell.devices.Get(k + 1)));
        }
        std::vector<uint32_t> up;
        for (uint32_t k = 1; k <= USERS; ++k)
        {
            for (uint32_t i = 0; i < 3; ++i)
            {
                const uint32_t size = 100 * k + i;
                cell.Device(k)->Send(MakePacket(size, false), cell.Address(0), PROTOCOL);
                cell.Device(0)->Send(MakePacket(1000 + size, false), cell.Address(k), PROTOCOL);
                up.push_back(size);
            }
        }
        cell.Device(0)->Send(MakePacket(77, false), cell.Device(0)->GetBroadcast(), PROTOCOL);
        cell.Device(2)->Send(MakePacket(55, false), cell.Device(2)->GetBroadcast(), PROTOCOL);
        // A user has no way to another user, or to his neighbour's frames.
        cell.Device(1)->Send(MakePacket(66, false), cell.Address(2), PROTOCOL);
        up.push_back(55);
        Simulator::Run();
        std::sort(up.begin(), up.end());
        std::sort(atBase.sizes.begin(), atBase.sizes.end());
        NS_TEST_ASSERT_MSG_EQ((atBase.sizes == up), true, "every packet once at the base station");
        for (uint32_t k = 1; k <= USERS; ++k)
        {
            const std::vector<uint32_t> expected = {1000 + 100 * k,
                                                    1001 + 100 * k,
                                                    1002 + 100 * k,
                                                    77};
            NS_TEST_ASSERT_MSG_EQ((atUser[k - 1]->sizes == expected),
                                  true,
                                  "every packet once, in order, at user " << k);
        }
        Simulator::Destroy();
    }

    bool m_single; //!< whether the channel has a single spectrum model
};

/**
 * @ingroup isac-aigc
 * What a script may ask of a device.
 */
class IsacDeviceAttributeTest : public TestCase
{
  public:
    IsacDeviceAttributeTest()
        : TestCase("MTU, priorities, streams, links")
    {
    }

  private:
    void DoRun() override
    {
        IsacHelper helper = MakeHelper();
        helper.SetDeviceAttribute("Mtu", UintegerValue(9000));
        helper.SetDeviceAttribute("GrantedPriority", UintegerValue(3));
        helper.SetErrorModel("ns3::isac::IsacBitErrorModel");
        TestCell cell(helper, 0.0, {20.0, 30.0});
        const auto device = cell.Device(0);
        NS_TEST_ASSERT_MSG_EQ(device->GetMtu(), 9000, "MTU");
        NS_TEST_ASSERT_MSG_EQ(device->SetMtu(1280), true, "MTU can be set");
        UintegerValue mtu;
        device->GetAttribute("Mtu", mtu);
        NS_TEST_ASSERT_MSG_EQ(mtu.Get(), 1280, "attribute");
        NS_TEST_ASSERT_MSG_EQ(device->IsLinkUp(), true, "link");
        NS_TEST_ASSERT_MSG_EQ(device->GetChannel(), helper.GetChannel(), "channel");
        NS_TEST_ASSERT_MSG_EQ(device->NeedsArp(), true, "ARP");
        NS_TEST_ASSERT_MSG_EQ(device->SupportsSendFrom(), false, "bridges");
        NS_TEST_ASSERT_MSG_EQ(device->GetUplinkChains().size(), 2, "a chain for each user");
        NS_TEST_ASSERT_MSG_EQ(device->GetMulticast(Ipv4Address("224.0.0.5")),
                              Address(Mac48Address("01:00:5e:00:00:05")),
                              "IPv4 group");
        NS_TEST_ASSERT_MSG_EQ(device->GetMulticast(Ipv6Address("ff02::1:ff00:7")),
                              Address(Mac48Address("33:33:ff:00:00:07")),
                              "IPv6 group");
        // A bit error model takes one stream: base station, its sensor (2), two chains, two users.
        // Path loss takes none.
        NS_TEST_ASSERT_MSG_EQ(helper.AssignStreams(cell.devices, 10), 1 + 2 + 2 + 2, "streams");

        cell.mac->TraceConnectWithoutContext("MacTx",
                                             MakeCallback(&IsacDeviceAttributeTest::Sent, this));
        for (const uint8_t priority : {0, 3, 6})
        {
            auto packet = Create<Packet>(100);
            SocketPriorityTag tag;
            tag.SetPriority(priority);
            packet->AddPacketTag(tag);
            device->Send(packet, cell.Address(1), PROTOCOL);
        }
        device->Send(Create<Packet>(100), cell.Address(1), PROTOCOL);
        const std::vector<uint8_t> expected = {IsacMacHeader::BEST_EFFORT,
                                               IsacMacHeader::GRANTED,
                                               IsacMacHeader::BEST_EFFORT,
                                               IsacMacHeader::BEST_EFFORT};
        NS_TEST_ASSERT_MSG_EQ((m_classes == expected), true, "class by priority");
        Simulator::Destroy();
    }

    /// @param frame queued
    void Sent(Ptr<const Packet> frame)
    {
        IsacMacHeader header;
        frame->PeekHeader(header);
        m_classes.push_back(header.trafficClass);
    }

    std::vector<uint8_t> m_classes; //!< of the frames queued
};

/**
 * @ingroup isac-aigc
 * Files of the helper: link types, contents, and the same bytes for the same run.
 */
class IsacDeviceFilesTest : public TestCase
{
  public:
    IsacDeviceFilesTest()
        : TestCase("pcap and ascii files")
    {
    }

  private:
    void DoRun() override
    {
        const std::string first = Write("first");
        const std::string again = Write("again");
        // Nodes 0 to 2, one device each. The base station writes frames, the user packets.
        for (const std::string suffix : {"-raw-1-0.pcap", "-user0-0-0.pcap", "-0-0.tr", "-all.tr"})
        {
            const std::string bytes = Read(first + suffix);
            NS_TEST_ASSERT_MSG_GT(bytes.size(), 24, "something is in " << suffix);
            NS_TEST_ASSERT_MSG_EQ((bytes == Read(again + suffix)), true, "twice the same");
        }
        PcapFile frames;
        frames.Open(first + "-user0-0-0.pcap", std::ios::in | std::ios::binary);
        NS_TEST_ASSERT_MSG_EQ(frames.GetDataLinkType(), 147, "LINKTYPE_USER0");
        // Sent: 40, 500, 300 in the order of sending; each with MAC header, 20 bytes.
        const std::vector<uint32_t> sent = {60, 520, 320};
        NS_TEST_ASSERT_MSG_EQ((Sizes(frames) == sent), true, "all frames, MAC header first");
        PcapFile packets;
        packets.Open(first + "-raw-1-0.pcap", std::ios::in | std::ios::binary);
        NS_TEST_ASSERT_MSG_EQ(packets.GetDataLinkType(), 101, "LINKTYPE_RAW");
        const std::vector<uint32_t> received = {40, 300};
        NS_TEST_ASSERT_MSG_EQ((Sizes(packets) == received), true, "IP only, no MAC header");
        const std::string text = Read(first + "-0-0.tr");
        NS_TEST_ASSERT_MSG_EQ(std::count(text.begin(), text.end(), '+'), 3, "frames queued");
        NS_TEST_ASSERT_MSG_NE(Read(first + "-all.tr")
                                  .find("/NodeList/1/DeviceList/0/"
                                        "$ns3::isac::IsacNetDevice/Mac/MacRx"),
                              std::string::npos,
                              "context");
    }

    /**
     * @brief A run that writes all kinds of files.
     * @param name of the run
     * @return what the names of its files begin with
     */
    std::string Write(const std::string& name)
    {
        const std::string prefix = CreateTempDirFilename(name);
        IsacHelper helper = MakeHelper();
        TestCell cell(helper, 0.0, {20.0, 30.0});
        cell.Device(0)->SetAttribute("PcapMode", EnumValue(IsacNetDevice::USER0));
        helper.EnablePcap(prefix + "-user0", cell.devices.Get(0));
        helper.EnablePcap(prefix + "-raw", cell.devices.Get(1));
        helper.EnableAscii(prefix, cell.devices.Get(0));
        AsciiTraceHelper ascii;
        helper.EnableAscii(ascii.CreateFileStream(prefix + "-all.tr"), cell.devices);
        const std::pair<uint32_t, uint16_t> packets[] = {{40, 0x0800},
                                                         {500, PROTOCOL},
                                                         {300, 0x86dd}};
        for (const auto& [size, protocol] : packets)
        {
            cell.Device(0)->Send(Create<Packet>(size), cell.Address(1), protocol);
        }
        Simulator::Run();
        Simulator::Destroy();
        return prefix;
    }

    /**
     * @param name of a file
     * @return what is in it
     */
    static std::string Read(const std::string& name)
    {
        std::ifstream file(name, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    }

    /**
     * @param file open
     * @return sizes of all its packets [byte]
     */
    static std::vector<uint32_t> Sizes(PcapFile& file)
    {
        std::vector<uint32_t> sizes;
        for (;;)
        {
            uint8_t data[2048];
            uint32_t seconds;
            uint32_t microseconds;
            uint32_t captured;
            uint32_t original;
            uint32_t read;
            file.Read(data, sizeof(data), seconds, microseconds, captured, original, read);
            if (file.Fail() || file.Eof())
            {
                return sizes;
            }
            sizes.push_back(original);
        }
    }
};

/// @ingroup isac-aigc
/// Tests of IsacNetDevice and IsacHelper.
class IsacDeviceTestSuite : public TestSuite
{
  public:
    IsacDeviceTestSuite()
        : TestSuite("isac-aigc-device", Type::UNIT)
    {
        AddTestCase(new IsacDeviceTrafficTest(false), ISAC_TEST_QUICK);
        AddTestCase(new IsacDeviceTrafficTest(true), ISAC_TEST_QUICK);
        AddTestCase(new IsacDeviceAttributeTest, ISAC_TEST_QUICK);
        AddTestCase(new IsacDeviceFilesTest, ISAC_TEST_QUICK);
    }
};

/// The suite.
static IsacDeviceTestSuite g_isacDeviceTestSuite;
