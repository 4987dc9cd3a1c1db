/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-caqa-held-out.h"
#include "ns3/isac-caqa-optimum-cache.h"
#include "ns3/isac-caqa-optimum.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace ns3
{
namespace isac
{
namespace
{

/// A small cell, and a file that is not there yet.
struct HeldOutTest : public testing::Test
{
    HeldOutTest()
    {
        cell.users = 3;
        path = testing::TempDir() + "isac-optima-" +
               testing::UnitTest::GetInstance()->current_test_info()->name() + ".csv";
        std::filesystem::remove(path);
        states = DrawHeldOutStates(cell, scenario, 5, 6);
    }

    ~HeldOutTest() override
    {
        std::filesystem::remove(path);
    }

    /// @return the lines of the file
    std::vector<std::string> Lines() const
    {
        std::vector<std::string> lines;
        std::ifstream file(path);
        for (std::string line; std::getline(file, line);)
        {
            lines.push_back(line);
        }
        return lines;
    }

    /// Puts lines into the file.
    void SetLines(const std::vector<std::string>& lines) const
    {
        std::ofstream file(path);
        for (const std::string& line : lines)
        {
            file << line << '\n';
        }
    }

    CaqaParameters cell;
    CaqaScenario scenario;
    std::string path;
    std::vector<CaqaState> states;
};

TEST_F(HeldOutTest, MoreStatesBeginWithTheSame)
{
    const auto more = DrawHeldOutStates(cell, scenario, 5, 9);
    ASSERT_EQ(states.size(), 6U);
    for (std::size_t i = 0; i < states.size(); ++i)
    {
        EXPECT_EQ(states[i].gain, more[i].gain);
        EXPECT_EQ(states[i].requirement, more[i].requirement);
    }
    EXPECT_NE(states[0].gain, states[1].gain);
    EXPECT_NE(states[0].gain, DrawHeldOutStates(cell, scenario, 6, 1)[0].gain);
}

TEST_F(HeldOutTest, ScoreIsWhatTheSystemSays)
{
    const CaqaSystem system(cell);
    ActionBatch actions{Eigen::MatrixXi::Zero(6, 3), Eigen::MatrixXd::Constant(6, 3, 0.2)};
    actions.categorical.row(4).setConstant(5);
    actions.continuous.row(4).setConstant(0.7);
    const CaqaScore score = ScoreActions(system, states, actions);
    ASSERT_EQ(score.reward.size(), 6U);
    const CaqaOutcome outcome =
        system.Evaluate(states[4], system.Decode(states[4], actions.Row(4)));
    EXPECT_EQ(score.reward[4], outcome.reward);
    EXPECT_EQ(score.gatedAverage[4], outcome.gatedAverage);
    EXPECT_EQ(score.average[4], outcome.average);
    EXPECT_EQ(score.violations[4], outcome.violations);
    EXPECT_EQ(score.energy[4], outcome.energy);
    EXPECT_DOUBLE_EQ(score.accuracy[4],
                     (outcome.accuracy[0] + outcome.accuracy[1] + outcome.accuracy[2]) / 3);
    EXPECT_DOUBLE_EQ(score.quality[4],
                     (outcome.quality[0] + outcome.quality[1] + outcome.quality[2]) / 3);
    EXPECT_TRUE(std::isnan(MeanOf({})));
    EXPECT_EQ(MeanOf({1.0, 2.0, 6.0}), 3.0);
}

TEST_F(HeldOutTest, OptimaComeBackBitByBit)
{
    CaqaOptimumCache cache(cell, true);
    EXPECT_EQ(cache.Read(path, states), 0U);
    CaqaOptimumOptions options;
    std::vector<CaqaOptimumValue> values;
    for (const CaqaState& state : states)
    {
        values.push_back(cache.Solve(state));
        const CaqaOptimum optimum = SolveCaqaOptimum(cell, state, options);
        EXPECT_EQ(values.back().reward, optimum.outcome.reward);
        EXPECT_EQ(values.back().upperBound, optimum.upperBound);
    }
    ASSERT_TRUE(cache.Write(path));
    ASSERT_EQ(Lines().size(), 7U);

    CaqaOptimumCache other(cell, true);
    EXPECT_EQ(other.Read(path, states), states.size());
    for (std::size_t i = 0; i < states.size(); ++i)
    {
        EXPECT_EQ(other.Solve(states[i]).reward, values[i].reward);
        EXPECT_EQ(other.Solve(states[i]).upperBound, values[i].upperBound);
    }
    const auto before = Lines();
    ASSERT_TRUE(other.Write(path));
    EXPECT_EQ(Lines(), before);
    EXPECT_FALSE(other.Write(testing::TempDir() + "isac-no-such-folder/optima.csv"));
}

TEST_F(HeldOutTest, WhatIsRememberedIsNotComputedAgain)
{
    CaqaOptimumCache cache(cell, false);
    for (const CaqaState& state : states)
    {
        EXPECT_TRUE(std::isinf(cache.Solve(state).upperBound));
    }
    ASSERT_TRUE(cache.Write(path));
    // The second entry is falsified: only the first is checked, the second is taken as it is.
    auto lines = Lines();
    lines[2] = lines[2].substr(0, lines[2].find(',')) + ",0.125,inf";
    SetLines(lines);
    CaqaOptimumCache other(cell, false);
    EXPECT_EQ(other.Read(path, states), 6U);
    EXPECT_EQ(other.Solve(states[1]).reward, 0.125);
}

TEST_F(HeldOutTest, EntriesOfAnotherSearchAreNotUsed)
{
    CaqaOptimumCache cache(cell, false);
    const double reward = cache.Solve(states[0]).reward;
    cache.Solve(states[1]);
    ASSERT_TRUE(cache.Write(path));
    auto lines = Lines();
    lines[1] = lines[1].substr(0, lines[1].find(',')) + ",0.125,inf";
    SetLines(lines);
    CaqaOptimumCache other(cell, false);
    EXPECT_EQ(other.Read(path, states), 0U);
    EXPECT_EQ(other.Solve(states[0]).reward, reward);
}

TEST_F(HeldOutTest, ProgramsThatShareAFileKeepEachOthersEntries)
{
    CaqaOptimumCache one(cell, false);
    CaqaOptimumCache two(cell, false);
    one.Solve(states[0]);
    two.Solve(states[1]);
    ASSERT_TRUE(one.Write(path));
    ASSERT_TRUE(two.Write(path));
    EXPECT_EQ(CaqaOptimumCache(cell, false).Read(path, {states[0], states[1]}), 2U);

    // But not those of another search, once they are known to be that: states[1] comes first.
    auto lines = Lines();
    lines[1] = lines[1].substr(0, lines[1].find(',')) + ",0.125,inf";
    SetLines(lines);
    CaqaOptimumCache three(cell, false);
    EXPECT_EQ(three.Read(path, {states[1]}), 0U);
    three.Solve(states[2]);
    ASSERT_TRUE(three.Write(path));
    EXPECT_EQ(Lines().size(), 2U);
}

TEST_F(HeldOutTest, OtherCellsStatesAndWishesAreOtherEntries)
{
    CaqaOptimumCache cache(cell, false);
    cache.Solve(states[0]);
    ASSERT_TRUE(cache.Write(path));
    CaqaParameters richer = cell;
    richer.maxEnergy = 1.25;
    EXPECT_EQ(CaqaOptimumCache(richer, false).Read(path, states), 0U);
    EXPECT_EQ(CaqaOptimumCache(cell, true).Read(path, states), 0U);
    CaqaOptimumCache same(cell, false);
    EXPECT_EQ(same.Read(path, states), 1U);
    CaqaState other = states[0];
    other.requirement[1] = std::nextafter(other.requirement[1], 1.0);
    EXPECT_EQ(CaqaOptimumCache(cell, false).Read(path, {other}), 0U);

    // Entries of other cells stay in the file.
    CaqaOptimumCache both(richer, false);
    both.Read(path, states);
    both.Solve(states[0]);
    ASSERT_TRUE(both.Write(path));
    EXPECT_EQ(Lines().size(), 3U);
    EXPECT_EQ(CaqaOptimumCache(cell, false).Read(path, states), 1U);
}

TEST_F(HeldOutTest, DamageEndsReading)
{
    CaqaOptimumCache cache(cell, false);
    cache.Solve(states[0]);
    cache.Solve(states[1]);
    ASSERT_TRUE(cache.Write(path));
    const auto lines = Lines();
    for (const char* damaged : {"", "garbage", "0123,1.5", "0123,nan,inf", "0123,0.5,inf,9"})
    {
        SetLines({lines[0], lines[1], damaged, lines[2]});
        EXPECT_EQ(CaqaOptimumCache(cell, false).Read(path, states), 1U) << damaged;
    }
    SetLines({"another,file", lines[1]});
    EXPECT_EQ(CaqaOptimumCache(cell, false).Read(path, states), 0U);
}

} // namespace
} // namespace isac
} // namespace ns3
