/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-diffusion-actor.h"

#include <cmath>

namespace ns3
{
namespace isac
{

namespace
{

constexpr double BETA_MIN = 0.1;
constexpr double BETA_MAX = 10.0;

/**
 * @param shape as this matrix
 * @param random source of the draw
 * @return standard normal
 */
FloatMatrix
DrawNormalLike(const FloatMatrix& shape, RandomSource& random)
{
    return FloatMatrix::NullaryExpr(shape.rows(), shape.cols(), [&random]() {
        return static_cast<float>(random.Normal());
    });
}

} // namespace

std::vector<ReverseStep>
ReverseSchedule(int steps, ChainTarget target)
{
    std::vector<ReverseStep> schedule;
    double before = 1.0; // abar_{t-1}
    for (int t = 1; t <= steps; ++t)
    {
        const double alpha = std::exp(-BETA_MIN / steps - (2.0 * t - 1.0) / (2.0 * steps * steps) *
                                                              (BETA_MAX - BETA_MIN));
        const double now = before * alpha;
        const double beta = 1.0 - alpha;
        schedule.push_back({static_cast<float>(1.0 / std::sqrt(now)),
                            static_cast<float>(std::sqrt(1.0 / now - 1.0)),
                            static_cast<float>(std::sqrt(before) * beta / (1.0 - now)),
                            static_cast<float>(std::sqrt(alpha) * (1.0 - before) / (1.0 - now)),
                            static_cast<float>(std::sqrt((1.0 - before) / (1.0 - now) * beta))});
        if (target == ChainTarget::ORIGIN)
        {
            schedule.back().recover = 0.0F;
            schedule.back().remove = -1.0F;
        }
        before = now;
    }
    return schedule;
}

FloatMatrix
SinusoidalEmbedding(int steps, int size, int first)
{
    constexpr double LONGEST = 10000.0;
    const int half = size / 2;
    FloatMatrix embedding(steps, size);
    for (int t = 1; t <= steps; ++t)
    {
        for (int i = 0; i < half; ++i)
        {
            const double angle =
                (t - 1 + first) * std::pow(LONGEST, -static_cast<double>(i) / (half - 1));
            embedding(t - 1, i) = static_cast<float>(std::sin(angle));
            embedding(t - 1, half + i) = static_cast<float>(std::cos(angle));
        }
    }
    return embedding;
}

DiffusionActor::DiffusionActor(const FloatMatrix& embedding,
                               const DenseNetwork& network,
                               float bound,
                               ChainTarget target)
    : m_schedule(ReverseSchedule(static_cast<int>(embedding.rows()), target)),
      m_embedding(embedding),
      m_network(network),
      m_bound(bound)
{
}

FloatMatrix
DiffusionActor::Sample(const FloatMatrix& observations,
                       RandomSource* random,
                       std::vector<FloatMatrix>* chain) const
{
    const Eigen::Index outputs = m_network.Outputs();
    FloatMatrix x = FloatMatrix::Zero(observations.rows(), outputs);
    if (random)
    {
        x = DrawNormalLike(x, *random);
    }
    if (chain)
    {
        chain->assign(1, x);
    }
    FloatMatrix input(observations.rows(), m_network.Inputs());
    input.rightCols(observations.cols()) = observations;
    for (auto t = static_cast<Eigen::Index>(m_schedule.size()); t >= 1; --t)
    {
        const ReverseStep& step = m_schedule[t - 1];
        input.leftCols(outputs) = x;
        input.middleCols(outputs, m_embedding.cols()).rowwise() = m_embedding.row(t - 1);
        const FloatMatrix estimate = (step.recover * x - step.remove * m_network.Forward(input))
                                         .cwiseMax(-m_bound)
                                         .cwiseMin(m_bound);
        x = step.origin * estimate + step.keep * x;
        if (random && t > 1)
        {
            x += step.deviation * DrawNormalLike(x, *random);
        }
        if (chain)
        {
            chain->push_back(x);
        }
    }
    return x;
}

} // namespace isac
} // namespace ns3
