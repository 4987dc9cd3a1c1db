/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "caqa-options.h"

#include "ns3/isac-caqa-policy.h"

#include <algorithm>
#include <cctype>
#include <cmath>

namespace ns3
{
namespace isac
{

namespace
{

/**
 * @param learner by name
 * @param cell any
 * @return whether a trained policy ships for as many users
 */
bool
IsShippedFor(const std::string& learner, Ptr<const CaqaCell> cell)
{
    const std::vector<int> users = ShippedCaqaUsers(learner);
    return std::find(users.begin(), users.end(), cell->GetParameters().users) != users.end();
}

} // namespace

void
AddCaqaArguments(CaqaOptions& options, Arguments& arguments)
{
    CaqaScenarioOptions& network = options.scenario;
    arguments.AddGroup("What decides, and how long");
    arguments.Add("policy",
                  "who decides; list shows all; auto: lpdrl-f in the cell that it was trained for, "
                  "else constant",
                  network.policy);
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

    options.cell.AddTo(arguments);

    arguments.AddGroup("What the closed form leaves out");
    arguments.Add("ideal",
                  "headers and reports take no airtime, the backhaul no time",
                  network.ideal);
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
    network.cell = options.cell.GetAttributes(arguments);
    if (network.policy == "auto")
    {
        // Attribute defaults may have changed the cell too.
        const bool trained = network.cell.empty() && IsShippedFor("lpdrl-f", MakeCaqaCell({}));
        network.policy = trained ? "lpdrl-f" : "constant";
    }
    network.cell["SlotsPerEpisode"] = std::to_string(options.slotsPerEpisode);
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
