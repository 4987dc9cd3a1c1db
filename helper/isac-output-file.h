/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_OUTPUT_FILE_H
#define ISAC_OUTPUT_FILE_H

#include <filesystem>
#include <string>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @param path of a file to be written
 * @return what is in the way, half a line; empty if nothing is
 */
std::string CheckOutputFile(const std::filesystem::path& path);

/**
 * @ingroup isac-aigc
 * @brief CheckOutputFile(), after making the folder that the file goes into.
 * @param path of a file to be written
 * @return what is in the way, half a line; empty if nothing is
 */
std::string PrepareOutputFile(const std::filesystem::path& path);

/**
 * @ingroup isac-aigc
 * @brief Write a file beside its place and move it there, so that nobody sees half of it.
 * @param path of the file, replaced as a whole
 * @param text goes into it
 * @throws std::runtime_error if it cannot be written
 */
void ReplaceFile(const std::filesystem::path& path, const std::string& text);

} // namespace isac
} // namespace ns3

#endif // ISAC_OUTPUT_FILE_H
