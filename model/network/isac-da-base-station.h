/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_BASE_STATION_H
#define ISAC_DA_BASE_STATION_H

#include "isac-bs-mac.h"
#include "isac-da-header.h"
#include "isac-net-device.h"
#include "isac-waveform-sensor.h"

#include "ns3/application.h"
#include "ns3/socket.h"
#include "ns3/traced-callback.h"

#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief A base station of DA-ISAC: carries out the manager's plans, and tells it what echoes say.
 *
 * A plan is carried out when its last packet is there: bursts of users end by the end of the slot.
 * Echoes are those of an IsacWaveformSensor that is aggregated to Device, if there is one; a miss
 * tells nothing.
 */
class DaBaseStation : public Application
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();
    DaBaseStation();
    ~DaBaseStation() override;

    /// TracedCallback signature of plans that are carried out: station, timeline.
    typedef void (*PlanTracedCallback)(uint32_t station, const IsacTimeline& timeline);

  protected:
    void DoDispose() override;

  private:
    void StartApplication() override;
    void StopApplication() override;

    /// @param socket that has something to read
    void HandleRead(Ptr<Socket> socket);
    /// @param plan of one user, or of nobody
    void TakePlan(const DaPlanHeader& plan);
    /// @param echo of a user, or a miss
    void TakeEcho(const IsacWaveformEcho& echo);

    uint32_t m_station;          //!< number
    std::string m_protocol;      //!< socket factory
    Address m_local;             //!< where plans come in
    Address m_manager;           //!< of the network
    Ptr<IsacNetDevice> m_device; //!< the radio

    Ptr<IsacBsMac> m_mac;             //!< of the radio
    Ptr<IsacWaveformSensor> m_sensor; //!< of the radio, or null
    Ptr<Socket> m_socket;             //!< for everything
    uint32_t m_packets = 0;           //!< of the plan that is coming in
    IsacTimeline m_timeline;          //!< that the plan is

    TracedCallback<uint32_t, const IsacTimeline&> m_planTrace; //!< plan carried out
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_BASE_STATION_H
