# SPDX-License-Identifier: GPL-2.0-only
"""Key figures: summary.json as tables, measured beside closed form, each with its unit."""
from report_page.numbers import text
from report_page.sections import table
from report_page.svg import escape

UNITS = {
    "s": "s",
    "J": "J",
    "m": "m",
    "W": "W",
    "Hz": "Hz",
    "byte": "byte",
    "percent": "%",
    "dB": "dB",
    "dBm": "dBm",
    "MB": "MB",
}
WORDS = {"qoe": "QoE", "caqa": "CAQA", "avg": "average", "da": "DA"}
WORDS.update({f"c{number}": f"C{number}" for number in range(1, 7)})
COUNTS = ("users", "results", "states")  # have no unit, wherever they stand
KNOWN_ELSEWHERE = ("program", "policy", "agent", "RngRun")


def name_of(path):
    """Words and unit of a key such as latency_s.mean: ('latency', 's')."""
    unit, words = "", []
    for key in path:
        parts = key.split("_")
        if len(parts) > 1 and parts[-1] in UNITS and parts[-2] != "per":
            unit = UNITS[parts.pop()]
        words.append(" ".join(WORDS.get(part.lower(), part) for part in parts))
    unit = "" if path[-1] in COUNTS else unit
    while len(words) > 1 and words[-1] in ("mean", "value"):
        words.pop()
    return ": ".join(words), unit


def leaves(value, path=()):
    """All numbers and texts with their paths; a mean and its interval are one."""
    if not isinstance(value, dict):
        yield path, value, None
        return
    for key in ("mean", "value"):
        if key in value and not isinstance(value[key], dict):
            yield (*path, key), value[key], value.get("half_width_95")
            break
    for key, inner in value.items():
        if key not in ("mean", "value", "half_width_95") or isinstance(inner, dict):
            yield from leaves(inner, (*path, key))


def show(value, width, path):
    """A cell: the number, its interval, and where it stands in summary.json."""
    where = escape(".".join(path))
    if value is None:
        return f'<td data-key="{where}">\u2013</td>'
    if isinstance(value, str) or isinstance(value, bool):
        return f'<td data-key="{where}">{escape(text(value) if isinstance(value, bool) else value)}</td>'
    if not isinstance(value, (int, float)):
        return f'<td data-key="{where}">{escape(str(value))}</td>'
    interval = f' <small>\u00b1\u2009{text(float(width), 2)}</small>' if width is not None else ""
    return f'<td data-key="{where}"><data value="{value!r}">{text(value, 5)}</data>{interval}</td>'


def label_of(path):
    """First cell of a row."""
    name, unit = name_of(path)
    return f"{name} [{unit}]" if unit else name


def both_table(summary):
    """Measured beside closed form, where a run has both; else what it has of them. First the table of
    single figures, then a list of those that are as wide as the page."""
    views = [key for key in ("measured", "closed_form") if isinstance(summary.get(key), dict)]
    grids = [key for view in views[:1] for key, value in summary[view].items() if is_grid(value)]
    found = {}
    for view in views:
        plain = {key: value for key, value in summary[view].items() if key not in grids}
        for path, value, width in leaves(plain):
            found.setdefault(path, {})[view] = (value, width)
    rows = []
    for path, values in found.items():
        row = [label_of(path)]
        for view in views:
            value, width = values.get(view, (None, None))
            row.append(show(value, width, (view, *path)))
        if len(views) == 2:
            row.append(difference(*(values.get(view, (None,))[0] for view in views)))
        rows.append(row)
    wide = [grid_table(summary, views, key) for key in grids]
    if not rows:
        return "", wide
    heads = ["", *(view.replace("_", " ") for view in views)]
    first = table(
        "As measured, and as the closed form expects it" if len(views) == 2 else heads[1].capitalize(),
        heads + (["difference"] if len(views) == 2 else []),
        rows,
    )
    return first, wide


def difference(measured, closed):
    """A cell: how much more was measured, in percent."""
    numbers = all(isinstance(value, (int, float)) for value in (measured, closed))
    if not numbers or closed == 0:
        return "<td>\u2013</td>"
    percent = 100 * (measured - closed) / abs(closed)
    if percent and abs(percent) < 0.01:
        return "<td>&lt; 0.01 %</td>"
    sign = "+" if percent > 0 else ""
    return f"<td>{sign}{text(percent, 3)} %</td>"


def is_grid(value):
    """Whether it is a dictionary of dictionaries that are alike, such as a mean and a percentile of
    each phase: that is a table by itself."""
    if not isinstance(value, dict) or len(value) < 2:
        return False
    keys = {tuple(inner) if isinstance(inner, dict) else None for inner in value.values()}
    return len(keys) == 1 and None not in keys and len(next(iter(keys))) > 2


def grid_table(summary, views, key):
    """A row for each inner dictionary, a column for each of its figures, in each view."""
    first = summary[views[0]][key]
    names = list(next(iter(first.values())))
    heads = [""] + [f"{view.replace('_', ' ')}: {name}" for view in views for name in names]
    rows = []
    for row in first:
        inner = [(view, name, summary[view].get(key, {}).get(row, {})) for view in views for name in names]
        cells = [show(part.get(name), None, (view, key, row, name)) for view, name, part in inner]
        rows.append([row.replace("_", " "), *cells])
    # It is wide, and gets the whole width of the page.
    return f'<div class="span">{table(label_of((key,)).capitalize(), heads, rows)}</div>'


def list_table(key, entries):
    """A list of objects, such as providers: a row each."""
    names = list(entries[0])
    rows = [
        (str(place), *(show(entry.get(name), None, (key, str(place), name)) for name in names))
        for place, entry in enumerate(entries)
    ]
    return table(key.capitalize(), ["number", *(label_of((name,)) for name in names)], rows)


def section(summary):
    """All of summary.json, but for what the head of the page says."""
    first, wide = both_table(summary)
    parts, plain, groups = [first], [], []
    for key, value in summary.items():
        if key in ("measured", "closed_form") or key in KNOWN_ELSEWHERE:
            continue
        if isinstance(value, list) and value and all(isinstance(entry, dict) for entry in value):
            groups.append(list_table(key, value))
            continue
        paths = list(leaves(value, (key,)))
        if len(paths) > 3:
            rows = [(label_of(path[1:]), show(number, width, path)) for path, number, width in paths]
            groups.append(table(label_of((key,)).capitalize(), ("", "value"), rows))
        else:
            plain += [(label_of(path), show(number, width, path)) for path, number, width in paths]
    if plain:
        parts.append(table("Of the run", ("", "value"), plain))
    parts = [part for part in parts + groups + wide if part]
    note = "<p>\u00b1 is the half width of the 95 % interval of the mean.</p>"
    return (note if "<small>" in "".join(parts) else "") + f'<div class="tables">{"".join(parts)}</div>'


def find(summary, path):
    """The number at a path such as latency_s.mean, or None."""
    value = summary
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def cards(summary, wanted):
    """The few figures that one looks for first."""
    items = []
    for label, path, unit in wanted:
        views = [(view, find(summary.get(view, {}), path)) for view in ("measured", "closed_form")]
        views.append(("", find(summary, path)))
        views = [(view, value) for view, value in views if value is not None]
        if not views:
            continue
        view, value = views[0]
        more = view.replace("_", " ")
        if len(views) > 1 and views[1][0]:
            more = f"{more}; {views[1][0].replace('_', ' ')} {text(views[1][1])}"
        items.append(
            f'<li><span class="what">{escape(label)}</span> <b>{text(value)}</b> '
            f'<span class="unit">{escape(unit)}</span><span class="more">{escape(more)}</span></li>'
        )
    return f'<ul class="cards">{"".join(items)}</ul>' if items else ""


