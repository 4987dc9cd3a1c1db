/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-checkpoint.h"
#include "ns3/isac-torchscript-policy.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <string>

using namespace ns3::isac;

namespace
{

const ActionSpace HYBRID{{3, 4}, 2};
const ActionSpace CHOICES{{3, 4}, 0};
const ActionSpace VALUES{{}, 2};

/// A folder of its own that goes away with the test.
class TorchScript : public testing::Test
{
  protected:
    void SetUp() override
    {
        std::string pattern = testing::TempDir() + "isac-torchscript-XXXXXX";
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        m_folder = pattern;
        m_path = (m_folder / "policy.pt").string();
    }

    void TearDown() override
    {
        std::filesystem::remove_all(m_folder);
    }

    /// Write a module whose forward has that body.
    void Write(const std::string& body) const
    {
        WriteTorchScript(m_path, {}, "def forward(self, x):\n    " + body + "\n", {});
    }

    std::string Bytes() const
    {
        std::ostringstream bytes;
        bytes << std::ifstream(m_path, std::ios::binary).rdbuf();
        return bytes.str();
    }

    /// Of opening the file; empty if it is as it should be.
    std::string Message(const ActionSpace& space, int observationSize = 2) const
    {
        try
        {
            TorchScriptPolicy(m_path, observationSize, space);
        }
        catch (const CheckpointError& error)
        {
            return error.what();
        }
        return "";
    }

    std::string Refusal(const ActionSpace& space, const std::string& body) const
    {
        Write(body);
        const std::string message = Message(space);
        EXPECT_EQ(message.rfind(m_path + ": ", 0), 0u) << message;
        EXPECT_EQ(message.find('\n'), std::string::npos) << message;
        return message.substr(std::min(message.size(), m_path.size() + 2));
    }

    std::filesystem::path m_folder;
    std::string m_path;
};

} // namespace

TEST_F(TorchScript, ActsAsItsParametersSay)
{
    FloatMatrix weight(2, 4);
    weight << 1, 0, -1, 0.5F, 0, 1, 0, -0.25F;
    FloatMatrix bias(1, 4);
    bias << 0.1F, 0.2F, 0.3F, 0.4F;
    WriteTorchScript(m_path,
                     {{"weight", weight}, {"bias", bias}},
                     "def forward(self, x):\n"
                     "    y = torch.matmul(x, self.weight) + self.bias\n"
                     "    choice = torch.argmax(y, 1, True)\n"
                     "    return torch.cat([choice // 2, choice], 1), torch.sigmoid(y[:, 2:])\n",
                     {});
    TorchScriptPolicy policy(m_path, 2, HYBRID);
    for (const Eigen::Vector2d& x :
         {Eigen::Vector2d(2, 1), Eigen::Vector2d(-3, 0.5), Eigen::Vector2d(0.25, 4)})
    {
        const Eigen::RowVectorXf y = x.cast<float>().transpose() * weight + bias;
        Eigen::Index best;
        y.maxCoeff(&best);
        const Action action = policy.Act(x);
        EXPECT_EQ(action.categorical[0], best / 2);
        EXPECT_EQ(action.categorical[1], best);
        for (int i = 0; i < 2; ++i)
        {
            // Few roundings of single precision, each of at most its epsilon.
            EXPECT_NEAR(action.continuous[i], 1.0 / (1.0 + std::exp(-y[2 + i])), 1e-6);
        }
    }
}

TEST_F(TorchScript, SmallerTypesWillDo)
{
    Write("return torch.ones([1, 2]).int(), x.double() * 0 + 0.1");
    const Action action = TorchScriptPolicy(m_path, 2, HYBRID).Act(Eigen::Vector2d(5, 6));
    EXPECT_EQ(action.categorical, Eigen::Vector2i(1, 1));
    EXPECT_EQ(action.continuous, Eigen::Vector2d(0.1, 0.1));
}

TEST_F(TorchScript, OneKindOfComponentsAlone)
{
    Write("return torch.sigmoid(x)");
    EXPECT_EQ(TorchScriptPolicy(m_path, 2, VALUES).Act(Eigen::Vector2d::Zero()).continuous,
              Eigen::Vector2d(0.5, 0.5));
    Write("return x.long()");
    EXPECT_EQ(TorchScriptPolicy(m_path, 2, CHOICES).Act(Eigen::Vector2d(2, 3)).categorical,
              Eigen::Vector2i(2, 3));
    // A pair with nothing in its other half will do as well.
    Write("return x[:, :0].long(), torch.sigmoid(x)");
    EXPECT_EQ(Message(VALUES), "");
    Write("return x.long(), x[:, :0]");
    EXPECT_EQ(Message(CHOICES), "");
}

TEST_F(TorchScript, TheEndsOfTheRangeBelongToIt)
{
    Write("return x.long(), x / 3");
    TorchScriptPolicy policy(m_path, 2, {{3, 4}, 2});
    EXPECT_EQ(policy.Act(Eigen::Vector2d(2, 3)).continuous[1], 1.0);
    EXPECT_EQ(policy.Act(Eigen::Vector2d(0, 0)).continuous[1], 0.0);
}

TEST_F(TorchScript, WrongFormsAreNamed)
{
    const std::string pair = ", expected Tuple[Tensor, Tensor] of choices and continuous values";
    EXPECT_EQ(Refusal(HYBRID, "return x"), "forward returns Tensor" + pair);
    EXPECT_EQ(Refusal(HYBRID, "return x.long(), x, x"),
              "forward returns Tuple[Tensor, Tensor, Tensor]" + pair);
    EXPECT_EQ(Refusal(HYBRID, "return 3"), "forward returns int" + pair);
    EXPECT_EQ(Refusal(HYBRID, "return x.long()[:, :1], x"),
              "categorical part is 1x1, expected 1x2");
    EXPECT_EQ(Refusal(HYBRID, "return x.long()[0], x"), "categorical part is 2, expected 1x2");
    EXPECT_EQ(Refusal(HYBRID, "return x.long(), torch.cat([x, x], 1)"),
              "continuous part is 1x4, expected 1x2");
    EXPECT_EQ(Refusal(HYBRID, "return x.long(), torch.cat([x, x])"),
              "continuous part is 2x2, expected 1x2");
    EXPECT_EQ(Refusal(HYBRID, "return x.long(), x.sum()"),
              "continuous part is a single value, expected 1x2");
    EXPECT_EQ(Refusal(VALUES, "return x.long(), x"), "categorical part is 1x2, expected 1x0");
    EXPECT_EQ(Refusal(CHOICES, "return x.long(), x"), "continuous part is 1x2, expected 1x0");
}

TEST_F(TorchScript, WrongTypesAreNamed)
{
    EXPECT_EQ(Refusal(HYBRID, "return x, x"), "categorical part is Float, expected Long or Int");
    EXPECT_EQ(Refusal(HYBRID, "return x.long(), x.long()"),
              "continuous part is Long, expected Double or Float");
    EXPECT_EQ(Refusal(HYBRID, "return x.long(), x.half()"),
              "continuous part is Half, expected Double or Float");
}

TEST_F(TorchScript, ValuesOutsideTheSpaceAreNamed)
{
    const std::string choices = "categorical component 1 is ";
    EXPECT_EQ(Refusal(CHOICES, "return x.long() + 3"),
              "categorical component 0 is 3, expected 0 to 2");
    EXPECT_EQ(Refusal(CHOICES, "return torch.cat([x[:, :1], x[:, 1:] - 1], 1).long()"),
              choices + "-1, expected 0 to 3");
    EXPECT_EQ(
        Refusal(CHOICES, "return torch.cat([x[:, :1].long(), x[:, 1:].long() + 4294967296], 1)"),
        choices + "4294967296, expected 0 to 3");
    EXPECT_EQ(Refusal(VALUES, "return x + 1.5"), "continuous component 0 is 1.5, expected 0 to 1");
    EXPECT_EQ(Refusal(VALUES, "return x - 0.5"), "continuous component 0 is -0.5, expected 0 to 1");
    EXPECT_EQ(Refusal(VALUES, "return x / x"), "continuous component 0 is nan, expected 0 to 1");
    EXPECT_EQ(Refusal(VALUES, "return 1 / x"), "continuous component 0 is inf, expected 0 to 1");
}

TEST_F(TorchScript, ValuesAreCheckedWhileItRunsToo)
{
    Write("return x");
    TorchScriptPolicy policy(m_path, 2, VALUES);
    EXPECT_EQ(policy.Act(Eigen::Vector2d(0.25, 1)).continuous, Eigen::Vector2d(0.25, 1));
    EXPECT_THROW(policy.Act(Eigen::Vector2d(0.25, 1.25)), CheckpointError);
    EXPECT_THROW(policy.Act(Eigen::Vector2d(std::nan(""), 0)), CheckpointError);
}

TEST_F(TorchScript, AnotherObservationSizeIsSaid)
{
    WriteTorchScript(m_path,
                     {{"w", FloatMatrix::Ones(3, 2)}},
                     "def forward(self, x):\n    return torch.sigmoid(torch.matmul(x, self.w))\n",
                     {});
    EXPECT_EQ(Message(VALUES, 3), "");
    const std::string message = Message(VALUES, 2);
    EXPECT_EQ(message.rfind(m_path + ": forward fails for an observation of 2 values: ", 0), 0u)
        << message;
    EXPECT_NE(message.find("1x2 and 3x2"), std::string::npos) << message;
    EXPECT_EQ(message.find('\n'), std::string::npos) << message;
}

TEST_F(TorchScript, WhatIsNoPolicyIsRefused)
{
    EXPECT_EQ(Message(VALUES), m_path + ": cannot be read: No such file or directory");

    WriteTorchScript(m_path, {}, "def backward(self, x):\n    return x\n", {});
    EXPECT_EQ(Message(VALUES), m_path + ": is a TorchScript module without a method forward");

    Checkpoint().Write(m_path);
    EXPECT_EQ(Message(VALUES), m_path + ": is a TorchScript module without a method forward");

    std::ofstream(m_path) << "import torch\n";
    EXPECT_EQ(Message(VALUES).rfind(m_path + ": is damaged or no TorchScript file: ", 0), 0u);
}

TEST_F(TorchScript, DamageNeverReachesAParser)
{
    Write("return torch.sigmoid(x) * 0.5 + torch.tanh(x) * 0.25");
    const std::string whole = Bytes();
    // Without the checksums, some of these crash in LibTorch, which no handler survives.
    for (std::size_t i = 0; i < whole.size(); i += 3)
    {
        std::string flipped = whole;
        flipped[i] = static_cast<char>(flipped[i] ^ (1 << (i % 8)));
        std::ofstream(m_path, std::ios::binary) << flipped;
        const std::string message = Message(VALUES);
        EXPECT_EQ(message.find('\n'), std::string::npos) << i << message;
        EXPECT_TRUE(message.empty() || message.rfind(m_path, 0) == 0) << i << message;
    }
    std::ofstream(m_path, std::ios::binary) << whole.substr(0, whole.size() / 2);
    EXPECT_NE(Message(VALUES), "");
}

TEST_F(TorchScript, CarriesTexts)
{
    WriteTorchScript(m_path,
                     {{"w", FloatMatrix::Ones(1, 1)}},
                     "def forward(self, x):\n    return x * self.w\n",
                     {{"system", "caqa"}, {"config", "{\"users\": 10}\n"}});
    EXPECT_EQ(TorchScriptPolicy::ReadAttribute(m_path, "system"), "caqa");
    EXPECT_EQ(TorchScriptPolicy::ReadAttribute(m_path, "config"), "{\"users\": 10}\n");
    EXPECT_EQ(TorchScriptPolicy::ReadAttribute(m_path, "agent"), "");
    EXPECT_EQ(TorchScriptPolicy::ReadAttribute(m_path, "w"), "");
    EXPECT_THROW(TorchScriptPolicy::ReadAttribute(m_path + "x", "system"), CheckpointError);
}

TEST_F(TorchScript, SameContentSameFile)
{
    Write("return torch.sigmoid(x)");
    const std::string first = Bytes();
    Write("return torch.sigmoid(x)");
    EXPECT_EQ(Bytes(), first);
}

TEST_F(TorchScript, WhatCannotBeWrittenLeavesTheOldFile)
{
    Write("return x");
    const std::string before = Bytes();
    for (const std::string body : {"return gone(x)", "return x +", "return self.gone"})
    {
        try
        {
            Write(body);
            ADD_FAILURE() << body;
        }
        catch (const CheckpointError& error)
        {
            const std::string message = error.what();
            EXPECT_EQ(message.rfind(m_path + ": cannot be written: ", 0), 0u) << message;
            EXPECT_EQ(message.find('\n'), std::string::npos) << message;
        }
        EXPECT_EQ(Bytes(), before);
    }
    EXPECT_THROW(
        WriteTorchScript(m_path + "/x.pt", {}, "def forward(self, x):\n    return x\n", {}),
        CheckpointError);
}
