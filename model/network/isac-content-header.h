/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CONTENT_HEADER_H
#define ISAC_CONTENT_HEADER_H

#include "ns3/header.h"
#include "ns3/mac48-address.h"

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Before each piece of generated content: 32 bytes.
 */
class ContentHeader : public Header
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

    uint32_t slot = 0;     //!< slot it belongs to
    Mac48Address user;     //!< whose content
    uint32_t total = 0;    //!< size of the whole content [byte]
    uint32_t offset = 0;   //!< where this piece begins [byte]
    uint32_t length = 0;   //!< size of this piece [byte]
    uint16_t steps = 0;    //!< denoising steps z it was made with
    double accuracy = 0.0; //!< content accuracy Theta, (7)
};

} // namespace isac
} // namespace ns3

#endif // ISAC_CONTENT_HEADER_H
