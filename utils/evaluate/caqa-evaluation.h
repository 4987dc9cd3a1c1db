/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef CAQA_EVALUATION_H
#define CAQA_EVALUATION_H

#include "ns3/isac-caqa-held-out.h"
#include "ns3/isac-caqa-optimum-cache.h"
#include "ns3/isac-caqa-scheme.h"

#include <functional>
#include <ostream>
#include <string>
#include <vector>

namespace evaluate
{

/// How policies are scored.
struct EvaluationOptions
{
    uint32_t states = 10000;           //!< independent slots
    uint32_t seed = 1;                 //!< which
    bool optimum = true;               //!< whether optima are found
    bool bound = false;                //!< whether upper bounds are proven
    std::string cache;                 //!< file that keeps optima; empty: none
    bool progress = true;              //!< whether progress is shown
    std::function<bool()> interrupted; //!< whether to stop
};

/// Scores policies on the same held-out states.
class CaqaEvaluation
{
  public:
    /**
     * @param parameters the cell
     * @param scenario where its users are
     * @param options how
     */
    CaqaEvaluation(const ns3::isac::CaqaParameters& parameters,
                   const ns3::isac::CaqaScenario& scenario,
                   const EvaluationOptions& options);

    /**
     * @param name of a policy, see MakeCaqaScheme
     * @throws std::invalid_argument if there is none of this name, or it was added before
     */
    void AddPolicy(const std::string& name);

    /**
     * @brief Score all policies and find the optima.
     * @return whether all is done; false if interrupted
     * @throws std::runtime_error if the cache cannot be written
     */
    bool Run();

    /// @param out gets a table
    void Print(std::ostream& out) const;
    /**
     * @brief Write the table as CSV, and decision times to NAME.timing.csv beside it.
     * @param path of the file; the old one stays until the new one is complete
     * @throws std::runtime_error if it cannot be written
     */
    void Write(const std::string& path) const;

  private:
    /// A policy and what came of it.
    struct Entry
    {
        std::string name;             //!< as typed
        ns3::isac::CaqaScheme scheme; //!< decides
        ns3::isac::CaqaScore score;   //!< state by state
        double decisionSeconds = 0.0; //!< mean of a decision, allocation included
    };

    /**
     * @param entry to score
     * @return false if interrupted
     */
    bool Score(Entry& entry);

    ns3::isac::CaqaParameters m_parameters;     //!< the cell
    ns3::isac::CaqaScenario m_scenario;         //!< where its users are
    EvaluationOptions m_options;                //!< how
    std::vector<ns3::isac::CaqaState> m_states; //!< held out
    std::vector<Entry> m_entries;               //!< policies
    std::vector<double> m_optimum;              //!< rewards; empty if not wanted
    std::vector<double> m_bound;                //!< upper bounds; empty if not wanted
};

} // namespace evaluate

#endif // CAQA_EVALUATION_H
