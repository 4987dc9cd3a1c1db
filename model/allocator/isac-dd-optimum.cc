/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-dd-optimum.h"

#include "isac-dd-cells.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>

namespace ns3
{
namespace isac
{

namespace
{

constexpr double NEVER = -std::numeric_limits<double>::infinity();

/// Cells of the first division are this many halvings of the budget, and more with many users.
constexpr int FIRST_LEVEL = 5;

/// Halvings after which cells are as narrow as rounding.
constexpr int LAST_LEVEL = 44;

/// A hull of cells is cut where a gap takes this part of it.
constexpr double GAP = 0.5;

/// Powers that may hold the optimum: a run of cells for each user, under one plan.
struct Box
{
    DdStepPlan plan;                 //!< steps that all feel
    int level = 0;                   //!< the budget is cut into 2^level cells
    std::vector<std::int64_t> first; //!< first cell of each user
    std::vector<std::int64_t> end;   //!< cell after his last one
    double bound = 0.0;              //!< of the reward in it
    int order = 0;                   //!< of making, which decides among equal bounds
};

/// Largest bound first.
bool
operator<(const Box& one, const Box& other)
{
    return one.bound < other.bound || (one.bound == other.bound && one.order > other.order);
}

/**
 * @brief Moves power between two users, or a user and what is left, as long as that pays.
 * @param curves of the users
 * @param budget of all [W]
 * @param step first amount [W]
 * @param least last amount [W]
 * @param power of each user, changed [W]
 */
void
Exchange(const std::vector<DdCurve>& curves,
         double budget,
         double step,
         double least,
         std::vector<double>& power)
{
    constexpr int MOST_MOVES = 2000;
    constexpr double WORTHWHILE = 1e-15;
    const std::size_t users = curves.size();
    std::vector<double> value(users + 1, 0.0);
    std::vector<double> more(users + 1, 0.0);
    std::vector<double> less(users + 1, 0.0);
    double left = budget;
    for (std::size_t k = 0; k < users; ++k)
    {
        value[k] = curves[k].At(power[k]).value;
        left -= power[k];
    }
    // The last place is for what is left: it takes and gives at no gain and no loss.
    const auto look = [&](std::size_t k) {
        if (k < users)
        {
            more[k] = curves[k].At(power[k] + step).value - value[k];
            less[k] = power[k] < step ? NEVER : curves[k].At(power[k] - step).value - value[k];
        }
        else
        {
            less[k] = left < step ? NEVER : 0.0;
        }
    };
    const auto move = [&](std::size_t k, double amount) {
        if (k < users)
        {
            power[k] = std::max(0.0, power[k] + amount);
            value[k] = curves[k].At(power[k]).value;
        }
        else
        {
            left += amount;
        }
    };
    for (int moves = 0; step > least; step *= 0.5)
    {
        for (std::size_t k = 0; k <= users; ++k)
        {
            look(k);
        }
        for (; moves < MOST_MOVES; ++moves)
        {
            double gain = WORTHWHILE;
            std::size_t from = 0;
            std::size_t to = 0;
            for (std::size_t i = 0; i <= users; ++i)
            {
                for (std::size_t j = 0; j <= users; ++j)
                {
                    if (i != j && less[i] + more[j] > gain)
                    {
                        gain = less[i] + more[j];
                        from = i;
                        to = j;
                    }
                }
            }
            if (from == to)
            {
                break;
            }
            move(from, -step);
            move(to, step);
            look(from);
            look(to);
            look(users);
        }
    }
}

/// The search over boxes, best bound first.
class Search
{
  public:
    Search(const DdParameters& parameters, const DdState& state, const DdSearchSettings& settings);

    /// @return the answer
    DdOptimum Run();

  private:
    /// Puts a box where it waits, unless it cannot beat the best allocation by the tolerance.
    void Add(Box box);
    /// Divides a box and puts what is left of it where it waits.
    void Divide(const Box& box);
    /// Makes an allocation of powers and keeps it if it is the best.
    void Try(const DdStepPlan& plan,
             const std::vector<DdCurve>& curves,
             double step,
             std::vector<double> power);
    /// @return curves of all users
    std::vector<DdCurve> Curves(const DdStepPlan& plan) const;

    const DdParameters& m_parameters;   //!< the system
    const DdState& m_state;             //!< users
    const DdSearchSettings& m_settings; //!< how far it goes
    std::priority_queue<Box> m_waiting; //!< boxes that may hold the optimum
    DdOptimum m_best;                   //!< best so far
    DdStepPlan m_plan;                  //!< of the best
    double m_value = NEVER;             //!< reward of the best
    double m_dropped = NEVER;           //!< largest bound of what was dropped
    int m_made = 0;                     //!< boxes made
};

Search::Search(const DdParameters& parameters,
               const DdState& state,
               const DdSearchSettings& settings)
    : m_parameters(parameters),
      m_state(state),
      m_settings(settings)
{
}

std::vector<DdCurve>
Search::Curves(const DdStepPlan& plan) const
{
    std::vector<DdCurve> curves;
    for (std::size_t k = 0; k < m_state.users.size(); ++k)
    {
        curves.emplace_back(m_parameters, m_state, plan, k, m_settings.rule);
    }
    return curves;
}

void
Search::Add(Box box)
{
    if (box.bound > m_value + m_settings.tolerance)
    {
        box.order = m_made++;
        m_waiting.push(std::move(box));
    }
    else
    {
        m_dropped = std::max(m_dropped, box.bound);
    }
}

void
Search::Try(const DdStepPlan& plan,
            const std::vector<DdCurve>& curves,
            double step,
            std::vector<double> power)
{
    Exchange(curves, plan.budget, step, step / 64.0, power);
    DdAllocation allocation;
    allocation.serverSteps = plan.serverSteps;
    for (std::size_t k = 0; k < power.size(); ++k)
    {
        allocation.deviceSteps.push_back(curves[k].At(power[k]).steps);
    }
    allocation.power = std::move(power);
    DdOutcome outcome = EvaluateDd(m_parameters, m_state, allocation);
    if (outcome.reward > m_value && (m_settings.rule == DdQoeRule::PENALTY || outcome.Feasible()))
    {
        m_value = outcome.reward;
        m_plan = plan;
        m_best.found = true;
        m_best.allocation = std::move(allocation);
        m_best.outcome = std::move(outcome);
    }
}

void
Search::Divide(const Box& box)
{
    ++m_best.nodes;
    const std::size_t users = m_state.users.size();
    const std::vector<DdCurve> curves = Curves(box.plan);
    const std::int64_t cells = std::int64_t{1} << box.level;
    const double width = box.plan.budget / static_cast<double>(cells);
    std::vector<DdCells> bounds(users);
    for (std::size_t k = 0; k < users; ++k)
    {
        bounds[k].first = box.first[k];
        bounds[k].bound = curves[k].Bounds(box.first[k], box.end[k] - box.first[k], width);
        m_best.work += static_cast<double>(bounds[k].bound.size());
    }
    // Where the numbers add up to all cells each power is at the lower end of its cell: one
    // user's may then as well be taken for the upper end of the cell below.
    const DdConvolution sums = ConvolveDd(bounds, cells - 1);
    m_best.work += sums.work;
    if (sums.bound == NEVER)
    {
        return;
    }
    if (sums.bound > m_value)
    {
        double left = box.plan.budget;
        for (const std::int64_t cell : sums.choice)
        {
            left -= static_cast<double>(cell) * width;
        }
        const double part = std::min(width, std::max(0.0, left) / static_cast<double>(users));
        std::vector<double> power;
        for (const std::int64_t cell : sums.choice)
        {
            power.push_back(static_cast<double>(cell) * width + part);
        }
        Try(box.plan, curves, width, std::move(power));
    }
    const double floor = m_value + m_settings.tolerance;
    Box rest = box;
    rest.bound = std::min(box.bound, sums.bound);
    if (rest.bound <= floor || box.level >= LAST_LEVEL)
    {
        m_dropped = std::max(m_dropped, rest.bound);
        return;
    }
    // What stays of each user's run, and the widest gap in it, where the box may be cut in two.
    double widest = GAP;
    std::size_t cutUser = users;
    std::int64_t cutFrom = 0;
    std::int64_t cutTo = 0;
    for (std::size_t k = 0; k < users; ++k)
    {
        const std::vector<double>& marginal = sums.marginal[k];
        const auto stays = [floor](double value) { return value > floor; };
        const auto first = std::find_if(marginal.begin(), marginal.end(), stays);
        const auto last = std::find_if(marginal.rbegin(), marginal.rend(), stays).base();
        rest.first[k] = box.first[k] + (first - marginal.begin());
        rest.end[k] = box.first[k] + (last - marginal.begin());
        const double length = std::max<double>(8.0, static_cast<double>(last - first));
        for (auto gap = first; gap != last;)
        {
            gap = std::find_if_not(gap, last, stays);
            const auto next = std::find_if(gap, last, stays);
            const double part = static_cast<double>(next - gap) / length;
            if (part > widest)
            {
                widest = part;
                cutUser = k;
                cutFrom = box.first[k] + (gap - marginal.begin());
                cutTo = box.first[k] + (next - marginal.begin());
            }
            gap = next;
        }
        for (const double value : marginal)
        {
            m_dropped = value > floor ? m_dropped : std::max(m_dropped, value);
        }
    }
    const auto halve = [this](Box half) {
        half.level += 1;
        for (std::size_t k = 0; k < half.first.size(); ++k)
        {
            half.first[k] *= 2;
            half.end[k] *= 2;
        }
        Add(std::move(half));
    };
    if (cutUser == users)
    {
        halve(rest);
        return;
    }
    const std::vector<double>& marginal = sums.marginal[cutUser];
    const auto best = [&](std::int64_t from, std::int64_t to) {
        return *std::max_element(marginal.begin() + (from - box.first[cutUser]),
                                 marginal.begin() + (to - box.first[cutUser]));
    };
    Box low = rest;
    low.end[cutUser] = cutFrom;
    low.bound = std::min(rest.bound, best(low.first[cutUser], cutFrom));
    Box high = rest;
    high.first[cutUser] = cutTo;
    high.bound = std::min(rest.bound, best(cutTo, high.end[cutUser]));
    halve(std::move(low));
    halve(std::move(high));
}

DdOptimum
Search::Run()
{
    const std::size_t users = m_state.users.size();
    const int level = FIRST_LEVEL + static_cast<int>(std::log2(static_cast<double>(users)));
    for (const DdStepPlan& plan : MakeDdStepPlans(m_parameters, m_state))
    {
        Box box;
        box.plan = plan;
        box.level = level;
        box.first.assign(users, 0);
        box.end.assign(users, std::int64_t{1} << level);
        box.bound = static_cast<double>(users);
        Add(std::move(box));
    }
    while (!m_waiting.empty() && m_waiting.top().bound > m_value + m_settings.tolerance &&
           m_best.work < m_settings.mostWork)
    {
        const Box box = m_waiting.top();
        m_waiting.pop();
        Divide(box);
    }
    m_best.upperBound = m_dropped;
    if (!m_waiting.empty())
    {
        m_best.upperBound = std::max(m_dropped, m_waiting.top().bound);
    }
    if (m_best.found)
    {
        // What the tolerance left is often to be had for nothing.
        Try(m_plan, Curves(m_plan), m_plan.budget / 1024.0, m_best.allocation.power);
        for (double step = m_plan.budget / 65536.0; step > 1e-12 * m_plan.budget; step /= 64.0)
        {
            Try(m_plan, Curves(m_plan), step, m_best.allocation.power);
        }
    }
    m_best.upperBound = std::max(m_best.upperBound, m_value);
    if (m_best.found)
    {
        const bool tight = m_best.upperBound <= m_value + m_settings.tolerance;
        m_best.status = tight ? DdOptimumStatus::OPTIMAL : DdOptimumStatus::LIMIT;
    }
    else
    {
        m_best.status =
            m_best.upperBound == NEVER ? DdOptimumStatus::INFEASIBLE : DdOptimumStatus::LIMIT;
    }
    return m_best;
}

} // namespace

DdOptimum
SolveDd(const DdParameters& parameters, const DdState& state, const DdSearchSettings& settings)
{
    return Search(parameters, state, settings).Run();
}

} // namespace isac
} // namespace ns3
