/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// DA-ISAC: short videos for users on the road, whom echoes of their data find, packet by packet.
//
//   users  --- requests, samples, scores --->  base stations ----- edge node with
//   users  <-- segments, one a slot ---------  who hear echoes     manager and server
//
// In each slot the manager shares out bandwidth, power and the server's speed among the users of
// all base stations. It knows of users what echoes of their own data and their reports tell it; the
// aim is the largest mean quality of experience.
//
// Who decides:
//   da-isac --policy=list
//   da-isac --policy=without-da --users=12 --RngRun=7
// Without headers, control or backhaul that take time, which must come to what the closed form
// says:
//   da-isac --ideal
// Cars on a grid of streets, as a trace of ns-2 has them:
//   da-isac --mobility=ns2 --trace=examples/data/da-grid.ns_movements
//
// Usage: da-isac [--policy=NAME] [--slots=N] [--RngRun=R] ...; see --help
// Exit codes: 0 done, 1 run failed, 2 bad usage or bad input.

#include "da-isac-scenario.h"

#include "ns3/channel.h"
#include "ns3/core-module.h"
#include "ns3/isac-arguments.h"
#include "ns3/isac-da-arguments.h"
#include "ns3/isac-da-collection.h"
#include "ns3/isac-da-files.h"
#include "ns3/isac-da-policy.h"
#include "ns3/isac-da-recorder.h"
#include "ns3/isac-da-summary.h"
#include "ns3/isac-interrupt.h"
#include "ns3/isac-progress.h"
#include "ns3/isac-recorded-run.h"
#include "ns3/isac-run-config.h"
#include "ns3/isac-torch-runtime.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <stdexcept>

using namespace ns3;
using namespace ns3::isac;

namespace
{

const std::string PROGRAM = "da-isac";

/// Everything that the command line says.
struct Options
{
    DaArguments network;            //!< constants
    DaIsacOptions run;              //!< what is run
    std::string policy = "auto";    //!< who decides
    std::string models = "general"; //!< what agents begin with
    double backhaulDelay = 1.0;     //!< [ms]
    double backhaulRate = 10.0;     //!< [Gbit/s]
    double handoverTime = 30.0;     //!< [ms]
    std::string output;             //!< folder
    bool csv = true;                //!< whether tables are written
    bool pcap = false;              //!< whether packets are written
    bool ascii = false;             //!< whether traces are written
    bool progress = true;           //!< whether progress is shown
};

/**
 * @param options hold the defaults, get the values
 * @param arguments get the options
 */
void
AddOptions(Options& options, Arguments& arguments)
{
    DaIsacOptions& run = options.run;
    arguments.AddGroup("What is run");
    arguments.Add("policy",
                  "who decides; list shows all; auto: sttd if one is trained, else the optimum of "
                  "what the network believes",
                  options.policy);
    arguments.Add("slots", "how many", run.slots, 1, 100000000);
    options.network.AddTo(arguments);
    arguments.AddGroup("How users move, and what the network gets to know");
    arguments.Add("mobility",
                  "straight: on until the coverage ends; waypoint: from point to point in it; ns2: "
                  "as --trace says",
                  run.mobility,
                  {"straight", "waypoint", "ns2"});
    arguments.Add("trace", "file of ns-2 with movements of as many nodes as users", run.trace);
    arguments.Add("models",
                  "of users' QoE that agents begin with: general: the same for all; personal: the "
                  "true ones",
                  options.models,
                  {"general", "personal"});
    arguments.Add("misses", "the detector may miss users; else all echoes tell", run.misses);
    arguments.Add("fit", "fit models to scores", run.fitModels);
    arguments.Add("collection",
                  "size of users' reports, of 1000 byte each; 0: no reports",
                  run.collection,
                  0.0,
                  60.0);
    const char* const kinds[] = {"behaviour", "performance", "environment"};
    for (std::size_t kind = 0; kind < run.attenuations.size(); ++kind)
    {
        run.attenuations[kind] = DA_COLLECTION[kind].attenuation;
        arguments.Add("nu" + std::to_string(kind + 1),
                      std::string("attenuation of the collection of ") + kinds[kind],
                      run.attenuations[kind],
                      0.0,
                      100.0);
    }
    arguments.AddGroup("The network");
    arguments.Add("ideal",
                  "no airtime for headers, control and backhaul that take no time",
                  run.ideal);
    arguments.Add("controlShare",
                  "of carriers and power, for requests, grants and scores",
                  run.controlShare,
                  0.0,
                  0.99);
    arguments.Add("packetSize", "of a segment in a packet [byte]", run.packetSize, 100, 60000);
    arguments.Add("backhaulDelay",
                  "from edge node to base station, one way [ms]",
                  options.backhaulDelay,
                  0.0,
                  1e4);
    arguments.Add("backhaulRate", "of each link [Gbit/s]", options.backhaulRate, 1e-3, 1e3);
    arguments.Add("handoverTime",
                  "for which a user is not served after he was handed over [ms]",
                  options.handoverTime,
                  0.0,
                  1e4);
    arguments.Add("handoverMargin",
                  "another station is so much nearer before it takes over [m]",
                  run.handoverMargin,
                  0.0,
                  1e4);
    arguments.AddGroup("Results");
    arguments.Add("output", "folder; default runs/da-isac-POLICY-KUSERS-runR", options.output);
    arguments.Add("csv", "write slots.csv, users.csv and echoes.csv", options.csv);
    arguments.Add("pcap", "write the base stations' packets", options.pcap);
    arguments.Add("ascii", "write the base stations' traces", options.ascii);
    arguments.Add("progress", "show progress on standard error", options.progress);
}

/// A run: what is asked for, and what it has come to.
class Run : public RecordedRun
{
  public:
    /**
     * @param options what to run
     * @param arguments the options as they were read; outlive the run
     * @param prefix of all files
     */
    Run(const Options& options, const Arguments& arguments, const std::string& prefix)
        : m_options(options),
          m_arguments(arguments),
          m_prefix(prefix),
          m_summary(static_cast<uint32_t>(options.run.scenario.slotsPerEpisode)),
          m_progress(std::cerr, Progress::IsTerminal(), "slots", options.run.slots)
    {
        if (options.csv)
        {
            m_files = std::make_unique<DaFiles>(prefix, options.run.scenario);
        }
    }

    /**
     * @brief Run all slots and write the results.
     * @return what went wrong; empty if nothing did
     */
    std::string Execute() override
    {
        DaIsacNetwork network(m_options.run);
        DaRecorder recorder(network.network,
                            network.da.GetCell(),
                            [this](const DaSlotRecord& record) { Over(record); });
        network.network.manager->TraceConnectWithoutContext("Decision",
                                                            MakeCallback(&Run::Begun, this));
        m_slotTime = network.da.GetCell()->GetSlotTime();
        bool written = Describe(network);
        for (std::size_t s = 0; s < network.network.radios.size(); ++s)
        {
            const NetDeviceContainer base(network.network.radios[s].Get(0));
            if (m_options.pcap)
            {
                network.network.cells[s].EnablePcap(m_prefix + PROGRAM, base);
            }
            if (m_options.ascii)
            {
                network.network.cells[s].EnableAscii(m_prefix + PROGRAM, base);
            }
        }
        const auto begin = std::chrono::steady_clock::now();
        Watch();
        Simulator::Run();
        m_speed.wallSeconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        m_speed.events = Simulator::GetEventCount();
        m_speed.simulatedSeconds = Simulator::Now().GetSeconds();
        if (!IsInterrupted())
        {
            recorder.Finish();
        }
        Simulator::Destroy();
        m_progress.Finish();
        if (IsInterrupted())
        {
            return "interrupted; nothing is kept";
        }
        if (m_slots < m_options.run.slots)
        {
            return "nothing happens any more after slot " + std::to_string(m_slots) +
                   ": users cannot reach the base stations";
        }
        written &= !m_files || m_files->Close();
        written &=
            WriteFile("summary.json",
                      m_summary.ToJson(m_speed,
                                       {{"program", PROGRAM},
                                        {"policy", m_options.policy},
                                        {"network", m_options.network.GetLabel()},
                                        {"RngRun", std::to_string(RngSeedManager::GetRun())}}));
        return written ? "" : "cannot write to " + m_prefix;
    }

    /// Print what it has come to.
    void Print() const override
    {
        std::cout << m_options.policy << ", " << m_options.run.scenario.users << " users, "
                  << m_options.run.slots << " slots, run " << RngSeedManager::GetRun() << "\n\n";
        m_summary.Print(std::cout, m_speed);
    }

  private:
    /**
     * @param name of a file
     * @param text goes into it
     * @return whether it could be written
     */
    bool WriteFile(const std::string& name, const std::string& text) const
    {
        std::ofstream file(m_prefix + name);
        file << text;
        file.close();
        return file.good();
    }

    /**
     * @param network that is run
     * @return whether config.json could be written
     */
    bool Describe(const DaIsacNetwork& network) const
    {
        const DaNetwork& parts = network.network;
        std::vector<Ptr<Object>> objects = {network.da.GetCell(), parts.manager, parts.server};
        for (std::size_t s = 0; s < parts.radios.size(); ++s)
        {
            const Ptr<NetDevice> base = parts.radios[s].Get(0);
            objects.push_back(parts.stations[s]);
            objects.push_back(base);
            objects.push_back(base->GetObject<IsacWaveformSensor>());
            objects.push_back(base->GetChannel());
        }
        objects.push_back(parts.users.front());
        return WriteFile("config.json", DescribeRun(PROGRAM, m_arguments, objects));
    }

    /// Look now and then whether the user has had enough, or nothing happens.
    void Watch()
    {
        // Greetings are over in milliseconds, or never get through.
        const bool idle = m_begun == 0 && Simulator::Now() > Seconds(60);
        if (IsInterrupted() || idle)
        {
            Simulator::Stop();
        }
        else
        {
            Simulator::Schedule(Seconds(1), &Run::Watch, this);
        }
    }

    /// @param decision of a slot that begins
    void Begun(const DaSlotDecision& decision)
    {
        m_begun = decision.slot + 1;
        if (m_begun == m_options.run.slots)
        {
            // Mobility has no end of its own. Late segments end with the slot.
            Simulator::Stop(m_slotTime + NanoSeconds(1));
        }
    }

    /// @param record of a slot that is over
    void Over(const DaSlotRecord& record)
    {
        m_summary.Add(record);
        if (m_files)
        {
            m_files->Write(record);
        }
        ++m_slots;
        if (m_options.progress && m_progress.IsDue())
        {
            m_progress.Update(m_slots, "QoE " + std::to_string(m_summary.GetQoe()));
        }
    }

    const Options& m_options;         //!< what to run
    const Arguments& m_arguments;     //!< the same as read
    std::string m_prefix;             //!< of all files
    std::unique_ptr<DaFiles> m_files; //!< if they are wanted
    DaSummary m_summary;              //!< so far
    Progress m_progress;              //!< shown
    RunSpeed m_speed;                 //!< of the simulation
    Time m_slotTime;                  //!< of a slot
    uint32_t m_begun = 0;             //!< slots that began
    uint32_t m_slots = 0;             //!< slots that are over
};

/**
 * @brief Take what was given.
 * @param options get it in the units of a network
 * @param arguments that were read
 * @throws std::invalid_argument with one line if it makes no sense
 */
void
Finish(Options& options, const Arguments& arguments)
{
    options.network.Finish(arguments);
    DaIsacOptions& run = options.run;
    run.scenario = options.network.GetScenario();
    run.personalModels = options.models == "personal";
    run.backhaulDelay = Seconds(1e-3 * options.backhaulDelay);
    run.backhaulRate = 1e9 * options.backhaulRate;
    run.handoverTime = Seconds(1e-3 * options.handoverTime);
    run.controlShare = run.ideal ? 0.0 : run.controlShare;
    if (!run.ideal && run.controlShare <= 0.0)
    {
        throw std::invalid_argument("--controlShare=0: expected more, for requests and grants, or "
                                    "--ideal");
    }
    const bool trace = !run.trace.empty();
    if (trace != (run.mobility == "ns2"))
    {
        throw std::invalid_argument("--mobility=" + run.mobility + ": expected " +
                                    (trace ? "ns2 with --trace" : "--trace=FILE with it"));
    }
    std::string wrong = trace ? CheckTrace(run.trace, run.scenario.users) : "";
    if (!wrong.empty())
    {
        throw std::invalid_argument("--trace=" + run.trace + ": " + wrong);
    }
    // Headers count bytes in 32 bits.
    constexpr double MOST_MEGABYTES = 4000.0;
    if (run.scenario.bitRate.most * run.scenario.segmentTime / 8e6 > MOST_MEGABYTES)
    {
        throw std::invalid_argument("--maxBitRate times --segmentTime: expected 4000 MB at most in "
                                    "packets");
    }
    wrong = CheckCollection(run);
    if (!wrong.empty())
    {
        throw std::invalid_argument("--collection: " + wrong);
    }
    const uint64_t seeds[] = {RngSeedManager::GetSeed(), RngSeedManager::GetRun()};
    run.policySeed = Hash32(reinterpret_cast<const char*>(seeds), sizeof(seeds));
    if (options.policy == "auto")
    {
        const bool trained = std::filesystem::exists(ShippedDaPolicy("sttd", run.scenario.users));
        options.policy = trained ? "sttd" : "optimum";
    }
    try
    {
        // The manager makes it again, with the budget that it has; this finds out whether it can.
        MakeDaScheme(options.policy, run.scenario, run.policySeed);
    }
    catch (const std::invalid_argument& error)
    {
        throw std::invalid_argument("--policy=" + std::string(error.what()));
    }
    run.policy = options.policy;
}

} // namespace

int
main(int argc, char* argv[])
{
    Options options;
    Arguments arguments(PROGRAM,
                        "ISAC with digital agents for users on the road, packet by packet");
    AddOptions(options, arguments);
    if (const auto code = arguments.Parse(argc, argv, std::cout, std::cerr))
    {
        return *code;
    }
    PrepareTorch(1);
    try
    {
        if (options.policy == "list")
        {
            options.network.Finish(arguments);
            PrintDaPolicies(std::cout, options.network.GetScenario().users);
            return 0;
        }
        Finish(options, arguments);
    }
    catch (const std::invalid_argument& error)
    {
        return arguments.Fail(error.what(), std::cerr);
    }
    if (options.output.empty())
    {
        options.output = NameRunFolder(PROGRAM, options.policy, options.network.GetLabel());
    }
    return KeepRun(
        PROGRAM,
        arguments,
        options.output,
        [&](const std::string& prefix) {
            return std::make_unique<Run>(options, arguments, prefix);
        },
        "utils/plot-da-map.py");
}
