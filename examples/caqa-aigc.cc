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
// Who decides: a scheme, a trained agent, or a file, of ours or of anybody's in TorchScript.
//   caqa-aigc --policy=list
//   caqa-aigc --policy=lpdrl-f
//   caqa-aigc --policy=mine.pt
// An agent can go on learning from what the network makes of its decisions, run after run:
//   caqa-aigc --policy=lpdrl-f --learn --slots=500 --output=runs/one
//   caqa-aigc --policy=runs/one/policy.pt --learn --slots=500 --output=runs/two
//
// Usage: caqa-aigc [--policy=NAME] [--nUsers=K] [--slots=N] [--RngRun=R] ...; see --help
// Exit codes: 0 done, 1 run failed, 2 bad usage or bad input.

#include "caqa-options.h"

#include "ns3/core-module.h"
#include "ns3/isac-caqa-files.h"
#include "ns3/isac-caqa-recorder.h"
#include "ns3/isac-caqa-summary.h"
#include "ns3/isac-interrupt.h"
#include "ns3/isac-learning-file.h"
#include "ns3/isac-picture.h"
#include "ns3/isac-progress.h"
#include "ns3/isac-recorded-run.h"
#include "ns3/isac-run-config.h"
#include "ns3/isac-run-folder.h"
#include "ns3/isac-torch-runtime.h"

#include <chrono>
#include <iomanip>
#include <iostream>
#include <stdexcept>

using namespace ns3;
using namespace ns3::isac;

namespace
{

const std::string PROGRAM = "caqa-aigc";

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
EnableTraces(const CaqaOptions& options, CaqaNetwork& network, const std::string& prefix)
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
 * @param options gets the values
 * @param arguments gets the options
 */
void
AddLearningArguments(CaqaScenarioOptions& options, Arguments& arguments)
{
    arguments.AddGroup("Learning");
    arguments.Add("learn",
                  "the policy, an agent, goes on learning from what is measured; the learner is "
                  "left in policy.pt",
                  options.learn);
    arguments.Add("explore", "depart from the best action in order to learn", options.explore);
    arguments.Add("updatesPerSlot",
                  "learning steps for each slot",
                  options.updatesPerSlot,
                  1,
                  100000);
    arguments.Add("learnAfter",
                  "slots before the first learning step; 0: as many as it draws, at most Psi_min",
                  options.learnAfter,
                  0,
                  1000000);
}

/**
 * @brief Run the simulation and write the results.
 * @param options what to run
 * @param arguments the options as they were read
 * @param folder that has begun
 * @return what went wrong; empty if nothing did
 * @throws std::exception if the policy fails at work
 */
std::string
RunSlots(const CaqaOptions& options, const Arguments& arguments, RunFolder& folder)
{
    const std::string prefix = folder.GetTemporary();
    CaqaNetwork network(options.scenario);
    bool written =
        WriteFile(prefix + "config.json", DescribeRun(PROGRAM, arguments, GetParts(network)));
    EnableTraces(options, network, prefix + PROGRAM);

    const CaqaParameters cell = network.caqa.GetCell()->GetParameters();
    CaqaSummary summary(cell, options.slotsPerEpisode);
    std::unique_ptr<CaqaFiles> files;
    if (options.csv)
    {
        files = std::make_unique<CaqaFiles>(prefix, cell);
    }
    std::unique_ptr<LearningFile> learning;
    if (options.scenario.learn)
    {
        learning = std::make_unique<LearningFile>(prefix + "learning.csv");
        network.manager->TraceConnectWithoutContext(
            "Learning",
            MakeCallback(&LearningFile::Write, learning.get()));
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
        if (IsInterrupted())
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
    if (learning && !IsInterrupted())
    {
        network.manager->SaveLearner(prefix + "policy.pt");
        written &= learning->Close();
    }
    Simulator::Destroy();
    if (IsInterrupted())
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
    CaqaOptions options;
    Arguments arguments(PROGRAM, "one CAQA-AIGC cell, packet by packet");
    AddCaqaArguments(options, arguments);
    AddLearningArguments(options.scenario, arguments);
    if (const auto code = arguments.Parse(argc, argv, std::cout, std::cerr))
    {
        return *code;
    }
    if (options.scenario.policy == "list")
    {
        PrintCaqaPolicies(std::cout);
        return 0;
    }
    for (const char* name : {"explore", "updatesPerSlot", "learnAfter"})
    {
        if (arguments.IsGiven(name) && !options.scenario.learn)
        {
            return arguments.Fail("--" + std::string(name) + ": only with --learn", std::cerr);
        }
    }
    SetTorchThreads(1);
    TranslateCaqaOptions(arguments, options);
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
        const int users = MakeCaqaCell(options.scenario.cell)->GetParameters().users;
        options.output =
            NameRunFolder(PROGRAM, options.scenario.policy, "K" + std::to_string(users));
    }
    RunFolder folder(options.output);
    const std::string obstacle = folder.Begin();
    if (!obstacle.empty())
    {
        return arguments.Fail("--output=" + options.output + ": " + obstacle, std::cerr);
    }
    CatchInterrupts();
    std::string failed;
    try
    {
        failed = RunSlots(options, arguments, folder);
    }
    catch (const std::exception& error)
    {
        failed = error.what();
        Simulator::Destroy();
    }
    if (!failed.empty())
    {
        arguments.Fail(failed, std::cerr);
        return 1;
    }
    std::cout << "Results in " << folder.GetPath() << std::endl;
    if (!DrawPicture("utils/plot-slot-timeline.py", folder.GetPath(), std::cout))
    {
        std::cerr << PROGRAM
                  << ": the picture could not be drawn; the other results are complete\n";
    }
    return 0;
}
