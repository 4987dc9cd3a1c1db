/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-generator-training.h"

#include "isac-torchscript-bytes.h"
#include "torch-generator-learner.h"

#include <sstream>
#include <torch/csrc/jit/runtime/graph_executor.h>
#include <torch/serialize.h>

namespace ns3
{
namespace isac
{

/// Keeps LibTorch out of the header.
struct GeneratorTraining::State
{
    GeneratorSettings settings; //!< of the training
    GeneratorLearner learner;   //!< learns
    int done = 0;               //!< learning steps
};

GeneratorTraining::GeneratorTraining(const GeneratorSettings& settings)
{
    CheckGeneratorSettings(settings);
    m_state.reset(new State{settings, GeneratorLearner(settings), 0});
}

GeneratorTraining::~GeneratorTraining() = default;

int
GeneratorTraining::Steps() const
{
    return m_state->settings.classifierSteps + m_state->settings.steps;
}

int
GeneratorTraining::Done() const
{
    return m_state->done;
}

double
GeneratorTraining::Step()
{
    // Without profiling runs every step is computed alike.
    const torch::jit::GraphOptimizerEnabledGuard plain(false);
    const int step = m_state->done - m_state->settings.classifierSteps;
    const double loss = step < 0 ? m_state->learner.StepClassifier(m_state->done)
                                 : m_state->learner.StepDenoiser(step);
    ++m_state->done;
    return loss;
}

void
GeneratorTraining::Save(const std::string& path) const
{
    torch::serialize::OutputArchive archive;
    archive.write("settings", c10::IValue(DescribeGeneratorSettings(m_state->settings)));
    archive.write("done", c10::IValue(static_cast<int64_t>(m_state->done)));
    for (const auto& [name, tensor] : m_state->learner.Named())
    {
        archive.write(name, tensor.detach());
    }
    torch::serialize::OutputArchive denoiser;
    m_state->learner.GetDenoiserOptimizer().save(denoiser);
    archive.write("denoiser_optimizer", denoiser);
    torch::serialize::OutputArchive classifier;
    m_state->learner.GetClassifierOptimizer().save(classifier);
    archive.write("classifier_optimizer", classifier);
    std::ostringstream stream;
    archive.save_to(stream);
    WriteFileBytes(path, stream.str());
}

void
GeneratorTraining::Load(const std::string& path)
{
    const std::string bytes = ReadFileBytes(path);
    torch::serialize::InputArchive archive;
    c10::IValue settings;
    try
    {
        CheckTorchScriptBytes(bytes);
        std::istringstream stream(bytes);
        archive.load_from(stream);
        archive.read("settings", settings);
    }
    catch (const std::exception& error)
    {
        throw FileError(path + ": is no checkpoint of a generator: " + TorchReason(error));
    }
    if (settings.toStringRef() != DescribeGeneratorSettings(m_state->settings))
    {
        throw FileError(path + ": is of a training with other settings");
    }
    try
    {
        c10::IValue done;
        archive.read("done", done);
        const at::NoGradGuard guard;
        for (auto& [name, tensor] : m_state->learner.Named())
        {
            at::Tensor value;
            archive.read(name, value);
            tensor.copy_(value);
        }
        torch::serialize::InputArchive part;
        archive.read("denoiser_optimizer", part);
        m_state->learner.GetDenoiserOptimizer().load(part);
        archive.read("classifier_optimizer", part);
        m_state->learner.GetClassifierOptimizer().load(part);
        m_state->done = static_cast<int>(done.toInt());
    }
    catch (const std::exception& error)
    {
        throw FileError(path + ": is a damaged checkpoint: " + TorchReason(error));
    }
}

GeneratorReport
GeneratorTraining::Assess() const
{
    const torch::jit::GraphOptimizerEnabledGuard plain(false);
    return m_state->learner.Assess();
}

void
GeneratorTraining::Write(const std::string& path) const
{
    try
    {
        std::ostringstream stream;
        m_state->learner.Ship().save(stream);
        WriteFileBytes(path, stream.str());
    }
    catch (const FileError&)
    {
        throw;
    }
    catch (const std::exception& error)
    {
        throw FileError(path + ": cannot be written: " + TorchReason(error));
    }
}

} // namespace isac
} // namespace ns3
