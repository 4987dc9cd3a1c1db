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
    arguments.Add("providers",
                  "published: those of the paper's results; drawn: once, see providerCount and "
                  "populationSeed; per-episode: drawn for each; or a CSV file",
                  m_providers);
    arguments.Add("providerCount", "I, of drawn providers", m_count, 1, 10000);
    arguments.Add("populationSeed", "of drawn providers", m_populationSeed, 0, MOST);
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
                  "of an observation: as the published code or as the paper has it",
                  m_order,
                  {"providers-task", "task-providers"});
}

AspParameters
AspArguments::GetParameters() const
{
    AspParameters parameters = m_parameters;
    parameters.providers = static_cast<int>(m_count);
    parameters.population =
        m_providers == "per-episode" ? AspPopulation::PER_EPISODE : AspPopulation::FIXED;
    parameters.minSteps = static_cast<int>(m_minSteps);
    parameters.maxSteps = static_cast<int>(m_maxSteps);
    parameters.stepStride = static_cast<int>(m_stepStride);
    parameters.payment =
        m_payment == "completion" ? AspPayment::ON_COMPLETION : AspPayment::ON_ASSIGNMENT;
    parameters.order =
        m_order == "task-providers" ? AspOrder::TASK_FIRST : AspOrder::PROVIDERS_FIRST;
    return parameters;
}

AspSystem
AspArguments::MakeSystem(int window) const
{
    AspParameters parameters = GetParameters();
    parameters.window = window;
    std::vector<AspProviderProfile> providers;
    if (m_providers == "published")
    {
        providers = PublishedAspProviders();
    }
    else if (m_providers == "drawn" || m_providers == "per-episode")
    {
        boost::random::mt19937_64 random(m_populationSeed);
        providers = DrawAspProviders(parameters.ranges, parameters.providers, random);
    }
    else
    {
        providers = ReadAspProviders(m_providers);
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
    const bool file = m_providers.find('.') != std::string::npos;
    return m_providers == "published" ? "" : file ? "own" : m_providers;
}

} // namespace isac
} // namespace ns3
