/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ASP_ENVIRONMENT_H
#define ISAC_ASP_ENVIRONMENT_H

#include "isac-asp-arrivals.h"
#include "isac-asp-episode.h"
#include "isac-asp-system.h"

#include "ns3/isac-environment.h"

#include <boost/random/mersenne_twister.hpp>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/// Columns of the metrics of an AspEnvironment, see AspOutcome.
enum class AspMetric
{
    UTILITY,          //!< earned in this step
    PENALTY,          //!< for a crash, not negative
    CRASHES,          //!< 1 if the task did not fit, else 0
    LOST_TASKS,       //!< running tasks that the crash ended
    LOST_UTILITY,     //!< u(T) of those
    RESTARTED_TASKS,  //!< running tasks that the crash made start over
    FINISHED_TASKS,   //!< tasks that ended
    FINISHED_UTILITY, //!< u(T) of those
    COUNT             //!< number of columns
};

/**
 * @ingroup isac-aigc
 * @brief N systems of ASP selection at slot level: one step assigns one task. An episode is over
 * (terminated) when its last task comes; its length is random.
 *
 * Each copy has tasks of its own, and providers of its own under AspPopulation::PER_EPISODE.
 * Rows of observations are changed in place, where something has changed. Once episodes have been
 * long enough a step allocates nothing, unless it draws providers.
 */
class AspEnvironment : public Environment
{
  public:
    /**
     * @param system the system, shared by all copies
     * @param arrivals where tasks come from; each copy gets a clone
     * @param count number of copies N, at least 1
     */
    AspEnvironment(const AspSystem& system, const AspArrivals& arrivals, int count);

    int Count() const override;
    int ObservationSize() const override;
    ActionSpace GetActionSpace() const override;
    std::vector<std::string> MetricNames() const override;
    Eigen::MatrixXd Reset(uint64_t seed) override;
    const StepResult& Step(const ActionBatch& actions) override;
    /**
     * @copydoc Environment::Save
     * @throws CheckpointError if the arrivals have no state that could be kept
     */
    void Save(Checkpoint& checkpoint, const std::string& prefix) const override;
    Eigen::MatrixXd Load(const Checkpoint& checkpoint, const std::string& prefix) override;

    /**
     * @param copy which system
     * @return its present episode
     */
    const AspEpisode& GetEpisode(int copy) const;

  private:
    /// One system with what its episodes come from.
    struct Copy
    {
        std::unique_ptr<AspArrivals> arrivals; //!< tasks of later episodes
        boost::random::mt19937_64 random;      //!< draws of providers
        AspEpisode episode;                    //!< the present one
    };

    /**
     * @brief Begin the next episode of a copy.
     * @param copy which
     */
    void StartEpisode(Copy& copy);
    /**
     * @brief Write what a copy shows at the start of an episode into all places of its row.
     * @param copy which
     */
    void ShowStart(int copy);
    /**
     * @brief Bring a row up to what the step of a copy has changed.
     * @param rows N rows
     * @param copy which
     */
    void ShowStep(Eigen::MatrixXd& rows, int copy) const;
    /**
     * @param outcome of a copy's step
     * @param copy which
     */
    void WriteMetrics(const AspOutcome& outcome, int copy);
    AspSystem m_system;                      //!< what is shown
    std::unique_ptr<AspArrivals> m_arrivals; //!< what copies get clones of
    std::vector<Copy> m_copies;              //!< N
    std::vector<AspTask> m_tasks;            //!< memory for the next episode
    std::vector<char> m_restarted;           //!< rows whose two observations differ
    StepResult m_result;                     //!< of the last step
};

} // namespace isac
} // namespace ns3

#endif // ISAC_ASP_ENVIRONMENT_H
