/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_PROGRESS_H
#define ISAC_PROGRESS_H

#include <cstdint>
#include <functional>
#include <ostream>
#include <string>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Shows how far long work is: a bar that redraws itself on a terminal, a plain line every
 * few seconds in a log. Rate, time left, and whatever figure the work has to tell.
 */
class Progress
{
  public:
    /// @return seconds on a clock that never goes back
    using Clock = std::function<double()>;

    /**
     * @param out where to; standard error, so that results can be piped
     * @param terminal whether someone looks at it live
     * @param unit what is counted, "slots"
     * @param total how many there are
     * @param clock replaces the real one in tests
     */
    Progress(std::ostream& out,
             bool terminal,
             const std::string& unit,
             uint64_t total,
             Clock clock = {});

    /**
     * @brief The work goes on where it was left: rate and time left are those of the rest.
     * @param done how many were done before
     */
    void StartFrom(uint64_t done);

    /**
     * @brief Tell how far the work is. Cheap: shown a few times a second at most.
     * @param done how many are done
     * @param figure shown at the end of the line, "AvgCAQA 0.731"
     */
    void Update(uint64_t done, const std::string& figure);

    /**
     * @return whether an Update() now would show anything, for figures that cost to make
     */
    bool IsDue() const;

    /// The work is over, or has failed: leave the terminal's line empty for what comes.
    void Finish();

    /// @return whether standard error is a terminal
    static bool IsTerminal();

  private:
    std::ostream& m_out;   //!< where to
    bool m_terminal;       //!< whether someone looks
    std::string m_unit;    //!< what is counted
    uint64_t m_total;      //!< how many
    uint64_t m_before = 0; //!< how many of them were done before
    Clock m_clock;         //!< seconds
    double m_start;        //!< of the work
    double m_last;         //!< when something was shown
    bool m_drawn = false;  //!< whether the terminal's line holds a bar
};

} // namespace isac
} // namespace ns3

#endif // ISAC_PROGRESS_H
