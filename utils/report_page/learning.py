# SPDX-License-Identifier: GPL-2.0-only
"""Learning curves: curve.csv of a training, beside the levels that its summary knows."""
import math

from report_page.folder import Damaged
from report_page.numbers import finite
from report_page.sections import LOOKS, THINNED
from report_page.summary import label_of
from report_page.svg import curves, escape, figure

PLAIN = ("episodes", "environment_steps", "updates", "reward", "reward_deviation", "episode_reward")
# The figure that a training is after, by what its curve has.
GOALS = ("evaluation_latency_s", "evaluation_qoe", "evaluation_reward", "evaluation_return")
SHARES = ("ratio_to_", "fraction_of_")


def words(name):
    """A column's name as people read it."""
    return name.replace("_", " ")


def levels_of(summary, goal):
    """What others reach by the same measure: (label, value)."""
    name = goal.removeprefix("evaluation_")
    stem, unit = (name[:-2], "_s") if name.endswith("_s") else (name, "")
    found = []
    for key, value in summary.get("test", {}).items():
        for begin in (f"{stem}_of_", f"{stem}_without_"):
            if key.startswith(begin) and key.endswith(unit) and isinstance(value, (int, float)):
                label = key.removesuffix(unit) if unit else key
                found.append((words(label.removeprefix(f"{stem}_").removeprefix("of_")), value))
    return found


def draw(page, title, xs, lines, levels=(), note=""):
    """One chart over episodes."""
    looks = [(*LOOKS[place % len(LOOKS)], *line) for place, line in enumerate(lines)]
    others = ("dotted", "dashed", "dashdot", "long")
    marks = [
        ("c7", others[place % len(others)], label, value) for place, (label, value) in enumerate(levels)
    ]
    chart, thinned = curves(page, title, xs, looks, "episodes", title, marks)
    keys = [look[:3] for look in looks] + [mark[:3] for mark in marks]
    return figure(chart, f"{note}{THINNED if thinned else ''}".strip() or "From curve.csv.", keys)


def known(xs, ys):
    """Points that are numbers: a curve goes on over the others."""
    pairs = [(x, y) for x, y in zip(xs, ys) if math.isfinite(y)]
    return [x for x, _y in pairs], [y for _x, y in pairs]


def section(page, run):
    """Charts of curve.csv; empty where there is none."""
    curve = run.table("curve.csv")
    if curve is None or curve.count == 0:
        return ""
    if "episodes" not in curve:
        raise Damaged(f"{curve.path}: column 'episodes' is missing")
    xs = curve["episodes"]
    evaluated = [name for name in curve.columns if name.startswith("evaluation_")]
    evaluated = [name for name in evaluated if finite(curve[name])]
    parts = []
    goal = next((name for name in GOALS if name in evaluated), None) or next(iter(evaluated), None)
    if goal:
        places, values = known(xs, curve[goal])
        levels = levels_of(run.summary, goal)
        note = "Evaluations in between, greedy, on states that training never meets. From curve.csv."
        if levels:
            note += " Levels are those of the test in the end, on other states. From summary.json."
        parts.append(
            draw(page, label_of((goal,)), places, [(run.options.get("agent", "learner"), values)], levels, note)
        )
    shares = [name for name in evaluated if any(begin in name for begin in SHARES)]
    if shares:
        places = known(xs, curve[shares[0]])[0]
        lines = [
            (words(name.removeprefix("evaluation_")), known(xs, curve[name])[1]) for name in shares
        ]
        if all(len(values) == len(places) for _label, values in lines):
            parts.append(draw(page, "evaluation beside others", places, lines, [("1", 1.0)],
                              "Ratios to what others reach on the same states. From curve.csv."))
    if "reward" in curve:
        line = ["reward while learning", list(curve["reward"])]
        note = "Mean reward of steps of training, since the line before. From curve.csv."
        if "reward_deviation" in curve:
            line.append(list(curve["reward_deviation"]))
            note = note.replace("before.", "before, and its deviation.")
        parts.append(draw(page, "reward while learning", xs, [line], (), note))
    rest = [
        name
        for name in curve.columns
        if name not in PLAIN and name != goal and name not in shares and finite(curve[name])
    ]
    more = []
    for name in rest:
        places, values = known(xs, curve[name])
        more.append(draw(page, label_of((name,)), places, [(words(name), values)]))
    html = f'<div class="charts">{"".join(parts)}</div>'
    if more:
        html += (
            f"<details><summary>{len(more)} other columns of curve.csv</summary>"
            f'<div class="charts small">{"".join(more)}</div></details>'
        )
    return html


def cards_of(run):
    """Figures that one looks for first."""
    found = []
    for key in run.summary.get("test", {}):
        if key.startswith(("ratio_to_", "fraction_of_")):
            found.append((escape(words(key)), f"test.{key}.value", ""))
    return found[:3]
