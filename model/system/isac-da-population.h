/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_POPULATION_H
#define ISAC_DA_POPULATION_H

#include "isac-da-scenario.h"

#include <boost/random/mersenne_twister.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/// What a user of DaPopulation does, beside what a DaUserStatus tells.
struct DaUserLife
{
    double heading = 0.0;        //!< counter-clockwise from east [rad]
    double speedPlace = 0.0;     //!< standard normal that the speed follows
    double speed = 0.0;          //!< v [m/s]
    double behaviourPlace = 0.0; //!< standard normal that H follows
    double bitRate = 0.0;        //!< of the video [bit/s]
    int segment = 0;             //!< of the video, from 0
    bool lastSegment = false;    //!< whether he leaves the video after it
};

/**
 * @ingroup isac-aigc
 * @brief The users of an episode of DA-ISAC at slot level, as they truly are.
 *
 * Users are drawn uniformly from where they may be; they drive straight on and turn where the road
 * would leave the coverage. Speed and behaviour are autoregressive in normal space, so that in each
 * slot they have the distributions of DaScenario: uniform and Beta. What users do depends on no
 * decision.
 */
class DaPopulation
{
  public:
    /**
     * @param scenario who they are
     * @param seed everything that is drawn depends on it alone
     * @throws std::invalid_argument if there is no place where users may be
     */
    DaPopulation(const DaScenario& scenario, uint64_t seed);

    /// Draws the users of a new episode.
    void Begin();
    /// The next slot.
    void Advance();

    /// @return all users in this slot
    const DaSlot& GetSlot() const;
    /// @return what they do, beside
    const std::vector<DaUserLife>& GetLives() const;

    /// @return random numbers to come, as text that gives them back exactly
    std::string GetState() const;
    /**
     * @param state of GetState(); Begin() then gives the same users as it did there
     * @return whether it was one; if not, nothing has changed
     */
    bool SetState(const std::string& state);

  private:
    /// @param range an interval @return a uniform draw
    double Draw(const DaRange& range);
    /// @param memory correlation with the last @param place a standard normal, which moves on
    void Move(double memory, double& place);
    /// @param east [m] @param north [m] @return whether a user may be there
    bool MayBe(double east, double north) const;
    /// @param user who begins a video
    void BeginVideo(int user);
    /// @param user whose speed, behaviour, segment and place are written to his status
    void Describe(int user);

    DaScenario m_scenario;              //!< who they are
    boost::random::mt19937_64 m_random; //!< all draws
    DaSlot m_slot;                      //!< this slot
    std::vector<DaUserLife> m_lives;    //!< of the users
};

/**
 * @ingroup isac-aigc
 * @param scenario what scores follow
 * @param quality q, of a video
 * @param latency T, mean of its segments [s]
 * @param qoe mean true QoE of its segments
 * @param random draws the score
 * @return opinion score, 1 to 5
 */
double DrawDaScore(const DaScenario& scenario,
                   double quality,
                   double latency,
                   double qoe,
                   boost::random::mt19937_64& random);

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_POPULATION_H
