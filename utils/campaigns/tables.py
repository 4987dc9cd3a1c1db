# SPDX-License-Identifier: GPL-2.0-only
"""The numbers of a figure: one row for each run, and means over runs."""
import csv
import math
import os
import statistics

from campaigns.files import text
from campaigns.student import half_width


def average(rows):
    """{(line, quantity): [(x, values of the runs)]}, in the order of the rows' lines; without runs
    that measured nothing."""
    series = {}
    for line, x, _run, column, value in rows:
        if not math.isnan(value):
            series.setdefault((line, column), {}).setdefault(x, []).append(value)
    # The x of what holds everywhere is None, and stands alone.
    return {
        key: sorted(places.items(), key=lambda place: place[0] or 0)
        for key, places in series.items()
    }


def show(value):
    """A cell of a table."""
    return "" if value is None or math.isnan(value) else text(value)


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
