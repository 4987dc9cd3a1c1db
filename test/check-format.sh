#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Our C++ files are formatted as .clang-format says.
#   test/check-format.sh        report
#   test/check-format.sh --fix  rewrite
# Releases of clang-format differ in details under one and the same .clang-format: 14 decides.
# Exit codes: 0 clean, 1 offences, 77 clang-format 14 is missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

formatter=clang-format-14
command -v "$formatter" >/dev/null || formatter=clang-format
if [[ ! $("$formatter" --version 2>/dev/null) =~ version\ 14\. ]]; then
    echo "check-format: clang-format 14 is missing, skipped" >&2
    exit 77
fi

mode=(--dry-run -Werror)
if [[ ${1:-} == --fix ]]; then
    mode=(-i)
fi

folders=()
for folder in cmake model helper examples python test utils doc; do
    if [[ -d $folder ]]; then
        folders+=("$folder")
    fi
done
mapfile -d '' -t files < <(find "${folders[@]}" -type f \( -name '*.h' -o -name '*.cc' \) -print0)
if ((${#files[@]} == 0)); then
    echo "check-format: no C++ file found under $PWD" >&2
    exit 1
fi
if ! offences=$("$formatter" "${mode[@]}" -- "${files[@]}" 2>&1); then
    # one line for each place; the quoted source lines say nothing that --fix would not
    grep -E '^[^ ]+:[0-9]+:[0-9]+: ' <<<"$offences" >&2 || printf '%s\n' "$offences" >&2
    echo "check-format: run test/check-format.sh --fix" >&2
    exit 1
fi
echo "check-format: ${#files[@]} files"
