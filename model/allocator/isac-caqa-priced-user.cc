/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-caqa-priced-user.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ns3
{
namespace isac
{
namespace
{

/// Unlimited maximiser of clarity Upsilon(n) q - price n for a fixed q.
double
BestCycles(const SensingAccuracyLaw& law, double weight, double price)
{
    return std::pow(law.scale * law.decay * weight / price, 1.0 / (law.decay + 1.0));
}

} // namespace

double
CheapestCycles(const SensingAccuracyLaw& law,
               double cycleEnergy,
               const CaqaPricedUser& user,
               const CaqaPrices& prices)
{
    // Stationarity is n^(tau+1) (xi - varpi n^-tau)^2 = target^2. Its root is increasing beyond the
    // cycles at which Upsilon leaves 0, and linear for tau = 1, where Newton needs one step.
    const double target =
        std::sqrt(prices.energy * user.pictureEnergy * user.requirement * law.scale * law.decay /
                  (user.clarity * (prices.energy + prices.sensing) * cycleEnergy));
    if (!std::isfinite(target))
    {
        return std::numeric_limits<double>::infinity();
    }
    const double up = 0.5 * (law.decay + 1.0);
    const double down = 0.5 * (1.0 - law.decay);
    const auto excess = [&](double n) {
        return law.limit * std::pow(n, up) - law.scale * std::pow(n, down) - target;
    };
    double low = law.Cycles(0.0);
    double high = 2.0 * low;
    while (excess(high) < 0.0)
    {
        low = high;
        high *= 2.0;
    }
    double n = 0.5 * (low + high);
    constexpr int MAX_STEPS = 60;
    for (int step = 0; step < MAX_STEPS; ++step)
    {
        const double value = excess(n);
        (value < 0.0 ? low : high) = n;
        const double slope =
            law.limit * up * std::pow(n, up - 1.0) - law.scale * down * std::pow(n, down - 1.0);
        double next = n - value / slope;
        if (!(next > low && next < high))
        {
            next = 0.5 * (low + high);
        }
        if (std::abs(next - n) <= 1e-12 * n)
        {
            break;
        }
        n = next;
    }
    return n;
}

/**
 * @param user priced
 * @param qualityCap most of the picture that there is time for
 * @return whether sending him anything can earn anything
 */
static bool
CanGain(const CaqaPricedUser& user, double qualityCap)
{
    return qualityCap > 0.0 && user.clarity > 0.0 && std::isfinite(user.pictureEnergy);
}

CaqaPricedChoice
BestServed(const SensingAccuracyLaw& law,
           double cycleEnergy,
           const CaqaPricedUser& user,
           const CaqaPrices& prices,
           double qualityCap,
           double cheapest)
{
    const double price = (prices.energy + prices.sensing) * cycleEnergy;
    CaqaPricedChoice best;
    best.value = -std::numeric_limits<double>::infinity();
    if (user.requirement <= 0.0)
    {
        best = {-price * user.minCycles, user.minCycles, 0.0};
    }
    if (!CanGain(user, qualityCap))
    {
        return best;
    }
    const double least =
        std::max(user.minCycles, law.Cycles(user.requirement / (user.clarity * qualityCap)));
    if (least > user.maxCycles)
    {
        return best;
    }
    const double rich =
        std::clamp(BestCycles(law, user.clarity * qualityCap, price), least, user.maxCycles);
    const double richValue =
        (user.clarity * law.Accuracy(rich) - prices.energy * user.pictureEnergy) * qualityCap -
        price * rich;
    if (richValue > best.value)
    {
        best = {richValue, rich, qualityCap};
    }
    const double poor = std::clamp(cheapest, least, user.maxCycles);
    const double accuracy = user.clarity * law.Accuracy(poor);
    if (accuracy > 0.0)
    {
        const double quality = std::min(qualityCap, user.requirement / accuracy);
        const double poorValue =
            user.requirement - price * poor - prices.energy * user.pictureEnergy * quality;
        if (poorValue > best.value)
        {
            best = {poorValue, poor, quality};
        }
    }
    return best;
}

CaqaPricedChoice
BestUnserved(const SensingAccuracyLaw& law,
             double cycleEnergy,
             const CaqaPricedUser& user,
             const CaqaPrices& prices,
             double qualityCap,
             double cheapest)
{
    const double price = (prices.energy + prices.sensing) * cycleEnergy;
    CaqaPricedChoice best{-price * user.minCycles, user.minCycles, 0.0};
    if (!CanGain(user, qualityCap))
    {
        return best;
    }
    // Up to this many cycles even the best picture in time stays below the requirement.
    const double turn = law.Cycles(user.requirement / (user.clarity * qualityCap));
    if (turn > user.minCycles)
    {
        const double n = std::clamp(BestCycles(law, user.clarity * qualityCap, price),
                                    user.minCycles,
                                    std::min(turn, user.maxCycles));
        const double value =
            (user.clarity * law.Accuracy(n) - prices.energy * user.pictureEnergy) * qualityCap -
            price * n;
        if (value > best.value)
        {
            best = {value, n, qualityCap};
        }
    }
    if (turn < user.maxCycles)
    {
        const double n = std::clamp(cheapest, std::max(turn, user.minCycles), user.maxCycles);
        const double accuracy = user.clarity * law.Accuracy(n);
        if (accuracy > 0.0)
        {
            const double quality = std::min(qualityCap, user.requirement / accuracy);
            const double value =
                user.requirement - prices.energy * user.pictureEnergy * quality - price * n;
            if (value > best.value)
            {
                best = {value, n, quality};
            }
        }
    }
    return best;
}

} // namespace isac
} // namespace ns3
