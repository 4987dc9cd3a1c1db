#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Training and scoring for ASP selection and classic control from outside: usage errors, that a
# killed training goes on to the same bytes with and without a replay, and that a trained policy
# decides in isac-evaluate and in asp-selection.
# Needs ISAC_BIN (executables), ISAC_ROOT (the repository) and ISAC_TMP (an empty folder).
set -euo pipefail

failures=0
cd "$ISAC_TMP"

complain() {
    echo "FAIL: $*"
    failures=$((failures + 1))
}

# run CODE PROGRAM ARGUMENTS: stdout and stderr go to files; the exit code is checked
run() {
    local expected=$1 program=$2 code=0
    shift 2
    "$ISAC_BIN/$program" "$@" >out 2>err || code=$?
    [[ $code == "$expected" ]] || complain "$program $*: exit code $code, expected $expected: $(<err)"
}

# refuse TEXT PROGRAM ARGUMENTS: exit code 2, one line on stderr that contains TEXT
refuse() {
    local text=$1
    shift
    run 2 "$@"
    [[ $(wc -l <err) == 1 && $(<err) == *"$text"* ]] ||
        complain "$*: expected one line with '$text', got: $(<err)"
}

# --- usage
refuse "no such system, expected caqa, asp-selection, cart-pole, acrobot" isac-train asp
refuse "--agent=d3sac: no agent 'd3sac'; expected one of d2sac" isac-train asp-selection --agent=d3sac
refuse "minSteps is above maxSteps" isac-train asp-selection --minSteps=300
refuse "nowhere.csv" isac-train asp-selection --providers=nowhere.csv
refuse "--nProviders=5: expected with" isac-train asp-selection --nProviders=5
refuse "--policies: best: unknown" isac-evaluate asp-selection --policies=best
refuse "--bound: expected fixed providers" isac-evaluate asp-selection --bound --restart
[[ -z $(find . -name '*run1*') ]] || complain "a refused training left a folder behind"
run 0 isac-train asp-selection --agent=list
for agent in d2sac d2sac-mlp sac dqn prioritized-dqn drqn rainbow reinforce ppo; do
    grep -q "^$agent " out || complain "--agent=list does not name $agent"
done

# --- a killed training ends as one that was left alone
small=(--episodes=30 --envs=2 --evaluateEvery=10 --checkpointEvery=10 --evaluationEpisodes=2
    --testEpisodes=2 --actorHidden=16 --criticHidden=16 --recurrentHidden=8 --minReplay=64 --batch=32
    --replay=1000 --rollout=16 --progress=0)
# train SYSTEM AGENT ARGUMENTS: whole, then killed at its first checkpoint and taken up again
train() {
    local system=$1 agent=$2 job
    shift 2
    run 0 isac-train "$system" --agent="$agent" "${small[@]}" "$@" --out="$agent"
    "$ISAC_BIN/isac-train" "$system" --agent="$agent" "${small[@]}" "$@" --out="$agent-killed" >job.out 2>&1 &
    job=$!
    while kill -0 "$job" 2>/dev/null; do
        if [[ -s $agent-killed/checkpoint.pt ]]; then
            kill -9 "$job" 2>/dev/null || true
            break
        fi
        sleep 0.02
    done
    wait "$job" 2>/dev/null || true
    [[ ! -e $agent-killed/summary.json ]] || complain "$agent was over before it could be killed"
    run 0 isac-train "$system" --out="$agent-killed" --resume
    for file in curve.csv policy.pt policy-torchscript.pt; do
        cmp "$agent/$file" "$agent-killed/$file" || complain "$agent: $file differs after a kill"
    done
}
train asp-selection d2sac --arrivalRate=0.0005 --horizon=4e5
train asp-selection drqn --arrivalRate=0.0005 --horizon=4e5 --batch=16
train asp-selection ppo --arrivalRate=0.0005 --horizon=4e5
head -1 d2sac/curve.csv | grep -q "episode_reward.*evaluation_crashes" || complain "the curve lacks columns"

# --- a policy decides
run 0 isac-evaluate asp-selection --episodes=3 --out=scores.csv --bound --progress=0 \
    --policies=crash-avoid,d2sac/policy.pt,drqn/policy.pt,ppo/policy-torchscript.pt
[[ $(wc -l <scores.csv) == 5 ]] || complain "expected four policies: $(<scores.csv)"
awk -F, 'NR > 1 && !($4 <= $NF) { exit 1 }' scores.csv || complain "a reward is above the bound: $(<scores.csv)"
run 0 asp-selection --level=slot --policy=drqn/policy.pt --horizon=20000 --output=slot --progress=0
[[ -s slot/summary.json ]] || complain "a recurrent policy leaves no results"
run 0 isac-train cart-pole --agent=ppo "${small[@]}" --out=pole
refuse "holds no agent of asp-selection" isac-evaluate asp-selection --policies=pole/policy.pt

if ((failures > 0)); then
    echo "$failures checks failed"
    exit 1
fi
echo "all checks passed"
