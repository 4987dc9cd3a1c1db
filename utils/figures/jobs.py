# SPDX-License-Identifier: GPL-2.0-only
"""From a campaign to jobs: trainings, and scores of what was trained or is registered.

A job is named after all that decides its result. Jobs of the same name are one job, so figures
share trainings and scores, and what lies there already is not done again.
"""
import csv
import hashlib
import json
import os
from dataclasses import dataclass, field

from figures.campaign import FILL, Refusal, text
from figures.systems import EVALUATION_SEED, OF_CURVE


@dataclass(frozen=True)
class Job:
    """One call of one program."""

    stem: str  # of the files beside its result
    words: tuple  # command
    result: str  # the file that comes last
    training: bool = False
    needs: "Job" = None

    def is_done(self):
        """Whether its result is there, and no older than what it was made from."""
        try:
            own = os.stat(self.result).st_mtime_ns
            return self.needs is None or (
                self.needs.is_done() and own >= os.stat(self.needs.result).st_mtime_ns
            )
        except OSError:
            return False


@dataclass(frozen=True)
class Point:
    """Where a job's result goes in the figure; x is None for what holds everywhere."""

    line: str
    x: object
    run: int
    job: Job
    packet: bool = False
    curve: bool = False
    quantiles: bool = False


@dataclass
class Places:
    """Where things are."""

    programs: str
    training: str = os.path.join("runs", "training")
    results: str = os.path.join("runs", "figures", "results")


@dataclass
class Plan:
    """All that a figure needs."""

    points: list = field(default_factory=list)

    def jobs(self):
        """Each job once: those that others need, then the others."""
        trainings, others = {}, {}
        for point in self.points:
            job = point.job
            if job.needs:
                trainings[job.needs.stem] = job.needs
            (trainings if job.training else others)[job.stem] = job
        return list(trainings.values()), list(others.values())


def name_of(first, settings, run):
    """A name for the settings that reads well and is no other settings' name."""
    digest = hashlib.sha256(json.dumps(sorted(settings)).encode()).hexdigest()[:10]
    users = dict(settings).get("nUsers", "")
    readable = "".join(c if c.isalnum() or c in ".-" else "-" for c in first)
    return f"{readable}{'-K' + users if users else ''}-run{run}-{digest}"


def settle(x, *layers):
    """Options as text, the later over the earlier, the place on the x-axis filled in."""
    merged = {}
    for layer in layers:
        for name, value in layer.items():
            value = text(value)
            merged[name] = value if x is None else value.replace(FILL, text(x))
    return merged


def words_of(options):
    """Options as words of a command line."""
    return [f"--{name}={value}" for name, value in options.items()]


class Planner:
    """Makes the jobs of a campaign."""

    def __init__(self, campaign, places):
        self.campaign = campaign
        self.places = places

    def program(self, name):
        """Path of a program."""
        return os.path.join(self.places.programs, name)

    def cell_of(self, line, x):
        """Options of the cell that a line is in."""
        option = self.campaign.x.get("option")
        return settle(x, self.campaign.cell, line.options, {option: x} if option else {})

    def train(self, line, x, run):
        """The training that a line needs."""
        if not self.campaign.x.get("retrain", True):
            cell = settle(None, self.campaign.cell, line.options)
        else:
            cell = self.cell_of(line, x)
        options = {
            "agent": line.agent,
            **cell,
            **settle(x, self.campaign.train, line.train),
            "RngRun": str(run),
        }
        system = self.campaign.system
        folder = os.path.join(
            self.places.training,
            system.prefix() + name_of(line.agent, list(options.items()), run),
        )
        words = [self.program("isac-train"), system.name, *words_of(options), f"--out={folder}"]
        if system.shares_optima:
            words.append(f"--cache={os.path.join(self.places.training, 'optima.csv')}")
        return Job(
            stem=folder,
            words=(*words, "--progress=0"),
            result=os.path.join(folder, "summary.json"),
            training=True,
        )

    def score(self, line, x, run, packet):
        """The score of a line in one place."""
        needs = self.train(line, x, run) if line.agent else None
        policy = os.path.join(needs.stem, "policy.pt") if needs else settle(x, {"": line.policy})[""]
        cell = self.cell_of(line, x)
        system = self.campaign.system
        short = line.agent or policy
        named = os.path.basename(needs.stem) if needs else policy
        if packet:
            options = {
                **cell,
                **settle(x, {"ideal": False, "slots": self.campaign.packet["slots"]}),
                **settle(x, self.campaign.packet.get("options", {})),
                "RngRun": str(run),
            }
            key = name_of(f"packet-{short}", [("policy", named), *options.items()], run)
            stem = os.path.join(self.places.results, system.prefix() + key)
            words = [self.program(system.example), f"--policy={policy}", *words_of(options)]
            words += ["--csv=0", "--progress=0", f"--output={stem}"]
            return Job(stem, tuple(words), os.path.join(stem, "summary.json"), needs=needs)
        seed = run if self.campaign.seed is None else self.campaign.seed
        options = {**cell, **settle(x, {system.count: self.campaign.states, "seed": seed})}
        key = name_of(f"slot-{short}", [("policy", named), *options.items()], run)
        stem = os.path.join(self.places.results, system.prefix() + key)
        words = [self.program("isac-evaluate"), system.name, f"--policies={policy}"]
        words += [*words_of(options), *system.always, "--progress=0"]
        if self.campaign.kind == "quantiles":
            stem += "-distribution"
            words += [f"--distribution={stem}.csv"]
        else:
            words += [f"--out={stem}.csv"]
        return Job(stem, tuple(words), f"{stem}.csv", needs=needs)

    def plan(self, runs, packet):
        """Points of the figure, line by line."""
        plan = Plan()
        for line in self.campaign.lines:
            if self.campaign.kind == "curves" and line.agent:
                for run in range(1, runs + 1):
                    job = self.train(line, None, run)
                    plan.points.append(Point(line.label, None, run, job, curve=True))
                continue
            for x in line.x or [None]:
                # On given states a registered policy earns the same in every run.
                fixed = self.campaign.seed is not None and line.policy and not packet
                for run in range(1, 2 if fixed else runs + 1):
                    job = self.score(line, x, run, packet)
                    quantiles = self.campaign.kind == "quantiles"
                    plan.points.append(Point(line.label, x, run, job, packet, quantiles=quantiles))
        return plan


def check_columns(path, campaign):
    """Refuse columns that no program writes, and levels of other slots than the curves'; columns
    of curves show when curves are there."""
    scored = [panel["column"] for panel in campaign.y]
    if campaign.kind == "curves":
        scored = [name[len(OF_CURVE) :] if name.startswith(OF_CURVE) else name for name in scored]
        if all(line.agent for line in campaign.lines):
            return
        # Levels and curves stand for the same slots or episodes.
        evaluated = campaign.train.get(campaign.system.evaluated, campaign.states)
        if (campaign.states, campaign.seed) != (evaluated, EVALUATION_SEED):
            raise Refusal(
                f"{path}: evaluation: expected {evaluated} {campaign.system.count} and the seed "
                f"{EVALUATION_SEED}, on which trainings are evaluated"
            )
    known = campaign.system.distributed if campaign.kind == "quantiles" else campaign.system.scored
    if not known:
        raise Refusal(f"{path}: kind: there are no distributions of {campaign.system.name}")
    for index, column in enumerate(scored):
        if column not in known:
            known = ", ".join(known)
            raise Refusal(f"{path}: y[{index}].column: expected one of {known}")


def numbers(row, columns, path):
    """Cells of a CSV row as numbers."""
    try:
        return [float(row[column]) for column in columns]
    except KeyError as error:
        raise Refusal(f"{path} has no column {error}") from error
    except (TypeError, ValueError) as error:
        raise Refusal(f"{path} is damaged: {error}") from error


def read_point(point, x_column, columns, places):
    """What a finished job found: (x, value of each column) for each place; `places` says where
    summary.json has a column."""
    path = point.job.result
    if point.curve:
        path = os.path.join(point.job.stem, "curve.csv")
    try:
        with open(path, encoding="utf-8", newline="") as file:
            if point.packet:
                measured = json.load(file)["measured"]
            else:
                rows = list(csv.DictReader(file))
    except (OSError, ValueError, KeyError) as error:
        raise Refusal(f"{path} is damaged: {error!r}") from error
    if point.curve or point.quantiles:
        cells = [numbers(row, [x_column, *columns], path) for row in rows]
        return [(row[0], row[1:]) for row in cells]
    if point.packet:
        found = []
        for column in columns:
            value = measured
            for key in places[column]:
                value = value[key]
            # JSON has no number for the accuracy of content that nobody got.
            found.append(float("nan") if value is None else float(value))
        return [(point.x, found)]
    scored = [name[len(OF_CURVE) :] if name.startswith(OF_CURVE) else name for name in columns]
    if len(rows) != 1:
        raise Refusal(f"{path} is damaged: expected one row")
    return [(point.x, numbers(rows[0], scored, path))]
