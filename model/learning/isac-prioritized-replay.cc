/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-prioritized-replay.h"

#include <algorithm>
#include <cmath>

namespace ns3
{
namespace isac
{

namespace
{

/// Keeps a transition without error from never being drawn again.
constexpr double LEAST_ERROR = 1e-6;

} // namespace

PrioritizedReplay::PrioritizedReplay(int capacity,
                                     int observationSize,
                                     const ActionSpace& space,
                                     double priorityExponent,
                                     double importanceExponent)
    : Replay(capacity, observationSize, space),
      m_capacity(capacity),
      m_alpha(priorityExponent),
      m_beta(importanceExponent),
      m_leaves(1)
{
    while (m_leaves < capacity)
    {
        m_leaves *= 2;
    }
    m_tree.assign(2 * static_cast<std::size_t>(m_leaves), 0.0);
}

void
PrioritizedReplay::SetImportanceExponent(double importanceExponent)
{
    m_beta = importanceExponent;
}

double
PrioritizedReplay::Probability(int place) const
{
    return m_tree[1] > 0.0 ? m_tree[m_leaves + place] / m_tree[1] : 0.0;
}

void
PrioritizedReplay::SetPriority(int place, float priority)
{
    // Sums are added up anew, not corrected: they depend on the leaves alone and never drift.
    std::size_t node = static_cast<std::size_t>(m_leaves) + place;
    m_tree[node] = priority;
    for (node /= 2; node > 0; node /= 2)
    {
        m_tree[node] = m_tree[2 * node] + m_tree[2 * node + 1];
    }
}

int
PrioritizedReplay::Find(double value) const
{
    std::size_t node = 1;
    while (node < static_cast<std::size_t>(m_leaves))
    {
        node *= 2;
        // Rounding may leave a value at the very end of a sum; it never leads to an empty side.
        if (value >= m_tree[node] && m_tree[node + 1] > 0.0)
        {
            value -= m_tree[node];
            ++node;
        }
    }
    return static_cast<int>(node - m_leaves);
}

void
PrioritizedReplay::Add(const TransitionBatch& transitions)
{
    const int first = Next();
    Replay::Add(transitions);
    const int count = static_cast<int>(std::min<Eigen::Index>(transitions.Count(), m_capacity));
    for (int i = 0; i < count; ++i)
    {
        SetPriority((first + i) % m_capacity, m_largest);
    }
}

void
PrioritizedReplay::Sample(int count, RandomSource& random, ReplaySample& sample) const
{
    sample.place.resize(count);
    sample.weight.resize(count);
    const double part = m_tree[1] / count;
    for (int i = 0; i < count; ++i)
    {
        const int place = Find((i + random.Uniform()) * part);
        sample.place[i] = place;
        sample.weight[i] = static_cast<float>(std::pow(Size() * Probability(place), -m_beta));
    }
    sample.weight /= sample.weight.maxCoeff();
    Gather(sample);
}

void
PrioritizedReplay::SetErrors(const std::vector<int>& place, const Eigen::VectorXf& error)
{
    for (std::size_t i = 0; i < place.size(); ++i)
    {
        const double size = std::abs(static_cast<double>(error[static_cast<Eigen::Index>(i)]));
        const float priority = std::isfinite(size)
                                   ? static_cast<float>(std::pow(size + LEAST_ERROR, m_alpha))
                                   : m_largest;
        m_largest = std::max(m_largest, priority);
        SetPriority(place[i], priority);
    }
}

void
PrioritizedReplay::Save(Checkpoint& checkpoint, const std::string& prefix) const
{
    Replay::Save(checkpoint, prefix);
    FloatMatrix priority(Size(), 1);
    for (int place = 0; place < Size(); ++place)
    {
        priority(place, 0) = static_cast<float>(m_tree[m_leaves + place]);
    }
    checkpoint.SetMatrix(prefix + "priority", priority);
    checkpoint.SetNumber(prefix + "largestPriority", m_largest);
    checkpoint.SetNumber(prefix + "importanceExponent", m_beta);
}

void
PrioritizedReplay::Load(const Checkpoint& checkpoint, const std::string& prefix)
{
    Replay::Load(checkpoint, prefix);
    const FloatMatrix& priority = checkpoint.GetMatrix(prefix + "priority", Size(), 1);
    if (Size() > 0 && !(priority.minCoeff() > 0.0F && std::isfinite(priority.sum())))
    {
        const std::string& path = checkpoint.GetPath();
        throw CheckpointError((path.empty() ? "" : path + ": ") + prefix +
                              "priority has an entry that is no finite number above 0");
    }
    m_largest = static_cast<float>(checkpoint.GetNumber(prefix + "largestPriority"));
    m_beta = checkpoint.GetNumber(prefix + "importanceExponent");
    std::fill(m_tree.begin(), m_tree.end(), 0.0);
    for (int place = 0; place < Size(); ++place)
    {
        SetPriority(place, priority(place, 0));
    }
}

} // namespace isac
} // namespace ns3
