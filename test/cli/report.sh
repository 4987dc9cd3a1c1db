#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The page of a run from outside: the numbers are those of its folder, nothing refers to elsewhere,
# the same folder gives the same page, what is damaged is named, and a browser runs its script.
# Needs ISAC_BIN (executables), ISAC_ROOT (the repository) and ISAC_TMP (an empty folder).
set -euo pipefail

unset ISAC_PLOT
cd "$ISAC_TMP"
source "$ISAC_ROOT/test/cli/checks.bash"
command -v python3 >/dev/null || { echo "report.sh: python3 is missing"; exit 77; }

# report CODE ARGUMENTS: stdout and stderr go to files; the exit code is checked
report() {
    local expected=$1 code=0
    shift
    python3 "$ISAC_ROOT/utils/report.py" "$@" >out 2>err || code=$?
    [[ $code == "$expected" ]] || complain "report $*: exit code $code, expected $expected: $(<err)"
}

# compare FOLDER SECTIONS: its page is made, and says what is in the folder
compare() {
    report 0 "$1"
    [[ $(<out) == "$1/report.html" && ! -s err ]] || complain "report $1 says $(<out) $(<err)"
    python3 "$ISAC_ROOT/test/cli/read-page.py" "$@" || complain "the page of $1 is not its folder's"
}

# refuse TEXT ARGUMENTS: exit code 2, one line with TEXT, and nothing is left
refuse() {
    local text=$1
    shift
    report 2 "$@"
    [[ $(wc -l <err) == 1 && $(<err) == "report: "*"$text"* ]] ||
        complain "report $*: expected one line with '$text', got: $(<err)"
    [[ ! -s out && -z $(find . -name '*report.html*' -newer err) ]] || complain "report $*: leaves something"
}

# --- every example and a training
call 0 caqa-aigc --progress=0 --slots=4 --nUsers=4 --policy=constant-9-0.2 --output=cell
call 0 caqa-aigc --progress=0 --slots=3 --nUsers=3 --policy=random --fidelity=slot --output=closed
call 0 caqa-aigc --progress=0 --slots=2 --ideal --ns3::isac::CaqaCell::Users=2 --policy=constant --output=ideal
call 0 caqa-aigc --progress=0 --slots=2 --csv=0 --policy=constant --output=bare
call 0 megc --progress=0 --slots=3 --policy=rra-0.1 --computeUsers=2 --output=generation
call 0 megc --progress=0 --slots=3 --policy=fra --reportTimeout=0.00001 --output=silent
call 0 da-isac --progress=0 --slots=2 --users=4 --output=road
call 0 distributed-diffusion --progress=0 --slots=2 --users=2 --policy=equal-split-3-8 --output=shared
call 0 asp-selection --progress=0 --policy=random --horizon=200000 --restart --recoveryTime=600 \
    --episodes=2 --RngRun=3 --output=market
small=(--slotsPerEpisode=5 --evaluationStates=4 --testStates=4 --evaluateEvery=4 --actorHidden=8
    --branchHidden=8 --criticHidden=8 --minReplay=8 --batch=8)
call 0 asp-selection --progress=0 --policy=random --horizon=10 --output=idle
call 0 isac-train caqa --progress=0 --agent=lpdrl-f --nUsers=2 --episodes=12 "${small[@]}" --out=learnt
call 0 isac-train megc --progress=0 --episodes=8 --slotsPerEpisode=5 --evaluationStates=4 --testStates=4 \
    --evaluateEvery=4 --minReplay=8 --batch=8 --out=lara
cp -a learnt learning && rm learning/summary.json # under way

all=(figures slots timeline latency)
compare cell "${all[@]}" queue energy
compare closed "${all[@]}" queue energy
compare ideal "${all[@]}" queue energy
compare bare figures
compare generation "${all[@]}" queue
compare silent figures slots latency
compare idle figures queue
compare road "${all[@]}" queue
compare shared "${all[@]}" queue energy pictures
compare market figures timeline latency queue
compare learnt figures learning
compare lara figures learning
compare learning learning
grep -q 'not finished' learning/report.html || complain "a training under way looks as if it were over"
grep -q 'optimum' learnt/report.html || complain "no level of the optimum"

# --- the comparison itself notices a number that is another, a bar and what asks the network
cp -a cell changed
for change in 's/\("measured.reward.mean"><data value="\)0/\11/' 's/<title>generating [0-9.]* ms/<title>generating 1 ms/' \
    's/<h2/<img alt="x" src="https:\/\/example.org\/x.png"><h2/' 's/<desc/<desk/'; do
    sed "$change" cell/report.html >changed/report.html
    ! python3 "$ISAC_ROOT/test/cli/read-page.py" changed "${all[@]}" queue energy >wrong ||
        complain "the comparison does not notice $change"
done

# --- the same folder, the same page, from wherever; where it is wanted
for folder in cell shared learnt; do
    cp "$folder/report.html" before.html
    report 0 "$PWD/$folder/" --out=after.html
    cmp before.html after.html || complain "the page of $folder differs when it is made again"
    [[ $(<out) == after.html ]] || complain "--out is ignored: $(<out)"
done
rm -rf changed

# --- what a prompt or a policy is called cannot change the page, and asks nobody for anything
cp -a shared strange
sed -i '2s/^\([^,]*,[^,]*,[^,]*,[^,]*\),[^,]*,/\1,"<script src=http:\/\/example.org>,""",/' strange/users.csv
sed -i 's/"policy": "[^"]*"/"policy": "<img src=\/\/example.org>\&amp;"/' strange/*.json
compare strange "${all[@]}" queue energy pictures

# --- a long run: quick, small, thinned
call 0 caqa-aigc --progress=0 --fidelity=slot --slots=10000 --nUsers=10 --policy=constant --output=long
SECONDS=0
compare long "${all[@]}" queue energy
((SECONDS < 60)) || complain "the page of 10,000 slots and its reading take $SECONDS s"
(($(stat -c %s long/report.html) < 3000000)) || complain "the page of 10,000 slots is large: $(wc -c long/report.html)"
grep -q 'Thinned' long/report.html || complain "nothing says that curves are thinned"

# --- bad usage, folders that are no run
refuse "the following arguments are required: RUN"
refuse "unrecognized arguments: more" cell more
refuse "nowhere: no such folder" nowhere
mkdir -p empty other
refuse "empty: no folder of a run: config.json is missing" empty
echo '{"some": "thing"}' >other/config.json
refuse "other/config.json: not of a run" other
refuse "err: no such folder" err
refuse "nowhere/page.html: No such file or directory" cell --out=nowhere/page.html
refuse "other: a folder is in the way" cell --out=other

# damage TEXT RUN FILE COMMAND...: the copy's FILE is changed by COMMAND, which reads it
damage() {
    local text=$1 run=$2 file=$3
    shift 3
    rm -rf damaged
    cp -a "$run" damaged && rm -f damaged/report.html
    "$@" <"$run/$file" >"damaged/$file"
    refuse "$text" damaged
}
damage "damaged/config.json: not JSON" cell config.json head -c 50
damage "damaged/config.json: not a JSON object" cell config.json echo '[1]'
damage "damaged/summary.json: not JSON" cell summary.json head -c 50
damage "damaged/users.csv: line 3: expected a number in column 'completion_s', got 'soon'" cell users.csv \
    awk -F, -v OFS=, 'NR == 1 { for (i = 1; i <= NF; ++i) if ($i == "completion_s") at = i }
                      NR == 3 { $at = "soon" } { print }'
damage "damaged/users.csv: line 4: expected" cell users.csv awk 'NR == 4 { sub(/,[^,]*$/, "") } { print }'
damage "damaged/users.csv: column 'arrival_s' is missing" cell users.csv sed '1s/,arrival_s/,arrived/'
damage "damaged/slots.csv: two columns have the same name" cell slots.csv sed '1s/,reward,/,energy_J,/'
damage "damaged/slots.csv: empty" generation slots.csv true
damage "damaged/slots.csv: not a table" road slots.csv sed '2s/^/"/'
damage "damaged/users.csv: not a table" road users.csv sed '2s/^/\xff/'
damage "damaged/tasks.csv: line 2: expected a number in column 'start_s', got 'x'" market tasks.csv \
    awk -F, -v OFS=, 'NR == 2 { $8 = "x" } { print }'
damage "damaged/curve.csv: line 2: expected a number" learnt curve.csv sed '2s/[^,]*$/x/'
damage "damaged/curve.csv: column 'episodes' is missing" learnt curve.csv sed '1s/episodes/epochs/'
damage "damaged/pictures/slot-0-user-0.png: not a whole PNG" shared pictures/slot-0-user-0.png head -c 60
rm -rf damaged && cp -a cell damaged && rm -f damaged/summary.json damaged/report.html
refuse "damaged/summary.json: No such file or directory" damaged

# --- in a browser: the script runs, slots can be chosen, settings searched
browser=$(command -v chromium || command -v chromium-browser || true)
if [[ -z $browser ]] || ! timeout 60 "$browser" --version >/dev/null 2>&1; then
    echo "report.sh: no chromium, pages are not looked at in a browser"
    conclude
    exit
fi
look() { # ARGUMENTS: as root it runs only without its sandbox
    timeout 120 "$browser" --headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage \
        --user-data-dir="$PWD/browser" --virtual-time-budget=5000 "$@" 2>browser.err
}
for folder in cell generation road shared market learnt strange long; do
    look --dump-dom "file://$PWD/$folder/report.html" >dom || complain "no browser for $folder: $(tail -1 browser.err)"
    grep -q 'data-ready="yes"' dom || complain "the script of $folder does not end"
    ! grep -q 'data-failed=' dom || complain "the script of $folder fails: $(grep -o 'data-failed="[^"]*"' dom)"
done
sed 's|</body>|<script>\
    document.getElementById("later").click();\
    document.getElementById("wanted").value = "cell bandwidth";\
    document.getElementById("wanted").dispatchEvent(new Event("input"));\
    const rows = Array.from(document.querySelectorAll("#settings tbody tr")).filter((row) => row.offsetHeight > 0);\
    const frames = Array.from(document.querySelectorAll(".frame")).filter((frame) => frame.style.display === "");\
    const chart = document.querySelector("svg.hover"), box = chart.getBoundingClientRect();\
    chart.dispatchEvent(new PointerEvent("pointermove", {clientX: box.left + box.width * 0.13, clientY: box.top}));\
    document.documentElement.dataset.seen = [rows.map((row) => row.textContent), frames.map((f) => f.dataset.name),\
        document.getElementById("frame").length, chart.parentNode.querySelector(".values").textContent].join("; ");\
    </script></body>|' cell/report.html >used.html
look --dump-dom "file://$PWD/used.html" >dom || complain "no browser: $(tail -1 browser.err)"
tr '\n' ' ' <dom | grep -o 'data-seen="[^"]*"' >seen || true
python3 - <<'END' || complain "slot, search or value under the pointer: $(<seen)"
import csv, re, sys
seen = re.fullmatch(
    r'data-seen="Bandwidth1e\+08; 1; 4; at [-.0-9]+ measured: ([.0-9]+) closed form: [.0-9]+"', open("seen").read().strip()
)
first = next(csv.DictReader(open("cell/slots.csv")))
sys.exit(not seen or abs(float(seen[1]) - float(first["avg_caqa_gated"])) > 2e-3)
END
for size in 1280,2000 390,2000; do
    for scheme in 0 1; do
        rm -f look.png
        look --hide-scrollbars --window-size=$size --blink-settings=preferredColorScheme=$scheme \
            --screenshot="$PWD/look.png" "file://$PWD/cell/report.html" >/dev/null ||
            complain "no picture of the page: $(tail -1 browser.err)"
        [[ $(stat -c %s look.png 2>/dev/null || echo 0) -gt 20000 ]] ||
            complain "the page is empty in a window of $size"
        cp look.png "look-$scheme-${size%,*}.png"
    done
done
! cmp -s look-0-390.png look-1-390.png || complain "dark and light are the same"
conclude
