/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torch-generator-script.h"

#include "isac-shape-picture.h"

#include <ATen/Functions.h>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_real_distribution.hpp>
#include <cmath>

namespace ns3
{
namespace isac
{

namespace
{

/// Frequencies of time that the denoiser sees, a sine and a cosine each.
constexpr int FREQUENCIES = 16;
/// Turns of the slowest and the fastest of them from time 0 to T.
constexpr double SLOWEST = 0.25;
constexpr double FASTEST = 64.0;

constexpr int FIRST_CHANNELS = 16;
constexpr int SECOND_CHANNELS = 32;
constexpr int FEATURES = 64;

constexpr auto COLOURS = static_cast<int64_t>(SHAPE_COLOURS.size());
constexpr auto TEXTURES = static_cast<int64_t>(SHAPE_TEXTURES.size());
constexpr auto TRAITS = COLOURS + TEXTURES + static_cast<int64_t>(SHAPES.size());

/// Makes parameters and names them.
class Maker
{
  public:
    Maker(GeneratorScript& script, uint64_t seed)
        : m_script(script),
          m_generator(seed)
    {
    }

    /// Uniform within the reach of PyTorch's default, 1 / sqrt(inputs); 0 where inputs are 0.
    void Add(const std::string& name,
             at::IntArrayRef shape,
             int64_t inputs,
             std::vector<at::Tensor>& part)
    {
        at::Tensor tensor = at::zeros(shape, at::kFloat);
        if (inputs > 0)
        {
            const double reach = 1.0 / std::sqrt(static_cast<double>(inputs));
            boost::random::uniform_real_distribution<double> uniform(-reach, reach);
            for (int64_t i = 0; i < tensor.numel(); ++i)
            {
                tensor.data_ptr<float>()[i] = static_cast<float>(uniform(m_generator));
            }
        }
        tensor.requires_grad_();
        m_script.module.register_parameter(name, tensor, false);
        part.push_back(tensor);
    }

    /// A linear layer NAME_w, NAME_b.
    void AddLinear(const std::string& name,
                   int64_t inputs,
                   int64_t outputs,
                   std::vector<at::Tensor>& part,
                   bool zero = false)
    {
        Add(name + "_w", {outputs, inputs}, zero ? 0 : inputs, part);
        Add(name + "_b", {outputs}, zero ? 0 : inputs, part);
    }

  private:
    GeneratorScript& m_script;             //!< gets them
    boost::random::mt19937_64 m_generator; //!< draws them
};

/// The denoiser's forward: time and prompt scale and shift what goes into each block.
std::string
ForwardSource(int blocks, int width)
{
    const std::string size = "[" + std::to_string(width) + "]";
    std::string source = R"(
def forward(self, latent: Tensor, time: Tensor, condition: Tensor) -> Tensor:
    angle = time.unsqueeze(1) * self.frequencies
    when = torch.cat([torch.sin(angle), torch.cos(angle)], 1)
    e = torch.silu(torch.linear(when, self.time_w, self.time_b) + torch.linear(condition, self.prompt_w))
    h = torch.linear(latent, self.in_w, self.in_b)
)";
    for (int i = 0; i < blocks; ++i)
    {
        const std::string b = "self.block" + std::to_string(i) + "_";
        source += "    film = torch.linear(e, " + b + "film_w, " + b + "film_b)\n";
        source += "    u = torch.layer_norm(h, " + size +
                  ") * (1.0 + film[:, :" + std::to_string(width) + "]) + film[:, " +
                  std::to_string(width) + ":]\n";
        source += "    u = torch.silu(torch.linear(u, " + b + "in_w, " + b + "in_b))\n";
        source += "    h = h + torch.linear(u, " + b + "out_w, " + b + "out_b)\n";
    }
    source +=
        "    return torch.linear(torch.layer_norm(h, " + size + "), self.out_w, self.out_b)\n";
    return source;
}

/// The evaluator: how likely each trait is, and from that each prompt.
std::string
AlignSource()
{
    const std::string one = std::to_string(COLOURS);
    const std::string two = std::to_string(COLOURS + TEXTURES);
    return R"(
def logits(self, pictures: Tensor) -> Tensor:
    h = torch.relu(torch.conv2d(pictures - 0.5, self.first_w, self.first_b, 2, 2))
    h = torch.relu(torch.conv2d(h, self.second_w, self.second_b, 2, 1))
    h = torch.relu(torch.linear(torch.flatten(h, 1), self.third_w, self.third_b))
    h = torch.linear(h, self.fourth_w, self.fourth_b)
    return torch.cat([torch.log_softmax(h[:, :)" +
           one + R"(], 1), torch.log_softmax(h[:, )" + one + ":" + two +
           R"(], 1), torch.log_softmax(h[:, )" + two + R"(:], 1)], 1)

def align(self, pictures: Tensor) -> Tensor:
    return torch.exp(torch.linear(self.logits(pictures), self.conditions))
)";
}

/// The decoder D.
std::string
DecodeSource()
{
    const std::string side = std::to_string(SHAPE_SIDE);
    return R"(
def decode(self, latent: Tensor) -> Tensor:
    flat = torch.linear(latent, self.decoder, self.mean)
    return torch.clamp(flat, 0.0, 1.0).reshape(-1, 3, )" +
           side + ", " + side + ")\n";
}

} // namespace

at::Tensor
ToTensor(const Eigen::MatrixXf& matrix)
{
    const at::Tensor tensor = at::empty({matrix.cols(), matrix.rows()}, at::kFloat);
    std::copy_n(matrix.data(), matrix.size(), tensor.data_ptr<float>());
    return tensor.t().contiguous();
}

GeneratorScript
MakeGeneratorScript(const GeneratorSettings& settings, const LatentBasis& basis)
{
    GeneratorScript script{torch::jit::Module("__torch__.IsacShapes"), {}, {}};
    Maker maker(script, settings.seed);
    auto& denoiser = script.denoiser;
    const int64_t width = settings.width;
    maker.AddLinear("time", 2 * FREQUENCIES, width, denoiser);
    maker.Add("prompt_w", {width, TRAITS}, TRAITS, denoiser);
    maker.AddLinear("in", settings.latent, width, denoiser);
    for (int i = 0; i < settings.blocks; ++i)
    {
        const std::string name = "block" + std::to_string(i) + "_";
        maker.AddLinear(name + "film", width, 2 * width, denoiser);
        maker.AddLinear(name + "in", width, width, denoiser);
        // A block begins as the identity.
        maker.AddLinear(name + "out", width, width, denoiser, true);
    }
    maker.AddLinear("out", width, settings.latent, denoiser, true);

    auto& classifier = script.classifier;
    maker.Add("first_w", {FIRST_CHANNELS, 3, 5, 5}, 3 * 5 * 5, classifier);
    maker.Add("first_b", {FIRST_CHANNELS}, 3 * 5 * 5, classifier);
    maker.Add("second_w", {SECOND_CHANNELS, FIRST_CHANNELS, 3, 3}, FIRST_CHANNELS * 9, classifier);
    maker.Add("second_b", {SECOND_CHANNELS}, FIRST_CHANNELS * 9, classifier);
    const int64_t side = SHAPE_SIDE / 4;
    maker.AddLinear("third", SECOND_CHANNELS * side * side, FEATURES, classifier);
    maker.AddLinear("fourth", FEATURES, TRAITS, classifier);

    const at::Tensor frequencies = at::empty({FREQUENCIES}, at::kFloat);
    for (int i = 0; i < FREQUENCIES; ++i)
    {
        const double turns = SLOWEST * std::pow(FASTEST / SLOWEST, i / (FREQUENCIES - 1.0));
        frequencies.data_ptr<float>()[i] = static_cast<float>(turns * 2.0 * M_PI / settings.times);
    }
    script.module.register_buffer("frequencies", frequencies);
    script.module.register_buffer("mean", ToTensor(basis.mean).reshape({SHAPE_VALUES}));
    script.module.register_buffer("decoder", ToTensor(basis.scale * basis.basis));

    const std::vector<ShapePrompt> prompts = AllShapePrompts();
    const at::Tensor conditions =
        at::zeros({static_cast<int64_t>(prompts.size()), TRAITS}, at::kFloat);
    c10::List<std::string> names;
    for (std::size_t i = 0; i < prompts.size(); ++i)
    {
        float* row = conditions.data_ptr<float>() + static_cast<int64_t>(i) * TRAITS;
        row[prompts[i].colour] = 1.0F;
        row[COLOURS + prompts[i].texture] = 1.0F;
        row[COLOURS + TEXTURES + prompts[i].shape] = 1.0F;
        names.push_back(prompts[i].Describe());
    }
    script.module.register_buffer("conditions", conditions);
    script.module.register_buffer("unconditional", at::zeros({TRAITS}, at::kFloat));
    script.module.register_attribute("prompts",
                                     c10::ListType::create(c10::StringType::get()),
                                     names);
    script.module.register_attribute("prediction", c10::StringType::get(), "velocity");
    script.module.register_attribute("schedule", c10::StringType::get(), "cosine");
    script.module.register_attribute("times", c10::IntType::get(), settings.times);
    script.module.define(ForwardSource(settings.blocks, settings.width));
    script.module.define(DecodeSource());
    script.module.define(AlignSource());
    return script;
}

} // namespace isac
} // namespace ns3
