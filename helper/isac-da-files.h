/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_FILES_H
#define ISAC_DA_FILES_H

#include "isac-da-record.h"

#include <fstream>
#include <string>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @param structure of a QoE model
 * @return L1 or L2
 */
const char* ToText(DaStructure structure);

/// Sums over the users of a slot, as slots.csv and summaries have them.
struct DaSlotFigures
{
    /**
     * @param record of a slot. Means are over the users who told of it, and not a number of none
     */
    explicit DaSlotFigures(const DaSlotRecord& record);

    double qoe = 0.0;            //!< mean, as measured
    double closedQoe = 0.0;      //!< mean, in closed form
    double expectedQoe = 0.0;    //!< mean, as the network expects it
    double optimumQoe = 0.0;     //!< mean of the optimum in hindsight
    double structureQoe[2] = {}; //!< mean as measured, of users of L1 and L2
    double latency = 0.0;        //!< mean, as measured [s]
    double closedLatency = 0.0;  //!< mean, in closed form; a slot's time where it is longer [s]
    double placeError = 0.0;     //!< mean distance of places believed in from true ones [m]
    uint32_t late = 0;           //!< segments, those of users who did not tell among them
    uint32_t handovers = 0;      //!< users
    uint32_t echoes = 0;         //!< estimates
    uint32_t misses = 0;         //!< users whom the detector missed
    uint32_t unsensed = 0;       //!< users whose demands of sensing could not be met
    uint32_t samples = 0;        //!< to report
};

/**
 * @ingroup isac-aigc
 * @brief Writes slots of DA-ISAC as CSV as they end: slots.csv with one row for each slot,
 * users.csv with one row for each user in it, echoes.csv with one row for each echo or miss; and
 * stations.csv, which says where base stations are.
 *
 * The first line names columns with their units. An empty cell says that it did not happen.
 */
class DaFiles
{
  public:
    /**
     * @param folder that exists, with a slash behind it
     * @param scenario base stations
     */
    DaFiles(const std::string& folder, const DaScenario& scenario);

    /// @param record what happened in a slot
    void Write(const DaSlotRecord& record);

    /// @return whether everything could be written
    bool Close();

  private:
    /// @param slot which @param number of the user @param user what became of him
    void WriteUser(uint32_t slot, std::size_t number, const DaUserRecord& user);

    bool m_placed;          //!< whether stations.csv could be written
    std::ofstream m_slots;  //!< slots.csv
    std::ofstream m_users;  //!< users.csv
    std::ofstream m_echoes; //!< echoes.csv
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_FILES_H
