# SPDX-License-Identifier: GPL-2.0-only
"""What a page can show of any system, as the tables of that system tell it."""
from dataclasses import dataclass, field

MEASURED = "measured"
CLOSED = "closed form"


@dataclass
class Curve:
    """Some columns of a table, slot by slot."""

    title: str
    unit: str
    xs: list
    lines: list  # (label, values)
    zero: bool = False
    xlabel: str = "slot"


@dataclass
class View:
    """How long tasks took, by measurement or in closed form; not a number where nobody knows."""

    totals: list
    phases: list = None  # durations of each phase, one list each


@dataclass
class Tasks:
    """What users wanted, one entry each: when they began, and what they spent their time on."""

    source: str  # file
    slots: list
    names: list  # of users or tasks, as lanes of the timeline
    groups: list  # kinds of users; the same everywhere where there are none
    phases: list  # (class, label), one after the other; None as class: nothing happens
    views: dict  # MEASURED and CLOSED: View
    origin: str = "from the beginning of the slot"
    aside: tuple = None  # (class, label, starts, lengths) of what goes on meanwhile
    frame: str = "slot"
    starts: list = None  # of each task, where lanes of a frame do not begin together
    limit: float = None  # a line that all should stay left of [s]
    limit_name: str = ""


@dataclass
class Energy:
    """Joules, slot by slot."""

    source: str
    xs: list
    lines: list  # (label, values) of sums
    bars: list  # (label, [(class, kind, mean per slot)])


@dataclass
class Queue:
    """Who is at a server, and when."""

    source: str
    about: str
    spans: dict  # label: list of (from, to) [s]
    slots: list = None  # times at which slots begin
    period: float = None  # their length [s]


@dataclass
class Facts:
    """All of these that a folder tells."""

    cards: list = field(default_factory=list)  # (label, path in the summary, unit)
    curves: list = field(default_factory=list)
    tasks: Tasks = None
    energy: Energy = None
    queue: Queue = None
    pictures: dict = field(default_factory=dict)  # file: words about it
