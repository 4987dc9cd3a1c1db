# SPDX-License-Identifier: GPL-2.0-only
"""The picture of a figure, for a column of 3.5 inches."""
import os
import statistics

from campaigns.campaign import COLOURS, DASHES
from campaigns.student import half_width
from campaigns.tables import average

# Wong's palette: told apart by colour-blind people; yellow is too faint for lines.
CODES = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#808080")
STYLES = ("-", (0, (4, 1.6)), (0, (1, 1.4)))
MARKERS = "osD^vPX*<>pd"
WIDTH = 3.5  # [inch]
PANEL = 2.2  # [inch]; of bars 1.3
MARKS = 8  # on a curve
CHARACTER = 3.3  # [pt] in the legend, on average
HANDLE = 28.0  # [pt] beside a name in the legend
QUOTED = "quoted from the paper"


def style_of(line, place):
    """Colour, dash and marker of a line; what is trained is solid unless it says otherwise."""
    colour = CODES[COLOURS.index(line.colour)] if line.colour else CODES[place % len(CODES)]
    dash = line.dash or ("solid" if line.agent else "dashed")
    return {
        "color": colour,
        "linestyle": STYLES[DASHES.index(dash)],
        "marker": MARKERS[place % len(MARKERS)],
        # Full marks for what is trained.
        "markerfacecolor": colour if line.agent else "white",
        "markeredgecolor": colour,
        "linewidth": 1.0,
        "markersize": 3.2,
        "markeredgewidth": 0.7,
    }


def draw_line(axes, style, places, kind, place):
    """One line: means with intervals or, with many places, with a band of one deviation."""
    means = [statistics.fmean(values) for _, values in places]
    xs = [x for x, _ in places]
    if xs == [None]:
        level = {key: style[key] for key in ("color", "linestyle", "linewidth")}
        return axes.axhline(means[0], **level)
    if kind == "lines":
        widths = [half_width(values) or 0.0 for _, values in places]
        return axes.errorbar(xs, means, yerr=widths, capsize=1.5, elinewidth=0.6, **style)
    deviations = [statistics.stdev(values) if len(values) > 1 else 0.0 for _, values in places]
    low = [mean - deviation for mean, deviation in zip(means, deviations)]
    high = [mean + deviation for mean, deviation in zip(means, deviations)]
    # The percents of a distribution function stand upright.
    fill, across, along = (
        (axes.fill_betweenx, means, xs) if kind == "cdf" else (axes.fill_between, xs, means)
    )
    fill(xs, low, high, color=style["color"], alpha=0.18, linewidth=0)
    # Marks of different lines do not lie above each other.
    every = max(1, len(xs) // MARKS)
    return axes.plot(across, along, markevery=(place % every, every), **style)[0]


def draw_quotes(axes, campaign, column):
    """Stars where the paper's text has a number."""
    star = {"marker": "*", "linestyle": "none", "markersize": 6.5, "markeredgewidth": 0.6}
    star.update(markeredgecolor="black", zorder=5)
    labels = [line.label for line in campaign.lines]
    handles = {}
    for quote in campaign.quotes:
        if quote.column != column or quote.value is None:
            continue
        place = labels.index(quote.line)
        colour = style_of(campaign.lines[place], place)["color"]
        if campaign.kind == "bars":
            x = place
        elif quote.x is not None:
            x = quote.x
        else:
            axes.axhline(quote.value, color=colour, linewidth=0.6, linestyle=(0, (1, 3)))
            continue
        axes.plot([x], [quote.value], markerfacecolor=colour, **star)
        handles[QUOTED] = axes.plot([], [], markerfacecolor="white", **star)[0]
    return handles


def draw_bars(axes, campaign, series, column):
    """One bar for each line, with the interval of its mean; names stand in the legend."""
    handles = {}
    for place, line in enumerate(campaign.lines):
        places = series.get((line.label, column))
        if not places:
            continue
        values = places[0][1]
        mean, width = statistics.fmean(values), half_width(values)
        colour = style_of(line, place)["color"]
        look = {"color": colour} if line.agent else {"color": "white", "hatch": "////"}
        handles[line.label] = axes.bar(
            place, mean, yerr=width, capsize=1.5, width=0.8, edgecolor=colour, linewidth=0.8, **look
        )
        axes.annotate(
            f"{mean:.3g}", (place, mean), (0, 1.5), textcoords="offset points", ha="center", size=5.5
        )
    axes.set_xticks([])
    axes.margins(y=0.12)
    return handles


def legend_columns(campaign):
    """How many names lie side by side."""
    longest = max(len(line.label) for line in campaign.lines)
    return max(1, min(3, int(WIDTH * 72 // (CHARACTER * longest + HANDLE))))


def draw(campaign, rows, stem):
    """Write STEM.png and STEM.pdf."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    pyplot.rcParams.update({"font.size": 7.5, "axes.linewidth": 0.6, "pdf.fonttype": 42})
    series = average(rows)
    panels = len(campaign.y)
    columns = legend_columns(campaign)
    entries = len(campaign.lines) + any(quote.value is not None for quote in campaign.quotes)
    legend = 0.08 + 0.15 * -(-entries // columns)
    height = (1.3 if campaign.kind == "bars" else PANEL) * panels + legend + 0.25
    figure, grid = pyplot.subplots(
        panels, 1, sharex=campaign.kind != "cdf", squeeze=False, figsize=(WIDTH, height), dpi=300
    )
    handles = {}
    for axes, panel in zip(grid[:, 0], campaign.y):
        if campaign.kind == "bars":
            handles.update(draw_bars(axes, campaign, series, panel["column"]))
        for place, line in enumerate(campaign.lines):
            places = series.get((line.label, panel["column"]))
            if places and campaign.kind != "bars":
                style = style_of(line, place)
                handles[line.label] = draw_line(axes, style, places, campaign.kind, place)
        handles.update(draw_quotes(axes, campaign, panel["column"]))
        if campaign.kind == "cdf":
            axes.set_xlabel(panel["label"])
            axes.set_ylabel(campaign.x.get("label", "share [%]"))
        else:
            axes.set_ylabel(panel["label"])
        axes.grid(color="#DDDDDD", linewidth=0.4)
        axes.set_axisbelow(True)
        axes.tick_params(width=0.6, length=2.5)
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
    if campaign.kind not in ("bars", "cdf"):
        # Small and large numbers share one power of ten, which leaves room between them.
        grid[-1, 0].ticklabel_format(axis="x", style="sci", scilimits=(-2, 4), useMathText=True)
    if campaign.kind != "cdf":
        grid[-1, 0].set_xlabel(campaign.x.get("label", ""))
    figure.align_ylabels()
    figure.tight_layout(pad=0.4, h_pad=0.8, rect=(0, legend / height, 1, 1))
    figure.legend(
        handles.values(),
        handles.keys(),
        loc="lower center",
        ncol=columns,
        frameon=False,
        fontsize=6.5,
        handlelength=2.6,
        columnspacing=1.0,
        labelspacing=0.35,
        borderaxespad=0.2,
    )
    # No dates: the same numbers are the same files.
    for kind, metadata in (("png", {"Software": None}), ("pdf", {"CreationDate": None})):
        path = f"{stem}.{kind}"
        figure.savefig(path + ".tmp", format=kind, metadata=metadata)
        os.replace(path + ".tmp", path)
    pyplot.close(figure)
