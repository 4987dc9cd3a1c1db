/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_RGB_PICTURE_H
#define ISAC_RGB_PICTURE_H

#include <cstdint>
#include <vector>

namespace ns3
{
namespace isac
{

/// A picture of three colours with 8 bits each.
struct RgbPicture
{
    uint32_t width = 0;          //!< pixels of a row
    uint32_t height = 0;         //!< rows
    std::vector<uint8_t> pixels; //!< red, green, blue of each pixel; row by row from the top
};

} // namespace isac
} // namespace ns3

#endif // ISAC_RGB_PICTURE_H
