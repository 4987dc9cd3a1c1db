/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_TOY_COMPONENTS_H
#define ISAC_TOY_COMPONENTS_H

#include "isac-toy-environments.h"

#include <cmath>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc-tests
 * @brief A contextual bandit with the derivative of its reward: 1 - 2 |a - t|^2 with two values a
 * and t = 0.5 + 0.3 (x, y) for the observation (x, y).
 *
 * The best value is t. Each uniform value falls short by 2 (1/12 + 0.03) on average.
 */
class ToySlopes : public ToyEnvironment
{
  public:
    /// Mean regret of uniform actions, as above.
    static constexpr double UNIFORM_REGRET = 4.0 * (1.0 / 12.0 + 0.03);

    /// @param count N
    explicit ToySlopes(int count)
        : ToyEnvironment(count, 2, {{}, 2})
    {
    }

    const StepResult& Step(const ActionBatch& actions) override
    {
        m_result.finalObservation = m_state.cast<double>();
        const Eigen::MatrixXd miss =
            actions.continuous -
            Eigen::MatrixXd((0.3 * m_result.finalObservation.array() + 0.5).matrix());
        m_result.reward = 1.0 - 2.0 * miss.rowwise().squaredNorm().array();
        m_result.rewardGradient = -4.0 * miss;
        m_result.terminated.setConstant(Count(), true);
        m_result.truncated.setConstant(Count(), false);
        Draw();
        m_result.observation = m_state.cast<double>();
        return m_result;
    }

    /**
     * @param policy of this bandit
     * @return how far it falls short of the best, mean over a grid of observations
     */
    static double Regret(Policy& policy)
    {
        constexpr int POINTS = 21;
        double regret = 0.0;
        for (int i = 0; i < POINTS * POINTS; ++i)
        {
            const Eigen::Vector2d observation(2.0 * (i / POINTS + 0.5) / POINTS - 1.0,
                                              2.0 * (i % POINTS + 0.5) / POINTS - 1.0);
            const Eigen::Vector2d best = (0.3 * observation.array() + 0.5).matrix();
            regret += 2.0 * (policy.Act(observation).continuous - best).squaredNorm();
        }
        return regret / (POINTS * POINTS);
    }
};

/**
 * @ingroup isac-aigc-tests
 * @brief A contextual bandit of three choices at once, of 3, 2 and 4: the reward is the sum of
 * 1 - (c_d / (n_d - 1) - u_d)^2, where u is (x + 1) / 2, (y + 1) / 2 and (x - y + 2) / 4 for the
 * observation (x, y).
 */
class ToySwitches : public ToyEnvironment
{
  public:
    /// @param count N
    explicit ToySwitches(int count)
        : ToyEnvironment(count, 2, {{3, 2, 4}, 0})
    {
    }

    /**
     * @param observation (x, y)
     * @param branch of the choice
     * @param choice in it
     * @return its part of the reward
     */
    static double Part(const Eigen::VectorXd& observation, int branch, int choice)
    {
        const double wanted[] = {(observation[0] + 1.0) / 2.0,
                                 (observation[1] + 1.0) / 2.0,
                                 (observation[0] - observation[1] + 2.0) / 4.0};
        const double last[] = {2.0, 1.0, 3.0};
        return 1.0 - std::pow(choice / last[branch] - wanted[branch], 2);
    }

    const StepResult& Step(const ActionBatch& actions) override
    {
        m_result.finalObservation = m_state.cast<double>();
        m_result.reward.setZero(Count());
        for (int i = 0; i < Count(); ++i)
        {
            for (int d = 0; d < 3; ++d)
            {
                m_result.reward[i] += Part(m_result.finalObservation.row(i).transpose(),
                                           d,
                                           actions.categorical(i, d));
            }
        }
        m_result.terminated.setConstant(Count(), true);
        m_result.truncated.setConstant(Count(), false);
        Draw();
        m_result.observation = m_state.cast<double>();
        return m_result;
    }

    /// How far policies fall short of the best, means over a grid of observations.
    struct Regrets
    {
        double policy = 0.0;  //!< of a policy
        double uniform = 0.0; //!< of uniform choices
    };

    /**
     * @param policy of this bandit
     * @return its regret and that of uniform choices
     */
    static Regrets Regret(Policy& policy)
    {
        constexpr int POINTS = 21;
        const int choices[] = {3, 2, 4};
        Regrets regrets;
        for (int i = 0; i < POINTS * POINTS; ++i)
        {
            const Eigen::Vector2d observation(2.0 * (i / POINTS + 0.5) / POINTS - 1.0,
                                              2.0 * (i % POINTS + 0.5) / POINTS - 1.0);
            const Action action = policy.Act(observation);
            for (int d = 0; d < 3; ++d)
            {
                Eigen::VectorXd parts(choices[d]);
                for (int c = 0; c < choices[d]; ++c)
                {
                    parts[c] = Part(observation, d, c);
                }
                regrets.policy += parts.maxCoeff() - parts[action.categorical[d]];
                regrets.uniform += parts.maxCoeff() - parts.mean();
            }
        }
        regrets.policy /= POINTS * POINTS;
        regrets.uniform /= POINTS * POINTS;
        return regrets;
    }
};

} // namespace isac
} // namespace ns3

#endif // ISAC_TOY_COMPONENTS_H
