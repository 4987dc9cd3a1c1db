# SPDX-License-Identifier: GPL-2.0-only
"""What made a result: the commit of this tree and the versions that its programs tell."""
import os
import subprocess


def output_of(command):
    """What a command prints; empty if it fails."""
    try:
        ended = subprocess.run(
            command, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return ended.stdout.strip() if ended.returncode == 0 else ""


def describe(root, programs):
    """{git_commit, versions}; a tree that is not as committed says so."""
    commit = output_of(["git", "-C", root, "rev-parse", "HEAD"])
    if commit and output_of(["git", "-C", root, "status", "--porcelain", "--untracked-files=no"]):
        commit += "-changed"
    program = os.path.join(programs, "isac-evaluate")
    return {"git_commit": commit or None, "versions": output_of([program, "--version"]) or None}
