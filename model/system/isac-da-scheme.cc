/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-scheme.h"

#include "ns3/isac-agent-settings.h"
#include "ns3/isac-da-groups.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>
#include <stdexcept>
#include <utility>

namespace ns3
{
namespace isac
{

namespace
{

/// Shares out one part.
using DaSharing = std::function<DaAllocation(const DaPart&)>;

/// Decides on each part by itself.
class SharingPolicy : public Policy
{
  public:
    SharingPolicy(const DaScenario& scenario, const DaDecoding& decoding, DaSharing sharing)
        : m_system(scenario, decoding),
          m_sharing(std::move(sharing))
    {
    }

    Action Act(const Eigen::VectorXd& observation, bool) override
    {
        const DaSlotProblem problem(m_system.GetScenario(), m_system.Interpret(observation));
        std::vector<DaAllocation> allocations;
        for (const DaPart& part : problem.GetParts())
        {
            allocations.push_back(m_sharing(part));
        }
        return m_system.Encode(problem.Merge(allocations));
    }

  private:
    DaSystem m_system;   //!< reads observations, writes actions
    DaSharing m_sharing; //!< of a part
};

/// @param sharing of a part @return a maker that takes no arguments
DaSchemeRegistry::Maker
MakerOf(DaSharing sharing)
{
    return [sharing = std::move(sharing)](const DaSchemeRegistry::Arguments& arguments,
                                          const DaScenario& scenario,
                                          uint64_t) -> std::optional<DaScheme> {
        DaDecoding decoding;
        decoding.actions = DaActions::USER_SHARES;
        if (!arguments.empty())
        {
            return std::nullopt;
        }
        return DaScheme{std::make_shared<SharingPolicy>(scenario, decoding, sharing), decoding};
    };
}

/// @param text of an argument @return number of bundles; empty if it is none
std::optional<int>
ReadBundles(const std::string& text)
{
    constexpr int MOST = 1000000;
    int bundles = 0;
    if (!ParseSetting(text, bundles) || bundles < 1 || bundles > MOST)
    {
        return std::nullopt;
    }
    return bundles;
}

/// @return the registry with what the module brings
DaSchemeRegistry
MakeRegistry()
{
    DaSchemeRegistry registry;
    registry.Register("without-da",
                      "without-da",
                      "least demands of sensing, equal shares of the rest (round robin)",
                      MakerOf(ShareDaEqually));
    registry.Register("proportional",
                      "proportional",
                      "groups share by their numbers, their users exactly",
                      MakerOf(ShareDaProportionally));
    registry.Register("optimum",
                      "optimum",
                      "joint optimum over all users",
                      MakerOf([](const DaPart& part) { return SolveDa(part.problem).allocation; }));
    registry.Register("greedy",
                      "greedy[-BUNDLES]",
                      "least demands of sensing, then bundles to whom they help most",
                      [](const DaSchemeRegistry::Arguments& arguments,
                         const DaScenario& scenario,
                         uint64_t seed) -> std::optional<DaScheme> {
                          const std::optional<int> bundles = arguments.empty()
                                                                 ? std::optional<int>(200)
                                                                 : ReadBundles(arguments[0]);
                          if (!bundles || arguments.size() > 1)
                          {
                              return std::nullopt;
                          }
                          return MakerOf([bundles](const DaPart& part) {
                              return ShareDaGreedily(part, *bundles);
                          })({}, scenario, seed);
                      });
    return registry;
}

/// @param budget what there is @param given of it @return what is left, at least 0
DaBudget
LeftOf(const DaBudget& budget, const DaAllocation& given)
{
    const auto left = [](double whole, const std::vector<double>& parts) {
        for (const double part : parts)
        {
            whole -= part;
        }
        return std::max(0.0, whole);
    };
    return {left(budget.bandwidth, given.bandwidth),
            left(budget.power, given.power),
            left(budget.speed, given.speed)};
}

} // namespace

DaSchemeRegistry&
GetDaSchemes()
{
    static DaSchemeRegistry registry = MakeRegistry();
    return registry;
}

DaAllocation
ShareDaEqually(const DaPart& part)
{
    DaAllocation given = part.feasibility.least;
    const DaBudget left = LeftOf(part.problem.budget, given);
    const double users = static_cast<double>(part.users.size());
    for (std::size_t k = 0; k < part.users.size(); ++k)
    {
        given.bandwidth[k] += left.bandwidth / users;
        given.power[k] += left.power / users;
        given.speed[k] += left.speed / users;
    }
    return given;
}

DaAllocation
ShareDaGreedily(const DaPart& part, int bundles)
{
    if (bundles < 1)
    {
        throw std::invalid_argument("bundles is " + std::to_string(bundles) +
                                    ": expected 1 or more");
    }
    DaAllocation given = part.feasibility.least;
    DaBudget bundle = LeftOf(part.problem.budget, given);
    bundle.bandwidth /= bundles;
    bundle.power /= bundles;
    bundle.speed /= bundles;
    const std::size_t users = part.users.size();
    std::vector<DaQoeTerm> terms;
    for (const DaUser& user : part.problem.users)
    {
        terms.emplace_back(user, part.problem.model, DaBudget{1.0, 1.0, 1.0});
    }
    const auto value = [&](std::size_t k, double times) {
        return terms[k].Value(given.bandwidth[k] + times * bundle.bandwidth,
                              given.power[k] + times * bundle.power,
                              given.speed[k] + times * bundle.speed);
    };
    std::vector<double> gain(users);
    const auto update = [&](std::size_t k) {
        // From an infinite latency every step is an infinite gain.
        const double before = value(k, 0.0);
        gain[k] = std::isfinite(before) ? value(k, 1.0) - before
                                        : std::numeric_limits<double>::infinity();
    };
    for (std::size_t k = 0; k < users; ++k)
    {
        update(k);
    }
    for (int i = 0; i < bundles; ++i)
    {
        const auto best = std::max_element(gain.begin(), gain.end());
        const auto k = static_cast<std::size_t>(best - gain.begin());
        given.bandwidth[k] += bundle.bandwidth;
        given.power[k] += bundle.power;
        given.speed[k] += bundle.speed;
        update(k);
    }
    return given;
}

DaAllocation
ShareDaProportionally(const DaPart& part)
{
    const DaGroups groups(part.problem, DaGroups::ByStructure(part.problem), 2);
    DaShares shares(2);
    for (std::size_t group = 0; group < 2; ++group)
    {
        shares[group].fill(static_cast<double>(groups.Users(group).size()) / part.users.size());
    }
    return groups.Solve(groups.PullBack(shares)).allocation;
}

} // namespace isac
} // namespace ns3
