/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What one environment at slot level goes through, straight from the library, for comparison with
// what other languages see of it. Action i of step t is the choice (i + t) mod n, or the value
// ((7 i + 3 t) mod 11) / 10; each system is seen as its standard learner sees it.
//
// Usage: isac-slot-trajectory SYSTEM [--seed=N] [--steps=N] [options of the system]
// Prints the first observation, then a line for each step: reward, terminated, truncated, last
// observation, next observation, metrics; all digits.

#include "ns3/isac-acrobot.h"
#include "ns3/isac-arguments.h"
#include "ns3/isac-asp-arguments.h"
#include "ns3/isac-asp-environment.h"
#include "ns3/isac-caqa-agent.h"
#include "ns3/isac-caqa-arguments.h"
#include "ns3/isac-caqa-environment.h"
#include "ns3/isac-cart-pole.h"
#include "ns3/isac-da-agent.h"
#include "ns3/isac-da-arguments.h"
#include "ns3/isac-da-environment.h"
#include "ns3/isac-dd-agent.h"
#include "ns3/isac-dd-arguments.h"
#include "ns3/isac-dd-environment.h"
#include "ns3/isac-megc-agent.h"
#include "ns3/isac-megc-arguments.h"
#include "ns3/isac-megc-environment.h"

#include <iomanip>
#include <iostream>
#include <memory>
#include <stdexcept>

using namespace ns3::isac;

namespace
{

/// Options of all systems.
struct Options
{
    CaqaArguments caqa; //!< of CAQA-AIGC
    AspArguments asp;   //!< of ASP selection
    MegcArguments megc; //!< of MEGC
    DaArguments da;     //!< of DA-ISAC
    DdArguments dd;     //!< of distributed diffusion
};

/**
 * @param system by name
 * @param options get its own
 * @param arguments get the same
 */
void
AddOptions(const std::string& system, Options& options, Arguments& arguments)
{
    if (system == "caqa")
    {
        options.caqa.AddTo(arguments);
    }
    else if (system == "asp-selection")
    {
        options.asp.AddTo(arguments);
    }
    else if (system == "megc")
    {
        options.megc.AddTo(arguments);
    }
    else if (system == "da-isac")
    {
        options.da.AddTo(arguments);
    }
    else if (system == "distributed-diffusion")
    {
        options.dd.AddTo(arguments);
    }
}

/**
 * @param system by name
 * @param options of it
 * @param arguments that were read
 * @return one copy of it
 * @throws std::invalid_argument if there is no such system
 */
std::unique_ptr<Environment>
MakeEnvironment(const std::string& system, Options& options, const Arguments& arguments)
{
    if (system == "caqa")
    {
        const auto cell = MakeCaqaCell(options.caqa.GetAttributes(arguments));
        return std::make_unique<CaqaEnvironment>(
            CaqaSystem(cell->GetParameters(), FindCaqaAgentRecipe("lpdrl-f").decoding),
            cell->GetScenario(),
            1);
    }
    if (system == "asp-selection")
    {
        return std::make_unique<AspEnvironment>(options.asp.MakeSystem(),
                                                *options.asp.MakeArrivals(),
                                                1);
    }
    if (system == "megc")
    {
        options.megc.Finish(arguments);
        return std::make_unique<MegcEnvironment>(
            MegcSystem(options.megc.GetParameters(), FindMegcAgentRecipe("lara").decoding),
            options.megc.GetScenario(),
            1);
    }
    if (system == "da-isac")
    {
        options.da.Finish(arguments);
        return std::make_unique<DaEnvironment>(
            DaSystem(options.da.GetScenario(), FindDaAgentRecipe("sttd").decoding),
            1);
    }
    if (system == "distributed-diffusion")
    {
        options.dd.Finish(arguments);
        return std::make_unique<DdEnvironment>(DdSystem(options.dd.GetParameters(),
                                                        options.dd.GetScenario(),
                                                        FindDdAgentRecipe("g-ddpg").decoding),
                                               1);
    }
    if (system == "cart-pole")
    {
        return std::make_unique<CartPole>(1);
    }
    if (system == "acrobot")
    {
        return std::make_unique<Acrobot>(1);
    }
    throw std::invalid_argument(system + ": no such system");
}

/// @param row printed, with a blank behind each value
void
Print(const Eigen::MatrixXd& row)
{
    for (const double value : row.reshaped())
    {
        std::cout << value << ' ';
    }
}

} // namespace

int
main(int argc, char* argv[])
{
    const std::string system = argc > 1 ? argv[1] : "";
    uint32_t seed = 1;
    uint32_t steps = 100;
    Options options;
    Arguments arguments("isac-slot-trajectory", "prints what an environment goes through");
    arguments.Add("seed", "of the episodes", seed, 0, 4294967295);
    arguments.Add("steps", "how many", steps, 1, 1000000);
    AddOptions(system, options, arguments);
    if (const auto code = arguments.Parse(argc - 1, argv + 1, std::cout, std::cerr))
    {
        return *code;
    }
    try
    {
        const auto environment = MakeEnvironment(system, options, arguments);
        const ActionSpace space = environment->GetActionSpace();
        ActionBatch action{Eigen::MatrixXi(1, static_cast<Eigen::Index>(space.categories.size())),
                           Eigen::MatrixXd(1, space.continuous)};
        std::cout << std::setprecision(17);
        Print(environment->Reset(seed));
        std::cout << '\n';
        for (int t = 0; t < static_cast<int>(steps); ++t)
        {
            for (int i = 0; i < action.categorical.size(); ++i)
            {
                action.categorical(i) = (i + t) % space.categories[i];
            }
            for (int i = 0; i < space.continuous; ++i)
            {
                action.continuous(i) = (7 * i + 3 * t) % 11 / 10.0;
            }
            const StepResult& step = environment->Step(action);
            std::cout << step.reward[0] << ' ' << step.terminated[0] << ' ' << step.truncated[0]
                      << ' ';
            Print(step.finalObservation);
            Print(step.observation);
            Print(step.metrics);
            std::cout << '\n';
        }
    }
    catch (const std::invalid_argument& error)
    {
        return arguments.Fail(error.what(), std::cerr);
    }
    return 0;
}
