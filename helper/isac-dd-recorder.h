/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DD_RECORDER_H
#define ISAC_DD_RECORDER_H

#include "isac-dd-network.h"
#include "isac-dd-record.h"

#include <functional>
#include <map>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Writes down what becomes of each slot of a cell of distributed diffusion, by the trace
 * sources of its applications and what energy models say. Must outlive the simulation.
 *
 * A slot has all joules since the one before was over: what goes on after a slot was given up is
 * the next one's, and slots add up to what batteries have lost.
 */
class DdRecorder
{
  public:
    /// Told of each slot when it is over.
    using SlotOver = std::function<void(const DdSlotRecord&)>;

    /**
     * @param network to watch; must outlive this
     * @param over told of each slot
     */
    DdRecorder(const DdNetwork& network, SlotOver over);
    DdRecorder(const DdRecorder&) = delete;
    DdRecorder& operator=(const DdRecorder&) = delete;

  private:
    /// What energy models have counted.
    struct Meters
    {
        double shared = 0.0;         //!< by servers' processors [J]
        double radio = 0.0;          //!< by radios that send latents [J]
        std::vector<double> devices; //!< by each user's processor [J]
    };

    /// @param slot that begins
    void Begun(uint32_t slot);
    /// @param decision of the slot
    void Decided(const DdDecision& decision);
    /**
     * @param slot it is about
     * @param seconds that deciding took
     */
    void Took(uint32_t slot, double seconds);
    /// @param outcome of a user
    void Done(const DdClientOutcome& outcome);
    /**
     * @param steps that a cache had; 0: none
     * @param stepEnergy of each [J]
     */
    void Cached(uint32_t steps, double stepEnergy);
    /// @param slot that is over
    void Over(uint32_t slot);
    /// @return what the meters show now
    Meters Read() const;

    const DdNetwork& m_network;                   //!< watched
    SlotOver m_over;                              //!< told of each slot
    DdSlotRecord m_record;                        //!< of the slot under way
    DdDecision m_decision;                        //!< of it
    Meters m_before;                              //!< when the slot before was over
    std::map<Mac48Address, uint32_t> m_numbers;   //!< of users
    std::map<Mac48Address, std::size_t> m_places; //!< of users in the record
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DD_RECORDER_H
