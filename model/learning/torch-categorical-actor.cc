/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torch-categorical-actor.h"

#include "torch-tensor.h"

#include <limits>

namespace ns3
{
namespace isac
{

TorchCategoricalActor::TorchCategoricalActor(int observationSize,
                                             int actions,
                                             bool diffusion,
                                             const AgentSettings& settings,
                                             RandomSource& random)
{
    if (diffusion)
    {
        m_chain = std::make_unique<TorchDiffusionActor>(observationSize,
                                                        actions,
                                                        settings.denoisingSteps,
                                                        std::numeric_limits<double>::infinity(),
                                                        settings.actorHidden,
                                                        random,
                                                        0);
        m_chain->InitialiseUniform(random);
    }
    else
    {
        m_perceptron = std::make_unique<TorchNetwork>(observationSize,
                                                      settings.actorHidden,
                                                      actions,
                                                      HiddenActivation(settings));
        m_perceptron->InitialiseUniform(random);
    }
}

FloatMatrix
TorchCategoricalActor::Logits(const at::Tensor& states, RandomSource& random, Pass* pass) const
{
    if (m_chain)
    {
        return CopyMatrix(m_chain->Sample(states, random, pass ? &pass->chain : nullptr));
    }
    TorchNetwork::Pass own;
    return CopyMatrix(m_perceptron->Run(states, pass ? pass->perceptron : own));
}

void
TorchCategoricalActor::GoBack(const Pass& pass, const FloatMatrix& gradient) const
{
    if (m_chain)
    {
        m_chain->GoBack(pass.chain, ViewMatrix(gradient));
    }
    else
    {
        m_perceptron->GoBack(pass.perceptron, ViewMatrix(gradient), Parameters::TRAINED, false);
    }
}

int64_t
TorchCategoricalActor::Size() const
{
    return m_chain ? m_chain->Size() : m_perceptron->Values().numel();
}

void
TorchCategoricalActor::AddTo(TorchAdam& adam) const
{
    if (m_chain)
    {
        m_chain->AddTo(adam);
    }
    else
    {
        adam.Add(m_perceptron->Values(), m_perceptron->Gradients());
    }
}

void
TorchCategoricalActor::CopyFrom(const TorchCategoricalActor& other)
{
    if (m_chain)
    {
        m_chain->CopyFrom(*other.m_chain);
    }
    else
    {
        m_perceptron->CopyFrom(*other.m_perceptron);
    }
}

void
TorchCategoricalActor::SoftUpdate(const TorchCategoricalActor& other, double share)
{
    if (m_chain)
    {
        m_chain->SoftUpdate(*other.m_chain, share);
    }
    else
    {
        m_perceptron->SoftUpdate(*other.m_perceptron, share);
    }
}

CategoricalActor
TorchCategoricalActor::Export() const
{
    return m_chain ? CategoricalActor(m_chain->Export()) : CategoricalActor(m_perceptron->Export());
}

std::string
TorchCategoricalActor::ExportSource(
    const std::string& input,
    std::vector<std::pair<std::string, FloatMatrix>>& parameters) const
{
    return m_chain ? m_chain->ExportSource(input, parameters)
                   : "    x = " + m_perceptron->ExportSource("logits", input, parameters) + "\n";
}

void
TorchCategoricalActor::Save(Checkpoint& checkpoint, const std::string& name) const
{
    if (m_chain)
    {
        m_chain->Save(checkpoint, name);
    }
    else
    {
        m_perceptron->Save(checkpoint, name);
    }
}

void
TorchCategoricalActor::Load(const Checkpoint& checkpoint, const std::string& name)
{
    if (m_chain)
    {
        m_chain->Load(checkpoint, name);
    }
    else
    {
        m_perceptron->Load(checkpoint, name);
    }
}

} // namespace isac
} // namespace ns3
