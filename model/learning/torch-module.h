/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef TORCH_MODULE_H
#define TORCH_MODULE_H

#include <string>
#include <torch/csrc/jit/api/module.h>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @param path of the file, for messages
 * @param bytes that it holds
 * @return the module
 * @throws CheckpointError if it is no module
 */
torch::jit::Module ParseModule(const std::string& path, const std::string& bytes);

/**
 * @ingroup isac-aigc
 * @param module any
 * @return what its file holds
 */
std::string ModuleBytes(const torch::jit::Module& module);

} // namespace isac
} // namespace ns3

#endif // TORCH_MODULE_H
