# SPDX-License-Identifier: GPL-2.0-only
"""How far long work is, and how long it takes yet."""
import sys
import time

LOG_EVERY = 60.0  # [s] between lines of a log


def duration(seconds):
    """A time to come, in words."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"


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
            line += f", about {duration(seconds / done * (self.total - done))} left"
        if self.terminal:
            print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)
        elif line != self.shown:
            print(line, file=sys.stderr, flush=True)
        self.shown, self.when = line, now

    def finish(self):
        """Leave the line."""
        if self.terminal and self.shown:
            print(file=sys.stderr)
