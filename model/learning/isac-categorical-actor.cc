/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-categorical-actor.h"

#include "isac-categorical-loss.h"

namespace ns3
{
namespace isac
{

CategoricalActor::CategoricalActor(const DenseNetwork& perceptron)
    : m_model(perceptron)
{
}

CategoricalActor::CategoricalActor(const DiffusionActor& chain)
    : m_model(chain)
{
}

FloatMatrix
CategoricalActor::Logits(const FloatMatrix& observations, RandomSource* random) const
{
    if (const auto* chain = std::get_if<DiffusionActor>(&m_model))
    {
        return chain->Sample(observations, random);
    }
    return std::get<DenseNetwork>(m_model).Forward(observations);
}

std::vector<FloatMatrix>
CategoricalActor::Chain(const FloatMatrix& observations, RandomSource& random) const
{
    std::vector<FloatMatrix> chain;
    if (const auto* actor = std::get_if<DiffusionActor>(&m_model))
    {
        actor->Sample(observations, &random, &chain);
    }
    else
    {
        chain = {Logits(observations, nullptr)};
    }
    for (FloatMatrix& logits : chain)
    {
        logits = Softmax(logits).probability;
    }
    return chain;
}

Eigen::VectorXi
CategoricalActor::Act(const FloatMatrix& observations, RandomSource* random) const
{
    const FloatMatrix logits = Logits(observations, random);
    Eigen::VectorXi action(logits.rows());
    if (!random)
    {
        for (Eigen::Index row = 0; row < logits.rows(); ++row)
        {
            logits.row(row).maxCoeff(&action[row]);
        }
        return action;
    }
    const FloatMatrix probability = Softmax(logits).probability;
    for (Eigen::Index row = 0; row < logits.rows(); ++row)
    {
        // The first action whose cumulative probability exceeds the draw; rounding may leave the
        // sum a little short of 1.
        double rest = random->Uniform();
        int choice = 0;
        while (choice + 1 < probability.cols() && rest >= probability(row, choice))
        {
            rest -= probability(row, choice);
            ++choice;
        }
        action[row] = choice;
    }
    return action;
}

} // namespace isac
} // namespace ns3
