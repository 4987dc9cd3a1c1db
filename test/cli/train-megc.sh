#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Training and scoring for MEGC from outside: usage errors, that a killed training goes on to the
# same bytes, that LARA beats every constant action after half a minute, and that its files decide.
# Needs ISAC_BIN (executables), ISAC_ROOT (the repository) and ISAC_TMP (an empty folder).
set -euo pipefail

cd "$ISAC_TMP"
source "$ISAC_ROOT/test/cli/checks.bash"

# --- usage
reject "--agent=lora: no agent 'lora'; expected one of lara" isac-train megc --agent=lora
reject "--preset=moon: expected one of paper, physical, gpu" isac-train megc --preset=moon
reject "are all 0, expected a user" isac-train megc --computeUsers=0 --contentUsers=0 --visionUsers=0
reject "--minTask exceeds --maxTask" isac-evaluate megc --minTask=9
reject "--policies: best: unknown" isac-evaluate megc --policies=best
reject "no trained policy for this cell" isac-evaluate megc --policies=lara-sac --visionUsers=3
reject "expected one of caqa, asp-selection, megc" isac-evaluate megcs
[[ -z $(find . -name '*run1*') ]] || complain "a refused training left a folder behind"

# --- a killed training ends as one that was left alone
small=(--episodes=60 --envs=2 --evaluateEvery=20 --checkpointEvery=20 --evaluationStates=10
    --testStates=10 --actorHidden=16 --criticHidden=16 --branchHidden=8 --minReplay=64 --batch=32
    --replay=1000 --progress=0)
end_as_uninterrupted small megc "${small[@]}" --tasks=poisson --visionUsers=2
end_as_uninterrupted printed megc "${small[@]}" --agent=lara-printed --logitRange=2.5

# --- LARA learns: a constant reaches 1.04 of the optimum
call 0 isac-train megc --episodes=1000 --envs=8 --testStates=1000 --progress=0 --out=lara
python3 - lara/summary.json <<'END' || complain "LARA has not learned: $(<lara/summary.json)"
import json, sys
test = json.load(open(sys.argv[1]))["test"]
sys.exit(not (1.0 <= test["ratio_to_optimum"]["value"] < 1.03
              and test["ratio_to_best_constant"]["value"] < 0.99))
END

# --- its files decide, and the checkpoint as the TorchScript module
call 0 isac-evaluate megc --states=500 --out=scores.csv --progress=0 \
    --policies=optimum,constant,fra,rra-0.1,lara/policy.pt,lara/policy-torchscript.pt
[[ $(wc -l <scores.csv) == 7 ]] || complain "expected six policies: $(<scores.csv)"
awk -F, 'NR == 2 { best = $4 } NR > 2 && !($4 > best) { exit 1 }' scores.csv ||
    complain "something beats the optimum: $(<scores.csv)"
awk -F, 'NR > 1 && $1 ~ /policy/ { ratio[++n] = $11 } END { exit !(n == 2 && (ratio[1] - ratio[2]) ^ 2 < 1e-10) }' \
    scores.csv || complain "checkpoint and TorchScript module differ: $(<scores.csv)"
call 0 isac-evaluate megc --states=50 --tasks=poisson --visionUsers=2 --policies=small/policy.pt
reject "was trained for 1-1-2" isac-evaluate megc --policies=small/policy.pt
call 0 isac-evaluate megc --states=50 --policies=printed/policy-torchscript.pt
conclude
