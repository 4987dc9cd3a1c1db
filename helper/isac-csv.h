/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CSV_H
#define ISAC_CSV_H

#include <string>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief A cell of a table, with digits for times of a long run to the nanosecond.
 * @param value of a cell
 * @return it as text; nothing for what is no finite number
 */
std::string CsvCell(double value);

} // namespace isac
} // namespace ns3

#endif // ISAC_CSV_H
