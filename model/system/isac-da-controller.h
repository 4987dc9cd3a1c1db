/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_CONTROLLER_H
#define ISAC_DA_CONTROLLER_H

#include "isac-da-scenario.h"

#include "ns3/isac-digital-agent.h"

#include <array>
#include <cstddef>
#include <vector>

namespace ns3
{
namespace isac
{

/// What digital agents of DA-ISAC follow, in the order of DigitalAgentSettings::attributes.
enum DaFollowed
{
    DA_BEHAVIOUR,   //!< H~, behaviour data
    DA_FILE_SIZE,   //!< F, performance data [MB]
    DA_ENVIRONMENT, //!< E~, environment data
    DA_FOLLOWED     //!< how many
};

/**
 * @ingroup isac-aigc
 * @return agents of which a controller can have many: p and q are 1 at most, which foresees what a
 * DaPopulation does as well as 2 and takes a tenth of the time
 */
DigitalAgentSettings DaManyAgents();

/// How a DaController works.
struct DaControllerSettings
{
    /// How agents work; attributes, their ranges and seeds are filled in from the scenario.
    DigitalAgentSettings agent = DaManyAgents();
    /// Whether agents fit QoE models to reports. If not, what SetModel() says stays.
    bool fitModels = true;
    /// Whether fitted weights are kept within the ranges that the scenario draws users' from, as an
    /// operator would know them. If not, a fit to noisy scores may say that a user minds no latency
    /// at all; he then gets nothing, and what he says of that spoils all later fits.
    bool plausibleWeights = true;
    double handoverMargin = 10.0; //!< another station is that much nearer before it takes over [m]
};

/**
 * @ingroup isac-aigc
 * @brief The network controller's knowledge of all users: one DigitalAgent each, and where users
 * are by their echoes.
 *
 * It knows nothing of ns-3 and nothing of the truth: what it is told through Collect(), Sense() and
 * AddReport() is all there is. Places between echoes are those of constant velocity, from the last
 * two echoes; a user with one echo stands.
 *
 * A slot: Foresee() gives what to decide on; samples, echoes and reports come in; EndSlot().
 */
class DaController
{
  public:
    /**
     * @param scenario base stations, and the ranges of what is followed
     * @param settings how
     */
    DaController(const DaScenario& scenario, const DaControllerSettings& settings = {});

    /**
     * @brief Says what a user's QoE model is, instead of the first model that agents begin with.
     * @param user from 0
     * @param model structure and weights
     */
    void SetModel(int user, const DaQoeModel& model);
    /**
     * @brief A sample has come.
     * @param user from 0
     * @param what DaFollowed
     * @param value in its unit
     */
    void Collect(int user, DaFollowed what, double value);
    /**
     * @brief An echo, or a user who says where he is.
     * @param user from 0
     * @param time of it, not before that of the last one [s]
     * @param east [m]
     * @param north [m]
     */
    void Sense(int user, double time, double east, double north);
    /**
     * @brief A user has said how he liked a video; his model may change.
     * @param user from 0
     * @param report quality, latency and impact as the network saw them, and his score
     * @return whether the model has changed
     */
    bool AddReport(int user, const DaReport& report);
    /// Ends the slot of all agents.
    void EndSlot();

    /**
     * @brief Users as foreseen; stations are handed over where another one is nearer by the margin.
     * @param time that places are for [s]
     * @return all users
     */
    DaSlot Foresee(double time);
    /// @param user from 0 @param time [s] @return where he is thought to be: east, north [m]
    std::array<double, 2> Locate(int user, double time) const;
    /// @param user from 0 @return station that serves him since the last Foresee()
    int GetStation(int user) const;
    /// @return handovers so far
    int GetHandovers() const;
    /// @param user from 0 @param what DaFollowed @return how often to collect it now, (6) [1/s]
    double GetCollectionRate(int user, DaFollowed what) const;
    /// @param user from 0 @return his agent
    const DigitalAgent& GetAgent(int user) const;

  private:
    /// Where a user was seen.
    struct Track
    {
        int echoes = 0;                   //!< seen so often, 2 at most
        double time = 0.0;                //!< of the last one [s]
        std::array<double, 2> place{};    //!< then [m]
        std::array<double, 2> velocity{}; //!< [m/s]
        int station = -1;                 //!< that serves him; -1 before he is known
    };

    DaScenario m_scenario;              //!< base stations
    DaControllerSettings m_settings;    //!< how
    std::vector<DigitalAgent> m_agents; //!< one for each user
    std::vector<DaQoeModel> m_models;   //!< in use
    std::vector<Track> m_tracks;        //!< of the users
    int m_handovers = 0;                //!< so far
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_CONTROLLER_H
