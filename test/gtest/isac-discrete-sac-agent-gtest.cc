/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Discrete actor-critics: losses of linear networks by hand, the temperature's way, toys whose best
 * is known.
 */

#include "isac-toy-training.h"

#include "ns3/isac-categorical-loss.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace ns3::isac;

namespace
{

constexpr int SIZE = 2;    //!< of an observation
constexpr int ACTIONS = 3; //!< to choose from

/// @return settings of networks without hidden layers, which can be calculated by hand
AgentSettings
LinearSettings()
{
    AgentSettings settings;
    settings.actorHidden = {};
    settings.criticHidden = {};
    settings.actorRate = 0.01;
    settings.criticRate = 0.1;
    settings.softUpdate = 0.25;
    settings.replay = 8;
    settings.minReplay = 1;
    settings.batch = 4;
    settings.normalise = false;
    settings.discount = 0.9;
    settings.initialTemperature = 0.3;
    settings.automaticTemperature = false;
    return settings;
}

/**
 * @brief Tell an agent of a single way through an environment, in steps with rewards 1, 2, 4.
 * @param agent is told
 * @param observations of each step and of what follows the last one
 * @param steps number of them, up to 3
 * @param terminated whether the last step ends the episode
 */
void
TellPath(Agent& agent, const Eigen::MatrixXd& observations, int steps, bool terminated)
{
    for (int i = 0; i < steps; ++i)
    {
        ActionBatch action{Eigen::MatrixXi::Constant(1, 1, (i + 1) % ACTIONS),
                           Eigen::MatrixXd(1, 0)};
        StepResult result;
        result.observation = observations.row(i + 1);
        result.finalObservation = result.observation;
        result.reward = Eigen::VectorXd::Constant(1, std::pow(2.0, i));
        result.terminated.setConstant(1, terminated && i + 1 == steps);
        result.truncated.setConstant(1, false);
        agent.Observe(observations.row(i), action, result);
    }
}

/**
 * @param checkpoint of an agent with linear networks
 * @param name of the network
 * @param observation one
 * @return what the network gives
 */
FloatMatrix
Output(const Checkpoint& checkpoint, const std::string& name, const Eigen::RowVectorXd& observation)
{
    const FloatMatrix values = checkpoint.GetMatrix(name);
    const Eigen::Map<const FloatMatrix> weight(values.data(), ACTIONS, SIZE);
    return observation.cast<float>() * weight.transpose() + values.rightCols(ACTIONS);
}

/// @return the lesser of the values of two critics, action by action
FloatMatrix
Least(const Checkpoint& checkpoint, const std::string& prefix, const Eigen::RowVectorXd& state)
{
    return Output(checkpoint, prefix + "0", state)
        .cwiseMin(Output(checkpoint, prefix + "1", state));
}

/// @return what an agent's training stands at
Checkpoint
Learner(const Agent& agent)
{
    Checkpoint checkpoint;
    agent.Save(checkpoint, Agent::Extent::LEARNER);
    return checkpoint;
}

const Eigen::MatrixXd PATH =
    (Eigen::MatrixXd(4, SIZE) << 0.5, -1.0, 2.0, 0.3, -0.7, 0.1, 1.0, 0.8).finished();

TEST(DiscreteSacAgent, TargetIsThatOfItsForm)
{
    bool firstLess = false;
    bool secondLess = false;
    for (const DiscreteSacForm& form : {D2SAC_PERCEPTRON, DISCRETE_SAC})
    {
        AgentSettings settings = LinearSettings();
        settings.steps = 3;
        DiscreteSacAgent agent(form, SIZE, {{ACTIONS}, 0}, settings, 5);
        TellPath(agent, PATH, 3, false);
        for (int update = 0; update < 20; ++update)
        {
            const Checkpoint before = Learner(agent);
            // The reward of three steps, then what the tail is worth
            const Eigen::RowVectorXd last = PATH.row(3);
            const bool targetActor = form.target == CriticTarget::TARGET_ACTOR;
            const CategoricalPolicy policy =
                Softmax(Output(before, targetActor ? "actor.target" : "actor", last));
            const FloatMatrix tail = Least(before, "critics.target.", last);
            double value = 0.0;
            for (int i = 0; i < ACTIONS; ++i)
            {
                value += policy.probability(0, i) *
                         (tail(0, i) - (targetActor ? 0.0 : 0.3 * policy.logProbability(0, i)));
            }
            const double target = 1.0 + 0.9 * 2.0 + 0.81 * 4.0 + 0.729 * value;
            double loss = 0.0;
            for (int critic = 0; critic < 2; ++critic)
            {
                const std::string name = "critics." + std::to_string(critic);
                loss += std::pow(Output(before, name, PATH.row(0))(0, 1) - target, 2);
            }
            ASSERT_TRUE(agent.Update());
            // Values are of order 10 before they are squared.
            EXPECT_NEAR(agent.GetFigures()[0].second, loss, 1e-4) << update;
            firstLess = firstLess || tail != Output(before, "critics.target.1", last);
            secondLess = secondLess || tail != Output(before, "critics.target.0", last);

            const Checkpoint after = Learner(agent);
            std::vector<std::pair<std::string, std::string>> followers{
                {"critics.0", "critics.target.0"},
                {"critics.1", "critics.target.1"}};
            if (targetActor)
            {
                followers.emplace_back("actor", "actor.target");
            }
            for (const auto& [network, follower] : followers)
            {
                const FloatMatrix expected =
                    0.25 * after.GetMatrix(network) + 0.75 * before.GetMatrix(follower);
                EXPECT_LT((after.GetMatrix(follower) - expected).cwiseAbs().maxCoeff(), 1e-6F);
            }
        }
    }
    // Else the test would not see whether the lesser counts.
    EXPECT_TRUE(firstLess);
    EXPECT_TRUE(secondLess);
}

TEST(DiscreteSacAgent, NothingFollowsATerminalStep)
{
    for (const DiscreteSacForm& form : {D2SAC, D2SAC_PERCEPTRON, DISCRETE_SAC})
    {
        DiscreteSacAgent agent(form, SIZE, {{ACTIONS}, 0}, LinearSettings(), 5);
        TellPath(agent, PATH, 1, true);
        const Checkpoint before = Learner(agent);
        double loss = 0.0;
        for (const char* critic : {"critics.0", "critics.1"})
        {
            loss += std::pow(Output(before, critic, PATH.row(0))(0, 1) - 1.0, 2);
        }
        ASSERT_TRUE(agent.Update());
        EXPECT_NEAR(agent.GetFigures()[0].second, loss, 1e-5);
    }
}

TEST(DiscreteSacAgent, ActorClimbsTheLesserValueAndEntropy)
{
    DiscreteSacAgent agent(DISCRETE_SAC, SIZE, {{ACTIONS}, 0}, LinearSettings(), 5);
    TellPath(agent, PATH, 1, true);
    const Checkpoint before = Learner(agent);
    ASSERT_TRUE(agent.Update());
    const Checkpoint after = Learner(agent);
    const CategoricalPolicy policy = Softmax(Output(before, "actor", PATH.row(0)));
    // Critics learn first, the actor sees what they have learned.
    const FloatMatrix value = Least(after, "critics.", PATH.row(0));
    const FloatMatrix soft = value - 0.3F * policy.logProbability;
    const float mean = policy.probability.row(0).dot(soft.row(0));
    const FloatMatrix moved = after.GetMatrix("actor") - before.GetMatrix("actor");
    for (int i = 0; i < ACTIONS; ++i)
    {
        // Adam's first step is of its rate, to either side; biases are the last parameters.
        ASSERT_GT(std::abs(soft(0, i) - mean), 1e-3F);
        EXPECT_NEAR(moved(0, ACTIONS * SIZE + i), soft(0, i) > mean ? 0.01 : -0.01, 1e-5) << i;
    }
    EXPECT_NEAR(agent.GetFigures()[1].second, policy.probability.row(0).dot(value.row(0)), 1e-5);
    EXPECT_NEAR(agent.GetFigures()[2].second, Entropy(policy)[0], 1e-6);
}

TEST(DiscreteSacAgent, TemperatureFollowsTheEntropy)
{
    // Target entropies below and above what a fresh policy has; none
    for (const DiscreteSacForm& form : {D2SAC_PERCEPTRON, DISCRETE_SAC})
    {
        for (const double share : {0.1, 1.0, -1.0})
        {
            AgentSettings settings = LinearSettings();
            settings.automaticTemperature = share >= 0.0;
            settings.categoricalEntropy = std::abs(share);
            settings.temperatureRate = 0.01;
            DiscreteSacAgent agent(form, SIZE, {{ACTIONS}, 0}, settings, 5);
            TellPath(agent, PATH, 1, true);
            ASSERT_TRUE(agent.Update());
            const double entropy = agent.GetFigures()[2].second;
            EXPECT_GT(entropy, 0.1 * std::log(3.0));
            EXPECT_LT(entropy, std::log(3.0));
            ASSERT_TRUE(agent.Update());
            // Adam's first step is of its rate, to either side.
            const double step = share < 0.0 ? 0.0 : share < 1.0 ? -0.01 : 0.01;
            EXPECT_NEAR(agent.GetFigures()[3].second, 0.3 * std::exp(step), 1e-6) << share;
        }
    }
}

class DiscreteSacForms : public testing::TestWithParam<std::string>
{
  protected:
    /// @return settings for toys with rewards of order 1
    static AgentSettings Settings()
    {
        AgentSettings settings = ToySettings();
        settings.automaticTemperature = false;
        // A chain's logits are twelve times as large as what its network gives: policies are
        // peaked at once and learn little from then on, unless entropy holds against it.
        settings.initialTemperature = GetParam() == "d2sac" ? 0.3 : 0.05;
        return settings;
    }
};

TEST_P(DiscreteSacForms, LearnABandit)
{
    ToyChoices environment(8);
    const auto agent = MakeToyAgent(GetParam(), environment, Settings(), 1);
    TrainToy(*agent, environment, 12000, 400);
    // The best choice for all observations falls short by 1/12 less 1/48, three times this.
    EXPECT_LT(ChoicesRegret(*agent), (1.0 / 12.0 - 1.0 / 48.0) / 3.0);
}

TEST_P(DiscreteSacForms, ChainEndsAtProbabilities)
{
    ToyChoices environment(8);
    const auto agent = MakeToyAgent(GetParam(), environment, Settings(), 1);
    const auto chain = dynamic_cast<DiscreteSacAgent&>(*agent).Chain(environment.Reset(1));
    // Steps of denoising and the noise before them; a perceptron has no way there.
    ASSERT_EQ(chain.size(), GetParam() == "d2sac" ? Settings().denoisingSteps + 1U : 1U);
    for (const FloatMatrix& probability : chain)
    {
        ASSERT_EQ(probability.rows(), 8);
        EXPECT_TRUE(probability.rowwise().sum().isOnes(1e-5F));
        EXPECT_GE(probability.minCoeff(), 0.0F);
    }
}

TEST_P(DiscreteSacForms, LookAhead)
{
    // In state 0 action 0 earns 0.4 and ends, action 1 leads to state 1, where action 1 earns 1 and
    // action 0 nothing, and both end.
    Eigen::MatrixXd observations(4, 1);
    observations << 0.0, 0.0, 1.0, 1.0;
    ActionBatch actions{Eigen::MatrixXi(4, 1), Eigen::MatrixXd(4, 0)};
    actions.categorical << 0, 1, 0, 1;
    StepResult result;
    result.observation = Eigen::MatrixXd::Constant(4, 1, 1.0);
    result.finalObservation = result.observation;
    result.reward = (Eigen::VectorXd(4) << 0.4, 0.0, 0.0, 1.0).finished();
    result.terminated.setConstant(4, true);
    result.terminated[1] = false;
    result.truncated.setConstant(4, false);
    for (const double discount : {0.8, 0.1})
    {
        AgentSettings settings = Settings();
        settings.minReplay = 4;
        settings.discount = discount;
        const DiscreteSacForm form = GetParam() == "d2sac"              ? D2SAC
                                     : GetParam() == "d2sac-perceptron" ? D2SAC_PERCEPTRON
                                                                        : DISCRETE_SAC;
        DiscreteSacAgent agent(form, 1, {{2}, 0}, settings, 3);
        agent.Observe(observations, actions, result);
        for (int i = 0; i < 1500; ++i)
        {
            ASSERT_TRUE(agent.Update());
        }
        EXPECT_EQ(agent.Act(Eigen::VectorXd::Zero(1)).categorical[0], discount > 0.4 ? 1 : 0);
        EXPECT_EQ(agent.Act(Eigen::VectorXd::Ones(1)).categorical[0], 1);
    }
}

INSTANTIATE_TEST_SUITE_P(Forms,
                         DiscreteSacForms,
                         testing::Values("d2sac", "d2sac-perceptron", "discrete-sac"),
                         [](const auto& info) {
                             std::string name = info.param;
                             name.erase(std::remove(name.begin(), name.end(), '-'), name.end());
                             return name;
                         });

TEST(DiscreteSacAgent, RefusesOtherSpaces)
{
    for (const ActionSpace& space :
         {ActionSpace{{}, 1}, ActionSpace{{2, 2}, 0}, ActionSpace{{2}, 1}})
    {
        EXPECT_THROW(DiscreteSacAgent(D2SAC, 1, space, LinearSettings(), 1), std::invalid_argument);
    }
}

} // namespace
