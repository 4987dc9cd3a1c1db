/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * The denoising chain of D2SAC: its schedule against the paper's equations, the chain by hand.
 */

#include "ns3/isac-diffusion-actor.h"

#include <cmath>
#include <gtest/gtest.h>
#include <iterator>

using namespace ns3::isac;

namespace
{

/// @return abar_t, from beta_t as the paper has it
double
Kept(int steps, int t)
{
    double kept = 1.0;
    for (int k = 1; k <= t; ++k)
    {
        const double beta =
            1.0 - std::exp(-0.1 / steps - (2.0 * k - 1.0) / (2.0 * steps * steps) * (10.0 - 0.1));
        kept *= 1.0 - beta;
    }
    return kept;
}

TEST(DiffusionSchedule, MeanIsThatOfThePaper)
{
    for (const int steps : {1, 2, 5, 20})
    {
        const std::vector<ReverseStep> schedule = ReverseSchedule(steps);
        ASSERT_EQ(schedule.size(), static_cast<std::size_t>(steps));
        for (int t = 1; t <= steps; ++t)
        {
            const ReverseStep& step = schedule[t - 1];
            const double now = Kept(steps, t);
            const double alpha = now / Kept(steps, t - 1);
            const double beta = 1.0 - alpha;
            for (const double noise : {-0.8, 0.3})
            {
                constexpr double X = 1.7;
                const double estimate = step.recover * X - step.remove * noise;
                // (10) with (11) is (12); coefficients are rounded to single precision
                const double expected =
                    (X - beta * noise / std::sqrt(1.0 - now)) / std::sqrt(alpha);
                EXPECT_NEAR(step.origin * estimate + step.keep * X,
                            expected,
                            1e-6 * (step.recover + 1.0))
                    << steps << " " << t;
            }
            const double variance = (1.0 - Kept(steps, t - 1)) / (1.0 - now) * beta;
            EXPECT_NEAR(step.deviation * step.deviation, variance, 1e-6);
        }
        EXPECT_EQ(schedule[0].deviation, 0.0F);
        EXPECT_EQ(schedule[0].keep, 0.0F);
        // All of the steps together: the integral of beta from 0.1 to 10 is 5.05.
        EXPECT_NEAR(Kept(steps, steps), std::exp(-5.05), 1e-12);
    }
}

TEST(DiffusionSchedule, FiveStepsAreThoseOfTheAuthorsCode)
{
    // By step 1 to 5: what the code of D2SAC has, to the digits printed.
    struct Row
    {
        double beta;
        double kept;
        ReverseStep step;
    };

    constexpr Row ROWS[] = {
        {0.195875, 0.804125, {1.115162F, 0.493545F, 1.0F, 0.0F, 0.0F}},
        {0.458818, 0.435178, {1.515886F, 1.139259F, 0.728435F, 0.255116F, 0.398890F}},
        {0.635781, 0.158500, {2.511801F, 2.304158F, 0.498410F, 0.405078F, 0.653255F}},
        {0.754878, 0.038852, {5.073343F, 4.973813F, 0.312681F, 0.433466F, 0.812962F}},
        {0.835031, 0.006409, {12.490895F, 12.450802F, 0.165654F, 0.392901F, 0.898758F}}};
    // Half of the last digit, and single precision of what the table has and of what we have
    const auto near = [](double found, double printed) {
        EXPECT_NEAR(found, printed, 5e-7 + 2e-7 * std::abs(printed));
    };
    const std::vector<ReverseStep> schedule = ReverseSchedule(5);
    ASSERT_EQ(schedule.size(), std::size(ROWS));
    for (int t = 1; t <= 5; ++t)
    {
        const Row& row = ROWS[t - 1];
        const ReverseStep& step = schedule[t - 1];
        near(1.0 - Kept(5, t) / Kept(5, t - 1), row.beta);
        near(Kept(5, t), row.kept);
        near(step.recover, row.step.recover);
        near(step.remove, row.step.remove);
        near(step.origin, row.step.origin);
        near(step.keep, row.step.keep);
        near(step.deviation, row.step.deviation);
    }
}

TEST(DiffusionSchedule, EmbeddingTellsStepsApart)
{
    const FloatMatrix embedding = SinusoidalEmbedding(5, 8);
    EXPECT_NEAR(embedding(0, 0), std::sin(1.0), 1e-6);
    EXPECT_NEAR(embedding(4, 4), std::cos(5.0), 1e-6);
    EXPECT_NEAR(embedding(2, 3), std::sin(3e-4), 1e-6);
    // The same steps, numbered from 0
    EXPECT_EQ(SinusoidalEmbedding(6, 8, 0).bottomRows(5), embedding);
    EXPECT_EQ(SinusoidalEmbedding(5, 8, 0)(0, 0), 0.0F);
    for (int t = 1; t < 5; ++t)
    {
        EXPECT_GT((embedding.row(t) - embedding.row(t - 1)).norm(), 0.1F);
    }
}

/// @return a network of one output that sees tanh(observation) as noise, whatever else it is told
DenseNetwork
SeeObservation()
{
    FloatMatrix weight(1, 3);
    weight << 0.0F, 0.0F, 1.0F;
    DenseNetwork network;
    network.AddLayer(weight, Eigen::VectorXf::Zero(1), Activation::TANH);
    return network;
}

TEST(DiffusionActor, ChainWithoutNoiseFollowsItsMeans)
{
    constexpr int STEPS = 5;
    const FloatMatrix embedding = FloatMatrix::Zero(STEPS, 1);
    FloatMatrix observations(3, 1);
    observations << -0.02F, 0.0F, 0.05F;
    // From x_T = 0, (12) taken T times: x_0 = -tanh(s) sum of beta_t / sqrt((1 - abar_t) abar_t)
    double sum = 0.0;
    for (int t = 1; t <= STEPS; ++t)
    {
        const double now = Kept(STEPS, t);
        sum += (1.0 - now / Kept(STEPS, t - 1)) / std::sqrt((1.0 - now) * now);
    }
    const FloatMatrix found =
        DiffusionActor(embedding, SeeObservation(), 100.0F).Sample(observations, nullptr);
    for (Eigen::Index row = 0; row < 3; ++row)
    {
        EXPECT_NEAR(found(row, 0), -std::tanh(observations(row, 0)) * sum, 1e-5);
    }
}

TEST(DiffusionActor, BoundHolds)
{
    const FloatMatrix embedding = FloatMatrix::Zero(5, 1);
    const FloatMatrix observations = FloatMatrix::Constant(2000, 1, 0.0F);
    RandomSource random(1);
    const FloatMatrix found =
        DiffusionActor(embedding, SeeObservation(), 2.0F).Sample(observations, &random);
    EXPECT_EQ(found.maxCoeff(), 2.0F);
    EXPECT_EQ(found.minCoeff(), -2.0F);
}

TEST(DiffusionActor, NoiseHasTheVarianceOfTheChain)
{
    constexpr int STEPS = 5;
    constexpr int DRAWS = 20000;
    // With no noise seen x_{t-1} = x_t / sqrt(alpha_t) + noise: variances add up.
    const std::vector<ReverseStep> schedule = ReverseSchedule(STEPS);
    double variance = 1.0;
    for (int t = STEPS; t >= 1; --t)
    {
        variance =
            variance * Kept(STEPS, t - 1) / Kept(STEPS, t) + std::pow(schedule[t - 1].deviation, 2);
    }
    const FloatMatrix embedding = FloatMatrix::Zero(STEPS, 1);
    RandomSource random(1);
    const FloatMatrix found = DiffusionActor(embedding, SeeObservation(), 1e6F)
                                  .Sample(FloatMatrix::Zero(DRAWS, 1), &random);
    // Five deviations of a mean of squares of Gaussian numbers
    EXPECT_NEAR(found.squaredNorm() / DRAWS, variance, 5.0 * variance * std::sqrt(2.0 / DRAWS));
}

TEST(DiffusionActor, ChainIsTheWayThere)
{
    constexpr int STEPS = 3;
    const FloatMatrix embedding = FloatMatrix::Zero(STEPS, 1);
    const FloatMatrix observations = FloatMatrix::Constant(4, 1, 0.1F);
    const DiffusionActor actor(embedding, SeeObservation(), 2.0F);
    RandomSource random(7);
    std::vector<FloatMatrix> chain(9);
    const FloatMatrix found = actor.Sample(observations, &random, &chain);
    ASSERT_EQ(chain.size(), STEPS + 1U);
    EXPECT_EQ(chain.back(), found);
    RandomSource again(7);
    EXPECT_EQ(chain.front(), FloatMatrix::NullaryExpr(4, 1, [&again]() {
                  return static_cast<float>(again.Normal());
              }));
    RandomSource alone(7);
    EXPECT_EQ(actor.Sample(observations, &alone), found);
}

} // namespace
