/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_TEST_ASP_H
#define ISAC_TEST_ASP_H

#include "ns3/isac-asp-helper.h"
#include "ns3/isac-asp-recorder.h"
#include "ns3/node-container.h"
#include "ns3/packet-socket-address.h"
#include "ns3/packet-socket-helper.h"
#include "ns3/simple-channel.h"
#include "ns3/simple-net-device.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{
namespace test
{

/**
 * @brief Users, a scheduler and providers on one wire, on which every packet takes equally long.
 * To be configured through `asp`, then built.
 */
class AspWire
{
  public:
    /// Protocol number of tasks and results; that of reports is one more.
    static constexpr uint16_t PROTOCOL = 0x88b5;

    AspWire()
    {
        for (const auto set : {&AspHelper::SetSchedulerAttribute,
                               &AspHelper::SetServerAttribute,
                               &AspHelper::SetUserAttribute})
        {
            (asp.*set)("Protocol", StringValue("ns3::PacketSocketFactory"));
        }
        asp.SetServerAttribute("ResultSize", UintegerValue(0));
    }

    ~AspWire()
    {
        Simulator::Destroy();
    }

    AspWire(const AspWire&) = delete;
    AspWire& operator=(const AspWire&) = delete;

    /**
     * @param userCount number of users
     * @param delay of every packet
     */
    void Build(uint32_t userCount = 1, Time delay = Time())
    {
        auto wire = CreateObject<SimpleChannel>();
        wire->SetAttribute("Delay", TimeValue(delay));
        const auto count = static_cast<uint32_t>(asp.GetMarket()->GetProviders().size());
        nodes.Create(1 + count + userCount);
        for (auto node = nodes.Begin(); node != nodes.End(); ++node)
        {
            auto device = CreateObject<SimpleNetDevice>();
            device->SetAddress(Mac48Address::Allocate());
            device->SetChannel(wire);
            (*node)->AddDevice(device);
        }
        PacketSocketHelper().Install(nodes);
        scheduler = asp.InstallScheduler(nodes.Get(0), At(0, PROTOCOL), At(0, PROTOCOL + 1));
        for (uint32_t i = 1; i <= count; ++i)
        {
            servers.Add(asp.InstallServer(nodes.Get(i),
                                          At(i, PROTOCOL),
                                          At(i, PROTOCOL),
                                          At(0, PROTOCOL + 1),
                                          scheduler));
        }
        for (uint32_t i = 1 + count; i < nodes.GetN(); ++i)
        {
            users.Add(asp.InstallUser(nodes.Get(i), At(i, PROTOCOL), At(0, PROTOCOL)));
        }
        recorder = std::make_unique<AspRecorder>(scheduler, servers, users);
        scheduler->TraceConnectWithoutContext("Reward", MakeCallback(&AspWire::Rewarded, this));
        scheduler->TraceConnectWithoutContext("Decision", MakeCallback(&AspWire::Decided, this));
        for (uint32_t i = 0; i < users.GetN(); ++i)
        {
            users.Get(i)->TraceConnectWithoutContext("Result",
                                                     MakeCallback(&AspWire::Received, this));
        }
    }

    /**
     * @brief Run an episode as slot level has it: it ends when its last task comes.
     * @param tasks at least two
     */
    void RunEpisode(const std::vector<AspTask>& tasks)
    {
        AspHelper::DealTasks(tasks, users);
        Run(Seconds(tasks.back().arrival));
    }

    /// @param end of the simulation; what happens at that instant happens still
    void Run(Time end)
    {
        recorder->SetDuration(end.GetSeconds());
        scheduler->SetStopTime(end + NanoSeconds(1));
        Simulator::Stop(end + NanoSeconds(2));
        Simulator::Run();
    }

    /**
     * @param i which
     * @return a server
     */
    Ptr<AspServer> GetServer(uint32_t i) const
    {
        return DynamicCast<AspServer>(servers.Get(i));
    }

    /**
     * @param i which
     * @return a user
     */
    Ptr<AspUser> GetUser(uint32_t i) const
    {
        return DynamicCast<AspUser>(users.Get(i));
    }

    AspHelper asp;                         //!< installs everything
    NodeContainer nodes;                   //!< scheduler, providers, users
    Ptr<AspScheduler> scheduler;           //!< the scheduler
    ApplicationContainer servers;          //!< of providers
    ApplicationContainer users;            //!< of users
    std::unique_ptr<AspRecorder> recorder; //!< of everything
    std::vector<AspDecision> decisions;    //!< in order
    std::vector<AspOutcome> outcomes;      //!< of decisions, in order
    std::vector<uint32_t> rewarded;        //!< their numbers
    std::vector<AspUserResult> results;    //!< in order

  private:
    /**
     * @param node which
     * @param protocol number
     * @return its address
     */
    Address At(uint32_t node, uint16_t protocol) const
    {
        PacketSocketAddress address;
        address.SetSingleDevice(0);
        address.SetPhysicalAddress(nodes.Get(node)->GetDevice(0)->GetAddress());
        address.SetProtocol(protocol);
        return address;
    }

    /**
     * @param sequence number of a decision
     * @param outcome of it
     */
    void Rewarded(uint32_t sequence, const AspOutcome& outcome)
    {
        rewarded.push_back(sequence);
        outcomes.push_back(outcome);
    }

    /// @param decision made
    void Decided(const AspDecision& decision)
    {
        decisions.push_back(decision);
    }

    /// @param result that a user has
    void Received(const AspUserResult& result)
    {
        results.push_back(result);
    }
};

/**
 * @param capacities of providers
 * @return providers of these capacities; utility is 0.01 a step up to 100 steps
 */
inline std::vector<AspProviderProfile>
MakeProviders(const std::vector<int>& capacities)
{
    std::vector<AspProviderProfile> providers;
    for (const int capacity : capacities)
    {
        providers.push_back({capacity, {0.0, 0.0, 100.0, 1.0}});
    }
    return providers;
}

/**
 * @brief Run times of 1 s a step, T from 10 to 100.
 * @param market to be set so
 */
inline void
SetPlainMarket(Ptr<AspMarket> market)
{
    market->SetAttribute("RunTimeQuadratic", StringValue("0"));
    market->SetAttribute("RunTimeLinear", StringValue("1"));
    market->SetAttribute("RunTimeConstant", StringValue("0"));
    market->SetAttribute("RunTimeUnit", StringValue("1s"));
    market->SetAttribute("MinSteps", StringValue("10"));
    market->SetAttribute("MaxSteps", StringValue("100"));
}

} // namespace test
} // namespace isac
} // namespace ns3

#endif // ISAC_TEST_ASP_H
