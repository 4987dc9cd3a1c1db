/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_VIDEO_USER_H
#define ISAC_DA_VIDEO_USER_H

#include "isac-compat.h"
#include "isac-da-cell.h"
#include "isac-da-header.h"
#include "isac-da-viewer.h"
#include "isac-net-device.h"

#include "ns3/application.h"
#include "ns3/isac-da-controller.h"
#include "ns3/socket.h"
#include "ns3/traced-callback.h"

#include <vector>

namespace ns3
{
namespace isac
{

class IsacUeMac;

/// A slot of a user, as he lived it.
struct DaSegment
{
    uint32_t slot = 0;     //!< which
    uint32_t user = 0;     //!< who
    uint32_t station = 0;  //!< that served
    bool granted = false;  //!< whether the slot's grant came at all
    bool late = false;     //!< whether the segment was not complete when the slot was over
    uint32_t total = 0;    //!< F [byte]
    uint32_t received = 0; //!< of it [byte]
    uint32_t packets = 0;  //!< of it
    Time start;            //!< beginning of the slot
    Time latency;          //!< T; of a late segment the duration of the slot
    Time asking;           //!< until the request was at the server; if the segment came
    Time server;           //!< in the server, fixed latency included; likewise
    Time download;         //!< from the server to its last byte here; likewise
    double quality = 0.0;  //!< q; 0 of a late segment
    double impact = 0.0;   //!< I, as it truly is
    double qoe = 0.0;      //!< E, as the user truly likes it
    DaUserStatus status;   //!< what he truly does; place, environment and gains at the slot's start
};

/**
 * @ingroup isac-aigc
 * @brief A user of DA-ISAC: watches short videos, a segment a slot, and reports on himself.
 *
 * He has a device in each cell, greets the manager through all of them, and is served by the one
 * that the manager's grant names. A grant begins a slot: he asks the server for the segment, sends
 * samples within his uplink grant, spread evenly over the slot, and plays what comes. A segment
 * that is not complete SlotTime after the slot began is late: it is skipped, with quality 0 and a
 * latency of SlotTime, and what still comes of it is dropped. After the last segment of a video he
 * sends his opinion score as control.
 *
 * A grant that names another station is a handover: for HandoverTime he neither asks nor sends.
 * Slots whose grant does not come are late, too.
 */
class DaVideoUser : public Application
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();
    DaVideoUser();
    ~DaVideoUser() override;

    /**
     * @brief A cell that he is in, in the order of the stations.
     * @param device his, in that cell
     * @param manager address of the manager, as reached through it
     * @param server address of the server, as reached through it
     */
    void AddCell(Ptr<IsacNetDevice> device, const Address& manager, const Address& server);
    /// @param script see DaViewer::SetScript()
    void SetScript(const std::vector<DaUserStatus>& script);
    /// @return how many random streams were used
    /// @param stream first stream
    int64_t AssignStreams(int64_t stream) ISAC_OVERRIDE_342;

    /// @return his number
    uint32_t GetUser() const;

    /// TracedCallback signature of slots that begin: their grant.
    typedef void (*GrantTracedCallback)(uint32_t user, const DaGrantHeader& grant);
    /// TracedCallback signature of segments, in time or late.
    typedef void (*SegmentTracedCallback)(const DaSegment& segment);
    /// TracedCallback signature of packets: user, header, time since they left the server.
    typedef void (*PacketTracedCallback)(uint32_t user,
                                         const DaSegmentHeader& header,
                                         Time latency);
    /// TracedCallback signature of reports that are sent.
    typedef void (*ReportTracedCallback)(const DaReportHeader& report);
    /// TracedCallback signature of scores: as sent, true mean QoE of the video.
    typedef void (*ScoreTracedCallback)(const DaScoreHeader& score, double qoe);
    /// TracedCallback signature of handovers: slot, user, from, to.
    typedef void (*HandoverTracedCallback)(uint32_t slot,
                                           uint32_t user,
                                           uint32_t from,
                                           uint32_t to);

  protected:
    void DoDispose() override;

  private:
    /// One of the cells.
    struct Cell
    {
        Ptr<IsacNetDevice> device; //!< his
        Ptr<IsacUeMac> mac;        //!< of the device
        Address manager;           //!< as reached through it
        Address server;            //!< as reached through it
    };

    /// The segments of a video so far.
    struct Video
    {
        uint32_t segments = 0; //!< watched or skipped
        double quality = 0.0;  //!< sum of q
        double latency = 0.0;  //!< sum of T [s]
        double qoe = 0.0;      //!< sum of E
    };

    void StartApplication() override;
    void StopApplication() override;

    /// Tell the manager of this user, until the first grant.
    void Greet();
    /// @param socket that has something to read
    void HandleRead(Ptr<Socket> socket);
    /// @param grant that begins a slot
    void StartSlot(const DaGrantHeader& grant);
    /// @param slot whose grant has not come @param start of it
    void MissSlot(uint32_t slot, Time start);
    /// The next slot of what he watches; describes m_segment.
    void Live();
    /// Ask for the segment and begin to report: at once, or when a handover is over.
    void Open();
    /// @param attribute DaFollowed @param count of samples, spread over what is left of the slot
    void PlanReports(DaFollowed attribute, uint16_t count);
    /// @param attribute DaFollowed, a sample of which is sent
    void Report(DaFollowed attribute);
    /// @param header of a piece of a segment
    void Receive(const DaSegmentHeader& header);
    /// @param late whether the slot was over first
    void EndSegment(bool late);
    /// The slot is over.
    void EndSlot();
    /// Say how he liked the video.
    void Score();
    /// @return complexity of what is around him now
    double GetEnvironment() const;
    /**
     * @param packet to send through the cell that serves
     * @param to whom
     * @param granted whether it goes within the grant; else it is control
     */
    void Send(Ptr<Packet> packet, const Address& to, bool granted);

    uint32_t m_user;           //!< his number
    std::string m_protocol;    //!< socket factory
    Address m_local;           //!< where everything comes in
    Time m_greetingInterval;   //!< until the first grant
    Ptr<DaCell> m_cell;        //!< constants
    std::vector<Cell> m_cells; //!< by station

    DaScenario m_scenario;          //!< of the cell
    DaViewer m_viewer;              //!< what he does
    Ptr<Socket> m_socket;           //!< for everything
    bool m_started = false;         //!< whether there was a slot
    bool m_open = false;            //!< whether the segment is waited for
    DaGrantHeader m_grant;          //!< of the slot under way
    DaSegment m_segment;            //!< of the slot under way
    Video m_video;                  //!< that he watches
    EventId m_greetingEvent;        //!< next greeting
    EventId m_openEvent;            //!< a handover is over
    EventId m_endEvent;             //!< the slot is over
    std::vector<EventId> m_reports; //!< to come

    TracedCallback<uint32_t, const DaGrantHeader&> m_grantTrace;            //!< slot begins
    TracedCallback<const DaSegment&> m_segmentTrace;                        //!< segment done
    TracedCallback<uint32_t, const DaSegmentHeader&, Time> m_packetTrace;   //!< piece of it
    TracedCallback<const DaReportHeader&> m_reportTrace;                    //!< report sent
    TracedCallback<const DaScoreHeader&, double> m_scoreTrace;              //!< score sent
    TracedCallback<uint32_t, uint32_t, uint32_t, uint32_t> m_handoverTrace; //!< handed over
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_VIDEO_USER_H
