/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CONTENT_RELAY_H
#define ISAC_CONTENT_RELAY_H

#include "isac-content-header.h"
#include "isac-generation-request-header.h"

#include "ns3/address.h"
#include "ns3/node.h"
#include "ns3/object.h"
#include "ns3/socket.h"
#include "ns3/traced-callback.h"

#include <map>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief The base station's end of the backhaul: passes sensed data up to the edge server, and
 * content that comes back on to its user, cut to radio packets.
 *
 * Segments on the backhaul may be as large as its MTU; they are passed on as they come, without
 * waiting for the whole.
 */
class ContentRelay : public Object
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    /**
     * @param node the base station
     * @param radio socket that reaches the users
     */
    void Open(Ptr<Node> node, Ptr<Socket> radio);
    /// Take no more content.
    void Close();

    /**
     * @brief A slot begins: content of earlier ones, should it still come, is not passed on.
     * @param slot that begins
     */
    void StartSlot(uint32_t slot);

    /**
     * @brief Ask the edge server for content.
     * @param request what
     * @param user to whose address it goes
     */
    void Request(const GenerationRequestHeader& request, const Address& user);

    /// TracedCallback signature of content segments.
    typedef void (*SegmentTracedCallback)(const ContentHeader& header);
    /// TracedCallback signature of requests.
    typedef void (*RequestTracedCallback)(const GenerationRequestHeader& header);

  protected:
    void DoDispose() override;

  private:
    /// @param socket that has something to read
    void HandleRead(Ptr<Socket> socket);

    std::string m_protocol; //!< socket factory of the backhaul
    Address m_local;        //!< on the backhaul; may be left empty
    Address m_remote;       //!< the edge server
    uint32_t m_packetSize;  //!< content bytes in a radio packet
    uint32_t m_sensedBytes; //!< size of sensed data

    uint32_t m_slot = 0;                     //!< under way
    Ptr<Socket> m_backhaul;                  //!< to the edge server
    Ptr<Socket> m_radio;                     //!< to the users
    std::map<Mac48Address, Address> m_users; //!< addresses of users who wait for content
    TracedCallback<const GenerationRequestHeader&> m_requestTrace; //!< request sent
    TracedCallback<const ContentHeader&> m_lateTrace;    //!< segment of a slot that is over
    TracedCallback<const ContentHeader&> m_segmentTrace; //!< segment received
};

} // namespace isac
} // namespace ns3

#endif // ISAC_CONTENT_RELAY_H
