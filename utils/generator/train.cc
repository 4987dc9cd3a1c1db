/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "generator.h"

#include "ns3/isac-arguments.h"
#include "ns3/isac-generator-training.h"
#include "ns3/isac-interrupt.h"
#include "ns3/isac-output-file.h"
#include "ns3/isac-progress.h"
#include "ns3/isac-torch-runtime.h"

#include <cstdio>
#include <filesystem>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <stdexcept>

namespace generator
{

using namespace ns3::isac;

namespace
{

/// Learning steps after which the training is kept on the disk.
constexpr int STEPS_BETWEEN_CHECKPOINTS = 1000;
/// Of the mean of losses that is shown.
constexpr double LOSS_DECAY = 0.99;

/// An option that is a whole number of a setting.
void
AddCount(Arguments& arguments,
         const std::string& name,
         const std::string& help,
         int& value,
         uint32_t low,
         uint32_t high)
{
    arguments.Add(
        name,
        help,
        "a whole number from " + std::to_string(low) + " to " + std::to_string(high),
        [&value, low, high](const std::string& text) {
            if (text.empty() || text.size() > 9 ||
                text.find_first_not_of("0123456789") != std::string::npos)
            {
                return false;
            }
            const auto number = static_cast<uint32_t>(std::stoul(text));
            if (number < low || number > high)
            {
                return false;
            }
            value = static_cast<int>(number);
            return true;
        },
        [&value]() { return std::to_string(value); });
}

} // namespace

int
Train(int argc, char* argv[])
{
    GeneratorSettings settings;
    std::string out = "runs/generator/shapes.pt";
    uint32_t seed = 1;
    bool force = false;
    bool progress = true;
    Arguments arguments("isac-generator",
                        "trains the small diffusion model of drawn shapes, and goes on where it "
                        "was stopped");
    arguments.AddGroup("Model");
    AddCount(arguments, "latent", "values of a latent", settings.latent, 2, 768);
    AddCount(arguments, "width", "of the denoiser's blocks", settings.width, 1, 4096);
    AddCount(arguments, "blocks", "of the denoiser", settings.blocks, 1, 64);
    AddCount(arguments, "times", "of the noise schedule", settings.times, 2, 100000);
    arguments.AddGroup("Training");
    AddCount(arguments, "pictures", "drawn to learn from", settings.pictures, 48, 1000000);
    AddCount(arguments, "steps", "learning steps of the denoiser", settings.steps, 1, 100000000);
    AddCount(arguments, "batch", "latents in one of them", settings.batch, 1, 65536);
    arguments.Add("rate", "learning rate at first", settings.rate, 1e-9, 1.0);
    arguments.Add("dropout", "share of latents shown without prompt", settings.dropout, 0.0, 0.999);
    AddCount(arguments,
             "classifierSteps",
             "learning steps of the evaluator",
             settings.classifierSteps,
             1,
             100000000);
    arguments.Add("seed", "of everything drawn", seed, 0, 4294967295);
    arguments.AddGroup("Results");
    arguments.Add("out", "the model, a TorchScript file", out);
    arguments.Add("force", "replace a model that is there", force);
    arguments.Add("progress", "show progress on standard error", progress);
    if (const auto code = arguments.Parse(argc, argv, std::cout, std::cerr))
    {
        return *code;
    }
    settings.seed = seed;
    const std::filesystem::path path(out);
    if (!force && std::filesystem::exists(path))
    {
        return arguments.Fail("--out=" + out + ": is there; --force=1 replaces it", std::cerr);
    }
    const std::string obstacle = PrepareOutputFile(path);
    if (!obstacle.empty())
    {
        return arguments.Fail("--out=" + out + ": " + obstacle, std::cerr);
    }
    const std::string slow = FindSlowBlas();
    if (!slow.empty())
    {
        std::cerr << "isac-generator: " << slow << "\n";
    }

    const std::string checkpoint = out + ".checkpoint";
    GeneratorTraining training(settings);
    if (std::filesystem::exists(checkpoint))
    {
        try
        {
            training.Load(checkpoint);
        }
        catch (const FileError& error)
        {
            return arguments.Fail(std::string(error.what()) + "; delete it to begin anew",
                                  std::cerr);
        }
        std::cerr << "isac-generator: goes on after " << training.Done() << " of "
                  << training.Steps() << " learning steps\n";
    }
    Progress line(std::cerr, Progress::IsTerminal(), "steps", training.Steps());
    line.StartFrom(training.Done());
    double loss = 0.0;
    while (training.Done() < training.Steps())
    {
        loss = LOSS_DECAY * loss + (1.0 - LOSS_DECAY) * training.Step();
        if (progress && line.IsDue())
        {
            std::ostringstream figure;
            figure << (training.Done() <= settings.classifierSteps ? "evaluator" : "denoiser")
                   << ", loss " << std::setprecision(3) << loss;
            line.Update(training.Done(), figure.str());
        }
        const bool stopped = IsInterrupted();
        if (stopped || training.Done() % STEPS_BETWEEN_CHECKPOINTS == 0)
        {
            training.Save(checkpoint);
        }
        if (stopped)
        {
            line.Finish();
            std::cerr << "isac-generator: interrupted after " << training.Done()
                      << " learning steps; the same command goes on\n";
            return 1;
        }
    }
    line.Finish();
    const GeneratorReport report = training.Assess();
    training.Write(out);
    std::remove(checkpoint.c_str());
    std::cout << std::fixed << std::setprecision(4) << "latents keep " << report.explained
              << " of the pictures' variance\n"
              << "evaluator knows " << report.accuracy << " of held-out pictures in all traits, "
              << report.decoded << " after encoding and decoding\n"
              << "denoiser: mean squared error of the velocity " << report.loss
              << " on held-out pictures, last weights\n"
              << "Model in " << out << std::endl;
    return 0;
}

} // namespace generator
