/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-dd-curve.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

namespace ns3
{
namespace isac
{

namespace
{

constexpr double INFINITE = std::numeric_limits<double>::infinity();

/// What a QoE that lacks costs where it must not.
constexpr double FORBIDDEN = 1000.0;

/// Part of a budget that rounding may take.
constexpr double ROUNDING = 1e-12;

void
Require(bool condition, const std::string& what)
{
    if (!condition)
    {
        throw std::invalid_argument(what);
    }
}

bool
IsAmount(double value)
{
    return std::isfinite(value) && value >= 0.0;
}

void
CheckUsers(const DdState& state)
{
    Require(!state.users.empty(), "users: expected at least one");
    for (std::size_t k = 0; k < state.users.size(); ++k)
    {
        const DdUser& user = state.users[k];
        const std::string label = "user " + std::to_string(k) + ": expected ";
        const auto share = [](double score) { return score >= 0.0 && score <= 1.0; };
        Require(std::all_of(user.personality.begin(), user.personality.end(), share),
                label + "scores of personality from 0 to 1");
        Require(IsAmount(user.distance), label + "a finite distance, at least 0");
        Require(IsAmount(user.gain), label + "a finite gain, at least 0");
        Require(IsAmount(user.stepEnergy) && IsAmount(user.energyBudget),
                label + "finite energies, at least 0");
    }
}

} // namespace

std::vector<DdStepPlan>
MakeDdStepPlans(const DdParameters& parameters, const DdState& state)
{
    CheckUsers(state);
    Require(parameters.energyPerWatt > 0.0 && IsAmount(parameters.energyPerWatt),
            "beta: expected a finite number greater than 0");
    Require(IsAmount(parameters.serverBudget) && IsAmount(parameters.serverStepEnergy),
            "server: expected finite energies, at least 0");
    Require(parameters.mostServerSteps >= 1 && parameters.mostDeviceSteps >= 1,
            "steps: expected at least one of the server and of a device");
    Require(IsAmount(parameters.snrPerWatt), "rho: expected a finite number, at least 0");
    const std::size_t users = state.users.size();
    std::vector<DdStepPlan> plans;
    for (int steps = 1; steps <= parameters.mostServerSteps; ++steps)
    {
        const double left = parameters.serverBudget - DdServerStepEnergy(parameters, users) * steps;
        if (left < -ROUNDING * parameters.serverBudget)
        {
            break;
        }
        DdStepPlan plan;
        plan.serverSteps = steps;
        plan.budget = std::max(0.0, left) / parameters.energyPerWatt;
        if (parameters.schedule == DdSchedule::OWN)
        {
            plans.push_back(plan);
            continue;
        }
        for (plan.longest = parameters.mostDeviceSteps; plan.longest >= 1; --plan.longest)
        {
            for (std::size_t k = 0; k < users; ++k)
            {
                plan.holder = static_cast<int>(k);
                if (DdMostDeviceSteps(parameters, state.users[k]) >= plan.longest)
                {
                    plans.push_back(plan);
                }
            }
        }
    }
    const bool can = std::all_of(state.users.begin(), state.users.end(), [&](const DdUser& user) {
        return DdMostDeviceSteps(parameters, user) >= 1;
    });
    return can ? plans : std::vector<DdStepPlan>();
}

DdCurve::DdCurve(const DdParameters& parameters,
                 const DdState& state,
                 const DdStepPlan& plan,
                 std::size_t user,
                 DdQoeRule rule)
    : m_parameters(parameters),
      m_user(state.users[user]),
      m_judge(MakeDdJudge(parameters, m_user)),
      m_rule(rule),
      m_own(plan.longest == 0),
      m_least(1),
      m_most(DdMostDeviceSteps(parameters, m_user))
{
    m_picture.serverSteps = plan.serverSteps;
    if (!m_own)
    {
        m_picture.scheduleSteps = plan.longest;
        m_most = std::min(m_most, plan.longest);
        m_least = plan.holder == static_cast<int>(user) ? plan.longest : 1;
    }
    for (int steps = m_least; steps <= m_most; ++steps)
    {
        m_sufficiency.push_back(DdSufficiency(parameters.qoe, plan.serverSteps + steps));
    }
}

double
DdCurve::BitError(double power) const
{
    return DdBitErrorProbability(m_parameters, m_user, power);
}

double
DdCurve::Worth(double qoe, int steps, double shortageWeight) const
{
    return qoe - shortageWeight * std::max(0.0, m_parameters.qoeThreshold - qoe) -
           m_parameters.deviceStepPrice * steps;
}

DdCurve::Choice
DdCurve::At(double power) const
{
    const double weight = m_rule == DdQoeRule::CONSTRAINT ? FORBIDDEN : m_parameters.qoeWeight;
    DdPicture picture = m_picture;
    picture.bitError = BitError(power);
    Choice best{-INFINITE, m_least};
    for (int steps = m_least; steps <= m_most; ++steps)
    {
        picture.deviceSteps = steps;
        picture.scheduleSteps = m_own ? steps : m_picture.scheduleSteps;
        const double value = Worth(m_judge.Qoe(picture), steps, weight);
        if (value > best.value)
        {
            best = {value, steps};
        }
    }
    return best;
}

double
DdCurve::BestOf(const DdPicture& low, const DdPicture& high, double leakLow, double leakHigh) const
{
    const double liked = m_judge.LikedLeak();
    const bool within =
        std::min(leakLow, leakHigh) <= liked && liked <= std::max(leakLow, leakHigh);
    const double match = within ? 1.0 : std::max(m_judge.Match(leakLow), m_judge.Match(leakHigh));
    const double clean =
        DdCleanness(m_parameters.qoe, std::min(low.bitError, high.bitError), low.deviceSteps);
    return std::clamp(m_sufficiency[low.deviceSteps - m_least] * m_judge.Taste() * clean * match,
                      0.0,
                      1.0);
}

std::vector<double>
DdCurve::Bounds(std::int64_t first, std::int64_t count, double width) const
{
    // Parts of a cell in which leak and errors work against each other.
    constexpr int PARTS = 8;
    std::vector<double> errors;
    for (std::int64_t i = 0; i <= count; ++i)
    {
        errors.push_back(BitError(static_cast<double>(first + i) * width));
    }
    std::vector<double> bounds(count, -INFINITE);
    for (int steps = m_most; steps >= m_least; --steps)
    {
        DdPicture low = m_picture;
        low.deviceSteps = steps;
        low.scheduleSteps = m_own ? steps : m_picture.scheduleSteps;
        low.bitError = errors[0];
        double leakLow = m_judge.Leak(low);
        DdPicture high = low;
        for (std::int64_t i = 0; i < count; ++i)
        {
            high.bitError = errors[i + 1];
            const double leakHigh = m_judge.Leak(high);
            double qoe = BestOf(low, high, leakLow, leakHigh);
            const double coarse = Worth(qoe, steps, m_parameters.qoeWeight);
            if (leakHigh < m_judge.LikedLeak() && coarse > bounds[i])
            {
                qoe = 0.0;
                double leakBefore = leakLow;
                DdPicture before = low;
                DdPicture after = high;
                for (int part = 1; part <= PARTS; ++part)
                {
                    const double end =
                        static_cast<double>(first + i) + static_cast<double>(part) / PARTS;
                    after.bitError = part < PARTS ? BitError(end * width) : high.bitError;
                    const double leakAfter = m_judge.Leak(after);
                    qoe = std::max(qoe, BestOf(before, after, leakBefore, leakAfter));
                    before = after;
                    leakBefore = leakAfter;
                }
            }
            if (m_rule == DdQoeRule::PENALTY || qoe >= m_parameters.qoeThreshold)
            {
                bounds[i] = std::max(bounds[i], Worth(qoe, steps, m_parameters.qoeWeight));
            }
            low.bitError = high.bitError;
            leakLow = leakHigh;
        }
    }
    return bounds;
}

} // namespace isac
} // namespace ns3
