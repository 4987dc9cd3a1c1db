#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Every public name of the headers is documented: any Doxygen warning fails, but for those about a
# bare override. It means what its base class says, and those of ns-3 are not read here.
#   test/check-docs.sh [OUTPUT_FOLDER]
# Exit codes: 0 clean, 1 warnings, 77 Doxygen is missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if ! command -v doxygen >/dev/null; then
    echo "check-docs: doxygen is missing, skipped" >&2
    exit 77
fi

ISAC_DOC_OUTPUT=${1:-build/doc}
ISAC_HAVE_DOT=NO
if command -v dot >/dev/null; then
    ISAC_HAVE_DOT=YES
fi
export ISAC_DOC_OUTPUT ISAC_HAVE_DOT
mkdir -p "$ISAC_DOC_OUTPUT"

if ! output=$(doxygen doc/Doxyfile 2>&1); then
    printf '%s\n' "$output" >&2
    exit 1
fi
override='override \(function\) of (class|struct) .* is not documented\.$'
if warnings=$(grep -vE "^$|$override" <<<"$output" | sort -u); then
    printf '%s\n' "${warnings//"$PWD/"/}" >&2
    exit 1
fi
echo "check-docs: no warnings, pages in $ISAC_DOC_OUTPUT/html"
