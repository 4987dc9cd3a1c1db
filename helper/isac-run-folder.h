/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_RUN_FOLDER_H
#define ISAC_RUN_FOLDER_H

#include <string>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief The folder of a run's results: it appears, or replaces the one of an earlier run, as a
 * whole and only after success.
 *
 * Files are written to FOLDER.tmp, which becomes FOLDER at the end. A folder counts as an earlier
 * run's if its config.json names a program of this module; any other that is not empty is left
 * alone.
 */
class RunFolder
{
  public:
    /// @param path of the results
    explicit RunFolder(const std::string& path);
    /// Leaves nothing behind of a run that did not come to Finish().
    ~RunFolder();
    RunFolder(const RunFolder&) = delete;
    RunFolder& operator=(const RunFolder&) = delete;

    /**
     * @brief Make the temporary folder.
     * @return what is in the way, one line; empty if nothing is
     */
    std::string Begin();

    /**
     * @brief Put the results in place.
     * @return what went wrong, one line; empty if nothing did
     */
    std::string Finish();

    /// @return where files are written until Finish(), with a slash behind it
    std::string GetTemporary() const;
    /// @return where results lie after Finish()
    const std::string& GetPath() const;

    /// Key of config.json that marks a folder as one of ours.
    static constexpr const char* MARK = "isac-aigc program";

  private:
    std::string m_path;   //!< of the results
    bool m_begun = false; //!< whether the temporary folder is ours
};

} // namespace isac
} // namespace ns3

#endif // ISAC_RUN_FOLDER_H
