/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-online-learner.h"

#include <cstdlib>
#include <gtest/gtest.h>
#include <string>
#include <vector>

using namespace ns3::isac;

namespace
{

/// Writes down what it is told.
class Listener : public Agent
{
  public:
    /// A transition, as it was told.
    struct Told
    {
        double observation; //!< on which was acted
        double action;      //!< what was done
        double reward;      //!< what it earned
        double next;        //!< what was seen then
        bool truncated;     //!< whether the episode was cut there
    };

    ActionBatch ActBatch(const Eigen::MatrixXd& observations, bool) override
    {
        return {Eigen::MatrixXi(observations.rows(), 0), observations};
    }

    void Observe(const Eigen::MatrixXd& observations,
                 const ActionBatch& actions,
                 const StepResult& result) override
    {
        told.push_back({observations(0, 0),
                        actions.continuous(0, 0),
                        result.reward[0],
                        result.finalObservation(0, 0),
                        result.truncated[0]});
        EXPECT_EQ(result.observation, result.finalObservation);
        EXPECT_FALSE(result.terminated[0]);
    }

    bool Update() override
    {
        return told.size() > 2; // too little to learn from, at first
    }

    void SetProgress(double) override
    {
    }

    LearningFigures GetFigures() const override
    {
        return {};
    }

    void Save(Checkpoint&, Extent) const override
    {
    }

    void Load(const Checkpoint&, Extent) override
    {
    }

    void ExportTorchScript(const std::string&,
                           const std::vector<std::pair<std::string, std::string>>&) const override
    {
    }

    std::vector<Told> told; //!< all transitions
};

/// A learner in a world where step n shows n, is answered by n / 10 and earns 100 n.
class OnlineLearnerTest : public testing::Test
{
  protected:
    /**
     * @param step that begins
     * @param rewarded whether the reward of the step before comes with it
     */
    void Go(int step, bool rewarded = true)
    {
        if (rewarded)
        {
            learner.Rewarded(step - 1, 100.0 * (step - 1));
        }
        learner.Begin(step, Eigen::VectorXd::Constant(1, step));
        learner.Chosen({Eigen::VectorXi(), Eigen::VectorXd::Constant(1, step / 10.0)});
    }

    /// @param steps that were told, those that were cut off as negative numbers
    void ExpectTold(const std::vector<int>& steps)
    {
        ASSERT_EQ(agent.told.size(), steps.size());
        for (std::size_t i = 0; i < steps.size(); ++i)
        {
            const int step = std::abs(steps[i]);
            EXPECT_EQ(agent.told[i].observation, step);
            EXPECT_EQ(agent.told[i].action, step / 10.0);
            EXPECT_EQ(agent.told[i].reward, 100.0 * step);
            EXPECT_EQ(agent.told[i].next, step + 1.0);
            EXPECT_EQ(agent.told[i].truncated, steps[i] < 0) << step;
        }
        EXPECT_EQ(learner.GetTransitions(), static_cast<int64_t>(steps.size()));
    }

    Listener agent;                          //!< learns
    OnlineLearner learner{agent, {2, 5, 3}}; //!< two updates, five steps, three steps' patience
};

} // namespace

TEST_F(OnlineLearnerTest, TransitionsComeInOrderAndEpisodesAreCut)
{
    for (int step = 0; step < 9; ++step)
    {
        Go(step);
    }
    // Step 7 waits for the fate of 8. The end of an episode waits for nothing.
    ExpectTold({0, 1, 2, 3, -4, 5, 6});
    EXPECT_EQ(learner.GetUpdates(), 2 * 5) << "two for each transition from the third on";
}

TEST_F(OnlineLearnerTest, EndOfEpisodeDoesNotWait)
{
    for (int step = 0; step < 6; ++step)
    {
        Go(step);
    }
    ExpectTold({0, 1, 2, 3, -4});
}

TEST_F(OnlineLearnerTest, RewardsMayBeLate)
{
    Go(0);
    Go(1);
    Go(2, false);
    Go(3, false);
    ExpectTold({});
    learner.Rewarded(1, 100.0);
    learner.Rewarded(2, 200.0);
    Go(4);
    ExpectTold({0, 1, 2});
}

TEST_F(OnlineLearnerTest, OvertakenRewardsAreLostAndCutTheStepBefore)
{
    Go(0);
    Go(1);
    Go(2);
    Go(3, false); // the reward of 2 never comes
    Go(4);
    ExpectTold({0, -1});
    Go(5);
    ExpectTold({0, -1, 3, -4});
}

TEST_F(OnlineLearnerTest, PatienceEnds)
{
    Go(0);
    Go(1);
    for (int step = 2; step < 5; ++step)
    {
        Go(step, false);
    }
    ExpectTold({});
    Go(5, false); // four steps after 1
    ASSERT_EQ(agent.told.size(), 1U);
    EXPECT_EQ(agent.told[0].observation, 0.0);
    EXPECT_TRUE(agent.told[0].truncated);
}

TEST_F(OnlineLearnerTest, StepsThatWereLeftOutAreGaps)
{
    Go(0);
    Go(1);
    Go(2);
    learner.Rewarded(2, 200.0);
    Go(4, false); // 3 was left out: what 2 led to is not known
    Go(5);
    Go(6);
    ExpectTold({0, -1, -4});
}

TEST_F(OnlineLearnerTest, UnknownRewardsAreIgnored)
{
    learner.Rewarded(7, 1.0);
    Go(0);
    learner.Rewarded(7, 1.0);
    Go(1);
    Go(2);
    ExpectTold({0});
}
