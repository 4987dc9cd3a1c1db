/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-n-step-returns.h"
#include "ns3/isac-random-source.h"

#include <cmath>
#include <gtest/gtest.h>

namespace ns3
{
namespace isac
{

namespace
{

/// How a step ended.
enum class End
{
    NOT,
    TERMINATED,
    TRUNCATED
};

/// One step of some environments.
struct Step
{
    Eigen::MatrixXd observations; //!< N x 1
    ActionBatch actions;          //!< one component of each kind
    StepResult result;            //!< what they led to
};

/**
 * @return step t of environments, each with its own end: environment e observes 100 e + t, chooses
 * t and t/100 and earns 2^t (1 + e); the next is observed as 100 e + t + 1
 */
Step
MakeStep(int t, const std::vector<End>& ends)
{
    const int count = static_cast<int>(ends.size());
    Step step;
    step.observations.resize(count, 1);
    step.actions.categorical.setConstant(count, 1, t);
    step.actions.continuous.setConstant(count, 1, t / 100.0);
    step.result.observation.resize(count, 1);
    step.result.finalObservation.resize(count, 1);
    step.result.reward.resize(count);
    step.result.terminated.setConstant(count, false);
    step.result.truncated.setConstant(count, false);
    for (int e = 0; e < count; ++e)
    {
        step.observations(e, 0) = 100 * e + t;
        step.result.finalObservation(e, 0) = 100 * e + t + 1;
        step.result.observation(e, 0) = ends[e] == End::NOT ? 100 * e + t + 1 : -1;
        step.result.reward[e] = std::ldexp(1.0 + e, t);
        step.result.terminated[e] = ends[e] == End::TERMINATED;
        step.result.truncated[e] = ends[e] == End::TRUNCATED;
    }
    return step;
}

/// One transition in short.
struct Expected
{
    float observation; //!< seen
    float reward;      //!< return
    float discount;    //!< of what follows
    float next;        //!< seen next
};

/// Push step t and compare all that is complete with it.
void
ExpectComplete(NStepReturns& returns,
               int t,
               const std::vector<End>& ends,
               const std::vector<Expected>& expected)
{
    const Step step = MakeStep(t, ends);
    const TransitionBatch& batch = returns.Push(step.observations, step.actions, step.result);
    ASSERT_EQ(batch.Count(), static_cast<Eigen::Index>(expected.size())) << "step " << t;
    for (Eigen::Index i = 0; i < batch.Count(); ++i)
    {
        EXPECT_EQ(batch.observation(i, 0), expected[i].observation) << "step " << t;
        EXPECT_EQ(batch.reward[i], expected[i].reward) << "step " << t;
        EXPECT_EQ(batch.discount[i], expected[i].discount) << "step " << t;
        EXPECT_EQ(batch.nextObservation(i, 0), expected[i].next) << "step " << t;
        // The action is that of the step at which the transition begins.
        const int began = static_cast<int>(expected[i].observation) % 100;
        EXPECT_EQ(batch.categorical(i, 0), began);
        EXPECT_EQ(batch.continuous(i, 0), static_cast<float>(began / 100.0));
    }
}

} // namespace

TEST(NStepReturns, OneStepPassesThrough)
{
    NStepReturns returns(3, 1, 0.9);
    ExpectComplete(returns,
                   2,
                   {End::NOT, End::TERMINATED, End::TRUNCATED},
                   {{2, 4, 0.9F, 3}, {102, 8, 0, 103}, {202, 12, 0.9F, 203}});
}

TEST(NStepReturns, ThreeStepsByHand)
{
    // gamma 1/2 and rewards 2^t: each of m terms of a return is 2^t again.
    NStepReturns returns(1, 3, 0.5);
    ExpectComplete(returns, 0, {End::NOT}, {});
    ExpectComplete(returns, 1, {End::NOT}, {});
    ExpectComplete(returns, 2, {End::NOT}, {{0, 3, 0.125F, 3}});
    // Cut short: what waits is complete, with as many steps as there were.
    ExpectComplete(returns,
                   3,
                   {End::TRUNCATED},
                   {{1, 6, 0.125F, 4}, {2, 8, 0.25F, 4}, {3, 8, 0.5F, 4}});
    // The next episode starts from nothing, and terminates before three steps.
    ExpectComplete(returns, 4, {End::NOT}, {});
    ExpectComplete(returns, 5, {End::TERMINATED}, {{4, 32, 0, 6}, {5, 32, 0, 6}});
    ExpectComplete(returns, 6, {End::TERMINATED}, {{6, 64, 0, 7}});
    ExpectComplete(returns, 7, {End::NOT}, {});
    ExpectComplete(returns, 8, {End::NOT}, {});
    ExpectComplete(returns, 9, {End::NOT}, {{7, 384, 0.125F, 10}});
}

TEST(NStepReturns, EnvironmentsDoNotMix)
{
    NStepReturns returns(2, 2, 0.5);
    ExpectComplete(returns, 0, {End::NOT, End::TRUNCATED}, {{100, 2, 0.5F, 101}});
    ExpectComplete(returns, 1, {End::NOT, End::NOT}, {{0, 2, 0.25F, 2}});
    ExpectComplete(returns,
                   2,
                   {End::TERMINATED, End::NOT},
                   {{1, 4, 0, 3}, {2, 4, 0, 3}, {101, 8, 0.25F, 103}});
    returns.Clear();
    ExpectComplete(returns, 3, {End::NOT, End::NOT}, {});
}

TEST(NStepReturns, DerivativesAreThoseOfTheFirstReward)
{
    for (const int n : {1, 3})
    {
        NStepReturns returns(2, n, 0.5);
        NStepReturns other(2, n, 0.5);
        Eigen::Index complete = 0;
        for (int t = 0; t < 12; ++t)
        {
            Step step = MakeStep(t, {t % 4 == 3 ? End::TRUNCATED : End::NOT, End::NOT});
            step.result.rewardGradient.resize(2, 1);
            step.result.rewardGradient << t, 100 + t;
            const auto push = [&step](NStepReturns& to) {
                return to.Push(step.observations, step.actions, step.result);
            };
            const TransitionBatch batch = push(returns);
            EXPECT_EQ(batch.rewardGradient, batch.observation) << "both are 100 e + t of the first";
            complete += batch.Count();
            if (t >= 6) // goes on in the midst of an episode
            {
                EXPECT_EQ(push(other).rewardGradient, batch.rewardGradient);
            }
            if (t == 5)
            {
                Checkpoint checkpoint;
                returns.Save(checkpoint, "w.");
                other.Load(checkpoint, "w.");
            }
        }
        EXPECT_EQ(complete, 2 * 12 - (n - 1));
    }
}

TEST(NStepReturns, WithoutDerivativesNoneAreKept)
{
    NStepReturns returns(1, 2, 0.5);
    Step step = MakeStep(0, {End::NOT});
    returns.Push(step.observations, step.actions, step.result);
    Checkpoint checkpoint;
    returns.Save(checkpoint, "w.");
    EXPECT_FALSE(checkpoint.Has("w.rewardGradient"));
    // Steps that wait in an older file have none: those beside them go without.
    NStepReturns other(1, 2, 0.5);
    other.Load(checkpoint, "w.");
    step = MakeStep(1, {End::NOT});
    step.result.rewardGradient = Eigen::MatrixXd::Constant(1, 1, 3.0);
    const TransitionBatch& batch = other.Push(step.observations, step.actions, step.result);
    EXPECT_EQ(batch.Count(), 1);
    EXPECT_EQ(batch.rewardGradient.cols(), 0);
}

TEST(NStepReturns, TerminationOutweighsTruncation)
{
    for (const int n : {1, 2})
    {
        NStepReturns returns(1, n, 0.5);
        Step step = MakeStep(0, {End::TERMINATED});
        step.result.truncated[0] = true;
        const TransitionBatch& batch = returns.Push(step.observations, step.actions, step.result);
        ASSERT_EQ(batch.Count(), 1);
        EXPECT_EQ(batch.discount[0], 0.0F);
    }
}

TEST(NStepReturns, GoesOnFromACheckpoint)
{
    for (const int n : {1, 2, 5})
    {
        for (const int before : {0, 1, 12})
        {
            RandomSource random(n + 10 * before);
            const auto ends = [&random] {
                std::vector<End> result;
                for (int e = 0; e < 4; ++e)
                {
                    const int drawn = random.Index(8);
                    result.push_back(drawn == 0   ? End::TERMINATED
                                     : drawn == 1 ? End::TRUNCATED
                                                  : End::NOT);
                }
                return result;
            };
            NStepReturns returns(4, n, 0.97);
            for (int t = 0; t < before; ++t)
            {
                const Step step = MakeStep(t, ends());
                returns.Push(step.observations, step.actions, step.result);
            }
            Checkpoint checkpoint;
            returns.Save(checkpoint, "w.");
            NStepReturns other(4, n, 0.97);
            other.Load(checkpoint, "w.");
            Eigen::Index complete = 0;
            for (int t = before; t < before + 30; ++t)
            {
                const Step step = MakeStep(t, ends());
                const TransitionBatch& a =
                    returns.Push(step.observations, step.actions, step.result);
                const TransitionBatch& b = other.Push(step.observations, step.actions, step.result);
                ASSERT_EQ(a.observation, b.observation);
                ASSERT_EQ(a.categorical, b.categorical);
                ASSERT_EQ(a.continuous, b.continuous);
                ASSERT_EQ(a.reward, b.reward);
                ASSERT_EQ(a.discount, b.discount);
                ASSERT_EQ(a.nextObservation, b.nextObservation);
                complete += a.Count();
            }
            // Of 30 steps at most n - 1 wait in each environment.
            EXPECT_GE(complete, 4 * (30 - (n - 1)));
        }
    }
}

TEST(NStepReturns, RefusesForeignCheckpoints)
{
    NStepReturns returns(2, 3, 0.9);
    const Step step = MakeStep(0, {End::NOT, End::NOT});
    returns.Push(step.observations, step.actions, step.result);
    Checkpoint checkpoint;
    returns.Save(checkpoint, "w.");
    EXPECT_NO_THROW(returns.Load(checkpoint, "w."));
    EXPECT_THROW(returns.Load(Checkpoint(), "w."), CheckpointError);
    EXPECT_THROW(NStepReturns(2, 4, 0.9).Load(checkpoint, "w."), CheckpointError);
    EXPECT_THROW(NStepReturns(3, 3, 0.9).Load(checkpoint, "w."), CheckpointError);
    Checkpoint bad = checkpoint;
    bad.SetMatrix("w.ring", FloatMatrix::Constant(2, 2, 3.0F));
    EXPECT_THROW(returns.Load(bad, "w."), CheckpointError);
    bad = checkpoint;
    bad.SetMatrix("w.reward", FloatMatrix::Zero(5, 1));
    EXPECT_THROW(returns.Load(bad, "w."), CheckpointError);
    bad = checkpoint;
    bad.SetMatrix("w.observation", FloatMatrix::Zero(6, 2));
    EXPECT_THROW(returns.Load(bad, "w."), CheckpointError);
}

} // namespace isac
} // namespace ns3
