# SPDX-License-Identifier: GPL-2.0-only
"""The slots that can be chosen, drawn one over the other: who does what, and when."""
import math

from report_page.facts import MEASURED
from report_page.numbers import text, ticks
from report_page.svg import escape, figure

WIDTH = 960
LEFT, RIGHT = 150, 14
LANE = 22
MOST_LANES = 60
MOST_FRAMES = 200
MOST_BARS = 8000  # in all frames, about 100 bytes each


def group_by_slot(tasks):
    """Rows of each slot in order."""
    rows = {}
    for row, slot in enumerate(tasks.slots):
        rows.setdefault(slot, []).append(row)
    return rows


def choose(rows, tasks, totals):
    """Slots to show: all, or if they are many the first, the slowest and others evenly."""
    slots = list(rows)
    lanes = min(MOST_LANES, max(len(group) for group in rows.values()))
    most = max(1, min(MOST_FRAMES, MOST_BARS // (lanes * len(tasks.phases))))
    if len(slots) <= most:
        return slots
    longest = {}
    for slot, group in rows.items():
        times = [totals[row] for row in group if not math.isnan(totals[row])]
        longest[slot] = max(times, default=0.0)
    first = slots[: (most + 2) // 3]
    slowest = sorted(slots, key=lambda slot: (-longest[slot], slots.index(slot) if most < 9 else 0))
    chosen = set(first) | set(slowest[: most // 3])
    left = most - len(chosen)
    chosen |= {slots[k * len(slots) // left] for k in range(left)} if left else set()
    return [slot for slot in slots if slot in chosen]


def bars_of(tasks, view, row, shift):
    """Bars of a lane: (class, label, from, to, thin)."""
    durations = [phase[row] for phase in view.phases]
    if any(math.isnan(duration) for duration in durations):
        return []
    begin, bars = shift, []
    for (colour, label), duration in zip(tasks.phases, durations):
        if colour and duration > 0:
            bars.append((colour, label, begin, begin + duration, False))
        begin += max(0.0, duration)
    if tasks.aside:
        colour, label, starts, lengths = tasks.aside
        if lengths[row] > 0:
            bars.append((colour, label, shift + starts[row], shift + starts[row] + lengths[row], True))
    return bars


def lanes_of(tasks, view, group):
    """Lanes of a slot: (name, bars, time in closed form or None)."""
    lanes = []
    origin = min(tasks.starts[row] for row in group) if tasks.starts else 0.0
    closed = tasks.views.get("closed form")
    for row in group[:MOST_LANES]:
        shift = tasks.starts[row] - origin if tasks.starts else 0.0
        mark = shift + closed.totals[row] if closed and closed is not view else math.nan
        lanes.append((tasks.names[row], bars_of(tasks, view, row, shift), mark))
    return lanes


def draw_frame(lanes, limit, unit, scale, tasks):
    """One slot as a group of SVG."""
    foot = 6 + LANE * len(lanes)

    def place(time):
        return LEFT + time / limit * (WIDTH - LEFT - RIGHT)

    parts = ['<g class="grid">']
    marks = ticks(0.0, limit * scale, 9)
    parts += [f'<path d="M{place(tick / scale):.1f} 4V{foot}"/>' for tick in marks]
    parts.append('</g><g class="ticks">')
    parts += [
        f'<text x="{place(tick / scale):.1f}" y="{foot + 17}" text-anchor="middle">{text(tick)}</text>'
        for tick in marks
    ]
    for number, (name, bars, _mark) in enumerate(lanes):
        y = 6 + LANE * number
        parts.append(f'<text x="{LEFT - 6}" y="{y + 14}" text-anchor="end">{escape(name)}</text>')
        if not bars:
            parts.append(f'<text class="never" x="{LEFT + 6}" y="{y + 14}">not finished</text>')
    parts.append("</g>")
    for number, (_name, bars, mark) in enumerate(lanes):
        y = 6 + LANE * number
        for colour, label, begin, end, thin in bars:
            top, height = (y + 13, 5) if thin else (y + 1, LANE - 6)
            left = place(begin)
            width = max(0.3, place(end) - left)
            parts.append(
                f'<rect class="{colour}" x="{left:.1f}" y="{top}" width="{width:.1f}" height="{height}">'
                f"<title>{escape(label)} {text((end - begin) * scale)} {unit}</title></rect>"
            )
        if not math.isnan(mark):
            parts.append(f'<path class="mark" d="M{place(mark):.1f} {y - 1}v{LANE - 2}"/>')
    if tasks.limit and tasks.limit <= limit:
        parts.append(f'<path class="limit" d="M{place(tasks.limit):.1f} 2V{foot}"/>')
    return "".join(parts), foot


def limits_of(frames, tasks):
    """Right ends of the time axes: one for all, so that slots can be compared, unless some slots are
    so long that others would be dots; and whether they differ."""
    limits = {}
    for slot, lanes in frames.items():
        ends = [mark for _name, _bars, mark in lanes if mark > 0]
        ends += [bar[3] for _name, bars, _mark in lanes for bar in bars]
        limits[slot] = max(max(ends, default=0.0), tasks.limit or 0.0) * 1.02 or 1.0
    middle = sorted(limits.values())[len(limits) // 2]
    longest = max(limits.values())
    if longest > 3 * middle:
        return limits, True
    return dict.fromkeys(limits, longest), False


def section(page, tasks):
    """The timeline's HTML: a figure, a slot selector that a script shows, and what is left out."""
    view = tasks.views.get(MEASURED) or next(iter(tasks.views.values()))
    if not view.phases or all(math.isnan(value) for value in view.phases[0]):
        return ""
    rows = group_by_slot(tasks)
    chosen = choose(rows, tasks, view.totals)
    frames = {slot: lanes_of(tasks, view, rows[slot]) for slot in chosen}
    limits, own = limits_of(frames, tasks)
    unit, scale = ("ms", 1e3) if max(limits.values()) < 2 else ("s", 1.0)
    groups, height = [], 0
    for number, slot in enumerate(chosen):
        body, foot = draw_frame(frames[slot], limits[slot], unit, scale, tasks)
        height = max(height, foot)
        hidden = "" if number == 0 else ' style="display:none"'
        groups.append(f'<g class="frame" data-name="{name_of(tasks, slot)}"{hidden}>{body}</g>')
    middle = (LEFT + WIDTH - RIGHT) / 2
    about = f"One lane for each; {', '.join(label for _colour, label in tasks.phases)}."
    title = f"Timeline of a {tasks.frame}"
    chart = (
        page.open(WIDTH, height + 42, title, about, ' id="timeline"')
        + "".join(groups)
        + f'<g class="ticks"><text x="{middle:.0f}" y="{height + 36}" text-anchor="middle">'
        f"time {escape(tasks.origin.split(';')[0])} [{unit}]</text></g></svg>"
    )
    entries = [(colour, None, label) for colour, label in tasks.phases if colour]
    if tasks.aside:
        entries.append((tasks.aside[0], None, tasks.aside[1] + " (thin)"))
    return (
        '<div class="controls" id="frames" hidden>'
        '<button type="button" id="earlier" aria-label="earlier">&#9664;</button> '
        f'<label>{tasks.frame} <select id="frame"></select></label> '
        '<button type="button" id="later" aria-label="later">&#9654;</button></div>'
        + figure(chart, caption(tasks, view, rows, chosen, own), entries, wide=True)
        + (f"<noscript><p>With scripts the other {len(chosen) - 1} can be chosen.</p></noscript>" if chosen[1:] else "")
    )


def name_of(tasks, slot):
    """What a frame is called in the selector."""
    if isinstance(slot, tuple):
        return f"episode {slot[0]}, tasks from {slot[1]}"
    return f"{slot:.0f}"


def caption(tasks, view, rows, chosen, own):
    """What the timeline shows, and what it leaves out."""
    kind = "As measured" if view is tasks.views.get(MEASURED) else "In closed form"
    first = ("" if tasks.starts else "slot ") + name_of(tasks, chosen[0])
    parts = [f"{kind}, {tasks.origin}; {first} is shown at first."]
    if "closed form" in tasks.views and view is not tasks.views["closed form"]:
        parts.append("A thin mark is where the closed form expects the end.")
    if tasks.limit:
        parts.append(f"The dashed line is {tasks.limit_name}.")
    if own:
        parts.append(f"Each {tasks.frame} has a scale of its own, for some take far longer than others.")
    if len(chosen) < len(rows):
        parts.append(
            f"{len(chosen)} of {len(rows)} can be chosen: the first, the slowest and others evenly."
        )
    most = max(len(group) for group in rows.values())
    if most > MOST_LANES:
        parts.append(f"The first {MOST_LANES} of {most} lanes are drawn.")
    return " ".join(parts) + f" From {tasks.source}."
