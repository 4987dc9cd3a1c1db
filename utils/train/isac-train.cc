/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Trains an agent at slot level and leaves curve, policy and test in one folder. A killed training
// goes on where it was.
//
// Usage: isac-train SYSTEM --agent=NAME [--option=value]...; see --help
// Exit codes: 0 done, 1 failed or interrupted, 2 bad usage or bad input.

#include "trainer.h"

#include "ns3/isac-interrupt.h"
#include "ns3/isac-run-config.h"
#include "ns3/isac-torch-runtime.h"

#include <iomanip>
#include <iostream>

namespace
{

using namespace train;

/**
 * @param message one line
 * @param code exit code
 * @return the code
 */
int
Fail(const std::string& message, int code)
{
    std::cerr << "isac-train: " << message << std::endl;
    return code;
}

/**
 * @param words of the command line, without program
 * @return exit code
 */
int
Train(const std::vector<std::string>& words)
{
    TrainCommand typed(words);
    if (const auto code = typed.Parse())
    {
        return *code;
    }
    if (typed.GetOptions().agent == "list")
    {
        typed.GetSystem().PrintAgents(std::cout);
        return 0;
    }
    const bool resume = typed.GetOptions().resume;
    if (!resume || typed.GetOptions().out.empty())
    {
        typed.Finish();
    }
    TrainingFolder folder(typed.GetOptions().out);
    std::optional<TrainCommand> begun;
    if (resume)
    {
        // What was typed then, then what is typed now; where they disagree, RequireSame() says so.
        const std::string config = folder.Resume();
        std::vector<std::string> all = typed.ReadWords(config);
        all.insert(all.end(), words.begin() + 1, words.end());
        begun.emplace(all);
        if (const auto code = begun->Parse())
        {
            return *code;
        }
        begun->Finish();
        begun->RequireSame(config);
        if (folder.IsFinished())
        {
            std::cout << typed.GetOptions().out << " holds a finished training\n";
            return 0;
        }
    }
    else
    {
        folder.Begin(typed.Describe(), typed.GetOptions().force);
    }

    ns3::isac::CatchInterrupts();
    ns3::isac::PrepareTorch(1);
    const std::string& out = typed.GetOptions().out;
    std::optional<Trainer> trainer;
    try
    {
        trainer.emplace(resume ? *begun : typed, folder, ns3::isac::IsInterrupted);
        trainer->Run();
    }
    catch (const Interruption&)
    {
        return Fail("interrupted after " + std::to_string(trainer->GetEpisodes()) +
                        " episodes; './isac train " + words.front() + " --out=" + out +
                        " --resume' goes on",
                    1);
    }
    std::cout << "Results in " << out << std::endl;
    return 0;
}

} // namespace

int
main(int argc, char* argv[])
{
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (!words.empty() && words.front() == "--version")
    {
        std::cout << ns3::isac::DescribeVersions() << std::endl;
        return 0;
    }
    if (!words.empty() && (words.front() == "--help" || words.front() == "-h"))
    {
        std::cout << "usage: isac-train SYSTEM [--option=value]...\n\n";
        for (const auto& [name, about] : GetTrainSystems())
        {
            std::cout << "  " << std::left << std::setw(23) << name << about << "\n";
        }
        std::cout << "\n'isac-train SYSTEM --help' lists the options of a system,\n"
                     "'isac-train SYSTEM --agent=list' its agents.\n\n"
                     "Exit codes: 0 done, 1 failed or interrupted, 2 bad usage or bad input.\n";
        return 0;
    }
    try
    {
        return Train(words);
    }
    catch (const UsageError& error)
    {
        return Fail(error.what(), 2);
    }
    catch (const std::exception& error)
    {
        return Fail(error.what(), 1);
    }
}
