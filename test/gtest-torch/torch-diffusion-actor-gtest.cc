/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * The diffusion actor under training: the same chain as the copy that acts, gradients through all
 * of it.
 */

#include "torch-diffusion-actor.h"
#include "torch-tensor.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace ns3::isac;

namespace
{

constexpr int OBSERVATION = 3;
constexpr int OUTPUTS = 2;

/// @return an actor that sees noise, or x_0, of some size
TorchDiffusionActor
MakeActor(double bound, ChainTarget target = ChainTarget::NOISE)
{
    RandomSource random(1);
    TorchDiffusionActor actor(OBSERVATION, OUTPUTS, 5, bound, {8, 8}, random, 1, target);
    Checkpoint checkpoint;
    actor.Save(checkpoint, "actor");
    checkpoint.SetMatrix("actor.noise", checkpoint.GetMatrix("actor.noise") * 1.5F);
    actor.Load(checkpoint, "actor");
    return actor;
}

const FloatMatrix STATES = FloatMatrix::NullaryExpr(9, OBSERVATION, [](auto row, auto column) {
    return std::sin(1.0F + 2.0F * static_cast<float>(row) + 5.0F * static_cast<float>(column));
});

TEST(TorchDiffusionActor, ChainIsThatOfTheCopyThatActs)
{
    const TorchDiffusionActor actor = MakeActor(4.0);
    RandomSource random(7);
    RandomSource same(7);
    const FloatMatrix expected = CopyMatrix(actor.Sample(ViewMatrix(STATES), random));
    const FloatMatrix found = actor.Export().Sample(STATES, &same);
    // Values of 4, a few roundings a step, blown up by 12 at most
    EXPECT_LT((found - expected).cwiseAbs().maxCoeff(), 2e-4F);
    EXPECT_LE(found.cwiseAbs().maxCoeff(), 4.0F);
    EXPECT_GT((found.colwise().maxCoeff() - found.colwise().minCoeff()).minCoeff(), 0.5F);
}

/// Compares the way back with differences by single parameters.
void
CheckGradients(ChainTarget target)
{
    // A bound that does not act: where it does, the loss has kinks.
    const TorchDiffusionActor actor = MakeActor(1000.0, target);
    TorchAdam adam;
    actor.AddTo(adam);
    const at::Tensor weight = at::linspace(-1.0, 1.0, 9 * OUTPUTS).view({9, OUTPUTS});
    const auto loss = [&weight](const TorchDiffusionActor& of,
                                TorchDiffusionActor::Pass* pass = nullptr) {
        RandomSource random(7);
        return (of.Sample(ViewMatrix(STATES), random, pass) * weight).mean();
    };
    // Adam's first step is of the rate along the sign of each gradient: the loss falls by the rate
    // times their sum of absolute values, which a chain cut short anywhere would not give.
    constexpr double RATE = 1e-4;
    adam.ZeroGradients();
    TorchDiffusionActor::Pass pass;
    const at::Tensor before = loss(actor, &pass);
    actor.GoBack(pass, weight / static_cast<double>(weight.numel()));
    Checkpoint from;
    actor.Save(from, "actor");
    adam.Step(RATE, 0.0);
    const double fall = before.item<float>() - loss(actor).item<float>();

    // The same sum from differences by single parameters.
    double sum = 0.0;
    for (const char* name : {"actor.noise", "actor.embedding"})
    {
        constexpr float STEP = 5e-3F;
        const FloatMatrix values = from.GetMatrix(name);
        for (Eigen::Index i = 0; i < values.size(); ++i)
        {
            double side[2];
            for (int s = 0; s < 2; ++s)
            {
                FloatMatrix moved = values;
                moved(0, i) += s == 0 ? STEP : -STEP;
                Checkpoint to = from;
                to.SetMatrix(name, moved);
                TorchDiffusionActor other = MakeActor(1000.0, target);
                other.Load(to, "actor");
                side[s] = loss(other).item<float>();
            }
            sum += std::abs(side[0] - side[1]) / (2.0 * STEP);
        }
    }
    EXPECT_NEAR(fall, RATE * sum, 0.05 * RATE * sum);
}

TEST(TorchDiffusionActor, GradientsPassThroughTheWholeChain)
{
    CheckGradients(ChainTarget::NOISE);
}

TEST(TorchDiffusionActor, GradientsPassWhereTheNetworkTellsTheOrigin)
{
    CheckGradients(ChainTarget::ORIGIN);
}

TEST(TorchDiffusionActor, EndsAtWhatTheNetworkTells)
{
    // The last step takes the estimate for x_0; here that is a tanh, times nothing.
    const TorchDiffusionActor actor = MakeActor(1000.0, ChainTarget::ORIGIN);
    RandomSource random(7);
    RandomSource same(7);
    const FloatMatrix expected = CopyMatrix(actor.Sample(ViewMatrix(STATES), random));
    const FloatMatrix found = actor.Export().Sample(STATES, &same);
    EXPECT_LT((found - expected).cwiseAbs().maxCoeff(), 1e-5F);
    EXPECT_LE(found.cwiseAbs().maxCoeff(), 1.0F);
    EXPECT_GT((found.colwise().maxCoeff() - found.colwise().minCoeff()).minCoeff(), 0.01F);
}

} // namespace
