/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_MEGC_UPLINK_H
#define ISAC_MEGC_UPLINK_H

#include <vector>

namespace ns3
{
namespace isac
{

/// Who wants the uplink's bandwidth and the server's speed; vectors have one value for each user.
struct MegcUplinkProblem
{
    std::vector<double> computeSnr;  //!< s_i of computation users on all of the band
    std::vector<double> computeBits; //!< D_i of computation users; who has 0 gets nothing
    std::vector<double> visionSnr;   //!< s_i of vision users on all of the band
    std::vector<double> visionBits;  //!< D_i of vision users; who has 0 gets no bandwidth
    std::vector<double> inference;   //!< W / f_ES, work that needs the server and nothing else [s]
    double bandwidth = 1.0;          //!< B_off [Hz]
    double localRate = 1.0;          //!< f_comp / chi, what a device computes [bit/s]
    double serverRate = 1.0;         //!< f_ES / chi, what the whole server computes [bit/s]
};

/// Shares of uplink and server, one value for each user or each piece of inference work.
struct MegcUplinkSplit
{
    std::vector<double> computeBandwidth; //!< alpha_comp
    std::vector<double> visionBandwidth;  //!< alpha_VE
    std::vector<double> computeSpeed;     //!< omega_comp
    std::vector<double> inferenceSpeed;   //!< omega of AIGC and VE
    int iterations = 0;                   //!< evaluations of all users together
    bool converged = true;                //!< whether both prices were found
};

/**
 * @ingroup isac-aigc
 * @brief Least sum of latencies over bandwidth of the uplink and speed of the server.
 *
 * Minimises sum over computation users of 1 / (1/a + 1/b), which is L_comp with the best lambda,
 * plus sum D/r over vision users plus sum W/(omega f_ES). That is jointly convex. Given the price
 * mu of all of the band and nu of all of the server, each user has one scalar equation left,
 *
 *     (r(alpha) + f_comp/chi) sqrt(mu / (D r'(alpha))) = 1 - sqrt(nu / tau),
 *     tau = chi D f_ES / f_comp^2,
 *
 * for vision users without the terms f_comp/chi and nu. A computation user computes all of it
 * himself exactly where nu >= tau. Towards that corner his shares vanish with all their
 * derivatives, so they are smooth functions of the prices with no set of active users to search:
 * mu makes the bandwidths sum to 1 for a given nu, and nu is one more scalar root, whose slope is
 * the Schur complement of the 2x2 Jacobian of demand.
 *
 * @param problem who wants what
 * @return shares; each kind sums to at most 1, and to 1 within rounding if anybody wants it
 */
MegcUplinkSplit SplitMegcUplink(const MegcUplinkProblem& problem);

} // namespace isac
} // namespace ns3

#endif // ISAC_MEGC_UPLINK_H
