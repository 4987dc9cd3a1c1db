/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-diffusion-model.h"
#include "ns3/isac-generator-training.h"

#include <cstdio>
#include <functional>
#include <gtest/gtest.h>
#include <stdexcept>
#include <unistd.h>

using namespace ns3::isac;

namespace
{

GeneratorSettings
Small()
{
    GeneratorSettings settings;
    settings.pictures = 96;
    settings.latent = 8;
    settings.width = 8;
    settings.blocks = 2;
    settings.times = 20;
    settings.steps = 5;
    settings.batch = 16;
    settings.classifierSteps = 3;
    settings.classifierBatch = 8;
    return settings;
}

std::string
Path(const std::string& name)
{
    return testing::TempDir() + "isac-generator-" + std::to_string(getpid()) + "-" + name;
}

void
RunTo(GeneratorTraining& training, int steps)
{
    while (training.Done() < steps)
    {
        training.Step();
    }
}

/// What a trained model draws, bit by bit.
std::vector<float>
Draw(const GeneratorTraining& training, const std::string& name)
{
    const std::string path = Path(name);
    training.Write(path);
    const DiffusionModel model(path);
    std::remove(path.c_str());
    DiffusionChain chain = model.Begin(4, 1);
    model.Denoise(chain, 5, 4, SamplerSettings());
    return chain.latent;
}

} // namespace

TEST(GeneratorTraining, EndsAlikeStoppedOrNot)
{
    GeneratorTraining straight(Small());
    EXPECT_EQ(straight.Steps(), 8);
    RunTo(straight, 8);
    const std::vector<float> drawn = Draw(straight, "straight");
    // Stopped while the evaluator learns, and while the denoiser does.
    for (const int stop : {2, 6})
    {
        GeneratorTraining begun(Small());
        RunTo(begun, stop);
        const std::string path = Path("checkpoint");
        begun.Save(path);
        GeneratorTraining resumed(Small());
        resumed.Load(path);
        std::remove(path.c_str());
        EXPECT_EQ(resumed.Done(), stop);
        RunTo(resumed, 8);
        EXPECT_EQ(Draw(resumed, "resumed"), drawn) << stop;
        EXPECT_EQ(resumed.Assess().loss, straight.Assess().loss);
        EXPECT_EQ(resumed.Assess().accuracy, straight.Assess().accuracy);
    }
}

TEST(GeneratorTraining, WritesAWholeModel)
{
    GeneratorTraining training(Small());
    RunTo(training, 8);
    const std::string path = Path("whole");
    training.Write(path);
    const DiffusionModel model(path);
    std::remove(path.c_str());
    EXPECT_EQ(model.LatentSize(), 8);
    EXPECT_EQ(model.GetPrompts().size(), 48U);
    EXPECT_TRUE(model.CanDecode() && model.CanAlign() && model.CanCompare());
    // The unit of distance is that of the two prompts of the settings.
    EXPECT_NEAR(
        model.Distance(model.FindPrompt("red striped disk"), model.FindPrompt("yellow plain disk")),
        1.0,
        1e-6);
    const auto pictures = model.Decode({std::vector<float>(8, 0.0F)});
    EXPECT_EQ(pictures.front().width, 16U);
    double sum = 0.0;
    const auto told = model.Align(pictures);
    for (const double share : told.front())
    {
        sum += share;
    }
    EXPECT_NEAR(sum, 1.0, 1e-5);
    // Guidance finds the condition of no prompt.
    SamplerSettings sampler;
    sampler.guidance = 2.0;
    DiffusionChain chain = model.Begin(3, 1);
    EXPECT_NO_THROW(model.Denoise(chain, 0, 3, sampler));
}

TEST(GeneratorTraining, Learns)
{
    GeneratorSettings settings = Small();
    settings.pictures = 960;
    settings.latent = 16;
    settings.width = 32;
    settings.times = 200;
    settings.batch = 64;
    settings.steps = 400;
    settings.classifierSteps = 200;
    settings.classifierBatch = 64;
    GeneratorTraining training(settings);
    RunTo(training, training.Steps());
    const GeneratorReport report = training.Assess();
    // Nothing learned is a loss of 1, the velocity's power, and a chance of 1 in 48.
    EXPECT_LT(report.loss, 0.75);
    EXPECT_GT(report.accuracy, 0.4);
    EXPECT_GT(report.explained, 0.6);
}

TEST(GeneratorTraining, RefusesWhatMakesNoSense)
{
    const auto refuse = [](const std::function<void(GeneratorSettings&)>& change) {
        GeneratorSettings settings = Small();
        change(settings);
        EXPECT_THROW(CheckGeneratorSettings(settings), std::invalid_argument);
    };
    EXPECT_NO_THROW(CheckGeneratorSettings(Small()));
    refuse([](GeneratorSettings& s) { s.pictures = 47; });
    refuse([](GeneratorSettings& s) { s.latent = 1; });
    refuse([](GeneratorSettings& s) { s.latent = 769; });
    refuse([](GeneratorSettings& s) { s.blocks = 0; });
    refuse([](GeneratorSettings& s) { s.times = 1; });
    refuse([](GeneratorSettings& s) { s.rate = 0.0; });
    refuse([](GeneratorSettings& s) { s.dropout = 1.0; });
    refuse([](GeneratorSettings& s) { s.oneUnit = "pink disk"; });
    refuse([](GeneratorSettings& s) { s.oneUnit = s.otherUnit; });
}

TEST(GeneratorTraining, RefusesCheckpointsOfOthers)
{
    GeneratorTraining begun(Small());
    const std::string path = Path("other");
    begun.Save(path);
    GeneratorSettings settings = Small();
    settings.seed = 2;
    GeneratorTraining other(settings);
    EXPECT_THROW(other.Load(path), FileError);
    std::FILE* stream = std::fopen(path.c_str(), "wb");
    ASSERT_NE(stream, nullptr);
    std::fputs("no checkpoint", stream);
    std::fclose(stream);
    EXPECT_THROW(begun.Load(path), FileError);
    std::remove(path.c_str());
    EXPECT_THROW(begun.Load(path), FileError);
    EXPECT_THROW(begun.Write("/nowhere/model.pt"), FileError);
}
