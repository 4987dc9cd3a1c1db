/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Any module of the documented signature is a diffusion model: here ones whose answers are exact.
 */

#include "ns3/isac-dd-measure.h"
#include "ns3/isac-diffusion-model.h"
#include "ns3/isac-diffusion-schedule.h"

#include <cmath>
#include <cstdio>
#include <gtest/gtest.h>
#include <torch/script.h>
#include <unistd.h>

using namespace ns3::isac;

namespace
{

constexpr int TIMES = 100;
/// 4 x 2 x 2, as a small latent of Stable Diffusion.
constexpr int SIZE = 16;

/// Forward of pictures that are all the same for a prompt: its condition.
std::string
ForwardSource(const std::string& prediction)
{
    const std::string answer = prediction == "data"    ? "x"
                               : prediction == "noise" ? "(z - a * x) / s"
                                                       : "a * ((z - a * x) / s) - s * x";
    return R"(
def forward(self, latent: Tensor, time: Tensor, condition: Tensor) -> Tensor:
    z = latent.reshape(-1, 4, 2, 2)
    x = condition.reshape(-1, 4, 2, 2)
    a = self.alpha[time.long()].reshape(-1, 1, 1, 1)
    s = self.sigma[time.long()].reshape(-1, 1, 1, 1)
    return ()" +
           answer + R"().reshape(-1, 16)
)";
}

/// Three prompts whose pictures differ in single values.
at::Tensor
Pictures()
{
    const at::Tensor pictures = at::zeros({3, SIZE});
    pictures[0].fill_(0.5);
    pictures[1].fill_(0.5);
    pictures[1][0] = 2.5;
    pictures[2].fill_(0.5);
    pictures[2][0] = 1.5;
    return pictures;
}

/// A module that may yet lack something.
torch::jit::Module
MakeModule(const std::string& prediction, const std::string& kind = "scaled_linear")
{
    torch::jit::Module module("Exact");
    const DiffusionSchedule schedule(kind == "cosine" ? NoiseSchedule::COSINE
                                                      : NoiseSchedule::SCALED_LINEAR,
                                     TIMES);
    const at::Tensor alpha = at::empty({TIMES});
    const at::Tensor sigma = at::empty({TIMES});
    for (int i = 0; i < TIMES; ++i)
    {
        alpha[i] = schedule.At(i + 1).alpha;
        sigma[i] = schedule.At(i + 1).sigma;
    }
    module.register_buffer("alpha", alpha);
    module.register_buffer("sigma", sigma);
    module.register_buffer("conditions", Pictures());
    module.register_buffer("anchors", Pictures());
    module.register_attribute("prompts",
                              c10::ListType::create(c10::StringType::get()),
                              c10::List<std::string>({"dog", "tiger", "cat"}));
    module.register_attribute("prediction", c10::StringType::get(), prediction);
    module.register_attribute("schedule", c10::StringType::get(), kind);
    module.register_attribute("times", c10::IntType::get(), TIMES);
    module.register_attribute("unit_distance", c10::FloatType::get(), 2.0);
    module.define(ForwardSource(prediction));
    return module;
}

/// A file that goes when its test ends.
class ModelFile
{
  public:
    explicit ModelFile(const torch::jit::Module& module)
        : m_path(testing::TempDir() + "isac-model-" + std::to_string(getpid()) + ".pt")
    {
        module.save(m_path);
    }

    ~ModelFile()
    {
        std::remove(m_path.c_str());
    }

    const std::string& Get() const
    {
        return m_path;
    }

  private:
    std::string m_path;
};

/// What is said of a module that lacks something.
std::string
Complaint(const torch::jit::Module& module)
{
    try
    {
        DiffusionModel model(ModelFile(module).Get());
    }
    catch (const DiffusionModelError& error)
    {
        return error.what();
    }
    return "";
}

} // namespace

TEST(DiffusionModel, EndsAtThePictureWhateverTheModuleTells)
{
    for (const char* kind : {"scaled_linear", "cosine"})
    {
        for (const char* prediction : {"data", "noise", "velocity"})
        {
            // Where nothing of the picture is left, noise alone does not tell it.
            if (std::string(kind) == "cosine" && std::string(prediction) == "noise")
            {
                continue;
            }
            const DiffusionModel model(ModelFile(MakeModule(prediction, kind)).Get());
            EXPECT_EQ(model.LatentSize(), SIZE);
            for (const double eta : {0.0, 0.5, 1.0})
            {
                for (const int steps : {1, 3, 20, TIMES})
                {
                    SamplerSettings sampler;
                    sampler.eta = eta;
                    DiffusionChain chain = model.Begin(steps, 7);
                    model.Denoise(chain, 1, steps, sampler);
                    EXPECT_TRUE(chain.IsFinished());
                    for (int i = 0; i < SIZE; ++i)
                    {
                        EXPECT_NEAR(chain.latent[i], i == 0 ? 2.5 : 0.5, 2e-4)
                            << kind << " " << prediction << " eta " << eta << " N " << steps;
                    }
                }
            }
        }
    }
}

TEST(DiffusionModel, HasTheNoiseOfItsScheduleOnTheWay)
{
    // With eta 1 each z_t is alpha x + sigma noise of its own: mean and variance over seeds.
    const DiffusionModel model(ModelFile(MakeModule("data", "cosine")).Get());
    const DiffusionSchedule schedule(NoiseSchedule::COSINE, TIMES);
    const int count = 2000;
    for (const double eta : {0.0, 1.0})
    {
        SamplerSettings sampler;
        sampler.eta = eta;
        sampler.shift = 1.0;
        std::vector<DiffusionChain> chains;
        for (int i = 0; i < count; ++i)
        {
            chains.push_back(model.Begin(10, 100 + i));
        }
        model.Denoise(chains, std::vector<int>(count, 0), 6, sampler);
        const NoiseLevel level = schedule.At(MakeStepGrid(TIMES, 10, 1.0)[6]);
        double mean = 0.0;
        double square = 0.0;
        for (const DiffusionChain& chain : chains)
        {
            for (const float value : chain.latent)
            {
                mean += value / (count * SIZE);
                square +=
                    (value - level.alpha * 0.5) * (value - level.alpha * 0.5) / (count * SIZE);
            }
        }
        // Five deviations of a mean of 32,000 values, and of their squares.
        EXPECT_NEAR(mean, level.alpha * 0.5, 5.0 * level.sigma / std::sqrt(count * SIZE));
        const double power = level.sigma * level.sigma;
        EXPECT_NEAR(square, power, 5.0 * power * std::sqrt(2.0 / (count * SIZE)));
    }
}

TEST(DiffusionModel, StopsTravelsAndResumesBitByBit)
{
    const DiffusionModel model(ModelFile(MakeModule("velocity", "cosine")).Get());
    const SamplerSettings sampler;
    DiffusionChain straight = model.Begin(12, 3);
    model.Denoise(straight, 1, 12, sampler);
    for (int stop = 0; stop <= 12; ++stop)
    {
        DiffusionChain chain = model.Begin(12, 3);
        model.Denoise(chain, 1, stop, sampler);
        EXPECT_EQ(chain.done, stop);
        DiffusionChain resumed = ParseChain(SerializeChain(chain));
        model.Denoise(resumed, 1, 100, sampler); // stops at the end by itself
        EXPECT_EQ(SerializeChain(resumed), SerializeChain(straight)) << stop;
    }
    // In company of chains at other places nothing changes either.
    std::vector<DiffusionChain> company{model.Begin(12, 3), model.Begin(5, 9), model.Begin(30, 1)};
    model.Denoise(company, {1, 0, 2}, 12, sampler);
    EXPECT_EQ(SerializeChain(company[0]), SerializeChain(straight));
    EXPECT_TRUE(company[1].IsFinished());
    EXPECT_EQ(company[2].done, 12);
}

TEST(DiffusionModel, NoiseIsTheSeedsAlone)
{
    const DiffusionModel model(ModelFile(MakeModule("data")).Get());
    EXPECT_EQ(model.Begin(5, 1).latent, model.Begin(9, 1).latent);
    EXPECT_NE(model.Begin(5, 1).latent, model.Begin(5, 2).latent);
    DiffusionChain one = model.Begin(5, 1);
    DiffusionChain other = one;
    other.seed = 77;
    model.Denoise(one, 0, 2, SamplerSettings());
    model.Denoise(other, 0, 2, SamplerSettings());
    EXPECT_NE(one.latent, other.latent);
    SamplerSettings still;
    still.eta = 0.0;
    one = model.Begin(5, 1);
    other = one;
    other.seed = 77;
    model.Denoise(one, 0, 2, still);
    model.Denoise(other, 0, 2, still);
    EXPECT_EQ(one.latent, other.latent);
}

TEST(DiffusionModel, SwitchesPromptsAndRespacesTheRest)
{
    const DiffusionModel model(ModelFile(MakeModule("data")).Get());
    for (const int rest : {1, 2, 5, 8})
    {
        DiffusionChain chain = model.Begin(9, 4);
        model.Denoise(chain, 0, 4, SamplerSettings());
        RespaceChain(chain, rest);
        model.Denoise(chain, 1, rest, SamplerSettings());
        EXPECT_TRUE(chain.IsFinished());
        EXPECT_NEAR(chain.latent[0], 2.5, 1e-4);
    }
}

TEST(DiffusionModel, GuidanceGoesBeyondThePrompt)
{
    torch::jit::Module module = MakeModule("data");
    module.register_buffer("unconditional", at::full({SIZE}, 0.25));
    const DiffusionModel model(ModelFile(module).Get());
    SamplerSettings sampler;
    sampler.guidance = 3.0;
    DiffusionChain chain = model.Begin(4, 1);
    model.Denoise(chain, 0, 4, sampler);
    EXPECT_NEAR(chain.latent[3], 0.25 + 3.0 * (0.5 - 0.25), 1e-4);
    // Without a condition of no prompt there is none to be had.
    const DiffusionModel without(ModelFile(MakeModule("data")).Get());
    chain = without.Begin(4, 1);
    EXPECT_THROW(without.Denoise(chain, 0, 4, sampler), DiffusionModelError);
}

TEST(DiffusionModel, KnowsDistancesAndTraits)
{
    const DiffusionModel model(ModelFile(MakeModule("data")).Get());
    EXPECT_DOUBLE_EQ(model.Distance(0, 1), 1.0);
    EXPECT_DOUBLE_EQ(model.Distance(0, 2), 0.5);
    EXPECT_DOUBLE_EQ(model.Distance(2, 2), 0.0);
    const std::vector<double> traits = model.Traits(0, 1);
    EXPECT_DOUBLE_EQ(traits[0], 0.0);
    EXPECT_DOUBLE_EQ(traits[1], 1.0);
    EXPECT_DOUBLE_EQ(traits[2], 0.5);
    EXPECT_EQ(model.Traits(1, 1), std::vector<double>(3, 0.0));
    EXPECT_EQ(model.FindPrompt("cat"), 2);
    EXPECT_THROW(model.FindPrompt("lion"), std::invalid_argument);
}

TEST(DiffusionModel, PicturesAreDecodedAndJudged)
{
    torch::jit::Module module = MakeModule("data");
    module.define(R"(
def decode(self, latent: Tensor) -> Tensor:
    return latent[:, :12].reshape(-1, 3, 2, 2)

def align(self, pictures: Tensor) -> Tensor:
    first = pictures[:, 0, 0, 0]
    return torch.stack([1.0 - first, 0.75 * first, 0.25 * first], 1)
)");
    module.register_buffer("details",
                           at::tensor({1.0F, 4.0F, 1.0F, 4.0F, 1.0F, 4.0F}).reshape({3, 2}));
    const DiffusionModel model(ModelFile(module).Get());
    ASSERT_TRUE(model.CanDecode());
    ASSERT_TRUE(model.CanAlign());
    ASSERT_TRUE(model.CanCompare());
    std::vector<float> latent(SIZE, 0.2F);
    latent[0] = 0.4F; // red of the first pixel
    latent[1] = -3.0F;
    latent[2] = 9.0F;
    latent[3] = std::nanf("");
    const RgbPicture picture = model.Decode({latent}).front();
    ASSERT_EQ(picture.pixels.size(), 12U);
    EXPECT_EQ(picture.pixels[0], 102);
    EXPECT_EQ(picture.pixels[3], 0);
    EXPECT_EQ(picture.pixels[6], 255);
    EXPECT_EQ(picture.pixels[9], 0);
    const auto told = model.Align({picture, picture});
    ASSERT_EQ(told.size(), 2U);
    EXPECT_NEAR(told[1][0], 0.6, 1e-6);
    EXPECT_NEAR(told[1][1], 0.3, 1e-6);

    // Squared distances from the mean picture of 0: 1/4 of the least, within, twice the most.
    std::vector<float> near(SIZE, 0.5F);
    near[5] = 1.0F;
    EXPECT_NEAR(model.Similarity(near, 0), 0.25, 1e-6);
    near[5] = 2.0F;
    EXPECT_NEAR(model.Similarity(near, 0), 1.0, 1e-6);
    near[5] = 0.5F + std::sqrt(8.0F);
    EXPECT_NEAR(model.Similarity(near, 0), 0.5, 1e-6);

    // The expectation of traits: .3 of the server's prompt, .1 of the one half way.
    std::vector<float> clean(SIZE, 0.2F);
    clean[0] = 0.4F;
    const DdPictureMeasure measure = MeasureDdPictures(model, {clean}, 0, 1).front();
    EXPECT_NEAR(measure.alignment, 0.6, 1e-6);
    EXPECT_NEAR(measure.leak, 0.3 + 0.5 * 0.1, 1e-6);
    EXPECT_NEAR(measure.stray, 0.0, 1e-12);
    // Asked for without a switch, the other two are astray by their distances.
    EXPECT_NEAR(MeasureDdPictures(model, {clean}, 0, 0).front().stray, 0.3 + 0.5 * 0.1, 1e-6);
}

TEST(DiffusionModel, TrialsMeetErrorsBetweenServerAndDevice)
{
    const DiffusionModel model(ModelFile(MakeModule("data")).Get());
    DdTrial trial;
    trial.server = 0;
    trial.own = 1;
    const auto clean = RunDdTrial(model, trial, 5, 1);
    EXPECT_EQ(clean, RunDdTrial(model, trial, 5, 1));
    ASSERT_EQ(clean.size(), 5U);
    // This module repairs all errors: its answer does not depend on the latent.
    trial.bitError = 0.3;
    for (const auto& latent : RunDdTrial(model, trial, 5, 1))
    {
        EXPECT_NEAR(latent[0], 2.5, 1e-4);
    }
    trial.bitError = 1.5;
    EXPECT_THROW(RunDdTrial(model, trial, 5, 1), std::invalid_argument);
}

TEST(DiffusionModel, SaysWhatAModuleLacks)
{
    EXPECT_NE(Complaint(torch::jit::Module("Empty")).find("forward"), std::string::npos);
    torch::jit::Module only("Only");
    only.define("def forward(self, latent: Tensor, time: Tensor, condition: Tensor) -> Tensor:\n"
                "    return latent\n");
    EXPECT_NE(Complaint(only).find("no attribute prompts"), std::string::npos);

    torch::jit::Module kind = MakeModule("data");
    kind.setattr("schedule", "sigmoid");
    EXPECT_NE(Complaint(kind).find("'sigmoid', expected cosine or scaled_linear"),
              std::string::npos);
    torch::jit::Module told = MakeModule("data");
    told.setattr("prediction", "score");
    EXPECT_NE(Complaint(told).find("expected data, noise or velocity"), std::string::npos);
    torch::jit::Module unit = MakeModule("data");
    unit.setattr("unit_distance", 0.0);
    EXPECT_NE(Complaint(unit).find("unit_distance"), std::string::npos);
    torch::jit::Module anchors = MakeModule("data");
    anchors.setattr("anchors", at::zeros({2, SIZE}));
    EXPECT_NE(Complaint(anchors).find("anchors is Float [2, 16], expected Float [3, 16]"),
              std::string::npos);

    torch::jit::Module shape = MakeModule("data");
    shape.setattr("conditions", at::zeros({3, 32}));
    EXPECT_NE(Complaint(shape).find("forward"), std::string::npos);
    torch::jit::Module decode = MakeModule("data");
    decode.define("def decode(self, latent: Tensor) -> Tensor:\n    return latent\n");
    EXPECT_NE(Complaint(decode).find("decode returns has not four dimensions"), std::string::npos);
}

TEST(DiffusionModel, RefusesFilesThatAreNone)
{
    EXPECT_THROW(DiffusionModel("/nowhere/model.pt"), DiffusionModelError);
    EXPECT_THROW(DiffusionModel(testing::TempDir()), DiffusionModelError);
    const ModelFile file(MakeModule("data"));
    std::FILE* stream = std::fopen(file.Get().c_str(), "r+b");
    ASSERT_NE(stream, nullptr);
    std::fseek(stream, 0, SEEK_END);
    const long size = std::ftell(stream);
    for (long place = 100; place < size - 100; place += 50)
    {
        std::fseek(stream, place, SEEK_SET);
        std::fputc('!', stream);
    }
    std::fclose(stream);
    EXPECT_THROW(DiffusionModel(file.Get()), DiffusionModelError);
}

TEST(DiffusionModel, RefusesWhatItCannotDo)
{
    const DiffusionModel model(ModelFile(MakeModule("data")).Get());
    EXPECT_THROW(model.Begin(0, 1), std::invalid_argument);
    EXPECT_THROW(model.Begin(TIMES + 1, 1), std::invalid_argument);
    DiffusionChain chain = model.Begin(3, 1);
    EXPECT_THROW(model.Denoise(chain, 3, 1, SamplerSettings()), std::invalid_argument);
    chain = model.Begin(3, 1);
    chain.latent.pop_back();
    EXPECT_THROW(model.Denoise(chain, 0, 1, SamplerSettings()), std::invalid_argument);
    EXPECT_FALSE(model.CanDecode());
    EXPECT_THROW(model.Decode({std::vector<float>(SIZE)}), DiffusionModelError);
    EXPECT_THROW(model.Align({RgbPicture()}), DiffusionModelError);
    EXPECT_THROW(model.Similarity(std::vector<float>(SIZE), 0), DiffusionModelError);
}
