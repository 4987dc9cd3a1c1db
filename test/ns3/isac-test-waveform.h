/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_TEST_WAVEFORM_H
#define ISAC_TEST_WAVEFORM_H

#include "isac-test-duplex.h"

#include "ns3/constant-velocity-mobility-model.h"
#include "ns3/isac-da-bounds.h"
#include "ns3/simulator.h"

namespace ns3
{
namespace isac
{
namespace test
{

inline const Time COHERENT = MilliSeconds(10); //!< CoherentTime as it is without being set
inline const Time SLOT = MilliSeconds(20);     //!< from one slot to the next
constexpr double BAND = 4e6;                   //!< of grants [Hz]

/// A base station that senses by its data, and two users who move.
class WaveformCell
{
  public:
    WaveformCell()
        : m_helper(MakeFlexible(1.0))
    {
        const LogDistancePathLoss loss = DaPathLoss(28e9);
        m_helper.SetPathLoss(loss.interceptDb, loss.slopeDb, Seconds(0));
        // What a grant says is sent at once, and not in parts.
        m_helper.SetBsMacAttribute("MaxBurst", TimeValue(Seconds(1)));
        const auto base = MakeNode(Vector(100, 50, 10));
        const NodeContainer users(MakeUser({-80, 190, 1.5}, {0.4, -0.2, 0}),
                                  MakeUser({90, -160, 1.5}, {-0.3, 0.1, 0}));
        devices = m_helper.Install(base, users);
        mac = DynamicCast<IsacBsMac>(DynamicCast<IsacNetDevice>(devices.Get(0))->GetMac());
        sensor = IsacHelper::InstallWaveformSensor(devices.Get(0));
        sensor->TraceConnectWithoutContext("Echo", MakeCallback(&WaveformCell::OnEcho, this));
        mac->TraceConnectWithoutContext("DownlinkBurst",
                                        MakeCallback(&WaveformCell::OnBurst, this));
        m_helper.AssignStreams(devices, 7);
    }

    /**
     * @param user 1 or 2
     * @return his address
     */
    Mac48Address Address(uint32_t user) const
    {
        return Mac48Address::ConvertFrom(devices.Get(user)->GetAddress());
    }

    /**
     * @brief Grant a user a band, in place of all grants.
     * @param user 1 or 2
     * @param power [W]
     * @param part which of the bands of that width
     */
    void Grant(uint32_t user, double power, uint32_t part = 0)
    {
        m_power = power;
        const double low = m_helper.GetGrantedDownlink().low + part * BAND;
        IsacTimeline timeline = GrantDownlink(Address(user), {low, low + BAND});
        timeline.downlink[0].power = power;
        mac->Execute(timeline);
    }

    /**
     * @brief Send a packet that takes a given time, under the last grant.
     * @param user 1 or 2, who has the grant
     * @param airtime [s]
     */
    void Send(uint32_t user, double airtime)
    {
        const double gain = mac->GetPhy()->GetLinkGain(mac->GetUserPhy(Address(user)));
        const double bits = airtime / Airtime(gain, BAND, m_power, 1) * 8.0;
        const auto bytes = static_cast<uint32_t>(std::lround(bits / 8.0)) - HEADER;
        devices.Get(0)->Send(MakePacket(bytes, true), Address(user), PROTOCOL);
    }

    /// What was true when an echo came.
    struct Truth
    {
        double range;    //!< [m]
        double velocity; //!< [m/s]
        double azimuth;  //!< [degree]
    };

    /// A burst under a grant.
    struct Burst
    {
        Time start;    //!< begins
        Time duration; //!< of it
    };

    NetDeviceContainer devices;           //!< base station, then users
    Ptr<IsacBsMac> mac;                   //!< of the base station
    Ptr<IsacWaveformSensor> sensor;       //!< of the base station
    std::vector<IsacWaveformEcho> echoes; //!< all
    std::vector<Truth> truths;            //!< of the echoes
    std::vector<Burst> bursts;            //!< all

  private:
    /**
     * @param position at first
     * @param velocity for ever
     * @return a node
     */
    static Ptr<Node> MakeUser(const Vector& position, const Vector& velocity)
    {
        auto node = CreateObject<Node>();
        auto mobility = CreateObject<ConstantVelocityMobilityModel>();
        mobility->SetPosition(position);
        mobility->SetVelocity(velocity);
        node->AggregateObject(mobility);
        return node;
    }

    /// @param echo that comes
    void OnEcho(const IsacWaveformEcho& echo)
    {
        const auto at = [](Ptr<NetDevice> device) {
            return device->GetNode()->GetObject<MobilityModel>();
        };
        const auto target = at(devices.Get(echo.user == Address(1) ? 1 : 2));
        const Vector offset = target->GetPosition() - at(devices.Get(0))->GetPosition();
        const Vector v = target->GetVelocity();
        const double range = std::hypot(offset.x, offset.y, offset.z);
        echoes.push_back(echo);
        truths.push_back({range,
                          (offset.x * v.x + offset.y * v.y + offset.z * v.z) / range,
                          std::atan2(offset.y, offset.x) * 180.0 / M_PI});
    }

    /// @param burst that begins
    void OnBurst(Mac48Address, Ptr<const IsacBurst> burst)
    {
        bursts.push_back({Simulator::Now(), burst->GetDuration()});
    }

    IsacHelper m_helper;  //!< that installed the cell
    double m_power = 0.0; //!< of the last grant [W]
};

/**
 * @brief Slot after slot one echo of the first user.
 * @param cell not yet used
 * @param slots number of them
 * @param power of the bursts [W]
 */
inline void
SenseSlots(WaveformCell& cell, uint32_t slots, double power)
{
    for (uint32_t i = 0; i < slots; ++i)
    {
        Simulator::Schedule(SLOT * int64_t(i + 1), [&cell, power]() {
            cell.sensor->BeginSlot();
            cell.Grant(1, power);
            cell.Send(1, 1.5 * COHERENT.GetSeconds());
        });
    }
    Simulator::Run();
}

} // namespace test
} // namespace isac
} // namespace ns3

#endif // ISAC_TEST_WAVEFORM_H
