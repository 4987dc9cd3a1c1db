# SPDX-License-Identifier: GPL-2.0-only
"""Running jobs: only what is missing, at most one process for each, through GNU parallel.

Beside each result lie its command (STEM.command, a shell script), what it said (STEM.log) and how
it ended (STEM.ended). The script holds a lock (STEM.lock) and looks again whether the result is
there, so that several campaigns may be made at once.
"""
import json
import os
import shlex
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass

from campaigns.files import Refusal
from campaigns.progress import Progress

TERMINATE = "TERM,20000,KILL,1000"  # [ms]; a training writes its checkpoint when asked to stop
POLL = 0.1  # [s]
MARK = "# Made by "
ATTEMPT = "--- "  # begins a line of the log when a job does
SIGNALS = range(129, 193)  # exit codes by which a shell tells of signals


class Interrupted(Exception):
    """The user has had enough."""


@dataclass(frozen=True)
class Ended:
    """How a job ended."""

    began: float  # [s since 1970]
    ended: float
    code: int
    host: str


def write_command(job, maker):
    """The shell script that does a job, beside its result; it says in JSON who made it."""
    quote = shlex.quote
    fresh = f"-e {quote(job.result)}"
    if job.needs:
        fresh += f" ] && [ ! {quote(job.result)} -ot {quote(job.needs.result)}"
    ended = quote(job.stem + ".ended")
    lines = [
        "#!/bin/sh",
        f"{MARK}{json.dumps(maker)}",
        f"cd {quote(os.getcwd())} || exit 1",
        f"exec 9>{quote(job.stem + '.lock')}",
        "flock 9 || exit 1",
        f"if [ {fresh} ]; then exit 0; fi",
        f"exec >>{quote(job.stem + '.log')} 2>&1",
        f'echo "{ATTEMPT}$(date -u +%FT%TZ) $(hostname)"',
        f"rm -f {ended}",
    ]
    if job.folder:
        lines.append(f"mkdir -p {quote(job.folder)}")
    if job.training:
        config = os.path.join(job.stem, "config.json")
        lines.append(f"if [ -e {quote(config)} ]; then set -- --resume; fi")
    lines += [
        # The program is told to end by the same signal; its end is awaited.
        "trap : TERM INT",
        "began=$(date +%s.%N)",
        f"{shlex.join(job.words)} \"$@\"",
        "code=$?",
        # What a failed program wrote is no result.
        f"[ $code = 0 ] || [ ! -e {quote(job.result)} ] || mv -f {quote(job.result)} {quote(job.result + '.failed')}",
        f'echo "$began $(date +%s.%N) $code $(hostname)" >{ended}.$$ && mv {ended}.$$ {ended}',
        "exit $code",
    ]
    os.makedirs(os.path.dirname(job.stem), exist_ok=True)
    path = job.stem + ".command"
    temporary = f"{path}.{os.getpid()}"
    with open(temporary, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    os.replace(temporary, path)


def read_maker(job):
    """What the job's script says of who made it: an object, empty if it does not say."""
    try:
        with open(job.stem + ".command", encoding="utf-8") as file:
            file.readline()
            line = file.readline()
        return json.loads(line[len(MARK) :]) if line.startswith(MARK) else {}
    except (OSError, ValueError):
        return {}


def read_ended(job):
    """How the job ended last; None while it has not."""
    try:
        with open(job.stem + ".ended", encoding="utf-8") as file:
            began, ended, code, host = file.read().split()
        return Ended(float(began), float(ended), int(code), host)
    except (OSError, ValueError):
        return None


def read_said(job, characters=4000):
    """The end of what the job said in its last attempt."""
    try:
        with open(job.stem + ".log", "rb") as file:
            file.seek(max(0, os.path.getsize(file.name) - characters))
            said = file.read().decode("utf-8", errors="replace")
    except OSError:
        return ""
    before, mark, last = ("\n" + said).rpartition("\n" + ATTEMPT)
    return last.partition("\n")[2] if mark else before[1:]


def call_of(job):
    """What a shell is told to run."""
    return f"sh {shlex.quote(job.stem + '.command')}"


def write_calls(jobs, path):
    """A file with a line for each job; returns its path."""
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(call_of(job) + "\n" for job in jobs)
    return path


def missing(jobs):
    """Jobs that are not done and can be."""
    return [job for job in jobs if not job.is_done() and (not job.needs or job.needs.is_done())]


class JobLog:
    """GNU parallel's record of a stage, read as it grows."""

    def __init__(self, path):
        self.path = path
        self.offset = 0
        self.rest = ""
        self.ended = -1  # the first line is the header
        self.failed = 0

    def read(self):
        """(jobs that have ended, how many of them failed)."""
        try:
            with open(self.path, encoding="utf-8") as file:
                file.seek(self.offset)
                text = self.rest + file.read()
                self.offset = file.tell()
        except OSError:
            return 0, 0
        *lines, self.rest = text.split("\n")
        for line in lines:
            cells = line.split("\t")
            # Columns 7 and 8 are the exit code and the signal.
            self.failed += self.ended >= 0 and len(cells) > 8 and cells[6:8] != ["0", "0"]
            self.ended += 1
        return max(0, self.ended), self.failed


def joblog_of(folder, what):
    """GNU parallel's record of a stage."""
    return os.path.join(folder, f"{what}.joblog")


@dataclass
class Machines:
    """Where jobs run: here, or on hosts that see this folder under the same path."""

    at_once: int
    hosts: str = ""  # a file for parallel --sshloginfile

    def options(self):
        """Options of GNU parallel."""
        found = [f"--jobs={self.at_once}"] if self.at_once else []
        if self.hosts:
            found += [f"--sshloginfile={self.hosts}", f"--workdir={os.getcwd()}"]
        elif not self.at_once:
            found.append(f"--jobs={os.cpu_count()}")
        return found

    def check(self, folder):
        """Refuse hosts that cannot be reached or do not see this folder."""
        if not self.hosts:
            return
        if not os.path.isfile(self.hosts):
            raise Refusal(f"--hosts={self.hosts}: no such file")
        token = os.path.abspath(os.path.join(folder, f"seen-by-hosts.{os.getpid()}"))
        with open(token, "w", encoding="utf-8"):
            pass
        try:
            seen = subprocess.run(
                ["parallel", "--plain", "--will-cite", "--nonall", f"--sshloginfile={self.hosts}"]
                + ["--tag", "test", "-e", token],
                capture_output=True,
                text=True,
                stdin=subprocess.DEVNULL,
            )
        finally:
            os.remove(token)
        if seen.returncode:
            said = [line for line in seen.stderr.splitlines() if line.strip()]
            raise Refusal(
                f"--hosts={self.hosts}: {seen.returncode} of its machines cannot be reached or do "
                f"not see {os.getcwd()} under this path" + (f" ({said[-1].strip()})" if said else "")
            )


def need_parallel():
    """Refuse to go on without GNU parallel."""
    if not shutil.which("parallel"):
        raise Refusal("GNU parallel is missing; on Debian or Ubuntu: apt-get install parallel")


def run_stage(what, jobs, joblog, machines, maker):
    """Run the jobs that are not done."""
    jobs = missing(jobs)
    if not jobs:
        return
    need_parallel()
    if os.path.exists(joblog):
        os.remove(joblog)
    for job in jobs:
        write_command(job, maker)
    calls = write_calls(jobs, joblog + ".calls")
    environment = {name: value for name, value in os.environ.items() if name != "ISAC_PLOT"}
    environment["PARALLEL_SHELL"] = "/bin/sh"
    command = ["parallel", "--plain", "--will-cite", "--no-run-if-empty", f"--joblog={joblog}"]
    command += [f"--termseq={TERMINATE}", *machines.options()]
    progress = Progress(what, len(jobs))
    progress.show(0, 0)
    log = JobLog(joblog)
    # A session of its own: an interruption is passed on below, and not twice.
    with open(calls, encoding="utf-8") as file, subprocess.Popen(
        command,
        stdin=file,
        stdout=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    ) as process:
        try:
            while process.poll() is None:
                time.sleep(POLL)
                progress.show(*log.read())
        except (KeyboardInterrupt, Interrupted) as error:
            progress.finish()
            # The first one asks parallel to start no more jobs, the second to end those at work.
            for _ in range(2):
                process.send_signal(signal.SIGTERM)
                time.sleep(0.3)
            process.wait()
            raise Interrupted from error
    progress.show(*log.read())
    progress.finish()


def run_all(stages, folder, machines, maker):
    """Run (name, jobs) one after the other; returns the jobs that are not done."""

    def stop(_signal, _frame):
        raise Interrupted

    # A terminal that closes ends the sweep as well, and not only what shows its progress.
    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        for what, jobs in stages:
            run_stage(what, jobs, joblog_of(folder, what), machines, maker)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return [job for _, jobs in stages for job in jobs if not job.is_done()]


def explain(job):
    """Why a job is not done, in one line."""
    if job.needs and not job.needs.is_done():
        return f"{job.stem}: its training is not done"
    lines = [line.strip() for line in read_said(job).splitlines() if line.strip()]
    said = lines[-1] if lines else "said nothing"
    ended = read_ended(job)
    # A shell says it in the exit code.
    if ended and ended.code in SIGNALS:
        return f"{job.stem}: ended by signal {ended.code - 128}: {said}"
    if ended and ended.code == 0:
        return f"{job.stem}: ended without writing {job.result}: {said}"
    return f"{job.stem}: {said}"
