# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034 # the arrays are used by name
#
# Debian packages that the commands of ./isac need, as "package: what for".

packages_run=(
    "g++: compiler"
    "cmake: build"
    "ninja-build: build"
    "pkg-config: finds libraries"
    "libns3-dev: the ns-3 network simulator"
    "ns3: helper programs that ns-3's CMake targets check for"
    "libgsl-dev: asked for by ns-3's CMake targets"
    "libxml2-dev: asked for by ns-3's CMake targets"
    "libsqlite3-dev: asked for by ns-3's CMake targets"
    "libeigen3-dev: matrices"
    "libboost-dev: distributions, random numbers and HTTP"
    "libnlopt-dev: a general optimiser"
    "libtorch-dev: neural networks"
    "libopenblas0-pthread: fast matrix products for LibTorch"
    "nlohmann-json3-dev: settings and summaries"
    "libpng-dev: pictures for vision-language models"
    "libssl-dev: checksums of kept answers"
    "python3-matplotlib: the picture of a run"
)

packages_figure=(
    "${packages_run[@]}"
    "parallel: sweeps"
)

packages_python=(
    "${packages_run[@]}"
    "python3: the language"
    "python3-dev: headers of Python"
    "pybind11-dev: C++ for Python"
    "python3-numpy: arrays"
    "python3-torch: policies are exported with it"
    "python3-pip: installs the package elsewhere"
    "python3-venv: places to install it in"
    "python3-setuptools: makes what pip installs"
    "python3-wheel: makes what pip installs"
)

packages_test=(
    "${packages_figure[@]}"
    "${packages_python[@]}"
    "libgtest-dev: unit tests"
    "libgmock-dev: unit tests"
    "librapidcheck-dev: property tests"
    "coinor-libclp-dev: an independent linear solver to compare with"
    "tshark: decodes the pcap files"
    "clang-format: check of the code's format"
    "doxygen: check of the documentation"
    "graphviz: class diagrams of the documentation"
)

packages_long=(
    "${packages_test[@]}"
    "chromium: looks at the pages of runs"
)
# Ubuntu has no package of it but a snap, which sees few folders: the test goes without.
! grep -qsx 'ID=ubuntu' /etc/os-release || unset 'packages_long[-1]'

packages_bench=(
    "${packages_run[@]}"
    "python3-torch: the training loop to race against"
    "libbenchmark-dev: the benchmarks' clockwork"
    "coinor-libclp-dev: the linear solver to race against"
)

packages_debian13=(
    "debootstrap: makes the system of Debian 13"
    "git: clones the repository into it"
)

# as_root COMMAND...: runs it as root, or returns 1 when there is no way to.
as_root() {
    if [[ $(id -u) == 0 ]]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        return 1
    fi
}

# can_be_root: asks for sudo's password only where somebody can type it.
can_be_root() {
    [[ $(id -u) == 0 ]] && return 0
    command -v sudo >/dev/null || return 1
    sudo -n true 2>/dev/null && return 0
    [[ -t 0 && -t 2 ]] && sudo -v
}

# require_packages SET: installs what SET lacks; exits 2 where it may not, 1 where that fails.
# Sets `installed` to the number of packages that it installed.
require_packages() {
    local -n wanted=packages_$1
    local -A reasons=() present=()
    local entry package missing=()
    installed=0
    for entry in "${wanted[@]}"; do
        reasons[${entry%%:*}]=${entry#*: }
    done
    if ! command -v dpkg-query >/dev/null; then
        require_without_dpkg "${wanted[@]}"
        return
    fi

    while read -r _ package; do
        present[$package]=1
    done < <(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' "${!reasons[@]}" 2>/dev/null |
        grep '^.i ')
    for entry in "${wanted[@]}"; do
        package=${entry%%:*}
        [[ -n ${present[$package]:-} ]] || missing+=("$package")
        present[$package]=1 # sets overlap
    done
    ((${#missing[@]})) || return 0

    note "missing packages:"
    for package in "${missing[@]}"; do
        printf '    %-20s %s\n' "$package" "${reasons[$package]}" >&2
    done
    if ! command -v apt-get >/dev/null || ! can_be_root; then
        fail 2 "cannot become root here; as root: apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
    fi
    note "installing them with apt-get"
    local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600)
    # Old lists may still do, as on a machine whose mirror is a disc.
    quietly as_root "${apt[@]}" update || note "apt-get update failed; going on with the old lists"
    quietly as_root "${apt[@]}" install -y --no-install-recommends "${missing[@]}" ||
        fail 1 "apt-get could not install: ${missing[*]}"
    installed=${#missing[@]}
}

# Elsewhere than on Debian and Ubuntu names differ: say what is needed, and go on if it may work.
require_without_dpkg() {
    local tool absent=()
    for tool in cmake ninja g++; do
        command -v "$tool" >/dev/null || absent+=("$tool")
    done
    ((${#absent[@]})) || return 0
    note "this is neither Debian nor Ubuntu; install what these packages of theirs hold:"
    printf '    %s\n' "$@" >&2
    fail 2 "not found: ${absent[*]}"
}
