/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DD_FILES_H
#define ISAC_DD_FILES_H

#include "isac-dd-record.h"

#include <fstream>
#include <string>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Writes slots of distributed diffusion as they end: slots.csv with one row for each slot,
 * users.csv with one row for each user in it, and pictures of the first slots as
 * pictures/slot-S-user-K.png.
 *
 * The first line names columns with their units. An empty cell says that it did not happen.
 */
class DdFiles
{
  public:
    /**
     * @param folder that exists, with a slash behind it
     * @param pictures slots whose pictures are kept
     */
    DdFiles(const std::string& folder, uint32_t pictures);

    /// @param record what happened in a slot
    void Write(const DdSlotRecord& record);

    /// @return whether everything could be written
    bool Close();

  private:
    /**
     * @param record of the slot
     * @param user whose picture is kept
     * @return its name in the folder; empty if there is none
     */
    std::string WritePicture(const DdSlotRecord& record, const DdUserRecord& user);

    std::string m_folder;  //!< with a slash behind it
    uint32_t m_pictures;   //!< slots whose pictures are kept
    bool m_written = true; //!< whether all pictures could be
    std::ofstream m_slots; //!< slots.csv
    std::ofstream m_users; //!< users.csv
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DD_FILES_H
