# SPDX-License-Identifier: GPL-2.0-only
"""Sensing, generation and communication under one budget: the systems of isac-aigc at slot level.

    import isac_aigc

    env = isac_aigc.make("caqa", nUsers=10)
    observation, info = env.reset(seed=1)
    observation, reward, terminated, truncated, info = env.step(env.action_space.sample())

make() gives a gymnasium.Env where Gymnasium is installed, and the same without it where it is not;
make_vec() gives many that step together. export_policy() writes what was trained for
`--policy=FILE.pt` of the simulations and `./isac evaluate SYSTEM --policies=FILE.pt`.
"""
from ._env import SlotEnv, make
from ._export import export_policy
from ._policy import Policy, policy
from ._spaces import gymnasium
from ._system import settings, systems
from ._vector import SlotVectorEnv, make_vec

__all__ = [
    "Policy",
    "SlotEnv",
    "SlotVectorEnv",
    "export_policy",
    "make",
    "make_vec",
    "policy",
    "settings",
    "systems",
]


def _register():
    """Make the systems known to gymnasium.make() as isac_aigc/Caqa-v0 and so on."""
    for name in systems():
        words = "".join(word.capitalize() for word in name.split("-"))
        gymnasium.register(
            f"isac_aigc/{words}-v0",
            entry_point="isac_aigc:SlotEnv",
            vector_entry_point="isac_aigc:SlotVectorEnv",
            kwargs={"system": name},
        )


if gymnasium:
    _register()
