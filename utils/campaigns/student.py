# SPDX-License-Identifier: GPL-2.0-only
"""Intervals of means of a few runs, by Student's t."""
import math
import statistics


def student_cdf(t, freedom):
    """P(T <= t) for t >= 0 and whole degrees of freedom (Abramowitz and Stegun 26.7.3, 26.7.4)."""
    angle = math.atan(t / math.sqrt(freedom))
    odd = freedom % 2
    term, total = (math.cos(angle) if odd else 1.0), 0.0
    for k in range(1, freedom // 2 + 1):
        total += term
        term *= math.cos(angle) ** 2 * (2 * k - 1 + odd) / (2 * k + odd)
    if odd:
        inside = 2.0 / math.pi * (angle + math.sin(angle) * total)
    else:
        inside = math.sin(angle) * total
    return 0.5 + 0.5 * inside


def student_quantile(probability, freedom):
    """The t with P(T <= t) = probability > 0.5, by bisection."""
    low, high = 0.0, 1.0
    while student_cdf(high, freedom) < probability:
        high *= 2.0
    while high - low > 1e-12 * high:
        middle = 0.5 * (low + high)
        if student_cdf(middle, freedom) < probability:
            low = middle
        else:
            high = middle
    return high


def half_width(values):
    """Half the width of the 95 % interval of the mean of independent runs; None for one run."""
    count = len(values)
    if count < 2:
        return None
    deviation = statistics.stdev(values)
    return student_quantile(0.975, count - 1) * deviation / math.sqrt(count)
