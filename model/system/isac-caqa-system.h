/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CAQA_SYSTEM_H
#define ISAC_CAQA_SYSTEM_H

#include "ns3/isac-action-space.h"
#include "ns3/isac-caqa-communication.h"
#include "ns3/isac-caqa-slot.h"

#include <Eigen/Core>
#include <optional>

namespace ns3
{
namespace isac
{

/// What a scheme believes about content accuracy: in its action filter and in phase III.
enum class AccuracyBelief
{
    KNOWN,             //!< Theta as it is
    PERFECT,           //!< Theta = 1: schemes that look at quality only (CGQ)
    PERFECT_GENERATION //!< eps = 0: schemes that know of sensing errors only (SAQA)
};

/// How the raw action of a scheme becomes an allocation.
struct CaqaDecoding
{
    bool actionFilter = true; //!< map d into [E^q, E_s,max], (10); else E_s = d E_s,max
    AccuracyBelief belief = AccuracyBelief::KNOWN;                //!< see AccuracyBelief
    CommunicationRule communication = CommunicationRule::RANKING; //!< see CommunicationRule
    SnrReading reading = SnrReading::EQUATION_5;                  //!< see SnrReading
    RceOptions rce;                                               //!< readings of Algorithm 2
    double jointScale = 2.0;       //!< s: e_k = 1 asks for s E_max / K; CommunicationRule::JOINT
    std::optional<int> fixedSteps; //!< z for everyone, no longer part of the action: SAQA-FG
    bool trainOnBelief = false;    //!< learners earn what the belief says, not the truth
    bool wholeCycles = false; //!< round E_s down to whole cycles (never below E^q): packet level
};

/**
 * @ingroup isac-aigc
 * @brief The system CAQA-AIGC as a learner sees it: what is observed, how a raw action becomes an
 * allocation, what it earns.
 *
 * Observation (2K values): h_k = log10(g_k / L_n) and Omega_k,min in turn, users in order of
 * priority. Action: z_k - z_min (K choices) and d_k in [0, 1] (K values). With
 * CaqaDecoding::fixedSteps the choices are gone.
 *
 * Under CommunicationRule::JOINT d_1 to d_K are followed by e_1 to e_K in [0, 1]: user k asks for
 * communication energy e_k s E_max / K, which CaqaJointEnergy cuts to what can be had. The paper
 * does not say how its joint baselines map their outputs. This reading keeps C1, C2, C3 and C6 for
 * every action, as RCE does (C2 unless sensing alone takes more than E_max), so that schemes differ
 * in who decides and not in what is allowed. An equal share of all energy lies at e = 1/s.
 */
class CaqaSystem
{
  public:
    /**
     * @param parameters the cell
     * @param decoding how actions are read
     */
    explicit CaqaSystem(const CaqaParameters& parameters, const CaqaDecoding& decoding = {});

    /// @return the cell
    const CaqaParameters& GetParameters() const;
    /// @return how actions are read
    const CaqaDecoding& GetDecoding() const;
    /// @return number of values in an observation, 2K
    int ObservationSize() const;
    /// @return K categorical and K continuous components, or as said above
    ActionSpace GetActionSpace() const;

    /**
     * @param state gains and requirements
     * @return observation, sec. IV-B (1)
     */
    Eigen::VectorXd Observe(const CaqaState& state) const;

    /**
     * @brief The inverse of Observe, for policies that compute rather than learn.
     * @param observation 2K values
     * @return gains and requirements
     */
    CaqaState Interpret(const Eigen::VectorXd& observation) const;

    /**
     * @param state gains and requirements that the decision is based on
     * @param action of GetActionSpace()
     * @return sensing energy by (10), steps, and communication energy by the scheme's rule
     */
    CaqaAllocation Decode(const CaqaState& state, const Action& action) const;

    /**
     * @param state gains and requirements as they are
     * @param allocation what was decided
     * @return the slot in closed form
     */
    CaqaOutcome Evaluate(const CaqaState& state, const CaqaAllocation& allocation) const;

    /**
     * @brief The cell as AccuracyBelief has it: what Evaluate says there is what the scheme thinks
     * it earns. Users who are not sensed at all have accuracy 0 there too.
     * @return that system, in which the belief is known to be true
     */
    CaqaSystem Believed() const;

  private:
    /**
     * @param requirement Omega_min of a user
     * @param steps his z
     * @param d his raw action
     * @return sensing energy [J]
     */
    double SensingEnergy(double requirement, int steps, double d) const;

    CaqaParameters m_parameters; //!< the cell
    CaqaDecoding m_decoding;     //!< how actions are read
    CaqaParameters m_believed;   //!< the cell as AccuracyBelief has it
};

} // namespace isac
} // namespace ns3

#endif // ISAC_CAQA_SYSTEM_H
