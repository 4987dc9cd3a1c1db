# SPDX-License-Identifier: GPL-2.0-only
"""Environments keep Gymnasium's contract, and go through what they go through in C++."""
import os
import subprocess
import unittest

import numpy as np

import isac_aigc

BIN = os.environ["ISAC_BIN"]
# Other constants than the defaults, so that settings are seen to arrive; by the names of options.
SETTINGS = {
    "caqa": {"nUsers": 3, "bandwidth": 30.5, "subchannels": "adaptive"},
    "asp-selection": {"horizon": 60000, "crashPenalty": 1.25},
    "megc": {"computeUsers": 2, "preset": "physical"},
    "da-isac": {"users": 8},
    "distributed-diffusion": {"users": 2, "serverSteps": 6},
    "cart-pole": {},
    "acrobot": {},
}


class Spaces(unittest.TestCase):
    """What is shown and told lies in the spaces."""

    def test_every_system_is_tried(self):
        self.assertEqual(set(SETTINGS), set(isac_aigc.systems()))

    def test_contents(self):
        for name, settings in SETTINGS.items():
            for dtype in ("float32", "float64"):
                with self.subTest(name, dtype=dtype):
                    env = isac_aigc.make(name, dtype=dtype, **settings)
                    env.action_space.seed(3)
                    observation, info = env.reset(seed=1)
                    self.assertEqual(info, {})
                    self.assertIn(observation, env.observation_space)
                    for _ in range(60):
                        action = env.action_space.sample()
                        self.assertIn(action, env.action_space)
                        observation, reward, terminated, truncated, info = env.step(action)
                        self.assertEqual(observation.dtype, np.dtype(dtype))
                        self.assertIn(observation, env.observation_space)
                        self.assertTrue(np.isfinite(reward))
                        for metric in env.unwrapped.slots.metrics:
                            self.assertIs(type(info[metric]), float)
                        if terminated or truncated:
                            env.reset()

    def test_actions_outside_are_refused(self):
        env = isac_aigc.make("caqa", nUsers=2)
        env.reset(seed=1)
        steps, shares = np.array([0, 5]), np.array([0.2, 0.3])
        for action, text in (
            ((steps, np.array([0.2, 1.5])), "continuous component 1 is 1.5"),
            ((steps, np.array([0.2, np.nan])), "continuous component 1 is "),
            ((np.array([6, 0]), shares), "categorical component 0 is 6"),
            ((np.array([-1, 0]), shares), "categorical component 0 is -1"),
            ((np.array([0.5, 0.0]), shares), "expected whole numbers"),
            ((steps[:1], shares), "categorical part of the action is 1x1, expected 1x2"),
            ((steps, shares[:, None]), "continuous part of the action is 1x2x1, expected 1x2"),
            (shares, "a pair: choices, values"),
        ):
            if isinstance(action, np.ndarray):
                action = action.tolist() + [0.0]
            with self.subTest(text), self.assertRaisesRegex(ValueError, text):
                env.step(action)
        _, reward, _, _, _ = env.step((steps, shares))
        again = isac_aigc.make("caqa", nUsers=2)
        again.reset(seed=1)
        self.assertEqual(reward, again.step((steps, shares))[1])


class Episodes(unittest.TestCase):
    """When episodes begin and end, and what they depend on."""

    @staticmethod
    def play(env, steps, seed):
        """Rewards and observations of some steps, episodes one after the other."""
        env.action_space.seed(seed)
        rows = [env.reset(seed=seed)[0]]
        for _ in range(steps):
            observation, reward, terminated, truncated, _ = env.step(env.action_space.sample())
            rows += [observation, np.array([reward])]
            if terminated or truncated:
                rows.append(env.reset()[0])
        return np.concatenate(rows)

    def test_seeds(self):
        for name, settings in SETTINGS.items():
            with self.subTest(name):
                one = isac_aigc.make(name, **settings)
                first = self.play(one, 80, 11)
                other = isac_aigc.make(name, **settings)
                self.play(other, 17, 5)
                np.testing.assert_array_equal(first, self.play(other, 80, 11))
                start = one.reset(seed=11)[0]
                self.assertFalse(np.array_equal(start, one.reset(seed=2**64 - 1)[0]), name)

    def test_episodes_without_a_seed(self):
        env = isac_aigc.make("megc")
        env.reset(seed=4)
        # Left before its end: the next one is new, and depends on the seed all the same.
        following = env.reset()[0]
        self.assertFalse(np.array_equal(following, env.reset()[0]))
        env.reset(seed=4)
        np.testing.assert_array_equal(following, env.reset()[0])
        self.assertFalse(
            np.array_equal(isac_aigc.make("megc").reset()[0], isac_aigc.make("megc").reset()[0])
        )

    def test_order(self):
        env = isac_aigc.make("caqa", slotsPerEpisode=2, nUsers=2)
        action = env.action_space.sample()
        with self.assertRaisesRegex(RuntimeError, "reset"):
            env.step(action)
        env.reset(seed=1)
        self.assertEqual(env.step(action)[2:4], (False, False))
        self.assertEqual(env.step(action)[2:4], (False, True))
        with self.assertRaisesRegex(RuntimeError, "reset"):
            env.step(action)
        for seed in (-1, 2**64):
            with self.assertRaisesRegex(ValueError, f"seed {seed}, expected 0 to"):
                env.reset(seed=seed)


class SameAsInCpp(unittest.TestCase):
    """A program that asks the library itself prints the same numbers, to the last digit."""

    @staticmethod
    def actions(space, step):
        """What isac-slot-trajectory does in a step."""
        categories, continuous = space
        choices = np.array([(i + step) % n for i, n in enumerate(categories)], np.int64)
        values = np.array([(7 * i + 3 * step) % 11 / 10.0 for i in range(continuous)])
        if not categories:
            return values
        if continuous:
            return choices, values
        return int(choices[0]) if len(categories) == 1 else choices

    def test_trajectories(self):
        steps = 130
        for name, settings in SETTINGS.items():
            with self.subTest(name):
                words = [f"--{key}={value}" for key, value in settings.items()]
                program = [f"{BIN}/isac-slot-trajectory", name, "--seed=9", f"--steps={steps}"]
                lines = subprocess.check_output(program + words, text=True).splitlines()
                env = isac_aigc.make(name, dtype="float64", **settings)
                batch = env.unwrapped.slots.batch
                size, metrics = batch.size, batch.metrics
                space = batch.categories, batch.continuous
                ends = 0
                shown = env.reset(seed=9)[0]
                np.testing.assert_array_equal(shown, [float(word) for word in lines[0].split()])
                for step, line in enumerate(lines[1:]):
                    expected = [float(word) for word in line.split()]
                    last, reward, terminated, truncated, info = env.step(self.actions(space, step))
                    following = last
                    if terminated or truncated:
                        following = env.reset()[0]
                        ends += 1
                    np.testing.assert_array_equal(
                        np.concatenate(
                            [
                                [reward, terminated, truncated],
                                last,
                                following,
                                [info[metric] for metric in metrics],
                            ]
                        ),
                        expected,
                    )
                self.assertEqual(len(lines), steps + 1)
                self.assertEqual(len(expected), 3 + 2 * size + len(metrics))
                # Acrobot's episodes are longer, and these actions do not end them.
                self.assertGreater(ends + (name == "acrobot"), 0)

    def test_float32_is_rounded(self):
        for name, settings in SETTINGS.items():
            single = isac_aigc.make(name, **settings)
            double = isac_aigc.make(name, dtype="float64", **settings)
            np.testing.assert_array_equal(
                single.reset(seed=3)[0], double.reset(seed=3)[0].astype(np.float32)
            )


class Settings(unittest.TestCase):
    """Settings are those of the command line, and so is what is said of bad ones."""

    def test_values(self):
        defaults = isac_aigc.settings("caqa")
        self.assertEqual((defaults["nUsers"], defaults["subchannels"]), (10, "fixed"))
        self.assertEqual(isac_aigc.settings("caqa", nUsers=4)["nUsers"], 4)
        for value in (0.03, np.float64(0.03), "0.03"):
            self.assertEqual(isac_aigc.settings("caqa", errorScale=value)["errorScale"], 0.03)
        self.assertEqual(isac_aigc.settings("distributed-diffusion", ratings=True)["ratings"], 1)

    def test_windows(self):
        plain = isac_aigc.make("asp-selection")
        wide = isac_aigc.make("asp-selection", window=3)
        size = plain.observation_space.shape[0]
        self.assertEqual(wide.observation_space.shape, (3 * size,))
        plain.reset(seed=1)
        wide.reset(seed=1)
        shown = [plain.step(0)[0] for _ in range(3)]
        for _ in range(3):
            last = wide.step(0)[0]
        np.testing.assert_array_equal(last, np.concatenate(shown))

    def test_refusals(self):
        for system, settings in (
            ("caqa", {"nUsers": 0}),
            ("caqa", {"nUsers": 2.5}),
            ("caqa", {"bandwidth": float("nan")}),
            ("caqa", {"minRequirement": 0.9, "maxRequirement": 0.1}),
            ("caqa", {"agent": "nobody"}),
            ("caqa", {"fixedSteps": 7}),
            ("caqa", {"subchannels": "wide"}),
            ("asp-selection", {"providers": "none.csv"}),
            ("megc", {"preset": "mine"}),
            ("da-isac", {"levels": 1}),
            ("distributed-diffusion", {"powers": "both"}),
        ):
            with self.subTest(system, **settings):
                words = [f"--{key}={value}" for key, value in settings.items()]
                program = subprocess.run(
                    [f"{BIN}/isac-train", system, *words], capture_output=True, text=True
                )
                self.assertEqual(program.returncode, 2)
                with self.assertRaises(ValueError) as caught:
                    isac_aigc.make(system, **settings)
                self.assertEqual(
                    str(caught.exception),
                    program.stderr.strip().replace("isac-train: ", f"{system}: ", 1),
                )

    def test_names(self):
        with self.assertRaisesRegex(ValueError, "^mars: no such system, expected caqa, asp-"):
            isac_aigc.make("mars")
        with self.assertRaisesRegex(ValueError, "^caqa: --users=3: unknown option; isac_aigc.sett"):
            isac_aigc.make("caqa", users=3)
        # Options of ns-3 change the whole process: they are no settings.
        for name in ("RngRun", "PrintTypeIds", "ns3::isac::CaqaCell::MaxEnergy"):
            with self.assertRaisesRegex(ValueError, "unknown option"):
                isac_aigc.make("caqa", **{name: 2})
        with self.assertRaisesRegex(ValueError, "float16"):
            isac_aigc.make("caqa", dtype="float16")


if __name__ == "__main__":
    unittest.main()
