/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-output-file.h"

#include <fstream>
#include <stdexcept>
#include <system_error>

namespace ns3
{
namespace isac
{

std::string
CheckOutputFile(const std::filesystem::path& path)
{
    std::error_code error;
    if (std::filesystem::is_directory(path, error))
    {
        return "is a folder, expected a file";
    }
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    return std::filesystem::is_directory(folder, error) ? ""
                                                        : "there is no folder " + folder.string();
}

std::string
PrepareOutputFile(const std::filesystem::path& path)
{
    if (path.has_parent_path())
    {
        // What goes wrong here shows in the check.
        std::error_code ignored;
        std::filesystem::create_directories(path.parent_path(), ignored);
    }
    return CheckOutputFile(path);
}

void
ReplaceFile(const std::filesystem::path& path, const std::string& text)
{
    std::filesystem::path fresh = path;
    fresh += ".tmp";
    std::ofstream file(fresh);
    file << text;
    file.close();
    std::error_code error;
    if (file.good())
    {
        std::filesystem::rename(fresh, path, error);
    }
    if (!file.good() || error)
    {
        std::filesystem::remove(fresh, error);
        throw std::runtime_error("cannot write " + path.string());
    }
}

} // namespace isac
} // namespace ns3
