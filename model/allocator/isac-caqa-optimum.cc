/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-caqa-optimum.h"

#include "isac-caqa-bound.h"
#include "isac-caqa-communication.h"
#include "isac-caqa-relaxation.h"
#include "isac-caqa-search.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

namespace ns3
{
namespace isac
{
namespace
{

/// Turns maximisers of the relaxation into allocations and keeps the best.
class Incumbent
{
  public:
    Incumbent(const CaqaParameters& parameters, CaqaSearch& search, std::size_t maxPolish)
        : m_minSteps(parameters.denoising.minSteps),
          m_mostEnergy(parameters.maxSensingEnergy),
          m_search(search),
          m_maxPolish(maxPolish),
          m_best(search.BestCommon())
    {
    }

    /// @return best allocation so far
    CaqaPoint& Best()
    {
        return m_best;
    }

    /// @param maximiser a start for the local search @return best reward known
    double Try(const CaqaMaximiser& maximiser)
    {
        CaqaPoint point;
        point.sensingEnergy = maximiser.sensingEnergy;
        point.steps = maximiser.steps;
        for (auto& energy : point.sensingEnergy)
        {
            energy = std::min(energy, m_mostEnergy);
        }
        std::vector<int> signature = point.steps;
        for (std::size_t k = 0; k < maximiser.served.size(); ++k)
        {
            if (!maximiser.served[k])
            {
                point.sensingEnergy[k] = 0.0;
                point.steps[k] = m_minSteps;
                signature[k] = m_minSteps - 1;
            }
        }
        constexpr double GRAINS = 40.0;
        for (const double energy : point.sensingEnergy)
        {
            signature.push_back(static_cast<int>(GRAINS * energy / m_mostEnergy));
        }
        if (!m_seen.insert(signature).second)
        {
            return m_best.reward;
        }
        m_search.Evaluate(point);
        // The relaxation starts downloads too early, for which less sensing makes good, and knows
        // requirements only within their slack, for which a trace more does.
        const CaqaPoint origin = point;
        for (const double part : {1.0 + 1e-7, 1.0 + 1e-4, 1.01, 0.99, 0.97, 0.93, 0.85, 0.7})
        {
            CaqaPoint shorter = origin;
            for (std::size_t k = 0; k < shorter.sensingEnergy.size(); ++k)
            {
                shorter.sensingEnergy[k] = std::min(part * origin.sensingEnergy[k], m_mostEnergy);
            }
            m_search.Evaluate(shorter);
            if (shorter.reward > point.reward)
            {
                point = shorter;
            }
        }
        m_search.Price(point);
        // Local searches that start far below the best rarely pass it.
        constexpr double NEAR = 0.01;
        constexpr int FEW = 2;
        if (point.reward > m_best.reward ||
            (m_polished < FEW && point.reward > m_best.reward - NEAR))
        {
            ++m_polished;
            m_search.Polish(point, m_maxPolish);
            m_bestPolished |= point.reward > m_best.reward;
        }
        else if (m_second.steps.empty() || point.reward > m_second.reward)
        {
            m_second = point;
        }
        if (point.reward > m_best.reward)
        {
            m_best = std::move(point);
        }
        return m_best.reward;
    }

    /// Takes sensing and steps away from users who are sent nothing, unless that costs reward.
    void Tidy(const std::vector<double>& communicationEnergy)
    {
        CaqaPoint point = m_best;
        for (std::size_t k = 0; k < communicationEnergy.size(); ++k)
        {
            if (communicationEnergy[k] <= 0.0)
            {
                point.sensingEnergy[k] = 0.0;
                point.steps[k] = m_minSteps;
            }
        }
        m_search.Evaluate(point);
        if (point.reward >= m_best.reward)
        {
            m_best = std::move(point);
        }
    }

    /// Searches from what was passed over on the way.
    void Finish()
    {
        if (!m_bestPolished)
        {
            m_search.Polish(m_best, m_maxPolish);
        }
        if (!m_second.steps.empty())
        {
            m_search.Polish(m_second, m_maxPolish);
            if (m_second.reward > m_best.reward)
            {
                m_best = m_second;
            }
        }
    }

  private:
    int m_minSteps;                    //!< z_min
    double m_mostEnergy;               //!< E_s,max; the relaxation grants some slack on it [J]
    CaqaSearch& m_search;              //!< local search
    std::size_t m_maxPolish;           //!< effort of one local search
    CaqaPoint m_best;                  //!< best so far
    CaqaPoint m_second;                //!< best of those that no local search started from
    bool m_bestPolished = false;       //!< whether the best came from a local search
    std::set<std::vector<int>> m_seen; //!< what was tried, roughly
    int m_polished = 0;                //!< local searches run
};

} // namespace

CaqaOptimum
SolveCaqaOptimum(const CaqaParameters& parameters,
                 const CaqaState& state,
                 const CaqaOptimumOptions& options)
{
    const double infinity = std::numeric_limits<double>::infinity();
    CaqaOptimum optimum;
    const int users = static_cast<int>(state.gain.size());
    if (users == 0)
    {
        optimum.status = CaqaOptimumStatus::WITHIN_GAP;
        return optimum;
    }
    CaqaSearch search(parameters, state);
    const std::size_t maxPolish = options.polishPerUser * state.gain.size();
    Incumbent incumbent(parameters, search, maxPolish);
    optimum.upperBound = infinity;
    optimum.gap = infinity;
    if (parameters.subchannels == SubchannelRule::FIXED)
    {
        CaqaRelaxation relaxation(parameters, state, options.anyPolicy);
        CaqaBoundOptions effort;
        effort.relativeGap = options.relativeGap;
        // Without the bound a few boxes are enough to start the local search from.
        constexpr std::size_t STARTS = 40;
        effort.maxRelaxations = options.bound ? options.maxRelaxations : STARTS;
        const double bound = CaqaBranchAndBound(
            parameters,
            relaxation,
            incumbent.Best().reward,
            [&](const CaqaMaximiser& maximiser) { return incumbent.Try(maximiser); },
            effort);
        if (options.bound)
        {
            optimum.upperBound = bound;
        }
        const double reward = incumbent.Best().reward;
        if (bound - reward > options.relativeGap * std::abs(reward))
        {
            incumbent.Finish();
        }
    }
    else
    {
        incumbent.Finish();
        optimum.status = CaqaOptimumStatus::NOT_SUPPORTED;
    }

    const CaqaPoint& best = incumbent.Best();
    const auto energies = [&]() {
        return AllocateCaqaCommunication(parameters, state, best.sensingEnergy, best.steps)
            .result.energy;
    };
    incumbent.Tidy(energies());
    optimum.allocation.sensingEnergy = best.sensingEnergy;
    optimum.allocation.steps = best.steps;
    optimum.allocation.communicationEnergy = energies();
    optimum.outcome = EvaluateCaqa(parameters, state, optimum.allocation);
    optimum.unserved = optimum.outcome.violations;
    optimum.evaluations = search.Evaluations();
    if (std::isfinite(optimum.upperBound))
    {
        const double reward = optimum.outcome.reward;
        optimum.upperBound = std::max(optimum.upperBound, reward);
        const double distance = optimum.upperBound - reward;
        optimum.gap = distance > 0.0 ? distance / std::abs(reward) : 0.0;
        optimum.status = optimum.gap <= options.relativeGap ? CaqaOptimumStatus::WITHIN_GAP
                                                            : CaqaOptimumStatus::BOUNDED;
    }
    return optimum;
}

} // namespace isac
} // namespace ns3
