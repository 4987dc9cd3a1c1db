#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Picture of a run of distributed diffusion: what each device ended with, beside its QoE, as Figs. 8
and 9 of the paper.

Reads users.csv, slots.csv and summary.json of a run's folder. A row for each of a few slots, a picture
for each user in it, with his prompt, that of the shared steps, steps, bit errors and QoE; of a run
without a model a field in the colour of the QoE. Below, mean QoE slot by slot beside the closed form.
Of several folders, a row for one slot of each run.
"""
import os
import sys

import isac_plot
from isac_plot import fail

TEXTS = ("prompt", "server_prompt", "picture")
MOST_PICTURES = 60


def draw_user(axes, folder, row):
    """One user's picture with what led to it."""
    from matplotlib import pyplot

    if row["qoe"] is None:
        axes.text(0.5, 0.5, "never made", ha="center", va="center", size=6)
    elif row["picture"]:
        path = os.path.join(folder, row["picture"])
        try:
            axes.imshow(pyplot.imread(path), interpolation="nearest")
        except (OSError, SyntaxError, ValueError) as error:
            fail(f"{path}: {error}")
    else:
        axes.imshow([[row["qoe"]]], vmin=0, vmax=1, cmap="cividis")
    axes.set_xticks([])
    axes.set_yticks([])
    head = ", head" if row["head"] else ""
    axes.set_title(f"{row['prompt'] or 'no answer'}{head}", size=6, pad=2)
    lines = [f"shared: {row['server_prompt']}"]
    lines.append(f"$t_0$ = {row['server_steps']:.0f}, $t_k$ = {row['device_steps']:.0f}, {row['power_W']:.3g} W")
    if row["qoe"] is not None:
        errors = 100.0 * row["wrong_bits"] / row["bits"]
        lines.append(f"p = {errors:.2g} %, QoE {row['qoe']:.3f}")
    axes.set_xlabel("\n".join(lines), size=5.5, labelpad=2)


def draw_curve(curve, slots):
    """Mean QoE slot by slot beside the closed form."""
    styles = (("sum_qoe", "measured", "-", "#0072B2"), ("expected_sum_qoe", "closed form", "--", "#E69F00"))
    for key, label, style, colour in styles:
        places = [(row["slot"], row[key] / row["users"]) for row in slots if row["users"]]
        if places:
            curve.plot(*zip(*places), style, color=colour, linewidth=0.9, label=label, marker=".", markersize=2)
    curve.set_xlabel("slot")
    curve.set_ylabel("mean QoE")
    curve.set_ylim(0, 1.02)
    curve.xaxis.get_major_locator().set_params(integer=True)
    curve.legend(ncol=2, loc="lower right", frameon=False, fontsize=6)
    curve.grid(color="#DDDDDD", linewidth=0.4)
    curve.set_axisbelow(True)
    for side in ("top", "right"):
        curve.spines[side].set_visible(False)


def draw(lines, title, slots):
    """Write pictures.png into the folder of the first line; returns its path. A line is a folder, a
    label and rows of users; without slots there is no curve."""
    from matplotlib import pyplot

    columns = int(max(row["user"] for _folder, _label, rows in lines for row in rows)) + 1
    lines = lines[: max(1, MOST_PICTURES // columns)]
    pyplot.rcParams.update({"font.size": 7, "axes.linewidth": 0.6})
    width = min(7.1, max(4.5, 1.35 * columns + 0.4))
    tall = (width - 0.4) / columns + 0.45
    heights = [tall] * len(lines) + ([1.3] if slots else [])
    figure = pyplot.figure(figsize=(width, sum(heights) + 0.3), dpi=200, constrained_layout=True)
    grid = figure.add_gridspec(len(heights), columns, height_ratios=heights)
    for place, (folder, label, rows) in enumerate(lines):
        for row in rows:
            axes = figure.add_subplot(grid[place, int(row["user"])])
            draw_user(axes, folder, row)
            if row is rows[0]:
                axes.set_ylabel(label, size=6.5)
    if slots:
        draw_curve(figure.add_subplot(grid[len(lines), :]), slots)
    figure.suptitle(title, size=8)
    return isac_plot.save(figure, os.path.join(lines[0][0], "pictures.png"))


def main(words):
    """Read the arguments and draw."""
    parser = isac_plot.Parser(prog="plot-dd-pictures", description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", nargs="+", help="of a run of distributed-diffusion; of several: a row for each")
    parser.add_argument("--first", type=int, default=0, metavar="N", help="slot (default: 0)")
    parser.add_argument("--slots", type=int, default=3, metavar="N", help="rows of so many of one run (default: 3)")
    arguments = parser.parse_args(words)
    if arguments.first < 0 or arguments.slots < 1:
        fail("--first and --slots: expected a slot, and at least one")
    several = len(arguments.folder) > 1
    last = arguments.first + (1 if several else arguments.slots)
    lines = []
    for folder in arguments.folder:
        summary = isac_plot.read_summary(folder, ("policy", "arrangement", "model"))
        users = isac_plot.read_rows(folder, "users.csv", texts=TEXTS, filled=True)
        slots = isac_plot.read_rows(folder, "slots.csv", filled=True)
        chosen = sorted({row["slot"] for row in users if arguments.first <= row["slot"] < last})
        if not chosen:
            fail(f"{folder}: no slot {arguments.first}")
        for slot in chosen:
            label = summary["policy"] if several else f"slot {slot:.0f}"
            lines.append((folder, label, [row for row in users if row["slot"] == slot]))
    isac_plot.need_matplotlib()
    title = f"{'' if several else summary['policy'] + ', '}{summary['arrangement']}, model {summary['model']}"
    print(draw(lines, title, [] if several else slots))


if __name__ == "__main__":
    main(sys.argv[1:])
