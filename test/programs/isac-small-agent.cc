/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A learner of CAQA-AIGC with networks of a few units, trained for a moment: what tests of trained
// policies run.
//
// Usage: isac-small-agent --output=FILE.pt [--agent=NAME] [--nUsers=K]
//                         [--extent=policy|learner|torchscript]

#include "ns3/isac-arguments.h"
#include "ns3/isac-caqa-agent.h"
#include "ns3/isac-caqa-environment.h"
#include "ns3/isac-torch-runtime.h"
#include "ns3/isac-training-loop.h"

#include <exception>
#include <iostream>

using namespace ns3::isac;

int
main(int argc, char* argv[])
{
    std::string name = "lpdrl-f";
    uint32_t users = 3;
    std::string extent = "learner";
    std::string output;
    Arguments arguments("isac-small-agent", "a small learner for tests");
    arguments.Add("agent", "learner", name);
    arguments.Add("nUsers", "K", users, 1, 100);
    arguments.Add("extent", "what to write", extent, {"policy", "learner", "torchscript"});
    arguments.Add("output", "file", output);
    if (const auto code = arguments.Parse(argc, argv, std::cout, std::cerr))
    {
        return *code;
    }
    AgentSettings settings;
    settings.actorHidden = {16};
    settings.branchHidden = {8};
    settings.criticHidden = {16};
    settings.actorRate = 0.01;
    settings.replay = 1000;
    settings.minReplay = 32;
    settings.batch = 16;
    SetTorchThreads(1);
    try
    {
        CaqaParameters cell;
        cell.users = static_cast<int>(users);
        const CaqaAgentRecipe recipe = FindCaqaAgentRecipe(name);
        const auto agent = MakeCaqaAgent(recipe, cell, settings, 1);
        CaqaEnvironment environment(CaqaSystem(cell, recipe.decoding), CaqaScenario(), 1);
        TrainingSettings training;
        training.episodes = 2;
        TrainingLoop loop(environment, *agent, training, 1);
        while (!loop.IsDone())
        {
            loop.RunRound();
        }
        if (extent == "torchscript")
        {
            agent->ExportTorchScript(output, {{"scheme", name}});
            return 0;
        }
        Checkpoint checkpoint;
        SaveCaqaAgent(checkpoint,
                      recipe,
                      cell,
                      settings,
                      *agent,
                      extent == "policy" ? Agent::Extent::POLICY : Agent::Extent::LEARNER);
        checkpoint.Write(output);
    }
    catch (const std::exception& error)
    {
        return arguments.Fail(error.what(), std::cerr);
    }
    return 0;
}
