/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CAQA_SLOT_H
#define ISAC_CAQA_SLOT_H

#include "ns3/isac-denoising.h"
#include "ns3/isac-sensing-accuracy.h"

#include <array>
#include <vector>

namespace ns3
{
namespace isac
{

/// How the band is shared in phase III.
enum class SubchannelRule
{
    FIXED,   //!< B/K for each user, as in the paper
    ADAPTIVE //!< the whole band to whoever is ready, in order of readiness
};

/// Which signal-to-noise ratio the bounds of phase III use.
enum class SnrReading
{
    EQUATION_5, //!< noise over the subchannel's B/K, as eq. (5) has it
    LITERAL     //!< eq. (17) as printed, which lacks K/B: planned rates are never reached
};

/**
 * @ingroup isac-aigc
 * @brief One cell of the system CAQA-AIGC (Table I of the paper), SI units.
 */
struct CaqaParameters
{
    int users = 10;                              //!< K
    double bandwidth = 100e6;                    //!< B [Hz]
    double maxTime = 1.0;                        //!< T_max, longest service time [s]
    double cycleTime = 60e-6;                    //!< T_s, one sensing cycle [s]
    double displayPixels = 262144;               //!< D_c, the display's capacity [pixel]
    double bitsPerPixel = 24;                    //!< beta [bit]
    double maxEnergy = 1.0;                      //!< E_max, energy of the device in a slot [J]
    double maxSensingEnergy = 0.1;               //!< E_s,max, for one user [J]
    double minRequirement = 0.4;                 //!< lower end of Omega_min
    double maxRequirement = 0.45;                //!< upper end of Omega_min
    double sensingPower = 1.0;                   //!< P_s [W]
    double powerPerUser = 1.5;                   //!< P_c, on one subchannel [W]
    double noiseDensity = 3.981071705534986e-21; //!< delta^2, -174 dBm/Hz [W/Hz]
    double gainScale = 6.578505108925862e-11;    //!< L_n, path gain at the cell's edge
    SensingAccuracyLaw sensing;                  //!< (1)
    DenoisingModel denoising;                    //!< (2), chi, f, z_min, z_max
    SubchannelRule subchannels = SubchannelRule::FIXED; //!< how the band is shared

    /// @return bandwidth that one user's download takes [Hz]
    double DownloadBandwidth() const;
    /// @return bits of a picture at the display's full capacity [bit]
    double PictureBits() const;
};

/// What a slot brings, users in order of priority: K values each.
struct CaqaState
{
    std::vector<double> gain;        //!< g_k, path gain with fading
    std::vector<double> requirement; //!< Omega_k,min
};

/// What is decided for a slot: K values each, users in order of priority.
struct CaqaAllocation
{
    std::vector<double> sensingEnergy;       //!< E_k,s [J]
    std::vector<int> steps;                  //!< z_k
    std::vector<double> communicationEnergy; //!< E_k,c [J]
};

/// The times of a slot, from its start [s]: K values each.
struct CaqaTimes
{
    std::vector<double> arrival;   //!< T_arr, the task reaches the server
    std::vector<double> generated; //!< T_arr + T_que + T_gen
    std::vector<double> start;     //!< first instant at which the download may run
};

/**
 * @brief Bounds and gains of communication energy once phases I and II are decided: ComRA, (16).
 * K values each.
 */
struct CaqaBounds
{
    std::vector<double> minEnergy; //!< E_min that meets Omega_min [J]; infinite where nothing does
    std::vector<double> maxEnergy; //!< E_max, (17) [J]; negative where no time is left
    std::vector<double> gain;      //!< Lambda = Theta / F, CAQA per joule [1/J]
    double budget = 0.0;           //!< E_r, what sensing leaves [J]
};

/// What a slot gave, in closed form: K values each, users in order of priority.
struct CaqaOutcome
{
    std::vector<double> accuracy;   //!< Theta_k, (7)
    std::vector<double> arrival;    //!< T_arr [s]
    std::vector<double> queueing;   //!< T_que, (3) [s]
    std::vector<double> generation; //!< T_gen [s]
    std::vector<double> waiting;    //!< T_wait, (4), and for the band if it is shared in turn [s]
    std::vector<double> start;      //!< start of the download [s]
    std::vector<double> completion; //!< T_k, (6) [s]
    std::vector<double> resolution; //!< x_k [pixel]
    std::vector<double> quality;    //!< min(x_k / D_c, 1)
    std::vector<double> caqa;       //!< Omega_k, (8)
    int violations = 0;             //!< V, users with Omega_k < Omega_k,min
    double average = 0.0;           //!< AvgCAQA
    double gatedAverage = 0.0;      //!< AvgCAQA where a user below his requirement counts 0
    double reward = 0.0;            //!< (11)
    double energy = 0.0;            //!< sum of E_s and E_c [J]
    std::array<bool, 6> holds{};    //!< C1 to C6 of (9)
};

/// Slack of comparisons between quantities that rounding may part (reference reading 6).
constexpr double CAQA_RELATIVE_SLACK = 1e-9;

/**
 * @ingroup isac-aigc
 * @brief Download rates C_k, (5).
 * @param parameters the cell
 * @param gain g_k
 * @return rates [bit/s]
 */
std::vector<double> CaqaRates(const CaqaParameters& parameters, const std::vector<double>& gain);

/**
 * @ingroup isac-aigc
 * @brief Content accuracy Theta_k = (1 - eps(z_k)) Upsilon(n_k), (7).
 * @param parameters the cell
 * @param sensingEnergy E_k,s [J]
 * @param steps z_k
 * @return accuracies
 */
std::vector<double> CaqaAccuracy(const CaqaParameters& parameters,
                                 const std::vector<double>& sensingEnergy,
                                 const std::vector<int>& steps);

/**
 * @ingroup isac-aigc
 * @brief Times of phases I and II; (3), (4) and the sums before them.
 *
 * Under SubchannelRule::ADAPTIVE downloads follow one another, so that a start depends on the
 * downloads before it: those are taken from downloadTime.
 *
 * @param parameters the cell
 * @param sensingEnergy E_k,s [J]
 * @param steps z_k
 * @param downloadTime T_k,c [s]; only the adaptive rule reads it
 * @return times
 */
CaqaTimes CaqaSlotTimes(const CaqaParameters& parameters,
                        const std::vector<double>& sensingEnergy,
                        const std::vector<int>& steps,
                        const std::vector<double>& downloadTime);

/**
 * @ingroup isac-aigc
 * @brief Bounds M1 and M2 of ComRA (16), for given phases I and II.
 *
 * Under the adaptive rule the starts assume every earlier download at its own bound, so that any
 * allocation within the bounds meets C1.
 *
 * @param parameters the cell
 * @param state gains and requirements
 * @param sensingEnergy E_k,s [J]
 * @param steps z_k
 * @param accuracy Theta_k as the allocator believes it (schemes may assume it perfect)
 * @param reading signal-to-noise ratio to use
 * @return the linear program's data
 */
CaqaBounds CaqaCommunicationBounds(const CaqaParameters& parameters,
                                   const CaqaState& state,
                                   const std::vector<double>& sensingEnergy,
                                   const std::vector<int>& steps,
                                   const std::vector<double>& accuracy,
                                   SnrReading reading = SnrReading::EQUATION_5);

/**
 * @ingroup isac-aigc
 * @brief A whole slot in closed form: (1) to (9) and the reward (11).
 * @param parameters the cell
 * @param state gains and requirements
 * @param allocation what was decided
 * @return times, qualities and constraints
 */
CaqaOutcome EvaluateCaqa(const CaqaParameters& parameters,
                         const CaqaState& state,
                         const CaqaAllocation& allocation);

/**
 * @ingroup isac-aigc
 * @brief AvgCAQA, its gated form, V and the reward (11) from each user's CAQA.
 *
 * The packet level scores what it measured with this same function.
 *
 * @param caqa Omega_k
 * @param requirement Omega_k,min
 * @param slack by how much Omega_k may miss Omega_k,min, besides CAQA_RELATIVE_SLACK
 * @param outcome violations, average, gatedAverage and reward are set
 */
void ScoreCaqa(const std::vector<double>& caqa,
               const std::vector<double>& requirement,
               double slack,
               CaqaOutcome& outcome);

} // namespace isac
} // namespace ns3

#endif // ISAC_CAQA_SLOT_H
