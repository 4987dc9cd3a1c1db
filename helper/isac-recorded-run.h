/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_RECORDED_RUN_H
#define ISAC_RECORDED_RUN_H

#include "isac-arguments.h"

#include <functional>
#include <memory>
#include <string>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief A run of a program whose results are kept in a folder.
 */
class RecordedRun
{
  public:
    virtual ~RecordedRun() = default;
    /**
     * @brief Simulate, and write the results.
     * @return what went wrong; empty if nothing did
     * @throws std::exception if a part of it fails at work
     */
    virtual std::string Execute() = 0;
    /// Print what it has come to.
    virtual void Print() const = 0;
};

/**
 * @ingroup isac-aigc
 * @param program by name
 * @param policy as one types it; of a file the folder is no part of the name
 * @param label of what is simulated
 * @return folder of the results unless the user names another: runs/PROGRAM-POLICY-LABEL-runN
 */
std::string NameRunFolder(const std::string& program,
                          const std::string& policy,
                          const std::string& label);

/**
 * @ingroup isac-aigc
 * @brief Goes through a run: its folder appears as a whole and only after success, then its figures
 * are printed and its picture is drawn. Says on standard error what is in the way.
 * @param program by name
 * @param arguments that were read; --output is the folder's
 * @param output folder of the results
 * @param make makes the run, given what the names of its files begin with
 * @param script of this module that draws such runs, see DrawPicture()
 * @return exit code
 */
int KeepRun(const std::string& program,
            const Arguments& arguments,
            const std::string& output,
            const std::function<std::unique_ptr<RecordedRun>(const std::string& prefix)>& make,
            const std::string& script);

} // namespace isac
} // namespace ns3

#endif // ISAC_RECORDED_RUN_H
