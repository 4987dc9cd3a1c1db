/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// RCE against the linear program (16) that it replaces, as Clp solves it, on the same instances.

#include "ns3/isac-rce.h"

#include <ClpSimplex.hpp>
#include <benchmark/benchmark.h>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_real_distribution.hpp>
#include <cmath>
#include <map>
#include <numeric>
#include <vector>

using namespace ns3::isac;

namespace
{

/**
 * @brief Instances in the full branch, where RCE claims the program's optimum: the budget covers
 * the minima and half of what lies above them.
 * @param users K
 * @return several, so that no solver profits from seeing one again and again
 */
const std::vector<CaqaBounds>&
Instances(std::size_t users)
{
    static std::map<std::size_t, std::vector<CaqaBounds>> all;
    std::vector<CaqaBounds>& instances = all[users];
    if (!instances.empty())
    {
        return instances;
    }
    boost::random::mt19937_64 random(users);
    boost::random::uniform_real_distribution<double> energy(0.01, 0.1);
    boost::random::uniform_real_distribution<double> gain(1.0, 20.0);
    instances.resize(users <= 10000 ? 16 : 1);
    for (CaqaBounds& bounds : instances)
    {
        for (std::size_t k = 0; k < users; ++k)
        {
            const double least = energy(random);
            const double room = energy(random);
            bounds.minEnergy.push_back(least);
            bounds.maxEnergy.push_back(least + room);
            bounds.gain.push_back(gain(random));
            bounds.budget += least + 0.5 * room;
        }
    }
    return instances;
}

/// The program (16) as a model of Clp.
class Program
{
  public:
    /// @param bounds an instance
    explicit Program(const CaqaBounds& bounds)
    {
        const int users = static_cast<int>(bounds.gain.size());
        std::vector<int> columns(users);
        std::iota(columns.begin(), columns.end(), 0);
        const std::vector<double> ones(users, 1.0);
        m_lp.setLogLevel(0);
        m_lp.resize(0, users);
        m_lp.setOptimizationDirection(-1.0);
        m_lp.addRow(users, columns.data(), ones.data(), -COIN_DBL_MAX, bounds.budget);
        Set(bounds);
    }

    /// @param bounds another instance of the same size
    void Set(const CaqaBounds& bounds)
    {
        m_lp.chgColumnLower(bounds.minEnergy.data());
        m_lp.chgColumnUpper(bounds.maxEnergy.data());
        m_lp.chgObjCoefficients(bounds.gain.data());
        m_lp.setRowUpper(0, bounds.budget);
    }

    /**
     * @param dual which simplex method
     * @return the optimum, from scratch; not a number if there is none
     */
    double Solve(bool dual)
    {
        m_lp.allSlackBasis(true);
        const int status = dual ? m_lp.dual() : m_lp.primal();
        return status == 0 ? m_lp.objectiveValue() : std::nan("");
    }

    /// @return the optimum by Clp's general entry, which presolves; not a number if there is none
    double InitialSolve()
    {
        const int status = m_lp.initialSolve();
        return status == 0 ? m_lp.objectiveValue() : std::nan("");
    }

  private:
    ClpSimplex m_lp; //!< the model
};

/**
 * @param instances all
 * @param dual which simplex method
 * @return whether both give every instance the same optimum, to 1e-9 of it
 */
bool
Agree(const std::vector<CaqaBounds>& instances, bool dual)
{
    Program program(instances.front());
    for (const CaqaBounds& bounds : instances)
    {
        program.Set(bounds);
        const RceResult rce = AllocateRce(bounds);
        const bool equal =
            std::abs(program.Solve(dual) - rce.objective) <= 1e-9 * std::abs(rce.objective);
        if (rce.branch != RceBranch::FULL || !equal)
        {
            return false;
        }
    }
    return true;
}

/// RCE as it is called: the vectors it returns and ranks in are allocated anew each time.
void
Rce(benchmark::State& state)
{
    const auto& instances = Instances(state.range(0));
    std::size_t next = 0;
    for (auto _ : state)
    {
        benchmark::DoNotOptimize(AllocateRce(instances[next]));
        next = (next + 1) % instances.size();
    }
    state.SetComplexityN(state.range(0));
}

/// What of it is allocation: the same two vectors, made, written once and freed.
void
RceAllocationOnly(benchmark::State& state)
{
    struct Ranked
    {
        double gain;
        std::size_t index;
    };

    const std::size_t users = state.range(0);
    for (auto _ : state)
    {
        std::vector<double> energy;
        energy.assign(users, 0.0);
        std::vector<Ranked> ranking;
        ranking.reserve(users);
        benchmark::DoNotOptimize(energy.data());
        benchmark::DoNotOptimize(ranking.data());
        for (std::size_t k = 0; k < users; ++k)
        {
            ranking.push_back({1.0, k});
        }
        benchmark::ClobberMemory();
    }
}

/**
 * @brief The program's model exists; every iteration gives it the next instance and solves it.
 * @param state of the benchmark
 * @param dual which simplex method
 */
void
KeptModel(benchmark::State& state, bool dual)
{
    const auto& instances = Instances(state.range(0));
    if (!Agree(instances, dual))
    {
        state.SkipWithError("RCE and Clp differ by more than 1e-9");
        return;
    }
    Program program(instances.front());
    std::size_t next = 0;
    for (auto _ : state)
    {
        program.Set(instances[next]);
        benchmark::DoNotOptimize(program.Solve(dual));
        next = (next + 1) % instances.size();
    }
}

/**
 * @brief Every iteration makes the model and solves it.
 * @param state of the benchmark
 * @param dual which simplex method
 */
void
NewModel(benchmark::State& state, bool dual)
{
    const auto& instances = Instances(state.range(0));
    if (!Agree(instances, dual))
    {
        state.SkipWithError("RCE and Clp differ by more than 1e-9");
        return;
    }
    std::size_t next = 0;
    for (auto _ : state)
    {
        Program program(instances[next]);
        benchmark::DoNotOptimize(program.Solve(dual));
        next = (next + 1) % instances.size();
    }
}

void
LpPrimalKeptModel(benchmark::State& state)
{
    KeptModel(state, false);
}

void
LpDualKeptModel(benchmark::State& state)
{
    KeptModel(state, true);
}

void
LpPrimalNewModel(benchmark::State& state)
{
    NewModel(state, false);
}

void
LpDualNewModel(benchmark::State& state)
{
    NewModel(state, true);
}

/// Every iteration makes the model and solves it as somebody would who knows nothing about it.
void
LpInitialSolve(benchmark::State& state)
{
    const auto& instances = Instances(state.range(0));
    for (const CaqaBounds& bounds : instances)
    {
        const double optimum = AllocateRce(bounds).objective;
        if (!(std::abs(Program(bounds).InitialSolve() - optimum) <= 1e-9 * optimum))
        {
            state.SkipWithError("RCE and Clp differ by more than 1e-9");
            return;
        }
    }
    std::size_t next = 0;
    for (auto _ : state)
    {
        Program program(instances[next]);
        benchmark::DoNotOptimize(program.InitialSolve());
        next = (next + 1) % instances.size();
    }
}

} // namespace

BENCHMARK(Rce)->RangeMultiplier(10)->Range(10, 1000000)->Complexity(benchmark::oNLogN);
BENCHMARK(RceAllocationOnly)->RangeMultiplier(10)->Range(10, 1000000);
BENCHMARK(LpPrimalKeptModel)->RangeMultiplier(10)->Range(10, 10000);
BENCHMARK(LpDualKeptModel)->RangeMultiplier(10)->Range(10, 10000);
BENCHMARK(LpPrimalNewModel)->RangeMultiplier(10)->Range(10, 10000);
BENCHMARK(LpDualNewModel)->RangeMultiplier(10)->Range(10, 10000);
BENCHMARK(LpInitialSolve)->RangeMultiplier(10)->Range(10, 10000);
