/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ASP_ARRIVALS_H
#define ISAC_ASP_ARRIVALS_H

#include "isac-asp-system.h"

#include <boost/random/mersenne_twister.hpp>
#include <cstdint>
#include <functional>
#include <istream>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/// A request of a user.
struct AspTask
{
    double arrival = 0.0; //!< when it reaches the scheduler, from the start of the episode [s]
    int steps = 0;        //!< T, denoising steps that it asks for
};

/**
 * @ingroup isac-aigc
 * @brief Where the tasks of episodes come from.
 */
class AspArrivals
{
  public:
    virtual ~AspArrivals() = default;

    /**
     * @brief Begin anew.
     * @param seed everything drawn from here on depends on it alone
     */
    virtual void Seed(uint64_t seed) = 0;
    /**
     * @brief The tasks of the next episode.
     * @param tasks set to them, in order of arrival, at least two: the last one ends the episode.
     * What they held is dropped, their memory is used again.
     */
    virtual void NextEpisode(std::vector<AspTask>& tasks) = 0;
    /// @return another source of the same kind; seed it
    virtual std::unique_ptr<AspArrivals> Clone() const = 0;
    /// @return all that later episodes depend on, as text; empty if that cannot be told
    virtual std::string GetState() const = 0;
    /**
     * @param state from GetState() of a source of the same kind
     * @return whether it was one; if not, nothing has changed
     */
    virtual bool SetState(const std::string& state) = 0;
};

/**
 * @ingroup isac-aigc
 * @brief Poisson arrivals as the published code draws them: the number of tasks is Poisson with
 * mean lambda times the horizon, their times are uniform over the horizon and sorted, and one more
 * task comes at 0. T is uniform. Times are cut to whole seconds unless
 * AspParameters::wholeSeconds is off. A draw of no task beside the one at 0 is drawn again.
 */
class PoissonAspArrivals : public AspArrivals
{
  public:
    /// @param parameters that CheckAspParameters() accepts
    explicit PoissonAspArrivals(const AspParameters& parameters);

    void Seed(uint64_t seed) override;
    void NextEpisode(std::vector<AspTask>& tasks) override;
    std::unique_ptr<AspArrivals> Clone() const override;
    std::string GetState() const override;
    bool SetState(const std::string& state) override;

  private:
    AspParameters m_parameters;         //!< rate, horizon, steps
    boost::random::mt19937_64 m_random; //!< all draws
};

/**
 * @ingroup isac-aigc
 * @brief Arrivals with any law of the time between them, given as a function: a random variable of
 * ns-3's, say. One task comes at 0, one more follows always, others as long as they come within
 * the horizon. T is uniform, and drawn here.
 *
 * What the function draws from is the caller's: Seed() does not reach it, clones share it, and such
 * a source has no state that could be kept.
 */
class RenewalAspArrivals : public AspArrivals
{
  public:
    /**
     * @param parameters that CheckAspParameters() accepts
     * @param gap gives the time to the next task, not negative [s]
     */
    RenewalAspArrivals(const AspParameters& parameters, std::function<double()> gap);

    void Seed(uint64_t seed) override;
    /**
     * @copydoc AspArrivals::NextEpisode
     * @throws std::runtime_error if the function gives a negative or infinite time, or so many
     * short ones that the episode has more than ten million tasks
     */
    void NextEpisode(std::vector<AspTask>& tasks) override;
    std::unique_ptr<AspArrivals> Clone() const override;
    std::string GetState() const override;
    bool SetState(const std::string& state) override;

  private:
    AspParameters m_parameters;         //!< horizon, steps
    std::function<double()> m_gap;      //!< time to the next task [s]
    boost::random::mt19937_64 m_random; //!< draws of T
};

/**
 * @ingroup isac-aigc
 * @brief The same tasks in every episode.
 */
class TraceAspArrivals : public AspArrivals
{
  public:
    /// @param tasks in order of arrival, at least two
    explicit TraceAspArrivals(std::vector<AspTask> tasks);

    void Seed(uint64_t seed) override;
    void NextEpisode(std::vector<AspTask>& tasks) override;
    std::unique_ptr<AspArrivals> Clone() const override;
    std::string GetState() const override;
    bool SetState(const std::string& state) override;

  private:
    std::vector<AspTask> m_tasks; //!< of every episode
};

/**
 * @ingroup isac-aigc
 * @brief Read tasks from a CSV table with the columns arrival_s and T, a line each, in order of
 * arrival. A column `task` may stand beside them.
 * @param table the text
 * @param name of the file, for messages
 * @return the tasks, at least two
 * @throws std::invalid_argument if it is no such table: one line that begins with NAME:LINE
 */
std::vector<AspTask> ReadAspTrace(std::istream& table, const std::string& name);

/**
 * @ingroup isac-aigc
 * @param path of a file as ReadAspTrace(std::istream&, const std::string&) takes it
 * @return the tasks, at least two
 * @throws std::invalid_argument if it cannot be read or is no such table: one line with the path
 */
std::vector<AspTask> ReadAspTrace(const std::string& path);

} // namespace isac
} // namespace ns3

#endif // ISAC_ASP_ARRIVALS_H
