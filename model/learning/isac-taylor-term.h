/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_TAYLOR_TERM_H
#define ISAC_TAYLOR_TERM_H

#include "isac-transitions.h"

namespace ns3
{
namespace isac
{

/// What Taylor TD adds to temporal-difference learning, AgentSettings::taylorForm.
enum class TaylorForm
{
    NONE,   //!< nothing
    DIRECT, //!< the error times the slope, integrated over action noise
    COSINE, //!< likewise by direction alone
    LITERAL //!< (22) of STTD: the slope towards what the actor would do
};

/**
 * @ingroup isac-aigc
 * @brief A term t(g) of each transition, g = grad_a Q(s, a), that the critic's loss loses.
 *
 * Garibbo, Robeyns and Aitchison, "Taylor TD-learning", NeurIPS 2023: the update delta grad_theta Q
 * is integrated over action noise N(0, lambda_a I). To first order the noise adds
 * lambda_a grad_theta <c, grad_a Q>, c = stop(grad_a delta). The next state does not depend on the
 * action here, so that c = stop(g_r - grad_a Q), g_r = grad_a r. As a loss that is
 * -lambda_a <c, grad_a Q>: the slopes of Q are drawn to those of the reward.
 */
struct TaylorTerm
{
    Eigen::VectorXf value; //!< N, t
    FloatMatrix slope;     //!< N x components, its derivative by g with c held still
};

/**
 * @ingroup isac-aigc
 * @brief t = <c, g>.
 * @param reward g_r, N x components
 * @param value g, N x components
 * @return the term, whose slope is c = g_r - g
 */
TaylorTerm DirectTaylorTerm(const FloatMatrix& reward, const FloatMatrix& value);

/**
 * @ingroup isac-aigc
 * @brief t = <c, g> / (|c| |g|), the cosine of the angle between them.
 *
 * The norm of g is not held still: (c / |c| - t g / |g|) / |g| turns g towards c and leaves its
 * length as it is. Norms are sqrt(|x|^2 + 1e-6), since the direction of a vanishing vector is none.
 *
 * @param reward g_r, N x components
 * @param value g, N x components
 * @return the term, in [-1, 1]
 */
TaylorTerm CosineTaylorTerm(const FloatMatrix& reward, const FloatMatrix& value);

} // namespace isac
} // namespace ns3

#endif // ISAC_TAYLOR_TERM_H
