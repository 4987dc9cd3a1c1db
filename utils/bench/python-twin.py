#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""LPDRL-F trained in one Python process: what the module's own training is measured against.

The system CAQA-AIGC at Table I's defaults and the networks and rates of Table II, written as one
usually writes such an experiment: a numpy environment, a numpy replay memory, PyTorch modules and
Adam with its default settings, one learning step after every slot. One line of JSON goes to
standard output. Needs numpy and PyTorch; Debian's are python3-numpy and python3-torch.

Rates come from the time spent in each part during the slots that learn:
  env_steps_per_s   the environment alone: filter, RCE, reward, next slot
  acts_per_s        observation to action
  updates_per_s     sampling a batch and one learning step
  loop_steps_per_s  all of it, a slot and its learning step: the figure to compare
loop_steps_per_cpu_s counts the process's processor time instead, which other programs on a busy
machine lengthen less; with one thread on a quiet machine the two agree.
"""
import argparse
import json
import os
import sys
import time


def parse_arguments(arguments=None):
    """Options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=10000, help="slots")
    parser.add_argument("--min-replay", type=int, default=5000, help="slots before learning begins")
    parser.add_argument("--threads", type=int, default=1,
                        help="of PyTorch, and of OpenBLAS unless OPENBLAS_NUM_THREADS is set")
    parser.add_argument("--discount", type=float, default=0.0, help="gamma")
    parser.add_argument("--bandit", action="store_true",
                        help="leave out target networks, which discount 0 does not need")
    parser.add_argument("--seed", type=int, default=1, help="of every random number")
    options = parser.parse_args(arguments)
    if options.bandit and options.discount != 0.0:
        parser.error("--bandit needs --discount=0")
    if options.steps <= options.min_replay:
        parser.error("--steps must exceed --min-replay")
    return options


if __name__ == "__main__":
    OPTIONS = parse_arguments()
    # BLAS reads this once, when it is loaded.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", str(OPTIONS.threads))

try:
    import numpy as np
    import torch
    import torch.nn.functional as F
    from torch import nn
    from torch.distributions import Normal
except ImportError as error:
    sys.exit(f"python-twin: {error}; on Debian or Ubuntu: apt-get install python3-torch")

USERS = 10
MIN_STEPS, MAX_STEPS = 5, 10
CHOICES = MAX_STEPS - MIN_STEPS + 1
LOG_STD_MIN, LOG_STD_MAX = -5.0, 2.0
# Target entropies: of each value in [0, 1], and of each choice as a share of the largest.
TARGET_ENTROPY = USERS * (-2.5 + 0.1 * np.log(CHOICES))


class CaqaEnv:
    """The cell: new positions every 50 slots; fading, requirements and priorities every slot."""

    radius, min_distance = 200.0, 10.0  # m
    slots_per_episode = 50
    bandwidth = 100e6 / USERS  # Hz, one user's subchannel
    max_time = 1.0  # s
    cycle_energy = 60e-6 * 1.0  # J, T_s P_s
    picture_bits = 24 * 512 * 512
    max_energy, max_sensing_energy = 1.0, 0.1  # J
    sensing_power, power = 1.0, 1.5  # W
    noise_density = 10 ** (-174 / 10) / 1000  # W/Hz
    step_time = 0.2 / 20  # s
    accuracy_limit, accuracy_scale, accuracy_decay = 0.95, 65.0, 1.0
    slack = 1e-9

    def __init__(self, seed):
        self.rng = np.random.default_rng(seed)
        self.edge_gain = self.path_gain(self.radius)
        self.reset()

    @staticmethod
    def path_gain(distance):
        """3GPP urban macro path loss."""
        return 10 ** (-(128.1 + 37.6 * np.log10(distance / 1000)) / 10)

    def reset(self):
        """New positions, uniform over the cell's area."""
        area = self.rng.uniform(self.min_distance**2, self.radius**2, USERS)
        self.large_scale = self.path_gain(np.sqrt(area))
        self.slot = 0
        return self.next_slot()

    def next_slot(self):
        """Users in a new order of priority, with new fading and requirements."""
        self.gain = self.rng.permutation(self.large_scale) * self.rng.exponential(size=USERS)
        self.requirement = self.rng.uniform(0.4, 0.45, USERS)
        observation = np.empty(2 * USERS, dtype=np.float32)
        observation[0::2] = np.log10(self.gain / self.edge_gain)
        observation[1::2] = self.requirement
        return observation

    def filter(self, steps, share):
        """Action filter (10): shares in [0, 1] to valid sensing energies."""
        wanted = self.requirement / (1.0 - self.generation_error(steps))
        margin = np.maximum(self.accuracy_limit - wanted, 1e-12)
        cycles = (self.accuracy_scale / margin) ** (1.0 / self.accuracy_decay)
        least = np.minimum(self.cycle_energy * cycles, self.max_sensing_energy)
        return least + share * (self.max_sensing_energy - least)

    @staticmethod
    def generation_error(steps):
        """(2)"""
        return 0.03 * np.exp(-0.2 * (steps - MIN_STEPS))

    def allocate(self, least, most, merit, budget):
        """RCE, Algorithm 2; users whom nothing can satisfy are left out."""
        energy = np.zeros(USERS)
        served = np.flatnonzero(most >= least * (1.0 - self.slack))
        if served.size == 0 or budget <= 0.0:
            return energy
        order = served[np.argsort(-merit[served], kind="stable")]
        most = most[order]
        least = np.minimum(least[order], most)
        needed = np.cumsum(least)
        if budget >= needed[-1] * (1.0 - self.slack):
            extra = most - least
            before = np.cumsum(extra) - extra
            left = max(budget - needed[-1], 0.0)
            energy[order] = least + np.clip(left - before, 0.0, extra)
        else:
            energy[order] = np.where(needed * (1.0 - self.slack) <= budget, least, 0.0)
        return energy

    def evaluate(self, steps, sensing_energy):
        """Reward (11) of given steps and sensing energies, with RCE's communication energies."""
        cycles = np.maximum(sensing_energy / self.cycle_energy, 1e-12)
        sensed = self.accuracy_limit - self.accuracy_scale * cycles**-self.accuracy_decay
        accuracy = (1.0 - self.generation_error(steps)) * np.maximum(sensed, 0.0)

        arrival = np.cumsum(sensing_energy) / self.sensing_power
        service = steps * self.step_time
        worked = np.cumsum(service)
        generated = worked + np.maximum.accumulate(arrival - (worked - service))
        start = np.maximum(generated, arrival[-1])

        snr = self.gain * self.power / (self.noise_density * self.bandwidth)
        rate = self.bandwidth * np.log2(1.0 + snr)
        picture_energy = self.power * self.picture_bits / rate
        merit = accuracy / picture_energy
        least = np.divide(self.requirement, merit, out=np.full(USERS, np.inf), where=merit > 0.0)
        most = np.minimum(self.power * (self.max_time - start), picture_energy)
        energy = self.allocate(least, most, merit, self.max_energy - sensing_energy.sum())

        caqa = accuracy * np.minimum(energy / picture_energy, 1.0)
        violations = np.count_nonzero(caqa < self.requirement * (1.0 - self.slack))
        return caqa.mean() - violations / USERS

    def step(self, action):
        """Serve a slot: the action is K scaled steps and then K shares, each in [0, 1]."""
        action = action.astype(np.float64)
        steps = np.rint(MIN_STEPS + action[:USERS] * (MAX_STEPS - MIN_STEPS))
        reward = self.evaluate(steps, self.filter(steps, action[USERS:]))
        observation = self.next_slot()
        self.slot += 1
        return observation, reward, self.slot == self.slots_per_episode


class ReplayBuffer:
    """The latest transitions, sampled uniformly. Episodes only ever end by the clock."""

    def __init__(self, capacity, seed):
        self.observations = np.zeros((capacity, 2 * USERS), dtype=np.float32)
        self.actions = np.zeros((capacity, 2 * USERS), dtype=np.float32)
        self.rewards = np.zeros((capacity, 1), dtype=np.float32)
        self.next_observations = np.zeros((capacity, 2 * USERS), dtype=np.float32)
        self.rng = np.random.default_rng(seed)
        self.capacity, self.position, self.size = capacity, 0, 0

    def add(self, observation, action, reward, next_observation):
        """Keep a transition in place of the oldest."""
        at = self.position
        self.observations[at] = observation
        self.actions[at] = action
        self.rewards[at] = reward
        self.next_observations[at] = next_observation
        self.position = (at + 1) % self.capacity
        self.size = min(self.size + 1, self.capacity)

    def sample(self, batch):
        """A batch as tensors."""
        chosen = self.rng.integers(0, self.size, batch)
        arrays = (self.observations, self.actions, self.rewards, self.next_observations)
        return [torch.from_numpy(array[chosen]) for array in arrays]


class Actor(nn.Module):
    """Shared trunk, a branch of steps, and a branch of sensing shares that sees the steps."""

    def __init__(self):
        super().__init__()
        self.trunk = nn.Sequential(nn.Linear(2 * USERS, 256), nn.ReLU(),
                                   nn.Linear(256, 128), nn.ReLU())
        self.logits = nn.Linear(128, USERS * CHOICES)
        self.sensing = nn.Sequential(nn.Linear(128 + USERS, 64), nn.ReLU())
        self.mean = nn.Linear(64, USERS)
        self.log_std = nn.Linear(64, USERS)
        self.register_buffer("scale", torch.linspace(0.0, 1.0, CHOICES))

    def forward(self, observation):
        """Actions in [0, 1], reparameterised, and their log-probability.

        The choices' share of it is its expectation, minus their entropy.
        """
        features = self.trunk(observation)
        logits = self.logits(features).view(-1, USERS, CHOICES)
        steps = F.gumbel_softmax(logits, tau=1.0, hard=True) @ self.scale
        hidden = self.sensing(torch.cat([features, steps], dim=1))
        log_std = torch.tanh(self.log_std(hidden))
        log_std = LOG_STD_MIN + 0.5 * (LOG_STD_MAX - LOG_STD_MIN) * (log_std + 1.0)
        normal = Normal(self.mean(hidden), log_std.exp())
        raw = normal.rsample()
        log_prob = (normal.log_prob(raw) + F.softplus(raw) + F.softplus(-raw)).sum(1)
        log_choice = F.log_softmax(logits, dim=2)
        log_prob = log_prob + (log_choice.exp() * log_choice).sum((1, 2))
        return torch.cat([steps, torch.sigmoid(raw)], dim=1), log_prob.unsqueeze(1)


class Critic(nn.Module):
    """Soft value of an observation and an action."""

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(4 * USERS, 256), nn.ReLU(),
                                    nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 1))

    def forward(self, observation, action):
        """Values, one row each."""
        return self.layers(torch.cat([observation, action], dim=1))


class Sac:
    """Soft actor-critic with twin critics and automatic temperature."""

    batch, tau = 256, 0.005

    def __init__(self, discount, bandit):
        self.discount, self.bandit = discount, bandit
        self.actor = Actor()
        self.critics = nn.ModuleList([Critic(), Critic()])
        self.targets = nn.ModuleList([Critic(), Critic()])
        self.targets.load_state_dict(self.critics.state_dict())
        self.log_alpha = torch.full((1,), np.log(0.01), dtype=torch.float32, requires_grad=True)
        self.actor_optimizer = torch.optim.Adam(self.actor.parameters(), lr=1e-4)
        self.critic_optimizer = torch.optim.Adam(self.critics.parameters(), lr=1e-3)
        self.alpha_optimizer = torch.optim.Adam([self.log_alpha], lr=1e-3)

    def act(self, observation):
        """An action for one observation."""
        with torch.no_grad():
            action, _ = self.actor(torch.from_numpy(observation).unsqueeze(0))
        return action[0].numpy()

    def update(self, replay):
        """One learning step of critics, actor, temperature and targets."""
        observation, action, reward, next_observation = replay.sample(self.batch)
        alpha = self.log_alpha.exp().detach()

        target = reward
        if not self.bandit:
            with torch.no_grad():
                next_action, next_log_prob = self.actor(next_observation)
                values = [critic(next_observation, next_action) for critic in self.targets]
                soft_value = torch.min(*values) - alpha * next_log_prob
                target = reward + self.discount * soft_value
        loss = sum(F.mse_loss(critic(observation, action), target) for critic in self.critics)
        self.critic_optimizer.zero_grad()
        loss.backward()
        self.critic_optimizer.step()

        policy_action, log_prob = self.actor(observation)
        values = [critic(observation, policy_action) for critic in self.critics]
        actor_loss = (alpha * log_prob - torch.min(*values)).mean()
        self.actor_optimizer.zero_grad()
        actor_loss.backward()
        self.actor_optimizer.step()

        alpha_loss = -(self.log_alpha.exp() * (log_prob.detach() + TARGET_ENTROPY)).mean()
        self.alpha_optimizer.zero_grad()
        alpha_loss.backward()
        self.alpha_optimizer.step()

        if not self.bandit:
            with torch.no_grad():
                for old, new in zip(self.targets.parameters(), self.critics.parameters()):
                    old.lerp_(new, self.tau)


def train(options):
    """Train and return what was measured."""
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    env = CaqaEnv(options.seed)
    replay = ReplayBuffer(50000, options.seed + 1)
    agent = Sac(options.discount, options.bandit)
    rewards = np.zeros(options.steps)
    spent = np.zeros(3)
    clock = time.perf_counter
    begun = cpu_begun = 0.0

    observation = env.reset()
    for step in range(options.steps):
        if step == options.min_replay:
            spent[:] = 0.0
            begun, cpu_begun = clock(), time.process_time()
        start = clock()
        action = agent.act(observation)
        acted = clock()
        next_observation, reward, truncated = env.step(action)
        served = clock()
        replay.add(observation, action, reward, next_observation)
        observation = env.reset() if truncated else next_observation
        rewards[step] = reward
        stored = clock()
        if step >= options.min_replay:
            agent.update(replay)
        spent += (acted - start, served - acted, clock() - stored)

    elapsed, cpu = clock() - begun, time.process_time() - cpu_begun
    learned = options.steps - options.min_replay
    per_second = learned / spent
    last = min(1000, learned)
    return {
        "env_steps_per_s": round(per_second[1], 1),
        "acts_per_s": round(per_second[0], 1),
        "updates_per_s": round(per_second[2], 1),
        "loop_steps_per_s": round(learned / elapsed, 1),
        "loop_steps_per_cpu_s": round(learned / cpu, 1),
        "mean_reward": round(rewards[-last:].mean(), 4),
        "mean_reward_slots": last,
        "slots": options.steps,
        "updates": learned,
        "discount": options.discount,
        "bandit": options.bandit,
        "threads": options.threads,
        "seed": options.seed,
        "torch": torch.__version__,
        "numpy": np.__version__,
    }


if __name__ == "__main__":
    print(json.dumps(train(OPTIONS)))
