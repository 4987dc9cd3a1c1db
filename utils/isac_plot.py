# SPDX-License-Identifier: GPL-2.0-only
"""What the scripts that draw pictures of runs have in common."""
import argparse
import csv
import json
import os
import sys

SYSTEM_PYTHON = "/usr/bin/python3"


def program():
    """Name of the script that runs, as errors begin with it."""
    return os.path.splitext(os.path.basename(sys.argv[0]))[0]


def fail(message):
    """One line on standard error, exit code 2."""
    print(f"{program()}: {message}", file=sys.stderr)
    sys.exit(2)


class Parser(argparse.ArgumentParser):
    """Usage errors of one line."""

    def error(self, message):
        fail(message)


def read_summary(folder, keys=()):
    """summary.json as a dictionary that has these keys."""
    path = os.path.join(folder, "summary.json")
    try:
        with open(path, encoding="utf-8") as file:
            summary = json.load(file)
    except OSError as error:
        fail(f"{path}: {error.strerror}")
    except ValueError as error:
        fail(f"{path}: not JSON: {error}")
    for key in keys:
        if key not in summary:
            fail(f"{path}: '{key}' is missing")
    return summary


def read_rows(folder, name, texts=(), filled=False):
    """Rows of a table with numbers as numbers; an empty cell becomes None. At least one, if it is
    to be filled."""
    path = os.path.join(folder, name)
    try:
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            for key, value in row.items():
                if key not in texts:
                    row[key] = float(value) if value else None
    except OSError as error:
        fail(f"{path}: {error.strerror}")
    except (TypeError, ValueError) as error:
        fail(f"{path} is damaged: {error}")
    if filled and not rows:
        fail(f"{path} holds no slot")
    return rows


def need_matplotlib():
    """Go on with a Python that has matplotlib, or end with a hint."""
    try:
        import matplotlib
    except ImportError:
        # The distribution's package belongs to its own Python, which need not be first in PATH.
        if os.path.realpath(sys.executable) != os.path.realpath(SYSTEM_PYTHON) and os.access(
            SYSTEM_PYTHON, os.X_OK
        ):
            os.execv(SYSTEM_PYTHON, [SYSTEM_PYTHON, *sys.argv])
        fail("matplotlib is missing; on Debian or Ubuntu: apt-get install python3-matplotlib")
    matplotlib.use("Agg")


def save(figure, path):
    """Write a picture as a whole or not at all; without dates: the same numbers are the same file."""
    try:
        figure.savefig(path + ".tmp", format="png", metadata={"Software": None})
        os.replace(path + ".tmp", path)
    except OSError as error:
        fail(f"{path}: {error.strerror}")
    return path
