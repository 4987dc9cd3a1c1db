# SPDX-License-Identifier: GPL-2.0-only
"""Policies in C++, for comparison."""
import numpy as np

from ._spaces import Discrete


class Policy:
    """Decides in environments that were made for it; see policy()."""

    def __init__(self, slots, seed):
        self._slots = slots
        self._discrete = isinstance(slots.action_space, Discrete)
        self.seed(seed)

    def seed(self, seed):
        """Restart the policy's own random numbers, if it has any."""
        self._slots.policy.seed(seed)

    def act(self, observation):
        """The action for one observation, or those for rows of observations."""
        observation = np.asarray(observation)
        choices, values = self._slots.policy.act(np.atleast_2d(observation))
        if self._discrete:
            choices = choices[:, 0]
        values = values.astype(np.float32)
        if observation.ndim == 1:
            choices, values = choices[0], values[0]
        return self._slots.join(choices, values)


def policy(env, seed=0):
    """The policy that an environment was made for by make(..., policy=NAME) or make_vec().

    Observations of float32 are what trained networks see; who calculates (an optimum) is exact
    with dtype="float64".
    """
    slots = env.unwrapped.slots
    if slots.policy is None:
        raise ValueError(f"{slots.name}: the environment was not made with policy=NAME")
    return Policy(slots, seed)
