/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-step-energy-model.h"

#include "isac-radio-energy-model.h"

#include "ns3/double.h"
#include "ns3/energy-source-container.h"
#include "ns3/simulator.h"

#include <utility>

namespace ns3
{
namespace isac
{

NS_OBJECT_ENSURE_REGISTERED(IsacStepEnergyModel);

TypeId
IsacStepEnergyModel::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::isac::IsacStepEnergyModel")
            .SetParent<energy::DeviceEnergyModel>()
            .SetGroupName("Isac")
            .AddConstructor<IsacStepEnergyModel>()
            .AddAttribute("StepEnergy",
                          "Drawn by one step [J]; to be changed only while no steps are left",
                          DoubleValue(1.0),
                          MakeDoubleAccessor(&IsacStepEnergyModel::m_stepEnergy),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("StepTime",
                          "How long one step takes; to be changed only while no steps are left",
                          TimeValue(MilliSeconds(50)),
                          MakeTimeAccessor(&IsacStepEnergyModel::m_stepTime),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddTraceSource("TotalEnergyConsumption",
                            "Energy drawn by steps that are over [J]",
                            MakeTraceSourceAccessor(&IsacStepEnergyModel::m_total),
                            "ns3::TracedValueCallback::Double")
            .AddTraceSource("Step",
                            "A step is done",
                            MakeTraceSourceAccessor(&IsacStepEnergyModel::m_step),
                            "ns3::isac::IsacStepEnergyModel::StepTracedCallback")
            .AddTraceSource("Depleted",
                            "The battery is empty",
                            MakeTraceSourceAccessor(&IsacStepEnergyModel::m_depleted),
                            "ns3::TracedValueCallback::Void")
            .AddTraceSource("Recharged",
                            "The battery is no longer empty",
                            MakeTraceSourceAccessor(&IsacStepEnergyModel::m_recharged),
                            "ns3::TracedValueCallback::Void");
    return tid;
}

Ptr<IsacStepEnergyModel>
IsacStepEnergyModel::Install(Ptr<Node> node, double stepEnergy, Time stepTime)
{
    auto model = CreateObject<IsacStepEnergyModel>();
    model->SetAttribute("StepEnergy", DoubleValue(stepEnergy));
    model->SetAttribute("StepTime", TimeValue(stepTime));
    const auto sources = node->GetObject<energy::EnergySourceContainer>();
    if (sources && sources->GetN() > 0)
    {
        model->SetEnergySource(sources->Get(0));
        sources->Get(0)->AppendDeviceEnergyModel(model);
    }
    return model;
}

void
IsacStepEnergyModel::DoDispose()
{
    m_stepEvent.Cancel();
    m_emptyEvent.Cancel();
    m_wakeEvent.Cancel();
    m_done = DoneCallback();
    m_source = nullptr;
    DeviceEnergyModel::DoDispose();
}

void
IsacStepEnergyModel::SetEnergySource(Ptr<energy::EnergySource> source)
{
    m_source = source;
}

bool
IsacStepEnergyModel::IsBusy() const
{
    return m_left > 0 || !m_stepEvent.IsExpired();
}

bool
IsacStepEnergyModel::IsEmpty() const
{
    return m_empty;
}

uint64_t
IsacStepEnergyModel::GetSteps() const
{
    return m_steps;
}

double
IsacStepEnergyModel::GetPower() const
{
    return m_stepEnergy / m_stepTime.GetSeconds();
}

Time
IsacStepEnergyModel::GetProgress() const
{
    return m_running ? m_progress + Simulator::Now() - m_since : m_progress;
}

double
IsacStepEnergyModel::GetEnergy(Time time) const
{
    return m_stepEnergy * (time.GetSeconds() / m_stepTime.GetSeconds());
}

double
IsacStepEnergyModel::GetTotalEnergyConsumption() const
{
    return m_total + GetEnergy(GetProgress());
}

void
IsacStepEnergyModel::Start(uint32_t steps, DoneCallback done)
{
    NS_ABORT_MSG_IF(IsBusy(), "IsacStepEnergyModel: steps are asked for while others are left");
    m_done = done;
    m_left = steps;
    if (steps == 0)
    {
        m_stepEvent = Simulator::ScheduleNow(&IsacStepEnergyModel::Finish, this);
        return;
    }
    Run();
}

void
IsacStepEnergyModel::Cancel()
{
    if (m_running && m_source)
    {
        m_source->UpdateEnergySource();
    }
    Pause();
    m_total += GetEnergy(m_progress);
    m_progress = Time();
    m_left = 0;
    m_done = DoneCallback();
}

void
IsacStepEnergyModel::Run()
{
    if (m_running || m_left == 0)
    {
        return;
    }
    if (m_source)
    {
        // The source asks for the current that has flowed until now.
        m_source->UpdateEnergySource();
    }
    if (m_empty)
    {
        return;
    }
    m_running = true;
    m_since = Simulator::Now();
    m_stepEvent =
        Simulator::Schedule(m_stepTime - m_progress, &IsacStepEnergyModel::StepDone, this);
    WatchBattery();
}

void
IsacStepEnergyModel::Pause()
{
    m_progress = GetProgress();
    m_running = false;
    m_stepEvent.Cancel();
    m_emptyEvent.Cancel();
}

void
IsacStepEnergyModel::StepDone()
{
    if (m_source)
    {
        m_source->UpdateEnergySource();
    }
    m_emptyEvent.Cancel();
    m_running = false;
    m_progress = Time();
    m_total += m_stepEnergy;
    ++m_steps;
    --m_left;
    m_step(m_left);
    if (m_left > 0)
    {
        Run();
    }
    else
    {
        Finish();
    }
}

void
IsacStepEnergyModel::Finish()
{
    const DoneCallback done = std::exchange(m_done, DoneCallback());
    if (!done.IsNull())
    {
        done();
    }
}

double
IsacStepEnergyModel::GetDrawnPower() const
{
    double current = 0.0;
    for (const TypeId& type : {IsacStepEnergyModel::GetTypeId(), IsacRadioEnergyModel::GetTypeId()})
    {
        const auto models = m_source->FindDeviceEnergyModels(type);
        for (auto model = models.Begin(); model != models.End(); ++model)
        {
            current += (*model)->GetCurrentA();
        }
    }
    return current * m_source->GetSupplyVoltage();
}

void
IsacStepEnergyModel::WatchBattery()
{
    m_emptyEvent.Cancel();
    if (!m_source || !m_running || m_empty)
    {
        return;
    }
    // A little early, for a source must not be asked for more than it has; and only if it is
    // before the end of the step, after which the next one looks.
    constexpr double NEARLY = 1.0 - 1e-7;
    const double remaining = m_source->GetRemainingEnergy();
    const double power = GetDrawnPower();
    if (power > 0.0 && NEARLY * remaining < power * (m_stepTime - GetProgress()).GetSeconds())
    {
        m_emptyEvent = Simulator::Schedule(Seconds(NEARLY * remaining / power),
                                           &energy::EnergySource::UpdateEnergySource,
                                           m_source);
    }
}

double
IsacStepEnergyModel::DoGetCurrentA() const
{
    return m_running && !m_empty ? GetPower() / m_source->GetSupplyVoltage() : 0.0;
}

void
IsacStepEnergyModel::ChangeState(int)
{
    // Power follows the steps; there are no states to set from outside.
}

void
IsacStepEnergyModel::HandleEnergyDepletion()
{
    // A battery filled for just so many steps must bear the last one, though rounding and looking
    // a little early leave it short of what it calls empty itself.
    constexpr double RESOLUTION = 1e-6;
    const double missing = m_stepEnergy - GetEnergy(GetProgress());
    if (!m_running || missing > RESOLUTION * m_source->GetInitialEnergy())
    {
        Pause();
    }
    m_empty = true;
    m_depleted();
}

void
IsacStepEnergyModel::HandleEnergyRecharged()
{
    m_empty = false;
    m_recharged();
    // Not now, for the source is looking at itself.
    m_wakeEvent.Cancel();
    m_wakeEvent = Simulator::ScheduleNow(&IsacStepEnergyModel::Run, this);
}

void
IsacStepEnergyModel::HandleEnergyChanged()
{
    // Others may draw from the battery too.
    if (m_running && m_wakeEvent.IsExpired())
    {
        m_wakeEvent = Simulator::ScheduleNow(&IsacStepEnergyModel::WatchBattery, this);
    }
}

} // namespace isac
} // namespace ns3
