/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "training-folder.h"

#include "train-system.h"

#include "ns3/isac-output-file.h"
#include "ns3/isac-run-folder.h"

#include <fcntl.h>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>
#include <sys/file.h>
#include <unistd.h>

namespace train
{

namespace fs = std::filesystem;

namespace
{

/**
 * @param path of a folder
 * @return whether a training was begun in it
 */
bool
HoldsTraining(const fs::path& path)
{
    std::ifstream file(path / "config.json");
    const auto config = nlohmann::json::parse(file, nullptr, false);
    return config.is_object() &&
           config.value(ns3::isac::RunFolder::MARK, "").rfind("isac-train ", 0) == 0;
}

} // namespace

TrainingFolder::TrainingFolder(const std::string& path)
    : m_path(path)
{
}

TrainingFolder::~TrainingFolder()
{
    if (m_lock >= 0)
    {
        close(m_lock);
    }
}

void
TrainingFolder::Begin(const std::string& config, bool force)
{
    std::error_code error;
    const fs::file_status status = fs::status(m_path, error);
    if (fs::exists(status) && !fs::is_directory(status))
    {
        throw UsageError("--out=" + m_path + ": exists and is no folder");
    }
    if (fs::exists(status) && !fs::is_empty(m_path, error))
    {
        if (!HoldsTraining(m_path))
        {
            throw UsageError("--out=" + m_path +
                             ": exists and holds no training; it is left alone");
        }
        if (!force)
        {
            throw UsageError("--out=" + m_path +
                             (IsFinished() ? ": holds a finished training; --force begins anew"
                                           : ": holds a training that is not finished; --resume "
                                             "goes on with it, --force begins anew"));
        }
        Lock();
        // config.json goes last, so that a kill leaves a folder that is known as a training's.
        for (const auto& entry : fs::directory_iterator(m_path))
        {
            if (entry.path().filename() != "config.json")
            {
                fs::remove_all(entry.path(), error);
            }
        }
        close(m_lock);
        m_lock = -1;
    }
    fs::create_directories(m_path, error);
    if (error)
    {
        throw UsageError("--out=" + m_path + ": cannot make it: " + error.message());
    }
    Write("config.json", config);
    Lock();
}

std::string
TrainingFolder::Resume()
{
    if (!HoldsTraining(m_path))
    {
        throw UsageError("--resume: there is no training in " + m_path);
    }
    Lock();
    // What was half written when the training was killed.
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(m_path))
    {
        if (entry.path().filename().string().find(".tmp") != std::string::npos)
        {
            fs::remove(entry.path(), ignored);
        }
    }
    std::ifstream file(At("config.json"));
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

void
TrainingFolder::Lock()
{
    m_lock = open(At("config.json").c_str(), O_RDONLY | O_CLOEXEC);
    if (m_lock < 0 || flock(m_lock, LOCK_EX | LOCK_NB) != 0)
    {
        throw UsageError("--out=" + m_path + ": another isac-train is at work there");
    }
}

bool
TrainingFolder::IsFinished() const
{
    return fs::exists(At("summary.json"));
}

void
TrainingFolder::Write(const std::string& name, const std::string& text) const
{
    ns3::isac::ReplaceFile(At(name), text);
}

std::string
TrainingFolder::At(const std::string& name) const
{
    return m_path + "/" + name;
}

GrowingFile::GrowingFile(const std::string& path, const std::string& header, uint64_t size)
    : m_path(path),
      m_size(size)
{
    if (size > 0)
    {
        std::error_code error;
        if (fs::file_size(path, error) < size || error)
        {
            throw std::runtime_error(path + " is shorter than its checkpoint says");
        }
        fs::resize_file(path, size);
        m_file.open(path, std::ios::app);
        return;
    }
    m_file.open(path, std::ios::trunc);
    Append(header);
}

void
GrowingFile::Append(const std::string& line)
{
    m_file << line << '\n' << std::flush;
    if (!m_file)
    {
        throw std::runtime_error("cannot write " + m_path);
    }
    m_size += line.size() + 1;
}

uint64_t
GrowingFile::GetSize() const
{
    return m_size;
}

} // namespace train
