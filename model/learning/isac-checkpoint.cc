/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-checkpoint.h"

#include "isac-file-bytes.h"
#include "torch-module.h"

#include <ATen/Functions.h>
#include <boost/crc.hpp>
#include <cstdio>

namespace ns3
{
namespace isac
{

namespace
{

// The archive of LibTorch is a zip file, whose readers need not check its sums. So ours stands in
// the comment that ends a zip file, and damage never reaches LibTorch's parsers.
const std::string COMMENT = "isac-aigc checkpoint, crc32 ";
constexpr std::size_t CRC_DIGITS = 8;

std::string
Comment(const char* bytes, std::size_t count)
{
    boost::crc_32_type crc;
    crc.process_bytes(bytes, count);
    char digits[CRC_DIGITS + 1];
    std::snprintf(digits, sizeof(digits), "%08x", static_cast<unsigned>(crc.checksum()));
    return COMMENT + digits;
}

/// The last two bytes of a zip file without a comment are the comment's length: 0.
void
AppendComment(std::string& zip)
{
    zip[zip.size() - 2] = static_cast<char>(COMMENT.size() + CRC_DIGITS);
    zip += Comment(zip.data(), zip.size());
}

void
CheckComment(const std::string& path, const std::string& zip)
{
    if (zip.empty())
    {
        throw CheckpointError(path + ": is empty");
    }
    const std::size_t length = COMMENT.size() + CRC_DIGITS;
    if (zip.size() < length || zip.compare(zip.size() - length, COMMENT.size(), COMMENT) != 0)
    {
        throw CheckpointError(path + ": is truncated or no checkpoint of isac-aigc");
    }
    const std::size_t count = zip.size() - length;
    if (zip.compare(count, length, Comment(zip.data(), count)) != 0)
    {
        throw CheckpointError(path + ": is damaged, its checksum does not match");
    }
}

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
        module.register_attribute("isac_format", c10::IntType::get(), int64_t{FORMAT});
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
        throw CheckpointError(path + ": cannot be written: " + FirstLine(error));
    }
    AppendComment(bytes);
    WriteFileBytes(path, bytes);
}

Checkpoint
Checkpoint::Read(const std::string& path)
{
    const std::string bytes = ReadFileBytes(path);
    CheckComment(path, bytes);
    const torch::jit::Module module = ParseModule(path, bytes);
    const auto version = module.hasattr("isac_format") ? module.attr("isac_format") : c10::IValue();
    if (!version.isInt() || version.toInt() != FORMAT)
    {
        throw CheckpointError(path + ": has format " +
                              (version.isInt() ? std::to_string(version.toInt()) : "unknown") +
                              ", expected " + std::to_string(FORMAT));
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
        throw CheckpointError(path + ": is no checkpoint of isac-aigc: " + FirstLine(error));
    }
    return checkpoint;
}

} // namespace isac
} // namespace ns3
