# SPDX-License-Identifier: GPL-2.0-only
"""Gymnasium's own checker, where Gymnasium is installed."""
import unittest
import warnings

import isac_aigc

try:
    import gymnasium
    from gymnasium.utils.env_checker import check_env
except ImportError:
    gymnasium = None


@unittest.skipUnless(gymnasium, "gymnasium is not installed")
class Gymnasium(unittest.TestCase):
    """As Gymnasium sees it."""

    def test_checker(self):
        for name in isac_aigc.systems():
            with self.subTest(name), warnings.catch_warnings():
                # Normal values have no bounds; everything else that it warns of is a fault.
                warnings.simplefilter("error")
                warnings.filterwarnings("ignore", ".*Box observation space m.* value is.*inf")
                check_env(isac_aigc.make(name), skip_render_check=True)

    def test_names(self):
        for name in isac_aigc.systems():
            words = "".join(word.capitalize() for word in name.split("-"))
            with self.subTest(words):
                env = gymnasium.make(f"isac_aigc/{words}-v0")
                self.assertEqual(env.unwrapped.slots.name, name)
                env.reset(seed=1)
                env.step(env.action_space.sample())

    def test_vectors(self):
        envs = gymnasium.make_vec(
            "isac_aigc/Caqa-v0",
            num_envs=3,
            vectorization_mode="vector_entry_point",
            nUsers=2,
            slotsPerEpisode=5,
        )
        counted = gymnasium.wrappers.vector.RecordEpisodeStatistics(envs)
        counted.reset(seed=1)
        for _ in range(5):
            infos = counted.step(counted.action_space.sample())[4]
        self.assertEqual(infos["episode"]["l"].tolist(), [5, 5, 5])


if __name__ == "__main__":
    unittest.main()
