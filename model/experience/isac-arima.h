/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ARIMA_H
#define ISAC_ARIMA_H

#include "isac-arma-likelihood.h"

namespace ns3
{
namespace isac
{

/// Orders of ARIMA(p, w, q).
struct ArimaOrder
{
    int ar = 0;         //!< p
    int difference = 0; //!< w of (10), called d elsewhere
    int ma = 0;         //!< q
};

/// A series' model: (10) and (11).
struct ArimaModel
{
    ArimaOrder order;           //!< p, w, q
    ArmaParameters parameters;  //!< of the differenced series; its mean is 0 unless w = 0
    double variance = 0.0;      //!< s2 of the noise; infinite where nothing is known of it
    double logLikelihood = 0.0; //!< of the differenced series, exact
    double criterion = 0.0;     //!< AICc; the noise's variance counts as a parameter
};

/// What a model foresees.
struct ArimaForecast
{
    std::vector<double> value;         //!< of the steps ahead
    std::vector<double> standardError; //!< of each, for known parameters and a long past
};

/// A series of n values has a model with p + q coefficients if n is at least this plus p + q.
constexpr int ARIMA_SHORTEST = 10;
/// Largest w, as (13) has it.
constexpr int ARIMA_MOST_DIFFERENCES = 2;
/// Roots nearer than this to the unit circle rule a model out: it says that w is wrong.
constexpr double ARIMA_ROOT_MARGIN = 0.001;

/**
 * @ingroup isac-aigc
 * @brief The model of given orders with the largest exact likelihood.
 * @param series E, n values, n at least ARIMA_SHORTEST + p + q
 * @param order p, w and q
 * @return model
 * @throws std::invalid_argument if an order is negative, w above ARIMA_MOST_DIFFERENCES, or the
 * series too short or not finite
 */
ArimaModel FitArima(const std::vector<double>& series, const ArimaOrder& order);

/**
 * @ingroup isac-aigc
 * @brief Chooses the orders, too: w by the KPSS test, p and q by the least AICc among models whose
 * roots keep ARIMA_ROOT_MARGIN.
 *
 * A series that is too short for any model is foreseen to stay at its last value, which is
 * ARIMA(0, 1, 0).
 *
 * @param series E, at least one value
 * @param most largest p, w and q
 * @return model
 * @throws std::invalid_argument if the series is empty or not finite
 */
ArimaModel SelectArima(const std::vector<double>& series,
                       const ArimaOrder& most = {2, ARIMA_MOST_DIFFERENCES, 2});

/**
 * @ingroup isac-aigc
 * @brief (12) and (13): predictions of the differenced series, summed up again.
 *
 * The series need not be the one that was fitted; a model stays good for some time.
 *
 * @param model the model
 * @param series E, at least w values and at least one
 * @param steps how many
 * @return forecasts
 * @throws std::invalid_argument if the series is too short or not finite
 */
ArimaForecast ForecastArima(const ArimaModel& model, const std::vector<double>& series, int steps);

} // namespace isac
} // namespace ns3

#endif // ISAC_ARIMA_H
