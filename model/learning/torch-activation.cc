/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torch-activation.h"

#include "isac-vector-kernels.h"

#include <algorithm>
#include <array>

namespace ns3
{
namespace isac
{

namespace
{

/**
 * @param gradient by Mish
 * @param linear where it was taken
 * @return gradient by the linear part
 */
at::Tensor
MishGradient(const at::Tensor& gradient, const at::Tensor& linear)
{
    const VectorKernels& kernels = SupportedVectorKernels().front();
    at::Tensor result = gradient.clone(at::MemoryFormat::Contiguous);
    const auto* const x = linear.data_ptr<float>();
    auto* const y = result.data_ptr<float>();
    const int64_t rest = result.numel() % VECTOR_BLOCK;
    const int64_t whole = result.numel() - rest;
    kernels.mishGradient(whole, x, y);
    std::array<float, VECTOR_BLOCK> where{};
    std::array<float, VECTOR_BLOCK> block{};
    std::copy_n(x + whole, rest, where.begin());
    std::copy_n(y + whole, rest, block.begin());
    kernels.mishGradient(VECTOR_BLOCK, where.data(), block.data());
    std::copy_n(block.begin(), rest, y + whole);
    return result;
}

} // namespace

void
Activate(at::Tensor& linear, const at::Tensor& bias, Activation activation)
{
    if (activation == Activation::RELU)
    {
        Eigen::Map<FloatMatrix> x(linear.data_ptr<float>(), linear.size(0), linear.size(1));
        const Eigen::Map<const Eigen::RowVectorXf> shift(bias.data_ptr<float>(), bias.size(0));
        for (Eigen::Index row = 0; row < x.rows(); ++row)
        {
            x.row(row) = (x.row(row) + shift).cwiseMax(0.0F);
        }
        return;
    }
    linear.add_(bias);
    switch (activation)
    {
    case Activation::TANH:
        linear.tanh_();
        break;
    case Activation::SIGMOID:
        linear.sigmoid_();
        break;
    default:
        break;
    }
}

at::Tensor
Mish(const at::Tensor& linear)
{
    const VectorKernels& kernels = SupportedVectorKernels().front();
    at::Tensor output = linear.clone();
    auto* const y = output.data_ptr<float>();
    const int64_t rest = output.numel() % VECTOR_BLOCK;
    const int64_t whole = output.numel() - rest;
    kernels.activate(Activation::MISH, whole, y);
    std::array<float, VECTOR_BLOCK> block{};
    std::copy_n(y + whole, rest, block.begin());
    kernels.activate(Activation::MISH, VECTOR_BLOCK, block.data());
    std::copy_n(block.begin(), rest, y + whole);
    return output;
}

at::Tensor
ActivationGradient(const at::Tensor& gradient, const at::Tensor& output, Activation activation)
{
    switch (activation)
    {
    case Activation::RELU:
        return at::threshold_backward(gradient, output, 0.0);
    case Activation::TANH:
        return at::tanh_backward(gradient, output);
    case Activation::SIGMOID:
        return at::sigmoid_backward(gradient, output);
    case Activation::MISH:
        return MishGradient(gradient, output);
    case Activation::NONE:
        break;
    }
    return gradient;
}

std::string
ActivationSource(Activation activation)
{
    switch (activation)
    {
    case Activation::NONE:
        return "";
    case Activation::RELU:
        return "torch.relu";
    case Activation::TANH:
        return "torch.tanh";
    case Activation::MISH:
        return "torch.mish";
    case Activation::SIGMOID:
        return "torch.sigmoid";
    }
    return "";
}

} // namespace isac
} // namespace ns3
