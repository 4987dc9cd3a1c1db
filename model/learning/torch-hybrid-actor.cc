/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torch-hybrid-actor.h"

#include "isac-torchscript-policy.h"
#include "torch-tensor.h"

#include <cmath>
#include <limits>

namespace ns3
{
namespace isac
{

namespace
{

/// Of the last layers: first actions in the middle of the space, and nearly alike for all states.
constexpr double OUTPUT_GAIN = 0.01;

/**
 * @param settings of the learner
 * @return hidden layers of the trunk but the last, which is its output
 */
std::vector<int>
InnerLayers(const AgentSettings& settings)
{
    return {settings.actorHidden.begin(), settings.actorHidden.end() - 1};
}

} // namespace

at::Tensor
DrawNormal(at::IntArrayRef shape, RandomSource& random)
{
    at::Tensor tensor = at::empty(shape);
    float* value = tensor.data_ptr<float>();
    for (int64_t i = 0; i < tensor.numel(); ++i)
    {
        value[i] = static_cast<float>(random.Normal());
    }
    return tensor;
}

TorchHybridActor::TorchHybridActor(int observationSize,
                                   const ActionSpace& space,
                                   const AgentSettings& settings,
                                   RandomSource& random)
    : m_space(space),
      m_width(MostChoices(space)),
      m_trunk(std::make_unique<TorchNetwork>(observationSize,
                                             InnerLayers(settings),
                                             settings.actorHidden.back(),
                                             HiddenActivation(settings),
                                             HiddenActivation(settings)))
{
    const int components = static_cast<int>(space.categories.size());
    m_trunk->InitialiseOrthogonal(random, std::sqrt(2.0));
    if (components > 0)
    {
        m_choices = std::make_unique<TorchNetwork>(m_trunk->Outputs(),
                                                   std::vector<int>{},
                                                   components * m_width);
        m_choices->InitialiseOrthogonal(random, OUTPUT_GAIN);
    }
    if (space.continuous > 0)
    {
        m_values = std::make_unique<TorchNetwork>(m_trunk->Outputs() + components,
                                                  settings.branchHidden,
                                                  2 * space.continuous,
                                                  HiddenActivation(settings));
        m_values->InitialiseOrthogonal(random, OUTPUT_GAIN);
    }
    m_numbers = at::full({components, m_width}, std::numeric_limits<float>::quiet_NaN());
    for (int c = 0; c < components; ++c)
    {
        for (int j = 0; j < space.categories[c]; ++j)
        {
            m_numbers[c][j] = ScaledChoice(j, space.categories[c]);
        }
    }
}

HybridSample
TorchHybridActor::Sample(const at::Tensor& observations,
                         double temperature,
                         RandomSource& random) const
{
    const int64_t count = observations.size(0);
    HybridSample sample;
    at::Tensor features = m_trunk->Forward(observations);
    if (m_choices)
    {
        sample.choices = DrawChoices(m_choices->Forward(features), m_numbers, temperature, random);
        features = at::cat({features, sample.choices.scaled}, 1);
    }
    else
    {
        sample.choices = {at::empty({count, 0}, at::kLong),
                          at::empty({count, 0}),
                          at::empty({count, 0, 0}),
                          at::zeros({count})};
    }
    if (m_values)
    {
        const std::vector<at::Tensor> output = m_values->Forward(features).chunk(2, 1);
        const at::Tensor logDeviation =
            output[1].clamp(HybridActor::MIN_LOG_DEVIATION, HybridActor::MAX_LOG_DEVIATION);
        const at::Tensor noise = DrawNormal(logDeviation.sizes(), random);
        const at::Tensor before = output[0] + logDeviation.exp() * noise;
        sample.values = before.sigmoid();
        // Gaussian density over the sigmoid's slope d (1 - d), whose logarithm is
        // log sigmoid(x) + log sigmoid(-x) = x - 2 softplus(x).
        constexpr double HALF_LOG_TWO_PI = 0.9189385332046727;
        sample.logValues = (noise.square() * -0.5 - logDeviation - HALF_LOG_TWO_PI - before +
                            at::softplus(before) * 2.0)
                               .sum(1);
    }
    else
    {
        sample.values = at::empty({count, 0});
        sample.logValues = at::zeros({count});
    }
    return sample;
}

std::vector<std::pair<std::string, TorchNetwork*>>
TorchHybridActor::Networks() const
{
    std::vector<std::pair<std::string, TorchNetwork*>> networks{{"trunk", m_trunk.get()}};
    if (m_choices)
    {
        networks.emplace_back("choices", m_choices.get());
    }
    if (m_values)
    {
        networks.emplace_back("values", m_values.get());
    }
    return networks;
}

void
TorchHybridActor::AddTo(TorchAdam& adam) const
{
    for (const auto& [name, network] : Networks())
    {
        adam.Add(network->Values(), network->Gradients());
    }
}

HybridActor
TorchHybridActor::Export(const Normalizer& normalizer) const
{
    return {m_space,
            normalizer,
            m_trunk->Export(),
            m_choices ? m_choices->Export() : DenseNetwork(),
            m_values ? m_values->Export() : DenseNetwork()};
}

void
TorchHybridActor::ExportTorchScript(
    const std::string& path,
    const Normalizer& normalizer,
    const std::vector<std::pair<std::string, std::string>>& attributes) const
{
    std::vector<std::pair<std::string, FloatMatrix>> parameters{{"mean", normalizer.Mean()},
                                                                {"scale", normalizer.Scale()}};
    std::string source = "def forward(self, observations):\n";
    const std::string input = "(observations - self.mean) * self.scale";
    source += "    features = " + m_trunk->ExportSource("trunk", input, parameters) + "\n";
    if (m_choices)
    {
        const std::string components = std::to_string(m_space.categories.size());
        // Added to logits: 0, and far below for choices that do not exist.
        parameters.emplace_back("mask", CopyMatrix(at::isnan(m_numbers) * -1e9F));
        source += "    logits = " + m_choices->ExportSource("choices", "features", parameters) +
                  "\n    choices = torch.argmax(logits.view(-1, " + components + ", " +
                  std::to_string(m_width) + ") + self.mask, -1)\n";
    }
    if (m_values)
    {
        if (m_choices)
        {
            FloatMatrix most(1, static_cast<Eigen::Index>(m_space.categories.size()));
            for (Eigen::Index c = 0; c < most.size(); ++c)
            {
                most(0, c) = static_cast<float>(std::max(1, m_space.categories[c] - 1));
            }
            parameters.emplace_back("most", most);
            source += "    features = torch.cat([features, choices.float() / self.most], 1)\n";
        }
        source += "    values = " + m_values->ExportSource("values", "features", parameters) +
                  "\n    values = torch.sigmoid(values[:, :" + std::to_string(m_space.continuous) +
                  "])\n";
    }
    source += std::string("    return ") +
              (m_choices && m_values ? "choices, values" : (m_choices ? "choices" : "values")) +
              "\n";
    WriteTorchScript(path, parameters, source, attributes);
}

void
TorchHybridActor::Save(Checkpoint& checkpoint, const std::string& name) const
{
    for (const auto& [part, network] : Networks())
    {
        network->Save(checkpoint, name + "." + part);
    }
}

void
TorchHybridActor::Load(const Checkpoint& checkpoint, const std::string& name)
{
    for (const auto& [part, network] : Networks())
    {
        network->Load(checkpoint, name + "." + part);
    }
}

} // namespace isac
} // namespace ns3
