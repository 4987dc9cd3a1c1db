/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DUELING_H
#define ISAC_DUELING_H

#include "isac-transitions.h"

namespace ns3
{
namespace isac
{

/// What goes into the two streams of a dueling network, or comes back to them.
struct DuelingStreams
{
    FloatMatrix value;     //!< of the observation, N x width
    FloatMatrix advantage; //!< of each action, N x (actions width), actions one after the other
};

/**
 * @ingroup isac-aigc
 * @brief value + advantage - mean advantage of the actions (Wang et al. 2016, (9)), for each of
 * width outputs.
 * @param streams both
 * @return N x (actions width)
 */
FloatMatrix CombineStreams(const DuelingStreams& streams);

/**
 * @ingroup isac-aigc
 * @brief The way back of CombineStreams().
 * @param gradient by what it gave, N x (actions width)
 * @param width outputs of an action
 * @return gradients by both streams
 */
DuelingStreams SplitGradient(const FloatMatrix& gradient, int width);

} // namespace isac
} // namespace ns3

#endif // ISAC_DUELING_H
