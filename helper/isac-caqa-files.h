/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CAQA_FILES_H
#define ISAC_CAQA_FILES_H

#include "isac-caqa-record.h"

#include <fstream>
#include <string>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Writes slots as CSV as they come: users.csv with one row per user and slot, slots.csv with
 * one row per slot, timeline.csv with the phases of one slot.
 *
 * The first line names columns with their units. Times are from the start of the slot. Columns that
 * begin with cf_ hold the closed form; an empty cell says that it did not happen, or was not
 * measured.
 */
class CaqaFiles
{
  public:
    /**
     * @param folder that exists, with a slash behind it
     * @param cell limits
     */
    CaqaFiles(const std::string& folder, const CaqaParameters& cell);

    /// @param slot the next one
    void Write(const CaqaSlotRecord& slot);

    /// @return whether everything could be written
    bool Close();

    /**
     * @param path of a timeline.csv to write
     * @param slot whose phases
     * @return whether it could be written
     */
    static bool WriteTimeline(const std::string& path, const CaqaSlotRecord& slot);

  private:
    CaqaParameters m_cell; //!< limits
    std::ofstream m_users; //!< users.csv
    std::ofstream m_slots; //!< slots.csv
};

} // namespace isac
} // namespace ns3

#endif // ISAC_CAQA_FILES_H
