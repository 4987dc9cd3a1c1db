/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-dd-measure.h"

#include <algorithm>
#include <boost/random/mersenne_twister.hpp>
#include <random>

namespace ns3
{
namespace isac
{

std::vector<std::vector<float>>
RunDdTrial(const DiffusionModel& model, const DdTrial& trial, int count, uint32_t seed)
{
    std::seed_seq sequence{seed};
    boost::random::mt19937_64 generator(sequence);
    std::vector<DiffusionChain> chains;
    for (int i = 0; i < count; ++i)
    {
        chains.push_back(model.Begin(trial.serverSteps + trial.scheduleSteps, generator()));
    }
    model.Denoise(chains,
                  std::vector<int>(chains.size(), trial.server),
                  trial.serverSteps,
                  trial.sampler);
    for (DiffusionChain& chain : chains)
    {
        std::vector<uint8_t> bytes = EncodeLatent(trial.coding, chain.latent);
        FlipBits(bytes, trial.bitError, generator);
        chain.latent = DecodeLatent(trial.coding, bytes);
        chain.seed = generator();
        RespaceChain(chain, trial.deviceSteps);
    }
    model.Denoise(chains,
                  std::vector<int>(chains.size(), trial.own),
                  trial.deviceSteps,
                  trial.sampler);
    std::vector<std::vector<float>> latents;
    for (DiffusionChain& chain : chains)
    {
        latents.push_back(std::move(chain.latent));
    }
    return latents;
}

std::vector<DdPictureMeasure>
MeasureDdPictures(const DiffusionModel& model,
                  const std::vector<std::vector<float>>& latents,
                  int own,
                  int server)
{
    const std::vector<double> traits = model.Traits(own, server);
    // What is as near to one of the prompts as the other one is may be a mixture of both.
    const double between = model.Distance(own, server);
    std::vector<double> beyond(traits.size());
    for (int i = 0; i < static_cast<int>(beyond.size()); ++i)
    {
        const double nearest = std::min(model.Distance(i, own), model.Distance(i, server));
        beyond[i] = std::clamp(nearest - between, 0.0, 1.0);
    }
    const std::vector<std::vector<double>> told = model.Align(model.Decode(latents));
    std::vector<DdPictureMeasure> measures(latents.size());
    for (std::size_t i = 0; i < latents.size(); ++i)
    {
        DdPictureMeasure& measure = measures[i];
        measure.alignment = told[i][own];
        for (std::size_t j = 0; j < traits.size(); ++j)
        {
            measure.leak += told[i][j] * traits[j];
            measure.stray += told[i][j] * beyond[j];
        }
        if (model.CanCompare())
        {
            const auto shown = std::max_element(told[i].begin(), told[i].end()) - told[i].begin();
            measure.similarity = model.Similarity(latents[i], static_cast<int>(shown));
        }
    }
    return measures;
}

double
MeasuredDdQoe(const DdJudge& judge, const DdPictureMeasure& measure)
{
    return std::clamp(measure.similarity * (1.0 - measure.stray) * judge.Match(measure.leak) *
                          judge.Taste(),
                      0.0,
                      1.0);
}

} // namespace isac
} // namespace ns3
