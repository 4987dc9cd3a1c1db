# SPDX-License-Identifier: GPL-2.0-only
"""Charts as inline SVG. Colours are classes c0 to c8 that the style sheet knows in light and dark."""
import html
import math

from report_page.numbers import extent, text, thin, ticks

WIDTH = 480
HEIGHT = 270
LEFT, RIGHT, TOP, BOTTOM = 62, 24, 12, 42
LONG = 600  # points on a curve before it is thinned
PARTS = 200  # of the x axis of a thinned curve
escape = html.escape


class Page:
    """Numbers that make ids unlike each other."""

    def __init__(self):
        self.count = 0

    def open(self, width, height, title, about, extra=""):
        """First lines of a chart that screen readers can tell."""
        self.count += 1
        name = f"chart{self.count}"
        return (
            f'<svg viewBox="0 0 {width} {height}" role="img" aria-labelledby="{name}t {name}d"{extra}>'
            f'<title id="{name}t">{escape(title)}</title><desc id="{name}d">{escape(about)}</desc>'
        )


def legend(entries):
    """What colours and dashes stand for: (class, dash class or None for areas, label)."""
    items = []
    for colour, dash, label in entries:
        if dash is None:
            key = f'<span class="swatch {colour}"></span>'
        else:
            key = (
                '<svg class="key" viewBox="0 0 30 10" aria-hidden="true">'
                f'<path class="line {colour} {dash}" d="M0 5H30"/></svg>'
            )
        items.append(f"<li>{key}{escape(label)}</li>")
    return f'<ul class="legend">{"".join(items)}</ul>'


def figure(chart, caption, entries=(), wide=False):
    """A chart with its legend and caption."""
    kind = ' class="wide"' if wide else ""
    keys = legend(entries) if entries else ""
    return f"<figure{kind}>{chart}{keys}<figcaption>{escape(caption)}</figcaption></figure>"


class Axes:
    """Places in a chart."""

    def __init__(self, xs, ys, width=WIDTH, height=HEIGHT, left=LEFT):
        self.xs, self.ys = xs, ys
        self.width, self.height, self.left = width, height, left

    def x(self, value):
        """Of a value on the x axis."""
        low, high = self.xs
        return self.left + (value - low) / (high - low) * (self.width - self.left - RIGHT)

    def y(self, value):
        """Of a value on the y axis."""
        low, high = self.ys
        return self.height - BOTTOM - (value - low) / (high - low) * (self.height - TOP - BOTTOM)

    def data(self):
        """What a script needs to tell values."""
        return (
            f' data-x="{self.xs[0]!r} {self.xs[1]!r} {self.left} {self.width - RIGHT}"'
            f' data-y="{self.ys[0]!r} {self.ys[1]!r} {self.height - BOTTOM} {TOP}"'
        )

    def draw(self, xlabel, ylabel, whole=False, numbered=True):
        """Grid, ticks and labels; the x axis may have names instead of numbers."""
        right, foot = self.width - RIGHT, self.height - BOTTOM
        parts = ['<g class="grid">']
        rows = ticks(*self.ys, 5)
        columns = ticks(*self.xs, self.width // 80) if numbered else []
        columns = [x for x in columns if not whole or x == int(x)]
        parts += [f'<path d="M{self.left} {self.y(y):.1f}H{right}"/>' for y in rows]
        parts.append(f'</g><path class="axis" d="M{self.left} {foot}H{right}"/><g class="ticks">')
        parts += [
            f'<text x="{self.left - 6}" y="{self.y(y) + 4:.1f}" text-anchor="end">{text(y)}</text>'
            for y in rows
        ]
        parts += [
            f'<text x="{self.x(x):.1f}" y="{foot + 17}" text-anchor="middle">{text(x)}</text>'
            for x in columns
        ]
        middle = (self.left + right) / 2
        parts.append(
            f'<text x="{middle:.0f}" y="{self.height - 6}" text-anchor="middle">{escape(xlabel)}</text>'
        )
        if ylabel:
            height = (TOP + foot) / 2
            parts.append(
                f'<text transform="translate(14 {height:.0f}) rotate(-90)" text-anchor="middle">'
                f"{escape(ylabel)}</text>"
            )
        parts.append("</g>")
        return "".join(parts)

    def path(self, points, step=False):
        """A line through these, broken where a value is not a number."""
        parts, pen = [], False
        last = None
        for x, y in points:
            if not math.isfinite(y):
                pen = False
                continue
            place = (f"{self.x(x):.1f}", f"{self.y(y):.1f}")
            if pen and step:
                parts.append(f"H{place[0]}V{place[1]}")
            elif not (pen and place == last):
                parts.append(f"{'L' if pen else 'M'}{place[0]} {place[1]}")
            pen, last = True, place
        return "".join(parts)


def curves(page, title, xs, lines, xlabel, ylabel, levels=(), zero=False, whole=True):
    """Lines over common xs: (class, dash, label, ys, and perhaps deviations that make a band).
    Levels are (class, dash, label, value). Long ones are thinned: returns the chart and whether."""
    values = [level[3] for level in levels]
    for line in lines:
        values += line[3]
        if len(line) > 4:
            values += [y - d for y, d in zip(line[3], line[4])] + [y + d for y, d in zip(line[3], line[4])]
    span = (xs[0], xs[-1]) if len(xs) > 1 else (xs[0] - 0.5, xs[0] + 0.5)
    axes = Axes(span, extent(values, zero))
    body, thinned = [axes.draw(xlabel, ylabel, whole)], False
    for colour, dash, label, value in levels:
        body.append(
            f'<path class="line {colour} {dash}" data-label="{escape(label)}" '
            f'd="{axes.path([(span[0], value), (span[1], value)])}"/>'
        )
    for colour, dash, label, ys, *band in lines:
        parts = thin(xs, ys, PARTS) if len(xs) > LONG else None
        if parts:
            # Bands of all lines would hide each other.
            if not thinned:
                edge = [(x, low) for x, _mean, low, _high in parts]
                edge += [(x, high) for x, _mean, _low, high in reversed(parts)]
                body.append(f'<path class="band {colour}" d="{axes.path(edge)}Z"/>')
            thinned = True
            points = [(x, middle) for x, middle, _low, _high in parts]
        else:
            points = list(zip(xs, ys))
        if band and not parts:
            pairs = [(x, y, d) for x, y, d in zip(xs, ys, band[0]) if math.isfinite(y + d)]
            edge = [(x, y - d) for x, y, d in pairs] + [(x, y + d) for x, y, d in reversed(pairs)]
            if edge:
                body.append(f'<path class="band {colour}" d="{axes.path(edge)}Z"/>')
        body.append(
            f'<path class="line {colour} {dash}" data-label="{escape(label)}" d="{axes.path(points)}"/>'
        )
        known = [point for point in points if math.isfinite(point[1])]
        if len(known) <= 40:
            body += [
                f'<circle class="dot {colour}" cx="{axes.x(x):.1f}" cy="{axes.y(y):.1f}" r="2.5"/>'
                for x, y in known
            ]
    about = describe(lines, levels)
    head = page.open(WIDTH, HEIGHT, title, about, axes.data() + ' class="hover"')
    return head + "".join(body) + "</svg>", thinned


def describe(lines, levels):
    """What a chart shows, in words."""
    parts = []
    for line in lines:
        known = [y for y in line[3] if math.isfinite(y)]
        if known:
            parts.append(
                f"{line[2]}: from {text(min(known))} to {text(max(known))}, last {text(known[-1])}"
            )
    parts += [f"{label}: {text(value)}" for _colour, _dash, label, value in levels]
    return "; ".join(parts) + "."


def steps(page, title, points, xlabel, ylabel, colour, about, band=()):
    """A step function through (x, y); a band of (x, low, high) behind it where it is thinned."""
    highest = max([y for _x, y in points] + [high for _x, _low, high in band])
    axes = Axes((points[0][0], points[-1][0]), (0.0, max(1.0, highest) * 1.04))
    body = [axes.draw(xlabel, ylabel)]
    if band:
        edge = [(x, low) for x, low, _high in band] + [(x, high) for x, _low, high in reversed(band)]
        body.append(f'<path class="band {colour}" d="{axes.path(edge)}Z"/>')
    body.append(
        f'<path class="line {colour} solid" data-label="{escape(ylabel)}" '
        f'd="{axes.path(points, step=not band)}"/>'
    )
    return page.open(WIDTH, HEIGHT, title, about) + "".join(body) + "</svg>"


def columns(page, title, bars, xlabel, ylabel, colour, about):
    """Upright bars: (label, height)."""
    axes = Axes((0.0, float(len(bars))), (0.0, max(height for _label, height in bars) * 1.06 or 1.0))
    body = [axes.draw(xlabel, ylabel, numbered=False), '<g class="ticks">']
    wide = 9 * max(len(label) for label, _height in bars) + 6
    every = -(-len(bars) * wide // (WIDTH - LEFT - RIGHT))
    for place, (label, height) in enumerate(bars):
        left, right = axes.x(place + 0.1), axes.x(place + 0.9)
        top, foot = axes.y(height), axes.y(0.0)
        body.append(
            f'<rect class="{colour}" x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" '
            f'height="{foot - top:.1f}"><title>{escape(label)}: {text(height)}</title></rect>'
        )
        if place % every == 0:
            body.append(
                f'<text x="{(left + right) / 2:.1f}" y="{foot + 17:.0f}" '
                f'text-anchor="middle">{escape(label)}</text>'
            )
    return page.open(WIDTH, HEIGHT, title, about) + "".join(body) + "</g></svg>"


def stacks(page, title, bars, xlabel):
    """Bars of parts, lying: (label, [(class, label, length)])."""
    lane = 30
    left = min(200, 14 + 8 * max(len(label) for label, _parts in bars))
    height = 8 + lane * len(bars) + BOTTOM
    longest = max(sum(length for _c, _l, length in parts) for _label, parts in bars)
    axes = Axes((0.0, longest * 1.2 or 1.0), (0.0, 1.0), WIDTH, height, left)
    foot = height - BOTTOM
    body = ['<g class="grid">']
    body += [f'<path d="M{axes.x(x):.1f} 4V{foot}"/>' for x in ticks(*axes.xs, 4)]
    body.append('</g><g class="ticks">')
    body += [
        f'<text x="{axes.x(x):.1f}" y="{foot + 17}" text-anchor="middle">{text(x)}</text>'
        for x in ticks(*axes.xs, 4)
    ]
    body.append(
        f'<text x="{(left + WIDTH - RIGHT) / 2:.0f}" y="{height - 6}" text-anchor="middle">'
        f"{escape(xlabel)}</text>"
    )
    for place, (label, parts) in enumerate(bars):
        y = 6 + lane * place
        body.append(
            f'<text x="{left - 6}" y="{y + 16}" text-anchor="end">{escape(label)}</text>'
        )
        begin = 0.0
        for colour, name, length in parts:
            if length > 0:
                body.append(
                    f'<rect class="{colour}" x="{axes.x(begin):.1f}" y="{y}" height="{lane - 8}" '
                    f'width="{axes.x(begin + length) - axes.x(begin):.1f}">'
                    f"<title>{escape(label)}, {escape(name)}: {text(length)}</title></rect>"
                )
            begin += length
        body.append(f'<text x="{axes.x(begin) + 5:.1f}" y="{y + 16}">{text(begin)}</text>')
    about = "; ".join(
        f"{label}: " + ", ".join(f"{name} {text(length)}" for _colour, name, length in parts)
        for label, parts in bars
    )
    return page.open(WIDTH, height, title, about + ".") + "".join(body) + "</g></svg>"
