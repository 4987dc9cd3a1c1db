/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Reference series of ARIMA in test/data/da.json, and what tests of it share.
 */
#ifndef ISAC_ARIMA_CASES_H
#define ISAC_ARIMA_CASES_H

#include "isac-da-agent-cases.h"

#include "ns3/isac-arima.h"
#include "ns3/isac-kpss.h"

/// A case of the file, unpacked.
struct ArimaCase
{
    std::string name;                //!< of the case
    ns3::isac::ArimaOrder order;     //!< given
    std::vector<double> series;      //!< E
    std::vector<double> differenced; //!< y
    nlohmann::json answers;          //!< the rest
};

/// @return all of them
inline std::vector<ArimaCase>
ReadArimaCases()
{
    std::vector<ArimaCase> cases;
    for (const nlohmann::json& entry : DaCases("arima"))
    {
        const ns3::isac::ArimaOrder order{entry["order"][0], entry["order"][1], entry["order"][2]};
        const std::vector<double> series = ToNumbers(entry["y"]);
        cases.push_back(
            {entry["name"], order, series, ns3::isac::Difference(series, order.difference), entry});
    }
    EXPECT_EQ(cases.size(), 4u);
    return cases;
}

/// @param answers of a case @return the package's estimate
inline ns3::isac::ArmaParameters
PackageParameters(const nlohmann::json& answers)
{
    const nlohmann::json& values = answers["statsmodels_params"];
    ns3::isac::ArmaParameters parameters;
    for (const auto& [name, value] : values.items())
    {
        if (name == "ar.L1")
        {
            parameters.ar.push_back(value);
        }
        else if (name == "ma.L1")
        {
            parameters.ma.push_back(value);
        }
        else if (name == "const")
        {
            parameters.mean = value;
        }
    }
    return parameters;
}

/// @return phi, then theta, then the mean if there is one
inline std::vector<double>
InOneRow(const ns3::isac::ArmaParameters& parameters, bool withMean)
{
    std::vector<double> row = parameters.ar;
    row.insert(row.end(), parameters.ma.begin(), parameters.ma.end());
    if (withMean)
    {
        row.push_back(parameters.mean);
    }
    return row;
}

/// @return a series of a model, from its steady state
inline std::vector<double>
Simulate(const ns3::isac::ArmaParameters& parameters, int count, DaNumbers& numbers)
{
    const int before = 200;
    std::vector<double> noise;
    std::vector<double> series;
    for (int t = 0; t < before + count; ++t)
    {
        noise.push_back(numbers.Normal());
        double value = noise[t];
        for (int i = 1; i <= std::min(t, int(parameters.ar.size())); ++i)
        {
            value += parameters.ar[i - 1] * series[t - i];
        }
        for (int j = 1; j <= std::min(t, int(parameters.ma.size())); ++j)
        {
            value += parameters.ma[j - 1] * noise[t - j];
        }
        series.push_back(value);
    }
    series.erase(series.begin(), series.begin() + before);
    for (double& value : series)
    {
        value += parameters.mean;
    }
    return series;
}

#endif // ISAC_ARIMA_CASES_H
