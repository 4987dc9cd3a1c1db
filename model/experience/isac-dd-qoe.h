/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DD_QOE_H
#define ISAC_DD_QOE_H

#include <array>
#include <boost/random/mersenne_twister.hpp>
#include <optional>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Scores of the Big Five in [0, 1], u of (25): openness, conscientiousness, extraversion,
 * agreeableness and neuroticism. A picture's style is written as that of a person who prefers it.
 */
using DdPersonality = std::array<double, 5>;

/// Places of the scores in a DdPersonality that the surrogate looks at by name.
enum DdTrait
{
    DD_OPENNESS = 0,     //!< o
    DD_AGREEABLENESS = 3 //!< a
};

/// @ingroup isac-aigc
/// @return the five users of Fig. 10; each prefers pictures of the style of his own personality
const std::array<DdPersonality, 5>& DdUsersOfFigure10();

/**
 * @ingroup isac-aigc
 * @brief Constants of the surrogate QoE of distributed diffusion.
 *
 * Some twelve constants fitted to some fifteen facts in the text of the paper: a calibration, which
 * nothing validates.
 */
struct DdQoeParameters
{
    double halfSteps = 5.0;     //!< steps in all at which S is one half
    double stepsWidth = 2.4;    //!< width of the rise of S [step]
    double errorLimit = 0.125;  //!< p_c after 6 steps on the device: there E is one half
    double errorRepair = 0.005; //!< how much p_c rises with each of them
    double errorLeast = 0.001;  //!< least p_c
    double errorPower = 4.0;    //!< steepness of E

    double leakPerServerStep = 2.0; //!< of the leak's argument, for a distance of 1
    double leakOffset = 0.5;        //!< of the leak's argument
    double leakErrors = 40.0; //!< what bit errors add to the leak's argument, slope at the middle
    double leakErrorMiddle = 0.03; //!< bit error probability at which they add nothing
    double leakErrorWidth = 0.04;  //!< of the range in which they matter

    double likedWeight = 1.0;   //!< of o - a in the leak that a user likes best
    double strictness = 0.55;   //!< v of a user with o = a
    double strictSlope = 0.10;  //!< of a - o in v
    double leastStrict = 0.2;   //!< least v
    double mostStrict = 1.0;    //!< largest v
    double mismatchPower = 1.5; //!< power of |l - l*|

    double tasteWeight = 0.8; //!< loss for a style that is the user's opposite

    double ratingNoise = 0.02;     //!< deviation of the rating of a perfect picture
    double ratingNoiseSlope = 0.1; //!< what it gains until a QoE of 0
};

/// How a picture came about, as far as the surrogate looks.
struct DdPicture
{
    int serverSteps = 1;   //!< t_0
    int deviceSteps = 1;   //!< t_k
    int scheduleSteps = 1; //!< device steps of the schedule: t_k, or the largest of all users
    double bitError = 0.0; //!< p, of the latent as received
};

/**
 * @ingroup isac-aigc
 * @brief S, the part of QoE for enough steps: a logistic function of t_0 + t_k.
 * @param parameters constants
 * @param steps t_0 + t_k
 * @return from 0 to 1
 */
double DdSufficiency(const DdQoeParameters& parameters, int steps);

/**
 * @ingroup isac-aigc
 * @brief E = 1 / (1 + (p/p_c)^4), the part for bit errors and their repair by steps on the device.
 * @param parameters constants
 * @param bitError p
 * @param deviceSteps t_k, which raise p_c
 * @return from 0 to 1
 */
double DdCleanness(const DdQoeParameters& parameters, double bitError, int deviceSteps);

/**
 * @ingroup isac-aigc
 * @brief A user as a judge of pictures that were begun with another's prompt, in closed form.
 */
class DdJudge
{
  public:
    /**
     * @param parameters constants, of which a copy is kept
     * @param personality the user's
     * @param distance d, semantic distance of his prompt to that of the server over that of dog and
     * tiger; 0 for the same prompt
     * @param style of his pictures, if one is given
     */
    DdJudge(const DdQoeParameters& parameters,
            const DdPersonality& personality,
            double distance,
            const std::optional<DdPersonality>& style = std::nullopt);

    /// @param picture how it came about @return l, traits of the server's prompt in it, from 0 to 1
    double Leak(const DdPicture& picture) const;
    /// @return l*, the leak that he likes best
    double LikedLeak() const;
    /// @param leak l @return M = 1 - v |l - l*|^1.5, not below 0
    double Match(double leak) const;
    /// @return Y, how he likes the style; 1 where none is given
    double Taste() const;
    /// @param picture how it came about @return Q = S E M Y in [0, 1]
    double Qoe(const DdPicture& picture) const;

  private:
    DdQoeParameters m_parameters; //!< constants
    double m_distance;            //!< d
    double m_liked;               //!< l*
    double m_strictness;          //!< v
    double m_taste;               //!< Y
};

/**
 * @ingroup isac-aigc
 * @param parameters constants
 * @param qoe Q
 * @param generator source of random bits, advanced
 * @return what a user says: Q with a deviation of .02 + .10 (1 - Q), kept in [0, 1]
 */
double DrawDdRating(const DdQoeParameters& parameters,
                    double qoe,
                    boost::random::mt19937_64& generator);

/**
 * @ingroup isac-aigc
 * @param one a personality or style
 * @param other another
 * @return their correlation over the five traits; 0 where one has five times the same score
 */
double DdCorrelation(const DdPersonality& one, const DdPersonality& other);

} // namespace isac
} // namespace ns3

#endif // ISAC_DD_QOE_H
