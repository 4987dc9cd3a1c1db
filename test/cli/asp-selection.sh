#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# asp-selection from outside: usage errors, the reference episode, what a run leaves behind, the
# same bytes for the same seed, the same rows at both levels, and an account that its tables prove.
# Needs ISAC_BIN (executables), ISAC_ROOT (the repository) and ISAC_TMP (an empty folder).
set -euo pipefail

program=$ISAC_BIN/asp-selection
plot=$ISAC_ROOT/utils/plot-asp-load.py
data=$ISAC_ROOT/test/data
unset ISAC_PLOT
cd "$ISAC_TMP"
source "$ISAC_ROOT/test/cli/checks.bash"

run() { # CODE ARGUMENTS
    call "$1" asp-selection "${@:2}"
}

refuse() { # TEXT ARGUMENTS: nothing is begun
    reject "$1" asp-selection --output=refused "${@:2}"
    [[ ! -e refused && ! -e refused.tmp ]] || complain "asp-selection ${*:2}: left a folder behind"
}

# --- usage
printf 'task,arrival_s,T\n0,0,100\n1,5,x\n' >bad-trace.csv
printf 'sid,capacity,Ax,Ay,Bx,By\n0,400,10,0,5,0.8\n' >bad-providers.csv
refuse "--level=high: expected one of packet, slot" --level=high
refuse "--episodes=0: expected a whole number from 1" --episodes=0
refuse "--arrivalRate=-1: expected a number from" --arrivalRate=-1
refuse "--restart=maybe: expected 0 or 1" --restart=maybe
refuse "--payment=never: expected one of auto, assignment, completion" --payment=never
refuse "--colour=red: unknown option" --colour=red
refuse "surplus: expected --option=value" surplus
refuse "--policy=best: unknown" --policy=best
refuse "--policy=prophet-7: unknown, or senseless arguments" --policy=prophet-7
refuse "minSteps is above maxSteps" --minSteps=300
refuse "stepStride does not lead from minSteps to maxSteps" --maxSteps=255
refuse "nowhere.csv: cannot be read" --trace=nowhere.csv
refuse "bad-trace.csv:3" --trace=bad-trace.csv
refuse "nowhere.csv: cannot be read" --providers=nowhere.csv
refuse "bad-providers.csv:2" --providers=bad-providers.csv
refuse "--horizon: not with --trace" --trace="$data/asp-seed0-trace.csv" --horizon=100
refuse "--populationSeed: not with --providers" --providers="$data/asp-seed0-providers.csv" --populationSeed=1
refuse "--nProviders: only with --populationSeed" --nProviders=5
refuse "serverProfile=abacus: expected one of" --serverProfile=abacus
refuse "expected a random variable" --interArrival=7
refuse "expected a random variable" --interArrival="ns3::Node"
refuse "takes no 'Mean=x'" --interArrival="ns3::ExponentialRandomVariable[Mean=x]"
refuse "takes no 'Middle=3'" --interArrival="ns3::ExponentialRandomVariable[Middle=3]"
refuse "its values cannot be told here" --interArrival="ns3::EmpiricalRandomVariable"
refuse "']' is missing" --interArrival="ns3::ExponentialRandomVariable[Mean=3"
refuse "ns3::isac::AspMarket has no attribute Nothing" --ns3::isac::AspMarket::Nothing=1
refuse "exists and holds no earlier run" --output="$ISAC_ROOT/examples"

run 0 --help
for option in policy level trace interArrival payment restart reportInterval pcap RngRun; do
    grep -q -- "--$option" out || complain "--help does not name --$option"
done
run 0 --policy=list
for policy in random round-robin crash-avoid prophet bid-price; do
    grep -q "^$policy" out || complain "--policy=list does not name $policy"
done

# --- the reference episode, at slot level and over links without delay
# The published population carries the rounding of NumPy, by which a greedy rule decides.
golden() {
    local policy=$1 reward=$2
    shift 2
    run 0 --trace="$data/asp-seed0-trace.csv" --policy="$policy" --csv=0 --output=golden "$@"
    grep -q "^reward  *$reward\$" out || complain "$policy $*: expected reward $reward in: $(<out)"
}
clean=--providers=$data/asp-seed0-providers.csv
golden crash-avoid 365.9553 --level=slot "$clean"
golden round-robin 216.5085 --level=slot "$clean"
golden prophet 561.4750 --level=slot "$clean"
golden prophet 561.5208 --level=slot
golden crash-avoid 365.9553 --ideal --payment=assignment "$clean" --resultSize=2000
golden round-robin 216.5085 --ideal --payment=assignment --resultSize=2000

# --- what a run leaves behind, and that it does so again
common=(--policy=random --horizon=200000 --arrivalRate=0.003 --episodes=2 --RngRun=3 --resultSize=5000)
for folder in first second; do
    run 0 "${common[@]}" --restart --recoveryTime=600 --output=$folder --pcap --ascii
    grep -q "^Results in $folder\$" out || complain "no line says where the results are"
    [[ ! -s err ]] || complain "a short run says something on stderr: $(<err)"
done
for file in tasks.csv providers.csv summary.json config.json; do
    [[ -s first/$file ]] || complain "first/$file is missing or empty"
done
count=0
for file in first/*.csv first/*.pcap first/*.tr first/config.json; do
    # The folder's name is an option.
    cmp <(sed 's/first/second/' "$file") <(sed 's/first/second/' "second/${file##*/}") ||
        complain "$file differs from run to run"
    count=$((count + 1))
done
((count == 2 + 40 + 40 + 1)) || complain "$count files to compare, expected 2 CSV, 40 pcap, 40 traces, 1 JSON"
run 0 "${common[@]}" --output=other --RngRun=4
! cmp -s first/tasks.csv other/tasks.csv || complain "another run number changes nothing"
run 0 --level=slot --csv=0
[[ -s runs/asp-selection-crash-avoid-slot-run1/summary.json ]] || complain "the default folder is another"
[[ ! -e runs/asp-selection-crash-avoid-slot-run1/tasks.csv ]] || complain "--csv=0 writes tasks.csv"

# --- interrupted: nothing is left
for level in packet slot; do
    "$program" --episodes=1000000 --level=$level --output=stopped --progress=0 >out 2>err &
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
done

# --- figures: both levels row by row, other laws of arrival, delay, and the account from the rows
same=(--policy=random --arrivalRate=0.003 --horizon=300000 --restart --recoveryTime=600
    --payment=completion --nUsers=1 --RngRun=5)
run 0 "${same[@]}" --level=slot --output=slot
run 0 "${same[@]}" --ideal --resultSize=3000 --output=packet
run 0 --policy=round-robin --arrivalRate=0.002 --output=real --resultSize=3000 --RngRun=6
law=(--interArrival="ns3::WeibullRandomVariable[Scale=900|Shape=2]" --horizon=100000)
run 0 "${law[@]}" --level=slot --output=law-slot
run 0 "${law[@]}" --ideal --resultSize=0 --nUsers=1 --output=law-packet --payment=assignment
run 0 --populationSeed=4 --nProviders=3 --level=slot --horizon=20000 --output=drawn
run 0 --serverProfile=a100-sd15 --arrivalRate=0.5 --horizon=300 --resultSize=3000 --output=card
run 0 --policy=round-robin --arrivalRate=0.004 --horizon=200000 --maxAttempts=3 --resultSize=0 --output=again
if command -v python3 >/dev/null; then
    python3 - "$data/asp-seed0-providers.csv" <<'END_PYTHON' || failures=$((failures + 1))
import csv, json, sys

def load(folder, name="tasks.csv"):
    with open(f"{folder}/{name}", newline="") as file:
        return list(csv.DictReader(file))

def summary(folder):
    with open(f"{folder}/summary.json") as file:
        return json.load(file)

bad = []

def close(what, got, wanted, tolerance):
    if not abs(got - wanted) <= tolerance:
        bad.append(f"{what}: {got}, expected {wanted}")

# the two levels: starts and ends to the nanosecond, rewards to 1e-9
for slot, packet in (("slot", "packet"), ("law-slot", "law-packet")):
    mine, others = load(slot), load(packet)
    if len(mine) != len(others) or len(mine) < 50:
        bad.append(f"{slot}: {len(mine)} tasks, {packet}: {len(others)}")
    for a, b in zip(mine, others):
        for column in ("task", "T", "provider", "outcome", "restarts"):
            if a[column] != b[column]:
                bad.append(f"{slot} task {a['task']}: {column} {a[column]}, {packet} {b[column]}")
        for column, tolerance in (("arrival_s", 1e-9), ("start_s", 2e-9), ("end_s", 2e-9),
                                  ("utility", 1e-12), ("reward", 1e-9), ("latency_s", 3e-9)):
            if bool(a[column]) != bool(b[column]):
                bad.append(f"{slot} task {a['task']}: {column} is there at one level only")
            elif a[column]:
                close(f"{slot} task {a['task']} {column}", float(b[column]), float(a[column]), tolerance)
if not any(row["restarts"] != "0" for row in load("slot")):
    bad.append("no task was started over: nothing was compared")

# the published providers and run time, written here once more
with open(sys.argv[1], newline="") as file:
    published = [{k: float(v) for k, v in row.items()} for row in csv.DictReader(file)]

def utility(provider, steps):
    p = published[provider]
    return (p["By"] - p["Ay"]) * min(1.0, max(0.0, (steps - p["Ax"]) / (p["Bx"] - p["Ax"])))

for folder in ("slot", "real", "first"):
    for row in load(folder):
        steps, provider = int(row["T"]), int(row["provider"])
        close(f"{folder} utility", float(row["utility"]), utility(provider, steps), 1e-9)
        if row["outcome"] == "finished":
            seconds = (0.001 * steps**2 + 2.5 * steps - 14) * 60
            close(f"{folder} run time", float(row["end_s"]) - float(row["start_s"]), seconds, 1e-8)

# real links: a task passes two links, its result as many; 10 and 5 ms each way
for row in load("real"):
    if row["start_s"]:
        close("way of a task", float(row["start_s"]) - float(row["arrival_s"]), 15e-3, 1e-4)
    if row["latency_s"]:
        seconds = float(row["end_s"]) - float(row["arrival_s"])
        close("way of a result", float(row["latency_s"]) - seconds, 15e-3, 1e-3)

# the account of the summary, from the rows
for folder in ("slot", "packet", "real", "first", "card", "again"):
    rows, got = load(folder), summary(folder)
    episodes = got["episodes"]
    count = lambda outcome: sum(row["outcome"] == outcome for row in rows) / episodes
    total = lambda column, *outcomes: sum(
        float(row[column]) for row in rows if row[column] and (not outcomes or row["outcome"] in outcomes)) / episodes
    taken = count("finished") + count("lost") + count("running")
    close(f"{folder} crashes", got["crashes"]["mean"], count("refused"), 1e-9)
    close(f"{folder} taken in", got["taken_in"]["mean"], taken, 1e-9)
    if episodes == 1:
        close(f"{folder} finished", got["finished_percent"]["mean"], 100 * count("finished") / taken, 1e-9)
    close(f"{folder} obtained", got["obtained_utility"]["mean"], total("utility", "finished"), 1e-6)
    close(f"{folder} lost", got["lost_utility"]["mean"], total("utility", "lost"), 1e-6)
    close(f"{folder} reward", got["reward"]["mean"], total("reward"), 1e-6)
    # Paid on completion: what finished was paid, but for what the last reports did not tell.
    close(f"{folder} reward and penalty", total("reward") + got["penalty"]["mean"],
          total("utility", "finished"), 1.0 if folder != "slot" else 1e-6)
    samples = load(folder, "providers.csv")
    crashes = sum(row["event"] == "crash" for row in samples) / episodes
    close(f"{folder} crashes in providers.csv", crashes, count("refused"), 1e-9)
    for row in samples:
        capacity = got["providers"][int(row["provider"])]["capacity"]
        if not 0 <= int(row["free_steps"]) <= capacity:
            bad.append(f"{folder}: {row['free_steps']} of {capacity} steps are free")

if count("refused") < 10 or not any(row["attempt"] == "3" for row in load("again")):
    bad.append("nobody submits a third time")
latency = summary("card")["latency_s"]
if not 0.054 + 100 * 0.046 <= latency["p50"] <= 0.1 + 250 * 0.046 + 0.054:
    bad.append(f"latency on an A100: {latency}")
if len(summary("drawn")["providers"]) != 3:
    bad.append("not three providers were drawn")

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
    [[ $(head -c 4 "it's drawn/load.png" | tail -c 3) == PNG ]] || complain "no picture: $(<err)"
    "$plot" first --episode=1 --output=second.png || complain "a second episode cannot be drawn"
    [[ -s second.png ]] || complain "no picture of a second episode"
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
