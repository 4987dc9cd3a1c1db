/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef TORCH_TENSOR_H
#define TORCH_TENSOR_H

#include "isac-transitions.h"

#include <torch/types.h>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @param matrix which must outlive the tensor
 * @return the same numbers as a tensor, rows x columns, not copied
 */
inline at::Tensor
ViewMatrix(const FloatMatrix& matrix)
{
    return at::from_blob(const_cast<float*>(matrix.data()), {matrix.rows(), matrix.cols()});
}

/**
 * @ingroup isac-aigc
 * @param vector which must outlive the tensor
 * @return the same numbers as a tensor, entries x 1, not copied
 */
inline at::Tensor
ViewColumn(const Eigen::VectorXf& vector)
{
    return at::from_blob(const_cast<float*>(vector.data()), {vector.size(), 1});
}

/**
 * @ingroup isac-aigc
 * @param tensor of one or two dimensions; one counts as a row
 * @return a copy of its numbers
 */
inline FloatMatrix
CopyMatrix(const at::Tensor& tensor)
{
    const at::Tensor plain = tensor.detach().contiguous();
    const int64_t rows = plain.dim() == 2 ? plain.size(0) : 1;
    const int64_t columns = plain.dim() == 2 ? plain.size(1) : plain.numel();
    return Eigen::Map<const FloatMatrix>(plain.data_ptr<float>(), rows, columns);
}

} // namespace isac
} // namespace ns3

#endif // TORCH_TENSOR_H
