#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Reads the page of a run as a browser would and compares it with what lies in the folder.

usage: read-page.py FOLDER [SECTION...]: the page is whole, asks nobody for anything, tells screen
readers what it shows, has these sections and no others but settings and files, and its numbers are
those of summary.json, config.json and the tables. Prints what is wrong; exit code 1 then.
"""
import bisect
import csv
import json
import math
import os
import re
import sys
from fractions import Fraction
from html.parser import HTMLParser

VOID = ("meta", "img", "input", "br", "link")
LINKS = ("src", "href", "xlink:href", "action", "srcset", "poster", "data", "background")
SHARES = (Fraction(1, 2), Fraction(9, 10), Fraction(19, 20), Fraction(99, 100))
wrong = []


def complain(text):
    """One more thing that is wrong."""
    wrong.append(text)


class Node:
    """An element."""

    def __init__(self, tag, attributes):
        self.tag, self.attributes, self.children, self.words = tag, attributes, [], []

    def all(self, tag, **attributes):
        """Elements within it."""
        for child in self.children:
            if child.tag == tag and all(child.get(key) == value for key, value in attributes.items()):
                yield child
            yield from child.all(tag, **attributes)

    def get(self, name):
        """An attribute, or None."""
        return self.attributes.get(name.rstrip("_").replace("_", "-"))

    def has(self, kind):
        """Whether it is of a class."""
        return kind in (self.get("class") or "").split()

    @property
    def text(self):
        """All its words."""
        return "".join(word if isinstance(word, str) else word.text for word in self.words)


class Reader(HTMLParser):
    """The tree, and whether every element ends where it must."""

    def __init__(self):
        super().__init__()
        self.root = Node("", {})
        self.open = [self.root]

    def handle_starttag(self, tag, attrs):
        if len({name for name, _value in attrs}) != len(attrs):
            complain(f"<{tag}> has an attribute twice")
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        self.open[-1].words.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if self.open[-1].tag != tag:
            complain(f"</{tag}> within <{self.open[-1].tag}>, line {self.getpos()[0]}")
            return
        self.open.pop()

    def handle_data(self, data):
        self.open[-1].words.append(data)


def every(node):
    """All elements."""
    for child in node.children:
        yield child
        yield from every(child)


def check_whole(page):
    """Ids, references within, nothing from outside."""
    nodes = list(every(page))
    ids = [node.get("id") for node in nodes if node.get("id")]
    if len(set(ids)) != len(ids):
        complain("two elements have one id")
    for node in nodes:
        for name in LINKS:
            value = node.get(name)
            if value is None or (node.tag == "svg" and name == "data"):
                continue
            inside = value.startswith("#") and value[1:] in ids
            if not inside and not value.startswith("data:image/png;base64,"):
                complain(f"<{node.tag} {name}={value[:60]}> refers to outside")
        for name in ("aria-labelledby", "aria-describedby"):
            for word in (node.get(name) or "").split():
                if word not in ids:
                    complain(f"{name}={word}: no such element")
        if any(name.startswith("on") for name in node.attributes):
            complain(f"<{node.tag}> has a script in an attribute")
        style = node.get("style") or (node.text if node.tag == "style" else "")
        if "url(" in style or "@import" in style:
            complain("a style refers to outside")
        if node.tag in ("iframe", "object", "embed", "link", "base", "form"):
            complain(f"<{node.tag}> in the page")
    scripts = [node.text for node in nodes if node.tag == "script"]
    if len(scripts) != 1 or re.search(r"fetch|XMLHttp|import\s*\(|WebSocket|eval", scripts[0]):
        complain(f"{len(scripts)} scripts, or one that asks for something")


def check_accessible(page):
    """Titles of charts, texts of pictures, heads of tables, order of headings."""
    for chart in page.all("svg"):
        if chart.get("aria-hidden") == "true":
            continue
        if chart.get("role") != "img" or not next(chart.all("title")).text or not next(chart.all("desc")).text:
            complain("a chart without words")
    for picture in page.all("img"):
        if not picture.get("alt"):
            complain("a picture without words")
    for table in page.all("table"):
        if not next(table.all("caption"), None) or not all(head.get("scope") for head in table.all("th")):
            complain("a table without caption, or heads without scope")
    headings = [int(node.tag[1]) for node in every(page) if re.fullmatch("h[1-6]", node.tag)]
    if headings.count(1) != 1 or any(b > a + 1 for a, b in zip(headings, headings[1:])):
        complain(f"headings are out of order: {headings}")


def numbers_of(value, path=()):
    """All numbers of summary.json with their places, but for intervals."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key != "half_width_95":
                yield from numbers_of(inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from numbers_of(inner, (*path, str(place)))
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield ".".join(path), value


def check_summary(page, summary):
    """Every number of summary.json stands in the page, to the last bit."""
    shown = {}
    for cell in page.all("td"):
        data = next(cell.all("data"), None)
        if cell.get("data-key") and data:
            shown[cell.get("data-key")] = float(data.get("value"))
    wanted = {key: value for key, value in numbers_of(summary) if key != "RngRun"}
    if shown != wanted:
        differ = sorted(set(shown.items()) ^ set(wanted.items()), key=str)
        complain(f"key figures differ from summary.json: {differ[:4]}")


def check_settings(page, config):
    """Options, attributes, and which of them were typed."""
    shown, marked = {}, set()
    for table in page.all("table", class_="settings"):
        title = next(table.all("caption")).text
        prefix = "" if title == "Options" else title + "::"
        for row in list(table.all("tr"))[1:]:
            name = prefix + next(row.all("th")).text.removesuffix(" \u25cf")
            shown[name] = next(row.all("td")).text
            if row.has("given"):
                marked.add(name)
    wanted = dict(config["options"])
    for kind, values in config.get("attributes", {}).items():
        wanted.update({f"{kind}::{name}": value for name, value in values.items()})
    if shown != wanted:
        complain(f"settings differ: {sorted(set(shown.items()) ^ set(wanted.items()))[:4]}")
    typed = {word.lstrip("-").split("=")[0] for word in config["arguments"]} & set(wanted)
    if marked != typed or not typed:
        complain(f"typed are {sorted(typed)}, marked {sorted(marked)}")
    command = next(page.all("pre", id="command")).text
    if not all(word in command for word in config["arguments"]):
        complain(f"the command is {command}")


def rows_of(page, caption):
    """A table's numbers by the names of its rows; None where there is no such table."""
    for table in page.all("table"):
        if next(table.all("caption")).text == caption:
            body = next(table.all("tbody"))
            return {
                next(row.all("th")).text: [float(data.get("value")) for data in row.all("data")]
                for row in body.all("tr")
            }
    return None


def read_csv(folder, name):
    """Rows of a table."""
    with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(row, name):
    """A cell; not a number where it is empty."""
    return float(row[name]) if row[name] else math.nan


def near(what, got, wanted):
    """Both lists are the same, but for rounding of sums."""
    if len(got) != len(wanted) or not all(
        math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12) for a, b in zip(got, wanted)
    ):
        complain(f"{what}: {got}, expected {wanted}")


def percentiles(values):
    """What a row of percentiles has to say."""
    times = sorted(value for value in values if not math.isnan(value))
    places = [-(-share * len(times) // 1) - 1 for share in SHARES]
    mean = math.fsum(times) / len(times)
    return [mean, *(times[int(place)] for place in places), times[-1], len(times), len(values)]


TOTALS = {
    "caqa-aigc": ("completion_s", "cf_completion_s", lambda row: "all users"),
    "megc": ("latency_s", "closed_form_s", lambda row: row["kind"]),
    "da-isac": ("latency_s", "closed_form_s", lambda row: row["structure"]),
    "distributed-diffusion": ("latency_s", None, lambda row: "all users"),
    "asp-selection": ("latency_s", None, lambda row: "finished tasks"),
}
PHASES = {
    "caqa-aigc": {
        "before sensing": "sensing_start_s",
        "in the server's queue": "queueing_s",
        "generating": "generation_s",
        "waiting for the download": "waiting_s",
        "download": "download_s",
    },
    "megc": {"wait for the grant": "wait_s", "uplink": "uplink_s", "server": "server_s"},
    "distributed-diffusion": {"shared steps": "shared_s", "latent on air": "airtime_s"},
}


def check_latency(page, folder, program):
    """Percentiles are those of the table, and phases add up to the whole."""
    measured, closed, group = TOTALS[program]
    rows = read_csv(folder, "tasks.csv" if program == "asp-selection" else "users.csv")
    wanted = {}
    for label, name in (("measured", measured), ("closed form", closed)):
        for kind in {group(row) for row in rows} if name else ():
            values = [number(row, name) for row in rows if group(row) == kind]
            if any(not math.isnan(value) for value in values):
                wanted[f"{kind}, {label}"] = percentiles(values)
    shown = rows_of(page, "Percentiles, by nearest rank")
    if shown is None or set(shown) != set(wanted):
        complain(f"percentiles of {shown and sorted(shown)}, expected {sorted(wanted)}")
        return
    for name, values in wanted.items():
        near(name, shown[name], values)
    phases = rows_of(page, "Phases, all users together") or {}
    if any(name.endswith("measured") for name in wanted):
        for label, name in PHASES.get(program, {}).items():
            near(label, phases[f"{label}, measured"], percentiles([number(row, name) for row in rows]))
    for label in ("measured", "closed form"):
        parts = [values for name, values in phases.items() if name.endswith(", " + label)]
        whole = [values for name, values in shown.items() if name.endswith(", " + label)]
        if parts and all(part[6] == len(rows) for part in parts):
            total = math.fsum(values[0] * values[6] for values in whole) / len(rows)
            near(f"sum of phases, {label}", [math.fsum(part[0] for part in parts)], [total])


def check_queue(page, folder, program, summary):
    """Little's law, and the greatest number by counting at each arrival."""
    shown = rows_of(page, "Over the whole time")
    if program == "asp-selection":
        return
    slots = {row["slot"]: row for row in read_csv(folder, "slots.csv")}
    starts = {slot: float(row["start_s"]) for slot, row in slots.items()}
    prefix = "cf_" if summary.get("fidelity") == "slot" else ""
    spans = []
    for row in read_csv(folder, "users.csv"):
        if program == "caqa-aigc":
            begin = number(row, prefix + "arrival_s")
            time = number(row, prefix + "queueing_s") + number(row, prefix + "generation_s")
        elif program == "da-isac":
            begin = number(row, "asked_s")
            time = number(row, "computed_s") - begin
        elif program == "distributed-diffusion":
            begin = number(slots[row["slot"]], "decided_s")
            end = number(row, "polled_s") + number(row, "latency_s")
            time = end - number(row, "airtime_s") - number(row, "steps_s") - begin
        else:
            begin, time = number(row, "wait_s") + number(row, "uplink_s"), number(row, "server_s")
        if time > 0:
            spans.append((starts[row["slot"]] + begin, starts[row["slot"]] + begin + time))
    first, last = min([*starts.values(), *(begin for begin, _end in spans)]), max(end for _begin, end in spans)
    if program == "caqa-aigc":
        last = max(last, max(starts.values()) + summary["max_time_s"])
    area = math.fsum(end - begin for begin, end in spans)
    begins, ends = sorted(begin for begin, _end in spans), sorted(end for _begin, end in spans)
    most = max(place + 1 - bisect.bisect_right(ends, time) for place, time in enumerate(begins))
    got = shown["at the server"]
    near("mean number at the server", [got[0]], [area / (last - first)])
    near("greatest number, and all", [got[1], got[3]], [most, len(spans)])


def check_energy(page, folder, program):
    """Means of slots."""
    shown = rows_of(page, "Energy of a slot")
    rows = read_csv(folder, "slots.csv")
    wanted = {
        "caqa-aigc": {"measured": "energy_J", "closed form": "cf_energy_J"},
        "distributed-diffusion": {"shared steps": "shared_steps_J", "radio": "radio_J"},
    }[program]
    for label, name in wanted.items():
        values = [number(row, name) for row in rows]
        if not math.isnan(values[0]):
            near(name, shown[f"{label}, mean of slots"], [math.fsum(values) / len(values)])


def points_of(chart, label):
    """A line's points, as numbers on the axes, and what a tenth of a pixel is on the y axis."""
    x0, x1, left, right = (float(word) for word in chart.get("data-x").split())
    y0, y1, foot, top = (float(word) for word in chart.get("data-y").split())
    path = next(path for path in chart.all("path") if path.get("data-label") == label)
    places = re.findall(r"[ML]([-\d.]+) ([-\d.]+)", path.get("d"))
    points = [
        (
            x0 + (float(x) - left) / (right - left) * (x1 - x0),
            y0 + (float(y) - foot) / (top - foot) * (y1 - y0),
        )
        for x, y in places
    ]
    return points, 0.1 * (x1 - x0) / (right - left), 0.1 * (y1 - y0) / (foot - top)


def check_curve(page, section, title, label, xs, ys):
    """A curve goes through these points, to a tenth of a pixel."""
    part = next(page.all("section", id=section))
    chart = next((c for c in part.all("svg") if next(c.all("title")).text == title), None)
    if chart is None:
        complain(f"no chart '{title}'")
        return
    points, dx, dy = points_of(chart, label)
    for x, y in zip(xs, ys):
        if not any(abs(px - x) <= dx and abs(py - y) <= dy for px, py in points):
            complain(f"{title}, {label}: nothing at {x}, {y}: {points[:4]}")
            return


def check_curves(page, folder, program, sections):
    """Curves of slots and of learning."""
    if "learning" in sections:
        rows = read_csv(folder, "curve.csv")
        name = next(name for name in rows[0] if name in ("evaluation_reward", "evaluation_latency_s"))
        with open(os.path.join(folder, "config.json"), encoding="utf-8") as file:
            agent = json.load(file)["options"]["agent"]
        xs = [number(row, "episodes") for row in rows]
        ys = [number(row, name) for row in rows]
        title = name.removesuffix("_s").replace("_", " ") + (" [s]" if name.endswith("_s") else "")
        check_curve(page, "learning", title, agent, xs, ys)
    wanted = {
        "caqa-aigc": ("AvgCAQA, gated", "closed form", "cf_avg_caqa_gated"),
        "megc": ("sum of latencies", "optimum", "optimum_s"),
        "da-isac": ("mean QoE", "measured", "qoe"),
        "distributed-diffusion": ("reward", "measured", "reward"),
    }
    if "slots" in sections and program in wanted:
        title, label, name = wanted[program]
        rows = read_csv(folder, "slots.csv")
        if len(rows) <= 600:
            xs, ys = zip(*((number(row, "slot"), number(row, name)) for row in rows))
            check_curve(page, "slots", title, label, xs, ys)


def check_timeline(page, folder, program):
    """Bars of the first slot have the lengths of users.csv."""
    frames = [group for group in page.all("g") if group.has("frame")]
    if [frame.get("style") is None for frame in frames] != [True] + [False] * (len(frames) - 1):
        complain("not only the first slot is shown without a script")
    if program != "caqa-aigc":
        return
    rows = read_csv(folder, "users.csv")
    if len(frames) != min(len({row["slot"] for row in rows}), len(frames) if len(rows) > 1000 else math.inf):
        complain(f"{len(frames)} slots can be chosen")
    prefix = "" if rows[0]["generation_s"] else "cf_"
    lanes = [row for row in rows if row["slot"] == "0"][:60]
    # Who never got all has no bar.
    wanted = [number(row, prefix + "generation_s") for row in lanes if row[prefix + "completion_s"]]
    titles = [title.text for title in frames[0].all("title")]
    shown = [float(text.split()[1]) for text in titles if text.startswith("generating ")]
    if shown != [float(f"{1e3 * time:.4g}") for time in wanted if time > 0]:
        complain(f"generating for {shown} ms, expected {wanted} s")


def main(folder, expected):
    """All checks."""
    with open(os.path.join(folder, "report.html"), encoding="utf-8") as file:
        text = file.read()
    reader = Reader()
    reader.feed(text)
    reader.close()
    if len(reader.open) != 1:
        complain(f"<{reader.open[-1].tag}> never ends")
    page = reader.root
    check_whole(page)
    check_accessible(page)
    sections = [section.get("id").removesuffix("-section") for section in page.all("section")]
    if set(sections) != {*expected, "settings", "files"}:
        complain(f"sections {sections}, expected {expected}")
        return
    with open(os.path.join(folder, "config.json"), encoding="utf-8") as file:
        config = json.load(file)
    program, summary = config["isac-aigc program"], {}
    if "figures" in sections:
        with open(os.path.join(folder, "summary.json"), encoding="utf-8") as file:
            summary = json.load(file)
    check_summary(page, summary)
    check_settings(page, config)
    check_curves(page, folder, program, sections)
    if "latency" in sections:
        check_latency(page, folder, program)
    if "queue" in sections:
        check_queue(page, folder, program, summary)
    if "energy" in sections:
        check_energy(page, folder, program)
    if "timeline" in sections:
        check_timeline(page, folder, program)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
    for line in wrong:
        print(f"{sys.argv[1]}: {line}")
    sys.exit(bool(wrong))
