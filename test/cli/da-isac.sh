#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# da-isac from outside: usage errors, what a run leaves behind, the same bytes for the same seed, the
# closed form in the ideal configuration, three kinds of mobility, a capture, the pictures.
# Needs ISAC_BIN (executables), ISAC_ROOT (the repository) and ISAC_TMP (an empty folder).
set -euo pipefail

unset ISAC_PLOT
cd "$ISAC_TMP"
source "$ISAC_ROOT/test/cli/checks.bash"
grid=$ISAC_ROOT/examples/data/da-grid.ns_movements

run() { # CODE ARGUMENTS
    call "$1" da-isac --progress=0 "${@:2}"
}

refuse() { # TEXT ARGUMENTS: nothing is begun
    reject "$1" da-isac --output=refused "${@:2}"
    [[ ! -e refused && ! -e refused.tmp ]] || complain "da-isac ${*:2}: left a folder behind"
}

# cell FILE COLUMN: the column of all rows
column() {
    awk -F, -v name="$2" 'NR == 1 { for (i = 1; i <= NF; ++i) if ($i == name) place = i; next }
                          { print $place }' "$1"
}

# --- usage
refuse "--slots=0: expected a whole number from 1" --slots=0
refuse "--policy=best: unknown" --policy=best
refuse "--policy=greedy-x: unknown, or senseless" --policy=greedy-x
refuse "--policy=nowhere.pt" --policy=nowhere.pt
refuse "--mobility=walk: expected one of straight, waypoint, ns2" --mobility=walk
refuse "--mobility=ns2: expected --trace=FILE" --mobility=ns2
refuse "--mobility=straight: expected ns2 with --trace" --trace="$grid"
refuse "--trace=nowhere: cannot be read" --mobility=ns2 --trace=nowhere
refuse "does not say where node 30 begins" --mobility=ns2 --trace="$grid" --users=31
refuse "--controlShare=0: expected more" --controlShare=0
refuse "--collection: reports of 30 users at the edge" --collection=60
refuse "--minSpeed exceeds --maxSpeed" --minSpeed=90
refuse "--minDistance is not below --coverage" --coverage=20
refuse "expected 4000 MB at most" --maxBitRate=20000
refuse "--models=none: expected one of general, personal" --models=none
reject "--distribution: expected no --assisted" isac-evaluate da-isac --assisted --distribution=x.csv
run 0 --policy=list
grep -q '^greedy\[-BUNDLES\]' out && grep -q '^sttd ' out || complain "--policy=list: $(<out)"

# --- what a run leaves behind, and the same bytes again
run 0 --slots=4 --users=10 --output=one
[[ $(wc -l <one/slots.csv) == 5 && $(wc -l <one/users.csv) == 41 && $(wc -l <one/stations.csv) == 3 ]] ||
    complain "rows are missing"
for file in config.json summary.json; do
    python3 -m json.tool one/$file >json || complain "$file is no JSON"
done
run 0 --slots=4 --users=10 --output=again
for file in slots.csv users.csv echoes.csv stations.csv; do
    cmp one/$file again/$file || complain "$file differs for the same seed"
done
run 0 --slots=4 --users=10 --output=other --RngRun=2
! cmp -s one/users.csv other/users.csv || complain "another run is the same run"
# An earlier run is replaced, a folder of somebody else is not.
run 0 --slots=3 --users=10 --output=one
[[ $(wc -l <one/slots.csv) == 4 ]] || complain "an earlier run is not replaced"
mkdir mine && echo 1 >mine/thesis
reject "mine" da-isac --output=mine --slots=1 --users=2
[[ $(<mine/thesis) == 1 ]] || complain "somebody's folder was touched"

# --- the tables and the summary tell the same
python3 - again <<'END' || complain "tables and summary differ"
import csv, json, math, sys
folder = sys.argv[1]
def rows(name):
    return list(csv.DictReader(open(f"{folder}/{name}.csv")))
slots, users, echoes = rows("slots"), rows("users"), rows("echoes")
summary = json.load(open(f"{folder}/summary.json"))
def near(a, b):
    assert math.isclose(float(a), float(b), rel_tol=1e-9, abs_tol=1e-12), (a, b)
for slot in slots:
    own = [user for user in users if user["slot"] == slot["slot"]]
    near(slot["qoe"], sum(float(user["qoe"]) for user in own) / 10)
    near(slot["optimum_qoe"], sum(float(user["optimum_qoe"]) for user in own) / 10)
    assert int(slot["late"]) == sum(user["late"] == "1" for user in own)
    heard = [echo for echo in echoes if echo["slot"] == slot["slot"]]
    assert int(slot["echoes"]) == sum(echo["detected"] == "1" for echo in heard)
    assert int(slot["misses"]) == sum(echo["detected"] == "0" for echo in heard)
    # Nobody gets more than there is.
    for key, most in (("bandwidth_Hz", 400e6), ("power_W", 40.0), ("speed_cycle_s", 15e9)):
        assert sum(float(user[key]) for user in own) <= most
near(summary["measured"]["qoe"]["mean"], sum(float(slot["qoe"]) for slot in slots) / len(slots))
near(summary["optimum_qoe"]["mean"], sum(float(slot["optimum_qoe"]) for slot in slots) / len(slots))
assert summary["measured"]["qoe"]["mean"] < summary["optimum_qoe"]["mean"]
assert summary["measured"]["late_percent"]["mean"] == 100 * summary["late_segments"] / 40
for user in users:
    # (16), and E of a segment that came in time
    assert 0.7 <= float(user["impact"]) <= 1.0
    if user["late"] == "0":
        q, t, i = (float(user[key]) for key in ("quality", "latency_s", "impact"))
        w = [float(user[key]) for key in ("quality_weight", "latency_weight", "ratio_weight")]
        near(user["qoe"], i * (w[0] * q - w[1] * t if user["structure"] == "L1" else w[2] * q / t))
for echo in echoes:
    if echo["detected"] == "1":
        # Errors beyond six deviations along range come once in 500 million echoes.
        base = rows("stations")[int(echo["station"])]
        true = math.hypot(float(echo["true_east_m"]) - float(base["east_m"]),
                          float(echo["true_north_m"]) - float(base["north_m"]))
        assert abs(true - float(echo["range_m"])) < 6 * math.sqrt(float(echo["range_bound_m2"]))
END

# --- ideal, with users who stand: the closed form, to some nanoseconds of each burst
awk '/ set / && $1 ~ /\(([0-9])\)/' "$grid" >parked
run 0 --ideal --slots=3 --users=10 --mobility=ns2 --trace=parked --output=ideal
python3 - ideal/users.csv <<'END' || complain "ideal is not the closed form"
import csv, sys
for user in csv.DictReader(open(sys.argv[1])):
    # Bursts are some 10 ms and end on whole nanoseconds; a file is sent in whole bytes.
    latency, closed = float(user["latency_s"]), float(user["closed_form_s"])
    whole = 1e-6 / float(user["file_MB"]) * closed
    assert abs(latency - closed) < 1e-9 * (4 + closed / 0.009) + whole, user
END
# Who stands is soon known exactly, and models that are known make the optimum better.
run 0 --ideal --slots=3 --users=10 --mobility=ns2 --trace=parked --models=personal --fit=0 --output=known
[[ $(column known/users.csv structure) == $(column known/users.csv believed_structure) ]] ||
    complain "personal models are not the users'"
[[ $(column known/users.csv quality_weight) == $(column known/users.csv believed_quality_weight) ]] ||
    complain "personal weights are not the users'"
paste <(column known/slots.csv closed_form_qoe) <(column ideal/slots.csv closed_form_qoe) |
    awk '$1 <= $2 { exit 1 }' || complain "known models make it no better"
# What differs in the place of a policy is the decision alone.
run 0 --slots=3 --users=10 --policy=without-da --output=alone
[[ $(column alone/users.csv file_MB) == $(column one/users.csv file_MB) &&
    $(column alone/users.csv east_m) == $(column one/users.csv east_m) ]] || complain "users depend on the policy"

# --- other mobility: users stay where they may be, and cars on streets
run 0 --slots=10 --users=10 --mobility=waypoint --output=waypoint
python3 - waypoint <<'END' || complain "users have left the coverage"
import csv, math, sys
base = [(float(b["east_m"]), float(b["north_m"])) for b in csv.DictReader(open(sys.argv[1] + "/stations.csv"))]
users = list(csv.DictReader(open(sys.argv[1] + "/users.csv")))
for user in users:
    near = min(math.hypot(float(user["east_m"]) - x, float(user["north_m"]) - y) for x, y in base)
    assert 30 - 1 < near < 530 + 1, user
places = [(user["east_m"], user["north_m"]) for user in users if user["user"] == "3"]
assert len(set(places)) == 10
END
run 0 --slots=4 --mobility=ns2 --trace="$grid" --output=cars
python3 - cars/users.csv <<'END' || complain "cars are not on streets"
import csv, sys
for user in csv.DictReader(open(sys.argv[1])):
    # Streets are 100 m apart.
    off = [abs(float(user[key]) / 100 - round(float(user[key]) / 100)) for key in ("east_m", "north_m")]
    assert min(off) < 1e-3, user
END
"$ISAC_ROOT/utils/make-grid-trace.py" | cmp - "$grid" || complain "the trace is not what the script makes"

# --- no reports cost no bandwidth; a backhaul that takes long makes latency longer
run 0 --slots=3 --users=10 --collection=0 --output=silent
[[ $(column silent/slots.csv collection_Hz | sort -u) == 0 ]] || complain "reports that nobody sends"
run 0 --slots=1 --users=10 --policy=without-da --backhaulDelay=50 --output=far
paste <(column far/users.csv latency_s) <(head -11 alone/users.csv >first && column first latency_s) |
    awk '{ extra = $1 - $2; if (extra < 0.09 || extra > 0.3) exit 1 }' || complain "backhaul: no delay"

# --- a capture
run 0 --slots=1 --users=2 --pcap=1 --ascii=1 --output=busy
ls busy/da-isac-*.pcap >captures && ls busy/da-isac*.tr >traces || complain "no packets: $(ls busy)"
[[ $(wc -l <captures) == 2 && $(wc -l <traces) == 2 ]] || complain "not one capture for each station"
run 0 --slots=1 --users=2 --csv=0 --output=short
[[ ! -e short/users.csv && -s short/summary.json ]] || complain "--csv=0: $(ls short)"

# --- the pictures
if /usr/bin/python3 -c 'import matplotlib' 2>/dev/null; then
    ISAC_PLOT=$ISAC_ROOT/utils/plot-da-map.py run 0 --slots=3 --users=10 --policy=greedy --output=drawn
    [[ -s drawn/da-map.png && -s drawn/da-qoe.png ]] || complain "no pictures"
    for wrong in "drawn --slot=9" "nowhere" "drawn --magnify=0" "short"; do
        code=0
        # shellcheck disable=SC2086
        /usr/bin/python3 "$ISAC_ROOT/utils/plot-da-map.py" $wrong >out 2>err || code=$?
        [[ $code == 2 && $(wc -l <err) == 1 ]] || complain "plot-da-map $wrong: $code, $(<err)"
    done
fi
conclude
