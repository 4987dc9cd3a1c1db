#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# caqa-aigc from outside: usage errors, what a run leaves behind, the same bytes for the same seed,
# the same channel for every policy, and a users.csv from which the closed form can be recomputed.
# Needs ISAC_BIN (executables), ISAC_ROOT (the repository) and ISAC_TMP (an empty folder).
set -euo pipefail

program=$ISAC_BIN/caqa-aigc
plot=$ISAC_ROOT/utils/plot-slot-timeline.py
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

# --- usage
refuse "--nUsers=abc: expected a whole number from 1 to 1000" --nUsers=abc
refuse "--nUsers=0: expected a whole number from 1 to 1000" --nUsers=0
refuse "--nUsers=1001: expected a whole number" --nUsers=1001
refuse "--nUsers=-3: expected a whole number" --nUsers=-3
refuse "--nUsers=: expected a whole number" --nUsers=
refuse "--slots=2x: expected a whole number" --slots=2x
refuse "--maxEnergy=lots: expected a number from 0 to 1000000" --maxEnergy=lots
refuse "--maxEnergy=nan: expected a number" --maxEnergy=nan
refuse "--bandwidth=-1: expected a number from 0.01" --bandwidth=-1
refuse "--fidelity=high: expected one of packet, slot" --fidelity=high
refuse "--ideal=maybe: expected 0 or 1" --ideal=maybe
refuse "--colour=red: unknown option" --colour=red
refuse "surplus: expected --option=value" surplus
refuse "policy=best: unknown" --policy=best
refuse "policy=cgq-fsg-2: unknown, or senseless arguments" --policy=cgq-fsg-2
refuse "policy=constant-99-0.2" --policy=constant-99-0.2
refuse "minSteps is above maxSteps" --minSteps=11
refuse "minRequirement is above maxRequirement" --minRequirement=0.9
refuse "minDistance is above radius" --minDistance=300
refuse "guard leaves nothing of maxTime" --guard=1e6
refuse "serverProfile=abacus: expected one of" --serverProfile=abacus
refuse "--timelineSlot=5: expected a slot below --slots=5" --slots=5 --timelineSlot=5
refuse "--RngRun=abc: expected a whole number" --RngRun=abc
refuse "--RngSeed=0: expected a whole number from 1" --RngSeed=0
refuse "there is no ns-3 type ns3::isac::Nothing" --ns3::isac::Nothing::Users=1
refuse "ns3::isac::CaqaCell has no attribute Nothing" --ns3::isac::CaqaCell::Nothing=1
refuse "--ns3::isac::CaqaCell::Users=x: expected a whole number" --ns3::isac::CaqaCell::Users=x
refuse "--ns3::isac::CaqaCell::MinRequirement=7: not a value" --ns3::isac::CaqaCell::MinRequirement=7
refuse "there is no ns-3 type of this name" --PrintAttributes=ns3::Nothing
refuse "exists and holds no earlier run" --output="$ISAC_ROOT/examples"
refuse "exists and is no folder" --output="$ISAC_ROOT/LICENSE"

run 0 --help
for option in nUsers policy bandwidth maxEnergy fidelity pcap RngRun; do
    grep -q -- "--$option" out || complain "--help does not name --$option"
done
grep -q "K, number of users; a whole number from 1 to 1000; default 10" out ||
    complain "--help shows no range and default"
run 0 --policy=list
for policy in random constant uniform cgq-fsg saqa-fg optimum; do
    grep -q "^$policy" out || complain "--policy=list does not name $policy"
done
run 0 --PrintAttributes=ns3::isac::CaqaCell
grep -q MaxEnergy out || complain "--PrintAttributes does not print attributes"

# --- what a run leaves behind, and that it does so again
common=(--slots=4 --slotsPerEpisode=2 --nUsers=4 --RngRun=3 --policy=constant-9-0.2)
run 0 "${common[@]}" --output=first --pcap=user0 --ascii --devices=all
grep -q "^Results in first$" out || complain "no line says where the results are"
grep -q "slots in .* times real time" out || complain "the summary does not say how fast it was"
for file in users.csv slots.csv timeline.csv summary.json config.json; do
    [[ -s first/$file ]] || complain "first/$file is missing or empty"
done
run 0 "${common[@]}" --output=second --pcap=user0 --ascii --devices=all
count=0
for file in first/*.csv first/*.pcap first/*.tr; do
    cmp "$file" "second/${file##*/}" || complain "$file differs from run to run"
    count=$((count + 1))
done
((count == 3 + 5 + 5)) || complain "$count files to compare, expected 3 CSV, 5 pcap and 5 traces"
run 0 "${common[@]}" --output=other --RngRun=4
! cmp -s first/users.csv other/users.csv || complain "another run number changes nothing"

touch first/mark
run 0 "${common[@]}" --output=first/
[[ ! -e first/mark && -s first/users.csv && ! -e first.old ]] ||
    complain "an earlier run's folder is not replaced as a whole"
run 0 --slots=1 --csv=0
[[ -s runs/caqa-aigc-lpdrl-f-K10-run1/summary.json ]] || complain "no trained policy decides by default"
run 0 --slots=1 --nUsers=1
[[ -s runs/caqa-aigc-constant-K1-run1/users.csv ]] || complain "the default folder or policy is another"
run 0 --slots=1 --ns3::isac::CaqaCell::Users=3 --csv=0
[[ -s runs/caqa-aigc-constant-K3-run1/summary.json ]] || complain "attribute defaults are ignored"
[[ ! -e runs/caqa-aigc-constant-K3-run1/users.csv ]] || complain "--csv=0 writes users.csv"

# --- interrupted: nothing is left
"$program" --slots=1000000 --output=stopped --progress=0 >out 2>err &
job=$!
for _ in {1..100}; do
    [[ ! -s stopped.tmp/config.json ]] || break
    sleep 0.1
done
kill -TERM "$job"
code=0
wait "$job" || code=$?
[[ $code == 1 && ! -e stopped && ! -e stopped.tmp ]] ||
    complain "an interrupted run exits with $code and leaves $(ls -d stopped* 2>/dev/null || true)"

# --- figures: the closed form from the rows, the levels, the policies
ideal=(--slots=6 --slotsPerEpisode=2 --ideal)
run 0 "${ideal[@]}" --output=packet
run 0 "${ideal[@]}" --output=slot --fidelity=slot
run 0 "${ideal[@]}" --output=cgq --policy=cgq-fsg-0.2
run 0 --slots=2 --output=real --policy=random
if command -v python3 >/dev/null; then
    python3 - <<'END_PYTHON' || failures=$((failures + 1))
import csv, json, math, sys

def load(folder, name="users.csv"):
    with open(f"{folder}/{name}", newline="") as file:
        return list(csv.DictReader(file))

def summary(folder):
    with open(f"{folder}/summary.json") as file:
        return json.load(file)

def config(folder):
    with open(f"{folder}/config.json") as file:
        return json.load(file)["attributes"]

bad = []

def close(what, got, wanted, tolerance):
    if not abs(got - wanted) <= tolerance:
        bad.append(f"{what}: {got}, expected {wanted}")

# caqa.md, section 1, from the columns of the state and the allocation alone
for folder in ("packet", "slot", "cgq", "real"):
    rows = load(folder)
    attributes = config(folder)
    cell = {k: float(v) for k, v in attributes["ns3::isac::CaqaCell"].items() if k != "Subchannels"}
    header = float(attributes["ns3::isac::ResourceManager"]["HeaderBytes"])
    packet = float(attributes["ns3::isac::ContentRelay"]["PacketSize"])
    picture = cell["DisplayPixels"] * cell["BitsPerPixel"]
    beta = cell["BitsPerPixel"]
    # headers of full packets, and of one that is not full in the smallest picture
    beta *= 1 + header * (1 / packet + 8 / (cell["MinRequirement"] * picture))
    noise = 10 ** (cell["NoiseDensityDbm"] / 10) / 1000
    slots = {}
    for row in rows:
        slots.setdefault(row["slot"], []).append(row)
    for slot, users in slots.items():
        if len(users) != cell["Users"]:
            bad.append(f"{folder}: slot {slot} has {len(users)} rows")
        sensed_all = sum(float(u["sensing_energy_J"]) for u in users) / cell["SensingPower"]
        arrival = generated = 0.0
        average = gated = 0.0
        for user in users:
            value = lambda name: float(user[name])
            where = f"{folder} slot {slot} rank {user['priority_rank']}"
            steps, energy = value("steps"), value("communication_energy_J")
            arrival += value("sensing_energy_J") / cell["SensingPower"]
            service = steps * cell["WorkPerStep"] / cell["ServerSpeed"]
            queueing = max(0.0, generated - arrival)
            generated = max(arrival, generated) + service
            start = max(generated, sensed_all)
            cycles = value("sensing_energy_J") / (cell["CycleTime"] * cell["SensingPower"])
            upsilon = max(0.0, cell["SensingLimit"] - cell["SensingScale"] * cycles ** -cell["SensingDecay"]) if cycles else 0.0
            error = cell["ErrorScale"] * math.exp(-cell["ErrorAttenuation"] * (steps - cell["MinSteps"]))
            theta = (1 - error) * upsilon
            width = cell["Bandwidth"] / cell["Users"]
            rate = width * math.log2(1 + value("gain") * cell["PowerPerUser"] / (noise * width))
            pixels = rate * energy / cell["PowerPerUser"] / beta
            quality = min(pixels / cell["DisplayPixels"], 1.0)
            # 12 digits are written
            close(where + " arrival", value("cf_arrival_s"), arrival, 1e-10)
            close(where + " queueing", value("cf_queueing_s"), queueing, 1e-10)
            close(where + " generation", value("cf_generation_s"), service, 1e-10)
            close(where + " accuracy", value("cf_accuracy"), theta, 1e-9)
            close(where + " resolution", value("cf_resolution_px"), pixels, 1e-9 * pixels + 1e-9)
            close(where + " quality", value("cf_quality"), quality, 1e-9)
            close(where + " CAQA", value("cf_caqa"), theta * quality, 1e-9)
            if energy > 0:
                close(where + " start", value("cf_download_start_s"), start, 1e-10)
                close(where + " completion", value("cf_completion_s"), start + energy / cell["PowerPerUser"], 1e-10)
            if folder in ("packet", "cgq"):
                # one byte of content, and starts and ends on whole nanoseconds
                close(where + " measured CAQA", value("caqa"), theta * quality, 2 * 8 / picture)
            average += theta * quality / cell["Users"]
        total = next(s for s in load(folder, "slots.csv") if s["slot"] == slot)
        close(f"{folder} slot {slot} average", float(total["cf_avg_caqa"]), average, 1e-9)

measured = summary("packet")["measured"]["avg_caqa_gated"]["mean"]
closed = summary("slot")["closed_form"]["avg_caqa_gated"]["mean"]
close("packet level against slot level", measured, closed, 1e-3)
if not closed > 0.5:
    bad.append(f"AvgCAQA of the best constant is only {closed}")
if "measured" in summary("slot"):
    bad.append("slot level claims to have measured something")

for mine, others in zip(load("packet"), load("cgq")):
    for column in ("slot", "priority_rank", "node", "mac", "distance_m", "gain", "requirement"):
        if mine[column] != others[column]:
            bad.append(f"policies meet different channels: {column} in slot {mine['slot']}")
if [r["sensing_energy_J"] for r in load("packet")] == [r["sensing_energy_J"] for r in load("cgq")]:
    bad.append("two policies decide the same")
places = [r["distance_m"] for r in sorted(load("packet"), key=lambda r: (int(r["slot"]), int(r["node"])))]
if places[:10] != places[10:20] or places[10:20] == places[20:30]:
    bad.append("positions do not change with the episodes, and only with them")

print("\n".join(bad[:20]))
sys.exit(bool(bad))
END_PYTHON
else
    echo "no python3: figures are not recomputed"
fi

# --- the picture
if /usr/bin/python3 -c 'import matplotlib' 2>/dev/null; then
    ISAC_PLOT=$plot "$program" "${common[@]}" --output="it's drawn" >out 2>err ||
        complain "drawing fails: $(<err)"
    [[ $(head -c 4 "it's drawn/timeline.png" | tail -c 3) == PNG ]] || complain "no picture: $(<err)"
    "$plot" slot --output=slot.png || complain "a closed form cannot be drawn"
    [[ -s slot.png ]] || complain "no picture of a closed form"
fi
if command -v python3 >/dev/null; then
    mkdir -p hollow
    for folder in nowhere hollow; do
        code=0
        "$plot" "$folder" >out 2>err || code=$?
        [[ $code == 2 && $(wc -l <err) == 1 && $(<err) == *"$folder"* ]] ||
            complain "plot of $folder: code $code, $(<err)"
    done
fi

conclude
