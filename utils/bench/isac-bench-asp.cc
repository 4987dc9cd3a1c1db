/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// ASP selection at slot level: the environment, decisions, the offline bound, and updates of the
// learners at the sizes that the paper has.

#include "ns3/isac-asp-bound.h"
#include "ns3/isac-asp-environment.h"
#include "ns3/isac-asp-scheme.h"
#include "ns3/isac-asp-score.h"
#include "ns3/isac-discrete-agent.h"
#include "ns3/isac-random-source.h"
#include "ns3/isac-torch-runtime.h"

#include <algorithm>
#include <benchmark/benchmark.h>
#include <string>
#include <vector>

using namespace ns3::isac;

namespace
{

/**
 * @param count N systems
 * @param choices of each action
 * @return a thousand random actions for all of them
 */
std::vector<ActionBatch>
RandomActions(int count, int choices)
{
    constexpr int STEPS = 1000;
    RandomSource random(1);
    std::vector<ActionBatch> actions(
        STEPS,
        ActionBatch{Eigen::MatrixXi(count, 1), Eigen::MatrixXd(count, 0)});
    for (ActionBatch& step : actions)
    {
        for (int i = 0; i < count; ++i)
        {
            step.categorical(i, 0) = random.Index(choices);
        }
    }
    return actions;
}

/// One iteration steps N systems with random actions; items are tasks.
void
AspStep(benchmark::State& state)
{
    const int count = static_cast<int>(state.range(0));
    const AspSystem system;
    AspEnvironment environment(system, PoissonAspArrivals(system.GetParameters()), count);
    environment.Reset(1);
    const auto actions = RandomActions(count, system.GetParameters().providers);
    std::size_t next = 0;
    for (auto _ : state)
    {
        benchmark::DoNotOptimize(environment.Step(actions[next]).reward.sum());
        next = (next + 1) % actions.size();
    }
    state.SetItemsProcessed(state.iterations() * count);
}

/**
 * @param count N systems
 * @return observations that random play meets, one of each
 */
Eigen::MatrixXd
Observations(int count)
{
    const AspSystem system;
    AspEnvironment environment(system, PoissonAspArrivals(system.GetParameters()), count);
    Eigen::MatrixXd observation = environment.Reset(1);
    for (const ActionBatch& action : RandomActions(count, system.GetParameters().providers))
    {
        observation = environment.Step(action).observation;
    }
    return observation;
}

/**
 * @brief One observation to one action by a scheme.
 * @param state of the benchmark
 * @param name of the scheme
 */
void
AspDecide(benchmark::State& state, const std::string& name)
{
    const auto policy = *GetAspSchemes().Make(name, AspSystem(), 1);
    const Eigen::VectorXd observation = Observations(1).row(0).transpose();
    policy->Act(observation);
    for (auto _ : state)
    {
        benchmark::DoNotOptimize(policy->Act(observation));
    }
}

/**
 * @brief N observations to as many actions by a network of the paper's size; items are decisions.
 * @param state of the benchmark
 * @param name of the learner
 */
void
AspAct(benchmark::State& state, const std::string& name)
{
    const int count = static_cast<int>(state.range(0));
    AgentSettings settings = FindDiscreteAgentRecipe(name).settings;
    settings.replay = settings.minReplay = 1;
    const Eigen::MatrixXd observations = Observations(count).replicate(1, settings.window);
    const AspSystem system;
    const auto agent = MakeDiscreteAgent(FindDiscreteAgentRecipe(name),
                                         static_cast<int>(observations.cols()),
                                         system.GetParameters().providers,
                                         settings,
                                         1);
    agent->ActBatch(observations, false);
    for (auto _ : state)
    {
        benchmark::DoNotOptimize(agent->ActBatch(observations, false));
    }
    state.SetItemsProcessed(state.iterations() * count);
}

/**
 * @brief One learning step from a batch of 512, as the paper has it.
 * @param state of the benchmark
 * @param name of the learner
 */
void
AspUpdate(benchmark::State& state, const std::string& name)
{
    SetTorchThreads(1);
    AgentSettings settings = FindDiscreteAgentRecipe(name).settings;
    settings.replay = 100000;
    const AspSystem system;
    constexpr int COUNT = 16;
    AspEnvironment environment(system, PoissonAspArrivals(system.GetParameters()), COUNT);
    const int choices = system.GetParameters().providers;
    const auto agent = MakeDiscreteAgent(FindDiscreteAgentRecipe(name),
                                         settings.window * environment.ObservationSize(),
                                         choices,
                                         settings,
                                         1);
    Eigen::MatrixXd observation = environment.Reset(1);
    for (const ActionBatch& action : RandomActions(COUNT, choices))
    {
        StepResult result = environment.Step(action);
        const Eigen::MatrixXd next = result.observation;
        result.observation = next.replicate(1, settings.window).eval();
        result.finalObservation = result.finalObservation.replicate(1, settings.window).eval();
        agent->Observe(observation.replicate(1, settings.window), action, result);
        observation = next;
    }
    agent->Update();
    for (auto _ : state)
    {
        agent->Update();
    }
}

/// An episode's bounds, and how far the schedule beside them is below.
void
AspBound(benchmark::State& state)
{
    const AspSystem system;
    PoissonAspArrivals arrivals(system.GetParameters());
    arrivals.Seed(1);
    std::vector<AspTask> tasks;
    arrivals.NextEpisode(tasks);
    const AspOfflineProblem problem = MakeAspOfflineProblem(system, tasks);
    double gap = 0.0;
    for (auto _ : state)
    {
        const AspOfflineBound bound = BoundAspOffline(problem);
        gap = bound.crashFree - bound.achieved;
    }
    state.counters["gap"] = gap;
}

} // namespace

BENCHMARK(AspStep)->Arg(1)->Arg(64)->Arg(1024);
BENCHMARK_CAPTURE(AspDecide, crash_avoid, "crash-avoid");
BENCHMARK_CAPTURE(AspDecide, prophet, "prophet");
BENCHMARK_CAPTURE(AspDecide, bid_price, "bid-price-fluid");
BENCHMARK(AspBound)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(AspAct, d2sac, "d2sac")->Arg(1)->Arg(512);
BENCHMARK_CAPTURE(AspAct, sac, "sac")->Arg(1)->Arg(512);
BENCHMARK_CAPTURE(AspAct, dqn, "dqn")->Arg(1)->Arg(512);
BENCHMARK_CAPTURE(AspAct, rainbow, "rainbow")->Arg(1)->Arg(512);
BENCHMARK_CAPTURE(AspUpdate, d2sac, "d2sac")->Unit(benchmark::kMillisecond)->Iterations(100);
BENCHMARK_CAPTURE(AspUpdate, d2sac_mlp, "d2sac-mlp")
    ->Unit(benchmark::kMillisecond)
    ->Iterations(100);
BENCHMARK_CAPTURE(AspUpdate, sac, "sac")->Unit(benchmark::kMillisecond)->Iterations(100);
BENCHMARK_CAPTURE(AspUpdate, dqn, "dqn")->Unit(benchmark::kMillisecond)->Iterations(100);
BENCHMARK_CAPTURE(AspUpdate, prioritized_dqn, "prioritized-dqn")
    ->Unit(benchmark::kMillisecond)
    ->Iterations(100);
BENCHMARK_CAPTURE(AspUpdate, rainbow, "rainbow")->Unit(benchmark::kMillisecond)->Iterations(50);
BENCHMARK_CAPTURE(AspUpdate, drqn, "drqn")->Unit(benchmark::kMillisecond)->Iterations(10);
