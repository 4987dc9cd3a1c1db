/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ASP_BID_PRICE_H
#define ISAC_ASP_BID_PRICE_H

#include "isac-asp-system.h"

#include "ns3/isac-asp-price.h"

#include <Eigen/Core>
#include <cstdint>

namespace ns3
{
namespace isac
{

/// Effort of TunedAspPrices(). All episodes are drawn from its seed.
struct AspPriceOptions
{
    int hindsightEpisodes = 4;     //!< whose offline prices are averaged
    int hindsightIterations = 400; //!< see AspOfflineOptions
    int tuningEpisodes = 40;       //!< on which prices are tried
    int tuningRounds = 5;          //!< times that each price is tried up and down; 0: no tuning
    uint64_t seed = 20;            //!< of all episodes
};

/**
 * @ingroup isac-aigc
 * @brief The bid-price rule: a task goes to the provider with room where its utility less the price
 * of what it takes (T times its run time) is greatest, the first of equals. Where there is no room
 * at all it goes where the fewest steps are in use, for that crash costs least.
 * @param system its providers and run times
 * @param price of each provider's capacity, not negative [1/(step s)]
 * @param state what is observed
 * @return the provider
 */
int ChooseAspByPrice(const AspSystem& system, const Eigen::VectorXd& price, const AspState& state);

/**
 * @ingroup isac-aigc
 * @param system with Poisson arrivals
 * @return its long-run averages: a kind of task for each T
 */
AspFluidProblem MakeAspFluidProblem(const AspSystem& system);

/**
 * @ingroup isac-aigc
 * @brief What hindsight would pay: prices of the offline problem (BoundAspOffline()), averaged over
 * time and over drawn episodes. They know of crowds, of which the fluid prices know nothing: a
 * provider that has room on average has a price if it is full now and then.
 * @param system with Poisson arrivals
 * @param options effort
 * @return price of each provider's capacity [1/(step s)]
 */
Eigen::VectorXd HindsightAspPrices(const AspSystem& system, const AspPriceOptions& options = {});

/**
 * @ingroup isac-aigc
 * @brief HindsightAspPrices(), and then each price in turn moved up or down as long as that earns
 * more on drawn episodes (coordinate search with common random numbers).
 * @param system with Poisson arrivals
 * @param options effort
 * @return price of each provider's capacity [1/(step s)]
 */
Eigen::VectorXd TunedAspPrices(const AspSystem& system, const AspPriceOptions& options = {});

} // namespace isac
} // namespace ns3

#endif // ISAC_ASP_BID_PRICE_H
