/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CAQA_RELAXATION_H
#define ISAC_CAQA_RELAXATION_H

#include "isac-caqa-priced-user.h"

#include "ns3/isac-caqa-slot.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3
{
namespace isac
{

/// Limits of what one user gets.
struct CaqaUserLimits
{
    double leastEnergy = 0.0; //!< least E_s [J]
    double mostEnergy = 0.0;  //!< most E_s [J]
    int leastSteps = 0;       //!< least z
    int mostSteps = 0;        //!< most z
    bool mayMeet = true;      //!< whether his requirement may be met
    bool mayMiss = true;      //!< whether it may be missed
};

/// Part of the problem.
struct CaqaBox
{
    std::vector<CaqaUserLimits> user; //!< K users
    double leastSensed = 0.0;         //!< least sum of E_s [J]
    double mostSensed = 0.0;          //!< most sum of E_s [J]
};

/// What the relaxed problem would do: K values each.
struct CaqaMaximiser
{
    std::vector<double> sensingEnergy; //!< E_k,s [J]
    std::vector<double> download;      //!< T_k,c [s]
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
 * cannot have generated user k's picture before leastEnergy_1 / P_s + c (z_1 + ... + z_k), because
 * it starts with the first arrival and works on one picture at a time; nor before any later arrival
 * and the fewest steps from there on, his own z_k at the end; and no download starts before
 * leastSensed / P_s. With s = z_1 + ... + z_k as state, users then part: each takes the best n, z,
 * q at the prices under the cap on q that s leaves. A fixed number of users misses the requirement;
 * each of these costs 1, as in (11).
 *
 * For any prices the value is an upper bound of K times the reward (11) of every allocation in
 * the box that has this number of violations and holds C1 to C4, with the slack that C1, C2 and C5
 * allow. It covers downloads at any resolution, not only those that RCE would choose; whether it
 * covers energy spent on users who miss their requirement is a choice.
 */
class CaqaRelaxation
{
  public:
    /**
     * @param parameters the cell, SubchannelRule::FIXED
     * @param state gains and requirements, K values each
     * @param anyPolicy whether users below their requirement may still be sent something
     */
    CaqaRelaxation(const CaqaParameters& parameters, const CaqaState& state, bool anyPolicy);

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

    /// @return K
    int Users() const;

    /// @return budget that the bound grants: E_max with its slack [J]
    double Budget() const;

  private:
    /// @return q that the time left allows user k in the latest box, with his steps and all until
    /// his done
    double QualityCap(std::size_t k, int stepsDone, int steps) const;
    /// Fills m_free and m_allSensed from the latest box.
    void BoundReadiness();
    /// Fills m_served for user k: his value for each z and s.
    void TabulateServed(std::size_t k);
    /// @return user k with z_min + kind steps, his cycles limited to the latest box
    CaqaPricedUser User(std::size_t k, int kind) const;
    /// Fills m_missed for user k: his value below his requirement for each s.
    void TabulateMissed(std::size_t k);
    /// @return what user k does below his requirement, without the penalty
    CaqaPricedChoice Missed(std::size_t k, int stepsDone) const;
    /// @return position of user k with s steps done and u violations in m_choice
    std::size_t ChoiceIndex(std::size_t k, int unserved, int stepsDone) const;

    CaqaParameters m_parameters;       //!< the cell
    bool m_anyPolicy;                  //!< see the constructor
    std::size_t m_users;               //!< K
    int m_stepKinds;                   //!< z_max - z_min + 1
    int m_mostSteps;                   //!< K z_max
    double m_cycleEnergy;              //!< w [J]
    std::vector<double> m_requirement; //!< Omega_min less its slack
    std::vector<double> m_picture;     //!< F_k [J]
    std::vector<double> m_clarity;     //!< 1 - eps(z) for z_min to z_max

    CaqaBox m_box;              //!< latest box
    CaqaPrices m_prices;        //!< latest prices
    std::vector<double> m_free; //!< earliest moment at which the server may begin with user k [s]
    double m_allSensed = 0.0;   //!< earliest end of all sensing [s]
    int m_maxUnserved = 0;      //!< latest limit
    double m_cheapestRatio = -1.0;      //!< nu / lambda that m_cheapest was computed for
    std::vector<double> m_cheapest;     //!< CheapestCycles of user k with z steps
    std::vector<double> m_served;       //!< values of one user: z, then s
    std::vector<double> m_missed;       //!< value of one user below his requirement: s
    std::vector<double> m_best;         //!< value so far: u, then s
    std::vector<double> m_next;         //!< the same with one user more
    std::vector<std::int16_t> m_choice; //!< z - z_min, or -1 for unserved: k, u, s
    std::vector<int> m_lastSteps;       //!< s of the best end, for each u
};

} // namespace isac
} // namespace ns3

#endif // ISAC_CAQA_RELAXATION_H
