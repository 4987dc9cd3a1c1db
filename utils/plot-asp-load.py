#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Picture of an episode of ASP selection: load of each provider, crashes, and utility over time.

Reads providers.csv, tasks.csv and summary.json of a run's folder. One lane for each provider,
darker where more of its steps are taken, a cross for each crash; below, what users have obtained
and what has been lost, and the reward so far.
"""
import csv
import os

import isac_plot
from isac_plot import fail

# Wong's palette: told apart by colour-blind people, and by their brightness in print.
BLUE, ORANGE, GREEN = "#0072B2", "#D55E00", "#009E73"


def read_rows(folder, name, episode, numbers):
    """Rows of one episode of a table with numbers as numbers; an empty cell becomes None."""
    path = os.path.join(folder, name)
    try:
        with open(path, encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if int(row["episode"]) == episode]
        for row in rows:
            for key in numbers:
                row[key] = float(row[key]) if row[key] else None
    except OSError as error:
        fail(f"{path}: {error.strerror}")
    except (KeyError, TypeError, ValueError) as error:
        fail(f"{path}: not such a table: {error!r}")
    if not rows:
        fail(f"{path}: no rows of episode {episode}")
    return rows


def time_unit(duration):
    """Seconds in a unit that makes a handy axis, and its name."""
    for seconds, name in ((86400.0, "days"), (3600.0, "hours"), (60.0, "minutes")):
        if duration >= 5 * seconds:
            return seconds, name
    return 1.0, "s"


def lanes(samples, capacities, end):
    """For each provider: times at which its load changes, and the load from there on."""
    steps = [([0.0], [0.0]) for _ in capacities]
    for row in samples:
        provider = int(row["provider"])
        times, loads = steps[provider]
        times.append(row["time_s"])
        loads.append(1.0 - row["free_steps"] / capacities[provider])
    return [(times + [end], loads) for times, loads in steps]


def running_sum(events, end):
    """Times and values, up to the end, of a sum that grows with each event."""
    total, times, values = 0.0, [0.0], [0.0]
    for time, value in sorted(events):
        total += value
        times.append(time)
        values.append(total)
    return times + [end], values + [total]


def draw_load(axes, samples, capacities, end, unit):
    """Load of each provider over time; returns what a colour bar is drawn from."""
    from matplotlib.cm import ScalarMappable
    from matplotlib.colors import Normalize

    colours = ScalarMappable(Normalize(0.0, 1.0), "Blues")
    for provider, (times, loads) in enumerate(lanes(samples, capacities, end)):
        spans = [
            ((begin / unit), (after - begin) / unit)
            for begin, after in zip(times[:-1], times[1:])
        ]
        axes.broken_barh(
            spans,
            (provider - 0.4, 0.8),
            facecolors=colours.to_rgba(loads),
            linewidth=0,
        )
    crashes = [row for row in samples if row["event"] == "crash"]
    if crashes:
        axes.plot(
            [row["time_s"] / unit for row in crashes],
            [int(row["provider"]) for row in crashes],
            "x",
            color=ORANGE,
            markersize=6,
            markeredgewidth=1.6,
            clip_on=False,
            label=f"crash ({len(crashes)})",
        )
        axes.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), frameon=False)
    axes.set_ylim(len(capacities) - 0.4, -0.6)
    step = 1 if len(capacities) <= 30 else (len(capacities) + 29) // 30
    shown = range(0, len(capacities), step)
    axes.set_yticks(list(shown))
    axes.set_yticklabels([f"{i}  (c = {capacities[i]})" for i in shown])
    axes.tick_params(axis="y", length=0, labelsize=8)
    axes.set_ylabel("provider")
    return colours


def draw_utility(axes, tasks, end, unit):
    """Obtained and lost utility, and reward, as they grow."""
    finished = [(t["end_s"], t["utility"]) for t in tasks if t["outcome"] == "finished"]
    lost = [(t["end_s"], t["utility"]) for t in tasks if t["outcome"] == "lost"]
    rewards = [(t["arrival_s"], t["reward"]) for t in tasks if t["reward"] is not None]
    curves = (
        (finished, GREEN, "-", "utility of finished tasks"),
        (lost, ORANGE, "-", "utility of lost tasks"),
        (rewards, BLUE, "--", "reward, by time of decision"),
    )
    for events, colour, style, label in curves:
        times, values = running_sum(events, end)
        axes.plot(
            [time / unit for time in times],
            values,
            style,
            color=colour,
            drawstyle="steps-post",
            label=label,
        )
    axes.legend(loc="lower left", bbox_to_anchor=(0.0, 1.0), ncol=3, frameon=False, fontsize=9)
    axes.grid(color="#DDDDDD", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.set_ylabel("sum so far")


def draw(folder, episode, path):
    """Draw the picture and write it to path."""
    summary = isac_plot.read_summary(folder, ("policy", "level", "reward", "providers"))
    samples = read_rows(folder, "providers.csv", episode, ("time_s", "free_steps"))
    numbers = ("arrival_s", "end_s", "utility", "reward")
    tasks = read_rows(folder, "tasks.csv", episode, numbers)
    capacities = [provider["capacity"] for provider in summary["providers"]]
    if any(int(row["provider"]) >= len(capacities) for row in samples):
        fail(f"{folder}: providers.csv and summary.json tell of different providers")
    end = max(samples[-1]["time_s"], max(task["arrival_s"] for task in tasks))
    unit, name = time_unit(end)

    isac_plot.need_matplotlib()
    from matplotlib import pyplot

    height = 2.2 + 0.24 * min(len(capacities), 60)
    figure, (load, utility) = pyplot.subplots(
        2,
        1,
        figsize=(10, height + 2.6),
        dpi=110,
        sharex=True,
        gridspec_kw={"height_ratios": [height, 2.6]},
        constrained_layout=True,
    )
    colours = draw_load(load, samples, capacities, end, unit)
    draw_utility(utility, tasks, end, unit)
    figure.colorbar(colours, ax=load, label="share of steps taken", pad=0.01, aspect=30)
    load.set_xlim(0.0, end / unit)
    utility.set_xlabel(f"time [{name}]")
    for axes in (load, utility):
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
    reward = sum(task["reward"] for task in tasks if task["reward"] is not None)
    which = "" if summary["episodes"] == 1 else f", episode {episode}"
    title = f"{summary['policy']}, {summary['level']} level{which}: reward {reward:.1f}"
    load.set_title(title, loc="left")
    isac_plot.save(figure, path)


def main():
    """Read the arguments and draw."""
    parser = isac_plot.Parser(prog="plot-asp-load", description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", help="results of asp-selection")
    parser.add_argument("--episode", type=int, default=0, metavar="N", help="default: 0")
    parser.add_argument("--output", metavar="PNG", help="default: load.png in the folder")
    arguments = parser.parse_args()
    if not os.path.isdir(arguments.folder):
        fail(f"{arguments.folder}: no such folder")
    output = arguments.output or os.path.join(arguments.folder, "load.png")
    draw(arguments.folder, arguments.episode, output)


if __name__ == "__main__":
    main()
