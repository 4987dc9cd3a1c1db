/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_BS_MAC_H
#define ISAC_BS_MAC_H

#include "isac-mac.h"
#include "isac-timeline.h"

#include <deque>
#include <map>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief MAC of a base station: two queues for each user, and the timeline of a slot.
 *
 * Frames of class GRANTED go within the grant of their user, and nothing else does: what a grant
 * was planned for may still be on its way. Frames of class BEST_EFFORT go with StandingGrants, at
 * any time outside sensing, on the user's own subchannel; without, not at all. Frames of class
 * CONTROL are best effort that goes first. Until the first
 * timeline there is no manager, and standing grants carry both classes: so the device is an
 * ordinary network device to a script that knows of no manager.
 *
 * Two bursts never overlap in frequency: of users whose bands overlap, the first to be ready sends
 * all his grant allows, then the next.
 *
 * In frequency division (SetGrantChain()) a user has a receiver of his own for grants, which may be
 * any part of its band: grants and best effort then go at the same time. A timeline without sensing
 * waits for nothing to end.
 *
 * With IdealDownlink frames of all classes but GRANTED reach users at once, without airtime, power
 * or error: the closed forms know of no control.
 */
class IsacBsMac : public IsacMac
{
  public:
    /// Told what a sensing burst gave: slot, user, result.
    typedef Callback<void, uint32_t, Mac48Address, const IsacEcho&> SensingCallback;

    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    /**
     * @brief Let a user in.
     * @param address of his device
     * @param phy his radio, for channel knowledge and the echo's geometry
     * @param band his own subchannel
     */
    void AddUser(Mac48Address address, Ptr<IsacPhy> phy, const IsacBand& band);

    /**
     * @brief Give a user who was let in grants in frequency division.
     * @param address of his device
     * @param phy his receiver for them, which is divided
     * @param carrier its band
     */
    void SetGrantChain(Mac48Address address, Ptr<IsacPhy> phy, const IsacBand& carrier);

    /// @return number of users
    uint32_t GetUserCount() const;
    /// @return addresses of the users, in rising order
    std::vector<Mac48Address> GetUsers() const;

    /**
     * @param user his address
     * @return his radio
     */
    Ptr<IsacPhy> GetUserPhy(Mac48Address user) const;

    /**
     * @brief Carry out a slot. Grants of the slot before end; their frames that are left are
     * dropped, sensing that has not begun is not done. Sensing begins at once, or when bursts in
     * the air have ended.
     * @param timeline the slot
     */
    void Execute(const IsacTimeline& timeline);

    /// @param callback told of every sensing grant when its burst ends
    void SetSensingCallback(SensingCallback callback);

    /**
     * @param user his address
     * @return rate to him on his own band at the grant power of StandingPower, now [bit/s]
     */
    double GetStandingRate(Mac48Address user) const;

    bool Enqueue(Ptr<Packet> packet,
                 Mac48Address destination,
                 uint16_t protocol,
                 IsacMacHeader::Class trafficClass) override;

    /// TracedCallback signature of phases: user, what begins or ends.
    typedef void (*UserTracedCallback)(Mac48Address user);
    /// TracedCallback signature of granted bursts.
    typedef void (*DownlinkTracedCallback)(Mac48Address user, Ptr<const IsacBurst> burst);
    /// TracedCallback signature of sensing results.
    typedef void (*SensingTracedCallback)(Mac48Address user, const IsacEcho& echo);

  protected:
    void DoDispose() override;

  private:
    /// What the base station knows of a user.
    struct User
    {
        Mac48Address address;          //!< of his device
        Ptr<IsacPhy> phy;              //!< his radio
        IsacBand band;                 //!< his own subchannel
        Ptr<IsacPhy> grantPhy;         //!< his receiver of grants: the radio, or one of its own
        IsacBand carrier;              //!< that grants are parts of; of no width: of none
        Ptr<Queue<Packet>> granted;    //!< frames that wait for a grant
        Ptr<Queue<Packet>> control;    //!< frames that need none, sent first
        Ptr<Queue<Packet>> bestEffort; //!< frames that need none
        IsacDownlinkGrant grant;       //!< of this slot
        double airtimeLeft = 0.0;      //!< of the grant [s]
        bool open = false;             //!< whether the grant may be used
        bool sending = false;          //!< whether a burst to his radio is in the air
        bool sendingGrant = false;     //!< the same for a receiver of grants of its own
        bool waiting = false;          //!< whether he is in m_waiting
    };

    /**
     * @param user on whose subchannel it goes
     * @param packet gets the header
     * @param header whose destination may be a group that the user is in
     * @return false if it was dropped
     */
    bool EnqueueFor(User& user, Ptr<Packet> packet, const IsacMacHeader& header);
    /**
     * @param user whose queue it joins
     * @param frame with its header
     * @param trafficClass which of them
     * @return false if it was dropped
     */
    bool EnqueueFrame(User& user, Ptr<Packet> frame, IsacMacHeader::Class trafficClass);
    void Requeue(Mac48Address receiver, const IsacMacHeader& header, Ptr<Packet> frame) override;
    /// @param next index of the sensing grant to carry out
    void Sense(std::size_t next);
    /**
     * @param next index of the sensing grant after it
     * @param execution which timeline it belongs to, counted
     * @param slot that it belongs to
     * @param user who was sensed
     * @param echo the result
     */
    void SensingDone(std::size_t next,
                     uint64_t execution,
                     uint32_t slot,
                     Mac48Address user,
                     const IsacEcho& echo);
    /// Phase III may begin.
    void OpenGrants();
    /// @param user whose grant begins
    void OpenGrant(User* user);
    /// @param user to whom to send, if there is something to send and room for it
    void TrySend(User& user);
    /**
     * @param user to whom to send, if his receiver and the band are free
     * @param granted whether under his grant
     */
    void TrySend(User& user, bool granted);
    /**
     * @param user to whom
     * @param granted whether under his grant
     * @return whether the receiver that this goes to is being sent to
     */
    static bool& Sending(User& user, bool granted);
    /**
     * @param user to whom
     * @param granted whether under his grant
     * @return a burst, empty if nothing fits
     */
    Ptr<IsacBurst> MakeBurst(User& user, bool granted);
    /**
     * @param user to whom a burst has ended
     * @param burst it
     * @param granted whether it was under his grant
     */
    void BurstDone(User* user, Ptr<const IsacBurst> burst, bool granted);
    /// Users whose band was taken try again, first come, first served.
    void ServeWaiting();

    double m_standingPower; //!< outside grants [W]
    bool m_standing;        //!< whether there is anything outside grants
    bool m_idealDownlink;   //!< see the class

    std::map<Mac48Address, User> m_users; //!< by address
    std::vector<IsacBand> m_onAir;        //!< bands of bursts in the air
    std::deque<User*> m_waiting;          //!< whose band is taken
    bool m_managed = false;               //!< whether a timeline was ever given
    bool m_sensing = false;               //!< whether phase I is under way
    bool m_senseWhenQuiet = false;        //!< whether phase I waits for bursts to end
    IsacTimeline m_timeline;              //!< of this slot
    uint64_t m_execution = 0;             //!< timelines given so far
    EventId m_openEvent;                  //!< phase III begins
    std::vector<EventId> m_openEvents;    //!< later grants begin
    SensingCallback m_sensingCallback;    //!< told of results

    TracedCallback<Mac48Address> m_sensingStartTrace;                   //!< burst begins
    TracedCallback<Mac48Address, const IsacEcho&> m_sensingEndTrace;    //!< burst ends
    TracedCallback<Mac48Address, Ptr<const IsacBurst>> m_downlinkTrace; //!< granted burst
    TracedCallback<Mac48Address> m_grantEndTrace;                       //!< nothing more fits
};

} // namespace isac
} // namespace ns3

#endif // ISAC_BS_MAC_H
