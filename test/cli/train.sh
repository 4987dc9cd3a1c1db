#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# isac-train and isac-evaluate from outside: usage errors, what a training leaves behind, that a
# killed one goes on to the same bytes, and what policies are scored to.
# Needs ISAC_BIN (executables), ISAC_ROOT (the repository) and ISAC_TMP (an empty folder).
set -euo pipefail

cd "$ISAC_TMP"
source "$ISAC_ROOT/test/cli/checks.bash"

# holds TEXT: the latest stdout has it
holds() {
    grep -qF -- "$1" out || complain "no '$1' in: $(<out)"
}

# same FOLDER FOLDER: two trainings that are to be equal
same() {
    local file
    for file in curve.csv policy.pt policy-torchscript.pt; do
        cmp "$1/$file" "$2/$file" || complain "$file of $1 and $2 differ"
    done
}

small=(--nUsers=3 --episodes=60 --slotsPerEpisode=10 --actorHidden=16 --branchHidden=8
    --criticHidden=16 --minReplay=100 --batch=32 --evaluateEvery=20 --evaluationStates=10
    --testStates=20 --checkpointEvery=7 --RngRun=3)

# --- usage
reject "expected caqa" isac-train
reject "chess: no such system, expected caqa" isac-train chess
reject "no agent 'best'; expected one of lpdrl-f," isac-train caqa --agent=best
reject "--episodes=0: expected a whole number from 1" isac-train caqa --episodes=0
reject "--minReplay is 60000: expected a number from 1 to replay" isac-train caqa --minReplay=60000
reject "--actorHidden=big: expected whole numbers" isac-train caqa --actorHidden=big
reject "minSteps is above maxSteps" isac-train caqa --minSteps=11
reject "--fixedSteps=8: lpdrl-f chooses its steps itself" isac-train caqa --fixedSteps=8
reject "--fixedSteps=11: expected a whole number from 5 to 10" isac-train caqa --agent=saqa-fg \
    --fixedSteps=11
reject "--colour=red: unknown option" isac-train caqa --colour=red
reject "--shipTo=no/where.pt: there is no folder no" isac-train caqa --shipTo=no/where.pt
reject "there is no training in nowhere" isac-train caqa --resume --out=nowhere
reject "holds no training; it is left alone" isac-train caqa --force --out="$ISAC_ROOT/examples"
reject "exists and is no folder" isac-train caqa --out="$ISAC_ROOT/LICENSE"
[[ ! -e runs && ! -e nowhere ]] || complain "refused trainings left folders behind"
call 0 isac-train --help
holds "usage: isac-train SYSTEM"
call 0 isac-train caqa --help
for option in agent episodes resume nUsers actorRate automaticTemperature RngRun; do
    holds "--$option"
done
holds "--batch"
call 0 isac-train caqa --agent=list
for agent in lpdrl-f lpdrl udrl-f saqa-fg jdrl-f jgdm-f ddpg-f td3-f rce-gradient; do
    grep -q "^$agent " out || complain "--agent=list does not name $agent"
done

# --- what a training leaves behind
call 0 isac-train caqa "${small[@]}" --out=whole/ --shipTo=ship.pt
holds "Results in whole"
holds "of the best constant"
for file in config.json curve.csv timing.csv summary.json policy.pt policy-torchscript.pt optimum.csv; do
    [[ -s whole/$file ]] || complain "whole/$file is missing or empty"
done
[[ ! -e whole/checkpoint.pt ]] || complain "a finished training keeps its checkpoint"
[[ -s ship.pt && $(wc -c <ship.pt) -lt $(wc -c <whole/policy.pt) ]] ||
    complain "the bare policy is missing or not smaller than the learner"
[[ $(head -1 whole/curve.csv) == episodes,environment_steps,updates,reward,reward_deviation,*,energy_J,*evaluation_fraction_of_optimum,*,temperature ]] ||
    complain "header of the curve: $(head -1 whole/curve.csv)"
[[ $(cut -d, -f1-2 whole/curve.csv | tail -3 | tr '\n' ' ') == "20,200 40,400 60,600 " ]] ||
    complain "lines of the curve: $(cut -d, -f1-2 whole/curve.csv)"
! cut -d, -f3- whole/curve.csv | grep -q nan || complain "the curve has gaps: $(<whole/curve.csv)"
awk -F, 'NR > 1 && $3 != 10 * $1 - 99 { exit 1 }' whole/curve.csv ||
    complain "not one update a step once 100 transitions are there: $(<whole/curve.csv)"
reject "holds a finished training; --force begins anew" isac-train caqa "${small[@]}" --out=whole
call 0 isac-train caqa --out=whole --resume
holds "holds a finished training"

# --- the same again, with two threads, and another
call 0 isac-train caqa "${small[@]}" --threads=2 --out=again
same whole again
touch again/mark
call 0 isac-train caqa "${small[@]}" --RngRun=4 --out=again --force
[[ ! -e again/mark ]] || complain "--force does not begin anew"
! cmp -s whole/curve.csv again/curve.csv || complain "another run number changes nothing"

# --- killed again and again
# kill_when FILE SIZE: start or resume, kill -9 once FILE is longer than SIZE
kill_when() {
    local job
    "$ISAC_BIN/isac-train" caqa "${arguments[@]}" >job.out 2>job.err &
    job=$!
    while kill -0 "$job" 2>/dev/null; do
        if [[ -e $1 && $(stat -c %s "$1") -gt $2 ]]; then
            kill -9 "$job" 2>/dev/null || true
            break
        fi
        sleep 0.02
    done
    wait "$job" 2>/dev/null || true
}
longer=("${small[@]}" --episodes=300)
call 0 isac-train caqa "${longer[@]}" --out=uninterrupted
arguments=("${longer[@]}" --out=killed)
kill_when killed/config.json 0
[[ ! -e killed/summary.json ]] || complain "the training was over before it could be killed"
arguments=(--out=killed --resume)
kill_when killed/checkpoint.pt 0
[[ ! -e killed/summary.json ]] || complain "the training was over before its second kill"
first=$(wc -c <killed/curve.csv)
kill_when killed/curve.csv $((first + 300))
[[ ! -e killed/summary.json ]] || complain "the training was over before its third kill"
reject "--episodes=500: the training in killed was begun with 300" isac-train caqa --out=killed \
    --resume --episodes=500
reject "--RngRun=9: the training in killed was begun with 3" isac-train caqa --out=killed \
    --resume --RngRun=9
reject "--nUsers=4: the training in killed was begun with 3" isac-train caqa --out=killed --resume \
    --nUsers=4
reject "holds a training that is not finished; --resume" isac-train caqa "${longer[@]}" --out=killed
call 0 isac-train caqa --out=killed --resume --checkpointEvery=50
holds "going on from episode"
same uninterrupted killed

# --- told to stop: a checkpoint of that very moment
"$ISAC_BIN/isac-train" caqa "${longer[@]}" --checkpointEvery=1000 --out=stopped >job.out 2>job.err &
job=$!
for _ in {1..500}; do
    [[ ! -e stopped/curve.csv || $(wc -l <stopped/curve.csv) -lt 4 ]] || break
    sleep 0.02
done
reject "another isac-train is at work there" isac-train caqa --out=stopped --resume
kill -TERM "$job"
code=0
wait "$job" || code=$?
[[ $code == 1 && $(tail -n 1 job.err) == *"interrupted after "*"--out=stopped --resume' goes on" ]] ||
    complain "an interrupted training exits with $code: $(<job.err)"
[[ -s stopped/checkpoint.pt ]] || complain "an interrupted training leaves no checkpoint"
cp -r stopped damaged
call 0 isac-train caqa --out=stopped --resume
same uninterrupted stopped
truncate -s -100 damaged/checkpoint.pt
reject "damaged/checkpoint.pt" isac-train caqa --out=damaged --resume

# --- every learner trains and goes on
for agent in udrl-f saqa-fg jdrl-f jgdm-f ddpg-f td3-f rce-gradient; do
    call 0 isac-train caqa "${small[@]}" --episodes=24 --evaluateEvery=12 --agent=$agent --out=$agent
done

# What an agent brings along holds unless something else was typed.
grep -q '"actorRate": "0.001"' rce-gradient/config.json ||
    complain "rce-gradient learns with $(grep actorRate rce-gradient/config.json)"
grep -q '"actorHidden": "16"' rce-gradient/config.json || complain "what was typed is overruled"
call 0 isac-train caqa --agent=rce-gradient --help
grep -q -- '--actorRate .*default 0.001$' out || complain "--help shows another agent's settings"

# --- evaluation
reject "expected one of caqa" isac-evaluate
reject "--states=1: expected a whole number from 2" isac-evaluate caqa --states=1
reject "--policies: nonsense: " isac-evaluate caqa --states=5 --policies=constant,nonsense
reject "named twice" isac-evaluate caqa --states=5 --policies=constant,constant
reject "--policies: " isac-evaluate caqa --states=5 --policies=constant,,random
reject "there is no folder" isac-evaluate caqa --out=no/where.csv
reject "--bound: expected --optimum=1" isac-evaluate caqa --bound --optimum=0
call 0 isac-evaluate caqa --policies=list
grep -q "^cgq-fsg" out || complain "--policies=list does not name cgq-fsg"
scored=(caqa --nUsers=3 --states=40 --policies="constant,cgq-fsg-0.2,random,optimum,uninterrupted/policy.pt,uninterrupted/policy-torchscript.pt,ship.pt")
call 0 isac-evaluate "${scored[@]}" --out=scores.csv --bound
holds "(bound)"
[[ $(wc -l <scores.csv) == 8 && -s scores.timing.csv && $(wc -l <scores.optimum.csv) == 41 ]] ||
    complain "scores: $(<scores.csv)"
call 0 isac-evaluate "${scored[@]}" --out=twice.csv --bound --cache=scores.optimum.csv
cmp scores.csv twice.csv || complain "scores differ from run to run"
[[ ! -e twice.optimum.csv ]] || complain "--cache is not used"
# No share of the optimum is above 1, none of the bound above that of the optimum; the two files of
# one policy decide the same, to single precision.
awk -F, 'NR > 1 { if ($14 > 1 + 1e-9 || $17 > $14 + 1e-9) exit 1; reward[$1] = $6; share[$1] = $14 }
    END {
        if (share["optimum"] < 0.999 || reward["random"] >= reward["constant"]) exit 1
        d = reward["uninterrupted/policy.pt"] - reward["uninterrupted/policy-torchscript.pt"]
        if (d < -1e-4 || d > 1e-4) exit 1
    }' scores.csv || complain "senseless scores: $(<scores.csv)"

conclude
