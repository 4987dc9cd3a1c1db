# SPDX-License-Identifier: GPL-2.0-only
"""Campaign files: what a figure shows, read and checked.

A campaign is one JSON object. What it leaves out comes from the file that its "base" names; with
--quick the object under "quick" goes over it. The files of examples/campaigns show all of it:

about, paper  a line of text for --list, and where the figure is from
system        caqa (unless it says otherwise), asp-selection, megc, da-isac,
              distributed-diffusion or pictures (of a diffusion model; policies are evaluators)
kind          "lines": scores over x; "curves": curve.csv of trainings, scores as levels; "bars":
              scores side by side; "quantiles": the distribution of what isac-evaluate --distribution
              writes, percent by percent
x             lines: {label, values, option of the programs that takes them, retrain: whether
              agents are trained anew at each of them (they are)}; curves: {label, column of
              curve.csv}; quantiles: {label}; bars: none
y             panels [{label, column of isac-evaluate}]; curves: of curve.csv
lines         [{label, and either policy: a registered one, or agent: a recipe, trained with the
              options under train}]; options: of this line's cell; x: only these of the values;
              colour, dash. {x} in a policy or an option is the place on the x-axis
cell          options of the system for all lines
train         options of isac-train, the same for all agents
runs          independent seeds; run R trains with RngRun R and is scored on slots of seed R
evaluation    {states or, for asp-selection, episodes; seed}: how much is scored; with a seed, all runs are scored on those
packet        {slots, runs, options of the example}: what --fidelity=packet does
quick         any of these, smaller
"""
import copy
import json
import os
from dataclasses import dataclass, field

from figures.systems import SYSTEMS

COLOURS = ("blue", "vermilion", "green", "purple", "orange", "sky", "black", "grey")
DASHES = ("solid", "dashed", "dotted")
KINDS = ("lines", "curves", "bars", "quantiles")
FILL = "{x}"  # stands for the place on the x-axis, in policies and in options


class Refusal(Exception):
    """Bad usage or bad input: one clear line."""


@dataclass
class Line:
    """One line of a figure: a registered policy, or an agent that is trained for it."""

    label: str
    policy: str = ""
    agent: str = ""
    train: dict = field(default_factory=dict)
    options: dict = field(default_factory=dict)
    x: list = None
    colour: str = ""
    dash: str = ""


@dataclass
class Campaign:
    """A figure: its axes, its lines, and how much is spent on it."""

    name: str
    about: str
    paper: str
    system: object
    kind: str
    x: dict
    y: list
    lines: list
    cell: dict
    train: dict
    runs: int
    states: int
    seed: int
    packet: dict


def text(value):
    """A value as the programs read it; equal numbers are equal text."""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, (int, float)):
        return format(value, ".12g")
    return value


def merge(under, over):
    """Two objects as one; where both say something, `over` counts."""
    both = copy.deepcopy(under)
    for key, value in over.items():
        if isinstance(value, dict) and isinstance(both.get(key), dict):
            both[key] = merge(both[key], value)
        else:
            both[key] = copy.deepcopy(value)
    return both


def load(path, above=()):
    """The object of a file, its base underneath; `above` are the files that are based on it."""
    if path in above:
        raise Refusal(f"{path}: base: is based on itself")
    try:
        with open(path, encoding="utf-8") as file:
            campaign = json.load(file)
    except OSError as error:
        raise Refusal(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise Refusal(f"{path}: not JSON: {error}") from error
    if not isinstance(campaign, dict):
        raise Refusal(f"{path}: expected one JSON object")
    base = campaign.pop("base", None)
    if base is None:
        return campaign
    if not isinstance(base, str):
        raise Refusal(f"{path}: base: expected the name of a file")
    under = load(os.path.join(os.path.dirname(path), base), (*above, path))
    return merge(under, campaign)


class Checker:
    """Takes values out of a file's objects and refuses what does not fit, naming the place."""

    def __init__(self, path):
        self.path = path

    def refuse(self, place, message):
        """One line."""
        raise Refusal(f"{self.path}: {place}: {message}")

    def take(self, parent, key, kind, expected, default=None, where=""):
        """parent[key], which is of this kind; without default it has to be there."""
        place = where + key
        if key not in parent:
            if default is None:
                self.refuse(place, f"is missing, expected {expected}")
            return default
        value = parent[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.refuse(place, f"expected {expected}, not {json.dumps(value)}")
        return value

    def count(self, parent, key, least, default=None, where=""):
        """A whole number."""
        value = self.take(parent, key, int, "a whole number", default, where)
        if value < least:
            self.refuse(where + key, f"expected at least {least}, not {value}")
        return value

    def known(self, parent, keys, where=""):
        """Nothing but these keys."""
        for key in parent:
            if key not in keys:
                self.refuse(where + key, f"unknown; expected one of {', '.join(keys)}")

    def options(self, parent, key, where=""):
        """Options of a program."""
        found = self.take(parent, key, dict, "an object of options", {}, where)
        for name, value in found.items():
            if not isinstance(value, (str, int, float, bool)):
                self.refuse(f"{where}{key}.{name}", "expected a number, a text or true or false")
        return found

    def values(self, parent, key, where=""):
        """Places on the x-axis."""
        found = self.take(parent, key, list, "a list of numbers", None, where)
        if not found or any(
            isinstance(value, bool) or not isinstance(value, (int, float)) for value in found
        ):
            self.refuse(where + key, "expected a list of numbers")
        return found

    def one_of(self, parent, key, choices, where=""):
        """One of these words, or none."""
        value = self.take(parent, key, str, "a text", "", where)
        if value and value not in choices:
            self.refuse(where + key, f"expected one of {', '.join(choices)}, not '{value}'")
        return value


def read_line(check, entry, place, kind, values):
    """One entry of "lines"."""
    where = place + "."
    if not isinstance(entry, dict):
        check.refuse(place, "expected an object")
    check.known(entry, ("label", "policy", "agent", "train", "options", "x", "colour", "dash"), where)
    if ("policy" in entry) == ("agent" in entry):
        check.refuse(place, "expected either policy or agent")
    line = Line(
        label=check.take(entry, "label", str, "a text", None, where),
        policy=check.take(entry, "policy", str, "a registered policy", "", where),
        agent=check.take(entry, "agent", str, "a recipe of 'isac train'", "", where),
        train=check.options(entry, "train", where),
        options=check.options(entry, "options", where),
        colour=check.one_of(entry, "colour", COLOURS, where),
        dash=check.one_of(entry, "dash", DASHES, where),
    )
    if not line.label or not (line.policy or line.agent):
        check.refuse(place, "expected a label and a policy or agent, not an empty text")
    if line.train and line.policy:
        check.refuse(where + "train", "a policy is not trained")
    if kind == "lines":
        own = check.values(entry, "x", where) if "x" in entry else values
        # A quick figure leaves out places; a line goes along with that.
        line.x = [value for value in values if value in own]
    elif "x" in entry:
        check.refuse(where + "x", f"{kind} have none")
    return line


def read_axes(check, data, kind):
    """The x-axis and the panels."""
    keys = {
        "lines": ("option", "label", "values", "retrain"),
        "curves": ("column", "label"),
        "bars": (),
        "quantiles": ("label",),
    }
    x = check.take(data, "x", dict, "an object", {} if kind == "bars" else None)
    check.known(x, keys[kind], "x.")
    if kind != "bars":
        check.take(x, "label", str, "a text", None, "x.")
    if kind == "lines":
        check.take(x, "option", str, "an option of the programs", "", "x.")
        check.take(x, "retrain", bool, "true or false", True, "x.")
        if len(set(check.values(x, "values", "x."))) < len(x["values"]):
            check.refuse("x.values", "a value stands there twice")
    elif kind == "curves":
        check.take(x, "column", str, "a column of curve.csv", None, "x.")
    y = check.take(data, "y", list, "a list of panels")
    if not y:
        check.refuse("y", "expected at least one panel")
    for index, panel in enumerate(y):
        place = f"y[{index}]"
        if not isinstance(panel, dict):
            check.refuse(place, "expected an object")
        check.known(panel, ("column", "label"), place + ".")
        for key in ("column", "label"):
            check.take(panel, key, str, "a text", None, place + ".")
    return x, y


def read(path, quick=False):
    """The campaign of a file."""
    data = load(path)
    check = Checker(path)
    shorter = check.take(data, "quick", dict, "an object", {})
    if quick:
        data = merge(data, shorter)
    check.known(
        data,
        ("about", "paper", "system", "kind", "x", "y", "lines", "cell", "train", "runs")
        + ("evaluation", "packet", "quick"),
    )
    system = check.one_of(data, "system", tuple(SYSTEMS)) or "caqa"
    kind = check.take(data, "kind", str, "one of " + ", ".join(KINDS))
    if kind not in KINDS:
        check.refuse("kind", f"expected one of {', '.join(KINDS)}, not '{kind}'")
    x, y = read_axes(check, data, kind)
    entries = check.take(data, "lines", list, "a list of lines")
    lines = [
        read_line(check, entry, f"lines[{index}]", kind, x.get("values"))
        for index, entry in enumerate(entries)
    ]
    labels = [line.label for line in lines]
    for label in labels:
        if labels.count(label) > 1:
            check.refuse("lines", f"'{label}' stands there twice")
    lines = [line for line in lines if kind != "lines" or line.x]
    if not lines:
        check.refuse("lines", "expected at least one, with a place on the x-axis")
    evaluation = check.take(data, "evaluation", dict, "an object", {})
    amount = SYSTEMS[system].count
    check.known(evaluation, (amount, "seed"), "evaluation.")
    packet = check.take(data, "packet", dict, "an object", {})
    check.known(packet, ("slots", "runs", "options"), "packet.")
    if packet:
        check.count(packet, "slots", 1, None, "packet.")
        check.count(packet, "runs", 1, None, "packet.")
        check.options(packet, "options", "packet.")
    return Campaign(
        name=os.path.basename(path)[: -len(".json")],
        about=check.take(data, "about", str, "a line of text"),
        paper=check.take(data, "paper", str, "a text", ""),
        system=SYSTEMS[system],
        kind=kind,
        x=x,
        y=y,
        lines=lines,
        cell=check.options(data, "cell"),
        train=check.options(data, "train"),
        runs=check.count(data, "runs", 1, 1),
        states=check.count(evaluation, amount, 2, 1000, "evaluation."),
        seed=check.count(evaluation, "seed", 0, -1, "evaluation.") if "seed" in evaluation else None,
        packet=packet,
    )
