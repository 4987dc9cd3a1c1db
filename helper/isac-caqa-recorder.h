/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CAQA_RECORDER_H
#define ISAC_CAQA_RECORDER_H

#include "isac-caqa-record.h"

#include "ns3/application-container.h"
#include "ns3/isac-edge-server.h"
#include "ns3/isac-radio-energy-model.h"
#include "ns3/isac-resource-manager.h"
#include "ns3/isac-user-application.h"

#include <functional>
#include <map>
#include <set>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Follows one CAQA-AIGC cell through its trace sources and hands on each slot when its time
 * is up. Keeps one slot in memory, however many there are.
 *
 * Cells may share an edge server: a recorder looks at the users of its own cell only. Must outlive
 * the simulation.
 */
class CaqaRecorder
{
  public:
    /// Takes a slot whose time is up.
    using SlotCallback = std::function<void(const CaqaSlotRecord&)>;

    /**
     * @param manager of the cell
     * @param cell of the manager
     * @param server that generates for the cell; null if it is not simulated by this process: its
     * phases stay unknown, and a download begins with the first burst after content came
     * @param users the cell's UserApplications, all of them
     * @param energy what the base station's radio draws; may be null
     */
    CaqaRecorder(Ptr<ResourceManager> manager,
                 Ptr<CaqaCell> cell,
                 Ptr<EdgeServer> server,
                 const ApplicationContainer& users,
                 Ptr<IsacRadioEnergyModel> energy);
    CaqaRecorder(const CaqaRecorder&) = delete;
    CaqaRecorder& operator=(const CaqaRecorder&) = delete;

    /// @param callback takes every slot
    void SetSlotCallback(SlotCallback callback);
    /// @param slot whose phases are kept for a timeline
    void SetTimelineSlot(uint32_t slot);

  private:
    /// @param decision a slot begins
    void Decided(const SlotDecision& decision);
    /// @param user whose sensing burst begins
    void SensingStarted(Mac48Address user);
    /**
     * @param slot of the burst
     * @param user whose sensing burst has ended
     * @param echo its result
     */
    void Sensed(uint32_t slot, Mac48Address user, const IsacEcho& echo);
    /// @param task has reached the server
    void TaskArrived(const EdgeTask& task);
    /// @param task has left the queue
    void TaskStarted(const EdgeTask& task);
    /// @param task is done
    void TaskEnded(const EdgeTask& task);
    /// @param segment of content has come to the base station, whose server is not to be seen
    void ContentCame(const ContentHeader& segment);
    /**
     * @param user to whom a burst begins
     * @param burst it
     */
    void BurstStarted(Mac48Address user, Ptr<const IsacBurst> burst);
    /// @param outcome of a user; the last one ends the slot
    void Scored(const UserOutcome& outcome);

    /// The slot's time is up.
    void EndSlot();
    /// Phases of a slot that only the closed form knows.
    void AddClosedFormPhases();
    /**
     * @param user any
     * @return his record in the slot under way; null if he has none
     */
    CaqaUserRecord* Find(Mac48Address user);
    /**
     * @param task any
     * @return record of its user; null if it is of another cell or slot
     */
    CaqaUserRecord* Find(const EdgeTask& task);
    /// @return since the slot began [s]
    double Now() const;
    /**
     * @brief Keep a bar, if this slot's timeline was asked for.
     * @param who what lane
     * @param phase what kind
     * @param start from the start of the slot [s]
     * @param end from the start of the slot [s]
     */
    void AddPhase(const std::string& who, const std::string& phase, double start, double end);

    Ptr<CaqaCell> m_cell;                      //!< limits
    Ptr<MobilityModel> m_position;             //!< of the base station
    Ptr<IsacRadioEnergyModel> m_energy;        //!< may be null
    std::map<Mac48Address, Ptr<Node>> m_nodes; //!< of the users
    SlotCallback m_callback;                   //!< takes slots
    bool m_wantTimeline = false;               //!< whether one slot's phases are kept
    uint32_t m_timelineSlot = 0;               //!< which

    bool m_open = false;                        //!< whether a slot is under way
    CaqaSlotRecord m_slot;                      //!< it
    Time m_start;                               //!< its start
    std::map<Mac48Address, std::size_t> m_rank; //!< of its users
    bool m_seesServer = false;                  //!< whether the edge server's traces are followed
    std::set<Mac48Address> m_supplied;          //!< users whose content came, if not
    std::size_t m_scored = 0;                   //!< outcomes so far
    double m_energyBefore = 0.0;                //!< drawn until the slot began [J]
};

} // namespace isac
} // namespace ns3

#endif // ISAC_CAQA_RECORDER_H
