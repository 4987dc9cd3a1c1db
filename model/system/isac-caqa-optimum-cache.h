/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CAQA_OPTIMUM_CACHE_H
#define ISAC_CAQA_OPTIMUM_CACHE_H

#include "ns3/isac-caqa-slot.h"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace ns3
{
namespace isac
{

/// What SolveCaqaOptimum() says of one state.
struct CaqaOptimumValue
{
    double reward = 0.0;     //!< best known
    double upperBound = 0.0; //!< proven; infinite if not asked for
};

/**
 * @ingroup isac-aigc
 * @brief Optima of states, remembered in a file: each costs milliseconds to seconds.
 *
 * An entry is found by what it was computed from, cell and state, so that one file serves any
 * cells, seeds and numbers of states.
 */
class CaqaOptimumCache
{
  public:
    /**
     * @param parameters the cell
     * @param bound whether upper bounds are wanted
     */
    CaqaOptimumCache(const CaqaParameters& parameters, bool bound);

    /**
     * @brief Take in what a file holds. One whose first entry for these states is not what is
     * found now comes from another version of the search and is not used.
     * @param path of the file; need not exist
     * @param states that will be asked for
     * @return how many of them are known now
     */
    std::size_t Read(const std::string& path, const std::vector<CaqaState>& states);
    /**
     * @brief Write all entries, those of other cells too, and those that other programs have
     * written since. The old file stays until the new one is complete.
     * @param path of the file
     * @return whether it could be written
     */
    bool Write(const std::string& path);

    /**
     * @param state of the cell
     * @return its optimum, from memory if it is known
     */
    CaqaOptimumValue Solve(const CaqaState& state);

  private:
    /**
     * @brief Take in the entries of a file that are not known yet.
     * @param path of the file; need not exist
     */
    void Merge(const std::string& path);
    /**
     * @param state of the cell
     * @return a number that tells cells, states and the wish for a bound apart (64-bit FNV-1a)
     */
    uint64_t Fingerprint(const CaqaState& state) const;
    /**
     * @param state of the cell
     * @return its optimum, computed
     */
    CaqaOptimumValue Compute(const CaqaState& state) const;

    CaqaParameters m_parameters;                             //!< the cell
    bool m_bound;                                            //!< whether bounds are wanted
    bool m_foreign = false;                                  //!< whether the file is not for use
    std::unordered_map<uint64_t, CaqaOptimumValue> m_values; //!< by fingerprint
    std::vector<uint64_t> m_order;                           //!< as the file has them
};

} // namespace isac
} // namespace ns3

#endif // ISAC_CAQA_OPTIMUM_CACHE_H
