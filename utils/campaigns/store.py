# SPDX-License-Identifier: GPL-2.0-only
"""All results in one SQLite file: which run found what, with which settings, seed and version.

    run      one for each job: program, command, RngRun, state (done, failed or missing), how and
             when it ended, where, who made it (git commit, versions), and the end of what it said
    setting  what decided its result: name, value
    number   what was collected: quantity, place (percent, episodes, ...; empty of a single
             number), value
    point    what of it stands where in a campaign: line, x, quantity
    tidy     all of that as one long table, for R, pandas and sqlite3 -csv

A number is read again only if its file has changed.
"""
import contextlib
import json
import math
import os
import shlex
import sqlite3

from campaigns.files import Refusal
from campaigns.results import read_all
from campaigns.run import read_ended, read_maker, read_said

SCHEMA = """
CREATE TABLE IF NOT EXISTS run (
    id INTEGER PRIMARY KEY, stem TEXT NOT NULL UNIQUE, program TEXT NOT NULL,
    command TEXT NOT NULL, rng_run INTEGER NOT NULL, state TEXT NOT NULL, exit_code INTEGER,
    began REAL, seconds REAL, host TEXT, git_commit TEXT, versions TEXT, said TEXT, needs TEXT, stamp INTEGER);
CREATE TABLE IF NOT EXISTS setting (
    run INTEGER NOT NULL REFERENCES run, name TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (run, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS source (
    id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES run, path TEXT NOT NULL,
    how TEXT NOT NULL, key TEXT NOT NULL, place TEXT NOT NULL, stamp INTEGER NOT NULL,
    UNIQUE (path, how, key, place));
CREATE TABLE IF NOT EXISTS number (source INTEGER NOT NULL REFERENCES source, place REAL, value REAL);
CREATE INDEX IF NOT EXISTS number_of_source ON number (source);
CREATE TABLE IF NOT EXISTS point (
    campaign TEXT NOT NULL, line TEXT NOT NULL, x REAL, quantity TEXT NOT NULL,
    source INTEGER NOT NULL REFERENCES source);
CREATE INDEX IF NOT EXISTS point_of_campaign ON point (campaign);
CREATE VIEW IF NOT EXISTS tidy AS
    SELECT point.campaign, point.line, coalesce(point.x, number.place) AS x, run.rng_run AS run,
        point.quantity, number.value, run.program, run.git_commit, run.versions, run.stem
    FROM point JOIN source ON source.id = point.source JOIN number ON number.source = source.id
        JOIN run ON run.id = source.run;
"""


VERSION = 1  # of the tables


def stamp_of(path):
    """When a file was last written [ns]; None if it is not there."""
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return None


class Store:
    """The SQLite file of a folder of campaigns."""

    def __init__(self, path):
        self.path = path
        try:
            # Transactions begin where this file says: what is looked up holds until it is written.
            self.database = sqlite3.connect(path, timeout=120.0, isolation_level=None)
            version = self.database.execute("PRAGMA user_version").fetchone()[0]
            tables = self.database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            if tables and version != VERSION:
                raise Refusal(f"{path} has other tables; remove it, it is made again from the results")
            self.database.executescript(f"{SCHEMA} PRAGMA user_version = {VERSION};")
        except sqlite3.Error as error:
            raise Refusal(f"{path}: {error}") from error

    def close(self):
        """Leave the file."""
        self.database.close()

    @contextlib.contextmanager
    def writing(self):
        """A cursor, alone in the file; what it writes stands as a whole or not at all."""
        cursor = self.database.cursor()
        try:
            cursor.execute("BEGIN IMMEDIATE")
            yield cursor
            cursor.execute("COMMIT")
        except sqlite3.Error as error:
            raise Refusal(f"{self.path}: {error}") from error
        finally:
            if self.database.in_transaction:
                cursor.execute("ROLLBACK")
            cursor.close()

    def record(self, jobs):
        """Write down how the jobs stand; returns {stem: id}."""
        with self.writing() as cursor:
            known = {
                stem: (number, state, stamp)
                for number, stem, state, stamp in cursor.execute("SELECT id, stem, state, stamp FROM run")
            }
            ids = {}
            for job in jobs:
                ids[job.stem] = self.record_one(cursor, job, known.get(job.stem))
        return ids

    def record_one(self, cursor, job, known):
        """One job; what has not changed is left as it is."""
        done = job.is_done()
        # When either was written last; how a job ended is written after its result.
        stamp = (stamp_of(job.result) or 0) + (stamp_of(job.stem + ".ended") or 0)
        ended = None if known and known[2] == stamp else read_ended(job)
        if done:
            state = "done"
        elif os.path.exists(job.result):
            state = "missing"  # it is older than its training
        else:
            state = "failed" if ended or (known and known[1:] == ("failed", stamp)) else "missing"
        if known and known[1:] == (state, stamp):
            return known[0]
        ended = ended or read_ended(job)
        maker = read_maker(job)
        row = (
            job.words[0].rpartition("/")[2],
            shlex.join(job.words),
            job.run,
            state,
            ended.code if ended else None,
            ended.began if ended else None,
            ended.ended - ended.began if ended else None,
            ended.host if ended else None,
            maker.get("git_commit"),
            maker.get("versions"),
            read_said(job) if state == "failed" else None,
            job.needs.stem if job.needs else None,
            stamp,
        )
        if known:
            cursor.execute(
                "UPDATE run SET program=?, command=?, rng_run=?, state=?, exit_code=?, began=?, "
                "seconds=?, host=?, git_commit=?, versions=?, said=?, needs=?, stamp=? WHERE id=?",
                (*row, known[0]),
            )
            return known[0]
        cursor.execute(
            "INSERT INTO run (stem, program, command, rng_run, state, exit_code, began, seconds, "
            "host, git_commit, versions, said, needs, stamp) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (job.stem, *row),
        )
        number = cursor.lastrowid
        cursor.executemany(
            "INSERT INTO setting VALUES (?,?,?)",
            # What has no name is the program, which stands above.
            [(number, *pair) for pair in dict(job.settings).items() if pair[0]],
        )
        return number

    def gather(self, name, plan):
        """Take in all results of a plan that are there, as the points of this campaign; returns what
        is wrong with results, in a line each."""
        trainings, others = plan.jobs()
        ids = self.record([*trainings, *others])
        done = {job.stem for job in (*trainings, *others) if job.is_done()}
        points = [point for point in plan.points if point.job.stem in done]
        with self.writing() as cursor:
            known = {
                tuple(row[:4]): row[4:]
                for row in cursor.execute("SELECT path, how, key, place, id, stamp FROM source")
            }
            stamps = {}
            of_run = {}
            for point in points:
                for _, source in point.sources:
                    stamps.setdefault(source.path, stamp_of(source.path))
                    of_run[source] = ids[point.job.stem]
            fresh = [
                source
                for source in of_run
                if known.get(self.key(source), (None, None))[1] != stamps[source.path]
                or stamps[source.path] is None
            ]
            found, wrong = read_all(fresh)
            damaged = set(fresh) - set(found)
            for source, numbers in found.items():
                self.keep(cursor, known, source, of_run[source], stamps[source.path], numbers)
            cursor.execute("DELETE FROM point WHERE campaign = ?", (name,))
            cursor.executemany(
                "INSERT INTO point VALUES (?,?,?,?,?)",
                [
                    (name, point.line, point.x, column, known[self.key(source)][0])
                    for point in points
                    for column, source in point.sources
                    if source not in damaged
                ],
            )
        return wrong

    @staticmethod
    def key(source):
        """What tells a source from others."""
        return source.path, source.how, json.dumps(source.key), source.place

    def keep(self, cursor, known, source, run, stamp, numbers):
        """Put the numbers of a source in place of older ones."""
        key = self.key(source)
        if key in known:
            number = known[key][0]
            cursor.execute("DELETE FROM number WHERE source = ?", (number,))
            cursor.execute("UPDATE source SET stamp = ?, run = ? WHERE id = ?", (stamp, run, number))
        else:
            cursor.execute(
                "INSERT INTO source (run, path, how, key, place, stamp) VALUES (?,?,?,?,?,?)",
                (run, *key, stamp),
            )
            number = cursor.lastrowid
        known[key] = (number, stamp)
        cursor.executemany(
            "INSERT INTO number VALUES (?,?,?)", [(number, place, value) for place, value in numbers]
        )

    def rows(self, name):
        """(line, x, run, quantity, value) of a campaign, in the order of its points; no number is
        not a number."""
        return [
            (*row[:4], math.nan if row[4] is None else row[4])
            for row in self.database.execute(
                "SELECT line, coalesce(point.x, number.place), rng_run, quantity, value "
                "FROM point JOIN source ON source.id = point.source "
                "JOIN number ON number.source = source.id JOIN run ON run.id = source.run "
                "WHERE campaign = ? ORDER BY point.rowid, number.rowid",
                (name,),
            )
        ]

    def history(self, name):
        """{git commit: jobs} of what stands in a campaign, trainings of its agents among them; None
        where nobody wrote it down."""
        return dict(
            self.database.execute(
                "WITH used AS (SELECT DISTINCT run.* FROM point JOIN source ON source.id = point.source "
                "JOIN run ON run.id = source.run WHERE campaign = ?) "
                "SELECT git_commit, count(*) FROM (SELECT git_commit, id FROM used UNION "
                "SELECT run.git_commit, run.id FROM used JOIN run ON run.stem = used.needs) "
                "GROUP BY git_commit ORDER BY 2 DESC",
                (name,),
            )
        )
