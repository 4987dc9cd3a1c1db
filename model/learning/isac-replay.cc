/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-replay.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace ns3
{
namespace isac
{

namespace
{

/// Rows of the first storage.
constexpr int FIRST_ROWS = 1024;

/**
 * @brief Refuse a checkpoint.
 * @param checkpoint it
 * @param name of the entry that is wrong
 * @param what is wrong with it
 */
[[noreturn]] void
Refuse(const Checkpoint& checkpoint, const std::string& name, const std::string& what)
{
    const std::string& path = checkpoint.GetPath();
    throw CheckpointError((path.empty() ? "" : path + ": ") + name + " " + what);
}

/**
 * @param checkpoint holds a whole number
 * @param name of its entry
 * @param low least value
 * @param high largest value
 * @return it
 */
int
GetWhole(const Checkpoint& checkpoint, const std::string& name, int low, int high)
{
    const double value = checkpoint.GetNumber(name);
    if (!(value >= low && value <= high) || value != static_cast<int>(value))
    {
        Refuse(checkpoint,
               name,
               "is " + std::to_string(value) + ": expected a whole number from " +
                   std::to_string(low) + " to " + std::to_string(high));
    }
    return static_cast<int>(value);
}

} // namespace

Replay::Replay(int capacity, int observationSize, const ActionSpace& space)
    : m_capacity(capacity),
      m_categories(space.categories)
{
    m_storage.observation.resize(0, observationSize);
    m_storage.categorical.resize(0, static_cast<Eigen::Index>(space.categories.size()));
    m_storage.continuous.resize(0, space.continuous);
    m_storage.nextObservation.resize(0, observationSize);
}

int
Replay::Size() const
{
    return m_size;
}

int
Replay::Next() const
{
    return m_next;
}

void
Replay::Grow(int rows)
{
    m_storage.observation.conservativeResize(rows, Eigen::NoChange);
    m_storage.categorical.conservativeResize(rows, Eigen::NoChange);
    m_storage.continuous.conservativeResize(rows, Eigen::NoChange);
    m_storage.reward.conservativeResize(rows);
    m_storage.discount.conservativeResize(rows);
    m_storage.nextObservation.conservativeResize(rows, Eigen::NoChange);
    m_storage.rewardGradient.conservativeResize(rows, Eigen::NoChange);
}

void
Replay::Add(const TransitionBatch& transitions)
{
    const int count = static_cast<int>(transitions.Count());
    if (m_size == 0)
    {
        m_storage.rewardGradient.resize(m_storage.Count(), transitions.rewardGradient.cols());
    }
    // Beside transitions of an older file, which lack them, derivatives are of no use.
    const bool derivatives = m_storage.rewardGradient.cols() > 0;
    if (derivatives && count > 0 &&
        transitions.rewardGradient.cols() != m_storage.rewardGradient.cols())
    {
        throw std::invalid_argument("replay: " + std::to_string(transitions.rewardGradient.cols()) +
                                    " derivatives of a reward, expected " +
                                    std::to_string(m_storage.rewardGradient.cols()) +
                                    " as the transitions before have");
    }
    for (int done = 0; done < count;)
    {
        const int rows = std::min(count - done, m_capacity - m_next);
        if (m_next + rows > m_storage.Count())
        {
            const long doubled = std::max(2L * m_storage.Count(), long(m_next) + rows);
            Grow(static_cast<int>(std::min(std::max(doubled, long(FIRST_ROWS)), long(m_capacity))));
        }
        m_storage.observation.middleRows(m_next, rows) =
            transitions.observation.middleRows(done, rows);
        m_storage.categorical.middleRows(m_next, rows) =
            transitions.categorical.middleRows(done, rows);
        m_storage.continuous.middleRows(m_next, rows) =
            transitions.continuous.middleRows(done, rows);
        m_storage.reward.segment(m_next, rows) = transitions.reward.segment(done, rows);
        m_storage.discount.segment(m_next, rows) = transitions.discount.segment(done, rows);
        m_storage.nextObservation.middleRows(m_next, rows) =
            transitions.nextObservation.middleRows(done, rows);
        if (derivatives)
        {
            m_storage.rewardGradient.middleRows(m_next, rows) =
                transitions.rewardGradient.middleRows(done, rows);
        }
        done += rows;
        m_size = std::max(m_size, m_next + rows);
        m_next = (m_next + rows) % m_capacity;
    }
}

void
Replay::Sample(int count, RandomSource& random, ReplaySample& sample) const
{
    sample.place.resize(count);
    for (int& place : sample.place)
    {
        place = random.Index(m_size);
    }
    sample.weight.setOnes(count);
    Gather(sample);
}

void
Replay::SetErrors(const std::vector<int>& place, const Eigen::VectorXf& error)
{
    static_cast<void>(place);
    static_cast<void>(error);
}

void
Replay::Gather(ReplaySample& sample) const
{
    const Eigen::Index count = static_cast<Eigen::Index>(sample.place.size());
    sample.observation.resize(count, m_storage.observation.cols());
    sample.categorical.resize(count, m_storage.categorical.cols());
    sample.continuous.resize(count, m_storage.continuous.cols());
    sample.reward.resize(count);
    sample.discount.resize(count);
    sample.nextObservation.resize(count, m_storage.nextObservation.cols());
    sample.rewardGradient.resize(count, m_storage.rewardGradient.cols());
    const bool derivatives = sample.rewardGradient.cols() > 0;
    for (Eigen::Index i = 0; i < count; ++i)
    {
        const int place = sample.place[i];
        sample.observation.row(i) = m_storage.observation.row(place);
        sample.categorical.row(i) = m_storage.categorical.row(place);
        sample.continuous.row(i) = m_storage.continuous.row(place);
        sample.reward[i] = m_storage.reward[place];
        sample.discount[i] = m_storage.discount[place];
        sample.nextObservation.row(i) = m_storage.nextObservation.row(place);
        if (derivatives)
        {
            sample.rewardGradient.row(i) = m_storage.rewardGradient.row(place);
        }
    }
}

void
Replay::Save(Checkpoint& checkpoint, const std::string& prefix) const
{
    checkpoint.SetNumber(prefix + "capacity", m_capacity);
    checkpoint.SetNumber(prefix + "size", m_size);
    checkpoint.SetNumber(prefix + "next", m_next);
    checkpoint.SetMatrix(prefix + "observation", m_storage.observation.topRows(m_size));
    checkpoint.SetMatrix(prefix + "categorical",
                         m_storage.categorical.topRows(m_size).cast<float>());
    checkpoint.SetMatrix(prefix + "continuous", m_storage.continuous.topRows(m_size));
    checkpoint.SetMatrix(prefix + "reward", m_storage.reward.head(m_size));
    checkpoint.SetMatrix(prefix + "discount", m_storage.discount.head(m_size));
    checkpoint.SetMatrix(prefix + "nextObservation", m_storage.nextObservation.topRows(m_size));
    if (m_storage.rewardGradient.cols() > 0)
    {
        checkpoint.SetMatrix(prefix + "rewardGradient", m_storage.rewardGradient.topRows(m_size));
    }
}

void
Replay::Load(const Checkpoint& checkpoint, const std::string& prefix)
{
    GetWhole(checkpoint, prefix + "capacity", m_capacity, m_capacity);
    const int size = GetWhole(checkpoint, prefix + "size", 0, m_capacity);
    const int next = GetWhole(checkpoint, prefix + "next", 0, m_capacity - 1);
    if (next != size % m_capacity && size != m_capacity)
    {
        Refuse(checkpoint,
               prefix + "next",
               "is " + std::to_string(next) + ": expected " + std::to_string(size % m_capacity));
    }
    TransitionBatch storage;
    const Eigen::Index observations = m_storage.observation.cols();
    const Eigen::Index categories = m_storage.categorical.cols();
    storage.observation = checkpoint.GetMatrix(prefix + "observation", size, observations);
    const FloatMatrix& choices = checkpoint.GetMatrix(prefix + "categorical", size, categories);
    for (Eigen::Index i = 0; size > 0 && i < categories; ++i)
    {
        if (!(choices.col(i).minCoeff() >= 0.0F &&
              choices.col(i).maxCoeff() <= static_cast<float>(m_categories[i] - 1)))
        {
            Refuse(checkpoint,
                   prefix + "categorical",
                   "has a choice out of range in column " + std::to_string(i) + ": expected 0 to " +
                       std::to_string(m_categories[i] - 1));
        }
    }
    storage.categorical = choices.cast<int>();
    storage.continuous =
        checkpoint.GetMatrix(prefix + "continuous", size, m_storage.continuous.cols());
    storage.reward = checkpoint.GetMatrix(prefix + "reward", size, 1);
    storage.discount = checkpoint.GetMatrix(prefix + "discount", size, 1);
    storage.nextObservation = checkpoint.GetMatrix(prefix + "nextObservation", size, observations);
    const std::string derivatives = prefix + "rewardGradient";
    storage.rewardGradient.resize(size, 0);
    if (checkpoint.Has(derivatives))
    {
        storage.rewardGradient = checkpoint.GetMatrix(derivatives, size, storage.continuous.cols());
    }
    m_storage = std::move(storage);
    m_size = size;
    m_next = next;
}

} // namespace isac
} // namespace ns3
