# SPDX-License-Identifier: GPL-2.0-only
"""Campaigns about one program: every combination of what is swept, run by run.

program       an example, "isac-train SYSTEM", "isac-evaluate SYSTEM", or any program of one's own
              by a path with a slash, such as an ns-3 script
output        how it is told the folder {} of a run; "--output={}" if nothing else is known
result        the file in that folder that it writes last; summary.json if nothing else is known
seed          the option that takes the number of the run; RngRun if nothing else is known
fixed         options of all runs
swept         {option: [values]}: the grid
lines         [{label, options; colour, dash}]: further combinations, by name; without them and
              with several swept options there is a line for each combination that is not on x
x             lines: {label, option: one of those swept}
y             columns of collect
collect       {column: where it is in a run's folder}: "KEY.KEY" of the result, "FILE.json:KEY.KEY"
              or "FILE.csv:COLUMN"; a table gives the mean over its rows (lines, bars), its rows
              over the column x.column (curves), or their distribution (quantiles, cdf)
"""
import itertools
import json
import os
import shlex
from dataclasses import dataclass, field

from campaigns.files import NoPackets, is_number, text
from campaigns.jobs import Job, Plan, Point, Source, name_of, words_of

KEYS = ("program", "output", "result", "seed", "fixed", "swept", "collect")
OF_X = ()
FOLDER = "{}"  # stands for the folder of a run
# First word of our programs that are no examples: output, result, seed.
KNOWN = {
    "isac-train": ("--out={}", "summary.json", "RngRun"),
    "isac-evaluate": ("--out={}/scores.csv", "scores.csv", "seed"),
}
EXAMPLES = os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", "..", "examples")
OTHERS = ("--output={}", "summary.json", "RngRun")


@dataclass
class Line:
    """One line of a figure: a combination of options."""

    label: str
    options: dict = field(default_factory=dict)
    colour: str = ""
    dash: str = ""
    agent: str = "program"  # drawn full: it has run


@dataclass
class Grid:
    """Plans the runs of a program."""

    JOBS = "runs"
    packet = None

    program: str
    output: str
    result: str
    seed: str
    kind: str
    x: dict
    places_on_x: list
    fixed: dict
    lines: list
    collect: dict

    def programs(self, _packet):
        """Names of the programs of this module that jobs call."""
        first = shlex.split(self.program)[0]
        return () if "/" in first else (first,)

    def budget(self):
        """What was spent on it, in a line of text."""
        return " ".join([self.program, *words_of(self.fixed)])

    def refuse_packets(self, path):
        """A program does what it does."""
        raise NoPackets(f"{path}: --fidelity is for systems of the papers; swept or fixed may say it")

    def sources(self, stem, result):
        """Where the columns of a run are."""
        found = []
        for column, where in self.collect.items():
            file, _, key = where.rpartition(":")
            path = os.path.join(stem, file) if file else result
            how, place = {
                "curves": ("table", self.x.get("column", "")),
                "quantiles": ("quantiles", ""),
                "cdf": ("quantiles", ""),
            }.get(self.kind, ("mean", ""))
            if path.endswith(".csv"):
                found.append((column, Source(path, how, (key,), place)))
            else:
                found.append((column, Source(path, "value", tuple(key.split(".")))))
        return tuple(found)

    def job(self, places, line, x, run):
        """One run of the program."""
        words = shlex.split(self.program)
        options = {**self.fixed, **line.options}
        if self.kind == "lines":
            options[self.x["option"]] = x
        options[self.seed] = run
        # Only an option has a name.
        what = self.program + (f" {self.output}" if self.output != standard_of(words)[0] else "")
        settings = (("", what), *((name, text(value)) for name, value in options.items()))
        stem = os.path.join(
            places.results, name_of(os.path.basename(words[0]), list(settings), run)
        )
        own = "/" not in words[0]
        call = [places.program(words[0]) if own else os.path.abspath(words[0]), *words[1:]]
        call += words_of(options)
        call += [word.replace(FOLDER, stem) for word in shlex.split(self.output)]
        result = os.path.join(stem, self.result)
        # A killed training goes on where it was.
        training = words[0] == "isac-train"
        return Job(stem, tuple(call), result, settings, run, training, folder=stem)

    def plan(self, places, runs, _packet):
        """Points of the figure, line by line."""
        plan = Plan()
        for line in self.lines:
            for x in self.places_on_x:
                for run in range(1, runs + 1):
                    job = self.job(places, line, x, run)
                    sources = self.sources(job.stem, job.result)
                    plan.points.append(Point(line.label, x, run, job, sources))
        return plan


def read_swept(check, data, fixed):
    """The grid: {option: values}."""
    swept = check.take(data, "swept", dict, "an object of lists", {})
    for name, values in swept.items():
        place = f"swept.{name}"
        if not isinstance(values, list) or not values:
            check.refuse(place, "expected a list of values")
        for value in values:
            check.option(value, place)
        if len(set(map(text, values))) < len(values):
            check.refuse(place, "a value stands there twice")
        if name in fixed:
            check.refuse(place, "stands under fixed too")
    return swept


def read_lines(check, data, swept, fixed, read_style):
    """The lines: those that the file names, times what is swept and not on the x-axis."""
    named = []
    for place, entry in check.entries(data, "lines", ("label", "options", "colour", "dash")):
        where = place + "."
        line = Line(
            check.take(entry, "label", str, "a text", None, where),
            check.options(entry, "options", where),
            **read_style(check, entry, where),
        )
        for name in line.options:
            if name in swept or name in fixed:
                check.refuse(f"{where}options.{name}", "stands under swept or fixed too")
        named.append(line)
    lines = []
    for line in named or [Line("")]:
        for values in itertools.product(*swept.values()):
            options = dict(zip(swept, values))
            # One option needs no name, and what is a text speaks for itself.
            words = [
                text(value) if isinstance(value, str) or len(swept) == 1 and not named else f"{name} {text(value)}"
                for name, value in options.items()
            ]
            label = ", ".join(([line.label] if line.label else []) + words)
            lines.append(Line(label or "all", {**line.options, **options}, line.colour, line.dash))
    return lines


def read_collect(check, data, kind, columns, result):
    """{column: where it is}."""
    collect = check.take(data, "collect", dict, "an object")
    for name, where in collect.items():
        place = f"collect.{name}"
        if not isinstance(where, str) or not where:
            check.refuse(place, "expected the place of a number, such as measured.reward.mean")
        file = where.rpartition(":")[0] or result
        if not file.endswith((".json", ".csv")) or os.path.isabs(file):
            check.refuse(place, f"expected a .json or .csv file in the run's folder, not '{file}'")
        if kind in ("curves", "quantiles", "cdf") and not file.endswith(".csv"):
            check.refuse(place, f"{kind} are of tables: expected FILE.csv:COLUMN")
    for index, column in enumerate(columns):
        if column not in collect:
            check.refuse(f"y[{index}].column", f"expected one of {', '.join(collect)}")
    return collect


def standard_of(words):
    """(output, result, seed) of a program unless the file says otherwise."""
    return KNOWN.get(words[0], OTHERS)


def check_program(check, program):
    """Refuse a program that is neither ours nor a path."""
    try:
        name = shlex.split(program)[0]
    except ValueError as error:
        check.refuse("program", f"{error}")
    known = sorted(file[: -len(".cc")] for file in os.listdir(EXAMPLES) if file.endswith(".cc"))
    if "/" not in name and name not in (*KNOWN, *known):
        check.refuse(
            "program",
            f"no program '{name}' of this module; a program of one's own is a path with a slash",
        )


def read(check, data, kind, x, columns, read_style):
    """(what is to be done, lines) of a campaign's object."""
    program = check.take(data, "program", str, "a program").strip()
    if not program:
        check.refuse("program", "expected a program, not an empty text")
    check_program(check, program)
    output, result, seed = standard_of(shlex.split(program))
    output = check.take(data, "output", str, "an option with {} for the folder", output)
    if FOLDER not in output:
        check.refuse("output", f"expected {FOLDER} in it, for the folder of a run, not {json.dumps(output)}")
    result = check.take(data, "result", str, "a file in the run's folder", result)
    seed = check.take(data, "seed", str, "an option", seed)
    fixed = check.options(data, "fixed")
    swept = read_swept(check, data, fixed)
    if seed in fixed or seed in swept:
        check.refuse(seed, f"is the number of the run; expected runs, not {seed}")
    on_x = [None]
    if kind == "lines":
        option = check.take(x, "option", str, "one of the swept options", None, "x.")
        if option not in swept:
            check.refuse("x.option", f"expected one of those swept: {', '.join(swept) or 'none'}")
        on_x = swept[option]
        if not all(map(is_number, on_x)):
            check.refuse(f"swept.{option}", "expected numbers, as it is on the x-axis; or kind bars")
    others = {name: values for name, values in swept.items() if name != x.get("option")}
    lines = read_lines(check, data, others, fixed, read_style)
    work = Grid(
        program=program,
        output=output,
        result=result,
        seed=seed,
        kind=kind,
        x=x,
        places_on_x=on_x,
        fixed=fixed,
        lines=lines,
        collect=read_collect(check, data, kind, columns, result),
    )
    return work, lines
