/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DD_SUMMARY_H
#define ISAC_DD_SUMMARY_H

#include "isac-caqa-summary.h"
#include "isac-dd-record.h"
#include "isac-statistics.h"

#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief What a run of distributed diffusion comes to: QoE, reward and bit errors beside the closed
 * form, energy beside that of a chain for each user, and what a cache saved. Slots are independent;
 * intervals are Student's t of 95 %.
 */
class DdSummary
{
  public:
    /// @param record what happened in a slot
    void Add(const DdSlotRecord& record);
    /// @return mean of QoE over all users so far
    double GetQoe() const;
    /// @return requests so far that were heard in time and asked for what is known
    uint64_t GetRequests() const;

    /**
     * @brief Print the last slot, user by user.
     * @param out gets it
     */
    void PrintUsers(std::ostream& out) const;
    /**
     * @param out gets the table
     * @param speed of the simulation
     */
    void Print(std::ostream& out, const RunSpeed& speed) const;
    /**
     * @param speed of the simulation
     * @param about key and value of what was run
     * @return summary.json
     */
    std::string ToJson(const RunSpeed& speed,
                       const std::vector<std::pair<std::string, std::string>>& about) const;

  private:
    /// A figure as measured and as the closed form has it, by slot.
    struct Quantity
    {
        std::vector<double> measured; //!< by slot
        std::vector<double> expected; //!< by slot
    };

    /// @return share of energy that sharing steps saved
    /// @param steps whether of shared and device steps alone, without transmissions
    Estimate Saved(bool steps) const;
    /// @return share of latents that the cache had; not a number if it was never asked
    double HitRate() const;

    uint64_t m_slots = 0;           //!< in all
    uint64_t m_asked = 0;           //!< users who were polled
    uint64_t m_users = 0;           //!< of them who asked for what is known
    uint64_t m_done = 0;            //!< of them with a picture
    Quantity m_qoe;                 //!< mean of a slot's users
    Quantity m_reward;              //!< (27)
    Quantity m_server;              //!< (24) [J]
    Quantity m_device;              //!< all devices' own steps [J]
    Quantity m_errors;              //!< mean of a slot's users
    std::vector<double> m_steps;    //!< all steps [J]
    std::vector<double> m_separate; //!< all steps, had each user his chain [J]
    std::vector<double> m_radio;    //!< transmissions [J]
    std::vector<double> m_groups;   //!< number of groups
    std::vector<double> m_latency;  //!< mean of a slot's users [s]
    std::vector<double> m_decision; //!< real time of deciding [s]
    uint64_t m_hits = 0;            //!< of the cache
    uint64_t m_misses = 0;          //!< of the cache
    uint64_t m_savedSteps = 0;      //!< by the cache
    double m_savedEnergy = 0.0;     //!< by the cache [J]
    DdSlotRecord m_last;            //!< the slot that was last over
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DD_SUMMARY_H
