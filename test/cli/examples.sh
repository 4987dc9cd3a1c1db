#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The small examples: a run tells every slot and every cell, and bad arguments end with one line and
# exit code 2.
set -eu
fail()
{
    echo "examples.sh: $*" >&2
    exit 1
}

for program in caqa-hello caqa-multicell; do
    [ -x "$ISAC_BIN/$program" ] || { echo "examples.sh: $program is not built"; exit 77; }
done
cd "$ISAC_TMP"

"$ISAC_BIN/caqa-hello" --slots=3 > hello.txt
[ "$(grep -c '^slot [0-2]: AvgCAQA 0\.[0-9]*, reward' hello.txt)" = 3 ] || fail "caqa-hello: not three slots"
"$ISAC_BIN/caqa-multicell" --slots=2 --nUsers=4 --policy=constant-9-0.2 > cells.txt
[ "$(grep -c '^ *[0-2]  *0\.[0-9]' cells.txt)" = 3 ] || fail "caqa-multicell: not three cells"

for program in caqa-hello caqa-multicell; do
    for wrong in --policy=none --slots=0 --slots=x --nothing=1 word; do
        code=0
        "$ISAC_BIN/$program" "$wrong" > out.txt 2> err.txt || code=$?
        [ $code = 2 ] || fail "$program $wrong: exit code $code"
        [ "$(wc -l < err.txt)" = 1 ] && grep -q "^$program: " err.txt || fail "$program $wrong: no clear line"
        [ ! -s out.txt ] || fail "$program $wrong: output in spite of the error"
    done
done
