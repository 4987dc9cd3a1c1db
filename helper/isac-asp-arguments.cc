/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-asp-arguments.h"

#include <stdexcept>

namespace ns3
{
namespace isac
{

void
AspArguments::AddTo(Arguments& arguments)
{
    constexpr uint32_t MOST = 1000000;
    AspParameters& parameters = m_parameters;
    arguments.AddGroup("Providers");
    arguments.Add("providers", "CSV file with the columns capacity, Ax, Ay, Bx, By", m_providers);
    arguments.Add("populationSeed",
                  "draw providers with this seed; 0: those of the published results",
                  m_populationSeed,
                  0,
                  4294967295);
    arguments.Add("perEpisode", "draw providers anew for each episode", m_perEpisode);
    arguments.Add("nProviders", "how many are drawn", m_count, 1, 10000);
    arguments.Add("recoveryTime",
                  "from a crash until tasks run again [s]",
                  parameters.crash.recoveryTime,
                  0.0,
                  1e9);
    arguments.Add("restart",
                  "tasks that a crash interrupts start over; else they are lost",
                  parameters.crash.restart);

    arguments.AddGroup("Tasks");
    arguments.Add("trace", "CSV file of tasks, the same in every episode; default none", m_trace);
    arguments.Add("arrivalRate", "lambda [1/s]", parameters.arrivalRate, 1e-9, 1e6);
    arguments.Add("horizon", "time in which tasks arrive [s]", parameters.horizon, 1.0, 1e12);
    arguments.Add("wholeSeconds", "cut arrival times to whole seconds", parameters.wholeSeconds);
    arguments.Add("minSteps", "least T of a task", m_minSteps, 1, MOST);
    arguments.Add("maxSteps", "greatest T of a task", m_maxSteps, 1, MOST);
    arguments.Add("stepStride", "between the T that tasks may have", m_stepStride, 1, MOST);
    arguments.Add("runTimeQuadratic",
                  "of T^2 in the run time [min]",
                  parameters.runTime.quadratic,
                  0.0,
                  1e6);
    arguments.Add("runTimeLinear",
                  "of T in the run time [min]",
                  parameters.runTime.linear,
                  -1e6,
                  1e6);
    arguments.Add("runTimeConstant",
                  "of the run time at T = 0 [min]",
                  parameters.runTime.constant,
                  -1e6,
                  1e6);

    arguments.AddGroup("Rewards and observations");
    arguments.Add("crashPenalty", "r_F, for each crash", parameters.crashPenalty, 0.0, 1e9);
    arguments.Add("interruptionPenalty",
                  "r_I, for a running task that had all to do yet",
                  parameters.interruptionPenalty,
                  0.0,
                  1e9);
    arguments.Add("payment",
                  "when utility is earned: at assignment, as published, or at completion",
                  m_payment,
                  {"assignment", "completion"});
    arguments.Add("order",
                  "what comes first in an observation: the published code's order, or the paper's",
                  m_order,
                  {"providers", "task"});
}

AspParameters
AspArguments::GetParameters() const
{
    AspParameters parameters = m_parameters;
    parameters.providers = static_cast<int>(m_count);
    parameters.population = m_perEpisode ? AspPopulation::PER_EPISODE : AspPopulation::FIXED;
    parameters.minSteps = static_cast<int>(m_minSteps);
    parameters.maxSteps = static_cast<int>(m_maxSteps);
    parameters.stepStride = static_cast<int>(m_stepStride);
    parameters.payment =
        m_payment == "completion" ? AspPayment::ON_COMPLETION : AspPayment::ON_ASSIGNMENT;
    parameters.order = m_order == "task" ? AspOrder::TASK_FIRST : AspOrder::PROVIDERS_FIRST;
    return parameters;
}

AspSystem
AspArguments::MakeSystem(int window) const
{
    AspParameters parameters = GetParameters();
    parameters.window = window;
    std::vector<AspProviderProfile> providers;
    if (!m_providers.empty() && (m_perEpisode || m_populationSeed > 0))
    {
        throw std::invalid_argument("--providers=" + m_providers + ": expected without " +
                                    (m_perEpisode ? "--perEpisode" : "--populationSeed"));
    }
    if (!m_providers.empty())
    {
        providers = ReadAspProviders(m_providers);
    }
    else if (m_perEpisode || m_populationSeed > 0)
    {
        boost::random::mt19937_64 random(m_populationSeed);
        providers = DrawAspProviders(parameters.ranges, parameters.providers, random);
    }
    else if (m_count != AspParameters().providers)
    {
        throw std::invalid_argument("--nProviders=" + std::to_string(m_count) +
                                    ": expected with --populationSeed or --perEpisode");
    }
    else
    {
        providers = PublishedAspProviders();
    }
    parameters.providers = static_cast<int>(providers.size());
    return AspSystem(parameters, providers);
}

std::unique_ptr<AspArrivals>
AspArguments::MakeArrivals() const
{
    if (!m_trace.empty())
    {
        return std::make_unique<TraceAspArrivals>(ReadAspTrace(m_trace));
    }
    const std::string wrong = CheckAspParameters(GetParameters());
    if (!wrong.empty())
    {
        throw std::invalid_argument(wrong);
    }
    return std::make_unique<PoissonAspArrivals>(GetParameters());
}

std::string
AspArguments::GetLabel() const
{
    if (!m_providers.empty())
    {
        return "own";
    }
    return m_perEpisode           ? "any"
           : m_populationSeed > 0 ? "seed" + std::to_string(m_populationSeed)
                                  : "";
}

} // namespace isac
} // namespace ns3
