/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ASP_TABLE_H
#define ISAC_ASP_TABLE_H

#include <istream>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/// A line of a table of numbers.
struct AspTableRow
{
    int line = 0;               //!< in the file, from 1
    std::vector<double> values; //!< of the wanted columns, in the order asked for
};

/**
 * @ingroup isac-aigc
 * @brief Read columns of a CSV table: a header line, then lines of finite numbers. Columns may come
 * in any order, and others beside them. Empty lines and lines that begin with '#' are passed over.
 * @param table the text
 * @param name of the file, for messages
 * @param columns that are wanted
 * @return the rows; at least one
 * @throws std::invalid_argument if it is no such table: one line that begins with NAME:LINE
 */
std::vector<AspTableRow> ReadAspTable(std::istream& table,
                                      const std::string& name,
                                      const std::vector<std::string>& columns);

/**
 * @ingroup isac-aigc
 * @brief Refuse a line of a table.
 * @param name of the file
 * @param line in the file, from 1
 * @param what is wrong with it
 * @throws std::invalid_argument always: "NAME:LINE: WHAT"
 */
[[noreturn]] void RefuseAspTable(const std::string& name, int line, const std::string& what);

} // namespace isac
} // namespace ns3

#endif // ISAC_ASP_TABLE_H
