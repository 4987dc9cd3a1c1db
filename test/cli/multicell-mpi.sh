#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# caqa-multicell in two processes gives what one gives: its tables byte by byte, with cells apart
# and on one channel, with shared and separate edge servers, where tasks of several cells reach a
# server in the same instant, and with ns-3's other engine. And what cannot be split is refused.
# Needs ISAC_BIN (executables), ISAC_ROOT (the repository) and ISAC_TMP (an empty folder).
# 77: ns-3 was built without MPI, or mpirun is missing.
set -euo pipefail

cd "$ISAC_TMP"
source "$ISAC_ROOT/test/cli/checks.bash"
program=$ISAC_BIN/caqa-multicell

# Open MPI asks for these where a container runs all as root, and takes the machine as it is.
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
export OMPI_MCA_rmaps_base_oversubscribe=1 OMPI_MCA_btl_base_warn_component_unused=0

# --- usage of one process
reject "--cellRanks: only with --mpi" caqa-multicell --cellRanks=0,0,0
reject "--serverRanks: only with --mpi" caqa-multicell --serverRanks=0
if ! command -v mpirun >/dev/null; then
    conclude
    echo "multicell-mpi.sh: there is no mpirun"
    exit 77
fi
"$program" --mpi --slots=1 --nUsers=1 >out 2>err || true
if grep -q 'built without MPI' err; then
    reject "--mpi: this ns-3 was built without MPI" caqa-multicell --mpi
    conclude
    echo "multicell-mpi.sh: this ns-3 was built without MPI"
    exit 77
fi

# split CODE ARGUMENTS: in two processes; mpirun itself may add lines to err
split() {
    local expected=$1 code=0
    shift
    mpirun -np 2 "$program" --mpi "$@" >out 2>err || code=$?
    [[ $code == "$expected" ]] || complain "two ranks, $*: exit code $code, expected $expected: $(<err)"
}

# refuse TEXT ARGUMENTS: exit code 2 and one line of ours, though there are two processes
refuse() {
    split 2 --output=refused "${@:2}"
    [[ $(grep -c '^caqa-multicell: ' err) == 1 ]] || complain "${*:2}: not one line: $(<err)"
    grep -q "^caqa-multicell: .*$1" err || complain "${*:2}: expected '$1': $(<err)"
    [[ ! -e refused && ! -e refused.tmp ]] || complain "${*:2}: left a folder behind"
}

refuse "--cellRanks=0,1,0: cells on one channel must be on one rank" --cellRanks=0,1,0
refuse "--cellRanks=0,1: expected 3 of the ranks 0 to 1" --isolated --cellRanks=0,1
refuse "--cellRanks=0,1,2: expected 3 of the ranks 0 to 1" --isolated --cellRanks=0,1,2
refuse "--serverRanks=x: expected 1 of the ranks" --serverRanks=x
refuse "--backhaulDelay=0: a link between ranks needs a delay" --isolated --backhaulDelay=0
refuse "--policy=none" --policy=none

# same NAME PLACES ARGUMENTS: one process and two leave the same; PLACES is what the latter says
same() {
    local name=$1 places=$2 file
    shift 2
    local figures=('import json, sys; run = json.load(open(sys.argv[1])); run.pop("speed"); print(run)')
    call 0 caqa-multicell --slots=3 --nUsers=4 "$@" --output="$name-one"
    grep -v '^Results in' out >table
    split 0 --slots=3 --nUsers=4 "${others[@]}" "$@" --output="$name-two"
    grep -qx "2 ranks: $places" out || complain "$name: not placed on $places: $(<out)"
    grep -v -e '^Results in' -e '^2 ranks' out | diff table - || complain "$name: another table"
    for file in "$name-one"/*.csv; do
        [[ $(wc -l <"$file") -gt 3 ]] || complain "$file: rows are missing"
        cmp "$file" "$name-two/${file##*/}" || complain "$name: ${file##*/} differs"
    done
    python3 -c "${figures[0]}" "$name-one/summary.json" >summary
    python3 -c "${figures[0]}" "$name-two/summary.json" | cmp - summary ||
        complain "$name: the summary differs"
    [[ $(ls "$name-one") == "$(ls "$name-two")" ]] || complain "$name: other files"
    grep -q '"cellRanks": "0,' "$name-two/config.json" || complain "$name: config.json has no ranks"
}

others=()
same apart "cells on 0,1,0; edge servers on 1" --isolated
same own "cells on 0,1,0; edge servers on 0,1,0" --isolated --separateServers
same reuse "cells on 0,0,0; edge servers on 1" --backhaulDelay=5
# Links between the ranks, whichever way: servers away from their cells.
others=("--serverRanks=1,0,1")
same away "cells on 0,1,0; edge servers on 1,0,1" --isolated --separateServers --backhaulDelay=5
# Nobody's report is awaited: all cells sense in step, and their tasks arrive in the same instant.
others=()
same tie "cells on 0,1,0; edge servers on 1" --isolated --slots=4 \
    --ns3::isac::ResourceManager::ReportTimeout=1us
cut -d, -f4 tie-one/server-0-tasks.csv | sort | uniq -d | grep -q . || complain "nothing arrives at once"
others=(--SimulatorImplementationType=ns3::NullMessageSimulatorImpl)
same null "cells on 0,1,0; edge servers on 1" --isolated --backhaulDelay=5
conclude
