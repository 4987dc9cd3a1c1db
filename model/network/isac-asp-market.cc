/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-asp-market.h"

#include "isac-compat.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/uinteger.h"

namespace ns3
{
namespace isac
{

NS_OBJECT_ENSURE_REGISTERED(AspMarket);

TypeId
AspMarket::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::isac::AspMarket")
            .SetParent<Object>()
            .SetGroupName("Isac")
            .AddConstructor<AspMarket>()
            .AddAttribute("ArrivalRate",
                          "lambda of Poisson arrivals; policies that plan ahead know it [1/s]",
                          DoubleValue(0.001),
                          MakeDoubleAccessor(&AspMarket::m_arrivalRate),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("Horizon",
                          "Time in which tasks arrive",
                          TimeValue(Seconds(1000000)),
                          MakeTimeAccessor(&AspMarket::m_horizon),
                          MakeTimeChecker(Seconds(1)))
            .AddAttribute("WholeSeconds",
                          "Whether Poisson arrivals are cut to whole seconds",
                          BooleanValue(true),
                          MakeBooleanAccessor(&AspMarket::m_wholeSeconds),
                          MakeBooleanChecker())
            .AddAttribute("MinSteps",
                          "Least T of a task",
                          UintegerValue(100),
                          MakeUintegerAccessor(&AspMarket::m_minSteps),
                          MakeUintegerChecker<uint32_t>(1, 1000000))
            .AddAttribute("MaxSteps",
                          "Greatest T of a task",
                          UintegerValue(250),
                          MakeUintegerAccessor(&AspMarket::m_maxSteps),
                          MakeUintegerChecker<uint32_t>(1, 1000000))
            .AddAttribute("StepStride",
                          "Between the T that tasks may have",
                          UintegerValue(10),
                          MakeUintegerAccessor(&AspMarket::m_stepStride),
                          MakeUintegerChecker<uint32_t>(1, 1000000))
            .AddAttribute("RunTimeQuadratic",
                          "Run time, factor of T^2 [RunTimeUnit]",
                          DoubleValue(0.001),
                          MakeDoubleAccessor(&AspMarket::m_runTimeQuadratic),
                          MakeDoubleChecker<double>())
            .AddAttribute("RunTimeLinear",
                          "Run time, factor of T [RunTimeUnit]",
                          DoubleValue(2.5),
                          MakeDoubleAccessor(&AspMarket::m_runTimeLinear),
                          MakeDoubleChecker<double>())
            .AddAttribute("RunTimeConstant",
                          "Run time at T = 0 [RunTimeUnit]",
                          DoubleValue(-14.0),
                          MakeDoubleAccessor(&AspMarket::m_runTimeConstant),
                          MakeDoubleChecker<double>())
            .AddAttribute("RunTimeUnit",
                          "What the factors of the run time count in",
                          TimeValue(Seconds(60)),
                          MakeTimeAccessor(&AspMarket::m_runTimeUnit),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("CrashPenalty",
                          "r_F, for each crash",
                          DoubleValue(2.0),
                          MakeDoubleAccessor(&AspMarket::m_crashPenalty),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("InterruptionPenalty",
                          "r_I, for an interrupted task that had all to do yet",
                          DoubleValue(2.0),
                          MakeDoubleAccessor(&AspMarket::m_interruptionPenalty),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("RecoveryTime",
                          "From a crash until tasks run again",
                          TimeValue(Seconds(0)),
                          MakeTimeAccessor(&AspMarket::m_recoveryTime),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("Restart",
                          "Whether tasks that a crash interrupts start over; else they are lost",
                          BooleanValue(false),
                          MakeBooleanAccessor(&AspMarket::m_restart),
                          MakeBooleanChecker())
            .AddAttribute(
                "Payment",
                "When the utility of a task is earned; OnAssignment is not taken back "
                "after a crash, as in the published results",
                EnumValue(ON_COMPLETION),
                EnumAccessor<Payment>(&AspMarket::m_payment),
                MakeEnumChecker(ON_ASSIGNMENT, "OnAssignment", ON_COMPLETION, "OnCompletion"))
            .AddAttribute(
                "Order",
                "What comes first in an observation",
                EnumValue(PROVIDERS_FIRST),
                EnumAccessor<Order>(&AspMarket::m_order),
                MakeEnumChecker(PROVIDERS_FIRST, "ProvidersFirst", TASK_FIRST, "TaskFirst"))
            .AddAttribute("Window",
                          "Observations that a policy is shown side by side, the newest last",
                          UintegerValue(1),
                          MakeUintegerAccessor(&AspMarket::m_window),
                          MakeUintegerChecker<uint32_t>(1, 1000));
    return tid;
}

void
AspMarket::SetProviders(const std::vector<AspProviderProfile>& providers)
{
    m_providers = providers;
}

const std::vector<AspProviderProfile>&
AspMarket::GetProviders() const
{
    return m_providers;
}

AspParameters
AspMarket::GetParameters() const
{
    AspParameters parameters;
    parameters.providers = static_cast<int>(m_providers.size());
    parameters.arrivalRate = m_arrivalRate;
    parameters.horizon = m_horizon.GetSeconds();
    parameters.wholeSeconds = m_wholeSeconds;
    parameters.minSteps = static_cast<int>(m_minSteps);
    parameters.maxSteps = static_cast<int>(m_maxSteps);
    parameters.stepStride = static_cast<int>(m_stepStride);
    parameters.runTime.quadratic = m_runTimeQuadratic;
    parameters.runTime.linear = m_runTimeLinear;
    parameters.runTime.constant = m_runTimeConstant;
    parameters.runTime.unit = m_runTimeUnit.GetSeconds();
    parameters.crashPenalty = m_crashPenalty;
    parameters.interruptionPenalty = m_interruptionPenalty;
    parameters.crash.recoveryTime = m_recoveryTime.GetSeconds();
    parameters.crash.restart = m_restart;
    parameters.payment =
        m_payment == ON_ASSIGNMENT ? AspPayment::ON_ASSIGNMENT : AspPayment::ON_COMPLETION;
    parameters.order = m_order == TASK_FIRST ? AspOrder::TASK_FIRST : AspOrder::PROVIDERS_FIRST;
    parameters.window = static_cast<int>(m_window);
    return parameters;
}

AspSystem
AspMarket::GetSystem() const
{
    return AspSystem(GetParameters(), m_providers);
}

} // namespace isac
} // namespace ns3
