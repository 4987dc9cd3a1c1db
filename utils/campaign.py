#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Campaigns: from one run to a thousand, from a thousand to a figure.

sweep runs what is missing of a campaign, plot draws what is there, figure does both. A campaign is
a file, or a name of those in examples/campaigns, which are the figures and tables of the papers.
What was run before, for this campaign or another, is taken as it is, and a killed campaign goes on
where it was.

Exit codes: 0 done, 1 some jobs failed or interrupted, 2 bad usage or bad input.
"""
import argparse
import fcntl
import glob
import importlib.util
import os
import shlex
import sys

from campaigns import book, draw, origin, run, slurm, store, tables
from campaigns import campaign as campaigns
from campaigns import jobs as planning
from campaigns.files import NoPackets, Refusal, load

ROOT = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
CAMPAIGNS = os.path.join(ROOT, "examples", "campaigns")
SYSTEM_PYTHON = "/usr/bin/python3"
END = ".json"
ALL = "all"


class Fail(Exception):
    """Ends the command with a line and an exit code."""

    def __init__(self, message, code):
        super().__init__(message)
        self.code = code


class Parser(argparse.ArgumentParser):
    """Usage errors of one line."""

    def error(self, message):
        raise Fail(message, 2)


def count(word):
    """A whole number above 0."""
    value = int(word) if word.isascii() and word.isdigit() else 0
    if value < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number above 0, not '{word}'")
    return value


def number_last(name):
    """Key that puts caqa-5 before caqa-10."""
    front, _, last = name.rpartition("-")
    return (front, int(last)) if last.isdigit() else (name, -1)


def list_campaigns():
    """{name: what it shows}; files that others are based on show nothing."""
    found = {}
    for path in glob.glob(os.path.join(glob.escape(CAMPAIGNS), "*" + END)):
        data = load(path)
        if "y" in data:
            found[os.path.basename(path)[: -len(END)]] = data.get("about", "")
    return {name: found[name] for name in sorted(found, key=number_last)}


def find_campaign(name):
    """Path of a campaign: a name of ours, or a file."""
    if name.endswith(END):
        return name
    path = os.path.join(CAMPAIGNS, name + END)
    known = list_campaigns()
    if name not in known:
        raise Refusal(f"no campaign '{name}'; there are: {', '.join(known)}")
    return path


def parse(command, words):
    """The command line."""
    parser = Parser(
        prog=f"isac {command}",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("name", nargs="*", help="campaign, a file that ends in .json, or all")
    parser.add_argument("--list", action="store_true", help="list the campaigns")
    parser.add_argument("--check", action="store_true", help="only read the campaign")
    parser.add_argument("--targets", action="store_true", help="print the programs it calls")
    parser.add_argument("--quick", action="store_true", help="fewer places, runs and episodes")
    parser.add_argument(
        "--fidelity",
        choices=("slot", "packet"),
        default="slot",
        help="packet: policies act in the packet simulation (default: closed form)",
    )
    parser.add_argument("--runs", type=count, metavar="N", help="default: as the campaign says")
    parser.add_argument(
        "--out", metavar="DIR", default=os.path.join("runs", "figures"), help="default: runs/figures"
    )
    parser.add_argument(
        "--programs",
        metavar="DIR",
        default=os.path.join(ROOT, "build", "bin"),
        help="where isac-train, isac-evaluate and the examples are",
    )
    if command == "plot":
        parser.set_defaults(dry_run=False, slurm=None)
    else:
        add_machines(parser)
    if command != "sweep":
        parser.add_argument(
            "--book", metavar="FILE", help="a page of the results; of all the default is doc/results.md"
        )
    arguments = parser.parse_args(words)
    arguments.command = command
    if not arguments.name and not arguments.list:
        raise Fail("expected the name of a campaign; --list shows all", 2)
    return arguments


def add_machines(parser):
    """Options that say where jobs run."""
    parser.add_argument("--dry-run", action="store_true", help="print the commands of missing jobs")
    parser.add_argument(
        "--jobs", type=count, metavar="N", help="at once on a machine; default: all its CPUs"
    )
    places = parser.add_mutually_exclusive_group()
    places.add_argument(
        "--hosts",
        metavar="FILE",
        help="machines, a line each ('8/user@host': 8 jobs at once), reached by ssh, that see this "
        "folder under the same path",
    )
    places.add_argument(
        "--slurm",
        nargs="?",
        const="",
        metavar="OPTIONS",
        help="submit job arrays by sbatch, with these options of its own",
    )


class Work:
    """One campaign with what the command line asks of it."""

    def __init__(self, name, arguments, packet):
        self.arguments = arguments
        self.campaign = campaigns.read(find_campaign(name), arguments.quick)
        self.packet = packet
        if packet:
            self.campaign.work.refuse_packets(self.campaign.path)
        packets = self.campaign.work.packet["runs"] if packet else 0
        self.runs = arguments.runs or packets or self.campaign.runs
        # A quick figure does not take the place of the whole one.
        self.name = (
            self.campaign.name + ("-packet" if packet else "") + ("-quick" if arguments.quick else "")
        )
        self.stem = os.path.join(arguments.out, self.name)
        places = planning.Places(
            os.path.abspath(arguments.programs), results=os.path.join(arguments.out, "results")
        )
        self.plan = self.campaign.work.plan(places, self.runs, packet)
        trainings, others = self.plan.jobs()
        self.stages = (("training", trainings), (self.campaign.work.JOBS, others))
        self.jobs = trainings + others
        self.rows = []
        self.history = {}

    def sweep(self):
        """Run what is missing; returns the jobs that are not done."""
        trainings, others = (jobs for _, jobs in self.stages)
        there = sum(job.is_done() for job in self.jobs)
        source = f" ({self.campaign.paper})" if self.campaign.paper else ""
        print(f"{self.campaign.about}{source}")
        trained = f"{len(trainings)} trainings, " if trainings else ""
        print(f"{trained}{len(others)} {self.stages[1][0]}; {there} were done before", flush=True)
        if there == len(self.jobs):
            return []
        if self.arguments.slurm is not None:
            self.submit()
            return [job for job in self.jobs if not job.is_done()]
        slurm.refuse_queued(self.stem)
        machines = run.Machines(self.arguments.jobs, self.arguments.hosts or "")
        run.need_parallel()
        machines.check(self.stem)
        return run.run_all(self.stages, self.stem, machines, self.maker())

    def maker(self):
        """What jobs write down of who made them."""
        return {"campaign": self.name, **origin.describe(ROOT, self.arguments.programs)}

    def submit(self):
        """Hand what is missing to Slurm."""
        options = shlex.split(self.arguments.slurm)
        slurm.refuse_queued(self.stem)
        for what, jobs, number in slurm.submit_all(
            self.stages, self.stem, self.campaign.name, options, self.maker()
        ):
            print(f"{what}: {jobs} jobs submitted as Slurm's {number}")
        print("Once they have ended, the same command without --slurm gathers what they found")

    def gather(self):
        """Take results into the SQLite file and the tables; returns what is wrong with some."""
        database = store.Store(os.path.join(self.arguments.out, "results.sqlite"))
        try:
            wrong = database.gather(self.name, self.plan)
            self.rows = database.rows(self.name)
            self.history = database.history(self.name)
        finally:
            database.close()
        if self.rows:
            tables.write_tables(self.stem, self.rows)
        else:
            # What an earlier call left would be taken for results of this one.
            for end in (".csv", "-means.csv", ".png", ".pdf"):
                if os.path.exists(self.stem + end):
                    os.remove(self.stem + end)
        return wrong

    def report(self, missing, rows, shown):
        """Say what is there and what is not; returns the exit code."""
        if rows:
            print(f"Results in {shown} and {os.path.join(self.arguments.out, 'results.sqlite')}")
        if self.arguments.slurm is not None:
            return 0
        if self.arguments.command == "plot":
            missing = [job for job in self.jobs if not job.is_done()]
            if missing:
                print(f"isac: {self.name} lacks {len(missing)} of {len(self.jobs)} jobs", file=sys.stderr)
            return 0
        for job in missing:
            print(f"isac: {run.explain(job)}", file=sys.stderr)
        if missing:
            lacks = "the figure lacks them" if rows else "there is nothing to show"
            complain(f"{len(missing)} of {len(self.jobs)} jobs failed (see their .log); {lacks}")
        return 1 if missing else 0

    def make(self):
        """Do what the command says; returns the exit code."""
        if self.arguments.dry_run:
            for job in self.jobs:
                if not job.is_done():
                    print(shlex.join(job.words))
            return 0
        os.makedirs(self.stem, exist_ok=True)
        if self.arguments.command == "plot":
            return self.show([])
        with open(os.path.join(self.stem, "lock"), "w", encoding="utf-8") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Refusal(f"{self.stem}: another isac {self.arguments.command} is at work there") from error
            return self.show(self.sweep())

    def show(self, missing):
        """Gather what is there, and draw it unless it is only swept; returns the exit code."""
        wrong = self.gather()
        files = f"{self.stem}.csv, {self.stem}-means.csv"
        if self.arguments.command == "plot" and not self.rows and not wrong and ALL not in self.arguments.name:
            raise Refusal(f"{self.name}: nothing was run yet; 'isac sweep' does that")
        if self.arguments.command != "sweep" and self.rows:
            draw.draw(self.campaign, self.rows, self.stem)
            files = f"{self.stem}.png, .pdf, .csv, {self.stem}-means.csv"
        code = self.report(missing, self.rows, files)
        if wrong:
            more = f" (and {len(wrong) - 1} more like this)" if len(wrong) > 1 else ""
            complain(wrong[0] + more)
        return 2 if wrong else code


def complain(message):
    """One line on standard error."""
    print(f"isac: {message}", file=sys.stderr)


def need_matplotlib():
    """Go on with a Python that has matplotlib, or end with a hint."""
    if importlib.util.find_spec("matplotlib"):
        return
    # The distribution's package belongs to its own Python, which need not be first in PATH.
    if os.path.realpath(sys.executable) != os.path.realpath(SYSTEM_PYTHON) and os.access(
        SYSTEM_PYTHON, os.X_OK
    ):
        os.execv(SYSTEM_PYTHON, [SYSTEM_PYTHON, *sys.argv])
    raise Fail("matplotlib is missing; on Debian or Ubuntu: apt-get install python3-matplotlib", 2)


def select(arguments):
    """All campaigns that the command line asks for; of "all" those that have this fidelity."""
    packet = arguments.fidelity == "packet"
    if ALL not in arguments.name:
        return [Work(name, arguments, packet) for name in arguments.name]
    works = []
    for name in list_campaigns():
        try:
            works.append(Work(name, arguments, packet))
        except NoPackets:
            continue
    return works


def command_of(arguments):
    """The command line that makes everything that a page shows."""
    words = ["./isac figure", *arguments.name]
    words += ["--quick"] if arguments.quick else []
    words += ["--fidelity=packet"] if arguments.fidelity == "packet" else []
    words += [f"--runs={arguments.runs}"] if arguments.runs else []
    return " ".join(words)


def make(work):
    """A campaign whose trouble is not that of those after it; returns the exit code."""
    try:
        return work.make()
    except Refusal as error:
        complain(error)
        return 2


def run_command(arguments):
    """Sweep, plot or figure; returns the exit code."""
    if arguments.list:
        known = list_campaigns()
        width = max(map(len, known), default=0)
        for name, about in known.items():
            print(f"{name:{width}}  {about}")
        return 0
    works = select(arguments)
    if arguments.targets:
        print(" ".join(sorted({name for work in works for name in work.campaign.work.programs(work.packet)})))
    if arguments.targets or arguments.check:
        return 0
    if arguments.command != "sweep":
        need_matplotlib()
    codes = [make(work) for work in works]
    if arguments.command != "sweep" and not arguments.dry_run:
        path = arguments.book or (book.place(arguments, ROOT) if ALL in arguments.name else "")
        if path:
            book.write(path, works, command_of(arguments))
            print(f"All results on one page: {path}")
    return max(codes)


def main(words):
    """Read the arguments and do what they say."""
    try:
        if not words or words[0] not in ("sweep", "figure", "plot"):
            raise Fail("expected sweep, figure or plot", 2)
        arguments = parse(words[0], words[1:])
        return run_command(arguments)
    except Fail as error:
        complain(error)
        return error.code
    except Refusal as error:
        complain(error)
        return 2
    except (run.Interrupted, KeyboardInterrupt):
        complain("interrupted; what is finished is kept, and the same command goes on")
        return 1
    except BrokenPipeError:
        # Who reads the output has seen enough; what Python has left of it goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        complain(f"{error.filename}: {error.strerror}")
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
