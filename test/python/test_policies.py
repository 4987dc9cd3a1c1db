# SPDX-License-Identifier: GPL-2.0-only
"""Policies of C++ act in Python, and those of PyTorch come back as TorchScript files."""
import csv
import os
import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import Tuple

import numpy as np

import isac_aigc

try:
    import torch
except ImportError:
    torch = None

BIN = os.environ["ISAC_BIN"]
Module = torch.nn.Module if torch else object


def play(env, policy, steps, seed):
    """Rewards of a policy."""
    observation = env.reset(seed=seed)[0]
    rewards = []
    for _ in range(steps):
        observation, reward, terminated, truncated, _ = env.step(policy(observation))
        rewards.append(reward)
        if terminated or truncated:
            observation = env.reset()[0]
    return np.array(rewards)


class Policies(unittest.TestCase):
    """What policy() gives."""

    def test_constant(self):
        env = isac_aigc.make("caqa", policy="constant-6-0.3", nUsers=4)
        steps, shares = isac_aigc.policy(env).act(env.reset(seed=1)[0])
        np.testing.assert_array_equal(steps, np.full(4, 1))
        np.testing.assert_array_equal(shares, np.full(4, 0.3, np.float32))
        self.assertIn((steps, shares), env.action_space)

    def test_optimum_is_the_best(self):
        for name, others, margin in (
            ("caqa", ("random", "constant-9-0.2", "lpdrl-f"), 1e-4),
            ("megc", ("fra", "rra"), 1e-9),
            ("da-isac", ("without-da", "proportional"), 1e-6),
        ):
            best = isac_aigc.make(name, policy="optimum", dtype="float64")
            optimum = play(best, isac_aigc.policy(best).act, 30, 3)
            for other in others:
                with self.subTest(name, other=other):
                    env = isac_aigc.make(name, policy=other, dtype="float64")
                    rewards = play(env, isac_aigc.policy(env).act, 30, 3)
                    # Slots are the same, for they do not depend on actions.
                    self.assertTrue(np.all(rewards <= optimum + margin * np.abs(optimum)))
                    self.assertLess(rewards.mean(), optimum.mean())

    def test_choice(self):
        env = isac_aigc.make("asp-selection", policy="crash-avoid")
        action = isac_aigc.policy(env).act(env.reset(seed=1)[0])
        self.assertIn(action, env.action_space)
        safe = play(env, isac_aigc.policy(env).act, 300, 1)
        wild = isac_aigc.make("asp-selection", policy="random")
        self.assertGreater(safe.sum(), play(wild, isac_aigc.policy(wild, seed=1).act, 300, 1).sum())

    def test_seeds(self):
        env = isac_aigc.make("megc", policy="rra")
        observation = env.reset(seed=1)[0]
        one, other = isac_aigc.policy(env, seed=4), isac_aigc.policy(env, seed=5)
        different = other.act(observation)
        one.seed(4)
        first = one.act(observation)
        self.assertFalse(np.array_equal(first, different))
        one.seed(4)
        np.testing.assert_array_equal(first, one.act(observation))

    def test_many(self):
        envs = isac_aigc.make_vec("caqa", 5, policy="lpdrl-f")
        policy = isac_aigc.policy(envs)
        shown = envs.reset(seed=1)[0]
        steps, shares = policy.act(shown)
        for i in range(5):
            alone = policy.act(shown[i])
            np.testing.assert_array_equal(steps[i], alone[0])
            np.testing.assert_array_equal(shares[i], alone[1])
        envs.step((steps, shares))

    def test_refusals(self):
        with self.assertRaisesRegex(ValueError, "^caqa: --policy=nobody: unknown"):
            isac_aigc.make("caqa", policy="nobody")
        with self.assertRaisesRegex(ValueError, "agent and policy both"):
            isac_aigc.make("caqa", policy="optimum", agent="lpdrl")
        with self.assertRaisesRegex(ValueError, "not made with policy"):
            isac_aigc.policy(isac_aigc.make("caqa"))
        with self.assertRaisesRegex(ValueError, "^cart-pole: --policy=optimum: .*TorchScript"):
            isac_aigc.make("cart-pole", policy="optimum")
        env = isac_aigc.make("caqa", policy="optimum")
        with self.assertRaisesRegex(ValueError, "observations of 20 values"):
            isac_aigc.policy(env).act(np.zeros(21))


class Six(Module):
    """Six steps and a third of the energy for everyone."""

    def forward(self, x: "torch.Tensor") -> Tuple["torch.Tensor", "torch.Tensor"]:
        users = x.size(1) // 2
        return (
            torch.ones([x.size(0), users], dtype=torch.long),
            torch.full([x.size(0), users], 0.3),
        )


class Values(Module):
    """A network of values."""

    def __init__(self, inputs: int, outputs: int):
        super().__init__()
        self.layer = torch.nn.Linear(inputs, outputs)

    def forward(self, x: "torch.Tensor") -> "torch.Tensor":
        return torch.sigmoid(self.layer(x))


class Choice(Module):
    """A network of one choice, which drops out what it likes while it learns."""

    def __init__(self, inputs: int, choices: int):
        super().__init__()
        self.layer = torch.nn.Linear(inputs, choices)
        self.drop = torch.nn.Dropout(0.5)

    def forward(self, x: "torch.Tensor") -> "torch.Tensor":
        return self.drop(self.layer(x)).argmax(1, keepdim=True)


class Both(Module):
    """A network of choices and values."""

    def __init__(self, users: int):
        super().__init__()
        self.choices = torch.nn.Linear(2 * users, users * 6)
        self.values = torch.nn.Linear(2 * users, users)
        self.users = users

    def forward(self, x: "torch.Tensor") -> Tuple["torch.Tensor", "torch.Tensor"]:
        scores = self.choices(x).view(-1, self.users, 6)
        return scores.argmax(2), torch.sigmoid(self.values(x))


@unittest.skipUnless(torch, "no torch")
class Exports(unittest.TestCase):
    """What export_policy() writes."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        torch.manual_seed(1)

    def evaluate(self, system, policies, *words):
        """Lines of isac-evaluate's CSV file, by policy."""
        out = self.folder / "scores.csv"
        subprocess.run(
            [
                f"{BIN}/isac-evaluate",
                system,
                f"--policies={','.join(map(str, policies))}",
                f"--out={out}",
                "--progress=0",
                *words,
            ],
            check=True,
            capture_output=True,
        )
        with open(out, encoding="utf-8") as file:
            return {line["policy"]: line for line in csv.DictReader(file)}

    def test_same_reward_in_cpp(self):
        path = str(self.folder / "six.pt")
        isac_aigc.export_policy(Six(), isac_aigc.make("caqa", nUsers=4), path)
        scores = self.evaluate(
            "caqa", [path, "constant-6-0.3"], "--nUsers=4", "--states=50", "--optimum=0"
        )
        mine, built_in = scores[path], scores["constant-6-0.3"]
        # 0.3 has 24 bits in a tensor of float.
        self.assertAlmostEqual(float(mine["reward"]), float(built_in["reward"]), delta=1e-6)
        self.assertEqual(mine["violations"], built_in["violations"])

    def test_same_actions_in_cpp(self):
        cases = (
            ("caqa", {"nUsers": 3}, Both(3)),
            ("megc", {}, Values(7, 10)),
            ("da-isac", {}, Values(13, 6)),
            ("distributed-diffusion", {}, Values(26, 37)),
            ("asp-selection", {}, Choice(42, 20)),
            ("asp-selection", {"window": 2}, Choice(84, 20)),
            ("cart-pole", {}, Choice(4, 2)),
        )
        for name, settings, module in cases:
            with self.subTest(name, **settings):
                env = isac_aigc.make(name, **settings)
                path = self.folder / "policy.pt"
                isac_aigc.export_policy(module, env, path)
                self.assertTrue(module.training)
                module.eval()
                # The file says how its actions are read: the settings need not.
                plain = {key: value for key, value in settings.items() if key != "window"}
                if name == "cart-pole":
                    plain = settings
                read = isac_aigc.make(name, policy=str(path), **plain)
                self.assertEqual(env.action_space, read.action_space)
                policy = isac_aigc.policy(read)

                def ask(observation):
                    with torch.no_grad():
                        answer = module(torch.from_numpy(observation)[None])
                    if isinstance(answer, tuple):
                        return tuple(part[0].numpy() for part in answer)
                    return int(answer) if answer.numel() == 1 else answer[0].numpy()

                mine = play(env, ask, 60, 2)
                np.testing.assert_allclose(play(read, policy.act, 60, 2), mine, rtol=1e-5)
                self.assertGreater(len(set(mine)) + (name == "cart-pole"), 1)

    def test_every_program_takes_it(self):
        for name, module, words in (
            ("megc", Values(7, 10), ["--states=20"]),
            ("da-isac", Values(13, 6), ["--states=20"]),
            ("distributed-diffusion", Values(26, 37), ["--states=20"]),
            ("asp-selection", Choice(42, 20), ["--episodes=2"]),
        ):
            with self.subTest(name):
                path = self.folder / f"{name}.pt"
                isac_aigc.export_policy(module, isac_aigc.make(name), path)
                self.assertIn(str(path), self.evaluate(name, [path], *words))

    def test_scheme(self):
        path = str(self.folder / "six.pt")
        for agent in ("lpdrl-f", "lpdrl"):
            env = isac_aigc.make("caqa", agent=agent, nUsers=4)
            isac_aigc.export_policy(Six(), env, path)
            self.assertEqual(torch.jit.load(path).scheme, agent)
            read = isac_aigc.make("caqa", policy=path, nUsers=4)
            np.testing.assert_allclose(
                play(read, isac_aigc.policy(read).act, 20, 1),
                play(env, lambda x: (np.full(4, 1), np.full(4, 0.3)), 20, 1),
                rtol=1e-5,
            )

    def test_compiled_and_traced(self):
        env = isac_aigc.make("megc")
        module = Values(7, 10)
        for compiled in (
            torch.jit.script(module),
            torch.jit.trace(module, torch.zeros(1, 7)),
        ):
            isac_aigc.export_policy(compiled, env, self.folder / "policy.pt")
            self.assertTrue(compiled.training)
            isac_aigc.make("megc", policy=str(self.folder / "policy.pt"))

    def test_refusals(self):
        env = isac_aigc.make("megc")
        path = self.folder / "policy.pt"
        isac_aigc.export_policy(Values(7, 10), env, path)
        before = path.read_bytes()
        for module, text in (
            (Values(7, 9), "policy.pt: .*1x9, expected 1x10"),
            (Choice(7, 2), "policy.pt: "),
            (Values(8, 10), "policy.pt: "),
        ):
            with self.subTest(text), self.assertRaisesRegex(ValueError, text) as caught:
                isac_aigc.export_policy(module, env, path)
            self.assertNotIn("partial", str(caught.exception))
            self.assertEqual(str(caught.exception).count("\n"), 0)
        self.assertEqual(path.read_bytes(), before)
        self.assertEqual([file.name for file in self.folder.iterdir()], ["policy.pt"])
        with self.assertRaisesRegex(ValueError, "ends in .pt"):
            isac_aigc.export_policy(Values(7, 10), env, self.folder / "policy")
        with self.assertRaisesRegex(ValueError, "made for a policy"):
            other = isac_aigc.make("megc", policy="fra")
            isac_aigc.export_policy(Values(7, 10), other, path)


if __name__ == "__main__":
    unittest.main()
