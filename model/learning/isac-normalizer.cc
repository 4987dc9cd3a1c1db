/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-normalizer.h"

#include <cmath>
#include <sstream>

namespace ns3
{
namespace isac
{

Normalizer::Normalizer(int size)
    : m_mean(Eigen::VectorXd::Zero(size)),
      m_square(Eigen::VectorXd::Zero(size)),
      m_scale(Eigen::VectorXd::Ones(size))
{
}

int
Normalizer::Size() const
{
    return static_cast<int>(m_mean.size());
}

void
Normalizer::Add(const Eigen::MatrixXd& observations)
{
    for (Eigen::Index row = 0; row < observations.rows(); ++row)
    {
        m_count += 1.0;
        const Eigen::VectorXd step = observations.row(row).transpose() - m_mean;
        m_mean += step / m_count;
        m_square.array() += step.array() * (observations.row(row).transpose() - m_mean).array();
    }
    SetScale();
}

void
Normalizer::SetScale()
{
    constexpr double LEAST = 1e-6; // of a deviation that is more than rounding
    for (Eigen::Index i = 0; i < m_mean.size(); ++i)
    {
        const double deviation = m_count > 1.0 ? std::sqrt(m_square[i] / m_count) : 0.0;
        m_scale[i] = deviation > LEAST * std::max(1.0, std::abs(m_mean[i])) ? 1.0 / deviation : 1.0;
    }
}

FloatMatrix
Normalizer::Apply(const Eigen::MatrixXd& observations) const
{
    return ((observations.rowwise() - m_mean.transpose()).array().rowwise() *
            m_scale.transpose().array())
        .cast<float>();
}

FloatMatrix
Normalizer::Mean() const
{
    return m_mean.transpose().cast<float>();
}

FloatMatrix
Normalizer::Scale() const
{
    return m_scale.transpose().cast<float>();
}

void
Normalizer::Save(Checkpoint& checkpoint, const std::string& name) const
{
    std::ostringstream text;
    text << std::hexfloat << m_mean.size() << ' ' << m_count;
    for (Eigen::Index i = 0; i < m_mean.size(); ++i)
    {
        text << ' ' << m_mean[i] << ' ' << m_square[i];
    }
    checkpoint.SetText(name, text.str());
}

void
Normalizer::Load(const Checkpoint& checkpoint, const std::string& name)
{
    std::istringstream text(checkpoint.GetText(name));
    const auto next = [&text]() {
        // Streams do not read the hexadecimal floats that they write.
        std::string word;
        text >> word;
        return std::strtod(word.c_str(), nullptr);
    };
    Eigen::Index size = 0;
    text >> size;
    if (size != m_mean.size())
    {
        throw CheckpointError(checkpoint.GetPath() + ": " + name + " is of " +
                              std::to_string(size) + " values, expected " +
                              std::to_string(m_mean.size()));
    }
    m_count = next();
    for (Eigen::Index i = 0; i < size; ++i)
    {
        m_mean[i] = next();
        m_square[i] = next();
    }
    SetScale();
}

} // namespace isac
} // namespace ns3
