/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-dd-files.h"
#include "ns3/isac-dd-summary.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sstream>
#include <unistd.h>

using namespace ns3::isac;

namespace
{

/**
 * @param slot number
 * @param shared energy of shared steps [J]
 * @return a slot of three users, one of whom was not heard and one got no picture
 */
DdSlotRecord
MakeRecord(uint32_t slot, double shared)
{
    DdSlotRecord record;
    record.slot = slot;
    record.groups = 1;
    record.asked = 3;
    record.done = 1;
    record.sharedEnergy = shared;
    record.radioEnergy = 4.0;
    record.deviceEnergy = 6.0;
    record.separateEnergy = 4.0;
    record.sumQoe = 0.8;
    record.expectedSumQoe = 1.2;
    record.cacheHits = slot;
    record.cacheMisses = 1;
    record.savedSteps = 2 * slot;
    record.savedEnergy = 1.5 * slot;
    DdUserRecord user;
    user.prompt = "red, \"striped\" disk";
    user.serverPrompt = "red plain disk";
    user.bits = 1000;
    user.wrongBits = 50;
    user.expectedError = 0.04;
    user.qoe = 0.8;
    user.latency = 2.0;
    record.users.push_back(user);
    user = DdUserRecord();
    user.user = 1;
    record.users.push_back(user);
    return record;
}

/// @param path of a file @return its lines
std::vector<std::string>
LinesOf(const std::string& path)
{
    std::ifstream file(path);
    std::vector<std::string> lines;
    std::string line;
    while (std::getline(file, line))
    {
        lines.push_back(line);
    }
    return lines;
}

} // namespace

TEST(DdSummary, EnergyBesideThatOfSeparateChains)
{
    DdSummary summary;
    summary.Add(MakeRecord(0, 2.0));
    summary.Add(MakeRecord(1, 1.0));
    EXPECT_DOUBLE_EQ(summary.GetQoe(), 0.4) << "who got none counts as 0";
    const auto json = nlohmann::json::parse(summary.ToJson({}, {{"program", "test"}}));
    // Steps: (2 + 6 + 1 + 6) of 2 (4 + 6); with 4 J of transmissions in each slot on both sides.
    EXPECT_NEAR(json["energy"]["saved_of_steps"]["mean"].get<double>(), 1.0 - 15.0 / 20.0, 1e-12);
    EXPECT_NEAR(json["energy"]["saved_with_transmissions"]["mean"].get<double>(),
                1.0 - 23.0 / 28.0,
                1e-12);
    EXPECT_NEAR(json["measured"]["server_energy_J"]["mean"].get<double>(), 5.5, 1e-12);
    EXPECT_NEAR(json["measured"]["bit_error_ratio"]["mean"].get<double>(), 0.05, 1e-12);
    EXPECT_NEAR(json["closed_form"]["bit_error_ratio"]["mean"].get<double>(), 0.04, 1e-12);
    EXPECT_EQ(json["cache"]["hits"], 1);
    EXPECT_EQ(json["cache"]["misses"], 2);
    EXPECT_NEAR(json["cache"]["hit_rate"].get<double>(), 1.0 / 3.0, 1e-12);
    EXPECT_EQ(json["cache"]["saved_steps"], 2);
    EXPECT_NEAR(json["cache"]["saved_J"].get<double>(), 1.5, 1e-12);
    EXPECT_EQ(json["asked"], 6);
    EXPECT_EQ(json["requests"], 4);
    EXPECT_EQ(summary.GetRequests(), 4U);
    EXPECT_EQ(json["pictures"], 2);
    std::ostringstream text;
    summary.Print(text, {});
    EXPECT_NE(text.str().find("2 of 4 pictures were never made"), std::string::npos) << text.str();
    EXPECT_NE(text.str().find("2 of 6 requests were not heard"), std::string::npos) << text.str();
}

TEST(DdSummary, OfNothingThereIsNothing)
{
    const DdSummary summary;
    EXPECT_EQ(summary.GetRequests(), 0U);
    const auto json = nlohmann::json::parse(summary.ToJson({}, {}));
    EXPECT_TRUE(json["measured"]["qoe"]["mean"].is_null());
    EXPECT_TRUE(json["cache"]["hit_rate"].is_null());
}

TEST(DdFiles, CellsOfTextAreQuotedAndPicturesKept)
{
    const std::string folder = ::testing::TempDir() + "isac-dd-" + std::to_string(getpid()) + "/";
    std::filesystem::create_directories(folder);
    DdFiles files(folder, 1);
    DdSlotRecord record = MakeRecord(0, 2.0);
    record.users[0].picture = {2, 1, {255, 0, 0, 0, 0, 255}};
    files.Write(record);
    record.slot = 1; // beyond the slots whose pictures are kept
    files.Write(record);
    EXPECT_TRUE(files.Close());
    const auto users = LinesOf(folder + "users.csv");
    ASSERT_EQ(users.size(), 5U);
    EXPECT_NE(users[1].find(",\"red, \"\"striped\"\" disk\",red plain disk,"), std::string::npos)
        << users[1];
    EXPECT_NE(users[1].find(",pictures/slot-0-user-0.png"), std::string::npos) << users[1];
    EXPECT_EQ(users[3].find("pictures"), std::string::npos) << users[3];
    // Who got no picture has empty cells.
    EXPECT_NE(users[2].find(",0,0,,,,"), std::string::npos) << users[2];
    EXPECT_TRUE(std::filesystem::exists(folder + "pictures/slot-0-user-0.png"));
    EXPECT_FALSE(std::filesystem::exists(folder + "pictures/slot-1-user-0.png"));
    const auto slots = LinesOf(folder + "slots.csv");
    ASSERT_EQ(slots.size(), 3U);
    EXPECT_NE(slots[0].find(",groups,asked,users,done,"), std::string::npos) << slots[0];
    EXPECT_NE(slots[1].find(",1,3,2,1,"), std::string::npos) << slots[1];
    EXPECT_EQ(std::count(slots[0].begin(), slots[0].end(), ','),
              std::count(slots[1].begin(), slots[1].end(), ','));
    std::filesystem::remove_all(folder);
    DdFiles nowhere("/nonexistent/", 1);
    nowhere.Write(record);
    EXPECT_FALSE(nowhere.Close());
}
