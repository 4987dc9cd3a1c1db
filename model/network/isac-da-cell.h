/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_CELL_H
#define ISAC_DA_CELL_H

#include "ns3/isac-da-scenario.h"
#include "ns3/nstime.h"
#include "ns3/object.h"

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief The network of DA-ISAC as ns-3 attributes, shared by all of its applications: DaScenario,
 * and what the packet level adds. Base stations are set by SetScenario().
 */
class DaCell : public Object
{
  public:
    /// DaOpinion as an attribute.
    enum Opinion
    {
        PERSONAL,
        LATENCY,
        QUALITY,
        COMBINED
    };

    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    /// @param scenario all its constants and base stations
    void SetScenario(const DaScenario& scenario);
    /// @return all constants and base stations, as the rooms above the network take them
    DaScenario GetScenario() const;
    /// @return the same without what is set aside for control: the budget that grants share out
    DaScenario GetGrantedScenario() const;

    /// @return part of each carrier and of the power that is set aside for control
    double GetControlShare() const;
    /// @return power of a user's reports [W]
    double GetUserPower() const;
    /// @return bytes of raw data in a report
    uint32_t GetSampleBytes() const;
    /// @return time that a report takes in the air
    Time GetReportTime() const;
    /// @return how long a user is not served after he was handed over
    Time GetHandoverTime() const;
    /// @return duration of a slot, which is that of a segment
    Time GetSlotTime() const;

  private:
    DaScenario m_scenario;  //!< constants but for those below
    Opinion m_opinion;      //!< what scores follow
    bool m_perStation;      //!< whether each station has a budget of its own
    double m_controlShare;  //!< see GetControlShare()
    double m_userPower;     //!< see GetUserPower() [W]
    uint32_t m_sampleBytes; //!< see GetSampleBytes()
    Time m_reportTime;      //!< see GetReportTime()
    Time m_handoverTime;    //!< see GetHandoverTime()
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_CELL_H
