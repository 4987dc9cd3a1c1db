# SPDX-License-Identifier: GPL-2.0-only
"""Head, pictures, settings and files of a folder."""
import base64
import os
import shlex

from report_page.folder import Damaged
from report_page.svg import escape

PNG = b"\x89PNG\r\n\x1a\n"
MOST_BYTES = 1_300_000  # of pictures in all, before they grow by a third as text
MOST_GENERATED = 60
ABOUT = {
    "timeline.png": "timeline, as the program drew it",
    "load.png": "providers' load and tasks over time, as the program drew it",
    "da-map.png": "map of users and base stations",
    "da-qoe.png": "QoE of users slot by slot",
    "pictures.png": "pictures that users got, beside each other",
}
HIDDEN = ("output", "progress", "out", "resume", "force")


def command(run):
    """The command that repeats the run, and whether it is known to be exact."""
    words = run.words
    kind, _, system = run.program.partition(" ")
    start = ["./isac", "train", system] if run.training else ["./isac", "run", kind]
    if words is not None:
        return " ".join(shlex.quote(word) for word in start + words), True
    options = [f"--{name}={value}" for name, value in run.options.items() if value and name not in HIDDEN]
    seeds = [f"--{name}={run.config[name]}" for name in ("RngSeed", "RngRun") if name in run.config]
    return " ".join(shlex.quote(word) for word in start + options + seeds), False


def head(run, about):
    """What the run was."""
    who = run.summary.get("policy") or run.summary.get("agent") or run.options.get("policy")
    who = who or run.options.get("agent", "")
    label = "agent" if run.training else "policy"
    size = next((str(run.summary[key]) for key in ("label", "network", "cell") if run.summary.get(key)), "")
    facts = [
        ("program", run.program),
        ("system", about),
        (label, str(who)),
        ("cell", size),
        ("seed", str(run.config.get("RngSeed", ""))),
        ("run", str(run.config.get("RngRun", ""))),
        ("isac-aigc", str(run.config.get("isac_aigc_version", ""))),
        ("ns-3", str(run.config.get("ns3_version", ""))),
        ("written", run.date),
        ("folder", run.name),
    ]
    if run.training and not run.summary:
        facts.append(("state", "not finished: summary.json is missing"))
    rows = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in facts if value
    )
    line, exact = command(run)
    title = "To repeat it" if exact else "To repeat it, as far as config.json tells (all options)"
    return (
        f"<header><h1>{escape(run.program)}: {escape(str(who))}</h1>"
        f'<dl class="facts">{rows}</dl><p class="label">{title}:</p>'
        f'<pre id="command"><code>{escape(line)}</code></pre></header>'
    )


def read_picture(path):
    """A PNG file's bytes."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise Damaged(f"{path}: {error.strerror}") from error
    if not data.startswith(PNG) or b"IEND" not in data[-12:]:
        raise Damaged(f"{path}: not a whole PNG picture")
    return data


def image(data, alt, kind=""):
    """A picture as part of the page."""
    code = base64.b64encode(data).decode("ascii")
    return f'<img{kind} alt="{escape(alt)}" src="data:image/png;base64,{code}">'


def place_of(name):
    """Key that sorts slot-2 before slot-10."""
    return [int(part) if part.isdigit() else part for part in name.replace(".", "-").split("-")]


def pictures(run, facts):
    """The folder's own pictures, and those that were generated."""
    left, out, shown = MOST_BYTES, [], []
    for name in sorted(name for name in os.listdir(run.path) if name.endswith(".png")):
        data = read_picture(run.at(name))
        if len(data) > left:
            out.append(name)
            continue
        left -= len(data)
        about = ABOUT.get(name, name)
        shown.append(f"<figure>{image(data, about)}<figcaption>{escape(name)}: {escape(about)}.</figcaption></figure>")
    small = []
    folder = run.at("pictures")
    names = [name for name in os.listdir(folder) if name.endswith(".png")] if os.path.isdir(folder) else []
    for name in sorted(names, key=lambda name: [str(part).zfill(9) for part in place_of(name)]):
        data = read_picture(os.path.join(folder, name))
        if len(small) == MOST_GENERATED or len(data) > left:
            out.append(f"pictures/{name}")
            continue
        left -= len(data)
        about = facts.pictures.get(f"pictures/{name}", "generated picture")
        stem = name.removesuffix(".png").replace("-", " ")
        small.append(
            f'<figure>{image(data, f"{stem}; {about}")}<figcaption><b>{escape(stem)}</b> {escape(about)}'
            "</figcaption></figure>"
        )
    html = f'<div class="pictures">{"".join(shown)}</div>' if shown else ""
    if small:
        html += f'<h3>Generated pictures</h3><div class="generated">{"".join(small)}</div>'
    if out:
        html += f"<p>{len(out)} pictures are left out to keep the page small, the first is {escape(out[0])}.</p>"
    return html


def given(run):
    """Names of options and attributes that the command line has."""
    return {word.lstrip("-").partition("=")[0] for word in run.words or ()}


def settings(run):
    """Options and attributes; what was typed stands out."""
    typed = given(run)
    parts = []
    if run.words is None:
        note = "Which of them were typed is not known: config.json has no command line."
    else:
        note = "Those in bold, marked with \u25cf, were typed; all others are defaults, or follow from them."
    groups = [("Options", "", run.options)]
    groups += [(kind, kind + "::", values) for kind, values in run.config.get("attributes", {}).items()]
    for title, prefix, values in groups:
        if not isinstance(values, dict) or not values:
            continue
        rows = []
        for name, value in values.items():
            mark = prefix + name in typed
            label = f"<b>{escape(name)} \u25cf</b>" if mark else escape(name)
            kind = ' class="given"' if mark else ""
            rows.append(f'<tr{kind}><th scope="row">{label}</th><td>{escape(str(value))}</td></tr>')
        parts.append(
            f'<div class="scroll"><table class="settings"><caption>{escape(title)}</caption>'
            '<thead><tr><th scope="col">name</th><th scope="col">value</th></tr></thead>'
            f'<tbody>{"".join(rows)}</tbody></table></div>'
        )
    search = (
        '<div class="controls" id="search" hidden><label>search <input type="search" id="wanted" '
        'autocomplete="off"></label> <label><input type="checkbox" id="typed"> only what was typed</label> '
        '<output id="found"></output></div>'
    )
    return f'<p>{note}</p>{search}<div class="tables" id="settings">{"".join(parts)}</div>'


def files(run):
    """Names and sizes of what else lies in the folder."""
    rows = []
    for name in sorted(os.listdir(run.path)):
        path = run.at(name)
        if name.startswith("report") or ".tmp" in name or not os.path.isfile(path):
            continue
        size = f"{os.path.getsize(path):,}".replace(",", "\u2009")
        rows.append(f'<tr><th scope="row">{escape(name)}</th><td>{size}</td></tr>')
    return (
        '<div class="scroll"><table><caption>Files</caption><thead><tr><th scope="col">name</th>'
        f'<th scope="col">bytes</th></tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
    )
