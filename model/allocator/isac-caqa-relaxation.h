/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CAQA_RELAXATION_H
#define ISAC_CAQA_RELAXATION_H

#include "isac-caqa-priced-user.h"

#include "ns3/isac-caqa-slot.h"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace ns3
{
namespace isac
{

/// Part of the problem: what the first user and all users together spend on sensing [J].
struct CaqaBox
{
    double firstLow = 0.0;   //!< least E_1,s
    double firstHigh = 0.0;  //!< most E_1,s
    double sensedLow = 0.0;  //!< least sum of E_s
    double sensedHigh = 0.0; //!< most sum of E_s
};

/// What the relaxed problem would do: K values each.
struct CaqaMaximiser
{
    std::vector<double> sensingEnergy; //!< E_k,s [J]
    std::vector<double> quality;       //!< q_k
    std::vector<int> steps;            //!< z_k
    std::vector<bool> served;          //!< whether the requirement is met
    double sensed = 0.0;               //!< sum of E_s [J]
    double energy = 0.0;               //!< sum of E_s and E_c [J]
};

/**
 * @ingroup isac-aigc
 * @brief Lagrangian relaxation of a CAQA slot, solved by dynamic programming; fixed subchannels.
 *
 * The energy budget C2 is priced, and so is the total sensing energy. Within a box, the server
 * cannot have generated user k's picture before firstLow / P_s + c (z_1 + ... + z_k), because it
 * starts with the first arrival and works on one picture at a time, and no download starts before
 * sensedLow / P_s. With s = z_1 + ... + z_k as state, users then part: each takes the best n, z, q
 * at the prices under the cap on q that s leaves. A fixed number of users misses the
 * requirement; each of these costs 1, as in (11), and takes z_min of the server's time.
 *
 * For any prices the value is an upper bound of K times the reward (11) of every allocation in
 * the box that has this number of violations and holds C1 to C4, with the slack that C1, C2 and C5
 * allow. It covers downloads at any resolution, not only those that RCE would choose.
 */
class CaqaRelaxation
{
  public:
    /**
     * @param parameters the cell, SubchannelRule::FIXED
     * @param state gains and requirements, K values each
     */
    CaqaRelaxation(const CaqaParameters& parameters, const CaqaState& state);

    /// @return the box that holds every allocation
    CaqaBox Everything() const;

    /**
     * @brief Solves the priced problem for all numbers of violations up to a limit.
     * @param box part of the problem
     * @param prices multipliers, energy greater than 0, sensing not negative
     * @param maxUnserved most violations, 0 to K
     * @return bound on K times the reward, for 0 to maxUnserved violations
     */
    std::vector<double> Evaluate(const CaqaBox& box, const CaqaPrices& prices, int maxUnserved);

    /**
     * @brief A maximiser of the latest Evaluate.
     * @param unserved number of violations, such that the bound is finite
     * @return what every user chose
     */
    CaqaMaximiser Trace(int unserved) const;

    /**
     * @param maximiser what the relaxed problem would do
     * @return by how much its downloads end too late: because of the first user's arrival and the
     * server's work, and because all sensing must end first [s]; negative where there is room
     */
    std::pair<double, double> Lateness(const CaqaMaximiser& maximiser) const;

    /// @return budget that the bound grants: E_max with its slack [J]
    double Budget() const;

  private:
    /// @return q that the time left after s steps allows user k in the latest box
    double QualityCap(std::size_t k, int stepsBefore) const;
    /// Fills m_served for user k: his value for each z and s.
    void TabulateServed(std::size_t k);
    /// @return user k with z steps, his cycles limited to the latest box
    CaqaPricedUser User(std::size_t k, int steps) const;
    /// @return position of user k with s steps done and u violations in m_choice
    std::size_t ChoiceIndex(std::size_t k, int unserved, int stepsDone) const;

    CaqaParameters m_parameters;       //!< the cell
    std::size_t m_users;               //!< K
    int m_stepKinds;                   //!< z_max - z_min + 1
    int m_mostSteps;                   //!< K z_max
    double m_cycleEnergy;              //!< w [J]
    std::vector<double> m_requirement; //!< Omega_min less its slack
    std::vector<double> m_picture;     //!< F_k [J]
    std::vector<double> m_clarity;     //!< 1 - eps(z) for z_min to z_max

    CaqaBox m_box;                      //!< latest box
    CaqaPrices m_prices;                //!< latest prices
    int m_maxUnserved = 0;              //!< latest limit
    double m_cheapestRatio = -1.0;      //!< nu / lambda that m_cheapest was computed for
    std::vector<double> m_cheapest;     //!< CheapestCycles of user k with z steps
    std::vector<double> m_served;       //!< values of one user: z, then s
    std::vector<double> m_best;         //!< value so far: u, then s
    std::vector<double> m_next;         //!< the same with one user more
    std::vector<std::int16_t> m_choice; //!< z - z_min, or -1 for unserved: k, u, s
    std::vector<int> m_lastSteps;       //!< s of the best end, for each u
};

} // namespace isac
} // namespace ns3

#endif // ISAC_CAQA_RELAXATION_H
