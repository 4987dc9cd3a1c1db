#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The generator from outside: a training that is stopped goes on to the same bytes, pictures are
# drawn and judged, laws are fitted and taken by the solver, and refusals are one line.
# Needs ISAC_BIN (executables), ISAC_ROOT (the repository) and ISAC_TMP (an empty folder).
set -euo pipefail

cd "$ISAC_TMP"
source "$ISAC_ROOT/test/cli/checks.bash"

# --- usage
reject "no command, expected train or fit" isac-generator
reject "unknown command 'draw', expected train or fit" isac-generator draw
reject "--latent=1: expected a whole number from 2 to 768" isac-generator train --latent=1
reject "--steps=many" isac-generator train --steps=many
reject "--model=nowhere.pt: nowhere.pt: cannot be read" isac-generator fit --model=nowhere.pt
reject "unknown prompt 'red dog'" isac-generator fit --own="red dog"
reject "expected two prompts" isac-generator fit --own="red plain disk" --server="red plain disk"
reject "expected two files" isac-generator fit --out=x --table=x
reject "--minSteps=14" isac-generator fit --minSteps=14
reject "unknown evaluator 'critic'" isac-evaluate pictures --policies=critic
reject "--personality=kind" isac-evaluate pictures --personality=kind
reject "expected at least the device's own 6 steps" isac-evaluate pictures --longest=3
reject "--bitError=2" isac-evaluate pictures --bitError=2
echo "no module" >bad.pt
reject "bad.pt: is damaged or no TorchScript file" isac-evaluate pictures --model=bad.pt
[[ ! -e runs/generator/shapes.pt ]] || complain "a refused training left a model behind"
rm -rf runs

# --- a training that is stopped goes on to the same bytes
small=(--pictures=96 --latent=8 --width=16 --blocks=1 --steps=2000 --batch=16 --classifierSteps=500
    --progress=0)
call 0 isac-generator train "${small[@]}" --out=whole.pt
"$ISAC_BIN/isac-generator" train "${small[@]}" --out=stopped.pt >job.out 2>&1 &
job=$!
while kill -0 "$job" 2>/dev/null && [[ ! -s stopped.pt.checkpoint ]]; do sleep 0.02; done
kill -TERM "$job" 2>/dev/null || true
code=0
wait "$job" || code=$?
[[ $code == 1 && $(<job.out) == *"the same command goes on"* ]] ||
    complain "interrupted: exit code $code: $(<job.out)"
[[ ! -e stopped.pt ]] || complain "a training that was stopped left a model"
reject "is of a training with other settings" isac-generator train "${small[@]}" --seed=2 --out=stopped.pt
call 0 isac-generator train "${small[@]}" --out=stopped.pt
grep -q "goes on after" err || complain "it began anew: $(<err)"
cmp whole.pt stopped.pt || complain "the models differ after an interruption"
[[ ! -e stopped.pt.checkpoint ]] || complain "a checkpoint is left"
reject "is there; --force=1 replaces it" isac-generator train "${small[@]}" --out=whole.pt

# --- pictures of the model that ships: the same seed gives the same figures, the leak of the
# server's prompt grows with its steps and is less the more the device adds
call 0 isac-evaluate pictures --states=60 --serverSteps=2 --deviceSteps=8 --out=late.csv
cp out first
call 0 isac-evaluate pictures --states=60 --serverSteps=2 --deviceSteps=8 --out=again.csv
cmp out first || complain "the same seed gave other figures"
cmp late.csv again.csv || complain "the same seed gave other CSV"
call 0 isac-evaluate pictures --states=60 --serverSteps=4 --deviceSteps=8 --out=more.csv
call 0 isac-evaluate pictures --states=60 --serverSteps=4 --deviceSteps=2 --out=early.csv
call 0 isac-evaluate pictures --states=60 --serverSteps=4 --server="yellow plain disk" --bitError=0.06 \
    --out=same.csv
python3 - <<'END' || complain "pictures are not as they should"
import csv, sys

def read(name):
    with open(name, encoding="utf-8") as file:
        return {row["policy"]: row for row in csv.DictReader(file)}["measured"]

late, more, early, same = (read(name + ".csv") for name in ("late", "more", "early", "same"))
sys.exit(not (float(late["alignment"]) > 0.7 and float(late["leak"]) < float(more["leak"]) < float(early["leak"])
              and float(early["alignment"]) < 0.1 and float(same["alignment"]) > 0.9))
END

# --- any module of the signature: one that was just trained
call 0 isac-evaluate pictures --model=whole.pt --states=10 --policies=measured

# --- laws are fitted to a model, and the solver takes them
call 0 isac-generator fit --pictures=4 --out=law.json --table=table.csv --progress=0
[[ $(wc -l <table.csv) == 481 ]] || complain "the table has $(wc -l <table.csv) lines"
python3 - <<'END' >case.json || complain "the laws are not as they should: $(<law.json)"
import json, sys
law = json.load(open("law.json", encoding="utf-8"))
if not 0.0 < law["root_mean_square"]["leak"] < law["standard_deviation"]["leak"]:
    sys.exit(1)
print(json.dumps({"u": [[0.5] * 5] * 2, "d": [0.0, 1.0], "g": [1.0, 2.0], "params": law["params"]}))
END
call 0 isac-solve distributed-diffusion <case.json
grep -q '"status": *"optimal"' out || complain "the solver says $(<out)"

conclude
