#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Picture of a run of distributed diffusion: what each device ended with, beside its QoE, as Figs. 8
and 9 of the paper.

Reads users.csv, slots.csv and summary.json of a run's folder. A row for each of a few slots, a picture
for each user in it, with his prompt, that of the shared steps, steps, bit errors and QoE; of a run
without a model a field in the colour of the QoE. Below, mean QoE slot by slot beside the closed form.
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


def draw(folder, chosen, summary, users, slots):
    """Write pictures.png into the folder; returns its path."""
    from matplotlib import pyplot

    columns = int(max(row["user"] for row in users)) + 1
    if columns * len(chosen) > MOST_PICTURES:
        chosen = chosen[: max(1, MOST_PICTURES // columns)]
    pyplot.rcParams.update({"font.size": 7, "axes.linewidth": 0.6})
    width = min(7.1, max(4.5, 1.35 * columns + 0.4))
    side = (width - 0.4) / columns
    tall = side + 0.45
    figure = pyplot.figure(figsize=(width, tall * len(chosen) + 1.6), dpi=200, constrained_layout=True)
    grid = figure.add_gridspec(len(chosen) + 1, columns, height_ratios=[tall] * len(chosen) + [1.3])
    for line, slot in enumerate(chosen):
        rows = [row for row in users if row["slot"] == slot]
        for row in rows:
            axes = figure.add_subplot(grid[line, int(row["user"])])
            draw_user(axes, folder, row)
            if row is rows[0]:
                axes.set_ylabel(f"slot {slot:.0f}", size=6.5)
    curve = figure.add_subplot(grid[len(chosen), :])
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
    figure.suptitle(f"{summary['policy']}, {summary['arrangement']}, model {summary['model']}", size=8)
    return isac_plot.save(figure, os.path.join(folder, "pictures.png"))


def main(words):
    """Read the arguments and draw."""
    parser = isac_plot.Parser(prog="plot-dd-pictures", description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", help="of a run of distributed-diffusion")
    parser.add_argument("--first", type=int, default=0, metavar="N", help="slot (default: 0)")
    parser.add_argument("--slots", type=int, default=3, metavar="N", help="rows of so many (default: 3)")
    arguments = parser.parse_args(words)
    if arguments.first < 0 or arguments.slots < 1:
        fail("--first and --slots: expected a slot, and at least one")
    summary = isac_plot.read_summary(arguments.folder, ("policy", "arrangement", "model"))
    users = isac_plot.read_rows(arguments.folder, "users.csv", texts=TEXTS, filled=True)
    slots = isac_plot.read_rows(arguments.folder, "slots.csv", filled=True)
    last = arguments.first + arguments.slots
    chosen = sorted({row["slot"] for row in users if arguments.first <= row["slot"] < last})
    if not chosen:
        fail(f"{arguments.folder}: no slot {arguments.first}")
    isac_plot.need_matplotlib()
    print(draw(arguments.folder, chosen, summary, users, slots))


if __name__ == "__main__":
    main(sys.argv[1:])
