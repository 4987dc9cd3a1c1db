/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_PICTURE_H
#define ISAC_PICTURE_H

#include <ostream>
#include <string>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Draw the picture of a run with the script that the environment variable ISAC_PLOT names;
 * without one, say which script would.
 * @param script of this module that draws such runs, as one types it
 * @param folder of the results
 * @param out gets how to draw it
 * @return whether nothing failed
 */
bool DrawPicture(const std::string& script, const std::string& folder, std::ostream& out);

} // namespace isac
} // namespace ns3

#endif // ISAC_PICTURE_H
