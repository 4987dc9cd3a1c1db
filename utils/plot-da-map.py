#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Two pictures of a run of da-isac: where users are and seem to be, and QoE slot by slot.

Reads stations.csv, slots.csv, users.csv, echoes.csv and summary.json of a run's folder. da-map.png
shows one slot: base stations with their coverage, the way that users have come, and where echoes
say that they are. Ellipses are the square roots of the Cramer-Rao bounds along range and across it,
drawn larger than they are by a factor that the legend gives. da-qoe.png has mean QoE over time, as
measured, in closed form and of the optimum in hindsight, and of both structures; below, late
segments, handovers and misses.
"""
import math
import os
import sys

import isac_plot
from isac_plot import fail

# Wong's palette: told apart by colour-blind people, and by their brightness in print.
STATIONS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00")
TEXTS = ("sensed", "structure", "believed_structure")


def colour_of(station):
    """Colour of a base station and of all whom it serves."""
    return STATIONS[int(station) % len(STATIONS)]


def ellipse(echo, stations, magnify):
    """Where an echo says that a user is, as a patch of the size of its bounds."""
    from matplotlib.patches import Ellipse

    across = math.radians(math.sqrt(echo["azimuth_bound_degree2"])) * echo["range_m"]
    along = math.sqrt(echo["range_bound_m2"])
    return Ellipse(
        (echo["east_m"], echo["north_m"]),
        2 * magnify * along,
        2 * magnify * across,
        angle=echo["azimuth_degree"],
        facecolor=colour_of(stations[int(echo["station"])]["station"]),
        edgecolor="black",
        linewidth=0.5,
        alpha=0.45,
        zorder=3,
    )


def draw_area(axes, stations):
    """Base stations and their coverage."""
    from matplotlib.patches import Circle

    for station in stations:
        place = (station["east_m"], station["north_m"])
        colour = colour_of(station["station"])
        circle = Circle(place, station["coverage_m"], fill=False, edgecolor=colour, linewidth=0.8)
        circle.set_linestyle((0, (4, 3)))
        axes.add_patch(circle)
        axes.plot(*place, "^", color=colour, markersize=9, markeredgecolor="black", zorder=5)


def draw_users(axes, rows, echoes, slot, trail):
    """Ways, true places, and what sensing said of them."""
    now = [row for row in rows if row["slot"] == slot]
    ways = {}
    for row in rows:
        if slot - trail <= row["slot"] <= slot and row["east_m"] is not None:
            ways.setdefault(row["user"], []).append(row)
    for way in ways.values():
        for before, after in zip(way, way[1:]):
            axes.plot(
                [before["east_m"], after["east_m"]],
                [before["north_m"], after["north_m"]],
                color=colour_of(before["station"]),
                linewidth=0.8,
                zorder=2,
            )
    for row in now:
        if row["sensed"] == "echo" or row["east_m"] is None:
            continue
        sign, size = ("x", 6) if row["sensed"] == "miss" else ("s", 5)
        axes.plot(
            row["east_m"], row["north_m"], sign, color="black", markersize=size, fillstyle="none", zorder=4
        )
        east, north = row["believed_east_m"], row["believed_north_m"]
        axes.plot([row["east_m"], east], [row["north_m"], north], "k:", linewidth=0.8, zorder=4)
        axes.plot(east, north, "o", color="black", markersize=4, fillstyle="none", zorder=4)
    for echo in echoes:
        if echo["slot"] == slot and echo["detected"]:
            axes.plot(
                echo["east_m"],
                echo["north_m"],
                "o",
                color=colour_of(echo["station"]),
                markersize=3.6,
                markeredgecolor="black",
                markeredgewidth=0.4,
                zorder=4,
            )


def legend_of(stations, magnify, trail):
    """What the signs of the map mean."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    def mark(sign, label, **more):
        return Line2D([], [], linestyle="none", marker=sign, color="black", label=label, **more)

    handles = [
        Patch(
            color=colour_of(station["station"]),
            label=f"served by station {station['station']:.0f}, {station['carrier_Hz'] / 1e9:.0f} GHz",
        )
        for station in stations
    ]
    handles += [
        Line2D([], [], color="#666666", linewidth=0.8, label=f"true way, last {trail} slots"),
        mark("o", "place that an echo says", markersize=4),
        Patch(facecolor="#999999", alpha=0.5, label=f"its bounds, 1 sigma, x{magnify:g}"),
        mark("x", "missed (true place)", markersize=6),
        mark("s", "no echo (true place)", markersize=5, fillstyle="none"),
        mark("o", "where he is thought to be", markersize=4, fillstyle="none"),
    ]
    return handles


def draw_map(folder, run, slot, trail, magnify):
    """Write da-map.png; returns its path."""
    from matplotlib import pyplot

    pyplot.rcParams.update({"font.size": 8, "axes.linewidth": 0.6})
    figure, axes = pyplot.subplots(figsize=(7.1, 6.4), dpi=200)
    draw_area(axes, run["stations"])
    for echo in run["echoes"]:
        if echo["slot"] == slot and echo["detected"]:
            axes.add_patch(ellipse(echo, run["stations"], magnify))
    draw_users(axes, run["users"], run["echoes"], slot, trail)
    axes.set_aspect("equal")
    axes.margins(0.02)
    axes.autoscale_view()
    axes.set_xlabel("east [m]")
    axes.set_ylabel("north [m]")
    axes.grid(color="#DDDDDD", linewidth=0.4)
    axes.set_axisbelow(True)
    axes.set_title(f"{run['summary']['policy']}, {run['summary']['network']}, slot {slot:.0f}", size=9)
    axes.legend(
        handles=legend_of(run["stations"], magnify, trail),
        loc="upper left",
        bbox_to_anchor=(1.0, 1.0),
        frameon=False,
        fontsize=7,
    )
    figure.tight_layout(pad=0.5)
    return isac_plot.save(figure, os.path.join(folder, "da-map.png"))


def draw_qoe(folder, run):
    """Write da-qoe.png; returns its path."""
    from matplotlib import pyplot

    pyplot.rcParams.update({"font.size": 8, "axes.linewidth": 0.6})
    figure, (curve, counts) = pyplot.subplots(
        2, 1, figsize=(7.1, 4.6), dpi=200, sharex=True, gridspec_kw={"height_ratios": (3, 1.3)}
    )
    slots = run["slots"]
    styles = (
        ("optimum_qoe", "optimum in hindsight", ":", "black", 1.1),
        ("closed_form_qoe", "closed form", "--", "#E69F00", 1.3),
        ("qoe", "measured", "-", "#0072B2", 1.3),
        ("qoe_difference", "of users of L1", "-", "#009E73", 0.7),
        ("qoe_ratio", "of users of L2", "-", "#CC79A7", 0.7),
    )
    for key, label, style, colour, width in styles:
        places = [(row["slot"], row[key]) for row in slots if row[key] is not None]
        if places:
            curve.plot(*zip(*places), style, color=colour, linewidth=width, label=label)
    curve.set_ylabel("mean QoE")
    curve.legend(ncol=5, loc="lower center", bbox_to_anchor=(0.5, 1.0), frameon=False, fontsize=7)
    users = run["summary"]["users"]
    places = [row["slot"] for row in slots]
    bottom = [0.0] * len(slots)
    for key, label, colour in (
        ("late", "late segments", "#D55E00"),
        ("handovers", "handovers", "#0072B2"),
    ):
        heights = [row[key] for row in slots]
        counts.bar(places, heights, bottom=bottom, width=0.8, color=colour, label=label)
        bottom = [low + height for low, height in zip(bottom, heights)]
    misses = [row["misses"] for row in slots]
    counts.step(places, misses, where="mid", color="#777777", linewidth=0.9, label="echoes missed")
    counts.set_ylabel(f"of {users} users")
    counts.set_xlabel("slot")
    counts.yaxis.get_major_locator().set_params(integer=True)
    counts.xaxis.get_major_locator().set_params(integer=True)
    counts.set_ylim(0, 1.05 * max(1.0, *bottom, *misses))
    counts.legend(ncol=3, loc="lower center", bbox_to_anchor=(0.5, 1.0), frameon=False, fontsize=7)
    for axes in (curve, counts):
        axes.grid(color="#DDDDDD", linewidth=0.4)
        axes.set_axisbelow(True)
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
    figure.suptitle(f"{run['summary']['policy']}, {run['summary']['network']}", size=9)
    figure.tight_layout(pad=0.5)
    return isac_plot.save(figure, os.path.join(folder, "da-qoe.png"))


def main(words):
    """Read the arguments and draw."""
    parser = isac_plot.Parser(prog="plot-da-map", description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", help="of a run of da-isac")
    parser.add_argument("--slot", type=int, metavar="N", help="of the map (default: the last)")
    parser.add_argument("--trail", type=int, default=10, metavar="N", help="slots of ways (default: 10)")
    parser.add_argument(
        "--magnify", type=float, default=200.0, metavar="FACTOR", help="ellipses by so much (default: 200)"
    )
    arguments = parser.parse_args(words)
    if arguments.trail < 0 or not 0.0 < arguments.magnify <= 1e6:
        fail("--trail and --magnify: expected from 0, and above 0 to 1e6")
    folder = arguments.folder
    run = {"summary": isac_plot.read_summary(folder, ("policy", "network", "users"))}
    for name in ("stations", "slots"):
        run[name] = isac_plot.read_rows(folder, name + ".csv", filled=True)
    run["users"] = isac_plot.read_rows(folder, "users.csv", texts=TEXTS, filled=True)
    run["echoes"] = isac_plot.read_rows(folder, "echoes.csv")
    slot = run["slots"][-1]["slot"] if arguments.slot is None else arguments.slot
    if all(row["slot"] != slot for row in run["slots"]):
        fail(f"{folder}: no slot {slot}")
    isac_plot.need_matplotlib()
    print(draw_map(folder, run, slot, arguments.trail, arguments.magnify))
    print(draw_qoe(folder, run))


if __name__ == "__main__":
    main(sys.argv[1:])
