# SPDX-License-Identifier: GPL-2.0-only
"""Many environments that step together, by the interface of gymnasium.vector.VectorEnv."""
import numpy as np

from ._env import Env
from ._spaces import Discrete, batch_space, gymnasium
from ._system import Slots

VectorEnv = gymnasium.vector.VectorEnv if gymnasium else Env
# Since Gymnasium 1.1 an environment says how it goes on after the end of an episode.
AutoresetMode = getattr(gymnasium.vector, "AutoresetMode", None) if gymnasium else None


class SlotVectorEnv(VectorEnv):
    """Many systems of isac-aigc at slot level; see make_vec()."""

    metadata = {
        "render_modes": [],
        "autoreset_mode": AutoresetMode.SAME_STEP if AutoresetMode else "SameStep",
    }

    def __init__(self, system, num_envs=1, *, dtype="float32", policy=None, **settings):
        self.slots = Slots(system, num_envs, dtype, policy, settings)
        self.num_envs = num_envs
        self.single_observation_space = self.slots.observation_space
        self.single_action_space = self.slots.action_space
        self.observation_space = batch_space(self.single_observation_space, num_envs)
        self.action_space = batch_space(self.single_action_space, num_envs)
        self._discrete = isinstance(self.single_action_space, Discrete)
        self._masks = [f"_{name}" for name in self.slots.metrics]
        self._all = np.ones(num_envs, bool)
        self._all.flags.writeable = False
        self._running = False

    def reset(self, *, seed=None, options=None):
        """Start episodes everywhere: environment i by seed + i, or by seed[i] of a list.

        Each goes through what an environment of make() goes through with that seed. Without a
        seed, seeds are drawn from np_random.
        """
        if options and "reset_mask" in options:
            raise ValueError("reset_mask: environments start anew within the step that ends them")
        if seed is None:
            seeds = self.np_random.integers(2**63, size=self.num_envs).tolist()
        else:
            seeds = [seed + i for i in range(self.num_envs)] if np.ndim(seed) == 0 else seed
        observation = self.slots.reset(seeds)
        if seed is not None and np.ndim(seed) == 0:
            super().reset(seed=int(seed))
        self._running = True
        return observation, {}

    def step(self, actions):
        """Take an action in each environment: arrays of N rows, and metrics by name.

        Where an episode ends the next one begins in the same step: the observation is its first
        one, and infos["final_obs"] has the last one of the old episode (only rows of the mask
        infos["_final_obs"] count). Metrics are always those of the step that was taken.
        Raises ValueError if an action lies outside single_action_space; none has stepped then.
        """
        if not self._running:
            raise RuntimeError("no episode is under way: call reset()")
        choices, values = self.slots.split(actions)
        if self._discrete:
            choices = np.asarray(choices)[:, None]
        observation, reward, terminated, truncated, metrics, final, gradient = self.slots.step(
            choices, values
        )
        infos = {}
        for name, mask, column in zip(self.slots.metrics, self._masks, metrics.T):
            infos[name] = column
            infos[mask] = self._all
        if gradient is not None:
            infos["reward_gradient"] = gradient
            infos["_reward_gradient"] = self._all
        if final is not None:
            over = terminated | truncated
            last = {mask: over for mask in self._masks}
            last.update(zip(self.slots.metrics, metrics.T))
            infos.update(final_obs=final, _final_obs=over, final_info=last, _final_info=over)
        return observation, reward, terminated, truncated, infos

    def __repr__(self):
        return f"<SlotVectorEnv {self.slots.name} x {self.num_envs}>"


def make_vec(system, num_envs, *, dtype="float32", policy=None, **settings):
    """num_envs environments of a system that step together in C++; arguments as make() has them."""
    return SlotVectorEnv(system, num_envs, dtype=dtype, policy=policy, **settings)
