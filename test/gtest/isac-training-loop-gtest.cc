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

/// Pushes to where the pole leans, and notes what it is told.
class Recorder : public Agent
{
  public:
    ActionBatch ActBatch(const Eigen::MatrixXd& observations, bool) override
    {
        return {(observations.col(2).array() > 0.0).cast<int>().matrix(),
                Eigen::MatrixXd(observations.rows(), 0)};
    }

    void Observe(const Eigen::MatrixXd& observations,
                 const ActionBatch&,
                 const StepResult& result) override
    {
        follows.push_back(steps.empty() || observations == expected);
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
    int64_t ended = 0;
    Eigen::ArrayXi length = Eigen::ArrayXi::Zero(COUNT);
    std::size_t step = 0;
    for (int round = 0; round < 5; ++round)
    {
        const TrainingRound given = loop.RunRound();
        int64_t lengths = 0;
        int64_t here = 0;
        std::vector<int> each(COUNT, 0);
        for (; step < agent.steps.size(); ++step)
        {
            // A round goes on only while some environment has not ended an episode in it.
            EXPECT_EQ(*std::min_element(each.begin(), each.end()), 0);
            length += 1;
            for (int i = 0; i < COUNT; ++i)
            {
                if (agent.steps[step].terminated[i])
                {
                    lengths += length[i];
                    length[i] = 0;
                    ++each[i];
                    ++here;
                }
            }
        }
        EXPECT_GT(*std::min_element(each.begin(), each.end()), 0);
        unequal = unequal || here > COUNT;
        ended += here;
        const auto steps = static_cast<int64_t>(agent.steps.size());
        EXPECT_EQ(loop.GetEpisodes(), ended);
        EXPECT_EQ(loop.GetSteps(), COUNT * steps);
        EXPECT_EQ(loop.GetUpdates(), settings.updatesPerStep * steps);
        EXPECT_DOUBLE_EQ(agent.progress, static_cast<double>(ended) / 100.0);
        // Each step earns 1: an episode's sum is its length.
        EXPECT_DOUBLE_EQ(given.total, static_cast<double>(lengths) / static_cast<double>(here));
        EXPECT_EQ(given.reward, 1.0);
        EXPECT_EQ(given.deviation, 0.0);
    }
    EXPECT_TRUE(unequal);
    EXPECT_EQ(std::count(agent.follows.begin(), agent.follows.end(), false), 0);
    EXPECT_TRUE((length > 0).any()) << "nothing is open, the checkpoint would hold too little";

    // Episodes that are open go on from a checkpoint.
    Checkpoint checkpoint;
    loop.Save(checkpoint);
    CartPole other(COUNT);
    Recorder again;
    TrainingLoop rest(other, again, settings, 4);
    rest.Load(checkpoint);
    for (int round = 0; round < 3; ++round)
    {
        EXPECT_EQ(rest.RunRound().total, loop.RunRound().total);
    }
}

} // namespace
