/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef NEIGHBOR_CACHE_HELPER_H
#define NEIGHBOR_CACHE_HELPER_H

#include "ns3/arp-cache.h"
#include "ns3/channel.h"
#include "ns3/ipv4-interface-container.h"
#include "ns3/ipv4-interface.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/net-device.h"
#include "ns3/node-list.h"
#include "ns3/node.h"

namespace ns3
{

/**
 * @ingroup isac-aigc
 * @brief What our helpers and examples use of ns-3's NeighborCacheHelper, which ns-3 3.35 lacks:
 * ARP caches that know every neighbour from the start.
 */
class NeighborCacheHelper
{
  public:
    /// Fill the caches of all interfaces of all nodes.
    void PopulateNeighborCache() const
    {
        for (auto node = NodeList::Begin(); node != NodeList::End(); ++node)
        {
            const Ptr<Ipv4L3Protocol> ipv4 = (*node)->GetObject<Ipv4L3Protocol>();
            for (uint32_t i = 0; ipv4 && i < ipv4->GetNInterfaces(); ++i)
            {
                Fill(ipv4->GetInterface(i));
            }
        }
    }

    /**
     * @brief Fill the caches of some interfaces.
     * @param interfaces which
     */
    void PopulateNeighborCache(const Ipv4InterfaceContainer& interfaces) const
    {
        for (auto entry = interfaces.Begin(); entry != interfaces.End(); ++entry)
        {
            Fill(DynamicCast<Ipv4L3Protocol>(entry->first)->GetInterface(entry->second));
        }
    }

  private:
    /**
     * @brief Fill a cache with everybody on the interface's channel.
     * @param interface whose
     */
    static void Fill(Ptr<Ipv4Interface> interface)
    {
        const Ptr<ArpCache> cache = interface->GetArpCache();
        const Ptr<Channel> channel = interface->GetDevice()->GetChannel();
        for (std::size_t i = 0; cache && channel && i < channel->GetNDevices(); ++i)
        {
            const Ptr<NetDevice> device = channel->GetDevice(i);
            const Ptr<Ipv4L3Protocol> ipv4 =
                device ? device->GetNode()->GetObject<Ipv4L3Protocol>() : nullptr;
            const int32_t index = ipv4 ? ipv4->GetInterfaceForDevice(device) : -1;
            if (device == interface->GetDevice() || index < 0)
            {
                continue;
            }
            for (uint32_t a = 0; a < ipv4->GetNAddresses(index); ++a)
            {
                const Ipv4Address address = ipv4->GetAddress(index, a).GetLocal();
                if (!cache->Lookup(address))
                {
                    ArpCache::Entry* entry = cache->Add(address);
                    entry->SetMacAddress(device->GetAddress());
                    entry->MarkPermanent();
                }
            }
        }
    }
};

} // namespace ns3

#endif // NEIGHBOR_CACHE_HELPER_H
