/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-header.h"

namespace ns3
{
namespace isac
{

NS_OBJECT_ENSURE_REGISTERED(DaGreetingHeader);
NS_OBJECT_ENSURE_REGISTERED(DaPlanHeader);
NS_OBJECT_ENSURE_REGISTERED(DaGrantHeader);
NS_OBJECT_ENSURE_REGISTERED(DaRequestHeader);
NS_OBJECT_ENSURE_REGISTERED(DaSegmentHeader);
NS_OBJECT_ENSURE_REGISTERED(DaReportHeader);
NS_OBJECT_ENSURE_REGISTERED(DaScoreHeader);
NS_OBJECT_ENSURE_REGISTERED(DaEchoHeader);

DaPacketType
PeekDaType(Ptr<const Packet> packet)
{
    uint8_t type = DA_NONE;
    packet->CopyData(&type, sizeof(type));
    return static_cast<DaPacketType>(type);
}

} // namespace isac
} // namespace ns3
