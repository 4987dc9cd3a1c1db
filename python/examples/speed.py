#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Steps per second of processor time of every system, one alone and many that step together.

    ./isac python python/examples/speed.py [seconds]
"""
import sys
import time

import isac_aigc


def rate(env, seconds):
    """With the same random action again and again, the best of three times."""
    space = env.action_space
    space.seed(1)
    action = space.sample()
    many = getattr(env, "num_envs", 0)
    env.reset(seed=1)
    best = 0.0
    for _ in range(3):
        steps = 0
        begin = now = time.process_time()
        while now < begin + seconds / 3:
            for _ in range(20):
                over = env.step(action)[2:4]
                if not many and any(over):
                    env.reset()
            steps += 20 * max(many, 1)
            now = time.process_time()
        best = max(best, steps / (now - begin))
    return best


def main():
    """A table."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 3.0
    counts = (1, 64, 1024)
    heads = "".join(f"{f'make_vec {count}':>15}" for count in counts)
    print(f"{'steps per second':24}{'make':>12}{heads}")
    for name in isac_aigc.systems():
        cells = f"{name:24}{rate(isac_aigc.make(name), seconds):12,.0f}"
        for count in counts:
            cells += f"{rate(isac_aigc.make_vec(name, count), seconds):15,.0f}"
        print(cells, flush=True)


if __name__ == "__main__":
    main()
