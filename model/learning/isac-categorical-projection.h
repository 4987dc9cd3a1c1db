/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CATEGORICAL_PROJECTION_H
#define ISAC_CATEGORICAL_PROJECTION_H

#include "isac-transitions.h"

#include <Eigen/Core>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @param atoms number of returns, at least 2
 * @param lowest first of them
 * @param highest last of them
 * @return the returns that a distribution is made of, evenly spaced
 */
Eigen::VectorXf MakeAtoms(int atoms, double lowest, double highest);

/**
 * @ingroup isac-aigc
 * @brief The distribution of reward + discount * return on the atoms of the return itself
 * (Bellemare et al. 2017, (7)): what falls between two atoms is shared by them, the nearer getting
 * more; what falls beyond the ends goes to the ends.
 * @param probability of each atom, N x atoms
 * @param reward N
 * @param discount N
 * @param lowest first atom
 * @param highest last atom
 * @return probability of each atom, N x atoms
 */
FloatMatrix ProjectReturns(const FloatMatrix& probability,
                           const Eigen::VectorXf& reward,
                           const Eigen::VectorXf& discount,
                           double lowest,
                           double highest);

/**
 * @ingroup isac-aigc
 * @param logits N x atoms
 * @return their softmax, N x atoms
 */
FloatMatrix AtomProbabilities(const FloatMatrix& logits);

/**
 * @ingroup isac-aigc
 * @param logits of the atoms of each action, N x (actions atoms), actions one after the other
 * @param atoms their returns
 * @return expected return of each action, N x actions
 */
FloatMatrix ExpectedReturns(const FloatMatrix& logits, const Eigen::VectorXf& atoms);

/**
 * @ingroup isac-aigc
 * @param table N x (actions atoms), actions one after the other
 * @param actions N, which one
 * @param atoms number of them
 * @return the entries of the chosen action, N x atoms
 */
FloatMatrix ChosenAtoms(const FloatMatrix& table, const Eigen::VectorXi& actions, int atoms);

/// How far predicted distributions are from target ones.
struct CategoricalLoss
{
    Eigen::VectorXf crossEntropy; //!< N [nat]
    FloatMatrix gradient;         //!< of each cross entropy by its logits, N x atoms
};

/**
 * @ingroup isac-aigc
 * @param logits predicted, N x atoms
 * @param target probabilities, N x atoms
 * @return -sum of target log softmax(logits), and its gradient
 */
CategoricalLoss CompareDistributions(const FloatMatrix& logits, const FloatMatrix& target);

} // namespace isac
} // namespace ns3

#endif // ISAC_CATEGORICAL_PROJECTION_H
