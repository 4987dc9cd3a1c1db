#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# isac-solve from outside: answers to the reference cases, both ways of giving options, and what it
# does with bad usage and bad input: exit code 2, one line on stderr, nothing on stdout.
#   test/cli/solve.sh ISAC_SOLVE DATA_FOLDER
# Exit codes: 0 passed, 1 failed.
set -uo pipefail

solve=$1
data=$2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0

fail() {
    printf 'solve: %s\n' "$*" >&2
    failures=$((failures + 1))
}

# expect CODE WHAT ARGUMENT...: runs on stdin, checks code and streams; stdout stays in $scratch/out
expect() {
    local code=$1 what=$2 got lines
    shift 2
    "$solve" "$@" >"$scratch/out" 2>"$scratch/err"
    got=$?
    lines=$(wc -l <"$scratch/err")
    if [[ $got != "$code" && $code != any ]] || ((got != 0 && got != 2)); then
        fail "$what: exit code $got, expected $code: $(head -c 300 "$scratch/err")"
    elif ((got == 0)) && [[ -s $scratch/err ]]; then
        fail "$what: stderr not empty: $(head -c 300 "$scratch/err")"
    elif ((got == 2)) && { ((lines != 1)) || [[ -s $scratch/out ]]; }; then
        fail "$what: $lines lines on stderr and $(wc -c <"$scratch/out") bytes on stdout"
    fi
}

# good WHAT JSON ARGUMENT...
good() {
    expect 0 "$1" "${@:3}" <<<"$2"
}

# bad WHAT TEXT JSON ARGUMENT...: the message must contain the text
bad() {
    expect 2 "$1" "${@:4}" <<<"$3"
    grep -qF -- "$2" "$scratch/err" || fail "$1: no '$2' in: $(cat "$scratch/err")"
}

# answer WHAT TEXT: the latest output must contain the text
answer() {
    grep -qF -- "$2" "$scratch/out" || fail "$1: no '$2' in: $(head -c 400 "$scratch/out")"
}

# --- usage
expect 0 "--help" --help </dev/null
grep -q '^usage:' "$scratch/out" || fail "--help: no usage"
expect 0 "rce --help" rce --help </dev/null
bad "no allocator" "expected one of" '[]'
bad "unknown allocator" "no such allocator" '[]' simplex
bad "unknown option" "no such option" '[]' rce --speed=9
bad "bad value" "expected --infeasible=drop|any" '[]' rce --infeasible=some
bad "no value" "expected --partial-last=true|false" '[]' rce --partial-last
bad "file argument" "standard input" '[]' rce problem.json
bad "option of another" "no such option" '[]' sensing-law --infeasible=drop
bad "option of another" "expected --help" '[]' megc --infeasible=drop

bad "method" "expected --method=exact|sca" '[]' da-isac --method=guess
bad "reading without method" "expected with --method=sca only" \
    '{"users":[{"F":1,"h2":1,"model":2,"w3":1}]}' da-isac --ratio=root

bad "rule" "expected --threshold=penalty|constraint" '[]' distributed-diffusion --threshold=none
bad "rule without search" "expected with --method=optimum only" \
    '{"u":[[0,0,0,0,0]],"d":[0],"g":[1]}' distributed-diffusion --method=equal-power --threshold=penalty

# --- answers
raw='"Emin":[0.1,0.1],"Emax":[0.4,0.3],"Lambda":[1,2],"E_r":0.5'
good "one case" "{\"id\":7,$raw}" rce
answer "one case" '{"id":7,"branch":"full","E_c":[0.2,0.3]'
good "array" "[{\"name\":\"a\",$raw},{\"in_\":{$raw},\"kind\":\"raw\"}]" rce
answer "array" '"name":"a"'
good "cases" "{\"cases\":[{$raw}]}" rce
good "no cases" '{"cases":[]}' rce
good "infinite minimum" '{"Emin":["inf"],"Emax":[0.4],"Lambda":[0],"E_r":1}' rce
answer "infinite minimum" '"branch":"zero"'
short='"Emin":[0.3],"Emax":[0.4],"Lambda":[1],"E_r":0.2'
good "default" "{$short}" rce
answer "default" '"E_c":[0.0]'
good "params count" "{$short,\"params\":{\"partial_last\":true}}" rce
answer "params count" '"E_c":[0.2]'
good "command line first" "{$short,\"params\":{\"partial_last\":true}}" rce --partial-last=false
answer "command line first" '"E_c":[0.0]'
slot='"g":[1e-10,0],"Omega_min":[0.4,0.4],"z":[7,7]'
good "slot by actions" "{$slot,\"d\":[0.2,0.2]}" rce
answer "slot by actions" '"state":['
answer "no gain: state" '"-inf"'
answer "no gain: minimum" '"inf"'
good "sensing law" '[{"cycles":[100,200,400,800],"accuracy":[0.3,0.6,0.75,0.825]}]' sensing-law
answer "sensing law" '"fitted":true'
good "megc, one kind" '{"name":"x","D_c":[1e6],"h_c":[1e-7]}' megc
answer "megc, one kind" '{"name":"x","status":"optimal","optimum":{"a_off_c":[1.0],"a_off_v":[],'
good "megc, nothing to do" '{"D_c":[0],"h_c":[1e-7],"params":{"chi":100}}' megc
answer "megc, nothing to do" '"a_off_c":[0.0]'
answer "megc, nothing to do" '"L_comp":[0.0],"L_aigc":[],"L_ve":[],"total":0.0'
good "megc, in_" '{"id":3,"in_":{"D_a":[0,0],"h_a":[1e-7,1e-8]}}' megc
# Half the server each: 5.73 Gcycle at 10 Gcycle/s.
answer "megc, in_" '"w_a":[0.49999'
answer "megc, in_" '"L_aigc":[0.573'

# Alone he has everything: q = 2/3, T = 0.1 + 1e7/1e9 + 8e6/(1e6 log2(1 + 1)) = 8.11.
alone='"F":1,"h2":1,"model":1,"w1":3,"w2":0.1'
good "da-isac, alone" "{\"name\":\"x\",\"budget\":[1e6,1,1e9],\"n0\":1e-6,\"users\":[{$alone}]}" da-isac
answer "da-isac, alone" '{"name":"x","status":"optimal","feasible":true,"margin":"inf","obj":1.1889'
for method in exact sca; do
    good "da-isac, power" "{\"budget\":[1e6,1,1e9],\"users\":[{$alone},{$alone,\"pmin\":1.5}]}" \
        da-isac --method=$method
    answer "da-isac, power" '"feasible":false,"margin":0.6666666666666666,"shortage":"power","culprits":[1]}'
done

# Alone he has all power: 20 - 0.5 * 10 at 0.1 for a watt, and p = Q(sqrt(2 0.02 150)).
good "distributed-diffusion, alone" \
    '{"name":"x","u":[[0.5,0.5,0.5,0.5,0.5]],"d":[0],"g":[1],"cfg":{"K":1}}' distributed-diffusion
answer "distributed-diffusion, alone" '{"name":"x","status":"optimal","t0":10,"t":[8],"P":[150.0],"bep":[0.00715'
two='"u":[[0.5,0.5,0.5,0.5,0.5],[0.5,0.5,0.5,0.5,0.5]],"d":[0,1],"g":[1.072,0.726]'
good "distributed-diffusion, the paper's" "{$two,\"ETk\":[5,7]}" distributed-diffusion
answer "distributed-diffusion, the paper's" '"t0":3,"t":[5,7],'
good "distributed-diffusion, equal power" "{\"in_\":{$two}}" distributed-diffusion --method=equal-power
answer "distributed-diffusion, equal power" '{"status":"best-steps","t0":2,"t":[8,8],"P":[95.0,95.0],'
good "distributed-diffusion, longest" "{$two,\"ETk\":[8,3],\"cfg\":{\"schedule\":\"longest\"}}" \
    distributed-diffusion
answer "distributed-diffusion, longest" '"t":[8,3],'
good "distributed-diffusion, out of reach" "{$two,\"cfg\":{\"rho\":1e-4}}" \
    distributed-diffusion --threshold=constraint
answer "distributed-diffusion, out of reach" '{"status":"infeasible","upper_bound":"-inf","feasible":false}'
good "distributed-diffusion, no energy" "{$two,\"cfg\":{\"ET\":0.4}}" distributed-diffusion
answer "distributed-diffusion, no energy" '"status":"infeasible"'

if command -v python3 >/dev/null; then
    python3 - "$solve" "$data" <<'END' || fail "answers differ from the reference"
import json
import subprocess
import sys

solve, data = sys.argv[1:]


def run(name, *arguments):
    with open(f"{data}/{name}") as source:
        done = subprocess.run(
            [solve, *arguments], stdin=source, capture_output=True, text=True, check=True
        )
    with open(f"{data}/{name}") as source:
        return list(zip(json.loads(done.stdout), json.load(source)["cases"], strict=True))


def close(got, expected):
    if isinstance(expected, dict):
        return all(close(got[key], value) for key, value in expected.items())
    if isinstance(expected, list):
        return len(got) == len(expected) and all(map(close, got, expected))
    if isinstance(expected, (str, bool)) or isinstance(got, str):
        return got == expected
    return abs(got - expected) <= 1e-12 * max(abs(expected), 1.0)


bad = 0
for rule in "any", "drop":
    for partial in True, False:
        for got, case in run(
            "rce.json", "rce", f"--infeasible={rule}", f"--partial-last={str(partial).lower()}"
        ):
            out = case["out"]
            if case["kind"] == "raw":
                expected = out[f"{rule}_{'partial' if partial else 'nopartial'}"]
            elif partial:
                expected = {"state": out["state"], "rate": out["rate"], **out[rule]}
                if "d" in case["in_"]:
                    expected["E_q"] = out["E_q"]
            else:
                continue
            if got["id"] != case["id"] or not close(got, expected):
                print(f"rce.json case {case['id']}, {rule}, partial {partial}", file=sys.stderr)
                bad += 1
for got, case in run("caqa-optimum.json", "caqa-optimum"):
    best = case["best_reward"]
    if not (
        got["best_reward"] >= best * 0.999
        and got["best_reward"] <= case["upper_bound"] * (1 + 1e-9)
        and got["upper_bound"] >= best * (1 - 1e-9)
        and got["V"] == case["V"]
    ):
        print(f"caqa-optimum.json case {case['id']}", file=sys.stderr)
        bad += 1
for got, case in run("lara.json", "megc"):
    # The reference solves to 1e-13 in total; what an allocation has is known to the root of that.
    variables = all(
        len(got["optimum"][key]) == len(values)
        and all(abs(a - b) <= 1e-6 for a, b in zip(got["optimum"][key], values))
        for key, values in case["optimum"].items()
    )
    latencies = all(
        abs(a - b) <= 1e-6 * b
        for key in ("L_comp", "L_aigc", "L_ve")
        for a, b in zip(got[key], case[key], strict=True)
    )
    total = abs(got["total"] - case["total"]) <= 1e-12 * case["total"]
    if not (got["id"] == case["id"] and variables and latencies and total):
        print(f"lara.json case {case['id']}", file=sys.stderr)
        bad += 1


def da_differs(got, case, objective, variables):
    if got["feasible"] != case["feasible"] or got["name"] != case["name"]:
        return True
    if not case["feasible"]:
        return not got["culprits"] or abs(got["margin"] / case["margin"] - 1) > 1e-9
    return not (
        abs(got["obj"] / case["obj"] - 1) <= objective
        and got["violation"]["worst"] <= 1e-9
        and not (case["unique"] and any(
            abs(a - b) > variables * max(abs(b), budget / case["K"])
            for key, budget in zip("BPC", case["budget"])
            for a, b in zip(got[key], case[key], strict=True)
        ))
    )


for got, case in run("sttd.json", "da-isac"):
    # The reference ends within 1e-9 of its optimum; where variables are unique they go as the root,
    # those of users who get next to nothing by an equal share.
    if da_differs(got, case, 1e-8, 1e-4) or (case["feasible"] and got["gap"] > 1e-8 * case["obj"]):
        print(f"sttd.json {case['name']}", file=sys.stderr)
        bad += 1
for got, case in run("rlli.json", "distributed-diffusion"):
    # The reference climbs to 1e-12; the proof here is to 1e-5.
    best = case["opt"]
    if not (
        abs(got["reward"] - best["reward"]) <= 1e-10
        and got["t0"] == best["t0"]
        and got["t"] == best["t"]
        and 0 <= got["gap"] <= 1e-5
    ):
        print(f"rlli.json case {case['id']}", file=sys.stderr)
        bad += 1
for got, case in run("rlli.json", "distributed-diffusion", "--threshold=constraint"):
    if case["hard_feasible"] and not 0 <= got["sum_Q"] - case["hard_sumQ"] + 1e-10 <= 1e-4:
        print(f"rlli.json case {case['id']} under the constraint", file=sys.stderr)
        bad += 1
with open(f"{data}/sttd.json") as source:
    small = [
        case for case in json.load(source)["cases"] if case["K"] <= 5 and case.get("t0") == 0.1
    ]
done = subprocess.run(
    [solve, "da-isac", "--method=sca"],
    input=json.dumps(small), capture_output=True, text=True, check=True,
)
for got, case in zip(json.loads(done.stdout), small, strict=True):
    # The approximation ends by itself within 1e-6 where its box does not get too small first.
    if da_differs(got, case, 1e-6, 1e-2):
        print(f"sttd.json {case['name']} by sca", file=sys.stderr)
        bad += 1
sys.exit(bad != 0)
END
fi

# --- bad input
bad "empty" "empty" '' rce
bad "not JSON" "not valid JSON" 'Emin = 3' rce
bad "NaN" "not valid JSON" "{\"Emin\":[NaN],\"Emax\":[1],\"Lambda\":[1],\"E_r\":1}" rce
bad "overflow" "not valid JSON" "{\"Emin\":[1e999],\"Emax\":[1],\"Lambda\":[1],\"E_r\":1}" rce
bad "two documents" "not valid JSON" "{$raw} {$raw}" rce
bad "a number" "expected an object" '3' rce
bad "cases no array" "expected an array" '{"cases":{}}' rce
bad "case no object" "case 1: expected an object" "[{$raw},[]]" rce
bad "missing" "case 0, name \"x\": Lambda: missing" '{"name":"x","Emin":[1],"Emax":[1],"E_r":1}' rce
bad "text for number" "E_r: expected a finite number" \
    '{"Emin":[1],"Emax":[1],"Lambda":[1],"E_r":"1"}' rce
bad "null" "Emin[0]: expected" '{"Emin":[null],"Emax":[1],"Lambda":[1],"E_r":1}' rce
bad "negative" "Emin[1]: expected" '{"Emin":[1,-1],"Emax":[1,1],"Lambda":[1,1],"E_r":1}' rce
bad "infinite gain" "Lambda[0]: expected" \
    '{"Emin":[1],"Emax":[1],"Lambda":["inf"],"E_r":1}' rce
bad "lengths" "Emax: expected 2 values" '{"Emin":[1,1],"Emax":[1],"Lambda":[1,1],"E_r":1}' rce
bad "kind" "kind: expected \"raw\" or \"slot\"" "{\"kind\":\"whole\",$raw}" rce
bad "reading" "infeasible: expected" "{$raw,\"params\":{\"infeasible\":\"maybe\"}}" rce
bad "truth" "partial_last: expected true or false" "{$raw,\"params\":{\"partial_last\":1}}" rce
bad "no users" "at least one user" '{"g":[],"Omega_min":[],"z":[],"E_s":[]}' rce
bad "no sensing" "E_s: missing" "{$slot}" rce
bad "part of a step" "z[0]: expected a whole number" \
    '{"g":[1],"Omega_min":[0.4],"z":[7.5],"E_s":[0.1]}' rce
bad "requirement" "Omega_min[0]: expected" '{"g":[1],"Omega_min":[1.4],"z":[7],"E_s":[0.1]}' rce
for allocator in rce caqa-optimum; do
    state='"g":[1e-10],"Omega_min":[0.4],"z":[7],"E_s":[0.02]'
    bad "bandwidth" "B: expected" "{$state,\"params\":{\"B\":-1e6}}" $allocator
    bad "users" "K: expected 1" "{$state,\"params\":{\"K\":3}}" $allocator
    bad "typing error" "E_maxx: no such parameter" "{$state,\"params\":{\"E_maxx\":1}}" $allocator
    bad "steps" "z_max: expected at least" \
        "{$state,\"params\":{\"z_min\":9,\"z_max\":4}}" $allocator
    bad "params" "params: expected an object" "{$state,\"params\":[]}" $allocator
done
bad "reading of the optimum" "infeasible" '{"g":[1e-10],"Omega_min":[0.4]}' caqa-optimum \
    --infeasible=any
bad "cycles" "cycles[0]: expected" '{"cycles":[0],"accuracy":[0.3]}' sensing-law
bad "accuracy" "accuracy: expected 1 values" '{"cycles":[9],"accuracy":[0.3,0.4]}' sensing-law
for field in D_c h_c D_a h_a D_v h_vo h_vb; do
    users='{"D_c":[1,2],"h_c":[1,2],"D_a":[1,2],"h_a":[1,2],"D_v":[1,2],"h_vo":[1,2],"h_vb":[1,2],"id":1}'
    values="\"$field\":\[1,2\]"
    bad "megc without $field" "${field}: missing" "${users/$values,/}" megc
    bad "megc, short $field" "values, as many as" "${users/$values/\"$field\":[1]}" megc
    bad "megc, negative $field" "${field}[1]: expected" "${users/$values/\"$field\":[1,-2]}" megc
done
bad "megc, no users" "expected at least one user" '{"D_c":[],"h_c":[]}' megc
bad "megc, no fields" "expected at least one user" '{}' megc
bad "megc, no gain" "h_c[0]: expected a finite number greater than 0" \
    '{"D_c":[1],"h_c":[0]}' megc
bad "megc, bandwidth" "B_off: expected" '{"D_c":[1],"h_c":[1],"params":{"B_off":0}}' megc
bad "megc, typing error" "f_ES: no such parameter" \
    '{"D_c":[1],"h_c":[1],"params":{"f_ES":1}}' megc
bad "megc, inputs" "inputs: expected an object" '{"inputs":[]}' megc
bad "megc, beyond any cell" "case 0: computeGain[0]: expected" '{"D_c":[1],"h_c":[1e-200]}' megc

da_user='{"F":1,"h2":1e-11,"model":2,"w3":1}'
bad "da-isac, no users" "users: expected at least one" '{"users":[]}' da-isac
bad "da-isac, users missing" "users: missing" '{}' da-isac
bad "da-isac, user" "users[1]: expected an object" "{\"users\":[$da_user,3]}" da-isac
bad "da-isac, file" "users[1]: F: expected" "{\"users\":[$da_user,{\"F\":0}]}" da-isac
bad "da-isac, model" "users[0]: model: expected a whole number from 1 to 2" \
    '{"users":[{"F":1,"h2":1,"model":3}]}' da-isac
bad "da-isac, weight" "users[0]: w2: missing" '{"users":[{"F":1,"h2":1,"model":1,"w1":1}]}' da-isac
bad "da-isac, K" "K: expected a whole number from 1 to 1" "{\"K\":2,\"users\":[$da_user]}" da-isac
bad "da-isac, budget" "budget: expected 3 values" "{\"budget\":[1],\"users\":[$da_user]}" da-isac
bad "da-isac, beyond any cell" "case 0: user 0: expected file size and gain" \
    '{"users":[{"F":1,"h2":1e300,"model":2,"w3":1}]}' da-isac
bad "da-isac, no power" "budget[1]: expected" "{\"budget\":[1,0,1],\"users\":[$da_user]}" da-isac

dd='"u":[[0.5,0.5,0.5,0.5,0.5]],"d":[0],"g":[1]'
bad "dd, no users" "u: expected 1 to 32 users" '{"u":[],"d":[],"g":[]}' distributed-diffusion
bad "dd, users missing" "u: missing" '{}' distributed-diffusion
bad "dd, four scores" "u[0]: expected an array of 5 numbers" \
    '{"u":[[1,1,1,1]],"d":[0],"g":[1]}' distributed-diffusion
bad "dd, no scores" "u[0]: expected an array of 5 numbers" \
    '{"u":[1],"d":[0],"g":[1]}' distributed-diffusion
bad "dd, score" "u[0][4]: expected" '{"u":[[1,1,1,1,1.5]],"d":[0],"g":[1]}' distributed-diffusion
bad "dd, short" "d: expected 1 values, as many as u" \
    '{"u":[[1,1,1,1,1]],"d":[0,1],"g":[1]}' distributed-diffusion
bad "dd, gain" "g[0]: expected" '{"u":[[1,1,1,1,1]],"d":[0],"g":[-1]}' distributed-diffusion
bad "dd, style" "style: expected 1 values" "{$dd,\"style\":[]}" distributed-diffusion
bad "dd, K" "K: expected a whole number from 1 to 1" "{$dd,\"cfg\":{\"K\":2}}" distributed-diffusion
bad "dd, steps" "Ts: expected a whole number" "{$dd,\"cfg\":{\"Ts\":2.5}}" distributed-diffusion
bad "dd, typing error" "Qht: no such parameter" "{$dd,\"cfg\":{\"Qht\":0.5}}" distributed-diffusion
bad "dd, reading" "schedule: expected" "{$dd,\"cfg\":{\"schedule\":\"short\"}}" distributed-diffusion
bad "dd, constant" "ws: expected" "{$dd,\"params\":{\"ws\":0}}" distributed-diffusion
bad "dd, no such constant" "nn: no such parameter" "{$dd,\"params\":{\"nn\":0}}" distributed-diffusion
bad "dd, no steps" "case 0: distributed diffusion: no steps within the energy budgets" \
    "{$dd,\"ETk\":[0.5]}" distributed-diffusion --method=equal-power

# --- worse input: nesting, files cut short, damaged bytes
deep=$(printf '[%.0s' {1..5000})
bad "nested" "nested" "$deep" rce
expect 2 "nested far" rce < <(head -c 5000000 /dev/zero | tr '\0' '[')
expect 2 "zeros" rce < <(head -c 1000 /dev/zero)
expect 2 "no text" rce < <(printf '\377\376{}')
size=$(wc -c <"$data/rce.json")
for ((i = 0; i < 60; ++i)); do
    head -c $((size * i / 60)) "$data/rce.json" >"$scratch/in"
    expect 2 "cut after $((size * i / 60)) bytes" rce <"$scratch/in"
done
RANDOM=1
for ((i = 0; i < 100; ++i)); do
    at=$((2 + (RANDOM * 32768 + RANDOM) % (size - 2)))
    {
        head -c $((at - 1)) "$data/rce.json"
        # shellcheck disable=SC2059 # the octal escape is the format
        printf "\\$(printf '%03o' $((RANDOM % 256)))"
        tail -c +$((at + 1)) "$data/rce.json"
    } >"$scratch/in"
    expect any "byte $at damaged" rce <"$scratch/in"
done
if [[ -w /dev/full ]]; then
    "$solve" rce <<<"{$raw}" >/dev/full 2>"$scratch/err"
    code=$?
    ((code == 1)) || fail "full disk: exit code $code, expected 1"
fi

if ((failures > 0)); then
    printf 'solve: %d failures\n' "$failures" >&2
    exit 1
fi
