/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-csv.h"

#include <cmath>
#include <sstream>

namespace ns3
{
namespace isac
{

std::string
CsvCell(double value)
{
    constexpr int DIGITS = 16;
    std::ostringstream text;
    text.precision(DIGITS);
    if (std::isfinite(value))
    {
        text << value;
    }
    return text.str();
}

} // namespace isac
} // namespace ns3
