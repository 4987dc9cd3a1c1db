# SPDX-License-Identifier: GPL-2.0-only
"""Policies of PyTorch as the TorchScript files that every program of the module takes."""
import os


def export_policy(module, env, path):
    """Write a policy that was trained in env for `--policy=FILE.pt` and `--policies=FILE.pt`.

    module  torch.nn.Module that torch.jit.script can compile, or one that is compiled or traced.
            Its forward takes observations, float32 of N x size, and returns what action_space
            asks for, for N environments: choices (int64, N x components; N x 1 for Discrete),
            values in [0, 1] (N x components), or both as a pair.
    env     of make() or make_vec(); the file says how its actions are read
    path    ends in .pt; an older file stays until the new one is complete

    Raises ValueError if the programs would refuse the file, with their own line.
    """
    import torch

    slots = env.unwrapped.slots
    path = os.fspath(path)
    if not path.endswith(".pt"):
        raise ValueError(f"{path}: expected a name that ends in .pt")
    if slots.policy is not None:
        raise ValueError(f"{path}: the environment was made for a policy, not with agent=NAME")

    class Exported(torch.nn.Module):
        """The policy, and texts that say how it is meant."""

        def __init__(self, policy, attributes):
            super().__init__()
            self.policy = policy
            for name, text in attributes:
                setattr(self, name, text)

        def forward(self, x: torch.Tensor):
            return self.policy(x)

    compiled = module if isinstance(module, torch.jit.ScriptModule) else torch.jit.script(module)
    training = compiled.training
    exported = torch.jit.script(Exported(compiled, slots.system.attributes())).eval()
    partial = f"{path[:-3]}.partial-{os.getpid()}.pt"
    try:
        exported.save(partial)
        try:
            read = slots.system.policy(partial, 0).make(1)
        except ValueError as error:
            raise ValueError(str(error).replace(partial, path)) from None
        if (read.size, read.categories, read.continuous) != (
            slots.batch.size,
            slots.batch.categories,
            slots.batch.continuous,
        ):
            raise ValueError(f"{path}: read back, it is for another environment")
        os.replace(partial, path)
    finally:
        compiled.train(training)
        if os.path.exists(partial):
            os.remove(partial)
