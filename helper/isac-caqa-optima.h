/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CAQA_OPTIMA_H
#define ISAC_CAQA_OPTIMA_H

#include "ns3/isac-caqa-optimum-cache.h"

#include <functional>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/// How FindCaqaOptima() works.
struct CaqaOptimaOptions
{
    bool bound = false;                //!< whether upper bounds are wanted
    std::string cache;                 //!< file that keeps what was found; empty: none
    bool progress = true;              //!< whether progress is shown on standard error
    std::function<bool()> interrupted; //!< whether to stop; asked after each state
};

/**
 * @ingroup isac-aigc
 * @brief The optima of states, with progress. The cache is written every few seconds, so that a
 * kill costs no more.
 * @param parameters the cell
 * @param states of the cell
 * @param options how
 * @return one for each state; fewer if interrupted
 * @throws std::runtime_error if the cache cannot be written
 */
std::vector<CaqaOptimumValue> FindCaqaOptima(const CaqaParameters& parameters,
                                             const std::vector<CaqaState>& states,
                                             const CaqaOptimaOptions& options);

} // namespace isac
} // namespace ns3

#endif // ISAC_CAQA_OPTIMA_H
