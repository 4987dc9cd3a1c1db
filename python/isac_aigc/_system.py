# SPDX-License-Identifier: GPL-2.0-only
"""What single and batched environments have in common: settings, seeds, actions."""
import numpy as np

from . import _core
from ._spaces import action_space, observation_space


def to_text(value):
    """A setting as one would type it behind --name=."""
    if isinstance(value, (bool, np.bool_)):
        return "1" if value else "0"
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, (list, tuple)):
        return ",".join(to_text(part) for part in value)
    return str(value)


def from_text(text):
    """A setting as a number where it is one."""
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            pass
    return text


def systems():
    """Name of each system and what it is, as a dictionary."""
    return dict(_core.systems())


def settings(system, **given):
    """Every setting of a system and its value, as a dictionary.

    They are the options of `./isac train SYSTEM --help` that say what the system is, and mean the
    same. Raises ValueError for what the program refuses, with the same line.
    """
    words = [(name, to_text(value)) for name, value in given.items()]
    return {name: from_text(text) for name, text in _core.System(system, words).settings()}


class Slots:
    """N environments of a system, and how they are spoken to."""

    def __init__(self, system, count, dtype, policy, given):
        if policy is not None and "agent" in given:
            raise ValueError(f"{system}: agent and policy both say how actions are read: give one")
        if count < 1:
            raise ValueError(f"{system}: {count} environments, expected 1 or more")
        dtype = np.dtype(dtype)
        if dtype not in (np.float32, np.float64):
            raise ValueError(f"{system}: observations of {dtype}, expected float32 or float64")
        words = [(name, to_text(value)) for name, value in given.items()]
        self.system = _core.System(system, words)
        self.name = system
        self.policy = None if policy is None else self.system.policy(policy, 0)
        self.batch = (self.policy or self.system).make(count)
        self.observation_space = observation_space(self.batch, dtype)
        self.action_space = action_space(self.batch)
        self.metrics = self.batch.metrics
        single = dtype == np.float32
        self._reset = self.batch.reset32 if single else self.batch.reset64
        self._step = self.batch.step32 if single else self.batch.step64
        self._empty = {kind: np.empty((count, 0), kind) for kind in (np.int64, np.float64)}

    def reset(self, seeds):
        """First observations of episodes that depend on the seeds, one each, alone."""
        seeds = [int(seed) for seed in seeds]
        for seed in seeds:
            if not 0 <= seed < 2**64:
                raise ValueError(f"{self.name}: seed {seed}, expected 0 to 2**64 - 1")
        return self._reset(np.array(seeds, np.uint64))

    def step(self, choices, values):
        """One step; either part is None where actions have no such components."""
        if choices is None:
            choices = self._empty[np.int64]
        else:
            choices = np.asarray(choices)
            if not np.issubdtype(choices.dtype, np.integer):
                raise ValueError(f"{self.name}: choices of {choices.dtype}, expected whole numbers")
        if values is None:
            values = self._empty[np.float64]
        return self._step(choices, values)

    def split(self, action):
        """Choices and values of one action or of many."""
        if not self.batch.categories:
            return None, action
        if not self.batch.continuous:
            return action, None
        if not isinstance(action, (tuple, list)) or len(action) != 2:
            raise ValueError(f"{self.name}: expected an action that is a pair: choices, values")
        return action

    def join(self, choices, values):
        """What split() takes apart."""
        if not self.batch.categories:
            return values
        return (choices, values) if self.batch.continuous else choices
