/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-shape-picture.h"

#include <algorithm>
#include <boost/random/uniform_real_distribution.hpp>
#include <cmath>

namespace ns3
{
namespace isac
{

namespace
{

/// Samples of a pixel's side, so that edges are smooth.
constexpr int SAMPLES = 3;

/// Red, green and blue of SHAPE_COLOURS.
constexpr std::array<std::array<double, 3>, 4> COLOURS{
    {{0.90, 0.15, 0.12}, {0.12, 0.75, 0.20}, {0.15, 0.25, 0.90}, {0.92, 0.85, 0.15}}};

/// A picture's particulars.
struct Jitter
{
    double x;          //!< of the middle [pixel]
    double y;          //!< of the middle [pixel]
    double radius;     //!< [pixel]
    double turn;       //!< [rad]
    double shade;      //!< factor of the colour
    double background; //!< grey behind
    double phase;      //!< of the texture, share of its period
};

/// Whether a point, in radii from the middle, is within the shape.
bool
Inside(int shape, double u, double v)
{
    switch (shape)
    {
    case 0:
        return u * u + v * v < 1.0;
    case 1:
        return std::max(std::abs(u), std::abs(v)) < 0.85;
    case 2: {
        // Equilateral, its corners on the circle.
        const double root = std::sqrt(3.0);
        return v < 0.5 && root * u - v < 1.0 && -root * u - v < 1.0;
    }
    default:
        return std::min(std::abs(u), std::abs(v)) < 0.33 &&
               std::max(std::abs(u), std::abs(v)) < 1.0;
    }
}

/// Whether the texture is dark there, in pixels from the middle along the picture's own axes.
bool
Dark(int texture, double a, double b, double phase)
{
    const double period = 4.0;
    const auto cycle = [&](double x) {
        const double turns = x / period + phase;
        return turns - std::floor(turns);
    };
    if (texture == 1)
    {
        return cycle(a) < 0.5;
    }
    if (texture == 2)
    {
        const double p = cycle(a) - 0.5;
        const double q = cycle(b) - 0.5;
        return p * p + q * q < 0.09;
    }
    return false;
}

} // namespace

std::string
ShapePrompt::Describe() const
{
    return std::string(SHAPE_COLOURS.at(colour)) + " " + SHAPE_TEXTURES.at(texture) + " " +
           SHAPES.at(shape);
}

std::vector<ShapePrompt>
AllShapePrompts()
{
    std::vector<ShapePrompt> prompts;
    for (int colour = 0; colour < static_cast<int>(SHAPE_COLOURS.size()); ++colour)
    {
        for (int texture = 0; texture < static_cast<int>(SHAPE_TEXTURES.size()); ++texture)
        {
            for (int shape = 0; shape < static_cast<int>(SHAPES.size()); ++shape)
            {
                prompts.push_back({colour, texture, shape});
            }
        }
    }
    return prompts;
}

Eigen::VectorXf
DrawShape(const ShapePrompt& prompt, boost::random::mt19937_64& generator)
{
    const auto draw = [&](double low, double high) {
        return boost::random::uniform_real_distribution<double>(low, high)(generator);
    };
    Jitter jitter;
    jitter.x = SHAPE_SIDE / 2.0 + draw(-1.0, 1.0);
    jitter.y = SHAPE_SIDE / 2.0 + draw(-1.0, 1.0);
    jitter.radius = draw(5.5, 6.8);
    jitter.turn = draw(-0.15, 0.15);
    jitter.shade = draw(0.85, 1.05);
    jitter.background = draw(0.82, 0.98);
    jitter.phase = draw(0.0, 0.25);
    const auto& colour = COLOURS.at(prompt.colour);

    Eigen::VectorXf picture = Eigen::VectorXf::Zero(SHAPE_VALUES);
    for (int row = 0; row < SHAPE_SIDE; ++row)
    {
        for (int column = 0; column < SHAPE_SIDE; ++column)
        {
            std::array<double, 3> sum{};
            for (int sample = 0; sample < SAMPLES * SAMPLES; ++sample)
            {
                const double x = column + (sample % SAMPLES + 0.5) / SAMPLES - jitter.x;
                const double y = row + (sample / SAMPLES + 0.5) / SAMPLES - jitter.y;
                const double a = x * std::cos(jitter.turn) + y * std::sin(jitter.turn);
                const double b = y * std::cos(jitter.turn) - x * std::sin(jitter.turn);
                const bool inside = Inside(prompt.shape, a / jitter.radius, b / jitter.radius);
                const bool dark = inside && Dark(prompt.texture, a, b, jitter.phase);
                for (std::size_t i = 0; i < sum.size(); ++i)
                {
                    const double lit = dark ? 0.3 * colour[i] : colour[i];
                    sum[i] += inside ? jitter.shade * lit : jitter.background;
                }
            }
            for (std::size_t i = 0; i < sum.size(); ++i)
            {
                const double mean = sum[i] / (SAMPLES * SAMPLES);
                picture[static_cast<Eigen::Index>((i * SHAPE_SIDE + row) * SHAPE_SIDE + column)] =
                    static_cast<float>(std::clamp(mean, 0.0, 1.0));
            }
        }
    }
    return picture;
}

} // namespace isac
} // namespace ns3
