/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-asp-table.h"

#include <algorithm>
#include <cmath>
#include <locale>
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
 * @return its cells, without blanks around them
 */
std::vector<std::string>
SplitLine(const std::string& line)
{
    std::vector<std::string> cells;
    std::string::size_type from = 0;
    while (from <= line.size())
    {
        const auto next = std::min(line.find(',', from), line.size());
        std::string cell = line.substr(from, next - from);
        cell.erase(cell.find_last_not_of(" \t") + 1);
        cell.erase(0, cell.find_first_not_of(" \t"));
        cells.push_back(std::move(cell));
        from = next + 1;
    }
    return cells;
}

/**
 * @param text a cell
 * @param value set to the number
 * @return whether the cell is one finite number
 */
bool
ReadNumber(const std::string& text, double& value)
{
    std::istringstream stream(text);
    stream.imbue(std::locale::classic());
    return (stream >> value) && stream.peek() == std::istringstream::traits_type::eof() &&
           std::isfinite(value);
}

} // namespace

void
RefuseAspTable(const std::string& name, int line, const std::string& what)
{
    throw std::invalid_argument(name + ":" + std::to_string(line) + ": " + what);
}

std::vector<AspTableRow>
ReadAspTable(std::istream& table, const std::string& name, const std::vector<std::string>& columns)
{
    std::vector<AspTableRow> rows;
    std::vector<std::string> header;
    std::vector<std::size_t> places;
    std::string text;
    int line = 0;
    while (std::getline(table, text))
    {
        ++line;
        if (!text.empty() && text.back() == '\r')
        {
            text.pop_back();
        }
        if (text.find_first_not_of(" \t") == std::string::npos || text[0] == '#')
        {
            continue;
        }
        const std::vector<std::string> cells = SplitLine(text);
        if (header.empty())
        {
            header = cells;
            for (const std::string& column : columns)
            {
                const auto place = std::find(header.begin(), header.end(), column);
                if (place == header.end())
                {
                    RefuseAspTable(name, line, "the header line has no column '" + column + "'");
                }
                places.push_back(static_cast<std::size_t>(place - header.begin()));
            }
            continue;
        }
        if (cells.size() != header.size())
        {
            RefuseAspTable(name,
                           line,
                           std::to_string(cells.size()) + " cells, expected " +
                               std::to_string(header.size()) + " as in the header line");
        }
        AspTableRow row{line, std::vector<double>(columns.size())};
        for (std::size_t i = 0; i < columns.size(); ++i)
        {
            if (!ReadNumber(cells[places[i]], row.values[i]))
            {
                RefuseAspTable(name,
                               line,
                               columns[i] + " is '" + cells[places[i]] + "', expected a number");
            }
        }
        rows.push_back(std::move(row));
    }
    if (rows.empty())
    {
        RefuseAspTable(name, line + 1, header.empty() ? "no header line" : "no line of numbers");
    }
    return rows;
}

} // namespace isac
} // namespace ns3
