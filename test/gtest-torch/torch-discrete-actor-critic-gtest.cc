/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Actor and critics of D2SAC: their sizes, the gradient of the whole loss by differences, the
 * critics' step by hand.
 */

#include "isac-categorical-loss.h"
#include "torch-categorical-actor.h"
#include "torch-discrete-critics.h"
#include "torch-tensor.h"

#include <cmath>
#include <gtest/gtest.h>
#include <string>
#include <vector>

using namespace ns3::isac;

namespace
{

constexpr int OBSERVATION = 3;
constexpr int ACTIONS = 4;
constexpr int ROWS = 9;

const FloatMatrix STATES = FloatMatrix::NullaryExpr(ROWS, OBSERVATION, [](auto row, auto column) {
    return std::sin(1.0F + 2.0F * static_cast<float>(row) + 5.0F * static_cast<float>(column));
});

/// @return settings of small networks
AgentSettings
SmallSettings()
{
    AgentSettings settings;
    settings.actorHidden = {8, 8};
    settings.criticHidden = {8};
    settings.softUpdate = 0.25;
    settings.mish = true;
    return settings;
}

TEST(D2sac, NetworksHaveTheSizesOfTheAuthorsCode)
{
    AgentSettings settings;
    settings.actorHidden = {256, 256};
    settings.criticHidden = {256, 256};
    RandomSource random(1);
    EXPECT_EQ(TorchCategoricalActor(42, 20, true, settings, random).Size(), 92228);
    EXPECT_EQ(TorchDiscreteCritics(42, 20, settings, random).Size(), 163880);
    EXPECT_EQ(TorchCategoricalActor(42, 20, false, settings, random).Size(), 163880 / 2);
}

TEST(D2sac, ChainHasNoBound)
{
    RandomSource random(1);
    const TorchCategoricalActor actor(OBSERVATION, ACTIONS, true, SmallSettings(), random);
    RandomSource noise(7);
    RandomSource same(7);
    const FloatMatrix logits = actor.Logits(ViewMatrix(STATES), noise);
    // x_0 begins at 12.5 x_T
    EXPECT_GT(logits.cwiseAbs().maxCoeff(), 12.5F);
    EXPECT_LT((actor.Export().Logits(STATES, &same) - logits).cwiseAbs().maxCoeff(),
              1e-5F * logits.cwiseAbs().maxCoeff());
}

class ActorLoss : public testing::TestWithParam<bool>
{
  protected:
    /// @return an actor
    static TorchCategoricalActor Make()
    {
        RandomSource random(1);
        return {OBSERVATION, ACTIONS, GetParam(), SmallSettings(), random};
    }

    /// @return the policy after a chain with the same noise each time
    static CategoricalPolicy Policy(const TorchCategoricalActor& actor,
                                    TorchCategoricalActor::Pass* pass = nullptr)
    {
        RandomSource random(7);
        // A tenth: logits of 12 and more would leave no slope to speak of.
        return Softmax(0.1F * actor.Logits(ViewMatrix(STATES), random, pass));
    }

    double Loss(const TorchCategoricalActor& actor) const
    {
        return -ExpectedValue(Policy(actor), m_value, TEMPERATURE).cast<double>().mean();
    }

    static constexpr double TEMPERATURE = 0.2;
    FloatMatrix m_value = FloatMatrix::NullaryExpr(ROWS, ACTIONS, [](auto row, auto column) {
        return std::cos(3.0F * static_cast<float>(row) + 2.0F * static_cast<float>(column));
    });
};

TEST_P(ActorLoss, GradientIsThatOfDifferences)
{
    const TorchCategoricalActor actor = Make();
    TorchAdam adam;
    actor.AddTo(adam);
    adam.ZeroGradients();
    TorchCategoricalActor::Pass pass;
    const FloatMatrix gradient = ActorGradient(Policy(actor, &pass), m_value, TEMPERATURE);
    actor.GoBack(pass, 0.1F * gradient);
    Checkpoint from;
    actor.Save(from, "actor");
    // After its first step Adam's first moment is a tenth of the gradient.
    adam.Step(1e-4, 0.0);
    Checkpoint moments;
    adam.Save(moments, "adam");

    const std::vector<std::string> names =
        GetParam() ? std::vector<std::string>{"actor.embedding", "actor.noise"}
                   : std::vector<std::string>{"actor"};
    for (std::size_t part = 0; part < names.size(); ++part)
    {
        const FloatMatrix values = from.GetMatrix(names[part]);
        const FloatMatrix found =
            10.0F * moments.GetMatrix("adam." + std::to_string(part) + ".first");
        ASSERT_EQ(found.size(), values.size());
        // Losses of order 1 are off by some 1e-7, by 2 STEP; the third derivative adds the rest.
        constexpr float STEP = 1e-2F;
        const double scale = found.cwiseAbs().maxCoeff();
        EXPECT_GT(scale, 1e-3);
        for (Eigen::Index i = 0; i < values.size(); ++i)
        {
            double side[2];
            for (int s = 0; s < 2; ++s)
            {
                Checkpoint to = from;
                FloatMatrix moved = values;
                moved(0, i) += s == 0 ? STEP : -STEP;
                to.SetMatrix(names[part], moved);
                TorchCategoricalActor other = Make();
                other.Load(to, "actor");
                side[s] = Loss(other);
            }
            EXPECT_NEAR(found(0, i), (side[0] - side[1]) / (2.0 * STEP), 2e-5 + 0.01 * scale)
                << names[part] << " " << i;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Models, ActorLoss, testing::Bool(), [](const auto& info) {
    return info.param ? "diffusion" : "perceptron";
});

class DiscreteCritics : public testing::Test
{
  protected:
    /// @return values of a network of the critics, by its name in a checkpoint
    FloatMatrix Values(const std::string& name) const
    {
        Checkpoint checkpoint;
        m_critics.Save(checkpoint, "q");
        TorchNetwork network(OBSERVATION, SmallSettings().criticHidden, ACTIONS, Activation::MISH);
        network.Load(checkpoint, "q." + name);
        return network.Export().Forward(STATES);
    }

    RandomSource m_random{6};
    TorchDiscreteCritics m_critics{OBSERVATION, ACTIONS, SmallSettings(), m_random};
    Eigen::VectorXi m_action =
        Eigen::VectorXi::NullaryExpr(ROWS, [](auto row) { return row % ACTIONS; });
    Eigen::VectorXf m_target = Eigen::VectorXf::LinSpaced(ROWS, -2.0F, 1.0F);
    Eigen::VectorXf m_weight = Eigen::VectorXf::LinSpaced(ROWS, 0.1F, 1.0F);
};

TEST_F(DiscreteCritics, LeastIsTakenOfEachAction)
{
    const FloatMatrix first = Values("0");
    const FloatMatrix second = Values("1");
    const FloatMatrix expected = first.cwiseMin(second);
    // Else the test would not tell them apart
    ASSERT_GT((first - expected).maxCoeff(), 1e-3F);
    ASSERT_GT((second - expected).maxCoeff(), 1e-3F);
    const FloatMatrix found = m_critics.Least(ViewMatrix(STATES));
    EXPECT_LT((found - expected).cwiseAbs().maxCoeff(), 2e-6F);
    EXPECT_EQ(m_critics.LeastTarget(ViewMatrix(STATES)), found);
}

TEST_F(DiscreteCritics, LossIsOfTheActionsTaken)
{
    double loss = 0.0;
    Eigen::VectorXf errors = Eigen::VectorXf::Zero(ROWS);
    for (const char* name : {"0", "1"})
    {
        const FloatMatrix values = Values(name);
        for (int row = 0; row < ROWS; ++row)
        {
            const float error = values(row, m_action[row]) - m_target[row];
            errors[row] += error / 2.0F;
            loss += m_weight[row] * error * error / ROWS;
        }
    }
    const Eigen::VectorXf found =
        m_critics.Learn(ViewMatrix(STATES), m_action, m_target, m_weight, 1e-3);
    EXPECT_LT((found - errors).cwiseAbs().maxCoeff(), 5e-6F);
    EXPECT_NEAR(m_critics.GetLoss(), loss, 1e-5);
}

TEST_F(DiscreteCritics, LearnWhatTheyAreToldAndNothingElse)
{
    // One row of three states counts, and of it one action.
    const FloatMatrix before = m_critics.LeastTarget(ViewMatrix(STATES));
    m_weight.setZero();
    m_weight[2] = 1.0F;
    for (int i = 0; i < 1000; ++i)
    {
        m_critics.Learn(ViewMatrix(STATES), m_action, m_target, m_weight, 1e-2);
    }
    EXPECT_LT(m_critics.GetLoss(), 1e-4);
    for (const char* name : {"0", "1"})
    {
        EXPECT_NEAR(Values(name)(2, m_action[2]), m_target[2], 0.04);
    }
    EXPECT_EQ(m_critics.LeastTarget(ViewMatrix(STATES)), before);
}

TEST_F(DiscreteCritics, TargetsFollowByTheirShare)
{
    Checkpoint before;
    m_critics.Save(before, "q");
    m_critics.Learn(ViewMatrix(STATES), m_action, m_target, m_weight, 0.1);
    m_critics.UpdateTargets();
    Checkpoint after;
    m_critics.Save(after, "q");
    for (const char* name : {"0", "1"})
    {
        const FloatMatrix expected = 0.25F * after.GetMatrix(std::string("q.") + name) +
                                     0.75F * before.GetMatrix(std::string("q.target.") + name);
        const FloatMatrix found = after.GetMatrix(std::string("q.target.") + name);
        EXPECT_LT((found - expected).cwiseAbs().maxCoeff(), 1e-6F);
        EXPECT_NE(found, before.GetMatrix(std::string("q.target.") + name));
    }
}

} // namespace
