# SPDX-License-Identifier: GPL-2.0-only
"""One environment, by the interface of gymnasium.Env."""
import numpy as np

from ._spaces import Discrete, gymnasium
from ._system import Slots

if gymnasium:
    Env = gymnasium.Env
else:

    class Env:
        """The part of gymnasium.Env that does not need Gymnasium."""

        metadata = {"render_modes": []}
        render_mode = None
        spec = None
        _np_random = None

        @property
        def unwrapped(self):
            """The environment itself."""
            return self

        @property
        def np_random(self):
            """Random numbers for episodes that no seed was given for."""
            if self._np_random is None:
                self._np_random = np.random.default_rng()
            return self._np_random

        def reset(self, *, seed=None, options=None):
            """Start the random numbers."""
            if seed is not None:
                self._np_random = np.random.default_rng(seed)

        def close(self):
            """Nothing is held."""

        def __enter__(self):
            return self

        def __exit__(self, *error):
            self.close()


class SlotEnv(Env):
    """A system of isac-aigc at slot level; see make()."""

    metadata = {"render_modes": []}

    def __init__(self, system, *, dtype="float32", policy=None, **settings):
        self.slots = Slots(system, 1, dtype, policy, settings)
        self.observation_space = self.slots.observation_space
        self.action_space = self.slots.action_space
        self._discrete = isinstance(self.action_space, Discrete)
        self._next = None
        self._running = False

    def reset(self, *, seed=None, options=None):
        """Start an episode.

        With a seed, all that follows depends on it alone. Without, the episode is the one that
        follows the last, or a new one drawn from np_random if that was not at its end.
        """
        if seed is not None:
            observation = self.slots.reset([seed])[0]
            super().reset(seed=int(seed))
        elif self._next is not None:
            observation = self._next
        else:
            observation = self.slots.reset([int(self.np_random.integers(2**63))])[0]
        self._next = None
        self._running = True
        return observation, {}

    def step(self, action):
        """Take an action: observation, reward, terminated, truncated, and the step's metrics.

        Raises ValueError if the action lies outside action_space.
        """
        if not self._running:
            raise RuntimeError("no episode is under way: call reset()")
        choices, values = self.slots.split(action)
        if choices is not None:
            choices = np.reshape(choices, (1, 1)) if self._discrete else np.asarray(choices)[None]
        if values is not None:
            values = np.asarray(values)[None]
        observation, reward, terminated, truncated, metrics, final, gradient = self.slots.step(
            choices, values
        )
        info = dict(zip(self.slots.metrics, metrics[0].tolist()))
        if gradient is not None:
            info["reward_gradient"] = gradient[0]
        over = bool(terminated[0]), bool(truncated[0])
        last = observation[0]
        if any(over):
            self._next = last
            self._running = False
            last = final[0]
        return last, float(reward[0]), *over, info

    def __repr__(self):
        return f"<SlotEnv {self.slots.name}>"


def make(system, *, dtype="float32", policy=None, **settings):
    """An environment of a system, such as make("caqa", nUsers=10, bandwidth=100).

    system    one of systems()
    settings  by the names of the command line, see settings(); `agent` names the learner whose
              observations and actions are meant, as `./isac train SYSTEM --agent=list` shows them
    policy    in place of agent: actions are read as those of this policy, which policy() gives;
              any that `./isac evaluate SYSTEM --policies=list` shows, or a file
    dtype     of observations, float32 or float64

    Raises ValueError with the program's own line if that makes no sense.
    """
    return SlotEnv(system, dtype=dtype, policy=policy, **settings)
