/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * What files of agents say of where they come from, whatever the system.
 */

#include "ns3/isac-actor-agent.h"
#include "ns3/isac-agent-file.h"
#include "ns3/isac-agent-settings-file.h"

#include <cstdio>
#include <gtest/gtest.h>
#include <string>

using namespace ns3::isac;

namespace
{

const ActionSpace SPACE{{}, 2};

/// @return settings of a small learner
AgentSettings
SmallSettings()
{
    AgentSettings settings;
    settings.actorHidden = {4};
    settings.criticHidden = {5};
    settings.actorRate = 3e-4;
    return settings;
}

/// @param seed of the agent @return a small one
std::unique_ptr<Agent>
SmallAgent(uint64_t seed)
{
    return MakeActorAgent(ActorAlgorithm::TD3, 3, SPACE, SmallSettings(), seed, {});
}

} // namespace

TEST(AgentFile, TellsWhereItsAgentComesFrom)
{
    const auto agent = SmallAgent(1);
    Checkpoint checkpoint;
    SaveAgentFile(checkpoint,
                  {"moon", "td3-x", "1-2-3"},
                  SmallSettings(),
                  *agent,
                  Agent::Extent::POLICY);
    const std::string path = testing::TempDir() + "isac-agent-file.pt";
    checkpoint.Write(path);
    const Checkpoint read = Checkpoint::Read(path);
    std::remove(path.c_str());

    const AgentOrigin origin = ReadAgentOrigin(read, "moon", "the Moon");
    EXPECT_EQ(origin.system, "moon");
    EXPECT_EQ(origin.recipe, "td3-x");
    EXPECT_EQ(origin.users, "1-2-3");
    EXPECT_NO_THROW(RequireUsers(read, origin, "1-2-3", "craters"));
    const AgentSettings settings = LoadAgentSettings(read);
    EXPECT_EQ(settings.actorHidden, std::vector<int>{4});
    EXPECT_EQ(settings.criticHidden, std::vector<int>{5});
    EXPECT_EQ(settings.actorRate, 3e-4);
    const auto again = SmallAgent(2);
    const Eigen::Vector3d seen(0.3, -0.2, 1.0);
    EXPECT_NE(again->Act(seen).continuous, agent->Act(seen).continuous);
    again->Load(read, Agent::Extent::POLICY);
    EXPECT_EQ(again->Act(seen).continuous, agent->Act(seen).continuous);

    const auto refusal = [](const auto& action) {
        try
        {
            action();
        }
        catch (const CheckpointError& error)
        {
            return std::string(error.what());
        }
        return std::string();
    };
    EXPECT_EQ(refusal([&] { ReadAgentOrigin(read, "mars", "Mars"); }),
              path + " holds no agent of Mars");
    EXPECT_EQ(refusal([&] { RequireUsers(read, origin, "3-2-1", "craters"); }),
              path + " was trained for 1-2-3 craters, expected 3-2-1");
    EXPECT_NE(refusal([&] { ReadAgentOrigin({}, "moon", "the Moon"); }), "");
    Checkpoint nameless;
    nameless.SetText("system", "moon");
    EXPECT_NE(refusal([&] { ReadAgentOrigin(nameless, "moon", "the Moon"); }), "");
}
