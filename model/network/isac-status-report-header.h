/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_STATUS_REPORT_HEADER_H
#define ISAC_STATUS_REPORT_HEADER_H

#include "ns3/header.h"
#include "ns3/mac48-address.h"

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief A user's report at the beginning of a slot: 62 bytes. Gain and requirement are what the
 * policy observes; the outcome of the slot before is what the manager's reward is made of.
 */
class StatusReportHeader : public Header
{
  public:
    /// lastSlot of a report that tells no outcome.
    static constexpr uint32_t NO_SLOT = 0xffffffff;

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

    uint32_t slot = 0;            //!< slot it is for
    Mac48Address user;            //!< the device that reports
    double gain = 0.0;            //!< path gain from the base station, as measured
    double interference = 0.0;    //!< density that the last packet met [W/Hz]
    double requirement = 0.0;     //!< Omega_min
    uint32_t priority = 0;        //!< higher comes first
    uint32_t lastSlot = NO_SLOT;  //!< slot whose outcome follows
    double lastCaqa = 0.0;        //!< CAQA reached in that slot
    double lastRequirement = 0.0; //!< Omega_min of that slot
    uint32_t lastBytes = 0;       //!< content received in that slot [byte]
};

} // namespace isac
} // namespace ns3

#endif // ISAC_STATUS_REPORT_HEADER_H
