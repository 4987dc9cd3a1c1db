/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Distributed diffusion: users whose prompts are near share the first denoising steps, packet by
// packet.
//
//   users --- prompt, personality ------> base station ----- edge server
//   users <-- latent, with bit errors --- with the manager   takes t_0 steps for each group
//   finish with t_k steps of their own prompts, and judge
//
// In each slot a manager groups prompts by their semantic distance, and decides for each group t_0,
// t_k and the power P_k of each latent's transmission; the aim is the largest sum of QoE within the
// energy of server and devices.
//
// Who decides:
//   distributed-diffusion --policy=list
//   distributed-diffusion --policy=equal-power --RngRun=7
// The two pictures of the paper's Figs. 8 and 9, from other prompts:
//   distributed-diffusion --users=2 --prompts="red striped disk;yellow plain disk" --slots=1
// Without a model, latents of the paper's size, and QoE by its surrogate:
//   distributed-diffusion --model=none
// Without headers, and control that takes no time, which must come to what the closed form says:
//   distributed-diffusion --model=none --ideal
// Devices for each other, a cache, repeated packets:
//   distributed-diffusion --arrangement=pairs
//   distributed-diffusion --cache=32 --transmissions=4
//
// Usage: distributed-diffusion [--policy=NAME] [--slots=N] [--RngRun=R] ...; see --help
// Exit codes: 0 done, 1 run failed, 2 bad usage or bad input.

#include "dd-options.h"

#include "ns3/core-module.h"
#include "ns3/isac-arguments.h"
#include "ns3/isac-dd-files.h"
#include "ns3/isac-dd-network.h"
#include "ns3/isac-dd-policy.h"
#include "ns3/isac-dd-recorder.h"
#include "ns3/isac-dd-summary.h"
#include "ns3/isac-interrupt.h"
#include "ns3/isac-progress.h"
#include "ns3/isac-recorded-run.h"
#include "ns3/isac-run-config.h"
#include "ns3/isac-torch-runtime.h"

#include <chrono>
#include <fstream>
#include <iostream>
#include <memory>
#include <stdexcept>

using namespace ns3;
using namespace ns3::isac;

namespace
{

const std::string PROGRAM = "distributed-diffusion";

/// A run: what is asked for, and what it has come to.
class Run : public RecordedRun
{
  public:
    /**
     * @param options what to run
     * @param arguments the options as they were read; outlive the run
     * @param prefix of all files
     */
    Run(const DdOptions& options, const Arguments& arguments, const std::string& prefix)
        : m_options(options),
          m_arguments(arguments),
          m_prefix(prefix),
          m_progress(std::cerr, Progress::IsTerminal(), "slots", options.network.slots)
    {
        if (options.csv)
        {
            m_files = std::make_unique<DdFiles>(prefix, options.pictures);
        }
    }

    std::string Execute() override
    {
        DdNetwork network(m_options.network);
        DdRecorder recorder(network, [this](const DdSlotRecord& record) { Over(record); });
        bool written = Describe(network);
        if (m_options.pcap)
        {
            network.helper.GetRadio().EnablePcap(m_prefix + PROGRAM,
                                                 NetDeviceContainer(network.radio.Get(0)));
            for (const NetDeviceContainer& cell : network.links)
            {
                network.helper.GetRadio().EnablePcap(m_prefix + PROGRAM,
                                                     NetDeviceContainer(cell.Get(0)));
            }
        }
        const auto begin = std::chrono::steady_clock::now();
        Watch();
        Simulator::Run();
        m_speed.wallSeconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        m_speed.events = Simulator::GetEventCount();
        m_speed.simulatedSeconds = Simulator::Now().GetSeconds();
        Simulator::Destroy();
        m_progress.Finish();
        if (IsInterrupted())
        {
            return "interrupted; nothing is kept";
        }
        if (m_summary.GetRequests() == 0)
        {
            return "no request was heard: --reportTimeout is too short, or --controlShare of the "
                   "band too small";
        }
        written &= !m_files || m_files->Close();
        written &=
            WriteFile("summary.json",
                      m_summary.ToJson(m_speed,
                                       {{"program", PROGRAM},
                                        {"policy", m_options.policy},
                                        {"model", m_options.diffusion.GetName()},
                                        {"cell", m_options.cell.GetLabel()},
                                        {"arrangement", m_options.arrangement},
                                        {"RngRun", std::to_string(RngSeedManager::GetRun())}}));
        return written ? "" : "cannot write to " + m_prefix;
    }

    void Print() const override
    {
        std::cout << m_options.policy << ", cell " << m_options.cell.GetLabel() << ", "
                  << m_options.network.slots << " slots, run " << RngSeedManager::GetRun()
                  << "\n\n";
        m_summary.PrintUsers(std::cout);
        std::cout << "\n";
        m_summary.Print(std::cout, m_speed);
        m_options.PrintEvaluator(std::cout);
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
    bool Describe(const DdNetwork& network) const
    {
        std::vector<Ptr<Object>> parts = {network.helper.GetCell(),
                                          network.manager,
                                          network.radio.Get(0),
                                          network.radio.Get(0)->GetChannel()};
        parts.insert(parts.end(), network.servers.begin(), network.servers.end());
        parts.insert(parts.end(), network.clients.begin(), network.clients.end());
        return WriteFile("config.json", DescribeRun(PROGRAM, m_arguments, parts));
    }

    /// Look now and then whether the user has had enough: a slot may last.
    void Watch()
    {
        if (IsInterrupted())
        {
            Simulator::Stop();
        }
        else
        {
            // Slots may be long, and most of them silent.
            constexpr int64_t LOOKS = 16;
            const Time part = TimeStep(m_options.network.slotTime.GetTimeStep() / LOOKS);
            Simulator::Schedule(Max(Seconds(1), part), &Run::Watch, this);
        }
    }

    /// @param record of a slot that is over
    void Over(const DdSlotRecord& record)
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
        if (IsInterrupted() || m_slots == m_options.network.slots)
        {
            Simulator::Stop();
        }
    }

    const DdOptions& m_options;       //!< what to run
    const Arguments& m_arguments;     //!< the same as read
    std::string m_prefix;             //!< of all files
    std::unique_ptr<DdFiles> m_files; //!< if they are wanted
    DdSummary m_summary;              //!< so far
    Progress m_progress;              //!< shown
    RunSpeed m_speed;                 //!< of the simulation
    uint32_t m_slots = 0;             //!< that are over
};

} // namespace

int
main(int argc, char* argv[])
{
    DdOptions options;
    Arguments arguments(PROGRAM, "shared denoising with personal QoE, packet by packet");
    options.AddTo(arguments);
    if (const auto code = arguments.Parse(argc, argv, std::cout, std::cerr))
    {
        return *code;
    }
    if (options.policy == "list")
    {
        PrintDdPolicies(std::cout);
        return 0;
    }
    PrepareTorch(1);
    try
    {
        options.Finish(arguments);
    }
    catch (const std::exception& error)
    {
        return arguments.Fail(error.what(), std::cerr);
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
        "utils/plot-dd-pictures.py");
}
