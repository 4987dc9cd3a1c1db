/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torch-diffusion-actor.h"

#include "torch-hybrid-actor.h"
#include "torch-tensor.h"

#include <torch/csrc/autograd/custom_function.h>

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
 * @brief Keeps values within a bound. Gradients that would lead further out end there; those that
 * lead back go through, or else an action that has come to lie at its bound would never leave.
 */
class BoundFunction : public torch::autograd::Function<BoundFunction>
{
  public:
    /**
     * @param context keeps what backward() needs
     * @param value any shape
     * @param bound of its absolute values
     * @return the values, cut
     */
    static at::Tensor forward(torch::autograd::AutogradContext* context,
                              const at::Tensor& value,
                              double bound)
    {
        context->save_for_backward({value});
        context->saved_data["bound"] = bound;
        return value.clamp(-bound, bound);
    }

    /**
     * @param context from forward()
     * @param gradients by what forward() returned, to be descended
     * @return gradients by what it was given
     */
    static torch::autograd::tensor_list backward(torch::autograd::AutogradContext* context,
                                                 const torch::autograd::tensor_list& gradients)
    {
        const at::Tensor value = context->get_saved_variables()[0];
        const double bound = context->saved_data["bound"].toDouble();
        const at::Tensor& up = gradients[0];
        const at::Tensor outwards =
            ((value > bound) & (up < 0.0)) | ((value < -bound) & (up > 0.0));
        return {up.masked_fill(outwards, 0.0), {}};
    }
};

} // namespace

TorchDiffusionActor::TorchDiffusionActor(int observationSize,
                                         int outputs,
                                         int steps,
                                         double bound,
                                         const std::vector<int>& hidden,
                                         RandomSource& random)
    : m_schedule(ReverseSchedule(steps)),
      m_positions(SinusoidalEmbedding(steps, POSITION_SIZE)),
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

at::Tensor
TorchDiffusionActor::Sample(const at::Tensor& observations, RandomSource& random) const
{
    const int64_t count = observations.size(0);
    const at::Tensor embedding = m_embedding.Forward(ViewMatrix(m_positions));
    at::Tensor x = DrawNormal({count, m_noise.Outputs()}, random);
    for (auto t = static_cast<int64_t>(m_schedule.size()); t >= 1; --t)
    {
        const ReverseStep& step = m_schedule[t - 1];
        const at::Tensor position = embedding[t - 1].expand({count, EMBEDDING_SIZE});
        const at::Tensor noise = m_noise.Forward(at::cat({x, position, observations}, 1));
        const at::Tensor estimate =
            BoundFunction::apply(step.recover * x - step.remove * noise, m_bound);
        x = step.origin * estimate + step.keep * x;
        if (t > 1)
        {
            x = x + step.deviation * DrawNormal(x.sizes(), random);
        }
    }
    return x;
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
    return {m_embedding.Export().Forward(m_positions), m_noise.Export(), m_bound};
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
