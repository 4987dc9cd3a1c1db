/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-picture.h"

#include <cstdlib>

namespace ns3
{
namespace isac
{

namespace
{

/**
 * @param word any
 * @return it as a shell takes it for one word
 */
std::string
Quote(const std::string& word)
{
    std::string quoted = "'";
    for (const char c : word)
    {
        quoted += c == '\'' ? "'\\''" : std::string(1, c);
    }
    return quoted + "'";
}

} // namespace

bool
DrawPicture(const std::string& script, const std::string& folder, std::ostream& out)
{
    const char* given = std::getenv("ISAC_PLOT");
    if (!given)
    {
        out << "Picture: " << script << " " << folder << "\n";
        return true;
    }
    const std::string command = "python3 " + Quote(given) + " -- " + Quote(folder);
    return std::system(command.c_str()) == 0;
}

} // namespace isac
} // namespace ns3
