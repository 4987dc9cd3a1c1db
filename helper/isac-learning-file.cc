/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-learning-file.h"

#include <iomanip>
#include <sstream>

namespace ns3
{
namespace isac
{

namespace
{

constexpr int DIGITS = 12; //!< as in the other files of a run

} // namespace

LearningFile::LearningFile(const std::string& path)
    : m_file(path)
{
    m_file << std::setprecision(DIGITS);
}

void
LearningFile::Write(const LearningRecord& record)
{
    std::ostringstream row;
    row << std::setprecision(DIGITS) << record.slot << ',' << record.reward << ','
        << record.transitions << ',' << record.updates;
    if (!m_begun && record.figures.empty())
    {
        m_kept.push_back(row.str());
        return;
    }
    if (!m_begun)
    {
        WriteHeader(record.figures);
    }
    m_file << row.str();
    for (const auto& [name, value] : record.figures)
    {
        m_file << ',' << value;
    }
    m_file << '\n';
}

bool
LearningFile::Close()
{
    if (!m_begun)
    {
        WriteHeader({});
    }
    m_file.close();
    return m_file.good();
}

void
LearningFile::WriteHeader(const LearningFigures& figures)
{
    m_begun = true;
    m_file << "slot,reward,transitions,updates";
    for (const auto& [name, value] : figures)
    {
        m_file << ',' << name;
    }
    m_file << '\n';
    for (const std::string& row : m_kept)
    {
        m_file << row << std::string(figures.size(), ',') << '\n';
    }
    m_kept.clear();
    m_kept.shrink_to_fit();
}

} // namespace isac
} // namespace ns3
