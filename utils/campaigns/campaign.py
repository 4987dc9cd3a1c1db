# SPDX-License-Identifier: GPL-2.0-only
"""Campaign files: what is run, what is collected and how it is drawn, read and checked.

A campaign is one JSON object. What it leaves out comes from the file that its "base" names; with
--quick the object under "quick" goes over it. All have

about, paper  a line of text for --list, and where the figure is from
kind          "lines": values over x; "curves": tables over a column of theirs, such as learning
              curves; "bars": values side by side; "quantiles" and "cdf": distributions, percent
              by percent
x             lines: {label, option of the programs that takes it, ...}; curves: {label, column};
              quantiles: {label}; cdf: {label of the percents}; bars: none
y             panels [{label, column: what is shown}]
runs          independent seeds: RngRun 1, 2, ...
quoted        what the paper's text says [{text, where, and if it is a number of this figure: line,
              x, column, value, or ratio: {of, to (lines), column, x, value}}]
quick         any of these, smaller

and beside them either a program and what it is called with (grid.py), or a system of the papers
whose schemes are trained and scored (scores.py). The files of examples/campaigns show all of it.
"""
import os
from dataclasses import dataclass, field

from campaigns import grid, scores
from campaigns.files import Checker, is_number, load, merge

COLOURS = ("blue", "vermilion", "green", "purple", "orange", "sky", "black", "grey")
DASHES = ("solid", "dashed", "dotted")
# What "x" holds, besides what the two sorts of campaigns add.
AXES = {
    "lines": ("option", "label"),
    "curves": ("column", "label"),
    "bars": (),
    "quantiles": ("label",),
    "cdf": ("label",),
}
COMMON = ("about", "paper", "kind", "x", "y", "lines", "runs", "quoted", "quick")


@dataclass
class Quote:
    """What the paper's text says of a figure."""

    text: str
    where: str
    line: str = ""
    x: float = None
    column: str = ""
    value: float = None
    ratio: dict = field(default_factory=dict)


@dataclass
class Campaign:
    """A figure: its axes, its lines, and the work behind it."""

    name: str
    path: str
    about: str
    paper: str
    kind: str
    x: dict
    y: list
    lines: list
    runs: int
    quotes: list
    work: object

    def columns(self):
        """What is collected."""
        return [panel["column"] for panel in self.y]


def read_style(check, entry, where):
    """How a line is drawn."""
    return {
        "colour": check.one_of(entry, "colour", COLOURS, where),
        "dash": check.one_of(entry, "dash", DASHES, where),
    }


def read_axes(check, data, kind, more):
    """The x-axis and the panels; `more` are further keys of x for lines."""
    x = check.take(data, "x", dict, "an object", {} if kind in ("bars", "cdf") else None)
    check.known(x, AXES[kind] + (more if kind == "lines" else ()), "x.")
    if kind not in ("bars", "cdf"):
        check.take(x, "label", str, "a text", None, "x.")
    if kind == "lines":
        check.take(x, "option", str, "an option of the programs", "", "x.")
    elif kind == "curves":
        check.take(x, "column", str, "a column of the table", None, "x.")
    y = list(check.entries(data, "y", ("column", "label")))
    if not y:
        check.refuse("y", "expected at least one panel")
    for place, panel in y:
        for key in ("column", "label"):
            check.take(panel, key, str, "a text", None, place + ".")
    columns = [panel["column"] for _, panel in y]
    for column in columns:
        if columns.count(column) > 1:
            check.refuse("y", f"the column '{column}' stands there twice")
    return x, [panel for _, panel in y]


def read_quotes(check, data, labels, columns):
    """What the paper's text says."""
    quotes = []
    numbered = ("line", "x", "column", "value")
    for place, entry in check.entries(data, "quoted", ("text", "where", "ratio", *numbered)):
        where = place + "."
        ratio = check.take(entry, "ratio", dict, "an object", {}, where)
        check.known(ratio, ("of", "to", "column", "x", "value"), where + "ratio.")
        for part, inside in ((entry, where), (ratio, where + "ratio.")):
            for key, known in (("line", labels), ("of", labels), ("to", labels), ("column", columns)):
                if key in part and part[key] not in known:
                    check.refuse(inside + key, f"expected one of {', '.join(known)}")
            for key in ("x", "value"):
                if key in part and not is_number(part[key]):
                    check.refuse(inside + key, "expected a number")
        for part, keys, inside in (
            (entry, ("line", "column", "value") if "value" in entry else (), where),
            (ratio, ("of", "to", "column", "value") if ratio else (), where + "ratio."),
        ):
            for key in keys:
                if key not in part:
                    check.refuse(inside + key, "is missing")
        quotes.append(
            Quote(
                # A number may speak for itself.
                text=check.take(entry, "text", str, "a text", "" if "value" in entry else None, where),
                where=check.take(entry, "where", str, "a place in the paper", "", where),
                ratio=ratio,
                **{key: entry[key] for key in numbered if key in entry},
            )
        )
    return quotes


def read(path, quick=False):
    """The campaign of a file."""
    data = load(path)
    check = Checker(path)
    shorter = check.take(data, "quick", dict, "an object", {})
    if quick:
        data = merge(data, shorter)
    part = grid if "program" in data else scores
    check.known(data, COMMON + part.KEYS)
    kind = check.take(data, "kind", str, "one of " + ", ".join(AXES))
    if kind not in AXES:
        check.refuse("kind", f"expected one of {', '.join(AXES)}, not '{kind}'")
    about = check.take(data, "about", str, "a line of text")
    x, y = read_axes(check, data, kind, part.OF_X)
    columns = [panel["column"] for panel in y]
    work, lines = part.read(check, data, kind, x, columns, read_style)
    labels = [line.label for line in lines]
    for label in labels:
        if labels.count(label) > 1:
            check.refuse("lines", f"'{label}' stands there twice")
    return Campaign(
        name=os.path.basename(path)[: -len(".json")],
        path=path,
        about=about,
        paper=check.take(data, "paper", str, "a text", ""),
        kind=kind,
        x=x,
        y=y,
        lines=lines,
        runs=check.count(data, "runs", 1, 1),
        # A quick figure may lack lines that the paper speaks of.
        quotes=[] if quick else read_quotes(check, data, labels, columns),
        work=work,
    )
