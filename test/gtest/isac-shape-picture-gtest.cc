/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-latent-basis.h"
#include "ns3/isac-shape-picture.h"

#include <gtest/gtest.h>
#include <set>
#include <stdexcept>

using namespace ns3::isac;

namespace
{

Eigen::MatrixXf
DrawSome(int count)
{
    boost::random::mt19937_64 generator(5);
    const std::vector<ShapePrompt> prompts = AllShapePrompts();
    Eigen::MatrixXf pictures(count, SHAPE_VALUES);
    for (int i = 0; i < count; ++i)
    {
        pictures.row(i) = DrawShape(prompts[i % prompts.size()], generator).transpose();
    }
    return pictures;
}

} // namespace

TEST(ShapePicture, HasFortyEightPrompts)
{
    std::set<std::string> names;
    for (const ShapePrompt& prompt : AllShapePrompts())
    {
        names.insert(prompt.Describe());
    }
    EXPECT_EQ(names.size(), 48U);
    EXPECT_EQ(names.count("red striped disk"), 1U);
    EXPECT_EQ(names.count("yellow plain cross"), 1U);
}

TEST(ShapePicture, ShowsItsColourInTheMiddle)
{
    boost::random::mt19937_64 generator(1);
    for (int i = 0; i < 20; ++i)
    {
        const Eigen::VectorXf picture = DrawShape({2, 0, 1}, generator); // a blue square
        ASSERT_EQ(picture.size(), SHAPE_VALUES);
        EXPECT_GE(picture.minCoeff(), 0.0F);
        EXPECT_LE(picture.maxCoeff(), 1.0F);
        const int middle = SHAPE_SIDE / 2 * SHAPE_SIDE + SHAPE_SIDE / 2;
        const int plane = SHAPE_SIDE * SHAPE_SIDE;
        EXPECT_GT(picture[2 * plane + middle], 2.0F * picture[middle]);
        // A corner is background, which is grey.
        EXPECT_NEAR(picture[0], picture[plane], 1e-6);
        EXPECT_NEAR(picture[0], picture[2 * plane], 1e-6);
    }
}

TEST(ShapePicture, VariesAndRepeatsWithTheSeed)
{
    boost::random::mt19937_64 one(9);
    boost::random::mt19937_64 other(9);
    const Eigen::VectorXf first = DrawShape({0, 1, 0}, one);
    EXPECT_EQ(first, DrawShape({0, 1, 0}, other));
    EXPECT_GT((first - DrawShape({0, 1, 0}, one)).norm(), 0.1F);
}

TEST(LatentBasis, LevelsVariancesAndKeepsWhatItSays)
{
    const Eigen::MatrixXf pictures = DrawSome(960);
    boost::random::mt19937_64 generator(2);
    const LatentBasis basis = FitLatentBasis(pictures, 40, generator);
    const Eigen::MatrixXf gram = basis.basis.transpose() * basis.basis;
    EXPECT_LT((gram - Eigen::MatrixXf::Identity(40, 40)).cwiseAbs().maxCoeff(), 1e-4F);
    const Eigen::MatrixXf latents = basis.Encode(pictures);
    const Eigen::VectorXf power = latents.array().square().colwise().mean();
    EXPECT_NEAR(power.minCoeff(), 1.0F, 1e-3F);
    EXPECT_NEAR(power.maxCoeff(), 1.0F, 1e-3F);
    const Eigen::MatrixXf centred = pictures.rowwise() - pictures.colwise().mean();
    const double lost = (basis.Decode(latents) - pictures).squaredNorm() / centred.squaredNorm();
    EXPECT_NEAR(1.0 - lost, basis.explained, 1e-4);
    EXPECT_GT(basis.explained, 0.8);
}

TEST(LatentBasis, RefusesWhatMakesNoSense)
{
    boost::random::mt19937_64 generator(2);
    const Eigen::MatrixXf pictures = DrawSome(48);
    EXPECT_THROW(FitLatentBasis(pictures, 0, generator), std::invalid_argument);
    EXPECT_THROW(FitLatentBasis(pictures, SHAPE_VALUES + 1, generator), std::invalid_argument);
    EXPECT_THROW(FitLatentBasis(Eigen::MatrixXf::Ones(10, 12), 3, generator),
                 std::invalid_argument);
}
