/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * The hybrid actor under training: the density of its values.
 */

#include "torch-hybrid-actor.h"
#include "torch-tensor.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <utility>
#include <vector>

using namespace ns3::isac;

namespace
{

constexpr int OBSERVATION = 3;
constexpr int DRAWS = 20000;

/// @return an actor whose values are off the middle
TorchHybridActor
MakeActor(const ActionSpace& space)
{
    AgentSettings settings;
    settings.actorHidden = {8, 6};
    settings.branchHidden = {5};
    RandomSource random(11);
    TorchHybridActor actor(OBSERVATION, space, settings, random);
    Checkpoint checkpoint;
    actor.Save(checkpoint, "actor");
    checkpoint.SetMatrix("actor.values", checkpoint.GetMatrix("actor.values") * 20.0F);
    actor.Load(checkpoint, "actor");
    return actor;
}

/// @return the same observation in each row
at::Tensor
SameObservation()
{
    const at::Tensor observation = at::empty({1, OBSERVATION});
    observation[0][0] = 0.5;
    observation[0][1] = -1.2;
    observation[0][2] = 0.8;
    return observation.expand({DRAWS, OBSERVATION}).contiguous();
}

TEST(TorchHybridActor, DensityOfValuesIntegratesToOne)
{
    RandomSource random(1);
    const HybridSample sample = MakeActor({{}, 1}).Sample(SameObservation(), 1.0, random);
    std::vector<std::pair<double, double>> points;
    for (int i = 0; i < DRAWS; ++i)
    {
        points.emplace_back(sample.values.data_ptr<float>()[i],
                            std::exp(sample.logValues.data_ptr<float>()[i]));
    }
    std::sort(points.begin(), points.end());
    double integral = 0.0;
    for (std::size_t i = 1; i < points.size(); ++i)
    {
        integral += 0.5 * (points[i].second + points[i - 1].second) *
                    (points[i].first - points[i - 1].first);
    }
    // What lies beyond the outermost draws holds about 1 / DRAWS on either side.
    EXPECT_NEAR(integral, 1.0, 10.0 / DRAWS);
}

TEST(TorchHybridActor, DensityOfValuesIsThatOfASigmoidOfAGaussian)
{
    RandomSource random(1);
    RandomSource same(1);
    const HybridSample sample = MakeActor({{}, 2}).Sample(SameObservation(), 1.0, random);
    const at::Tensor noise = DrawNormal({DRAWS, 2}, same);
    // The mean and deviation from two of the draws, the density of the others in closed form
    const auto logit = [&](int row, int column) {
        const double value = sample.values.data_ptr<float>()[2 * row + column];
        return std::log(value / (1.0 - value));
    };
    const auto drawn = [&](int row, int column) {
        return static_cast<double>(noise.data_ptr<float>()[2 * row + column]);
    };
    double mean[2];
    double deviation[2];
    for (int column = 0; column < 2; ++column)
    {
        int least = 0;
        int most = 0;
        for (int row = 0; row < 100; ++row)
        {
            least = drawn(row, column) < drawn(least, column) ? row : least;
            most = drawn(row, column) > drawn(most, column) ? row : most;
        }
        deviation[column] = (logit(most, column) - logit(least, column)) /
                            (drawn(most, column) - drawn(least, column));
        mean[column] = logit(most, column) - deviation[column] * drawn(most, column);
        ASSERT_GT(deviation[column], 0.0);
    }
    for (int row = 0; row < 100; ++row)
    {
        double expected = 0.0;
        for (int column = 0; column < 2; ++column)
        {
            const double x = logit(row, column);
            const double value = 1.0 / (1.0 + std::exp(-x));
            const double z = (x - mean[column]) / deviation[column];
            expected += -0.5 * z * z - std::log(deviation[column] * std::sqrt(2.0 * M_PI)) -
                        std::log(value * (1.0 - value));
        }
        // The logit of a value in single precision near 0 or 1 loses digits.
        EXPECT_NEAR(sample.logValues.data_ptr<float>()[row], expected, 1e-2);
    }
}

} // namespace
