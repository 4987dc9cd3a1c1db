/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-hybrid-actor.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ns3
{
namespace isac
{

int
MostChoices(const ActionSpace& space)
{
    return space.categories.empty()
               ? 0
               : *std::max_element(space.categories.begin(), space.categories.end());
}

float
ScaledChoice(int choice, int choices)
{
    return choices > 1 ? static_cast<float>(choice) / static_cast<float>(choices - 1) : 0.0F;
}

FloatMatrix
ScaledActions(const TransitionBatch& transitions, const ActionSpace& space)
{
    const Eigen::Index choices = transitions.categorical.cols();
    FloatMatrix scaled(transitions.Count(), choices + transitions.continuous.cols());
    for (Eigen::Index row = 0; row < scaled.rows(); ++row)
    {
        for (Eigen::Index c = 0; c < choices; ++c)
        {
            scaled(row, c) = ScaledChoice(transitions.categorical(row, c), space.categories[c]);
        }
    }
    scaled.rightCols(transitions.continuous.cols()) = transitions.continuous;
    return scaled;
}

HybridActor::HybridActor(const ActionSpace& space,
                         const Normalizer& normalizer,
                         const DenseNetwork& trunk,
                         const DenseNetwork& choices,
                         const DenseNetwork& values)
    : m_space(space),
      m_width(MostChoices(space)),
      m_trunk(trunk),
      m_choices(choices),
      m_values(values),
      m_mean(normalizer.Mean().transpose().cast<double>()),
      m_scale(normalizer.Scale().transpose().cast<double>()),
      m_input(trunk.Inputs()),
      m_features(trunk.Outputs() + static_cast<Eigen::Index>(space.categories.size())),
      m_logits(choices.Outputs()),
      m_output(values.Outputs())
{
}

Action
HybridActor::Act(const Eigen::VectorXd& observation, RandomSource* random) const
{
    const int components = static_cast<int>(m_space.categories.size());
    // The first choice, should logits be no numbers: a training that diverged is no reason to
    // crash.
    Action action{Eigen::VectorXi::Zero(components), Eigen::VectorXd(m_space.continuous)};
    m_input = ((observation - m_mean).array() * m_scale.array()).cast<float>();
    m_trunk.Forward(m_input.data(), m_features.data());
    if (components > 0)
    {
        m_choices.Forward(m_features.data(), m_logits.data());
    }
    for (int c = 0; c < components; ++c)
    {
        float best = -std::numeric_limits<float>::infinity();
        for (int j = 0; j < m_space.categories[c]; ++j)
        {
            float value = m_logits[c * m_width + j];
            if (random)
            {
                // The largest of logits plus Gumbel noise is a draw from their softmax.
                value -= static_cast<float>(std::log(-std::log1p(-random->Uniform())));
            }
            if (value > best)
            {
                best = value;
                action.categorical[c] = j;
            }
        }
        m_features[m_trunk.Outputs() + c] =
            ScaledChoice(action.categorical[c], m_space.categories[c]);
    }
    if (m_space.continuous > 0)
    {
        m_values.Forward(m_features.data(), m_output.data());
    }
    for (int d = 0; d < m_space.continuous; ++d)
    {
        double value = m_output[d];
        if (random)
        {
            const float deviation =
                std::clamp(m_output[m_space.continuous + d], MIN_LOG_DEVIATION, MAX_LOG_DEVIATION);
            value += std::exp(deviation) * random->Normal();
        }
        action.continuous[d] = 1.0 / (1.0 + std::exp(-value));
    }
    return action;
}

ActionBatch
HybridActor::ActBatch(const Eigen::MatrixXd& observations, RandomSource* random) const
{
    ActionBatch batch{
        Eigen::MatrixXi(observations.rows(), static_cast<Eigen::Index>(m_space.categories.size())),
        Eigen::MatrixXd(observations.rows(), m_space.continuous)};
    for (Eigen::Index row = 0; row < observations.rows(); ++row)
    {
        const Action action = Act(observations.row(row).transpose(), random);
        batch.categorical.row(row) = action.categorical.transpose();
        batch.continuous.row(row) = action.continuous.transpose();
    }
    return batch;
}

} // namespace isac
} // namespace ns3
