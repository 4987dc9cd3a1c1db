/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ASP_FILES_H
#define ISAC_ASP_FILES_H

#include "isac-asp-record.h"

#include <fstream>
#include <string>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Writes episodes as CSV as they end: tasks.csv with one row for each submission of a task,
 * providers.csv with one row for each change at a provider.
 *
 * The first line names columns with their units. Times are from the start of the episode. An empty
 * cell says that it did not happen.
 */
class AspFiles
{
  public:
    /// @param folder that exists, with a slash behind it
    explicit AspFiles(const std::string& folder);

    /**
     * @param episode from 0
     * @param record what happened in it
     */
    void Write(uint32_t episode, const AspEpisodeRecord& record);

    /// @return whether everything could be written
    bool Close();

  private:
    std::ofstream m_tasks;     //!< tasks.csv
    std::ofstream m_providers; //!< providers.csv
};

} // namespace isac
} // namespace ns3

#endif // ISAC_ASP_FILES_H
