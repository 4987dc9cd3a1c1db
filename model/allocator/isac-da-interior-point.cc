/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-interior-point.h"

#include <algorithm>
#include <cmath>

namespace ns3
{
namespace isac
{
namespace
{

/// Part of a slack or a price that a step may take.
constexpr double TO_BOUNDARY = 0.995;
/// No product of slack and price may fall below this part of their mean.
constexpr double NEIGHBOURHOOD = 1e-4;
/// Certified over surrogate gap, beyond which the latter stays as it is.
constexpr double RESIDUAL = 100.0;
/// Steps are not shortened below this.
constexpr double SHORTEST = 1e-8;
/// Part of the merit's slope that a step must gain.
constexpr double SUFFICIENT = 1e-4;
/// What a missed product costs in the merit, over its price: more than it can gain.
constexpr double PENALTY = 2.0;
/// Changes of the mean QoE below this, relative, are rounding.
constexpr double ROUNDING = 1e-14;

} // namespace

void
DaInteriorPoint::Start(const DaProblem& problem, const DaFeasibility& feasible)
{
    const std::size_t users = problem.users.size();
    m_budget = problem.budget;
    m_weight = 1.0 / static_cast<double>(users);
    const DaAllocation start = DaRoomyAllocation(problem, feasible);
    const double give = DaGiveWay(feasible.margin);
    m_users.clear();
    m_users.reserve(users);
    m_slack = {1.0, 1.0, 1.0};
    m_constraints = 3;
    for (std::size_t k = 0; k < users; ++k)
    {
        const DaUser& demand = problem.users[k];
        User user{DaQoeTerm(demand, problem.model, m_budget)};
        user.product = give * give * demand.demandProduct / m_budget.bandwidth / m_budget.power;
        user.bound = user.product > 0.0;
        user.floor[1] = give * demand.demandPower / m_budget.power;
        user.floor[2] = DaGiveWay(feasible.speedMargin) * demand.demandSpeed / m_budget.speed;
        user.share[0] = start.bandwidth[k] / m_budget.bandwidth;
        user.share[1] = start.power[k] / m_budget.power;
        user.share[2] = start.speed[k] / m_budget.speed;
        for (int j = 0; j < 3; ++j)
        {
            user.slack[j] = user.share[j] - user.floor[j];
            m_slack[j] -= user.share[j];
        }
        if (user.bound)
        {
            user.slack[PRODUCT] =
                std::log1p((user.share[0] * user.share[1] - user.product) / user.product);
        }
        m_constraints += user.bound ? 4 : 3;
        m_users.push_back(user);
    }
    m_system.blocks.assign(users, {});
    Linearize();
    // Prices as large as what all resources together earn at their margin.
    double worth = 0.0;
    for (const User& user : m_users)
    {
        worth -= user.slope[0] + user.slope[1] + user.slope[2];
    }
    const double product = std::max(worth, 1e-3) / m_constraints;
    for (User& user : m_users)
    {
        for (int i = 0; i < (user.bound ? 4 : 3); ++i)
        {
            user.price[i] = product / user.slack[i];
        }
    }
    for (int j = 0; j < 3; ++j)
    {
        m_price[j] = product / m_slack[j];
    }
    Linearize();
    m_lastLength = 1.0;
}

void
DaInteriorPoint::Linearize()
{
    double sum = 0.0;
    for (std::size_t k = 0; k < m_users.size(); ++k)
    {
        User& user = m_users[k];
        const DaQoeSlopes slopes = user.term.Slopes(user.share[0], user.share[1], user.share[2]);
        sum += slopes.value;
        DaBlock& block = m_system.blocks[k];
        double own[3];
        for (int j = 0; j < 3; ++j)
        {
            const double x = user.share[j];
            user.slope[j] = -m_weight * slopes.gradient[j];
            block.share[j] = x;
            own[j] = user.price[j] / user.slack[j] * x * x + (j < 2 ? user.price[PRODUCT] : 0.0);
        }
        // From relative changes of B, P and C to the unknowns of DaBlock.
        const auto& c = slopes.curvature;
        const double stiffness = user.price[PRODUCT] / user.slack[PRODUCT];
        block.matrix = {m_weight * c[0] + own[0] + stiffness,
                        m_weight * (c[1] - c[0]) - own[0],
                        m_weight * (c[0] - 2.0 * c[1] + c[2]) + own[0] + own[1],
                        m_weight * c[3],
                        m_weight * (c[4] - c[3]),
                        m_weight * c[5] + own[2]};
    }
    m_objective = sum * m_weight;
}

void
DaInteriorPoint::FindDirection(double target)
{
    for (std::size_t k = 0; k < m_users.size(); ++k)
    {
        const User& user = m_users[k];
        DaBlock& block = m_system.blocks[k];
        double pull[3];
        for (int j = 0; j < 3; ++j)
        {
            pull[j] = user.share[j] * (target / user.slack[j] - m_price[j]) - user.slope[j];
        }
        // What pulls the product apart pulls B and P alike, and so cancels in the second.
        const double apart =
            user.bound ? (target + user.price[PRODUCT] * user.excess) / user.slack[PRODUCT] : 0.0;
        block.right = {pull[0] + apart, pull[1] - pull[0], pull[2]};
    }
    for (int j = 0; j < 3; ++j)
    {
        m_system.rightBudget[j] = m_slack[j] - target / m_price[j];
    }
    m_system.Solve();
    m_slackStep = {};
    for (std::size_t k = 0; k < m_users.size(); ++k)
    {
        User& user = m_users[k];
        const DaBlock& block = m_system.blocks[k];
        const auto change = block.Change();
        for (int j = 0; j < 3; ++j)
        {
            user.slackStep[j] = user.share[j] * change[j];
            m_slackStep[j] -= user.slackStep[j];
        }
        user.slackStep[PRODUCT] = user.bound ? block.step[0] - user.excess : 0.0;
        for (int i = 0; i < (user.bound ? 4 : 3); ++i)
        {
            user.priceStep[i] =
                (target - user.price[i] * user.slackStep[i]) / user.slack[i] - user.price[i];
        }
    }
}

double
DaInteriorPoint::Excess(std::size_t user, double length) const
{
    // What a step of ln(B P) as Newton sees it has beyond (1 + a dB/B)(1 + a dP/P).
    const DaBlock& block = m_system.blocks[user];
    const auto change = block.Change();
    const double sum = length * block.step[0];
    return (1.0 - length) * m_users[user].excess + sum -
           std::log1p(sum + length * length * change[0] * change[1]);
}

double
DaInteriorPoint::LongestStep(double part) const
{
    double length = 1.0;
    const auto limit = [&](double value, double step) {
        if (value + length * step < (1.0 - part) * value)
        {
            length = -part * value / step;
        }
    };
    for (std::size_t k = 0; k < m_users.size(); ++k)
    {
        const User& user = m_users[k];
        for (int j = 0; j < 3; ++j)
        {
            limit(user.slack[j], user.slackStep[j]);
            limit(user.price[j], user.priceStep[j]);
        }
        if (user.bound)
        {
            limit(user.price[PRODUCT], user.priceStep[PRODUCT]);
            limit(user.slack[PRODUCT], user.slackStep[PRODUCT]);
        }
    }
    for (int j = 0; j < 3; ++j)
    {
        limit(m_slack[j], m_slackStep[j]);
        limit(m_price[j], m_system.priceStep[j]);
    }
    return length;
}

bool
DaInteriorPoint::Accepts(double length, double product) const
{
    // The barrier function f - product sum ln slack, plus a penalty on missed products, must fall:
    // this is its Newton direction.
    double sum = 0.0;
    double least = INFINITY;
    double value = 0.0;
    double logarithms = 0.0;
    double slope = 0.0;
    double penalty = 0.0;
    const auto add = [&](double slack, double price) {
        sum += slack * price;
        least = std::min(least, slack * price);
    };
    for (std::size_t k = 0; k < m_users.size(); ++k)
    {
        const User& user = m_users[k];
        double share[3];
        double ratio = 1.0;
        for (int j = 0; j < 3; ++j)
        {
            const double slack = user.slack[j] + length * user.slackStep[j];
            add(slack, user.price[j] + length * user.priceStep[j]);
            share[j] = user.share[j] + length * user.slackStep[j];
            ratio *= slack / user.slack[j];
            slope += user.slope[j] * user.slackStep[j] / user.share[j] -
                     product * user.slackStep[j] / user.slack[j];
        }
        if (user.bound)
        {
            const double slack = user.slack[PRODUCT] + length * user.slackStep[PRODUCT];
            add(slack, user.price[PRODUCT] + length * user.priceStep[PRODUCT]);
            ratio *= slack / user.slack[PRODUCT];
            slope -= product * user.slackStep[PRODUCT] / user.slack[PRODUCT];
            const double charge = PENALTY * std::max(user.price[PRODUCT],
                                                     user.price[PRODUCT] + user.priceStep[PRODUCT]);
            penalty += charge * (std::abs(Excess(k, length)) - std::abs(user.excess));
            slope -= charge * std::abs(user.excess);
        }
        logarithms += std::log(ratio);
        value += user.term.Value(share[0], share[1], share[2]);
    }
    for (int j = 0; j < 3; ++j)
    {
        const double slack = m_slack[j] + length * m_slackStep[j];
        add(slack, m_price[j] + length * m_system.priceStep[j]);
        logarithms += std::log(slack / m_slack[j]);
        slope -= product * m_slackStep[j] / m_slack[j];
    }
    if (least < NEIGHBOURHOOD * sum / m_constraints)
    {
        return false;
    }
    const double change = m_objective - value * m_weight - product * logarithms + penalty;
    return change <= SUFFICIENT * length * slope + ROUNDING * std::abs(m_objective);
}

void
DaInteriorPoint::Move(double length)
{
    for (std::size_t k = 0; k < m_users.size(); ++k)
    {
        User& user = m_users[k];
        // Slacks are followed, not computed anew: differences of what is nearly equal lose digits.
        if (user.bound)
        {
            user.excess = Excess(k, length);
            user.slack[PRODUCT] += length * user.slackStep[PRODUCT];
            user.price[PRODUCT] += length * user.priceStep[PRODUCT];
        }
        for (int j = 0; j < 3; ++j)
        {
            user.slack[j] += length * user.slackStep[j];
            user.price[j] += length * user.priceStep[j];
            user.share[j] = user.floor[j] + user.slack[j];
        }
    }
    for (int j = 0; j < 3; ++j)
    {
        m_slack[j] += length * m_slackStep[j];
        m_price[j] += length * m_system.priceStep[j];
    }
}

double
DaInteriorPoint::Step()
{
    for (int j = 0; j < 3; ++j)
    {
        m_system.slackOverPrice[j] = m_slack[j] / m_price[j];
    }
    m_system.Factor();
    FindDirection(0.0);
    const double mean = SurrogateGap() / m_constraints;
    const double rest = 1.0 - LongestStep(1.0);
    double centring = std::min(std::max(rest * rest, 0.02), 0.5);
    // Prices that fall ahead of the dual residual leave small users behind: they wait for it.
    if (Gap() > RESIDUAL * m_constraints * mean)
    {
        centring = 1.0;
    }
    if (m_lastLength < 0.1)
    {
        centring = std::max(centring, 0.3);
    }
    FindDirection(centring * mean);
    double length = LongestStep(TO_BOUNDARY);
    while (length > SHORTEST && !Accepts(length, centring * mean))
    {
        length *= 0.7;
    }
    Move(length);
    Linearize();
    m_lastLength = length;
    return length;
}

} // namespace isac
} // namespace ns3
