/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ASP_HELPER_H
#define ISAC_ASP_HELPER_H

#include "ns3/application-container.h"
#include "ns3/isac-asp-arrivals.h"
#include "ns3/isac-asp-market.h"
#include "ns3/isac-asp-scheduler.h"
#include "ns3/isac-asp-server.h"
#include "ns3/isac-asp-user.h"
#include "ns3/node.h"
#include "ns3/object-factory.h"

#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Installs ASP selection: users, a scheduler and the servers of providers, consistent with
 * one AspMarket.
 *
 * What lies between (addresses, links, routing) is the script's: any sockets will do. Install the
 * scheduler first, then the servers in the order of the market's providers.
 */
class AspHelper
{
  public:
    AspHelper();

    /// @return constants and providers; to be changed before anything is installed
    Ptr<AspMarket> GetMarket() const;

    /**
     * @param name of an attribute of AspScheduler
     * @param value its value
     */
    void SetSchedulerAttribute(const std::string& name, const AttributeValue& value);
    /**
     * @param name of an attribute of AspServer
     * @param value its value
     */
    void SetServerAttribute(const std::string& name, const AttributeValue& value);
    /**
     * @param name of an attribute of AspUser
     * @param value its value
     */
    void SetUserAttribute(const std::string& name, const AttributeValue& value);

    /**
     * @param node that schedules
     * @param local where it takes tasks
     * @param reportLocal where it takes reports
     * @return the scheduler
     */
    Ptr<AspScheduler> InstallScheduler(Ptr<Node> node,
                                       const Address& local,
                                       const Address& reportLocal);

    /**
     * @brief Install the next provider of the market. Its run time is the market's unless a
     * Profile is set.
     * @param node of the provider
     * @param local where it takes tasks
     * @param remote where the scheduler reaches it
     * @param reports where it reaches the scheduler with its reports
     * @param scheduler that is told of it
     * @return the server
     */
    Ptr<AspServer> InstallServer(Ptr<Node> node,
                                 const Address& local,
                                 const Address& remote,
                                 const Address& reports,
                                 Ptr<AspScheduler> scheduler);

    /**
     * @param node of the user
     * @param local where he takes results
     * @param scheduler where he reaches the scheduler
     * @return the application
     */
    Ptr<AspUser> InstallUser(Ptr<Node> node, const Address& local, const Address& scheduler);

    /**
     * @brief Give out the tasks of an episode to users in turn: the first one to the first user.
     * The last task ends the episode and is not submitted. Numbers are places in the episode.
     * @param tasks of the episode, at least two
     * @param users at least one AspUser
     */
    static void DealTasks(const std::vector<AspTask>& tasks, const ApplicationContainer& users);

    /**
     * @brief Fix the random streams of users.
     * @param users all AspUser
     * @param stream first stream
     * @return number of streams used
     */
    static int64_t AssignStreams(const ApplicationContainer& users, int64_t stream);

  private:
    Ptr<AspMarket> m_market;   //!< constants and providers
    uint32_t m_installed = 0;  //!< servers so far
    ObjectFactory m_scheduler; //!< makes schedulers
    ObjectFactory m_server;    //!< makes servers
    ObjectFactory m_user;      //!< makes users
};

} // namespace isac
} // namespace ns3

#endif // ISAC_ASP_HELPER_H
