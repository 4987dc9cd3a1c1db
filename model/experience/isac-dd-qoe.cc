/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-dd-qoe.h"

#include <algorithm>
#include <boost/random/normal_distribution.hpp>
#include <cmath>
#include <numeric>

namespace ns3
{
namespace isac
{

namespace
{

double
Logistic(double x)
{
    return 1.0 / (1.0 + std::exp(-x));
}

/// @return x^y; the two powers that the surrogate has by default without std::pow
double
Power(double x, double y)
{
    if (y == 4.0)
    {
        return x * x * x * x;
    }
    return y == 1.5 ? x * std::sqrt(x) : std::pow(x, y);
}

} // namespace

const std::array<DdPersonality, 5>&
DdUsersOfFigure10()
{
    static const std::array<DdPersonality, 5> users{{{0.65, 0.5, 0.35, 0.75, 0.75},
                                                     {0.4, 0.8, 0.2, 0.2, 0.8},
                                                     {0.8, 0.68, 0.56, 0.2, 0.56},
                                                     {0.8, 0.56, 0.56, 0.68, 0.2},
                                                     {0.68, 0.56, 0.8, 0.8, 0.2}}};
    return users;
}

double
DdSufficiency(const DdQoeParameters& parameters, int steps)
{
    return Logistic((steps - parameters.halfSteps) / parameters.stepsWidth);
}

double
DdCleanness(const DdQoeParameters& parameters, double bitError, int deviceSteps)
{
    const double limit =
        std::max(parameters.errorLimit + parameters.errorRepair * (deviceSteps - 6),
                 parameters.errorLeast);
    return 1.0 / (1.0 + Power(bitError / limit, parameters.errorPower));
}

DdJudge::DdJudge(const DdQoeParameters& parameters,
                 const DdPersonality& personality,
                 double distance,
                 const std::optional<DdPersonality>& style)
    : m_parameters(parameters),
      m_distance(distance),
      m_taste(1.0)
{
    const double openness = personality[DD_OPENNESS];
    const double agreeableness = personality[DD_AGREEABLENESS];
    m_liked = std::clamp(parameters.likedWeight * (openness - agreeableness), 0.0, 1.0) *
              std::min(1.0, distance);
    const double strictness =
        parameters.strictness + parameters.strictSlope * (agreeableness - openness);
    m_strictness = std::min(std::max(strictness, parameters.leastStrict), parameters.mostStrict);
    if (style)
    {
        m_taste = 1.0 - parameters.tasteWeight * 0.5 * (1.0 - DdCorrelation(personality, *style));
    }
}

double
DdJudge::Leak(const DdPicture& picture) const
{
    const double errors =
        m_parameters.leakErrors * m_parameters.leakErrorWidth *
        std::tanh((picture.bitError - m_parameters.leakErrorMiddle) / m_parameters.leakErrorWidth);
    return std::min(1.0, m_distance) *
           Logistic(m_parameters.leakPerServerStep * picture.serverSteps * m_distance +
                    m_parameters.leakOffset - picture.scheduleSteps + errors);
}

double
DdJudge::LikedLeak() const
{
    return m_liked;
}

double
DdJudge::Match(double leak) const
{
    const double mismatch = Power(std::abs(leak - m_liked), m_parameters.mismatchPower);
    return std::max(0.0, 1.0 - m_strictness * mismatch);
}

double
DdJudge::Taste() const
{
    return m_taste;
}

double
DdJudge::Qoe(const DdPicture& picture) const
{
    const double quality = DdSufficiency(m_parameters, picture.serverSteps + picture.deviceSteps) *
                           DdCleanness(m_parameters, picture.bitError, picture.deviceSteps);
    return std::clamp(quality * Match(Leak(picture)) * m_taste, 0.0, 1.0);
}

double
DrawDdRating(const DdQoeParameters& parameters, double qoe, boost::random::mt19937_64& generator)
{
    const double deviation = parameters.ratingNoise + parameters.ratingNoiseSlope * (1.0 - qoe);
    boost::random::normal_distribution<double> noise(0.0, deviation);
    return std::clamp(qoe + noise(generator), 0.0, 1.0);
}

double
DdCorrelation(const DdPersonality& one, const DdPersonality& other)
{
    const auto mean = [](const DdPersonality& scores) {
        return std::accumulate(scores.begin(), scores.end(), 0.0) / scores.size();
    };
    const double meanOne = mean(one);
    const double meanOther = mean(other);
    double product = 0.0;
    double squaresOne = 0.0;
    double squaresOther = 0.0;
    for (std::size_t i = 0; i < one.size(); ++i)
    {
        const double a = one[i] - meanOne;
        const double b = other[i] - meanOther;
        product += a * b;
        squaresOne += a * a;
        squaresOther += b * b;
    }
    const double scale = std::sqrt(squaresOne * squaresOther);
    // Scores that are all alike leave nothing but rounding.
    return scale > 1e-20 ? std::clamp(product / scale, -1.0, 1.0) : 0.0;
}

} // namespace isac
} // namespace ns3
