/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-torchscript-policy.h"

#include "isac-checkpoint.h"
#include "torch-module.h"

#include "ns3/isac-file-bytes.h"
#include "ns3/isac-torchscript-bytes.h"

#include <ATen/Functions.h>
#include <c10/core/InferenceMode.h>
#include <cmath>
#include <sstream>

namespace ns3
{
namespace isac
{

namespace
{

/// Parts of an action as the module gives them; undefined where there is none.
struct Parts
{
    at::Tensor categorical; //!< 1 x categorical components
    at::Tensor continuous;  //!< 1 x continuous components
};

Parts
SplitAnswer(const std::string& path, const c10::IValue& answer, const ActionSpace& space)
{
    if (answer.isTensor() && space.continuous == 0)
    {
        return {answer.toTensor(), {}};
    }
    if (answer.isTensor() && space.categories.empty())
    {
        return {{}, answer.toTensor()};
    }
    if (answer.isTuple())
    {
        const auto& elements = answer.toTupleRef().elements();
        if (elements.size() == 2 && elements[0].isTensor() && elements[1].isTensor())
        {
            return {elements[0].toTensor(), elements[1].toTensor()};
        }
    }
    throw CheckpointError(path + ": forward returns " + answer.type()->repr_str() +
                          ", expected Tuple[Tensor, Tensor] of choices and continuous values");
}

std::string
ShapeOf(const at::Tensor& tensor)
{
    std::string text;
    for (const auto size : tensor.sizes())
    {
        text += (text.empty() ? "" : "x") + std::to_string(size);
    }
    return text.empty() ? "a single value" : text;
}

/// Check and convert one part of an action to the type that holds it exactly.
at::Tensor
TakePart(const std::string& path,
         const std::string& part,
         const at::Tensor& tensor,
         int components,
         at::ScalarType narrow,
         at::ScalarType wide)
{
    if (!tensor.defined() && components == 0)
    {
        return at::empty({1, 0}, wide);
    }
    const auto fail = [&](const std::string& found, const std::string& expected) {
        return CheckpointError(path + ": " + part + " part is " + found + ", expected " + expected);
    };
    if (!tensor.defined() || tensor.dim() != 2 || tensor.size(0) != 1 ||
        tensor.size(1) != components)
    {
        throw fail(tensor.defined() ? ShapeOf(tensor) : "missing",
                   "1x" + std::to_string(components));
    }
    const at::ScalarType type = tensor.scalar_type();
    if (components > 0 && type != narrow && type != wide)
    {
        throw fail(c10::toString(type),
                   std::string(c10::toString(wide)) + " or " + c10::toString(narrow));
    }
    return tensor.to(wide).contiguous();
}

/// Say which component lies outside its range.
CheckpointError
OutOfRange(const std::string& path,
           const std::string& part,
           Eigen::Index i,
           const std::string& value,
           int last)
{
    return CheckpointError(path + ": " + part + " component " + std::to_string(i) + " is " + value +
                           ", expected 0 to " + std::to_string(last));
}

std::string
Text(double value)
{
    std::ostringstream text;
    text << value;
    return std::isnan(value) ? "nan" : text.str(); // without its sign
}

Action
ToAction(const std::string& path, const c10::IValue& answer, const ActionSpace& space)
{
    const Parts parts = SplitAnswer(path, answer, space);
    const int choices = static_cast<int>(space.categories.size());
    const at::Tensor categorical =
        TakePart(path, "categorical", parts.categorical, choices, at::kInt, at::kLong);
    const at::Tensor continuous =
        TakePart(path, "continuous", parts.continuous, space.continuous, at::kFloat, at::kDouble);

    Action action;
    action.categorical.resize(choices);
    for (Eigen::Index i = 0; i < choices; ++i)
    {
        const int64_t choice = categorical.data_ptr<int64_t>()[i];
        if (choice < 0 || choice >= space.categories[i])
        {
            throw OutOfRange(path,
                             "categorical",
                             i,
                             std::to_string(choice),
                             space.categories[i] - 1);
        }
        action.categorical[i] = static_cast<int>(choice);
    }
    action.continuous.resize(space.continuous);
    for (Eigen::Index i = 0; i < space.continuous; ++i)
    {
        const double value = continuous.data_ptr<double>()[i];
        // Not the other way round: a value that is no number is outside too.
        if (!(value >= 0.0 && value <= 1.0))
        {
            throw OutOfRange(path, "continuous", i, Text(value), 1);
        }
        action.continuous[i] = value;
    }
    return action;
}

} // namespace

/// Keeps LibTorch out of the header.
struct TorchScriptPolicy::Module
{
    torch::jit::Module module; //!< what the file holds
};

TorchScriptPolicy::TorchScriptPolicy(const std::string& path,
                                     int observationSize,
                                     const ActionSpace& space)
    : m_path(path),
      m_space(space),
      m_module(std::make_unique<Module>(Module{ParseModule(path, ReadFileBytes(path))}))
{
    if (!m_module->module.find_method("forward"))
    {
        throw CheckpointError(path + ": is a TorchScript module without a method forward");
    }
    m_module->module.eval();
    Act(Eigen::VectorXd::Zero(observationSize));
}

TorchScriptPolicy::~TorchScriptPolicy() = default;

Action
TorchScriptPolicy::Act(const Eigen::VectorXd& observation, bool explore)
{
    static_cast<void>(explore);
    const c10::InferenceMode guard;
    const at::Tensor input = at::empty({1, observation.size()}, at::kFloat);
    Eigen::Map<Eigen::VectorXf>(input.data_ptr<float>(), observation.size()) =
        observation.cast<float>();
    c10::IValue answer;
    try
    {
        answer = m_module->module.forward({input});
    }
    catch (const std::exception& error)
    {
        throw CheckpointError(m_path + ": forward fails for an observation of " +
                              std::to_string(observation.size()) +
                              " values: " + TorchReason(error));
    }
    return ToAction(m_path, answer, m_space);
}

std::string
TorchScriptPolicy::ReadAttribute(const std::string& path, const std::string& name)
{
    const torch::jit::Module module = ParseModule(path, ReadFileBytes(path));
    const c10::IValue value = module.hasattr(name) ? module.attr(name) : c10::IValue();
    return value.isString() ? value.toStringRef() : "";
}

bool
IsPolicyFile(const std::string& name)
{
    const std::string end = POLICY_FILE_END;
    return name.size() >= end.size() && name.substr(name.size() - end.size()) == end;
}

bool
IsCheckpoint(const std::string& path)
{
    return !TorchScriptPolicy::ReadAttribute(path, "isac_format").empty();
}

void
WriteTorchScript(const std::string& path,
                 const std::vector<std::pair<std::string, FloatMatrix>>& parameters,
                 const std::string& source,
                 const std::vector<std::pair<std::string, std::string>>& attributes)
{
    std::string bytes;
    try
    {
        torch::jit::Module module("__torch__.IsacPolicy");
        for (const auto& [name, matrix] : parameters)
        {
            const at::Tensor tensor = at::empty({matrix.rows(), matrix.cols()}, at::kFloat);
            Eigen::Map<FloatMatrix>(tensor.data_ptr<float>(), matrix.rows(), matrix.cols()) =
                matrix;
            module.register_parameter(name, tensor, false);
        }
        for (const auto& [name, text] : attributes)
        {
            module.register_attribute(name, c10::StringType::get(), text);
        }
        module.define(source);
        bytes = ModuleBytes(module);
    }
    catch (const std::exception& error)
    {
        throw CheckpointError(path + ": cannot be written: " + TorchReason(error));
    }
    WriteFileBytes(path, bytes);
}

} // namespace isac
} // namespace ns3
