/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_BIT_ERROR_H
#define ISAC_BIT_ERROR_H

namespace ns3
{
namespace isac
{

/// Gray-mapped constellations.
enum class Modulation
{
    BPSK,
    QPSK,
    QAM16,
    QAM64
};

/**
 * @ingroup isac-aigc
 * @param modulation constellation
 * @return bits that one symbol carries
 */
int BitsPerSymbol(Modulation modulation);

/**
 * @ingroup isac-aigc
 * @brief Uncoded bit error probability in white Gaussian noise, averaged over the bits of a
 * symbol; exact, not the union bound (K. Cho and D. Yoon, IEEE Trans. Commun. 50(7), 2002).
 *
 * @param modulation constellation
 * @param symbolSnr E_s/N_0, linear, not negative; E_b/N_0 times BitsPerSymbol
 * @return probability in [0, 1/2]
 */
double BitErrorProbability(Modulation modulation, double symbolSnr);

/**
 * @ingroup isac-aigc
 * @brief Mean bit error probability of BPSK under flat Rayleigh fading,
 * (1 - sqrt(g / (1 + g))) / 2. The channel is known to the receiver and constant over a symbol.
 *
 * @param meanSymbolSnr g, mean E_s/N_0, linear, not negative
 * @return probability in [0, 1/2]
 */
double RayleighBpskBitErrorProbability(double meanSymbolSnr);

} // namespace isac
} // namespace ns3

#endif // ISAC_BIT_ERROR_H
