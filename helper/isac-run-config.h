/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_RUN_CONFIG_H
#define ISAC_RUN_CONFIG_H

#include "isac-arguments.h"

#include "ns3/object.h"

#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief What a run was: config.json. Options as the program took them, the words of its command
 * line, which repeat it, seed and run number, the ns-3 release, and every attribute of the objects
 * that carry the run out.
 *
 * @param program name, which marks the folder as one of ours
 * @param arguments as they were read
 * @param objects one of each type is enough
 * @return JSON text
 */
std::string DescribeRun(const std::string& program,
                        const Arguments& arguments,
                        const std::vector<Ptr<Object>>& objects);

/**
 * @ingroup isac-aigc
 * @return what a program answers to --version: "isac-aigc 0.1, ns-3 3.37"
 */
std::string DescribeVersions();

} // namespace isac
} // namespace ns3

#endif // ISAC_RUN_CONFIG_H
