/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-bit-error.h"

#include <cmath>

namespace ns3
{
namespace isac
{

namespace
{

/**
 * Square Gray-mapped QAM of size^2 points. Bit k of an axis errs where noise carries the sample
 * past an odd number of its decision thresholds; the sum below counts them with sign.
 */
double
SquareQam(int size, double symbolSnr)
{
    const double step = std::sqrt(1.5 * symbolSnr / (size * size - 1.0));
    double sum = 0.0;
    int bits = 0;
    for (int weight = 1; 2 * weight <= size; weight *= 2, ++bits) // weight = 2^(k-1)
    {
        const int terms = size - size / (2 * weight);
        for (int i = 0; i < terms; ++i)
        {
            const int crossed = i * weight / size;
            const int rounded = (2 * i * weight + size) / (2 * size);
            const double sign = crossed % 2 == 0 ? 1.0 : -1.0;
            sum += sign * (weight - rounded) * std::erfc((2 * i + 1) * step);
        }
    }
    return sum / (size * bits);
}

} // namespace

int
BitsPerSymbol(Modulation modulation)
{
    switch (modulation)
    {
    case Modulation::BPSK:
        return 1;
    case Modulation::QPSK:
        return 2;
    case Modulation::QAM16:
        return 4;
    case Modulation::QAM64:
        return 6;
    }
    return 0;
}

double
BitErrorProbability(Modulation modulation, double symbolSnr)
{
    if (modulation == Modulation::BPSK)
    {
        return 0.5 * std::erfc(std::sqrt(symbolSnr));
    }
    return SquareQam(1 << (BitsPerSymbol(modulation) / 2), symbolSnr);
}

double
RayleighBpskBitErrorProbability(double meanSymbolSnr)
{
    // (1 - s) / 2 with s^2 = g / (1 + g), written without the difference that cancels at large g.
    const double root = std::sqrt(meanSymbolSnr / (1.0 + meanSymbolSnr));
    return 0.5 / ((1.0 + meanSymbolSnr) * (1.0 + root));
}

} // namespace isac
} // namespace ns3
