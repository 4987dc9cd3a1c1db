/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_GENERATOR_SETTINGS_H
#define ISAC_GENERATOR_SETTINGS_H

#include <cstdint>
#include <string>

namespace ns3
{
namespace isac
{

/// How the small diffusion model of drawn shapes is trained.
struct GeneratorSettings
{
    int pictures = 9600;          //!< drawn to learn from, at least 48
    int latent = 96;              //!< L, values of a latent
    int width = 160;              //!< of the denoiser's residual blocks
    int blocks = 3;               //!< residual blocks
    int times = 1000;             //!< T of the noise schedule (cosine)
    int steps = 12000;            //!< learning steps of the denoiser
    int batch = 256;              //!< latents in one of them
    double rate = 1e-3;           //!< learning rate at first; a half cosine takes it to 0
    double weightDecay = 1e-4;    //!< decoupled (AdamW)
    double averaging = 0.999;     //!< decay of the mean of weights that is shipped
    double dropout = 0.12;        //!< share of latents shown without their prompt, for guidance
    int classifierSteps = 3000;   //!< learning steps of the evaluator of alignment
    int classifierBatch = 128;    //!< pictures in one of them
    double classifierNoise = 0.1; //!< most noise on these pictures, deviation
    std::string oneUnit = "red striped disk";    //!< distance 1 is from this prompt
    std::string otherUnit = "yellow plain disk"; //!< to this one
    uint64_t seed = 1;                           //!< of everything drawn
};

/**
 * @ingroup isac-aigc
 * @param settings of a training
 * @throws std::invalid_argument if one makes no sense, in words
 */
void CheckGeneratorSettings(const GeneratorSettings& settings);

/**
 * @ingroup isac-aigc
 * @param settings of a training
 * @return everything that a training that goes on must have in common with the one that was stopped
 */
std::string DescribeGeneratorSettings(const GeneratorSettings& settings);

} // namespace isac
} // namespace ns3

#endif // ISAC_GENERATOR_SETTINGS_H
