/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-asp-scheduler.h"

#include "ns3/boolean.h"
#include "ns3/isac-asp-policy.h"
#include "ns3/log.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <chrono>
#include <utility>

namespace ns3
{
namespace isac
{

NS_LOG_COMPONENT_DEFINE("IsacAspScheduler");
NS_OBJECT_ENSURE_REGISTERED(AspScheduler);

namespace
{

constexpr uint32_t MAX_STEPS = 1000000000; //!< more is no sensible T

} // namespace

TypeId
AspScheduler::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::isac::AspScheduler")
            .SetParent<Application>()
            .SetGroupName("Isac")
            .AddConstructor<AspScheduler>()
            .AddAttribute("Protocol",
                          "Name of the socket factory",
                          StringValue("ns3::UdpSocketFactory"),
                          MakeStringAccessor(&AspScheduler::m_protocol),
                          MakeStringChecker())
            .AddAttribute("Local",
                          "Address at which tasks come in",
                          AddressValue(),
                          MakeAddressAccessor(&AspScheduler::m_local),
                          MakeAddressChecker())
            .AddAttribute("ReportLocal",
                          "Address at which reports of providers come in",
                          AddressValue(),
                          MakeAddressAccessor(&AspScheduler::m_reportLocal),
                          MakeAddressChecker())
            .AddAttribute("Policy",
                          "Who decides: a scheme, a trained agent or a file, as MakeAspDecider() "
                          "takes them; SetPolicy() goes before",
                          StringValue("crash-avoid"),
                          MakeStringAccessor(&AspScheduler::m_policyName),
                          MakeStringChecker())
            .AddAttribute("PolicySeed",
                          "Seed of the policy's own random numbers",
                          UintegerValue(1),
                          MakeUintegerAccessor(&AspScheduler::m_policySeed),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("Accounting",
                          "Whether tasks that no report tells of yet are taken off the free steps "
                          "that the last report gave",
                          BooleanValue(true),
                          MakeBooleanAccessor(&AspScheduler::m_accounting),
                          MakeBooleanChecker())
            .AddAttribute("DecisionDelay",
                          "From the arrival of a task to its decision",
                          TimeValue(Seconds(0)),
                          MakeTimeAccessor(&AspScheduler::m_decisionDelay),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("Market",
                          "Constants and providers",
                          PointerValue(),
                          MakePointerAccessor(&AspScheduler::m_market),
                          MakePointerChecker<AspMarket>())
            .AddTraceSource("Observation",
                            "What the policy is shown of a task and the providers",
                            MakeTraceSourceAccessor(&AspScheduler::m_observationTrace),
                            "ns3::isac::AspScheduler::ObservationTracedCallback")
            .AddTraceSource("Action",
                            "What the policy chose",
                            MakeTraceSourceAccessor(&AspScheduler::m_actionTrace),
                            "ns3::isac::AspScheduler::ActionTracedCallback")
            .AddTraceSource("Decision",
                            "A task is passed on",
                            MakeTraceSourceAccessor(&AspScheduler::m_decisionTrace),
                            "ns3::isac::AspScheduler::DecisionTracedCallback")
            .AddTraceSource("DecisionTime",
                            "Real time that the policy took [s]",
                            MakeTraceSourceAccessor(&AspScheduler::m_decisionTimeTrace),
                            "ns3::isac::AspScheduler::DecisionTimeTracedCallback")
            .AddTraceSource("Reward",
                            "The outcome of a decision is complete",
                            MakeTraceSourceAccessor(&AspScheduler::m_rewardTrace),
                            "ns3::isac::AspScheduler::RewardTracedCallback")
            .AddTraceSource("Report",
                            "A provider has reported",
                            MakeTraceSourceAccessor(&AspScheduler::m_reportTrace),
                            "ns3::isac::AspScheduler::ReportTracedCallback");
    return tid;
}

AspScheduler::AspScheduler()
{
    NS_LOG_FUNCTION(this);
}

AspScheduler::~AspScheduler()
{
    NS_LOG_FUNCTION(this);
}

void
AspScheduler::DoDispose()
{
    for (EventId& event : m_events)
    {
        event.Cancel();
    }
    m_socket = nullptr;
    m_reportSocket = nullptr;
    m_market = nullptr;
    m_policy.reset();
    m_ledger.reset();
    m_system.reset();
    Application::DoDispose();
}

void
AspScheduler::AddProvider(const Address& address)
{
    m_providers.push_back(address);
}

void
AspScheduler::SetPolicy(std::shared_ptr<Policy> policy)
{
    m_policy = std::move(policy);
}

Ptr<Socket>
AspScheduler::Open(const Address& local) const
{
    Ptr<Socket> socket = Socket::CreateSocket(GetNode(), TypeId::LookupByName(m_protocol));
    NS_ABORT_MSG_IF(socket->Bind(local) != 0, "AspScheduler: cannot bind to a local address");
    return socket;
}

void
AspScheduler::StartApplication()
{
    NS_LOG_FUNCTION(this);
    NS_ABORT_MSG_IF(!m_market, "AspScheduler: Market must be set");
    m_system = std::make_unique<AspSystem>(m_market->GetSystem());
    const std::size_t count = m_system->GetProviders().size();
    NS_ABORT_MSG_IF(m_providers.size() != count,
                    "AspScheduler: the market has " << count << " providers, " << m_providers.size()
                                                    << " were added");
    if (!m_policy)
    {
        const AspDecider decider = MakeAspDecider(m_policyName, *m_system, m_policySeed);
        m_policy = decider.policy;
        *m_system = decider.system;
    }
    std::vector<int> capacity;
    for (const AspProviderProfile& provider : m_system->GetProviders())
    {
        capacity.push_back(provider.capacity);
    }
    m_belief = AspBelief(capacity, m_accounting, m_system->GetParameters().crash.restart);
    m_ledger = std::make_unique<AspLedger>(
        *m_system,
        [this](uint32_t sequence, const AspOutcome& outcome) { m_rewardTrace(sequence, outcome); });
    m_socket = Open(m_local);
    m_socket->SetRecvCallback(MakeCallback(&AspScheduler::ReadTasks, this));
    m_reportSocket = Open(m_reportLocal);
    m_reportSocket->SetRecvCallback(MakeCallback(&AspScheduler::ReadReports, this));
}

void
AspScheduler::StopApplication()
{
    NS_LOG_FUNCTION(this);
    for (EventId& event : m_events)
    {
        event.Cancel();
    }
    m_events.clear();
    m_waiting.clear();
    for (const Ptr<Socket>& socket : {m_socket, m_reportSocket})
    {
        if (socket)
        {
            socket->Close();
            socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
        }
    }
    if (m_ledger)
    {
        m_ledger->Close();
    }
}

void
AspScheduler::ReadTasks(Ptr<Socket> socket)
{
    Address from;
    while (Ptr<Packet> packet = socket->RecvFrom(from))
    {
        AspDecision decision;
        if (packet->GetSize() < decision.request.GetSerializedSize())
        {
            NS_LOG_WARN("a task of " << packet->GetSize() << " bytes is too short");
            continue;
        }
        packet->RemoveHeader(decision.request);
        if (decision.request.steps < 1 || decision.request.steps > MAX_STEPS)
        {
            NS_LOG_WARN("a task of " << decision.request.steps << " steps is dropped");
            continue;
        }
        if (decision.request.user.IsInvalid())
        {
            decision.request.user = from;
        }
        decision.received = Simulator::Now();
        m_waiting.push_back(decision);
        m_events.push_back(Simulator::Schedule(m_decisionDelay, &AspScheduler::Decide, this));
    }
}

void
AspScheduler::ReadReports(Ptr<Socket> socket)
{
    Address from;
    while (Ptr<Packet> packet = socket->RecvFrom(from))
    {
        AspReportHeader report;
        if (packet->GetSize() < AspReportHeader::LEAST_BYTES)
        {
            NS_LOG_WARN("a report of " << packet->GetSize() << " bytes is too short");
            continue;
        }
        packet->RemoveHeader(report);
        if (report.provider >= m_providers.size())
        {
            NS_LOG_WARN("there is no provider " << report.provider);
            continue;
        }
        m_reportTrace(report);
        m_belief.Report(report.provider, report.handled, static_cast<int>(report.free));
        m_ledger->Report(report);
    }
}

void
AspScheduler::Show(const AspState& state)
{
    const Eigen::VectorXd block = m_system->Observe(state);
    const Eigen::Index size = block.size();
    if (m_window.size() == 0)
    {
        m_window = block.replicate(m_system->GetParameters().window, 1);
        return;
    }
    const Eigen::Index older = m_window.size() - size;
    m_window.head(older) = m_window.tail(older).eval();
    m_window.tail(size) = block;
}

int
AspScheduler::Choose(uint32_t sequence)
{
    using Clock = std::chrono::steady_clock;
    const Clock::time_point start = Clock::now();
    const Action action = m_policy->Act(m_window, false);
    const Clock::duration taken = Clock::now() - start;
    NS_ABORT_MSG_UNLESS(Contains(m_system->GetActionSpace(), action),
                        "AspScheduler: task " << sequence
                                              << ": the policy chose what lies outside its space");
    m_actionTrace(sequence, action);
    m_decisionTimeTrace(sequence, std::chrono::duration<double>(taken).count());
    return action.categorical[0];
}

void
AspScheduler::Decide()
{
    m_events.pop_front(); // this event: all wait equally long, so they come in order
    AspDecision decision = m_waiting.front();
    m_waiting.pop_front();
    AspTaskHeader& request = decision.request;
    request.sequence = ++m_sequence;
    decision.decided = Simulator::Now();
    decision.belief.steps = static_cast<int>(request.steps);
    for (std::size_t i = 0; i < m_providers.size(); ++i)
    {
        decision.belief.capacity.push_back(m_system->GetProviders()[i].capacity);
        decision.belief.free.push_back(m_belief.GetFree(static_cast<int>(i)));
    }
    Show(decision.belief);
    m_observationTrace(m_sequence, m_window);
    decision.provider = Choose(m_sequence);
    m_belief.Assign(decision.provider, m_sequence, decision.belief.steps);
    m_ledger->Decide(m_sequence, decision.provider, decision.belief.steps);
    m_decisionTrace(decision);
    auto packet = Create<Packet>();
    packet->AddHeader(request);
    m_socket->SendTo(packet, 0, m_providers[decision.provider]);
}

} // namespace isac
} // namespace ns3
