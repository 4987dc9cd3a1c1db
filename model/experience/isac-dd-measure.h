/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DD_MEASURE_H
#define ISAC_DD_MEASURE_H

#include "isac-dd-qoe.h"

#include "ns3/isac-diffusion-model.h"
#include "ns3/isac-latent-coding.h"

#include <cstdint>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief How pictures come about: a server begins them with its prompt, bit errors meet the latent,
 * a device finishes them with its own.
 */
struct DdTrial
{
    int server = 0;          //!< number of the server's prompt
    int own = 0;             //!< number of the device's prompt
    int serverSteps = 4;     //!< t_0, 0 or more
    int deviceSteps = 6;     //!< t_k, at least 1
    int scheduleSteps = 6;   //!< N - t_0: t_k, or the largest of all devices
    double bitError = 0.0;   //!< p
    LatentCoding coding;     //!< of the latent on air
    SamplerSettings sampler; //!< of the steps
};

/**
 * @ingroup isac-aigc
 * @param model draws
 * @param trial how
 * @param count pictures
 * @param seed of all noise and errors
 * @return finished latents
 * @throws DiffusionModelError if the model fails
 * @throws std::invalid_argument if a number of steps or the probability is outside its range
 */
std::vector<std::vector<float>> RunDdTrial(const DiffusionModel& model,
                                           const DdTrial& trial,
                                           int count,
                                           uint32_t seed);

/**
 * @ingroup isac-aigc
 * @brief What a picture shows that a server began with one prompt and a device finished with
 * another, measured on the picture.
 */
struct DdPictureMeasure
{
    double alignment = 0.0;  //!< probability of all traits of the device's prompt
    double leak = 0.0;       //!< l, traits of the server's prompt: expectation of Traits()
    double stray = 0.0;      //!< expectation of what lies beyond both prompts, 0 to 1
    double similarity = 1.0; //!< to real pictures, DiffusionModel::Similarity() to what it shows
};

/**
 * @ingroup isac-aigc
 * @param model drew them; CanDecode(), CanAlign()
 * @param latents finished ones
 * @param own number of the devices' prompt
 * @param server number of the server's prompt; may be the same
 * @return what each shows. Without details in the model similarity is 1.
 * @throws DiffusionModelError if the model fails
 */
std::vector<DdPictureMeasure> MeasureDdPictures(const DiffusionModel& model,
                                                const std::vector<std::vector<float>>& latents,
                                                int own,
                                                int server);

/**
 * @ingroup isac-aigc
 * @brief QoE of a real picture: as the surrogate, with everything that is measured in the place of
 * its law. Similarity stands for steps and bit errors (S E), the user's own judgement M of the leak
 * and Y of the style stay.
 * @param judge the user
 * @param measure of his picture
 * @return Q = similarity (1 - stray) M(leak) Y, in [0, 1]
 */
double MeasuredDdQoe(const DdJudge& judge, const DdPictureMeasure& measure);

} // namespace isac
} // namespace ns3

#endif // ISAC_DD_MEASURE_H
