/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "caqa-evaluation.h"
#include "evaluate-system.h"

#include "ns3/isac-arguments.h"
#include "ns3/isac-caqa-arguments.h"
#include "ns3/isac-caqa-policy.h"
#include "ns3/isac-interrupt.h"
#include "ns3/isac-output-file.h"
#include "ns3/isac-torch-runtime.h"

#include <filesystem>
#include <iostream>

namespace evaluate
{

using namespace ns3::isac;

int
EvaluateCaqa(int argc, char* argv[])
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
        const std::string obstacle = path.empty() ? "" : CheckOutputFile(path);
        if (!obstacle.empty())
        {
            return arguments.Fail("--" + name + "=" + path + ": " + obstacle, std::cerr);
        }
    }
    if (options.cache.empty() && !out.empty())
    {
        options.cache = std::filesystem::path(out).replace_extension("optimum.csv").string();
    }

    options.interrupted = IsInterrupted;
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

} // namespace evaluate
