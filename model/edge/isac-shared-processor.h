/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_SHARED_PROCESSOR_H
#define ISAC_SHARED_PROCESSOR_H

#include <cstdint>
#include <limits>
#include <vector>

namespace ns3
{
namespace isac
{

/// A job on a shared processor.
struct SharedJob
{
    uint64_t job = 0;                                     //!< which, the caller's number
    double ratio = 0.0;                                   //!< of the processor that it is sure of
    double speed = 0.0;                                   //!< at which it runs [cycle/s]
    double left = 0.0;                                    //!< of its work, at `since` [cycle]
    double since = 0.0;                                   //!< when its speed was set [s]
    double end = std::numeric_limits<double>::infinity(); //!< if nothing happens [s]
};

/**
 * @ingroup isac-aigc
 * @brief A processor that jobs share by ratio, as a pure state machine: the caller has the clock.
 *
 * Each job is sure of a ratio w of the speed f and takes W / (w f) for its work W, whatever the
 * others do: (7), (9) and (13) of MEGC. Work-conserving, ratios that nobody uses go to the jobs
 * that are there, in proportion to theirs: a job ends at that time or sooner. A job of ratio 0 does
 * not run.
 *
 * Times that one passes in must not decrease.
 */
class SharedProcessor
{
  public:
    /**
     * @param speed f, above 0 [cycle/s]
     * @param workConserving whether ratios that nobody uses are given to others
     */
    explicit SharedProcessor(double speed, bool workConserving = false);

    /// @return f [cycle/s]
    double GetSpeed() const
    {
        return m_speed;
    }

    /// @return the jobs it holds, in the order in which they came
    const std::vector<SharedJob>& GetJobs() const
    {
        return m_jobs;
    }

    /// @return sum of the ratios of all jobs it holds
    double GetUsed() const;

    /// @return when the next job ends if nothing happens; infinite if none does [s]
    double GetNextEnd() const;

    /**
     * @brief Take in a job. Call FinishUntil(now) before.
     * @param job the caller's number
     * @param work W, at least 0 [cycle]
     * @param ratio w, in [0, 1]
     * @param now present time [s]
     * @return whether it was taken in; not if the ratios of all jobs would pass 1 by more than
     * rounding, or a number is out of range
     */
    bool Start(uint64_t job, double work, double ratio, double now);

    /**
     * @brief Let go of jobs whose time has come.
     * @param now present time; a job that ends at this instant has ended [s]
     * @param finished gets the numbers of the jobs appended, in the order in which they end, equal
     * ends in the order in which they came
     */
    void FinishUntil(double now, std::vector<uint64_t>& finished);

    /**
     * @brief Drop a job that is not done.
     * @param job its number
     * @param now present time [s]
     * @return whether it was there
     */
    bool Drop(uint64_t job, double now);

  private:
    /**
     * @brief Set the speeds of all jobs anew, should they change.
     * @param now present time [s]
     */
    void Share(double now);

    double m_speed;                //!< f [cycle/s]
    bool m_conserving;             //!< whether ratios that nobody uses are given to others
    std::vector<SharedJob> m_jobs; //!< in order of arrival
};

} // namespace isac
} // namespace ns3

#endif // ISAC_SHARED_PROCESSOR_H
