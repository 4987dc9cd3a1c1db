/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_PNG_H
#define ISAC_PNG_H

#include "ns3/isac-qoe-evaluator.h"

#include <string>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Copy a picture with each pixel repeated, so that its shorter side has enough of them.
 * @param picture at least one pixel
 * @param leastSide wanted [pixel]
 * @return the picture, enlarged by the smallest whole factor that is enough, or that keeps its
 * longer side within QOE_LARGEST_SIDE
 */
RgbPicture EnlargePicture(const RgbPicture& picture, uint32_t leastSide);

/**
 * @ingroup isac-aigc
 * @param picture at least one pixel
 * @return a PNG file
 * @throws std::runtime_error if libpng refuses
 */
std::string WritePng(const RgbPicture& picture);

/**
 * @ingroup isac-aigc
 * @param bytes any
 * @return their base64 with padding (RFC 4648), in one line
 */
std::string ToBase64(const std::string& bytes);

} // namespace isac
} // namespace ns3

#endif // ISAC_PNG_H
