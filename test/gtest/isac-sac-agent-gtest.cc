/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Soft actor-critic: it comes near the best of toys whose best is known, and its temperature leads
 * its entropy to the target.
 */

#include "isac-toy-training.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace ns3::isac;

namespace
{

TEST(SacAgent, LearnsABandit)
{
    ToyBandit environment(8);
    AgentSettings settings = ToySettings();
    const auto agent = MakeToyAgent("sac", environment, settings, 1);
    const double before = BanditRegret(*agent);
    TrainToy(*agent, environment, 12000, 400);
    const double after = BanditRegret(*agent);
    EXPECT_LT(after, ToyBandit::UNIFORM_REGRET / 16);
    EXPECT_LT(after, before / 2.0);
}

TEST(SacAgent, LooksAhead)
{
    ToyRegulator environment(8);
    AgentSettings settings = ToySettings();
    settings.discount = 0.8;
    const auto agent = MakeToyAgent("sac", environment, settings, 1);
    TrainToy(*agent, environment, 4000, 80);
    // An agent blind to what follows does nothing, u = 0: it errs by K / sqrt(3) = 0.39.
    EXPECT_LT(RegulatorError(*agent, settings.discount), 0.13);
}

TEST(SacAgent, LooksNoFurtherThanItsDiscount)
{
    ToyRegulator environment(8);
    const auto agent = MakeToyAgent("sac", environment, ToySettings(), 1);
    TrainToy(*agent, environment, 4000, 80);
    // K is 0: the best is to do nothing
    EXPECT_LT(RegulatorError(*agent, 0.0), 0.13);
}

/// @return value of a figure
double
Figure(const Agent& agent, const std::string& name)
{
    for (const auto& [found, value] : agent.GetFigures())
    {
        if (found == name)
        {
            return value;
        }
    }
    ADD_FAILURE() << "no figure " << name;
    return 0.0;
}

TEST(SacAgent, TargetEntropyIsThatOfAllComponents)
{
    AgentSettings settings;
    settings.continuousEntropy = -1.5;
    settings.categoricalEntropy = 0.25;
    EXPECT_DOUBLE_EQ(TargetEntropy({{2, 8}, 3}, settings),
                     3 * -1.5 + 0.25 * (std::log(2.0) + std::log(8.0)));
}

TEST(SacAgent, TemperatureFallsWhereEntropyIsAboveItsTarget)
{
    EXPECT_GT(TemperatureGradient(1.0, 0.5), 0.0);
    EXPECT_LT(TemperatureGradient(0.5, 1.0), 0.0);
    EXPECT_EQ(TemperatureGradient(-2.0, -2.0), 0.0);

    for (const bool high : {true, false})
    {
        ToyBandit environment(8);
        AgentSettings settings = ToySettings();
        // At first choices are even and values spread widely: an entropy of about 1 nat, which
        // lies above the one target and below the other, the entropy of uniform actions.
        settings.continuousEntropy = high ? -2.5 : 0.0;
        settings.categoricalEntropy = high ? 0.1 : 1.0;
        const auto agent = MakeToyAgent("sac", environment, settings, 1);
        TrainToy(*agent, environment, 500, 400);
        const double target = TargetEntropy(environment.GetActionSpace(), settings);
        EXPECT_EQ(Figure(*agent, "entropy") > target, high);
        EXPECT_EQ(Figure(*agent, "temperature") < settings.initialTemperature, high);
    }
}

TEST(SacAgent, TemperatureHoldsTheEntropyAtItsTarget)
{
    ToyBandit environment(8);
    AgentSettings settings = ToySettings();
    settings.continuousEntropy = -1.0;
    settings.categoricalEntropy = 0.5;
    settings.temperatureRate = 0.02;
    settings.finalRate = 1.0;
    const auto agent = MakeToyAgent("sac", environment, settings, 1);
    TrainToy(*agent, environment, 12000, 400);
    EXPECT_NEAR(Figure(*agent, "entropy"),
                TargetEntropy(environment.GetActionSpace(), settings),
                0.25);
}

TEST(SacAgent, FixedTemperatureStays)
{
    ToyBandit environment(8);
    AgentSettings settings = ToySettings();
    settings.automaticTemperature = false;
    settings.initialTemperature = 0.25;
    const auto agent = MakeToyAgent("sac", environment, settings, 1);
    TrainToy(*agent, environment, 500, 400);
    EXPECT_FLOAT_EQ(Figure(*agent, "temperature"), 0.25);
}

} // namespace
