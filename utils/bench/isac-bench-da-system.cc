/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A slot of DA-ISAC as learners see it: the environment, decisions and learning steps of the group
// agent, and a slot with digital agents in the loop.

#include "ns3/isac-da-agent.h"
#include "ns3/isac-da-assisted.h"
#include "ns3/isac-da-environment.h"

#include <benchmark/benchmark.h>
#include <string>

using namespace ns3::isac;

namespace
{

/**
 * @brief One iteration is a slot of one network with an action in the middle of its range.
 * @param state of the benchmark, its argument the number of users
 * @param name of the learner whose actions are decoded
 */
void
DaStep(benchmark::State& state, const std::string& name)
{
    DaScenario scenario;
    scenario.users = static_cast<int>(state.range(0));
    const DaSystem system(scenario, FindDaAgentRecipe(name).decoding);
    DaEnvironment environment(system, 1);
    environment.Reset(1);
    const ActionSpace space = system.GetActionSpace();
    const ActionBatch actions{
        Eigen::MatrixXi::Constant(1, static_cast<Eigen::Index>(space.categories.size()), 2),
        Eigen::MatrixXd::Constant(1, space.continuous, 0.5)};
    for (auto _ : state)
    {
        benchmark::DoNotOptimize(environment.Step(actions).reward.sum());
    }
    state.SetItemsProcessed(state.iterations());
}

/**
 * @brief One observation of 30 users to one allocation.
 * @param state of the benchmark
 * @param name of the learner
 */
void
DaDecide(benchmark::State& state, const std::string& name)
{
    const DaScenario scenario;
    const DaAgentRecipe recipe = FindDaAgentRecipe(name);
    AgentSettings settings = recipe.settings;
    settings.replay = settings.minReplay = 1;
    const auto agent = MakeDaAgent(recipe, scenario, settings, 1);
    const DaSystem system(scenario, recipe.decoding);
    const DaPopulation population(scenario, 1);
    const DaSlot& slot = population.GetSlot();
    agent->Act(system.Observe(slot));
    for (auto _ : state)
    {
        const DaSlotProblem problem(scenario, slot);
        benchmark::DoNotOptimize(system.Decode(problem, agent->Act(system.Observe(slot))).meanQoe);
    }
}

/**
 * @brief One learning step with the settings of the recipe.
 * @param state of the benchmark
 * @param name of the learner
 */
void
DaLearn(benchmark::State& state, const std::string& name)
{
    const DaScenario scenario;
    const DaAgentRecipe recipe = FindDaAgentRecipe(name);
    AgentSettings settings = recipe.settings;
    settings.minReplay = settings.batch;
    const auto agent = MakeDaAgent(recipe, scenario, settings, 1);
    DaEnvironment environment(DaSystem(scenario, recipe.decoding), 1);
    Eigen::MatrixXd observation = environment.Reset(1);
    for (int i = 0; i < settings.minReplay; ++i)
    {
        const ActionBatch actions = agent->ActBatch(observation, true);
        const StepResult& result = environment.Step(actions);
        agent->Observe(observation, actions, result);
        observation = result.observation;
    }
    for (auto _ : state)
    {
        agent->Update();
    }
}

/// One iteration is a slot of 30 users whom digital agents know, decided by the optimum.
void
DaAssisted(benchmark::State& state)
{
    const DaScenario scenario;
    const DaDecider optimum = DaDeciderByName("optimum", scenario, 1);
    DaAssistedEpisode episode(scenario, {}, 1);
    for (auto _ : state)
    {
        benchmark::DoNotOptimize(episode.Step(optimum).meanQoe);
    }
}

} // namespace

BENCHMARK_CAPTURE(DaStep, groups, "sttd")->ArgName("users")->Arg(30)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(DaStep, users, "pdrl")->ArgName("users")->Arg(30)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(DaDecide, sttd, "sttd")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(DaDecide, pdrl, "pdrl")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(DaLearn, sttd, "sttd")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(DaLearn, plain, "sttd-td")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(DaLearn, pdrl, "pdrl")->Unit(benchmark::kMicrosecond);
BENCHMARK(DaAssisted)->Unit(benchmark::kMicrosecond);
