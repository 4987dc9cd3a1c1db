/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-asp-arrivals.h"

#include "isac-asp-table.h"

#include <algorithm>
#include <boost/random/poisson_distribution.hpp>
#include <boost/random/uniform_01.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <cmath>
#include <fstream>
#include <locale>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace ns3
{
namespace isac
{

namespace
{

/// More tasks than that in an episode are a mistake.
constexpr std::size_t MAX_TASKS = 10000000;
/// T must stay below.
constexpr double MAX_STEPS = 1e9;
/// What the state of a trace is: it has none that changes.
constexpr const char* TRACE_STATE = "trace";

/**
 * @param parameters whether times are whole seconds
 * @param time of an arrival [s]
 * @return the time that counts [s]
 */
double
Cut(const AspParameters& parameters, double time)
{
    return parameters.wholeSeconds ? std::floor(time) : time;
}

/**
 * @brief Draw T of each task.
 * @param parameters what T may be
 * @param random all draws
 * @param tasks get them
 */
void
DrawSteps(const AspParameters& parameters,
          boost::random::mt19937_64& random,
          std::vector<AspTask>& tasks)
{
    boost::random::uniform_int_distribution<int> choice(0, parameters.StepChoices() - 1);
    for (AspTask& task : tasks)
    {
        task.steps = parameters.Steps(choice(random));
    }
}

} // namespace

PoissonAspArrivals::PoissonAspArrivals(const AspParameters& parameters)
    : m_parameters(parameters)
{
}

void
PoissonAspArrivals::Seed(uint64_t seed)
{
    m_random.seed(seed);
}

void
PoissonAspArrivals::NextEpisode(std::vector<AspTask>& tasks)
{
    boost::random::poisson_distribution<int, double> number(m_parameters.arrivalRate *
                                                            m_parameters.horizon);
    int count = 0;
    while (count < 1)
    {
        count = number(m_random);
    }
    tasks.resize(static_cast<std::size_t>(count) + 1);
    tasks[0].arrival = 0.0;
    boost::random::uniform_01<double> unit;
    for (std::size_t i = 1; i < tasks.size(); ++i)
    {
        tasks[i].arrival = Cut(m_parameters, m_parameters.horizon * unit(m_random));
    }
    std::sort(tasks.begin(), tasks.end(), [](const AspTask& a, const AspTask& b) {
        return a.arrival < b.arrival;
    });
    DrawSteps(m_parameters, m_random, tasks);
}

std::unique_ptr<AspArrivals>
PoissonAspArrivals::Clone() const
{
    return std::make_unique<PoissonAspArrivals>(*this);
}

std::string
PoissonAspArrivals::GetState() const
{
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text << m_random;
    return text.str();
}

bool
PoissonAspArrivals::SetState(const std::string& state)
{
    // Boost skips blanks behind the last number: without one that counts as a failure.
    std::istringstream text(state + " ");
    text.imbue(std::locale::classic());
    PoissonAspArrivals read(m_parameters);
    text >> read.m_random;
    // The stream takes signs and trailing text; what GetState() wrote comes back as it was.
    if (text.fail() || read.GetState() != state)
    {
        return false;
    }
    m_random = read.m_random;
    return true;
}

RenewalAspArrivals::RenewalAspArrivals(const AspParameters& parameters, std::function<double()> gap)
    : m_parameters(parameters),
      m_gap(std::move(gap))
{
}

void
RenewalAspArrivals::Seed(uint64_t seed)
{
    m_random.seed(seed);
}

void
RenewalAspArrivals::NextEpisode(std::vector<AspTask>& tasks)
{
    tasks.assign(1, AspTask());
    double time = 0.0;
    while (true)
    {
        const double gap = m_gap();
        // Negated, so that what is no number is refused.
        if (!(gap >= 0.0) || !std::isfinite(gap))
        {
            throw std::runtime_error("a time between tasks is negative or infinite");
        }
        time += gap;
        if (time > m_parameters.horizon && tasks.size() > 1)
        {
            break;
        }
        if (tasks.size() == MAX_TASKS)
        {
            throw std::runtime_error("times between tasks are too short: more than ten million "
                                     "tasks in an episode");
        }
        tasks.push_back({Cut(m_parameters, time), 0});
    }
    DrawSteps(m_parameters, m_random, tasks);
}

std::unique_ptr<AspArrivals>
RenewalAspArrivals::Clone() const
{
    return std::make_unique<RenewalAspArrivals>(*this);
}

std::string
RenewalAspArrivals::GetState() const
{
    return "";
}

bool
RenewalAspArrivals::SetState(const std::string&)
{
    return false;
}

TraceAspArrivals::TraceAspArrivals(std::vector<AspTask> tasks)
    : m_tasks(std::move(tasks))
{
}

void
TraceAspArrivals::Seed(uint64_t)
{
}

void
TraceAspArrivals::NextEpisode(std::vector<AspTask>& tasks)
{
    tasks = m_tasks;
}

std::unique_ptr<AspArrivals>
TraceAspArrivals::Clone() const
{
    return std::make_unique<TraceAspArrivals>(*this);
}

std::string
TraceAspArrivals::GetState() const
{
    return TRACE_STATE;
}

bool
TraceAspArrivals::SetState(const std::string& state)
{
    return state == TRACE_STATE;
}

std::vector<AspTask>
ReadAspTrace(std::istream& table, const std::string& name)
{
    std::vector<AspTask> tasks;
    const std::vector<AspTableRow> rows = ReadAspTable(table, name, {"arrival_s", "T"});
    for (const AspTableRow& row : rows)
    {
        const double arrival = row.values[0];
        const double steps = row.values[1];
        if (arrival < 0.0 || (!tasks.empty() && arrival < tasks.back().arrival))
        {
            RefuseAspTable(name,
                           row.line,
                           "arrival_s is negative or before that of the task above");
        }
        if (steps < 1.0 || steps > MAX_STEPS || steps != std::floor(steps))
        {
            RefuseAspTable(name, row.line, "T is no whole number of at least 1");
        }
        tasks.push_back({arrival, static_cast<int>(steps)});
    }
    if (tasks.size() < 2)
    {
        RefuseAspTable(name,
                       rows.back().line,
                       "one task only; an episode needs two, for its last one ends it");
    }
    return tasks;
}

std::vector<AspTask>
ReadAspTrace(const std::string& path)
{
    std::ifstream file(path);
    if (!file)
    {
        throw std::invalid_argument(path + ": cannot be read");
    }
    return ReadAspTrace(file, path);
}

} // namespace isac
} // namespace ns3
