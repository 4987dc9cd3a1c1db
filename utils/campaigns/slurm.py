# SPDX-License-Identifier: GPL-2.0-only
"""Handing jobs to Slurm as job arrays: trainings, and scores once they have ended.

The script of an array lies beside its list of calls. The folder has to be seen by the nodes under
the same path, as a cluster's shared home is.
"""
import json
import os
import shlex
import shutil
import subprocess

from campaigns.files import Refusal
from campaigns.run import missing, write_calls, write_command

LARGEST_ARRAY = 1000  # Slurm's MaxArraySize is 1001 unless a site raises it


def script_of(name, calls, tasks, folder, options):
    """The batch script of an array; task T does lines T, T + tasks, T + 2 tasks, ..."""
    lines = ["#!/bin/sh", f"#SBATCH --job-name={shlex.quote(name)}", f"#SBATCH --array=1-{tasks}"]
    if options:
        lines.append(f"#SBATCH {shlex.join(options)}")
    # Each job keeps its own record; what a task says is for the few lines around it.
    lines += [
        f"#SBATCH --output={shlex.quote(folder)}/slurm-%A-%a.out",
        f"cd {shlex.quote(os.getcwd())} || exit 1",
        f'awk "NR % {tasks} == $SLURM_ARRAY_TASK_ID % {tasks}" {shlex.quote(calls)} | (',
        "    failed=0",
        "    while read -r call; do",
        '        sh -c "$call" </dev/null || failed=1',
        "    done",
        "    exit $failed",
        ")",
    ]
    return "\n".join(lines) + "\n"


def record_of(folder):
    """Where ids of arrays are written down."""
    return os.path.join(folder, "slurm.json")


def refuse_queued(folder):
    """Refuse to do here or submit again what Slurm is about to do."""
    queued = still_queued(folder)
    if queued:
        raise Refusal(
            f"{', '.join(queued)} of this campaign is in Slurm's queue yet; 'isac plot' shows what is there"
        )


def still_queued(folder):
    """Ids of arrays that were submitted before and are in the queue yet."""
    try:
        with open(record_of(folder), encoding="utf-8") as file:
            ids = [str(number) for number in json.load(file)]
    except (OSError, ValueError):
        return []
    if not ids or not shutil.which("squeue"):
        return []
    queue = subprocess.run(
        ["squeue", "--noheader", "--format=%A", f"--jobs={','.join(ids)}"],
        capture_output=True,
        text=True,
    )
    return sorted(set(queue.stdout.split()))


def submit(script, after):
    """Hand a script to sbatch; returns the array's id."""
    command = ["sbatch", "--parsable"]
    if after:
        # Scores of trainings that failed are found missing by their own scripts.
        command.append(f"--dependency=afterany:{after}")
    said = subprocess.run([*command, script], capture_output=True, text=True)
    if said.returncode:
        lines = said.stderr.strip().splitlines()
        raise Refusal(f"sbatch refused {script}: {lines[-1] if lines else 'it said nothing'}")
    return said.stdout.strip().split(";")[0]


def submit_all(stages, folder, name, options, maker):
    """Submit what is missing; returns [(stage, jobs, id)]."""
    if not shutil.which("sbatch"):
        raise Refusal("--slurm: sbatch is not found; this is no machine that submits to Slurm")
    submitted = []
    after = ""
    for what, jobs in stages:
        # Scores wait for trainings of this submission; they need not be there yet.
        jobs = [job for job in jobs if not job.is_done()] if after else missing(jobs)
        if not jobs:
            continue
        for job in jobs:
            write_command(job, maker)
        calls = write_calls(jobs, os.path.join(folder, f"{what}.slurm-calls"))
        script = os.path.join(folder, f"{what}.slurm.sh")
        tasks = min(len(jobs), LARGEST_ARRAY)
        with open(script, "w", encoding="utf-8") as file:
            file.write(script_of(f"{name}-{what}", calls, tasks, folder, options))
        after = submit(script, after)
        submitted.append((what, len(jobs), after))
        with open(record_of(folder), "w", encoding="utf-8") as file:
            json.dump([number for _, _, number in submitted], file)
    return submitted
