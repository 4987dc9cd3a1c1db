/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_TEST_CELL_H
#define ISAC_TEST_CELL_H

#include "ns3/constant-position-mobility-model.h"
#include "ns3/isac-bs-mac.h"
#include "ns3/isac-helper.h"
#include "ns3/isac-path-loss.h"
#include "ns3/isac-ue-mac.h"
#include "ns3/node-container.h"
#include "ns3/packet-socket-address.h"
#include "ns3/packet-socket-helper.h"
#include "ns3/socket.h"

#include <cmath>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{
namespace test
{

/// Noise density of every receiver here, -174 dBm/Hz [W/Hz].
inline double
NoiseDensity()
{
    return std::pow(10.0, (-174.0 - 30.0) / 10.0);
}

/**
 * @param distance [m]
 * @return gain of the default path loss without fading
 */
inline double
PathGain(double distance)
{
    return LogDistancePathLoss().Gain(distance);
}

/**
 * @param position where it stands
 * @return a node
 */
inline Ptr<Node>
MakeNode(const Vector& position)
{
    auto node = CreateObject<Node>();
    auto mobility = CreateObject<ConstantPositionMobilityModel>();
    mobility->SetPosition(position);
    node->AggregateObject(mobility);
    return node;
}

/// @return a helper whose channel has path loss and no fading
inline IsacHelper
MakeHelper()
{
    IsacHelper helper;
    const LogDistancePathLoss loss;
    helper.SetPathLoss(loss.interceptDb, loss.slopeDb, Time());
    return helper;
}

/// A base station with users on a line through it.
struct TestCell
{
    /**
     * @param helper installs it
     * @param x where the base station stands [m]
     * @param distances of the users from it [m]
     */
    TestCell(IsacHelper& helper, double x, const std::vector<double>& distances)
        : baseStation(MakeNode(Vector(x, 0.0, 0.0)))
    {
        for (const double distance : distances)
        {
            users.Add(MakeNode(Vector(x + distance, 0.0, 0.0)));
        }
        devices = helper.Install(baseStation, users);
        mac = DynamicCast<IsacBsMac>(Device(0)->GetMac());
        phy = Device(0)->GetPhy();
    }

    /**
     * @param index 0 for the base station, then the users
     * @return its device
     */
    Ptr<IsacNetDevice> Device(uint32_t index) const
    {
        return DynamicCast<IsacNetDevice>(devices.Get(index));
    }

    /**
     * @param index as for Device()
     * @return its address
     */
    Mac48Address Address(uint32_t index) const
    {
        return Mac48Address::ConvertFrom(Device(index)->GetAddress());
    }

    Ptr<Node> baseStation;      //!< its node
    NodeContainer users;        //!< their nodes
    NetDeviceContainer devices; //!< base station, then users
    Ptr<IsacBsMac> mac;         //!< of the base station
    Ptr<IsacPhy> phy;           //!< of the base station
};

/**
 * @brief A burst of frames, each of the same rate.
 * @param sender named in the frames
 * @param receiver who is to take it
 * @param band what it occupies
 * @param power [W]
 * @param rate [bit/s]
 * @param sizes of the frames, MAC header included [byte]
 * @return the burst
 */
inline Ptr<IsacBurst>
MakeBurst(Mac48Address sender,
          Mac48Address receiver,
          const IsacBand& band,
          double power,
          double rate,
          const std::vector<uint32_t>& sizes)
{
    auto burst = Create<IsacBurst>();
    burst->receiver = receiver;
    burst->band = band;
    burst->power = power;
    burst->rate = rate;
    double end = 0.0;
    for (const uint32_t size : sizes)
    {
        IsacMacHeader header;
        header.source = sender;
        header.destination = receiver;
        auto frame = Create<Packet>(size - header.GetSerializedSize());
        frame->AddHeader(header);
        end += 8.0 * size / rate;
        burst->packets.push_back(frame);
        burst->ends.push_back(Seconds(end));
    }
    return burst;
}

/**
 * @brief A packet of a class for a device's Send().
 * @param size [byte]
 * @param granted whether it goes within grants
 * @return the packet
 */
inline Ptr<Packet>
MakePacket(uint32_t size, bool granted)
{
    auto packet = Create<Packet>(size);
    if (granted)
    {
        constexpr uint8_t GRANTED_PRIORITY = 6;
        SocketPriorityTag tag;
        tag.SetPriority(GRANTED_PRIORITY);
        packet->AddPacketTag(tag);
    }
    return packet;
}

/// EtherType that nothing else uses (local experimental).
constexpr uint16_t PROTOCOL = 0x88b5;

/// What a node's packet sockets received, and when.
class Sink : public SimpleRefCount<Sink>
{
  public:
    /**
     * @param node to listen on; gets packet sockets
     * @param device to listen to
     */
    Sink(Ptr<Node> node, Ptr<NetDevice> device)
    {
        PacketSocketHelper().Install(node);
        m_socket = Socket::CreateSocket(node, TypeId::LookupByName("ns3::PacketSocketFactory"));
        PacketSocketAddress local;
        local.SetSingleDevice(device->GetIfIndex());
        local.SetProtocol(PROTOCOL);
        m_socket->Bind(local);
        m_socket->SetRecvCallback(MakeCallback(&Sink::Read, this));
    }

    std::vector<uint32_t> sizes; //!< of the packets [byte]
    std::vector<Time> times;     //!< when they came

  private:
    /// @param socket that has something to read
    void Read(Ptr<Socket> socket)
    {
        while (Ptr<Packet> packet = socket->Recv())
        {
            sizes.push_back(packet->GetSize());
            times.push_back(Simulator::Now());
        }
    }

    Ptr<Socket> m_socket; //!< bound to the device
};

} // namespace test
} // namespace isac
} // namespace ns3

#endif // ISAC_TEST_CELL_H
