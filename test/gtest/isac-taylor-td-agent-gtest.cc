/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Taylor TD: its losses against differences, its targets, its exploration, what it refuses, and
 * what it learns from slopes.
 */

#include "isac-toy-training.h"

#include <cmath>
#include <gtest/gtest.h>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

using namespace ns3::isac;

namespace
{

constexpr int OBSERVATIONS = 2;
constexpr int ACTIONS = 2;
const ActionSpace SPACE{{}, ACTIONS};

/// Learns from the sample that it is given.
class OpenTaylorTd : public TaylorTdAgent
{
  public:
    using TaylorTdAgent::Learn;
    using TaylorTdAgent::TaylorTdAgent;
};

/// A perceptron in double precision from a row of parameters, layer by layer weight and bias.
struct Perceptron
{
    Eigen::VectorXd parameters; //!< all of them
    std::vector<int> hidden;    //!< sizes
    int outputs = 1;            //!< values that come out
    bool mish = false;          //!< Mish in place of ReLU

    /**
     * @param input of the network
     * @return what the last layer gives
     */
    Eigen::VectorXd At(const Eigen::VectorXd& input) const
    {
        using Weight = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
        Eigen::VectorXd value = input;
        Eigen::Index offset = 0;
        for (std::size_t i = 0; i <= hidden.size(); ++i)
        {
            const Eigen::Index rows = i < hidden.size() ? hidden[i] : outputs;
            const Eigen::Map<const Weight> weight(parameters.data() + offset, rows, value.size());
            offset += rows * value.size();
            value = weight * value + parameters.segment(offset, rows);
            offset += rows;
            if (i < hidden.size())
            {
                value = mish ? (value.array() * (value.array().exp() + 1.0).log().tanh()).eval()
                             : value.array().max(0.0).eval();
            }
        }
        return value;
    }

    /**
     * @param input of a network with one output
     * @return its derivative by the last inputs, the actions, by differences
     */
    Eigen::VectorXd Slope(const Eigen::VectorXd& input) const
    {
        constexpr double STEP = 1e-5;
        Eigen::VectorXd slope(ACTIONS);
        for (int i = 0; i < ACTIONS; ++i)
        {
            Eigen::VectorXd up = input;
            Eigen::VectorXd down = input;
            up[OBSERVATIONS + i] += STEP;
            down[OBSERVATIONS + i] -= STEP;
            slope[i] = (At(up)[0] - At(down)[0]) / (2.0 * STEP);
        }
        return slope;
    }
};

/// @return settings of a small learner
AgentSettings
SmallSettings(TaylorForm form)
{
    AgentSettings settings;
    settings.actorHidden = {6};
    settings.criticHidden = {8, 5};
    settings.replay = settings.minReplay = settings.batch = 8;
    settings.normalise = false;
    settings.discount = 0.9;
    settings.taylorForm = static_cast<int>(form);
    settings.taylorVariance = 0.7;
    return settings;
}

/**
 * @brief Tell an agent one step in as many environments as there are rewards.
 * @param agent is told
 * @param reward of each
 * @param derivatives whether the rewards have them
 */
void
Tell(Agent& agent, const Eigen::VectorXd& reward, bool derivatives)
{
    const Eigen::Index count = reward.size();
    StepResult result;
    result.reward = reward;
    result.observation = Eigen::MatrixXd::Constant(count, OBSERVATIONS, 0.1);
    result.finalObservation = result.observation;
    result.terminated.setConstant(count, false);
    result.truncated.setConstant(count, true);
    if (derivatives)
    {
        result.rewardGradient = Eigen::MatrixXd::Constant(count, ACTIONS, 0.2);
    }
    agent.Observe(result.observation,
                  {Eigen::MatrixXi(count, 0), Eigen::MatrixXd::Constant(count, ACTIONS, 0.4)},
                  result);
}

class TaylorLoss : public testing::TestWithParam<std::tuple<TaylorForm, bool>>
{
};

TEST_P(TaylorLoss, StepIsThatOfItsLoss)
{
    const TaylorForm form = std::get<0>(GetParam());
    AgentSettings settings = SmallSettings(form);
    settings.mish = std::get<1>(GetParam());
    OpenTaylorTd agent(OBSERVATIONS, SPACE, settings, 5);
    Tell(agent, Eigen::Vector4d(1.0, -2.0, 0.5, 2.5), true);
    constexpr double MEAN = 0.5;

    constexpr int COUNT = 3;
    ReplaySample sample;
    FloatMatrix observation(COUNT, OBSERVATIONS);
    observation << 0.3F, -0.8F, 0.9F, 0.2F, -0.4F, 0.7F;
    const FloatMatrix next = observation * -0.5F;
    sample.observation = observation;
    sample.nextObservation = next;
    sample.continuous.resize(COUNT, ACTIONS);
    sample.continuous << 0.2F, 0.6F, 0.9F, 0.1F, 0.5F, 0.4F;
    sample.reward = (Eigen::VectorXf(3) << 1.5F, -0.5F, 0.25F).finished();
    sample.discount = (Eigen::VectorXf(3) << 0.9F, 0.0F, 0.9F).finished();
    sample.weight = (Eigen::VectorXf(3) << 1.0F, 0.5F, 0.25F).finished();
    sample.rewardGradient.resize(COUNT, ACTIONS);
    sample.rewardGradient << 1.0F, -2.0F, 0.3F, 0.8F, -1.5F, 0.1F;

    Checkpoint before;
    agent.Save(before, Agent::Extent::LEARNER);
    const auto network = [&](const char* name, const std::vector<int>& hidden, int outputs) {
        return Perceptron{before.GetMatrix(name).row(0).transpose().cast<double>(),
                          hidden,
                          outputs,
                          settings.mish};
    };
    const Perceptron critic = network("critic", settings.criticHidden, 1);
    const Perceptron critic2 = network("critic.target", settings.criticHidden, 1);
    const auto act = [&](const char* name, const Eigen::VectorXd& state) {
        const Eigen::VectorXd sums = network(name, settings.actorHidden, ACTIONS).At(state);
        return Eigen::VectorXd(((-sums.array()).exp() + 1.0).inverse().matrix());
    };
    const auto join = [](const Eigen::VectorXd& state, const Eigen::VectorXd& action) {
        Eigen::VectorXd both(OBSERVATIONS + ACTIONS);
        both << state, action;
        return both;
    };
    // What is held still, then the loss as a function of the critic's parameters.
    std::vector<Eigen::VectorXd> point(COUNT);
    std::vector<Eigen::VectorXd> pull(COUNT);
    Eigen::VectorXd target(COUNT);
    Eigen::VectorXd expectedError(COUNT);
    for (int i = 0; i < COUNT; ++i)
    {
        const Eigen::VectorXd state = observation.row(i).transpose().cast<double>();
        const Eigen::VectorXd later = next.row(i).transpose().cast<double>();
        const Eigen::VectorXd action = sample.continuous.row(i).transpose().cast<double>();
        point[i] = join(state, action);
        const Eigen::VectorXd slope = critic.Slope(point[i]);
        pull[i] = sample.rewardGradient.row(i).transpose().cast<double>() - slope;
        target[i] = sample.reward[i] - MEAN +
                    sample.discount[i] * critic2.At(join(later, act("actor.target", later)))[0];
        if (form == TaylorForm::LITERAL)
        {
            target[i] += slope.dot(act("actor", state) - action);
        }
        expectedError[i] = critic.At(point[i])[0] - target[i];
    }
    const auto loss = [&](const Perceptron& moved) {
        double sum = 0.0;
        for (int i = 0; i < COUNT; ++i)
        {
            sum += sample.weight[i] * std::pow(target[i] - moved.At(point[i])[0], 2) / 2.0;
            const Eigen::VectorXd slope = moved.Slope(point[i]);
            if (form == TaylorForm::DIRECT)
            {
                sum -= settings.taylorVariance * pull[i].dot(slope);
            }
            if (form == TaylorForm::COSINE)
            {
                // Norms as CosineTaylorTerm() has them
                const double norms =
                    std::sqrt((pull[i].squaredNorm() + 1e-6) * (slope.squaredNorm() + 1e-6));
                sum -= settings.taylorVariance * pull[i].dot(slope) / norms;
            }
        }
        return sum / COUNT;
    };

    const Eigen::VectorXf error = agent.Learn(sample, observation, next);
    EXPECT_LT((error.cast<double>() - expectedError).cwiseAbs().maxCoeff(), 1e-5);
    EXPECT_NEAR(agent.GetFigures()[0].second,
                (sample.weight.cast<double>().array() * expectedError.array().square()).mean() /
                    2.0,
                1e-5);

    Checkpoint after;
    agent.Save(after, Agent::Extent::LEARNER);
    // Adam's mean of gradients is a tenth of the first one.
    const Eigen::VectorXd found =
        after.GetMatrix("critic.adam.0.first").row(0).transpose().cast<double>() * 10.0;
    ASSERT_EQ(found.size(), critic.parameters.size());
    Eigen::VectorXd expected(found.size());
    constexpr double STEP = 1e-4;
    for (Eigen::Index i = 0; i < found.size(); ++i)
    {
        Perceptron up = critic;
        Perceptron down = critic;
        up.parameters[i] += STEP;
        down.parameters[i] -= STEP;
        expected[i] = (loss(up) - loss(down)) / (2.0 * STEP);
    }
    // Differences err by STEP^2 times third derivatives, and rounding of 1e-16 / (STEP 1e-5).
    EXPECT_LT((found - expected).cwiseAbs().maxCoeff(), 1e-4 * expected.cwiseAbs().maxCoeff());
}

INSTANTIATE_TEST_SUITE_P(Forms,
                         TaylorLoss,
                         testing::Combine(testing::Values(TaylorForm::NONE,
                                                          TaylorForm::DIRECT,
                                                          TaylorForm::COSINE,
                                                          TaylorForm::LITERAL),
                                          testing::Bool()));

TEST(TaylorTdAgent, TargetsAreCopiedOrFollow)
{
    for (const int period : {0, 3})
    {
        AgentSettings settings = SmallSettings(TaylorForm::DIRECT);
        settings.targetPeriod = period;
        settings.softUpdate = 0.1;
        TaylorTdAgent agent(OBSERVATIONS, SPACE, settings, 5);
        Tell(agent, Eigen::VectorXd::LinSpaced(8, -1.0, 1.0), true);
        for (int update = 1; update <= 7; ++update)
        {
            Checkpoint before;
            agent.Save(before, Agent::Extent::LEARNER);
            ASSERT_TRUE(agent.Update());
            Checkpoint after;
            agent.Save(after, Agent::Extent::LEARNER);
            for (const std::string name : {"actor", "critic"})
            {
                const float share = period == 0 ? 0.1F : update % period == 0 ? 1.0F : 0.0F;
                const FloatMatrix expected = (1.0F - share) * before.GetMatrix(name + ".target") +
                                             share * after.GetMatrix(name);
                EXPECT_LT((after.GetMatrix(name + ".target") - expected).cwiseAbs().maxCoeff(),
                          1e-6F)
                    << name << ' ' << update;
                EXPECT_NE(after.GetMatrix(name), before.GetMatrix(name));
            }
        }
    }
}

TEST(TaylorTdAgent, ExploresByItsChanceUniformly)
{
    AgentSettings settings = SmallSettings(TaylorForm::NONE);
    settings.explorationNoise = 0.4;
    settings.finalNoise = 0.25;
    settings.noiseSpan = 0.5;
    TaylorTdAgent agent(OBSERVATIONS, SPACE, settings, 3);
    constexpr int COUNT = 8000;
    const Eigen::MatrixXd observations = Eigen::MatrixXd::Constant(COUNT, OBSERVATIONS, 0.3);
    const Eigen::VectorXd best = agent.Act(observations.row(0).transpose()).continuous;
    // The chance falls to 0.1 in the first half of the training and stays.
    for (const auto& [progress, chance] :
         {std::pair{0.0, 0.4}, std::pair{0.25, 0.25}, std::pair{0.5, 0.1}, std::pair{0.9, 0.1}})
    {
        agent.SetProgress(progress);
        const Eigen::MatrixXd drawn = agent.ActBatch(observations, true).continuous;
        int random = 0;
        Eigen::Vector2d sum(0.0, 0.0);
        for (int i = 0; i < COUNT; ++i)
        {
            if (drawn.row(i).transpose() != best)
            {
                ++random;
                sum += drawn.row(i).transpose();
                EXPECT_TRUE((drawn.row(i).array() != best.transpose().array()).all());
            }
        }
        // Five deviations of a share and of a mean of uniform numbers
        EXPECT_NEAR(static_cast<double>(random) / COUNT,
                    chance,
                    5.0 * std::sqrt(chance * (1.0 - chance) / COUNT));
        const double spread = 5.0 / std::sqrt(12.0 * random);
        EXPECT_NEAR(sum[0] / random, 0.5, spread);
        EXPECT_NEAR(sum[1] / random, 0.5, spread);
    }
}

/**
 * @param form of the learner
 * @return what it says of an environment without derivatives; nothing if it is content
 */
std::string
WithoutDerivatives(TaylorForm form)
{
    TaylorTdAgent agent(OBSERVATIONS, SPACE, SmallSettings(form), 3);
    try
    {
        Tell(agent, Eigen::VectorXd::LinSpaced(8, -1.0, 1.0), false);
        EXPECT_TRUE(agent.Update());
    }
    catch (const std::invalid_argument& error)
    {
        return error.what();
    }
    return "";
}

TEST(TaylorTdAgent, RefusesWhatItCannotLearnFrom)
{
    EXPECT_EQ(WithoutDerivatives(TaylorForm::NONE), "");
    EXPECT_EQ(WithoutDerivatives(TaylorForm::LITERAL), "");
    for (const TaylorForm form : {TaylorForm::DIRECT, TaylorForm::COSINE})
    {
        const std::string message = WithoutDerivatives(form);
        EXPECT_NE(message.find("taylorForm is " + std::to_string(static_cast<int>(form))),
                  std::string::npos)
            << message;
        EXPECT_NE(message.find("derivative of the reward"), std::string::npos) << message;
        EXPECT_EQ(message.find('\n'), std::string::npos);
    }
    // A replay without them, from a learner that needed none
    TaylorTdAgent plain(OBSERVATIONS, SPACE, SmallSettings(TaylorForm::NONE), 3);
    Tell(plain, Eigen::VectorXd::LinSpaced(8, -1.0, 1.0), false);
    Checkpoint checkpoint;
    plain.Save(checkpoint, Agent::Extent::EVERYTHING);
    TaylorTdAgent agent(OBSERVATIONS, SPACE, SmallSettings(TaylorForm::DIRECT), 3);
    agent.Load(checkpoint, Agent::Extent::EVERYTHING);
    EXPECT_THROW(agent.Update(), std::invalid_argument);

    const AgentSettings good = SmallSettings(TaylorForm::DIRECT);
    for (const ActionSpace& space : {ActionSpace{{2}, 2}, ActionSpace{{}, 0}})
    {
        EXPECT_THROW(TaylorTdAgent(OBSERVATIONS, space, good, 1), std::invalid_argument);
    }
    AgentSettings steps = good;
    steps.steps = 2;
    EXPECT_THROW(TaylorTdAgent(OBSERVATIONS, SPACE, steps, 1), std::invalid_argument);
}

/**
 * @param form of the learner
 * @param mish whether its networks have Mish
 * @param seeds learners with seeds from 1
 * @param episodes of the training
 * @return mean regret afterwards
 */
double
Trained(TaylorForm form, bool mish, int seeds, int episodes)
{
    double regret = 0.0;
    for (int seed = 1; seed <= seeds; ++seed)
    {
        ToySlopes environment(8);
        AgentSettings settings = ToySettings();
        settings.taylorForm = static_cast<int>(form);
        settings.mish = mish;
        const auto agent = MakeToyAgent("taylor-td", environment, settings, seed);
        TrainToy(*agent, environment, episodes, 400);
        regret += ToySlopes::Regret(*agent) / seeds;
    }
    return regret;
}

TEST(TaylorTdAgent, LearnsABanditInEveryForm)
{
    for (const TaylorForm form :
         {TaylorForm::NONE, TaylorForm::DIRECT, TaylorForm::COSINE, TaylorForm::LITERAL})
    {
        EXPECT_LT(Trained(form, false, 1, 8000), ToySlopes::UNIFORM_REGRET / 8.0)
            << static_cast<int>(form);
    }
}

TEST(TaylorTdAgent, SlopesHelpAtFirst)
{
    // Learning begins with step 25 of 200: a fifth of what the test above has.
    for (const bool mish : {false, true})
    {
        const double direct = Trained(TaylorForm::DIRECT, mish, 5, 1600);
        EXPECT_LT(direct, Trained(TaylorForm::NONE, mish, 5, 1600) / 2.0) << mish;
        EXPECT_LT(direct, ToySlopes::UNIFORM_REGRET / 8.0) << mish;
    }
}

TEST(TaylorTdAgent, SlopesThatBendHelpToTheEnd)
{
    const double plain = Trained(TaylorForm::NONE, true, 3, 8000);
    for (const TaylorForm form : {TaylorForm::DIRECT, TaylorForm::COSINE})
    {
        EXPECT_LT(Trained(form, true, 3, 8000), plain / 2.0) << static_cast<int>(form);
    }
}

} // namespace
