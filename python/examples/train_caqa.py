#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Train a policy for CAQA-AIGC in Python, and write it for the simulations.

A plain policy gradient: slots do not depend on each other, so the gain of an action is its reward
less what the slot was expected to give. Ask `--help` for the options.

    ./isac python python/examples/train_caqa.py --out=mine.pt
    ./isac evaluate caqa --policies=mine.pt,random,constant --states=2000
    ./isac run caqa-aigc --policy=mine.pt
"""
import argparse
import sys
import time

import numpy as np
import torch

import isac_aigc


class Actor(torch.nn.Module):
    """Scores of every number of steps, and the middle of the sensing value, for each user."""

    def __init__(self, users: int, steps: int, mean: torch.Tensor, deviation: torch.Tensor):
        super().__init__()
        self.users = users
        self.steps = steps
        self.register_buffer("mean", mean)
        self.register_buffer("deviation", deviation)
        self.trunk = torch.nn.Sequential(
            torch.nn.Linear(2 * users, 128),
            torch.nn.ReLU(),
            torch.nn.Linear(128, 128),
            torch.nn.ReLU(),
        )
        self.scores = torch.nn.Linear(128, users * steps)
        self.middle = torch.nn.Linear(128, users)

    @torch.jit.export
    def judge(self, x: torch.Tensor):
        """What forward() decides by."""
        hidden = self.trunk((x - self.mean) / self.deviation)
        scores = self.scores(hidden).view(-1, self.users, self.steps)
        return scores, torch.sigmoid(self.middle(hidden))

    def forward(self, x: torch.Tensor):
        """The best action: steps beyond the fewest, and sensing values, of all users."""
        scores, middle = self.judge(x)
        return scores.argmax(2), middle


def train(env, updates, seed):
    """An actor that has learned in env."""
    torch.manual_seed(seed)
    observation, _ = env.reset(seed=seed)
    choices, values = env.single_action_space
    # Gains and requirements have other scales: take those of the first slots.
    seen = [observation]
    for _ in range(50):
        seen.append(env.step(env.action_space.sample())[0])
    seen = torch.from_numpy(np.concatenate(seen))
    actor = Actor(values.shape[0], int(choices.nvec[0]), seen.mean(0), seen.std(0))
    critic = torch.nn.Sequential(
        torch.nn.Linear(seen.shape[1], 128), torch.nn.ReLU(), torch.nn.Linear(128, 1)
    )
    optimiser = torch.optim.Adam([*actor.parameters(), *critic.parameters()], lr=1e-3)
    observation = torch.from_numpy(env.reset(seed=seed)[0])
    rewards = []
    begin = time.monotonic()
    for update in range(updates):
        # Less noise and smaller steps as it goes on.
        left = 1.0 - update / updates
        for group in optimiser.param_groups:
            group["lr"] = 2e-3 * left + 1e-5
        scores, middle = actor.judge(observation)
        steps = torch.distributions.Categorical(logits=scores)
        noise = torch.distributions.Normal(middle, 0.02 + 0.08 * left)
        z = steps.sample()
        d = noise.sample()
        following, reward, _, _, _ = env.step((z.numpy(), d.clamp(0.0, 1.0).numpy()))
        earned = torch.from_numpy(reward).float()
        expected = critic((observation - actor.mean) / actor.deviation)[:, 0]
        gain = (earned - expected).detach()
        likelihood = steps.log_prob(z).sum(1) + noise.log_prob(d).sum(1)
        loss = (
            -(gain / (gain.std() + 1e-6) * likelihood).mean()
            + (earned - expected).pow(2).mean()
            - 0.01 * left * steps.entropy().sum(1).mean()
        )
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        observation = torch.from_numpy(following)
        rewards.append(float(earned.mean()))
        if (update + 1) % max(1, updates // 10) == 0:
            recent = np.mean(rewards[-max(1, updates // 10) :])
            seconds = time.monotonic() - begin
            print(f"update {update + 1}: reward {recent:.4f} with noise, {seconds:.0f} s", flush=True)
    return actor


def main():
    """Train, and write the policy."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", default="caqa-python.pt", help="file of the policy")
    parser.add_argument("--users", type=int, default=10, help="K, as --nUsers has it")
    parser.add_argument("--envs", type=int, default=256, help="cells that step together")
    parser.add_argument("--updates", type=int, default=3000, help="learning steps")
    parser.add_argument("--seed", type=int, default=1, help="of everything that is drawn")
    options = parser.parse_args()
    torch.set_num_threads(1)  # the networks are too small to gain from more
    try:
        env = isac_aigc.make_vec("caqa", options.envs, nUsers=options.users)
        env.action_space.seed(options.seed)
        isac_aigc.export_policy(train(env, options.updates, options.seed), env, options.out)
    except ValueError as error:
        print(f"train_caqa.py: {error}", file=sys.stderr)
        return 2
    print(f"the policy is in {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
