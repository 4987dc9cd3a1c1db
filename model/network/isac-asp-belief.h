/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ASP_BELIEF_H
#define ISAC_ASP_BELIEF_H

#include <cstdint>
#include <deque>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief What a scheduler takes the free steps of providers to be: what each reported last, and
 * what the scheduler has assigned since.
 *
 * An assignment counts as under way until a report says that a task of its number or a later one
 * has arrived. Assignments under way are thought through in their order: one that fits takes its
 * steps, one that does not crashes the provider, which is empty then, or as full as before if
 * tasks start over. Tasks that have ended are not known of before the report. A report that is
 * lost on its way is made up for by the next one.
 */
class AspBelief
{
  public:
    /**
     * @param capacity c of each provider
     * @param accounting whether assignments under way count; else the last report alone does
     * @param restart whether tasks start over after a crash
     */
    explicit AspBelief(const std::vector<int>& capacity = {},
                       bool accounting = true,
                       bool restart = false);

    /**
     * @param provider i, to which a task goes
     * @param sequence its number, greater than all before
     * @param steps T
     */
    void Assign(int provider, uint32_t sequence, int steps);
    /**
     * @param provider i, who reports
     * @param handled greatest number of a task that has arrived there
     * @param free steps that are free there
     */
    void Report(int provider, uint32_t handled, int free);

    /**
     * @param provider i
     * @return steps that are believed to be free there
     */
    int GetFree(int provider) const;

    /**
     * @param provider i
     * @return number of assignments under way to it
     */
    std::size_t GetUnderWay(int provider) const;

  private:
    /// A task that the provider has not confirmed.
    struct Assignment
    {
        uint32_t sequence; //!< its number
        int steps;         //!< T
    };

    /// What is known of a provider.
    struct Provider
    {
        int capacity;                    //!< c
        int free;                        //!< as reported
        std::deque<Assignment> underWay; //!< by rising number
    };

    std::vector<Provider> m_providers; //!< all
    bool m_accounting;                 //!< whether assignments under way count
    bool m_restart;                    //!< whether tasks start over after a crash
};

} // namespace isac
} // namespace ns3

#endif // ISAC_ASP_BELIEF_H
