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
        if (!m_seen.insert(signature).second)
        {
            return m_best.reward;
        }
        m_search.Evaluate(point);
        m_search.Price(point);
        // Local searches that start far below the best rarely pass it.
        constexpr double NEAR = 0.01;
        if (point.reward > m_best.reward || (m_polished < 2 && point.reward > m_best.reward - NEAR))
        {
            ++m_polished;
            m_search.Polish(point, m_maxPolish);
        }
        if (point.reward > m_best.reward)
        {
            m_best = std::move(point);
        }
        return m_best.reward;
    }

  private:
    int m_minSteps;                    //!< z_min
    double m_mostEnergy;               //!< E_s,max; the relaxation grants some slack on it [J]
    CaqaSearch& m_search;              //!< local search
    std::size_t m_maxPolish;           //!< effort of one local search
    CaqaPoint m_best;                  //!< best so far
    std::set<std::vector<int>> m_seen; //!< steps and served users already tried
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
    }
    else
    {
        search.Polish(incumbent.Best(), 4 * maxPolish);
        optimum.status = CaqaOptimumStatus::NOT_SUPPORTED;
    }

    const CaqaPoint& best = incumbent.Best();
    optimum.allocation.sensingEnergy = best.sensingEnergy;
    optimum.allocation.steps = best.steps;
    optimum.allocation.communicationEnergy =
        AllocateCaqaCommunication(parameters, state, best.sensingEnergy, best.steps).result.energy;
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
