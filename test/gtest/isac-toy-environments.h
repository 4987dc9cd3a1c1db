/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_TOY_ENVIRONMENTS_H
#define ISAC_TOY_ENVIRONMENTS_H

#include "ns3/isac-environment.h"
#include "ns3/isac-policy.h"
#include "ns3/isac-random-source.h"
#include "ns3/isac-reward-model.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc-tests
 * @brief What the toys below share: N rows of state, uniform in [-1, 1] at first, observed as they
 * are. States are single precision, as checkpoints keep them.
 */
class ToyEnvironment : public Environment
{
  public:
    /**
     * @param count N
     * @param size values in a state
     * @param space of the actions
     */
    ToyEnvironment(int count, int size, const ActionSpace& space)
        : m_state(count, size),
          m_space(space)
    {
        m_result.metrics.resize(count, 0);
    }

    int Count() const override
    {
        return static_cast<int>(m_state.rows());
    }

    int ObservationSize() const override
    {
        return static_cast<int>(m_state.cols());
    }

    ActionSpace GetActionSpace() const override
    {
        return m_space;
    }

    std::vector<std::string> MetricNames() const override
    {
        return {};
    }

    Eigen::MatrixXd Reset(uint64_t seed) override
    {
        m_random = RandomSource(seed);
        m_step = 0;
        Draw();
        return m_state.cast<double>();
    }

    void Save(Checkpoint& checkpoint, const std::string& prefix) const override
    {
        checkpoint.SetMatrix(prefix + "state", m_state);
        checkpoint.SetText(prefix + "random", m_random.GetState());
        checkpoint.SetNumber(prefix + "step", m_step);
    }

    Eigen::MatrixXd Load(const Checkpoint& checkpoint, const std::string& prefix) override
    {
        m_state = checkpoint.GetMatrix(prefix + "state", m_state.rows(), m_state.cols());
        m_random.SetState(checkpoint.GetText(prefix + "random"));
        m_step = static_cast<int>(checkpoint.GetNumber(prefix + "step"));
        return m_state.cast<double>();
    }

  protected:
    /// New states, as episodes begin.
    void Draw()
    {
        for (Eigen::Index i = 0; i < m_state.size(); ++i)
        {
            m_state.data()[i] = static_cast<float>(2.0 * m_random.Uniform() - 1.0);
        }
    }

    FloatMatrix m_state;   //!< N x size
    ActionSpace m_space;   //!< of the actions
    RandomSource m_random; //!< of new states
    int m_step = 0;        //!< in the episode
    StepResult m_result;   //!< of the last step
};

/**
 * @ingroup isac-aigc-tests
 * @brief A contextual bandit: the reward is 1 - (c / 2 - u)^2 - 2 (a - t)^2 with a choice c of 3, a
 * value a, u = (x + 1) / 2 and t = 0.5 + 0.3 y for the observation (x, y).
 *
 * The best choice is the one nearest to 2 u, the best value is t. Choosing uniformly falls short of
 * the best by 0.456 on average: 1/6 + 1/12 less 1/48 for the choice, 2 (1/12 + 0.03) for the value.
 */
class ToyBandit : public ToyEnvironment
{
  public:
    /// Mean regret of uniform actions, as above.
    static constexpr double UNIFORM_REGRET = 0.25 - 1.0 / 48.0 + 2.0 * (1.0 / 12.0 + 0.03);

    /// @param count N
    explicit ToyBandit(int count)
        : ToyEnvironment(count, 2, {{3}, 1})
    {
    }

    /**
     * @param observation (x, y)
     * @param action any
     * @return its reward
     */
    static double Reward(const Eigen::VectorXd& observation, const Action& action)
    {
        const double miss = action.categorical[0] / 2.0 - (observation[0] + 1.0) / 2.0;
        const double error = action.continuous[0] - (0.5 + 0.3 * observation[1]);
        return 1.0 - miss * miss - 2.0 * error * error;
    }

    /**
     * @param observation (x, y)
     * @return the best action
     */
    static Action Best(const Eigen::VectorXd& observation)
    {
        Action action{Eigen::VectorXi(1), Eigen::VectorXd(1)};
        action.categorical[0] = static_cast<int>(std::lround(observation[0] + 1.0));
        action.continuous[0] = 0.5 + 0.3 * observation[1];
        return action;
    }

    const StepResult& Step(const ActionBatch& actions) override
    {
        m_result.finalObservation = m_state.cast<double>();
        m_result.reward.resize(Count());
        for (int i = 0; i < Count(); ++i)
        {
            m_result.reward[i] =
                Reward(m_result.finalObservation.row(i).transpose(), actions.Row(i));
        }
        m_result.terminated.setConstant(Count(), true);
        m_result.truncated.setConstant(Count(), false);
        Draw();
        m_result.observation = m_state.cast<double>();
        return m_result;
    }
};

/**
 * @ingroup isac-aigc-tests
 * @brief ToyBandit without its value: the reward is 1 - (c / 2 - u)^2 with a choice c of 3 and
 * u = (x + 1) / 2 for the observation (x, y).
 */
class ToyChoices : public ToyEnvironment
{
  public:
    /// Mean regret of uniform choices, see ToyBandit.
    static constexpr double UNIFORM_REGRET = 0.25 - 1.0 / 48.0;

    /// @param count N
    explicit ToyChoices(int count)
        : ToyEnvironment(count, 2, {{3}, 0})
    {
    }

    /**
     * @param observation (x, y)
     * @param choice 0 to 2
     * @return its reward
     */
    static double Reward(const Eigen::VectorXd& observation, int choice)
    {
        const double miss = choice / 2.0 - (observation[0] + 1.0) / 2.0;
        return 1.0 - miss * miss;
    }

    const StepResult& Step(const ActionBatch& actions) override
    {
        m_result.finalObservation = m_state.cast<double>();
        m_result.reward.resize(Count());
        for (int i = 0; i < Count(); ++i)
        {
            m_result.reward[i] =
                Reward(m_result.finalObservation.row(i).transpose(), actions.categorical(i, 0));
        }
        m_result.terminated.setConstant(Count(), true);
        m_result.truncated.setConstant(Count(), false);
        Draw();
        m_result.observation = m_state.cast<double>();
        return m_result;
    }
};

/// @ingroup isac-aigc-tests
/// @brief The reward of ToyBandit with its derivative.
class ToyBanditModel : public RewardModel
{
  public:
    int ObservationSize() const override
    {
        return 2;
    }

    ActionSpace GetActionSpace() const override
    {
        return {{3}, 1};
    }

    double Evaluate(const Eigen::VectorXd& observation,
                    const Action& action,
                    Eigen::VectorXd& gradient,
                    Eigen::MatrixXd& choices) const override
    {
        gradient = Eigen::VectorXd::Constant(
            1,
            -4.0 * (action.continuous[0] - ToyBandit::Best(observation).continuous[0]));
        choices.resize(1, 3);
        Action other = action;
        for (int c = 0; c < 3; ++c)
        {
            other.categorical[0] = c;
            choices(0, c) = ToyBandit::Reward(observation, other);
        }
        return ToyBandit::Reward(observation, action);
    }
};

/**
 * @ingroup isac-aigc-tests
 * @brief A regulator: x' = x + u with u = 2 a - 1, reward -(x^2 + 0.5 u^2), 5 steps, then cut
 * short.
 *
 * Without discounting beyond the step itself u = 0 is best; with discount gamma the value of x is
 * -P x^2 with P = 1 + gamma P - (gamma P)^2 / (0.5 + gamma P), and u = -K x is best with
 * K = gamma P / (0.5 + gamma P), which lies within [-1, 1] for all x in [-1, 1].
 */
class ToyRegulator : public ToyEnvironment
{
  public:
    static constexpr double EFFORT = 0.5; //!< cost of u^2
    static constexpr int STEPS = 5;       //!< of an episode

    /// @param count N
    explicit ToyRegulator(int count)
        : ToyEnvironment(count, 1, {{}, 1})
    {
    }

    /**
     * @param discount gamma
     * @return P; the iteration contracts by less than gamma
     */
    static double Cost(double discount)
    {
        double cost = 1.0;
        for (int i = 0; i < 1000; ++i)
        {
            const double later = discount * cost;
            cost = 1.0 + later - later * later / (EFFORT + later);
        }
        return cost;
    }

    /**
     * @param discount gamma
     * @return K
     */
    static double Gain(double discount)
    {
        const double later = discount * Cost(discount);
        return later / (EFFORT + later);
    }

    const StepResult& Step(const ActionBatch& actions) override
    {
        const Eigen::ArrayXd effort = 2.0 * actions.continuous.col(0).array() - 1.0;
        const Eigen::ArrayXd before = m_state.col(0).cast<double>().array();
        m_result.reward = -(before.square() + EFFORT * effort.square());
        m_state.col(0) = (before + effort).max(-1.0).min(1.0).cast<float>();
        m_result.finalObservation = m_state.cast<double>();
        const bool over = ++m_step == STEPS;
        m_result.terminated.setConstant(Count(), false);
        m_result.truncated.setConstant(Count(), over);
        if (over)
        {
            m_step = 0;
            Draw();
        }
        m_result.observation = m_state.cast<double>();
        return m_result;
    }
};

/**
 * @ingroup isac-aigc-tests
 * @param policy for ToyBandit
 * @return how far it falls short of the best, mean over a grid of observations
 */
inline double
BanditRegret(Policy& policy)
{
    constexpr int POINTS = 21;
    double regret = 0.0;
    for (int i = 0; i < POINTS; ++i)
    {
        for (int j = 0; j < POINTS; ++j)
        {
            const Eigen::Vector2d observation(2.0 * (i + 0.5) / POINTS - 1.0,
                                              2.0 * (j + 0.5) / POINTS - 1.0);
            regret += ToyBandit::Reward(observation, ToyBandit::Best(observation)) -
                      ToyBandit::Reward(observation, policy.Act(observation));
        }
    }
    return regret / (POINTS * POINTS);
}

/**
 * @ingroup isac-aigc-tests
 * @param policy for ToyChoices
 * @return how far it falls short of the best, mean over a grid of observations
 */
inline double
ChoicesRegret(Policy& policy)
{
    constexpr int POINTS = 21;
    double regret = 0.0;
    for (int i = 0; i < POINTS; ++i)
    {
        for (int j = 0; j < POINTS; ++j)
        {
            const Eigen::Vector2d observation(2.0 * (i + 0.5) / POINTS - 1.0,
                                              2.0 * (j + 0.5) / POINTS - 1.0);
            const int best = ToyBandit::Best(observation).categorical[0];
            regret += ToyChoices::Reward(observation, best) -
                      ToyChoices::Reward(observation, policy.Act(observation).categorical[0]);
        }
    }
    return regret / (POINTS * POINTS);
}

/**
 * @ingroup isac-aigc-tests
 * @param policy for ToyRegulator
 * @param discount gamma
 * @return root mean square over x in [-1, 1] of u + K x, how far it is from the best
 */
inline double
RegulatorError(Policy& policy, double discount)
{
    constexpr int POINTS = 41;
    double square = 0.0;
    for (int i = 0; i < POINTS; ++i)
    {
        const double x = 2.0 * i / (POINTS - 1) - 1.0;
        const double effort = 2.0 * policy.Act(Eigen::VectorXd::Constant(1, x)).continuous[0] - 1.0;
        square += std::pow(effort + ToyRegulator::Gain(discount) * x, 2);
    }
    return std::sqrt(square / POINTS);
}

} // namespace isac
} // namespace ns3

#endif // ISAC_TOY_ENVIRONMENTS_H
