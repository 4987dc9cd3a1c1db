/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_TORCHSCRIPT_BYTES_H
#define ISAC_TORCHSCRIPT_BYTES_H

#include <exception>
#include <string>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Whether a TorchScript file is whole. It is a zip file and carries a checksum of each
 * record, but LibTorch does not look at them, and its parsers may crash on damaged records.
 * @param bytes of the file
 * @throws std::exception if they are damaged, or no zip file at all
 */
void CheckTorchScriptBytes(const std::string& bytes);

/**
 * @ingroup isac-aigc
 * @param error of LibTorch
 * @return the line of its message that says what is wrong, without any stack
 */
std::string TorchReason(const std::exception& error);

} // namespace isac
} // namespace ns3

#endif // ISAC_TORCHSCRIPT_BYTES_H
