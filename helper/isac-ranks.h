/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_RANKS_H
#define ISAC_RANKS_H

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief The processes, ranks of MPI, that share one simulation: all that this module knows of MPI.
 *
 * Without Enable(), and without MPI in ns-3, there is one rank, number 0. ns-3 itself then splits
 * the simulation: a node belongs to the rank that its system id names, and a point-to-point link
 * between nodes of two ranks carries packets from one to the other.
 */
class Ranks
{
  public:
    /// @return whether ns-3 was built with MPI
    static bool IsAvailable();

    /**
     * @brief Start MPI and ns-3's distributed simulator: DistributedSimulatorImpl, unless the
     * global value SimulatorImplementationType names another one. To be called before anything is
     * simulated.
     * @param argc of main(), where IsAvailable()
     * @param argv of main()
     */
    static void Enable(int* argc, char*** argv);

    /// @return number of this rank, from 0
    static uint32_t GetRank();
    /// @return number of ranks
    static uint32_t GetSize();

    /**
     * @brief Tell all ranks something and wait for what they have to tell. All ranks must call it,
     * and not after the simulation is destroyed.
     * @param text what this rank has to tell, at most 1 GiB
     * @return what each rank told, rank 0 first
     */
    static std::vector<std::string> Exchange(const std::string& text);

    /**
     * @brief End all ranks at once, where one of them cannot go on and the others would wait for
     * it. Returns if there is one rank only.
     * @param code exit code
     */
    static void Abort(int code);

    /// End MPI, if Enable() was called. This rank may do nothing but leave main() then.
    static void Disable();
};

} // namespace isac
} // namespace ns3

#endif // ISAC_RANKS_H
