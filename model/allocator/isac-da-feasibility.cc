/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-feasibility.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <string>

namespace ns3
{
namespace isac
{
namespace
{

constexpr double INF = std::numeric_limits<double>::infinity();
/// A sum of demands that exceeds its budget by less than this is a rounding of one that does not.
constexpr double ROUNDING = 1e-12;

/// Part of what the demands leave that DaRoomyAllocation() hands out.
constexpr double HANDED_OUT = 0.9;
/// A margin that is not above 1 by this leaves no room [relative].
constexpr double LEAST_ROOM = 3e-10;

/// What a user demands, in parts of the budgets.
struct Demand
{
    double root;  //!< square root of c1 / (B P)
    double floor; //!< pmin / P
    double speed; //!< least C / C
};

/// Where the water stands.
struct Level
{
    double tau = 0.0;    //!< P = max(floor, tau root), times theta
    double margin = INF; //!< largest theta
};

/**
 * @param demands of some users
 * @return the level at which power and bandwidth are used alike, or as nearly so as floors allow
 */
Level
FindLevel(std::vector<Demand> demands)
{
    double floors = 0.0;
    for (const Demand& demand : demands)
    {
        floors += demand.floor;
    }
    demands.erase(std::remove_if(demands.begin(),
                                 demands.end(),
                                 [](const Demand& demand) { return demand.root == 0.0; }),
                  demands.end());
    std::sort(demands.begin(), demands.end(), [](const Demand& a, const Demand& b) {
        return a.floor * b.root < b.floor * a.root;
    });
    const std::size_t users = demands.size();
    // Bandwidth and power of those on their floors, from each position on.
    std::vector<double> bandwidth(users + 1, 0.0);
    std::vector<double> power(users + 1, 0.0);
    for (std::size_t i = users; i-- > 0;)
    {
        const Demand& demand = demands[i];
        bandwidth[i] = bandwidth[i + 1] + demand.root * demand.root / demand.floor;
        power[i] = power[i + 1] + demand.floor;
    }
    const double others = std::max(0.0, floors - power[0]);
    Level level;
    if (others + power[0] >= bandwidth[0])
    {
        level.margin = floors > 0.0 ? 1.0 / floors : INF;
        return level;
    }
    double roots = 0.0;
    for (std::size_t i = 0; i < users; ++i)
    {
        // Users 0 to i are in the water: others + power + roots tau = bandwidth + roots / tau.
        roots += demands[i].root;
        if (std::isinf(bandwidth[i + 1]))
        {
            continue;
        }
        const double half = 0.5 * (others + power[i + 1] - bandwidth[i + 1]) / roots;
        const double radius = std::hypot(half, 1.0);
        level.tau = half > 0.0 ? 1.0 / (half + radius) : radius - half;
        if (i + 1 == users || level.tau * demands[i + 1].root <= demands[i + 1].floor)
        {
            level.margin = 1.0 / (others + power[i + 1] + roots * level.tau);
            break;
        }
    }
    return level;
}

/// @return budget of C over the sum of demanded speeds
double
SpeedMargin(const std::vector<Demand>& demands)
{
    double sum = 0.0;
    for (const Demand& demand : demands)
    {
        sum += demand.speed;
    }
    return sum > 0.0 ? 1.0 / sum : INF;
}

/// @return whether the demands of some users fit
bool
Fits(const std::vector<Demand>& demands)
{
    return SpeedMargin(demands) >= 1.0 - ROUNDING && FindLevel(demands).margin >= 1.0 - ROUNDING;
}

/// @return what the user's demand takes of what is short
double
Load(const Demand& demand, DaShortage shortage, double tau)
{
    if (shortage == DaShortage::SPEED)
    {
        return demand.speed;
    }
    if (shortage == DaShortage::POWER)
    {
        return demand.floor;
    }
    const double power = std::max(demand.floor, tau * demand.root);
    return demand.root > 0.0 ? power + demand.root * demand.root / power : power;
}

/// @return the fewest users of largest load without whom the rest fits
std::vector<int>
Culprits(const std::vector<Demand>& demands, DaShortage shortage, double tau)
{
    std::vector<int> order(demands.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
        return Load(demands[a], shortage, tau) > Load(demands[b], shortage, tau);
    });
    // Whoever leaves makes it easier: the number to leave is found by bisection.
    std::size_t few = 0;
    std::size_t enough = order.size();
    while (enough - few > 1)
    {
        const std::size_t middle = few + (enough - few) / 2;
        std::vector<Demand> rest;
        for (std::size_t i = middle; i < order.size(); ++i)
        {
            rest.push_back(demands[order[i]]);
        }
        (Fits(rest) ? enough : few) = middle;
    }
    order.resize(enough);
    return order;
}

} // namespace

DaFeasibility
TestDa(const DaProblem& problem)
{
    const DaBudget& budget = problem.budget;
    for (const double part : {budget.bandwidth, budget.power, budget.speed})
    {
        if (!(part > 0.0 && std::isfinite(part)))
        {
            throw std::invalid_argument("budget: expected finite numbers above 0");
        }
    }
    std::vector<Demand> demands;
    demands.reserve(problem.users.size());
    for (std::size_t k = 0; k < problem.users.size(); ++k)
    {
        const DaUser& user = problem.users[k];
        for (const double part : {user.demandProduct, user.demandPower, user.demandSpeed})
        {
            if (!(part >= 0.0 && std::isfinite(part)))
            {
                throw std::invalid_argument("user " + std::to_string(k) +
                                            ": expected demands that are finite and not negative");
            }
        }
        demands.push_back({std::sqrt(user.demandProduct / budget.bandwidth / budget.power),
                           user.demandPower / budget.power,
                           user.demandSpeed / budget.speed});
    }
    DaFeasibility answer;
    const Level level = FindLevel(demands);
    answer.margin = level.margin;
    answer.speedMargin = SpeedMargin(demands);
    double floors = 0.0;
    for (std::size_t k = 0; k < demands.size(); ++k)
    {
        const Demand& demand = demands[k];
        floors += demand.floor;
        const double power = std::max(demand.floor, level.tau * demand.root);
        const double bandwidth = demand.root > 0.0 ? demand.root * demand.root / power : 0.0;
        answer.least.bandwidth.push_back(bandwidth * budget.bandwidth);
        answer.least.power.push_back(power * budget.power);
        answer.least.speed.push_back(problem.users[k].demandSpeed);
    }
    if (floors > 1.0 + ROUNDING)
    {
        answer.shortage = DaShortage::POWER;
    }
    else if (answer.margin < 1.0 - ROUNDING)
    {
        answer.shortage = DaShortage::BANDWIDTH;
    }
    else if (answer.speedMargin < 1.0 - ROUNDING)
    {
        answer.shortage = DaShortage::SPEED;
    }
    if (!answer.Feasible())
    {
        answer.culprits = Culprits(demands, answer.shortage, level.tau);
    }
    return answer;
}

double
DaGiveWay(double margin)
{
    return margin < 1.0 + LEAST_ROOM ? 1.0 - LEAST_ROOM : 1.0;
}

DaAllocation
DaRoomyAllocation(const DaProblem& problem, const DaFeasibility& feasible)
{
    DaAllocation allocation = feasible.least;
    // Without demands the margin has no end.
    const double theta = std::sqrt(std::min(feasible.margin, 1e6)) * DaGiveWay(feasible.margin);
    const auto fill = [](std::vector<double>& values, double factor, double budget) {
        double left = budget;
        for (double& value : values)
        {
            value *= factor;
            left -= value;
        }
        for (double& value : values)
        {
            value += HANDED_OUT * left / static_cast<double>(values.size());
        }
    };
    fill(allocation.bandwidth, theta, problem.budget.bandwidth);
    fill(allocation.power, theta, problem.budget.power);
    fill(allocation.speed, DaGiveWay(feasible.speedMargin), problem.budget.speed);
    return allocation;
}

} // namespace isac
} // namespace ns3
