#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Picture of one slot: who senses, waits, generates and sends, and when.

Reads timeline.csv and summary.json of a run's folder. One lane for the base station's radio, one
for the edge server, one for each user in order of priority.
"""
import csv
import os

import isac_plot
from isac_plot import fail

# Wong's palette: told apart by colour-blind people, and by their brightness in print.
PHASES = {
    "sense": ("#0072B2", "sensing"),
    "queue": ("#E5E5E5", "in the server's queue"),
    "generate": ("#D55E00", "generating"),
    "wait": ("#F7E08A", "waiting for the download"),
    "send": ("#009E73", "download"),
}
RESOURCES = ["base station", "edge server"]


def read_timeline(folder):
    """Rows of timeline.csv with numbers as numbers."""
    path = os.path.join(folder, "timeline.csv")
    try:
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            row["start_s"] = float(row["start_s"])
            row["end_s"] = float(row["end_s"])
            if row["phase"] not in PHASES:
                fail(f"{path}: unknown phase '{row['phase']}'")
            if row["who"] not in RESOURCES:
                row["priority_rank"] = int(row["priority_rank"])
    except OSError as error:
        fail(f"{path}: {error.strerror}")
    except (KeyError, TypeError, ValueError) as error:
        fail(f"{path}: not a timeline: {error!r}")
    if not rows:
        fail(f"{path}: no phases; was the slot simulated?")
    return rows


def merge(bars):
    """Bars that touch become one: bursts of one download follow each other at once."""
    merged = []
    for start, end in sorted(bars):
        if merged and start <= merged[-1][1] + 1e-9:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return merged


def draw(rows, summary, path):
    """Draw the picture and write it to path."""
    isac_plot.need_matplotlib()
    from matplotlib import pyplot
    from matplotlib.patches import Patch

    ranks = sorted({row["priority_rank"] for row in rows if row["who"] not in RESOURCES})
    lanes = {("resource", name): place for place, name in enumerate(RESOURCES)}
    first = len(RESOURCES) + 0.5  # a gap between resources and users
    lanes.update({("user", rank): first + place for place, rank in enumerate(ranks)})

    groups = {}
    for row in rows:
        user = row["who"] not in RESOURCES
        lane = ("user", row["priority_rank"]) if user else ("resource", row["who"])
        groups.setdefault((lane, row["phase"]), []).append((row["start_s"], row["end_s"]))

    height = 1.9 + 0.34 * (len(lanes) + 0.5)
    figure, axes = pyplot.subplots(figsize=(10, min(height, 60)), dpi=110)
    for (lane, phase), bars in groups.items():
        # Downloads in several bursts are one bar; one user's sensing ends where another's begins.
        bars = merge(bars) if phase == "send" else bars
        spans = [(1e3 * start, 1e3 * (end - start)) for start, end in bars]
        axes.broken_barh(
            spans,
            (lanes[lane] - 0.4, 0.8),
            facecolor=PHASES[phase][0],
            edgecolor="#666666" if phase in ("queue", "wait") else "white",
            linewidth=0.4,
        )

    limit = 1e3 * summary["max_time_s"]
    axes.axvline(limit, color="black", linestyle="--", linewidth=1.2)
    axes.text(limit, -0.62, r"$T_\mathrm{max}$", ha="center", va="bottom")
    last = max(1e3 * row["end_s"] for row in rows)
    axes.set_xlim(0, 1.02 * max(limit, last))
    axes.set_ylim(max(lanes.values()) + 0.6, -0.6)
    axes.set_yticks(list(lanes.values()))
    names = ["radio of base station", "edge server"]
    many = len(ranks) > 60
    names += ["" if many and rank % 10 else f"user, priority {rank}" for rank in ranks]
    axes.set_yticklabels(names)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel("time in the slot [ms]")
    axes.grid(axis="x", color="#DDDDDD", linewidth=0.6)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)

    measured = "measured" in summary
    average = summary["measured" if measured else "closed_form"]["avg_caqa_gated"]["mean"]
    axes.set_title(
        f"{summary['policy']}, slot {rows[0]['slot']} "
        f"({'as measured' if measured else 'closed form'}); "
        f"AvgCAQA of the run {average:.3f}",
        pad=22,
    )
    used = {row["phase"] for row in rows}
    handles = [
        Patch(facecolor=colour, edgecolor="#666666", linewidth=0.4, label=label)
        for phase, (colour, label) in PHASES.items()
        if phase in used
    ]
    figure.tight_layout()
    figure.subplots_adjust(bottom=1.05 / figure.get_figheight())
    figure.legend(handles=handles, loc="lower center", ncol=len(handles), frameon=False)
    isac_plot.save(figure, path)


def main():
    """Read the arguments and draw."""
    parser = isac_plot.Parser(prog="plot-slot-timeline", description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", help="results of caqa-aigc")
    parser.add_argument("--output", metavar="PNG", help="default: timeline.png in the folder")
    arguments = parser.parse_args()
    if not os.path.isdir(arguments.folder):
        fail(f"{arguments.folder}: no such folder")
    rows = read_timeline(arguments.folder)
    keys = ("policy", "max_time_s", "closed_form")
    summary = isac_plot.read_summary(arguments.folder, keys)
    draw(rows, summary, arguments.output or os.path.join(arguments.folder, "timeline.png"))


if __name__ == "__main__":
    main()
