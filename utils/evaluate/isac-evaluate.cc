/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Sets policies against each other and against the optimum, or a bound of it, on the same held-out
// states or episodes in closed form.
//
// Usage: isac-evaluate SYSTEM --policies=NAME,NAME... [--option=value]...; see --help
// Exit codes: 0 done, 1 failed or interrupted, 2 bad usage or bad input.

#include "evaluate-system.h"

#include "ns3/isac-interrupt.h"
#include "ns3/isac-run-config.h"

#include <algorithm>
#include <array>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <stdexcept>

namespace
{

/// A system, by the name that one types.
struct System
{
    const char* name;              //!< as one types it
    const char* description;       //!< a few words
    int (*evaluate)(int, char*[]); //!< scores policies
};

/// All systems.
constexpr std::array<System, 6> SYSTEMS{
    {{"caqa", "CAQA-AIGC, beside the optimum", evaluate::EvaluateCaqa},
     {"asp-selection", "AIGC service providers, beside an offline bound", evaluate::EvaluateAsp},
     {"megc", "mobile edge generation and computing", evaluate::EvaluateMegc},
     {"da-isac", "experience-centric ISAC, beside the joint optimum", evaluate::EvaluateDa},
     {"distributed-diffusion", "shared denoising with personal QoE", evaluate::EvaluateDd},
     {"pictures", "of a diffusion model, judged as users do", evaluate::EvaluatePictures}}};

} // namespace

namespace evaluate
{

int
Fail(const std::string& message, int code)
{
    std::cerr << "isac-evaluate: " << message << std::endl;
    return code;
}

std::vector<std::string>
Split(const std::string& list)
{
    std::vector<std::string> names;
    std::istringstream text(list + ",");
    for (std::string name; std::getline(text, name, ',');)
    {
        names.push_back(name);
    }
    return names;
}

} // namespace evaluate

int
main(int argc, char* argv[])
{
    const std::string system = argc > 1 ? argv[1] : "";
    if (system == "--version")
    {
        std::cout << ns3::isac::DescribeVersions() << std::endl;
        return 0;
    }
    if (system == "--help" || system == "-h")
    {
        std::cout << "usage: isac-evaluate SYSTEM [--option=value]...\n\n";
        for (const System& known : SYSTEMS)
        {
            std::cout << "  " << std::left << std::setw(23) << known.name << known.description
                      << "\n";
        }
        std::cout << "\n'isac-evaluate SYSTEM --help' lists the options of a system,\n"
                     "'isac-evaluate SYSTEM --policies=list' the policies.\n\n"
                     "Exit codes: 0 done, 1 failed or interrupted, 2 bad usage or bad input.\n";
        return 0;
    }
    const auto found = std::find_if(SYSTEMS.begin(), SYSTEMS.end(), [&](const System& known) {
        return system == known.name;
    });
    if (found == SYSTEMS.end())
    {
        std::string names;
        for (const System& known : SYSTEMS)
        {
            names += (names.empty() ? "" : ", ") + std::string(known.name);
        }
        return evaluate::Fail((system.empty() ? "no system given" : system + ": no such system") +
                                  ", expected one of " + names,
                              2);
    }
    ns3::isac::CatchInterrupts();
    try
    {
        return found->evaluate(argc - 1, argv + 1);
    }
    catch (const std::exception& error)
    {
        return evaluate::Fail(error.what(), 1);
    }
}
