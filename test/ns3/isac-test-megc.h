/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_TEST_MEGC_H
#define ISAC_TEST_MEGC_H

#include "ns3/constant-position-mobility-model.h"
#include "ns3/double.h"
#include "ns3/isac-megc-helper.h"
#include "ns3/isac-policy.h"
#include "ns3/packet-socket-address.h"
#include "ns3/packet-socket-helper.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_01.hpp>
#include <map>
#include <memory>
#include <vector>

namespace ns3
{
namespace isac
{
namespace test
{

/**
 * @brief Random weights for everything, none so small that a slot takes for ever; now and then a
 * computation user who computes all himself and gets nothing.
 */
class RandomSharesPolicy : public Policy
{
  public:
    /**
     * @param cell what to decide for
     * @param seed of the draws
     */
    RandomSharesPolicy(const MegcParameters& cell, uint64_t seed)
        : m_cell(cell),
          m_random(seed)
    {
    }

    Action Act(const Eigen::VectorXd&, bool) override
    {
        const int compute = m_cell.computeUsers;
        const int content = m_cell.contentUsers;
        const int vision = m_cell.visionUsers;
        const int speeds = compute + 3 * vision + 2 * content; // where shares of speed begin
        const int lambdas = speeds + compute + content + vision;
        Action action;
        action.continuous.resize(lambdas + compute);
        for (Eigen::Index i = 0; i < action.continuous.size(); ++i)
        {
            action.continuous[i] = 0.1 + 0.9 * m_unit(m_random);
        }
        for (int i = 0; i < compute; ++i)
        {
            action.continuous[lambdas + i] = m_unit(m_random);
            if (m_unit(m_random) < 0.25)
            {
                action.continuous[i] = 0.0;
                action.continuous[speeds + i] = 0.0;
                action.continuous[lambdas + i] = 0.0;
            }
        }
        return action;
    }

  private:
    MegcParameters m_cell;                    //!< what to decide for
    boost::random::mt19937_64 m_random;       //!< all draws
    boost::random::uniform_01<double> m_unit; //!< in [0, 1)
};

/// One cell of MEGC over packet sockets, its server on the base station, with all that tests read.
class MegcNetwork
{
  public:
    /**
     * @param helper configured but for sockets; installs everything
     * @param scheme decides; without policy the manager's attribute does
     */
    explicit MegcNetwork(MegcHelper& helper, const MegcScheme& scheme = {nullptr, {}})
    {
        constexpr uint16_t CONTROL = 0x88b5;
        constexpr uint16_t TASKS = 0x88b6;
        constexpr uint16_t ALL = 0;
        helper.SetTransportBytes(0);
        baseStation = CreateObject<Node>();
        users.Create(helper.GetUserCount());
        const NodeContainer nodes(NodeContainer(baseStation), users);
        PacketSocketHelper().Install(nodes);
        for (auto node = nodes.Begin(); node != nodes.End(); ++node)
        {
            (*node)->AggregateObject(CreateObject<ConstantPositionMobilityModel>());
        }
        helper.PlaceUsers(users, Vector());
        radio = helper.InstallRadio(baseStation, users);
        helper.GetRadio().AssignStreams(radio, 100);
        const StringValue factory("ns3::PacketSocketFactory");
        helper.SetServerAttribute("Protocol", factory);
        helper.SetManagerAttribute("Protocol", factory);
        helper.SetUserAttribute("Protocol", factory);
        server = helper.InstallServer(baseStation, MakeAddress(0, TASKS, Address()));
        manager = helper.InstallManager(radio.Get(0), MakeAddress(0, CONTROL, Address()), server);
        if (scheme.policy)
        {
            manager->SetScheme(scheme);
        }
        const Address base = radio.Get(0)->GetAddress();
        for (uint32_t i = 0; i < users.GetN(); ++i)
        {
            auto user = helper.InstallUser(i,
                                           radio.Get(i + 1),
                                           MakeAddress(i + 1, ALL, Address()),
                                           MakeAddress(i + 1, CONTROL, base),
                                           MakeAddress(i + 1, TASKS, base));
            user->AssignStreams(1000 + i);
            user->TraceConnectWithoutContext("Outcome",
                                             MakeCallback(&MegcNetwork::OnOutcome, this));
            user->TraceConnectWithoutContext("Packet", MakeCallback(&MegcNetwork::OnPacket, this));
            apps.push_back(user);
        }
        server->TraceConnectWithoutContext("Packet", MakeCallback(&MegcNetwork::OnPiece, this));
        manager->TraceConnectWithoutContext("Decision",
                                            MakeCallback(&MegcNetwork::OnDecision, this));
        manager->TraceConnectWithoutContext("Reward", MakeCallback(&MegcNetwork::OnReward, this));
    }

    Ptr<Node> baseStation;                   //!< its node
    NodeContainer users;                     //!< their nodes
    NetDeviceContainer radio;                //!< base station, users
    Ptr<MegcServer> server;                  //!< on the base station
    Ptr<MegcManager> manager;                //!< decides
    std::vector<Ptr<MegcUser>> apps;         //!< of the users
    std::vector<MegcDecision> decisions;     //!< by slot
    std::map<uint32_t, MegcOutcome> rewards; //!< by slot
    std::map<uint32_t, Time> ends;           //!< of the slots
    /// By slot and user.
    std::map<uint32_t, std::map<Mac48Address, MegcUserOutcome>> outcomes;
    uint64_t resultPackets = 0; //!< that have come to users
    uint64_t taskPackets = 0;   //!< that have come to the server
    Time longestPacket;         //!< greatest latency of any of them

  private:
    /**
     * @param device whose, 0 for the base station
     * @param protocol EtherType
     * @param peer of whom; empty for a local address
     * @return packet socket address
     */
    Address MakeAddress(uint32_t device, uint16_t protocol, const Address& peer) const
    {
        PacketSocketAddress address;
        address.SetSingleDevice(radio.Get(device)->GetIfIndex());
        address.SetProtocol(protocol);
        address.SetPhysicalAddress(peer);
        return address;
    }

    /// @param decision of a slot
    void OnDecision(const MegcDecision& decision)
    {
        decisions.push_back(decision);
    }

    /// @param slot which
    /// @param outcome of all users
    void OnReward(uint32_t slot, const MegcOutcome& outcome)
    {
        rewards[slot] = outcome;
        ends[slot] = Simulator::Now();
    }

    /// @param outcome of a user
    void OnOutcome(const MegcUserOutcome& outcome)
    {
        outcomes[outcome.times.slot][outcome.times.user] = outcome;
    }

    /// @param latency of a packet of a result
    void OnPacket(const MegcResultHeader&, Time latency)
    {
        ++resultPackets;
        longestPacket = std::max(longestPacket, latency);
    }

    /// @param latency of a packet of a task
    void OnPiece(const MegcTaskHeader&, Time latency)
    {
        ++taskPackets;
        longestPacket = std::max(longestPacket, latency);
    }
};

/**
 * @param cell what to decide for
 * @param seed of its draws
 * @return a scheme of RandomSharesPolicy
 */
inline MegcScheme
MakeRandomShares(const MegcParameters& cell, uint64_t seed)
{
    MegcScheme scheme{std::make_shared<RandomSharesPolicy>(cell, seed), {}};
    scheme.decoding.shares = MegcShares::WEIGHTS;
    return scheme;
}

/**
 * @param helper whose cell is set
 * @param preset by name
 * @param compute number of computation users
 * @param content number of content users
 * @param vision number of vision users
 */
inline void
SetCell(MegcHelper& helper, const std::string& preset, int compute, int content, int vision)
{
    MegcParameters parameters = FindMegcPreset(preset).parameters;
    parameters.computeUsers = compute;
    parameters.contentUsers = content;
    parameters.visionUsers = vision;
    helper.GetCell()->SetConstants(parameters, FindMegcPreset(preset).scenario);
}

} // namespace test
} // namespace isac
} // namespace ns3

#endif // ISAC_TEST_MEGC_H
