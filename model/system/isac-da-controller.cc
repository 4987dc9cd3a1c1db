/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-controller.h"

#include "ns3/isac-random-source.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace ns3
{
namespace isac
{

namespace
{

/**
 * @param name as it is shown
 * @param kind of data
 * @param range of its values
 * @return attribute; where all users have one value, the range goes a bit beyond it, for misses are
 * counted in parts of the range
 */
DaAttribute
AttributeOf(const std::string& name, DaDataKind kind, const DaRange& range)
{
    constexpr double BEYOND = 0.1;
    const double most = range.least < range.most
                            ? range.most
                            : range.least + BEYOND * std::max(1.0, std::abs(range.least));
    return {name, kind, range.least, most};
}

/**
 * @param model as an agent fitted it
 * @param latency that the user's reports tell of, on average [s]
 * @return the same without T0, which the status of a user has no place for: weights give the same
 * QoE per second at that latency, which is what allocators weigh users by
 */
DaQoeModel
WithoutFixedLatency(DaQoeModel model, double latency)
{
    if (model.structure == DaStructure::RATIO)
    {
        model.ratioWeight *= std::pow(latency / (latency + model.fixedLatency), 2);
    }
    model.fixedLatency = 0.0;
    return model;
}

/// @param scenario whose users are known @param model whose weights are brought into their ranges
void
MakePlausible(const DaScenario& scenario, DaQoeModel& model)
{
    const auto clip = [](const DaRange& range, double& weight) {
        weight = std::min(std::max(weight, range.least), range.most);
    };
    clip(scenario.qualityWeight, model.qualityWeight);
    clip(scenario.latencyWeight, model.latencyWeight);
    clip(scenario.ratioWeight, model.ratioWeight);
}

} // namespace

DigitalAgentSettings
DaManyAgents()
{
    DigitalAgentSettings settings;
    settings.status.mostOrder.ar = 1;
    settings.status.mostOrder.ma = 1;
    return settings;
}

DaController::DaController(const DaScenario& scenario, const DaControllerSettings& settings)
    : m_scenario(scenario),
      m_settings(settings),
      m_models(scenario.users, settings.agent.firstModel),
      m_tracks(scenario.users)
{
    const double megabytes = scenario.segmentTime / 8e6;
    DigitalAgentSettings agent = settings.agent;
    agent.attributes = {
        AttributeOf("behaviour", DaDataKind::BEHAVIOUR, {0.0, 1.0}),
        AttributeOf("fileSize",
                    DaDataKind::PERFORMANCE,
                    {scenario.bitRate.least * megabytes, scenario.bitRate.most * megabytes}),
        AttributeOf("environment",
                    DaDataKind::ENVIRONMENT,
                    {DaEnvironmentComplexity(scenario.speed.least, scenario.speed.most),
                     DaEnvironmentComplexity(scenario.speed.most, scenario.speed.most)})};
    for (int user = 0; user < scenario.users; ++user)
    {
        agent.seed = LearnerSeed(settings.agent.seed, 0, user);
        m_agents.emplace_back(agent);
    }
}

void
DaController::SetModel(int user, const DaQoeModel& model)
{
    // What later fits have to be better than.
    DigitalAgentState state = m_agents.at(user).GetState();
    state.model = model;
    m_agents[user].SetState(state);
    m_models[user] = model;
}

void
DaController::Collect(int user, DaFollowed what, double value)
{
    m_agents.at(user).Collect(what, value);
}

void
DaController::Sense(int user, double time, double east, double north)
{
    Track& track = m_tracks.at(user);
    if (track.echoes > 0 && time < track.time)
    {
        throw std::invalid_argument("an echo from before the last one of user " +
                                    std::to_string(user));
    }
    const std::array<double, 2> place{east, north};
    if (track.echoes > 0 && time > track.time)
    {
        for (int axis = 0; axis < 2; ++axis)
        {
            track.velocity[axis] = (place[axis] - track.place[axis]) / (time - track.time);
        }
        track.echoes = 2;
    }
    else
    {
        // A second word about the same instant replaces the first.
        track.echoes = std::max(track.echoes, 1);
    }
    track.time = time;
    track.place = place;
}

bool
DaController::AddReport(int user, const DaReport& report)
{
    DigitalAgent& agent = m_agents.at(user);
    agent.AddReport(report);
    if (!m_settings.fitModels || !agent.Review())
    {
        return false;
    }
    double latency = 0.0;
    const std::vector<DaReport> reports = agent.GetState().reports;
    for (const DaReport& one : reports)
    {
        latency += one.experience.latency / static_cast<double>(reports.size());
    }
    m_models[user] = WithoutFixedLatency(agent.GetModel(), latency);
    if (m_settings.plausibleWeights)
    {
        MakePlausible(m_scenario, m_models[user]);
    }
    return true;
}

void
DaController::EndSlot()
{
    for (DigitalAgent& agent : m_agents)
    {
        agent.EndSlot();
    }
}

std::array<double, 2>
DaController::Locate(int user, double time) const
{
    const Track& track = m_tracks.at(user);
    if (track.echoes == 0)
    {
        throw std::logic_error("nobody has said where user " + std::to_string(user) + " is");
    }
    const double ahead = time - track.time;
    return {track.place[0] + ahead * track.velocity[0], track.place[1] + ahead * track.velocity[1]};
}

DaSlot
DaController::Foresee(double time)
{
    DaSlot slot(m_scenario.users);
    for (int user = 0; user < m_scenario.users; ++user)
    {
        const auto [east, north] = Locate(user, time);
        const int nearest = NearestDaStation(m_scenario, east, north);
        int& station = m_tracks[user].station;
        if (station < 0)
        {
            station = nearest;
        }
        else if (DaDistance(m_scenario, station, east, north) -
                     DaDistance(m_scenario, nearest, east, north) >
                 m_settings.handoverMargin)
        {
            station = nearest;
            ++m_handovers;
        }
        DaUserStatus& status = slot[user];
        PlaceDaUser(m_scenario, station, east, north, status);
        const DigitalAgent& agent = m_agents[user];
        status.behaviour = agent.GetStatus(DA_BEHAVIOUR).GetPrediction();
        status.fileSize = agent.GetStatus(DA_FILE_SIZE).GetPrediction();
        status.environment = agent.GetStatus(DA_ENVIRONMENT).GetPrediction();
        status.structure = m_models[user].structure;
        status.qualityWeight = m_models[user].qualityWeight;
        status.latencyWeight = m_models[user].latencyWeight;
        status.ratioWeight = m_models[user].ratioWeight;
    }
    return slot;
}

int
DaController::GetStation(int user) const
{
    return m_tracks.at(user).station;
}

int
DaController::GetHandovers() const
{
    return m_handovers;
}

double
DaController::GetCollectionRate(int user, DaFollowed what) const
{
    return m_agents.at(user).GetStatus(what).GetCollectionRate();
}

const DigitalAgent&
DaController::GetAgent(int user) const
{
    return m_agents.at(user);
}

} // namespace isac
} // namespace ns3
