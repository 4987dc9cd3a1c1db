# SPDX-License-Identifier: GPL-2.0-only
"""Campaigns about a system of the papers: agents are trained, policies scored beside them.

system        caqa (unless it says otherwise), asp-selection, megc, da-isac,
              distributed-diffusion or pictures (of a diffusion model; policies are evaluators)
x             lines: also values, and retrain: whether agents are trained anew at each of them (they are)
y             columns of isac-evaluate; curves: of curve.csv of trainings, scores as levels;
              quantiles, cdf: of isac-evaluate --distribution
lines         [{label, and either policy: a registered one, or agent: a recipe, trained with the
              options under train}]; options: of this line's cell; x: only these of the values;
              colour, dash. {x} in a policy or an option is the place on the x-axis
cell          options of the system for all lines
train         options of isac-train, the same for all agents
runs          run R trains with RngRun R and is scored on slots of seed R
evaluation    {states or, for asp-selection, episodes; seed}: how much is scored; with a seed, all
              runs are scored on those
packet        {slots, runs, options of the example}: what --fidelity=packet does
"""
import os
from dataclasses import dataclass, field

from campaigns.files import NoPackets, text
from campaigns.jobs import Job, Plan, Point, Source, name_of, words_of
from campaigns.systems import EVALUATION_SEED, OF_CURVE, SYSTEMS

KEYS = ("system", "cell", "train", "evaluation", "packet")
OF_X = ("values", "retrain")
FILL = "{x}"  # stands for the place on the x-axis, in policies and in options
DISTRIBUTIONS = ("quantiles", "cdf")


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


def settle(x, *layers):
    """Options as text, the later over the earlier, the place on the x-axis filled in."""
    merged = {}
    for layer in layers:
        for name, value in layer.items():
            value = text(value)
            merged[name] = value if x is None else value.replace(FILL, text(x))
    return merged


@dataclass
class Scores:
    """Plans trainings, and scores of what was trained or is registered."""

    JOBS = "scores"

    system: object
    kind: str
    x: dict
    columns: list
    lines: list
    cell: dict
    train_options: dict
    states: int
    seed: int
    packet: dict

    def programs(self, packet):
        """Names of the programs that jobs call."""
        return ("isac-train", "isac-evaluate") + ((self.system.example,) if packet else ())

    def budget(self):
        """What was spent on it, in a line of text."""
        spent = ", ".join(f"{name}={text(value)}" for name, value in self.train_options.items())
        trained = f"agents trained with {spent}; " if any(line.agent for line in self.lines) else ""
        return f"{trained}scored on {self.states} {self.system.count}"

    def refuse_packets(self, path):
        """Packets measure less than closed forms know."""
        if self.kind in ("curves", *DISTRIBUTIONS) or not self.packet:
            raise NoPackets(f"{path}: has no packet level; expected an object packet")
        measured = self.system.measured
        if any(column not in measured for column in self.columns):
            raise NoPackets(f"{path}: y: expected of {', '.join(measured)} with packets")

    def cell_of(self, line, x):
        """Options of the cell that a line is in."""
        option = self.x.get("option")
        return settle(x, self.cell, line.options, {option: x} if option else {})

    def train(self, places, line, x, run):
        """The training that a line needs."""
        if not self.x.get("retrain", True):
            cell = settle(None, self.cell, line.options)
        else:
            cell = self.cell_of(line, x)
        options = {
            "agent": line.agent,
            **cell,
            **settle(x, self.train_options, line.train),
            "RngRun": str(run),
        }
        system = self.system
        settings = tuple(options.items())
        folder = os.path.join(
            places.training, system.prefix() + name_of(line.agent, list(settings), run)
        )
        words = [places.program("isac-train"), system.name, *words_of(options), f"--out={folder}"]
        if system.shares_optima:
            words.append(f"--cache={os.path.join(places.training, 'optima.csv')}")
        result = os.path.join(folder, "summary.json")
        return Job(folder, (*words, "--progress=0"), result, settings, run, training=True)

    def score(self, places, line, x, run, packet):
        """The score of a line in one place, and where each column of it is."""
        needs = self.train(places, line, x, run) if line.agent else None
        policy = os.path.join(needs.stem, "policy.pt") if needs else settle(x, {"": line.policy})[""]
        cell = self.cell_of(line, x)
        system = self.system
        short = line.agent or policy
        named = os.path.basename(needs.stem) if needs else policy
        if packet:
            options = {
                **cell,
                **settle(x, {"ideal": False, "slots": self.packet["slots"]}),
                **settle(x, self.packet.get("options", {})),
                "RngRun": str(run),
            }
            settings = (("policy", named), *options.items())
            stem = os.path.join(
                places.results,
                system.prefix() + name_of(f"packet-{short}", list(settings), run),
            )
            words = [places.program(system.example), f"--policy={policy}", *words_of(options)]
            words += ["--csv=0", "--progress=0", f"--output={stem}"]
            result = os.path.join(stem, "summary.json")
            job = Job(stem, tuple(words), result, settings, run, needs=needs)
            return job, tuple(
                (column, Source(result, "value", ("measured", *system.measured[column])))
                for column in self.columns
            )
        seed = run if self.seed is None else self.seed
        options = {**cell, **settle(x, {system.count: self.states, "seed": seed})}
        settings = (("policy", named), *options.items())
        stem = os.path.join(
            places.results, system.prefix() + name_of(f"slot-{short}", list(settings), run)
        )
        words = [places.program("isac-evaluate"), system.name, f"--policies={policy}"]
        words += [*words_of(options), *system.always, "--progress=0"]
        distribution = self.kind in DISTRIBUTIONS
        stem += "-distribution" if distribution else ""
        words += [f"--{'distribution' if distribution else 'out'}={stem}.csv"]
        how, place = ("table", "percent") if distribution else ("value", "")
        job = Job(stem, tuple(words), f"{stem}.csv", settings, run, needs=needs)
        return job, tuple(
            (column, Source(job.result, how, (column_of(column, self.kind),), place))
            for column in self.columns
        )

    def plan(self, places, runs, packet):
        """Points of the figure, line by line."""
        plan = Plan()
        for line in self.lines:
            if self.kind == "curves" and line.agent:
                for run in range(1, runs + 1):
                    job = self.train(places, line, None, run)
                    curve = os.path.join(job.stem, "curve.csv")
                    sources = tuple(
                        (column, Source(curve, "table", (column,), self.x["column"]))
                        for column in self.columns
                    )
                    plan.points.append(Point(line.label, None, run, job, sources))
                continue
            for x in line.x or [None]:
                # On given states a registered policy earns the same in every run.
                fixed = self.seed is not None and line.policy and not packet
                for run in range(1, 2 if fixed else runs + 1):
                    job, sources = self.score(places, line, x, run, packet)
                    plan.points.append(Point(line.label, x, run, job, sources))
        return plan


def column_of(column, kind):
    """The column of isac-evaluate that stands for a column of the campaign."""
    if kind == "curves" and column.startswith(OF_CURVE):
        return column[len(OF_CURVE) :]
    return column


def read_line(check, entry, place, kind, values, read_style):
    """One entry of "lines"."""
    where = place + "."
    if ("policy" in entry) == ("agent" in entry):
        check.refuse(place, "expected either policy or agent")
    line = Line(
        label=check.take(entry, "label", str, "a text", None, where),
        policy=check.take(entry, "policy", str, "a registered policy", "", where),
        agent=check.take(entry, "agent", str, "a recipe of 'isac train'", "", where),
        train=check.options(entry, "train", where),
        options=check.options(entry, "options", where),
        **read_style(check, entry, where),
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


def check_columns(check, work):
    """Refuse columns that no program writes, and levels of other slots than the curves'; columns
    of curves show when curves are there."""
    if work.kind == "curves":
        if all(line.agent for line in work.lines):
            return
        # Levels and curves stand for the same slots or episodes.
        evaluated = work.train_options.get(work.system.evaluated, work.states)
        if (work.states, work.seed) != (evaluated, EVALUATION_SEED):
            check.refuse(
                "evaluation",
                f"expected {evaluated} {work.system.count} and the seed {EVALUATION_SEED}, "
                "on which trainings are evaluated",
            )
    known = work.system.distributed if work.kind in DISTRIBUTIONS else work.system.scored
    if not known:
        check.refuse("kind", f"there are no distributions of {work.system.name}")
    for index, column in enumerate(work.columns):
        if column_of(column, work.kind) not in known:
            check.refuse(f"y[{index}].column", f"expected one of {', '.join(known)}")


def read(check, data, kind, x, columns, read_style):
    """(what is to be done, lines) of a campaign's object."""
    system = check.one_of(data, "system", tuple(SYSTEMS)) or "caqa"
    if kind == "lines":
        check.take(x, "retrain", bool, "true or false", True, "x.")
        if len(set(check.values(x, "values", "x."))) < len(x["values"]):
            check.refuse("x.values", "a value stands there twice")
    keys = ("label", "policy", "agent", "train", "options", "x", "colour", "dash")
    lines = [
        read_line(check, entry, place, kind, x.get("values"), read_style)
        for place, entry in check.entries(data, "lines", keys)
    ]
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
    seed = check.count(evaluation, "seed", 0, -1, "evaluation.") if "seed" in evaluation else None
    work = Scores(
        system=SYSTEMS[system],
        kind=kind,
        x=x,
        columns=columns,
        lines=lines,
        cell=check.options(data, "cell"),
        train_options=check.options(data, "train"),
        states=check.count(evaluation, amount, 2, 1000, "evaluation."),
        seed=seed,
        packet=packet,
    )
    check_columns(check, work)
    return work, lines
