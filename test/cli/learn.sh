#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Trained agents in caqa-aigc: they decide as their closed form says, they go on learning from what
# is measured, run after run, the same seed leaves the same files, and what cannot learn is refused
# with one line.
set -eu

program=$ISAC_BIN/caqa-aigc
agent=$ISAC_BIN/isac-small-agent
[ -x "$agent" ] || { echo "learn.sh: isac-small-agent is not built"; exit 77; }
unset ISAC_PLOT
cd "$ISAC_TMP"
source "$ISAC_ROOT/test/cli/checks.bash"

run() { # CODE ARGUMENTS
    call "$1" caqa-aigc "${@:2}"
}

refuse() { # TEXT ARGUMENTS: nothing is begun
    reject "$1" caqa-aigc --output=refused "${@:2}"
    [[ ! -e refused && ! -e refused.tmp ]] || complain "caqa-aigc ${*:2}: left a folder behind"
}

# column NAME FILE: the cells of a column, without its name
column() {
    awk -F, -v name="$1" 'NR == 1 { for (i = 1; i <= NF; ++i) if ($i == name) c = i; next }
                          { print $c }' "$2"
}

"$agent" --output=learner.pt
"$agent" --output=policy.pt --extent=policy
"$agent" --output=script.pt --extent=torchscript

# --- every learner decides, packet by packet, as its closed form says
for name in lpdrl-f lpdrl udrl-f saqa-fg jdrl-f jgdm-f ddpg-f td3-f rce-gradient; do
    "$agent" --agent=$name --output=$name.pt --extent=policy
    run 0 --policy=$name.pt --nUsers=3 --slots=4 --ideal --output=at-$name
    paste -d, <(column avg_caqa at-$name/slots.csv) <(column cf_avg_caqa at-$name/slots.csv) |
        awk -F, '{ ++n; if ($1 < $2 - 1e-4 || $1 > $2 + 1e-4 || $2 <= 0) bad = 1 }
                 END { exit bad || n != 4 }' ||
        complain "$name: what is measured is not what the closed form says"
done
cut -d, -f10 at-saqa-fg/users.csv | tail -n +2 | sort -u | grep -qx 7 ||
    complain "saqa-fg does not take 7 steps"

# --- the exported module decides as the agent does
run 0 --policy=policy.pt --nUsers=3 --slots=20 --output=still
run 0 --policy=script.pt --nUsers=3 --slots=20 --output=script
cmp <(cut -d, -f1-10 still/users.csv) <(cut -d, -f1-10 script/users.csv) ||
    complain "the exported module decides otherwise"

# --- learning: files, figures, twice the same
learn=(--nUsers=3 --slots=60 --slotsPerEpisode=10 --learn --learnAfter=20)
run 0 --policy=learner.pt "${learn[@]}" --output=first
run 0 --policy=learner.pt "${learn[@]}" --output=second
for file in users.csv slots.csv learning.csv policy.pt; do
    [[ -s first/$file ]] || complain "first/$file is missing or empty"
    cmp "first/$file" "second/$file" || complain "$file differs from run to run"
done
run 0 --policy=learner.pt "${learn[@]}" --output=other --RngRun=2
! cmp -s first/learning.csv other/learning.csv || complain "another run learns the same"
head -1 first/learning.csv | grep -q "^slot,reward,transitions,updates,critic_loss," ||
    complain "learning.csv begins with $(head -1 first/learning.csv)"
[[ $(column slot first/learning.csv) == "$(seq 0 59)" ]] || complain "not a row for each slot"
cmp <(column reward first/learning.csv) <(column reward first/slots.csv) ||
    complain "the reward that is learnt from is not the measured one"
# When the reward of slot 59 is in, transitions up to 57 have been learnt from.
[[ $(tail -1 first/learning.csv | cut -d, -f3,4) == 58,39 ]] ||
    complain "the last row is $(tail -1 first/learning.csv)"
awk -F, 'NR > 1 && NF != columns { exit 1 } { columns = NF }' first/learning.csv ||
    complain "rows of learning.csv differ in length"
run 0 --policy=learner.pt "${learn[@]}" --updatesPerSlot=3 --output=thrice
[[ $(tail -1 thrice/learning.csv | cut -d, -f4) == $((3 * 39)) ]] ||
    complain "three updates a slot: $(tail -1 thrice/learning.csv)"

# --- what was learnt is in policy.pt, acts, and goes on learning
run 0 --policy=first/policy.pt --nUsers=3 --slots=20 --output=learnt
! cmp -s learnt/users.csv still/users.csv || complain "learning changes nothing"
run 0 --policy=first/policy.pt "${learn[@]}" --output=next
! cmp -s next/policy.pt first/policy.pt || complain "a second run learns nothing"
run 0 --policy=first/policy.pt "${learn[@]}" --output=first
cmp first/policy.pt next/policy.pt || complain "going on in the same folder goes elsewhere"

# --- without exploring, and before it learns, an agent acts as it does otherwise
run 0 --policy=learner.pt --nUsers=3 --slots=20 --learn --explore=0 --learnAfter=100 --output=quiet
cmp quiet/users.csv still/users.csv || complain "--explore=0 departs from the best action"
[[ $(head -1 quiet/learning.csv) == slot,reward,transitions,updates ]] ||
    complain "figures without learning: $(head -1 quiet/learning.csv)"
[[ ! -e still/learning.csv && ! -e still/policy.pt ]] || complain "learning files without --learn"

# --- slot level learns from the closed form
run 0 --policy=learner.pt "${learn[@]}" --fidelity=slot --output=slot
cmp <(column reward slot/learning.csv) <(column cf_reward slot/slots.csv) ||
    complain "at slot level the reward is not that of the closed form"

# --- refusals
refuse "--learn: 'constant' does not learn; expected" --policy=constant --learn
refuse "policy.pt holds a policy only, expected a learner with its critics" --policy=policy.pt \
    --nUsers=3 --learn
refuse "--learn: 'script.pt' does not learn: a TorchScript module only acts" --policy=script.pt \
    --nUsers=3 --learn
"$agent" --agent=rce-gradient --output=exact.pt
refuse "rce-gradient learns from the closed form, not from what is measured" --policy=exact.pt \
    --nUsers=3 --learn
"$agent" --agent=rce-gradient --output=exact.pt
refuse "rce-gradient learns from the closed form, not from what is measured" --policy=exact.pt \
    --nUsers=3 --learn
refuse "--policy=learner.pt was trained for 3 users, expected 4" --policy=learner.pt --nUsers=4
refuse "--policy=nowhere.pt" --policy=nowhere.pt
refuse "--policy=lpdrl-f: no trained policy for K = 997" --policy=lpdrl-f --nUsers=997
refuse "--nUsers=997 makes one" --policy=lpdrl-f --nUsers=997
refuse "--explore: only with --learn" --explore=0
refuse "--learnAfter=-1: expected a whole number" --learnAfter=-1
head -c 2000 learner.pt >cut.pt
refuse "--policy=cut.pt: is damaged" --policy=cut.pt --nUsers=3

run 0 --policy=list
for line in constant lpdrl-f saqa-fg-Z "saqa-fg " FILE.pt; do
    grep -q "^$line" out || complain "--policy=list does not name $line"
done

conclude
