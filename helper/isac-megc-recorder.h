/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_MEGC_RECORDER_H
#define ISAC_MEGC_RECORDER_H

#include "isac-megc-record.h"

#include "ns3/isac-megc-manager.h"

#include <functional>
#include <map>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Writes down what becomes of each slot of a cell of MEGC, by the trace sources of its
 * manager, with the optimum of the slot beside it. Must outlive the simulation.
 */
class MegcRecorder
{
  public:
    /// Told of each slot when it is over.
    using SlotOver = std::function<void(const MegcSlotRecord&)>;

    /**
     * @param manager of the cell
     * @param granted what grants share out, MegcCell::GetGrantedParameters()
     * @param over told of each slot
     */
    MegcRecorder(Ptr<MegcManager> manager, const MegcParameters& granted, SlotOver over);
    MegcRecorder(const MegcRecorder&) = delete;
    MegcRecorder& operator=(const MegcRecorder&) = delete;

  private:
    /// @param decision of the slot that begins
    void Decided(const MegcDecision& decision);
    /// @param outcome of a user
    void Done(const MegcOutcomeHeader& outcome);
    /**
     * @param slot that is over
     * @param outcome as measured
     */
    void Over(uint32_t slot, const MegcOutcome& outcome);
    /**
     * @param slot it is about
     * @param seconds that the policy took
     */
    void Took(uint32_t slot, double seconds);

    MegcParameters m_granted;                     //!< what grants share out
    SlotOver m_over;                              //!< told of each slot
    MegcSlotRecord m_record;                      //!< of the slot under way
    std::map<Mac48Address, std::size_t> m_places; //!< of users in it
};

} // namespace isac
} // namespace ns3

#endif // ISAC_MEGC_RECORDER_H
