/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_RADIO_ENERGY_MODEL_H
#define ISAC_RADIO_ENERGY_MODEL_H

#include "isac-compat.h"
#include "isac-phy.h"

#include "ns3/device-energy-model.h"
#include "ns3/energy-source.h"
#include "ns3/event-id.h"
#include "ns3/traced-value.h"

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief What a radio draws from its battery: idle power, and radiated power over the
 * amplifier's efficiency, all bands together.
 *
 * With the defaults (no idle power, efficiency 1) the energy drawn is the energy that constraint
 * C2 of CAQA-AIGC limits. An empty battery is reported through the Depleted trace at the instant
 * at which this radio empties it, and gives nothing from then on; it does not stop the radio, whose
 * consumption goes on counting.
 */
class IsacRadioEnergyModel : public energy::DeviceEnergyModel
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    /**
     * @param phy whose radiated power is drawn
     */
    void AttachPhy(Ptr<IsacPhy> phy);

    void SetEnergySource(Ptr<energy::EnergySource> source) override;
    double GetTotalEnergyConsumption() const override;
    void ChangeState(int newState) override;
    void HandleEnergyDepletion() override;
    void HandleEnergyRecharged() override;
    void HandleEnergyChanged() override;

  protected:
    void DoDispose() override;

  private:
    double DoGetCurrentA() const override;
    /// @return power drawn now [W]
    double GetPower() const;
    /// Let the battery look at itself when this radio will have emptied it.
    void WatchBattery();
    /**
     * @param before radiated until now [W]
     * @param now radiated from now on [W]
     */
    void RadiatedPowerChanged(double before, double now);

    double m_idlePower;  //!< [W]
    double m_efficiency; //!< radiated over drawn power

    Ptr<energy::EnergySource> m_source; //!< the battery
    double m_radiated = 0.0;            //!< now [W]
    bool m_empty = false;               //!< whether the battery gives nothing
    EventId m_emptyEvent;               //!< when it will be empty
    Time m_since;                       //!< m_total is up to date until here
    TracedValue<double> m_total;        //!< drawn so far [J]
    TracedCallback<> m_depleted;        //!< the battery is empty
};

} // namespace isac
} // namespace ns3

#endif // ISAC_RADIO_ENERGY_MODEL_H
