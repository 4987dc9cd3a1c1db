/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-categorical-projection.h"

#include "isac-policy-loss.h"

#include <algorithm>
#include <cmath>

namespace ns3
{
namespace isac
{

Eigen::VectorXf
MakeAtoms(int atoms, double lowest, double highest)
{
    return Eigen::VectorXd::LinSpaced(atoms, lowest, highest).cast<float>();
}

FloatMatrix
ProjectReturns(const FloatMatrix& probability,
               const Eigen::VectorXf& reward,
               const Eigen::VectorXf& discount,
               double lowest,
               double highest)
{
    const Eigen::Index last = probability.cols() - 1;
    const double gap = (highest - lowest) / static_cast<double>(last);
    FloatMatrix projected = FloatMatrix::Zero(probability.rows(), probability.cols());
    for (Eigen::Index row = 0; row < probability.rows(); ++row)
    {
        for (Eigen::Index atom = 0; atom <= last; ++atom)
        {
            const double later = lowest + gap * static_cast<double>(atom);
            const double place = std::clamp((reward[row] + discount[row] * later - lowest) / gap,
                                            0.0,
                                            static_cast<double>(last));
            const auto below = static_cast<Eigen::Index>(std::floor(place));
            const auto share = static_cast<float>(place - static_cast<double>(below));
            projected(row, below) += probability(row, atom) * (1.0F - share);
            if (below < last)
            {
                projected(row, below + 1) += probability(row, atom) * share;
            }
        }
    }
    return projected;
}

FloatMatrix
AtomProbabilities(const FloatMatrix& logits)
{
    return LogProbabilities(logits.cast<double>()).array().exp().matrix().cast<float>();
}

FloatMatrix
ExpectedReturns(const FloatMatrix& logits, const Eigen::VectorXf& atoms)
{
    const Eigen::Index actions = logits.cols() / atoms.size();
    // Rows lie one after the other, so that each action's atoms are a row of their own.
    const Eigen::Map<const FloatMatrix> each(logits.data(), logits.rows() * actions, atoms.size());
    const Eigen::VectorXf expected = AtomProbabilities(each) * atoms;
    return Eigen::Map<const FloatMatrix>(expected.data(), logits.rows(), actions);
}

FloatMatrix
ChosenAtoms(const FloatMatrix& table, const Eigen::VectorXi& actions, int atoms)
{
    FloatMatrix chosen(table.rows(), atoms);
    for (Eigen::Index row = 0; row < table.rows(); ++row)
    {
        chosen.row(row) = table.row(row).segment(actions[row] * atoms, atoms);
    }
    return chosen;
}

CategoricalLoss
CompareDistributions(const FloatMatrix& logits, const FloatMatrix& target)
{
    const Eigen::ArrayXXd logProbability = LogProbabilities(logits.cast<double>()).array();
    const Eigen::ArrayXXd wanted = target.cast<double>().array();
    CategoricalLoss loss;
    loss.crossEntropy = -(wanted * logProbability).rowwise().sum().matrix().cast<float>();
    loss.gradient = (logProbability.exp() - wanted).matrix().cast<float>();
    return loss;
}

} // namespace isac
} // namespace ns3
