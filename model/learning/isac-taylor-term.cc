/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-taylor-term.h"

namespace ns3
{
namespace isac
{

namespace
{

/// Added to squares of norms; slopes that count are far above its root.
constexpr float LEAST_SQUARE = 1e-6F;

} // namespace

TaylorTerm
DirectTaylorTerm(const FloatMatrix& reward, const FloatMatrix& value)
{
    TaylorTerm term;
    term.slope = reward - value;
    term.value = term.slope.cwiseProduct(value).rowwise().sum();
    return term;
}

TaylorTerm
CosineTaylorTerm(const FloatMatrix& reward, const FloatMatrix& value)
{
    const FloatMatrix pull = reward - value;
    const Eigen::ArrayXf pullNorm = (pull.rowwise().squaredNorm().array() + LEAST_SQUARE).sqrt();
    const Eigen::ArrayXf square = value.rowwise().squaredNorm().array() + LEAST_SQUARE;
    const Eigen::ArrayXf both = pullNorm * square.sqrt();
    TaylorTerm term;
    term.value = pull.cwiseProduct(value).rowwise().sum().array() / both;
    term.slope = both.inverse().matrix().asDiagonal() * pull;
    term.slope -= (term.value.array() / square).matrix().asDiagonal() * value;
    return term;
}

} // namespace isac
} // namespace ns3
