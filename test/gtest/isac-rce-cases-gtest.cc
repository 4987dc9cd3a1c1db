/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * RCE against the reference answers, computed in exact rationals, under all four readings.
 */

#include "isac-caqa-cases.h"

#include "ns3/isac-rce.h"

#include <chrono>
#include <numeric>

using namespace ns3::isac;

TEST(IsacRceCases, RawCasesUnderAllReadings)
{
    const char* names[] = {"full", "short", "zero"};
    int compared = 0;
    for (const auto& one : LoadCases("rce.json"))
    {
        if (one["kind"] != "raw")
        {
            continue;
        }
        CaqaBounds bounds;
        bounds.minEnergy = ToNumbers(one["in_"]["Emin"]);
        bounds.maxEnergy = ToNumbers(one["in_"]["Emax"]);
        bounds.gain = ToNumbers(one["in_"]["Lambda"]);
        bounds.budget = one["in_"]["E_r"];
        for (const auto& [reading, expected] : one["out"].items())
        {
            const std::string what = one["name"].get<std::string>() + ", " + reading;
            RceOptions options;
            options.infeasible =
                reading.rfind("any", 0) == 0 ? InfeasibleRule::ANY : InfeasibleRule::DROP;
            options.partialLast = reading.find("nopartial") == std::string::npos;
            const RceResult result = AllocateRce(bounds, options);
            EXPECT_EQ(names[static_cast<int>(result.branch)], expected["branch"]) << what;
            ExpectClose(result.energy, ToNumbers(expected["E_c"]), 0.0, "E_c, " + what);
            ExpectClose(result.objective, expected["objective"], 0.0, "objective, " + what);
            ExpectClose(result.total, expected["sum_E_c"], 0.0, "sum, " + what);
            ++compared;
        }
    }
    EXPECT_EQ(compared, 4 * 21);
}

TEST(IsacRceCases, AMillionUsersInReasonableTime)
{
    const std::size_t users = 1000000;
    CaqaBounds bounds;
    bounds.minEnergy.assign(users, 1.0);
    bounds.maxEnergy.assign(users, 2.0);
    bounds.budget = 1.5 * static_cast<double>(users);
    unsigned value = 1;
    for (std::size_t k = 0; k < users; ++k)
    {
        value = value * 1664525U + 1013904223U;
        bounds.gain.push_back(1.0 + value / 4294967296.0);
    }
    const auto start = std::chrono::steady_clock::now();
    const RceResult result = AllocateRce(bounds);
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
    EXPECT_NEAR(result.total, bounds.budget, 1e-9 * bounds.budget);
    // 0.1 s optimised; ten times that for debug builds and loaded machines. Quadratic would be
    // hours.
    EXPECT_LT(time.count(), 3.0);
    RecordProperty("microseconds", static_cast<int>(1e6 * time.count()));
}
