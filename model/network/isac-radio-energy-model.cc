/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-radio-energy-model.h"

#include "ns3/double.h"
#include "ns3/simulator.h"

namespace ns3
{
namespace isac
{

NS_OBJECT_ENSURE_REGISTERED(IsacRadioEnergyModel);

TypeId
IsacRadioEnergyModel::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::isac::IsacRadioEnergyModel")
            .SetParent<energy::DeviceEnergyModel>()
            .SetGroupName("Isac")
            .AddConstructor<IsacRadioEnergyModel>()
            .AddAttribute("IdlePower",
                          "Drawn whether the radio sends or not [W]",
                          DoubleValue(0.0),
                          MakeDoubleAccessor(&IsacRadioEnergyModel::m_idlePower),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("Efficiency",
                          "Radiated over drawn power of the amplifier",
                          DoubleValue(1.0),
                          MakeDoubleAccessor(&IsacRadioEnergyModel::m_efficiency),
                          MakeDoubleChecker<double>(1e-3, 1.0))
            .AddTraceSource("TotalEnergyConsumption",
                            "Energy drawn so far [J]",
                            MakeTraceSourceAccessor(&IsacRadioEnergyModel::m_total),
                            "ns3::TracedValueCallback::Double")
            .AddTraceSource("Depleted",
                            "The battery is empty",
                            MakeTraceSourceAccessor(&IsacRadioEnergyModel::m_depleted),
                            "ns3::TracedValueCallback::Void");
    return tid;
}

void
IsacRadioEnergyModel::DoDispose()
{
    m_emptyEvent.Cancel();
    m_source = nullptr;
    DeviceEnergyModel::DoDispose();
}

void
IsacRadioEnergyModel::AttachPhy(Ptr<IsacPhy> phy)
{
    m_since = Simulator::Now();
    phy->TraceConnectWithoutContext(
        "RadiatedPower",
        MakeCallback(&IsacRadioEnergyModel::RadiatedPowerChanged, this));
    WatchBattery();
}

void
IsacRadioEnergyModel::SetEnergySource(Ptr<energy::EnergySource> source)
{
    m_source = source;
}

double
IsacRadioEnergyModel::GetPower() const
{
    return m_idlePower + m_radiated / m_efficiency;
}

double
IsacRadioEnergyModel::GetTotalEnergyConsumption() const
{
    return m_total + GetPower() * (Simulator::Now() - m_since).GetSeconds();
}

void
IsacRadioEnergyModel::RadiatedPowerChanged(double, double now)
{
    m_total = GetTotalEnergyConsumption();
    m_since = Simulator::Now();
    // The source asks for the current that has flowed until now.
    m_source->UpdateEnergySource();
    m_radiated = now;
    WatchBattery();
}

void
IsacRadioEnergyModel::WatchBattery()
{
    m_emptyEvent.Cancel();
    if (!m_source || m_empty || GetPower() <= 0.0)
    {
        return;
    }
    // A little early, for a source must not be asked for more than it has; and only if that is
    // within what a simulation may last.
    constexpr double NEARLY = 1.0 - 1e-7;
    constexpr double LONGEST = 1e6;
    const double seconds = NEARLY * m_source->GetRemainingEnergy() / GetPower();
    if (seconds < LONGEST)
    {
        m_emptyEvent = Simulator::Schedule(Seconds(seconds),
                                           &energy::EnergySource::UpdateEnergySource,
                                           m_source);
    }
}

double
IsacRadioEnergyModel::DoGetCurrentA() const
{
    return m_empty ? 0.0 : GetPower() / m_source->GetSupplyVoltage();
}

void
IsacRadioEnergyModel::ChangeState(int)
{
    // Power follows the radio's own trace; there are no states to set from outside.
}

void
IsacRadioEnergyModel::HandleEnergyDepletion()
{
    m_empty = true;
    m_emptyEvent.Cancel();
    m_depleted();
}

void
IsacRadioEnergyModel::HandleEnergyRecharged()
{
    m_empty = false;
    WatchBattery();
}

void
IsacRadioEnergyModel::HandleEnergyChanged()
{
}

} // namespace isac
} // namespace ns3
