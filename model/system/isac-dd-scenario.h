/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DD_SCENARIO_H
#define ISAC_DD_SCENARIO_H

#include "ns3/isac-dd-slot.h"
#include "ns3/isac-fisher-snedecor-fading.h"

#include <boost/random/mersenne_twister.hpp>
#include <string>

namespace ns3
{
namespace isac
{

/// Who the users are, what they ask for and how their devices and channels are.
struct DdScenario
{
    double minTrait = 0.1;      //!< least score of a personality
    double maxTrait = 0.9;      //!< greatest score of a personality
    double minDistance = 0.2;   //!< least d of those whose prompt is not the server's
    double maxDistance = 1.5;   //!< greatest d; the server works at the first user's prompt, d = 0
    double pathGain = 1.0;      //!< scale of g, beside the fading that DdParameters describes
    double minStepEnergy = 1.0; //!< least delta_k of a device [J]
    double maxStepEnergy = 1.0; //!< greatest delta_k of a device [J]
    double deviceBudget = 8.0;  //!< E_Tk of every device [J]
    bool ratings = false;       //!< learners see what users say, DrawDdRating(), in place of QoE
    int slotsPerEpisode = 50;   //!< slots that learners count as one episode
};

/**
 * @ingroup isac-aigc
 * @brief Draws slots of distributed diffusion, each independent of the last.
 *
 * Under DdChannel::AVERAGE the gain is DdScenario::pathGain, for what fading does is in the mean.
 */
class DdStateSource
{
  public:
    /**
     * @param parameters the system
     * @param scenario users, prompts, devices
     * @param seed everything drawn depends on it alone
     */
    DdStateSource(const DdParameters& parameters, const DdScenario& scenario, uint64_t seed);

    /// @return the users of the next slot
    DdState NextSlot();
    /// @param qoe Q @return what a user says
    double Rate(double qoe);

    /// @return random numbers to come, as text that gives them back exactly
    std::string GetState() const;
    /**
     * @param state from GetState()
     * @return whether it was one; if not, nothing has changed
     */
    bool SetState(const std::string& state);

  private:
    DdParameters m_parameters;          //!< the system
    DdScenario m_scenario;              //!< users, prompts, devices
    FisherSnedecorFading m_fading;      //!< of all channels
    boost::random::mt19937_64 m_random; //!< all draws
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DD_SCENARIO_H
