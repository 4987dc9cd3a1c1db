/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Without a network: the closed form, decisions, the optimum, and sensing down to the samples.

#include "ns3/isac-caqa-environment.h"
#include "ns3/isac-caqa-optimum.h"
#include "ns3/isac-caqa-scheme.h"
#include "ns3/isac-fmcw-estimate.h"
#include "ns3/isac-fmcw-signal.h"
#include "ns3/isac-fmcw-spectrum.h"

#include <benchmark/benchmark.h>
#include <boost/random/mersenne_twister.hpp>
#include <string>
#include <vector>

using namespace ns3::isac;

namespace
{

/// @return states of Table I's cell, each from positions of its own
std::vector<CaqaState>
States()
{
    constexpr int COUNT = 32;
    CaqaStateSource source(CaqaParameters(), CaqaScenario(), 1);
    std::vector<CaqaState> states;
    for (int i = 0; i < COUNT; ++i)
    {
        source.StartEpisode();
        states.push_back(source.NextSlot());
    }
    return states;
}

/// One iteration steps N cells; items are slots.
void
EnvironmentStep(benchmark::State& state)
{
    const int count = static_cast<int>(state.range(0));
    const CaqaSystem system{CaqaParameters()};
    CaqaEnvironment environment(system, CaqaScenario(), count);
    environment.Reset(1);
    const auto users = static_cast<Eigen::Index>(system.GetParameters().users);
    const ActionBatch actions{Eigen::MatrixXi::Constant(count, users, 4),
                              Eigen::MatrixXd::Constant(count, users, 0.2)};
    for (auto _ : state)
    {
        benchmark::DoNotOptimize(environment.Step(actions).reward.sum());
    }
    state.SetItemsProcessed(state.iterations() * count);
}

/**
 * @brief Time from an observation to an allocation, at K = 10.
 * @param state of the benchmark
 * @param name of the scheme
 */
void
Decide(benchmark::State& state, const std::string& name)
{
    const CaqaParameters cell;
    const auto scheme = GetCaqaSchemes().Make(name, cell, CaqaScenario(), 1);
    if (!scheme)
    {
        state.SkipWithError("there is no such scheme");
        return;
    }
    const CaqaSystem system(cell, scheme->decoding);
    const std::vector<CaqaState> states = States();
    std::vector<Eigen::VectorXd> observations;
    for (const auto& each : states)
    {
        observations.push_back(system.Observe(each));
    }
    std::size_t next = 0;
    for (auto _ : state)
    {
        const Action action = scheme->policy->Act(observations[next]);
        benchmark::DoNotOptimize(system.Decode(states[next], action));
        next = (next + 1) % states.size();
    }
}

/**
 * @brief The optimum of one state at K = 10.
 * @param state of the benchmark
 * @param bound whether its bound is proven too
 */
void
Optimum(benchmark::State& state, bool bound)
{
    const std::vector<CaqaState> states = States();
    CaqaOptimumOptions options;
    options.bound = bound;
    std::size_t next = 0;
    double gap = 0.0;
    for (auto _ : state)
    {
        const CaqaOptimum optimum = SolveCaqaOptimum(CaqaParameters(), states[next], options);
        gap += optimum.gap;
        next = (next + 1) % states.size();
    }
    if (bound)
    {
        state.counters["mean-gap"] = gap / static_cast<double>(state.iterations());
    }
}

/// One burst of n cycles (256 samples each) with one user in it, 20 dB below the noise in each
/// sample.
class Burst
{
  public:
    /// @param cycles n
    explicit Burst(int cycles)
        : chirp(CaqaChirp(cycles)),
          random(1)
    {
        PointTarget user;
        user.range = 120.0;
        user.velocity = 7.0;
        user.amplitude = 0.1;
        samples = BeatSignal(chirp, {user});
        AddNoise(samples, 1.0, random);
    }

    FmcwChirp chirp;                  //!< CAQA's
    boost::random::mt19937_64 random; //!< noise
    Eigen::MatrixXcd samples;         //!< as received
};

/// Make the samples of a burst.
void
FmcwSamples(benchmark::State& state)
{
    Burst burst(static_cast<int>(state.range(0)));
    PointTarget user;
    user.range = 120.0;
    user.amplitude = 0.1;
    for (auto _ : state)
    {
        Eigen::MatrixXcd samples = BeatSignal(burst.chirp, {user});
        AddNoise(samples, 1.0, burst.random);
        benchmark::DoNotOptimize(samples.data());
    }
}

/// Its range-Doppler map.
void
FmcwRangeDoppler(benchmark::State& state)
{
    const Burst burst(static_cast<int>(state.range(0)));
    for (auto _ : state)
    {
        benchmark::DoNotOptimize(RangeDopplerTransform(burst.samples, SpectrumWindow::HANN).data());
    }
}

/// The map, CFAR detection and refined estimates.
void
FmcwEstimates(benchmark::State& state)
{
    const Burst burst(static_cast<int>(state.range(0)));
    std::size_t targets = 0;
    for (auto _ : state)
    {
        targets = EstimateTargets(burst.chirp, burst.samples, FmcwProcessing()).size();
    }
    state.counters["targets"] = static_cast<double>(targets);
}

} // namespace

BENCHMARK(EnvironmentStep)->Arg(1)->Arg(64);
BENCHMARK_CAPTURE(Decide, random, "random");
BENCHMARK_CAPTURE(Decide, constant, "constant-9-0.2");
BENCHMARK_CAPTURE(Decide, uniform, "uniform-9-0.2");
BENCHMARK_CAPTURE(Decide, cgq_fsg, "cgq-fsg-0.2");
BENCHMARK_CAPTURE(Decide, saqa_fg, "saqa-fg-9");
BENCHMARK_CAPTURE(Decide, optimum, "optimum");
BENCHMARK_CAPTURE(Optimum, search, false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Optimum, with_bound, true)->Unit(benchmark::kMillisecond)->Iterations(32);
BENCHMARK(FmcwSamples)->Arg(119)->Arg(1000)->Unit(benchmark::kMillisecond);
BENCHMARK(FmcwRangeDoppler)->Arg(119)->Arg(1000)->Unit(benchmark::kMillisecond);
BENCHMARK(FmcwEstimates)->Arg(119)->Arg(1000)->Unit(benchmark::kMillisecond);
