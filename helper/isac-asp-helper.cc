/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-asp-helper.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/pointer.h"
#include "ns3/uinteger.h"

namespace ns3
{
namespace isac
{

AspHelper::AspHelper()
    : m_market(CreateObject<AspMarket>())
{
    m_scheduler.SetTypeId(AspScheduler::GetTypeId());
    m_server.SetTypeId(AspServer::GetTypeId());
    m_user.SetTypeId(AspUser::GetTypeId());
}

Ptr<AspMarket>
AspHelper::GetMarket() const
{
    return m_market;
}

void
AspHelper::SetSchedulerAttribute(const std::string& name, const AttributeValue& value)
{
    m_scheduler.Set(name, value);
}

void
AspHelper::SetServerAttribute(const std::string& name, const AttributeValue& value)
{
    m_server.Set(name, value);
}

void
AspHelper::SetUserAttribute(const std::string& name, const AttributeValue& value)
{
    m_user.Set(name, value);
}

Ptr<AspScheduler>
AspHelper::InstallScheduler(Ptr<Node> node, const Address& local, const Address& reportLocal)
{
    auto scheduler = m_scheduler.Create<AspScheduler>();
    scheduler->SetAttribute("Market", PointerValue(m_market));
    scheduler->SetAttribute("Local", AddressValue(local));
    scheduler->SetAttribute("ReportLocal", AddressValue(reportLocal));
    node->AddApplication(scheduler);
    return scheduler;
}

Ptr<AspServer>
AspHelper::InstallServer(Ptr<Node> node,
                         const Address& local,
                         const Address& remote,
                         const Address& reports,
                         Ptr<AspScheduler> scheduler)
{
    NS_ABORT_MSG_IF(m_installed >= m_market->GetProviders().size(),
                    "AspHelper: the market has only " << m_installed << " providers");
    const AspParameters parameters = m_market->GetParameters();
    const int capacity = m_market->GetProviders()[m_installed].capacity;
    auto server = m_server.Create<AspServer>();
    server->SetAttribute("Local", AddressValue(local));
    server->SetAttribute("Scheduler", AddressValue(reports));
    server->SetAttribute("Provider", UintegerValue(m_installed));
    server->SetAttribute("Capacity", UintegerValue(static_cast<uint32_t>(capacity)));
    server->SetAttribute("RunTimeQuadratic", DoubleValue(parameters.runTime.quadratic));
    server->SetAttribute("RunTimeLinear", DoubleValue(parameters.runTime.linear));
    server->SetAttribute("RunTimeConstant", DoubleValue(parameters.runTime.constant));
    server->SetAttribute("RunTimeUnit", TimeValue(Seconds(parameters.runTime.unit)));
    server->SetAttribute("RecoveryTime", TimeValue(Seconds(parameters.crash.recoveryTime)));
    server->SetAttribute("Restart", BooleanValue(parameters.crash.restart));
    node->AddApplication(server);
    scheduler->AddProvider(remote);
    ++m_installed;
    return server;
}

Ptr<AspUser>
AspHelper::InstallUser(Ptr<Node> node, const Address& local, const Address& scheduler)
{
    auto user = m_user.Create<AspUser>();
    user->SetAttribute("Local", AddressValue(local));
    user->SetAttribute("Remote", AddressValue(scheduler));
    node->AddApplication(user);
    return user;
}

void
AspHelper::DealTasks(const std::vector<AspTask>& tasks, const ApplicationContainer& users)
{
    for (uint32_t i = 0; i + 1 < tasks.size(); ++i)
    {
        const auto user = DynamicCast<AspUser>(users.Get(i % users.GetN()));
        user->AddTask(Seconds(tasks[i].arrival), static_cast<uint32_t>(tasks[i].steps), i);
    }
}

int64_t
AspHelper::AssignStreams(const ApplicationContainer& users, int64_t stream)
{
    const int64_t first = stream;
    for (auto user = users.Begin(); user != users.End(); ++user)
    {
        stream += DynamicCast<AspUser>(*user)->AssignStreams(stream);
    }
    return stream - first;
}

} // namespace isac
} // namespace ns3
