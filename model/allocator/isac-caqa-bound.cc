/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-caqa-bound.h"

#include "isac-caqa-split.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>
#include <utility>

namespace ns3
{
namespace isac
{
namespace
{

/// The dual function at one price.
struct Tangent
{
    double price = 0.0;      //!< where [1/J]
    double value = 0.0;      //!< bound there
    double slope = 0.0;      //!< a subgradient: what the maximiser leaves of the resource [J]
    CaqaPrices prices;       //!< all prices
    CaqaMaximiser maximiser; //!< who attains it
};

/// The lowest point found, and the maximisers on both sides of it.
struct Valley
{
    Tangent best;          //!< lowest bound
    Tangent below;         //!< nearest lower price, where the resource is overspent
    Tangent above;         //!< nearest higher price, where some is left
    bool hasBelow = false; //!< whether below was met
    bool hasAbove = false; //!< whether above was met
};

/**
 * Minimises a convex function of one price from its tangents: next point where the two nearest
 * tangents meet, kept off the ends of the interval.
 *
 * @param evaluate the function
 * @param start first price
 * @param least price below which there is nothing to look for
 * @param widen first price to try beyond a start of 0
 * @param cutoff stop as soon as the value is at most this
 * @param tolerance stop when the value is this close to the minimum
 */
Valley
Minimise(const std::function<Tangent(double)>& evaluate,
         double start,
         double least,
         double widen,
         double cutoff,
         double tolerance)
{
    constexpr int MAX_TANGENTS = 30;
    Valley valley;
    double next = std::max(start, least);
    double factor = 1.3;
    for (int i = 0; i < MAX_TANGENTS; ++i)
    {
        const Tangent tangent = evaluate(next);
        if (i == 0 || tangent.value < valley.best.value)
        {
            valley.best = tangent;
        }
        (tangent.slope < 0.0 ? valley.below : valley.above) = tangent;
        (tangent.slope < 0.0 ? valley.hasBelow : valley.hasAbove) = true;
        if (valley.best.value <= cutoff)
        {
            break;
        }
        if (!valley.hasBelow)
        {
            if (next <= least)
            {
                break;
            }
            next = std::max(least, next / factor);
            factor *= factor;
        }
        else if (!valley.hasAbove)
        {
            next = next > 0.0 ? next * factor : widen;
            factor *= factor;
        }
        else
        {
            const Tangent& a = valley.below;
            const Tangent& b = valley.above;
            const double meet =
                (a.value - b.value + b.slope * b.price - a.slope * a.price) / (b.slope - a.slope);
            const double floor = a.value + a.slope * (meet - a.price);
            const double width = b.price - a.price;
            if (valley.best.value - floor <= tolerance || width <= 1e-12 * b.price)
            {
                break;
            }
            constexpr double MARGIN = 0.05;
            next = std::clamp(meet, a.price + MARGIN * width, b.price - MARGIN * width);
        }
    }
    return valley;
}

/// A box with a number of violations, to be refined or split.
struct Node
{
    CaqaBox box;          //!< part of the problem
    int unserved = 0;     //!< number of violations
    double value = 0.0;   //!< bound on K times the reward
    CaqaPrices prices;    //!< where the bound was found, a start for the children
    bool refined = false; //!< whether value is the minimum over the prices
    CaqaSplit split;      //!< of a refined box
};

/// Order of the queue: highest bound on top.
struct LowerBound
{
    bool operator()(const Node& a, const Node& b) const
    {
        return a.value < b.value;
    }
};

/// The search's state.
class Search
{
  public:
    Search(const CaqaParameters& parameters,
           CaqaRelaxation& relaxation,
           double best,
           const std::function<double(const CaqaMaximiser&)>& report,
           const CaqaBoundOptions& options)
        : m_parameters(parameters),
          m_relaxation(relaxation),
          m_users(relaxation.Users()),
          m_best(best * m_users),
          m_report(report),
          m_options(options)
    {
    }

    /// @return bound on K times the reward
    double Run()
    {
        const double budget = m_relaxation.Budget();
        CaqaPrices start;
        start.energy = budget > 0.0 ? 0.7 * m_users / budget : 1.0;
        const CaqaBox everything = m_relaxation.Everything();
        const std::vector<double> bound = m_relaxation.Evaluate(everything, start, m_users);
        ++m_solved;
        for (int u = 0; u <= m_users; ++u)
        {
            Node node;
            node.box = everything;
            node.unserved = u;
            node.value = bound[u];
            node.prices = start;
            m_open.push(node);
        }
        while (!m_open.empty())
        {
            const Node node = m_open.top();
            if (node.value <= Target() ||
                (node.refined && node.split.kind == CaqaSplitKind::NONE) ||
                m_solved >= m_options.maxRelaxations)
            {
                return std::max(node.value, m_best);
            }
            m_open.pop();
            if (node.refined)
            {
                for (const bool upper : {false, true})
                {
                    Node half = node;
                    half.refined = false;
                    half.box = HalfBox(node.box, node.split, upper);
                    m_open.push(half);
                }
            }
            else
            {
                Refine(node);
            }
        }
        return m_best;
    }

  private:
    /// @return bound at which the search may stop
    double Target() const
    {
        return m_best + m_options.relativeGap * std::abs(m_best);
    }

    Tangent Solve(const Node& node, const CaqaPrices& prices)
    {
        ++m_solved;
        Tangent tangent;
        tangent.price = prices.energy;
        tangent.prices = prices;
        tangent.value = m_relaxation.Evaluate(node.box, prices, node.unserved)[node.unserved];
        if (std::isfinite(tangent.value))
        {
            tangent.maximiser = m_relaxation.Trace(node.unserved);
            tangent.slope = m_relaxation.Budget() - tangent.maximiser.energy;
        }
        return tangent;
    }

    void Refine(Node node)
    {
        const double budget = m_relaxation.Budget();
        const double tolerance = 0.1 * m_options.relativeGap * std::abs(m_best);
        const double least = 1e-9 / std::max(budget, 1e-9);
        Valley energy;
        const auto overEnergy = [&](double sensingPrice, double start) {
            energy = Minimise(
                [&](double price) {
                    return Solve(node, {price, sensingPrice});
                },
                start,
                least,
                least,
                Target(),
                tolerance);
            return energy.best;
        };
        Tangent best;
        Valley found;
        const double warm = node.prices.sensing;
        if (warm <= 0.0)
        {
            best = overEnergy(0.0, node.prices.energy);
            found = energy;
        }
        const bool limited = node.box.mostSensed < m_relaxation.Everything().mostSensed;
        if (warm > 0.0 ||
            (limited && best.value > Target() && best.maximiser.sensed > node.box.mostSensed))
        {
            const Tangent origin = best;
            double nearby = warm > 0.0 ? node.prices.energy : origin.prices.energy;
            found = Minimise(
                [&](double price) {
                    Tangent tangent = price > 0.0 ? overEnergy(price, nearby) : origin;
                    nearby = tangent.prices.energy;
                    tangent.price = price;
                    tangent.slope = node.box.mostSensed - tangent.maximiser.sensed;
                    return tangent;
                },
                warm,
                1e-6 * warm,
                0.1 * m_users / node.box.mostSensed,
                Target(),
                tolerance);
            best = found.best;
        }
        node.value = std::min(node.value, best.value);
        node.prices = best.prices;
        node.refined = true;
        // A box whose bound is low enough is kept: it may be the highest at the end.
        if (node.value > Target())
        {
            std::vector<CaqaMaximiser> maximisers;
            const std::pair<bool, const Tangent*> sides[] = {{found.hasBelow, &found.below},
                                                             {found.hasAbove, &found.above}};
            for (const auto& [has, tangent] : sides)
            {
                if (has && std::isfinite(tangent->value))
                {
                    m_best = std::max(m_best, m_report(tangent->maximiser) * m_users);
                    maximisers.push_back(tangent->maximiser);
                }
            }
            node.split = PlanCaqaSplit(m_parameters, node.box, maximisers);
        }
        m_open.push(node);
    }

    const CaqaParameters& m_parameters;                          //!< the cell
    CaqaRelaxation& m_relaxation;                                //!< the slot
    int m_users;                                                 //!< K
    double m_best;                                               //!< K times the best reward known
    const std::function<double(const CaqaMaximiser&)>& m_report; //!< see CaqaBranchAndBound
    CaqaBoundOptions m_options;                                  //!< effort
    std::size_t m_solved = 0;                                    //!< dynamic programs solved
    std::priority_queue<Node, std::vector<Node>, LowerBound> m_open; //!< highest bound on top
};

} // namespace

double
CaqaBranchAndBound(const CaqaParameters& parameters,
                   CaqaRelaxation& relaxation,
                   double best,
                   const std::function<double(const CaqaMaximiser&)>& report,
                   const CaqaBoundOptions& options)
{
    return Search(parameters, relaxation, best, report, options).Run() / relaxation.Users();
}

} // namespace isac
} // namespace ns3
