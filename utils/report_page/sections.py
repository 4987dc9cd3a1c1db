# SPDX-License-Identifier: GPL-2.0-only
"""Sections of the page that come from tables: curves, latency, energy, queue."""
import bisect
import math

from report_page.numbers import finite, mean, quantile, text
from report_page.svg import columns, curves, escape, figure, stacks, steps

# Each line of a chart has a colour and a dash of its own.
LOOKS = (("c0", "solid"), ("c1", "dashed"), ("c7", "dotted"), ("c2", "dashdot"), ("c3", "long"))
COLOURS = ("c0", "c1", "c2", "c3", "c4", "c5", "c7")
DASHES = ("solid", "dashed")
SHARES = (0.5, 0.9, 0.95, 0.99)
BINS = 400  # of a step function
PROFILE = 150  # parts of a slot
MOST_BARS = 25
THINNED = " Thinned: means of neighbours; the band goes from the least to the greatest of the first line."


def look_at(lines):
    """Lines with their looks: (class, dash, label, values)."""
    return [(*LOOKS[place % len(LOOKS)], label, list(values)) for place, (label, values) in enumerate(lines)]


def keys_of(lines):
    """Entries of a legend."""
    return [line[:3] for line in lines]


def cell(value, tag="data", digits=4):
    """A number in a table: short to read, whole for programs."""
    if isinstance(value, float) and not math.isfinite(value):
        return f"<td>{text(value) if math.isnan(value) else value}</td>"
    return f'<td><{tag} value="{value!r}">{text(value, digits)}</{tag}></td>'


def table(caption, heads, rows):
    """A table whose first column names its rows; cells are HTML already."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th>{"".join(cells)}</tr>' for name, *cells in rows
    )
    return (
        f'<div class="scroll"><table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def slots_section(page, facts):
    """Curves over slots."""
    parts = []
    for curve in facts.curves:
        lines = look_at(curve.lines)
        label = f"{curve.title} [{curve.unit}]" if curve.unit else curve.title
        chart, thinned = curves(
            page, curve.title, curve.xs, lines, curve.xlabel, label, zero=curve.zero
        )
        caption = f"{curve.title[0].upper()}{curve.title[1:]} of each slot. From slots.csv."
        parts.append(figure(chart, caption + (THINNED if thinned else ""), keys_of(lines)))
    return f'<div class="charts">{"".join(parts)}</div>' if parts else ""


def groups_of(tasks):
    """Rows of each kind of users."""
    groups = {}
    for row, group in enumerate(tasks.groups):
        groups.setdefault(group, []).append(row)
    return groups


def latency_section(page, tasks):
    """Mean of each phase, percentiles, distribution."""
    groups, bars, rows, lines = groups_of(tasks), [], [], []
    highest = 0.0
    for place, (group, members) in enumerate(groups.items()):
        for dash, (label, view) in zip(DASHES, tasks.views.items()):
            if view.phases:
                full = [
                    row for row in members if not any(math.isnan(phase[row]) for phase in view.phases)
                ]
                means = [mean([phase[row] for row in full]) for phase in view.phases]
                if full:
                    name = label if len(groups) == 1 else f"{group}, {label}"
                    bars.append((name, means))
            times = sorted(finite([view.totals[row] for row in members]))
            if not times:
                continue
            name = f"{group}, {label}"
            rows.append((name, *figures_of(times, len(members))))
            highest = max(highest, times[-1])
            lines.append((COLOURS[place % len(COLOURS)], dash, name, times))
    if not rows:
        return ""
    unit, scale = ("ms", 1e3) if highest < 2 else ("s", 1.0)
    phases = [(colour or "c9", label) for colour, label in tasks.phases]
    stacked = [
        (
            shorten(name),
            [(colour, label, scale * value) for (colour, label), value in zip(phases, means)],
        )
        for name, means in bars
    ]
    parts = ['<div class="charts">']
    if stacked:
        chart = stacks(page, "Mean time of each phase", stacked, f"mean [{unit}]")
        entries = [(colour, None, label) for colour, label in phases]
        caption = f"What the time goes to, means over tasks that were finished. From {tasks.source}."
        parts.append(figure(chart, caption, entries))
    parts.append(distribution(page, lines, unit, scale, tasks.source))
    parts.append("</div>")
    heads = ("time until done [s]", "mean", "50 %", "90 %", "95 %", "99 %", "greatest", "done", "of")
    parts.append(table("Percentiles, by nearest rank", heads, rows))
    if any(mark for _name, mark in stacked):
        parts.append(phase_table(tasks))
    return "".join(parts)


def shorten(name):
    """A label that fits beside a bar."""
    return name if len(name) <= 23 else name[:22] + "\u2026"


def figures_of(times, asked):
    """Cells of a row of percentiles; times in order."""
    shares = [cell(quantile(times, share)) for share in SHARES]
    return (cell(mean(times)), *shares, cell(times[-1]), cell(len(times)), cell(asked))


def phase_table(tasks):
    """Percentiles of each phase by itself."""
    rows = []
    for label, view in tasks.views.items():
        for (_colour, phase), values in zip(tasks.phases, view.phases or ()):
            times = sorted(finite(values))
            if times:
                rows.append((f"{phase}, {label}", *figures_of(times, len(values))))
    heads = ("phase [s]", "mean", "50 %", "90 %", "95 %", "99 %", "greatest", "known", "of")
    return table("Phases, all users together", heads, rows)


def distribution(page, samples, unit, scale, source):
    """Cumulative distributions: (class, dash, label, values in order)."""
    most = 300
    last = max(values[-1] for *_look, values in samples)
    near = max(quantile(values, 0.999) for *_look, values in samples)
    note = ""
    if last > 2 * near:
        note = f" The greatest, {text(scale * last)} {unit}, lies outside."
        last = near
    grid = set()
    for *_look, values in samples:
        grid |= {values[k * (len(values) - 1) // most] for k in range(most + 1)}
    grid = sorted(value for value in grid if value <= last)
    grid = sorted({*grid[:: max(1, len(grid) // most)], grid[-1]})
    lines = []
    for colour, dash, name, values in samples:
        place, shares = 0, []
        for x in grid:
            while place < len(values) and values[place] <= x:
                place += 1
            shares.append(place / len(values))
        lines.append((colour, dash, name, shares))
    chart, _thinned = curves(
        page,
        "Distribution of the time until done",
        [scale * x for x in grid],
        lines,
        f"time until done [{unit}]",
        "part of tasks done by then",
        zero=True,
        whole=False,
    )
    caption = f"Distribution at {len(grid)} times.{note} From {source}."
    return figure(chart, caption, keys_of(lines))


def energy_section(page, energy):
    """Joules of each slot, and by kind."""
    lines = look_at(energy.lines)
    chart, thinned = curves(page, "Energy of each slot", energy.xs, lines, "slot", "energy [J]", zero=True)
    caption = f"Energy of each slot. From {energy.source}." + (THINNED if thinned else "")
    kinds = {}
    for _label, parts in energy.bars:
        kinds.update({(colour, kind): None for colour, kind, _value in parts})
    bars = [(shorten(label), parts) for label, parts in energy.bars]
    chart2 = stacks(page, "Mean energy of a slot, by kind", bars, "mean of a slot [J]")
    entries = [(colour, None, kind) for colour, kind in kinds]
    rows = [
        (f"{label}: {kind}", cell(value)) for label, parts in energy.bars for _c, kind, value in parts
    ]
    rows += [(f"{label}, mean of slots", cell(mean(values))) for label, values in energy.lines]
    caption2 = f"Mean energy of a slot, by kind. From {energy.source}."
    return (
        f'<div class="charts">{figure(chart, caption, keys_of(lines))}{figure(chart2, caption2, entries)}'
        f'</div>{table("Energy of a slot", ("", "mean [J]"), rows)}'
    )


def step_function(spans, end):
    """Number of spans that hold at each time at which it changes: (time, number)."""
    changes = {}
    for begin, finish in spans:
        if math.isnan(begin) or math.isnan(finish) or not finish > begin:
            continue
        changes[begin] = changes.get(begin, 0) + 1
        if finish < math.inf:
            changes[finish] = changes.get(finish, 0) - 1
    number, points = 0, []
    for time in sorted(changes):
        if time > end:
            break
        number += changes[time]
        points.append((time, number))
    return points


def shares_of_time(points, begin, end):
    """For how long which number held, as parts of the time."""
    held = {}
    last, number = begin, 0
    for time, value in points + [(end, 0)]:
        held[number] = held.get(number, 0.0) + max(0.0, time - last)
        last, number = max(last, time), value
    whole = end - begin
    return {number: time / whole for number, time in sorted(held.items()) if time > 0}


def squeeze(points, begin, end):
    """Mean, least and greatest number in each of BINS parts of the time."""
    width = (end - begin) / BINS
    sums, lows, highs = [0.0] * BINS, [math.inf] * BINS, [0.0] * BINS
    last, number = begin, 0
    for time, value in points + [(end, 0)]:
        first, final = (min(BINS - 1, max(0, int((t - begin) / width))) for t in (last, time))
        for part in range(first, final + 1):
            overlap = min(time, begin + (part + 1) * width) - max(last, begin + part * width)
            sums[part] += number * max(0.0, overlap)
            lows[part], highs[part] = min(lows[part], number), max(highs[part], number)
        last, number = time, value
    middles = [begin + (part + 0.5) * width for part in range(BINS)]
    return (
        [(x, total / width) for x, total in zip(middles, sums)],
        [(x, low, high) for x, low, high in zip(middles, lows, highs)],
    )


def queue_section(page, queue):
    """Who is at the server over time, and for what part of the time how many."""
    ends = [finish for spans in queue.spans.values() for _begin, finish in spans if finish < math.inf]
    begins = [begin for spans in queue.spans.values() for begin, _finish in spans]
    ends, begins = finite(ends), finite(begins)
    if not ends:
        return ""
    begin, end = min([*begins, *(queue.slots or [])]), max(ends + begins)
    if queue.slots and queue.period:
        end = max(end, queue.slots[-1] + queue.period)
    parts, rows = [], []
    for place, (label, spans) in enumerate(queue.spans.items()):
        points = step_function(spans, end)
        shares = shares_of_time(points, begin, end)
        average = math.fsum(number * share for number, share in shares.items())
        rows.append(
            (label, cell(average), cell(max(shares)), cell(100 * shares.get(0, 0.0)), cell(len(spans)))
        )
        colour = ("c1", "c0")[place % 2]
        about = f"{label}: {text(average)} on average, {max(shares)} at most."
        if len(points) > 2 * BINS:
            curve, band = squeeze(points, begin, end)
            note = f" Thinned: {BINS} means, and a band from the least to the greatest."
        else:
            curve, band, note = [(begin, 0), *points, (end, points[-1][1] if points else 0)], (), ""
        title = f"Number {label}"
        chart = steps(page, title, curve, "time [s]", f"number {label}", colour, about, band)
        parts.append(figure(chart, f"Number {label} over time.{note} From {queue.source}."))
        bars = [(str(number), 100 * shares.get(number, 0.0)) for number in range(max(shares) + 1)]
        if len(bars) > MOST_BARS:
            bars = merge(bars)
        chart = columns(page, f"Part of the time, number {label}", bars, f"number {label}", "% of the time",
                        colour, about)
        parts.append(figure(chart, f"For what part of the time how many were {label}."))
    parts += profile(page, queue)
    heads = ("", "mean", "greatest", "nobody [% of the time]", "in all")
    return (
        f"<p>{escape(queue.about)}</p>" + table("Over the whole time", heads, rows)
        + f'<div class="charts">{"".join(parts)}</div>'
    )


def profile(page, queue):
    """Mean number at each time of a slot, which a long run shows better than the whole time."""
    if not queue.slots or len(queue.slots) < 2:
        return []
    starts = sorted(queue.slots)
    spans = {}
    for label, all_spans in queue.spans.items():
        placed = [(begin, finish) for begin, finish in all_spans if finish > begin]
        origins = [starts[max(0, bisect.bisect_right(starts, begin) - 1)] for begin, _finish in placed]
        spans[label] = [
            (begin - origin, finish - origin) for origin, (begin, finish) in zip(origins, placed)
        ]
    longest = max((finish for some in spans.values() for _begin, finish in some), default=0.0)
    if not longest > 0:
        return []
    width, lines = longest / PROFILE, []
    for place, (label, some) in enumerate(spans.items()):
        # Time in each part: whole parts by their changes, and what is covered of the first and last.
        changes, rest = [0] * (PROFILE + 2), [0.0] * (PROFILE + 1)
        for begin, finish in some:
            first, last = int(begin / width), int(finish / width)
            changes[first] += 1
            changes[last] -= 1
            rest[first] -= begin - first * width
            rest[last] += finish - last * width
        rest[-2] += rest[-1]  # of those that end with the last part
        means, number = [], 0
        for part in range(PROFILE):
            number += changes[part]
            means.append((number + rest[part] / width) / len(starts))
        lines.append((("c1", "c0")[place % 2], DASHES[place % 2], label, means))
    middles = [(part + 0.5) * width for part in range(PROFILE)]
    chart, _thinned = curves(
        page, "Mean number in the course of a slot", middles, lines, "time in the slot [s]",
        "mean number", zero=True, whole=False,
    )
    caption = f"Mean number in the course of a slot, over {len(starts)} slots. From {queue.source}."
    return [figure(chart, caption, keys_of(lines))]


def merge(bars):
    """Neighbouring bars together, so that few remain."""
    every = -(-len(bars) // MOST_BARS)
    merged = []
    for first in range(0, len(bars), every):
        part = bars[first : first + every]
        merged.append((f"{part[0][0]}\u2013{part[-1][0]}", sum(share for _label, share in part)))
    return merged


