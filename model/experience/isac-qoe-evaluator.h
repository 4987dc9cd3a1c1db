/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_QOE_EVALUATOR_H
#define ISAC_QOE_EVALUATOR_H

#include "ns3/isac-rgb-picture.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/// Traits of the Big Five model, in the order of a Personality.
constexpr std::array<const char*, 5> PERSONALITY_TRAITS = {"openness",
                                                           "conscientiousness",
                                                           "extraversion",
                                                           "agreeableness",
                                                           "neuroticism"};

/// A user's scores in PERSONALITY_TRAITS, each from 0 (very low) to 1 (very high).
using Personality = std::array<double, PERSONALITY_TRAITS.size()>;

/// What an evaluator of QoE is asked.
struct QoeQuestion
{
    RgbPicture picture;        //!< what the user got
    std::string prompt;        //!< what he asked for, UTF-8
    Personality personality{}; //!< who he is
};

/// What an evaluator of QoE answers.
struct QoeRating
{
    double score = 0.0; //!< from 0 (not satisfied at all) to 1; 0 with an error
    std::string error;  //!< why there is no score, one line; empty if there is one

    /// @return whether there is a score
    bool IsValid() const
    {
        return error.empty();
    }
};

/**
 * @ingroup isac-aigc
 * @brief Judges how satisfied a user is with a picture.
 */
class QoeEvaluator
{
  public:
    virtual ~QoeEvaluator() = default;

    /**
     * @param question a picture, what it should show, and who asked
     * @return a score, or why there is none
     */
    virtual QoeRating Evaluate(const QoeQuestion& question) = 0;
};

/// Longest side of a picture that evaluators take [pixel].
constexpr uint32_t QOE_LARGEST_SIDE = 8192;

/**
 * @ingroup isac-aigc
 * @param question for an evaluator
 * @return what is wrong with it, one line; empty if nothing is. Whether the prompt is UTF-8 is not
 * looked at
 */
std::string CheckQoeQuestion(const QoeQuestion& question);

} // namespace isac
} // namespace ns3

#endif // ISAC_QOE_EVALUATOR_H
