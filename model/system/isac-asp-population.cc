/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-asp-population.h"

#include "isac-asp-table.h"

#include <boost/random/uniform_int_distribution.hpp>
#include <cmath>
#include <fstream>
#include <limits>
#include <stdexcept>

namespace ns3
{
namespace isac
{

namespace
{

/// A published provider as its file prints it; scores in hundredths.
struct PublishedProvider
{
    int capacity; //!< c
    int ax;       //!< A_x
    int ay;       //!< 100 A_y
    int bx;       //!< B_x
    int by;       //!< 100 B_y
};

constexpr PublishedProvider PUBLISHED[] = {
    {400, 10, 0, 210, 80},  {500, 80, 45, 200, 60}, {500, 40, 0, 170, 75},  {900, 0, 15, 170, 60},
    {600, 30, 25, 160, 85}, {700, 30, 45, 180, 50}, {700, 90, 25, 160, 95}, {600, 70, 40, 190, 85},
    {700, 40, 5, 200, 50},  {500, 30, 0, 180, 80},  {800, 70, 15, 190, 85}, {700, 0, 15, 200, 80},
    {500, 40, 35, 170, 50}, {400, 90, 20, 230, 85}, {600, 40, 40, 200, 55}, {800, 70, 25, 220, 95},
    {800, 90, 45, 180, 70}, {800, 10, 45, 220, 75}, {500, 80, 35, 160, 55}, {600, 40, 40, 210, 55},
};

} // namespace

std::vector<AspProviderProfile>
PublishedAspProviders()
{
    const AspProviderRanges ranges;
    constexpr int HUNDREDTHS = 5; // a step of the grids of A_y and B_y
    std::vector<AspProviderProfile> providers;
    for (const PublishedProvider& each : PUBLISHED)
    {
        AspUtility utility;
        utility.ax = each.ax;
        utility.ay = ranges.ay.At(each.ay / HUNDREDTHS);
        utility.bx = each.bx;
        utility.by = ranges.by.At((each.by - 50) / HUNDREDTHS);
        providers.push_back({each.capacity, utility});
    }
    return providers;
}

std::vector<AspProviderProfile>
DrawAspProviders(const AspProviderRanges& ranges, int count, boost::random::mt19937_64& random)
{
    const auto draw = [&random](const AspGrid& grid) {
        return grid.At(boost::random::uniform_int_distribution<int>(0, grid.count - 1)(random));
    };
    std::vector<AspProviderProfile> providers(count);
    for (AspProviderProfile& provider : providers)
    {
        provider.utility.ax = draw(ranges.ax);
        provider.utility.ay = draw(ranges.ay);
        provider.utility.bx = draw(ranges.bx);
        provider.utility.by = draw(ranges.by);
        provider.capacity = static_cast<int>(std::lround(draw(ranges.capacity)));
    }
    return providers;
}

std::string
CheckAspProvider(const AspProviderProfile& profile)
{
    if (profile.capacity < 1)
    {
        return "capacity is below 1";
    }
    const AspUtility& utility = profile.utility;
    // Negated, so that what is no number is refused.
    if (!(utility.bx > utility.ax))
    {
        return "Bx is not above Ax";
    }
    if (!(utility.by >= utility.ay))
    {
        return "By is below Ay";
    }
    return "";
}

std::vector<AspProviderProfile>
ReadAspProviders(std::istream& table, const std::string& name)
{
    std::vector<AspProviderProfile> providers;
    for (const AspTableRow& row : ReadAspTable(table, name, {"capacity", "Ax", "Ay", "Bx", "By"}))
    {
        const double capacity = row.values[0];
        if (capacity != std::floor(capacity) || capacity > std::numeric_limits<int>::max() ||
            capacity < 1.0)
        {
            RefuseAspTable(name, row.line, "capacity is no whole number of at least 1");
        }
        AspProviderProfile profile;
        profile.capacity = static_cast<int>(capacity);
        profile.utility = {row.values[1], row.values[2], row.values[3], row.values[4]};
        const std::string wrong = CheckAspProvider(profile);
        if (!wrong.empty())
        {
            RefuseAspTable(name, row.line, wrong);
        }
        providers.push_back(profile);
    }
    return providers;
}

std::vector<AspProviderProfile>
ReadAspProviders(const std::string& path)
{
    std::ifstream file(path);
    if (!file)
    {
        throw std::invalid_argument(path + ": cannot be read");
    }
    return ReadAspProviders(file, path);
}

} // namespace isac
} // namespace ns3
