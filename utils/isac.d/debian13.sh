# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # root is set by isac
#
# ./isac test --debian13: what the README types, in a system of Debian 13 (trixie) of its own.

# test_on_debian13: exits 2 where that cannot be tried, 1 where something failed.
test_on_debian13() {
    local system=${ISAC_DEBIAN13:-${XDG_CACHE_HOME:-$HOME/.cache}/isac-aigc/debian13}
    [[ $(id -u) == 0 ]] ||
        fail 2 "test: --debian13 makes a system with debootstrap and enters it with chroot: it must be run as root"
    git -C "$root" rev-parse -q --verify HEAD >/dev/null ||
        fail 2 "test: --debian13 clones the repository, and $root is none that git reads"
    require_packages debian13
    [[ -x $system/usr/bin/apt-get ]] || make_debian13 "$system"
    cp -L /etc/resolv.conf "$system/etc/resolv.conf"

    rm -rf "$system/root/isac-aigc"
    git clone -q "file://$root" "$system/root/isac-aigc" || fail 1 "git clone failed (see above)"
    [[ -z $(git -C "$root" status --porcelain --untracked-files=no) ]] ||
        note "changes that are not committed are not in the clone"
    note "a clone of $(git -C "$root" rev-parse --short HEAD) on Debian $(<"$system/etc/debian_version") in $system"

    local command begun report=() failed=
    for command in 'run caqa-aigc' test; do
        begun=$SECONDS
        # shellcheck disable=SC2086 # two words of one command
        if in_debian13 "$system" ./isac $command; then
            report+=("./isac $command: done in $((SECONDS - begun)) s")
        else
            report+=("./isac $command: FAILED after $((SECONDS - begun)) s")
            failed=1
        fi
    done
    # shellcheck disable=SC2016 # dpkg-query's own variables
    in_debian13 "$system" dpkg-query -W -f '${Package} ${Version}\n' \
        libns3-dev libtorch-dev g++ libboost-dev libeigen3-dev libgtest-dev >&2 || true
    for command in "${report[@]}"; do
        note "$command"
    done
    [[ ! $failed ]] || exit 1
}

# make_debian13 FOLDER: a bare system; half a one is never left in its place.
make_debian13() {
    local mirror=${ISAC_DEBIAN_MIRROR:-http://deb.debian.org/debian}
    note "making a system of Debian 13 in $1 with debootstrap from $mirror"
    rm -rf "$1.part"
    mkdir -p "$1.part" || fail 1 "cannot make $1.part"
    quietly debootstrap --variant=minbase trixie "$1.part" "$mirror" ||
        fail 1 "debootstrap failed (see above)"
    rm -rf "$1"
    mv "$1.part" "$1"
}

# in_debian13 FOLDER COMMAND...: in the clone there. What is mounted for it is gone at its end, and
# so is every process it began.
in_debian13() {
    # shellcheck disable=SC2016 # the inner shell's variables
    unshare --mount --pid --fork --kill-child bash -c '
        mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" &&
            exec chroot "$1" env -i HOME=/root LANG=C.UTF-8 TERM="${TERM:-dumb}" \
                PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
                ${ISAC_JOBS:+ISAC_JOBS="$ISAC_JOBS"} ${http_proxy:+http_proxy="$http_proxy"} \
                bash -c "cd /root/isac-aigc && exec \"\$@\"" isac "${@:2}"' isac "$@"
}
