/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Reference cases of system CAQA in test/data, for the tests that compare with them.
 */
#ifndef ISAC_CAQA_CASES_H
#define ISAC_CAQA_CASES_H

#include "ns3/isac-caqa-slot.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <gtest/gtest.h>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

/// @return the cases of a file in test/data; a failure of the test and none if it cannot be read
inline nlohmann::json
LoadCases(const std::string& name)
{
    std::ifstream file(std::string(ISAC_DATA_DIRECTORY) + "/../test/data/" + name);
    const nlohmann::json document = nlohmann::json::parse(file, nullptr, false);
    if (document.is_discarded())
    {
        ADD_FAILURE() << "cannot read test/data/" << name;
        return nlohmann::json::array();
    }
    return document["cases"];
}

/// @return a number; infinity is written "inf"
inline double
ToNumber(const nlohmann::json& value)
{
    return value.is_string() ? std::numeric_limits<double>::infinity() : value.get<double>();
}

/// @return numbers; infinity is written "inf"
inline std::vector<double>
ToNumbers(const nlohmann::json& values)
{
    std::vector<double> numbers;
    for (const auto& value : values)
    {
        numbers.push_back(ToNumber(value));
    }
    return numbers;
}

/// @return the cell of a case
inline ns3::isac::CaqaParameters
ToParameters(const nlohmann::json& params)
{
    ns3::isac::CaqaParameters parameters;
    parameters.users = params["K"];
    parameters.bandwidth = params["B"];
    parameters.maxTime = params["T_max"];
    parameters.cycleTime = params["T_s"];
    parameters.displayPixels = params["D_c"];
    parameters.bitsPerPixel = params["beta"];
    parameters.maxEnergy = params["E_max"];
    parameters.maxSensingEnergy = params["E_s_max"];
    parameters.sensingPower = params["P_s"];
    parameters.powerPerUser = params["P_c"];
    parameters.noiseDensity = std::pow(10.0, (params["noise_dbm_hz"].get<double>() - 30.0) / 10.0);
    parameters.sensing.limit = params["xi"];
    parameters.sensing.scale = params["varpi"];
    parameters.sensing.decay = params["tau"];
    parameters.denoising.workPerStep = params["chi"];
    parameters.denoising.serverSpeed = params["f"];
    parameters.denoising.errorScale = params["eps_fwd"];
    parameters.denoising.errorAttenuation = params["mu"];
    parameters.denoising.minSteps = params["z_min"];
    parameters.denoising.maxSteps = params["z_max"];
    return parameters;
}

/// Expects a number to relative 1e-12 of the larger of itself and a scale for differences.
inline void
ExpectClose(double value, double expected, double scale, const std::string& what)
{
    if (std::isinf(expected))
    {
        EXPECT_EQ(value, expected) << what;
        return;
    }
    EXPECT_NEAR(value, expected, 1e-12 * std::max(std::abs(expected), scale)) << what;
}

/// Expects numbers to relative 1e-12 each, as ExpectClose.
inline void
ExpectClose(const std::vector<double>& values,
            const std::vector<double>& expected,
            double scale,
            const std::string& what)
{
    ASSERT_EQ(values.size(), expected.size()) << what;
    for (std::size_t k = 0; k < expected.size(); ++k)
    {
        ExpectClose(values[k], expected[k], scale, what + " of user " + std::to_string(k));
    }
}

#endif // ISAC_CAQA_CASES_H
