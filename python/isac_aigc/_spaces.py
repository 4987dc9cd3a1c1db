# SPDX-License-Identifier: GPL-2.0-only
"""Spaces of observations and actions: Gymnasium's where it is installed, else the like of them.

The stand-ins have the attributes and methods of Gymnasium's that programs look at: `shape`,
`dtype`, `low`, `high`, `n`, `nvec`, `spaces`, `sample()`, `seed()`, `contains()` and `in`.
"""
import numpy as np

try:
    import gymnasium
    from gymnasium.spaces import Box, Discrete, MultiDiscrete, Tuple
    from gymnasium.vector.utils import batch_space
except ImportError:
    gymnasium = None

    class Space:
        """A set of values."""

        def __init__(self, shape=None, dtype=None, seed=None):
            self.shape = shape
            self.dtype = None if dtype is None else np.dtype(dtype)
            self.seed(seed)

        def seed(self, seed=None):
            """Start the random numbers of sample()."""
            self.np_random = np.random.default_rng(seed)

        def sample(self):
            """A value drawn uniformly."""
            raise NotImplementedError

        def contains(self, x):
            """Whether x is a value of the space."""
            raise NotImplementedError

        def __contains__(self, x):
            return self.contains(x)

        def fits(self, x):
            """Whether x has the shape of the space and a type that it can hold."""
            return (
                isinstance(x, np.ndarray)
                and x.shape == self.shape
                and np.can_cast(x.dtype, self.dtype)
            )

    class Box(Space):
        """Arrays of values between bounds."""

        def __init__(self, low, high, shape=None, dtype=np.float32, seed=None):
            shape = np.broadcast(low, high).shape if shape is None else tuple(shape)
            super().__init__(shape, dtype, seed)
            self.low = np.full(shape, low, self.dtype)
            self.high = np.full(shape, high, self.dtype)

        def sample(self):
            bounded = np.isfinite(self.low) & np.isfinite(self.high)
            low = np.where(bounded, self.low, 0.0)
            values = self.np_random.uniform(low, np.where(bounded, self.high, 1.0))
            normal = self.np_random.normal(size=self.shape)
            return np.where(bounded, values, np.clip(normal, self.low, self.high)).astype(self.dtype)

        def contains(self, x):
            return self.fits(x) and bool(np.all(x >= self.low) and np.all(x <= self.high))

        def __eq__(self, other):
            return (
                isinstance(other, Box)
                and self.dtype == other.dtype
                and np.array_equal(self.low, other.low)
                and np.array_equal(self.high, other.high)
            )

        def __repr__(self):
            return f"Box({self.low.min()}, {self.high.max()}, {self.shape}, {self.dtype})"

    class Discrete(Space):
        """Whole numbers from 0."""

        def __init__(self, n, seed=None):
            super().__init__((), np.int64, seed)
            self.n = np.int64(n)

        def sample(self):
            return self.np_random.integers(self.n)

        def contains(self, x):
            whole = isinstance(x, int) or (
                isinstance(x, (np.generic, np.ndarray))
                and np.issubdtype(x.dtype, np.integer)
                and x.shape == ()
            )
            return bool(whole and 0 <= x < self.n)

        def __eq__(self, other):
            return isinstance(other, Discrete) and self.n == other.n

        def __repr__(self):
            return f"Discrete({self.n})"

    class MultiDiscrete(Space):
        """Arrays of whole numbers from 0."""

        def __init__(self, nvec, dtype=np.int64, seed=None):
            self.nvec = np.array(nvec, dtype)
            super().__init__(self.nvec.shape, dtype, seed)

        def sample(self):
            return self.np_random.integers(self.nvec, dtype=self.dtype)

        def contains(self, x):
            return self.fits(x) and bool(np.all(x >= 0) and np.all(x < self.nvec))

        def __eq__(self, other):
            return isinstance(other, MultiDiscrete) and np.array_equal(self.nvec, other.nvec)

        def __repr__(self):
            return f"MultiDiscrete({self.nvec.tolist()})"

    class Tuple(Space):
        """Tuples of values, one of each space."""

        def __init__(self, spaces, seed=None):
            self.spaces = tuple(spaces)
            super().__init__(seed=seed)

        def seed(self, seed=None):
            super().seed(seed)
            for space in self.spaces:
                space.seed(None if seed is None else int(self.np_random.integers(2**31)))

        def sample(self):
            return tuple(space.sample() for space in self.spaces)

        def contains(self, x):
            return (
                isinstance(x, tuple)
                and len(x) == len(self.spaces)
                and all(space.contains(part) for space, part in zip(self.spaces, x))
            )

        def __getitem__(self, index):
            return self.spaces[index]

        def __len__(self):
            return len(self.spaces)

        def __eq__(self, other):
            return isinstance(other, Tuple) and self.spaces == other.spaces

        def __repr__(self):
            return f"Tuple({', '.join(map(repr, self.spaces))})"

    def batch_space(space, n=1):
        """The space of n values side by side."""
        if isinstance(space, Tuple):
            return Tuple(batch_space(part, n) for part in space.spaces)
        if isinstance(space, Discrete):
            return MultiDiscrete(np.full(n, space.n))
        if isinstance(space, MultiDiscrete):
            return MultiDiscrete(np.tile(space.nvec, (n, 1)))
        repeats = (n,) + (1,) * space.low.ndim
        return Box(np.tile(space.low, repeats), np.tile(space.high, repeats), dtype=space.dtype)


def observation_space(batch, dtype):
    """What one environment of a batch shows."""
    return Box(-np.inf, np.inf, (batch.size,), dtype)


def action_space(batch):
    """What one environment of a batch is told: choices, values, or both as a pair."""
    categories = batch.categories
    choices = Discrete(categories[0]) if len(categories) == 1 else MultiDiscrete(categories)
    values = Box(0.0, 1.0, (batch.continuous,), np.float32)
    if not categories:
        return values
    return Tuple((choices, values)) if batch.continuous else choices
