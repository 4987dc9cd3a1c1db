#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# megc from outside: usage errors, what a run leaves behind, the same bytes for the same seed, the
# closed form in the ideal configuration, other traffic, a capture that any tool reads, the picture.
# Needs ISAC_BIN (executables), ISAC_ROOT (the repository) and ISAC_TMP (an empty folder).
set -euo pipefail

unset ISAC_PLOT
cd "$ISAC_TMP"
source "$ISAC_ROOT/test/cli/checks.bash"

run() { # CODE ARGUMENTS
    call "$1" megc --progress=0 "${@:2}"
}

refuse() { # TEXT ARGUMENTS: nothing is begun
    reject "$1" megc --output=refused "${@:2}"
    [[ ! -e refused && ! -e refused.tmp ]] || complain "megc ${*:2}: left a folder behind"
}

# --- usage
refuse "--slots=0: expected a whole number from 1" --slots=0
refuse "--preset=moon: expected one of paper, physical, gpu" --preset=moon
refuse "--policy=best: unknown" --policy=best
refuse "--policy=rra-2: unknown, or senseless" --policy=rra-2
refuse "--policy=nowhere.pt" --policy=nowhere.pt
refuse "no trained policy for this cell" --policy=lara --contentUsers=7
refuse "--bestEffortShare=0: expected more" --bestEffortShare=0
refuse "are all 0, expected a user" --computeUsers=0 --contentUsers=0 --visionUsers=0
refuse "--background=tcp: expected none with --ideal" --ideal --background=tcp
refuse "expected 16000 Mbit at most" --maxTask=9000
refuse "no trained policy for this cell" --policy=lara --contentDistance=1000
refuse "--background=some: expected one of none, udp, tcp, both" --background=some
run 0 --policy=list
grep -q '^rra\[-FLOOR\]' out && grep -q '^lara ' out || complain "--policy=list: $(<out)"

# --- what a run leaves behind, and the same bytes again
run 0 --slots=6 --policy=fra --output=one
[[ $(wc -l <one/slots.csv) == 7 && $(wc -l <one/users.csv) == 19 ]] || complain "rows are missing"
head -1 one/slots.csv | grep -q '^slot,start_s,decided_s,latency_s,closed_form_s,optimum_s$' ||
    complain "heads: $(head -1 one/slots.csv)"
for file in config.json summary.json; do
    python3 -m json.tool one/$file >json || complain "$file is no JSON"
done
run 0 --slots=6 --policy=fra --output=again
for file in slots.csv users.csv; do
    cmp one/$file again/$file || complain "$file differs for the same seed"
done
run 0 --slots=6 --policy=fra --output=other --RngRun=2
! cmp -s one/users.csv other/users.csv || complain "another run is the same run"
# The phases of a task add up; headers make all slots a little longer than the closed form.
awk -F, 'NR > 1 { device = $10 + $11; server = $10 + $12 + $13 + $14
                  longer = device > server ? device : server
                  if ($15 == "" || (longer - $15) ^ 2 > 1e-16) exit 1 }' one/users.csv ||
    complain "phases do not add up: $(<one/users.csv)"
awk -F, 'NR > 1 && !($4 > $5 && $4 < 1.1 * $5 && $5 >= $6 * (1 - 1e-12)) { exit 1 }' one/slots.csv ||
    complain "measured, closed form and optimum are out of order: $(<one/slots.csv)"

# --- ideal: the closed form, for any users; the optimum is the optimum
for policy in fra optimum; do
    run 0 --ideal --slots=5 --policy=$policy --computeUsers=3 --contentUsers=2 --visionUsers=2 \
        --preset=physical --output=ideal-$policy
    awk -F, 'NR > 1 && ($15 - $16) ^ 2 > (1e-6 * $16) ^ 2 { exit 1 }' ideal-$policy/users.csv ||
        complain "$policy, ideal: not the closed form: $(<ideal-$policy/users.csv)"
done
awk -F, 'NR > 1 && ($5 - $6) ^ 2 > (1e-5 * $6) ^ 2 { exit 1 }' ideal-optimum/slots.csv ||
    complain "the optimum is not the optimum: $(<ideal-optimum/slots.csv)"
# Whole bytes of a task are sent, which moves lambda; and 7 users have 7 rows.
[[ $(wc -l <ideal-fra/users.csv) == 36 ]] || complain "not seven users"

# --- other traffic, a server elsewhere, a capture
run 0 --slots=2 --policy=fra --background=both --backgroundRate=0.1 --backhaulDelay=5 --pcap=1 \
    --bestEffortShare=0.2 --slotTime=5 --output=busy
python3 - busy/summary.json <<'END' || complain "other traffic does not get through: $(<busy/summary.json)"
import json, sys
bytes_ = json.load(open(sys.argv[1]))["background_byte"]
sys.exit(not all(bytes_[what] > 10000 for what in ("udp_down", "tcp_down", "tcp_up")))
END
if command -v tshark >/dev/null; then
    # The tool may be confined to folders of its own.
    copy=$(mktemp -d)
    cp busy/megc-*.pcap "$copy/cell.pcap" && chmod -R a+rX "$copy"
    tshark -r "$copy/cell.pcap" -c 5000 -T fields -e _ws.col.Protocol 2>/dev/null | sort | uniq -c >protocols
    grep -q UDP protocols && grep -q TCP protocols || complain "tshark sees: $(<protocols)"
    rm -rf "$copy"
fi

# --- nobody reports in time: slots are over at once, and counted as given up
run 0 --slots=3 --policy=fra --reportTimeout=0.00001 --output=silent
grep -q '^3 of 3 slots were given up' out || complain "silent users: $(<out)"
awk -F, 'NR > 1 && $15 != "" { exit 1 }' silent/users.csv || complain "silent users have a latency"

# --- tasks of more packets than a queue has by itself, and Poisson ones
run 0 --slots=1 --policy=fra --minContent=150 --maxContent=200 --preset=physical --output=large
awk -F, 'NR > 1 && $15 == "" { exit 1 }' large/users.csv || complain "large content: $(<large/users.csv)"
run 0 --ideal --slots=4 --policy=fra --tasks=poisson --output=poisson
awk -F, 'NR > 1 && $4 % 1000000 != 0 { exit 1 }' poisson/users.csv ||
    complain "Poisson tasks are no whole Mbit: $(<poisson/users.csv)"

# --- a trained policy decides, and what differs in its place is the decision alone
run 0 --slots=3 --policy=lara --output=trained
run 0 --slots=3 --policy=auto --output=auto
cmp trained/users.csv auto/users.csv || complain "auto is not lara in the paper's cell"
cut -d, -f1-4 trained/users.csv >tasks
run 0 --slots=3 --policy=optimum --output=best
cut -d, -f1-4 best/users.csv | cmp - tasks || complain "tasks depend on the policy"

# --- the picture
if /usr/bin/python3 -c 'import matplotlib' 2>/dev/null; then
    ISAC_PLOT=$ISAC_ROOT/utils/plot-megc-timeline.py run 0 --slots=3 --policy=rra-0.1 --output=drawn
    [[ -s drawn/timeline.png ]] || complain "no picture"
    code=0
    /usr/bin/python3 "$ISAC_ROOT/utils/plot-megc-timeline.py" drawn --first=9 2>err || code=$?
    [[ $code == 2 && $(wc -l <err) == 1 ]] || complain "a slot that is not there: $code, $(<err)"
fi
conclude
