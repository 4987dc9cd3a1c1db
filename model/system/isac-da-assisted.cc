/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-assisted.h"

#include "ns3/isac-da-collection.h"
#include "ns3/isac-random-source.h"
#include "ns3/isac-shannon-rate.h"

#include <algorithm>
#include <boost/random/normal_distribution.hpp>
#include <cmath>
#include <optional>
#include <stdexcept>

namespace ns3
{
namespace isac
{

namespace
{

/// @param range an interval @return its middle
double
Middle(const DaRange& range)
{
    return 0.5 * (range.least + range.most);
}

/**
 * @param scenario whose users nobody knows
 * @param settings of its episode
 * @param seed of its episode
 * @return how the controller works
 */
DaControllerSettings
ControllerSettings(const DaScenario& scenario, const DaAssistedSettings& settings, uint64_t seed)
{
    DaControllerSettings controller = settings.controller;
    controller.agent.seed = LearnerSeed(seed, 0, 2);
    DaQoeModel& general = controller.agent.firstModel;
    general.structure = DaStructure::DIFFERENCE;
    general.qualityWeight = Middle(scenario.qualityWeight);
    general.latencyWeight = Middle(scenario.latencyWeight);
    general.ratioWeight = Middle(scenario.ratioWeight);
    general.fixedLatency = 0.0;
    return controller;
}

/// @param status of a user @return what is followed of him, in the order of DaFollowed
std::array<double, DA_FOLLOWED>
Followed(const DaUserStatus& status)
{
    return {status.behaviour, status.fileSize, status.environment};
}

/// @return what a scheme makes of a slot
DaAllocation
DecideBy(const DaScheme& scheme,
         const DaScenario& scenario,
         const DaSlot& slot,
         const DaSlotProblem& problem)
{
    const DaSystem system(scenario, scheme.decoding);
    return system.Decode(problem, scheme.policy->Act(system.Observe(slot))).allocation;
}

} // namespace

DaDecider
DaDeciderOf(const DaScheme& scheme)
{
    return [scheme](const DaScenario& scenario, const DaSlot& slot, const DaSlotProblem& problem) {
        return DecideBy(scheme, scenario, slot, problem);
    };
}

DaDecider
DaDeciderByName(const std::string& name, const DaScenario& scenario, uint64_t seed)
{
    const std::optional<DaScheme> scheme = GetDaSchemes().Make(name, scenario, seed);
    if (!scheme)
    {
        throw std::invalid_argument("no scheme of DA-ISAC is called " + name);
    }
    if (scheme->decoding.actions != DaActions::USER_SHARES)
    {
        return DaDeciderOf(*scheme);
    }
    return [=](const DaScenario& left, const DaSlot& slot, const DaSlotProblem& problem) {
        return DecideBy(*GetDaSchemes().Make(name, left, seed), left, slot, problem);
    };
}

DaAssistedEpisode::DaAssistedEpisode(const DaScenario& scenario,
                                     const DaAssistedSettings& settings,
                                     uint64_t seed)
    : m_scenario(scenario),
      m_settings(settings),
      m_population(scenario, LearnerSeed(seed, 0, 0)),
      m_controller(scenario, ControllerSettings(scenario, settings, seed)),
      m_random(LearnerSeed(seed, 0, 1)),
      m_due(scenario.users),
      m_lost(scenario.users, false),
      m_viewings(scenario.users)
{
    const auto positive = [](double value) { return value >= 0.0 && std::isfinite(value); };
    if (!(settings.mostCollection >= 0.0 && settings.mostCollection < 1.0) ||
        !(settings.accuracyReserve >= 0.0 && settings.accuracyReserve < 1.0) ||
        !positive(settings.devicePower) || !positive(settings.poorEcho) ||
        !(settings.patience > 0.0) || !std::isfinite(settings.patience) ||
        !std::all_of(settings.reportBits.begin(), settings.reportBits.end(), positive))
    {
        throw std::invalid_argument("DA-ISAC with agents: parts are from 0 to below 1, the rest "
                                    "finite and not negative");
    }
    const DaSlot& users = m_population.GetSlot();
    for (int user = 0; user < scenario.users; ++user)
    {
        // As if in the middle of the slot, so that the first echo makes nobody's velocity.
        m_controller.Sense(user, Middle(), users[user].east, users[user].north);
        if (settings.firstModels == DaFirstModels::PERSONAL)
        {
            m_controller.SetModel(user,
                                  {users[user].structure,
                                   users[user].qualityWeight,
                                   users[user].latencyWeight,
                                   users[user].ratioWeight,
                                   0.0});
        }
    }
}

double
DaAssistedEpisode::Middle() const
{
    return (m_slot + 0.5) * m_scenario.segmentTime;
}

double
DaAssistedEpisode::Reference(const DaDecider& decide) const
{
    const DaSlot& slot = m_population.GetSlot();
    const DaSlotProblem problem(m_scenario, slot);
    return Evaluate(problem.GetWhole(), decide(m_scenario, slot, problem)).meanQoe;
}

DaOutcome
DaAssistedEpisode::Evaluate(const DaProblem& problem, const DaAllocation& allocation) const
{
    DaOutcome outcome = EvaluateDa(problem, allocation);
    outcome.meanQoe = 0.0;
    for (std::size_t k = 0; k < problem.users.size(); ++k)
    {
        const DaUser& user = problem.users[k];
        if (outcome.latency[k] > m_settings.patience)
        {
            outcome.latency[k] = m_settings.patience;
            if (user.structure == DaStructure::DIFFERENCE)
            {
                outcome.qoe[k] =
                    user.impact * (user.qualityWeight * DaQuality(user, problem.model) -
                                   user.latencyWeight * m_settings.patience);
            }
        }
        outcome.meanQoe += outcome.qoe[k];
    }
    outcome.meanQoe /= static_cast<double>(problem.users.size());
    return outcome;
}

DaAssistedEpisode::Collection
DaAssistedEpisode::PlanCollection(const DaSlot& believed)
{
    const int users = m_scenario.users;
    const double most = m_settings.mostCollection * m_scenario.budget.bandwidth;
    Collection plan;
    plan.samples.resize(users);
    for (int i = 0; i < users; ++i)
    {
        const int user = (m_slot + i) % users;
        std::array<int, DA_FOLLOWED> samples{};
        double bits = 0.0;
        for (int what = 0; what < DA_FOLLOWED; ++what)
        {
            double& due = m_due[user][what];
            due += m_controller.GetCollectionRate(user, static_cast<DaFollowed>(what)) *
                   m_scenario.segmentTime;
            samples[what] = static_cast<int>(due);
            due -= samples[what];
            const DaDataKind kind = m_controller.GetAgent(user).GetStatus(what).GetAttribute().kind;
            bits += samples[what] * m_settings.reportBits[static_cast<std::size_t>(kind)];
        }
        const double bandwidth = BandwidthForRate(bits / m_scenario.segmentTime,
                                                  believed[user].linkGain,
                                                  m_settings.devicePower,
                                                  m_scenario.model.noiseDensity);
        if (plan.bandwidth + bandwidth <= most)
        {
            plan.bandwidth += bandwidth;
            plan.samples[user] = samples;
        }
    }
    return plan;
}

DaSlot
DaAssistedEpisode::ServedTruth() const
{
    DaSlot truth = m_population.GetSlot();
    for (int user = 0; user < m_scenario.users; ++user)
    {
        PlaceDaUser(m_scenario,
                    m_controller.GetStation(user),
                    truth[user].east,
                    truth[user].north,
                    truth[user]);
    }
    return truth;
}

void
DaAssistedEpisode::SenseAll(const DaSlot& truth,
                            const DaAllocation& allocation,
                            const Collection& collection)
{
    boost::random::normal_distribution<double> normal;
    for (int user = 0; user < m_scenario.users; ++user)
    {
        const DaUserStatus& status = truth[user];
        const DaStation& station = m_scenario.stations[status.station];
        const std::array<double, 3> bounds = DaBounds(station.sensing,
                                                      status.sensingGain,
                                                      allocation.bandwidth[user],
                                                      allocation.power[user]);
        // Drawn even where there is no echo: what others' echoes say depends on no decision.
        const double rangeError = std::sqrt(bounds[0]) * normal(m_random);
        const double azimuthError = std::sqrt(bounds[2]) * normal(m_random) * M_PI / 180.0;
        if (m_lost[user] && collection.samples[user][DA_ENVIRONMENT] > 0)
        {
            m_controller.Sense(user, Middle(), status.east, status.north);
            m_lost[user] = false;
            continue;
        }
        if (bounds[0] > m_settings.poorEcho * m_scenario.accuracies[0] ||
            bounds[2] > m_settings.poorEcho * m_scenario.accuracies[2])
        {
            // A whole sample is due, however seldom his environment is asked for.
            m_due[user][DA_ENVIRONMENT] = 1.0;
            m_lost[user] = true;
            continue;
        }
        m_lost[user] = false;
        const double east = status.east - station.east;
        const double north = status.north - station.north;
        const double range = std::hypot(east, north) + rangeError;
        const double azimuth = std::atan2(north, east) + azimuthError;
        m_controller.Sense(user,
                           Middle(),
                           station.east + range * std::cos(azimuth),
                           station.north + range * std::sin(azimuth));
    }
}

int
DaAssistedEpisode::Review(const DaSlot& truth, const DaSlot& believed, const DaOutcome& outcome)
{
    int reports = 0;
    for (int user = 0; user < m_scenario.users; ++user)
    {
        Viewing& viewing = m_viewings[user];
        ++viewing.segments;
        viewing.sum.quality += DaQuality(MakeDaUser(m_scenario, truth[user]), m_scenario.model);
        viewing.sum.latency += outcome.latency[user];
        viewing.sum.impact += DaImpact(believed[user].behaviour, believed[user].environment);
        viewing.experienced += outcome.qoe[user];
        if (!m_population.GetLives()[user].lastSegment)
        {
            continue;
        }
        DaReport report;
        report.experience.quality = viewing.sum.quality / viewing.segments;
        report.experience.latency = viewing.sum.latency / viewing.segments;
        report.experience.impact = viewing.sum.impact / viewing.segments;
        report.experience.score = DrawDaScore(m_scenario,
                                              report.experience.quality,
                                              report.experience.latency,
                                              viewing.experienced / viewing.segments,
                                              m_random);
        m_controller.AddReport(user, report);
        viewing = {};
        ++reports;
    }
    return reports;
}

DaAssistedSlot
DaAssistedEpisode::Step(const DaDecider& decide)
{
    const int users = m_scenario.users;
    DaAssistedSlot result;
    const int handovers = m_controller.GetHandovers();
    const DaSlot believed = m_controller.Foresee(Middle());
    result.handovers = m_controller.GetHandovers() - handovers;

    const Collection collection = PlanCollection(believed);
    DaScenario left = m_scenario;
    left.budget.bandwidth -= collection.bandwidth;
    DaScenario careful = left;
    for (double& accuracy : careful.accuracies)
    {
        accuracy *= 1.0 - m_settings.accuracyReserve;
    }
    const DaSlotProblem known(careful, believed);
    const DaAllocation allocation = decide(careful, believed, known);

    const DaSlot truth = ServedTruth();
    const DaSlotProblem problem(left, truth);
    const DaOutcome outcome = Evaluate(problem.GetWhole(), allocation);
    result.meanQoe = outcome.meanQoe;
    result.believedQoe = Evaluate(known.GetWhole(), allocation).meanQoe;
    result.missed = static_cast<int>(DaUnmet(left, truth, allocation).size());
    result.collectionBandwidth = collection.bandwidth;
    for (int user = 0; user < users; ++user)
    {
        const DigitalAgent& agent = m_controller.GetAgent(user);
        const std::array<double, DA_FOLLOWED> is = Followed(truth[user]);
        const std::array<double, DA_FOLLOWED> seemed = Followed(believed[user]);
        for (int what = 0; what < DA_FOLLOWED; ++what)
        {
            const DaStatusTracker& status = agent.GetStatus(what);
            const double range = status.GetAttribute().high - status.GetAttribute().low;
            result.misses[what] += std::abs(is[what] - seemed[what]) / range / users;
            result.accuracies[what] += status.GetAccuracy() / users;
            // Constant within a slot, so all samples of a slot say the same.
            for (int sample = 0; sample < collection.samples[user][what]; ++sample)
            {
                m_controller.Collect(user, static_cast<DaFollowed>(what), is[what]);
                ++result.samples;
            }
        }
        result.placeError += std::hypot(truth[user].east - believed[user].east,
                                        truth[user].north - believed[user].north) /
                             users;
        result.rightStructures +=
            truth[user].structure == believed[user].structure ? 1.0 / users : 0.0;
    }
    SenseAll(truth, allocation, collection);
    m_controller.EndSlot();
    result.reports = Review(truth, believed, outcome);
    m_population.Advance();
    ++m_slot;
    return result;
}

const DaScenario&
DaAssistedEpisode::GetScenario() const
{
    return m_scenario;
}

const DaController&
DaAssistedEpisode::GetController() const
{
    return m_controller;
}

const DaPopulation&
DaAssistedEpisode::GetPopulation() const
{
    return m_population;
}

} // namespace isac
} // namespace ns3
