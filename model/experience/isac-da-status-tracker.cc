/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-status-tracker.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace ns3
{
namespace isac
{

namespace
{

/// @param values gets one more @param value the newest @param most of them; the oldest goes
void
Push(std::vector<double>& values, double value, int most)
{
    if (static_cast<int>(values.size()) == most)
    {
        values.erase(values.begin());
    }
    values.push_back(value);
}

} // namespace

DaStatusTracker::DaStatusTracker(DaAttribute attribute,
                                 DaCollection collection,
                                 DaStatusSettings settings)
    : m_attribute(std::move(attribute)),
      m_collection(collection),
      m_settings(settings)
{
    if (!(m_attribute.low < m_attribute.high))
    {
        throw std::invalid_argument("digital agent: the range of " + m_attribute.name +
                                    " is empty");
    }
    if (m_settings.window < 1 || m_settings.accuracyWindow < 1 || m_settings.refitPeriod < 1)
    {
        throw std::invalid_argument("digital agent: windows and periods are at least 1");
    }
}

void
DaStatusTracker::Collect(double value)
{
    if (!std::isfinite(value))
    {
        throw std::invalid_argument("digital agent: a value of " + m_attribute.name +
                                    " is not finite");
    }
    m_state.sampleSum += value;
    ++m_state.samples;
}

void
DaStatusTracker::EndSlot()
{
    if (m_state.samples > 0)
    {
        const double value = m_state.sampleSum / m_state.samples;
        if (IsKnown())
        {
            const double range = m_attribute.high - m_attribute.low;
            Push(m_state.misses,
                 std::min(std::abs(GetPrediction() - value) / range, 1.0),
                 m_settings.accuracyWindow);
        }
        Push(m_state.values, value, m_settings.window);
        m_state.news = true;
    }
    else if (IsKnown())
    {
        Push(m_state.values, GetPrediction(), m_settings.window);
    }
    m_state.sampleSum = 0.0;
    m_state.samples = 0;
    if (!IsKnown())
    {
        return;
    }
    ++m_state.modelAge;
    // As long as the last value is all there is to say, saying it anew costs nothing.
    const bool early = static_cast<int>(m_state.values.size()) <= ARIMA_SHORTEST;
    if (m_state.news && (early || m_state.modelAge >= m_settings.refitPeriod))
    {
        m_state.model = SelectArima(m_state.values, m_settings.mostOrder);
        m_state.modelAge = 0;
        m_state.news = false;
    }
    const ArimaForecast forecast = ForecastArima(m_state.model, m_state.values, 1);
    m_state.prediction = forecast.value[0];
    m_state.predictionError = forecast.standardError[0];
}

bool
DaStatusTracker::IsKnown() const
{
    return !m_state.values.empty();
}

double
DaStatusTracker::GetPrediction() const
{
    return IsKnown() ? std::min(std::max(m_state.prediction, m_attribute.low), m_attribute.high)
                     : 0.5 * (m_attribute.low + m_attribute.high);
}

double
DaStatusTracker::GetPredictionError() const
{
    return m_state.predictionError;
}

double
DaStatusTracker::GetAccuracy() const
{
    const std::vector<double>& misses = m_state.misses;
    return misses.empty() ? 0.0
                          : std::max(1.0 - std::accumulate(misses.begin(), misses.end(), 0.0) /
                                               static_cast<double>(misses.size()),
                                     0.0);
}

double
DaStatusTracker::GetCollectionRate() const
{
    return DaCollectionRate(m_collection, GetAccuracy());
}

const DaAttribute&
DaStatusTracker::GetAttribute() const
{
    return m_attribute;
}

const DaStatusState&
DaStatusTracker::GetState() const
{
    return m_state;
}

void
DaStatusTracker::SetState(const DaStatusState& state)
{
    const ArimaModel& model = state.model;
    if (static_cast<int>(state.values.size()) > m_settings.window ||
        static_cast<int>(state.misses.size()) > m_settings.accuracyWindow || state.samples < 0 ||
        static_cast<int>(model.parameters.ar.size()) != model.order.ar ||
        static_cast<int>(model.parameters.ma.size()) != model.order.ma)
    {
        throw std::invalid_argument("digital agent: not a state of " + m_attribute.name);
    }
    m_state = state;
}

} // namespace isac
} // namespace ns3
