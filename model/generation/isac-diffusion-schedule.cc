/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-diffusion-schedule.h"

#include <algorithm>
#include <boost/math/constants/constants.hpp>
#include <cmath>
#include <stdexcept>
#include <string>

namespace ns3
{
namespace isac
{

namespace
{

// Nichol and Dhariwal (2021): the offset keeps the first steps from being too small, and no step
// takes away more than this share of the picture's power.
constexpr double COSINE_OFFSET = 0.008;
constexpr double LARGEST_BETA = 0.999;

// Rombach et al. (2022), as released.
constexpr double FIRST_BETA = 0.00085;
constexpr double LAST_BETA = 0.012;

double
CosinePower(double phase)
{
    const double angle = (phase + COSINE_OFFSET) / (1.0 + COSINE_OFFSET);
    const double root = std::cos(angle * boost::math::constants::half_pi<double>());
    return root * root;
}

/// Share of the picture's power that the step to time (from 1 to times) takes away.
double
Beta(NoiseSchedule kind, int time, int times)
{
    if (kind == NoiseSchedule::COSINE)
    {
        const double before = CosinePower(static_cast<double>(time - 1) / times);
        const double after = CosinePower(static_cast<double>(time) / times);
        return std::min(1.0 - after / before, LARGEST_BETA);
    }
    const double place = times == 1 ? 0.0 : static_cast<double>(time - 1) / (times - 1);
    const double root = (1.0 - place) * std::sqrt(FIRST_BETA) + place * std::sqrt(LAST_BETA);
    return root * root;
}

void
CheckShift(double shift)
{
    if (!(shift > 0.0))
    {
        throw std::invalid_argument("a shift of the steps of " + std::to_string(shift) +
                                    ", expected one above 0");
    }
}

/// The time of a place on a schedule before anything is rounded away.
int
TimeAt(int times, int steps, int done, double shift)
{
    const double left = static_cast<double>(steps - done) / steps;
    return static_cast<int>(std::lround(times * shift * left / (1.0 + (shift - 1.0) * left)));
}

} // namespace

DiffusionSchedule::DiffusionSchedule(NoiseSchedule kind, int times)
{
    if (times < 1)
    {
        throw std::invalid_argument("a schedule of " + std::to_string(times) +
                                    " times, expected 1 or more");
    }
    m_levels.resize(times + 1);
    double power = 1.0;
    for (int time = 1; time <= times; ++time)
    {
        power *= 1.0 - Beta(kind, time, times);
        m_levels[time] = {std::sqrt(power), std::sqrt(1.0 - power)};
    }
}

int
DiffusionSchedule::Times() const
{
    return static_cast<int>(m_levels.size()) - 1;
}

NoiseLevel
DiffusionSchedule::At(int time) const
{
    return m_levels.at(time);
}

std::vector<int>
MakeStepGrid(int times, int steps, double shift)
{
    if (steps < 1 || steps > times)
    {
        throw std::invalid_argument(std::to_string(steps) + " denoising steps, expected 1 to " +
                                    std::to_string(times));
    }
    CheckShift(shift);
    std::vector<int> grid(steps + 1);
    grid[0] = times;
    for (int i = 1; i <= steps; ++i)
    {
        // No step stands still, and each that follows finds room.
        grid[i] = std::clamp(TimeAt(times, steps, i, shift), steps - i, grid[i - 1] - 1);
    }
    return grid;
}

std::vector<int>
MakeRestGrid(int times, int steps, int done, int stride, double shift)
{
    CheckShift(shift);
    std::vector<int> rest;
    if (steps <= times)
    {
        const std::vector<int> grid = MakeStepGrid(times, steps, shift);
        for (int place = done; place < steps; place += stride)
        {
            rest.push_back(grid[place]);
        }
        rest.push_back(0);
        return rest;
    }
    int left = (steps - done + stride - 1) / stride;
    rest.push_back(TimeAt(times, steps, done, shift));
    if (left > rest.front())
    {
        throw std::invalid_argument(std::to_string(left) + " denoising steps from time " +
                                    std::to_string(rest.front()) + " of " + std::to_string(times) +
                                    " on, expected one for each at most");
    }
    for (int place = done + stride; --left > 0; place += stride)
    {
        rest.push_back(std::clamp(TimeAt(times, steps, place, shift), left, rest.back() - 1));
    }
    if (done < steps)
    {
        rest.push_back(0);
    }
    return rest;
}

} // namespace isac
} // namespace ns3
