/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-run-folder.h"

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

namespace ns3
{
namespace isac
{

namespace fs = std::filesystem;

namespace
{

/**
 * @param path any
 * @return what speaks against replacing what is there; empty if nothing does
 */
std::string
CheckReplaceable(const fs::path& path)
{
    std::error_code error;
    const fs::file_status status = fs::symlink_status(path, error);
    if (!fs::exists(status))
    {
        return "";
    }
    if (!fs::is_directory(status))
    {
        return path.string() + " exists and is no folder";
    }
    if (fs::is_empty(path, error))
    {
        return "";
    }
    std::ifstream file(path / "config.json");
    const auto config = nlohmann::json::parse(file, nullptr, false);
    return config.is_object() && config.contains(RunFolder::MARK)
               ? ""
               : path.string() + " exists and holds no earlier run; it is left alone";
}

/**
 * @param text a path as typed
 * @return it without slashes at its end
 */
std::string
Trim(std::string text)
{
    while (text.size() > 1 && text.back() == '/')
    {
        text.pop_back();
    }
    return text;
}

} // namespace

RunFolder::RunFolder(const std::string& path)
    : m_path(Trim(path))
{
}

RunFolder::~RunFolder()
{
    if (m_begun)
    {
        std::error_code ignored;
        fs::remove_all(m_path + ".tmp", ignored);
    }
}

std::string
RunFolder::Begin()
{
    for (const auto& path : {m_path, m_path + ".tmp"})
    {
        const std::string obstacle = CheckReplaceable(path);
        if (!obstacle.empty())
        {
            return obstacle;
        }
    }
    std::error_code error;
    fs::remove_all(m_path + ".tmp", error); // left by a run that was killed
    if (!error)
    {
        fs::create_directories(m_path + ".tmp", error);
    }
    m_begun = !error;
    return error ? "cannot make " + m_path + ".tmp: " + error.message() : "";
}

std::string
RunFolder::Finish()
{
    const std::string old = m_path + ".old";
    std::error_code error;
    fs::remove_all(old, error);
    if (!error && fs::exists(m_path))
    {
        fs::rename(m_path, old, error);
    }
    if (!error)
    {
        fs::rename(m_path + ".tmp", m_path, error);
    }
    if (error)
    {
        return "cannot put results into " + m_path + ": " + error.message();
    }
    m_begun = false;
    fs::remove_all(old, error);
    return "";
}

std::string
RunFolder::GetTemporary() const
{
    return m_path + ".tmp/";
}

const std::string&
RunFolder::GetPath() const
{
    return m_path;
}

} // namespace isac
} // namespace ns3
