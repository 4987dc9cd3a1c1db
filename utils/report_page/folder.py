# SPDX-License-Identifier: GPL-2.0-only
"""What lies in the folder of a run or of a training: settings, summary, tables."""
import array
import csv
import json
import math
import os
import time

MARK = "isac-aigc program"  # the key of config.json that tells our folders from others
NAN = math.nan


class Damaged(Exception):
    """A file or folder is not as it must be; the text is the line that the user gets."""


def read_json(path):
    """The dictionary in a JSON file."""
    try:
        with open(path, encoding="utf-8") as file:
            value = json.load(file)
    except OSError as error:
        raise Damaged(f"{path}: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise Damaged(f"{path}: not JSON: {error}") from error
    if not isinstance(value, dict):
        raise Damaged(f"{path}: not a JSON object")
    return value


class Table:
    """Columns of a CSV file: numbers as arrays, where an empty cell is not a number; texts as lists."""

    def __init__(self, path, columns, count):
        self.path = path
        self.columns = columns
        self.count = count

    def __getitem__(self, name):
        return self.columns[name]

    def __contains__(self, name):
        return name in self.columns


def check_head(path, head, needed):
    """Every column has one name, and those that are needed are there."""
    for name in needed:
        if name not in head:
            raise Damaged(f"{path}: column '{name}' is missing")
    if len(set(head)) != len(head):
        raise Damaged(f"{path}: two columns have the same name")


def fill(path, reader, wanted, cells):
    """Append every row to the lists and arrays in wanted: (place, name, column)."""
    count = 0
    numbers = [(place, column.append) for place, _name, column in wanted if not isinstance(column, list)]
    texts = [(place, column) for place, _name, column in wanted if isinstance(column, list)]
    try:
        for row in reader:
            if len(row) != cells:
                line = f"line {reader.line_num}"
                raise Damaged(f"{path}: {line}: expected {cells} cells, got {len(row)}")
            for place, append in numbers:
                cell = row[place]
                append(float(cell) if cell else NAN)
            for place, column in texts:
                column.append(row[place])
            count += 1
    except UnicodeDecodeError:
        raise
    except ValueError:
        name = next(name for at, name, _column in wanted if at == place)
        raise Damaged(
            f"{path}: line {reader.line_num}: expected a number in column '{name}', got '{cell[:40]}'"
        ) from None
    return count


def read_table(path, numbers=(), texts=(), optional=()):
    """These columns of a CSV file; None where there is no such file. No names: all, as numbers."""
    if not os.path.exists(path):
        return None
    try:
        with open(path, encoding="utf-8", newline="") as file:
            reader = csv.reader(file, strict=True)
            head = next(reader, None)
            if not head:
                raise Damaged(f"{path}: empty; expected a line of column names")
            check_head(path, head, (*numbers, *texts))
            names = (*numbers, *(name for name in optional if name in head))
            if not numbers and not texts:
                names = head
            columns = {name: array.array("d") for name in names}
            columns.update({name: [] for name in texts})
            wanted = [(head.index(name), name, column) for name, column in columns.items()]
            count = fill(path, reader, wanted, len(head))
    except OSError as error:
        raise Damaged(f"{path}: {error.strerror}") from error
    except (csv.Error, UnicodeDecodeError) as error:
        raise Damaged(f"{path}: not a table: {error}") from error
    return Table(path, columns, count)


class Run:
    """A folder that a program of this module left."""

    def __init__(self, path):
        if not os.path.isdir(path):
            raise Damaged(f"{path}: no such folder")
        config = os.path.join(path, "config.json")
        if not os.path.isfile(config):
            raise Damaged(f"{path}: no folder of a run: config.json is missing")
        self.path = path
        self.name = os.path.basename(os.path.abspath(path))
        self.config = read_json(config)
        program = self.config.get(MARK)
        if not isinstance(program, str) or not program:
            raise Damaged(f"{config}: not of a run: '{MARK}' is missing")
        for key in ("options", "attributes"):
            if not isinstance(self.config.get(key, {}), dict):
                raise Damaged(f"{config}: '{key}' is not an object")
        self.program = program
        self.training = program.startswith("isac-train ")
        # A training that is under way has no summary yet.
        self.summary = {}
        if not self.training or os.path.exists(self.at("summary.json")):
            self.summary = read_json(self.at("summary.json"))
        # UTC, so that the page does not depend on where it is made.
        written = time.gmtime(os.stat(config).st_mtime)
        self.date = time.strftime("%Y-%m-%d %H:%M UTC", written)

    def at(self, *names):
        """Path of a file in the folder."""
        return os.path.join(self.path, *names)

    def table(self, name, numbers=(), texts=(), optional=()):
        """See read_table()."""
        return read_table(self.at(name), numbers, texts, optional)

    @property
    def options(self):
        """Options and their values, as texts."""
        return self.config.get("options", {})

    @property
    def words(self):
        """The command line as it was typed; None in folders of old versions."""
        words = self.config.get("arguments")
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            return None
        return words

    def attribute(self, kind, name):
        """A number among the attributes; not a number where it is missing."""
        try:
            return float(self.config["attributes"][kind][name])
        except (KeyError, TypeError, ValueError):
            return NAN
