/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * The action filter (CAQA-AIGC, (10)): its lower end is exactly where the requirement is within
 * reach, and it never leaves the range of C3.
 */

#include "ns3/isac-action-filter.h"

#include <gtest/gtest.h>

using namespace ns3::isac;

TEST(IsacActionFilter, LowerEndJustReachesTheRequirement)
{
    const CaqaParameters parameters;
    for (int z = parameters.denoising.minSteps; z <= parameters.denoising.maxSteps; ++z)
    {
        for (const double requirement : {0.1, 0.4, 0.45, 0.8})
        {
            const double energy = MinSensingEnergy(parameters, requirement, z);
            // Theta = Omega_min up to the rounding of one power and its inverse.
            EXPECT_NEAR(CaqaAccuracy(parameters, {energy}, {z})[0], requirement, 1e-13);
            EXPECT_LT(CaqaAccuracy(parameters, {energy * 0.999}, {z})[0], requirement);
        }
    }
}

TEST(IsacActionFilter, MoreStepsNeedLessSensing)
{
    const CaqaParameters parameters;
    EXPECT_LT(MinSensingEnergy(parameters, 0.42, 10), MinSensingEnergy(parameters, 0.42, 5));
}

TEST(IsacActionFilter, OutOfReachIsCutToTheMost)
{
    const CaqaParameters parameters;
    // Above xi, and within xi but beyond what E_s,max reaches.
    EXPECT_DOUBLE_EQ(MinSensingEnergy(parameters, 0.96, 10), parameters.maxSensingEnergy);
    EXPECT_DOUBLE_EQ(MinSensingEnergy(parameters, 0.93, 10), parameters.maxSensingEnergy);
    EXPECT_DOUBLE_EQ(FilterSensingEnergy(parameters, 0.96, 10, 0.3), parameters.maxSensingEnergy);
}

TEST(IsacActionFilter, MapsTheUnitInterval)
{
    const CaqaParameters parameters;
    const double least = MinSensingEnergy(parameters, 0.42, 7);
    EXPECT_DOUBLE_EQ(FilterSensingEnergy(parameters, 0.42, 7, 0.0), least);
    EXPECT_DOUBLE_EQ(FilterSensingEnergy(parameters, 0.42, 7, -2.0), least);
    EXPECT_DOUBLE_EQ(FilterSensingEnergy(parameters, 0.42, 7, 1.0), parameters.maxSensingEnergy);
    EXPECT_DOUBLE_EQ(FilterSensingEnergy(parameters, 0.42, 7, 5.0), parameters.maxSensingEnergy);
    EXPECT_NEAR(FilterSensingEnergy(parameters, 0.42, 7, 0.25),
                0.75 * least + 0.25 * parameters.maxSensingEnergy,
                1e-16);
}
