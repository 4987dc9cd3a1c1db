#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# ./isac from outside: usage, packages, what is built and when, what is passed through. It runs in
# a made-up tree whose apt-get, cmake, ninja and ctest only write down what they were asked for.
# Needs ISAC_ROOT (the repository) and ISAC_TMP (an empty folder).
# shellcheck disable=SC2016 # the tools expand their text when they run
set -euo pipefail

tree=$ISAC_TMP/tree
tools=$ISAC_TMP/tools
state=$ISAC_TMP/state
failures=0

# --- the made-up machine
mkdir -p "$tree/utils" "$tree/examples" "$tools" "$state" "$ISAC_TMP/elsewhere"
cp "$ISAC_ROOT/isac" "$tree/"
cp -r "$ISAC_ROOT/utils/isac.d" "$tree/utils/"
for tool in awk basename bash cat chmod dirname env find flock grep ln mkdir nproc readlink rm rmdir \
    sleep touch; do
    ln -s "$(command -v "$tool")" "$tools/$tool"
done
printf '/*\n * SPDX-License-Identifier: GPL-2.0-only\n *\n * First line.\n * Second.\n */\n#include <x>\n' \
    >"$tree/examples/alpha.cc"
printf '// SPDX-License-Identifier: GPL-2.0-only\n\n// Beta, in slashes.\n#include <x>\n// not this\n' \
    >"$tree/examples/beta-two.cc"

# tool NAME: its text comes from stdin and may use $state and $tree
tool() {
    {
        printf '#!%s\nset -euo pipefail\nstate=%q\ntree=%q\n' "$(command -v bash)" "$state" "$tree"
        printf 'echo "%s $*" >>"$state/log"\n' "$1"
        cat
    } >"$tools/$1"
    chmod +x "$tools/$1"
}
tool id <<<'cat "$state/uid"'
tool dpkg-query <<'END'
for package in "${@:4}"; do
    grep -qxF -- "$package" "$state/missing" || echo "ii  $package"
done
END
tool apt-get <<'END'
[[ " $* " != *" install "* ]] || : >"$state/missing"
[[ ! -e $state/no-network ]] || { echo "E: mirror out of reach"; exit 100; }
END
tool cmake <<'END'
touch "$4/build.ninja"
printf '%s\n' "CMAKE_HOME_DIRECTORY:INTERNAL=$tree" "CMAKE_CACHEFILE_DIR:INTERNAL=$4" \
    "CMAKE_GENERATOR:INTERNAL=Ninja" >"$4/CMakeCache.txt"
echo "-- Configuring done"
END
tool ninja <<'END'
mkdir "$state/building" || { touch "$state/overlap"; exit 1; }
trap 'rmdir "$state/building"' EXIT
sleep 0.1
if [[ -e $state/broken ]]; then
    printf '%s\n' "[1/2] Building a.o" "FAILED: b.o" "b.cc:7: error: no beer" "ninja: build stopped"
    exit 1
fi
mkdir -p "$2/bin"
for target in "${@:5}"; do
    [[ $target != all ]] || continue
    [[ ! -e $2/bin/$target ]] || { echo "ninja: no work to do."; continue; }
    cat >"$2/bin/$target" <<'PROGRAM'
#!/usr/bin/env bash
printf '%s|' "${0##*/}" "$PWD" "${ISAC_PLOT:-none}" "$@"
[[ ${1:-} != read ]] || cat
exit "${CODE:-0}"
PROGRAM
    chmod +x "$2/bin/$target"
    echo "[1/1] Linking"
done
END
tool python3 <<'END'
if [[ ${!#} == --targets ]]; then
    echo "isac-train alpha"
    exit "$(cat "$state/check" 2>/dev/null || echo 0)"
fi
echo "$*"
END
tool ctest <<'END'
echo "ASAN=${ASAN_OPTIONS:-none}"
printf '%s\n' "" "50% tests passed, 1 tests failed out of 2" "" "Total Test time (real) = 1 sec"
echo "Errors while running CTest" >&2
exit "$(cat "$state/ctest-code")"
END

# --- checking
# isac ARGUMENTS: sets code, out and err
isac() {
    : >"$state/log"
    code=0
    env -u ISAC_JOBS -u ISAC_PLOT -u ASAN_OPTIONS PATH="$tools" "${isac:-$tree/isac}" "$@" >"$state/out" 2>"$state/err" || code=$?
    out=$(<"$state/out")
    err=$(<"$state/err")
}
# expect WHAT COMMAND...
expect() {
    if ! "${@:2}"; then
        printf 'FAILED: %s\n  code %s\n  out: %s\n  err: %s\n  log: %s\n' "$1" "$code" "$out" "$err" \
            "$(<"$state/log")" >&2
        failures=$((failures + 1))
    fi
}
is() { [[ $1 == "$2" ]]; }
holds() { [[ $1 == *"$2"* ]]; }
lacks() { [[ $1 != *"$2"* ]]; }
logged() { grep -q -- "$1" "$state/log"; }
silent() { ! logged "$1"; }
# fresh: no build folder, root, nothing missing
fresh() {
    rm -rf "$tree"/build* "$state"/{broken,no-network,overlap}
    : >"$state/missing"
    echo 0 >"$state/uid"
    echo 0 >"$state/ctest-code"
}
# refused WORD ARGUMENTS...: exit code 2 and one line that has WORD, and nothing was started
refused() {
    isac "${@:2}"
    expect "'isac ${*:2}' exits with 2" is "$code" 2
    expect "'isac ${*:2}' says one line" is "$(grep -c '' "$state/err")" 1
    expect "'isac ${*:2}' names $1" holds "$err" "$1"
    expect "'isac ${*:2}' starts nothing" is "$(<"$state/log")" ""
}

# --- usage
fresh
isac help
expect "help exits with 0" is "$code" 0
for word in setup build "run EXAMPLE" --long --sanitize --contrib --debian13 bench "solve ALLOCATOR" "train SYSTEM" "train-generator" "fit-generator" "evaluate SYSTEM" "sweep FILE" "plot FILE" "figure NAME" "report RUN" "python " "Exit codes"; do
    expect "help tells of $word" holds "$out" "$word"
done
refused command
refused fly fly
refused gamma run gamma
refused "alpha, beta-two" run gamma
refused ../alpha run ../alpha
refused ALLOCATOR solve
refused SYSTEM train
refused SYSTEM evaluate
refused NAME figure
refused RUN report
refused FILE.json sweep
refused FILE.json plot
refused --lnog test --lnog
refused --contrib test --contrib
refused "$ISAC_TMP/elsewhere" test --contrib "$ISAC_TMP/elsewhere"
refused --debian13 test --debian13 --long
refused --debian13 test --debian13 --contrib "$ISAC_TMP/elsewhere"
refused lunch setup run lunch
refused now build now
isac run
expect "run lists" is "$code" 0
expect "the list has the comment's first line" holds "$out" "  alpha     First line."
expect "the list reads slashes" holds "$out" "  beta-two  Beta, in slashes."
expect "the list stops at the code" lacks "$out" "not this"

# --- run
cd "$ISAC_TMP/elsewhere"
isac run alpha --a "b c"
expect "a first run works" is "$code" 0
expect "folder, picture and arguments are passed on" \
    is "$out" "alpha|$PWD|$tree/utils/plot-slot-timeline.py|--a|b c|"
expect "the first call configures" logged "^cmake -S $tree -B $tree/build -G Ninja"
expect "only the example is built" logged "^ninja -C $tree/build -j [0-9]* alpha\$"
expect "nothing is installed" silent "^apt-get"
isac run alpha
expect "a second call does not configure" silent "^cmake"
expect "nor does it say anything" is "$err" ""
expect "and it runs" is "$out" "alpha|$PWD|$tree/utils/plot-slot-timeline.py|"
cp "$tree/examples/alpha.cc" "$tree/examples/asp-alpha.cc"
isac run asp-alpha
rm "$tree/examples/asp-alpha.cc"
expect "examples of another system have another picture" \
    is "$out" "asp-alpha|$PWD|$tree/utils/plot-asp-load.py|"
CODE=5 isac run alpha
expect "the exit code is passed on" is "$code" 5
ln -s "$tree/isac" "$ISAC_TMP/link"
isac=$ISAC_TMP/link isac run beta-two
expect "a link is followed" is "${out%%|*}" beta-two

# --- solve
isac solve rce --x </dev/null
expect "solve passes on" is "$out" "isac-solve|$PWD|none|rce|--x|"
isac solve read <<<'{"k": 1}'
expect "solve's stdin is the problem" is "$out" 'isac-solve|'"$PWD"'|none|read|{"k": 1}'

# --- train, evaluate
isac train caqa --agent=x
expect "train passes on" is "$out" "isac-train|$PWD|none|caqa|--agent=x|"
expect "only the program is built" logged "^ninja -C $tree/build -j [0-9]* isac-train\$"
isac evaluate caqa --policies=a,b
expect "evaluate passes on" is "$out" "isac-evaluate|$PWD|none|caqa|--policies=a,b|"
isac train-generator --seed=2
expect "train-generator is a command of the generator" is "$out" "isac-generator|$PWD|none|train|--seed=2|"
isac fit-generator
expect "fit-generator is another" is "$out" "isac-generator|$PWD|none|fit|"
CODE=1 isac train caqa
expect "an interrupted training says so" is "$code" 1

# --- figure
isac figure alpha-6 --quick
expect "figure passes on" is "$out" "$tree/utils/campaign.py figure alpha-6 --quick"
expect "it builds what it runs" \
    logged "^ninja -C $tree/build -j [0-9]* isac-evaluate isac-train alpha\$"
isac sweep own.json --dry-run
expect "commands alone need no build" silent "^ninja"
isac sweep own.json --jobs=3
expect "sweep passes on" is "$out" "$tree/utils/campaign.py sweep own.json --jobs=3"
isac plot own.json
expect "plot passes on" is "$out" "$tree/utils/campaign.py plot own.json"
expect "plot needs no build" silent "^ninja"
isac figure --list
expect "the list needs no build" silent "^ninja"
expect "the list comes" is "$out" "$tree/utils/campaign.py figure --list"
echo 2 >"$state/check"
isac figure alpha-7
expect "bad usage is passed on" is "$code" 2
expect "bad usage shows before anything is built" silent "^ninja"
rm "$state/check"

# --- python
echo pybind11-dev >"$state/missing"
isac python -c 'import os, sys; print(os.environ["PYTHONPATH"], *sys.argv[1:])' one two
expect "python finds the package" is "$out" "$tree/build/python one two"
expect "python builds it" logged "^ninja .*isac-python"
expect "python gets what that needs" logged "^apt-get .*install .* pybind11-dev\$"

# --- bench
isac bench --q
expect "bench passes on" is "$out" "isac-bench|$PWD|none|--q|"
expect "bench is a release build" logged "^cmake .*build-release .*-DCMAKE_BUILD_TYPE=Release"

# --- a build folder of another tree
touch "$tree/build/CMakeFiles"
echo "CMAKE_HOME_DIRECTORY:INTERNAL=/elsewhere" >"$tree/build/CMakeCache.txt"
isac run alpha
expect "a foreign build folder is configured again" logged "^cmake"
expect "and the run works" is "$code" 0

# --- a build that fails
touch "$state/broken"
isac run alpha
expect "a failed build exits with 1" is "$code" 1
expect "the error is shown" holds "$err" "b.cc:7: error: no beer"
expect "nothing is run" is "$out" ""

# --- packages
fresh
printf '%s\n' libeigen3-dev ninja-build >"$state/missing"
isac run alpha
expect "missing packages are installed" \
    logged "^apt-get .*install -y --no-install-recommends ninja-build libeigen3-dev\$"
expect "after an update" logged "^apt-get .*update\$"
expect "they are named with a reason" holds "$err" "matrices"
expect "and the run goes on" is "$code" 0
printf '%s\n' libtorch-dev libopenblas0-pthread >"$state/missing"
isac train caqa
expect "training gets its networks and a fast BLAS" \
    logged "^apt-get .*install .* libtorch-dev libopenblas0-pthread\$"
echo python3-torch >"$state/missing"
isac train caqa
expect "training does without Python's" silent "^apt-get"
isac figure alpha-6
expect "figures do without it, too" silent "^apt-get"
isac test
expect "the tests want it" logged "^apt-get .*install .* python3-torch\$"
echo parallel >"$state/missing"
isac train caqa
expect "training runs no sweep" silent "^apt-get"
isac figure alpha-6
expect "figures do" logged "^apt-get .*install .* parallel\$"
echo doxygen >"$state/missing"
isac run alpha
expect "run does not ask for what only tests need" silent "^apt-get"
isac setup
expect "setup does" logged "^apt-get .*install .* doxygen\$"
expect "setup builds nothing" silent "^cmake"

fresh
echo cmake >"$state/missing"
echo 1000 >"$state/uid"
isac run alpha
expect "without root and sudo: 2" is "$code" 2
expect "and the line to type" holds "$err" "apt-get install -y --no-install-recommends cmake"
expect "and nothing is tried" silent "^apt-get\|^ninja"
isac test --debian13
expect "no Debian 13 without root: 2" is "$code" 2
expect "in one line" is "$err" "isac: test: --debian13 makes a system with debootstrap and enters it with chroot: it must be run as root"
expect "and nothing is made" silent "^debootstrap"
tool sudo <<<'[[ $1 == -n ]] && shift; [[ $1 == true ]] || "$@"'
isac run alpha
expect "sudo is used" logged "^sudo env DEBIAN_FRONTEND=noninteractive apt-get .*install .* cmake\$"
expect "and the run goes on" is "$code" 0

fresh
echo cmake >"$state/missing"
touch "$state/no-network"
isac run alpha
expect "apt-get fails: 1" is "$code" 1
expect "its message is shown" holds "$err" "E: mirror out of reach"
expect "nothing is built" silent "^ninja"

# --- test
fresh
isac test
expect "test builds everything" logged "^ninja -C $tree/build -j [0-9]* all\$"
expect "long tests are left out" logged "^ctest .*--label-exclude ^long\\$"
expect "the verdict is the last line" \
    is "${out##*$'\n'}" "50% tests passed, 1 tests failed out of 2"
expect "no sanitizer" holds "$out" "ASAN=none"
expect "success is passed on" is "$code" 0
echo 8 >"$state/ctest-code"
isac test --long --sanitize -- -R abc
expect "failure is passed on" is "$code" 1
expect "the verdict is the last line then, too" \
    is "${out##*$'\n'}" "50% tests passed, 1 tests failed out of 2"
expect "sanitized in a folder of its own" logged "^cmake .*$tree/build-sanitize .*-DISAC_SANITIZE=ON"
expect "leaks are looked for" holds "$out" "ASAN=detect_leaks=1"
expect "long tests are in" silent "label-exclude"
expect "ctest's own options are passed on" logged "^ctest .* -R abc\$"
if ! grep -qsx 'ID=ubuntu' /etc/os-release; then
    fresh
    echo chromium >"$state/missing"
    isac test
    expect "a browser is for long tests" silent "^apt-get .*chromium"
    isac test --long
    expect "which install it" logged "^apt-get .*install .* chromium\$"
fi

# --- two at once
fresh
isac run alpha
pids=()
for _ in 1 2 3; do
    PATH=$tools "$tree/isac" run alpha >/dev/null 2>&1 &
    pids+=($!)
done
for pid in "${pids[@]}"; do
    wait "$pid" || expect "calls at once all succeed" false
done
expect "builds at once follow one another" test ! -e "$state/overlap"

((failures == 0)) || exit 1
echo "front-door: all expectations hold"
