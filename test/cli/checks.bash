# SPDX-License-Identifier: GPL-2.0-only
#
# What tests of programs from outside have in common; sourced by them. Needs ISAC_BIN (executables).
# Use: source checks.bash; call, reject and complain; conclude at the end.

failures=0

complain() {
    echo "FAIL: $*"
    failures=$((failures + 1))
}

# call CODE PROGRAM ARGUMENTS: stdout and stderr go to the files out and err; the exit code is checked
call() {
    local expected=$1 program=$2 code=0
    shift 2
    "$ISAC_BIN/$program" "$@" >out 2>err || code=$?
    [[ $code == "$expected" ]] || complain "$program $*: exit code $code, expected $expected: $(<err)"
}

# reject TEXT PROGRAM ARGUMENTS: exit code 2 and one line on stderr, from the program, with TEXT
reject() {
    local text=$1 program=$2
    shift
    call 2 "$@"
    [[ $(wc -l <err) == 1 && $(<err) == "$program: "*"$text"* ]] ||
        complain "$*: expected one line with '$text', got: $(<err)"
    [[ ! -s out ]] || complain "$*: printed $(<out)"
}

# end_as_uninterrupted FOLDER ARGUMENTS: isac-train into FOLDER, and killed at its first checkpoint
# into FOLDER-killed and taken up again: both leave the same bytes
end_as_uninterrupted() {
    local folder=$1 file job
    shift
    call 0 isac-train "$@" --out="$folder"
    "$ISAC_BIN/isac-train" "$@" --out="$folder-killed" >job.out 2>&1 &
    job=$!
    while kill -0 "$job" 2>/dev/null; do
        if [[ -s $folder-killed/checkpoint.pt ]]; then
            kill -9 "$job" 2>/dev/null || true
            break
        fi
        sleep 0.02
    done
    wait "$job" 2>/dev/null || true
    [[ ! -e $folder-killed/summary.json ]] || complain "$folder was over before it could be killed"
    call 0 isac-train "$1" --out="$folder-killed" --resume
    for file in curve.csv policy.pt policy-torchscript.pt; do
        cmp "$folder/$file" "$folder-killed/$file" || complain "$folder: $file differs after a kill"
    done
}

conclude() {
    if ((failures > 0)); then
        echo "$failures checks failed"
        exit 1
    fi
    echo "all checks passed"
}
