/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-dd-law-fit.h"

#include <cmath>
#include <gtest/gtest.h>
#include <stdexcept>

using namespace ns3::isac;

namespace
{

/// What a model that followed the laws exactly would give.
std::vector<DdLawSample>
Follow(const DdQoeParameters& law)
{
    std::vector<DdLawSample> samples;
    for (const double distance : {0.0, 1.0})
    {
        for (const double bitError : {0.0, 0.05, 0.1, 0.2})
        {
            for (int serverSteps = 1; serverSteps <= 6; ++serverSteps)
            {
                for (int deviceSteps = 1; deviceSteps <= 8; ++deviceSteps)
                {
                    DdLawSample sample;
                    sample.picture = {serverSteps, deviceSteps, deviceSteps, bitError};
                    sample.distance = distance;
                    sample.clean = DdSufficiency(law, serverSteps + deviceSteps) *
                                   DdCleanness(law, bitError, deviceSteps);
                    sample.leak = DdJudge(law, DdPersonality{}, distance).Leak(sample.picture);
                    samples.push_back(sample);
                }
            }
        }
    }
    return samples;
}

} // namespace

TEST(DdLawFit, FindsTheLawsThatMadeTheSamples)
{
    DdQoeParameters law;
    law.halfSteps = 3.2;
    law.stepsWidth = 1.1;
    law.errorLimit = 0.2;
    law.errorRepair = 0.01;
    law.errorPower = 2.5;
    law.leakPerServerStep = 1.4;
    law.leakOffset = -0.3;
    law.leakErrors = 15.0;
    const DdLawFit fit = FitDdLaws(Follow(law));
    EXPECT_LT(fit.cleanResidual, 1e-5);
    EXPECT_LT(fit.leakResidual, 1e-5);
    EXPECT_NEAR(fit.parameters.halfSteps, law.halfSteps, 1e-3);
    EXPECT_NEAR(fit.parameters.stepsWidth, law.stepsWidth, 1e-3);
    EXPECT_NEAR(fit.parameters.errorLimit, law.errorLimit, 1e-4);
    EXPECT_NEAR(fit.parameters.errorRepair, law.errorRepair, 1e-4);
    EXPECT_NEAR(fit.parameters.errorPower, law.errorPower, 1e-2);
    EXPECT_NEAR(fit.parameters.leakPerServerStep, law.leakPerServerStep, 1e-3);
    EXPECT_NEAR(fit.parameters.leakOffset, law.leakOffset, 1e-3);
    EXPECT_NEAR(fit.parameters.leakErrors, law.leakErrors, 1e-2);
    // What is the users' own is not touched.
    EXPECT_EQ(fit.parameters.strictness, law.strictness);
    EXPECT_GT(fit.cleanSpread, 0.1);
}

TEST(DdLawFit, TellsWhatItDoesNotExplain)
{
    auto samples = Follow(DdQoeParameters());
    for (std::size_t i = 0; i < samples.size(); ++i)
    {
        samples[i].clean += i % 2 == 0 ? 0.05 : -0.05;
    }
    const DdLawFit fit = FitDdLaws(samples);
    // Nothing smooth follows a sawtooth of this height.
    EXPECT_GT(fit.cleanResidual, 0.03);
    EXPECT_LT(fit.cleanResidual, 0.0501);
}

TEST(DdLawFit, RefusesTooFewSamples)
{
    std::vector<DdLawSample> few(7);
    EXPECT_THROW(FitDdLaws(few), std::invalid_argument);
    EXPECT_THROW(FitDdLaws({}), std::invalid_argument);
}

TEST(ErrorLawFit, FindsTheLaw)
{
    std::vector<double> steps;
    std::vector<double> error;
    for (int z = 1; z <= 14; ++z)
    {
        steps.push_back(z);
        error.push_back(z < 4 ? 0.9 : 0.3 * std::exp(-0.25 * (z - 4)));
    }
    const ErrorLawFit fit = FitErrorLaw(steps, error, 4.0);
    EXPECT_NEAR(fit.scale, 0.3, 1e-6);
    EXPECT_NEAR(fit.attenuation, 0.25, 1e-6);
    EXPECT_LT(fit.residual, 1e-7);
    EXPECT_THROW(FitErrorLaw(steps, {0.1}, 4.0), std::invalid_argument);
    EXPECT_THROW(FitErrorLaw({5, 5, 5}, {0.1, 0.2, 0.3}, 4.0), std::invalid_argument);
}
