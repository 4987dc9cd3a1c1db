/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ASP_RESULT_HEADER_H
#define ISAC_ASP_RESULT_HEADER_H

#include "ns3/header.h"

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Before each piece of a provider's answer to a user: 21 bytes. A task that was lost or
 * refused is answered by the header alone.
 */
class AspResultHeader : public Header
{
  public:
    /// How a task ended.
    enum Outcome : uint8_t
    {
        FINISHED, //!< its content follows
        LOST,     //!< a crash ended it while it ran
        REFUSED   //!< it did not fit: the crash was its own
    };

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

    uint32_t task = 0;          //!< the user's number
    uint16_t attempt = 1;       //!< of the task
    uint16_t provider = 0;      //!< who answers
    Outcome outcome = FINISHED; //!< how it ended
    uint32_t total = 0;         //!< size of the whole content [byte]
    uint32_t offset = 0;        //!< where this piece begins [byte]
    uint32_t length = 0;        //!< size of this piece [byte]
};

} // namespace isac
} // namespace ns3

#endif // ISAC_ASP_RESULT_HEADER_H
