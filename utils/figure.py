#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Figures of a paper from campaign files: trains, scores, tabulates and draws what is missing.

A campaign says what a figure shows; the files of examples/campaigns are those of the papers. What was trained or scored before, for this figure or another, is taken as it is, and
a killed campaign goes on where it was.

Exit codes: 0 done, 1 some jobs failed or interrupted, 2 bad usage or bad input.
"""
import argparse
import fcntl
import glob
import importlib.util
import os
import sys

from figures import campaign as campaigns
from figures import draw, jobs, run, tables

ROOT = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
CAMPAIGNS = os.path.join(ROOT, "examples", "campaigns")
SYSTEM_PYTHON = "/usr/bin/python3"
END = ".json"


def fail(message, code=2):
    """One line on standard error."""
    print(f"figure: {message}", file=sys.stderr)
    sys.exit(code)


class Parser(argparse.ArgumentParser):
    """Usage errors of one line."""

    def error(self, message):
        fail(message)


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
        data = campaigns.load(path)
        if "lines" in data:
            found[os.path.basename(path)[: -len(END)]] = data.get("about", "")
    return {name: found[name] for name in sorted(found, key=number_last)}


def find_campaign(name):
    """Path of a campaign: a name of ours, or a file."""
    if name.endswith(END):
        return name
    path = os.path.join(CAMPAIGNS, name + END)
    known = list_campaigns()
    if name not in known:
        raise campaigns.Refusal(f"no campaign '{name}'; there are: {', '.join(known)}")
    return path


def parse(words):
    """The command line."""
    parser = Parser(
        prog="figure", description=__doc__.split("\n", maxsplit=1)[0], allow_abbrev=False
    )
    parser.add_argument("name", nargs="?", help="campaign, or a file that ends in .json")
    parser.add_argument("--list", action="store_true", help="list the campaigns")
    parser.add_argument("--check", action="store_true", help="only read the campaign")
    parser.add_argument("--quick", action="store_true", help="fewer places, runs and episodes")
    parser.add_argument(
        "--fidelity",
        choices=("slot", "packet"),
        default="slot",
        help="packet: policies act in the packet simulation (default: closed form)",
    )
    parser.add_argument("--runs", type=count, metavar="N", help="default: as the campaign says")
    parser.add_argument(
        "--jobs", type=count, metavar="N", default=os.cpu_count(), help="at once; default: all CPUs"
    )
    parser.add_argument(
        "--out", metavar="DIR", default=os.path.join("runs", "figures"), help="default: runs/figures"
    )
    parser.add_argument(
        "--programs",
        metavar="DIR",
        default=os.path.join(ROOT, "build", "bin"),
        help="where isac-train, isac-evaluate and the examples are",
    )
    return parser.parse_args(words)


def make(arguments):
    """Read the campaign and make its figure; returns the exit code."""
    path = find_campaign(arguments.name)
    campaign = campaigns.read(path, arguments.quick)
    jobs.check_columns(path, campaign)
    packet = arguments.fidelity == "packet"
    if packet and (campaign.kind in ("curves", "quantiles") or not campaign.packet):
        raise campaigns.Refusal(f"{path}: has no packet level; expected an object packet")
    measured = campaign.system.measured
    if packet and any(panel["column"] not in measured for panel in campaign.y):
        raise campaigns.Refusal(f"{path}: y: expected of {', '.join(measured)} with packets")
    if arguments.check:
        return 0
    if not importlib.util.find_spec("matplotlib"):
        # The distribution's package belongs to its own Python, which need not be first in PATH.
        if os.path.realpath(sys.executable) != os.path.realpath(SYSTEM_PYTHON) and os.access(
            SYSTEM_PYTHON, os.X_OK
        ):
            os.execv(SYSTEM_PYTHON, [SYSTEM_PYTHON, *sys.argv])
        fail("matplotlib is missing; on Debian or Ubuntu: apt-get install python3-matplotlib")

    places = jobs.Places(
        os.path.abspath(arguments.programs), results=os.path.join(arguments.out, "results")
    )
    runs = arguments.runs or (campaign.packet["runs"] if packet else campaign.runs)
    plan = jobs.Planner(campaign, places).plan(runs, packet)
    # A quick figure does not take the place of the whole one.
    name = campaign.name + ("-packet" if packet else "") + ("-quick" if arguments.quick else "")
    stem = os.path.join(arguments.out, name)
    os.makedirs(stem, exist_ok=True)
    with open(os.path.join(stem, "lock"), "w", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise campaigns.Refusal(f"{stem}: another isac figure is at work there") from error
        return complete(campaign, plan, stem, arguments.jobs)


def complete(campaign, plan, stem, at_once):
    """Run what is missing, tabulate and draw what is there; returns the exit code."""
    trainings, scores = plan.jobs()
    everything = trainings + scores
    there = sum(job.is_done() for job in everything)
    source = f" ({campaign.paper})" if campaign.paper else ""
    print(f"{campaign.about}{source}")
    print(f"{len(trainings)} trainings, {len(scores)} scores; {there} were done before", flush=True)
    stages = (("training", trainings), ("scores", scores))
    missing = run.run_all(stages, stem, at_once)

    rows = tables.collect(campaign, plan.points)
    if rows:
        tables.write_tables(stem, rows)
        draw.draw(campaign, rows, stem)
        print(f"Results in {stem}.png, .pdf, .csv and {stem}-means.csv")
    for job in missing:
        print(f"figure: {run.explain(job, stem)}", file=sys.stderr)
    if missing:
        lacks = "the figure lacks them" if rows else "there is nothing to show"
        fail(f"{len(missing)} of {len(everything)} jobs failed (see their .log); {lacks}", 1)
    return 0


def main(words):
    """Read the arguments and make the figure."""
    arguments = parse(words)
    try:
        if arguments.list:
            known = list_campaigns()
            width = max(map(len, known), default=0)
            for name, about in known.items():
                print(f"{name:{width}}  {about}")
            return 0
        if not arguments.name:
            fail("expected the name of a campaign; --list shows all")
        return make(arguments)
    except campaigns.Refusal as error:
        fail(error)
    except (run.Interrupted, KeyboardInterrupt):
        fail("interrupted; what is finished is kept, and the same command goes on", 1)
    except OSError as error:
        fail(f"{error.filename}: {error.strerror}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
