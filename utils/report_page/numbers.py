# SPDX-License-Identifier: GPL-2.0-only
"""Numbers as texts, quantiles, and the thinning of long curves."""
import math

NAN = math.nan


def text(value, digits=4):
    """A number as people read it."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return "\u2013"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) or (value == int(value) if math.isfinite(value) else False):
        if abs(value) < 1e15:
            return f"{int(value):,}".replace(",", "\u2009") if abs(value) >= 10000 else str(int(value))
    if 1e4 <= abs(value) < 1e15:
        return f"{value:,.0f}".replace(",", "\u2009").replace("-", "\u2212")
    return f"{value:.{digits}g}".replace("-", "\u2212")


def finite(values):
    """Those that are numbers."""
    return [value for value in values if math.isfinite(value)]


def mean(values):
    """Mean of those that are numbers."""
    values = finite(values)
    return math.fsum(values) / len(values) if values else NAN


def quantile(ordered, share):
    """The least value that so large a share of all does not exceed (nearest rank)."""
    if not ordered:
        return NAN
    # 0.95 x 20 is 19, whatever binary fractions make of it.
    return ordered[max(0, math.ceil(round(share * len(ordered), 9)) - 1)]


def ticks(low, high, most=6):
    """Round numbers from low to high."""
    span = high - low
    if not span > 0 or not math.isfinite(span):
        return [low]
    step = 10.0 ** math.floor(math.log10(span / most))
    step *= next(factor for factor in (1, 2, 5, 10) if span / (step * factor) <= most)
    first = math.ceil(low / step - 1e-9)
    return [round(k * step, 12 - math.floor(math.log10(step))) for k in range(first, first + most + 2)
            if k * step <= high + 1e-9 * span]


def extent(values, zero=False):
    """Least and greatest of the numbers, a little apart; from zero on if wanted."""
    values = finite(values)
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    if zero and low >= 0:
        low = 0.0
    if zero and high <= 0:
        high = 0.0
    if low == high:
        spread = abs(low) * 0.05 or 1.0
        return (low - spread if not zero or low else low), high + spread
    return (low, high + 0.04 * (high - low)) if zero and low == 0 else (
        low - 0.04 * (high - low),
        high + 0.04 * (high - low),
    )


def thin(xs, ys, bins):
    """Mean, least and greatest value of the points in each of so many parts of the x axis, as
    (x, mean, low, high); None where there are not many more points than parts."""
    if len(xs) <= 3 * bins:
        return None
    first, span = xs[0], xs[-1] - xs[0]
    parts = [None] * bins
    for x, y in zip(xs, ys):
        if math.isnan(y):
            continue
        place = min(bins - 1, int((x - first) / span * bins))
        part = parts[place]
        if part is None:
            parts[place] = [x, y, y, y, 1]
            continue
        part[1] += y
        part[2] = min(part[2], y)
        part[3] = max(part[3], y)
        part[4] += 1
    return [
        (first + (k + 0.5) / bins * span, part[1] / part[4], part[2], part[3])
        for k, part in enumerate(parts)
        if part
    ]
