/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-asp-system.h"

#include <cmath>
#include <stdexcept>
#include <utility>

namespace ns3
{
namespace isac
{

namespace
{

/// More tasks than that in an episode are a mistake.
constexpr double MAX_TASKS = 1e7;
/// Where a capacity or a number of steps must stay below.
constexpr double MAX_STEPS = 1e9;

/**
 * @param name of the grid
 * @param grid a grid
 * @return what is wrong with it; empty if nothing is
 */
std::string
CheckGrid(const std::string& name, const AspGrid& grid)
{
    if (grid.count < 1)
    {
        return name + " has no values: count is below 1";
    }
    if (!std::isfinite(grid.low) || !std::isfinite(grid.step) || grid.step <= 0.0)
    {
        return name + " is no grid: step must be above 0";
    }
    return "";
}

/**
 * @param ranges of providers
 * @return what is wrong with them; empty if nothing is
 */
std::string
CheckRanges(const AspProviderRanges& ranges)
{
    const std::vector<std::pair<std::string, const AspGrid*>> grids = {
        {"ranges.capacity", &ranges.capacity},
        {"ranges.ax", &ranges.ax},
        {"ranges.ay", &ranges.ay},
        {"ranges.bx", &ranges.bx},
        {"ranges.by", &ranges.by}};
    for (const auto& [name, grid] : grids)
    {
        const std::string wrong = CheckGrid(name, *grid);
        if (!wrong.empty())
        {
            return wrong;
        }
    }
    const auto last = [](const AspGrid& grid) { return grid.At(grid.count - 1); };
    if (ranges.capacity.low < 1.0 || last(ranges.capacity) > MAX_STEPS)
    {
        return "ranges.capacity reaches below 1 or above 1e9";
    }
    if (ranges.bx.low <= last(ranges.ax))
    {
        return "ranges.bx begins at or below the end of ranges.ax";
    }
    if (ranges.by.low < last(ranges.ay))
    {
        return "ranges.by begins below the end of ranges.ay";
    }
    return "";
}

/**
 * @param parameters with sensible steps
 * @return what is wrong with the run time; empty if nothing is
 */
std::string
CheckRunTime(const AspParameters& parameters)
{
    for (int choice = 0; choice < parameters.StepChoices(); ++choice)
    {
        const int steps = parameters.Steps(choice);
        const double seconds = parameters.runTime.Seconds(steps);
        if (!(seconds > 0.0) || !std::isfinite(seconds))
        {
            return "runTime gives no time above 0 for " + std::to_string(steps) + " steps";
        }
    }
    return "";
}

} // namespace

std::string
CheckAspParameters(const AspParameters& parameters)
{
    // Comparisons are negated, so that what is no number is refused.
    if (parameters.providers < 1)
    {
        return "providers is below 1";
    }
    if (!(parameters.arrivalRate > 0.0) || !std::isfinite(parameters.arrivalRate))
    {
        return "arrivalRate is not above 0";
    }
    if (!(parameters.horizon >= 1.0) || !std::isfinite(parameters.horizon))
    {
        return "horizon is below 1 s";
    }
    if (parameters.arrivalRate * parameters.horizon > MAX_TASKS)
    {
        return "arrivalRate times horizon is above 1e7 tasks";
    }
    if (parameters.minSteps < 1)
    {
        return "minSteps is below 1";
    }
    if (parameters.maxSteps < parameters.minSteps)
    {
        return "minSteps is above maxSteps";
    }
    if (parameters.stepStride < 1 ||
        (parameters.maxSteps - parameters.minSteps) % parameters.stepStride != 0)
    {
        return "stepStride does not lead from minSteps to maxSteps";
    }
    if (!(parameters.crashPenalty >= 0.0) || !std::isfinite(parameters.crashPenalty))
    {
        return "crashPenalty is below 0";
    }
    if (!(parameters.interruptionPenalty >= 0.0) || !std::isfinite(parameters.interruptionPenalty))
    {
        return "interruptionPenalty is below 0";
    }
    if (!(parameters.crash.recoveryTime >= 0.0) || !std::isfinite(parameters.crash.recoveryTime))
    {
        return "crash.recoveryTime is below 0";
    }
    if (parameters.window < 1)
    {
        return "window is below 1";
    }
    const std::string wrong = CheckRunTime(parameters);
    return wrong.empty() ? CheckRanges(parameters.ranges) : wrong;
}

AspSystem::AspSystem(const AspParameters& parameters,
                     const std::vector<AspProviderProfile>& providers)
    : m_parameters(parameters),
      m_providers(providers)
{
    const std::string wrong = CheckAspParameters(parameters);
    if (!wrong.empty())
    {
        throw std::invalid_argument(wrong);
    }
    if (providers.size() != static_cast<std::size_t>(parameters.providers))
    {
        throw std::invalid_argument("providers is " + std::to_string(parameters.providers) +
                                    ", but the population has " + std::to_string(providers.size()));
    }
    for (std::size_t i = 0; i < providers.size(); ++i)
    {
        const std::string fault = CheckAspProvider(providers[i]);
        if (!fault.empty())
        {
            throw std::invalid_argument("provider " + std::to_string(i) + ": " + fault);
        }
    }
    const bool taskFirst = parameters.order == AspOrder::TASK_FIRST;
    m_providerPlace = taskFirst ? 2 : 0;
    m_taskPlace = taskFirst ? 0 : 2 * static_cast<Eigen::Index>(parameters.providers);
    m_capacityScale = parameters.ranges.capacity.At(parameters.ranges.capacity.count - 1);
    m_runTimeScale = parameters.runTime.Seconds(parameters.maxSteps);
}

Eigen::Index
AspSystem::BlockSize() const
{
    return 2 * static_cast<Eigen::Index>(m_parameters.providers) + 2;
}

int
AspSystem::ObservationSize() const
{
    return static_cast<int>(BlockSize()) * m_parameters.window;
}

ActionSpace
AspSystem::GetActionSpace() const
{
    return {{m_parameters.providers}, 0};
}

Eigen::VectorXd
AspSystem::Observe(const AspState& state) const
{
    Eigen::VectorXd block(BlockSize());
    for (int i = 0; i < m_parameters.providers; ++i)
    {
        block[ProviderPlace(i)] = ShowCapacity(state.capacity[i]);
        block[ProviderPlace(i) + 1] = static_cast<double>(state.free[i]) / state.capacity[i];
    }
    block[TaskPlace()] = ShowSteps(state.steps);
    block[TaskPlace() + 1] = ShowRunTime(state.steps);
    return block;
}

AspState
AspSystem::Interpret(const Eigen::VectorXd& observation) const
{
    const Eigen::Index start = observation.size() - BlockSize();
    AspState state;
    state.capacity.resize(m_parameters.providers);
    state.free.resize(m_parameters.providers);
    for (int i = 0; i < m_parameters.providers; ++i)
    {
        const Eigen::Index place = start + ProviderPlace(i);
        state.capacity[i] = static_cast<int>(std::lround(observation[place] * m_capacityScale));
        state.free[i] = static_cast<int>(std::lround(observation[place + 1] * state.capacity[i]));
    }
    state.steps =
        static_cast<int>(std::lround(observation[start + TaskPlace()] * m_parameters.maxSteps));
    return state;
}

} // namespace isac
} // namespace ns3
