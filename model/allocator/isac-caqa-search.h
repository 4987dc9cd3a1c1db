/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CAQA_SEARCH_H
#define ISAC_CAQA_SEARCH_H

#include "ns3/isac-caqa-slot.h"

#include <cstddef>
#include <vector>

namespace ns3
{
namespace isac
{

/// A decision on phases I and II with what it earns.
struct CaqaPoint
{
    std::vector<double> sensingEnergy; //!< E_k,s [J]; 0 for users left unserved
    std::vector<int> steps;            //!< z_k
    double reward = 0.0;               //!< (11), with RCE in phase III
};

/**
 * @ingroup isac-aigc
 * @brief Local search over sensing energies and steps of one CAQA slot; RCE decides phase III.
 *
 * RCE is read as InfeasibleRule::DROP without a partial last user. Nothing here is random: the
 * same slot gives the same answer.
 */
class CaqaSearch
{
  public:
    /**
     * @param parameters the cell, any SubchannelRule
     * @param state gains and requirements, K values each
     */
    CaqaSearch(const CaqaParameters& parameters, const CaqaState& state);

    /// @param point its reward is set, from its energies and steps
    void Evaluate(CaqaPoint& point);

    /// @return best of a grid on which all users have the same sensing energy and steps
    CaqaPoint BestCommon();

    /**
     * @brief Improves sensing energies for given steps by pricing the energy budget.
     *
     * Each user takes the best cycles at a price under the download time that the steps leave
     * him; the price is the one at which the budget is spent. The first user's energy, which
     * delays all others, is searched along a line. Fixed subchannels only.
     *
     * @param point replaced where something better is found
     */
    void Price(CaqaPoint& point);

    /**
     * @brief Improves a point by small moves until none helps or the evaluations are spent.
     *
     * Moves: one, two or all sensing energies; one or two numbers of steps; a user dropped or
     * taken back.
     *
     * @param point replaced where something better is found
     * @param maxEvaluations most slots to evaluate
     */
    void Polish(CaqaPoint& point, std::size_t maxEvaluations);

    /// @return slots evaluated so far
    std::size_t Evaluations() const;

  private:
    /// Takes candidate over if it is better, up to rounding. @return whether it was
    bool Improve(CaqaPoint& point, CaqaPoint& candidate);
    /// @return sensing energies at the price that spends the budget, the first user's kept
    std::vector<double> PricedSensing(const CaqaPoint& point);
    /// One sweep of energy moves of this size. @return whether any helped
    bool MoveEnergies(CaqaPoint& point, double size, std::size_t limit);
    /// One sweep of moves on steps and on who is served. @return whether any helped
    bool MoveSteps(CaqaPoint& point, std::size_t limit);

    CaqaParameters m_parameters;   //!< the cell
    CaqaState m_state;             //!< gains and requirements
    std::size_t m_users;           //!< K
    std::vector<double> m_picture; //!< F_k [J]
    std::size_t m_evaluations = 0; //!< slots evaluated
    double m_price = 1.0;          //!< price that spent the budget last, where to look first [1/J]
};

} // namespace isac
} // namespace ns3

#endif // ISAC_CAQA_SEARCH_H
