/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef MULTICELL_NETWORK_H
#define MULTICELL_NETWORK_H

#include "multicell-record.h"

#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/isac-caqa-files.h"
#include "ns3/isac-caqa-helper.h"
#include "ns3/isac-caqa-recorder.h"
#include "ns3/node-container.h"

#include <memory>

/// One base station and its users, and what follows them on the rank that simulates them.
struct MulticellCell
{
    ns3::Ptr<ns3::Node> baseStation;                   //!< its node
    ns3::NodeContainer users;                          //!< its users
    ns3::NetDeviceContainer radio;                     //!< base station, users
    ns3::Ptr<ns3::isac::IsacRadioEnergyModel> energy;  //!< of the base station
    CellRecorder recorder;                             //!< sums up
    std::unique_ptr<ns3::isac::CaqaFiles> files;       //!< if there is a folder
    std::unique_ptr<ns3::isac::CaqaRecorder> follower; //!< feeds the files
};

/**
 * @brief The whole simulation. Every rank makes all nodes, devices and addresses, so that all
 * number them alike; applications, and with them all traffic, are its own only.
 */
class MulticellNetwork
{
  public:
    /**
     * @param options of the command line
     * @param placement who simulates what
     * @param prefix of files; empty: none
     */
    MulticellNetwork(const MulticellOptions& options,
                     const MulticellPlacement& placement,
                     const std::string& prefix);

    /// @return what this rank has to tell after simulating its part
    RankReport Run();

    /// @return objects that describe the run, the same on every rank
    std::vector<ns3::Ptr<ns3::Object>> GetParts() const;

  private:
    /// Prepare what installs cells.
    void Configure();
    /// Make edge servers.
    void MakeServers();
    /**
     * @param index of a cell to be made
     */
    void MakeCell(uint32_t index);
    /**
     * @param index of a cell of this rank, whose applications are made
     * @param own addresses of base station and users
     * @param server of the cell
     */
    void InstallApplications(uint32_t index,
                             const ns3::Ipv4InterfaceContainer& own,
                             ns3::Ipv4Address server);
    /// Once in a slot: has the user had enough?
    void CheckInterrupt();

    const MulticellOptions m_options;                           //!< of the command line
    const MulticellPlacement m_placement;                       //!< who simulates what
    const std::string m_prefix;                                 //!< of files; empty: none
    std::vector<MulticellCell> m_cells;                         //!< all
    ns3::NodeContainer m_servers;                               //!< all
    std::map<uint32_t, ns3::Ptr<ns3::isac::EdgeServer>> m_work; //!< edge servers of this rank
    std::vector<ns3::isac::CaqaHelper> m_helpers;               //!< one for each channel
    std::map<ns3::Ipv4Address, uint32_t> m_senders;             //!< cells, by how servers see them
    std::vector<std::unique_ptr<TaskFile>> m_files;             //!< of servers of this rank
    ns3::InternetStackHelper m_internet;                        //!< IP
    ns3::Ipv4AddressHelper m_cellAddresses;                     //!< of radio cells
    ns3::Ipv4AddressHelper m_coreAddresses;                     //!< of the backhaul
    ns3::Ptr<ns3::NetDevice> m_wire;                            //!< first of the backhaul
};

#endif // MULTICELL_NETWORK_H
