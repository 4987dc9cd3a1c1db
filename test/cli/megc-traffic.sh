#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Other applications in a cell of MEGC: bytes over TCP and UDP arrive while every slot is completed,
# what is granted takes exactly as long as without them, and control waits little longer.
set -eu
fail()
{
    echo "megc-traffic.sh: $*" >&2
    exit 1
}

# Usage: figure FILE NAME
figure()
{
    awk -v name="$2" '$1 == name { print $2; found = 1 } END { exit !found }' "$1"
}

program=$ISAC_BIN/isac-megc-traffic
[ -x "$program" ] || { echo "megc-traffic.sh: $program is not built"; exit 77; }
cd "$ISAC_TMP"
# The slow preset: what other traffic gets through is what the run takes its time for.
cell="--preset=paper --slots=3 --slotTime=15"
for background in 0 1; do
    "$program" --background=$background $cell > $background.txt
    "$program" --background=$background $cell > again.txt
    cmp $background.txt again.txt || fail "two runs differ"
    [ "$(figure $background.txt complete)" = 3 ] || fail "not all slots were completed"
done
# A megabyte in a minute is a tenth of what the fixed subchannels carry.
for name in tcpDown tcpUp; do
    [ "$(figure 1.txt $name)" -gt 1000000 ] || fail "$name: not even a megabyte in a minute"
    [ "$(figure 0.txt $name)" = 0 ] || fail "$name: background traffic without background"
done
# 100 kbit/s to each of three users every other second of a minute, 1.1 MB; it waits behind TCP.
[ "$(figure 1.txt udpDown)" -gt 500000 ] || fail "udpDown: the stream does not arrive"
# Grants are in a band of their own. What waits behind best effort are a report and a grant, each for
# a burst that is in the air, of 10 ms at most, for each of three users; frames are shorter.
awk -v idle="$(figure 0.txt wait)" -v busy="$(figure 1.txt wait)" \
    'BEGIN { exit !(busy > idle && busy < idle + 3 * 2 * 0.010) }' \
    || fail "control waits for $(figure 1.txt wait) s, alone for $(figure 0.txt wait) s"
# A content user's request is control too, and so is what tells of a computation's result.
for name in uplink server downlink; do
    awk -v idle="$(figure 0.txt $name)" -v busy="$(figure 1.txt $name)" \
        'BEGIN { difference = busy - idle; exit !(difference * difference < 0.010 ^ 2) }' \
        || fail "$name depends on background traffic"
done

# A server behind a network gets its orders and tasks as packets, and answers under the grants.
"$program" --background=0 $cell --remote=1 > remote.txt
[ "$(figure remote.txt complete)" = 3 ] || fail "a server elsewhere does not complete all slots"
awk -v here="$(figure 0.txt latency)" -v there="$(figure remote.txt latency)" \
    'BEGIN { exit !(there > here && there < here + 3 * 4 * 0.001) }' \
    || fail "a wire of 1 ms costs more than it is long"
