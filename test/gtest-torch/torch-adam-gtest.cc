/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Adam against its paper's Algorithm 1 in double precision.
 */

#include "torch-adam.h"
#include "torch-tensor.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace ns3::isac;

namespace
{

constexpr int COUNT = 7;

/// @return a gradient that changes with the step, in sign too
double
Gradient(int step, int place)
{
    return std::sin(1.7 * step + 0.9 * place) * std::pow(10.0, place - 5);
}

/// Ten steps, against Algorithm 1.
void
CompareToPaper(double clip, double decay = 0.0)
{
    constexpr double RATE = 0.01;
    at::Tensor values = at::linspace(-1.0, 1.0, COUNT);
    const at::Tensor gradients = at::zeros({COUNT});
    TorchAdam adam(decay);
    adam.Add(values, gradients);
    Eigen::ArrayXd expected = Eigen::ArrayXd::LinSpaced(COUNT, -1.0, 1.0);
    Eigen::ArrayXd first = Eigen::ArrayXd::Zero(COUNT);
    Eigen::ArrayXd second = Eigen::ArrayXd::Zero(COUNT);
    for (int step = 1; step <= 10; ++step)
    {
        adam.ZeroGradients();
        EXPECT_EQ(gradients.abs().max().item<float>(), 0.0F);
        Eigen::ArrayXd gradient(COUNT);
        for (int i = 0; i < COUNT; ++i)
        {
            gradient[i] = Gradient(step, i);
            gradients.data_ptr<float>()[i] = static_cast<float>(gradient[i]);
        }
        const double norm = gradient.matrix().norm();
        if (clip > 0.0 && norm > clip)
        {
            gradient *= clip / norm;
        }
        gradient += decay * expected;
        first = 0.9 * first + 0.1 * gradient;
        second = 0.999 * second + 0.001 * gradient.square();
        expected -= RATE * (first / (1.0 - std::pow(0.9, step))) /
                    ((second / (1.0 - std::pow(0.999, step))).sqrt() + 1e-8);
        adam.Step(RATE, clip);
        for (int i = 0; i < COUNT; ++i)
        {
            // Each step is of RATE at most, times a rounding of some 1e-7; values of 1 likewise
            EXPECT_NEAR(values.data_ptr<float>()[i], expected[i], step * 3e-7) << step << " " << i;
        }
    }
}

TEST(TorchAdam, StepsAreThoseOfThePaper)
{
    CompareToPaper(0.0);
}

TEST(TorchAdam, GradientsAreScaledDownToTheirLargestNorm)
{
    CompareToPaper(0.5);
}

TEST(TorchAdam, DecayIsAddedToGradients)
{
    CompareToPaper(0.0, 0.1);
    CompareToPaper(0.5, 0.1);
}

} // namespace
