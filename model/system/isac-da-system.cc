/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-system.h"

#include "isac-da-split.h"

#include <algorithm>
#include <cmath>

namespace ns3
{
namespace isac
{

namespace
{

/// Values of a group in an observation that both groups have.
constexpr int GROUP_VALUES = 5;
/// Values of both groups, weights included.
constexpr int GROUPS_VALUES = 2 * GROUP_VALUES + 3;
/// Values of a user in an observation.
constexpr int USER_VALUES = 10;
/// What users share.
constexpr int RESOURCES = 3;
/// A claim is at least this, so that none is without anything; affine, so that none is without a
/// derivative.
constexpr double LEAST_CLAIM = 0.02;
/// Solvers meet demands to 1e-9, and shares of budgets lose a rounding more.
constexpr double ROUNDING = 1e-8;

/// @param status of a user @return which group he is in
int
GroupOf(const DaUserStatus& status)
{
    return status.structure == DaStructure::RATIO ? 1 : 0;
}

} // namespace

DaSystem::DaSystem(const DaScenario& scenario, const DaDecoding& decoding)
    : m_scenario(scenario),
      m_decoding(decoding)
{
}

const DaScenario&
DaSystem::GetScenario() const
{
    return m_scenario;
}

const DaDecoding&
DaSystem::GetDecoding() const
{
    return m_decoding;
}

int
DaSystem::ObservationSize() const
{
    return m_decoding.actions == DaActions::GROUP_SHARES ? GROUPS_VALUES
                                                         : USER_VALUES * m_scenario.users;
}

ActionSpace
DaSystem::GetActionSpace() const
{
    switch (m_decoding.actions)
    {
    case DaActions::GROUP_SHARES:
        return {{}, 2 * RESOURCES};
    case DaActions::USER_LEVELS:
        return {std::vector<int>(RESOURCES * m_scenario.users, m_decoding.levels), 0};
    case DaActions::USER_WEIGHTS:
    case DaActions::USER_SHARES:
        break;
    }
    return {{}, RESOURCES * m_scenario.users};
}

Eigen::VectorXd
DaSystem::Observe(const DaSlot& slot) const
{
    if (m_decoding.actions == DaActions::GROUP_SHARES)
    {
        Eigen::Matrix<double, GROUP_VALUES + 3, 2> sums;
        sums.setZero();
        std::array<int, 2> count{};
        for (const DaUserStatus& user : slot)
        {
            const int group = GroupOf(user);
            ++count[group];
            sums.col(group) += (Eigen::Matrix<double, GROUP_VALUES + 3, 1>() << user.behaviour,
                                user.environment,
                                2.0 * std::log10(user.sensingGain),
                                std::log10(user.linkGain),
                                user.fileSize,
                                user.qualityWeight,
                                user.latencyWeight,
                                user.ratioWeight)
                                   .finished();
        }
        for (int group = 0; group < 2; ++group)
        {
            sums.col(group) /= std::max(count[group], 1);
        }
        Eigen::VectorXd observation(GROUPS_VALUES);
        observation << sums.col(0).head<GROUP_VALUES + 2>(), sums.col(1).head<GROUP_VALUES>(),
            sums(GROUP_VALUES + 2, 1);
        return observation;
    }
    Eigen::VectorXd observation(ObservationSize());
    for (std::size_t k = 0; k < slot.size(); ++k)
    {
        const DaUserStatus& user = slot[k];
        observation.segment<USER_VALUES>(USER_VALUES * static_cast<Eigen::Index>(k))
            << user.station,
            user.behaviour, user.environment, std::log10(user.sensingGain),
            std::log10(user.linkGain), user.fileSize, GroupOf(user), user.qualityWeight,
            user.latencyWeight, user.ratioWeight;
    }
    return observation;
}

DaSlot
DaSystem::Interpret(const Eigen::VectorXd& observation) const
{
    DaSlot slot(m_scenario.users);
    for (int k = 0; k < m_scenario.users; ++k)
    {
        const auto values = observation.segment<USER_VALUES>(USER_VALUES * k);
        DaUserStatus& user = slot[k];
        user.station = static_cast<int>(values[0]);
        user.behaviour = values[1];
        user.environment = values[2];
        user.sensingGain = std::pow(10.0, values[3]);
        user.linkGain = std::pow(10.0, values[4]);
        user.fileSize = values[5];
        user.structure = values[6] > 0.5 ? DaStructure::RATIO : DaStructure::DIFFERENCE;
        user.qualityWeight = values[7];
        user.latencyWeight = values[8];
        user.ratioWeight = values[9];
    }
    return slot;
}

DaAllocation
DaSystem::ShareOut(const DaPart& part,
                   const std::vector<std::array<double, RESOURCES>>& weight) const
{
    const std::size_t users = part.users.size();
    DaAllocation given{std::vector<double>(users),
                       std::vector<double>(users),
                       std::vector<double>(users)};
    if (m_decoding.sensingFirst)
    {
        given = part.feasibility.least;
    }
    const auto share = [&](int resource, double budget, std::vector<double>& what) {
        double used = 0.0;
        double sum = 0.0;
        for (std::size_t k = 0; k < users; ++k)
        {
            used += what[k];
            sum += weight[k][resource];
        }
        const double rest = std::max(0.0, budget - used);
        for (std::size_t k = 0; k < users; ++k)
        {
            // Who all weigh nothing are equal.
            const double part = sum > 0.0 ? weight[k][resource] / sum : 1.0 / users;
            what[k] += rest * part;
        }
    };
    share(0, part.problem.budget.bandwidth, given.bandwidth);
    share(1, part.problem.budget.power, given.power);
    share(2, part.problem.budget.speed, given.speed);
    return given;
}

DaDecision
DaSystem::DecodeGroups(const DaSlotProblem& problem, const Action& action) const
{
    DaDecision decision;
    decision.gradient.setZero(2 * RESOURCES);
    const Eigen::ArrayXd claim = LEAST_CLAIM + (1.0 - LEAST_CLAIM) * action.continuous.array();
    const Eigen::Array3d sum = claim.head<RESOURCES>() + claim.tail<RESOURCES>();
    std::vector<DaAllocation> allocations;
    for (const DaPart& part : problem.GetParts())
    {
        const double weight =
            static_cast<double>(part.users.size()) / problem.GetWhole().users.size();
        const DaGroups groups(part.problem, DaGroups::ByStructure(part.problem), 2);
        if (groups.Users(0).empty() || groups.Users(1).empty())
        {
            // A group without rivals has everything.
            const DaSolution solution = SolveDa(part.problem);
            decision.meanQoe += weight * solution.meanQoe;
            allocations.push_back(solution.allocation);
            continue;
        }
        const Eigen::Array3d wanted = claim.head<RESOURCES>() / sum;
        const DaSplit split = KeepReserve(groups, wanted, m_decoding.reserve);
        decision.pulledBack = decision.pulledBack || split.moved;
        const DaGroupSolution solution = groups.Solve(split.Shares());
        decision.meanQoe += weight * solution.meanQoe;
        allocations.push_back(solution.allocation);
        Eigen::Vector3d price; // of what the first group takes from the second
        for (int j = 0; j < RESOURCES; ++j)
        {
            price[j] = solution.gradient[0][j] - solution.gradient[1][j];
        }
        // wanted = c_1 / (c_1 + c_2)
        const Eigen::Array3d slope = weight * (1.0 - LEAST_CLAIM) *
                                     (split.derivative.transpose() * price).array() / sum.square();
        decision.gradient.head<RESOURCES>() += (slope * claim.tail<RESOURCES>()).matrix();
        decision.gradient.tail<RESOURCES>() -= (slope * claim.head<RESOURCES>()).matrix();
    }
    decision.allocation = problem.Merge(allocations);
    return decision;
}

DaDecision
DaSystem::Decode(const DaSlotProblem& problem, const Action& action) const
{
    if (m_decoding.actions == DaActions::GROUP_SHARES)
    {
        return DecodeGroups(problem, action);
    }
    const int users = m_scenario.users;
    DaDecision decision;
    if (m_decoding.actions == DaActions::USER_SHARES)
    {
        const DaBudget& budget = m_scenario.budget;
        for (int k = 0; k < users; ++k)
        {
            decision.allocation.bandwidth.push_back(action.continuous[k] * budget.bandwidth);
            decision.allocation.power.push_back(action.continuous[users + k] * budget.power);
            decision.allocation.speed.push_back(action.continuous[2 * users + k] * budget.speed);
        }
    }
    else
    {
        // A learner that gives somebody nothing at all would make his latency infinite.
        constexpr double LEAST_WEIGHT = 0.02;
        const bool levels = m_decoding.actions == DaActions::USER_LEVELS;
        const auto weight = [&](int place) {
            return levels ? (1.0 + action.categorical[place]) / m_decoding.levels
                          : LEAST_WEIGHT + (1.0 - LEAST_WEIGHT) * action.continuous[place];
        };
        std::vector<DaAllocation> allocations;
        for (const DaPart& part : problem.GetParts())
        {
            std::vector<std::array<double, RESOURCES>> weights;
            for (const int user : part.users)
            {
                weights.push_back({weight(user), weight(users + user), weight(2 * users + user)});
            }
            allocations.push_back(ShareOut(part, weights));
        }
        decision.allocation = problem.Merge(allocations);
    }
    decision.meanQoe = EvaluateDa(problem.GetWhole(), decision.allocation).meanQoe;
    return decision;
}

Action
DaSystem::Encode(const DaAllocation& allocation) const
{
    const DaBudget& budget = m_scenario.budget;
    const auto share = [](double part, double whole) { return std::min(1.0, part / whole); };
    Action action;
    const int users = m_scenario.users;
    action.continuous.resize(RESOURCES * users);
    for (int k = 0; k < users; ++k)
    {
        action.continuous[k] = share(allocation.bandwidth[k], budget.bandwidth);
        action.continuous[users + k] = share(allocation.power[k], budget.power);
        action.continuous[2 * users + k] = share(allocation.speed[k], budget.speed);
    }
    return action;
}

double
DaSystem::Reward(const DaSlotProblem& problem, const DaAllocation& allocation) const
{
    if (m_decoding.hierarchicalReward)
    {
        const std::size_t missed = DaMissed(problem, allocation).size();
        if (missed > 0)
        {
            return -static_cast<double>(missed) / problem.GetWhole().users.size();
        }
    }
    return EvaluateDa(problem.GetWhole(), allocation).meanQoe;
}

std::vector<int>
DaMissed(const DaSlotProblem& problem, const DaAllocation& allocation)
{
    return CheckDa(problem.GetWhole(), allocation, ROUNDING).users;
}

std::vector<int>
DaUnmet(const DaScenario& scenario, const DaSlot& slot, const DaAllocation& allocation)
{
    DaProblem problem{{}, scenario.budget, scenario.model};
    for (const DaUserStatus& user : slot)
    {
        problem.users.push_back(MakeDaUser(scenario, user));
    }
    return CheckDa(problem, allocation, ROUNDING).users;
}

} // namespace isac
} // namespace ns3
