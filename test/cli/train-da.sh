#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Training and scoring for DA-ISAC from outside: usage errors, that a killed training goes on to the
# same bytes, that STTD soon beats schemes that do not look at users, and that its files decide,
# with digital agents in the loop as well.
# Needs ISAC_BIN (executables), ISAC_ROOT (the repository) and ISAC_TMP (an empty folder).
set -euo pipefail

cd "$ISAC_TMP"
source "$ISAC_ROOT/test/cli/checks.bash"

# --- usage
reject "--agent=sttt: no agent 'sttt'; expected one of sttd, " isac-train da-isac --agent=sttt
reject "--levels=1: expected a whole number from 2" isac-train da-isac --agent=pdrl --levels=1
reject "--minSpeed exceeds --maxSpeed" isac-train da-isac --minSpeed=90
[[ -z $(find . -name '*run1*') ]] || complain "a refused training left a folder behind"
reject "--policies: best: unknown" isac-evaluate da-isac --policies=optimum,best
reject "nowhere.pt" isac-evaluate da-isac --policies=nowhere.pt
reject "no trained policy for 7 users" isac-evaluate da-isac --policies=hdrl-safe --users=7
reject "--distribution=.: is a folder" isac-evaluate da-isac --distribution=.
reject "--distribution: expected no --assisted" isac-evaluate da-isac --assisted --distribution=d.csv
reject "--nu1=-1: expected a number from 0" isac-evaluate da-isac --assisted --nu1=-1
reject "--models=none: expected one of general, personal" isac-evaluate da-isac --models=none

call 0 isac-train da-isac --agent=list
[[ $(cut -d' ' -f1 out | xargs) == "sttd sttd-cosine sttd-literal sttd-td pdrl hdrl hdrl-safe" ]] ||
    complain "the agents: $(<out)"
call 0 isac-evaluate da-isac --policies=list
for name in optimum greedy proportional without-da sttd pdrl hdrl; do
    grep -q "^$name" out || complain "--policies=list lacks $name: $(<out)"
done

# --- a killed training ends as one that was left alone
small=(--episodes=400 --envs=2 --evaluateEvery=50 --checkpointEvery=50 --evaluationStates=10
    --testStates=10 --actorHidden=16 --criticHidden=16 --branchHidden=8 --minReplay=32 --batch=16
    --replay=500 --slotsPerEpisode=10 --users=6 --progress=0)
end_as_uninterrupted sttd da-isac "${small[@]}"
end_as_uninterrupted pdrl da-isac "${small[@]}" --agent=pdrl --levels=7
end_as_uninterrupted hdrl da-isac "${small[@]}" --agent=hdrl --perStation
head -1 hdrl/curve.csv | grep -q 'qoe,missed_users,pulled_back.*evaluation_ratio_to_optimum' ||
    complain "columns of curve.csv: $(head -1 hdrl/curve.csv)"

# --- STTD learns
call 0 isac-train da-isac --episodes=60 --envs=2 --users=12 --actorHidden=64,64 --criticHidden=64,64 \
    --actorRate=1e-3 --criticRate=1e-3 --evaluationStates=10 --testStates=400 --progress=0 --out=learned
python3 - learned/summary.json <<'END_OF_PYTHON' || complain "STTD has not learned: $(<learned/summary.json)"
import json, sys
test = json.load(open(sys.argv[1]))["test"]
sys.exit(not (0.96 < test["ratio_to_optimum"]["value"] <= 1.0 + 1e-9
              and test["ratio_to_without_da"]["value"] > 1.1
              and test["missed_percent"] == 0.0))
END_OF_PYTHON

# --- its files decide, for other numbers of users too, and the checkpoint as the TorchScript module
call 0 isac-evaluate da-isac --states=200 --progress=0 --out=scores.csv --distribution=spread.csv \
    --policies=optimum,greedy,proportional,without-da,learned/policy.pt,learned/policy-torchscript.pt
[[ $(wc -l <scores.csv) == 7 ]] || complain "expected six policies: $(<scores.csv)"
awk -F, 'NR == 1 { for (i = 1; i <= NF; ++i) { column[$i] = i } }
         NR == 2 { best = $column["qoe"]; bad = $column["ratio_to_optimum"] != 1 }
         NR > 2 && !($column["qoe"] < best) { bad = 1 }
         NR > 1 && $column["missed_percent"] != 0 { bad = 1 }
         $1 ~ /policy.pt/ { one = $column["qoe"] }
         $1 ~ /torchscript/ { other = $column["qoe"] }
         END { exit bad || !one || (one - other) ^ 2 > 1e-8 }' scores.csv ||
    complain "the order of the scores, or file and TorchScript module differ: $(<scores.csv)"
# Percentiles rise from 0 to 100 for each policy.
awk -F, 'NR == 1 { bad = $0 != "policy,percent,qoe" }
         NR > 1 { if ($2 != (NR - 2) % 101 || ($2 > 0 && $3 + 0 < last)) { bad = 1 } last = $3 + 0 }
         END { exit bad || NR != 1 + 6 * 101 }' spread.csv || complain "the distribution: $(head -5 spread.csv)"
call 0 isac-evaluate da-isac --states=10 --users=6 --policies=pdrl/policy.pt,pdrl/policy-torchscript.pt
reject "pdrl/policy.pt was trained for 6 users, expected 8" isac-evaluate da-isac --users=8 --policies=pdrl/policy.pt
reject "hdrl/policy-torchscript.pt: forward fails" isac-evaluate da-isac --policies=hdrl/policy-torchscript.pt
head -c 3000 learned/policy.pt >cut.pt
reject "cut.pt" isac-evaluate da-isac --policies=cut.pt
[[ -z $(find . -name '*.tmp') ]] || complain "left behind: $(find . -name '*.tmp')"

# --- digital agents in the loop: fewer samples take less, and tell less
assisted() { # assisted FILE OPTIONS
    local file=$1
    shift
    call 0 isac-evaluate da-isac --assisted --users=12 --states=40 --out="$file" "$@"
}
assisted often.csv --nu1=0 --nu2=0 --nu3=0 --policies=optimum,without-da,learned/policy.pt
assisted seldom.csv --nu1=6 --nu2=6 --nu3=6 --policies=optimum
assisted large.csv --nu1=0 --nu2=0 --nu3=0 --reportScale=100 --policies=optimum
assisted again.csv --nu1=6 --nu2=6 --nu3=6 --policies=optimum
cmp seldom.csv again.csv || complain "episodes with digital agents are not the same twice"
python3 - <<'END_OF_PYTHON' || complain "digital agents: $(cat often.csv seldom.csv large.csv)"
import csv, sys

often, seldom, large = (
    {row["policy"]: row for row in csv.DictReader(open(name + ".csv", encoding="utf-8"))}
    for name in ("often", "seldom", "large")
)


def get(table, column, policy="optimum"):
    return float(table[policy][column])


sys.exit(not (
    len(often) == 3
    and min(get(often, "qoe"), get(often, "qoe", "learned/policy.pt"))
    > 1.1 * get(often, "qoe", "without-da")
    and get(often, "ratio_to_optimum") <= 1.0
    and get(seldom, "collection_MHz") < 0.9 * get(often, "collection_MHz")
    and get(seldom, "behaviour_accuracy") < get(often, "behaviour_accuracy")
    and get(large, "collection_MHz") > 50 * get(often, "collection_MHz")
    and get(large, "qoe") < get(often, "qoe")
))
END_OF_PYTHON
conclude
