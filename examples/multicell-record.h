/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef MULTICELL_RECORD_H
#define MULTICELL_RECORD_H

#include "multicell-options.h"

#include "ns3/isac-edge-server.h"
#include "ns3/isac-resource-manager.h"
#include "ns3/isac-user-application.h"
#include "ns3/net-device-container.h"

#include <fstream>
#include <map>
#include <ostream>
#include <vector>

/// What one cell has come to: sums over a run.
struct CellFigures
{
    double outcomes = 0.0;     //!< scored
    double violations = 0.0;   //!< below the requirement
    double caqa = 0.0;         //!< over outcomes
    double planned = 0.0;      //!< of the closed form's CAQA
    double cyclesSent = 0.0;   //!< sensing cycles
    double cyclesLeft = 0.0;   //!< that interference did not spoil
    double packetsOk = 0.0;    //!< content and all else, at the users
    double packetsLost = 0.0;  //!< to noise and interference
    double interference = 0.0; //!< over reports, of density over noise
    double decisions = 0.0;    //!< slots decided
    double energy = 0.0;       //!< drawn by the base station's radio [J]

    /// @return all of them, exactly, in one line
    std::string ToText() const;
    /**
     * @param text of ToText()
     * @return what it says
     */
    static CellFigures FromText(const std::string& text);
    /**
     * @param options of the run
     * @return figures to be shown, with names that tell the unit, for summary.json
     */
    std::vector<std::pair<std::string, double>> GetSummary(const MulticellOptions& options) const;
};

/// What one rank has to tell rank 0 after the run.
struct RankReport
{
    std::string failed;                    //!< empty if nothing did
    double cpu = 0.0;                      //!< processor time of the simulation [s]
    uint64_t events = 0;                   //!< of its simulator
    std::map<uint32_t, CellFigures> cells; //!< its own

    /// @return all of it
    std::string ToText() const;
    /**
     * @param text of ToText()
     * @return what it says
     */
    static RankReport FromText(const std::string& text);
};

/// Sums up a cell by its trace sources. Must outlive the simulation.
class CellRecorder
{
  public:
    /**
     * @param radio base station, users
     * @param manager of the cell
     */
    void Connect(const ns3::NetDeviceContainer& radio,
                 ns3::Ptr<ns3::isac::ResourceManager> manager);

    /// @param user of the cell
    void Connect(ns3::Ptr<ns3::isac::UserApplication> user);

    CellFigures figures; //!< so far; without energy

  private:
    /// @param decision of a slot
    void Decided(const ns3::isac::SlotDecision& decision);
    /// @param outcome of a user
    void Scored(const ns3::isac::UserOutcome& outcome);
    /// @param echo of a sensing burst
    void Sensed(const ns3::isac::IsacEcho& echo);
    /// A packet has arrived at a user.
    void PacketOk(ns3::Ptr<const ns3::Packet> packet, double sinr);
    /// A packet was lost on its way to a user.
    void PacketLost(ns3::Ptr<const ns3::Packet> packet, double sinr);

    ns3::NetDeviceContainer m_radio; //!< base station, users
};

/// Writes tasks.csv of an edge server: one row for each task that is done.
class TaskFile
{
  public:
    /**
     * @param path of the file
     * @param server that is followed
     * @param cells by the addresses of their base stations
     */
    TaskFile(const std::string& path,
             ns3::Ptr<ns3::isac::EdgeServer> server,
             const std::map<ns3::Ipv4Address, uint32_t>& cells);

    /// @return whether everything could be written
    bool Close();

  private:
    /// @param task that is done
    void Ended(const ns3::isac::EdgeTask& task);

    std::ofstream m_file;                         //!< tasks.csv
    std::map<ns3::Ipv4Address, uint32_t> m_cells; //!< by base station
};

/**
 * @param options of the run
 * @param cells after the run
 * @param out gets the table
 */
void PrintCells(const MulticellOptions& options,
                const std::vector<CellFigures>& cells,
                std::ostream& out);

#endif // MULTICELL_RECORD_H
