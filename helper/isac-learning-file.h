/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_LEARNING_FILE_H
#define ISAC_LEARNING_FILE_H

#include "ns3/isac-resource-manager.h"

#include <fstream>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Writes learning as CSV as it goes: one row for each slot whose reward is in, with the
 * agent's figures of the last learning step before. Cells are empty before the first.
 *
 * Which figures there are shows with the first learning step: until then rows are kept.
 */
class LearningFile
{
  public:
    /// @param path of the file; its folder exists
    explicit LearningFile(const std::string& path);

    /// @param record the next one
    void Write(const LearningRecord& record);

    /// @return whether everything could be written
    bool Close();

  private:
    /// @param figures that the columns are for
    void WriteHeader(const LearningFigures& figures);

    std::ofstream m_file;            //!< gets rows
    bool m_begun = false;            //!< whether it has its header
    std::vector<std::string> m_kept; //!< rows before the first learning step, without figures
};

} // namespace isac
} // namespace ns3

#endif // ISAC_LEARNING_FILE_H
