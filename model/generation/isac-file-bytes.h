/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_FILE_BYTES_H
#define ISAC_FILE_BYTES_H

#include <stdexcept>
#include <string>

namespace ns3
{
namespace isac
{

/// A file that cannot be read or written, or does not hold what was expected: one clear line.
class FileError : public std::runtime_error
{
  public:
    using std::runtime_error::runtime_error;
};

/**
 * @ingroup isac-aigc
 * @param path of a file
 * @return all that it holds
 * @throws FileError if it cannot be read
 */
std::string ReadFileBytes(const std::string& path);

/**
 * @ingroup isac-aigc
 * @brief Put a file in its place when it is whole and on the disk: until then, and if anything goes
 * wrong, the place keeps what it had.
 * @param path of the file; its folder exists
 * @param bytes that it gets
 * @throws FileError if it cannot be written
 */
void WriteFileBytes(const std::string& path, const std::string& bytes);

} // namespace isac
} // namespace ns3

#endif // ISAC_FILE_BYTES_H
