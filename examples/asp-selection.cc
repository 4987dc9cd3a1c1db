/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// AIGC service providers: each task is assigned to one of 20 providers, packet by packet.
//
//   users (N) ----- scheduler ----- providers (20)
//
// Users ask for pictures of so many denoising steps. A scheduler assigns each task to a provider
// with a capacity of steps; one that is given too much crashes and loses what it runs. What users
// get out of a task depends on provider and steps. Reports of load reach the scheduler with delay.
//
// Who decides:
//   asp-selection --policy=list
//   asp-selection --policy=prophet --RngRun=7
// The same tasks in the closed environment that learners train in, and links without delay, which
// must come to the same:
//   asp-selection --level=slot
//   asp-selection --ideal --payment=assignment
// Crashes with consequences:
//   asp-selection --policy=round-robin --restart --recoveryTime=3600
//
// Usage: asp-selection [--policy=NAME] [--level=packet|slot] [--RngRun=R] ...; see --help
// Exit codes: 0 done, 1 run failed, 2 bad usage or bad input.

#include "asp-options.h"

#include "ns3/channel.h"
#include "ns3/core-module.h"
#include "ns3/isac-asp-files.h"
#include "ns3/isac-asp-policy.h"
#include "ns3/isac-asp-summary.h"
#include "ns3/isac-interrupt.h"
#include "ns3/isac-progress.h"
#include "ns3/isac-recorded-run.h"
#include "ns3/isac-run-config.h"
#include "ns3/isac-torch-runtime.h"
#include "ns3/point-to-point-helper.h"

#include <chrono>
#include <fstream>
#include <iostream>
#include <stdexcept>

using namespace ns3;
using namespace ns3::isac;

namespace
{

const std::string PROGRAM = "asp-selection";

/// Ends a run that the user has had enough of.
struct Interrupted : std::runtime_error
{
    Interrupted()
        : std::runtime_error("interrupted; nothing is kept")
    {
    }
};

/// A run: what is asked for, and what it has come to.
class Run : public RecordedRun
{
  public:
    /**
     * @param options what to run
     * @param arguments the options as they were read; outlive the run
     * @param arrivals where tasks come from
     * @param decider policy and system
     * @param prefix of all files
     */
    Run(const AspOptions& options,
        const Arguments& arguments,
        AspArrivals& arrivals,
        const AspDecider& decider,
        const std::string& prefix)
        : m_options(options),
          m_arguments(arguments),
          m_arrivals(arrivals),
          m_policy(decider.policy),
          m_system(decider.system),
          m_prefix(prefix),
          m_summary(decider.system),
          m_progress(std::cerr, Progress::IsTerminal(), "episodes", options.episodes)
    {
    }

    /**
     * @brief Run all episodes and write the results.
     * @return what went wrong; empty if nothing did
     * @throws std::exception if policy or arrivals fail at work, or the user has had enough
     */
    std::string Execute() override
    {
        std::unique_ptr<AspFiles> files;
        if (m_options.csv)
        {
            files = std::make_unique<AspFiles>(m_prefix);
        }
        const auto begin = std::chrono::steady_clock::now();
        for (uint32_t episode = 0; episode < m_options.episodes; ++episode)
        {
            std::vector<AspTask> tasks;
            m_arrivals.NextEpisode(tasks);
            const AspEpisodeRecord record =
                m_options.level == "slot" ? RunSlots(episode, tasks) : RunPackets(episode, tasks);
            m_summary.Add(record);
            if (files)
            {
                files->Write(episode, record);
            }
        }
        m_speed.wallSeconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        m_progress.Finish();
        bool written = m_written && (!files || files->Close());
        written &= WriteFile("summary.json",
                             m_summary.ToJson(m_speed,
                                              {{"program", PROGRAM},
                                               {"policy", m_options.policy},
                                               {"level", m_options.level},
                                               {"RngRun", RunNumber()}}));
        return written ? "" : "cannot write to " + m_prefix;
    }

    /// Print what it has come to.
    void Print() const override
    {
        std::cout << m_options.policy << ", " << m_system.GetProviders().size() << " providers, "
                  << m_options.episodes << (m_options.episodes == 1 ? " episode, " : " episodes, ")
                  << m_options.level << " level, run " << RunNumber() << "\n\n";
        m_summary.Print(std::cout, m_speed);
    }

  private:
    /// @return RngRun as text
    static std::string RunNumber()
    {
        return std::to_string(RngSeedManager::GetRun());
    }

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
     * @brief A decision was made.
     * @param episode under way
     */
    void Tell(uint32_t episode)
    {
        if (IsInterrupted())
        {
            throw Interrupted();
        }
        if (m_options.progress && m_progress.IsDue())
        {
            std::ostringstream figure;
            figure << "reward " << m_summary.GetReward();
            m_progress.Update(episode, figure.str());
        }
    }

    /**
     * @param episode from 0
     * @param tasks of it
     * @return what happened
     */
    AspEpisodeRecord RunSlots(uint32_t episode, const std::vector<AspTask>& tasks)
    {
        if (episode == 0)
        {
            m_written &=
                WriteFile("config.json",
                          DescribeRun(PROGRAM, m_arguments, {MakeAspMarket(m_options.scenario)}));
        }
        m_speed.events += tasks.size() - 1;
        m_speed.simulatedSeconds += tasks.back().arrival;
        return RecordAspEpisode(m_system, *m_policy, tasks, [this, episode](std::size_t) {
            Tell(episode);
        });
    }

    /**
     * @param network any
     * @return the radio of its scheduler, if it has one
     */
    static NetDeviceContainer HubRadio(const AspNetwork& network)
    {
        return network.radio.GetN() > 0 ? NetDeviceContainer(network.radio.Get(0))
                                        : NetDeviceContainer();
    }

    /**
     * @param episode from 0
     * @param tasks of it
     * @return what happened
     */
    AspEpisodeRecord RunPackets(uint32_t episode, const std::vector<AspTask>& tasks)
    {
        AspNetwork network(m_options.scenario, m_policy, tasks);
        if (episode == 0)
        {
            m_written &= WriteFile("config.json",
                                   DescribeRun(PROGRAM,
                                               m_arguments,
                                               {network.asp.GetMarket(),
                                                network.scheduler,
                                                network.servers.Get(0),
                                                network.userApps.Get(0),
                                                network.hubDevices.Get(0),
                                                network.hubDevices.Get(0)->GetChannel()}));
            if (m_options.pcap)
            {
                network.cell.EnablePcap(m_prefix + PROGRAM, HubRadio(network));
                PointToPointHelper().EnablePcap(m_prefix + PROGRAM, network.hubDevices);
            }
            if (m_options.ascii)
            {
                network.cell.EnableAscii(m_prefix + PROGRAM, HubRadio(network));
                PointToPointHelper().EnableAscii(m_prefix + PROGRAM, network.hubDevices);
            }
        }
        m_episode = episode;
        network.scheduler->TraceConnectWithoutContext("Decision",
                                                      MakeCallback(&Run::Decided, this));
        Simulator::Stop(network.end + NanoSeconds(1));
        Simulator::Run();
        m_speed.events += Simulator::GetEventCount();
        m_speed.simulatedSeconds += Simulator::Now().GetSeconds();
        Simulator::Destroy();
        if (IsInterrupted())
        {
            throw Interrupted();
        }
        return network.recorder->GetRecord();
    }

    /// The network has made a decision.
    void Decided(const AspDecision& /* decision */)
    {
        if (IsInterrupted())
        {
            Simulator::Stop();
            return;
        }
        Tell(m_episode);
    }

    const AspOptions& m_options;      //!< what to run
    const Arguments& m_arguments;     //!< the same as read
    AspArrivals& m_arrivals;          //!< of tasks
    std::shared_ptr<Policy> m_policy; //!< decides
    const AspSystem& m_system;        //!< of the market
    std::string m_prefix;             //!< of all files
    AspSummary m_summary;             //!< so far
    Progress m_progress;              //!< shown
    RunSpeed m_speed;                 //!< so far
    uint32_t m_episode = 0;           //!< under way
    bool m_written = true;            //!< whether all files could be
};

} // namespace

int
main(int argc, char* argv[])
{
    AspOptions options;
    Arguments arguments(PROGRAM, "tasks for providers of generated content, packet by packet");
    AddAspArguments(options, arguments);
    if (const auto code = arguments.Parse(argc, argv, std::cout, std::cerr))
    {
        return *code;
    }
    if (options.policy == "list")
    {
        PrintAspPolicies(std::cout);
        return 0;
    }
    SetTorchThreads(1);
    // Policies and tasks draw from generators of their own; these follow the run as all do.
    const uint64_t run[] = {RngSeedManager::GetSeed(), RngSeedManager::GetRun()};
    const uint64_t seed = Hash64(reinterpret_cast<const char*>(run), sizeof(run));
    std::unique_ptr<AspSystem> system;
    std::unique_ptr<AspArrivals> arrivals;
    try
    {
        TranslateAspOptions(arguments, options);
        system = std::make_unique<AspSystem>(MakeAspMarket(options.scenario)->GetSystem());
        arrivals = MakeAspArrivals(options, system->GetParameters(), seed);
    }
    catch (const std::invalid_argument& error)
    {
        return arguments.Fail("--" + std::string(error.what()), std::cerr);
    }
    std::unique_ptr<AspDecider> decider;
    try
    {
        decider = std::make_unique<AspDecider>(MakeAspDecider(options.policy, *system, seed));
    }
    catch (const std::invalid_argument& error)
    {
        return arguments.Fail("--policy=" + std::string(error.what()), std::cerr);
    }
    // The policy says how many observations it looks at together.
    const int window = decider->system.GetParameters().window;
    options.scenario.market["Window"] = std::to_string(window);
    if (options.output.empty())
    {
        options.output = NameRunFolder(PROGRAM, options.policy, options.level);
    }
    return KeepRun(
        PROGRAM,
        arguments,
        options.output,
        [&](const std::string& prefix) {
            return std::make_unique<Run>(options, arguments, *arrivals, *decider, prefix);
        },
        "utils/plot-asp-load.py");
}
