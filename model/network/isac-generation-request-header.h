/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_GENERATION_REQUEST_HEADER_H
#define ISAC_GENERATION_REQUEST_HEADER_H

#include "ns3/header.h"
#include "ns3/mac48-address.h"

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief What the base station asks of the edge server after sensing a user: 24 bytes, then the
 * sensed data.
 */
class GenerationRequestHeader : public Header
{
  public:
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

    uint32_t slot = 0;         //!< slot it belongs to
    Mac48Address user;         //!< whose content
    uint16_t steps = 0;        //!< denoising steps z
    uint32_t contentBytes = 0; //!< size of the content wanted [byte]
    double accuracy = 0.0;     //!< sensing accuracy Upsilon of the data
};

} // namespace isac
} // namespace ns3

#endif // ISAC_GENERATION_REQUEST_HEADER_H
