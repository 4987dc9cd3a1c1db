/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_SERVER_PROFILE_H
#define ISAC_SERVER_PROFILE_H

#include <istream>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief How long one denoising step takes on a real server, by batch size, as published.
 */
struct ServerProfile
{
    std::string name;       //!< what one asks for
    std::string model;      //!< what was generated
    std::string stack;      //!< software; figures of different stacks do not compare
    std::string source;     //!< who measured
    double fixedTime = 0.0; //!< once per picture: text encoder and decoder [s]
    /// Batch size and time of a step for the whole batch [s], by rising size; never empty.
    std::vector<std::pair<int, double>> stepTimes;

    /**
     * @brief Time of one step for a batch: linear between the published sizes, beyond the last
     * one on the line through the last two. A profile with one size only does not gain from
     * batches: its time is proportional to the batch.
     * @param batch number of pictures, at least 1
     * @return time of one step for the whole batch [s]
     */
    double StepTime(int batch) const;
};

/**
 * @ingroup isac-aigc
 * @brief Read a table of profiles: CSV with a header line, '#' begins a comment line.
 *
 * Columns: name, model, stack, batch_1_s, batch_4_s, batch_16_s, fixed_s, source. A batch column
 * may be empty but the first; other columns batch_N_s are taken as well.
 *
 * @param table the text
 * @param error set to one line that says what is wrong and where; left alone otherwise
 * @return the profiles; empty on error
 */
std::vector<ServerProfile> ReadServerProfiles(std::istream& table, std::string& error);

/**
 * @ingroup isac-aigc
 * @param path of a table as ReadServerProfiles() takes it
 * @param name of a profile
 * @return it
 * @throws std::invalid_argument if there is none of this name, or no such table: one line that
 * begins with the name
 */
ServerProfile FindServerProfile(const std::string& path, const std::string& name);

} // namespace isac
} // namespace ns3

#endif // ISAC_SERVER_PROFILE_H
