/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * The allocators' front end: reads problems as JSON from standard input, writes answers as JSON to
 * standard output. See doc/solve.rst.
 */

#include "case-reader.h"
#include "solvers.h"

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

namespace
{

using namespace solve;

/// An option and the values it takes.
struct OptionKind
{
    std::string name;                //!< without dashes
    std::vector<std::string> values; //!< all of them
};

/// What the program knows about an allocator.
struct Allocator
{
    std::string name;                //!< on the command line
    Solver solver;                   //!< one case
    std::vector<OptionKind> options; //!< what it takes
    std::string summary;             //!< one line for --help
};

const std::vector<Allocator>&
Allocators()
{
    static const std::vector<OptionKind> readings{{"infeasible", {"drop", "any"}},
                                                  {"partial-last", {"true", "false"}}};
    static const std::vector<OptionKind> methods{{"method", {"exact", "sca"}},
                                                 {"ratio", {"root", "printed"}},
                                                 {"envelope", {"complete", "tied", "printed"}}};
    static const std::vector<OptionKind> rules{{"method", {"optimum", "equal-power"}},
                                               {"threshold", {"penalty", "constraint"}}};
    static const std::vector<Allocator> allocators{
        {"rce", SolveRce, readings, "communication energy by RCE: a bare problem or a whole slot"},
        {"caqa-optimum",
         SolveCaqaOptimum,
         readings,
         "best known allocation of a CAQA slot, with an upper bound"},
        {"megc", SolveMegc, {}, "least total latency of a MEGC slot, exactly"},
        {"da-isac", SolveDaIsac, methods, "largest mean QoE of DA-ISAC's users, with a proof"},
        {"distributed-diffusion",
         SolveDistributedDiffusion,
         rules,
         "largest reward or QoE of shared denoising, with a bound"},
        {"sensing-law", SolveSensingLaw, {}, "fit of the sensing accuracy law to measured points"}};
    return allocators;
}

/// @return names joined by a separator
std::string
Join(const std::vector<std::string>& names, const std::string& separator)
{
    std::string text;
    for (const auto& name : names)
    {
        text += (text.empty() ? "" : separator) + name;
    }
    return text;
}

std::string
AllocatorNames()
{
    std::vector<std::string> names;
    for (const auto& allocator : Allocators())
    {
        names.push_back(allocator.name);
    }
    return Join(names, ", ");
}

void
PrintHelp()
{
    std::cout << "usage: isac-solve ALLOCATOR [options] < problems.json\n\n"
                 "Reads an object with an array \"cases\", an array of cases, or one case, and\n"
                 "writes an array of answers in the same order. SI units; \"inf\" is a string.\n\n"
                 "allocators:\n";
    for (const auto& allocator : Allocators())
    {
        std::cout << "  " << allocator.name << std::string(23 - allocator.name.size(), ' ')
                  << allocator.summary << "\n";
    }
    std::cout
        << "\noptions of rce and caqa-optimum, which go before those in a case's params:\n"
           "  --infeasible=drop|any      users who cannot have their minimum are dropped,\n"
           "                             or nobody gets anything; caqa-optimum: drop only\n"
           "  --partial-last=true|false  the first user who does not fit gets the rest;\n"
           "                             caqa-optimum: false only\n"
           "\noptions of da-isac:\n"
           "  --method=exact|sca         interior point, or the paper's SCA with SLSQP\n"
           "  --ratio=root|printed       sca: how (33) is read\n"
           "  --envelope=complete|tied|printed\n"
           "                             sca: how (32) is read\n"
           "\noptions of distributed-diffusion:\n"
           "  --method=optimum|equal-power\n"
           "                             best steps and powers, or best steps at equal power\n"
           "  --threshold=penalty|constraint\n"
           "                             optimum: a QoE below Q_th costs, or is not allowed\n\n"
           "  --help                     this page\n\n"
           "Exit codes: 0 done, 1 failed, 2 bad usage or bad input.\n";
}

/// What the command line asks for.
struct Request
{
    bool help = false;                    //!< print the help page and end
    const Allocator* allocator = nullptr; //!< which one
    Options options;                      //!< its options
};

void
ParseOption(const std::string& argument, Request& request)
{
    const std::size_t equals = argument.find('=');
    const std::string name = argument.substr(2, equals == std::string::npos ? equals : equals - 2);
    const auto& kinds = request.allocator->options;
    const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const OptionKind& one) {
        return one.name == name;
    });
    if (kind == kinds.end())
    {
        std::vector<std::string> names{"--help"};
        for (const auto& one : kinds)
        {
            names.push_back("--" + one.name);
        }
        throw InputError(argument + ": " + request.allocator->name +
                         " has no such option, expected " + Join(names, ", "));
    }
    const std::string value = equals == std::string::npos ? "" : argument.substr(equals + 1);
    if (std::find(kind->values.begin(), kind->values.end(), value) == kind->values.end())
    {
        throw InputError(argument + ": expected --" + name + "=" + Join(kind->values, "|"));
    }
    request.options[name] = value;
}

Request
ParseArguments(const std::vector<std::string>& arguments)
{
    Request request;
    if (std::find(arguments.begin(), arguments.end(), "--help") != arguments.end())
    {
        request.help = true;
        return request;
    }
    if (arguments.empty())
    {
        throw InputError("no allocator given, expected one of " + AllocatorNames());
    }
    const auto& allocators = Allocators();
    const auto found =
        std::find_if(allocators.begin(), allocators.end(), [&](const Allocator& one) {
            return one.name == arguments.front();
        });
    if (found == allocators.end())
    {
        throw InputError(arguments.front() + ": no such allocator, expected one of " +
                         AllocatorNames());
    }
    request.allocator = &*found;
    for (std::size_t i = 1; i < arguments.size(); ++i)
    {
        if (arguments[i].rfind("--", 0) != 0)
        {
            throw InputError(arguments[i] +
                             ": expected an option; problems are read from standard input");
        }
        ParseOption(arguments[i], request);
    }
    return request;
}

/// @return the text as one line of plain ASCII
std::string
OneLine(std::string text)
{
    std::replace_if(
        text.begin(),
        text.end(),
        [](char c) { return c < ' ' || c > '~'; },
        '?');
    return text;
}

/// @return the whole output; nothing is written before every case is solved
std::string
Answer(const Request& request)
{
    const std::string input(std::istreambuf_iterator<char>(std::cin), {});
    const std::vector<nlohmann::json> cases = ReadCases(input);
    std::string output = "[";
    for (std::size_t i = 0; i < cases.size(); ++i)
    {
        output += i == 0 ? "\n" : ",\n";
        output += request.allocator->solver(cases[i], CaseLabel(cases[i], i), request.options)
                      .dump(-1, ' ', true);
    }
    return output + "\n]\n";
}

} // namespace

int
main(int argc, char* argv[])
{
    try
    {
        const Request request = ParseArguments(std::vector<std::string>(argv + 1, argv + argc));
        if (request.help)
        {
            PrintHelp();
        }
        else
        {
            std::cout << Answer(request);
        }
        std::cout.flush();
        if (!std::cout)
        {
            std::cerr << "isac-solve: cannot write to standard output\n";
            return EXIT_FAILURE;
        }
        return EXIT_SUCCESS;
    }
    catch (const InputError& error)
    {
        std::cerr << "isac-solve: " << OneLine(error.what()) << "\n";
        return 2;
    }
    catch (const std::exception& error)
    {
        std::cerr << "isac-solve: " << OneLine(error.what()) << "\n";
        return EXIT_FAILURE;
    }
}
