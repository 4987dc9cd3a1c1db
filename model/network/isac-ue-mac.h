/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_UE_MAC_H
#define ISAC_UE_MAC_H

#include "isac-mac.h"

namespace ns3
{
namespace isac
{

class IsacBsMac;

/**
 * @ingroup isac-aigc
 * @brief MAC of a user: one queue, sent at any time on the user's own uplink subchannel.
 *
 * Uplink and downlink are duplexed in frequency. With IdealUplink a frame reaches the base
 * station at once, without airtime, power or error: the closed forms know of no status reports.
 */
class IsacUeMac : public IsacMac
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    /**
     * @param baseStation to which it belongs
     * @param chain receiver of the base station for this user's uplink
     * @param band uplink subchannel
     */
    void SetBaseStation(Ptr<IsacBsMac> baseStation, Ptr<IsacPhy> chain, const IsacBand& band);
    /// @return the base station to which it belongs
    Ptr<IsacBsMac> GetBaseStation() const;

    /// @return path gain from the base station at this instant
    double GetGain() const;

    bool Enqueue(Ptr<Packet> packet,
                 Mac48Address destination,
                 uint16_t protocol,
                 IsacMacHeader::Class trafficClass) override;

  protected:
    void DoDispose() override;

  private:
    /// Send what is queued, if the radio is free.
    void TrySend();
    /// A burst has ended.
    void BurstDone();

    double m_power;     //!< sent [W]
    bool m_idealUplink; //!< see the class

    Ptr<IsacBsMac> m_baseStation; //!< to which it belongs
    Ptr<IsacPhy> m_chain;         //!< its receiver for this user
    IsacBand m_band;              //!< uplink subchannel
    Ptr<Queue<Packet>> m_queue;   //!< frames
    bool m_sending = false;       //!< whether a burst is in the air
};

} // namespace isac
} // namespace ns3

#endif // ISAC_UE_MAC_H
