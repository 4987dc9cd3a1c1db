#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Captures as tshark reads them: frames and messages by our dissectors, IP without them, and what they
# hold is what the run's own tables say.
set -eu
fail()
{
    echo "pcap.sh: $*" >&2
    exit 1
}
skip()
{
    echo "pcap.sh: $*"
    exit 77
}

program=$ISAC_BIN/caqa-aigc
script=$ISAC_ROOT/utils/wireshark/isac.lua
[ -x "$program" ] || skip "$program is not built"
command -v tshark > /dev/null || skip "no tshark"
command -v text2pcap > /dev/null || skip "no text2pcap"
cd "$ISAC_TMP"
# A Wireshark that is not told by anyone's settings.
export HOME="$ISAC_TMP" XDG_CONFIG_HOME="$ISAC_TMP/config"

# Some installations load no scripts for root: then nobody reads them, from a folder he may read.
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cp "$script" "$copy/isac.lua"
chmod -R a+rX "$copy"
as=()
decode()
{
    "${as[@]}" tshark -X "lua_script:$copy/isac.lua" "$@" 2> stderr.txt ||
        fail "tshark $*: $(cat stderr.txt)"
    if grep -i "lua.*error" stderr.txt; then
        fail "the dissector has failed"
    fi
}
hex()
{
    printf '0000'
    sed 's/../ &/g' <<< "$1"
}
hex 0100080600000007ffffffffffff66778899aabb00010800060400016677889900010a0100020000000000000a010001 > arp.hex
text2pcap -q -l 147 arp.hex "$copy/arp.pcap" > text2pcap.txt 2>&1
chmod a+r "$copy/arp.pcap"
loads()
{
    [ "$("${as[@]}" tshark -X "lua_script:$copy/isac.lua" -r "$copy/arp.pcap" -T fields \
        -e isac.direction 2> stderr.txt)" = 1 ]
}
if ! loads; then
    cat stderr.txt
    [ "$(id -u)" = 0 ] || skip "this tshark does not load our script"
    as=(env HOME=/nonexistent XDG_CONFIG_HOME=/nonexistent setpriv --reuid=65534 --regid=65534 --clear-groups)
    loads || skip "this tshark does not load our script"
fi

USERS=4
SLOTS=2
for mode in user0 raw; do
    "$program" --slots=$SLOTS --nUsers=$USERS --pcap=$mode --output=$mode --progress=0 > $mode.txt
    mv $mode/*.pcap "$copy/$mode.pcap"
    chmod a+r "$copy/$mode.pcap"
    decode -r "$copy/$mode.pcap" -T fields -E separator=, -e isac.direction -e isac.class \
        -e isac.type -e isac.src -e isac.dst -e isac.sequence -e isac.message -e isac.slot \
        -e isac.user -e isac.content.length -e isac.content.total -e isac.content.offset \
        -e isac.accuracy -e isac.report.gain -e isac.report.requirement -e _ws.malformed \
        > $mode.fields
    [ -s $mode.fields ] || fail "$mode: no frames"
    [ -z "$(cut -d, -f16 $mode.fields | tr -d '\n')" ] || fail "$mode: malformed frames"
done

# Messages are the same with and without MAC header, frame by frame.
cut -d, -f7- user0.fields > user0.messages
cut -d, -f7- raw.fields > raw.messages
cmp user0.messages raw.messages || fail "the two kinds of capture hold different messages"

# One report of each user for every slot, and one that tells the last outcome.
reports=$(grep -c "status report" raw.messages)
[ "$reports" = $((USERS * (SLOTS + 1))) ] || fail "$reports status reports"
awk -F, '$7 == "status report" && !($14 > 0 && $14 < 1e-3 && $15 >= 0.4 && $15 <= 0.45 &&
         $1 == 1 && $4 == $9) { exit 1 }' user0.fields || fail "values of a report"
# Content goes down, granted, to its user; pieces lie within the whole.
awk -F, '$7 == "content" && !($1 == 0 && $2 == 1 && $3 == "0x0800" && $5 == $9 &&
         $12 + $10 <= $11 && $13 > 0 && $13 <= 1) { exit 1 }' user0.fields ||
    fail "values of content"
# Gain and requirement of slot 0 and bytes of content are those of users.csv.
awk -F, '$7 == "content" { bytes[$8 "," $9] += $10 }
         END { for (key in bytes) print key "," bytes[key] }' user0.fields | sort > captured.txt
awk -F, 'NR == 1 { for (i = 1; i <= NF; ++i) column[$i] = i; next }
         $column["bytes"] > 0 { print $column["slot"] "," $column["mac"] "," $column["bytes"] }' \
    user0/users.csv | sort > told.txt
[ -s told.txt ] || fail "no content in users.csv"
diff captured.txt told.txt || fail "content in the capture and in users.csv differ"
awk -F, 'FNR == 1 { file += 1 }
         file == 1 && $7 == "status report" { gain[$8 "," $9] = $14; need[$8 "," $9] = $15 }
         file == 2 && FNR == 1 { for (i = 1; i <= NF; ++i) column[$i] = i }
         # both print at least 9 digits
         file == 2 && FNR > 1 {
             key = $column["slot"] "," $column["mac"]
             g = $column["gain"] / gain[key] - 1
             r = $column["requirement"] / need[key] - 1
             if (g > 1e-8 || g < -1e-8 || r > 1e-8 || r < -1e-8) exit 1
         }' user0.fields user0/users.csv || fail "gains or requirements differ from users.csv"
# Every sender counts its frames; those of one class to one receiver keep their order.
awk -F, '{ link = $4 $5 $2; if (link in last && $6 <= last[link]) exit 1; last[link] = $6 }' \
    user0.fields || fail "sequence numbers do not rise"

# Any tool reads a raw capture: IPv4 and UDP, without our script.
tshark -r "$copy/raw.pcap" -Y "!(ip.version == 4 && udp)" > other.txt 2> stderr.txt
[ ! -s other.txt ] || fail "something else than UDP over IPv4 in the raw capture"

# By hand: a request on the backhaul, a frame of ARP, a frame that is cut off.
hex deadbeef66778899aabb0102a0b0c0d03fd0000000000000010203 > request.hex
text2pcap -q -u 40000,5000 request.hex "$copy/request.pcap" > text2pcap.txt 2>&1
chmod a+r "$copy"/*.pcap
request=$(decode -r "$copy/request.pcap" -T fields -E separator=, -e isac.message -e isac.slot \
    -e isac.user -e isac.steps -e isac.request.bytes -e isac.accuracy -e isac.request.sensed)
[ "$request" = "generation request,3735928559,66:77:88:99:aa:bb,258,2695938256,0.25,010203" ] ||
    fail "request is $request"
arp=$(decode -r "$copy/arp.pcap" -T fields -E separator=, -e isac.direction -e isac.sequence \
    -e arp.src.proto_ipv4 -e arp.dst.proto_ipv4)
[ "$arp" = "1,7,10.1.0.2,10.1.0.1" ] || fail "ARP is $arp"
hex 01000806000000 > cut.hex
text2pcap -q -l 147 cut.hex "$copy/cut.pcap" > text2pcap.txt 2>&1
chmod a+r "$copy/cut.pcap"
cut=$(decode -r "$copy/cut.pcap" -T fields -e isac.sequence)
[ -z "$cut" ] || fail "a frame that is cut off has a sequence number"

# DA-ISAC: every message of users that crosses the air, with the values that users.csv has.
"$ISAC_BIN/da-isac" --slots=2 --users=3 --pcap=1 --output=da --progress=0 > da.txt
mv da/*.pcap "$copy/"
chmod a+r "$copy"/*.pcap
for station in 0 1; do
    decode -r "$copy/da-isac-$station-0.pcap" -T fields -E separator=, -e isac.class -e isac.da.message \
        -e isac.da.slot -e isac.da.user -e isac.da.attribute -e isac.da.value -e isac.da.length \
        -e isac.da.bytes -e isac.da.east -e udp.dstport -e _ws.malformed
done > da.fields
[ -z "$(cut -d, -f11 da.fields | tr -d '\n')" ] || fail "DA-ISAC: malformed frames"
[ "$(grep -c ,greeting, da.fields)" = 6 ] || fail "DA-ISAC: not a greeting of each user in each cell"
[ "$(grep -c ,grant, da.fields)" = 6 ] || fail "DA-ISAC: not a grant for each user and slot"
[ "$(grep -c ,request, da.fields)" = 6 ] || fail "DA-ISAC: not a request of each user and slot"
awk -F, '$2 == "report" && $5 < 2 { print $3 "," $4 "," $5 "," $6 }' da.fields | sort -u > captured.txt
[ -s captured.txt ] || fail "DA-ISAC: no reports"
awk -F, 'FNR == 1 { file += 1 }
         file == 2 && FNR == 1 { for (i = 1; i <= NF; ++i) column[$i] = i }
         file == 1 { told[$1 "," $2 "," $3] = $4; next }
         file == 2 && FNR > 1 {
             key = $column["slot"] "," $column["user"]
             for (what = 0; what < 2; ++what) {
                 value = $column[what == 0 ? "behaviour" : "file_MB"]
                 if (!((key "," what) in told)) continue
                 ++checked
                 miss = told[key "," what] / value - 1
                 if (miss > 1e-9 || miss < -1e-9) exit 1
             }
         }
         END { if (checked < 6) exit 1 }' captured.txt da/users.csv ||
    fail "DA-ISAC: reports differ from users.csv"
# All pieces of segments that came are those of the whole bytes asked for.
asked=$(awk -F, '$2 == "request" { sum += $8 } END { print sum }' da.fields)
came=$(awk -F, '$2 == "segment" { sum += $7 } END { print sum }' da.fields)
[ "$asked" = "$came" ] || fail "DA-ISAC: $asked bytes were asked for, $came came"
