/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * What can be set and traced of an AspServer.
 */

#include "isac-asp-server.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

namespace ns3
{
namespace isac
{

TypeId
AspServer::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::isac::AspServer")
            .SetParent<Application>()
            .SetGroupName("Isac")
            .AddConstructor<AspServer>()
            .AddAttribute("Protocol",
                          "Name of the socket factory",
                          StringValue("ns3::UdpSocketFactory"),
                          MakeStringAccessor(&AspServer::m_protocol),
                          MakeStringChecker())
            .AddAttribute("Local",
                          "Address at which tasks come in",
                          AddressValue(),
                          MakeAddressAccessor(&AspServer::m_local),
                          MakeAddressChecker())
            .AddAttribute("Scheduler",
                          "Address to which reports go; none: no reports",
                          AddressValue(),
                          MakeAddressAccessor(&AspServer::m_scheduler),
                          MakeAddressChecker())
            .AddAttribute("Provider",
                          "Which provider this is, from 0",
                          UintegerValue(0),
                          MakeUintegerAccessor(&AspServer::m_index),
                          MakeUintegerChecker<uint32_t>(0, 65535))
            .AddAttribute("Capacity",
                          "c, steps of all its tasks together",
                          UintegerValue(400),
                          MakeUintegerAccessor(&AspServer::m_capacity),
                          MakeUintegerChecker<uint32_t>(1, 1000000000))
            .AddAttribute("RunTimeQuadratic",
                          "Run time, factor of T^2 [RunTimeUnit]",
                          DoubleValue(0.001),
                          MakeDoubleAccessor(&AspServer::m_runTimeQuadratic),
                          MakeDoubleChecker<double>())
            .AddAttribute("RunTimeLinear",
                          "Run time, factor of T [RunTimeUnit]",
                          DoubleValue(2.5),
                          MakeDoubleAccessor(&AspServer::m_runTimeLinear),
                          MakeDoubleChecker<double>())
            .AddAttribute("RunTimeConstant",
                          "Run time at T = 0 [RunTimeUnit]",
                          DoubleValue(-14.0),
                          MakeDoubleAccessor(&AspServer::m_runTimeConstant),
                          MakeDoubleChecker<double>())
            .AddAttribute("RunTimeUnit",
                          "What the factors of the run time count in",
                          TimeValue(Seconds(60)),
                          MakeTimeAccessor(&AspServer::m_runTimeUnit),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("Profile",
                          "Name of a measured card in ProfileFile, which runs each task as a batch "
                          "of one; empty: the run time's factors",
                          StringValue(""),
                          MakeStringAccessor(&AspServer::m_profileName),
                          MakeStringChecker())
            .AddAttribute("ProfileFile",
                          "Table of measured cards",
                          StringValue(ISAC_DATA_DIRECTORY "/server-profiles.csv"),
                          MakeStringAccessor(&AspServer::m_profileFile),
                          MakeStringChecker())
            .AddAttribute("RecoveryTime",
                          "From a crash until tasks run again",
                          TimeValue(Seconds(0)),
                          MakeTimeAccessor(&AspServer::m_recoveryTime),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("Restart",
                          "Whether tasks that a crash interrupts start over; else they are lost",
                          BooleanValue(false),
                          MakeBooleanAccessor(&AspServer::m_restart),
                          MakeBooleanChecker())
            .AddAttribute("ReportInterval",
                          "Between regular reports, beside those on every change; 0: none",
                          TimeValue(Seconds(0)),
                          MakeTimeAccessor(&AspServer::m_reportInterval),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("ResultSize",
                          "Content of a task that has run [byte]",
                          UintegerValue(200000),
                          MakeUintegerAccessor(&AspServer::m_resultSize),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("SegmentSize",
                          "Content in one packet [byte]",
                          UintegerValue(1400),
                          MakeUintegerAccessor(&AspServer::m_segmentSize),
                          MakeUintegerChecker<uint32_t>(1, 65000))
            .AddTraceSource("FreeSteps",
                            "Steps that are free",
                            MakeTraceSourceAccessor(&AspServer::m_free),
                            "ns3::TracedValueCallback::Uint32")
            .AddTraceSource("Crashes",
                            "Number of crashes so far",
                            MakeTraceSourceAccessor(&AspServer::m_crashes),
                            "ns3::TracedValueCallback::Uint32")
            .AddTraceSource("TaskStart",
                            "A task is taken in; it starts now, or at the end of the recovery",
                            MakeTraceSourceAccessor(&AspServer::m_startTrace),
                            "ns3::isac::AspServer::TaskTracedCallback")
            .AddTraceSource("TaskEnd",
                            "A task has run",
                            MakeTraceSourceAccessor(&AspServer::m_endTrace),
                            "ns3::isac::AspServer::TaskTracedCallback")
            .AddTraceSource("TaskLost",
                            "A crash has ended a task that ran",
                            MakeTraceSourceAccessor(&AspServer::m_lostTrace),
                            "ns3::isac::AspServer::TaskTracedCallback")
            .AddTraceSource("TaskRestart",
                            "A crash makes a task that ran start over",
                            MakeTraceSourceAccessor(&AspServer::m_restartTrace),
                            "ns3::isac::AspServer::TaskTracedCallback")
            .AddTraceSource("Crash",
                            "A task did not fit, and the provider has crashed; told before the "
                            "tasks that it interrupts",
                            MakeTraceSourceAccessor(&AspServer::m_crashTrace),
                            "ns3::isac::AspServer::CrashTracedCallback");
    return tid;
}

} // namespace isac
} // namespace ns3
