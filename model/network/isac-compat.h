/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_COMPAT_H
#define ISAC_COMPAT_H

/**
 * @file
 * @ingroup isac-aigc
 * All that differs between the ns-3 releases this module builds with (3.35, and 3.37 and newer).
 */

#include "ns3/callback.h"
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

#if ISAC_NS3_VERSION < 336
#include "ns3/antenna-model.h"
#include "ns3/spectrum-phy.h"

#include <memory>
#include <type_traits>
#include <utility>
#endif

namespace ns3
{
#if ISAC_NS3_VERSION >= 342
namespace energy
{
}
#endif

#if ISAC_NS3_VERSION < 336
/**
 * @brief MakeEvent of a function object, which ns-3 itself has since 3.36.
 *
 * Simulator::Schedule finds it only if this header comes before simulator.h: the wscript includes
 * it first in every file.
 *
 * @tparam F its type
 * @param function what to call, without arguments
 * @return the event
 */
template <typename F, typename = std::enable_if_t<std::is_class<F>::value>>
EventImpl*
MakeEvent(F function)
{
    class Event : public EventImpl
    {
      public:
        explicit Event(F&& called)
            : m_called(std::move(called))
        {
        }

      private:
        void Notify() override
        {
            m_called();
        }

        F m_called;
    };

    return new Event(std::move(function));
}
#endif

class SpectrumPhy;

namespace isac
{
#if ISAC_NS3_VERSION >= 336
/// SpectrumPhy with the getter GetAntenna(), which was GetRxAntenna() up to 3.35.
using CompatSpectrumPhy = SpectrumPhy;
#else
/// SpectrumPhy with the getter GetAntenna(), which was GetRxAntenna() up to 3.35.
class CompatSpectrumPhy : public SpectrumPhy
{
  public:
    /// @return the antenna, of any kind
    virtual Ptr<Object> GetAntenna() const = 0;

    Ptr<AntennaModel> GetRxAntenna() const override
    {
        return DynamicCast<AntennaModel>(GetAntenna());
    }
};
#endif

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

#if ISAC_NS3_VERSION < 336
/**
 * @brief Call what a bound callback holds.
 * @tparam F its type
 * @tparam A arguments of the callback
 * @param function what to call
 * @param arguments what it is called with
 */
template <typename F, typename... A>
void
CallShared(std::shared_ptr<F> function, A... arguments)
{
    (*function)(arguments...);
}
#endif

/**
 * @brief A callback of a function object, whose constructor wants two more words up to 3.35, and
 * an object that can be compared.
 *
 * @tparam A arguments of the callback
 * @tparam F type of the object
 * @param function what to call
 * @return the callback
 */
template <typename... A, typename F>
Callback<void, A...>
FunctionCallback(F function)
{
#if ISAC_NS3_VERSION >= 336
    return Callback<void, A...>(function);
#else
    return MakeBoundCallback(&CallShared<F, A...>, std::make_shared<F>(function));
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

#if ISAC_NS3_VERSION >= 336
/// `const` of virtuals that have it since 3.36: SpectrumSignalParameters::Copy.
#define ISAC_CONST_336 const
#else
/// `const` of virtuals that have it since 3.36: SpectrumSignalParameters::Copy.
#define ISAC_CONST_336
#endif

#endif // ISAC_COMPAT_H
