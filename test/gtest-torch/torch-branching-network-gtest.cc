/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * The network of branching Q-learning: its values and gradients against plain operations and
 * autograd, and what acts in its place.
 */

#include "isac-branching-value.h"
#include "torch-branching-network.h"
#include "torch-tensor.h"

#include <gtest/gtest.h>
#include <string>
#include <torch/csrc/autograd/autograd.h>
#include <vector>

using namespace ns3::isac;

namespace
{

constexpr int INPUTS = 3;
constexpr int POINTS = 6;
const std::vector<int> BRANCHES{2, 3, 2};

class BranchingNetwork : public testing::TestWithParam<std::vector<int>>
{
  protected:
    BranchingNetwork()
    {
        m_network.Initialise(m_random);
        m_network.GiveTo(m_adam);
    }

    /// @return an entry of the network's checkpoint
    FloatMatrix Entry(const std::string& name) const
    {
        Checkpoint checkpoint;
        m_network.Save(checkpoint, "q");
        return checkpoint.GetMatrix("q" + name);
    }

    /**
     * @param parameters of some layers, flat
     * @param sizes of their outputs
     * @param input of the first one
     * @param last whether the last one has no ReLU
     * @return what comes out, by plain operations
     */
    static at::Tensor Plain(const at::Tensor& parameters,
                            const std::vector<int>& sizes,
                            const at::Tensor& input,
                            bool last)
    {
        at::Tensor value = input;
        int64_t offset = 0;
        for (std::size_t i = 0; i < sizes.size(); ++i)
        {
            const int64_t count = sizes[i] * value.size(1);
            const at::Tensor weight =
                parameters.narrow(0, offset, count).view({sizes[i], value.size(1)});
            value = at::mm(value, weight.t()) + parameters.narrow(0, offset + count, sizes[i]);
            offset += count + sizes[i];
            value = last && i + 1 == sizes.size() ? value : at::relu(value);
        }
        return value;
    }

    RandomSource m_random{6};
    TorchBranchingNetwork m_network{INPUTS, GetParam(), BRANCHES, Activation::RELU};
    TorchAdam m_adam;
    FloatMatrix m_input =
        CopyMatrix(at::linspace(-9.0, 9.0, POINTS* INPUTS).sin_().view({POINTS, INPUTS}));
};

TEST_P(BranchingNetwork, ValuesAndGradientsAreThoseOfPlainOperations)
{
    const std::vector<int> hidden = GetParam();
    const auto leaf = [](const FloatMatrix& entry) {
        return ViewMatrix(entry).clone().flatten().requires_grad_();
    };
    const std::vector<int> shared(hidden.begin(),
                                  hidden.end() - (hidden.size() > 1 ? 1 : hidden.size()));
    std::vector<int> valueSizes(hidden.begin() + static_cast<std::ptrdiff_t>(shared.size()),
                                hidden.end());
    std::vector<int> advantageSizes = valueSizes;
    valueSizes.push_back(1);
    advantageSizes.push_back(7);
    at::Tensor trunk = shared.empty() ? at::Tensor() : leaf(Entry(".trunk"));
    at::Tensor value = leaf(Entry(".value"));
    at::Tensor advantage = leaf(Entry(".advantage"));
    const at::Tensor input = ViewMatrix(m_input);
    const at::Tensor features = shared.empty() ? input : Plain(trunk, shared, input, false);
    const at::Tensor worth = Plain(value, valueSizes, features, true);
    std::vector<at::Tensor> combined;
    for (const at::Tensor& branch :
         at::split_with_sizes(Plain(advantage, advantageSizes, features, true), {2, 3, 2}, 1))
    {
        combined.push_back(worth + branch - branch.mean(1, true));
    }
    const at::Tensor expected = at::cat(combined, 1);

    TorchBranchingNetwork::Pass pass;
    const FloatMatrix found = m_network.Run(m_input, pass);
    EXPECT_LT((ViewMatrix(found) - expected).abs().max().item<float>(), 1e-5F);

    const FloatMatrix gradient =
        CopyMatrix(at::linspace(-7.0, 7.0, POINTS * 7).cos_().view({POINTS, 7}));
    expected.backward(ViewMatrix(gradient));
    m_adam.ZeroGradients();
    m_network.GoBack(pass, gradient);
    m_adam.Step(1e-3, 0.0);
    Checkpoint checkpoint;
    m_adam.Save(checkpoint, "adam");
    // Adam's mean of gradients is a tenth of the first one; what all share gets a quarter.
    const std::pair<at::Tensor, double> parts[] = {{value, 1.0}, {advantage, 1.0}, {trunk, 0.25}};
    for (int i = 0; i < (shared.empty() ? 2 : 3); ++i)
    {
        const FloatMatrix first =
            checkpoint.GetMatrix("adam." + std::to_string(i) + ".first") * 10.0F;
        const at::Tensor wanted = parts[i].first.grad() * parts[i].second;
        ASSERT_EQ(first.size(), wanted.numel());
        EXPECT_LT((ViewMatrix(first).flatten() - wanted).abs().max().item<float>(),
                  1e-5F * std::max(1.0F, wanted.abs().max().item<float>()))
            << i;
    }
}

TEST_P(BranchingNetwork, ActsAsItValues)
{
    TorchBranchingNetwork::Pass pass;
    const IndexMatrix expected = BestChoices(m_network.Run(m_input, pass), BRANCHES);
    FloatMatrix values = m_input;
    for (const DenseNetwork& network : m_network.Export())
    {
        values = network.Forward(values);
    }
    EXPECT_EQ(BestChoices(values, BRANCHES), expected);
}

TEST_P(BranchingNetwork, FollowsAndLoads)
{
    TorchBranchingNetwork other(INPUTS, GetParam(), BRANCHES, Activation::RELU);
    other.Initialise(m_random);
    Checkpoint before;
    other.Save(before, "q");
    other.Follow(m_network, 0.25);
    Checkpoint after;
    other.Save(after, "q");
    for (const std::string part : {".value", ".advantage", ".trunk"})
    {
        if (before.Has("q" + part))
        {
            const FloatMatrix expected = 0.75F * before.GetMatrix("q" + part) + 0.25F * Entry(part);
            EXPECT_LT((after.GetMatrix("q" + part) - expected).cwiseAbs().maxCoeff(), 1e-6F);
        }
    }
    EXPECT_EQ(before.Has("q.trunk"), GetParam().size() > 1);
    m_network.Load(after, "q");
    EXPECT_EQ(Entry(".value"), after.GetMatrix("q.value"));
    TorchBranchingNetwork wider(INPUTS + 1, GetParam(), BRANCHES, Activation::RELU);
    EXPECT_THROW(wider.Load(after, "q"), CheckpointError);
}

INSTANTIATE_TEST_SUITE_P(Sizes,
                         BranchingNetwork,
                         testing::Values(std::vector<int>{},
                                         std::vector<int>{9},
                                         std::vector<int>{10, 8},
                                         std::vector<int>{12, 10, 8}));

} // namespace
