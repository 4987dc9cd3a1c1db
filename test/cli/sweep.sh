#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Sweeps over any program: the grid, only what is missing, kill and resume with nothing lost or run
# twice, failures, other machines, Slurm, bad files, and a database of 10,000 runs. The program is a
# stand-in that writes down each of its calls. Needs ISAC_ROOT, ISAC_BIN and ISAC_TMP (an empty folder).
set -eu

campaign=$ISAC_ROOT/utils/campaign.py
python=/usr/bin/python3
[ -x "$python" ] || python=python3
for tool in parallel flock "$python"; do
    command -v "$tool" >/dev/null || { echo "sweep.sh: $tool is missing"; exit 77; }
done
"$python" -c "import matplotlib" 2>/dev/null || { echo "sweep.sh: no matplotlib"; exit 77; }
cd "$ISAC_TMP"
source "$ISAC_ROOT/test/cli/checks.bash"

# isac CODE COMMAND ARGUMENTS: stdout and stderr go to files; the exit code is checked
isac() {
    local expected=$1 code=0
    shift
    "$python" "$campaign" "$1" --programs="$ISAC_BIN" --out=figures "${@:2}" >out 2>err || code=$?
    [[ $code == "$expected" ]] || complain "$*: exit code $code, expected $expected: $(<err)"
}

# refuse TEXT ARGUMENTS: exit code 2, one line on stderr that contains TEXT
refuse() {
    local text=$1
    shift
    isac 2 "$@"
    [[ $(wc -l <err) == 1 && $(<err) == "isac: "*"$text"* ]] ||
        complain "$*: expected one line with '$text', got: $(<err)"
}

# ask SQL: what the database says
ask() {
    "$python" -c 'import sqlite3, sys
for row in sqlite3.connect("figures/results.sqlite").execute(sys.argv[1]): print(*row, sep="|")' "$1"
}

# A program as users have them: a value of its options and its run, a table, a curve.
cat >program.sh <<'END'
#!/bin/sh
for word; do
    case $word in
        --a=*) a=${word#*=} ;;
        --b=*) b=${word#*=} ;;
        --RngRun=*) run=${word#*=} ;;
        --output=*) output=${word#*=} ;;
    esac
done
echo "begin $a $b $run" >>calls
[ -z "${SLOW:-}" ] || sleep "$SLOW"
if [ "$b" = bad ] && [ ! -e mended ]; then
    echo "program: b=bad cannot be" >&2
    exit 2
fi
printf 'time,value\n0,1\n%s,%s\n' "$a" "$run" >"$output/table.csv"
printf '{"sum": {"of": [0, %s]}, "word": "%s"}\n' "$((a * 100 + run))" "$b" >"$output/summary.json"
echo "end $a $b $run" >>calls
END
chmod +x program.sh

# write NAME A B RUNS: a campaign over the values of a and b
write() {
    cat >"$1.json" <<END
{
  "about": "a stand-in", "program": "./program.sh", "swept": {"a": [$2], "b": [$3]}, "runs": $4,
  "collect": {"sum": "sum.of.1", "mean": "table.csv:value"},
  "kind": "lines", "x": {"option": "a", "label": "a"},
  "y": [{"column": "sum", "label": "sum"}, {"column": "mean", "label": "mean"}],
  "quick": {"swept": {"a": [1]}, "runs": 1}
}
END
}

# --- the grid, its tables and its record
write grid '1, 2, 3' '"x", "y"' 2
isac 0 sweep grid.json --dry-run
[[ $(wc -l <out) == 12 && ! -e calls ]] || complain "--dry-run: $(<out)"
isac 0 sweep grid.json
[[ $(sort calls | uniq -d | wc -l) == 0 && $(grep -c ^end calls) == 12 ]] || complain "calls: $(<calls)"
[[ $(tail -n +2 figures/grid.csv) == "$(
    for b in x y; do
        for a in 1 2 3; do
            for run in 1 2; do
                # The table has the rows 1 and the run.
                echo "$b,$a,$run,sum,$((100 * a + run))"
                [[ $run == 1 ]] && echo "$b,$a,$run,mean,1" || echo "$b,$a,$run,mean,1.5"
            done
        done
    done
)" ]] || complain "grid.csv: $(<figures/grid.csv)"
[[ ! -e figures/grid.png ]] || complain "sweep draws"
[[ $(grep ^x,2,sum figures/grid-means.csv) == x,2,sum,2,201.5,6.35310236809,0.707106781187 ]] ||
    complain "grid-means.csv: $(<figures/grid-means.csv)" # 12.7062 / 2
[[ $(ask "select count(*), min(state), max(state), max(exit_code), count(git_commit) from run") == "12|done|done|0|"* ]] ||
    complain "runs in the database: $(ask 'select * from run')"
[[ $(ask "select value from setting join run on run.id = run where name = 'a' and rng_run = 2 order by 1" |
    xargs) == "1 1 2 2 3 3" ]] || complain "settings in the database"
[[ $(ask "select line, x, run, quantity, value from tidy where campaign = 'grid'" |
    sed 's/\.0\(|\|$\)/\1/g; s/|/,/g') == "$(tail -n +2 figures/grid.csv)" ]] ||
    complain "the tidy table: $(ask 'select * from tidy')"
"$python" -c '
import sqlite3
for stem, command in sqlite3.connect("figures/results.sqlite").execute("SELECT stem, command FROM run"):
    assert command in open(stem + ".command").read(), command' || complain "commands in the database"

# --- only what is missing, also for another campaign and by plot
: >calls
isac 0 sweep grid.json
isac 0 plot grid.json
isac 0 figure grid.json --quick
[[ ! -s calls && -s figures/grid.png && -s figures/grid.pdf && -s figures/grid-quick.csv ]] ||
    complain "it runs again: $(<calls)"
write more '2, 3, 4' '"y"' 3
isac 0 figure more.json
[[ $(grep ^end calls | sort | xargs) == "end 2 y 3 end 3 y 3 end 4 y 1 end 4 y 2 end 4 y 3" ]] ||
    complain "more.json runs $(<calls)"
rm "$(ask "select stem from run where command like '%--a=4%--RngRun=2 %'")/summary.json"
isac 0 plot more.json
[[ $(<err) == "isac: more lacks 1 of 9 jobs" ]] || complain "plot of what lacks a run: $(<err)"
[[ $(ask "select count(*) from tidy where campaign = 'more'") == 16 ]] || complain "a lost run is counted"
: >calls
isac 0 sweep more.json
[[ $(grep ^end calls) == "end 4 y 2" ]] || complain "the lost run: $(<calls)"
write never '7' '"x"' 1
refuse "nothing was run yet" plot never.json

# --- failures are kept and told, and stop nothing else
write fails '1' '"bad", "x"' 2
isac 1 sweep fails.json
[[ $(grep -c "program: b=bad cannot be" err) == 2 && $(tail -1 err) == "isac: 2 of 4 jobs failed"* ]] ||
    complain "fails.json: $(<err)"
[[ $(tail -n +2 figures/fails.csv | wc -l) == 4 ]] || complain "fails.csv: $(<figures/fails.csv)"
[[ $(ask "select state, exit_code, said from run where state = 'failed' and rng_run = 1") == \
    "failed|2|program: b=bad cannot be"* ]] || complain "failed runs: $(ask 'select * from run')"
command=$(ask "select command from run where state = 'failed' and rng_run = 2")
[[ $command == *"--b=bad --a=1 --RngRun=2 --output=figures/results/program.sh-run2-"* ]] || complain "command: $command"
touch mended
isac 0 sweep fails.json
[[ $(ask "select count(*) from run where state = 'failed'") == 0 ]] || complain "mended runs are failed yet"
rm mended

# What a program writes before it fails is no result, and one that writes none has not done its work.
cat >half.sh <<'END'
#!/bin/sh
for word; do
    case $word in
        --output=*) output=${word#*=} ;;
        --n=1) fails=1 ;;
        --n=2) exit 0 ;;
        --n=3) value=null ;;
        --n=4) kill -SEGV $$ ;;
    esac
done
echo "{\"v\": ${value:-2500000000000}}" >"$output/summary.json"
echo "last words"
exit ${fails:-0}
END
chmod +x half.sh
cat >half.json <<'END'
{
  "about": "a stand-in", "program": "./half.sh", "swept": {"n": [1, 2, 3, 4, 2500000000000]},
  "collect": {"v": "v", "not drawn": "v"},
  "kind": "lines", "x": {"option": "n", "label": "n"}, "y": [{"column": "v", "label": "v"}]
}
END
isac 1 figure half.json --out="my figures"
grep -q "run1-.*: last words$" err || complain "no last words: $(<err)"
grep -q "ended without writing .*/summary.json: said nothing" err || complain "nothing written: $(<err)"
grep -q "ended by signal 11: " err || complain "no signal: $(<err)"
[[ $(tail -n +2 "my figures/half.csv") == "$(
    for n in 3 2500000000000; do
        printf '%s\n' "all,$n,1,v,${n#3}" "all,$n,1,not drawn,${n#3}"
    done
)" ]] ||
    complain "half.csv: $(<"my figures/half.csv")"

# --- killed without mercy: nothing lost, nothing run twice
write killed '1, 2, 3, 4, 5, 6, 7, 8' '"k"' 4
: >calls
SLOW=0.2 setsid "$python" "$campaign" sweep killed.json --jobs=2 --out=figures >out 2>err &
pid=$!
while (($(grep -c ^end calls || true) < 6)); do sleep 0.1; done
parallel=$(pgrep -P "$pid")
kill -KILL "$pid" "$parallel"
wait "$pid" || true
finished=$(grep -c ^end calls)
((finished < 32)) || complain "it was not killed in time"
# Jobs at work may live on; their locks keep them from being done twice.
SLOW=0.2 isac 0 sweep killed.json --jobs=4
[[ $(grep ^end calls | sort -u | wc -l) == 32 && $(grep ^end calls | sort | uniq -d) == "" ]] ||
    complain "killed and resumed: $(grep ^end calls | sort | uniq -c)"
[[ $(tail -n +2 figures/killed.csv | wc -l) == 64 ]] || complain "killed.csv lacks runs"
grep -q "were done before" out && ((32 - $(grep -o "runs; [0-9]*" out | cut -d' ' -f2) <= 32 - finished)) ||
    complain "what was finished is not taken: $(<out)"

# --- distributions, curves and bars of tables; further lines by name
sed 's/"lines", "x": .*}/"cdf"/; s/"sum.of.1"/"table.csv:time"/' grid.json >cdf.json
isac 0 figure cdf.json
[[ $(grep -c '^"a 3, y",' figures/cdf.csv) == $((101 * 2 * 2)) && -s figures/cdf.png ]] ||
    complain "cdf.csv: $(head -3 figures/cdf.csv)"
[[ $(grep '^"a 3, y",50,2,' figures/cdf.csv | cut -d, -f6 | xargs) == "1.5 1.5" ]] ||
    complain "medians: $(grep '^"a 3, y",50,2,' figures/cdf.csv)"
sed 's/"lines", "x": .*}/"curves", "x": {"column": "time", "label": "t"}/; s/"sum.of.1"/"table.csv:value"/' grid.json >curves.json
isac 0 figure curves.json
[[ $(grep '^"a 3, y",' figures/curves.csv | grep ,sum, | cut -d, -f3-6 | xargs) == \
    "0,1,sum,1 3,1,sum,1 0,2,sum,1 3,2,sum,2" ]] || complain "curves.csv: $(<figures/curves.csv)"
sed 's/"lines", "x": .*}/"bars", "lines": [{"label": "B", "options": {"c": 1}}, {"label": "C", "options": {"c": 2}}]/' grid.json >bars.json
isac 0 figure bars.json
[[ $(grep -c ^end calls) == $((32 + 24)) ]] || complain "options of lines are not called with"
[[ $(tail -n +2 figures/bars-means.csv | wc -l) == 24 && -s figures/bars.pdf ]] || complain "bars: $(<figures/bars-means.csv)"

# --- a page of results, with what a paper says beside what is found
sed 's/"runs"/"quoted": [{"line": "x", "x": 2, "column": "sum", "value": 190, "where": "Sec. I"},\
    {"text": "y is better than x", "ratio": {"of": "y", "to": "x", "column": "sum", "x": 1, "value": 1.1}},\
    {"text": "it is good"}], "runs"/' grid.json >quoted.json
isac 0 figure quoted.json cdf.json curves.json bars.json --book=page.md
for row in '| x | 101.5 ± 6.4 | 201.5 ± 6.4 | 301.5 ± 6.4 |' '| x at 2: sum | Sec. I | 190 | 201.5 ± 6.4 |' \
    '| y is better than x |  | 1.1 | 1 |' '| it is good |  |  |  |' '![a stand-in](page/quoted.png)'; do
    grep -qF -- "$row" page.md || complain "page.md has no line $row: $(<page.md)"
done
[[ -s page/cdf.png && $(grep -c "Missing" page.md) == 0 ]] || complain "page.md"
cp page.md before.md
isac 0 plot quoted.json cdf.json curves.json bars.json --book=page.md
cmp page.md before.md || complain "the page is not the same twice"

# --- other machines: a stand-in for ssh that is this machine under several names
mkdir -p stand-in
cat >stand-in/ssh <<'END'
#!/bin/sh
while [ $# -gt 1 ]; do
    case $1 in -*) shift ;; *) break ;; esac
done
[ "$1" != dead ] || { echo "ssh: no route to dead" >&2; exit 255; }
shift
[ "$1" != -- ] || shift
exec sh -c "$*"
END
chmod +x stand-in/ssh
export PARALLEL_SSH=$PWD/stand-in/ssh
printf '1/one\n1/two\n' >hosts
write far '11, 12, 13' '"z"' 2
SLOW=0.1 isac 0 sweep far.json --hosts=hosts
[[ $(tail -n +2 figures/far.csv | wc -l) == 12 ]] || complain "far.csv: $(<figures/far.csv)"
[[ $(cut -f2 figures/far/runs.joblog | tail -n +2 | sort -u | xargs) == "one two" ]] ||
    complain "hosts: $(cut -f2 figures/far/runs.joblog)"
printf '1/one\n1/dead\n' >hosts
write farther '21' '"z"' 1
refuse "hosts: 1 of its machines cannot be reached or do not see $PWD" sweep farther.json --hosts=hosts
refuse "--hosts=nowhere: no such file" sweep farther.json --hosts=nowhere
unset PARALLEL_SSH

# --- Slurm: a stand-in that does the array, task by task
refuse "sbatch is not found" sweep farther.json --slurm
cat >stand-in/sbatch <<'END'
#!/bin/sh
echo "$*" >>sbatch.log
for script; do :; done
tasks=$(sed -n 's/^#SBATCH --array=1-//p' "$script")
for task in $(seq "$tasks"); do SLURM_ARRAY_TASK_ID=$task sh "$script" >/dev/null || true; done
echo "4711;cluster"
END
cat >stand-in/squeue <<'END'
#!/bin/sh
cat queue 2>/dev/null
END
chmod +x stand-in/*
write slurm '5, 6, 7' '"s", "bad"' 2
: >calls
PATH=$PWD/stand-in:$PATH isac 0 sweep slurm.json --slurm="-t 10 --comment='two words'"
grep -q "^#SBATCH -t 10 '--comment=two words'$" figures/slurm/runs.slurm.sh || complain "options of Slurm: $(<figures/slurm/runs.slurm.sh)"
[[ $(<out) == *"runs: 12 jobs submitted as Slurm's 4711"* && $(grep -c ^end calls) == 6 ]] ||
    complain "submitted: $(<out) $(<calls)"
[[ $(grep ^begin calls | sort | uniq -d) == "" ]] || complain "Slurm runs twice: $(<calls)"
echo 4711 >queue
PATH=$PWD/stand-in:$PATH refuse "4711 of this campaign is in Slurm's queue yet" sweep slurm.json --slurm
PATH=$PWD/stand-in:$PATH refuse "'isac plot' shows what is there" sweep slurm.json
rm queue
isac 0 plot slurm.json
[[ $(tail -n +2 figures/slurm.csv | wc -l) == 12 && $(<err) == "isac: slurm lacks 6 of 12 jobs" ]] ||
    complain "gathered from Slurm: $(<err)"
: >calls
touch mended
PATH=$PWD/stand-in:$PATH isac 0 sweep slurm.json --slurm
[[ $(grep -c ^begin calls) == 6 && $(grep -c bad calls) == 12 ]] || complain "submitted again: $(<calls)"
isac 0 sweep slurm.json
[[ $(tail -n +2 figures/slurm.csv | wc -l) == 24 ]] || complain "slurm.csv lacks runs"

# --- refusals
bad() { # bad TEXT SED: grid.json, changed
    sed "$2" grid.json >bad.json
    refuse "bad.json: $1" sweep bad.json
}
bad "not JSON" 's/"about"/about/'
bad "swept.a: expected a list of values" 's/\[1, 2, 3\]/3/'
bad "swept.a: a value stands there twice" 's/\[1, 2, 3\]/[1, 1.0]/'
bad "swept.a: stands under fixed too" 's/"swept"/"fixed": {"a": 1}, "swept"/'
bad "swept.a: expected a number, a text or true or false" 's/\[1, 2, 3\]/[[1]]/'
bad "swept.a: expected numbers, as it is on the x-axis" 's/\[1, 2, 3\]/["one"]/'
bad "RngRun: is the number of the run" 's/"b": /"RngRun": /'
bad "x.option: expected one of those swept: a, b" 's/"option": "a"/"option": "c"/'
bad "output: expected {} in it" 's/"program"/"output": "--out=x", "program"/'
bad "y[1].column: expected one of sum, mean" 's/"column": "mean"/"column": "maen"/'
bad "collect.mean: expected a .json or .csv file" 's/table.csv:value/table.txt:value/'
bad "program: expected a program, not an empty text" 's#./program.sh##'
bad "program: no program 'program.sh' of this module" 's#./program.sh#program.sh#'
bad "y: the column 'sum' stands there twice" 's/"column": "mean"/"column": "sum"/'
bad "cell: unknown; expected one of about" 's/"runs"/"cell": {}, "runs"/'
bad "runs: expected at least 1, not 0" 's/"runs": 2/"runs": 0/'
bad "quoted[0].line: expected one of x, y" 's/"runs"/"quoted": [{"text": "t", "line": "z", "column": "sum", "value": 1}], "runs"/'
bad "quoted[0].column: is missing" 's/"runs"/"quoted": [{"text": "t", "line": "x", "value": 1}], "runs"/'
refuse "No such file" sweep nowhere.json
refuse "--fidelity is for systems of the papers" sweep grid.json --fidelity=packet
refuse "not allowed with argument" sweep grid.json --hosts=hosts --slurm
sed 's/sum.of.1/sum.of.7/' grid.json >bad.json
refuse "summary.json is damaged: sum.of.7" sweep bad.json
sed 's/table.csv:value/table.csv:speed/' grid.json >bad.json
refuse "table.csv has no column 'speed'" sweep bad.json
printf 'no database' >figures/results.sqlite.other
mv figures/results.sqlite kept.sqlite
cp figures/results.sqlite.other figures/results.sqlite
refuse "results.sqlite: file is not a database" sweep grid.json
mv kept.sqlite figures/results.sqlite

# --- 10,000 runs: results that are there are taken in within seconds, and taken again at once
write many "$(seq -s, 100)" '"p", "q"' 50
isac 0 sweep many.json --dry-run
"$python" - <<'END'
import os, re
for line in open("out", encoding="utf-8"):
    b, a, run, folder = re.search(r"--b=(\S+) --a=(\S+) --RngRun=(\S+) --output=(\S+)", line).groups()
    os.makedirs(folder, exist_ok=True)
    with open(folder + "/table.csv", "w") as file:
        file.write(f"time,value\n0,1\n{a},{run}\n")
    with open(folder + "/summary.json", "w") as file:
        file.write('{"sum": {"of": [0, %d]}}' % (int(a) * 100 + int(run)))
END
: >calls
for what in "taking in" "looking again at"; do
    begin=$(date +%s.%N)
    isac 0 sweep many.json
    seconds=$(awk "BEGIN { print $(date +%s.%N) - $begin }")
    echo "$what 10,000 runs takes $seconds s"
    awk "BEGIN { exit !($seconds < 60) }" || complain "$what 10,000 runs takes $seconds s"
done
[[ ! -s calls && $(tail -n +2 figures/many.csv | wc -l) == 20000 ]] || complain "many.csv"
[[ $(ask "select avg(value), count(*) from tidy where campaign = 'many' and quantity = 'sum'") == "5075.5|10000" ]] ||
    complain "10,000 runs in the database: $(ask "select avg(value), count(*) from tidy where campaign = 'many'")"

# Two campaigns that share all of them, gathered at once into a new database
rm figures/results.sqlite
cp many.json many-too.json
"$python" "$campaign" sweep many-too.json --out=figures >out2 2>err2 &
pid=$!
isac 0 sweep many.json
wait "$pid" || complain "two at once: $(<err2)"
[[ $(ask "select count(*) from run") == 10000 && $(ask "select count(*) from tidy") == 40000 ]] ||
    complain "two at once: $(ask "select count(*) from tidy")"

conclude
