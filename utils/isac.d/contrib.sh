# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # root is set by isac
#
# ./isac test --contrib TREE: the module inside the source tree of an ns-3 release.

# Our examples and tests link these besides what the library itself brings in. Enabling a module
# enables what it depends on; nothing else of ns-3 is built. 3.37's own tests of TCP want csma.
contrib_modules="isac-aigc;applications;internet;point-to-point;flow-monitor;csma"

# test_in_tree TREE
test_in_tree() {
    local tree
    [[ -f $1/ns3 && -f $1/test.py && -d $1/src/core ]] ||
        fail 2 "test: --contrib: '$1' is not the folder of an ns-3 tree (no ns3, test.py, src/core)"
    tree=$(readlink -f "$1")
    require_packages test
    link_module "$tree"
    cd "$tree" || fail 1 "cannot enter $tree"

    note "configuring $tree"
    # The default profile keeps asserts. Precompiled headers would defeat ccache.
    quietly ./ns3 configure --build-profile=default --enable-examples --enable-tests \
        --enable-modules="$contrib_modules" --filter-module-examples-and-tests=isac-aigc \
        --disable-precompiled-headers || fail 1 "./ns3 configure failed (see above)"
    # ./ns3 build leaves a processor idle.
    build "$tree/cmake-cache" all

    ./test.py --no-build --suite='isac-aigc*' || fail 1 "test.py failed (see above)"
    run_examples --no-build
    run_gtest
    run_split
}

# link_module TREE: contrib/isac-aigc is this module, by a link unless it already lies there.
link_module() {
    local place=$1/contrib/isac-aigc
    mkdir -p "$1/contrib"
    if [[ ! -e $place && ! -L $place ]]; then
        ln -s "$root" "$place"
        note "linked $place to $root"
    elif [[ $(readlink -f "$place") != "$root" ]]; then
        fail 2 "test: --contrib: $place is there already and is not $root"
    fi
}

# run_examples OPTION: what test/examples-to-run.py lists, which test.py leaves out beside suites.
run_examples() {
    local output
    output=$(./test.py "$1" --constrain=example 2>&1) || {
        printf '%s\n' "$output" >&2
        fail 1 "an example failed (see above)"
    }
    printf '%s\n' "$output"
    [[ $output == *distributed-diffusion* ]] || fail 1 "test.py ran no example of the module"
}

# The tree builds our unit tests too; test.py does not know them.
run_gtest() {
    local program
    program=$(find "$PWD/build" -type f -name '*isac-gtest*' -perm -u+x -print -quit)
    [[ -n $program ]] || fail 1 "isac-gtest was not built in $PWD/build"
    "$program" --gtest_brief=1 || fail 1 "isac-gtest failed (see above)"
}

# caqa-multicell in two processes, in a tree that was configured with --enable-mpi: that stays so.
run_split() {
    local program folder code=0
    program=$(find "$PWD/build" -type f -name '*caqa-multicell*' -perm -u+x -print -quit)
    [[ -n $program ]] || fail 1 "caqa-multicell was not built in $PWD/build"
    folder=$(mktemp -d)
    mkdir "$folder/run"
    ln -s "$program" "$folder/caqa-multicell"
    ISAC_BIN=$folder ISAC_ROOT=$root ISAC_TMP=$folder/run \
        bash "$root/test/cli/multicell-mpi.sh" || code=$?
    rm -rf "$folder"
    # 77: the tree has no MPI.
    [[ $code == 0 || $code == 77 ]] || fail 1 "caqa-multicell differs in two processes (see above)"
}
