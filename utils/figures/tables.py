# SPDX-License-Identifier: GPL-2.0-only
"""The numbers of a figure: one row for each run, and means over runs."""
import csv
import math
import os
import statistics

from figures.campaign import text
from figures.jobs import read_point


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


def collect(campaign, points):
    """Rows (line, x, run, quantity, value) of all points whose jobs are done."""
    columns = [panel["column"] for panel in campaign.y]
    rows = []
    for point in points:
        if not point.job.is_done():
            continue
        x_column = "percent" if point.quantiles else campaign.x.get("column")
        found = read_point(point, x_column, columns, campaign.system.measured)
        for x, values in found:
            for column, value in zip(columns, values):
                rows.append((point.line, x, point.run, column, value))
    return rows


def average(rows):
    """{(line, quantity): [(x, values of the runs)]}, in the order of the rows' lines."""
    series = {}
    for line, x, _run, column, value in rows:
        series.setdefault((line, column), {}).setdefault(x, []).append(value)
    # The x of what holds everywhere is None, and stands alone.
    return {
        key: sorted(places.items(), key=lambda place: place[0] or 0)
        for key, places in series.items()
    }


def show(value):
    """A cell of a table."""
    return "" if value is None else text(value)


def write_table(path, header, rows):
    """A CSV file, replaced as a whole."""
    temporary = path + ".tmp"
    with open(temporary, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    os.replace(temporary, path)


def write_tables(stem, rows):
    """STEM.csv with every run and STEM-means.csv with means, intervals and deviations."""
    write_table(
        stem + ".csv",
        ("line", "x", "run", "quantity", "value"),
        [(line, show(x), run, column, show(value)) for line, x, run, column, value in rows],
    )
    means = []
    for (line, column), places in average(rows).items():
        for x, values in places:
            deviation = statistics.stdev(values) if len(values) > 1 else None
            cells = (statistics.fmean(values), half_width(values), deviation)
            means.append((line, show(x), column, len(values), *map(show, cells)))
    write_table(
        stem + "-means.csv",
        ("line", "x", "quantity", "runs", "mean", "half_width_95", "standard_deviation"),
        means,
    )
