/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-latent-source.h"
#include "ns3/isac-prompt-groups.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

using namespace ns3::isac;

namespace
{

/// Users on a line; distances are along it.
struct Line
{
    std::vector<double> places; //!< of users

    double operator()(int one, int other) const
    {
        return std::abs(places[static_cast<std::size_t>(one)] -
                        places[static_cast<std::size_t>(other)]);
    }
};

} // namespace

TEST(PromptGroups, EveryoneWithinTheThresholdOfEveryone)
{
    Line line;
    for (int i = 0; i < 60; ++i)
    {
        line.places.push_back(std::fmod(i * 0.37, 5.0));
    }
    for (const double threshold : {0.0, 0.3, 1.0, 4.0})
    {
        for (const auto centre : {PromptCentre::MEDOID, PromptCentre::FIRST})
        {
            for (const int most : {0, 1, 2, 5})
            {
                const auto groups = GroupPrompts(60, line, threshold, centre, most);
                std::vector<int> seen(60, 0);
                for (const PromptGroup& group : groups)
                {
                    ASSERT_FALSE(group.users.empty());
                    EXPECT_TRUE(most == 0 || group.users.size() <= static_cast<std::size_t>(most));
                    EXPECT_TRUE(std::is_sorted(group.users.begin(), group.users.end()));
                    EXPECT_EQ(std::count(group.users.begin(), group.users.end(), group.centre), 1);
                    for (const int one : group.users)
                    {
                        ++seen[static_cast<std::size_t>(one)];
                        for (const int other : group.users)
                        {
                            EXPECT_LE(line(one, other), threshold);
                        }
                    }
                }
                EXPECT_EQ(std::count(seen.begin(), seen.end(), 1), 60) << "each in one group";
            }
        }
    }
}

TEST(PromptGroups, CentreIsTheMedoidOrTheFirst)
{
    const Line line{{0.0, 0.9, 0.4}};
    const auto medoid = GroupPrompts(3, line, 1.0, PromptCentre::MEDOID);
    ASSERT_EQ(medoid.size(), 1U);
    EXPECT_EQ(medoid[0].centre, 2);
    EXPECT_EQ(GroupPrompts(3, line, 1.0, PromptCentre::FIRST)[0].centre, 0);
}

TEST(PromptGroups, AChainOfNeighboursIsNoGroup)
{
    const Line line{{0.0, 0.8, 1.6}};
    const auto groups = GroupPrompts(3, line, 1.0, PromptCentre::MEDOID);
    ASSERT_EQ(groups.size(), 2U);
    EXPECT_EQ(groups[0].users, (std::vector<int>{0, 1}));
    EXPECT_EQ(groups[1].users, (std::vector<int>{2}));
}

TEST(PromptGroups, ATieGoesToTheFirst)
{
    const auto equal = [](int one, int other) { return one == other ? 0.0 : 0.5; };
    EXPECT_EQ(GroupPrompts(3, equal, 1.0, PromptCentre::MEDOID)[0].centre, 0);
}

TEST(LawLatents, DistanceCountsWordsThatDiffer)
{
    const LawLatents law(MakeShapePrompts());
    const auto distance = [&law](const char* one, const char* other) {
        return law.Distance(law.FindPrompt(one), law.FindPrompt(other));
    };
    EXPECT_EQ(distance("red striped disk", "red striped disk"), 0.0);
    EXPECT_DOUBLE_EQ(distance("red striped disk", "red plain disk"), 0.5);
    EXPECT_DOUBLE_EQ(distance("red striped disk", "blue plain disk"), 1.0);
    EXPECT_DOUBLE_EQ(distance("red striped disk", "blue plain cross"), 1.5);
    EXPECT_THROW(law.FindPrompt("red tiger"), std::invalid_argument);
    const LawLatents animals({"dog", "a tiger"});
    EXPECT_DOUBLE_EQ(animals.Distance(0, 1), 1.5);
    EXPECT_THROW(LawLatents({}), std::invalid_argument);
    EXPECT_THROW(LawLatents({"dog", "dog"}), std::invalid_argument);
}

TEST(LawLatents, NoiseOfTheSeedAndStepsThatCount)
{
    const LawLatents law(MakeShapePrompts());
    DiffusionChain chain = law.Begin(12, 5);
    ASSERT_EQ(chain.latent.size(), 16384U);
    EXPECT_EQ(law.Begin(12, 5).latent, chain.latent);
    EXPECT_NE(law.Begin(12, 6).latent, chain.latent);
    double sum = 0.0;
    double squares = 0.0;
    for (const float value : chain.latent)
    {
        sum += value;
        squares += value * value;
    }
    // Of 16384 standard normal values: six deviations of the sum and of the sum of squares.
    EXPECT_NEAR(sum, 0.0, 6.0 * std::sqrt(16384.0));
    EXPECT_NEAR(squares, 16384.0, 6.0 * std::sqrt(2.0 * 16384.0));
    law.Denoise(chain, 0, 4);
    EXPECT_EQ(chain.done, 4);
    law.Denoise(chain, 0, 20);
    EXPECT_TRUE(chain.IsFinished());
    EXPECT_FALSE(law.CanDecode());
    EXPECT_THROW(law.Decode(chain.latent), DiffusionModelError);
}
