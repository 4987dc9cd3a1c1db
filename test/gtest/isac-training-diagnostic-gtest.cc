/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-training-diagnostic.h"

#include <gtest/gtest.h>
#include <limits>

namespace ns3
{
namespace isac
{
namespace
{

/// Decisions that differ and stay away from bounds.
ActionBatch
Healthy()
{
    ActionBatch actions{Eigen::MatrixXi(4, 2), Eigen::MatrixXd(4, 2)};
    actions.categorical << 0, 1, 1, 1, 2, 1, 0, 1;
    actions.continuous << 0.2, 0.5, 0.3, 0.5, 0.4, 0.5, 0.6, 0.5;
    return actions;
}

TEST(TrainingDiagnostic, ShareAtBoundsCountsBothEnds)
{
    ActionBatch actions = Healthy();
    EXPECT_EQ(ShareAtBounds(actions), 0.0);
    actions.continuous(0, 0) = 0.0;
    actions.continuous(1, 1) = 1.0;
    actions.continuous(2, 0) = 0.0009;
    actions.continuous(2, 1) = 0.9991;
    actions.continuous(3, 0) = 0.0011;
    EXPECT_EQ(ShareAtBounds(actions), 4.0 / 8.0);
    EXPECT_EQ(ShareAtBounds(actions, 0.0), 2.0 / 8.0);
    EXPECT_EQ(ShareAtBounds({Eigen::MatrixXi::Zero(3, 2), Eigen::MatrixXd(3, 0)}), 0.0);
}

TEST(TrainingDiagnostic, OneActionMeansEveryComponent)
{
    ActionBatch actions = Healthy();
    EXPECT_FALSE(IsOneAction(actions));
    actions.categorical.col(0).setConstant(1);
    EXPECT_FALSE(IsOneAction(actions)) << "values differ";
    actions.continuous.col(0).setConstant(0.4);
    EXPECT_TRUE(IsOneAction(actions));
    actions.continuous(2, 0) += 0.9e-4;
    EXPECT_TRUE(IsOneAction(actions));
    actions.continuous(2, 0) += 0.2e-4;
    EXPECT_FALSE(IsOneAction(actions));
    actions.continuous(2, 0) = std::numeric_limits<double>::quiet_NaN();
    EXPECT_FALSE(IsOneAction(actions));
    actions.continuous(2, 0) = 0.4;
    actions.categorical(3, 1) = 0;
    EXPECT_FALSE(IsOneAction(actions)) << "choices differ";
    EXPECT_FALSE(IsOneAction({Eigen::MatrixXi::Zero(1, 1), Eigen::MatrixXd::Zero(1, 1)}));
}

TEST(TrainingDiagnostic, WarnsOnceAndOnlyOnceLearningHasBegun)
{
    TrainingDiagnostic diagnostic;
    ActionBatch actions = Healthy();
    EXPECT_TRUE(diagnostic.Check(actions, true).empty());
    actions.continuous.setOnes();
    EXPECT_TRUE(diagnostic.Check(actions, false).empty());
    std::vector<std::string> warnings = diagnostic.Check(actions, true);
    ASSERT_EQ(warnings.size(), 1U);
    EXPECT_EQ(warnings[0].find("100 % of the policy's continuous values lie at 0 or 1"), 0U);
    actions.categorical.setZero();
    warnings = diagnostic.Check(actions, true);
    ASSERT_EQ(warnings.size(), 1U);
    EXPECT_NE(warnings[0].find("the same whatever it observes"), std::string::npos);
    EXPECT_TRUE(diagnostic.Check(actions, true).empty());
}

TEST(TrainingDiagnostic, ValuesThatAreNoNumbersAreToldOnce)
{
    TrainingDiagnostic diagnostic;
    ActionBatch actions = Healthy();
    actions.continuous(2, 1) = std::numeric_limits<double>::quiet_NaN();
    const std::vector<std::string> warnings = diagnostic.Check(actions, true);
    ASSERT_EQ(warnings.size(), 1U);
    EXPECT_NE(warnings[0].find("no numbers"), std::string::npos);
    EXPECT_TRUE(diagnostic.Check(actions, true).empty());
}

TEST(TrainingDiagnostic, HalfAtBoundsIsNotMoreThanHalf)
{
    TrainingDiagnostic diagnostic;
    ActionBatch actions = Healthy();
    actions.continuous.col(0).setZero();
    EXPECT_TRUE(diagnostic.Check(actions, true).empty());
    actions.continuous(0, 1) = 1.0;
    EXPECT_EQ(diagnostic.Check(actions, true).size(), 1U);
}

} // namespace
} // namespace isac
} // namespace ns3
