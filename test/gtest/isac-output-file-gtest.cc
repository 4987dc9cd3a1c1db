/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Files of results: what is in the way is told before, and a file is replaced as a whole.
 */

#include "ns3/isac-output-file.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <stdexcept>
#include <string>

using namespace ns3::isac;

namespace
{

/// @return an empty folder of the test's own
std::filesystem::path
MakeFolder()
{
    const std::filesystem::path folder =
        std::filesystem::path(testing::TempDir()) / "isac-output-file";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directory(folder);
    return folder;
}

/**
 * @param path of a file
 * @return its text
 */
std::string
Read(const std::filesystem::path& path)
{
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

TEST(OutputFile, TellsWhatIsInTheWay)
{
    const auto folder = MakeFolder();
    EXPECT_EQ(CheckOutputFile(folder / "scores.csv"), "");
    EXPECT_EQ(CheckOutputFile("scores.csv"), "");
    EXPECT_EQ(CheckOutputFile(folder), "is a folder, expected a file");
    EXPECT_EQ(CheckOutputFile(folder / "none" / "scores.csv"),
              "there is no folder " + (folder / "none").string());
}

TEST(OutputFile, IsReplacedAsAWhole)
{
    const auto folder = MakeFolder();
    ReplaceFile(folder / "scores.csv", "old\n");
    ReplaceFile(folder / "scores.csv", "new\n");
    EXPECT_EQ(Read(folder / "scores.csv"), "new\n");
    EXPECT_THROW(ReplaceFile(folder / "none" / "scores.csv", "text"), std::runtime_error);
    EXPECT_THROW(ReplaceFile(folder, "text"), std::runtime_error);
    // Nothing is left behind but the file.
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 1);
    std::filesystem::remove_all(folder);
}
