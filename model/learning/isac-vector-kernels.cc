/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-vector-kernels.h"

#include "isac-dense-network.h"

#include <cstdint>

// A product and its sum are never fused: where a machine can fuse, the last bit would differ.
#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#elif defined(__GNUC__)
#pragma GCC optimize("fp-contract=off")
#endif

namespace ns3
{
namespace isac
{

namespace
{

/// Four values at a time: what every machine has.
struct Lanes4
{
    /// Values, wherever they lie.
    using Floats = float __attribute__((vector_size(16), aligned(4), may_alias));
    /// Bits of such values.
    using Bits = uint32_t __attribute__((vector_size(16), aligned(4), may_alias));
    static constexpr int WIDTH = 4;  //!< values in a vector
    static constexpr int BLOCKS = 2; //!< blocks whose sums fit into the registers
};

/// Eight values at a time.
struct Lanes8
{
    /// Values, wherever they lie.
    using Floats = float __attribute__((vector_size(32), aligned(4), may_alias));
    /// Bits of such values.
    using Bits = uint32_t __attribute__((vector_size(32), aligned(4), may_alias));
    static constexpr int WIDTH = 8;  //!< values in a vector
    static constexpr int BLOCKS = 4; //!< blocks whose sums fit into the registers
};

/// Sixteen values at a time.
struct Lanes16
{
    /// Values, wherever they lie.
    using Floats = float __attribute__((vector_size(64), aligned(4), may_alias));
    /// Bits of such values.
    using Bits = uint32_t __attribute__((vector_size(64), aligned(4), may_alias));
    static constexpr int WIDTH = 16; //!< values in a vector
    static constexpr int BLOCKS = 4; //!< blocks whose sums fit into the registers
};

/**
 * @brief Some vectors of outputs of some rows. All sums run beside one another, so that none waits
 * for the one before.
 * @tparam Lanes width of vectors
 * @tparam ROWS rows
 * @tparam VECTORS vectors of outputs
 * @param inputs values in a row of x
 * @param weight of the first of the outputs, in its block
 * @param bias of the first of the outputs
 * @param x inputs
 * @param stride from one row of x to the next
 * @param y gets the outputs
 * @param yStride from one row of y to the next
 */
template <typename Lanes, int ROWS, int VECTORS>
[[gnu::always_inline]] inline void
Sums(long inputs,
     const float* weight,
     const float* bias,
     const float* x,
     long stride,
     float* y,
     long yStride)
{
    using Floats = typename Lanes::Floats;
    constexpr int IN_BLOCK = VECTOR_BLOCK / Lanes::WIDTH;
    Floats sum[ROWS][VECTORS];
#pragma GCC unroll 16
    for (int row = 0; row < ROWS; ++row)
    {
#pragma GCC unroll 16
        for (int v = 0; v < VECTORS; ++v)
        {
            sum[row][v] = *reinterpret_cast<const Floats*>(bias + v * Lanes::WIDTH);
        }
    }
    for (long j = 0; j < inputs; ++j)
    {
#pragma GCC unroll 16
        for (int v = 0; v < VECTORS; ++v)
        {
            const long block = v / IN_BLOCK * inputs;
            const Floats w = *reinterpret_cast<const Floats*>(weight + (block + j) * VECTOR_BLOCK +
                                                              v % IN_BLOCK * Lanes::WIDTH);
#pragma GCC unroll 16
            for (int row = 0; row < ROWS; ++row)
            {
                sum[row][v] += w * x[j + row * stride];
            }
        }
    }
#pragma GCC unroll 16
    for (int row = 0; row < ROWS; ++row)
    {
#pragma GCC unroll 16
        for (int v = 0; v < VECTORS; ++v)
        {
            *reinterpret_cast<Floats*>(y + row * yStride + v * Lanes::WIDTH) = sum[row][v];
        }
    }
}

/// VectorKernels::multiplyRow for a width of vectors.
template <typename Lanes>
[[gnu::always_inline]] inline void
RowBody(const PackedLayer& layer, const float* x, float* y)
{
    constexpr int IN_BLOCK = VECTOR_BLOCK / Lanes::WIDTH;
    const long inputs = layer.inputs;
    int block = 0;
    for (; block + Lanes::BLOCKS <= layer.blocks; block += Lanes::BLOCKS)
    {
        Sums<Lanes, 1, Lanes::BLOCKS * IN_BLOCK>(inputs,
                                                 layer.weight + block * inputs * VECTOR_BLOCK,
                                                 layer.bias + block * VECTOR_BLOCK,
                                                 x,
                                                 0,
                                                 y + block * VECTOR_BLOCK,
                                                 0);
    }
    for (; block < layer.blocks; ++block)
    {
        Sums<Lanes, 1, IN_BLOCK>(inputs,
                                 layer.weight + block * inputs * VECTOR_BLOCK,
                                 layer.bias + block * VECTOR_BLOCK,
                                 x,
                                 0,
                                 y + block * VECTOR_BLOCK,
                                 0);
    }
}

/// VectorKernels::multiplyRows for a width of vectors.
template <typename Lanes>
[[gnu::always_inline]] inline void
RowsBody(const PackedLayer& layer, const float* x, long stride, float* y)
{
    // Four rows of two vectors fit into the registers of any machine.
    constexpr int VECTORS = Lanes::WIDTH == VECTOR_BLOCK ? 1 : 2;
    constexpr int PART = VECTORS * Lanes::WIDTH;
    const long inputs = layer.inputs;
    for (int output = 0; output < layer.blocks * VECTOR_BLOCK; output += PART)
    {
        const long block = output / VECTOR_BLOCK;
        Sums<Lanes, VECTOR_ROWS, VECTORS>(inputs,
                                          layer.weight + block * inputs * VECTOR_BLOCK +
                                              output % VECTOR_BLOCK,
                                          layer.bias + output,
                                          x,
                                          stride,
                                          y + output,
                                          static_cast<long>(layer.blocks) * VECTOR_BLOCK);
    }
}

/// Beyond this Mish is x to single precision, and its exponential would overflow.
constexpr float MISH_IS_LINEAR = 20.0F;

/**
 * @tparam Lanes width of vectors
 * @param v where exp(v) is a normal float
 * @param e gets exp(v)
 */
template <typename Lanes>
[[gnu::always_inline]] inline void
Exponential(const typename Lanes::Floats& v, typename Lanes::Floats& e)
{
    using Floats = typename Lanes::Floats;
    using Bits = typename Lanes::Bits;
    // exp(v) = 2^k exp(r), |r| <= ln(2) / 2, with the polynomial of Cephes' expf and ln(2) in
    // two parts so that r is exact. The library's exp would take longer than the layers.
    // Adding 1.5 2^23 rounds to a whole number, which then stands in the lowest bits.
    const Floats shifted = v * 1.44269504F + 12582912.0F;
    const Floats k = shifted - 12582912.0F;
    const Floats r = (v - k * 0.693359375F) + k * 2.12194440e-4F;
    Floats p = r * 1.9875691500e-4F + 1.3981999507e-3F;
    p = p * r + 8.3334519073e-3F;
    p = p * r + 4.1665795894e-2F;
    p = p * r + 1.6666665459e-1F;
    p = p * r + 5.0000001201e-1F;
    p = p * (r * r) + r + 1.0F;
    const Bits power = (reinterpret_cast<Bits>(shifted) + 127U) << 23;
    e = p * reinterpret_cast<Floats>(power);
}

/// VectorKernels::activate for a width of vectors.
template <typename Lanes>
[[gnu::always_inline]] inline void
ActivateBody(Activation activation, long count, float* y)
{
    using Floats = typename Lanes::Floats;
    if (activation == Activation::NONE)
    {
        return;
    }
    const Floats zero = {};
    // Activations are written with exp(scale v), v being x clipped to where that is a normal float.
    const float scale = activation == Activation::TANH      ? 2.0F
                        : activation == Activation::SIGMOID ? -1.0F
                                                            : 1.0F;
    const float low = activation == Activation::TANH ? -43.0F : -87.0F;
    const float high = activation == Activation::MISH      ? MISH_IS_LINEAR
                       : activation == Activation::SIGMOID ? 87.0F
                                                           : 43.0F;
    for (long i = 0; i < count; i += Lanes::WIDTH)
    {
        auto& value = *reinterpret_cast<Floats*>(y + i);
        const Floats x = value;
        if (activation == Activation::RELU)
        {
            // What is no number stays so, here and below.
            value = x < zero ? zero : x;
            continue;
        }
        const Floats aboveLow = x < low ? zero + low : x;
        const Floats v = (aboveLow > high ? zero + high : aboveLow) * scale;
        Floats e;
        Exponential<Lanes>(v, e);
        if (activation == Activation::SIGMOID)
        {
            value = 1.0F / (1.0F + e);
        }
        else if (activation == Activation::MISH)
        {
            // tanh(log(1 + e)) = n / (n + 2) with n = e (e + 2): nothing cancels.
            const Floats n = e * (e + 2.0F);
            value = aboveLow * (n / (n + 2.0F));
        }
        else
        {
            // Near 0 the fraction cancels: there the polynomial of Cephes' tanhf.
            const Floats z = x * x;
            Floats q = z * -5.70498872745e-3F + 2.06390887954e-2F;
            q = q * z - 5.37397155531e-2F;
            q = q * z + 1.33314422036e-1F;
            q = q * z - 3.33332819422e-1F;
            const Floats small = (q * z) * x + x;
            value = z < 0.390625F ? small : 1.0F - 2.0F / (e + 1.0F);
        }
    }
}

/// VectorKernels::mishGradient for a width of vectors.
template <typename Lanes>
[[gnu::always_inline]] inline void
MishGradientBody(long count, const float* linear, float* gradient)
{
    using Floats = typename Lanes::Floats;
    const Floats zero = {};
    for (long i = 0; i < count; i += Lanes::WIDTH)
    {
        const Floats x = *reinterpret_cast<const Floats*>(linear + i);
        const Floats aboveLow = x < -87.0F ? zero - 87.0F : x;
        const Floats v = aboveLow > MISH_IS_LINEAR ? zero + MISH_IS_LINEAR : aboveLow;
        Floats e;
        Exponential<Lanes>(v, e);
        // With n = e (e + 2) the slope is n / (n + 2) + 4 x e (e + 1) / (n + 2)^2.
        const Floats n = e * (e + 2.0F);
        const Floats inverse = 1.0F / (n + 2.0F);
        auto& value = *reinterpret_cast<Floats*>(gradient + i);
        value = value * (inverse * (n + 4.0F * v * e * (e + 1.0F) * inverse));
    }
}

// One set of functions for a vector unit: the bodies above, compiled for it.
#define ISAC_VECTOR_KERNELS(NAME, LANES, TARGET)                                                   \
    TARGET void NAME##Row(const PackedLayer& layer, const float* x, float* y)                      \
    {                                                                                              \
        RowBody<LANES>(layer, x, y);                                                               \
    }                                                                                              \
    TARGET void NAME##Rows(const PackedLayer& layer, const float* x, long stride, float* y)        \
    {                                                                                              \
        RowsBody<LANES>(layer, x, stride, y);                                                      \
    }                                                                                              \
    TARGET void NAME##Activate(Activation activation, long count, float* y)                        \
    {                                                                                              \
        ActivateBody<LANES>(activation, count, y);                                                 \
    }                                                                                              \
    TARGET void NAME##MishGradient(long count, const float* linear, float* gradient)               \
    {                                                                                              \
        MishGradientBody<LANES>(count, linear, gradient);                                          \
    }

ISAC_VECTOR_KERNELS(Plain, Lanes4, )
#if defined(__x86_64__)
ISAC_VECTOR_KERNELS(Avx2, Lanes8, [[gnu::target("avx2")]])
ISAC_VECTOR_KERNELS(Avx512, Lanes16, [[gnu::target("avx512f")]])
#endif

/// @return see SupportedVectorKernels()
std::vector<VectorKernels>
FindVectorKernels()
{
    std::vector<VectorKernels> kernels;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f"))
    {
        kernels.push_back({"avx512f", Avx512Row, Avx512Rows, Avx512Activate, Avx512MishGradient});
    }
    if (__builtin_cpu_supports("avx2"))
    {
        kernels.push_back({"avx2", Avx2Row, Avx2Rows, Avx2Activate, Avx2MishGradient});
    }
#endif
    kernels.push_back({"plain", PlainRow, PlainRows, PlainActivate, PlainMishGradient});
    return kernels;
}

} // namespace

const std::vector<VectorKernels>&
SupportedVectorKernels()
{
    static const std::vector<VectorKernels> kernels = FindVectorKernels();
    return kernels;
}

} // namespace isac
} // namespace ns3
