/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ASP_LEDGER_H
#define ISAC_ASP_LEDGER_H

#include "isac-asp-report-header.h"

#include "ns3/isac-asp-episode.h"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Books what decisions have led to, as providers report it.
 *
 * As at slot level a crash is charged to the decision that caused it, and a task that ends counts
 * for the decision that was the last one when its report came. The outcome of a decision is
 * complete when the provider has told that the task arrived, and the next decision has been made.
 * Outcomes are told in the order of decisions: one whose provider never answers holds the later
 * ones back, until he answers for a later task or the ledger is closed.
 */
class AspLedger
{
  public:
    /// Takes the number of a decision and its outcome.
    using Callback = std::function<void(uint32_t sequence, const AspOutcome& outcome)>;

    /**
     * @param system utilities, penalties, payment
     * @param told takes each outcome that is complete
     */
    AspLedger(const AspSystem& system, Callback told);

    /**
     * @brief A task was assigned.
     * @param sequence its number, one more than that of the last one
     * @param provider to whom
     * @param steps T
     */
    void Decide(uint32_t sequence, int provider, int steps);
    /**
     * @brief A provider has reported.
     * @param report what it said; its provider is one of the system's
     */
    void Report(const AspReportHeader& report);
    /// Tell all that is left, complete or not.
    void Close();

  private:
    /// A decision whose outcome has not been told.
    struct Entry
    {
        uint32_t sequence;  //!< its number
        int provider;       //!< to whom
        bool answered;      //!< whether the provider has told of it
        AspOutcome outcome; //!< so far
    };

    /// A task that has not ended.
    struct Task
    {
        int provider; //!< where it is
        int steps;    //!< T
    };

    /**
     * @param event what happened
     * @param handled number of the task that a crash is charged to
     */
    void Book(const AspTaskEvent& event, uint32_t handled);
    /**
     * @param sequence number of a decision
     * @return its outcome; that of the last decision if it has been told already
     */
    AspOutcome& Find(uint32_t sequence);
    /// Tell the first one.
    void Tell();

    AspSystem m_system;               //!< utilities, penalties, payment
    Callback m_told;                  //!< takes outcomes
    std::deque<Entry> m_open;         //!< by rising number, without gaps
    std::map<uint32_t, Task> m_tasks; //!< that have not ended
};

} // namespace isac
} // namespace ns3

#endif // ISAC_ASP_LEDGER_H
