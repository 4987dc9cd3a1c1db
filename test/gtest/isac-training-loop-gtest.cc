/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * The training loop where episodes are of unequal length: what it counts and what a round is made
 * of, by hand.
 */

#include "ns3/isac-cart-pole.h"
#include "ns3/isac-training-loop.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <vector>

using namespace ns3::isac;

namespace
{

/// Pushes right always, and notes what it is told.
class Recorder : public Agent
{
  public:
    ActionBatch ActBatch(const Eigen::MatrixXd& observations, bool) override
    {
        return {Eigen::MatrixXi::Constant(observations.rows(), 1, 1),
                Eigen::MatrixXd(observations.rows(), 0)};
    }

    void Observe(const Eigen::MatrixXd& observations,
                 const ActionBatch&,
                 const StepResult& result) override
    {
        follows.push_back(observations.isApprox(expected) || steps.empty());
        expected = result.observation;
        steps.push_back(result);
    }

    bool Update() override
    {
        return true;
    }

    void SetProgress(double done) override
    {
        progress = done;
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

    std::vector<StepResult> steps; //!< all of them
    std::vector<bool> follows;     //!< whether each began where the one before had ended
    Eigen::MatrixXd expected;      //!< what the next step is to begin with
    double progress = 0.0;         //!< last told
};

TEST(TrainingLoop, CountsEpisodesOfUnequalLength)
{
    constexpr int COUNT = 4;
    CartPole environment(COUNT);
    Recorder agent;
    TrainingSettings settings;
    settings.episodes = 100;
    settings.updatesPerStep = 2;
    TrainingLoop loop(environment, agent, settings, 3);
    bool unequal = false;
    for (int round = 0; round < 5; ++round)
    {
        const std::size_t from = agent.steps.size();
        const TrainingRound given = loop.RunRound();
        std::vector<int> first(COUNT, 0);
        int64_t ended = 0;
        for (std::size_t step = 0; step < agent.steps.size(); ++step)
        {
            for (int i = 0; i < COUNT; ++i)
            {
                if (agent.steps[step].terminated[i])
                {
                    ++ended;
                    if (step >= from && first[i] == 0)
                    {
                        first[i] = static_cast<int>(step - from) + 1;
                    }
                }
            }
        }
        const auto steps = static_cast<int64_t>(agent.steps.size());
        EXPECT_EQ(loop.GetEpisodes(), ended);
        EXPECT_EQ(loop.GetSteps(), COUNT * steps);
        EXPECT_EQ(loop.GetUpdates(), settings.updatesPerStep * steps);
        EXPECT_DOUBLE_EQ(agent.progress, static_cast<double>(ended) / 100.0);
        // Each step earns 1: an episode's sum is its length, and the slowest ends the round.
        EXPECT_EQ(given.total, (first[0] + first[1] + first[2] + first[3]) / 4.0);
        EXPECT_EQ(given.reward, 1.0);
        EXPECT_EQ(given.deviation, 0.0);
        EXPECT_EQ(*std::max_element(first.begin(), first.end()),
                  static_cast<int>(agent.steps.size() - from));
        unequal = unequal || *std::min_element(first.begin(), first.end()) <
                                 static_cast<int>(agent.steps.size() - from);
    }
    EXPECT_TRUE(unequal);
    EXPECT_EQ(std::count(agent.follows.begin(), agent.follows.end(), false), 0);
}

} // namespace
