# SPDX-License-Identifier: GPL-2.0-only
"""All figures on one page of Markdown: picture, numbers, what the paper says, and the budget."""
import os
import shutil
import statistics

from campaigns.files import text
from campaigns.student import half_width
from campaigns.tables import average

SHOWN_PERCENTS = (5, 50, 95)  # of distributions


def place(arguments, root):
    """Where the page of all campaigns is written."""
    name = "results" + ("-packet" if arguments.fidelity == "packet" else "")
    if arguments.quick:
        return os.path.join(arguments.out, name + "-quick.md")
    return os.path.join(root, "doc", name + ".md")


def cell(values):
    """A mean, with its interval if there are several runs."""
    mean, width = statistics.fmean(values), half_width(values)
    return f"{mean:.4g}" + ("" if width is None else f" ± {width:.2g}")


def row(cells):
    """A row of a table."""
    return "| " + " | ".join(entry.replace("|", "\\|") for entry in cells) + " |"


def table(head, rows):
    """A table of Markdown."""
    return [row(head), row(["---"] * len(head)), *map(row, rows)]


def shown_places(kind, places):
    """Which of a line's places a table has room for, under the names of its columns."""
    if kind == "curves":
        return [("last", places[-1][1])]
    if kind in ("quantiles", "cdf"):
        return [(f"{x:g} %", values) for x, values in places if x in SHOWN_PERCENTS]
    return [("" if x is None else text(x), values) for x, values in places]


def numbers_of(campaign, series):
    """A table for each panel, or one for all panels of bars."""
    lines = []
    if campaign.kind == "bars":
        head = [""] + [panel["label"] for panel in campaign.y]
        rows = [
            [line.label]
            + [
                cell(series[(line.label, column)][0][1]) if (line.label, column) in series else ""
                for column in campaign.columns()
            ]
            for line in campaign.lines
        ]
        return table(head, rows) + [""]
    for panel in campaign.y:
        found = {
            line.label: dict(shown_places(campaign.kind, series[(line.label, panel["column"])]))
            for line in campaign.lines
            if (line.label, panel["column"]) in series
        }
        names = []
        for places in found.values():
            names += [name for name in places if name not in names]
        if campaign.kind == "lines":
            names.sort(key=lambda name: float(name or "-inf"))
        label = campaign.x.get("label", "")
        head = [f"{panel['label']}; {label}" if campaign.kind == "lines" else panel["label"]] + names
        rows = [
            [label] + [cell(places[name]) if name in places else "" for name in names]
            for label, places in found.items()
        ]
        lines += table(head, rows) + [""]
    return lines


def values_at(campaign, series, line, column, x):
    """What a line has in a place; the last place of curves, any place if there is one; or None."""
    places = series.get((line, column))
    if not places:
        return None
    if x is None:
        return places[-1][1] if campaign.kind == "curves" or len(places) == 1 else None
    return dict(places).get(x)


def measured(campaign, series, quote):
    """What stands here for a number that the paper's text gives; empty if nothing does."""
    if quote.value is not None:
        values = values_at(campaign, series, quote.line, quote.column, quote.x)
        return cell(values) if values else ""
    if quote.ratio:
        ratio = quote.ratio
        both = [
            values_at(campaign, series, ratio[key], ratio["column"], ratio.get("x"))
            for key in ("of", "to")
        ]
        if all(both) and statistics.fmean(both[1]) != 0.0:
            return f"{statistics.fmean(both[0]) / statistics.fmean(both[1]):.4g}"
    return ""


def quoted(campaign, series):
    """What the paper's text says, beside what is found here."""
    rows = []
    for quote in campaign.quotes:
        number = quote.ratio.get("value") if quote.ratio else quote.value
        at = "" if quote.x is None else f" at {text(quote.x)}"
        said = quote.text or f"{quote.line}{at}: {quote.column}"
        rows.append(
            [
                said,
                quote.where,
                "" if number is None else text(number),
                measured(campaign, series, quote),
            ]
        )
    if not rows:
        return []
    return table(["The paper's text", "where", "paper", "here"], rows) + [""]


def name_of(commit):
    """A commit in short; what was not committed says so."""
    digest, _, changed = commit.partition("-")
    return digest[:10] + (" with changes" if changed else "")


def section(work, pictures, folder):
    """A campaign on the page."""
    campaign = work.campaign
    lines = [f"## {work.name}", "", f"{campaign.about}." + (f" ({campaign.paper})" if campaign.paper else ""), ""]
    missing = [job for job in work.jobs if not job.is_done()]
    if not work.rows:
        return lines + ["Nothing of it was run yet.", ""]
    picture = os.path.join(pictures, work.name + ".png")
    os.makedirs(pictures, exist_ok=True)
    shutil.copyfile(work.stem + ".png", picture)
    lines += [f"![{campaign.about}]({os.path.relpath(picture, folder)})", ""]
    series = average(work.rows)
    lines += numbers_of(campaign, series) + quoted(campaign, series)
    commits = ", ".join(
        f"{count} of commit {name_of(commit)}" if commit else f"{count} without a record of their commit"
        for commit, count in work.history.items()
    )
    options = (" --quick" if work.arguments.quick else "") + (" --fidelity=packet" if work.packet else "")
    lines += [
        f"`./isac figure {campaign.name}{options}`: {work.runs} independent runs, ± is the 95 % interval of "
        f"their mean; {campaign.work.budget()}. Jobs: {commits}."
        + (f" **Missing: {len(missing)} of {len(work.jobs)} jobs.**" if missing else ""),
        "",
    ]
    return lines


def write(path, works, command):
    """Write the page as a whole, and its pictures beside it."""
    folder = os.path.dirname(os.path.abspath(path))
    pictures = os.path.splitext(os.path.abspath(path))[0]
    lines = [
        "# Results",
        "",
        f"Made by `{command}` from the files in examples/campaigns; not by hand. What the papers claim, what "
        "came of it and why is in the page of each system; here are the numbers. Where the paper's text "
        "gives a number, it stands beside ours.",
        "",
    ]
    for work in works:
        lines += section(work, pictures, folder)
    temporary = path + ".tmp"
    with open(temporary, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))
    os.replace(temporary, path)
