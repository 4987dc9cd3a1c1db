/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ASP_POPULATION_H
#define ISAC_ASP_POPULATION_H

#include "ns3/isac-asp-utility.h"

#include <boost/random/mersenne_twister.hpp>
#include <istream>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/// A service provider: how much it can run, and what users get out of it.
struct AspProviderProfile
{
    int capacity = 400; //!< c, steps of all running tasks together
    AspUtility utility; //!< u(T)
};

/**
 * @brief Equally spaced values, each as likely.
 *
 * They are computed as NumPy's arange does, with its rounding: 0.5 and 9 steps of 0.05 make
 * 0.9500000000000004. The published population was drawn from such values.
 */
struct AspGrid
{
    double low = 0.0;  //!< the first one
    double step = 1.0; //!< between them, above 0
    int count = 1;     //!< how many

    /**
     * @param k which one, from 0
     * @return its value
     */
    double At(int k) const
    {
        return low + k * ((low + step) - low);
    }
};

/// What the parameters of providers are drawn from; the defaults are the published code's.
struct AspProviderRanges
{
    AspGrid capacity{400.0, 100.0, 6}; //!< c
    AspGrid ax{0.0, 10.0, 10};         //!< A_x
    AspGrid ay{0.0, 0.05, 10};         //!< A_y
    AspGrid bx{150.0, 10.0, 10};       //!< B_x
    AspGrid by{0.5, 0.05, 10};         //!< B_y
};

/**
 * @ingroup isac-aigc
 * @brief The 20 providers that the published results of D2SAC stand on, in training and test alike.
 *
 * Source: drawn by the published code (Lizonghang/AGOD) with seed 0. The values here carry the
 * rounding of AspGrid, as the code's do. A greedy rule decides by the last bit between providers
 * that are equal on paper: in the reference episode Prophet earns 561.5208 with these values and
 * 561.4750 with the same ones as clean decimals, which is what a CSV file gives.
 *
 * @return the providers
 */
std::vector<AspProviderProfile> PublishedAspProviders();

/**
 * @ingroup isac-aigc
 * @brief Draw providers, each parameter uniformly from its grid.
 * @param ranges the grids
 * @param count number of providers
 * @param random all draws
 * @return the providers
 */
std::vector<AspProviderProfile> DrawAspProviders(const AspProviderRanges& ranges,
                                                 int count,
                                                 boost::random::mt19937_64& random);

/**
 * @ingroup isac-aigc
 * @param profile a provider
 * @return what is wrong with it; empty if nothing is
 */
std::string CheckAspProvider(const AspProviderProfile& profile);

/**
 * @ingroup isac-aigc
 * @brief Read providers from a CSV table with the columns capacity, Ax, Ay, Bx, By; a line each.
 * @param table the text
 * @param name of the file, for messages
 * @return the providers, at least one
 * @throws std::invalid_argument if it is no such table: one line that begins with NAME:LINE
 */
std::vector<AspProviderProfile> ReadAspProviders(std::istream& table, const std::string& name);

/**
 * @ingroup isac-aigc
 * @param path of a file as ReadAspProviders(std::istream&, const std::string&) takes it
 * @return the providers, at least one
 * @throws std::invalid_argument if it cannot be read or is no such table: one line with the path
 */
std::vector<AspProviderProfile> ReadAspProviders(const std::string& path);

} // namespace isac
} // namespace ns3

#endif // ISAC_ASP_POPULATION_H
