/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-dd-scheme.h"

#include "ns3/isac-agent-settings.h"
#include "ns3/isac-dd-baseline.h"
#include "ns3/isac-dd-optimum.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

namespace ns3
{
namespace isac
{

namespace
{

/// How schemes that calculate speak.
constexpr DdDecoding CALCULATED{DdActions::CHOICES, DdPowers::WATTS, 0.0};

/// Of the optimum's reward: half the time of the solver's own default.
constexpr double OPTIMUM_TOLERANCE = 1e-4;

/// Equal split, unless it is told: what the reference has.
constexpr int EQUAL_SERVER_STEPS = 2;
constexpr int EQUAL_DEVICE_STEPS = 8;

/// Finds an allocation for a state.
using Allocate =
    std::function<DdAllocation(const DdParameters&, const DdState&, boost::random::mt19937_64&)>;

/// Calculates its allocation from the users.
class CalculatedPolicy : public Policy
{
  public:
    CalculatedPolicy(const DdParameters& parameters,
                     const DdScenario& scenario,
                     Allocate allocate,
                     uint64_t seed)
        : m_system(parameters, scenario, CALCULATED),
          m_allocate(std::move(allocate)),
          m_random(seed)
    {
    }

    Action Act(const Eigen::VectorXd& observation, bool) override
    {
        return m_system.Encode(
            m_allocate(m_system.GetParameters(), m_system.Interpret(observation), m_random));
    }

    void Seed(uint64_t seed) override
    {
        m_random.seed(seed);
    }

  private:
    DdSystem m_system;                  //!< reads and writes
    Allocate m_allocate;                //!< decides
    boost::random::mt19937_64 m_random; //!< all draws
};

/**
 * @param allocate decides
 * @return makes its scheme, which takes no arguments
 */
DdSchemeRegistry::Maker
Plain(const Allocate& allocate)
{
    return [allocate](const DdSchemeRegistry::Arguments& arguments,
                      const DdParameters& parameters,
                      const DdScenario& scenario,
                      uint64_t seed) {
        return arguments.empty()
                   ? std::optional<DdScheme>(
                         {std::make_shared<CalculatedPolicy>(parameters, scenario, allocate, seed),
                          CALCULATED})
                   : std::nullopt;
    };
}

/**
 * @param arguments [t_0, t_k]
 * @param parameters the system
 * @param scenario its users
 * @param seed not needed
 * @return equal split; empty for senseless arguments
 */
std::optional<DdScheme>
MakeEqualSplit(const DdSchemeRegistry::Arguments& arguments,
               const DdParameters& parameters,
               const DdScenario& scenario,
               uint64_t seed)
{
    int server = std::min(EQUAL_SERVER_STEPS, parameters.mostServerSteps);
    int device = std::min(EQUAL_DEVICE_STEPS, parameters.mostDeviceSteps);
    const bool given = arguments.size() == 2 && ParseSetting(arguments[0], server) &&
                       ParseSetting(arguments[1], device);
    if ((!arguments.empty() && !given) || server < 1 || server > parameters.mostServerSteps ||
        device < 1 || device > parameters.mostDeviceSteps)
    {
        return std::nullopt;
    }
    const Allocate split =
        [=](const DdParameters& p, const DdState& state, boost::random::mt19937_64&) {
            return DdEqualSplit(p, state, server, device);
        };
    return Plain(split)({}, parameters, scenario, seed);
}

/// @return the schemes that this file knows
DdSchemeRegistry
MakeRegistry()
{
    DdSchemeRegistry registry;
    registry.Register(
        "optimum",
        "optimum",
        "the greatest reward of each slot, to 1e-4",
        Plain([](const DdParameters& p, const DdState& state, boost::random::mt19937_64&) {
            DdSearchSettings settings;
            settings.tolerance = OPTIMUM_TOLERANCE;
            const DdOptimum optimum = SolveDd(p, state, settings);
            return optimum.found ? optimum.allocation : DdEqualPower(p, state);
        }));
    registry.Register(
        "equal-power",
        "equal-power",
        "equal powers with the best steps",
        Plain([](const DdParameters& p, const DdState& state, boost::random::mt19937_64&) {
            return DdEqualPower(p, state);
        }));
    registry.Register("equal-split",
                      "equal-split[-T0-TK]",
                      "equal powers, T0 server steps (2) and TK device steps (8)",
                      MakeEqualSplit);
    registry.Register("random",
                      "random",
                      "any steps and powers within the budgets, as likely as any other",
                      Plain(DdRandomAllocation));
    return registry;
}

} // namespace

DdSchemeRegistry&
GetDdSchemes()
{
    static DdSchemeRegistry registry = MakeRegistry();
    return registry;
}

} // namespace isac
} // namespace ns3
