/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ASP_RUN_TIME_H
#define ISAC_ASP_RUN_TIME_H

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief How long T denoising steps of an inpainting model (RePaint) take: a quadratic fitted to
 * measurements, the same on every provider and independent of its load.
 *
 * ASP selection (D2SAC): (0.001 T^2 + 2.5 T - 14) minutes as published, 14 760 s for 100 steps and
 * 40 410 s for 250.
 */
struct AspRunTime
{
    double quadratic = 0.001; //!< of T^2
    double linear = 2.5;      //!< of T
    double constant = -14.0;  //!< at T = 0
    double unit = 60.0;       //!< what the quadratic counts in [s]

    /**
     * @param steps T
     * @return time that they take [s]
     */
    double Seconds(double steps) const
    {
        return (quadratic * (steps * steps) + linear * steps + constant) * unit;
    }
};

} // namespace isac
} // namespace ns3

#endif // ISAC_ASP_RUN_TIME_H
