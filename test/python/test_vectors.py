# SPDX-License-Identifier: GPL-2.0-only
"""Environments that step together do what each of them does alone."""
import threading
import unittest

import numpy as np

import isac_aigc

SETTINGS = {
    "caqa": {"nUsers": 3, "slotsPerEpisode": 7},
    "asp-selection": {"horizon": 20000},
    "megc": {"slotsPerEpisode": 9},
    "da-isac": {"users": 6, "slotsPerEpisode": 8},
    "distributed-diffusion": {"users": 2, "slotsPerEpisode": 6},
    "cart-pole": {},
    "acrobot": {},
}


def row(actions, i):
    """The action of one environment."""
    if isinstance(actions, tuple):
        return tuple(part[i] for part in actions)
    return actions[i]


class Vectors(unittest.TestCase):
    """make_vec() against make()."""

    def test_as_single_ones(self):
        count = 3
        for name, settings in SETTINGS.items():
            with self.subTest(name):
                vector = isac_aigc.make_vec(name, count, **settings)
                vector.action_space.seed(2)
                singles = [isac_aigc.make(name, **settings) for _ in range(count)]
                self.assertEqual(vector.single_action_space, singles[0].action_space)
                self.assertEqual(vector.single_observation_space, singles[0].observation_space)
                shown, _ = vector.reset(seed=20)
                for i, single in enumerate(singles):
                    np.testing.assert_array_equal(shown[i], single.reset(seed=20 + i)[0])
                ends = 0
                for _ in range(60):
                    actions = vector.action_space.sample()
                    self.assertIn(actions, vector.action_space)
                    shown, rewards, terminated, truncated, infos = vector.step(actions)
                    self.assertIn(shown, vector.observation_space)
                    for i, single in enumerate(singles):
                        last, reward, *over, info = single.step(row(actions, i))
                        self.assertEqual(rewards[i], reward)
                        self.assertEqual([terminated[i], truncated[i]], over)
                        for metric in single.unwrapped.slots.metrics:
                            self.assertEqual(infos[metric][i], info[metric])
                            self.assertTrue(infos["_" + metric][i])
                        if "reward_gradient" in info:
                            np.testing.assert_array_equal(
                                infos["reward_gradient"][i], info["reward_gradient"]
                            )
                        if any(over):
                            ends += 1
                            self.assertTrue(infos["_final_obs"][i])
                            np.testing.assert_array_equal(infos["final_obs"][i], last)
                            last = single.reset()[0]
                        np.testing.assert_array_equal(shown[i], last)
                    if not (terminated | truncated).any():
                        self.assertNotIn("final_obs", infos)
                # Acrobot's episodes are longer.
                self.assertGreater(ends + (name == "acrobot"), 0)

    def test_seeds(self):
        vector = isac_aigc.make_vec("megc", 3)
        first = vector.reset(seed=5)[0]
        np.testing.assert_array_equal(first, vector.reset(seed=[5, 6, 7])[0])
        # Two alike, if one wants it so.
        alike = vector.reset(seed=[8, 8, 9])[0]
        np.testing.assert_array_equal(alike[0], alike[1])
        self.assertFalse(np.array_equal(alike[0], alike[2]))
        vector.reset(seed=5)
        following = vector.reset()[0]
        vector.reset(seed=5)
        np.testing.assert_array_equal(following, vector.reset()[0])
        self.assertFalse(np.array_equal(first, following))
        with self.assertRaisesRegex(ValueError, "expected 3 seeds"):
            vector.reset(seed=[1, 2])

    def test_refusals(self):
        with self.assertRaisesRegex(ValueError, "^caqa: 0 environments, expected 1 or more"):
            isac_aigc.make_vec("caqa", 0)
        vector = isac_aigc.make_vec("megc", 2)
        actions = np.full(vector.action_space.shape, 0.5)
        with self.assertRaisesRegex(RuntimeError, "reset"):
            vector.step(actions)
        vector.reset(seed=1)
        bad = actions.copy()
        bad[1, 2] = -0.25
        with self.assertRaisesRegex(ValueError, "environment 1: continuous component 2 is -0.25"):
            vector.step(bad)
        with self.assertRaisesRegex(ValueError, "continuous part of the action is 1x"):
            vector.step(actions[:1])
        # The one that would have been fine has not stepped either.
        other = isac_aigc.make_vec("megc", 2)
        other.reset(seed=1)
        np.testing.assert_array_equal(vector.step(actions)[1], other.step(actions)[1])

    def test_arrays_are_the_callers(self):
        vector = isac_aigc.make_vec("caqa", 2)
        vector.action_space.seed(1)
        vector.reset(seed=1)
        first = vector.step(vector.action_space.sample())
        kept = [part.copy() for part in first[:4]]
        vector.step(vector.action_space.sample())
        for part, copy in zip(first, kept):
            np.testing.assert_array_equal(part, copy)

    def test_threads(self):
        def play(results, i):
            vector = isac_aigc.make_vec("caqa", 32)
            vector.reset(seed=i)
            users = vector.single_action_space[1].shape[0]
            actions = np.full((32, users), i), np.full((32, users), 0.2)
            results[i] = sum(vector.step(actions)[1].sum() for _ in range(100))

        alone, together = {}, {}
        for i in range(4):
            play(alone, i)
        threads = [threading.Thread(target=play, args=(together, i)) for i in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(alone, together)


if __name__ == "__main__":
    unittest.main()
