#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Training and scoring for distributed diffusion from outside: usage errors, that a killed training
# goes on to the same bytes, that G-DDPG soon beats chance by far, and that its files decide.
# Needs ISAC_BIN (executables), ISAC_ROOT (the repository) and ISAC_TMP (an empty folder).
set -euo pipefail

cd "$ISAC_TMP"
source "$ISAC_ROOT/test/cli/checks.bash"
train() { call 0 isac-train distributed-diffusion "$@"; }
evaluate() { call 0 isac-evaluate distributed-diffusion "$@"; }
no_training() { reject "$1" isac-train distributed-diffusion "${@:2}"; }
no_score() { reject "$1" isac-evaluate distributed-diffusion "${@:2}"; }

# --- usage
no_training "--agent=gddpg: no agent 'gddpg'; expected one of g-ddpg, ddpg" --agent=gddpg
no_training "--powers=dBm: expected one of shares, watts" --powers=dBm
no_training "--users=0: expected a whole number from 1" --users=0
no_training "--maxDistance is below the least one" --maxDistance=0.1
no_training "--deviceBudget does not allow a step of --maxStepEnergy" --maxStepEnergy=9
no_score "--serverBudget does not allow a step of the server" --serverBudget=0.4
no_score "--schedule=none: expected one of own, longest" --schedule=none
no_score "--policies: best: unknown" --policies=optimum,best
no_score "--policies: equal-split-11-8: unknown, or senseless" --policies=equal-split-11-8
no_score "nowhere.pt" --policies=nowhere.pt
no_score "--out=.: is a folder" --out=.
[[ -z $(find . -name '*run1*') ]] || complain "a refused training left a folder behind"
call 0 isac-train distributed-diffusion --agent=list
[[ $(cut -d' ' -f1 out | xargs) == "g-ddpg ddpg td3 g-ddpg-x0 g-ddpg-hybrid ddpg-hybrid sac dd-gradient" ]] ||
    complain "the agents: $(<out)"
evaluate --policies=list
for name in optimum equal-power equal-split random g-ddpg ddpg sac; do
    grep -q "^$name" out || complain "--policies=list lacks $name: $(<out)"
done

# --- a killed training ends as one that was left alone
small=(distributed-diffusion --episodes=60 --envs=2 --evaluateEvery=20 --checkpointEvery=20
    --evaluationStates=10 --testStates=10 --actorHidden=16 --criticHidden=16 --branchHidden=8
    --minReplay=64 --batch=32 --replay=1000 --progress=0)
end_as_uninterrupted small "${small[@]}" --ratings --users=2
end_as_uninterrupted watts "${small[@]}" --agent=ddpg --powers=watts --powerLimit=120
end_as_uninterrupted hybrid "${small[@]}" --agent=sac --schedule=longest --maxStepEnergy=2
head -1 small/curve.csv | grep -q 'sum_qoe,qoe_shortage,energy_excess_J.*evaluation_ratio_to_optimum' ||
    complain "columns of curve.csv: $(head -1 small/curve.csv)"

# --- G-DDPG learns: chance reaches .2 of the optimum
train --episodes=300 --envs=8 --actorHidden=64,64 --criticHidden=64,64 --batch=64 --actorRate=3e-4 \
    --evaluationStates=10 --testStates=500 --progress=0 --out=learned
python3 - learned/summary.json <<'END' || complain "G-DDPG has not learned: $(<learned/summary.json)"
import json, sys
test = json.load(open(sys.argv[1]))["test"]
sys.exit(not (0.5 < test["ratio_to_optimum"]["value"] < 1.0 and test["excess_J"] < 1e-9))
END

# --- its files decide, and the checkpoint as the TorchScript module
evaluate --states=300 --out=scores.csv --progress=0 \
    --policies=optimum,equal-power,equal-split-2-8,random,learned/policy.pt,learned/policy-torchscript.pt
[[ $(wc -l <scores.csv) == 7 ]] || complain "expected six policies: $(<scores.csv)"
awk -F, 'NR == 1 { for (i = 1; i <= NF; ++i) { column[$i] = i } }
         NR == 2 { best = $column["reward"]; bad = $column["ratio_to_optimum"] != 1 }
         NR > 2 && !($column["reward"] < best) { bad = 1 }
         NR > 1 && $column["excess_J"] > 1e-9 { bad = 1 }
         $1 ~ /policy.pt/ { one = $column["reward"] }
         $1 ~ /torchscript/ { other = $column["reward"] }
         END { exit bad || !one || (one - other) ^ 2 > 1e-8 }' scores.csv ||
    complain "the order of the scores, or file and TorchScript module differ: $(<scores.csv)"
evaluate --states=20 --users=2 --policies=small/policy.pt,small/policy-torchscript.pt
no_score "small/policy.pt was trained for 2-10-8 users, server steps and device steps, expected 3-10-8" \
    --policies=small/policy.pt
# Watts may exceed the budget: the file says that they are watts.
evaluate --states=20 --out=watts.csv --policies=watts/policy.pt,watts/policy-torchscript.pt
awk -F, 'NR == 1 { for (i = 1; i <= NF; ++i) { column[$i] = i } }
         NR == 2 { one = $column["reward"] } NR == 3 { other = $column["reward"] }
         END { exit !one || (one - other) ^ 2 > 1e-8 }' watts.csv ||
    complain "watts: file and TorchScript module differ: $(<watts.csv)"
evaluate --states=20 --schedule=longest --maxStepEnergy=2 --policies=hybrid/policy.pt
no_score "small/policy-torchscript.pt: forward fails" --policies=small/policy-torchscript.pt
head -c 3000 learned/policy.pt >cut.pt
no_score "cut.pt" --policies=cut.pt
[[ -z $(find . -name '*.tmp') ]] || complain "left behind: $(find . -name '*.tmp')"
conclude
