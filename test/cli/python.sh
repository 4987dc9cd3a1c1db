#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The package for Python: its tests, an installation by pip without a network, and a policy that the
# example learns and isac-evaluate scores. Needs ISAC_ROOT, ISAC_BIN and ISAC_TMP (an empty folder).
set -eu

python=/usr/bin/python3
[ -x "$python" ] || python=python3
build=$(dirname "$ISAC_BIN")
compgen -G "$build/python/isac_aigc/_core.*.so" >/dev/null ||
    { echo "python.sh: the package was not built"; exit 77; }
"$python" -c "import numpy" 2>/dev/null || { echo "python.sh: no numpy for $python"; exit 77; }
package=$build/python${PYTHONPATH:+:$PYTHONPATH}
cd "$ISAC_TMP"
source "$ISAC_ROOT/test/cli/checks.bash"

# --- the tests in Python
PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=$package "$python" -m unittest discover --verbose \
    -s "$ISAC_ROOT/test/python" >tests 2>&1 || complain "tests in Python: $(<tests)"
grep " skipped " tests || true

# --- the example: learns in seconds what random decisions do not have
if "$python" -c "import torch" 2>/dev/null; then
    PYTHONPATH=$package "$python" "$ISAC_ROOT/python/examples/train_caqa.py" \
        --out=mine.pt --users=4 --updates=600 >learned 2>&1 || complain "the example: $(<learned)"
    call 0 isac-evaluate caqa --nUsers=4 --policies=mine.pt,random --states=500 --optimum=0 \
        --out=scores.csv --progress=0
    # Columns 6 and 7: reward and its half width.
    awk -F, '
        NR > 1 { reward[$1] = $6; width[$1] = $7 }
        END {
            margin = width["mine.pt"] + width["random"]
            exit !("mine.pt" in reward && "random" in reward &&
                   reward["mine.pt"] > reward["random"] + margin + 0.05)
        }' scores.csv || complain "the example learns nothing: $(<scores.csv)"
    call 0 caqa-aigc --nUsers=4 --slots=3 --policy=mine.pt --output=run --progress=0
    code=0
    PYTHONPATH=$package "$python" "$ISAC_ROOT/python/examples/train_caqa.py" --users=0 \
        >out 2>err || code=$?
    [[ $code == 2 && $(<err) == "train_caqa.py: caqa: --nUsers=0: expected a whole number"* ]] ||
        complain "bad settings of the example: exit code $code, $(<err)"
fi

# --- pip, in a place of its own that sees nothing of the build folder
if "$python" -c "
from importlib.util import find_spec
raise SystemExit(not all(map(find_spec, ['ensurepip', 'pip', 'setuptools', 'wheel'])))"; then
    "$python" -m venv --system-site-packages place
    unset PYTHONPATH
    before=$(find "$ISAC_ROOT/python" | sort)
    ISAC_BUILD=$build PIP_NO_INDEX=1 PIP_DISABLE_PIP_VERSION_CHECK=1 place/bin/pip install \
        --no-build-isolation --no-deps "$ISAC_ROOT/python" >installed 2>&1 ||
        complain "pip install: $(<installed)"
    [[ $(find "$ISAC_ROOT/python" | sort) == "$before" ]] || complain "pip leaves files in python/"
    place/bin/python - >seen <<'END' || complain "the installed package: $(<seen)"
import isac_aigc

env = isac_aigc.make("caqa", nUsers=2)
env.reset(seed=1)
env.step(env.action_space.sample())
print(isac_aigc.__file__)
print(*[line.split()[-1] for line in open("/proc/self/maps") if "libisac-aigc" in line][:1])
END
    # Its own files, library included: the build folder may go away.
    [[ $(grep -c "^$PWD/place/lib/" seen) == 2 ]] || complain "not its own files: $(<seen)"
else
    echo "python.sh: no pip, venv, setuptools or wheel: not installed"
fi

conclude
