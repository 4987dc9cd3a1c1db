#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Picture of a run of MEGC: what each user's task took in a few slots, and latency slot by slot.

Reads users.csv, slots.csv and summary.json of a run's folder. One lane for each user and slot: wait
for the grant, computing on the device, uplink, server, downlink; a mark shows when the closed form
expects the task to be done. Below, the total latency of every slot beside closed form and optimum.
"""
import os
import sys

import isac_plot
from isac_plot import fail

# Wong's palette: told apart by colour-blind people, and by their brightness in print.
PHASES = (
    ("wait_s", "wait for grant", "#000000"),
    ("uplink_s", "uplink", "#56B4E9"),
    ("server_s", "server", "#E69F00"),
    ("downlink_s", "downlink", "#0072B2"),
)
LOCAL = "#009E73"
MOST_LANES = 40


def draw_lanes(axes, rows):
    """A lane for each row, the first on top; returns whether a device computed."""
    local = False
    for place, row in enumerate(rows):
        if row["latency_s"] is None:
            axes.text(0, -place, " never done", va="center", size=6)
            continue
        begin = 0.0
        for key, _label, colour in PHASES:
            axes.barh(-place, row[key], left=begin, height=0.62, color=colour, linewidth=0)
            begin += row[key]
        if row["local_s"] > 0:
            local = True
            axes.barh(
                -place - 0.36, row["local_s"], left=row["wait_s"], height=0.18, color=LOCAL, linewidth=0
            )
        axes.plot([row["closed_form_s"]] * 2, [-place - 0.42, -place + 0.42], "k-", linewidth=0.9)
    axes.set_yticks([-place for place in range(len(rows))])
    names = [f"slot {row['slot']:.0f}: {row['kind']} {row['user']:.0f}" for row in rows]
    axes.set_yticklabels(names, size=6)
    axes.set_ylim(-len(rows) + 0.4, 0.6)
    axes.set_xlabel("time in the slot [s]")
    return local


def draw(folder, first, count, summary, users, slots):
    """Write timeline.png into the folder; returns its path."""
    from matplotlib import pyplot
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    rows = [row for row in users if first <= row["slot"] < first + count][:MOST_LANES]
    if not rows:
        fail(f"{folder}: no slot {first}")
    pyplot.rcParams.update({"font.size": 7.5, "axes.linewidth": 0.6})
    height = 0.9 + 0.17 * len(rows)
    figure, (lanes, curve) = pyplot.subplots(
        2, 1, figsize=(7.1, height + 2.1), dpi=200, gridspec_kw={"height_ratios": (height, 1.7)}
    )
    local = draw_lanes(lanes, rows)
    handles = [Patch(color=colour, label=label) for _key, label, colour in PHASES]
    if local:
        handles.append(Patch(color=LOCAL, label="device, meanwhile"))
    handles.append(Line2D([], [], color="black", linewidth=0.9, label="closed form"))
    lanes.legend(
        handles=handles, ncol=6, loc="lower center", bbox_to_anchor=(0.5, 1.0), frameon=False, fontsize=6.5
    )
    styles = (("latency_s", "measured", "-"), ("closed_form_s", "closed form", "--"))
    for (key, label, style), colour in zip(styles, ("#0072B2", "#E69F00")):
        places = [(row["slot"], row[key]) for row in slots if row[key] is not None]
        curve.plot(*zip(*places), style, color=colour, linewidth=0.9, label=label)
    places = [(row["slot"], row["optimum_s"]) for row in slots]
    curve.plot(*zip(*places), ":", color="black", linewidth=0.9, label="optimum")
    curve.set_xlabel("slot")
    curve.xaxis.get_major_locator().set_params(integer=True)
    curve.set_ylabel("sum of latencies [s]")
    curve.set_ylim(bottom=0)
    curve.legend(ncol=3, loc="lower right", frameon=False, fontsize=6.5)
    for axes in (lanes, curve):
        axes.grid(color="#DDDDDD", linewidth=0.4, axis="x" if axes is lanes else "both")
        axes.set_axisbelow(True)
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
    figure.suptitle(f"{summary['policy']}, cell {summary['cell']}", size=8)
    figure.tight_layout(pad=0.5)
    return isac_plot.save(figure, os.path.join(folder, "timeline.png"))


def main(words):
    """Read the arguments and draw."""
    parser = isac_plot.Parser(prog="plot-megc-timeline", description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", help="of a run of megc")
    parser.add_argument("--first", type=int, default=0, metavar="N", help="slot (default: 0)")
    parser.add_argument("--slots", type=int, default=4, metavar="N", help="lanes of so many (default: 4)")
    arguments = parser.parse_args(words)
    if arguments.first < 0 or arguments.slots < 1:
        fail("--first and --slots: expected a slot, and at least one")
    summary = isac_plot.read_summary(arguments.folder, ("policy", "cell", "slots"))
    users = isac_plot.read_rows(arguments.folder, "users.csv", texts=("kind",), filled=True)
    slots = isac_plot.read_rows(arguments.folder, "slots.csv", filled=True)
    isac_plot.need_matplotlib()
    print(draw(arguments.folder, arguments.first, arguments.slots, summary, users, slots))


if __name__ == "__main__":
    main(sys.argv[1:])
