#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# distributed-diffusion from outside: usage errors, what a run leaves behind, the same bytes for the
# same seed, the closed form in the ideal configuration, arrangements, cache, HARQ, a capture, the
# pictures.
# Needs ISAC_BIN (executables), ISAC_ROOT (the repository) and ISAC_TMP (an empty folder).
set -euo pipefail

unset ISAC_PLOT
cd "$ISAC_TMP"
source "$ISAC_ROOT/test/cli/checks.bash"

run() { # CODE ARGUMENTS
    call "$1" distributed-diffusion --progress=0 "${@:2}"
}

refuse() { # TEXT ARGUMENTS: nothing is begun
    reject "$1" distributed-diffusion --output=refused "${@:2}"
    [[ ! -e refused && ! -e refused.tmp ]] || complain "${*:2}: left a folder behind"
}

rows() { # FILE NUMBER: it has so many beside its header
    [[ $(wc -l <"$1") == $(($2 + 1)) ]] || complain "$1: expected $2 rows: $(<"$1")"
}

column() { # FILE NAME: its values, one a line; no cell of our tables has a comma in it
    # What is wrong is noted in a file, for nobody sees how the command of a <() ends.
    awk -F, -v name="$2" 'NR == 1 { for (i = 1; i <= NF; ++i) if ($i == name) place = i
                                    if (!place) exit 1; next } { print $place }
                          END { exit !(place && NR > 1) }' "$1" || echo "$1 has no $2" >>missing
}

# --- usage
refuse "--slots=0: expected a whole number from 1" --model=none --slots=0
refuse "--policy=best: unknown" --model=none --policy=best
refuse "--model=nowhere.pt" --model=nowhere.pt
refuse "unknown prompt 'red tiger'" --model=none --prompts="red striped disk;red tiger"
refuse "--prompts: expected 2 at most" --model=none --users=2 \
    --prompts="red plain disk;red plain disk;red plain disk"
refuse "--serverBudget does not allow a step" --model=none --serverBudget=0.4
refuse "the part of one of 3 users does not allow" --model=none --serverBudget=1.2
refuse "--deviceBudget does not allow a step" --model=none --deviceBudget=0.5
refuse "--arrangement=star: expected one of edge, pairs, cluster" --model=none --arrangement=star
refuse "--channel=average" --model=none --channel=average
refuse "there are no pictures with --model=none" --model=none --qoe=measured
refuse "--visionUrl=http://127.0.0.1:9" --qoe=vision --visionUrl=http://127.0.0.1:9
refuse "there is no server with --arrangement=pairs" --model=none --arrangement=pairs --backhaulDelay=1
for none in snrPerWatt pathGain; do
    refuse "--$none: nothing is heard" --model=none --$none=0
done
for none in minDistance=0.1 maxDistance=1 ratings slotsPerEpisode=7; do
    refuse "--${none%=*}: here prompts tell distances" --model=none "--$none"
done
for time in serverStepTime deviceStepTime; do
    refuse "--$time=1e-7: expected" --model=none --$time=1e-7
done
for fading in fadingSeverity fadingShadowing; do
    refuse "--$fading=0.005: expected" --model=none --$fading=0.005
done
refuse "--energyPerWatt: latents that take so long" --model=none --energyPerWatt=1e8 --serverBudget=1e9
refuse "--energyPerWatt: latents that take so short" --model=none --energyPerWatt=1e-9
refuse "--policy=ddpg" --model=none --users=6 --policy=ddpg
printf 'no model' >broken.pt
refuse "--model=broken.pt" --model=broken.pt
run 0 --policy=list
grep -q '^equal-split\[-T0-TK\]' out || complain "--policy=list: $(<out)"

# --- what a run leaves behind, and the same bytes again
model=(--slots=3 --policy=equal-split-3-8 --users=2)
run 0 "${model[@]}" --output=one
rows one/slots.csv 3
rows one/users.csv 6
grep -q 'server prompt' out || complain "no table of users: $(<out)"
[[ $(find one/pictures -name '*.png' | wc -l) == 6 ]] || complain "pictures: $(ls one one/pictures)"
for file in config.json summary.json; do
    python3 -m json.tool one/$file >json || complain "$file is no JSON"
done
run 0 "${model[@]}" --output=again
run 0 "${model[@]}" --output=other --RngRun=2
for file in slots.csv users.csv $(cd one && find pictures -name '*.png'); do
    cmp one/"$file" again/"$file" || complain "$file differs for the same seed"
done
! cmp -s one/users.csv other/users.csv || complain "another run is the same run"
# The band is wide enough for headers; control takes time of its own.
column one/users.csv airtime_s | awk '($1 - 0.1) ^ 2 > 1e-14 { exit 1 }' || complain "airtime is not beta"
column one/users.csv wait_s | awk '$1 <= 0 { exit 1 }' || complain "control takes no time"
# Evaluators see the same pictures and may judge them otherwise.
run 0 "${model[@]}" --qoe=measured --output=measured
for file in $(cd one && find pictures -name '*.png'); do
    cmp one/"$file" measured/"$file" || complain "$file depends on who judges"
done
rows measured/users.csv 6
column measured/users.csv qoe | awk '!($1 >= 0 && $1 <= 1) { exit 1 }' || complain "no QoE"
[[ $(column measured/users.csv surrogate_qoe) == "$(column one/users.csv qoe)" ]] ||
    complain "the surrogate is not what it was"

# --- a vision-language model judges, here one that likes everything as much; then nobody answers
cat >server.py <<'END'
import http.server, json
class Handler(http.server.BaseHTTPRequestHandler):
    def reply(self, body):
        data = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
    def do_GET(self):
        self.reply({"status": "ok"})
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        assert any("image_url" in part for part in body["messages"][1]["content"])
        self.reply({"choices": [{"message": {"content": '{"score": 0.625}'}}]})
    def log_message(self, *words):
        pass
server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
with open("port.tmp", "w") as file:
    file.write(str(server.server_port))
import os; os.rename("port.tmp", "port")
server.serve_forever()
END
python3 server.py &
server=$!
trap 'kill $server 2>/dev/null || true' EXIT
for _ in $(seq 100); do [[ -s port ]] || sleep 0.1; done
url=http://127.0.0.1:$(<port)
run 0 "${model[@]}" --qoe=vision --visionUrl="$url" --visionCache=answers --output=seen
rows seen/users.csv 6
column seen/users.csv qoe | awk '$1 != 0.625 { exit 1 }' || complain "vision: $(<seen/users.csv)"
grep -q '^vision model: 6 pictures, 6 requests, 0 answers from the folder, 0 without' out ||
    complain "vision: $(tail -2 out)"
kill $server && wait $server 2>/dev/null || true
run 0 "${model[@]}" --qoe=vision --visionUrl="$url" --visionCache=answers --visionReplay=1 --output=replayed
cmp seen/users.csv replayed/users.csv || complain "a replay differs"
run 1 "${model[@]}" --qoe=vision --visionUrl="$url" --visionCache=answers --visionReplay=1 --RngRun=2 \
    --output=unseen
[[ $(wc -l <err) == 1 && ! -e unseen ]] || complain "a picture that nobody has seen: $(<err)"
run 0 "${model[@]}" --qoe=vision --visionUrl="$url" --visionCache=answers --visionReplay=1 --RngRun=2 \
    --visionFallback=1 --output=unseen
rows unseen/users.csv 6
[[ $(column unseen/users.csv qoe) == "$(column unseen/users.csv surrogate_qoe)" ]] ||
    complain "the surrogate does not answer"

# --- ideal: the closed form; a scheme is compared with others over the same requests
for policy in optimum equal-power; do
    run 0 --model=none --ideal --slots=5 --policy=$policy --output=ideal-$policy
    rows ideal-$policy/slots.csv 5
    rows ideal-$policy/users.csv 15
    paste -d, <(column ideal-$policy/slots.csv shared_steps_J) <(column ideal-$policy/slots.csv radio_J) \
        <(column ideal-$policy/slots.csv expected_server_J) |
        awk -F, '($1 + $2 - $3) ^ 2 > 1e-10 { exit 1 }' || complain "$policy: energy is not (24)"
    column ideal-$policy/users.csv airtime_s | awk '($1 - 0.1) ^ 2 > 1e-14 { exit 1 }' ||
        complain "$policy: airtime is not beta"
    # Six deviations of a binomial of 131072 bits.
    paste -d, <(column ideal-$policy/users.csv wrong_bits) \
        <(column ideal-$policy/users.csv expected_bit_error) |
        awk -F, '{ m = 131072 * $2; if (($1 - m) ^ 2 > 36 * m + 100) exit 1 }' ||
        complain "$policy: bit errors: $(<ideal-$policy/users.csv)"
done
cmp <(column ideal-optimum/users.csv prompt) <(column ideal-equal-power/users.csv prompt) ||
    complain "requests depend on the policy"
cmp <(column ideal-optimum/users.csv gain) <(column ideal-equal-power/users.csv gain) ||
    complain "channels depend on the policy"
paste -d, <(column ideal-optimum/slots.csv expected_reward) \
    <(column ideal-equal-power/slots.csv expected_reward) |
    awk -F, '$1 < $2 - 1e-4 { exit 1 }' || complain "the optimum is none"

# --- nobody is heard: no results; somebody is not: that is said
for silent in reportTimeout=0 controlShare=0.05; do
    run 1 "${model[@]}" --$silent --output=silent
    [[ $(wc -l <err) == 1 && $(<err) == *"no request was heard: --reportTimeout"*"--controlShare"* ]] ||
        complain "silence: $(<err)"
    [[ ! -e silent && ! -e silent.tmp ]] || complain "silence left a folder behind"
done
run 0 --users=2 --slots=2 --policy=equal-split-3-8 --prompts="red plain disk;yellow striped triangle" \
    --reportTimeout=0.44 --output=heard
grep -q '^2 of 4 requests were not heard' out || complain "who was not heard: $(<out)"
[[ $(column heard/slots.csv asked) == $'2\n2' && $(column heard/slots.csv users) == $'1\n1' ]] ||
    complain "who was not heard: $(<heard/slots.csv)"

# --- arrangements, cache, HARQ, a server elsewhere
for arrangement in pairs cluster; do
    run 0 --model=none --slots=3 --users=4 --policy=equal-power --arrangement=$arrangement \
        --output=$arrangement
    rows $arrangement/users.csv 12
    column $arrangement/users.csv head | grep -q 1 || complain "$arrangement: no head"
    column $arrangement/users.csv bits | awk '$1 != 131072 { exit 1 }' ||
        complain "$arrangement: latents are missing: $(<$arrangement/users.csv)"
done
same="red plain disk;red plain disk;red plain disk"
run 0 --model=none --slots=4 --policy=equal-split-3-8 --prompts="$same" --cache=8 --output=cached
python3 - cached/summary.json <<'END' || complain "cache: $(<cached/summary.json)"
import json, sys
cache = json.load(open(sys.argv[1]))["cache"]
sys.exit(not (cache["hits"] == 3 and cache["misses"] == 1 and cache["saved_steps"] == 9
              and cache["hit_rate"] == 0.75 and abs(cache["saved_J"] - 4.5) < 1e-9))
END
run 0 --model=none --slots=3 --policy=equal-power --transmissions=16 --output=harq
run 0 --model=none --slots=3 --policy=equal-power --output=plain
rows harq/users.csv 9
rows plain/users.csv 9
paste -d, <(column harq/users.csv wrong_bits) <(column plain/users.csv wrong_bits) |
    awk -F, '{ harq += $1; plain += $2 } END { exit !(10 * harq < plain) }' ||
    complain "HARQ leaves errors"
run 0 --model=none --slots=1 --policy=equal-power --backhaulDelay=5 --output=remote
# A learner for three decides for six in groups of three; slots may be days apart.
run 0 --model=none --slots=2 --users=6 --mostPerGroup=3 --groupDistance=9 --policy=ddpg --slotTime=1e6 \
    --output=threes
[[ $(column threes/slots.csv groups) == $'2\n2' ]] || complain "groups: $(<threes/slots.csv)"
# Sharing has a price and a gain: chains of one's own take as many server steps as there are users.
run 0 --model=none --slots=3 --policy=equal-split-2-8 --sharing=separate --output=separate
rows separate/slots.csv 3
column separate/slots.csv groups | awk '$1 != 3 { exit 1 }' || complain "separate chains share"
python3 - separate/summary.json <<'END' || complain "separate chains save: $(<separate/summary.json)"
import json, sys
sys.exit(abs(json.load(open(sys.argv[1]))["energy"]["saved_of_steps"]["mean"]) > 1e-9)
END

# --- a capture, by our dissector
if command -v tshark >/dev/null; then
    run 0 --model=none --slots=2 --policy=equal-power --pcap=1 --output=captured
    # The tool may be confined to folders of its own, and load no scripts for root.
    copy=$(mktemp -d)
    cp captured/*.pcap "$copy/cell.pcap" && cp "$ISAC_ROOT/utils/wireshark/isac.lua" "$copy"
    # A script that cannot fail tells whether it loads any.
    echo 'io.stderr:write("scripts are loaded")' >"$copy/probe.lua"
    chmod -R a+rX "$copy"
    loads() {
        [[ $("${as[@]}" tshark -X "lua_script:$copy/probe.lua" -r "$copy/cell.pcap" -c 1 2>&1) == *"scripts are loaded"* ]]
    }
    as=()
    if ! loads && [[ $(id -u) == 0 ]]; then
        as=(env HOME=/nonexistent XDG_CONFIG_HOME=/nonexistent setpriv --reuid=65534 --regid=65534 --clear-groups)
    fi
    if ! loads; then
        echo "no look at the capture: this tshark loads no scripts"
    elif ! "${as[@]}" tshark -X "lua_script:$copy/isac.lua" -r "$copy/cell.pcap" -T fields -E separator=, \
        -e isac.dd.message -e isac.dd.slot -e isac.dd.offset -e isac.dd.length -e isac.dd.text \
        -e _ws.malformed >fields 2>lua || grep -qi 'lua.*error' lua; then
        complain "the dissector has failed: $(<lua)"
    else
        [[ $(grep -c ^poll, fields) == 6 && $(grep -c ^request, fields) == 6 ]] ||
            complain "polls and requests: $(cut -d, -f1 fields | sort | uniq -c)"
        [[ $(grep -c ^plan, fields) == 6 && $(grep -c ^outcome, fields) == 6 ]] ||
            complain "plans and outcomes: $(cut -d, -f1 fields | sort | uniq -c)"
        # 16384 bytes in packets of 1400, for three users in two slots.
        [[ $(grep -c ^latent, fields) == 72 ]] || complain "latents: $(grep -c ^latent, fields)"
        awk -F, '$1 == "latent" { sum += $4 } END { exit sum != 6 * 16384 }' fields ||
            complain "bytes of latents"
        cmp <(awk -F, '$1 == "request" { print $5 }' fields | sort) \
            <(column captured/users.csv prompt | sort) || complain "prompts in packets: $(<fields)"
        [[ -z $(cut -d, -f6 fields | tr -d '\n') ]] || complain "malformed frames"
    fi
    rm -rf "$copy"
fi

# --- the picture
if /usr/bin/python3 -c 'import matplotlib' 2>/dev/null; then
    ISAC_PLOT=$ISAC_ROOT/utils/plot-dd-pictures.py run 0 "${model[@]}" --output=drawn
    [[ -s drawn/pictures.png ]] || complain "no picture"
    # Of several runs too, with a model or without.
    cp drawn/pictures.png alone.png
    /usr/bin/python3 "$ISAC_ROOT/utils/plot-dd-pictures.py" drawn measured pairs >out
    [[ $(<out) == drawn/pictures.png ]] && ! cmp -s drawn/pictures.png alone.png ||
        complain "no picture of several runs"
    code=0
    /usr/bin/python3 "$ISAC_ROOT/utils/plot-dd-pictures.py" drawn --first=9 2>err || code=$?
    [[ $code == 2 && $(wc -l <err) == 1 ]] || complain "a slot that is not there: $code, $(<err)"
fi
[[ ! -s missing ]] || complain "$(<missing)"
conclude
