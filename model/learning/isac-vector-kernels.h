/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_VECTOR_KERNELS_H
#define ISAC_VECTOR_KERNELS_H

#include <vector>

namespace ns3
{
namespace isac
{

enum class Activation;

/// Outputs of a layer whose weights lie together.
constexpr int VECTOR_BLOCK = 16;
/// Rows of a batch that share each weight read.
constexpr int VECTOR_ROWS = 4;

/// Linear part of a layer, y = W x + b, packed for vector units.
struct PackedLayer
{
    int inputs;          //!< values in a row of x
    int blocks;          //!< blocks of VECTOR_BLOCK outputs
    const float* weight; //!< blocks x inputs x VECTOR_BLOCK values
    const float* bias;   //!< blocks x VECTOR_BLOCK values
};

/**
 * @ingroup isac-aigc
 * @brief The arithmetic of DenseNetwork for one kind of vector unit, and Mish of TorchNetwork.
 *
 * Each output is its bias plus the products in the order of the inputs, each operation rounded by
 * itself: all kinds give the same bits, however many rows go together.
 */
struct VectorKernels
{
    const char* name; //!< of the vector unit
    /// One row: (layer, x, gets y of blocks x VECTOR_BLOCK values).
    void (*multiplyRow)(const PackedLayer& layer, const float* x, float* y);
    /// VECTOR_ROWS rows: (layer, x, from one row of x to the next, gets the rows of y).
    void (*multiplyRows)(const PackedLayer& layer, const float* x, long stride, float* y);
    /// An activation in place, of count values, a multiple of VECTOR_BLOCK.
    void (*activate)(Activation activation, long count, float* y);
    /// Derivative of Mish: (count, a multiple of VECTOR_BLOCK, where it is taken, is multiplied).
    void (*mishGradient)(long count, const float* linear, float* gradient);
};

/**
 * @ingroup isac-aigc
 * @return what this machine can do, the fastest first; never empty
 */
const std::vector<VectorKernels>& SupportedVectorKernels();

} // namespace isac
} // namespace ns3

#endif // ISAC_VECTOR_KERNELS_H
