/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_MEGC_FILES_H
#define ISAC_MEGC_FILES_H

#include "isac-megc-record.h"

#include <fstream>
#include <string>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Writes slots of MEGC as CSV as they end: slots.csv with one row for each slot, users.csv
 * with one row for each user in it.
 *
 * The first line names columns with their units. An empty cell says that it did not happen.
 */
class MegcFiles
{
  public:
    /// @param folder that exists, with a slash behind it
    explicit MegcFiles(const std::string& folder);

    /// @param record what happened in a slot
    void Write(const MegcSlotRecord& record);

    /// @return whether everything could be written
    bool Close();

  private:
    std::ofstream m_slots; //!< slots.csv
    std::ofstream m_users; //!< users.csv
};

/**
 * @ingroup isac-aigc
 * @param kind of user
 * @return computation, content or vision
 */
const char* ToText(MegcKind kind);

} // namespace isac
} // namespace ns3

#endif // ISAC_MEGC_FILES_H
