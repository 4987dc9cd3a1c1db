/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CAQA_SUMMARY_H
#define ISAC_CAQA_SUMMARY_H

#include "isac-caqa-record.h"
#include "isac-statistics.h"

#include <array>
#include <ostream>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/// Figures of a run that differ from machine to machine.
struct RunSpeed
{
    double wallSeconds = 0.0;      //!< of the simulation
    double simulatedSeconds = 0.0; //!< of the simulation
    uint64_t events = 0;           //!< of the simulator
};

/**
 * @ingroup isac-aigc
 * @brief Sums up the slots of a cell in constant memory: what was measured, and the closed form
 * beside it.
 */
class CaqaSummary
{
  public:
    /**
     * @param cell limits
     * @param slotsPerEpisode slots between new positions, for confidence intervals
     */
    CaqaSummary(const CaqaParameters& cell, uint32_t slotsPerEpisode);

    /// @param slot the next one
    void Add(const CaqaSlotRecord& slot);

    /// @return gated AvgCAQA so far: measured, or of the closed form at slot level
    double GetAverage() const;

    /**
     * @brief Print the table.
     * @param out where to
     * @param speed how fast it went
     */
    void Print(std::ostream& out, const RunSpeed& speed) const;

    /**
     * @param speed how fast it went; goes under a key of its own, "speed"
     * @param about key and value of what was run, which come first
     * @return summary.json
     */
    std::string ToJson(const RunSpeed& speed,
                       const std::vector<std::pair<std::string, std::string>>& about) const;

  private:
    /// The phases of a user's service: sensing, queueing, generation, waiting, download, and all.
    static constexpr std::size_t PHASES = 6;

    /// Figures of one view on the slots: as measured, or in closed form.
    struct View
    {
        /**
         * @param cell limits
         * @param slotsPerEpisode as in CaqaSummary
         */
        View(const CaqaParameters& cell, uint32_t slotsPerEpisode);

        EpisodeMean gated;                        //!< AvgCAQA, users below Omega_min count 0
        EpisodeMean average;                      //!< AvgCAQA
        EpisodeMean reward;                       //!< (11)
        EpisodeMean energy;                       //!< in a slot [J]
        double accuracy = 0.0;                    //!< Theta, summed over users with content
        uint64_t withContent = 0;                 //!< those users
        double quality = 0.0;                     //!< summed over all users
        std::array<uint64_t, 6> broken{};         //!< constraints, as CaqaBroken counts
        std::vector<BoundedDistribution> latency; //!< of each phase [s]
    };

    /// @param slot gives its measured values
    void AddMeasured(const CaqaSlotRecord& slot);
    /// @param slot gives its closed form
    void AddClosedForm(const CaqaSlotRecord& slot);
    /// @return views that hold slots, the one that counts first
    std::vector<const View*> GetViews() const;

    CaqaParameters m_cell;      //!< limits
    uint32_t m_slotsPerEpisode; //!< for intervals
    bool m_packetLevel = false; //!< whether anything was measured
    uint64_t m_slots = 0;       //!< so far
    uint64_t m_packets = 0;     //!< of content that users received
    uint64_t m_missed = 0;      //!< users whom sensing did not find
    View m_measured;            //!< by the network
    View m_closedForm;          //!< by the equations
};

} // namespace isac
} // namespace ns3

#endif // ISAC_CAQA_SUMMARY_H
