/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_SCHEDULE_H
#define ISAC_SCHEDULE_H

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief A value that changes linearly with training: learning rates, noise and the like.
 */
struct LinearSchedule
{
    double start = 1.0;      //!< value at first
    double finalShare = 1.0; //!< share of it that is left in the end; above 1 it rises

    /**
     * @param done share of the training that is done, in [0, 1]
     * @return start (1 + (finalShare - 1) done)
     */
    double At(double done) const
    {
        return start * (1.0 + (finalShare - 1.0) * done);
    }
};

} // namespace isac
} // namespace ns3

#endif // ISAC_SCHEDULE_H
