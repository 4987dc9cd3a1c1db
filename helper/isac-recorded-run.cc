/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-recorded-run.h"

#include "isac-interrupt.h"
#include "isac-picture.h"
#include "isac-run-folder.h"

#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"

#include <iostream>

namespace ns3
{
namespace isac
{

std::string
NameRunFolder(const std::string& program, const std::string& policy, const std::string& label)
{
    return "runs/" + program + "-" + policy.substr(policy.rfind('/') + 1) + "-" + label + "-run" +
           std::to_string(RngSeedManager::GetRun());
}

int
KeepRun(const std::string& program,
        const Arguments& arguments,
        const std::string& output,
        const std::function<std::unique_ptr<RecordedRun>(const std::string& prefix)>& make,
        const std::string& script)
{
    RunFolder folder(output);
    const std::string obstacle = folder.Begin();
    if (!obstacle.empty())
    {
        return arguments.Fail("--output=" + output + ": " + obstacle, std::cerr);
    }
    CatchInterrupts();
    const std::unique_ptr<RecordedRun> run = make(folder.GetTemporary());
    std::string failed;
    try
    {
        failed = run->Execute();
    }
    catch (const std::exception& error)
    {
        failed = error.what();
        Simulator::Destroy();
    }
    failed = failed.empty() ? folder.Finish() : failed;
    if (!failed.empty())
    {
        arguments.Fail(failed, std::cerr);
        return 1;
    }
    run->Print();
    std::cout << "Results in " << folder.GetPath() << std::endl;
    if (!DrawPicture(script, folder.GetPath(), std::cout))
    {
        std::cerr << program
                  << ": the picture could not be drawn; the other results are complete\n";
    }
    return 0;
}

} // namespace isac
} // namespace ns3
