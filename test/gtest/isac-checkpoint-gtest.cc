/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-checkpoint.h"
#include "ns3/isac-torchscript-policy.h"

#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <limits>
#include <sstream>
#include <string>
#include <sys/resource.h>
#include <vector>

using namespace ns3::isac;

namespace
{

/// A folder of its own that goes away with the test.
class CheckpointFile : public testing::Test
{
  protected:
    void SetUp() override
    {
        std::string pattern = testing::TempDir() + "isac-checkpoint-XXXXXX";
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        m_folder = pattern;
    }

    void TearDown() override
    {
        std::filesystem::remove_all(m_folder);
    }

    std::string Path(const std::string& name = "agent.pt") const
    {
        return (m_folder / name).string();
    }

    std::string Bytes(const std::string& path) const
    {
        std::ostringstream bytes;
        bytes << std::ifstream(path, std::ios::binary).rdbuf();
        return bytes.str();
    }

    void Put(const std::string& path, const std::string& bytes) const
    {
        std::ofstream(path, std::ios::binary) << bytes;
    }

    std::size_t Files() const
    {
        const auto all = std::filesystem::directory_iterator(m_folder);
        return static_cast<std::size_t>(std::distance(begin(all), end(all)));
    }

    std::filesystem::path m_folder;
};

Checkpoint
Sample()
{
    Checkpoint checkpoint;
    checkpoint.SetMatrix("actor.0.weight", FloatMatrix::Random(3, 4));
    checkpoint.SetNumber("updates", 12345);
    checkpoint.SetText("agent", "lpdrl-f");
    return checkpoint;
}

template <typename Function>
std::string
MessageOf(Function function)
{
    try
    {
        function();
    }
    catch (const CheckpointError& error)
    {
        return error.what();
    }
    return "";
}

/// What reading must fail with: one line that begins with the path.
void
ExpectRefused(const std::string& path, const std::string& reason)
{
    const std::string message = MessageOf([&path] { Checkpoint::Read(path); });
    EXPECT_EQ(message.rfind(path + ": ", 0), 0u) << message;
    EXPECT_NE(message.find(reason), std::string::npos) << message;
    EXPECT_EQ(message.find('\n'), std::string::npos) << message;
}

bool
SameBits(const FloatMatrix& a, const FloatMatrix& b)
{
    return a.rows() == b.rows() && a.cols() == b.cols() &&
           (a.size() == 0 || std::memcmp(a.data(), b.data(), sizeof(float) * a.size()) == 0);
}

} // namespace

TEST_F(CheckpointFile, MatricesComeBackBitByBit)
{
    using Limits = std::numeric_limits<float>;
    FloatMatrix special(2, 4);
    special << Limits::infinity(), -Limits::infinity(), Limits::quiet_NaN(), -Limits::quiet_NaN(),
        -0.0F, Limits::denorm_min(), Limits::lowest(), Limits::epsilon();
    const std::vector<FloatMatrix> all{special,
                                       FloatMatrix::Random(17, 5),
                                       FloatMatrix(0, 7),
                                       FloatMatrix(7, 0),
                                       FloatMatrix(0, 0),
                                       FloatMatrix::Constant(1, 1, 3.0F)};
    Checkpoint checkpoint;
    for (std::size_t i = 0; i < all.size(); ++i)
    {
        checkpoint.SetMatrix(std::to_string(i), all[i]);
    }
    checkpoint.Write(Path());
    const Checkpoint read = Checkpoint::Read(Path());
    for (std::size_t i = 0; i < all.size(); ++i)
    {
        EXPECT_TRUE(SameBits(read.GetMatrix(std::to_string(i)), all[i])) << i;
    }
}

TEST_F(CheckpointFile, NumbersComeBackBitByBit)
{
    using Limits = std::numeric_limits<double>;
    double payload;
    const uint64_t bits = 0x7ff8dead'beef0001;
    std::memcpy(&payload, &bits, sizeof(bits));
    const std::vector<double> all{0.1,
                                  -0.0,
                                  Limits::denorm_min(),
                                  Limits::max(),
                                  Limits::infinity(),
                                  -Limits::infinity(),
                                  payload,
                                  9007199254740993.0};
    Checkpoint checkpoint;
    for (std::size_t i = 0; i < all.size(); ++i)
    {
        checkpoint.SetNumber(std::to_string(i), all[i]);
    }
    checkpoint.Write(Path());
    const Checkpoint read = Checkpoint::Read(Path());
    for (std::size_t i = 0; i < all.size(); ++i)
    {
        const double number = read.GetNumber(std::to_string(i));
        EXPECT_EQ(std::memcmp(&number, &all[i], sizeof(number)), 0) << i;
    }
}

TEST_F(CheckpointFile, TextsAndNamesMayHoldAnything)
{
    std::string everyByte;
    for (int i = 0; i < 256; ++i)
    {
        everyByte += static_cast<char>(i);
    }
    Checkpoint checkpoint;
    for (const std::string& text : {std::string(), everyByte, std::string(100000, 'x')})
    {
        checkpoint.SetText("text of " + std::to_string(text.size()), text);
        checkpoint.SetNumber("number " + text, 1.0);
        checkpoint.SetMatrix("matrix " + text, FloatMatrix::Ones(1, 2));
    }
    checkpoint.SetText("", "no name");
    checkpoint.Write(Path());
    const Checkpoint read = Checkpoint::Read(Path());
    EXPECT_EQ(read.GetText("text of 0"), "");
    EXPECT_EQ(read.GetText("text of 256"), everyByte);
    EXPECT_EQ(read.GetText("text of 100000"), std::string(100000, 'x'));
    EXPECT_EQ(read.GetText(""), "no name");
    EXPECT_EQ(read.GetNumber("number " + everyByte), 1.0);
    EXPECT_EQ(read.GetMatrix("matrix " + everyByte).sum(), 2.0F);
}

TEST_F(CheckpointFile, NothingIsSomethingToo)
{
    Checkpoint().Write(Path());
    EXPECT_FALSE(Checkpoint::Read(Path()).Has(""));
}

TEST_F(CheckpointFile, SameContentSameFile)
{
    const Checkpoint sample = Sample();
    sample.Write(Path("one.pt"));
    sample.Write(Path("two.pt"));
    EXPECT_EQ(Bytes(Path("one.pt")), Bytes(Path("two.pt")));
}

TEST_F(CheckpointFile, KnowsWhereItIsFrom)
{
    EXPECT_EQ(Sample().GetPath(), "");
    Sample().Write(Path());
    EXPECT_EQ(Checkpoint::Read(Path()).GetPath(), Path());
}

TEST(Checkpoint, ALaterEntryReplacesOneOfAnyKind)
{
    Checkpoint checkpoint;
    checkpoint.SetMatrix("x", FloatMatrix::Ones(2, 2));
    checkpoint.SetNumber("x", 1.0);
    EXPECT_THROW(checkpoint.GetMatrix("x"), CheckpointError);
    checkpoint.SetText("x", "one");
    EXPECT_THROW(checkpoint.GetNumber("x"), CheckpointError);
    checkpoint.SetMatrix("x", FloatMatrix::Ones(1, 3));
    EXPECT_THROW(checkpoint.GetText("x"), CheckpointError);
    EXPECT_EQ(checkpoint.GetMatrix("x").cols(), 3);
    EXPECT_TRUE(checkpoint.Has("x"));
    EXPECT_FALSE(checkpoint.Has("y"));
}

TEST_F(CheckpointFile, WhatIsMissingIsNamed)
{
    Sample().Write(Path());
    const Checkpoint read = Checkpoint::Read(Path());
    EXPECT_EQ(MessageOf([&] { read.GetMatrix("critic"); }), Path() + ": has no matrix 'critic'");
    EXPECT_EQ(MessageOf([&] { read.GetNumber("agent"); }), Path() + ": has no number 'agent'");
    EXPECT_EQ(MessageOf([&] { read.GetText("updates"); }), Path() + ": has no text 'updates'");
    EXPECT_EQ(MessageOf([&] { read.GetMatrix("actor.0.weight", 4, 3); }),
              Path() + ": matrix 'actor.0.weight' is 3x4, expected 4x3");
    EXPECT_EQ(read.GetMatrix("actor.0.weight", 3, 4).size(), 12);
}

TEST_F(CheckpointFile, TruncationIsSeenAtEveryLength)
{
    Sample().Write(Path());
    const std::string whole = Bytes(Path());
    for (std::size_t length = 0; length < whole.size(); ++length)
    {
        Put(Path("short.pt"), whole.substr(0, length));
        ExpectRefused(Path("short.pt"), length == 0 ? "is empty" : "is damaged");
    }
}

TEST_F(CheckpointFile, AFlippedBitIsSeenOrHarmless)
{
    const Checkpoint sample = Sample();
    sample.Write(Path());
    const std::string whole = Bytes(Path());
    std::size_t refused = 0;
    for (std::size_t i = 0; i < whole.size(); ++i)
    {
        std::string flipped = whole;
        flipped[i] = static_cast<char>(flipped[i] ^ (1 << (i % 8)));
        Put(Path("flipped.pt"), flipped);
        try
        {
            // Padding and dates of the archive may change unseen, what it holds may not.
            const Checkpoint read = Checkpoint::Read(Path("flipped.pt"));
            EXPECT_TRUE(
                SameBits(read.GetMatrix("actor.0.weight"), sample.GetMatrix("actor.0.weight")))
                << i;
            EXPECT_EQ(read.GetNumber("updates"), 12345.0) << i;
            EXPECT_EQ(read.GetText("agent"), "lpdrl-f") << i;
        }
        catch (const CheckpointError&)
        {
            ++refused;
        }
    }
    // At least every bit of the matrix, which is stored as it is.
    EXPECT_GE(refused, sizeof(float) * sample.GetMatrix("actor.0.weight").size());
}

TEST_F(CheckpointFile, WhatIsNoCheckpointIsRefused)
{
    ExpectRefused(Path("absent.pt"), "No such file or directory");
    ExpectRefused(m_folder.string(), "no regular file");

    // An empty zip file is its end record alone.
    Put(Path("zip.pt"), std::string("PK\x05\x06", 4) + std::string(18, '\0'));
    ExpectRefused(Path("zip.pt"), "no TorchScript file");

    std::string noise;
    for (uint32_t i = 0, x = 1; i < 5000; ++i, x = x * 1664525 + 1013904223)
    {
        noise += static_cast<char>(x >> 24);
    }
    Put(Path("noise.pt"), noise);
    ExpectRefused(Path("noise.pt"), "no TorchScript file");

    WriteTorchScript(Path("policy.pt"), {}, "def forward(self, x):\n    return x\n", {});
    ExpectRefused(Path("policy.pt"), "no checkpoint of isac-aigc");
}

TEST_F(CheckpointFile, AnotherFormatIsRefused)
{
    WriteTorchScript(Path(), {}, "def forward(self, x):\n    return x\n", {{"isac_format", "2"}});
    ExpectRefused(Path(), "is a checkpoint of format 2, expected 1");
}

TEST_F(CheckpointFile, AFullDiskLeavesTheOldFile)
{
    Sample().Write(Path());
    const std::string before = Bytes(Path());

    // The system refuses bytes beyond this size, as a full disk does.
    rlimit old;
    ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &old), 0);
    rlimit small = old;
    small.rlim_cur = 1000;
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
    const std::string message = MessageOf([this] { Sample().Write(Path()); });
    setrlimit(RLIMIT_FSIZE, &old);
    std::signal(SIGXFSZ, handler);

    EXPECT_EQ(message, Path() + ": cannot be written: File too large");
    EXPECT_EQ(Bytes(Path()), before);
    EXPECT_EQ(Files(), 1u);
}

TEST_F(CheckpointFile, AFailedWriteLeavesNoPart)
{
    std::filesystem::create_directory(Path("folder.pt"));
    const std::string message = MessageOf([this] { Sample().Write(Path("folder.pt")); });
    EXPECT_EQ(message, Path("folder.pt") + ": cannot be written: Is a directory");
    EXPECT_EQ(Files(), 1u);

    const std::string nowhere = Path("absent/agent.pt");
    EXPECT_EQ(MessageOf([&] { Sample().Write(nowhere); }),
              nowhere + ": cannot be written: No such file or directory");
}

TEST_F(CheckpointFile, WritingLeavesOneFile)
{
    Sample().Write(Path());
    Put(Path() + ".part", "left by a kill");
    Sample().Write(Path());
    EXPECT_EQ(Files(), 1u);
    EXPECT_EQ(Checkpoint::Read(Path()).GetText("agent"), "lpdrl-f");
}
