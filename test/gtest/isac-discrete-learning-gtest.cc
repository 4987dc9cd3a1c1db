/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Learners of one choice on CartPole, for a few seconds each: far better than pushing at random,
 * the recurrent one without being shown any speeds.
 */

#include "isac-toy-training.h"

#include "ns3/isac-cart-pole.h"

#include <gtest/gtest.h>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

using namespace ns3::isac;

namespace
{

constexpr int COUNT = 8;

/// CartPole of which place and angle are shown, those of the last steps side by side.
class HiddenSpeeds : public Environment
{
  public:
    static constexpr int WINDOW = 3; //!< steps that are shown

    /// @param count N
    explicit HiddenSpeeds(int count)
        : m_cart(count)
    {
    }

    int Count() const override
    {
        return m_cart.Count();
    }

    int ObservationSize() const override
    {
        return 2 * WINDOW;
    }

    ActionSpace GetActionSpace() const override
    {
        return m_cart.GetActionSpace();
    }

    std::vector<std::string> MetricNames() const override
    {
        return m_cart.MetricNames();
    }

    Eigen::MatrixXd Reset(uint64_t seed) override
    {
        m_seen = Positions(m_cart.Reset(seed)).replicate(1, WINDOW);
        return m_seen;
    }

    const StepResult& Step(const ActionBatch& actions) override
    {
        m_result = m_cart.Step(actions);
        const Eigen::MatrixXd first = Positions(m_result.observation);
        const Eigen::MatrixXd last = Positions(m_result.finalObservation);
        m_seen.leftCols(2 * WINDOW - 2) = m_seen.rightCols(2 * WINDOW - 2).eval();
        m_seen.rightCols(2) = last;
        m_result.finalObservation = m_seen;
        for (int i = 0; i < Count(); ++i)
        {
            if (m_result.terminated[i] || m_result.truncated[i])
            {
                m_seen.row(i) = first.row(i).replicate(1, WINDOW);
            }
        }
        m_result.observation = m_seen;
        return m_result;
    }

    void Save(Checkpoint& checkpoint, const std::string& prefix) const override
    {
        m_cart.Save(checkpoint, prefix);
        checkpoint.SetMatrix(prefix + "seen", m_seen.cast<float>());
    }

    Eigen::MatrixXd Load(const Checkpoint& checkpoint, const std::string& prefix) override
    {
        m_cart.Load(checkpoint, prefix);
        m_seen = checkpoint.GetMatrix(prefix + "seen", Count(), 2 * WINDOW).cast<double>();
        return m_seen;
    }

  private:
    /// @return place and angle of each state
    static Eigen::MatrixXd Positions(const Eigen::MatrixXd& states)
    {
        Eigen::MatrixXd positions(states.rows(), 2);
        positions << states.col(0), states.col(2);
        return positions;
    }

    CartPole m_cart;        //!< what is shown of
    Eigen::MatrixXd m_seen; //!< N x (2 WINDOW)
    StepResult m_result;    //!< of the last step
};

/**
 * @param environment to play in, from the beginning
 * @param choose actions for what is observed
 * @return mean length of the first episode of each copy
 */
template <typename Choose>
double
Play(Environment& environment, const Choose& choose)
{
    Eigen::MatrixXd observation = environment.Reset(77);
    Eigen::ArrayXd length = Eigen::ArrayXd::Zero(environment.Count());
    Eigen::ArrayXd open = Eigen::ArrayXd::Ones(environment.Count());
    while (open.any())
    {
        const StepResult& result = environment.Step(choose(observation));
        length += open;
        open *= 1.0 - (result.terminated || result.truncated).cast<double>();
        observation = result.observation;
    }
    return length.mean();
}

/// A learner and how it is trained.
struct Trial
{
    std::string kind;       //!< as MakeToyAgent() has it
    int64_t steps;          //!< of all environments together
    int updatesPerStep;     //!< learning steps
    AgentSettings settings; //!< of the learner
};

/// @return settings for CartPole
AgentSettings
Base()
{
    AgentSettings settings;
    settings.actorHidden = {64, 64};
    settings.criticHidden = {64, 64};
    settings.criticRate = 1e-3;
    settings.discount = 0.99;
    settings.replay = 50000;
    settings.minReplay = 500;
    settings.batch = 64;
    settings.steps = 3;
    settings.targetPeriod = 100;
    settings.doubleQ = true;
    settings.normalise = false;
    return settings;
}

/// @return all learners
std::vector<Trial>
Trials()
{
    AgentSettings rainbow = Base();
    rainbow.lowestReturn = 0.0;
    rainbow.highestReturn = 100.0;
    rainbow.prioritized = true;
    rainbow.noisyDeviation = 0.5;
    AgentSettings drqn = Base();
    drqn.criticHidden = {32};
    drqn.recurrentHidden = {32};
    drqn.window = HiddenSpeeds::WINDOW;
    drqn.criticRate = 2e-3;
    drqn.targetPeriod = 50;
    drqn.batch = 32;
    AgentSettings ppo = Base();
    ppo.actorRate = 3e-4;
    ppo.rollout = 128;
    ppo.batch = 256;
    ppo.gradientClip = 0.5;
    AgentSettings reinforce = Base();
    reinforce.actorHidden = {64};
    reinforce.actorRate = 1e-2;
    reinforce.rollout = 512;
    reinforce.entropyWeight = 0.0;
    return {{"dqn", 25000, 2, Base()},
            {"rainbow", 20000, 1, rainbow},
            {"drqn", 24000, 1, drqn},
            {"ppo", 25000, 1, ppo},
            {"reinforce", 100000, 1, reinforce}};
}

/// Names a trial where it fails.
void
PrintTo(const Trial& trial, std::ostream* stream)
{
    *stream << trial.kind;
}

class DiscreteLearning : public testing::TestWithParam<Trial>
{
};

TEST_P(DiscreteLearning, KeepsThePoleUp)
{
    const Trial& trial = GetParam();
    std::unique_ptr<Environment> environment;
    if (trial.kind == "drqn")
    {
        environment = std::make_unique<HiddenSpeeds>(COUNT);
    }
    else
    {
        environment = std::make_unique<CartPole>(COUNT);
    }
    RandomSource random(5);
    const double drawn = Play(*environment, [&random](const Eigen::MatrixXd& observation) {
        ActionBatch actions{Eigen::MatrixXi(observation.rows(), 1),
                            Eigen::MatrixXd(observation.rows(), 0)};
        for (int& action : actions.categorical.reshaped())
        {
            action = random.Index(2);
        }
        return actions;
    });
    const auto agent = MakeToyAgent(trial.kind, *environment, trial.settings, 1);
    TrainingSettings training;
    training.updatesPerStep = trial.updatesPerStep;
    TrainingLoop loop(*environment, *agent, training, 101);
    while (loop.GetSteps() < trial.steps)
    {
        loop.RunRound();
    }
    const double learned = Play(*environment, [&agent](const Eigen::MatrixXd& observation) {
        return agent->ActBatch(observation, false);
    });
    // Random pushes keep it up for some twenty steps.
    EXPECT_LT(drawn, 40.0);
    EXPECT_GT(learned, 3.0 * drawn);
    RecordProperty("drawn", std::to_string(drawn));
    RecordProperty("learned", std::to_string(learned));
}

INSTANTIATE_TEST_SUITE_P(Agents,
                         DiscreteLearning,
                         testing::ValuesIn(Trials()),
                         [](const auto& info) { return info.param.kind; });

} // namespace
