/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_STATUS_TRACKER_H
#define ISAC_DA_STATUS_TRACKER_H

#include "isac-arima.h"
#include "isac-da-collection.h"

#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/// Something about a user that his agent follows.
struct DaAttribute
{
    std::string name;                        //!< as it is shown
    DaDataKind kind = DaDataKind::BEHAVIOUR; //!< says how often it is collected
    double low = 0.0;                        //!< least value it can have
    double high = 1.0;                       //!< greatest value, above low
};

/// How an attribute is followed; counts are of slots.
struct DaStatusSettings
{
    int window = 60;         //!< values that are kept, and that models are fitted to
    int accuracyWindow = 20; //!< latest predictions that A is the average of
    int refitPeriod = 15;    //!< a model is used so long before it is fitted anew
    ArimaOrder mostOrder{2, ARIMA_MOST_DIFFERENCES, 2}; //!< largest p, w and q of models
};

/// All that an attribute's follower remembers: plain numbers, to be kept and taken up again.
struct DaStatusState
{
    std::vector<double> values;   //!< one for each slot, the newest last
    std::vector<double> misses;   //!< |prediction - value| over the range, where both were known
    double sampleSum = 0.0;       //!< of this slot's samples
    int samples = 0;              //!< collected in this slot
    ArimaModel model;             //!< as fitted last
    int modelAge = 0;             //!< slots since then
    bool news = false;            //!< whether anything was collected since then
    double prediction = 0.0;      //!< of this slot's value
    double predictionError = 0.0; //!< its standard error
};

/**
 * @ingroup isac-aigc
 * @brief Follows one attribute of one user: collects, predicts, and says how often to collect.
 *
 * A slot's value is the average of what was collected in it. Where nothing was, the prediction
 * stands in, so that the user's status is always known; such values do not count in A. Models are
 * fitted only after something new was collected.
 */
class DaStatusTracker
{
  public:
    /**
     * @param attribute what is followed
     * @param collection how often its kind is collected
     * @param settings how
     * @throws std::invalid_argument if the range is empty or a count not positive
     */
    DaStatusTracker(DaAttribute attribute, DaCollection collection, DaStatusSettings settings = {});

    /**
     * @brief A sample of this slot has come.
     * @param value finite
     * @throws std::invalid_argument if it is not
     */
    void Collect(double value);
    /// Ends the slot: its value is kept, and the next slot's is predicted.
    void EndSlot();

    /// @return whether any value is known yet, so that there is a prediction
    bool IsKnown() const;
    /// @return this slot's value as foreseen, within the range; the middle of it if not IsKnown()
    double GetPrediction() const;
    /// @return standard error of the prediction before it is brought into the range
    double GetPredictionError() const;
    /**
     * @return A, 1 less the average miss of the latest predictions in parts of the range; 0 as long
     * as there was none, so that collection begins at the standard rate
     */
    double GetAccuracy() const;
    /// @return how often to collect now, (6) [1/s]
    double GetCollectionRate() const;
    /// @return what is followed
    const DaAttribute& GetAttribute() const;

    /// @return all that is remembered
    const DaStatusState& GetState() const;
    /**
     * @param state of GetState() of one with the same settings, which it goes on from
     * @throws std::invalid_argument if it cannot be one
     */
    void SetState(const DaStatusState& state);

  private:
    DaAttribute m_attribute;     //!< what
    DaCollection m_collection;   //!< how often
    DaStatusSettings m_settings; //!< how
    DaStatusState m_state;       //!< all that changes
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_STATUS_TRACKER_H
