/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DD_SERVER_H
#define ISAC_DD_SERVER_H

#include "isac-dd-cell.h"
#include "isac-dd-header.h"
#include "isac-net-device.h"
#include "isac-step-energy-model.h"
#include "isac-timeline.h"

#include "ns3/application.h"
#include "ns3/isac-latent-cache.h"
#include "ns3/socket.h"
#include "ns3/traced-callback.h"

#include <deque>
#include <map>
#include <memory>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @param user his device
 * @param band of his latent
 * @param power P_k [W]
 * @return a grant for all of his latent, from now on, however long that takes
 */
IsacDownlinkGrant MakeDdGrant(Mac48Address user, const IsacBand& band, double power);

/// The shared steps of a group, done.
struct DdSharedSteps
{
    DdOrderHeader order;      //!< as the manager has it
    Time begun;               //!< when the first step began
    Time computed;            //!< when they were done
    uint16_t taken = 0;       //!< steps taken; t_0 less what the cache had
    uint32_t begunPrompt = 0; //!< number of the prompt that the latent was begun with
};

/**
 * @ingroup isac-aigc
 * @brief Takes the steps that users of a group share, and sends each of them the latent: the edge
 * server, or the head of a group on a user's device.
 *
 * Groups are served one after another. Each step takes its time and energy, IsacStepEnergyModel. A
 * latent goes as coded bytes in packets whose payload may be delivered with bit errors
 * (IsacErrorToleranceTag), to all users of the group at the same time, each on the band that the
 * order names (FDMA) and with the power that it names. With a cache, steps are left out that an
 * earlier latent of the same or a near prompt has taken.
 *
 * On a user's node the server carries out the grants of its orders on Device; without Device
 * somebody else does, as the manager for the base station.
 */
class DdServer : public Application
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();
    DdServer();
    ~DdServer() override;

    /**
     * @brief Say how a user is reached.
     * @param user as orders name him
     * @param address where he takes latents from here
     * @param link his device on Device's cell; not needed without Device
     */
    void AddMember(Mac48Address user, const Address& address, Mac48Address link = Mac48Address());

    /// @return energy of a shared step [J]
    double GetStepEnergy() const;
    /// @return the processor, once the application has started
    Ptr<IsacStepEnergyModel> GetProcessor() const;
    /// @return the cache, once the application has started
    const LatentCache& GetCache() const;

    /// TracedCallback signature of shared steps.
    typedef void (*StepsTracedCallback)(const DdSharedSteps& steps);
    /// TracedCallback signature of looks into the cache: slot, steps that were found; 0: none.
    typedef void (*CacheTracedCallback)(uint32_t slot, uint32_t steps);

  protected:
    void DoDispose() override;

  private:
    void StartApplication() override;
    void StopApplication() override;

    /// How a user is reached.
    struct Member
    {
        Address address;   //!< where he takes latents
        Mac48Address link; //!< his device
    };

    /// @param socket that has something to read
    void HandleRead(Ptr<Socket> socket);
    /// @param order whose grants begin, if they are this node's to carry out
    void Grant(const DdOrderHeader& order);
    /// Begin the next order, if the processor is free.
    void StartNext();
    /// The steps of the order under way are done.
    void StepsDone();
    /**
     * @param header of the latent
     * @param user to whom
     * @param bytes of it
     */
    void SendLatent(DdLatentHeader header, Mac48Address user, const std::vector<uint8_t>& bytes);

    std::string m_protocol;      //!< socket factory
    Address m_local;             //!< where orders come in
    uint32_t m_packetSize;       //!< latent bytes in a packet
    uint8_t m_tos;               //!< type of service of latents
    double m_stepEnergy;         //!< of a shared step [J]
    Time m_stepTime;             //!< of a shared step
    uint32_t m_cacheCapacity;    //!< latents kept
    double m_cacheReach;         //!< distance of prompts that serve for each other
    Ptr<DdCell> m_cell;          //!< source of latents
    Ptr<IsacNetDevice> m_device; //!< on which grants are carried out; may be null

    Ptr<Socket> m_socket;                     //!< for everything
    std::map<Mac48Address, Member> m_members; //!< by user
    Ptr<IsacStepEnergyModel> m_processor;     //!< takes steps
    std::unique_ptr<LatentCache> m_cache;     //!< of latents
    std::deque<DdOrderHeader> m_orders;       //!< that wait
    bool m_busy = false;                      //!< whether one is under way
    DdSharedSteps m_current;                  //!< it
    CachedLatent m_latent;                    //!< where it stands

    TracedCallback<const DdSharedSteps&> m_stepsTrace; //!< shared steps done
    TracedCallback<uint32_t, uint32_t> m_cacheTrace;   //!< the cache was asked
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DD_SERVER_H
