# SPDX-License-Identifier: GPL-2.0-only
"""Numbers out of the files that jobs leave."""
import csv
import json
import math
import statistics


def number(value):
    """A cell or a value of JSON as a number; JSON has no number for what nobody got."""
    return math.nan if value is None else float(value)


def quantiles(values):
    """The 0, 1, ..., 100 % points of a sample, linear between its order statistics."""
    ordered = sorted(value for value in values if not math.isnan(value))
    if not ordered:
        return [math.nan] * 101
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
    # A cell is empty where there was nothing to measure.
    values = [number(row[column] or None) for row in rows]
    if source.how == "table":
        return list(zip((number(row[source.place]) for row in rows), values))
    if source.how == "quantiles":
        return list(enumerate(quantiles(values)))
    if source.how == "value" and len(values) != 1:
        raise ValueError("expected one row")
    measured = [value for value in values if not math.isnan(value)]
    return [(None, statistics.fmean(measured) if measured else math.nan)]


def read_all(sources):
    """({source: [(place, value)]}, what is wrong with others in a line each); each file is read
    once."""
    found = {}
    wrong = []
    files = {}
    for source in sources:
        files.setdefault(source.path, []).append(source)
    for path, inside in files.items():
        table = path.endswith(".csv")
        try:
            with open(path, encoding="utf-8", newline="") as file:
                content = list(csv.DictReader(file)) if table else json.load(file)
        except OSError as error:
            wrong.append(f"{path}: {error.strerror}")
            continue
        except ValueError as error:
            wrong.append(f"{path} is damaged: {error}; remove it, and sweep again")
            continue
        for source in inside:
            try:
                found[source] = (of_table if table else of_json)(source, content)
            except KeyError as error:
                wrong.append(f"{path} has no {'column' if table else 'key'} {error}")
            except (IndexError, TypeError, ValueError) as error:
                wrong.append(f"{path} is damaged: {'.'.join(source.key)}: {error}")
    return found, wrong
