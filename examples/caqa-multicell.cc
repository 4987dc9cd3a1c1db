/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Several CAQA-AIGC cells on one channel: moving users, shared or separate edge servers.
//
//        BS 0 --------- 500 m --------- BS 1      each with K users that walk about within
//            \                         /          140 m of it, all cells in the same bands
//             \        BS 2           /
//              \        |            /
//               edge server(s) over 10 Gbit/s, 1 ms
//
// In an ns-3 tree with MPI the cells and servers can be split over processes, see
// doc/distributed.rst:
//   mpirun -np 2 caqa-multicell --mpi --isolated --cells=4
//
// Usage: caqa-multicell [--isolated] [--separateServers] [--policy=NAME] [--help]

#include "multicell-network.h"

#include "ns3/core-module.h"
#include "ns3/isac-caqa-arguments.h"
#include "ns3/isac-interrupt.h"
#include "ns3/isac-output-file.h"
#include "ns3/isac-ranks.h"
#include "ns3/isac-run-config.h"
#include "ns3/isac-run-folder.h"
#include "ns3/isac-summary-json.h"
#include "ns3/isac-torch-runtime.h"

#include <chrono>
#include <iostream>

using namespace ns3;
using namespace ns3::isac;

namespace
{

const std::string PROGRAM = "caqa-multicell";

/**
 * @param options of the run
 * @param reports of all ranks
 * @param cells of all ranks
 * @param wallSeconds of the simulation
 * @return summary.json; what differs from machine to machine is under "speed"
 */
std::string
Summarise(const MulticellOptions& options,
          const std::vector<RankReport>& reports,
          const std::vector<CellFigures>& cells,
          double wallSeconds)
{
    SummaryJson json({{"program", PROGRAM},
                      {"policy", options.policy},
                      {"RngRun", std::to_string(RngSeedManager::GetRun())}});
    for (std::size_t i = 0; i < cells.size(); ++i)
    {
        for (const auto& [name, value] : cells[i].GetSummary(options))
        {
            json.Set({"cells", std::to_string(i), name}, value);
        }
    }
    json.Set({"speed", "wall_s"}, wallSeconds);
    for (std::size_t rank = 0; rank < reports.size(); ++rank)
    {
        json.Set({"speed", "ranks", std::to_string(rank), "cpu_s"}, reports[rank].cpu);
        json.Set({"speed", "ranks", std::to_string(rank), "events"}, reports[rank].events);
    }
    return json.ToText();
}

/**
 * @param texts of all ranks, empty where all is well
 * @return the first that is not empty; empty if all are
 */
std::string
FindFailure(const std::vector<std::string>& texts)
{
    for (const auto& text : texts)
    {
        if (!text.empty())
        {
            return text;
        }
    }
    return "";
}

/**
 * @brief Simulate, gather and print.
 * @param options of the command line
 * @param arguments they came from
 * @param placement who simulates what
 * @param err gets errors, on rank 0 only
 * @return exit code
 */
int
Simulate(const MulticellOptions& options,
         const Arguments& arguments,
         const MulticellPlacement& placement,
         std::ostream& err)
{
    const bool keep = !options.output.empty();
    const bool first = Ranks::GetRank() == 0;
    RunFolder folder(options.output);
    const std::string obstacle = FindFailure(Ranks::Exchange(keep && first ? folder.Begin() : ""));
    if (!obstacle.empty())
    {
        return arguments.Fail("--output=" + options.output + ": " + obstacle, err);
    }
    CatchInterrupts();
    MulticellNetwork network(options, placement, keep ? folder.GetTemporary() : "");
    const auto begin = std::chrono::steady_clock::now();
    const RankReport own = network.Run();
    std::vector<RankReport> reports;
    std::vector<std::string> failures;
    std::vector<CellFigures> cells(options.cells);
    for (const auto& text : Ranks::Exchange(own.ToText()))
    {
        reports.push_back(RankReport::FromText(text));
        failures.push_back(reports.back().failed);
        for (const auto& [index, figures] : reports.back().cells)
        {
            cells[index] = figures;
        }
    }
    const double wall =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    std::string failed = FindFailure(failures);
    if (keep && first && failed.empty())
    {
        ReplaceFile(folder.GetTemporary() + "config.json",
                    DescribeRun(PROGRAM, arguments, network.GetParts()));
        ReplaceFile(folder.GetTemporary() + "summary.json",
                    Summarise(options, reports, cells, wall));
        failed = folder.Finish();
    }
    Simulator::Destroy();
    if (!failed.empty())
    {
        arguments.Fail(failed, err);
        return 1;
    }
    if (first)
    {
        PrintCells(options, cells, std::cout);
        if (options.mpi)
        {
            std::cout << Ranks::GetSize() << " ranks: cells on " << options.cellRanks
                      << "; edge servers on " << options.serverRanks << "\n";
        }
        if (keep)
        {
            std::cout << "Results in " << folder.GetPath() << "\n";
        }
    }
    return 0;
}

/**
 * @brief Check what was asked for, place it, and simulate it.
 * @param options of the command line
 * @param arguments they came from
 * @param err gets errors, on rank 0 only
 * @return exit code
 */
int
CheckAndSimulate(MulticellOptions& options, const Arguments& arguments, std::ostream& err)
{
    CaqaParameters cell;
    cell.users = static_cast<int>(options.users);
    const std::string wrong = CheckCaqaPolicy(options.policy, cell, {});
    if (!wrong.empty())
    {
        return arguments.Fail("--policy=" + wrong, err);
    }
    MulticellPlacement placement;
    const std::string misplaced = Place(options, Ranks::GetSize(), placement);
    if (!misplaced.empty())
    {
        return arguments.Fail("--" + misplaced, err);
    }
    try
    {
        return Simulate(options, arguments, placement, err);
    }
    catch (const std::exception& error)
    {
        // The others would wait for this rank, whichever it is.
        arguments.Fail(error.what(), std::cerr);
        Ranks::Abort(1);
        Simulator::Destroy();
        return 1;
    }
}

} // namespace

int
main(int argc, char* argv[])
{
    MulticellOptions options;
    Arguments arguments(PROGRAM, "Several CAQA-AIGC cells on one channel, with users that move.");
    AddMulticellArguments(options, arguments);
    if (const auto code = arguments.Parse(argc, argv, std::cout, std::cerr))
    {
        return *code;
    }
    if (options.policy == "list")
    {
        PrintCaqaPolicies(std::cout);
        return 0;
    }
    for (const char* name : {"cellRanks", "serverRanks"})
    {
        if (arguments.IsGiven(name) && !options.mpi)
        {
            return arguments.Fail("--" + std::string(name) + ": only with --mpi", std::cerr);
        }
    }
    if (options.mpi && !Ranks::IsAvailable())
    {
        return arguments.Fail("--mpi: this ns-3 was built without MPI; see doc/distributed.rst",
                              std::cerr);
    }
    if (options.mpi)
    {
        Ranks::Enable(&argc, &argv);
    }
    SetTorchThreads(1);
    std::ostringstream silence;
    const bool first = Ranks::GetRank() == 0;
    const int code = CheckAndSimulate(options, arguments, first ? std::cerr : silence);
    Ranks::Disable();
    return code;
}
