/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_RECORDER_H
#define ISAC_DA_RECORDER_H

#include "isac-da-helper.h"
#include "isac-da-record.h"

#include <functional>
#include <map>
#include <utility>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Writes down what becomes of each slot of DA-ISAC, by the trace sources of manager, users
 * and sensors, with the closed form of the same allocation and the optimum in hindsight beside it.
 *
 * A slot is told of, in order, when it is over and all users have told of it. Must outlive the
 * simulation.
 *
 * Closed forms know late segments, too: what takes longer than a slot counts as quality 0 and a
 * latency of a slot. The optimum in hindsight knows everybody's true place, status and model when
 * the slot begins, is served by the nearest station, and needs no reports.
 */
class DaRecorder
{
  public:
    /// Told of each slot when it is over.
    using SlotOver = std::function<void(const DaSlotRecord&)>;

    /**
     * @param network as installed
     * @param cell its constants
     * @param over told of each slot
     */
    DaRecorder(const DaNetwork& network, Ptr<DaCell> cell, SlotOver over);
    DaRecorder(const DaRecorder&) = delete;
    DaRecorder& operator=(const DaRecorder&) = delete;

    /// The run is over: slots that not all users told of are told of now.
    void Finish();

  private:
    /// @param decision of the slot that begins
    void Decided(const DaSlotDecision& decision);
    /// @param slot it is about @param seconds that the policy took
    void Took(uint32_t slot, double seconds);
    /// @param segment that a user got, or not
    void Lived(const DaSegment& segment);
    /// @param job that the server has done
    void Computed(const DaServerJob& job);
    /// @param echo of a user, or a miss
    void Heard(const IsacWaveformEcho& echo);
    /// @param last whether to tell of slots that not all users told of
    void TellOf(bool last);
    /// @param record whose closed forms are wanted
    void Evaluate(DaSlotRecord& record) const;
    /**
     * @param users as they are, or as somebody believes that they are
     * @param allocation what they have
     * @param tell gets user, latency and QoE
     */
    void EvaluateSlot(const DaSlot& users,
                      const DaAllocation& allocation,
                      const std::function<void(int, double, double)>& tell) const;

    DaNetwork m_network;                                       //!< as installed
    Ptr<DaCell> m_cell;                                        //!< its constants
    SlotOver m_over;                                           //!< told of each slot
    double m_decisionTime = 0.0;                               //!< told before the decision [s]
    std::map<uint32_t, DaSlotRecord> m_records;                //!< not told of yet, by slot
    std::map<Mac48Address, std::pair<int, uint32_t>> m_radios; //!< station and user
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_RECORDER_H
