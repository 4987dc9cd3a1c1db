/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-checkpoint.h"

#include "torch-module.h"

#include "ns3/isac-torchscript-bytes.h"

#include <ATen/Functions.h>

namespace ns3
{
namespace isac
{

namespace
{

/// The attribute by which a checkpoint is known.
const char* const FORMAT_NAME = "isac_format";

FloatMatrix
ToMatrix(const at::Tensor& tensor)
{
    TORCH_CHECK(tensor.dim() == 2 && tensor.scalar_type() == at::kFloat, "an entry is no matrix");
    const at::Tensor dense = tensor.contiguous();
    return Eigen::Map<const FloatMatrix>(dense.data_ptr<float>(), dense.size(0), dense.size(1));
}

} // namespace

void
Checkpoint::SetMatrix(const std::string& name, const FloatMatrix& value)
{
    m_numbers.erase(name);
    m_texts.erase(name);
    m_matrices[name] = value;
}

void
Checkpoint::SetNumber(const std::string& name, double value)
{
    m_matrices.erase(name);
    m_texts.erase(name);
    m_numbers[name] = value;
}

void
Checkpoint::SetText(const std::string& name, const std::string& value)
{
    m_matrices.erase(name);
    m_numbers.erase(name);
    m_texts[name] = value;
}

bool
Checkpoint::Has(const std::string& name) const
{
    return m_matrices.count(name) + m_numbers.count(name) + m_texts.count(name) > 0;
}

namespace
{

/// The entry of that name, or a message with where it is missing.
template <typename Map>
const typename Map::mapped_type&
Find(const Map& entries, const std::string& name, const std::string& path, const char* kind)
{
    const auto found = entries.find(name);
    if (found == entries.end())
    {
        throw CheckpointError((path.empty() ? "checkpoint" : path) + ": has no " + kind + " '" +
                              name + "'");
    }
    return found->second;
}

std::string
Shape(Eigen::Index rows, Eigen::Index columns)
{
    return std::to_string(rows) + "x" + std::to_string(columns);
}

} // namespace

const FloatMatrix&
Checkpoint::GetMatrix(const std::string& name) const
{
    return Find(m_matrices, name, m_path, "matrix");
}

const FloatMatrix&
Checkpoint::GetMatrix(const std::string& name, Eigen::Index rows, Eigen::Index columns) const
{
    const FloatMatrix& matrix = GetMatrix(name);
    if (matrix.rows() != rows || matrix.cols() != columns)
    {
        throw CheckpointError((m_path.empty() ? "checkpoint" : m_path) + ": matrix '" + name +
                              "' is " + Shape(matrix.rows(), matrix.cols()) + ", expected " +
                              Shape(rows, columns));
    }
    return matrix;
}

double
Checkpoint::GetNumber(const std::string& name) const
{
    return Find(m_numbers, name, m_path, "number");
}

const std::string&
Checkpoint::GetText(const std::string& name) const
{
    return Find(m_texts, name, m_path, "text");
}

const std::string&
Checkpoint::GetPath() const
{
    return m_path;
}

void
Checkpoint::Write(const std::string& path) const
{
    std::string bytes;
    try
    {
        c10::Dict<std::string, at::Tensor> matrices;
        for (const auto& [name, matrix] : m_matrices)
        {
            // LibTorch only reads it, within this function.
            auto* data = const_cast<float*>(matrix.data());
            const bool empty = matrix.size() == 0;
            matrices.insert(name,
                            empty ? at::empty({matrix.rows(), matrix.cols()})
                                  : at::from_blob(data, {matrix.rows(), matrix.cols()}));
        }
        c10::Dict<std::string, double> numbers;
        for (const auto& [name, number] : m_numbers)
        {
            numbers.insert(name, number);
        }
        c10::Dict<std::string, std::string> texts;
        for (const auto& [name, text] : m_texts)
        {
            texts.insert(name, text);
        }
        // Names of entries need not be identifiers, so they are keys and not attributes.
        torch::jit::Module module("__torch__.IsacCheckpoint");
        const auto string = c10::StringType::get();
        module.register_attribute(FORMAT_NAME, string, std::to_string(FORMAT));
        module.register_attribute("matrices",
                                  c10::DictType::create(string, c10::TensorType::get()),
                                  matrices);
        module.register_attribute("numbers",
                                  c10::DictType::create(string, c10::FloatType::get()),
                                  numbers);
        module.register_attribute("texts", c10::DictType::create(string, string), texts);
        bytes = ModuleBytes(module);
    }
    catch (const std::exception& error)
    {
        throw CheckpointError(path + ": cannot be written: " + TorchReason(error));
    }
    WriteFileBytes(path, bytes);
}

Checkpoint
Checkpoint::Read(const std::string& path)
{
    const torch::jit::Module module = ParseModule(path, ReadFileBytes(path));
    if (!module.hasattr(FORMAT_NAME) || !module.attr(FORMAT_NAME).isString())
    {
        throw CheckpointError(path + ": is a TorchScript file, but no checkpoint of isac-aigc");
    }
    const std::string format = module.attr(FORMAT_NAME).toStringRef();
    if (format != std::to_string(FORMAT))
    {
        throw CheckpointError(path + ": is a checkpoint of format " + format + ", expected " +
                              std::to_string(FORMAT));
    }
    Checkpoint checkpoint;
    checkpoint.m_path = path;
    try
    {
        for (const auto& entry : module.attr("matrices").toGenericDict())
        {
            checkpoint.m_matrices[entry.key().toStringRef()] = ToMatrix(entry.value().toTensor());
        }
        for (const auto& entry : module.attr("numbers").toGenericDict())
        {
            checkpoint.m_numbers[entry.key().toStringRef()] = entry.value().toDouble();
        }
        for (const auto& entry : module.attr("texts").toGenericDict())
        {
            checkpoint.m_texts[entry.key().toStringRef()] = entry.value().toStringRef();
        }
    }
    catch (const std::exception& error)
    {
        throw CheckpointError(path + ": is a damaged checkpoint: " + TorchReason(error));
    }
    return checkpoint;
}

} // namespace isac
} // namespace ns3
