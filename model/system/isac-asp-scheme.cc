/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-asp-scheme.h"

#include "isac-asp-bid-price.h"

#include "ns3/isac-asp-price.h"

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <limits>
#include <optional>
#include <string>

namespace ns3
{
namespace isac
{

namespace
{

/**
 * @param provider from 0
 * @return the action that chooses it
 */
Action
Choose(int provider)
{
    return {Eigen::VectorXi::Constant(1, provider), Eigen::VectorXd()};
}

/// Any provider, each as likely.
class RandomAspPolicy : public Policy
{
  public:
    RandomAspPolicy(const AspSystem& system, uint64_t seed)
        : m_provider(0, system.GetParameters().providers - 1),
          m_random(seed)
    {
    }

    Action Act(const Eigen::VectorXd&, bool) override
    {
        return Choose(m_provider(m_random));
    }

    void Seed(uint64_t seed) override
    {
        m_random.seed(seed);
    }

  private:
    boost::random::uniform_int_distribution<int> m_provider; //!< what to draw from
    boost::random::mt19937_64 m_random;                      //!< all draws
};

/// One provider after the other.
class RoundRobinAspPolicy : public Policy
{
  public:
    explicit RoundRobinAspPolicy(const AspSystem& system)
        : m_providers(system.GetParameters().providers)
    {
    }

    Action Act(const Eigen::VectorXd&, bool) override
    {
        const int provider = m_next;
        m_next = (m_next + 1) % m_providers;
        return Choose(provider);
    }

    void Seed(uint64_t) override
    {
        m_next = 0;
    }

  private:
    int m_providers; //!< I
    int m_next = 0;  //!< whose turn it is
};

/// The provider with the most free steps, the first of equals.
class CrashAvoidAspPolicy : public Policy
{
  public:
    explicit CrashAvoidAspPolicy(const AspSystem& system)
        : m_system(system)
    {
    }

    Action Act(const Eigen::VectorXd& observation, bool) override
    {
        const AspState state = m_system.Interpret(observation);
        int best = 0;
        for (std::size_t i = 1; i < state.free.size(); ++i)
        {
            best = state.free[i] > state.free[best] ? static_cast<int>(i) : best;
        }
        return Choose(best);
    }

  private:
    AspSystem m_system; //!< reads observations
};

/// The provider with room where utility is greatest, the first of equals; the first one of all
/// where there is no room, as the published code has it.
class ProphetAspPolicy : public Policy
{
  public:
    explicit ProphetAspPolicy(const AspSystem& system)
        : m_system(system)
    {
    }

    Action Act(const Eigen::VectorXd& observation, bool) override
    {
        const AspState state = m_system.Interpret(observation);
        int best = 0;
        double bestUtility = -std::numeric_limits<double>::infinity();
        for (int i = 0; i < static_cast<int>(state.free.size()); ++i)
        {
            const double utility = m_system.GetProviders()[i].utility.Evaluate(state.steps);
            if (state.free[i] >= state.steps && utility > bestUtility)
            {
                best = i;
                bestUtility = utility;
            }
        }
        return Choose(best);
    }

  private:
    AspSystem m_system; //!< reads observations, knows utilities
};

/// Where its prices come from.
enum class PriceSource
{
    FLUID,     //!< SolveAspFluid()
    HINDSIGHT, //!< HindsightAspPrices()
    TUNED      //!< TunedAspPrices()
};

/// Utility less the price of capacity. Prices are looked for when they are first needed, for making
/// a policy by name is also how programs check names.
class BidPriceAspPolicy : public Policy
{
  public:
    BidPriceAspPolicy(const AspSystem& system, PriceSource source)
        : m_system(system),
          m_source(source)
    {
    }

    Action Act(const Eigen::VectorXd& observation, bool) override
    {
        if (m_price.size() == 0)
        {
            m_price = m_source == PriceSource::FLUID
                          ? SolveAspFluid(MakeAspFluidProblem(m_system)).price
                      : m_source == PriceSource::HINDSIGHT ? HindsightAspPrices(m_system)
                                                           : TunedAspPrices(m_system);
        }
        return Choose(ChooseAspByPrice(m_system, m_price, m_system.Interpret(observation)));
    }

  private:
    AspSystem m_system;      //!< reads observations, knows utilities
    PriceSource m_source;    //!< where prices come from
    Eigen::VectorXd m_price; //!< of each provider's capacity, once found [1/(step s)]
};

/**
 * @param arguments nothing, `fluid` or `hindsight`
 * @param system that the policy is for
 * @return the policy; empty for other arguments
 */
std::optional<std::shared_ptr<Policy>>
MakeBidPrice(const AspSchemeRegistry::Arguments& arguments, const AspSystem& system)
{
    if (arguments.empty())
    {
        return std::make_shared<BidPriceAspPolicy>(system, PriceSource::TUNED);
    }
    if (arguments.size() == 1 && arguments[0] == "fluid")
    {
        return std::make_shared<BidPriceAspPolicy>(system, PriceSource::FLUID);
    }
    if (arguments.size() == 1 && arguments[0] == "hindsight")
    {
        return std::make_shared<BidPriceAspPolicy>(system, PriceSource::HINDSIGHT);
    }
    return std::nullopt;
}

/**
 * @param make makes the policy of a name that takes no arguments
 * @return a maker for the registry
 */
template <typename Make>
AspSchemeRegistry::Maker
WithoutArguments(Make make)
{
    return [make](const AspSchemeRegistry::Arguments& arguments,
                  const AspSystem& system,
                  uint64_t seed) -> std::optional<std::shared_ptr<Policy>> {
        if (!arguments.empty())
        {
            return std::nullopt;
        }
        return make(system, seed);
    };
}

/// @return the schemes that this file knows
AspSchemeRegistry
MakeRegistry()
{
    AspSchemeRegistry registry;
    registry.Register("random",
                      "random",
                      "any provider, each as likely",
                      WithoutArguments([](const AspSystem& system, uint64_t seed) {
                          return std::make_shared<RandomAspPolicy>(system, seed);
                      }));
    registry.Register("round-robin",
                      "round-robin",
                      "one provider after the other",
                      WithoutArguments([](const AspSystem& system, uint64_t) {
                          return std::make_shared<RoundRobinAspPolicy>(system);
                      }));
    registry.Register("crash-avoid",
                      "crash-avoid",
                      "the provider with the most free steps",
                      WithoutArguments([](const AspSystem& system, uint64_t) {
                          return std::make_shared<CrashAvoidAspPolicy>(system);
                      }));
    registry.Register("prophet",
                      "prophet",
                      "the greatest utility among providers with room; knows the utilities",
                      WithoutArguments([](const AspSystem& system, uint64_t) {
                          return std::make_shared<ProphetAspPolicy>(system);
                      }));
    registry.Register("bid-price",
                      "bid-price[-fluid|-hindsight]",
                      "as prophet, less a price of capacity: tuned, of averages, of hindsight",
                      [](const AspSchemeRegistry::Arguments& arguments,
                         const AspSystem& system,
                         uint64_t) { return MakeBidPrice(arguments, system); });
    return registry;
}

} // namespace

AspSchemeRegistry&
GetAspSchemes()
{
    static AspSchemeRegistry registry = MakeRegistry();
    return registry;
}

} // namespace isac
} // namespace ns3
