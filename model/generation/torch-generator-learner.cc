/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torch-generator-learner.h"

#include "isac-shape-picture.h"

#include <algorithm>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <boost/random/uniform_real_distribution.hpp>
#include <cmath>
#include <random>

namespace ns3
{
namespace isac
{

namespace
{

constexpr int HELD_OUT = 960; //!< pictures that nothing learns from
// Numbers that keep the draws of different purposes apart.
constexpr uint64_t PICTURES_STREAM = 1;
constexpr uint64_t HELD_OUT_STREAM = 2;
constexpr uint64_t LOSS_STREAM = 3;
constexpr uint64_t FIRST_STEP_STREAM = 16;

using Generator = boost::random::mt19937_64;

/// A source of draws for one purpose.
Generator
Stream(uint64_t seed, uint64_t number)
{
    std::seed_seq sequence{static_cast<uint32_t>(seed),
                           static_cast<uint32_t>(seed >> 32),
                           static_cast<uint32_t>(number),
                           static_cast<uint32_t>(number >> 32)};
    return Generator(sequence);
}

/// Pictures, one in each row, prompt after prompt.
Eigen::MatrixXf
DrawAll(int count, Generator generator)
{
    const std::vector<ShapePrompt> prompts = AllShapePrompts();
    Eigen::MatrixXf pictures(count, SHAPE_VALUES);
    for (int i = 0; i < count; ++i)
    {
        pictures.row(i) = DrawShape(prompts[i % prompts.size()], generator).transpose();
    }
    return pictures;
}

at::Tensor
DrawNormal(at::IntArrayRef shape, Generator& generator)
{
    const at::Tensor tensor = at::empty(shape, at::kFloat);
    boost::random::normal_distribution<double> normal;
    std::generate_n(tensor.data_ptr<float>(), tensor.numel(), [&]() {
        return static_cast<float>(normal(generator));
    });
    return tensor;
}

torch::optim::AdamW
MakeOptimizer(const std::vector<at::Tensor>& parameters, const GeneratorSettings& settings)
{
    return torch::optim::AdamW(
        parameters,
        torch::optim::AdamWOptions(settings.rate).weight_decay(settings.weightDecay));
}

} // namespace

GeneratorLearner::GeneratorLearner(const GeneratorSettings& settings)
    : m_settings(settings),
      m_schedule(NoiseSchedule::COSINE, settings.times),
      m_drawn(DrawAll(settings.pictures, Stream(settings.seed, PICTURES_STREAM))),
      m_basis(MakeBasis()),
      m_pictures(ToTensor(m_drawn).reshape({settings.pictures, 3, SHAPE_SIDE, SHAPE_SIDE})),
      m_latents(ToTensor(m_basis.Encode(m_drawn))),
      m_script(MakeGeneratorScript(settings, m_basis)),
      m_conditions(m_script.module.attr("conditions").toTensor()),
      m_denoiserOptimizer(MakeOptimizer(m_script.denoiser, settings)),
      m_classifierOptimizer(MakeOptimizer(m_script.classifier, settings))
{
    for (const at::Tensor& parameter : m_script.denoiser)
    {
        m_mean.push_back(parameter.detach().clone());
    }
}

LatentBasis
GeneratorLearner::MakeBasis() const
{
    Generator generator = Stream(m_settings.seed, PICTURES_STREAM + FIRST_STEP_STREAM);
    return FitLatentBasis(m_drawn, m_settings.latent, generator);
}

at::Tensor
GeneratorLearner::Call(const std::string& method, std::vector<c10::IValue> inputs)
{
    return m_script.module.get_method(method)(std::move(inputs)).toTensor();
}

at::Tensor
GeneratorLearner::DenoiserLoss(const at::Tensor& clean,
                               const at::Tensor& prompt,
                               Generator& generator)
{
    const int64_t rows = clean.size(0);
    const at::Tensor time = at::empty({rows}, at::kFloat);
    const at::Tensor alpha = at::empty({rows, 1}, at::kFloat);
    const at::Tensor sigma = at::empty({rows, 1}, at::kFloat);
    boost::random::uniform_int_distribution<int> any(1, m_settings.times);
    for (int64_t i = 0; i < rows; ++i)
    {
        const int when = any(generator);
        const NoiseLevel level = m_schedule.At(when);
        time.data_ptr<float>()[i] = static_cast<float>(when - 1);
        alpha.data_ptr<float>()[i] = static_cast<float>(level.alpha);
        sigma.data_ptr<float>()[i] = static_cast<float>(level.sigma);
    }
    const at::Tensor noise = DrawNormal(clean.sizes(), generator);
    const at::Tensor noisy = alpha.mul(clean).add(sigma.mul(noise));
    const at::Tensor velocity = alpha.mul(noise).sub(sigma.mul(clean));
    return at::mse_loss(Call("forward", {noisy, time, prompt}), velocity);
}

at::Tensor
GeneratorLearner::Choose(int count, Generator& generator) const
{
    const at::Tensor chosen = at::empty({count}, at::kLong);
    boost::random::uniform_int_distribution<int64_t> any(0, m_settings.pictures - 1);
    std::generate_n(chosen.data_ptr<int64_t>(), count, [&]() { return any(generator); });
    return chosen;
}

at::Tensor
GeneratorLearner::TraitsOf(const at::Tensor& chosen) const
{
    return m_conditions.index_select(0, at::remainder(chosen, m_conditions.size(0)));
}

double
GeneratorLearner::StepClassifier(int step)
{
    Generator generator = Stream(m_settings.seed, FIRST_STEP_STREAM + step);
    const at::Tensor chosen = Choose(m_settings.classifierBatch, generator);
    at::Tensor shown = m_pictures.index_select(0, chosen);
    // Half of them as they come out of the decoder, and all with some noise.
    const int64_t half = m_settings.classifierBatch / 2;
    const at::Tensor blurred =
        m_script.module.get_method("decode")({m_latents.index_select(0, chosen.narrow(0, 0, half))})
            .toTensor();
    shown.narrow(0, 0, half).copy_(blurred);
    boost::random::uniform_real_distribution<double> any(0.0, m_settings.classifierNoise);
    const at::Tensor strength = at::empty({m_settings.classifierBatch, 1, 1, 1}, at::kFloat);
    std::generate_n(strength.data_ptr<float>(), m_settings.classifierBatch, [&]() {
        return static_cast<float>(any(generator));
    });
    shown = shown.add(strength.mul(DrawNormal(shown.sizes(), generator))).clamp(0.0, 1.0);
    const at::Tensor told = m_script.module.get_method("logits")({shown}).toTensor();
    const at::Tensor loss = told.mul(TraitsOf(chosen)).sum(1).mean().neg();
    Learn(m_classifierOptimizer, loss, static_cast<double>(step) / m_settings.classifierSteps);
    return loss.item<double>();
}

double
GeneratorLearner::StepDenoiser(int step)
{
    Generator generator =
        Stream(m_settings.seed, FIRST_STEP_STREAM + m_settings.classifierSteps + step);
    const at::Tensor chosen = Choose(m_settings.batch, generator);
    const at::Tensor prompt = TraitsOf(chosen);
    boost::random::uniform_real_distribution<double> uniform(0.0, 1.0);
    for (int64_t i = 0; i < prompt.size(0); ++i)
    {
        if (uniform(generator) < m_settings.dropout)
        {
            prompt[i].zero_();
        }
    }
    const at::Tensor loss = DenoiserLoss(m_latents.index_select(0, chosen), prompt, generator);
    Learn(m_denoiserOptimizer, loss, static_cast<double>(step) / m_settings.steps);
    // The m_mean forgets the first weights sooner.
    const double keep = std::min(m_settings.averaging, (1.0 + step) / (10.0 + step));
    const at::NoGradGuard guard;
    for (std::size_t i = 0; i < m_mean.size(); ++i)
    {
        m_mean[i].lerp_(m_script.denoiser[i], 1.0 - keep);
    }
    return loss.item<double>();
}

void
GeneratorLearner::Learn(torch::optim::AdamW& optimizer, const at::Tensor& loss, double progress)
{
    const double rate = m_settings.rate * 0.5 * (1.0 + std::cos(M_PI * progress));
    for (auto& group : optimizer.param_groups())
    {
        static_cast<torch::optim::AdamWOptions&>(group.options()).lr(rate);
    }
    optimizer.zero_grad();
    loss.backward();
    optimizer.step();
}

std::vector<std::pair<std::string, at::Tensor>>
GeneratorLearner::Named() const
{
    std::vector<std::pair<std::string, at::Tensor>> named;
    const auto add = [&](const std::string& part, const std::vector<at::Tensor>& tensors) {
        for (std::size_t i = 0; i < tensors.size(); ++i)
        {
            named.emplace_back(part + std::to_string(i), tensors[i]);
        }
    };
    add("denoiser", m_script.denoiser);
    add("classifier", m_script.classifier);
    add("mean", m_mean);
    return named;
}

torch::optim::AdamW&
GeneratorLearner::GetDenoiserOptimizer()
{
    return m_denoiserOptimizer;
}

torch::optim::AdamW&
GeneratorLearner::GetClassifierOptimizer()
{
    return m_classifierOptimizer;
}

GeneratorReport
GeneratorLearner::Assess()
{
    const at::NoGradGuard guard;
    const Eigen::MatrixXf drawn = DrawAll(HELD_OUT, Stream(m_settings.seed, HELD_OUT_STREAM));
    const at::Tensor latent = ToTensor(m_basis.Encode(drawn));
    const at::Tensor truth = at::remainder(at::arange(HELD_OUT), m_conditions.size(0));
    const auto know = [&](const at::Tensor& pictures) {
        const at::Tensor told = Call("align", {pictures});
        return told.argmax(1).eq(truth).to(at::kDouble).mean().item<double>();
    };
    GeneratorReport report;
    report.explained = m_basis.explained;
    report.accuracy = know(ToTensor(drawn).reshape({HELD_OUT, 3, SHAPE_SIDE, SHAPE_SIDE}));
    report.decoded = know(Call("decode", {latent}));
    Generator generator = Stream(m_settings.seed, LOSS_STREAM);
    report.loss =
        DenoiserLoss(latent, m_conditions.index_select(0, truth), generator).item<double>();
    return report;
}

torch::jit::Module
GeneratorLearner::Ship() const
{
    const at::NoGradGuard guard;
    torch::jit::Module shipped = m_script.module.deepcopy();
    std::size_t next = 0;
    for (const auto& parameter : shipped.named_parameters(false))
    {
        at::Tensor value = parameter.value;
        // The denoiser's come first, in the order in which they were made.
        if (next < m_mean.size())
        {
            value.copy_(m_mean[next++]);
        }
        value.requires_grad_(false);
    }
    const int64_t prompts = m_conditions.size(0);
    const at::Tensor which = at::remainder(at::arange(m_settings.pictures), prompts);
    const at::Tensor anchors = at::zeros({prompts, m_latents.size(1)}, at::kFloat);
    anchors.index_add_(0, which, m_latents);
    const at::Tensor counts = at::bincount(which).to(at::kFloat).unsqueeze(1);
    anchors.div_(counts);
    shipped.register_buffer("anchors", anchors);
    const at::Tensor away = m_latents.sub(anchors.index_select(0, which)).pow(2).sum(1);
    const at::Tensor details = at::empty({prompts, 2}, at::kFloat);
    for (int64_t i = 0; i < prompts; ++i)
    {
        const at::Tensor own = away.index_select(0, which.eq(i).nonzero().squeeze(1));
        details[i].copy_(at::quantile(own, at::tensor({0.05F, 0.95F})));
    }
    shipped.register_buffer("details", details);
    const auto find = [](const std::string& name) {
        const std::vector<ShapePrompt> all = AllShapePrompts();
        const auto found = std::find_if(all.begin(), all.end(), [&](const ShapePrompt& prompt) {
            return prompt.Describe() == name;
        });
        return static_cast<int64_t>(found - all.begin());
    };
    const double unit = anchors[find(m_settings.oneUnit)]
                            .sub(anchors[find(m_settings.otherUnit)])
                            .norm()
                            .item<double>();
    shipped.register_attribute("unit_distance", c10::FloatType::get(), unit);
    shipped.eval();
    return shipped;
}

} // namespace isac
} // namespace ns3
