/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "multicell-options.h"

#include <algorithm>
#include <sstream>

namespace
{

/**
 * @param text of ranks, commas between them
 * @param count of ranks expected
 * @param ranks that there are
 * @param list gets them
 * @return what was expected; empty if it was met
 */
std::string
ReadRanks(const std::string& text, std::size_t count, uint32_t ranks, std::vector<uint32_t>& list)
{
    const std::string expected = "expected " + std::to_string(count) + " of the ranks 0 to " +
                                 std::to_string(ranks - 1) + ", commas between them";
    std::istringstream words(text + ",");
    std::string word;
    while (std::getline(words, word, ','))
    {
        const bool isNumber = !word.empty() && word.size() < 6 &&
                              word.find_first_not_of("0123456789") == std::string::npos;
        if (!isNumber || std::stoul(word) >= ranks)
        {
            return expected;
        }
        list.push_back(std::stoul(word));
    }
    return list.size() == count ? "" : expected;
}

/**
 * @param list of ranks
 * @return them with commas between
 */
std::string
ShowRanks(const std::vector<uint32_t>& list)
{
    std::string text;
    for (const uint32_t rank : list)
    {
        text += (text.empty() ? "" : ",") + std::to_string(rank);
    }
    return text;
}

} // namespace

void
AddMulticellArguments(MulticellOptions& options, ns3::isac::Arguments& arguments)
{
    arguments.Add("cells", "base stations", options.cells, 1, 8);
    arguments.Add("nUsers", "users of each cell", options.users, 1, 100);
    arguments.Add("slots", "slots of 1 s", options.slots, 1, 1000000);
    arguments.Add("distance", "between base stations [m]", options.distance, 300.0, 1e5);
    arguments.Add("speed", "of users [m/s]", options.speed, 0.0, 100.0);
    arguments.Add("margin",
                  "below capacity at which content is sent [dB]",
                  options.marginDb,
                  0,
                  60);
    arguments.Add("policy", "scheme of every cell; list shows all", options.policy);
    arguments.Add("subchannels", "of each cell", options.subchannels, {"Fixed", "Adaptive"});
    arguments.Add("isolated", "give each cell a channel of its own", options.isolated);
    arguments.Add("separateServers", "one edge server for each cell", options.separateServers);
    arguments.Add("speedup",
                  "of the shared edge server over a separate one",
                  options.speedup,
                  1e-3,
                  1e3);
    arguments.Add("backhaulDelay",
                  "of each link to an edge server [ms]",
                  options.backhaulDelayMs,
                  0.0,
                  1000.0);
    arguments.Add("output", "folder for results; none without it", options.output);

    arguments.AddGroup("Several processes, started by mpirun");
    arguments.Add("mpi", "split the simulation over the ranks of MPI", options.mpi);
    arguments.Add("cellRanks", "rank of each cell, such as 0,1,0", options.cellRanks);
    arguments.Add("serverRanks", "rank of each edge server", options.serverRanks);
}

std::string
Place(MulticellOptions& options, uint32_t ranks, MulticellPlacement& placement)
{
    const uint32_t servers = options.separateServers ? options.cells : 1;
    const bool given = !options.cellRanks.empty();
    if (given)
    {
        const std::string wrong =
            ReadRanks(options.cellRanks, options.cells, ranks, placement.cells);
        if (!wrong.empty())
        {
            return "cellRanks=" + options.cellRanks + ": " + wrong;
        }
    }
    for (uint32_t i = 0; i < options.cells && !given; ++i)
    {
        placement.cells.push_back(options.isolated ? i % ranks : 0);
    }
    const uint32_t first = placement.cells.front();
    if (!options.isolated && std::count(placement.cells.begin(), placement.cells.end(), first) !=
                                 static_cast<long>(options.cells))
    {
        return "cellRanks=" + options.cellRanks +
               ": cells on one channel must be on one rank; with --isolated each has its own";
    }
    if (!options.serverRanks.empty())
    {
        const std::string wrong = ReadRanks(options.serverRanks, servers, ranks, placement.servers);
        if (!wrong.empty())
        {
            return "serverRanks=" + options.serverRanks + ": " + wrong;
        }
    }
    else
    {
        const bool stay = options.isolated && options.separateServers;
        for (uint32_t i = 0; i < servers; ++i)
        {
            // Counted from the rank after the first cell's, which is left out where there are more.
            const uint32_t others = std::max(ranks - 1, 1U);
            placement.servers.push_back(stay ? placement.cells[i]
                                             : (first + 1 + i % others) % ranks);
        }
    }
    for (uint32_t i = 0; i < options.cells; ++i)
    {
        const uint32_t server = placement.servers[options.separateServers ? i : 0];
        if (options.backhaulDelayMs <= 0.0 && server != placement.cells[i])
        {
            return "backhaulDelay=0: a link between ranks needs a delay";
        }
    }
    options.cellRanks = ShowRanks(placement.cells);
    options.serverRanks = ShowRanks(placement.servers);
    return "";
}
