/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-diffusion-model.h"

#include "torch-diffusion-module.h"

#include <ATen/Functions.h>
#include <algorithm>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>
#include <c10/core/InferenceMode.h>
#include <cmath>

namespace ns3
{
namespace isac
{

namespace
{

/// Number of the noise that a chain begins with; steps have theirs from 1.
constexpr uint64_t FIRST_NOISE = 0;

/// Standard normal values that depend on seed and number alone.
void
FillNoise(uint64_t seed, uint64_t number, float* values, std::size_t count)
{
    // Generators of seeds that are close to each other would be correlated (SplitMix64, Steele,
    // Lea, Flood 2014, mixes them).
    uint64_t mixed = seed + 0x9e3779b97f4a7c15ULL * (number + 1);
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
    boost::random::mt19937_64 generator(mixed ^ (mixed >> 31));
    boost::random::normal_distribution<double> normal;
    std::generate_n(values, count, [&]() { return static_cast<float>(normal(generator)); });
}

/**
 * One step of a chain, the posterior (7) with the part eta of its noise (Song, Meng, Ermon 2021,
 * eq. 12).
 */
void
TakeStep(DiffusionChain& chain,
         const NoiseLevel& from,
         const NoiseLevel& to,
         double eta,
         Prediction prediction,
         const float* told)
{
    const double ratio = from.alpha / to.alpha;
    const double fresh =
        eta * to.sigma / from.sigma * std::sqrt(std::max(0.0, 1.0 - ratio * ratio));
    const double kept = std::sqrt(std::max(0.0, to.sigma * to.sigma - fresh * fresh));
    std::vector<float> noise(chain.latent.size(), 0.0F);
    if (fresh > 0.0)
    {
        FillNoise(chain.seed, chain.done, noise.data(), noise.size());
    }
    for (std::size_t i = 0; i < noise.size(); ++i)
    {
        const double z = chain.latent[i];
        double data = told[i];
        if (prediction == Prediction::NOISE)
        {
            data = (z - from.sigma * told[i]) / from.alpha;
        }
        else if (prediction == Prediction::VELOCITY)
        {
            data = from.alpha * z - from.sigma * told[i];
        }
        const double old = (z - from.alpha * data) / from.sigma;
        chain.latent[i] = static_cast<float>(to.alpha * data + kept * old + fresh * noise[i]);
    }
}

at::Tensor
ToTensor(const std::vector<RgbPicture>& pictures)
{
    const int64_t height = pictures.front().height;
    const int64_t width = pictures.front().width;
    const at::Tensor tensor =
        at::empty({static_cast<int64_t>(pictures.size()), height, width, 3}, at::kFloat);
    auto* value = tensor.data_ptr<float>();
    for (const RgbPicture& picture : pictures)
    {
        if (picture.height != height || picture.width != width ||
            picture.pixels.size() != static_cast<std::size_t>(height * width * 3))
        {
            throw DiffusionModelError("pictures of different sizes cannot be looked at together");
        }
        for (const uint8_t level : picture.pixels)
        {
            *value++ = static_cast<float>(level) / 255.0F;
        }
    }
    return tensor.permute({0, 3, 1, 2}).contiguous();
}

} // namespace

/// Keeps LibTorch out of the header.
struct DiffusionModel::Module : TorchDiffusionModule
{
    using TorchDiffusionModule::TorchDiffusionModule;
};

DiffusionModel::DiffusionModel(const std::string& path)
    : m_module(std::make_unique<Module>(path))
{
    // A trial shows at once what would else fail in the middle of a simulation.
    DiffusionChain chain = Begin(1, 0);
    Denoise(chain, 0, 1, SamplerSettings());
    if (CanDecode())
    {
        const std::vector<RgbPicture> pictures = Decode({chain.latent});
        if (CanAlign())
        {
            Align(pictures);
        }
    }
}

DiffusionModel::~DiffusionModel() = default;

const std::vector<std::string>&
DiffusionModel::GetPrompts() const
{
    return m_module->prompts;
}

int
DiffusionModel::FindPrompt(const std::string& prompt) const
{
    const auto& prompts = m_module->prompts;
    const auto found = std::find(prompts.begin(), prompts.end(), prompt);
    if (found == prompts.end())
    {
        throw std::invalid_argument("unknown prompt '" + prompt + "', expected one of " +
                                    std::to_string(prompts.size()) + " such as '" +
                                    prompts.front() + "' or '" + prompts.back() + "'");
    }
    return static_cast<int>(found - prompts.begin());
}

int
DiffusionModel::LatentSize() const
{
    return static_cast<int>(m_module->anchors.size(1));
}

double
DiffusionModel::Distance(int one, int other) const
{
    const c10::InferenceMode guard;
    const at::Tensor& anchors = m_module->anchors;
    return anchors[one].sub(anchors[other]).norm().item<double>() / m_module->unitDistance;
}

std::vector<double>
DiffusionModel::Traits(int own, int other) const
{
    const c10::InferenceMode guard;
    const at::Tensor& anchors = m_module->anchors;
    const at::Tensor way = anchors[other].sub(anchors[own]);
    const double length = way.dot(way).item<double>();
    std::vector<double> traits(m_module->prompts.size(), 0.0);
    for (std::size_t i = 0; length > 0.0 && i < traits.size(); ++i)
    {
        const at::Tensor from = anchors[static_cast<int64_t>(i)].sub(anchors[own]);
        traits[i] = std::clamp(from.dot(way).item<double>() / length, 0.0, 1.0);
    }
    return traits;
}

DiffusionChain
DiffusionModel::Begin(int steps, uint64_t seed) const
{
    MakeStepGrid(m_module->schedule.Times(), steps, 1.0);
    DiffusionChain chain;
    chain.seed = seed;
    chain.steps = steps;
    chain.latent.resize(LatentSize());
    FillNoise(seed, FIRST_NOISE, chain.latent.data(), chain.latent.size());
    return chain;
}

void
DiffusionModel::Denoise(DiffusionChain& chain,
                        int prompt,
                        int steps,
                        const SamplerSettings& settings) const
{
    std::vector<DiffusionChain> chains{std::move(chain)};
    Denoise(chains, {prompt}, steps, settings);
    chain = std::move(chains.front());
}

bool
DiffusionModel::CanCompare() const
{
    return m_module->details.defined();
}

double
DiffusionModel::Similarity(const std::vector<float>& latent, int prompt) const
{
    if (!CanCompare())
    {
        throw DiffusionModelError(m_module->path +
                                  ": has no attribute details, so it cannot compare pictures");
    }
    const float* anchor = m_module->anchors.data_ptr<float>() + prompt * LatentSize();
    const float* details = m_module->details.data_ptr<float>() + 2 * prompt;
    double distance = 0.0;
    for (std::size_t i = 0; i < latent.size(); ++i)
    {
        const double difference = static_cast<double>(latent[i]) - anchor[i];
        distance += difference * difference;
    }
    return std::min({1.0, distance / details[0], details[1] / distance});
}

bool
DiffusionModel::CanDecode() const
{
    return m_module->decodes;
}

bool
DiffusionModel::CanAlign() const
{
    return m_module->aligns;
}

void
DiffusionModel::Denoise(std::vector<DiffusionChain>& chains,
                        const std::vector<int>& prompts,
                        int steps,
                        const SamplerSettings& settings) const
{
    if (prompts.size() != chains.size())
    {
        throw std::invalid_argument(std::to_string(prompts.size()) + " prompts for " +
                                    std::to_string(chains.size()) + " chains");
    }
    const int64_t size = LatentSize();
    std::vector<std::vector<int>> grids;
    for (std::size_t i = 0; i < chains.size(); ++i)
    {
        if (prompts[i] < 0 || prompts[i] >= static_cast<int>(GetPrompts().size()))
        {
            throw std::invalid_argument("prompt " + std::to_string(prompts[i]) +
                                        ", expected 0 to " +
                                        std::to_string(GetPrompts().size() - 1));
        }
        if (static_cast<int64_t>(chains[i].latent.size()) != size)
        {
            throw std::invalid_argument("a latent of " + std::to_string(chains[i].latent.size()) +
                                        " values, expected " + std::to_string(size));
        }
        grids.push_back(MakeRestGrid(m_module->schedule.Times(),
                                     chains[i].steps,
                                     chains[i].done,
                                     chains[i].stride,
                                     settings.shift));
    }
    const c10::InferenceMode guard;
    for (int step = 0; step < steps; ++step)
    {
        std::vector<std::size_t> active;
        for (std::size_t i = 0; i < chains.size(); ++i)
        {
            if (!chains[i].IsFinished())
            {
                active.push_back(i);
            }
        }
        if (active.empty())
        {
            return;
        }
        const auto rows = static_cast<int64_t>(active.size());
        const at::Tensor latent = at::empty({rows, size}, at::kFloat);
        const at::Tensor time = at::empty({rows}, at::kFloat);
        const at::Tensor which = at::empty({rows}, at::kLong);
        for (int64_t row = 0; row < rows; ++row)
        {
            const DiffusionChain& chain = chains[active[row]];
            std::copy(chain.latent.begin(),
                      chain.latent.end(),
                      latent.data_ptr<float>() + row * size);
            time.data_ptr<float>()[row] = static_cast<float>(grids[active[row]][step] - 1);
            which.data_ptr<int64_t>()[row] = prompts[active[row]];
        }
        at::Tensor told =
            m_module->Predict(latent, time, m_module->conditions.index_select(0, which));
        if (settings.guidance != 1.0)
        {
            if (!m_module->unconditional.defined())
            {
                throw DiffusionModelError(m_module->path +
                                          ": has no attribute unconditional, which guidance needs");
            }
            const at::Tensor without = m_module->Predict(
                latent,
                time,
                m_module->unconditional.expand({rows, m_module->unconditional.size(0)}));
            told = at::lerp(without, told, settings.guidance).contiguous();
        }
        const float* answer = told.data_ptr<float>();
        for (int64_t row = 0; row < rows; ++row)
        {
            DiffusionChain& chain = chains[active[row]];
            const std::vector<int>& grid = grids[active[row]];
            const NoiseLevel from = m_module->schedule.At(grid[step]);
            const NoiseLevel to = m_module->schedule.At(grid[step + 1]);
            chain.done = std::min(chain.done + chain.stride, chain.steps);
            TakeStep(chain, from, to, settings.eta, m_module->prediction, answer + row * size);
        }
    }
}

std::vector<RgbPicture>
DiffusionModel::Decode(const std::vector<std::vector<float>>& latents) const
{
    if (!CanDecode())
    {
        throw DiffusionModelError(m_module->path +
                                  ": has no method decode, so it makes no pictures");
    }
    if (latents.empty())
    {
        return {};
    }
    const c10::InferenceMode guard;
    const int64_t size = LatentSize();
    const auto count = static_cast<int64_t>(latents.size());
    const at::Tensor input = at::empty({count, size}, at::kFloat);
    for (int64_t i = 0; i < count; ++i)
    {
        if (static_cast<int64_t>(latents[i].size()) != size)
        {
            throw std::invalid_argument("a latent of " + std::to_string(latents[i].size()) +
                                        " values, expected " + std::to_string(size));
        }
        std::copy(latents[i].begin(), latents[i].end(), input.data_ptr<float>() + i * size);
    }
    at::Tensor answer = m_module->Call("decode", {input});
    if (!answer.defined() || answer.dim() != 4)
    {
        throw DiffusionModelError(m_module->path + ": what decode returns has not four dimensions");
    }
    const int64_t height = answer.size(2);
    const int64_t width = answer.size(3);
    answer =
        ExpectTensor(answer, {count, 3, height, width}, m_module->path + ": what decode returns");
    answer = answer.permute({0, 2, 3, 1}).contiguous();
    const float* value = answer.data_ptr<float>();
    std::vector<RgbPicture> pictures(latents.size());
    for (RgbPicture& picture : pictures)
    {
        picture.height = static_cast<uint32_t>(height);
        picture.width = static_cast<uint32_t>(width);
        picture.pixels.resize(height * width * 3);
        for (uint8_t& level : picture.pixels)
        {
            // A value that is no number is black.
            const float share = *value >= 0.0F ? std::min(*value, 1.0F) : 0.0F;
            ++value;
            level = static_cast<uint8_t>(std::lround(255.0F * share));
        }
    }
    return pictures;
}

std::vector<std::vector<double>>
DiffusionModel::Align(const std::vector<RgbPicture>& pictures) const
{
    if (!CanAlign())
    {
        throw DiffusionModelError(m_module->path +
                                  ": has no method align, so it cannot tell what pictures show");
    }
    if (pictures.empty())
    {
        return {};
    }
    const c10::InferenceMode guard;
    const auto count = static_cast<int64_t>(pictures.size());
    const auto prompts = static_cast<int64_t>(GetPrompts().size());
    const at::Tensor answer = ExpectTensor(m_module->Call("align", {ToTensor(pictures)}),
                                           {count, prompts},
                                           m_module->path + ": what align returns");
    std::vector<std::vector<double>> alignment;
    for (int64_t i = 0; i < count; ++i)
    {
        const float* row = answer.data_ptr<float>() + i * prompts;
        alignment.emplace_back(row, row + prompts);
    }
    return alignment;
}

} // namespace isac
} // namespace ns3
