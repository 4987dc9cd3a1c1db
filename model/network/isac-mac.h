/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_MAC_H
#define ISAC_MAC_H

#include "isac-mac-header.h"
#include "isac-phy.h"

#include "ns3/packet.h"
#include "ns3/queue-size.h"
#include "ns3/queue.h"
#include "ns3/traced-callback.h"

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief What the MACs of base station and user share: frames, airtime of a frame, traces.
 */
class IsacMac : public Object
{
  public:
    /// Takes a packet for the layer above: packet, source, destination, protocol.
    typedef Callback<void, Ptr<Packet>, Mac48Address, Mac48Address, uint16_t> ForwardUpCallback;

    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    /**
     * @brief Queue a packet.
     * @param packet from the layer above; changed
     * @param destination receiver
     * @param protocol EtherType
     * @param trafficClass what airtime it may use
     * @return false if it was dropped
     */
    virtual bool Enqueue(Ptr<Packet> packet,
                         Mac48Address destination,
                         uint16_t protocol,
                         IsacMacHeader::Class trafficClass) = 0;

    /// @param address own address
    void SetAddress(Mac48Address address);
    /// @return own address
    Mac48Address GetAddress() const;
    /// @param phy the radio
    void SetPhy(Ptr<IsacPhy> phy);
    /// @return the radio
    Ptr<IsacPhy> GetPhy() const;
    /// @param callback takes received packets
    void SetForwardUpCallback(ForwardUpCallback callback);

    /**
     * @brief A frame has come in.
     * @param frame MAC header first; changed
     */
    void ReceiveFrame(Ptr<Packet> frame);

    /**
     * @brief A receiver wants a frame again: it joins the end of the queue that it was in.
     * @param burst that it was in
     * @param frame as it was sent
     */
    void Repeat(Ptr<const IsacBurst> burst, Ptr<Packet> frame);

  protected:
    void DoDispose() override;

    /**
     * @param packet from the layer above; gets the header
     * @param header direction, class, protocol and destination; the rest is filled in
     */
    void AddMacHeader(Ptr<Packet> packet, IsacMacHeader header);

    /**
     * @brief Take packets off a queue into a burst, as long as they end in time.
     * @param queue frames
     * @param burst gets them; its rate is set
     * @param limit latest end, from the start of the burst [s]
     * @param seconds end of the burst so far, without rounding [s]; moved on
     */
    void Fill(Ptr<Queue<Packet>> queue, IsacBurst& burst, double limit, double& seconds) const;

    /**
     * @brief Send a burst and show its frames to the sniffer, each when it begins.
     * @param burst what to send
     */
    void Send(Ptr<const IsacBurst> burst);

    /// @return a new frame queue of the configured size
    Ptr<Queue<Packet>> MakeQueue() const;

    /**
     * @brief Drop a frame.
     * @param frame it
     */
    void Drop(Ptr<const Packet> frame);

    Time m_maxBurst;                                  //!< longest burst
    Ptr<IsacPhy> m_phy;                               //!< the radio
    TracedCallback<Ptr<const Packet>> m_snifferTrace; //!< every frame, as on air

  private:
    /// @param frame shown to the sniffer
    void Sniff(Ptr<const Packet> frame);
    /**
     * @brief Queue a frame again.
     * @param receiver of its burst
     * @param header its own
     * @param frame as it was sent
     */
    virtual void Requeue(Mac48Address receiver, const IsacMacHeader& header, Ptr<Packet> frame) = 0;

    uint32_t m_unchargedBytes; //!< of a frame, that take no airtime
    QueueSize m_queueSize;     //!< of each queue
    Mac48Address m_address;    //!< own
    uint32_t m_sequence = 0;   //!< of the next frame
    ForwardUpCallback m_up;    //!< takes packets

    TracedCallback<Ptr<const Packet>> m_txTrace;     //!< frame queued
    TracedCallback<Ptr<const Packet>> m_txDropTrace; //!< frame dropped before sending
    TracedCallback<Ptr<const Packet>> m_rxTrace;     //!< frame received
    TracedCallback<Ptr<const Packet>> m_repeatTrace; //!< frame wanted again
};

} // namespace isac
} // namespace ns3

#endif // ISAC_MAC_H
