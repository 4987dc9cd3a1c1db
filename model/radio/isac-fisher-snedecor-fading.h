/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_FISHER_SNEDECOR_FADING_H
#define ISAC_FISHER_SNEDECOR_FADING_H

#include <boost/random/mersenne_twister.hpp>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Power gain of flat Fisher-Snedecor F fading: Nakagami-m multipath whose mean power an
 * inverse Nakagami shadowing moves (S. K. Yoo et al., IEEE Commun. Lett. 21(7), 2017).
 *
 * In the form of 2017 the gain is a ratio of two gamma variables of mean 1, shapes m and m_s, so it
 * has the F distribution with 2 m and 2 m_s degrees of freedom: its scale is 1, not its mean. Small
 * m is severe fading, small m_s heavy shadowing; its n-th moment exists for m_s > n only.
 * One draw per slot is block fading: neither correlated in time nor in frequency.
 */
class FisherSnedecorFading
{
  public:
    /**
     * @param severity m, greater than 0; the paper of distributed diffusion has 2
     * @param shadowing m_s, greater than 0; there 1.5
     * @throws std::invalid_argument if one is not
     */
    explicit FisherSnedecorFading(double severity = 2.0, double shadowing = 1.5);

    /// @param generator source of random bits, advanced @return a gain, at least 0
    double Draw(boost::random::mt19937_64& generator) const;
    /// @return m_s / (m_s - 1); infinite for m_s of 1 and less
    double Mean() const;
    /// @param gain any value @return probability of a gain up to this
    double Distribution(double gain) const;
    /// @param probability from 0 to 1 @return the gain that is exceeded with 1 - probability
    /// @throws std::invalid_argument if the probability is not in that range
    double Quantile(double probability) const;

    /**
     * @brief Mean bit error probability of BPSK, or of QPSK per bit: Q(sqrt(2 s g)) averaged over
     * g.
     *
     * Integrated by parts it is 1/sqrt(pi) times the integral of F(x^2/s) exp(-x^2) over x > 0:
     * smooth, and without a difference that cancels at large s. It takes 50 microseconds.
     *
     * @param snr s, E_b/N_0 at a gain of 1, linear, not negative
     * @return probability in [0, 1/2], to a relative accuracy of 1e-9
     */
    double BitErrorProbability(double snr) const;

  private:
    double m_severity;  //!< m
    double m_shadowing; //!< m_s
};

} // namespace isac
} // namespace ns3

#endif // ISAC_FISHER_SNEDECOR_FADING_H
