/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_LATENT_CODING_H
#define ISAC_LATENT_CODING_H

#include <boost/random/mersenne_twister.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/// How a value of a latent becomes bits.
enum class LatentFormat
{
    NATURAL8, //!< 256 levels, numbered in order
    GRAY8,    //!< 256 levels, neighbours differ in one bit
    FLOAT32   //!< IEEE 754 binary32, big-endian: exact, and broken by any error in its exponent
};

/// Latents as bytes on air.
struct LatentCoding
{
    LatentFormat format = LatentFormat::NATURAL8; //!< bits of a value
    double limit = 3.5; //!< levels are even from minus this to this; what lies beyond is cut off
};

/**
 * @ingroup isac-aigc
 * @param name natural8, gray8 or float32
 * @return the format
 * @throws std::invalid_argument if it is none of them, in words
 */
LatentFormat ParseLatentFormat(const std::string& name);
/**
 * @ingroup isac-aigc
 * @param format a format
 * @return its name as ParseLatentFormat() takes it
 */
std::string FormatLatentFormat(LatentFormat format);

/**
 * @ingroup isac-aigc
 * @param coding the code
 * @param values number of values in a latent
 * @return bytes that carry them
 */
std::size_t LatentBytes(const LatentCoding& coding, std::size_t values);

/**
 * @ingroup isac-aigc
 * @param coding the code
 * @param latent values
 * @return LatentBytes() bytes
 */
std::vector<uint8_t> EncodeLatent(const LatentCoding& coding, const std::vector<float>& latent);

/**
 * @ingroup isac-aigc
 * @brief The latent that bytes stand for, errors included. A float that errors made no number or
 * larger than the limit becomes the limit, or 0 where it is no number: no receiver would go on with
 * it.
 * @param coding the code
 * @param bytes as sent or as received
 * @return values
 * @throws std::invalid_argument if no whole number of values fits
 */
std::vector<float> DecodeLatent(const LatentCoding& coding, const std::vector<uint8_t>& bytes);

/**
 * @ingroup isac-aigc
 * @brief Turns over each bit with the same probability, on its own.
 * @param bytes changed
 * @param probability of each bit, 0 to 1
 * @param generator source of random bits, advanced
 * @return number of bits turned over
 */
std::size_t FlipBits(std::vector<uint8_t>& bytes,
                     double probability,
                     boost::random::mt19937_64& generator);

} // namespace isac
} // namespace ns3

#endif // ISAC_LATENT_CODING_H
