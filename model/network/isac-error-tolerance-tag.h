/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ERROR_TOLERANCE_TAG_H
#define ISAC_ERROR_TOLERANCE_TAG_H

#include "ns3/packet.h"
#include "ns3/tag.h"

#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Marks bytes that may be delivered with bit errors, such as a latent of a diffusion model.
 *
 * A byte tag: an application puts it on its payload with Packet::AddByteTag() before any header is
 * added; headers stay unmarked, whatever layers add or remove, and so do other payloads. It tells
 * IsacUncodedErrorModel what noise may change; all other error models take no notice. It stays
 * on the bytes when they have been received, so that a second hop adds its own errors. A checksum
 * over marked bytes (UDP with ns-3's ChecksumEnabled) would undo it, as UDP-Lite is there to avoid.
 */
class IsacErrorToleranceTag : public Tag
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();
    TypeId GetInstanceTypeId() const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(TagBuffer buffer) const override;
    void Deserialize(TagBuffer buffer) override;
    void Print(std::ostream& os) const override;
};

/// Bytes of a packet, from begin to just before end.
struct IsacByteRange
{
    uint32_t begin = 0; //!< first byte
    uint32_t end = 0;   //!< byte after the last
};

/**
 * @ingroup isac-aigc
 * @param packet any
 * @return the bytes that IsacErrorToleranceTag marks, in rising order, apart from each other
 */
std::vector<IsacByteRange> ErrorTolerantBytes(Ptr<const Packet> packet);

/**
 * @ingroup isac-aigc
 * @brief A packet as noise has changed it: same UID, same byte and packet tags, other bits.
 *
 * @param packet stays as it is
 * @param ranges that all of the bits lie in, in rising order, apart from each other
 * @param bits to turn over, in rising order, counted from the first of the packet; the most
 * significant one of a byte comes first
 * @return the changed copy
 */
Ptr<Packet> TurnBits(Ptr<const Packet> packet,
                     const std::vector<IsacByteRange>& ranges,
                     const std::vector<uint32_t>& bits);

} // namespace isac
} // namespace ns3

#endif // ISAC_ERROR_TOLERANCE_TAG_H
