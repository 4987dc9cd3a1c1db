# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # root and installed are set by isac and packages.sh
#
# Configuring and building for ./isac. Messages go to stderr: stdout belongs to what is run.

# quietly COMMAND...: shows its output only when it fails, and then all of it.
quietly() {
    local output
    if output=$("$@" 2>&1 </dev/null); then
        return 0
    fi
    printf '%s\n' "$output" >&2
    return 1
}

# prepare FOLDER SET TARGETS [cmake options]: packages, configuration and TARGETS (a list in one
# word) of the build in FOLDER. One ./isac at a time does this in a folder; others wait.
prepare() {
    local folder=$1 set=$2 targets=$3
    shift 3
    mkdir -p "$folder"
    # A subshell, so that the lock is given back before anything is run.
    (
        if ! flock -n 9; then
            note "waiting for another ./isac to finish with ${folder##*/}/"
            flock 9
        fi
        require_packages "$set" 9>&-
        configure "$folder" "$set" "$@" 9>&-
        build "$folder" "$targets" 9>&-
    ) 9>"$folder/.lock"
}

# configure FOLDER SET [cmake options]: runs cmake where it never ran with this set of packages.
configure() {
    local folder=$1 stamp=$1/.configured-$2
    shift 2
    if [[ -f $folder/CMakeCache.txt ]] && ! built_here "$folder"; then
        note "${folder##*/}/ was configured elsewhere or otherwise; starting it afresh"
        rm -rf "$folder/CMakeCache.txt" "$folder/CMakeFiles" "$folder"/.configured-*
    fi
    if ((installed == 0)) && [[ -f $folder/build.ninja && -f $stamp && $(<"$stamp") == "$*" ]]; then
        return
    fi
    note "configuring ${folder##*/}/"
    rm -f "$stamp"
    quietly cmake -S "$root" -B "$folder" -G Ninja "$@" || fail 1 "cmake failed (see above)"
    printf '%s' "$*" >"$stamp"
}

# built_here FOLDER: its cache is of this very tree and of Ninja.
built_here() {
    grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$1/CMakeCache.txt" &&
        grep -qxF "CMAKE_CACHEFILE_DIR:INTERNAL=$1" "$1/CMakeCache.txt" &&
        grep -qxF "CMAKE_GENERATOR:INTERNAL=Ninja" "$1/CMakeCache.txt"
}

# build FOLDER TARGETS
build() {
    local folder=$1 targets
    read -ra targets <<<"$2"
    NINJA_STATUS='[%f/%t] ' ninja -C "$folder" -j "$(jobs_at_once)" "${targets[@]}" 2>&1 |
        progress "${folder##*/}" || fail 1 "the build failed (see above)"
}

# One compiler for each processor, but no more than memory can hold at 1 GiB each.
jobs_at_once() {
    local processors=${ISAC_JOBS:-$(nproc)} kilobytes
    if [[ -z ${ISAC_JOBS:-} ]] && kilobytes=$(awk '/^MemAvailable:/ {print $2}' /proc/meminfo); then
        local room=$((${kilobytes:-0} / 1048576))
        ((room >= processors)) || processors=$((room > 1 ? room : 1))
    fi
    echo "$processors"
}

# progress NAME: ninja's output as one line that is written over on a terminal, and as one line
# now and then in a log. What is not about progress passes through in full.
progress() {
    local name=$1 line shown=-60 terminal=
    [[ -t 2 ]] && terminal=1
    while IFS= read -r line; do
        case $line in
            '[0/'*']'* | '-- '* | 'ninja: no work to do.' | 'ninja: Entering directory'*) ;;
            '['*/*'] '*)
                if [[ $terminal ]]; then
                    printf '\r\e[K%.*s' "$((${COLUMNS:-80} - 1))" "isac: building $name $line" >&2
                elif ((SECONDS - shown >= 30)); then
                    note "building $name $line"
                    shown=$SECONDS
                fi
                ;;
            *)
                printf '%s%s\n' "${terminal:+$'\r\e[K'}" "$line" >&2
                ;;
        esac
    done
    if [[ $terminal ]]; then
        printf '\r\e[K' >&2
    fi
}
