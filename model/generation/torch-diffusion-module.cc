/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torch-diffusion-module.h"

#include "isac-torchscript-bytes.h"

#include <sstream>
#include <torch/csrc/jit/runtime/graph_executor.h>
#include <torch/csrc/jit/serialization/import.h>

namespace ns3
{
namespace isac
{

namespace
{

std::string
ShapeOf(const at::Tensor& tensor)
{
    std::ostringstream text;
    text << c10::toString(tensor.scalar_type()) << " " << tensor.sizes();
    return text.str();
}

torch::jit::Module
ReadModule(const std::string& path)
{
    std::string bytes;
    try
    {
        bytes = ReadFileBytes(path);
    }
    catch (const FileError& error)
    {
        throw DiffusionModelError(error.what());
    }
    if (bytes.empty())
    {
        throw DiffusionModelError(path + ": is empty");
    }
    try
    {
        CheckTorchScriptBytes(bytes);
        std::istringstream stream(bytes);
        return torch::jit::load(stream, c10::Device(c10::kCPU));
    }
    catch (const std::exception& error)
    {
        throw DiffusionModelError(path +
                                  ": is damaged or no TorchScript file: " + TorchReason(error));
    }
}

} // namespace

at::Tensor
ExpectTensor(const at::Tensor& tensor, at::IntArrayRef shape, const std::string& what)
{
    if (!tensor.defined() || tensor.scalar_type() != at::kFloat || tensor.sizes() != shape)
    {
        std::ostringstream text;
        text << what << " is " << (tensor.defined() ? ShapeOf(tensor) : "missing")
             << ", expected Float " << shape;
        throw DiffusionModelError(text.str());
    }
    return tensor.contiguous();
}

TorchDiffusionModule::TorchDiffusionModule(const std::string& file)
    : path(file),
      schedule(NoiseSchedule::COSINE, 1),
      m_script(ReadModule(file))
{
    m_script.eval();
    if (!m_script.find_method("forward"))
    {
        throw DiffusionModelError(path + ": is a TorchScript module without a method forward");
    }
    prompts = ReadPrompts();
    const auto count = static_cast<int64_t>(prompts.size());
    conditions = Matrix("conditions", count);
    anchors = Matrix("anchors", count);
    if (m_script.hasattr("unconditional"))
    {
        const c10::IValue value = m_script.attr("unconditional");
        unconditional = ExpectTensor(value.isTensor() ? value.toTensor() : at::Tensor(),
                                     {conditions.size(1)},
                                     path + ": attribute unconditional");
    }
    if (m_script.hasattr("details"))
    {
        details = ExpectTensor(Matrix("details", count), {count, 2}, path + ": attribute details");
    }
    prediction = ReadPrediction();
    schedule = ReadSchedule();
    const c10::IValue unit = Attribute("unit_distance", "float");
    if (!unit.isDouble() || !(unit.toDouble() > 0.0))
    {
        throw Wrong("unit_distance", "float above 0");
    }
    unitDistance = unit.toDouble();
    decodes = m_script.find_method("decode").has_value();
    aligns = m_script.find_method("align").has_value();
}

std::vector<std::string>
TorchDiffusionModule::ReadPrompts() const
{
    const c10::IValue names = Attribute("prompts", "List[str]");
    if (!names.isList())
    {
        throw Wrong("prompts", "List[str]");
    }
    std::vector<std::string> texts;
    for (const c10::IValue& name : names.toListRef())
    {
        if (!name.isString())
        {
            throw Wrong("prompts", "List[str]");
        }
        texts.push_back(name.toStringRef());
    }
    if (texts.empty())
    {
        throw DiffusionModelError(path + ": attribute prompts is empty");
    }
    return texts;
}

Prediction
TorchDiffusionModule::ReadPrediction() const
{
    const std::string told = Text("prediction");
    if (told != "data" && told != "noise" && told != "velocity")
    {
        throw DiffusionModelError(path + ": attribute prediction is '" + told +
                                  "', expected data, noise or velocity");
    }
    return told == "data"    ? Prediction::DATA
           : told == "noise" ? Prediction::NOISE
                             : Prediction::VELOCITY;
}

DiffusionModelError
TorchDiffusionModule::Wrong(const std::string& name, const std::string& expected) const
{
    return DiffusionModelError(path + ": attribute " + name + " is no " + expected);
}

c10::IValue
TorchDiffusionModule::Attribute(const std::string& name, const std::string& expected) const
{
    if (!m_script.hasattr(name))
    {
        throw DiffusionModelError(path + ": has no attribute " + name + ", expected " + expected);
    }
    return m_script.attr(name);
}

std::string
TorchDiffusionModule::Text(const std::string& name) const
{
    const c10::IValue value = Attribute(name, "str");
    if (!value.isString())
    {
        throw Wrong(name, "str");
    }
    return value.toStringRef();
}

at::Tensor
TorchDiffusionModule::Matrix(const std::string& name, int64_t rows) const
{
    const c10::IValue value = Attribute(name, "Tensor");
    if (!value.isTensor() || value.toTensor().dim() != 2)
    {
        throw Wrong(name, "Tensor of two dimensions");
    }
    const at::Tensor tensor = value.toTensor();
    return ExpectTensor(tensor, {rows, tensor.size(1)}, path + ": attribute " + name);
}

DiffusionSchedule
TorchDiffusionModule::ReadSchedule() const
{
    const std::string kind = Text("schedule");
    if (kind != "cosine" && kind != "scaled_linear")
    {
        throw DiffusionModelError(path + ": attribute schedule is '" + kind +
                                  "', expected cosine or scaled_linear");
    }
    const c10::IValue times = Attribute("times", "int");
    if (!times.isInt() || times.toInt() < 1 || times.toInt() > 1000000)
    {
        throw Wrong("times", "int from 1 to 1000000");
    }
    return DiffusionSchedule(kind == "cosine" ? NoiseSchedule::COSINE
                                              : NoiseSchedule::SCALED_LINEAR,
                             static_cast<int>(times.toInt()));
}

at::Tensor
TorchDiffusionModule::Call(const std::string& method, std::vector<c10::IValue> inputs) const
{
    // Without profiling runs the first call computes as all later ones do, bit by bit.
    const torch::jit::GraphOptimizerEnabledGuard plain(false);
    try
    {
        const c10::IValue answer = m_script.get_method(method)(std::move(inputs));
        return answer.isTensor() ? answer.toTensor() : at::Tensor();
    }
    catch (const std::exception& error)
    {
        throw DiffusionModelError(path + ": " + method + " fails: " + TorchReason(error));
    }
}

at::Tensor
TorchDiffusionModule::Predict(const at::Tensor& latent,
                              const at::Tensor& time,
                              const at::Tensor& condition) const
{
    return ExpectTensor(Call("forward", {latent, time, condition}),
                        latent.sizes(),
                        path + ": what forward returns");
}

} // namespace isac
} // namespace ns3
