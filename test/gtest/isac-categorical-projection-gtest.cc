/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Distributions of returns: their projection on atoms by hand, what they keep of mass and mean,
 * expected returns, cross entropies.
 */

#include "ns3/isac-categorical-projection.h"
#include "ns3/isac-random-source.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>

using namespace ns3::isac;

namespace
{

constexpr float EPSILON = std::numeric_limits<float>::epsilon();

/// Atoms -1, 0, 1, 2, 3.
class Projection : public testing::Test
{
  protected:
    static constexpr double LOWEST = -1.0;
    static constexpr double HIGHEST = 3.0;

    static FloatMatrix Project(const FloatMatrix& probability, float reward, float discount)
    {
        const Eigen::VectorXf ones = Eigen::VectorXf::Ones(probability.rows());
        return ProjectReturns(probability, reward * ones, discount * ones, LOWEST, HIGHEST);
    }

    /// @return a row of five numbers
    static FloatMatrix Row(float a, float b, float c, float d, float e)
    {
        return (FloatMatrix(1, 5) << a, b, c, d, e).finished();
    }

    const FloatMatrix m_certain = Row(0, 0, 0, 1, 0); //!< a return of 2
};

TEST_F(Projection, AtomsAreEvenlySpaced)
{
    EXPECT_EQ(FloatMatrix(MakeAtoms(5, LOWEST, HIGHEST).transpose()), Row(-1, 0, 1, 2, 3));
}

TEST_F(Projection, SharesBetweenNeighbours)
{
    // 0.25 + 0.5 * 2 = 1.25.
    EXPECT_EQ(Project(m_certain, 0.25F, 0.5F), Row(0, 0, 0.75F, 0.25F, 0));
}

TEST_F(Projection, MassOnAnAtomStaysWhole)
{
    EXPECT_EQ(Project(m_certain, 0.0F, 1.0F), m_certain);
    EXPECT_EQ(Project(m_certain, 0.0F, 0.5F), Row(0, 0, 1, 0, 0));
    EXPECT_EQ(Project(m_certain, 1.0F, 1.0F), Row(0, 0, 0, 0, 1));
    EXPECT_EQ(Project(m_certain, -3.0F, 1.0F), Row(1, 0, 0, 0, 0));
}

TEST_F(Projection, EndsTakeWhatLiesBeyond)
{
    EXPECT_EQ(Project(m_certain, 10.0F, 1.0F), Row(0, 0, 0, 0, 1));
    EXPECT_EQ(Project(m_certain, -10.0F, 1.0F), Row(1, 0, 0, 0, 0));
    // Returns 0, 1, 2, 3 and 4, the last beyond the end.
    EXPECT_EQ(Project(Row(0.25F, 0.25F, 0.25F, 0.125F, 0.125F), 1.0F, 1.0F),
              Row(0, 0.25F, 0.25F, 0.25F, 0.25F));
}

TEST_F(Projection, AtTheEndTheRewardIsAll)
{
    EXPECT_EQ(Project(Row(0.25F, 0, 0.25F, 0, 0.5F), 0.5F, 0.0F), Row(0, 0.5F, 0.5F, 0, 0));
}

TEST_F(Projection, KeepsMassAndMean)
{
    RandomSource random(4);
    constexpr int ROWS = 30;
    constexpr int ATOMS = 51;
    FloatMatrix probability(ROWS, ATOMS);
    Eigen::VectorXf reward(ROWS);
    Eigen::VectorXf discount(ROWS);
    for (int row = 0; row < ROWS; ++row)
    {
        for (int atom = 0; atom < ATOMS; ++atom)
        {
            probability(row, atom) = static_cast<float>(random.Uniform());
        }
        probability.row(row) /= probability.row(row).sum();
        // Within [-10, 10], where nothing is cut off.
        discount[row] = static_cast<float>(0.9 * random.Uniform());
        reward[row] = static_cast<float>(2.0 * random.Uniform() - 1.0);
    }
    const FloatMatrix projected = ProjectReturns(probability, reward, discount, -10.0, 10.0);
    const Eigen::VectorXf atoms = MakeAtoms(ATOMS, -10.0, 10.0);
    EXPECT_GE(projected.minCoeff(), 0.0F);
    for (int row = 0; row < ROWS; ++row)
    {
        EXPECT_NEAR(projected.row(row).sum(), 1.0F, 2 * ATOMS * EPSILON);
        const float mean = reward[row] + discount[row] * probability.row(row).dot(atoms);
        EXPECT_NEAR(projected.row(row).dot(atoms), mean, 10.0F * 2 * ATOMS * EPSILON);
    }
}

TEST(Distribution, ExpectedReturnsByHand)
{
    // Two actions of three atoms 0, 1, 4: even chances, and 1 : 3 : 0.
    FloatMatrix logits(2, 6);
    logits.row(0) << 5.0F, 5.0F, 5.0F, 0.0F, std::log(3.0F), -100.0F;
    logits.row(1) << 0.0F, std::log(3.0F), -100.0F, 5.0F, 5.0F, 5.0F;
    const FloatMatrix expected = ExpectedReturns(logits, Eigen::Vector3f(0.0F, 1.0F, 4.0F));
    EXPECT_NEAR(expected(0, 0), 5.0F / 3.0F, 8 * EPSILON);
    EXPECT_NEAR(expected(0, 1), 0.75F, 8 * EPSILON);
    EXPECT_EQ(expected(1, 0), expected(0, 1));
    EXPECT_EQ(expected(1, 1), expected(0, 0));
    EXPECT_EQ(ChosenAtoms(logits, Eigen::Vector2i(1, 0), 3),
              FloatMatrix(logits.row(0).tail(3).replicate(2, 1)));
}

TEST(Distribution, CrossEntropyByHand)
{
    FloatMatrix logits(2, 2);
    logits << 0.0F, std::log(3.0F), 1.0F, 1.0F;
    FloatMatrix target(2, 2);
    target << 0.5F, 0.5F, 0.0F, 1.0F;
    const CategoricalLoss loss = CompareDistributions(logits, target);
    EXPECT_NEAR(loss.crossEntropy[0], -0.5 * std::log(0.25) - 0.5 * std::log(0.75), 8 * EPSILON);
    EXPECT_NEAR(loss.crossEntropy[1], std::log(2.0), 8 * EPSILON);
    FloatMatrix gradient(2, 2);
    gradient << -0.25F, 0.25F, 0.5F, -0.5F;
    EXPECT_LT((loss.gradient - gradient).cwiseAbs().maxCoeff(), 8 * EPSILON);
}

} // namespace
