# SPDX-License-Identifier: GPL-2.0-only
"""Running jobs through GNU parallel: only what is missing, at most one process for each job.

Beside each result lie its command (STEM.command, a shell script) and what it said (STEM.log). The
script holds a lock (STEM.lock) and looks again whether the result is there, so that several
figures may be made at once.
"""
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time

from figures.campaign import Refusal

TERMINATE = "TERM,20000,KILL,1000"  # [ms]; a training writes its checkpoint when asked to stop
LOG_EVERY = 60.0  # [s] between lines of a log


class Interrupted(Exception):
    """The user has had enough."""


def write_command(job):
    """The shell script that does a job, beside its result."""
    quote = shlex.quote
    fresh = f"-e {quote(job.result)}"
    if job.needs:
        fresh += f" ] && [ ! {quote(job.result)} -ot {quote(job.needs.result)}"
    lines = [
        "#!/bin/sh",
        f"# In {os.getcwd()}",
        f"exec 9>{quote(job.stem + '.lock')}",
        "flock 9 || exit 1",
        f"if [ {fresh} ]; then exit 0; fi",
        f"exec >>{quote(job.stem + '.log')} 2>&1",
    ]
    if job.training:
        config = os.path.join(job.stem, "config.json")
        lines.append(f"if [ -e {quote(config)} ]; then set -- --resume; fi")
    lines.append(f"exec {shlex.join(job.words)} \"$@\"")
    os.makedirs(os.path.dirname(job.stem), exist_ok=True)
    script = "\n".join(lines) + "\n"
    path = job.stem + ".command"
    temporary = f"{path}.{os.getpid()}"
    with open(temporary, "w", encoding="utf-8") as file:
        file.write(script)
    os.replace(temporary, path)


def call_of(stem):
    """What parallel is told to run."""
    return f"sh {shlex.quote(stem + '.command')}"


def read_joblog(joblog):
    """{call: (exit code, signal)} of the jobs that have ended."""
    try:
        with open(joblog, encoding="utf-8") as file:
            rows = [line.split("\t") for line in file.read().splitlines()[1:]]
    except OSError:
        return {}
    return {row[8]: (int(row[6]), int(row[7])) for row in rows if len(row) == 9}


def count(joblog):
    """Jobs that have ended, and how many of them failed."""
    ended = read_joblog(joblog).values()
    return len(ended), sum(verdict != (0, 0) for verdict in ended)


class Progress:
    """One line that is written over on a terminal, a line a minute in a log."""

    def __init__(self, what, total):
        self.what = what
        self.total = total
        self.begin = time.monotonic()
        self.shown = None
        self.when = self.begin - LOG_EVERY
        self.terminal = sys.stderr.isatty()

    def show(self, done, failed):
        """Say how far it is."""
        now = time.monotonic()
        if not self.terminal and (now - self.when < LOG_EVERY and done < self.total):
            return
        seconds = now - self.begin
        line = f"{self.what}: {done} of {self.total}"
        line += f", {failed} failed" if failed else ""
        if 0 < done < self.total:
            line += f", about {seconds / done * (self.total - done) / 60:.0f} min left"
        if self.terminal:
            print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)
        elif line != self.shown:
            print(line, file=sys.stderr, flush=True)
        self.shown, self.when = line, now

    def finish(self):
        """Leave the line."""
        if self.terminal and self.shown:
            print(file=sys.stderr)


def run_stage(what, jobs, joblog, at_once):
    """Run the jobs that are not done; their exit codes are in the joblog."""
    jobs = [job for job in jobs if not job.is_done() and (not job.needs or job.needs.is_done())]
    if not jobs:
        return
    if not shutil.which("parallel"):
        raise Refusal("GNU parallel is missing; on Debian or Ubuntu: apt-get install parallel")
    os.makedirs(os.path.dirname(joblog), exist_ok=True)
    if os.path.exists(joblog):
        os.remove(joblog)
    for job in jobs:
        write_command(job)
    calls = "".join(call_of(job.stem) + "\n" for job in jobs)
    environment = {name: value for name, value in os.environ.items() if name != "ISAC_PLOT"}
    environment["PARALLEL_SHELL"] = "/bin/sh"
    command = ["parallel", "--plain", "--will-cite", "--no-run-if-empty", f"--jobs={at_once}"]
    command += [f"--joblog={joblog}", f"--termseq={TERMINATE}"]
    progress = Progress(what, len(jobs))
    progress.show(0, 0)
    # A session of its own: an interruption is passed on below, and not twice.
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
        text=True,
    ) as process:
        try:
            process.stdin.write(calls)
            process.stdin.close()
            while process.poll() is None:
                time.sleep(0.1)
                progress.show(*count(joblog))
        except (KeyboardInterrupt, Interrupted) as error:
            progress.finish()
            # The first one asks parallel to start no more jobs, the second to end those at work.
            for _ in range(2):
                process.send_signal(signal.SIGTERM)
                time.sleep(0.3)
            process.wait()
            raise Interrupted from error
    progress.show(*count(joblog))
    progress.finish()


def joblog_of(folder, what):
    """GNU parallel's record of a stage."""
    return os.path.join(folder, f"{what}.joblog")


def run_all(stages, folder, at_once):
    """Run (name, jobs) one after the other; returns the jobs that are not done."""

    def stop(_signal, _frame):
        raise Interrupted

    before = signal.signal(signal.SIGTERM, stop)
    try:
        for what, jobs in stages:
            run_stage(what, jobs, joblog_of(folder, what), at_once)
    finally:
        signal.signal(signal.SIGTERM, before)
    return [job for _, jobs in stages for job in jobs if not job.is_done()]


def explain(job, folder):
    """Why a job is not done, in one line."""
    if job.needs and not job.needs.is_done():
        return f"{job.stem}: its training is not done"
    joblog = joblog_of(folder, "training" if job.training else "scores")
    code, signalled = read_joblog(joblog).get(call_of(job.stem), (0, 0))
    # A shell says it in the exit code.
    signalled = signalled or max(0, code - 128)
    if signalled:
        return f"{job.stem}: ended by signal {signalled}"
    try:
        with open(job.stem + ".log", encoding="utf-8", errors="replace") as file:
            said = [line.strip() for line in file if line.strip()]
    except OSError:
        said = []
    return f"{job.stem}: {said[-1] if said else 'said nothing'}"
