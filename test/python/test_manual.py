# SPDX-License-Identifier: GPL-2.0-only
"""What the manual shows runs as it stands there."""
import contextlib
import os
import re
import subprocess
import sys
import tempfile
import textwrap
import unittest
from pathlib import Path

try:
    import torch
except ImportError:
    torch = None

BIN = os.environ["ISAC_BIN"]
MANUAL = Path(os.environ["ISAC_ROOT"]) / "doc" / "python.rst"


@contextlib.contextmanager
def inside(folder):
    """Work in a folder for a while."""
    before = os.getcwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


@unittest.skipUnless(torch, "no torch")
class Manual(unittest.TestCase):
    """doc/python.rst."""

    def test_examples(self):
        text = MANUAL.read_text(encoding="utf-8")
        blocks = re.findall(r"^\.\. code-block:: python\n\n((?:  .*\n|\n)+)", text, re.MULTILINE)
        self.assertEqual(len(blocks), 2)
        with tempfile.TemporaryDirectory() as folder, inside(folder):
            # TorchScript compiles from the source file.
            program = "\n".join(textwrap.dedent(block) for block in blocks)
            Path("manual.py").write_text(program, encoding="utf-8")
            subprocess.run([sys.executable, "manual.py"], check=True)
            command = re.search(r"# \./isac (evaluate .*)", text).group(1).split()[1:]
            subprocess.run(
                [f"{BIN}/isac-evaluate", *command, "--states=5", "--progress=0"],
                check=True,
                capture_output=True,
            )


if __name__ == "__main__":
    unittest.main()
