/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_MEGC_DATA_HEADER_H
#define ISAC_MEGC_DATA_HEADER_H

#include "isac-megc-control-header.h"

#include "ns3/nstime.h"

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief In front of a piece of a task on its way from a user to the server; a content user sends
 * one without data, to say where content goes. 31 bytes.
 */
class MegcTaskHeader : public Header
{
  public:
    static constexpr MegcPacketType TYPE = MEGC_TASK; //!< first byte

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

    uint32_t slot = 0;   //!< of the task
    Mac48Address user;   //!< whose task
    uint32_t total = 0;  //!< of the task that is sent [byte]
    uint32_t offset = 0; //!< of this piece [byte]
    uint32_t length = 0; //!< of this piece [byte]
    Time sent;           //!< when it left the application
};

/**
 * @ingroup isac-aigc
 * @brief In front of a piece of a result on its way from the server to a user; that of a
 * computation has no data. 41 bytes.
 */
class MegcResultHeader : public Header
{
  public:
    static constexpr MegcPacketType TYPE = MEGC_RESULT; //!< first byte

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

    uint32_t slot = 0;   //!< of the task
    uint32_t total = 0;  //!< of the result [byte]
    uint32_t offset = 0; //!< of this piece [byte]
    uint32_t length = 0; //!< of this piece [byte]
    Time sent;           //!< when it left the application
    Time received;       //!< when the server had all it needed
    Time computed;       //!< when the result was there
};

} // namespace isac
} // namespace ns3

#endif // ISAC_MEGC_DATA_HEADER_H
