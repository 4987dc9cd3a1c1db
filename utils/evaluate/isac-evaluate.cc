/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Sets policies against each other and against the optimum, on the same held-out states in closed
// form.
//
// Usage: isac-evaluate caqa --policies=NAME,NAME... [--option=value]...; see --help
// Exit codes: 0 done, 1 failed or interrupted, 2 bad usage or bad input.

#include "caqa-evaluation.h"

#include "ns3/isac-arguments.h"
#include "ns3/isac-caqa-arguments.h"
#include "ns3/isac-caqa-policy.h"
#include "ns3/isac-torch-runtime.h"

#include <csignal>
#include <filesystem>
#include <iostream>
#include <sstream>

namespace
{

using namespace ns3::isac;
using namespace evaluate;

/// Set when the user has had enough; looked at between states.
volatile std::sig_atomic_t g_interrupted = 0;

void
Interrupt(int /* signal */)
{
    g_interrupted = 1;
}

/**
 * @param message one line
 * @param code exit code
 * @return the code
 */
int
Fail(const std::string& message, int code)
{
    std::cerr << "isac-evaluate: " << message << std::endl;
    return code;
}

/**
 * @param list names parted by commas
 * @return them; an empty one where nothing stands between two commas
 */
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

/**
 * @param path of a file to be written
 * @return what is in the way; empty if nothing is
 */
std::string
CheckDestination(const std::filesystem::path& path)
{
    std::error_code error;
    if (std::filesystem::is_directory(path, error))
    {
        return "is a folder, expected a file";
    }
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    return std::filesystem::is_directory(folder, error) ? ""
                                                        : "there is no folder " + folder.string();
}

/**
 * @param argc number of words, without the system's name
 * @param argv words
 * @return exit code
 */
int
Evaluate(int argc, char* argv[])
{
    EvaluationOptions options;
    std::string policies = "constant,random";
    std::string out;
    CaqaArguments table;
    Arguments arguments("isac-evaluate", "scores policies on held-out slots of a CAQA-AIGC cell");
    arguments.AddGroup("What is scored");
    arguments.Add("policies",
                  "parted by commas, as --policy of caqa-aigc takes them; list shows all",
                  policies);
    arguments.Add("states", "independent slots", options.states, 2, 10000000);
    arguments.Add("seed", "which slots", options.seed, 0, 4294967295);
    arguments.Add("optimum", "find the optimum of each slot", options.optimum);
    arguments.Add("bound", "prove upper bounds too; takes far longer", options.bound);
    table.AddTo(arguments);
    arguments.AddGroup("Results");
    arguments.Add("out", "CSV file; decision times go to one beside it", out);
    arguments.Add("cache",
                  "file that keeps optima, for any cells and seeds; default beside --out",
                  options.cache);
    arguments.Add("progress", "show progress on standard error", options.progress);
    if (const auto code = arguments.Parse(argc, argv, std::cout, std::cerr))
    {
        return *code;
    }
    if (policies == "list")
    {
        PrintCaqaPolicies(std::cout);
        return 0;
    }
    const CaqaCellAttributes attributes = table.GetAttributes(arguments);
    const std::string wrong = CheckCaqaCell(attributes);
    if (!wrong.empty())
    {
        return arguments.Fail("--" + wrong, std::cerr);
    }
    if (options.bound && !options.optimum)
    {
        return arguments.Fail("--bound: expected --optimum=1", std::cerr);
    }
    for (const auto& [name, path] : {std::pair<std::string, std::string>("out", out),
                                     std::pair<std::string, std::string>("cache", options.cache)})
    {
        const std::string obstacle = path.empty() ? "" : CheckDestination(path);
        if (!obstacle.empty())
        {
            return arguments.Fail("--" + name + "=" + path + ": " + obstacle, std::cerr);
        }
    }
    if (options.cache.empty() && !out.empty())
    {
        options.cache = std::filesystem::path(out).replace_extension("optimum.csv").string();
    }

    std::signal(SIGINT, Interrupt);
    std::signal(SIGTERM, Interrupt);
    options.interrupted = [] { return g_interrupted != 0; };
    PrepareTorch(1);
    const auto cell = MakeCaqaCell(attributes);
    CaqaEvaluation evaluation(cell->GetParameters(), cell->GetScenario(), options);
    for (const std::string& name : Split(policies))
    {
        try
        {
            evaluation.AddPolicy(name);
        }
        catch (const std::invalid_argument& error)
        {
            return arguments.Fail("--policies: " + std::string(error.what()), std::cerr);
        }
    }
    if (!evaluation.Run())
    {
        return Fail("interrupted" + std::string(options.cache.empty()
                                                    ? "; nothing is kept"
                                                    : "; optima found are in " + options.cache),
                    1);
    }
    if (!out.empty())
    {
        evaluation.Write(out);
    }
    evaluation.Print(std::cout);
    return 0;
}

} // namespace

int
main(int argc, char* argv[])
{
    const std::string system = argc > 1 ? argv[1] : "";
    if (system == "--help" || system == "-h")
    {
        std::cout << "usage: isac-evaluate SYSTEM [--option=value]...\n\n"
                     "  caqa    CAQA-AIGC; 'isac-evaluate caqa --help' lists the options,\n"
                     "          'isac-evaluate caqa --policies=list' the policies\n\n"
                     "Exit codes: 0 done, 1 failed or interrupted, 2 bad usage or bad input.\n";
        return 0;
    }
    if (system != "caqa")
    {
        return Fail((system.empty() ? "no system given" : system + ": no such system") +
                        ", expected caqa",
                    2);
    }
    try
    {
        return Evaluate(argc - 1, argv + 1);
    }
    catch (const std::exception& error)
    {
        return Fail(error.what(), 1);
    }
}
