#! /usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
#
# Examples that test.py of an ns-3 tree runs: name and arguments, whether to run, whether under valgrind.
cpp_examples = [
    ("caqa-hello --slots=3", "True", "False"),
    ("caqa-multicell --slots=2 --nUsers=4 --policy=constant-9-0.2", "True", "False"),
    # Trained policies where there are some, so that LibTorch runs too.
    ("caqa-aigc --slots=2 --progress=0", "True", "False"),
    ("asp-selection --horizon=20000 --progress=0", "True", "False"),
    ("megc --slots=3 --progress=0", "True", "False"),
    ("da-isac --slots=1 --progress=0", "True", "False"),
    ("distributed-diffusion --slots=1 --progress=0", "True", "False"),
]
python_examples = []
