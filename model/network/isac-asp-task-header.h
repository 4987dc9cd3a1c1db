/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ASP_TASK_HEADER_H
#define ISAC_ASP_TASK_HEADER_H

#include "ns3/address.h"
#include "ns3/header.h"
#include "ns3/nstime.h"

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief A task of ASP selection on its way from a user to the scheduler, and from there to a
 * provider: 45 bytes.
 *
 * The user may leave out where to answer to: the scheduler then fills in whom it heard.
 */
class AspTaskHeader : public Header
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

    uint32_t task = 0;     //!< the user's number
    uint32_t sequence = 0; //!< the scheduler's number, rising; the user leaves it 0
    uint32_t steps = 0;    //!< T
    uint16_t attempt = 1;  //!< how often the user has submitted the task, this time included
    Time submitted;        //!< when the user submitted it first, to the nanosecond
    Address user;          //!< where to answer to; invalid if it is not said
};

} // namespace isac
} // namespace ns3

#endif // ISAC_ASP_TASK_HEADER_H
