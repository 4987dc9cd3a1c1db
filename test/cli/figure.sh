#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Figures from campaign files: the tables hold what was asked for, what is there is not done again,
# a killed campaign goes on, failures are told and stop nothing else, and bad files are refused
# with one line. Needs ISAC_ROOT, ISAC_BIN and ISAC_TMP (an empty folder).
set -eu

campaign=$ISAC_ROOT/utils/campaign.py
python=/usr/bin/python3
[ -x "$python" ] || python=python3
for tool in parallel flock "$python"; do
    command -v "$tool" >/dev/null || { echo "figure.sh: $tool is missing"; exit 77; }
done
"$python" -c "import matplotlib" 2>/dev/null || { echo "figure.sh: no matplotlib"; exit 77; }
for program in isac-train isac-evaluate caqa-aigc da-isac; do
    [ -x "$ISAC_BIN/$program" ] || { echo "figure.sh: $program is not built"; exit 77; }
done
cd "$ISAC_TMP"
source "$ISAC_ROOT/test/cli/checks.bash"

# make CODE ARGUMENTS: stdout and stderr go to files; the exit code is checked
make() {
    local expected=$1 code=0
    shift
    "$python" "$campaign" figure --programs="$ISAC_BIN" --out=figures --jobs=2 "$@" >out 2>err || code=$?
    [[ $code == "$expected" ]] || complain "figure $*: exit code $code, expected $expected: $(<err)"
}

# refuse TEXT ARGUMENTS: exit code 2, one line on stderr that contains TEXT, nothing begun
refuse() {
    local text=$1
    shift
    make 2 "$@"
    [[ $(wc -l <err) == 1 && $(<err) == "isac: "*"$text"* ]] ||
        complain "figure $*: expected one line with '$text', got: $(<err)"
    [[ ! -e refused ]] || complain "figure $*: begins all the same"
}

# campaign LINES [EPISODES]: a campaign that takes seconds; two places, small networks
campaign() {
    cat <<END
{
  "about": "small", "kind": "lines",
  "x": {"option": "nUsers", "label": "K", "values": [2, 3]},
  "y": [{"column": "gated_avg_caqa", "label": "AvgCAQA"}, {"column": "energy_J", "label": "E"}],
  "lines": [$1],
  "train": {
    "episodes": ${2:-2}, "slotsPerEpisode": 5, "evaluationStates": 2, "testStates": 2,
    "evaluateEvery": 1000000, "checkpointEvery": 20,
    "actorHidden": "8", "branchHidden": "8", "criticHidden": "8", "minReplay": 4, "batch": 4
  },
  "evaluation": {"states": 4},
  "packet": {"slots": 2, "runs": 1},
  "quick": {"x": {"values": [2]}}
}
END
}

agent='{"label": "learner", "agent": "lpdrl-f"}'
scheme='{"label": "CGQ", "policy": "cgq-fsg-0.2"}'

# --- a figure, its tables and what lies beside its results
campaign "$agent, $scheme" >small.json
make 0 small.json
for end in .png .pdf .csv -means.csv; do
    [[ -s figures/small$end ]] || complain "figures/small$end is missing or empty"
done
[[ $(head -1 figures/small.csv) == line,x,run,quantity,value ]] || complain "header of small.csv"
expected=$(for line in learner CGQ; do
    for x in 2 3; do
        printf '%s\n' "$line,$x,1,gated_avg_caqa" "$line,$x,1,energy_J"
    done
done)
[[ $(tail -n +2 figures/small.csv | cut -d, -f1-4) == "$expected" ]] ||
    complain "rows of small.csv: $(cat figures/small.csv 2>&1)"
"$ISAC_BIN/isac-evaluate" caqa --policies=cgq-fsg-0.2 --nUsers=3 --states=4 --seed=1 --optimum=0 \
    --progress=0 --out=alone.csv >out
[[ $(grep ^CGQ,3,1,gated figures/small.csv | cut -d, -f5) == $(tail -1 alone.csv | cut -d, -f4) ]] ||
    complain "the score in the table is not the one of isac-evaluate"
[[ $(find runs/training -name summary.json | wc -l) == 2 ]] || complain "not one training for each place"
for result in figures/results/*.csv; do
    [[ $result == *.timing.csv || -s ${result%.csv}.command ]] || complain "$result has no command"
done

# --- once more: nothing is run, the same files
stamp() { find runs figures/results figures/small -type f ! -name lock -printf '%p %T@\n' | sort; }
stamp >before
cp figures/small.csv figures/small.png figures/small.pdf .
make 0 small.json
stamp | cmp before - || complain "a second call runs something"
for file in small.csv small.png small.pdf; do
    cmp "$file" "figures/$file" || complain "$file is not the same twice"
done

# --- another figure takes what is there: only the new line is run
campaign "$agent, $scheme, {\"label\": \"more\", \"policy\": \"cgq-fsg-0.3\"}" >more.json
make 0 more.json --quick
[[ $(tail -n +2 figures/more-quick/scores.joblog | wc -l) == 1 ]] || complain "more.json runs too much"
[[ ! -e figures/more-quick/training.joblog ]] || complain "more.json trains again"
[[ $(tail -n +2 figures/more-quick.csv | wc -l) == 6 ]] || complain "places of --quick"

# --- what was trained runs packet by packet
make 0 small.json --fidelity=packet --quick
[[ $(tail -n +2 figures/small-packet-quick.csv | cut -d, -f1-4) == \
    "$(tail -n +2 figures/more-quick.csv | cut -d, -f1-4 | grep -v ^more)" ]] ||
    complain "rows of small-packet-quick.csv: $(cat figures/small-packet-quick.csv 2>&1)"

# --- a score is renewed when its policy is
touch runs/training/lpdrl-f-K2-*/summary.json
make 0 small.json
[[ $(tail -n +2 figures/small/scores.joblog | wc -l) == 1 ]] || complain "not one score is renewed"

# --- curves: runs one by one, levels without an x, deviations over runs
campaign "$agent, $scheme" | sed '/"x": {"option"/d; /"packet"/d; /"quick"/d
    s/"kind": "lines"/"kind": "curves", "x": {"column": "episodes", "label": "episodes"}, "runs": 2/
    s/gated_avg_caqa/evaluation_reward/; s/, {"column": "energy_J"[^}]*}//
    s/"states": 4},/"states": 2, "seed": 1001}/; s/"evaluateEvery": 1000000/"evaluateEvery": 1/' >curves.json
make 0 curves.json
[[ $(tail -n +2 figures/curves.csv | cut -d, -f1-4) == "$(
    for run in 1 2; do
        printf '%s\n' learner,1,$run,evaluation_reward learner,2,$run,evaluation_reward
    done
    echo CGQ,,1,evaluation_reward
)" ]] || complain "rows of curves.csv: $(cat figures/curves.csv 2>&1)"
awk -F, 'NR > 1 { n[$1] += 1; runs[$1] = $4; if ($1 == "learner" && $6 == "") bad = 1 }
         END { exit bad || n["learner"] != 2 || n["CGQ"] != 1 || runs["learner"] != 2 }' \
    figures/curves-means.csv || complain "curves-means.csv: $(cat figures/curves-means.csv 2>&1)"

sed 's/"seed": 1001/"seed": 7/' curves.json >bad.json
refuse "expected 2 states and the seed 1001, on which trainings are evaluated" bad.json --out=refused

# --- the interval is Student's (quantiles from tables), also of few runs
"$python" - "$ISAC_ROOT/utils" <<'END' || complain "half widths"
import math
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
from campaigns.student import half_width, student_quantile

for freedom, quantile in ((1, 12.7062), (2, 4.3027), (3, 3.1824), (9, 2.2622), (30, 2.0423)):
    assert abs(student_quantile(0.975, freedom) - quantile) < 5e-5, freedom
assert half_width([1.0]) is None
assert abs(half_width([1.0, 2.0, 3.0]) - 4.3027 / math.sqrt(3)) < 5e-5
END

# --- failures are told, and the rest is done
campaign "$scheme, {\"label\": \"wrong\", \"policy\": \"no-such\"}" >wrong.json
make 1 wrong.json
[[ $(tail -1 err) == "isac: 2 of 4 jobs failed"* ]] || complain "the last line is: $(tail -1 err)"
[[ $(grep -c "slot-no-such-K.*no-such: unknown" err) == 2 ]] || complain "wrong.json: $(<err)"
[[ $(tail -n +2 figures/wrong.csv | cut -d, -f1 | sort -u) == CGQ ]] || complain "wrong.csv"
campaign '{"label": "wrong", "agent": "no-such"}' >untrained.json
make 1 untrained.json
grep -q "no-such-K2.*its training is not done" err || complain "untrained.json: $(<err)"
[[ ! -e figures/untrained.csv ]] || complain "a figure of nothing"

mkdir broken
ln -s "$ISAC_BIN"/* broken/
printf '#!/bin/sh\nkill -SEGV $$\n' >isac-evaluate
chmod +x isac-evaluate
ln -sf ../isac-evaluate broken/
campaign '{"label": "CGQ", "policy": "cgq-fsg-0.4"}' >broken.json
make 1 broken.json --quick --programs=broken
[[ $(grep -c "ended by signal 11" err) == 1 ]] || complain "broken.json: $(<err)"

# --- a killed training goes on, and two figures at once do it once
campaign "$agent" 1500 >long.json
"$python" "$campaign" figure --programs="$ISAC_BIN" --out=figures --jobs=1 --quick long.json >out 2>err &
pid=$!
for ((i = 0; i < 300; ++i)); do
    [[ ! -e $(echo runs/training/*/checkpoint.pt) ]] || break
    sleep 0.1
done
code=0
kill -TERM "$pid"
wait "$pid" || code=$?
[[ $code == 1 && $(tail -1 err) == "isac: interrupted"* ]] || complain "killed: $code, $(<err)"
[[ -e $(echo runs/training/*/checkpoint.pt) ]] || complain "nothing to go on from"
cp long.json longer.json
"$python" "$campaign" figure --programs="$ISAC_BIN" --out=figures --jobs=1 --quick longer.json >out2 2>err2 &
pid=$!
make 0 long.json --quick
wait "$pid" || complain "the second at once: $(<err2)"
[[ $(cat runs/training/*.log | grep -c "^going on from episode") == 1 ]] ||
    complain "the killed training did not go on once"
[[ $(tail -n +2 figures/long-quick.csv | wc -l) == 2 ]] || complain "rows of long-quick.csv"
cmp figures/long-quick.csv figures/longer-quick.csv || complain "two at once differ"
exec 8>figures/small/lock
flock 8
refuse "figures/small: another isac figure is at work there" small.json
flock -u 8

# --- refusals
bad() { # bad TEXT SED: small.json, changed
    sed "$2" small.json >bad.json
    refuse "$1" bad.json --out=refused
}
bad "not JSON" 's/"about"/about/'
bad "kind: expected one of lines, curves, bars, quantiles, cdf, not 'pies'" 's/"lines",$/"pies",/'
bad "system: expected one of caqa" '1s/{/{ "system": "moon",/'
bad "bars have none" 's/"lines",$/"bars",/; s/"x": {"option".*/"x": {},/; s/"CGQ",/"CGQ", "x": [2],/'
bad "x.values: expected a list of numbers" 's/\[2, 3\]/["two"]/'
bad "x.colour: unknown" 's/"option"/"colour": 1, "option"/'
bad "y[0].column: expected one of gated_avg_caqa" 's/gated_avg_caqa/gated/'
bad "lines[0]: expected either policy or agent" 's/"agent": "lpdrl-f"/"policy": "a", "agent": "b"/'
bad "lines: 'CGQ' stands there twice" 's/"learner"/"CGQ"/'
bad "lines[1].dash: expected one of solid" 's/"CGQ"/"CGQ", "dash": "wavy"/'
bad "evaluation.states: expected at least 2, not 1" 's/"states": 4/"states": 1/'
bad "train.episodes: expected a number" 's/"episodes": 2/"episodes": [2]/'
bad "nowhere.json: No such file" '1s/{/{ "base": "nowhere.json",/'
bad "is based on itself" '1s/{/{ "base": "bad.json",/'
sed '/"packet"/d' small.json >bad.json
refuse "has no packet level" bad.json --fidelity=packet --out=refused
refuse "no campaign 'caqa-99'; there are: asp-5, asp-6" caqa-99 --out=refused
refuse "--runs" small.json --runs=0 --out=refused
refuse "--fidelity" small.json --fidelity=wave --out=refused
refuse "expected the name" --out=refused

# --- another system, and bars
cat >bars.json <<'END'
{
  "about": "small", "system": "megc", "kind": "bars",
  "y": [{"column": "ratio_to_optimum", "label": "of optimum"}, {"column": "latency_s", "label": "L"}],
  "lines": [
    {"label": "optimum", "policy": "optimum"}, {"label": "FRA", "policy": "fra"},
    {"label": "learner", "agent": "lara"}
  ],
  "train": {
    "episodes": 2, "slotsPerEpisode": 5, "evaluationStates": 2, "testStates": 2, "minReplay": 4,
    "batch": 4, "actorHidden": "8", "branchHidden": "8", "criticHidden": "8"
  },
  "runs": 2, "evaluation": {"states": 50, "seed": 1}
}
END
make 0 bars.json
[[ -s figures/bars.png ]] || complain "no bars are drawn"
grep -q '^optimum,,ratio_to_optimum,1,1,' figures/bars-means.csv || complain "bars: $(<figures/bars-means.csv)"
grep -q '^learner,,latency_s,2,' figures/bars-means.csv || complain "bars: $(<figures/bars-means.csv)"

# --- distributions, of the campaign that ships, but small: percent by percent, run by run
learner='"slotsPerEpisode": 5, "evaluationStates": 2, "testStates": 2, "minReplay": 4, "batch": 4,
    "actorHidden": "8", "branchHidden": "8", "criticHidden": "8"'
cat >spread.json <<END
{
  "base": "$ISAC_ROOT/examples/campaigns/da-7.json", "cell": {"users": 6}, "train": {$learner},
  "lines": [{"label": "STTD", "agent": "sttd"}, {"label": "greedy", "policy": "greedy"}],
  "quick": {"train": {"episodes": 2, "testStates": 2}, "runs": 2, "evaluation": {"states": 10}}
}
END
make 0 spread.json --quick
[[ -s figures/spread-quick.png ]] || complain "no distribution is drawn"
[[ $(tail -n +2 figures/spread-quick.csv | cut -d, -f1-4) == "$(
    # What is not trained is one run: all runs are scored on the same slots.
    printf '%s\n' STTD,{0..100},1,qoe STTD,{0..100},2,qoe greedy,{0..100},1,qoe
)" ]] || complain "rows of spread-quick.csv: $(head figures/spread-quick.csv 2>&1)"
"$ISAC_BIN/isac-evaluate" da-isac --policies=greedy --users=6 --states=10 --seed=1 --progress=0 \
    --distribution=alone.csv >out
[[ $(grep ^greedy, figures/spread-quick.csv | cut -d, -f5) == "$(tail -n +2 alone.csv | cut -d, -f3)" ]] ||
    complain "the distribution in the table is not that of isac-evaluate"
awk -F, '$1 == "STTD" { n += $4 == 2 && $2 == last++ } $1 == "greedy" { n += $4 == 1 && $6 == "" }
         END { exit n != 202 }' figures/spread-quick-means.csv ||
    complain "spread-quick-means.csv: $(head figures/spread-quick-means.csv 2>&1)"
[[ $(find runs/training/da-isac-* -name summary.json | wc -l) == 2 ]] || complain "not two trainings"

# --- trained once, scored everywhere
cat >once.json <<END
{
  "about": "small", "system": "da-isac",
  "kind": "lines",
  "cell": {"users": 5},
  "x": {"option": "bandwidth", "label": "B", "values": [300, 400], "retrain": false},
  "y": [{"column": "qoe", "label": "QoE"}, {"column": "missed_percent", "label": "missed"}],
  "packet": {"slots": 2, "runs": 1},
  "lines": [{"label": "STTD", "agent": "sttd"}, {"label": "greedy", "policy": "greedy"}],
  "train": {$learner, "episodes": 2}, "runs": 1, "evaluation": {"states": 10, "seed": 1}
}
END
make 0 once.json
[[ $(tail -n +2 figures/once/training.joblog | wc -l) == 1 ]] || complain "not one training for all places"
folder=$(dirname "$(grep -l '"label": "K5"' runs/training/da-isac-sttd-*/summary.json)")
if grep -q -- --bandwidth "$folder.command"; then complain "it is trained in one of the places"; fi
[[ $(tail -n +2 figures/once.csv | cut -d, -f1-4) == "$(
    for line in STTD greedy; do
        printf '%s\n' "$line,"{300,400}",1,"{qoe,missed_percent}
    done
)" ]] || complain "rows of once.csv: $(cat figures/once.csv 2>&1)"
for x in 300 400; do
    "$ISAC_BIN/isac-evaluate" da-isac --policies="$folder/policy.pt" --users=5 --bandwidth=$x \
        --states=10 --seed=1 --progress=0 --out=alone.csv >out
    [[ $(grep "^STTD,$x,1,qoe" figures/once.csv | cut -d, -f5) == "$(tail -1 alone.csv | cut -d, -f4)" ]] ||
        complain "the score at $x MHz is not that of isac-evaluate: $(<figures/once.csv)"
done
sed 's/, "retrain": false//' once.json >anew.json
make 0 anew.json
[[ $(tail -n +2 figures/anew/training.joblog | wc -l) == 2 ]] || complain "not one training for each place"
[[ $(tail -n +2 figures/anew/scores.joblog | wc -l) == 2 ]] || complain "greedy is scored again"

spoil() { # spoil TEXT SED: once.json, changed
    sed "$2" once.json >bad.json
    refuse "$1" bad.json --out=refused
}
spread='s/"lines",$/"quantiles",/; s/"x": {.*}/"x": {"label": "percent"}/'
spoil "x.retrain: expected true or false, not 0" 's/"retrain": false/"retrain": 0/'
spoil "x.retrain: unknown" "$spread"'; s/"percent"/&, "retrain": true/'
spoil "y[1].column: expected one of qoe" "$spread"
spoil "lines[1].x: quantiles have none" "$spread"'; s/"policy": "greedy"/&, "x": [300]/'
spoil "there are no distributions of megc" "$spread"'; s/da-isac/megc/'
refuse "y: expected of qoe with packets" once.json --fidelity=packet --out=refused
sed 's/, {"column": "missed[^}]*}//' once.json >packets.json
make 0 packets.json --fidelity=packet
[[ $(tail -n +2 figures/packets-packet.csv | cut -d, -f1-4 | xargs) == \
    "STTD,300,1,qoe STTD,400,1,qoe greedy,300,1,qoe greedy,400,1,qoe" ]] ||
    complain "rows of packets-packet.csv: $(cat figures/packets-packet.csv 2>&1)"
sed "$spread" packets.json >bad.json
make 0 bad.json --check
refuse "has no packet level" bad.json --fidelity=packet --out=refused

# --- the campaigns that ship
make 0 --list
[[ $(cut -d' ' -f1 out) == "$(printf '%s\n' asp-{5,6,7,8,9,schemes,table4-{acrobot,cart-pole}} caqa-{{5..14},schemes} \
    da-{6,7,8a,8a-trained,8b,8c,9{a,b,c},schemes,table4-{1,2,3}} dd-{8,10,11,12,13,14,9a,9b,saved,schemes} megc-{3,4,5,presets,schemes} sweep-{latency,users})" ]] ||
    complain "the list: $(<out)"
for name in $(cut -d' ' -f1 out); do
    make 0 "$name" --check
    make 0 "$name" --check --quick
done
for name in caqa-{6,7,12} da-{8,9}{a,b,c}; do
    make 0 "$name" --check --fidelity=packet
done
[[ ! -e figures/caqa-6 ]] || complain "--check runs something"

conclude
