/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torch-module.h"

#include "isac-checkpoint.h"

#include <sstream>
#include <torch/csrc/jit/serialization/import.h>

namespace ns3
{
namespace isac
{

std::string
FirstLine(const std::exception& error)
{
    const auto* torchError = dynamic_cast<const c10::Error*>(&error);
    const std::string text = torchError ? torchError->what_without_backtrace() : error.what();
    const auto start = text.find_first_not_of(" \n\t");
    return start == std::string::npos ? "no reason given"
                                      : text.substr(start, text.find('\n', start) - start);
}

torch::jit::Module
ParseModule(const std::string& path, const std::string& bytes)
{
    std::istringstream stream(bytes);
    try
    {
        return torch::jit::load(stream, c10::Device(c10::kCPU));
    }
    catch (const std::exception& error)
    {
        throw CheckpointError(path + ": is damaged or no TorchScript file: " + FirstLine(error));
    }
}

std::string
ModuleBytes(const torch::jit::Module& module)
{
    std::ostringstream stream;
    module.save(stream);
    return stream.str();
}

} // namespace isac
} // namespace ns3
