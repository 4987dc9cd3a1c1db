# SPDX-License-Identifier: GPL-2.0-only
"""Jobs: calls of programs that leave a result, and what campaigns need of them.

A job is named after all that decides its result. Jobs of the same name are one job, so campaigns
share them, and what lies there already is not done again.
"""
import hashlib
import json
import os
from dataclasses import dataclass, field

from campaigns.files import text


@dataclass(frozen=True)
class Job:
    """One call of one program."""

    stem: str  # of the files beside its result
    words: tuple  # command
    result: str  # the file that comes last
    settings: tuple  # (name, value) of all that decides the result
    run: int  # RngRun
    training: bool = False
    folder: str = ""  # to be there before the program is called
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
class Source:
    """Where numbers lie: how is "value" of JSON or of a table with one row, "mean" over a table's
    rows, "table" over the rows' column `place`, "quantiles" of a table's column."""

    path: str
    how: str
    key: tuple  # in JSON from the outside in; of a table its column
    place: str = ""


@dataclass(frozen=True)
class Point:
    """What a job's results are in the figure; x is None for what holds everywhere."""

    line: str
    x: object
    run: int
    job: Job
    sources: tuple  # (column of the campaign, Source)


@dataclass
class Places:
    """Where things are."""

    programs: str
    training: str = os.path.join("runs", "training")
    results: str = os.path.join("runs", "figures", "results")

    def program(self, name):
        """Path of a program of this module."""
        return os.path.join(self.programs, name)


@dataclass
class Plan:
    """All that a figure needs."""

    points: list = field(default_factory=list)

    def jobs(self):
        """Each job once: trainings, then the others."""
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


def words_of(options):
    """Options as words of a command line."""
    return [f"--{name}={text(value)}" for name, value in options.items()]
