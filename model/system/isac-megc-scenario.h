/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_MEGC_SCENARIO_H
#define ISAC_MEGC_SCENARIO_H

#include "ns3/isac-megc-slot.h"

#include <boost/random/mersenne_twister.hpp>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/// How channels vary from slot to slot.
enum class MegcFading
{
    NONE,    //!< line of sight only
    RICIAN,  //!< a line of sight and scattering
    RAYLEIGH //!< scattering only
};

/// What the sizes of tasks follow.
enum class MegcTaskLaw
{
    UNIFORM, //!< sec. IV of the paper
    POISSON  //!< sec. II-B: whole Mbit around the middle of the same range
};

/// Where the users of a cell are, how their channels change and what they ask for.
struct MegcScenario
{
    double computeDistance = 100.0;           //!< of computation users [m]
    double contentDistance = 120.0;           //!< of content users [m]
    double visionDistance = 80.0;             //!< of vision users [m]
    double gainAtOneMetre = 1e-3;             //!< beta_0; gain falls with the square of distance
    MegcFading fading = MegcFading::RICIAN;   //!< drawn per slot, link and direction
    double ricianFactor = 10.0;               //!< power in line of sight over power scattered
    MegcTaskLaw tasks = MegcTaskLaw::UNIFORM; //!< what sizes follow
    double minTaskBits = 1e6;                 //!< of computation and vision tasks [bit]
    double maxTaskBits = 8e6;                 //!< of computation and vision tasks [bit]
    double minContentBits = 2e6;              //!< of generated content [bit]
    double maxContentBits = 16e6;             //!< of generated content [bit]
    int slotsPerEpisode = 50;                 //!< slots that learners count as one episode
};

/// The constants of a preset: the cell and the scenario belong together.
struct MegcPreset
{
    std::string name;          //!< as one types it
    std::string description;   //!< one line
    MegcParameters parameters; //!< the cell
    MegcScenario scenario;     //!< where its users are
};

/**
 * @ingroup isac-aigc
 * @brief `paper` (noise as printed, 74 dB above thermal), `physical` (28 GHz in free space, -167
 * dBm/Hz, 0.2 W devices), `gpu` (as paper, with chi_gen = 6.4e6, so that both terms of inference
 * count).
 * @return all presets
 */
const std::vector<MegcPreset>& GetMegcPresets();

/**
 * @ingroup isac-aigc
 * @param name of a preset
 * @return it
 * @throws std::invalid_argument that lists the presets there are
 */
const MegcPreset& FindMegcPreset(const std::string& name);

/**
 * @ingroup isac-aigc
 * @param parameters a cell
 * @param scenario where its users are
 * @return the preset with the same constants but for rounding, however learners count episodes;
 * null if there is none
 */
const MegcPreset* MatchMegcPreset(const MegcParameters& parameters, const MegcScenario& scenario);

/**
 * @ingroup isac-aigc
 * @param scenario of the cell
 * @param distance from the base station [m]
 * @return path gain without fading
 */
double MegcPathGain(const MegcScenario& scenario, double distance);

/**
 * @ingroup isac-aigc
 * @brief Draws the states of a cell, slot by slot, each independent of the last.
 */
class MegcStateSource
{
  public:
    /**
     * @param parameters the cell
     * @param scenario positions, channels, tasks
     * @param seed everything drawn depends on it alone
     */
    MegcStateSource(const MegcParameters& parameters, const MegcScenario& scenario, uint64_t seed);

    /// @return the state of the next slot
    MegcState NextSlot();

    /// @return random numbers to come, as text that gives them back exactly
    std::string GetState() const;
    /**
     * @param state from GetState()
     * @return whether it was one; if not, nothing has changed
     */
    bool SetState(const std::string& state);

  private:
    /**
     * @param count of users
     * @param distance of each [m]
     * @return gains of this slot
     */
    std::vector<double> DrawGains(int count, double distance);
    /**
     * @param count of users
     * @param least size [bit]
     * @param most size [bit]
     * @return sizes of their tasks [bit]
     */
    std::vector<double> DrawBits(int count, double least, double most);

    MegcParameters m_parameters;        //!< the cell
    MegcScenario m_scenario;            //!< positions, channels, tasks
    boost::random::mt19937_64 m_random; //!< all draws
};

} // namespace isac
} // namespace ns3

#endif // ISAC_MEGC_SCENARIO_H
