/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-dd-cells.h"

#include <algorithm>
#include <limits>

namespace ns3
{
namespace isac
{

namespace
{

constexpr double NEVER = -std::numeric_limits<double>::infinity();

/// @return the best of some users for each sum of cell numbers, with one more user
DdCells
Join(const DdCells& some, const DdCells& user, std::int64_t most, double& work)
{
    DdCells joined;
    joined.first = some.first + user.first;
    const auto size = static_cast<std::int64_t>(some.bound.size() + user.bound.size()) - 1;
    const std::int64_t kept = std::min(size, most - joined.first + 1);
    if (some.bound.empty() || kept <= 0)
    {
        return joined;
    }
    joined.bound.assign(kept, NEVER);
    for (std::size_t i = 0; i < user.bound.size(); ++i)
    {
        const std::int64_t room = kept - static_cast<std::int64_t>(i);
        if (room <= 0 || user.bound[i] == NEVER)
        {
            continue;
        }
        const std::size_t count = std::min(some.bound.size(), static_cast<std::size_t>(room));
        double* into = joined.bound.data() + i;
        for (std::size_t a = 0; a < count; ++a)
        {
            into[a] = std::max(into[a], some.bound[a] + user.bound[i]);
        }
        work += static_cast<double>(count);
    }
    return joined;
}

/// @return the best for each sum of cell numbers or a smaller one
DdCells
UpTo(DdCells cells)
{
    for (std::size_t i = 1; i < cells.bound.size(); ++i)
    {
        cells.bound[i] = std::max(cells.bound[i], cells.bound[i - 1]);
    }
    return cells;
}

/// @return the best of both within a sum of cell numbers; `after` holds the best up to each sum
double
BestTogether(const DdCells& before, const DdCells& after, std::int64_t most, double& work)
{
    double best = NEVER;
    const std::int64_t room = most - before.first - after.first;
    if (after.bound.empty() || room < 0)
    {
        return best;
    }
    const auto last = static_cast<std::int64_t>(after.bound.size()) - 1;
    const std::size_t count = std::min(before.bound.size(), static_cast<std::size_t>(room) + 1);
    for (std::size_t a = 0; a < count; ++a)
    {
        const std::int64_t rest = std::min(room - static_cast<std::int64_t>(a), last);
        best = std::max(best, before.bound[a] + after.bound[rest]);
    }
    work += static_cast<double>(count);
    return best;
}

} // namespace

DdConvolution
ConvolveDd(const std::vector<DdCells>& users, std::int64_t most)
{
    const std::size_t count = users.size();
    DdConvolution result;
    std::vector<DdCells> before(count + 1);
    std::vector<DdCells> after(count + 1);
    before[0].bound = {0.0};
    after[count].bound = {0.0};
    for (std::size_t k = 0; k < count; ++k)
    {
        before[k + 1] = Join(before[k], users[k], most, result.work);
        after[count - 1 - k] = Join(after[count - k], users[count - 1 - k], most, result.work);
    }
    result.marginal.resize(count);
    for (std::size_t k = 0; k < count; ++k)
    {
        const DdCells rest = UpTo(after[k + 1]);
        for (std::size_t i = 0; i < users[k].bound.size(); ++i)
        {
            const std::int64_t left = most - users[k].first - static_cast<std::int64_t>(i);
            const double others = users[k].bound[i] == NEVER
                                      ? NEVER
                                      : BestTogether(before[k], rest, left, result.work);
            result.marginal[k].push_back(others + users[k].bound[i]);
        }
    }
    const std::vector<double>& all = before[count].bound;
    const auto best = std::max_element(all.begin(), all.end());
    result.bound = best == all.end() ? NEVER : *best;
    if (result.bound == NEVER)
    {
        return result;
    }
    // Each sum was made of one cell of the last user and a sum of those before him.
    result.choice.resize(count);
    std::int64_t sum = before[count].first + (best - all.begin());
    for (std::size_t k = count; k-- > 0;)
    {
        const DdCells& some = before[k];
        const double value = before[k + 1].bound[sum - before[k + 1].first];
        for (std::size_t i = 0; i < users[k].bound.size(); ++i)
        {
            const std::int64_t cell = users[k].first + static_cast<std::int64_t>(i);
            const std::int64_t at = sum - cell - some.first;
            if (at >= 0 && at < static_cast<std::int64_t>(some.bound.size()) &&
                some.bound[at] + users[k].bound[i] == value)
            {
                result.choice[k] = cell;
                sum -= cell;
                break;
            }
        }
    }
    return result;
}

} // namespace isac
} // namespace ns3
