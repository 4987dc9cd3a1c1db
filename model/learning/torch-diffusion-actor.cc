/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torch-diffusion-actor.h"

#include "torch-hybrid-actor.h"
#include "torch-tensor.h"

#include <cmath>

namespace ns3
{
namespace isac
{

namespace
{

// Table I of D2SAC
constexpr int POSITION_SIZE = 16;
constexpr int EMBEDDING_HIDDEN = 32;
constexpr int EMBEDDING_SIZE = 16;

/// Of the last layer: at first no noise is seen, for any observation.
constexpr double OUTPUT_GAIN = 0.01;

/**
 * @brief The way back through a bound. Gradients that would lead further out end there; those that
 * lead back go through, or else an action that has come to lie at its bound would never leave.
 * @param gradient by the bounded values, to be descended
 * @param value before the bound
 * @param bound of absolute values
 * @return gradient by the values
 */
at::Tensor
BoundGradient(const at::Tensor& gradient, const at::Tensor& value, double bound)
{
    const at::Tensor outwards =
        ((value > bound) & (gradient < 0.0)) | ((value < -bound) & (gradient > 0.0));
    return gradient.masked_fill(outwards, 0.0);
}

} // namespace

TorchDiffusionActor::TorchDiffusionActor(int observationSize,
                                         int outputs,
                                         int steps,
                                         double bound,
                                         const std::vector<int>& hidden,
                                         RandomSource& random,
                                         int first,
                                         ChainTarget target)
    : m_target(target),
      m_schedule(ReverseSchedule(steps, target)),
      m_positions(SinusoidalEmbedding(steps, POSITION_SIZE, first)),
      m_embedding(POSITION_SIZE, {EMBEDDING_HIDDEN}, EMBEDDING_SIZE, Activation::MISH),
      m_noise(outputs + EMBEDDING_SIZE + observationSize,
              hidden,
              outputs,
              Activation::MISH,
              Activation::TANH),
      m_bound(static_cast<float>(bound))
{
    m_embedding.InitialiseOrthogonal(random, 1.0);
    m_noise.InitialiseOrthogonal(random, OUTPUT_GAIN);
}

void
TorchDiffusionActor::InitialiseUniform(RandomSource& random)
{
    m_embedding.InitialiseUniform(random);
    m_noise.InitialiseUniform(random);
}

at::Tensor
TorchDiffusionActor::Sample(const at::Tensor& observations, RandomSource& random, Pass* pass) const
{
    const int64_t count = observations.size(0);
    const int outputs = m_noise.Outputs();
    const std::size_t steps = m_schedule.size();
    Pass own;
    Pass& kept = pass ? *pass : own;
    kept.observations = observations;
    kept.noise.resize(pass ? steps : 1);
    kept.x.resize(kept.noise.size());
    kept.estimate.resize(kept.noise.size());
    const at::Tensor embedding = m_embedding.Run(ViewMatrix(m_positions), kept.embedding);
    // What goes into the network is x, embedding and observation: the latter is that of all steps.
    const int64_t width = m_noise.FirstOutputs();
    at::Tensor byPosition = at::zeros({static_cast<int64_t>(steps), width});
    m_noise.AddSums(embedding, outputs, byPosition);
    at::Tensor byObservation = at::zeros({count, width});
    m_noise.AddSums(observations, outputs + EMBEDDING_SIZE, byObservation);
    at::Tensor x = DrawNormal({count, outputs}, random);
    for (std::size_t t = steps; t >= 1; --t)
    {
        const ReverseStep& step = m_schedule[t - 1];
        const std::size_t place = pass ? t - 1 : 0;
        kept.x[place] = x;
        at::Tensor sums = byObservation + byPosition[static_cast<int64_t>(t) - 1];
        m_noise.AddSums(x, 0, sums);
        const at::Tensor noise = m_noise.RunFrom(sums, kept.noise[place]);
        at::Tensor estimate = step.recover * x - step.remove * noise;
        if (std::isfinite(m_bound))
        {
            kept.estimate[place] = estimate;
            estimate = estimate.clamp(-m_bound, m_bound);
        }
        x = step.origin * estimate + step.keep * x;
        if (t > 1)
        {
            x = x + step.deviation * DrawNormal(x.sizes(), random);
        }
    }
    return x;
}

void
TorchDiffusionActor::GoBack(const Pass& pass, const at::Tensor& gradient) const
{
    const int outputs = m_noise.Outputs();
    const std::size_t steps = m_schedule.size();
    const at::Tensor& embedding = pass.embedding.values.back();
    at::Tensor byPosition = at::zeros({static_cast<int64_t>(steps), m_noise.FirstOutputs()});
    at::Tensor byObservation = at::zeros({gradient.size(0), m_noise.FirstOutputs()});
    at::Tensor byX = gradient;
    for (std::size_t t = 1; t <= steps; ++t)
    {
        const ReverseStep& step = m_schedule[t - 1];
        at::Tensor byEstimate = step.origin * byX;
        if (std::isfinite(m_bound))
        {
            byEstimate = BoundGradient(byEstimate, pass.estimate[t - 1], m_bound);
        }
        const at::Tensor bySums =
            m_noise.GoBackToSums(pass.noise[t - 1], -step.remove * byEstimate, Parameters::TRAINED);
        m_noise.GoBackFromSums(bySums, pass.x[t - 1], 0);
        byPosition[static_cast<int64_t>(t) - 1].copy_(bySums.sum(0));
        byObservation.add_(bySums);
        if (t < steps)
        {
            byX = step.keep * byX + step.recover * byEstimate +
                  m_noise.GradientByPart(bySums, 0, outputs);
        }
    }
    m_noise.GoBackFromSums(byObservation, pass.observations, outputs + EMBEDDING_SIZE);
    m_noise.GoBackFromSums(byPosition, embedding, outputs);
    m_embedding.GoBack(pass.embedding,
                       m_noise.GradientByPart(byPosition, outputs, EMBEDDING_SIZE),
                       Parameters::TRAINED,
                       false);
}

int64_t
TorchDiffusionActor::Size() const
{
    return m_embedding.Values().numel() + m_noise.Values().numel();
}

void
TorchDiffusionActor::AddTo(TorchAdam& adam) const
{
    adam.Add(m_embedding.Values(), m_embedding.Gradients());
    adam.Add(m_noise.Values(), m_noise.Gradients());
}

void
TorchDiffusionActor::CopyFrom(const TorchDiffusionActor& other)
{
    m_embedding.CopyFrom(other.m_embedding);
    m_noise.CopyFrom(other.m_noise);
}

void
TorchDiffusionActor::SoftUpdate(const TorchDiffusionActor& other, double share)
{
    m_embedding.SoftUpdate(other.m_embedding, share);
    m_noise.SoftUpdate(other.m_noise, share);
}

DiffusionActor
TorchDiffusionActor::Export() const
{
    return {m_embedding.Export().Forward(m_positions), m_noise.Export(), m_bound, m_target};
}

std::string
TorchDiffusionActor::ExportSource(
    const std::string& input,
    std::vector<std::pair<std::string, FloatMatrix>>& parameters) const
{
    const auto steps = static_cast<Eigen::Index>(m_schedule.size());
    FloatMatrix chain(steps, 4);
    for (Eigen::Index row = 0; row < steps; ++row)
    {
        const ReverseStep& step = m_schedule[steps - 1 - row];
        chain.row(row) << step.recover, step.remove, step.origin, step.keep;
    }
    parameters.emplace_back("chain", chain);
    parameters.emplace_back("bound", FloatMatrix::Constant(1, 1, m_bound));
    parameters.emplace_back("embedding",
                            m_embedding.Export().Forward(m_positions).colwise().reverse().eval());
    const std::string noise =
        m_noise.ExportSource("noise",
                             "torch.cat([x, self.embedding[i].expand(x.size(0), -1), states], 1)",
                             parameters);
    return "    states = " + input + "\n    x = torch.zeros([states.size(0), " +
           std::to_string(m_noise.Outputs()) + "])\n    for i in range(" + std::to_string(steps) +
           "):\n        estimate = self.chain[i, 0] * x - self.chain[i, 1] * " + noise +
           "\n        estimate = torch.minimum(torch.maximum(estimate, -self.bound), self.bound)\n"
           "        x = self.chain[i, 2] * estimate + self.chain[i, 3] * x\n";
}

void
TorchDiffusionActor::Save(Checkpoint& checkpoint, const std::string& name) const
{
    m_embedding.Save(checkpoint, name + ".embedding");
    m_noise.Save(checkpoint, name + ".noise");
}

void
TorchDiffusionActor::Load(const Checkpoint& checkpoint, const std::string& name)
{
    m_embedding.Load(checkpoint, name + ".embedding");
    m_noise.Load(checkpoint, name + ".noise");
}

} // namespace isac
} // namespace ns3
