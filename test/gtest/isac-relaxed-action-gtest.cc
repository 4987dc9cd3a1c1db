/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Choices relaxed to values: which value means which choice, and what critics are told.
 */

#include "ns3/isac-hybrid-actor.h"
#include "ns3/isac-relaxed-action.h"

#include <gtest/gtest.h>
#include <limits>

using namespace ns3::isac;

namespace
{

TEST(RelaxedAction, IntervalsAreEven)
{
    for (const int choices : {1, 2, 3, 8, 13})
    {
        EXPECT_EQ(RelaxedChoice(0.0, choices), 0);
        EXPECT_EQ(RelaxedChoice(1.0, choices), choices - 1);
        for (int choice = 0; choice < choices; ++choice)
        {
            EXPECT_EQ(RelaxedChoice((choice + 1e-9) / choices, choices), choice);
            EXPECT_EQ(RelaxedChoice((choice + 1.0 - 1e-9) / choices, choices), choice);
        }
    }
}

TEST(RelaxedAction, NoNumberIsTheFirstChoice)
{
    // What a network that diverged says must not index anything out of range.
    EXPECT_EQ(RelaxedChoice(std::numeric_limits<double>::quiet_NaN(), 3), 0);
}

TEST(RelaxedAction, WhatACriticIsToldMeansTheSameChoice)
{
    for (int choices = 1; choices <= 64; ++choices)
    {
        for (int choice = 0; choice < choices; ++choice)
        {
            EXPECT_EQ(RelaxedChoice(ScaledChoice(choice, choices), choices), choice) << choices;
        }
    }
}

TEST(RelaxedAction, ChoicesComeFirst)
{
    const ActionSpace space{{2, 4}, 1};
    EXPECT_EQ(RelaxedSize(space), 3);
    Eigen::MatrixXd values(2, 3);
    values << 0.4, 0.6, 0.25, 0.5, 1.0, 1.0;
    const ActionBatch actions = FromRelaxed(values, space);
    EXPECT_EQ(actions.categorical, (Eigen::MatrixXi(2, 2) << 0, 2, 1, 3).finished());
    EXPECT_EQ(actions.continuous, (Eigen::MatrixXd(2, 1) << 0.25, 1.0).finished());

    FloatMatrix snapped = values.cast<float>();
    SnapChoices(snapped, space);
    const FloatMatrix expected =
        (FloatMatrix(2, 3) << 0.0F, 2.0F / 3.0F, 0.25F, 1.0F, 1.0F, 1.0F).finished();
    EXPECT_EQ(snapped, expected);
}

} // namespace
