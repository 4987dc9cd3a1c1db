# SPDX-License-Identifier: GPL-2.0-only
"""Numbers out of the files that jobs leave."""
import csv
import json
import math
import statistics

from campaigns.files import Refusal


def number(value):
    """A cell or a value of JSON as a number; JSON has no number for what nobody got."""
    return math.nan if value is None else float(value)


def quantiles(values):
    """The 0, 1, ..., 100 % points of a sample, linear between its order statistics."""
    ordered = sorted(value for value in values if not math.isnan(value))
    if not ordered:
        raise ValueError("no numbers")
    last = len(ordered) - 1
    points = []
    for percent in range(101):
        place = percent / 100.0 * last
        below = int(place)
        above = min(below + 1, last)
        points.append(ordered[below] + (place - below) * (ordered[above] - ordered[below]))
    return points


def of_json(source, data):
    """[(None, value)] of a place in JSON."""
    for key in source.key:
        if isinstance(data, list) and key.isdigit():
            data = data[int(key)]
        else:
            data = data[key]
    if isinstance(data, dict) and "mean" in data:
        data = data["mean"]
    return [(None, number(data))]


def of_table(source, rows):
    """[(place, value)] of a column."""
    column = source.key[0]
    if source.how == "table":
        return [(number(row[source.place]), number(row[column])) for row in rows]
    # A cell is empty where there was nothing to measure.
    values = [number(row[column] or None) for row in rows]
    if source.how == "quantiles":
        return list(enumerate(quantiles(values)))
    if source.how == "value" and len(values) != 1:
        raise ValueError("expected one row")
    return [(None, statistics.fmean(value for value in values if not math.isnan(value)))]


def read_all(sources):
    """{source: [(place, value)]}, each file read once."""
    found = {}
    files = {}
    for source in sources:
        files.setdefault(source.path, []).append(source)
    for path, inside in files.items():
        try:
            with open(path, encoding="utf-8", newline="") as file:
                table = path.endswith(".csv")
                content = list(csv.DictReader(file)) if table else json.load(file)
        except (OSError, ValueError) as error:
            raise Refusal(f"{path} is damaged: {error!r}") from error
        for source in inside:
            try:
                found[source] = (of_table if table else of_json)(source, content)
            except KeyError as error:
                raise Refusal(f"{path} has no {'column' if table else 'key'} {error}") from error
            except (IndexError, TypeError, ValueError, statistics.StatisticsError) as error:
                raise Refusal(f"{path} is damaged: {'.'.join(source.key)}: {error}") from error
    return found
