#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Training and scoring for ASP selection and classic control from outside: usage errors, that a
# killed training goes on to the same bytes with and without a replay, and that a trained policy
# decides in isac-evaluate and in asp-selection.
# Needs ISAC_BIN (executables), ISAC_ROOT (the repository) and ISAC_TMP (an empty folder).
set -euo pipefail

cd "$ISAC_TMP"
source "$ISAC_ROOT/test/cli/checks.bash"

# --- usage
reject "no such system, expected caqa, asp-selection, megc, da-isac, distributed-diffusion, cart-pole, acrobot" isac-train asp
reject "--agent=d3sac: no agent 'd3sac'; expected one of d2sac" isac-train asp-selection --agent=d3sac
reject "minSteps is above maxSteps" isac-train asp-selection --minSteps=300
reject "nowhere.csv" isac-train asp-selection --providers=nowhere.csv
reject "--nProviders=5: expected with" isac-train asp-selection --nProviders=5
reject "--policies: best: unknown" isac-evaluate asp-selection --policies=best
reject "--bound: expected fixed providers" isac-evaluate asp-selection --bound --restart
[[ -z $(find . -name '*run1*') ]] || complain "a refused training left a folder behind"
call 0 isac-train asp-selection --agent=list
for agent in d2sac d2sac-mlp sac dqn prioritized-dqn drqn rainbow reinforce ppo; do
    grep -q "^$agent " out || complain "--agent=list does not name $agent"
done

# --- a killed training ends as one that was left alone
small=(--episodes=30 --envs=2 --evaluateEvery=10 --checkpointEvery=10 --evaluationEpisodes=2
    --testEpisodes=2 --actorHidden=16 --criticHidden=16 --recurrentHidden=8 --minReplay=64 --batch=32
    --replay=1000 --rollout=16 --progress=0)
# train SYSTEM AGENT ARGUMENTS
train() {
    end_as_uninterrupted "$2" "$1" --agent="$2" "${small[@]}" "${@:3}"
}
train asp-selection d2sac --arrivalRate=0.0005 --horizon=4e5
train asp-selection drqn --arrivalRate=0.0005 --horizon=4e5 --batch=16
train asp-selection ppo --arrivalRate=0.0005 --horizon=4e5
head -1 d2sac/curve.csv | grep -q "episode_reward.*evaluation_crashes" || complain "the curve lacks columns"

# --- a policy decides
call 0 isac-evaluate asp-selection --episodes=3 --out=scores.csv --bound --progress=0 \
    --policies=crash-avoid,d2sac/policy.pt,drqn/policy.pt,ppo/policy-torchscript.pt
[[ $(wc -l <scores.csv) == 5 ]] || complain "expected four policies: $(<scores.csv)"
awk -F, 'NR > 1 && !($4 <= $NF) { exit 1 }' scores.csv || complain "a reward is above the bound: $(<scores.csv)"
call 0 asp-selection --level=slot --policy=drqn/policy.pt --horizon=20000 --output=slot --progress=0
[[ -s slot/summary.json ]] || complain "a recurrent policy leaves no results"
call 0 isac-train cart-pole --agent=ppo "${small[@]}" --out=pole
# What denoising does to a decision: five steps and the noise before them, which knows nothing
call 0 isac-evaluate asp-selection --policies=d2sac --episodes=2 --chain=chain.csv --progress=0
awk -F, 'NR == 1 { header = $0 }
         NR > 1 { steps = steps $1; first = NR == 2 ? $2 : first; last = $2; entropy = $4 }
         END { exit !(header == "step,prophet_probability,largest_probability,entropy_nat" && steps == "012345" &&
                      first > 0.03 && first < 0.07 && last > 1.5 * first && entropy < 1.5) }' chain.csv ||
    complain "chain.csv: $(<chain.csv)"
reject "--chain: expected a D2SAC agent" isac-evaluate asp-selection --policies=crash-avoid --chain=chain.csv
reject "--chain: expected one policy" isac-evaluate asp-selection --policies=d2sac,prophet --chain=chain.csv
reject "holds no agent of asp-selection" isac-evaluate asp-selection --policies=pole/policy.pt

conclude
