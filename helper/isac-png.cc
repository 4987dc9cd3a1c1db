/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-png.h"

#include <algorithm>
#include <png.h>
#include <stdexcept>

namespace ns3
{
namespace isac
{

RgbPicture
EnlargePicture(const RgbPicture& picture, uint32_t leastSide)
{
    const uint32_t shorter = std::min(picture.width, picture.height);
    const uint32_t longer = std::max(picture.width, picture.height);
    const uint32_t wanted = (leastSide + shorter - 1) / shorter;
    const uint32_t factor = std::max<uint32_t>(1, std::min(wanted, QOE_LARGEST_SIDE / longer));
    RgbPicture large{picture.width * factor, picture.height * factor, {}};
    large.pixels.reserve(std::size_t{3} * large.width * large.height);
    for (uint32_t y = 0; y < large.height; ++y)
    {
        const std::size_t row = std::size_t{y / factor} * picture.width;
        for (uint32_t x = 0; x < large.width; ++x)
        {
            const auto pixel = picture.pixels.begin() + 3 * (row + x / factor);
            large.pixels.insert(large.pixels.end(), pixel, pixel + 3);
        }
    }
    return large;
}

std::string
WritePng(const RgbPicture& picture)
{
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = picture.width;
    image.height = picture.height;
    image.format = PNG_FORMAT_RGB;
    // The first call tells the size.
    png_alloc_size_t size = 0;
    const uint8_t* pixels = picture.pixels.data();
    bool written = png_image_write_to_memory(&image, nullptr, &size, 0, pixels, 0, nullptr) != 0;
    std::string file(size, '\0');
    written = written &&
              png_image_write_to_memory(&image, file.data(), &size, 0, pixels, 0, nullptr) != 0;
    if (!written)
    {
        throw std::runtime_error(std::string("libpng: ") + image.message);
    }
    file.resize(size);
    return file;
}

std::string
ToBase64(const std::string& bytes)
{
    const char* const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3)
    {
        uint32_t group = 0;
        for (std::size_t j = i; j < i + 3; ++j)
        {
            group = group << 8 | (j < bytes.size() ? static_cast<uint8_t>(bytes[j]) : 0);
        }
        for (int digit = 3; digit >= 0; --digit)
        {
            text += digits[group >> (6 * digit) & 63];
        }
    }
    // Digits that no byte stands behind.
    const std::size_t padding = (3 - bytes.size() % 3) % 3;
    text.replace(text.size() - padding, padding, padding, '=');
    return text;
}

} // namespace isac
} // namespace ns3
