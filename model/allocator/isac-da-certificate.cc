/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * What DaInteriorPoint says of the point where it is: value, proof and prices.
 */

#include "isac-da-interior-point.h"

#include <algorithm>
#include <cmath>

namespace ns3
{
namespace isac
{

std::array<double, 3>
DaInteriorPoint::Residual(const User& user) const
{
    const double product = user.price[PRODUCT];
    return {user.slope[0] + user.share[0] * (m_price[0] - user.price[0]) - product,
            user.slope[1] + user.share[1] * (m_price[1] - user.price[1]) - product,
            user.slope[2] + user.share[2] * (m_price[2] - user.price[2])};
}

double
DaInteriorPoint::SurrogateGap() const
{
    double sum = 0.0;
    for (const User& user : m_users)
    {
        for (int i = 0; i < 4; ++i)
        {
            sum += user.slack[i] * user.price[i];
        }
    }
    for (int j = 0; j < 3; ++j)
    {
        sum += m_slack[j] * m_price[j];
    }
    return sum;
}

double
DaInteriorPoint::Missed() const
{
    double largest = 0.0;
    for (const User& user : m_users)
    {
        largest = std::max(largest, user.excess - user.slack[PRODUCT]);
    }
    return largest;
}

double
DaInteriorPoint::Gap() const
{
    double gap = SurrogateGap();
    std::array<double, 3> least{};
    for (const User& user : m_users)
    {
        gap -= user.price[PRODUCT] * user.excess;
        const auto residual = Residual(user);
        for (int j = 0; j < 3; ++j)
        {
            // The floor's price may rise without end and fall to 0; it takes up the residual.
            const double per = residual[j] / user.share[j];
            const double change = std::max(per, -user.price[j]);
            gap += change * user.slack[j] + (per - change) * user.share[j];
            least[j] = std::min(least[j], per - change);
        }
    }
    return gap - least[0] - least[1] - least[2];
}

double
DaInteriorPoint::DualResidual() const
{
    double largest = 0.0;
    for (const User& user : m_users)
    {
        for (const double part : Residual(user))
        {
            largest = std::max(largest, std::abs(part));
        }
    }
    return largest;
}

double
DaInteriorPoint::Objective() const
{
    return m_objective;
}

DaAllocation
DaInteriorPoint::Allocation() const
{
    DaAllocation allocation;
    for (const User& user : m_users)
    {
        allocation.bandwidth.push_back(user.share[0] * m_budget.bandwidth);
        allocation.power.push_back(user.share[1] * m_budget.power);
        allocation.speed.push_back(user.share[2] * m_budget.speed);
    }
    return allocation;
}

std::array<double, 3>
DaInteriorPoint::Prices() const
{
    return m_price;
}

} // namespace isac
} // namespace ns3
