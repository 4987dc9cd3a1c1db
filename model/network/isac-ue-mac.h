/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_UE_MAC_H
#define ISAC_UE_MAC_H

#include "isac-mac.h"
#include "isac-timeline.h"

namespace ns3
{
namespace isac
{

class IsacBsMac;

/**
 * @ingroup isac-aigc
 * @brief MAC of a user: one queue, sent at any time on the user's own uplink subchannel, frames of
 * class CONTROL first.
 *
 * Uplink and downlink are duplexed in frequency. With IdealUplink a frame reaches the base
 * station at once, without airtime, power or error: the closed forms know of no status reports.
 *
 * In frequency division (SetGrantChain()) frames of class GRANTED have a queue of their own and go
 * on the part of the band that Grant() names, beside the others and never ideally; before any
 * grant they wait.
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

    /**
     * @brief Take grants in frequency division.
     * @param chain receiver of the base station for this user's grants, which is divided
     * @param carrier its band
     * @param own this user's receiver for grants
     */
    void SetGrantChain(Ptr<IsacPhy> chain, const IsacBand& carrier, Ptr<IsacPhy> own);
    /**
     * @brief Take a grant, in place of the last one. Frames that were queued under that are
     * dropped, a burst in the air goes on to its end.
     * @param grant band and power
     */
    void Grant(const IsacUplinkGrant& grant);
    /// @return receiver of the base station for this user's grants, or null
    Ptr<IsacPhy> GetGrantChain() const;
    /// @return this user's receiver for grants, or null
    Ptr<IsacPhy> GetGrantReceiver() const;

    /// @return path gain from the base station at this instant
    double GetGain() const;
    /// @return path gain to the base station at this instant
    double GetUplinkGain() const;

    bool Enqueue(Ptr<Packet> packet,
                 Mac48Address destination,
                 uint16_t protocol,
                 IsacMacHeader::Class trafficClass) override;

  protected:
    void DoDispose() override;

  private:
    /// A queue and where it is sent.
    struct Link
    {
        Ptr<IsacPhy> chain;       //!< receiver of the base station
        IsacBand band;            //!< what it is sent on
        IsacBand carrier;         //!< that the band is a part of; of no width: of none
        double power = 0.0;       //!< sent; 0: TxPower [W]
        Ptr<Queue<Packet>> first; //!< frames of class CONTROL
        Ptr<Queue<Packet>> queue; //!< frames of other classes
        bool sending = false;     //!< whether a burst is in the air
    };

    /// @param trafficClass of a frame @return where it goes
    Link& LinkFor(IsacMacHeader::Class trafficClass);
    /**
     * @param link whose queue it joins
     * @param frame with its header
     * @param trafficClass which of them
     * @return false if it was dropped
     */
    bool EnqueueFrame(Link& link, Ptr<Packet> frame, IsacMacHeader::Class trafficClass);
    void Requeue(Mac48Address receiver, const IsacMacHeader& header, Ptr<Packet> frame) override;
    /// @param link on which to send what is queued, if it is free
    void TrySend(Link* link);
    /// @param link on which a burst has ended
    void BurstDone(Link* link);

    double m_power;     //!< sent [W]
    bool m_idealUplink; //!< see the class

    Ptr<IsacBsMac> m_baseStation; //!< to which it belongs
    Link m_standing;              //!< own subchannel
    Link m_granted;               //!< grants in frequency division, if there is a receiver
    Ptr<IsacPhy> m_grantReceiver; //!< own, of grants
};

} // namespace isac
} // namespace ns3

#endif // ISAC_UE_MAC_H
