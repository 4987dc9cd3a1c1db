# SPDX-License-Identifier: GPL-2.0-only
"""JSON files with a base underneath, and values out of them that fit or are refused."""
import copy
import json
import os


LARGEST_EXACT = 2.0**53  # beyond it not every whole number is a double


class Refusal(Exception):
    """Bad usage or bad input: one clear line."""


class NoPackets(Refusal):
    """What a campaign shows is not measured with packets."""


def text(value):
    """A value as the programs read it; equal numbers are equal text."""
    if isinstance(value, float) and value.is_integer() and abs(value) < LARGEST_EXACT:
        return str(int(value))
    if isinstance(value, float):
        return format(value, ".12g")
    return str(int(value)) if isinstance(value, int) else value


def merge(under, over):
    """Two objects as one; where both say something, `over` counts."""
    both = copy.deepcopy(under)
    for key, value in over.items():
        if isinstance(value, dict) and isinstance(both.get(key), dict):
            both[key] = merge(both[key], value)
        else:
            both[key] = copy.deepcopy(value)
    return both


def load(path, above=()):
    """The object of a file, its base underneath; `above` are the files that are based on it."""
    if path in above:
        raise Refusal(f"{path}: base: is based on itself")
    try:
        with open(path, encoding="utf-8") as file:
            campaign = json.load(file)
    except OSError as error:
        raise Refusal(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise Refusal(f"{path}: not JSON: {error}") from error
    if not isinstance(campaign, dict):
        raise Refusal(f"{path}: expected one JSON object")
    base = campaign.pop("base", None)
    if base is None:
        return campaign
    if not isinstance(base, str):
        raise Refusal(f"{path}: base: expected the name of a file")
    under = load(os.path.join(os.path.dirname(path), base), (*above, path))
    return merge(under, campaign)


def is_number(value):
    """Whether JSON has it as a number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


class Checker:
    """Takes values out of a file's objects and refuses what does not fit, naming the place."""

    def __init__(self, path):
        self.path = path

    def refuse(self, place, message):
        """One line."""
        raise Refusal(f"{self.path}: {place}: {message}")

    def take(self, parent, key, kind, expected, default=None, where=""):
        """parent[key], which is of this kind; without default it has to be there."""
        place = where + key
        if key not in parent:
            if default is None:
                self.refuse(place, f"is missing, expected {expected}")
            return default
        value = parent[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.refuse(place, f"expected {expected}, not {json.dumps(value)}")
        return value

    def count(self, parent, key, least, default=None, where=""):
        """A whole number."""
        value = self.take(parent, key, int, "a whole number", default, where)
        if value < least:
            self.refuse(where + key, f"expected at least {least}, not {value}")
        return value

    def known(self, parent, keys, where=""):
        """Nothing but these keys."""
        for key in parent:
            if key not in keys:
                self.refuse(where + key, f"unknown; expected one of {', '.join(keys)}")

    def option(self, value, place):
        """What an option of a program can be."""
        if not isinstance(value, (str, int, float, bool)):
            self.refuse(place, "expected a number, a text or true or false")

    def options(self, parent, key, where=""):
        """Options of a program."""
        found = self.take(parent, key, dict, "an object of options", {}, where)
        for name, value in found.items():
            self.option(value, f"{where}{key}.{name}")
        return found

    def values(self, parent, key, where=""):
        """Places on the x-axis."""
        found = self.take(parent, key, list, "a list of numbers", None, where)
        if not found or not all(map(is_number, found)):
            self.refuse(where + key, "expected a list of numbers")
        return found

    def entries(self, parent, key, keys, where=""):
        """(place, object) of each entry of a list of objects with nothing but these keys."""
        found = self.take(parent, key, list, "a list of objects", [], where)
        for index, entry in enumerate(found):
            place = f"{where}{key}[{index}]"
            if not isinstance(entry, dict):
                self.refuse(place, "expected an object")
            self.known(entry, keys, place + ".")
            yield place, entry

    def one_of(self, parent, key, choices, where=""):
        """One of these words, or none."""
        value = self.take(parent, key, str, "a text", "", where)
        if value and value not in choices:
            self.refuse(where + key, f"expected one of {', '.join(choices)}, not '{value}'")
        return value
