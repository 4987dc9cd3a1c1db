/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-latent-source.h"

#include <algorithm>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>
#include <iterator>
#include <set>
#include <sstream>
#include <utility>

namespace ns3
{
namespace isac
{

ModelLatents::ModelLatents(std::shared_ptr<const DiffusionModel> model,
                           const SamplerSettings& sampler)
    : m_model(std::move(model)),
      m_sampler(sampler)
{
}

const DiffusionModel&
ModelLatents::GetModel() const
{
    return *m_model;
}

const std::vector<std::string>&
ModelLatents::GetPrompts() const
{
    return m_model->GetPrompts();
}

int
ModelLatents::FindPrompt(const std::string& prompt) const
{
    return m_model->FindPrompt(prompt);
}

double
ModelLatents::Distance(int one, int other) const
{
    return m_model->Distance(one, other);
}

int
ModelLatents::LatentSize() const
{
    return m_model->LatentSize();
}

DiffusionChain
ModelLatents::Begin(int steps, uint64_t seed) const
{
    return m_model->Begin(steps, seed);
}

void
ModelLatents::Denoise(DiffusionChain& chain, int prompt, int steps) const
{
    m_model->Denoise(chain, prompt, steps, m_sampler);
}

bool
ModelLatents::CanDecode() const
{
    return m_model->CanDecode();
}

RgbPicture
ModelLatents::Decode(const std::vector<float>& latent) const
{
    return m_model->Decode({latent}).front();
}

LawLatents::LawLatents(std::vector<std::string> prompts, int values)
    : m_prompts(std::move(prompts)),
      m_values(values)
{
    if (m_prompts.empty() || m_values < 1)
    {
        throw std::invalid_argument("latents without a prompt or without values");
    }
    if (std::set<std::string>(m_prompts.begin(), m_prompts.end()).size() < m_prompts.size())
    {
        throw std::invalid_argument("a prompt is there twice");
    }
    for (const std::string& prompt : m_prompts)
    {
        std::istringstream stream(prompt);
        std::vector<std::string> words{std::istream_iterator<std::string>(stream), {}};
        std::sort(words.begin(), words.end());
        m_words.push_back(words);
    }
}

const std::vector<std::string>&
LawLatents::GetPrompts() const
{
    return m_prompts;
}

int
LawLatents::FindPrompt(const std::string& prompt) const
{
    const auto found = std::find(m_prompts.begin(), m_prompts.end(), prompt);
    if (found == m_prompts.end())
    {
        throw std::invalid_argument("unknown prompt '" + prompt + "', expected one like '" +
                                    m_prompts.front() + "'");
    }
    return static_cast<int>(found - m_prompts.begin());
}

double
LawLatents::Distance(int one, int other) const
{
    constexpr double FARTHEST = 1.5; // the states of the paper's figures end there
    const auto& mine = m_words.at(static_cast<std::size_t>(one));
    const auto& theirs = m_words.at(static_cast<std::size_t>(other));
    std::vector<std::string> shared;
    std::set_intersection(mine.begin(),
                          mine.end(),
                          theirs.begin(),
                          theirs.end(),
                          std::back_inserter(shared));
    const std::size_t most = std::max(mine.size(), theirs.size());
    return most == 0
               ? 0.0
               : FARTHEST * static_cast<double>(most - shared.size()) / static_cast<double>(most);
}

int
LawLatents::LatentSize() const
{
    return m_values;
}

DiffusionChain
LawLatents::Begin(int steps, uint64_t seed) const
{
    boost::random::mt19937_64 generator(seed);
    boost::random::normal_distribution<double> normal;
    DiffusionChain chain;
    chain.seed = seed;
    chain.steps = steps;
    chain.latent.resize(static_cast<std::size_t>(m_values));
    std::generate(chain.latent.begin(), chain.latent.end(), [&] {
        return static_cast<float>(normal(generator));
    });
    return chain;
}

void
LawLatents::Denoise(DiffusionChain& chain, int /* prompt */, int steps) const
{
    chain.done = std::max(chain.done, std::min(chain.done + steps, chain.steps));
}

bool
LawLatents::CanDecode() const
{
    return false;
}

RgbPicture
LawLatents::Decode(const std::vector<float>& /* latent */) const
{
    throw DiffusionModelError("there are no pictures without a model");
}

std::vector<std::string>
MakeShapePrompts()
{
    std::vector<std::string> prompts;
    for (const char* colour : {"red", "green", "blue", "yellow"})
    {
        for (const char* texture : {"plain", "striped", "dotted"})
        {
            for (const char* shape : {"disk", "square", "triangle", "cross"})
            {
                prompts.push_back(std::string(colour) + " " + texture + " " + shape);
            }
        }
    }
    return prompts;
}

} // namespace isac
} // namespace ns3
