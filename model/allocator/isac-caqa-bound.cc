/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-caqa-bound.h"

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
    CaqaBox box;             //!< part of the problem
    int unserved = 0;        //!< number of violations
    double value = 0.0;      //!< bound on K times the reward
    CaqaPrices prices;       //!< where the bound was found, a start for the children
    bool refined = false;    //!< whether value is the minimum over the prices
    bool final = false;      //!< whether splitting would not help
    bool splitFirst = false; //!< split the first user's energy, else the total
    double at = 0.0;         //!< where to split [J]
};

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
    Search(CaqaRelaxation& relaxation,
           int users,
           double best,
           const std::function<double(const CaqaMaximiser&)>& report,
           const CaqaBoundOptions& options)
        : m_relaxation(relaxation),
          m_users(users),
          m_best(best * users),
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
            if (node.value <= Target() || (node.refined && node.final) ||
                m_solved >= m_options.maxRelaxations)
            {
                return std::max(node.value, m_best);
            }
            m_open.pop();
            if (node.refined)
            {
                Split(node);
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
        Tangent best = overEnergy(0.0, node.prices.energy);
        Valley found = energy;
        const bool limited = node.box.sensedHigh < m_relaxation.Everything().sensedHigh;
        if (limited && best.value > Target() && best.maximiser.sensed > node.box.sensedHigh)
        {
            const Tangent origin = best;
            const Valley sensing = Minimise(
                [&](double price) {
                    Tangent tangent = price > 0.0 ? overEnergy(price, best.prices.energy) : origin;
                    tangent.price = price;
                    tangent.slope = node.box.sensedHigh - tangent.maximiser.sensed;
                    return tangent;
                },
                0.0,
                0.0,
                0.5 * origin.prices.energy,
                Target(),
                tolerance);
            best = sensing.best;
            found = sensing;
        }
        node.value = std::min(node.value, best.value);
        node.prices = best.prices;
        node.refined = true;
        if (node.value <= Target())
        {
            // Kept, because it may still be the highest bound at the end.
            m_open.push(node);
            return;
        }
        Report(found);
        PlanSplit(found, node);
        m_open.push(node);
    }

    void Report(const Valley& valley)
    {
        for (const auto& [has, tangent] : {std::make_pair(valley.hasBelow, &valley.below),
                                           std::make_pair(valley.hasAbove, &valley.above)})
        {
            if (has && std::isfinite(tangent->value))
            {
                m_best = std::max(m_best, m_report(tangent->maximiser) * m_users);
            }
        }
    }

    /// Decides where to split a refined node, from the maximisers on both sides of its minimum.
    void PlanSplit(const Valley& valley, Node& node) const
    {
        double late = 0.0;
        node.final = true;
        for (const auto& [has, tangent] : {std::make_pair(valley.hasBelow, &valley.below),
                                           std::make_pair(valley.hasAbove, &valley.above)})
        {
            if (!has || !std::isfinite(tangent->value))
            {
                continue;
            }
            const CaqaMaximiser& maximiser = tangent->maximiser;
            const std::pair<double, double> lateness = m_relaxation.Lateness(maximiser);
            const double least = 1e-6 * m_relaxation.Everything().firstHigh;
            if (lateness.first > late && node.box.firstHigh - node.box.firstLow > least)
            {
                late = lateness.first;
                node.final = false;
                node.splitFirst = true;
                node.at = Cut(node.box.firstLow, node.box.firstHigh, maximiser.sensingEnergy[0]);
            }
            if (lateness.second > late && node.box.sensedHigh - node.box.sensedLow > least)
            {
                late = lateness.second;
                node.final = false;
                node.splitFirst = false;
                node.at = Cut(node.box.sensedLow, node.box.sensedHigh, maximiser.sensed);
            }
        }
    }

    /// @return a place between low and used, which is late in the upper part, off the ends
    static double Cut(double low, double high, double used)
    {
        constexpr double MARGIN = 0.1;
        const double width = high - low;
        return std::clamp(0.5 * (low + used), low + MARGIN * width, high - MARGIN * width);
    }

    void Split(const Node& node)
    {
        Node lower = node;
        Node upper = node;
        lower.refined = upper.refined = false;
        if (node.splitFirst)
        {
            lower.box.firstHigh = upper.box.firstLow = node.at;
        }
        else
        {
            lower.box.sensedHigh = upper.box.sensedLow = node.at;
        }
        m_open.push(lower);
        m_open.push(upper);
    }

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
CaqaBranchAndBound(CaqaRelaxation& relaxation,
                   int users,
                   double best,
                   const std::function<double(const CaqaMaximiser&)>& report,
                   const CaqaBoundOptions& options)
{
    return Search(relaxation, users, best, report, options).Run() / users;
}

} // namespace isac
} // namespace ns3
