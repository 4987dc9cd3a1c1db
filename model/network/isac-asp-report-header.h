/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ASP_REPORT_HEADER_H
#define ISAC_ASP_REPORT_HEADER_H

#include "ns3/header.h"

#include <vector>

namespace ns3
{
namespace isac
{

/// What happened to one task at a provider.
struct AspTaskEvent
{
    /// What happened.
    enum Kind : uint8_t
    {
        STARTED,  //!< taken in
        FINISHED, //!< its run time is over
        REFUSED,  //!< it did not fit: the provider has crashed
        LOST,     //!< it ran, and that crash ended it
        RESTARTED //!< it ran, and that crash made it start over
    };

    uint32_t sequence = 0;  //!< the scheduler's number of the task
    Kind kind = STARTED;    //!< what happened
    double remaining = 0.0; //!< share of its run time that was to come when a crash came, in [0, 1]
};

/**
 * @ingroup isac-aigc
 * @brief How loaded a provider is, and what has just happened there: 19 bytes and 13 for each
 * event.
 *
 * A provider with more to tell than one packet holds sends several, with the same figures.
 */
class AspReportHeader : public Header
{
  public:
    /// Most events in one packet.
    static constexpr std::size_t MAX_EVENTS = 64;
    /// Bytes of a report without events.
    static constexpr uint32_t LEAST_BYTES = 19;
    /// Bytes of one event.
    static constexpr uint32_t EVENT_BYTES = 13;

    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();
    TypeId GetInstanceTypeId() const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator start) const override;
    uint32_t Deserialize(Buffer::Iterator start) override;
    void Print(std::ostream& os) const override;

    uint16_t provider = 0;            //!< who reports
    uint32_t capacity = 0;            //!< c
    uint32_t free = 0;                //!< of c
    uint32_t crashes = 0;             //!< so far
    uint32_t handled = 0;             //!< greatest scheduler's number that has arrived there
    std::vector<AspTaskEvent> events; //!< at most MAX_EVENTS, in the order in which they happened
};

} // namespace isac
} // namespace ns3

#endif // ISAC_ASP_REPORT_HEADER_H
