/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-server-profile.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

namespace ns3
{
namespace isac
{

namespace
{

/**
 * @param line a line without quotes
 * @return its cells
 */
std::vector<std::string>
SplitLine(const std::string& line)
{
    std::vector<std::string> cells;
    std::string::size_type from = 0;
    while (from <= line.size())
    {
        const auto next = std::min(line.find(',', from), line.size());
        cells.push_back(line.substr(from, next - from));
        from = next + 1;
    }
    return cells;
}

/**
 * @param text a cell
 * @param value set to the number
 * @return whether the cell is one finite number, not negative
 */
bool
ReadSeconds(const std::string& text, double& value)
{
    std::istringstream stream(text);
    return (stream >> value) && stream.eof() && std::isfinite(value) && value >= 0.0;
}

/**
 * @param column name of a column
 * @return N of "batch_N_s", 0 for any other name
 */
int
BatchOfColumn(const std::string& column)
{
    int batch = 0;
    std::istringstream stream(column);
    std::string head(6, ' ');
    stream.read(&head[0], 6);
    std::string tail;
    const bool fits = head == "batch_" && (stream >> batch) && (stream >> tail) && tail == "_s";
    return fits ? batch : 0;
}

/**
 * @param cells of a line, by column
 * @param profile set
 * @return what is wrong; empty if nothing is
 */
std::string
ReadProfile(const std::map<std::string, std::string>& cells, ServerProfile& profile)
{
    profile.name = cells.at("name");
    profile.model = cells.at("model");
    profile.stack = cells.at("stack");
    profile.source = cells.at("source");
    if (!ReadSeconds(cells.at("fixed_s"), profile.fixedTime))
    {
        return "fixed_s is '" + cells.at("fixed_s") + "', expected seconds >= 0";
    }
    for (const auto& [column, text] : cells)
    {
        const int batch = BatchOfColumn(column);
        double seconds = 0.0;
        if (batch == 0 || text.empty())
        {
            continue;
        }
        if (!ReadSeconds(text, seconds) || seconds == 0.0)
        {
            return column + " is '" + text + "', expected seconds > 0";
        }
        profile.stepTimes.emplace_back(batch, seconds);
    }
    std::sort(profile.stepTimes.begin(), profile.stepTimes.end());
    if (profile.stepTimes.empty() || profile.stepTimes.front().first != 1)
    {
        return "batch_1_s is empty";
    }
    return "";
}

} // namespace

double
ServerProfile::StepTime(int batch) const
{
    if (stepTimes.size() == 1)
    {
        return stepTimes.front().second * batch;
    }
    std::size_t upper = 1;
    while (upper + 1 < stepTimes.size() && stepTimes[upper].first < batch)
    {
        ++upper;
    }
    const auto& [fewer, lowTime] = stepTimes[upper - 1];
    const auto& [more, highTime] = stepTimes[upper];
    return lowTime + (highTime - lowTime) * (batch - fewer) / (more - fewer);
}

std::vector<ServerProfile>
ReadServerProfiles(std::istream& table, std::string& error)
{
    std::vector<ServerProfile> profiles;
    std::vector<std::string> columns;
    std::string line;
    for (int number = 1; std::getline(table, line); ++number)
    {
        if (!line.empty() && line.back() == '\r')
        {
            line.pop_back(); // tables come from spreadsheets, too
        }
        if (line.empty() || line[0] == '#')
        {
            continue;
        }
        const std::vector<std::string> cells = SplitLine(line);
        const std::string where = "line " + std::to_string(number) + ": ";
        if (columns.empty())
        {
            columns = cells;
            for (const char* needed : {"name", "model", "stack", "batch_1_s", "fixed_s", "source"})
            {
                if (std::find(columns.begin(), columns.end(), needed) == columns.end())
                {
                    error = where + "no column '" + needed + "'";
                    return {};
                }
            }
            continue;
        }
        if (cells.size() != columns.size())
        {
            error = where + std::to_string(cells.size()) + " cells, expected " +
                    std::to_string(columns.size());
            return {};
        }
        std::map<std::string, std::string> byColumn;
        for (std::size_t i = 0; i < columns.size(); ++i)
        {
            byColumn[columns[i]] = cells[i];
        }
        ServerProfile profile;
        const std::string wrong = ReadProfile(byColumn, profile);
        if (!wrong.empty())
        {
            error = where + wrong;
            return {};
        }
        profiles.push_back(profile);
    }
    if (profiles.empty())
    {
        error = "no profile in the table";
    }
    return profiles;
}

ServerProfile
FindServerProfile(const std::string& path, const std::string& name)
{
    std::ifstream file(path);
    if (!file)
    {
        throw std::invalid_argument(name + ": cannot read the table " + path);
    }
    std::string error;
    std::string names;
    for (const ServerProfile& profile : ReadServerProfiles(file, error))
    {
        if (profile.name == name)
        {
            return profile;
        }
        names += (names.empty() ? "" : ", ") + profile.name;
    }
    throw std::invalid_argument(name + ": " +
                                (error.empty() ? "expected one of " + names : path + ": " + error));
}

} // namespace isac
} // namespace ns3
