/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Closed forms of the digital agent against the reference: rate of collection, impact, complexity.
 */

#include "isac-da-agent-cases.h"

#include "ns3/isac-da-collection.h"

#include <gtest/gtest.h>

using namespace ns3::isac;

TEST(DaCollection, RatesAgreeWithTheReference)
{
    const nlohmann::json cases = DaCases("collection_frequency");
    ASSERT_FALSE(cases.empty());
    const std::vector<std::string> kinds{"behavior", "performance", "environment"};
    for (const nlohmann::json& entry : cases)
    {
        const auto kind = std::find(kinds.begin(), kinds.end(), entry["attr"].get<std::string>());
        ASSERT_NE(kind, kinds.end());
        EXPECT_EQ(DA_COLLECTION[kind - kinds.begin()].standardRate, entry["lbar"]);
        EXPECT_NEAR(DaCollectionRate({entry["lbar"], entry["nu"]}, entry["A"]),
                    entry["l"],
                    1e-12 * entry["l"].get<double>());
    }
}

TEST(DaCollection, RatesFallWithAccuracy)
{
    for (const DaCollection& collection : DA_COLLECTION)
    {
        EXPECT_EQ(DaCollectionRate(collection, 0.0), collection.standardRate);
        double last = collection.standardRate;
        for (const double accuracy : {0.3, 0.6, 0.9, 1.0})
        {
            EXPECT_LT(DaCollectionRate(collection, accuracy), last);
            last = DaCollectionRate(collection, accuracy);
        }
    }
    EXPECT_THROW(DaCollectionRate({}, 1.1), std::invalid_argument);
    EXPECT_THROW(DaCollectionRate({}, -0.1), std::invalid_argument);
}

TEST(DaCollection, ImpactsAgreeWithTheReference)
{
    const nlohmann::json cases = DaCases("impact");
    ASSERT_FALSE(cases.empty());
    for (const nlohmann::json& entry : cases)
    {
        const double behaviour = entry["H"];
        const double environment = entry["E"];
        EXPECT_NEAR(DaImpact(behaviour, environment), entry["I"], 1e-12);
        EXPECT_EQ(DaImpact(behaviour, environment), DaImpact(environment, behaviour));
        EXPECT_LT(DaImpact(behaviour + 0.1, environment), DaImpact(behaviour, environment));
    }
}

TEST(DaCollection, ComplexitiesAgreeWithTheReference)
{
    const nlohmann::json cases = DaCases("env_complexity");
    ASSERT_FALSE(cases.empty());
    for (const nlohmann::json& entry : cases)
    {
        const double speed = entry["v_kmh"].get<double>() / 3.6;
        EXPECT_NEAR(DaEnvironmentComplexity(speed), entry["E"], 1e-12);
        // Only the ratio to the greatest speed counts.
        EXPECT_NEAR(DaEnvironmentComplexity(speed * 3.6, 80.0), entry["E"], 1e-12);
    }
    EXPECT_EQ(DaEnvironmentComplexity(30.0, 30.0), 1.0);
}
