/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torch-module.h"

#include "isac-checkpoint.h"

#include "ns3/isac-torchscript-bytes.h"

#include <sstream>
#include <torch/csrc/jit/serialization/import.h>

namespace ns3
{
namespace isac
{

torch::jit::Module
ParseModule(const std::string& path, const std::string& bytes)
{
    if (bytes.empty())
    {
        throw CheckpointError(path + ": is empty");
    }
    std::istringstream stream(bytes);
    try
    {
        CheckTorchScriptBytes(bytes);
        return torch::jit::load(stream, c10::Device(c10::kCPU));
    }
    catch (const std::exception& error)
    {
        throw CheckpointError(path + ": is damaged or no TorchScript file: " + TorchReason(error));
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
