/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DD_SLOT_H
#define ISAC_DD_SLOT_H

#include "isac-dd-qoe.h"

#include <optional>
#include <vector>

namespace ns3
{
namespace isac
{

/// With which schedule a device continues, and so how much of the server's prompt is left.
enum class DdSchedule
{
    OWN,    //!< of N = t_0 + t_k steps, as in the paper; one latent is not exact for unequal t_k
    LONGEST //!< of N = t_0 + max t_k steps, which one latent serves
};

/// Whether users share the server's steps.
enum class DdSharing
{
    SHARED,  //!< one chain with the server's prompt for all
    SEPARATE //!< a chain for each user with his own prompt: nothing leaks, and K times the energy
};

/// What is known of the channel when bit errors are counted.
enum class DdChannel
{
    INSTANTANEOUS, //!< the gain is that of the slot
    AVERAGE        //!< the gain is the path's, and fading is averaged over
};

/**
 * @ingroup isac-aigc
 * @brief The system of distributed diffusion: a server denoises t_0 steps, sends the latent to each
 * user with power P_k, and the devices denoise t_k more steps.
 *
 * The budgets are those of Fig. 11. The paper gives them no unit: taken as joules, beta is the time
 * on air.
 */
struct DdParameters
{
    int users = 3;                   //!< K
    int mostServerSteps = 10;        //!< t_0 is from 1 to this; assumed
    int mostDeviceSteps = 8;         //!< t_k is from 1 to this
    double serverStepEnergy = 0.5;   //!< delta_0, of one step [J]
    double serverBudget = 20.0;      //!< E_T of steps and transmissions (24) [J]
    double energyPerWatt = 0.1;      //!< beta [J/W]
    double snrPerWatt = 0.02;        //!< rho, E_b/N_0 at a gain of 1; assumed [1/W]
    double qoeThreshold = 0.6;       //!< Q_th (23)
    double deviceEnergyWeight = 1.0; //!< l1 of the reward (27), of joules beyond (22)
    double qoeWeight = 1.0;          //!< l2, of QoE that lacks; with the sign that (27) lacks
    double serverEnergyWeight = 1.0; //!< l3, of joules beyond (24)
    double deviceStepPrice = 0.0;    //!< of each device step in the reward; the paper has none
    DdSchedule schedule = DdSchedule::OWN;        //!< reading
    DdSharing sharing = DdSharing::SHARED;        //!< reading
    DdChannel channel = DdChannel::INSTANTANEOUS; //!< reading
    double fadingSeverity = 2.0;                  //!< m, where fading is averaged over
    double fadingShadowing = 1.5;                 //!< m_s, where fading is averaged over
    DdQoeParameters qoe;                          //!< surrogate
};

/// One user and his device in a slot.
struct DdUser
{
    DdPersonality personality{0.5, 0.5, 0.5, 0.5, 0.5}; //!< u
    double distance = 0.0;                              //!< d to the server's prompt
    double gain = 1.0;                                  //!< g, power gain of his channel
    double stepEnergy = 1.0;                            //!< delta_k of his device [J]
    double energyBudget = 8.0;                          //!< E_Tk of his device [J]
    std::optional<DdPersonality> style;                 //!< of his pictures, if it counts
};

/// What a slot brings.
struct DdState
{
    std::vector<DdUser> users; //!< K of them
};

/// What is decided for a slot.
struct DdAllocation
{
    int serverSteps = 1;          //!< t_0
    std::vector<int> deviceSteps; //!< t_k of each user
    std::vector<double> power;    //!< P_k of each user [W]
};

/// What a slot gave, in closed form.
struct DdOutcome
{
    std::vector<double> bitError;     //!< p of each user
    std::vector<double> leak;         //!< l of each user
    std::vector<double> qoe;          //!< Q of each user
    std::vector<double> deviceEnergy; //!< delta_k t_k of each user [J]
    std::vector<double> deviceExcess; //!< of it beyond (22) [J]
    std::vector<double> qoeShortage;  //!< what lacks of Q_th, (23)
    double serverEnergy = 0.0;        //!< left side of (24) [J]
    double serverExcess = 0.0;        //!< of it beyond E_T [J]
    double sumQoe = 0.0;              //!< (21)
    double penalty = 0.0;             //!< what (27) takes away, with the price of device steps
    double reward = 0.0;              //!< (27): sumQoe - penalty

    /// @return whether (22), (23) and (24) hold, energies to rounding
    bool Feasible() const;
};

/**
 * @ingroup isac-aigc
 * @param parameters the system
 * @param user his gain counts
 * @param power P_k, not negative [W]
 * @return bit error probability Q(sqrt(2 rho P g)) of BPSK, or of QPSK per bit
 */
double DdBitErrorProbability(const DdParameters& parameters, const DdUser& user, double power);

/**
 * @ingroup isac-aigc
 * @param parameters its sharing counts
 * @param user the user
 * @return how he judges pictures in this system
 */
DdJudge MakeDdJudge(const DdParameters& parameters, const DdUser& user);

/**
 * @ingroup isac-aigc
 * @param parameters its sharing counts
 * @param users K
 * @return energy of one step of t_0, for all users together [J]
 */
double DdServerStepEnergy(const DdParameters& parameters, std::size_t users);

/**
 * @ingroup isac-aigc
 * @param parameters the system
 * @param user his device counts
 * @return most steps t_k within its budget (22); 0 where it cannot make one
 */
int DdMostDeviceSteps(const DdParameters& parameters, const DdUser& user);

/**
 * @ingroup isac-aigc
 * @brief A whole slot in closed form: energies, bit errors, QoE and the reward (27).
 *
 * Steps beyond the ranges are counted as they are, so that a learner sees what they would give.
 *
 * @param parameters the system
 * @param state users
 * @param allocation what was decided
 * @return what it gives
 * @throws std::invalid_argument if the allocation is for another number of users
 */
DdOutcome EvaluateDd(const DdParameters& parameters,
                     const DdState& state,
                     const DdAllocation& allocation);

} // namespace isac
} // namespace ns3

#endif // ISAC_DD_SLOT_H
