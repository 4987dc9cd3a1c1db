/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-asp-scheme.h"

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <cmath>
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

/// The provider with room where utility less price is greatest, the first of equals; the first one
/// of all where there is no room, as the published code has it.
class PricedAspPolicy : public Policy
{
  public:
    explicit PricedAspPolicy(const AspSystem& system)
        : m_system(system)
    {
    }

    Action Act(const Eigen::VectorXd& observation, bool) override
    {
        const AspState state = m_system.Interpret(observation);
        int best = 0;
        double bestValue = -std::numeric_limits<double>::infinity();
        for (int i = 0; i < static_cast<int>(state.free.size()); ++i)
        {
            if (state.free[i] < state.steps)
            {
                continue;
            }
            const double value =
                m_system.GetProviders()[i].utility.Evaluate(state.steps) - Price(i, state);
            if (value > bestValue)
            {
                best = i;
                bestValue = value;
            }
        }
        return Choose(best);
    }

  protected:
    /**
     * @param provider i
     * @param state what is observed
     * @return what the task would take there, in units of utility
     */
    virtual double Price(int provider, const AspState& state) = 0;

    AspSystem m_system; //!< reads observations, knows utilities
};

/// Greedy: nothing has a price.
class ProphetAspPolicy : public PricedAspPolicy
{
  public:
    using PricedAspPolicy::PricedAspPolicy;

  protected:
    double Price(int, const AspState&) override
    {
        return 0.0;
    }
};

/// Capacity has the price that the fluid problem puts on it. The prices are looked for when they
/// are first needed, for making a policy by name is also how programs check names.
class BidPriceAspPolicy : public PricedAspPolicy
{
  public:
    using PricedAspPolicy::PricedAspPolicy;

  protected:
    double Price(int provider, const AspState& state) override
    {
        if (m_price.size() == 0)
        {
            m_price = SolveAspFluid(MakeAspFluidProblem(m_system)).price;
        }
        const double runTime = m_system.GetParameters().runTime.Seconds(state.steps);
        return m_price[provider] * state.steps * runTime;
    }

  private:
    Eigen::VectorXd m_price; //!< of each provider's capacity [1/(step s)]
};

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
                      "bid-price",
                      "as prophet, less a price of each provider's capacity (fluid dual)",
                      WithoutArguments([](const AspSystem& system, uint64_t) {
                          return std::make_shared<BidPriceAspPolicy>(system);
                      }));
    return registry;
}

} // namespace

AspSchemeRegistry&
GetAspSchemes()
{
    static AspSchemeRegistry registry = MakeRegistry();
    return registry;
}

AspFluidProblem
MakeAspFluidProblem(const AspSystem& system)
{
    const AspParameters& parameters = system.GetParameters();
    const std::vector<AspProviderProfile>& providers = system.GetProviders();
    const int kinds = parameters.StepChoices();
    AspFluidProblem problem;
    problem.rate = Eigen::VectorXd::Constant(kinds, parameters.arrivalRate / kinds);
    problem.steps.resize(kinds);
    problem.runTime.resize(kinds);
    problem.capacity.resize(static_cast<Eigen::Index>(providers.size()));
    problem.utility.resize(kinds, problem.capacity.size());
    for (Eigen::Index i = 0; i < problem.capacity.size(); ++i)
    {
        problem.capacity[i] = providers[i].capacity;
        for (int kind = 0; kind < kinds; ++kind)
        {
            problem.utility(kind, i) = providers[i].utility.Evaluate(parameters.Steps(kind));
        }
    }
    for (int kind = 0; kind < kinds; ++kind)
    {
        problem.steps[kind] = parameters.Steps(kind);
        problem.runTime[kind] = parameters.runTime.Seconds(parameters.Steps(kind));
    }
    return problem;
}

} // namespace isac
} // namespace ns3
