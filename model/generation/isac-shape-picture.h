/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_SHAPE_PICTURE_H
#define ISAC_SHAPE_PICTURE_H

#include <Eigen/Core>
#include <array>
#include <boost/random/mersenne_twister.hpp>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/// Side of a drawn picture [pixel].
constexpr int SHAPE_SIDE = 16;
/// Values of a drawn picture: three colours, row by row each.
constexpr int SHAPE_VALUES = 3 * SHAPE_SIDE * SHAPE_SIDE;

/// Colours that a shape may have.
constexpr std::array<const char*, 4> SHAPE_COLOURS{"red", "green", "blue", "yellow"};
/// Textures that a shape may have.
constexpr std::array<const char*, 3> SHAPE_TEXTURES{"plain", "striped", "dotted"};
/// Shapes.
constexpr std::array<const char*, 4> SHAPES{"disk", "square", "triangle", "cross"};

/// What a drawn picture shows, such as a red striped disk.
struct ShapePrompt
{
    int colour = 0;  //!< place in SHAPE_COLOURS
    int texture = 0; //!< place in SHAPE_TEXTURES
    int shape = 0;   //!< place in SHAPES

    /// @return "<colour> <texture> <shape>"
    std::string Describe() const;
};

/**
 * @ingroup isac-aigc
 * @return all 48 prompts, shape by shape within texture within colour
 */
std::vector<ShapePrompt> AllShapePrompts();

/**
 * @ingroup isac-aigc
 * @brief Draws a picture procedurally: place, size, turn, shade and background vary, edges are
 * smooth.
 * @param prompt what it shows
 * @param generator source of random bits, advanced
 * @return SHAPE_VALUES values in [0, 1]: red, green, blue plane
 */
Eigen::VectorXf DrawShape(const ShapePrompt& prompt, boost::random::mt19937_64& generator);

} // namespace isac
} // namespace ns3

#endif // ISAC_SHAPE_PICTURE_H
