/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-qoe.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace ns3
{
namespace isac
{
namespace
{

constexpr double LN2 = 0.69314718055994530942;
constexpr double BITS_PER_MEGABYTE = 8e6;

/**
 * @param x ratio of signal to noise, greater than 0
 * @param logarithm ln(1 + x)
 * @return ln(1 + x) - x / (1 + x); the difference loses digits in deep noise, its series does not
 */
double
LogarithmLessTangent(double x, double logarithm)
{
    if (x > 0.01)
    {
        return logarithm - x / (1.0 + x);
    }
    // Sum over n >= 2 of (-1)^n (n - 1)/n x^n; what is left out is below x^8.
    const double tail =
        3.0 / 4.0 -
        x * (4.0 / 5.0 - x * (5.0 / 6.0 - x * (6.0 / 7.0 - x * (7.0 / 8.0 - x * 8.0 / 9.0))));
    return x * x * (0.5 - x * (2.0 / 3.0 - x * tail));
}

/// Refuses an allocation that is not for these users.
void
RequireSizes(const DaProblem& problem, const DaAllocation& allocation)
{
    const std::size_t users = problem.users.size();
    if (allocation.bandwidth.size() != users || allocation.power.size() != users ||
        allocation.speed.size() != users)
    {
        throw std::invalid_argument("allocation: expected B, P and C of " + std::to_string(users) +
                                    " users");
    }
}

} // namespace

double
DaQuality(const DaUser& user, const DaModel& model)
{
    const double size = model.qualitySlope * user.fileSize;
    return size / (1.0 + size);
}

DaQoeTerm::DaQoeTerm(const DaUser& user, const DaModel& model, const DaBudget& unit)
    : m_snr(user.gain * unit.power / (model.noiseDensity * unit.bandwidth)),
      m_airTime(BITS_PER_MEGABYTE * user.fileSize * LN2 / unit.bandwidth),
      m_computeTime(model.cyclesPerMegabyte * user.fileSize / unit.speed),
      m_fixedTime(model.fixedLatency),
      m_bits(BITS_PER_MEGABYTE * user.fileSize),
      m_ratio(user.structure == DaStructure::RATIO)
{
    const double quality = user.impact * DaQuality(user, model);
    m_constant = m_ratio ? 0.0 : user.qualityWeight * quality;
    m_weight = m_ratio ? user.ratioWeight * quality : user.latencyWeight * user.impact;
}

double
DaQoeTerm::Rate(double bandwidth, double power) const
{
    if (!(bandwidth > 0.0 && power > 0.0))
    {
        return 0.0;
    }
    return m_bits / m_airTime * bandwidth * std::log1p(m_snr * power / bandwidth);
}

double
DaQoeTerm::Latency(double bandwidth, double power, double speed) const
{
    return m_fixedTime + m_computeTime / speed + m_bits / Rate(bandwidth, power);
}

double
DaQoeTerm::Value(double bandwidth, double power, double speed) const
{
    const double latency = Latency(bandwidth, power, speed);
    return m_ratio ? m_weight / latency : m_constant - m_weight * latency;
}

DaQoeSlopes
DaQoeTerm::Slopes(double bandwidth, double power, double speed) const
{
    const double x = m_snr * power / bandwidth;
    const double logarithm = std::log1p(x);
    const double air = m_airTime / (bandwidth * logarithm);
    const double compute = m_computeTime / speed;
    const double total = m_fixedTime + compute + air;
    // d ln R = share dB/B + (1 - share) dP/P: R is homogeneous of degree one.
    const double share = LogarithmLessTangent(x, logarithm) / logarithm;
    const double other = x / ((1.0 + x) * logarithm);
    // R itself bends by -bend (dB/B - dP/P)^2, relative to R.
    const double bend = other * x / (1.0 + x);

    // dE = slope (compute dC/C + air d ln R), and the second order of E is minus the sum of
    //   slope air bend (dB/B - dP/P)^2,
    //   ofCompute (dC/C)^2, ofAir (d ln R)^2 and, for L2, cross (dC/C - d ln R)^2.
    DaQoeSlopes slopes;
    double slope;
    double ofCompute;
    double ofAir;
    double cross = 0.0;
    if (m_ratio)
    {
        slopes.value = m_weight / total;
        slope = slopes.value / total;
        const double scale = 2.0 * slope / total;
        ofCompute = scale * compute * m_fixedTime;
        ofAir = scale * air * m_fixedTime;
        cross = scale * compute * air;
    }
    else
    {
        slopes.value = m_constant - m_weight * total;
        slope = m_weight;
        ofCompute = 2.0 * slope * compute;
        ofAir = 2.0 * slope * air;
    }
    slopes.gradient = {slope * air * share, slope * air * other, slope * compute};
    const double bent = slope * air * bend;
    const double both = ofAir + cross;
    slopes.curvature = {both * share * share + bent,
                        both * share * other - bent,
                        both * other * other + bent,
                        -cross * share,
                        -cross * other,
                        ofCompute + cross};
    return slopes;
}

DaOutcome
EvaluateDa(const DaProblem& problem, const DaAllocation& allocation)
{
    RequireSizes(problem, allocation);
    DaOutcome outcome;
    for (std::size_t k = 0; k < problem.users.size(); ++k)
    {
        const DaQoeTerm term(problem.users[k], problem.model, {1.0, 1.0, 1.0});
        const double bandwidth = allocation.bandwidth[k];
        const double power = allocation.power[k];
        outcome.rate.push_back(term.Rate(bandwidth, power));
        outcome.latency.push_back(term.Latency(bandwidth, power, allocation.speed[k]));
        outcome.qoe.push_back(term.Value(bandwidth, power, allocation.speed[k]));
        outcome.meanQoe += outcome.qoe.back();
    }
    outcome.meanQoe /= std::max<double>(1.0, static_cast<double>(problem.users.size()));
    return outcome;
}

double
DaViolation::Worst() const
{
    return std::max({product, demand, bandwidth, power, speed});
}

DaViolation
CheckDa(const DaProblem& problem, const DaAllocation& allocation, double tolerance)
{
    RequireSizes(problem, allocation);
    DaViolation violation;
    double bandwidth = 0.0;
    double power = 0.0;
    double speed = 0.0;
    const auto missed = [](double value, double least) {
        return least > 0.0 ? std::max(0.0, 1.0 - value / least) : std::max(0.0, -value);
    };
    for (std::size_t k = 0; k < problem.users.size(); ++k)
    {
        const DaUser& user = problem.users[k];
        bandwidth += allocation.bandwidth[k];
        power += allocation.power[k];
        speed += allocation.speed[k];
        const double product =
            std::max(missed(allocation.bandwidth[k] * allocation.power[k], user.demandProduct),
                     missed(allocation.bandwidth[k], 0.0));
        const double demand = std::max(missed(allocation.power[k], user.demandPower),
                                       missed(allocation.speed[k], user.demandSpeed));
        violation.product = std::max(violation.product, product);
        violation.demand = std::max(violation.demand, demand);
        if (std::max(product, demand) > tolerance)
        {
            violation.users.push_back(static_cast<int>(k));
        }
    }
    violation.bandwidth = std::max(0.0, bandwidth / problem.budget.bandwidth - 1.0);
    violation.power = std::max(0.0, power / problem.budget.power - 1.0);
    violation.speed = std::max(0.0, speed / problem.budget.speed - 1.0);
    return violation;
}

} // namespace isac
} // namespace ns3
