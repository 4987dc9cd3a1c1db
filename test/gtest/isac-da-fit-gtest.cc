/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Fits of the personal QoE model against the reference, optimality of non-negative least squares,
 * and which structure wins on data of either.
 */

#include "isac-da-agent-cases.h"

#include "ns3/isac-da-fit.h"
#include "ns3/isac-distance-correlation.h"
#include "ns3/isac-non-negative-least-squares.h"
#include "ns3/isac-truncated-normal.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace ns3::isac;

namespace
{

const DaFitSettings WITHOUT_FIXED{false, 2.0, true};

/// @param entry case @return its experiences, with impact 1
std::vector<DaExperience>
Experiences(const nlohmann::json& entry)
{
    std::vector<DaExperience> experiences;
    for (std::size_t i = 0; i < entry["mos"].size(); ++i)
    {
        experiences.push_back({entry["Q"][i], entry["T"][i], 1.0, entry["mos"][i]});
    }
    return experiences;
}

/// @param cases experiences @return columns 1, q and T
Eigen::MatrixXd
Columns(const std::vector<DaExperience>& experiences)
{
    Eigen::MatrixXd columns(experiences.size(), 3);
    for (std::size_t i = 0; i < experiences.size(); ++i)
    {
        columns.row(i) << 1.0, experiences[i].quality, experiences[i].latency;
    }
    return columns;
}

/// @return their scores
Eigen::VectorXd
Scores(const std::vector<DaExperience>& experiences)
{
    Eigen::VectorXd scores(experiences.size());
    for (std::size_t i = 0; i < experiences.size(); ++i)
    {
        scores[i] = experiences[i].score;
    }
    return scores;
}

/// How scores come from a model's QoE.
enum class Opinion
{
    NOISY,    //!< plus a normal error of .3
    OF_PEOPLE //!< cut normal of variance .8 on 1..5, as the paper's
};

/// @return so many experiences of a user with this model
std::vector<DaExperience>
Live(const DaQoeModel& model, int count, Opinion opinion, DaNumbers& numbers)
{
    std::vector<DaExperience> experiences;
    for (int i = 0; i < count; ++i)
    {
        const double fileSize = numbers.Uniform(1.5, 4.5);
        DaExperience e;
        e.quality = 2.0 * fileSize / (1.0 + 2.0 * fileSize);
        e.latency = numbers.Uniform(0.12, 1.2);
        e.impact = numbers.Uniform(0.8, 1.0);
        const double qoe = model.Qoe(e);
        e.score = opinion == Opinion::NOISY
                      ? qoe + 0.3 * numbers.Normal()
                      : TruncatedNormal(qoe, std::sqrt(0.8)).Draw(numbers.Generator());
        experiences.push_back(e);
    }
    return experiences;
}

/// @return how many of 100 users of a structure are taken for L2
int
CountRatios(DaStructure structure, Opinion opinion, const DaFitSettings& settings)
{
    DaNumbers numbers(11);
    int ratios = 0;
    for (int trial = 0; trial < 100; ++trial)
    {
        DaQoeModel model;
        model.structure = structure;
        model.qualityWeight = numbers.Uniform(4.2, 6.2);
        model.latencyWeight = numbers.Uniform(0.3, 0.5);
        model.ratioWeight = numbers.Uniform(1.0, 2.8);
        model.fixedLatency = 0.1;
        const DaQoeFit fit = FitDaQoe(Live(model, 300, opinion, numbers), settings);
        ratios += fit.model.structure == DaStructure::RATIO ? 1 : 0;
    }
    return ratios;
}

} // namespace

TEST(DaFit, AgreesWithTheReference)
{
    const nlohmann::json cases = DaCases("qoe_fit");
    ASSERT_EQ(cases.size(), 4u);
    for (const nlohmann::json& entry : cases)
    {
        SCOPED_TRACE(entry["gen"].get<std::string>());
        const std::vector<DaExperience> experiences = Experiences(entry);
        const DaQoeFit one = FitDaStructure(experiences, DaStructure::DIFFERENCE, WITHOUT_FIXED);
        EXPECT_NEAR(one.model.qualityWeight, entry["L1_nn"][0], 1e-10);
        EXPECT_NEAR(one.model.latencyWeight, entry["L1_nn"][1], 1e-10);
        EXPECT_NEAR(one.squaredError, entry["mse_L1_nn"], 1e-10);
        const DaQoeFit two = FitDaStructure(experiences, DaStructure::RATIO, WITHOUT_FIXED);
        EXPECT_NEAR(two.model.ratioWeight, entry["w3"], 1e-10);
        EXPECT_NEAR(two.squaredError, entry["mse_L2"], 1e-9);
        EXPECT_EQ(entry["selected"], "L1");
        EXPECT_EQ(FitDaQoe(experiences, WITHOUT_FIXED).model.structure, DaStructure::DIFFERENCE);
        EXPECT_LE(FitDaStructure(experiences, DaStructure::RATIO).squaredError, two.squaredError);
        std::vector<double> latency;
        std::vector<double> quality;
        for (const DaExperience& e : experiences)
        {
            latency.push_back(e.latency);
            quality.push_back(e.quality);
            EXPECT_NEAR(2.0 * entry["F"][latency.size() - 1].get<double>() * (1.0 - e.quality),
                        e.quality,
                        1e-5);
        }
        const std::vector<double> scores = ToNumbers(entry["mos"]);
        EXPECT_NEAR(ComputeDistanceCorrelation(latency, scores).coefficient,
                    entry["dcor_T"],
                    1e-12);
        EXPECT_NEAR(ComputeDistanceCorrelation(quality, scores).coefficient,
                    entry["dcor_Q"],
                    1e-12);
    }
}

TEST(DaFit, LeastSquaresOfEitherSignAgreeWithTheReference)
{
    // With the signs of the unconstrained answers, non-negative least squares must find them.
    for (const nlohmann::json& entry : DaCases("qoe_fit"))
    {
        SCOPED_TRACE(entry["gen"].get<std::string>());
        const std::vector<DaExperience> experiences = Experiences(entry);
        const Eigen::VectorXd scores = Scores(experiences);
        const auto check = [&](Eigen::MatrixXd columns, std::vector<double> expected, double mse) {
            expected.back() = -expected.back();
            for (Eigen::Index i = 0; i < columns.cols(); ++i)
            {
                columns.col(i) *= expected[i] < 0.0 ? -1.0 : 1.0;
            }
            const Eigen::VectorXd found = NonNegativeLeastSquares(columns, scores);
            for (Eigen::Index i = 0; i < columns.cols(); ++i)
            {
                EXPECT_NEAR(found[i], std::abs(expected[i]), 1e-9);
            }
            EXPECT_NEAR((scores - columns * found).squaredNorm() / scores.size(), mse, 1e-10);
        };
        const Eigen::MatrixXd columns = Columns(experiences);
        check(columns.rightCols(2), ToNumbers(entry["L1"]), entry["mse_L1"]);
        check(columns, ToNumbers(entry["L1_intercept"]), entry["mse_L1_intercept"]);
    }
}

TEST(DaFit, NonNegativeLeastSquaresIsOptimal)
{
    DaNumbers numbers(1);
    int bound = 0;
    for (int trial = 0; trial < 200; ++trial)
    {
        const int count = 1 + trial % 6;
        Eigen::MatrixXd columns(10, count);
        Eigen::VectorXd target(10);
        for (int row = 0; row < 10; ++row)
        {
            target[row] = numbers.Normal();
            for (int column = 0; column < count; ++column)
            {
                columns(row, column) = numbers.Normal();
            }
        }
        if (trial % 10 == 9)
        {
            columns.col(0) = columns.col(count - 1);
        }
        const Eigen::VectorXd found = NonNegativeLeastSquares(columns, target);
        const Eigen::VectorXd slope = columns.transpose() * (target - columns * found);
        for (int i = 0; i < count; ++i)
        {
            // Karush, Kuhn and Tucker: convex, so this is enough.
            EXPECT_GE(found[i], 0.0);
            EXPECT_LE(slope[i], 1e-10);
            EXPECT_NEAR(found[i] * slope[i], 0.0, 1e-10);
            bound += found[i] == 0.0 ? 1 : 0;
        }
    }
    EXPECT_GT(bound, 100);
    EXPECT_EQ(NonNegativeLeastSquares(Eigen::MatrixXd::Zero(3, 2), Eigen::Vector3d::Ones()),
              Eigen::Vector2d::Zero());
    EXPECT_THROW(NonNegativeLeastSquares(Eigen::MatrixXd::Zero(3, 2), Eigen::Vector2d::Ones()),
                 std::invalid_argument);
}

TEST(DaFit, FindsTheWeightsOfCleanData)
{
    DaNumbers numbers(2);
    DaQoeModel one{DaStructure::DIFFERENCE, 5.5, 0.4, 0.0, 0.0};
    DaQoeModel two{DaStructure::RATIO, 0.0, 0.0, 1.7, 0.137};
    for (const DaQoeModel& model : {one, two})
    {
        std::vector<DaExperience> experiences = Live(model, 40, Opinion::NOISY, numbers);
        for (DaExperience& e : experiences)
        {
            e.score = model.Qoe(e);
        }
        const DaQoeFit fit = FitDaQoe(experiences);
        EXPECT_EQ(fit.model.structure, model.structure);
        // The error is flat about its least: T0 is known to the root of the rounding.
        EXPECT_NEAR(fit.model.qualityWeight, model.qualityWeight, 1e-6);
        EXPECT_NEAR(fit.model.latencyWeight, model.latencyWeight, 1e-6);
        EXPECT_NEAR(fit.model.ratioWeight, model.ratioWeight, 1e-6);
        EXPECT_NEAR(fit.model.fixedLatency, model.fixedLatency, 1e-6);
        EXPECT_NEAR(fit.squaredError, 0.0, 1e-12);
    }
}

TEST(DaFit, FixedLatencyMakesRatiosVisible)
{
    const DaFitSettings with;
    // 96 to 100 % where T0 is fitted, and 0 to 5 % where it is not; less three deviations of 100
    // draws at 96 and 5 %.
    EXPECT_GE(CountRatios(DaStructure::RATIO, Opinion::OF_PEOPLE, with), 90);
    EXPECT_LE(CountRatios(DaStructure::RATIO, Opinion::OF_PEOPLE, WITHOUT_FIXED), 12);
    EXPECT_GE(CountRatios(DaStructure::RATIO, Opinion::NOISY, with), 96);
    EXPECT_LE(CountRatios(DaStructure::DIFFERENCE, Opinion::OF_PEOPLE, with), 5);
    EXPECT_LE(CountRatios(DaStructure::DIFFERENCE, Opinion::NOISY, with), 5);
}

TEST(DaFit, LatencyCanBeLeftOut)
{
    DaNumbers numbers(3);
    const DaQoeModel model{DaStructure::RATIO, 0.0, 0.0, 1.7, 0.1};
    const std::vector<DaExperience> experiences = Live(model, 40, Opinion::NOISY, numbers);
    const DaQoeFit fit = FitDaQoe(experiences, {true, 2.0, false});
    EXPECT_EQ(fit.model.structure, DaStructure::DIFFERENCE);
    EXPECT_EQ(fit.model.latencyWeight, 0.0);
    EXPECT_GT(fit.model.qualityWeight, 0.0);
}

TEST(DaFit, UpdatesOnlyForTheBetter)
{
    DaNumbers numbers(4);
    DaQoeModel truth{DaStructure::DIFFERENCE, 5.5, 0.4, 0.0, 0.0};
    std::vector<DaExperience> experiences = Live(truth, 40, Opinion::NOISY, numbers);
    DaQoeModel model{DaStructure::RATIO, 0.0, 0.0, 9.0, 0.0};
    EXPECT_TRUE(UpdateDaQoe(model, experiences));
    EXPECT_EQ(model.structure, DaStructure::DIFFERENCE);
    const double reached = DaSquaredError(model, experiences);
    EXPECT_FALSE(UpdateDaQoe(model, experiences));
    EXPECT_EQ(DaSquaredError(model, experiences), reached);
}

TEST(DaFit, RefusesWhatItCannotFit)
{
    EXPECT_THROW(FitDaQoe({}), std::invalid_argument);
    EXPECT_THROW(FitDaQoe({{0.8, 0.0, 1.0, 4.0}}), std::invalid_argument);
    EXPECT_THROW(FitDaQoe({{0.8, 0.5, 1.0, std::nan("")}}), std::invalid_argument);
}
