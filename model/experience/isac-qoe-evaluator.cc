/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-qoe-evaluator.h"

namespace ns3
{
namespace isac
{

std::string
CheckQoeQuestion(const QoeQuestion& question)
{
    const RgbPicture& picture = question.picture;
    if (picture.width == 0 || picture.height == 0 || picture.width > QOE_LARGEST_SIDE ||
        picture.height > QOE_LARGEST_SIDE)
    {
        return "a picture of " + std::to_string(picture.width) + " x " +
               std::to_string(picture.height) + " pixels, expected sides from 1 to " +
               std::to_string(QOE_LARGEST_SIDE);
    }
    const std::size_t bytes = std::size_t{3} * picture.width * picture.height;
    if (picture.pixels.size() != bytes)
    {
        return "a picture of " + std::to_string(picture.pixels.size()) + " bytes, expected " +
               std::to_string(bytes);
    }
    for (std::size_t i = 0; i < question.personality.size(); ++i)
    {
        const double score = question.personality[i];
        // Written so that what is not a number is caught.
        if (!(score >= 0.0 && score <= 1.0))
        {
            return std::string(PERSONALITY_TRAITS[i]) + " of " + std::to_string(score) +
                   ", expected 0 to 1";
        }
    }
    return "";
}

} // namespace isac
} // namespace ns3
