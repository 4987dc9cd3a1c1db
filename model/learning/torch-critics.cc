/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torch-critics.h"

#include <ATen/core/LegacyTypeDispatch.h>
#include <numeric>
#include <torch/csrc/autograd/custom_function.h>

namespace ns3
{
namespace isac
{

/// TorchCritics::Least() as autograd sees it.
class TorchCritics::LeastFunction : public torch::autograd::Function<LeastFunction>
{
  public:
    /**
     * @param context keeps what backward() needs
     * @param input N x inputs
     * @param critics which must outlive the backward pass
     * @return N, the least value
     */
    static at::Tensor forward(torch::autograd::AutogradContext* context,
                              const at::Tensor& input,
                              const TorchCritics* critics)
    {
        std::vector<TorchNetwork::Pass> passes(critics->m_critics.size());
        critics->ForEach([&](std::size_t i) { critics->m_critics[i].Run(input, passes[i]); });
        at::Tensor least = passes.front().values.back().squeeze(1);
        at::Tensor which = at::zeros_like(least);
        torch::autograd::variable_list kept;
        for (std::size_t i = 0; i < passes.size(); ++i)
        {
            const at::Tensor value = passes[i].values.back().squeeze(1);
            which.masked_fill_(value < least, static_cast<double>(i));
            least = at::min(least, value);
            kept.insert(kept.end(), passes[i].values.begin(), passes[i].values.end());
        }
        kept.push_back(which);
        context->save_for_backward(kept);
        context->saved_data["critics"] = reinterpret_cast<int64_t>(critics);
        return least;
    }

    /**
     * @param context from forward()
     * @param gradients by the least value
     * @return gradients by the inputs of forward()
     */
    static torch::autograd::tensor_list backward(torch::autograd::AutogradContext* context,
                                                 const torch::autograd::tensor_list& gradients)
    {
        const auto* critics =
            reinterpret_cast<const TorchCritics*>(context->saved_data["critics"].toInt());
        const torch::autograd::variable_list kept = context->get_saved_variables();
        const std::size_t count = critics->m_critics.size();
        const auto length = static_cast<std::ptrdiff_t>((kept.size() - 1) / count);
        std::vector<at::Tensor> byInput(count);
        critics->ForEach([&](std::size_t i) {
            const at::AutoDispatchBelowADInplaceOrView plain;
            const auto from = kept.begin() + static_cast<std::ptrdiff_t>(i) * length;
            const at::Tensor mine = (kept.back() == static_cast<double>(i)) * gradients[0];
            byInput[i] = critics->m_critics[i].GoBack({{from, from + length}},
                                                      mine.unsqueeze(1),
                                                      Parameters::FROZEN,
                                                      true);
        });
        at::Tensor sum = byInput.front();
        for (std::size_t i = 1; i < count; ++i)
        {
            sum = sum + byInput[i];
        }
        return {sum, {}};
    }
};

TorchCritics::TorchCritics(int count,
                           int inputs,
                           const AgentSettings& settings,
                           RandomSource& random)
    : m_softUpdate(settings.softUpdate),
      m_clip(settings.gradientClip),
      m_adam(settings.weightDecay),
      m_loss(count)
{
    for (int i = 0; i < count; ++i)
    {
        m_critics.emplace_back(inputs, settings.criticHidden, 1, HiddenActivation(settings));
        m_critics.back().InitialiseOrthogonal(random, 1.0);
        m_targets.emplace_back(inputs, settings.criticHidden, 1, HiddenActivation(settings));
        m_targets.back().CopyFrom(m_critics.back());
        m_adam.Add(m_critics.back().Values(), m_critics.back().Gradients());
    }
    if (settings.threads > 1 && count > 1)
    {
        m_worker = std::make_unique<Worker>();
    }
}

void
TorchCritics::ForEach(const std::function<void(std::size_t)>& task) const
{
    std::size_t mine = m_critics.size();
    if (m_worker)
    {
        --mine;
        m_worker->Start([&task, mine]() { task(mine); });
    }
    for (std::size_t i = 0; i < mine; ++i)
    {
        task(i);
    }
    if (m_worker)
    {
        m_worker->Wait();
    }
}

at::Tensor
TorchCritics::Least(const at::Tensor& input) const
{
    return LeastFunction::apply(input, this);
}

at::Tensor
TorchCritics::First(const at::Tensor& input) const
{
    return m_critics.front().Forward(input, Parameters::FROZEN).squeeze(1);
}

at::Tensor
TorchCritics::LeastTarget(const at::Tensor& input) const
{
    std::vector<TorchNetwork::Pass> passes(m_targets.size());
    ForEach([&](std::size_t i) { m_targets[i].Run(input, passes[i]); });
    const at::NoGradGuard still;
    at::Tensor least = passes.front().values.back().squeeze(1);
    for (std::size_t i = 1; i < passes.size(); ++i)
    {
        least = at::min(least, passes[i].values.back().squeeze(1));
    }
    return least;
}

at::Tensor
TorchCritics::Learn(const at::Tensor& input,
                    const at::Tensor& target,
                    const at::Tensor& weight,
                    double rate)
{
    m_adam.ZeroGradients();
    std::vector<at::Tensor> errors(m_critics.size());
    ForEach([&](std::size_t i) {
        const at::AutoDispatchBelowADInplaceOrView plain;
        TorchNetwork::Pass pass;
        errors[i] = m_critics[i].Run(input, pass).squeeze(1) - target;
        const at::Tensor weighted = weight * errors[i];
        m_loss[i] = (weighted * errors[i]).mean().item<float>();
        m_critics[i].GoBack(pass,
                            (weighted * (2.0 / static_cast<double>(input.size(0)))).unsqueeze(1),
                            Parameters::TRAINED,
                            false);
    });
    m_adam.Step(rate, m_clip);
    return errors.front();
}

void
TorchCritics::UpdateTargets()
{
    for (std::size_t i = 0; i < m_critics.size(); ++i)
    {
        m_targets[i].SoftUpdate(m_critics[i], m_softUpdate);
    }
}

double
TorchCritics::GetLoss() const
{
    return std::accumulate(m_loss.begin(), m_loss.end(), 0.0);
}

void
TorchCritics::Save(Checkpoint& checkpoint, const std::string& name) const
{
    for (std::size_t i = 0; i < m_critics.size(); ++i)
    {
        m_critics[i].Save(checkpoint, name + "." + std::to_string(i));
        m_targets[i].Save(checkpoint, name + ".target." + std::to_string(i));
    }
    m_adam.Save(checkpoint, name + ".adam");
}

void
TorchCritics::Load(const Checkpoint& checkpoint, const std::string& name)
{
    for (std::size_t i = 0; i < m_critics.size(); ++i)
    {
        m_critics[i].Load(checkpoint, name + "." + std::to_string(i));
        m_targets[i].Load(checkpoint, name + ".target." + std::to_string(i));
    }
    m_adam.Load(checkpoint, name + ".adam");
}

} // namespace isac
} // namespace ns3
