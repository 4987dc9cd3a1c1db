/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Learners: cycles from an observation to an action, with and without a learning step in between,
// and how fast training goes. Cycles are those of the time stamp counter, read around every call as
// ns3-ai's published protocol does, but none are left out of the mean.

#include "ns3/isac-caqa-agent.h"
#include "ns3/isac-caqa-environment.h"
#include "ns3/isac-dqn-agent.h"
#include "ns3/isac-torch-runtime.h"
#include "ns3/isac-training-loop.h"

#include <algorithm>
#include <benchmark/benchmark.h>
#include <chrono>
#include <memory>
#include <string>
#include <vector>
#if defined(__x86_64__)
#include <x86intrin.h>
#endif

using namespace ns3::isac;

namespace
{

/// @return time stamp counter; nanoseconds where there is none
uint64_t
ReadCycles()
{
#if defined(__x86_64__)
    return __rdtsc();
#else
    return std::chrono::steady_clock::now().time_since_epoch().count();
#endif
}

/// Cycles of calls, one by one.
class Cycles
{
  public:
    /// @param cycles of one call
    void Add(uint64_t cycles)
    {
        m_calls.push_back(static_cast<double>(cycles));
    }

    /// @param state gets mean and median
    void Report(benchmark::State& state)
    {
        std::sort(m_calls.begin(), m_calls.end());
        double sum = 0.0;
        for (const double call : m_calls)
        {
            sum += call;
        }
        state.counters["cycles-mean"] = sum / static_cast<double>(m_calls.size());
        state.counters["cycles-median"] = m_calls[m_calls.size() / 2];
    }

  private:
    std::vector<double> m_calls; //!< in the order of the calls, until they are reported
};

/**
 * @brief What ns3-ai's benchmark of RL-TCP has: observations of 5 values, 4 actions, hidden layers
 * of 20 and 20, batch 32, replay 2000, Adam at 1e-4, discount 0.8, target copied every 100 steps.
 * @return the settings
 */
AgentSettings
RlTcpSettings()
{
    AgentSettings settings;
    settings.criticHidden = {20, 20};
    settings.batch = 32;
    settings.replay = 2000;
    settings.minReplay = 2000;
    settings.criticRate = 1e-4;
    settings.discount = 0.8;
    settings.targetPeriod = 100;
    return settings;
}

/**
 * @brief One observation to one action by the network of RL-TCP.
 * @param state of the benchmark
 * @param learn whether a learning step comes before each decision, as there
 */
void
RlTcp(benchmark::State& state, bool learn)
{
    SetTorchThreads(1);
    constexpr int SIZE = 5;
    const ActionSpace space{{4}, 0};
    DqnAgent agent(SIZE, space, RlTcpSettings(), 1);
    RandomSource random(2);
    StepResult result;
    result.terminated.setConstant(1, false);
    result.truncated.setConstant(1, false);
    const auto observe = [&]() {
        Eigen::MatrixXd observation(1, SIZE);
        for (int i = 0; i < SIZE; ++i)
        {
            observation(0, i) = random.Normal();
        }
        return observation;
    };
    Eigen::MatrixXd observation = observe();
    ActionBatch action = agent.ActBatch(observation, true);
    const auto step = [&]() {
        result.reward.setConstant(1, random.Uniform());
        result.observation = observe();
        result.finalObservation = result.observation;
    };
    for (int i = 0; i < 2100; ++i)
    {
        step();
        agent.Observe(observation, action, result);
        agent.Update();
        observation = result.observation;
        action = agent.ActBatch(observation, true);
    }
    Cycles cycles;
    for (auto _ : state)
    {
        step();
        const uint64_t begin = ReadCycles();
        if (learn)
        {
            agent.Observe(observation, action, result);
            agent.Update();
        }
        observation = result.observation;
        action = agent.ActBatch(observation, true);
        cycles.Add(ReadCycles() - begin);
    }
    cycles.Report(state);
}

/**
 * @brief One observation of CAQA-AIGC at K = 10 to an action and, unless told otherwise, on to an
 * allocation, by the trained policy that ships.
 * @param state of the benchmark
 * @param name of the learner
 * @param decode whether the allocation is part of it
 */
void
DecideLearned(benchmark::State& state, const std::string& name, bool decode)
{
    SetTorchThreads(1);
    const CaqaParameters cell;
    const LoadedCaqaAgent loaded =
        LoadCaqaAgent(Checkpoint::Read(ShippedCaqaPolicy(name, cell.users)),
                      cell,
                      Agent::Extent::POLICY,
                      1);
    const auto& agent = loaded.agent;
    const CaqaSystem system(cell, loaded.recipe.decoding);
    CaqaStateSource source(cell, CaqaScenario(), 1);
    constexpr int STATES = 32;
    std::vector<CaqaState> states;
    for (int i = 0; i < STATES; ++i)
    {
        source.StartEpisode();
        states.push_back(source.NextSlot());
    }
    agent->Act(system.Observe(states[0]));
    std::size_t next = 0;
    Cycles cycles;
    for (auto _ : state)
    {
        const uint64_t begin = ReadCycles();
        const Action action = agent->Act(system.Observe(states[next]));
        if (decode)
        {
            benchmark::DoNotOptimize(system.Decode(states[next], action));
        }
        cycles.Add(ReadCycles() - begin);
        next = (next + 1) % STATES;
    }
    cycles.Report(state);
}

/**
 * @brief Training of CAQA-AIGC at K = 10: one slot and one learning step of batch 256 in turn.
 * @param state of the benchmark
 * @param name of the learner
 */
void
Train(benchmark::State& state, const std::string& name)
{
    PrepareTorch(1);
    const CaqaParameters cell;
    const CaqaAgentRecipe recipe = FindCaqaAgentRecipe(name);
    AgentSettings settings = recipe.settings;
    settings.minReplay = 1000;
    const auto agent = MakeCaqaAgent(recipe, cell, settings, 1);
    const CaqaSystem system(cell, recipe.decoding);
    CaqaEnvironment environment(system, CaqaScenario(), 1);
    TrainingSettings training;
    training.episodes = 1000000;
    TrainingLoop loop(environment, *agent, training, 2);
    while (loop.GetUpdates() == 0)
    {
        loop.RunRound();
    }
    const int64_t updates = loop.GetUpdates();
    for (auto _ : state)
    {
        loop.RunRound();
    }
    state.counters["loop-steps/s"] =
        benchmark::Counter(static_cast<double>(loop.GetUpdates() - updates),
                           benchmark::Counter::kIsRate);
}

} // namespace

BENCHMARK_CAPTURE(RlTcp, decide, false)->Iterations(20000);
BENCHMARK_CAPTURE(RlTcp, learn_and_decide, true)->Iterations(20000);
BENCHMARK_CAPTURE(DecideLearned, lpdrl_f_action, "lpdrl-f", false);
BENCHMARK_CAPTURE(DecideLearned, lpdrl_f, "lpdrl-f", true);
BENCHMARK_CAPTURE(DecideLearned, jdrl_f, "jdrl-f", true);
BENCHMARK_CAPTURE(DecideLearned, td3_f, "td3-f", true);
BENCHMARK_CAPTURE(Train, lpdrl_f, "lpdrl-f")->Unit(benchmark::kMillisecond)->Iterations(20);
BENCHMARK_CAPTURE(Train, rce_gradient, "rce-gradient")
    ->Unit(benchmark::kMillisecond)
    ->Iterations(20);
BENCHMARK_CAPTURE(Train, jgdm_f, "jgdm-f")->Unit(benchmark::kMillisecond)->Iterations(10);
