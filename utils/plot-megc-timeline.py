#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Picture of a run of MEGC: what each user's task took in a few slots, and latency slot by slot.

Reads users.csv, slots.csv and summary.json of a run's folder. One lane for each user and slot: wait
for the grant, computing on the device, uplink, server, downlink; a mark shows when the closed form
expects the task to be done. Below, the total latency of every slot beside closed form and optimum.
"""
import argparse
import csv
import json
import os
import sys

SYSTEM_PYTHON = "/usr/bin/python3"
# Wong's palette: told apart by colour-blind people, and by their brightness in print.
PHASES = (
    ("wait_s", "wait for grant", "#000000"),
    ("uplink_s", "uplink", "#56B4E9"),
    ("server_s", "server", "#E69F00"),
    ("downlink_s", "downlink", "#0072B2"),
)
LOCAL = "#009E73"
MOST_LANES = 40


def fail(message):
    """One line on standard error, exit code 2."""
    print(f"plot-megc-timeline: {message}", file=sys.stderr)
    sys.exit(2)


class Parser(argparse.ArgumentParser):
    """Usage errors of one line."""

    def error(self, message):
        fail(message)


def read_summary(folder):
    """summary.json as a dictionary."""
    path = os.path.join(folder, "summary.json")
    try:
        with open(path, encoding="utf-8") as file:
            summary = json.load(file)
    except OSError as error:
        fail(f"{path}: {error.strerror}")
    except ValueError as error:
        fail(f"{path}: not JSON: {error}")
    for key in ("policy", "cell", "slots"):
        if key not in summary:
            fail(f"{path}: '{key}' is missing")
    return summary


def read_rows(folder, name, texts=()):
    """Rows of a table with numbers as numbers; an empty cell becomes None."""
    path = os.path.join(folder, name)
    try:
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            for key, value in row.items():
                if key not in texts:
                    row[key] = float(value) if value else None
    except OSError as error:
        fail(f"{path}: {error.strerror}")
    except (TypeError, ValueError) as error:
        fail(f"{path} is damaged: {error}")
    if not rows:
        fail(f"{path} holds no slot")
    return rows


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
    import matplotlib

    matplotlib.use("Agg")
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
    path = os.path.join(folder, "timeline.png")
    # No dates: the same numbers are the same file.
    figure.savefig(path + ".tmp", format="png", metadata={"Software": None})
    os.replace(path + ".tmp", path)
    return path


def main(words):
    """Read the arguments and draw."""
    parser = Parser(prog="plot-megc-timeline", description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", help="of a run of megc")
    parser.add_argument("--first", type=int, default=0, metavar="N", help="slot (default: 0)")
    parser.add_argument("--slots", type=int, default=4, metavar="N", help="lanes of so many (default: 4)")
    arguments = parser.parse_args(words)
    if arguments.first < 0 or arguments.slots < 1:
        fail("--first and --slots: expected a slot, and at least one")
    summary = read_summary(arguments.folder)
    users = read_rows(arguments.folder, "users.csv", texts=("kind",))
    slots = read_rows(arguments.folder, "slots.csv")
    try:
        import matplotlib  # noqa: F401
    except ImportError:
        # The distribution's package belongs to its own Python, which need not be first in PATH.
        if os.path.realpath(sys.executable) != os.path.realpath(SYSTEM_PYTHON) and os.access(
            SYSTEM_PYTHON, os.X_OK
        ):
            os.execv(SYSTEM_PYTHON, [SYSTEM_PYTHON, *sys.argv])
        fail("matplotlib is missing; on Debian or Ubuntu: apt-get install python3-matplotlib")
    print(draw(arguments.folder, arguments.first, arguments.slots, summary, users, slots))


if __name__ == "__main__":
    main(sys.argv[1:])
