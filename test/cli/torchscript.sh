#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A policy that somebody wrote in Python and saved with torch.jit.script decides in caqa-aigc, and a
# module that does not fit is refused with one line.
set -eu

python=/usr/bin/python3
"$python" -c 'import torch' 2>/dev/null || { echo "torchscript.sh: no torch for $python"; exit 77; }
program=$ISAC_BIN/caqa-aigc
unset ISAC_PLOT
cd "$ISAC_TMP"
source "$ISAC_ROOT/test/cli/checks.bash"

# TorchScript compiles from the source file: standard input will not do.
cat >policies.py <<'END_PYTHON'
from typing import Tuple

import torch


class Six(torch.nn.Module):
    """Six steps and d = 0.3 for everyone."""

    def forward(self, x: torch.Tensor) -> Tuple[torch.Tensor, torch.Tensor]:
        users = x.size(1) // 2
        return (torch.ones([x.size(0), users], dtype=torch.long),
                torch.full([x.size(0), users], 0.3))


class Weak(torch.nn.Module):
    """Ten steps for whoever's channel is below the mean of all, five for the others."""

    def forward(self, x: torch.Tensor) -> Tuple[torch.Tensor, torch.Tensor]:
        gain = x[:, 0::2]
        weak = gain < gain.mean(1, keepdim=True)
        return 5 * weak.to(torch.int32), torch.full(gain.shape, 0.3, dtype=torch.double)


class Wide(torch.nn.Module):
    """One value too many."""

    def forward(self, x: torch.Tensor) -> Tuple[torch.Tensor, torch.Tensor]:
        users = x.size(1) // 2
        return torch.ones([x.size(0), users], dtype=torch.long), torch.zeros([x.size(0), users + 1])


class Lone(torch.nn.Module):
    """No choices."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.zeros([x.size(0), x.size(1) // 2])


class Unfiltered(Six):
    """Its action is the sensing energy itself, as a share."""

    def __init__(self) -> None:
        super().__init__()
        self.scheme = "lpdrl"


class Lapse(torch.nn.Module):
    """Leaves the space once it has seen ten slots."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = 0

    def forward(self, x: torch.Tensor) -> Tuple[torch.Tensor, torch.Tensor]:
        self.seen += 1
        users = x.size(1) // 2
        value = 0.3 if self.seen < 10 else 2.0
        return (torch.ones([x.size(0), users], dtype=torch.long),
                torch.full([x.size(0), users], value))


for module in (Six, Weak, Wide, Lone, Unfiltered, Lapse):
    torch.jit.script(module()).save(module.__name__.lower() + ".pt")
unknown = Unfiltered()
unknown.scheme = "mine"
torch.jit.script(unknown).save("unknown.pt")
END_PYTHON
"$python" policies.py

# run CODE ARGUMENTS: exit code, and one line on stderr if it is not 0
run() {
    local expected=$1 code=0
    shift
    "$program" --nUsers=4 --slots=20 --progress=0 "$@" >out 2>err || code=$?
    [[ $code == "$expected" ]] || complain "caqa-aigc $*: exit code $code, expected $expected: $(<err)"
    [[ $expected == 0 || $(wc -l <err) == 1 ]] || complain "caqa-aigc $*: not one line: $(<err)"
}

# --- obeyed: the same file as the built-in scheme that decides so
run 0 --policy=six.pt --output=six
run 0 --policy=constant-6-0.3 --output=constant
[[ $(cut -d, -f10 six/users.csv | tail -n +2 | sort -u) == 6 ]] || complain "not six steps for all"
cmp six/users.csv constant/users.csv || complain "d = 0.3 is not obeyed"
run 0 --policy="$PWD/six.pt"
[[ -s runs/caqa-aigc-six.pt-K4-run1/users.csv ]] || complain "default folder: $(ls runs)"

# --- and it sees what it should
run 0 --policy=weak.pt --output=weak
awk -F, '
    NR > 1 { gain[$1, $2] = log($6); sum[$1] += log($6); steps[$1, $2] = $10 }
    END {
        for (key in gain) {
            split(key, part, SUBSEP)
            wanted = gain[key] < sum[part[1]] / 4 ? 10 : 5
            bad += steps[key] != wanted
            seen[wanted] = 1
        }
        exit bad || !(10 in seen) || !(5 in seen)
    }' weak/users.csv || complain "steps do not follow the channel gains"

# --- its attribute says how its actions are read
run 0 --policy=unfiltered.pt --output=unfiltered
awk -F, 'NR > 1 && ($8 > 0.03 || $8 < 0.03 - 60e-6) { exit 1 }' unfiltered/users.csv ||
    complain "d E_s,max without the action filter is not 30 mJ"

# --- refusals
run 2 --policy=wide.pt --output=refused
grep -q "^caqa-aigc: --policy=wide.pt: continuous part is 1x5, expected 1x4$" err || complain "$(<err)"
run 2 --policy=lone.pt --output=refused
grep -q "^caqa-aigc: --policy=lone.pt: forward returns Tensor, expected Tuple" err ||
    complain "$(<err)"
run 2 --policy=unknown.pt --output=refused
grep -q "its scheme 'mine' is no learner's name" err || complain "$(<err)"
run 1 --policy=lapse.pt --output=refused
grep -q "^caqa-aigc: lapse.pt: continuous component 0 is 2, expected 0 to 1$" err ||
    complain "$(<err)"
[[ ! -e refused && ! -e refused.tmp ]] || complain "a failed run leaves a folder behind"

conclude
