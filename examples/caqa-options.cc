/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "caqa-options.h"

#include "ns3/double.h"

#include <cctype>
#include <cmath>
#include <iomanip>
#include <sstream>
#include <tuple>
#include <vector>

namespace ns3
{
namespace isac
{

namespace
{

/// Table I and what it leaves open.
const std::vector<CaqaCellOption> CELL_OPTIONS = {
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

} // namespace

void
AddCaqaArguments(CaqaOptions& options, Arguments& arguments)
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
    for (const CaqaCellOption& entry : CELL_OPTIONS)
    {
        CaqaCellOption& option = options.cell.emplace_back(entry);
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

void
TranslateCaqaOptions(const Arguments& arguments, CaqaOptions& options)
{
    CaqaScenarioOptions& network = options.scenario;
    for (const CaqaCellOption& option : options.cell)
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

} // namespace isac
} // namespace ns3
