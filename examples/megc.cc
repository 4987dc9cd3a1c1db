/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Mobile edge generation and computing: three kinds of user on one cell, packet by packet.
//
//   computation users  --- part of the task --->
//   vision users       --- data --------------->  base station ----- edge server
//   vision users       <-- enhanced data -------  with the manager
//   content users      <-- content -------------
//
// In each slot a manager shares out bandwidth (FDMA), the base station's power and the server's
// speed; the aim is the least sum of latencies.
//
// Who decides:
//   megc --policy=list
//   megc --policy=fra --RngRun=7
// Without headers, and control that takes no time, which must come to what the closed form says:
//   megc --ideal
// Other traffic on the same cell, and a server 5 ms away:
//   megc --background=tcp --bestEffortShare=0.2 --backhaulDelay=5
//
// Usage: megc [--policy=NAME] [--preset=NAME] [--slots=N] [--RngRun=R] ...; see --help
// Exit codes: 0 done, 1 run failed, 2 bad usage or bad input.

#include "megc-scenario.h"

#include "ns3/channel.h"
#include "ns3/core-module.h"
#include "ns3/isac-arguments.h"
#include "ns3/isac-interrupt.h"
#include "ns3/isac-megc-arguments.h"
#include "ns3/isac-megc-files.h"
#include "ns3/isac-megc-policy.h"
#include "ns3/isac-megc-recorder.h"
#include "ns3/isac-megc-summary.h"
#include "ns3/isac-progress.h"
#include "ns3/isac-recorded-run.h"
#include "ns3/isac-run-config.h"
#include "ns3/isac-torch-runtime.h"
#include "ns3/point-to-point-helper.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <tuple>

using namespace ns3;
using namespace ns3::isac;

namespace
{

const std::string PROGRAM = "megc";

/// Everything that the command line says.
struct Options
{
    MegcArguments cell;           //!< constants
    MegcScenarioOptions scenario; //!< the network
    std::string policy = "auto";  //!< who decides
    double slotTime = 10.0;       //!< [s]
    double reportTimeout = 0.5;   //!< [s]
    double slotTimeout = 600.0;   //!< [s]
    double backhaulDelay = 0.0;   //!< [ms]
    double backhaulRate = 10.0;   //!< [Gbit/s]
    double backgroundRate = 1.0;  //!< [Mbit/s]
    std::string output;           //!< folder
    bool csv = true;              //!< whether slots.csv and users.csv are written
    bool pcap = false;            //!< whether packets are written
    bool ascii = false;           //!< whether traces are written
    bool progress = true;         //!< whether progress is shown
};

/**
 * @param options hold the defaults, get the values
 * @param arguments get the options
 */
void
AddOptions(Options& options, Arguments& arguments)
{
    MegcScenarioOptions& scenario = options.scenario;
    arguments.AddGroup("What is run");
    arguments.Add("policy",
                  "who decides; list shows all; auto: lara if one is trained for the cell, else "
                  "the best constant",
                  options.policy);
    arguments.Add("slots", "how many", scenario.slots, 1, 100000000);
    arguments.Add("slotTime",
                  "slots begin at its multiples, and the channel changes there [s]",
                  options.slotTime,
                  1e-3,
                  1e6);
    arguments.Add("reportTimeout",
                  "the manager decides without the reports that are not in by then [s]",
                  options.reportTimeout,
                  0.0,
                  1e6);
    arguments.Add("slotTimeout",
                  "after which a slot is given up; 0: never [s]",
                  options.slotTimeout,
                  0.0,
                  1e9);
    options.cell.AddTo(arguments);
    arguments.AddGroup("The network");
    arguments.Add("ideal",
                  "no airtime for headers, control reaches everyone at once",
                  scenario.ideal);
    arguments.Add("bestEffortShare",
                  "of both bands and all powers, for control and other traffic",
                  scenario.bestEffortShare,
                  0.0,
                  0.99);
    arguments.Add("workConserving",
                  "shares of the server that nobody uses are given to others",
                  scenario.workConserving);
    arguments.Add("backhaulDelay",
                  "to the server, one way; not given: it is on the base station's node [ms]",
                  options.backhaulDelay,
                  0.0,
                  1e6);
    arguments.Add("backhaulRate",
                  "of the link to the server [Gbit/s]",
                  options.backhaulRate,
                  1e-3,
                  1e3);
    arguments.Add("background",
                  "other traffic: streams over UDP, files over TCP both ways",
                  scenario.background,
                  {"none", "udp", "tcp", "both"});
    arguments.Add("backgroundRate",
                  "of UDP, to each user [Mbit/s]",
                  options.backgroundRate,
                  1e-3,
                  1e4);
    arguments.AddGroup("Results");
    arguments.Add("output", "folder; default runs/megc-POLICY-PRESET-runR", options.output);
    arguments.Add("csv", "write slots.csv and users.csv", options.csv);
    arguments.Add("pcap", "write the base station's packets", options.pcap);
    arguments.Add("ascii", "write the base station's trace", options.ascii);
    arguments.Add("progress", "show progress on standard error", options.progress);
}

/**
 * @param name as typed
 * @param cell the whole of it
 * @param granted what grants share out of it
 * @param seed of the policy's own random numbers
 * @return the scheme, and what it is called
 * @throws std::invalid_argument that begins with the name
 */
std::pair<MegcScheme, std::string>
FindScheme(const std::string& name,
           const MegcArguments& cell,
           const MegcParameters& granted,
           uint64_t seed)
{
    if (name == "auto")
    {
        try
        {
            return {MakeMegcScheme("lara", cell.GetParameters(), cell.GetScenario(), seed), "lara"};
        }
        catch (const std::invalid_argument&)
        {
            return FindScheme("constant", cell, granted, seed);
        }
    }
    return {MakeGrantedMegcScheme(name, cell.GetParameters(), granted, cell.GetScenario(), seed),
            name};
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
          m_progress(std::cerr, Progress::IsTerminal(), "slots", options.scenario.slots)
    {
        if (options.csv)
        {
            m_files = std::make_unique<MegcFiles>(prefix);
        }
    }

    /**
     * @brief Run all slots and write the results.
     * @return what went wrong; empty if nothing did
     */
    std::string Execute() override
    {
        MegcNetwork network(m_options.scenario);
        MegcRecorder recorder(network.manager,
                              network.megc.GetCell()->GetGrantedParameters(),
                              [this](const MegcSlotRecord& record) { Over(record); });
        bool written = Describe(network);
        const NetDeviceContainer base(network.radio.Get(0));
        if (m_options.pcap)
        {
            network.megc.GetRadio().EnablePcap(m_prefix + PROGRAM, base);
        }
        if (m_options.ascii)
        {
            network.megc.GetRadio().EnableAscii(m_prefix + PROGRAM, base);
        }
        const auto begin = std::chrono::steady_clock::now();
        Watch();
        Simulator::Run();
        m_speed.wallSeconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        m_speed.events = Simulator::GetEventCount();
        m_speed.simulatedSeconds = Simulator::Now().GetSeconds();
        m_background = network.GetBackground();
        Simulator::Destroy();
        m_progress.Finish();
        if (IsInterrupted())
        {
            return "interrupted; nothing is kept";
        }
        if (m_slots < m_options.scenario.slots)
        {
            return "nothing happens any more after slot " + std::to_string(m_slots) +
                   ": expected --slotTimeout above 0";
        }
        written &= !m_files || m_files->Close();
        written &=
            WriteFile("summary.json",
                      m_summary.ToJson(m_speed,
                                       {{"program", PROGRAM},
                                        {"policy", m_options.policy},
                                        {"cell", m_options.cell.GetLabel()},
                                        {"RngRun", std::to_string(RngSeedManager::GetRun())}},
                                       m_background));
        return written ? "" : "cannot write to " + m_prefix;
    }

    /// Print what it has come to.
    void Print() const override
    {
        std::cout << m_options.policy << ", cell " << m_options.cell.GetLabel() << ", "
                  << m_options.scenario.slots << " slots, run " << RngSeedManager::GetRun()
                  << "\n\n";
        m_summary.Print(std::cout, m_speed);
        for (const auto& [what, bytes] : m_background)
        {
            if (bytes > 0)
            {
                std::cout << "background " << what << ": "
                          << 8e-6 * static_cast<double>(bytes) / m_speed.simulatedSeconds
                          << " Mbit/s\n";
            }
        }
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
    bool Describe(const MegcNetwork& network) const
    {
        std::vector<Ptr<Object>> parts = {network.megc.GetCell(),
                                          network.manager,
                                          network.server,
                                          network.radio.Get(0),
                                          network.radio.Get(0)->GetChannel()};
        for (const auto& user : network.userApps)
        {
            parts.push_back(user);
        }
        return WriteFile("config.json", DescribeRun(PROGRAM, m_arguments, parts));
    }

    /// Look now and then whether the user has had enough: a slot may last.
    void Watch()
    {
        if (IsInterrupted())
        {
            Simulator::Stop();
        }
        else if (!Simulator::IsFinished())
        {
            Simulator::Schedule(Seconds(1), &Run::Watch, this);
        }
    }

    /// @param record of a slot that is over
    void Over(const MegcSlotRecord& record)
    {
        m_summary.Add(record);
        if (m_files)
        {
            m_files->Write(record);
        }
        ++m_slots;
        if (m_options.progress && m_progress.IsDue())
        {
            m_progress.Update(m_slots, "latency " + std::to_string(m_summary.GetLatency()) + " s");
        }
        // Background traffic has no end of its own.
        if (IsInterrupted() || m_slots == m_options.scenario.slots)
        {
            Simulator::Stop();
        }
    }

    const Options& m_options;                                   //!< what to run
    const Arguments& m_arguments;                               //!< the same as read
    std::string m_prefix;                                       //!< of all files
    std::unique_ptr<MegcFiles> m_files;                         //!< if they are wanted
    MegcSummary m_summary;                                      //!< so far
    Progress m_progress;                                        //!< shown
    RunSpeed m_speed;                                           //!< of the simulation
    uint32_t m_slots = 0;                                       //!< that are over
    std::vector<std::pair<std::string, uint64_t>> m_background; //!< bytes of other traffic
};

} // namespace

int
main(int argc, char* argv[])
{
    Options options;
    Arguments arguments(PROGRAM, "mobile edge generation and computing, packet by packet");
    AddOptions(options, arguments);
    if (const auto code = arguments.Parse(argc, argv, std::cout, std::cerr))
    {
        return *code;
    }
    if (options.policy == "list")
    {
        PrintMegcPolicies(std::cout);
        return 0;
    }
    PrepareTorch(1);
    MegcScenarioOptions& scenario = options.scenario;
    if (!scenario.ideal && scenario.bestEffortShare <= 0.0)
    {
        return arguments.Fail("--bestEffortShare=0: expected more, for control, or --ideal",
                              std::cerr);
    }
    if (scenario.ideal && scenario.background != "none")
    {
        return arguments.Fail("--background=" + scenario.background +
                                  ": expected none with --ideal, in which it takes no time",
                              std::cerr);
    }
    // Policies draw from generators of their own; these follow the run as all do.
    const uint64_t run[] = {RngSeedManager::GetSeed(), RngSeedManager::GetRun()};
    const uint64_t seed = Hash64(reinterpret_cast<const char*>(run), sizeof(run));
    if (scenario.ideal && !arguments.IsGiven("bestEffortShare"))
    {
        scenario.bestEffortShare = 0.0;
    }
    try
    {
        options.cell.Finish(arguments);
    }
    catch (const std::invalid_argument& error)
    {
        return arguments.Fail(error.what(), std::cerr);
    }
    scenario.parameters = options.cell.GetParameters();
    scenario.scenario = options.cell.GetScenario();
    // Headers count bytes in 32 bits; Poisson's law may draw far beyond its mean.
    constexpr double MOST_BITS = 16e9;
    const double most =
        std::max(scenario.scenario.maxContentBits,
                 scenario.scenario.maxTaskBits * std::max(1.0, scenario.parameters.expansion));
    if (most > MOST_BITS)
    {
        return arguments.Fail("--maxContent and --maxTask, times --expansion: expected 16000 Mbit "
                              "at most in packets",
                              std::cerr);
    }
    scenario.slotTime = Seconds(options.slotTime);
    scenario.reportTimeout = Seconds(options.reportTimeout);
    scenario.slotTimeout = Seconds(options.slotTimeout);
    scenario.remote = arguments.IsGiven("backhaulDelay");
    scenario.backhaulDelay = Seconds(1e-3 * options.backhaulDelay);
    scenario.backhaulRate = 1e9 * options.backhaulRate;
    scenario.backgroundRate = 1e6 * options.backgroundRate;
    try
    {
        const auto cell = CreateObject<MegcCell>();
        cell->SetConstants(scenario.parameters, scenario.scenario);
        cell->SetAttribute("BestEffortShare", DoubleValue(scenario.bestEffortShare));
        std::tie(scenario.scheme, options.policy) =
            FindScheme(options.policy, options.cell, cell->GetGrantedParameters(), seed);
    }
    catch (const std::invalid_argument& error)
    {
        return arguments.Fail("--policy=" + std::string(error.what()), std::cerr);
    }
    if (options.output.empty())
    {
        options.output = NameRunFolder(PROGRAM, options.policy, options.cell.GetLabel());
    }
    return KeepRun(
        PROGRAM,
        arguments,
        options.output,
        [&](const std::string& prefix) {
            return std::make_unique<Run>(options, arguments, prefix);
        },
        "utils/plot-megc-timeline.py");
}
