/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DENOISING_H
#define ISAC_DENOISING_H

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief What z denoising steps of a diffusion model cost, and the error they leave.
 *
 * CAQA-AIGC, sec. II-B: a step costs chi floating-point operations on a server of f operations a
 * second, and the generation error is eps_fwd exp(-mu (z - z_min)), eq. (2).
 */
struct DenoisingModel
{
    double workPerStep = 0.2e12;   //!< chi [FLOP/step]
    double serverSpeed = 20e12;    //!< f [FLOP/s]
    double errorScale = 0.03;      //!< eps_fwd, in [0, 1]
    double errorAttenuation = 0.2; //!< mu, greater than 0
    int minSteps = 5;              //!< z_min, fewest steps that give a usable picture
    int maxSteps = 10;             //!< z_max

    /// @return time of one step [s]
    double StepTime() const
    {
        return workPerStep / serverSpeed;
    }

    /**
     * @param steps number of steps z
     * @return generation error (2), in [0, eps_fwd] for z >= z_min
     */
    double Error(double steps) const;
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DENOISING_H
