/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-action-space.h"
#include "ns3/isac-registry.h"

#include <gtest/gtest.h>
#include <limits>
#include <sstream>
#include <string>

using namespace ns3::isac;

namespace
{

using TestRegistry = Registry<std::string, int>;

/// @return a registry of two entries, one name a beginning of the other
TestRegistry
MakeTestRegistry()
{
    TestRegistry registry;
    registry.Register("a", "a[-X]", "first", [](const TestRegistry::Arguments& arguments, int n) {
        return std::optional<std::string>("a/" + std::to_string(arguments.size()) + "/" +
                                          std::to_string(n));
    });
    registry.Register("a-b",
                      "a-b-X-Y",
                      "second",
                      [](const TestRegistry::Arguments& arguments, int) {
                          return arguments.size() == 2
                                     ? std::optional<std::string>(arguments[0] + "|" + arguments[1])
                                     : std::nullopt;
                      });
    return registry;
}

} // namespace

TEST(IsacRegistry, TakesTheLongestNameThatFits)
{
    const TestRegistry registry = MakeTestRegistry();
    EXPECT_EQ(registry.Make("a", 7), "a/0/7");
    EXPECT_EQ(registry.Make("a-c", 7), "a/1/7");
    EXPECT_EQ(registry.Make("a-b-0.2-x", 7), "0.2|x");
}

TEST(IsacRegistry, KeepsEmptyArguments)
{
    const TestRegistry registry = MakeTestRegistry();
    EXPECT_EQ(registry.Make("a-b--x", 7), "|x");
    EXPECT_EQ(registry.Make("a-b-x-", 7), "x|");
}

TEST(IsacRegistry, RefusesUnknownNamesAndSenselessArguments)
{
    const TestRegistry registry = MakeTestRegistry();
    EXPECT_FALSE(registry.Make("", 1));
    EXPECT_FALSE(registry.Make("ab", 1));
    EXPECT_FALSE(registry.Make("b-a", 1));
    EXPECT_FALSE(registry.Make("a-b-1", 1));
}

TEST(IsacRegistry, LaterEntriesReplaceEarlierOnes)
{
    TestRegistry registry = MakeTestRegistry();
    registry.Register("a", "a", "third", [](const TestRegistry::Arguments&, int) {
        return std::optional<std::string>("new");
    });
    EXPECT_EQ(registry.Make("a", 1), "new");
    EXPECT_EQ(registry.GetEntries().size(), 2U);
    EXPECT_EQ(registry.GetEntries().at("a").description, "third");
}

TEST(IsacActionSpace, ContainsWhatIsInRange)
{
    const ActionSpace space{{2, 3}, 2};
    Action action{Eigen::Vector2i(1, 2), Eigen::Vector2d(0.0, 1.0)};
    EXPECT_TRUE(Contains(space, action));
    action.categorical[1] = 3;
    EXPECT_FALSE(Contains(space, action));
    action.categorical[1] = -1;
    EXPECT_FALSE(Contains(space, action));
    action.categorical[1] = 0;
    action.continuous[0] = 1.0 + 1e-9;
    EXPECT_FALSE(Contains(space, action));
    const double nan = std::numeric_limits<double>::quiet_NaN();
    EXPECT_FALSE(Contains(space, {Eigen::Vector2i(1, 2), Eigen::Vector2d(nan, 0.0)}));
    action.continuous = Eigen::VectorXd::Zero(3);
    EXPECT_FALSE(Contains(space, action));
    EXPECT_TRUE(Contains(ActionSpace{}, Action{}));
}

TEST(IsacActionSpace, BatchRowsAreActions)
{
    ActionBatch batch;
    batch.categorical.resize(2, 1);
    batch.categorical << 4, 5;
    batch.continuous.resize(2, 2);
    batch.continuous << 0.1, 0.2, 0.3, 0.4;
    const Action second = batch.Row(1);
    EXPECT_EQ(second.categorical[0], 5);
    EXPECT_EQ(second.continuous, Eigen::Vector2d(0.3, 0.4));
}

TEST(IsacRegistry, PrintsOneAlignedLineForEachEntry)
{
    std::ostringstream text;
    MakeTestRegistry().Print(text);
    EXPECT_EQ(text.str(), "a[-X]    first\na-b-X-Y  second\n");
}
