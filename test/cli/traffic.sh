#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# UDP and TCP over IPv4 and IPv6 over the radio, without a resource manager: all of it arrives, flow
# monitor counts what the sinks count, and the same run gives the same figures and captures.
set -eu
fail()
{
    echo "traffic.sh: $*" >&2
    exit 1
}

program=$ISAC_BIN/isac-traffic
[ -x "$program" ] || { echo "traffic.sh: $program is not built"; exit 77; }
cd "$ISAC_TMP"
for ip in 4 6; do
    "$program" --ip=$ip --pcap=first$ip > first$ip.txt
    # Two streams of 500 packets of 1000 bytes, two files of 3 MB; what flow monitor counts.
    cat > expected.txt << 'END'
udpDown 500000
udpUp 500000
tcpDown 3000000
tcpUp 3000000
flowUdp 1000
radioLost 0
END
    grep -v flowLost first$ip.txt > arrived.txt
    diff expected.txt arrived.txt || fail "IPv$ip: not all arrived"
done
# Not of IPv6: neighbour discovery keeps few packets while it asks, and drops others above the radio.
grep -qx "flowLost 0" first4.txt || fail "flow monitor misses packets of IPv4"

"$program" --ip=4 --pcap=again > again.txt
cmp first4.txt again.txt || fail "two runs differ"
captures=0
for file in first4-*.pcap; do
    cmp "$file" "again${file#first4}" || fail "two captures differ"
    captures=$((captures + 1))
done
[ $captures = 3 ] || fail "$captures captures, expected one of each device"
"$program" --ip=4 --pcap=other --RngRun=2 > other.txt
if cmp -s first4-0-0.pcap other-0-0.pcap; then
    fail "another run gives the same capture"
fi
