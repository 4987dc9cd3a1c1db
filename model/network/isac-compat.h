/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_COMPAT_H
#define ISAC_COMPAT_H

/**
 * @file
 * @ingroup isac-aigc
 * All that differs between the ns-3 releases this module builds with (3.37 and newer).
 */

#include "ns3/enum.h"
#include "ns3/event-id.h" // nstime.h stopped including it in 3.47

// The build defines it; users who include our headers elsewhere may not.
#ifndef ISAC_NS3_VERSION
#if __has_include("ns3/core-export.h")
#define ISAC_NS3_VERSION 346
#elif __has_include("ns3/demangle.h")
#define ISAC_NS3_VERSION 343
#elif __has_include("ns3/shuffle.h")
#define ISAC_NS3_VERSION 342
#elif __has_include("ns3/uniform-random-bit-generator.h")
#define ISAC_NS3_VERSION 341
#else
#define ISAC_NS3_VERSION 337
#endif
#endif

namespace ns3
{
#if ISAC_NS3_VERSION >= 342
namespace energy
{
}
#endif

namespace isac
{
/// isac::energy::DeviceEnergyModel and the like: the nested namespace exists since 3.42.
#if ISAC_NS3_VERSION >= 342
namespace energy = ::ns3::energy;
#else
namespace energy = ::ns3;
#endif

/**
 * @brief MakeEnumAccessor, which needs the enum as template argument since 3.41.
 *
 * Attribute enums must be unscoped: EnumValue takes an int up to 3.40.
 *
 * @tparam E the enum
 * @tparam A what MakeEnumAccessor takes
 * @param a member, or setter and getter
 * @return the accessor
 */
template <typename E, typename... A>
Ptr<const AttributeAccessor>
EnumAccessor(A... a)
{
#if ISAC_NS3_VERSION >= 341
    return MakeEnumAccessor<E>(a...);
#else
    return MakeEnumAccessor(a...);
#endif
}
} // namespace isac
} // namespace ns3

#if ISAC_NS3_VERSION >= 342
/// `override` for virtuals that the base class has since 3.42: Application::AssignStreams.
#define ISAC_OVERRIDE_342 override
/// Duration of a quick test case.
#define ISAC_TEST_QUICK TestCase::Duration::QUICK
#else
/// `override` for virtuals that the base class has since 3.42: Application::AssignStreams.
#define ISAC_OVERRIDE_342
/// Duration of a quick test case.
#define ISAC_TEST_QUICK TestCase::QUICK
#endif

#endif // ISAC_COMPAT_H
