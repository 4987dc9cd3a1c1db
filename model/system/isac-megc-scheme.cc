/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-megc-scheme.h"

#include "isac-megc-constant.h"

#include "ns3/isac-megc-optimum.h"

#include <boost/random/exponential_distribution.hpp>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_real_distribution.hpp>
#include <cmath>
#include <optional>
#include <utility>

namespace ns3
{
namespace isac
{

namespace
{

/// How schemes that calculate their shares speak.
constexpr MegcDecoding CALCULATED{MegcShares::WEIGHTS};

/// The same shares for all slots.
class FixedPolicy : public Policy
{
  public:
    explicit FixedPolicy(Action action)
        : m_action(std::move(action))
    {
    }

    Action Act(const Eigen::VectorXd&, bool) override
    {
        return m_action;
    }

  private:
    Action m_action; //!< the decision
};

/// Shares drawn uniformly from those that are at least a floor: floor + (1 - m floor) Dirichlet.
class RandomSharesPolicy : public Policy
{
  public:
    RandomSharesPolicy(const MegcParameters& parameters, double floor, uint64_t seed)
        : m_system(parameters, CALCULATED),
          m_floor(floor),
          m_random(seed)
    {
    }

    Action Act(const Eigen::VectorXd&, bool) override
    {
        Action action;
        action.continuous.resize(m_system.GetActionSpace().continuous);
        Eigen::Index first = 0;
        for (const int users : m_system.GetSharers())
        {
            auto shares = action.continuous.segment(first, users);
            for (double& share : shares)
            {
                share = boost::random::exponential_distribution<double>(1.0)(m_random);
            }
            shares *= (1.0 - users * m_floor) / shares.sum();
            shares.array() += m_floor;
            first += users;
        }
        for (double& lambda : action.continuous.tail(m_system.GetParameters().computeUsers))
        {
            lambda = boost::random::uniform_real_distribution<double>(0.0, 1.0)(m_random);
        }
        return action;
    }

    void Seed(uint64_t seed) override
    {
        m_random.seed(seed);
    }

  private:
    MegcSystem m_system;                //!< the cell
    double m_floor;                     //!< under each share
    boost::random::mt19937_64 m_random; //!< all draws
};

/// The best constant action. It is looked for when it is first needed, for making a policy by name
/// is also how programs check names.
class BestConstantPolicy : public Policy
{
  public:
    BestConstantPolicy(const MegcParameters& parameters, const MegcScenario& scenario)
        : m_parameters(parameters),
          m_scenario(scenario)
    {
    }

    Action Act(const Eigen::VectorXd&, bool) override
    {
        if (!m_best)
        {
            m_best = FindBestMegcConstant(m_parameters, m_scenario);
        }
        return *m_best;
    }

  private:
    MegcParameters m_parameters;  //!< the cell
    MegcScenario m_scenario;      //!< positions, channels, tasks
    std::optional<Action> m_best; //!< once it is found
};

/// The optimum of the slot that is observed.
class OptimumPolicy : public Policy
{
  public:
    explicit OptimumPolicy(const MegcParameters& parameters)
        : m_system(parameters, CALCULATED)
    {
    }

    Action Act(const Eigen::VectorXd& observation, bool) override
    {
        const MegcState state = m_system.Interpret(observation);
        return m_system.Encode(SolveMegc(m_system.GetParameters(), state).allocation);
    }

  private:
    MegcSystem m_system; //!< the cell
};

/**
 * @param arguments [floor]
 * @param parameters the cell
 * @param seed of the policy's random numbers
 * @return random resource allocation; empty for senseless arguments
 */
std::optional<MegcScheme>
MakeRandom(const MegcSchemeRegistry::Arguments& arguments,
           const MegcParameters& parameters,
           uint64_t seed)
{
    double floor = 0.0;
    if (!arguments.empty())
    {
        const int users =
            parameters.computeUsers + parameters.contentUsers + parameters.visionUsers;
        char* end = nullptr;
        floor = std::strtod(arguments[0].c_str(), &end);
        if (arguments.size() != 1 || arguments[0].empty() || *end != '\0' || !(floor >= 0.0) ||
            !(users * floor <= 1.0))
        {
            return std::nullopt;
        }
    }
    return MegcScheme{std::make_shared<RandomSharesPolicy>(parameters, floor, seed), CALCULATED};
}

/// @return the schemes that this file knows
MegcSchemeRegistry
MakeRegistry()
{
    using Arguments = MegcSchemeRegistry::Arguments;
    MegcSchemeRegistry registry;
    registry.Register(
        "fra",
        "fra",
        "fixed resource allocation: equal shares, half of each task sent away",
        [](const Arguments& arguments, const MegcParameters& cell, const MegcScenario&, uint64_t) {
            const MegcSystem system(cell, CALCULATED);
            return arguments.empty()
                       ? std::optional<MegcScheme>({std::make_shared<FixedPolicy>(
                                                        system.Encode(EqualMegcAllocation(cell))),
                                                    CALCULATED})
                       : std::nullopt;
        });
    registry.Register("rra",
                      "rra[-FLOOR]",
                      "random resource allocation: uniform over all shares of at least FLOOR",
                      [](const Arguments& arguments,
                         const MegcParameters& cell,
                         const MegcScenario&,
                         uint64_t seed) { return MakeRandom(arguments, cell, seed); });
    registry.Register(
        "constant",
        "constant",
        "the best action that is the same in all slots",
        [](const Arguments& arguments,
           const MegcParameters& cell,
           const MegcScenario& scenario,
           uint64_t) {
            return arguments.empty()
                       ? std::optional<MegcScheme>(
                             {std::make_shared<BestConstantPolicy>(cell, scenario), CALCULATED})
                       : std::nullopt;
        });
    registry.Register(
        "optimum",
        "optimum",
        "the least total latency of each slot, exact",
        [](const Arguments& arguments, const MegcParameters& cell, const MegcScenario&, uint64_t) {
            return arguments.empty() ? std::optional<MegcScheme>(
                                           {std::make_shared<OptimumPolicy>(cell), CALCULATED})
                                     : std::nullopt;
        });
    return registry;
}

} // namespace

MegcSchemeRegistry&
GetMegcSchemes()
{
    static MegcSchemeRegistry registry = MakeRegistry();
    return registry;
}

} // namespace isac
} // namespace ns3
