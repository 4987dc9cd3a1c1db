/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The diffusion model that ships: steps of one chain and of many together, pictures and what they
// show, bit errors of latents, and a learning step of the training.

#include "ns3/isac-dd-measure.h"
#include "ns3/isac-diffusion-arguments.h"
#include "ns3/isac-generator-training.h"
#include "ns3/isac-torch-runtime.h"

#include <benchmark/benchmark.h>
#include <vector>

using namespace ns3::isac;

namespace
{

/// One iteration is one step of each of so many chains.
void
GeneratorStep(benchmark::State& state)
{
    PrepareTorch(1);
    const DiffusionModel model(ShippedDiffusionModel());
    const int count = static_cast<int>(state.range(0));
    const std::vector<int> prompts(count, 7);
    std::vector<DiffusionChain> chains;
    for (auto _ : state)
    {
        if (chains.empty() || chains.front().IsFinished())
        {
            state.PauseTiming();
            chains.assign(count, model.Begin(500, 1));
            state.ResumeTiming();
        }
        model.Denoise(chains, prompts, 1, SamplerSettings());
    }
    state.SetItemsProcessed(state.iterations() * count);
}

/// One iteration is a picture: 4 steps, 3 % of bit errors, 6 steps, decoded and judged.
void
GeneratorPicture(benchmark::State& state)
{
    PrepareTorch(1);
    const DiffusionModel model(ShippedDiffusionModel());
    DdTrial trial;
    trial.own = 36;
    trial.server = 4;
    trial.bitError = 0.03;
    const int count = static_cast<int>(state.range(0));
    uint32_t seed = 0;
    for (auto _ : state)
    {
        const auto latents = RunDdTrial(model, trial, count, ++seed);
        benchmark::DoNotOptimize(
            MeasureDdPictures(model, latents, trial.own, trial.server).front().leak);
    }
    state.SetItemsProcessed(state.iterations() * count);
}

/// One iteration is one latent of Stable Diffusion with bit errors, 8 bits a value.
void
LatentOnAir(benchmark::State& state)
{
    const std::vector<float> latent(4 * 64 * 64, 0.3F);
    boost::random::mt19937_64 generator(1);
    for (auto _ : state)
    {
        std::vector<uint8_t> bytes = EncodeLatent(LatentCoding(), latent);
        FlipBits(bytes, 0.05, generator);
        benchmark::DoNotOptimize(DecodeLatent(LatentCoding(), bytes).back());
    }
}

/// One iteration is one learning step of the denoiser.
void
GeneratorLearning(benchmark::State& state)
{
    PrepareTorch(1);
    GeneratorSettings settings;
    settings.classifierSteps = 1;
    settings.steps = 100000;
    GeneratorTraining training(settings);
    training.Step();
    for (auto _ : state)
    {
        training.Step();
    }
}

} // namespace

BENCHMARK(GeneratorStep)->ArgName("chains")->Arg(1)->Arg(64)->Unit(benchmark::kMicrosecond);
BENCHMARK(GeneratorPicture)->ArgName("pictures")->Arg(1)->Arg(200)->Unit(benchmark::kMillisecond);
BENCHMARK(LatentOnAir)->Unit(benchmark::kMicrosecond);
BENCHMARK(GeneratorLearning)->Unit(benchmark::kMillisecond);
