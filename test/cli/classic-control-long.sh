#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Learners solve what everyone knows: CartPole (mean return of 475 or more, as Gymnasium has it) and
# Acrobot (-120 or more), acting greedily in 100 episodes that no training met.
# Needs ISAC_BIN (executables) and ISAC_TMP (an empty folder). LEARNERS names some of them only.
set -euo pipefail

failures=0
cd "$ISAC_TMP"

# solve SYSTEM AGENT LEAST ARGUMENTS: train and compare the test's mean return
solve() {
    local system=$1 agent=$2 least=$3 reward
    shift 3
    [[ -z ${LEARNERS:-} || " $LEARNERS " == *" $agent "* ]] || return 0
    "$ISAC_BIN/isac-train" "$system" --agent="$agent" --progress=0 --envs=8 --discount=0.99 \
        --actorHidden=64,64 --criticHidden=64,64 --mish=0 --weightDecay=0 --minReplay=1000 \
        --replay=100000 --batch=128 --out="$system-$agent" "$@" >out 2>err || {
        echo "FAIL: $system $agent: $(<err)"
        failures=$((failures + 1))
        return 0
    }
    reward=$(sed -n 's/^test on .* reward \([-0-9.]*\) .*/\1/p' out)
    echo "$system $agent: $reward"
    awk -v reward="$reward" -v least="$least" 'BEGIN { exit !(reward >= least) }' || {
        echo "FAIL: $system $agent: $reward, expected $least or more"
        failures=$((failures + 1))
    }
}

onPolicy=(--rollout=128 --batch=256 --criticRate=1e-3)
solve cart-pole ppo 475 --episodes=1500 "${onPolicy[@]}"
solve cart-pole sac 475 --episodes=600 --actorRate=1e-3
solve cart-pole d2sac 475 --episodes=1500 --actorRate=1e-3 --initialTemperature=1
solve cart-pole d2sac-mlp 475 --episodes=1500 --actorRate=1e-3 --initialTemperature=0.5
solve cart-pole dqn 475 --episodes=2500 --updatesPerStep=2 --targetPeriod=200 --finalRate=0.1
solve cart-pole prioritized-dqn 475 --episodes=2500 --updatesPerStep=2 --targetPeriod=200 --finalRate=0.1
solve cart-pole rainbow 475 --episodes=2000 --lowestReturn=0 --highestReturn=100 --noisyDeviation=0.5 \
    --finalRate=0.1
solve cart-pole drqn 475 --episodes=600 --criticHidden=64 --recurrentHidden=64 --targetPeriod=200
solve acrobot ppo -120 --episodes=1500 "${onPolicy[@]}"
solve acrobot dqn -120 --episodes=400 --targetPeriod=200
solve acrobot reinforce -120 --episodes=4000 --rollout=512 --actorRate=1e-3
solve acrobot rainbow -120 --episodes=400 --lowestReturn=-100 --highestReturn=0 --noisyDeviation=0.5
solve acrobot drqn -120 --episodes=400 --criticHidden=64 --recurrentHidden=64 --targetPeriod=200

if ((failures > 0)); then
    echo "$failures checks failed"
    exit 1
fi
echo "all checks passed"
