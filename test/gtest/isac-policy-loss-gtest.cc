/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Losses of policies: values by hand, gradients by finite differences.
 */

#include "ns3/isac-policy-loss.h"
#include "ns3/isac-random-source.h"

#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <limits>

using namespace ns3::isac;

namespace
{

constexpr double EPSILON = std::numeric_limits<double>::epsilon();

/// Observations with some logits, actions and how good they proved to be.
struct Case
{
    Eigen::MatrixXd logits;
    Eigen::VectorXi actions;
    Eigen::VectorXd weight;
    Eigen::VectorXd before;
};

/// @return a case of 40 observations and 4 actions; ratios of about exp(+-0.6)
Case
Draw()
{
    RandomSource random(11);
    constexpr int COUNT = 40;
    Case drawn{Eigen::MatrixXd(COUNT, 4),
               Eigen::VectorXi(COUNT),
               Eigen::VectorXd(COUNT),
               Eigen::VectorXd(COUNT)};
    for (double& logit : drawn.logits.reshaped())
    {
        logit = random.Normal();
    }
    const Eigen::MatrixXd logProbability = LogProbabilities(drawn.logits);
    for (int i = 0; i < COUNT; ++i)
    {
        drawn.actions[i] = random.Index(4);
        drawn.weight[i] = random.Normal();
        drawn.before[i] = logProbability(i, drawn.actions[i]) + 0.6 * random.Normal();
    }
    return drawn;
}

/**
 * @param loss of logits
 * @param logits where
 */
void
ExpectGradient(const std::function<PolicyLoss(const Eigen::MatrixXd&)>& loss,
               const Eigen::MatrixXd& logits)
{
    constexpr double H = 1e-5;
    const Eigen::MatrixXd gradient = loss(logits).gradient;
    Eigen::MatrixXd moved = logits;
    for (Eigen::Index i = 0; i < logits.size(); ++i)
    {
        moved.reshaped()[i] = logits.reshaped()[i] + H;
        const double up = loss(moved).loss;
        moved.reshaped()[i] = logits.reshaped()[i] - H;
        const double down = loss(moved).loss;
        moved.reshaped()[i] = logits.reshaped()[i];
        // Rounding of losses of the order of 1 over the step; third derivatives of the order of 1
        // times H^2.
        EXPECT_NEAR(gradient.reshaped()[i], (up - down) / (2.0 * H), 4.0 * EPSILON / H + H * H);
    }
}

TEST(PolicyLoss, ProbabilitiesByHand)
{
    const Eigen::MatrixXd logits =
        (Eigen::MatrixXd(2, 2) << 0.0, std::log(3.0), 1e4, -1e4).finished();
    const Eigen::MatrixXd logProbability = LogProbabilities(logits);
    EXPECT_NEAR(logProbability(0, 0), std::log(0.25), 4.0 * EPSILON);
    EXPECT_NEAR(logProbability(0, 1), std::log(0.75), 4.0 * EPSILON);
    EXPECT_EQ(logProbability(1, 0), 0.0);
    EXPECT_EQ(logProbability(1, 1), -2e4);
    EXPECT_EQ(Chosen(logits, Eigen::Vector2i(1, 0)), Eigen::Vector2d(std::log(3.0), 1e4));
}

TEST(PolicyLoss, ScoreByHand)
{
    // Two even choices; the first proved to be good for 2.
    const PolicyLoss loss = ScoreLoss(Eigen::RowVector2d::Zero(),
                                      Eigen::VectorXi::Zero(1),
                                      Eigen::VectorXd::Constant(1, 2.0),
                                      0.0);
    EXPECT_NEAR(loss.loss, 2.0 * std::log(2.0), 4.0 * EPSILON);
    EXPECT_NEAR(loss.entropy, std::log(2.0), 4.0 * EPSILON);
    EXPECT_NEAR(loss.gradient(0, 0), -1.0, 4.0 * EPSILON);
    EXPECT_NEAR(loss.gradient(0, 1), 1.0, 4.0 * EPSILON);
}

TEST(PolicyLoss, ScoreGradient)
{
    const Case drawn = Draw();
    for (const double entropyWeight : {0.0, 0.3})
    {
        ExpectGradient(
            [&](const Eigen::MatrixXd& logits) {
                return ScoreLoss(logits, drawn.actions, drawn.weight, entropyWeight);
            },
            drawn.logits);
    }
}

TEST(PolicyLoss, ClippedByHand)
{
    // An action of probability 1/2 now, with ratio r to what it was; c = 0.2.
    const auto with = [](double ratio, double advantage) {
        return ClippedLoss(Eigen::RowVector2d::Zero(),
                           Eigen::VectorXi::Zero(1),
                           Eigen::VectorXd::Constant(1, std::log(0.5 / ratio)),
                           Eigen::VectorXd::Constant(1, advantage),
                           0.2,
                           0.0);
    };

    // { ratio, advantage, min(r A, clip(r) A), whether the bound acts }
    const struct
    {
        double ratio;
        double advantage;
        double gain;
        bool clipped;
    } cases[] = {{1.0, 3.0, 3.0, false},
                 {1.1, 3.0, 3.3, false},
                 {1.5, 3.0, 3.6, true},
                 {0.5, 3.0, 1.5, false},
                 {1.5, -3.0, -4.5, false},
                 {0.5, -3.0, -2.4, true}};

    for (const auto& expected : cases)
    {
        const PolicyLoss loss = with(expected.ratio, expected.advantage);
        EXPECT_NEAR(loss.loss, -expected.gain, 64.0 * EPSILON) << expected.ratio;
        EXPECT_EQ(loss.clipped, expected.clipped ? 1.0 : 0.0) << expected.ratio;
        const double slope = expected.clipped ? 0.0 : -0.5 * expected.ratio * expected.advantage;
        EXPECT_NEAR(loss.gradient(0, 0), slope, 64.0 * EPSILON) << expected.ratio;
        EXPECT_NEAR(loss.gradient(0, 1), -slope, 64.0 * EPSILON) << expected.ratio;
    }
}

TEST(PolicyLoss, ClippedGradient)
{
    const Case drawn = Draw();
    const auto loss = [&](const Eigen::MatrixXd& logits) {
        return ClippedLoss(logits, drawn.actions, drawn.before, drawn.weight, 0.2, 0.1);
    };
    // Some observations within the bound and some beyond it, none on the kink itself.
    const double clipped = loss(drawn.logits).clipped;
    EXPECT_GT(clipped, 0.1);
    EXPECT_LT(clipped, 0.9);
    ExpectGradient(loss, drawn.logits);
}

} // namespace
