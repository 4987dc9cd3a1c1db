/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-run-folder.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <unistd.h>

namespace ns3
{
namespace isac
{
namespace
{

namespace fs = std::filesystem;

/// An empty folder for each test.
struct RunFolderTest : public testing::Test
{
    RunFolderTest()
        : base(fs::temp_directory_path() / ("isac-run-folder-" + std::to_string(getpid()))),
          path((base / "run").string())
    {
        fs::create_directories(base);
    }

    ~RunFolderTest() override
    {
        fs::remove_all(base);
    }

    /// Writes a file.
    static void Write(const fs::path& file, const std::string& text)
    {
        std::ofstream(file) << text;
    }

    /// Runs to the end, leaving a file of this name behind.
    std::string Run(const std::string& name)
    {
        RunFolder folder(path);
        const std::string obstacle = folder.Begin();
        if (!obstacle.empty())
        {
            return obstacle;
        }
        Write(folder.GetTemporary() + "config.json",
              "{\"" + std::string(RunFolder::MARK) + "\": \"test\"}");
        Write(folder.GetTemporary() + name, "x");
        return folder.Finish();
    }

    fs::path base;
    std::string path;
};

TEST_F(RunFolderTest, AppearsAndIsReplacedAsAWhole)
{
    EXPECT_EQ(Run("first"), "");
    EXPECT_TRUE(fs::exists(path + "/first"));
    EXPECT_EQ(Run("second"), "");
    EXPECT_TRUE(fs::exists(path + "/second"));
    EXPECT_FALSE(fs::exists(path + "/first"));
    EXPECT_EQ(std::distance(fs::directory_iterator(base), fs::directory_iterator()), 1);
}

TEST_F(RunFolderTest, FailureLeavesWhatWasThere)
{
    EXPECT_EQ(Run("first"), "");
    {
        RunFolder folder(path + "/");
        EXPECT_EQ(folder.Begin(), "");
        Write(folder.GetTemporary() + "half", "x");
        EXPECT_EQ(folder.GetTemporary(), path + ".tmp/");
    }
    EXPECT_TRUE(fs::exists(path + "/first"));
    EXPECT_FALSE(fs::exists(path + ".tmp"));
}

TEST_F(RunFolderTest, LeavesForeignFoldersAlone)
{
    fs::create_directory(path);
    EXPECT_EQ(Run("empty folders are free"), "");
    fs::remove_all(path);
    fs::create_directory(path);
    Write(path + "/thesis.tex", "x");
    EXPECT_NE(Run("never"), "");
    Write(path + "/config.json", "{\"other\": 1}");
    EXPECT_NE(Run("never"), "");
    Write(path + "/config.json", "no JSON");
    EXPECT_NE(Run("never"), "");
    EXPECT_TRUE(fs::exists(path + "/thesis.tex"));
    EXPECT_FALSE(fs::exists(path + ".tmp"));
    fs::remove_all(path);
    Write(path, "a file");
    EXPECT_NE(Run("never"), "");
    EXPECT_TRUE(fs::is_regular_file(path));
}

TEST_F(RunFolderTest, LeftoversOfAKilledRunAreRemoved)
{
    fs::create_directory(path + ".tmp");
    Write(path + ".tmp/config.json", "{\"" + std::string(RunFolder::MARK) + "\": \"test\"}");
    Write(path + ".tmp/half", "x");
    EXPECT_EQ(Run("whole"), "");
    EXPECT_TRUE(fs::exists(path + "/whole"));
    EXPECT_FALSE(fs::exists(path + "/half"));
}

} // namespace
} // namespace isac
} // namespace ns3
