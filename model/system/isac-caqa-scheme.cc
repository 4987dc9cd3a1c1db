/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-caqa-scheme.h"

#include "ns3/isac-caqa-optimum.h"

#include <algorithm>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <boost/random/uniform_real_distribution.hpp>
#include <cmath>
#include <optional>

namespace ns3
{
namespace isac
{

namespace
{

/// z and d drawn uniformly for every user.
class RandomPolicy : public Policy
{
  public:
    RandomPolicy(const ActionSpace& space, uint64_t seed)
        : m_space(space),
          m_random(seed)
    {
    }

    Action Act(const Eigen::VectorXd&, bool) override
    {
        Action action{Eigen::VectorXi(m_space.categories.size()),
                      Eigen::VectorXd(m_space.continuous)};
        for (std::size_t k = 0; k < m_space.categories.size(); ++k)
        {
            boost::random::uniform_int_distribution<int> steps(0, m_space.categories[k] - 1);
            action.categorical[k] = steps(m_random);
        }
        boost::random::uniform_real_distribution<double> unit(0.0, 1.0);
        for (auto& value : action.continuous)
        {
            value = unit(m_random);
        }
        return action;
    }

    void Seed(uint64_t seed) override
    {
        m_random.seed(seed);
    }

  private:
    ActionSpace m_space;                //!< what to draw from
    boost::random::mt19937_64 m_random; //!< all draws
};

/// The same z and d for every user, whatever is observed.
class ConstantPolicy : public Policy
{
  public:
    ConstantPolicy(const CaqaParameters& parameters, int steps, double action)
        : m_action{
              Eigen::VectorXi::Constant(parameters.users, steps - parameters.denoising.minSteps),
              Eigen::VectorXd::Constant(parameters.users, action)}
    {
    }

    Action Act(const Eigen::VectorXd&, bool) override
    {
        return m_action;
    }

  private:
    Action m_action; //!< the decision
};

/// The best constant decision. It is looked for when it is first needed, for making a policy by
/// name is also how programs check names.
class BestConstantPolicy : public Policy
{
  public:
    BestConstantPolicy(const CaqaParameters& parameters,
                       const CaqaScenario& scenario,
                       const CaqaDecoding& decoding)
        : m_parameters(parameters),
          m_scenario(scenario),
          m_decoding(decoding)
    {
    }

    Action Act(const Eigen::VectorXd& observation, bool explore) override
    {
        if (!m_best)
        {
            const CaqaConstant best = FindBestConstant(m_parameters, m_scenario, m_decoding);
            m_best.emplace(m_parameters, best.steps, best.action);
        }
        return m_best->Act(observation, explore);
    }

  private:
    CaqaParameters m_parameters;          //!< the cell
    CaqaScenario m_scenario;              //!< where its users are
    CaqaDecoding m_decoding;              //!< how the action is read
    std::optional<ConstantPolicy> m_best; //!< once it is found
};

/// The best allocation found for the observed state, as a cell of given parameters sees it.
class OptimumPolicy : public Policy
{
  public:
    explicit OptimumPolicy(const CaqaParameters& believed, int minSteps)
        : m_system(believed),
          m_minSteps(minSteps)
    {
    }

    Action Act(const Eigen::VectorXd& observation, bool) override
    {
        const CaqaParameters& cell = m_system.GetParameters();
        CaqaOptimumOptions options;
        options.bound = false;
        const CaqaAllocation best =
            SolveCaqaOptimum(cell, m_system.Interpret(observation), options).allocation;
        Action action{Eigen::VectorXi(cell.users), Eigen::VectorXd(cell.users)};
        for (int k = 0; k < cell.users; ++k)
        {
            action.categorical[k] = best.steps[k] - m_minSteps;
            action.continuous[k] =
                std::clamp(best.sensingEnergy[k] / cell.maxSensingEnergy, 0.0, 1.0);
        }
        return action;
    }

  private:
    CaqaSystem m_system; //!< the cell as this policy believes it to be
    int m_minSteps;      //!< z_min of the true cell
};

/**
 * @param text what stands behind a scheme's name
 * @param value set to the number
 * @return whether all of the text is one finite number
 */
bool
ParseNumber(const std::string& text, double& value)
{
    try
    {
        std::size_t used = 0;
        value = std::stod(text, &used);
        return used == text.size() && std::isfinite(value);
    }
    catch (const std::exception&)
    {
        return false;
    }
}

/**
 * @param arguments [z, d], or nothing for the best constant
 * @param parameters the cell
 * @param scenario where its users are
 * @param decoding how the action is read
 * @return the scheme; empty for senseless arguments
 */
std::optional<CaqaScheme>
MakeConstant(const CaqaSchemeRegistry::Arguments& arguments,
             const CaqaParameters& parameters,
             const CaqaScenario& scenario,
             const CaqaDecoding& decoding)
{
    if (arguments.empty())
    {
        return CaqaScheme{std::make_shared<BestConstantPolicy>(parameters, scenario, decoding),
                          decoding};
    }
    double steps = 0.0;
    double action = 0.0;
    if (arguments.size() != 2 || !ParseNumber(arguments[0], steps) ||
        !ParseNumber(arguments[1], action) || steps != std::floor(steps) ||
        steps < parameters.denoising.minSteps || steps > parameters.denoising.maxSteps ||
        action < 0.0 || action > 1.0)
    {
        return std::nullopt;
    }
    return CaqaScheme{std::make_shared<ConstantPolicy>(parameters, static_cast<int>(steps), action),
                      decoding};
}

/**
 * @param arguments [alpha]
 * @param parameters the cell
 * @return CGQ-FSG-alpha; empty for senseless arguments
 */
std::optional<CaqaScheme>
MakeCgq(const CaqaSchemeRegistry::Arguments& arguments, const CaqaParameters& parameters)
{
    double alpha = 0.0;
    if (arguments.size() != 1 || !ParseNumber(arguments[0], alpha) || alpha <= 0.0 || alpha >= 1.0)
    {
        return std::nullopt;
    }
    CaqaDecoding decoding;
    decoding.actionFilter = false;
    decoding.belief = AccuracyBelief::PERFECT;
    const double energy =
        std::min(alpha * parameters.maxEnergy / parameters.users, parameters.maxSensingEnergy);
    const int steps = (parameters.denoising.minSteps + parameters.denoising.maxSteps) / 2;
    return CaqaScheme{
        std::make_shared<ConstantPolicy>(parameters, steps, energy / parameters.maxSensingEnergy),
        decoding};
}

/**
 * @param arguments [z]
 * @param parameters the cell
 * @return SAQA-FG with z steps; empty for senseless arguments
 */
std::optional<CaqaScheme>
MakeSaqa(const CaqaSchemeRegistry::Arguments& arguments, const CaqaParameters& parameters)
{
    double steps = 0.0;
    if (arguments.size() != 1 || !ParseNumber(arguments[0], steps) || steps != std::floor(steps) ||
        steps < parameters.denoising.minSteps || steps > parameters.denoising.maxSteps)
    {
        return std::nullopt;
    }
    CaqaParameters believed = parameters;
    believed.denoising.errorScale = 0.0;
    believed.denoising.minSteps = static_cast<int>(steps);
    believed.denoising.maxSteps = static_cast<int>(steps);
    CaqaDecoding decoding;
    decoding.actionFilter = false;
    decoding.belief = AccuracyBelief::PERFECT_GENERATION;
    return CaqaScheme{std::make_shared<OptimumPolicy>(believed, parameters.denoising.minSteps),
                      decoding};
}

/// @return the schemes that this file knows
CaqaSchemeRegistry
MakeRegistry()
{
    using Arguments = CaqaSchemeRegistry::Arguments;
    CaqaSchemeRegistry registry;
    registry.Register(
        "random",
        "random",
        "steps and sensing action drawn uniformly, RCE",
        [](const Arguments& arguments,
           const CaqaParameters& cell,
           const CaqaScenario&,
           uint64_t seed) {
            return arguments.empty()
                       ? std::optional<CaqaScheme>(
                             {std::make_shared<RandomPolicy>(CaqaSystem(cell).GetActionSpace(),
                                                             seed),
                              {}})
                       : std::nullopt;
        });
    registry.Register("constant",
                      "constant[-Z-D]",
                      "the same Z steps and sensing action D for all, RCE; the best such pair",
                      [](const Arguments& arguments,
                         const CaqaParameters& cell,
                         const CaqaScenario& scenario,
                         uint64_t) { return MakeConstant(arguments, cell, scenario, {}); });
    registry.Register("uniform",
                      "uniform[-Z-D]",
                      "as constant, but energy left after the minima is shared out evenly",
                      [](const Arguments& arguments,
                         const CaqaParameters& cell,
                         const CaqaScenario& scenario,
                         uint64_t) {
                          CaqaDecoding decoding;
                          decoding.communication = CommunicationRule::UNIFORM;
                          return MakeConstant(arguments, cell, scenario, decoding);
                      });
    registry.Register(
        "cgq-fsg",
        "cgq-fsg-ALPHA",
        "sensing gets the share ALPHA of E_max/K, middle steps, accuracy believed 1",
        [](const Arguments& arguments, const CaqaParameters& cell, const CaqaScenario&, uint64_t) {
            return MakeCgq(arguments, cell);
        });
    registry.Register(
        "saqa-fg",
        "saqa-fg-Z",
        "Z steps, best sensing for a generator believed free of error",
        [](const Arguments& arguments, const CaqaParameters& cell, const CaqaScenario&, uint64_t) {
            return MakeSaqa(arguments, cell);
        });
    registry.Register(
        "optimum",
        "optimum",
        "the best allocation found for each slot by search over sensing and steps",
        [](const Arguments& arguments, const CaqaParameters& cell, const CaqaScenario&, uint64_t) {
            CaqaDecoding decoding;
            decoding.actionFilter = false;
            return arguments.empty()
                       ? std::optional<CaqaScheme>(
                             {std::make_shared<OptimumPolicy>(cell, cell.denoising.minSteps),
                              decoding})
                       : std::nullopt;
        });
    return registry;
}

} // namespace

CaqaSchemeRegistry&
GetCaqaSchemes()
{
    static CaqaSchemeRegistry registry = MakeRegistry();
    return registry;
}

CaqaConstant
FindBestConstant(const CaqaParameters& parameters,
                 const CaqaScenario& scenario,
                 const CaqaDecoding& decoding)
{
    constexpr int STATES = 150;
    constexpr uint64_t SEED = 20;
    CaqaStateSource source(parameters, scenario, SEED);
    std::vector<CaqaState> states;
    for (int i = 0; i < STATES; ++i)
    {
        source.StartEpisode();
        states.push_back(source.NextSlot());
    }
    const CaqaSystem system(parameters, decoding);
    CaqaConstant best;
    best.reward = -2.0; // below any reward (11)
    const auto consider = [&](int steps, double action) {
        if (action < 0.0 || action > 1.0)
        {
            return;
        }
        ConstantPolicy policy(parameters, steps, action);
        double sum = 0.0;
        for (const auto& state : states)
        {
            sum += system.Evaluate(state, system.Decode(state, policy.Act({}, false))).reward;
        }
        if (sum / STATES > best.reward)
        {
            best = {steps, action, sum / STATES};
        }
    };
    for (int steps = parameters.denoising.minSteps; steps <= parameters.denoising.maxSteps; ++steps)
    {
        for (int i = 0; i <= 20; ++i)
        {
            consider(steps, i * 0.05);
        }
    }
    const CaqaConstant coarse = best;
    for (int i = -4; i <= 4; ++i)
    {
        consider(coarse.steps, coarse.action + i * 0.01);
    }
    return best;
}

} // namespace isac
} // namespace ns3
