/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// One CAQA-AIGC cell, packet by packet: any scheme, any setting, all results in one folder.
//
//   users (K) ~~~ 28 GHz, 100 MHz ~~~ base station ----- backhaul ----- edge server
//
// In every slot the base station senses its users in turn, the edge server generates a picture for
// each from what was sensed, and the base station sends it, all within one budget of energy and
// time. The closed form of every slot is written beside what was measured.
//
// Usage: caqa-aigc [--policy=NAME] [--nUsers=K] [--slots=N] [--RngRun=R] ...; see --help
// Exit codes: 0 done, 1 run failed, 2 bad usage or bad input.

#include "caqa-scenario.h"

#include "ns3/core-module.h"
#include "ns3/isac-arguments.h"
#include "ns3/isac-caqa-files.h"
#include "ns3/isac-caqa-recorder.h"
#include "ns3/isac-caqa-summary.h"
#include "ns3/isac-progress.h"
#include "ns3/isac-run-config.h"
#include "ns3/isac-run-folder.h"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <list>

using namespace ns3;
using namespace ns3::isac;

namespace
{

const std::string PROGRAM = "caqa-aigc";

/// Set when the user has had enough; looked at between slots.
volatile std::sig_atomic_t g_interrupted = 0;

void
Interrupt(int /* signal */)
{
    g_interrupted = 1;
}

/// An option that is an attribute of CaqaCell, in the unit one writes it in.
struct CellOption
{
    std::string name;      //!< of the option
    std::string attribute; //!< of CaqaCell
    double unit;           //!< SI units in one unit of the option
    double low;            //!< least value
    double high;           //!< greatest value
    std::string help;      //!< with the unit
    double value = 0.0;    //!< in the option's unit
};

/// Table I and what it leaves open.
const std::vector<CellOption> CELL_OPTIONS = {
    {"bandwidth", "Bandwidth", 1e6, 0.01, 1e5, "B, downlink bandwidth [MHz]"},
    {"maxTime", "MaxTime", 1.0, 1e-3, 1e3, "T_max, service time and length of a slot [s]"},
    {"cycleTime", "CycleTime", 1e-6, 0.1, 1e5, "T_s, one sensing cycle [us]"},
    {"displayPixels", "DisplayPixels", 1.0, 1.0, 1e8, "D_c, capacity of a display [pixel]"},
    {"bitsPerPixel", "BitsPerPixel", 1.0, 1.0, 1e3, "beta [bit]"},
    {"maxEnergy", "MaxEnergy", 1.0, 0.0, 1e6, "E_max, energy of the base station in a slot [J]"},
    {"maxSensingEnergy", "MaxSensingEnergy", 1.0, 1e-9, 1e6, "E_s,max, for one user [J]"},
    {"minRequirement", "MinRequirement", 1.0, 0.0, 1.0, "lower end of Omega_min"},
    {"maxRequirement", "MaxRequirement", 1.0, 0.0, 1.0, "upper end of Omega_min"},
    {"workPerStep", "WorkPerStep", 1e12, 1e-9, 1e9, "chi, work of a denoising step [TFLOP]"},
    {"serverSpeed", "ServerSpeed", 1e12, 1e-9, 1e9, "f, speed of the edge server [TFLOPS]"},
    {"errorScale", "ErrorScale", 1.0, 0.0, 1.0, "eps_fwd of the generation error (2)"},
    {"errorAttenuation", "ErrorAttenuation", 1.0, 0.0, 1e3, "mu of (2)"},
    {"sensingPower", "SensingPower", 1.0, 1e-6, 1e4, "P_s [W]"},
    {"powerPerUser", "PowerPerUser", 1.0, 1e-6, 1e4, "P_c, on one subchannel [W]"},
    {"noiseDensity", "NoiseDensityDbm", 1.0, -250.0, 0.0, "delta^2 [dBm/Hz]"},
    {"sensingLimit", "SensingLimit", 1.0, 0.0, 1.0, "xi of the sensing accuracy law (1)"},
    {"sensingScale", "SensingScale", 1.0, 1e-6, 1e9, "varpi of (1)"},
    {"sensingDecay", "SensingDecay", 1.0, 1e-6, 1e3, "tau of (1)"},
    {"radius", "Radius", 1.0, 1.0, 1e5, "R, of the cell [m]"},
    {"minDistance", "MinDistance", 1.0, 0.1, 1e5, "distance of the nearest user [m]"},
    {"pathLossIntercept", "PathLossInterceptDb", 1.0, 0.0, 500.0, "path loss at 1 km [dB]"},
    {"pathLossSlope", "PathLossSlopeDb", 1.0, 0.0, 200.0, "path loss per decade [dB]"}};

/// Everything that the command line says.
struct Options
{
    CaqaScenarioOptions scenario;         //!< the network
    std::list<CellOption> cell;           //!< Table I
    uint32_t users = 10;                  //!< K
    uint32_t minSteps = 5;                //!< z_min
    uint32_t maxSteps = 10;               //!< z_max
    uint32_t slotsPerEpisode = 5;         //!< slots between new positions
    std::string fidelity = "packet";      //!< or slot
    std::string subchannels = "fixed";    //!< or adaptive
    std::string errorModel = "outage";    //!< or bit-errors
    std::string modulation = "qpsk";      //!< with bit-errors
    std::string knowledge = "perfect";    //!< or reported
    double reportLead = 0.0;              //!< [ms]
    double guard = 0.0;                   //!< [us]
    double backhaulRate = 10.0;           //!< [Gbit/s]
    double backhaulDelay = 1.0;           //!< [ms]
    std::string output;                   //!< folder
    bool csv = true;                      //!< whether users.csv and slots.csv are written
    std::string pcap = "none";            //!< or raw, user0
    bool ascii = false;                   //!< whether traces are written
    std::string devices = "base-station"; //!< whose packets pcap and ascii show
    uint32_t timelineSlot = 0;            //!< the one that is drawn
    bool progress = true;                 //!< whether progress is shown
};

/**
 * @param value a number
 * @return it as text that reads back to the same number
 */
std::string
ToText(double value)
{
    std::ostringstream text;
    text << std::setprecision(17) << value;
    return text.str();
}

/**
 * @brief Say what options there are.
 * @param options holds the defaults, gets the values
 * @param arguments gets them
 */
void
AddArguments(Options& options, Arguments& arguments)
{
    CaqaScenarioOptions& network = options.scenario;
    arguments.AddGroup("What decides, and how long");
    arguments.Add("policy", "scheme; list shows all", network.policy);
    arguments.Add("slots", "slots to run", network.slots, 1, 100000000);
    arguments.Add("slotsPerEpisode",
                  "slots between new positions; the paper trains with 50",
                  options.slotsPerEpisode,
                  1,
                  100000000);
    arguments.Add("fidelity",
                  "packet: the network carries slots out; slot: closed form only, with ideal",
                  options.fidelity,
                  {"packet", "slot"});

    arguments.AddGroup("Table I");
    arguments.Add("nUsers", "K, number of users", options.users, 1, 1000);
    for (const CellOption& entry : CELL_OPTIONS)
    {
        CellOption& option = options.cell.emplace_back(entry);
        DoubleValue standard;
        CreateObject<CaqaCell>()->GetAttribute(option.attribute, standard);
        option.value = standard.Get() / option.unit;
        arguments.Add(option.name, option.help, option.value, option.low, option.high);
    }
    arguments.Add("minSteps", "z_min", options.minSteps, 1, 10000);
    arguments.Add("maxSteps", "z_max", options.maxSteps, 1, 10000);

    arguments.AddGroup("What the closed form leaves out");
    arguments.Add("ideal",
                  "headers and reports take no airtime, the backhaul no time",
                  network.ideal);
    arguments.Add("subchannels",
                  "fixed: B/K for each user; adaptive: all of B to whoever is ready, in turn",
                  options.subchannels,
                  {"fixed", "adaptive"});
    arguments.Add("errorModel",
                  "outage: sent at capacity; bit-errors: uncoded",
                  options.errorModel,
                  {"outage", "bit-errors"});
    arguments.Add("modulation",
                  "with bit-errors",
                  options.modulation,
                  {"bpsk", "qpsk", "qam16", "qam64"});
    arguments.Add("channelKnowledge",
                  "what sets rates: the channel as it is, or as it was reported",
                  options.knowledge,
                  {"perfect", "reported"});
    arguments.Add("reportLead",
                  "reports are so old when a slot begins [ms]",
                  options.reportLead,
                  0.0,
                  1e6);
    arguments.Add("guard", "between sensing and downloads [us]", options.guard, 0.0, 1e9);
    arguments.Add("detectionGate",
                  "sensing may miss a user, who then gets nothing",
                  network.detectionGate);
    arguments.Add("standingGrants",
                  "best effort may use subchannels outside grants; C2 does not count it",
                  network.standingGrants);
    arguments.Add("backhaulRate", "[Gbit/s]", options.backhaulRate, 1e-6, 1e5);
    arguments.Add("backhaulDelay", "one way [ms]", options.backhaulDelay, 0.0, 1e5);
    arguments.Add("serverProfile",
                  "a measured card of data/server-profiles.csv instead of chi / f",
                  network.serverProfile);
    arguments.Add("maxBatch", "pictures generated together", network.maxBatch, 1, 1000);

    arguments.AddGroup("Results");
    arguments.Add("output",
                  "folder, replaced if it holds an earlier run; default "
                  "runs/caqa-aigc-POLICY-KUSERS-runRUN",
                  options.output);
    arguments.Add("csv", "write users.csv and slots.csv", options.csv);
    arguments.Add("timelineSlot",
                  "slot of timeline.csv and of the picture, from 0",
                  options.timelineSlot,
                  0,
                  99999999);
    arguments.Add("pcap",
                  "raw: IP packets; user0: frames, with the MAC header",
                  options.pcap,
                  {"none", "raw", "user0"});
    arguments.Add("ascii", "write ascii traces", options.ascii);
    arguments.Add("devices",
                  "whose packets pcap and ascii show",
                  options.devices,
                  {"base-station", "users", "all"});
    arguments.Add("progress", "show progress on standard error", options.progress);
}

/**
 * @brief Turn what was typed into what the network takes. Only what was typed: the rest is left to
 * attribute defaults, which --ns3::isac::... may have changed.
 * @param arguments that were read
 * @param options gets its scenario
 */
void
Translate(const Arguments& arguments, Options& options)
{
    CaqaScenarioOptions& network = options.scenario;
    for (const CellOption& option : options.cell)
    {
        if (arguments.IsGiven(option.name))
        {
            network.cell[option.attribute] = ToText(option.value * option.unit);
        }
    }
    const std::vector<std::tuple<std::string, std::string, uint32_t>> counts = {
        {"nUsers", "Users", options.users},
        {"minSteps", "MinSteps", options.minSteps},
        {"maxSteps", "MaxSteps", options.maxSteps}};
    for (const auto& [name, attribute, value] : counts)
    {
        if (arguments.IsGiven(name))
        {
            network.cell[attribute] = std::to_string(value);
        }
    }
    network.cell["SlotsPerEpisode"] = std::to_string(options.slotsPerEpisode);
    if (arguments.IsGiven("subchannels"))
    {
        network.cell["Subchannels"] = options.subchannels == "fixed" ? "Fixed" : "Adaptive";
    }
    network.slotLevel = options.fidelity == "slot";
    network.ideal = network.ideal || network.slotLevel;
    network.bitErrors = options.errorModel == "bit-errors";
    network.modulation = options.modulation;
    network.modulation[0] = static_cast<char>(std::toupper(network.modulation[0]));
    network.reportedChannel = options.knowledge == "reported";
    network.reportLead = NanoSeconds(std::llround(options.reportLead * 1e6));
    network.guard = NanoSeconds(std::llround(options.guard * 1e3));
    network.backhaulRate = options.backhaulRate * 1e9;
    network.backhaulDelay = NanoSeconds(std::llround(options.backhaulDelay * 1e6));
    network.pcapUser0 = options.pcap == "user0";
}

/// Print the schemes that --policy takes.
void
PrintPolicies()
{
    std::size_t width = 0;
    for (const auto& [name, entry] : GetCaqaSchemes().GetEntries())
    {
        width = std::max(width, entry.usage.size());
    }
    for (const auto& [name, entry] : GetCaqaSchemes().GetEntries())
    {
        std::cout << std::left << std::setw(static_cast<int>(width)) << entry.usage << "  "
                  << entry.description << "\n";
    }
}

/**
 * @param path of a file to write
 * @param text goes into it
 * @return whether it could be written
 */
bool
WriteFile(const std::string& path, const std::string& text)
{
    std::ofstream file(path);
    file << text;
    file.close();
    return file.good();
}

/**
 * @param network to be described
 * @return one object of each type that carries a run out
 */
std::vector<Ptr<Object>>
GetParts(CaqaNetwork& network)
{
    const auto station = DynamicCast<IsacNetDevice>(network.radio.Get(0));
    const auto user = DynamicCast<IsacNetDevice>(network.radio.Get(1));
    return {network.caqa.GetCell(),
            network.manager,
            network.manager->GetRelay(),
            network.server,
            network.userApps.Get(0),
            user,
            user->GetMac(),
            station->GetMac(),
            station->GetPhy(),
            station->GetPhy()->GetSensor(),
            user->GetPhy()->GetErrorModel(),
            network.energy,
            network.backhaul.Get(0),
            network.backhaul.Get(0)->GetChannel()};
}

/**
 * @brief Switch on pcap and ascii traces.
 * @param options which, and whose
 * @param network whose devices
 * @param prefix of the files
 */
void
EnableTraces(const Options& options, CaqaNetwork& network, const std::string& prefix)
{
    NetDeviceContainer devices;
    for (uint32_t i = 0; i < network.radio.GetN(); ++i)
    {
        const bool station = i == 0;
        if (options.devices == "all" || station == (options.devices == "base-station"))
        {
            devices.Add(network.radio.Get(i));
        }
    }
    if (options.pcap != "none")
    {
        network.caqa.GetRadio().EnablePcap(prefix, devices);
    }
    if (options.ascii)
    {
        network.caqa.GetRadio().EnableAscii(prefix, devices);
    }
}

/**
 * @brief Draw the picture, if the front door has said with what; else say how to.
 * @param folder of the results
 */
void
DrawTimeline(const std::string& folder)
{
    const char* script = std::getenv("ISAC_PLOT");
    if (!script)
    {
        std::cout << "Picture: utils/plot-slot-timeline.py " << folder << "\n";
        return;
    }
    const auto quote = [](const std::string& word) {
        std::string quoted = "'";
        for (const char c : word)
        {
            quoted += c == '\'' ? "'\\''" : std::string(1, c);
        }
        return quoted + "'";
    };
    const std::string command = "python3 " + quote(script) + " -- " + quote(folder);
    if (std::system(command.c_str()) != 0)
    {
        std::cerr << PROGRAM
                  << ": the picture could not be drawn; the other results are complete\n";
    }
}

/**
 * @brief Run the simulation and write the results.
 * @param options what to run
 * @param values the options as text
 * @param folder that has begun
 * @return what went wrong; empty if nothing did
 */
std::string
RunSlots(const Options& options,
         std::vector<std::pair<std::string, std::string>> values,
         RunFolder& folder)
{
    const std::string prefix = folder.GetTemporary();
    CaqaNetwork network(options.scenario);
    bool written =
        WriteFile(prefix + "config.json", DescribeRun(PROGRAM, values, GetParts(network)));
    EnableTraces(options, network, prefix + PROGRAM);

    const CaqaParameters cell = network.caqa.GetCell()->GetParameters();
    CaqaSummary summary(cell, options.slotsPerEpisode);
    std::unique_ptr<CaqaFiles> files;
    if (options.csv)
    {
        files = std::make_unique<CaqaFiles>(prefix, cell);
    }
    Progress progress(std::cerr, Progress::IsTerminal(), "slots", options.scenario.slots);
    CaqaRecorder recorder(network.manager,
                          network.caqa.GetCell(),
                          network.server,
                          network.userApps,
                          network.energy);
    recorder.SetTimelineSlot(options.timelineSlot);
    recorder.SetSlotCallback([&](const CaqaSlotRecord& slot) {
        summary.Add(slot);
        if (files)
        {
            files->Write(slot);
        }
        if (slot.slot == options.timelineSlot)
        {
            written &= CaqaFiles::WriteTimeline(prefix + "timeline.csv", slot);
        }
        if (options.progress && progress.IsDue())
        {
            std::ostringstream figure;
            figure << "AvgCAQA " << std::fixed << std::setprecision(4) << summary.GetAverage();
            progress.Update(slot.slot + 1, figure.str());
        }
        if (g_interrupted)
        {
            Simulator::Stop();
        }
    });

    const auto begin = std::chrono::steady_clock::now();
    Simulator::Stop(network.end);
    Simulator::Run();
    RunSpeed speed;
    speed.wallSeconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    speed.simulatedSeconds = Simulator::Now().GetSeconds();
    speed.events = Simulator::GetEventCount();
    progress.Finish();
    Simulator::Destroy();
    if (g_interrupted)
    {
        return "interrupted; nothing is kept";
    }

    const std::string run = std::to_string(RngSeedManager::GetRun());
    written &= !files || files->Close();
    written &= WriteFile(prefix + "summary.json",
                         summary.ToJson(speed,
                                        {{"program", PROGRAM},
                                         {"policy", options.scenario.policy},
                                         {"fidelity", options.fidelity},
                                         {"RngRun", run}}));
    const std::string failed = written ? folder.Finish() : "cannot write to " + prefix;
    if (failed.empty())
    {
        std::cout << options.scenario.policy << ", K = " << cell.users << ", "
                  << options.scenario.slots << " slots of " << cell.maxTime << " s, "
                  << options.fidelity << " level, run " << run << "\n\n";
        summary.Print(std::cout, speed);
    }
    return failed;
}

} // namespace

int
main(int argc, char* argv[])
{
    Options options;
    Arguments arguments(PROGRAM, "one CAQA-AIGC cell, packet by packet");
    AddArguments(options, arguments);
    if (const auto code = arguments.Parse(argc, argv, std::cout, std::cerr))
    {
        return *code;
    }
    if (options.scenario.policy == "list")
    {
        PrintPolicies();
        return 0;
    }
    Translate(arguments, options);
    const std::string wrong = CheckCaqaOptions(options.scenario);
    if (!wrong.empty())
    {
        return arguments.Fail("--" + wrong, std::cerr);
    }
    if (options.timelineSlot >= options.scenario.slots)
    {
        return arguments.Fail(
            "--timelineSlot=" + std::to_string(options.timelineSlot) +
                ": expected a slot below --slots=" + std::to_string(options.scenario.slots),
            std::cerr);
    }
    if (options.output.empty())
    {
        UintegerValue users(options.users);
        auto cell = CreateObject<CaqaCell>();
        if (!arguments.IsGiven("nUsers"))
        {
            cell->GetAttribute("Users", users);
        }
        options.output = "runs/" + PROGRAM + "-" + options.scenario.policy + "-K" +
                         std::to_string(users.Get()) + "-run" +
                         std::to_string(RngSeedManager::GetRun());
    }
    RunFolder folder(options.output);
    const std::string obstacle = folder.Begin();
    if (!obstacle.empty())
    {
        return arguments.Fail("--output=" + options.output + ": " + obstacle, std::cerr);
    }
    std::signal(SIGINT, Interrupt);
    std::signal(SIGTERM, Interrupt);
    const std::string failed = RunSlots(options, arguments.GetValues(), folder);
    if (!failed.empty())
    {
        arguments.Fail(failed, std::cerr);
        return 1;
    }
    std::cout << "Results in " << folder.GetPath() << std::endl;
    DrawTimeline(folder.GetPath());
    return 0;
}
