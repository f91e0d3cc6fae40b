"""The few kinds of chart that the lessons draw, so that a cell says what is compared and not how ink is placed.

Each function is pure: it takes values, returns a figure in the house style, and keeps nothing. Labels stand beside what
they name. Give the figure to ``show`` or return it from a function given to ``explore``.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ai_ambitions.errors import CourseError
from ai_ambitions.figures import GRID, INK, MUTED, PALETTE, figure

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_WIDTH = 7.2
_CHARACTER = 0.078  # inches that a character of the house font takes, on average
_SIGNS = {"yes": "full", "partial": "left", "no": "none"}


def _number(value: float) -> str:
    return f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"


def _rows(
    labels: Sequence[str], height: float | None, title: str, xlabel: str, marked: bool = False
) -> tuple[Figure, Axes]:
    """A figure with one row a label, the first on top, room for the longest on the left, and for words of marks on top."""
    if not labels:
        raise CourseError(
            "There is nothing to draw: no rows are left.", "Look at the filter above the chart."
        )
    words = 0.2 if marked else 0
    fig, ax = figure(_WIDTH, height or 1.25 + words + 0.34 * len(labels))
    tall = fig.get_figheight()
    ax.set_yticks(range(len(labels)), labels)
    ax.set(ylim=(len(labels) - 0.5, -0.6), xlabel=xlabel)
    estimate = 0.25 + _CHARACTER * max(len(line) for text in labels for line in text.split("\n"))
    # The estimate is for words; a name of capitals and digits is wider.
    measured = 0.1 + max(text.get_window_extent().width for text in ax.get_yticklabels()) / fig.dpi
    left = min(0.46, max(estimate, measured) / _WIDTH)
    fig.subplots_adjust(
        left=left, right=0.97, top=1 - (0.5 + words) / tall, bottom=(0.62 if xlabel else 0.35) / tall
    )
    ax.tick_params(axis="y", length=0, labelcolor=INK)
    ax.spines["left"].set_visible(False)
    # The title begins at the left edge of the picture, above the labels, so that a long one has room.
    ax.set_title(title, x=-left / (0.97 - left) + 0.01, pad=6 + 72 * words if marked else None)
    return fig, ax


def bars(
    values: Mapping[str, float],
    *,
    title: str,
    xlabel: str = "",
    say: Callable[[float], str] = _number,
    highlight: Sequence[str] = (),
    limits: tuple[float, float] | None = None,
    height: float | None = None,
) -> Figure:
    """Horizontal bars from zero, each with its number.

    Parameters
    ----------
    values
        Label and length, in the order in which they are drawn from the top. Quantities that add up or compare from zero;
        a range belongs into ``intervals``.
    title, xlabel
        What the chart says; what is counted, with its unit.
    say
        How a number is written.
    highlight
        Labels whose bars take the second colour.
    limits
        Ends of the axis, where frames under controls should keep one scale.
    height
        Inches; by default 0.34 a row.
    """
    labels = [str(label) for label in values]
    fig, ax = _rows(labels, height, title, xlabel)
    lengths = [float(value) for value in values.values()]
    ax.barh(
        range(len(labels)),
        lengths,
        height=0.66,
        color=[PALETTE[1 if label in highlight else 0] for label in labels],
    )
    for row, length in enumerate(lengths):
        ax.annotate(
            say(length), (length, row), xytext=(5, 0), textcoords="offset points", va="center", fontsize=9.5
        )
    ax.set_xlim(*(limits or (0, max(*lengths, 0) * 1.16 or 1)))
    if all(length.is_integer() for length in lengths):
        ax.locator_params(axis="x", integer=True)  # counts have no halves
    return fig


def intervals(
    ranges: Sequence[tuple[str, float | None, float | None]],
    *,
    title: str,
    xlabel: str,
    groups: Sequence[str] = (),
    marks: Mapping[str, float] | None = None,
    say: Callable[[float], str] = _number,
    log: bool = False,
    limits: tuple[float, float] | None = None,
    height: float | None = None,
) -> Figure:
    """Ranges as lines from low to high, one a row; never bars of points.

    Parameters
    ----------
    ranges
        Label, low and high of each row. Equal ends are drawn as a point; an end that is ``None`` is unknown, and drawn as an
        arrow that leaves it open; a row with both ends unknown says "unknown".
    groups
        One word a row, to colour the rows by group (in order of first use, with a shape of its own).
    marks
        Reference lines: label and position.
    say
        How a number is written.
    log
        Logarithmic axis.
    limits
        Ends of the axis, where frames under controls should keep one scale.
    """
    labels = [label for label, _, _ in ranges]
    fig, ax = _rows(labels, height, title, xlabel, marked=bool(marks))
    kinds = list(dict.fromkeys(groups))
    known = [end for _, *ends in ranges for end in ends if end is not None] + list((marks or {}).values())
    if log:
        ax.set_xscale("log")
        low, high = (min(known) / 1.6, max(known) * 2.6) if known else (1, 10)
        _plain_log_ticks(ax, *(limits or (low, high)))
    else:
        low, high = (min(0, *known), max(known) * 1.2) if known else (0, 1)
    ax.set_xlim(*(limits or (low, high)))
    for row, (_, first, last) in enumerate(ranges):
        kind = kinds.index(groups[row]) if groups else 0
        colour, sign = PALETTE[kind % len(PALETTE)], "osD^v"[kind % 5]
        ends = [end for end in (first, last) if end is not None]
        if not ends:
            ax.annotate(
                "unknown",
                (0.01, row),
                xycoords=("axes fraction", "data"),
                va="center",
                color=MUTED,
                fontsize=9.5,
            )
            continue
        ax.plot(ends, [row] * len(ends), color=colour, lw=3, marker=sign, ms=6, solid_capstyle="butt")
        words = "–".join(dict.fromkeys(say(end) for end in ends))
        if first is None or last is None:
            ax.annotate(
                "", (ends[0], row), xytext=(34 if last is None else -34, 0), textcoords="offset points",
                arrowprops={"arrowstyle": "<-", "color": colour, "lw": 2},
            )  # fmt: skip
            words = ("over " if last is None else "up to ") + words
        shift = 38 if last is None else 8
        ax.annotate(
            words, (max(ends), row), xytext=(shift, 0), textcoords="offset points", va="center", fontsize=9.5,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
        )  # fmt: skip
    for text, place in (marks or {}).items():
        mark(ax, place, text)
    if kinds:
        _legend(fig, ax, kinds)
    return fig


def _plain_log_ticks(ax: Axes, low: float, high: float) -> None:
    """Ticks of a logarithmic axis as plain numbers, 1-2-5 where there is room, so that nobody has to read powers."""
    from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

    ax.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5) if high / low <= 2000 else (1,)))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _number(value)))
    ax.xaxis.set_minor_locator(NullLocator())


def _legend(fig: Figure, ax: Axes, kinds: Sequence[str]) -> None:
    """Names of the groups in one line under the axis."""
    from matplotlib.lines import Line2D

    handles = [
        Line2D([], [], color=PALETTE[i % len(PALETTE)], marker="osD^v"[i % 5], lw=3, label=kind)
        for i, kind in enumerate(kinds)
    ]
    old, extra = fig.get_figheight(), 0.32
    box = ax.get_position()
    fig.set_figheight(old + extra)
    scale = old / (old + extra)
    fig.subplots_adjust(bottom=(box.y0 * old + extra) / (old + extra), top=1 - (1 - box.y1) * scale)
    fig.legend(handles=handles, loc="lower left", ncols=len(kinds), fontsize=9.5, bbox_to_anchor=(0.01, 0))


def mark(ax: Axes, x: Any, text: str, *, side: str = "right") -> None:
    """A thin vertical line with a word at its top, on the ``right`` or ``left`` of it."""
    ax.axvline(x, color=MUTED, lw=1, ls=(0, (3, 3)), zorder=0)
    ax.annotate(
        text, (x, 1), xycoords=("data", "axes fraction"), xytext=(4 if side == "right" else -4, 1),
        textcoords="offset points", ha="left" if side == "right" else "right", va="bottom", fontsize=9, color=MUTED,
    )  # fmt: skip


def lines(
    series: Mapping[str, tuple[Sequence[Any], Sequence[float]]],
    *,
    title: str,
    ylabel: str,
    xlabel: str = "",
    log: bool = False,
    limits: tuple[float, float] | None = None,
    span: tuple[Any, Any] | None = None,
    points: bool = False,
    height: float = 3.9,
) -> Figure:
    """Lines with their names at their right ends, moved apart where they would touch.

    Parameters
    ----------
    series
        Name, and the sequences of x (numbers or dates) and y of its line. Draw at most seven.
    log
        Logarithmic y axis.
    limits
        Ends of the y axis, where frames under controls should keep one scale.
    span
        Ends of the x axis, likewise.
    points
        Also mark each value: where there are few, so that the reader sees what is data and what is only a connection.
    """
    if not series:
        raise CourseError(
            "There is nothing to draw: no series is left.", "Look at the filter above the chart."
        )
    fig, ax = figure(_WIDTH, height)
    right = min(
        0.42, (0.2 + _CHARACTER * max(len(line) for name in series for line in name.split("\n"))) / _WIDTH
    )
    fig.subplots_adjust(left=0.11, right=1 - right, top=1 - 0.5 / height, bottom=0.6 / height)
    if log:
        ax.set_yscale("log")
    for place, (name, (x, y)) in enumerate(series.items()):
        ax.plot(
            x,
            y,
            color=PALETTE[place % len(PALETTE)],
            marker="osD^v<>"[place % 7] if points else "",
            ms=5,
            label=name,
        )
    if limits:
        ax.set_ylim(*limits)
    if span:
        ax.set_xlim(*span)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    ax.set_title(title, x=-0.11 / (0.89 - right) + 0.01)
    ax.grid(axis="y", color=GRID)
    _name_ends(fig, ax, series)
    return fig


def _name_ends(fig: Figure, ax: Axes, series: Mapping[str, tuple[Sequence[Any], Sequence[float]]]) -> None:
    """Names at the ends of the lines, at least a line of text apart."""
    to_inches = fig.dpi_scale_trans.inverted()
    ax.autoscale_view()  # the limits are set lazily, and the places depend on them
    ends = []
    for place, (name, (_, y)) in enumerate(series.items()):
        _, inch = to_inches.transform(ax.transData.transform((0.0, float(list(y)[-1]))))
        ends.append([inch, inch, place, name])
    ends.sort(key=lambda end: (end[0], end[2]))
    for lower, upper in itertools.pairwise(ends):
        gap = 0.17 * max(upper[3].count("\n") + 1, lower[3].count("\n") + 1)
        upper[0] = max(upper[0], lower[0] + gap)
    for moved, true, place, name in ends:
        line = ax.lines[place]
        x: Any = line.get_xdata(orig=False)
        y_end: Any = line.get_ydata(orig=False)
        ax.annotate(
            name, (x[-1], y_end[-1]), xytext=(7, 72 * (moved - true)),
            textcoords="offset points", va="center", color=line.get_color(), fontsize=9.5, annotation_clip=False,
        )  # fmt: skip


def lanes(
    events: Mapping[str, Sequence[Any]],
    *,
    title: str,
    notes: Mapping[str, Any] | None = None,
    left: Sequence[str] = (),
    counts: bool = True,
    groups: Sequence[str] = (),
    height: float | None = None,
) -> Figure:
    """A timeline: one lane a group, one tick an event.

    Parameters
    ----------
    events
        Name of the lane and the dates in it. Dates as pandas or numpy gives them.
    notes
        Words and the date that they name, drawn as thin lines through all lanes.
    left
        Those of the notes whose words stand on the left of their line, where two lines are close.
    counts
        Write the number of events after the lane's name.
    groups
        One word a lane, to colour the lanes by group (in order of first use). Without it each lane has its own colour.
    """
    names = [f"{name} ({len(days)})" if counts else name for name, days in events.items()]
    if not any(len(days) for days in events.values()):
        raise CourseError(
            "There is nothing to draw: no events are left.", "Look at the filter above the chart."
        )
    tall = height or 1.0 + 0.62 * len(names)
    fig, ax = figure(_WIDTH, tall)
    fig.subplots_adjust(left=0.03, right=0.97, top=1 - (0.72 if notes else 0.5) / tall, bottom=0.4 / tall)
    kinds = list(dict.fromkeys(groups))
    for row, (name, days) in enumerate(zip(names, events.values(), strict=True)):
        colour = PALETTE[(kinds.index(groups[row]) if groups else row) % len(PALETTE)]
        ax.scatter(list(days), [row] * len(days), marker="|", s=240, color=colour, linewidths=2)
        ax.annotate(
            name, (0, row - 0.36), xycoords=("axes fraction", "data"), fontsize=9.5, va="center",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},  # the lines of the notes do not run through it
        )  # fmt: skip
    ax.set(ylim=(len(names) - 0.45, -0.7), yticks=[])
    first, last = ax.get_xlim()
    inch = (last - first) / (0.94 * _WIDTH)
    ends = [
        ax.convert_xunits(day) + len(text) * _CHARACTER * inch
        for text, day in (notes or {}).items()
        if text not in left
    ]
    ax.set_xlim(first, max(last, *ends, last))  # room for the words of a late note
    ax.spines["left"].set_visible(False)
    ax.set_title(title, x=0, pad=24 if notes else 12)
    for text, day in (notes or {}).items():
        mark(ax, day, text, side="left" if text in left else "right")
    if kinds:
        _legend(fig, ax, kinds)
    return fig


def board(
    rows: Mapping[str, Mapping[str, str]],
    *,
    title: str,
    highlight: Sequence[str] = (),
    key: Mapping[str, str] | None = None,
    height: float | None = None,
) -> Figure:
    """A grid of full, half and empty circles: which row has which property.

    Parameters
    ----------
    rows
        Row label, and for each column one of ``"yes"``, ``"partial"``, ``"no"`` or ``""`` for unknown, drawn as a question mark.
    highlight
        Rows whose circles take the second colour.
    key
        What the signs mean here, for instance ``{"yes": "open", "partial": "in part", "no": "closed"}``; written under the grid.
    """
    columns = list(dict.fromkeys(column for cells in rows.values() for column in cells))
    longest = max((len(column) for column in columns), default=0)
    fig, ax = _rows(list(rows), height or 1.1 + _CHARACTER * longest * 0.72 + 0.27 * len(rows), title, "")
    tall = fig.get_figheight()
    # The slanted names lean to the right: the last ones must end inside the picture.
    lean = max(_CHARACTER * 0.78 * len(name) - 0.3 * (len(columns) - 1 - i) for i, name in enumerate(columns))
    fig.subplots_adjust(
        top=1 - (0.6 + _CHARACTER * longest * 0.72) / tall,
        bottom=0.36 / tall,
        right=1 - max(0.2, lean - 0.1) / _WIDTH,
    )
    for row, (label, cells) in enumerate(rows.items()):
        colour = PALETTE[1 if label in highlight else 0]
        for place, column in enumerate(columns):
            value = cells.get(column, "")
            if value not in (*_SIGNS, ""):
                raise CourseError(
                    f"board: {label}, {column}: {value!r} is not yes, partial, no or empty.",
                    "Map the table's words to these before you draw.",
                )
            if value:
                ax.plot(
                    place, row, "o", ms=10, color=colour, fillstyle=_SIGNS[value], markerfacecoloralt="white",
                    markeredgewidth=1.2,
                )  # fmt: skip
            else:
                ax.text(place, row, "?", ha="center", va="center", color=MUTED)
    ax.set_xlim(-0.6, len(columns) - 0.4)
    ax.set_xticks(range(len(columns)), columns, rotation=40, ha="left", rotation_mode="anchor")
    ax.tick_params(
        axis="x", top=True, labeltop=True, bottom=False, labelbottom=False, length=0, labelcolor=INK
    )
    ax.spines["bottom"].set_visible(False)
    words = {"yes": "yes", "partial": "in part", "no": "no"} | dict(key or {})
    signs = {"yes": "●", "partial": "◐", "no": "○"}
    text = "   ".join(f"{signs[name]} {words[name]}" for name in signs) + "   ? unknown"
    fig.text(0.015, 0.08 / tall, text, fontsize=9.5, color=MUTED)
    ax.set_title("")
    fig.suptitle(title, x=0.015, y=1 - 0.12 / tall, ha="left", va="top", fontsize=12.5, fontweight="bold")
    return fig


def board_rows(
    frame: pd.DataFrame, label: str, columns: Sequence[str], words: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """Rows for ``board`` from a table.

    Parameters
    ----------
    frame
        One row a thing.
    label
        Column with the name of the row.
    columns
        Columns to draw; an underscore in a name becomes a blank.
    words
        What each value of the table is on the board: ``"yes"``, ``"partial"`` or ``"no"``. Any other value is unknown.
    """
    return {
        str(row[label]): {column.replace("_", " "): words.get(row[column], "") for column in columns}
        for row in frame.to_dict("records")
    }


def estimates(
    rows: Sequence[tuple[str, float | None, float | None, float | None]],
    *,
    title: str,
    xlabel: str,
    groups: Sequence[str] = (),
    marks: Mapping[str, float] | None = None,
    say: Callable[[float], str] = _number,
    missing: str = "unknown",
    limits: tuple[float, float] | None = None,
    height: float | None = None,
) -> Figure:
    """Estimates with their intervals, one a row: a sign at the estimate, a line from low to high, the number at the right.

    Parameters
    ----------
    rows
        Label, estimate, low and high. ``None`` for low and high draws the sign alone, hollow: no interval is known. ``None``
        for the estimate writes ``missing``.
    groups
        One word a row, to colour the rows by group (in order of first use, with a sign of its own).
    marks
        Reference lines: label and position.
    say
        How a number is written.
    missing
        The word for a row without an estimate, such as "unknown" or "not asked".
    limits
        Ends of the axis, where frames under controls should keep one scale.
    """
    fig, ax = _rows([label for label, *_ in rows], height, title, xlabel)
    kinds = list(dict.fromkeys(groups))
    known = [value for _, *values in rows for value in values if value is not None]
    known += list((marks or {}).values())
    low, high = (min(0, *known), max(0, *known)) if known else (0, 1)
    ax.set_xlim(*(limits or (low - 0.04 * (high - low), high + 0.2 * (high - low))))
    for row, (_, middle, first, last) in enumerate(rows):
        kind = kinds.index(groups[row]) if groups else 0
        colour, sign = PALETTE[kind % len(PALETTE)], "osD^v"[kind % 5]
        if middle is None:
            ax.annotate(
                missing, (0.01, row), xycoords=("axes fraction", "data"), va="center", color=MUTED, fontsize=9.5
            )  # fmt: skip
            continue
        if first is not None and last is not None:
            ax.plot([first, last], [row, row], color=colour, lw=2, solid_capstyle="butt")
        ax.plot([middle], [row], sign, color=colour, ms=7, mfc="white" if first is None else colour, mew=1.5)
        ax.annotate(
            say(middle), (middle if last is None else last, row), xytext=(8, 0), textcoords="offset points",
            va="center", fontsize=9.5, bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
        )  # fmt: skip
    for text, place in (marks or {}).items():
        mark(ax, place, text)
    if kinds:
        _legend(fig, ax, kinds)
    return fig


Point = tuple[float, float]


def plane(
    groups: Mapping[str, Sequence[Point]],
    *,
    title: str,
    xlabel: str,
    ylabel: str,
    limits: tuple[Point, Point],
    ticks: tuple[Sequence[float], Sequence[float]],
    hollow: Mapping[str, Sequence[Point]] | None = None,
    hollow_means: str = "",
    regions: Mapping[str, tuple[Sequence[Point], Point]] | None = None,
    names: Mapping[str, tuple[float, float, str]] | None = None,
    height: float = 4.9,
) -> Figure:
    """Points of several groups on two logarithmic axes, over shaded regions.

    Parameters
    ----------
    groups
        Name of the group and its points (x, y). Each group has a colour and a shape of its own.
    limits
        Ends of the x axis and of the y axis.
    ticks
        Values to print on the x axis and on the y axis.
    hollow, hollow_means
        Points of the same groups to draw without filling, and what that says; written in the legend.
    regions
        Name of a region, its corners and the place of its name. Later regions are shaded darker.
    names
        Words beside a point: x, y and the side, one of right, left, above, below.
    """
    fig, ax = figure(_WIDTH, height)
    fig.subplots_adjust(top=1 - 0.45 / height, bottom=0.95 / height, left=0.1)
    ax.set(xscale="log", yscale="log", xlim=limits[0], ylim=limits[1], xlabel=xlabel, ylabel=ylabel)
    for shade, (name, (corners, place)) in zip(_SHADES, (regions or {}).items(), strict=False):
        ax.fill(*zip(*corners, strict=True), color=shade, lw=0, zorder=0)
        ax.annotate(name, place, color=INK, fontsize=9.5, fontweight="bold")
    handles = []
    for number, name in enumerate(groups):
        look: dict[str, Any] = {
            "marker": "osD^v"[number % 5], "color": PALETTE[number % len(PALETTE)], "ls": "", "ms": 6,
        }  # fmt: skip
        handles += ax.plot(*_columns(groups[name]), **look, label=name)
        ax.plot(*_columns((hollow or {}).get(name, [])), **look, mfc="white", mew=1.4)
    if hollow:
        handles += ax.plot([], [], "o", color=MUTED, mfc="white", mew=1.4, label=hollow_means)
    sides = {"right": (7, 0), "left": (-7, 0), "above": (0, 9), "below": (0, -9)}
    across = {"right": "left", "left": "right"}
    for words, (x, y, side) in (names or {}).items():
        ax.annotate(
            words, (x, y), xytext=sides[side], textcoords="offset points", fontsize=9,
            ha=across.get(side, "center"), va="center" if side in across else ("bottom" if side == "above" else "top"),
        )  # fmt: skip
    for axis, values in zip((ax.xaxis, ax.yaxis), ticks, strict=True):
        axis.set_ticks(values, [_number(value) for value in values])
        axis.set_ticks([], minor=True)
    fig.legend(handles=handles, loc="lower left", ncols=len(handles), fontsize=9, bbox_to_anchor=(0.01, 0),
               columnspacing=1.2, handletextpad=0.3)  # fmt: skip
    ax.set_title(title, x=-0.08)
    return fig


_SHADES = ("#eef1f4", "#d9dfe5", "#c4ccd4")


def _columns(points: Sequence[Point]) -> tuple[list[float], list[float]]:
    return [x for x, _ in points], [y for _, y in points]


def strip(
    groups: Mapping[str, Sequence[float]],
    *,
    title: str,
    xlabel: str,
    limits: tuple[float, float],
    band: tuple[float, float] | None = None,
    notes: Mapping[str, str] | None = None,
    ticks: Sequence[float] = (),
) -> Figure:
    """One dot a value, a row a group; dots that would cover each other are stacked.

    Parameters
    ----------
    groups
        Row label and its values.
    limits
        Ends of the axis.
    band
        A shaded stretch of the axis that the text speaks of.
    notes
        Words at the right end of a row, by row label.
    ticks
        Values to print on the axis, where the usual ones do not suit.
    """
    fig, ax = _rows(list(groups), 1.3 + 0.62 * len(groups), title, xlabel)
    tall = fig.get_figheight()
    fig.subplots_adjust(right=0.78, top=1 - 0.5 / tall)
    if band:
        ax.axvspan(*band, color=_SHADES[1], lw=0, zorder=0)
    near = (limits[1] - limits[0]) / 42  # about the width of a dot
    for row, (label, values) in enumerate(groups.items()):
        tops: list[float] = []  # the rightmost dot of each layer
        for value in sorted(values):
            layer = next((n for n, top in enumerate(tops) if value - top >= near), len(tops))
            tops[layer : layer + 1] = [value]
            height = row + 0.3 - 0.16 * layer
            ax.plot(
                value,
                height,
                "o",
                ms=7,
                color=PALETTE[row % len(PALETTE)],
                mec="white",
                mew=0.8,
                clip_on=False,
            )
        ax.annotate((notes or {}).get(label, ""), (1.02, row), xycoords=("axes fraction", "data"), va="center",
                    fontsize=9.5)  # fmt: skip
    ax.set_xlim(*limits)
    if ticks:
        ax.set_xticks(list(ticks), [_number(tick) for tick in ticks])
    ax.set_title("")
    fig.suptitle(title, x=0.015, y=1 - 0.12 / tall, ha="left", va="top", fontsize=12.5, fontweight="bold")
    return fig


Test = tuple[str, str, float | None, bool | None, str]


def ladder(
    tests: Sequence[Test],
    *,
    title: str,
    xlabel: str,
    rows: int = 0,
    marked: Sequence[str] = (),
) -> Figure:
    """Conditions of a rule, one a row, and where a case stands to each: a multiple of the line, on a doubling scale.

    Parameters
    ----------
    tests
        Bracket, condition, figure over line (None for a yes-or-no condition or an unknown figure), whether the condition
        is met (None for unknown), and the figure in words with its unit. Rows of one bracket follow each other; all of
        its conditions must be met together.
    rows
        Room for so many rows, so that frames under controls keep one scale.
    marked
        Brackets to print in bold: those that hold.
    """
    if not tests:
        raise CourseError("There is nothing to draw: no condition is left.", "Choose another day or rule.")
    from matplotlib.transforms import blended_transform_factory

    room = max(rows, len(tests))
    tall = 1.5 + 0.3 * room
    fig, ax = figure(_WIDTH, tall)
    fig.subplots_adjust(left=0.56, right=0.815, top=1 - 0.62 / tall, bottom=0.92 / tall)
    ax.set_xscale("log", base=2)
    ax.set(xlim=(1 / 10, 10), ylim=(room - 0.4, -0.7), yticks=[], xlabel=xlabel)
    ax.set_xticks([1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8], ["⅛", "¼", "½", "line", "2", "4", "8"])
    ax.axvline(1, color=INK, lw=1, zorder=0)
    ax.spines["left"].set_visible(False)
    across = blended_transform_factory(fig.transFigure, ax.transData)
    beside: dict[str, Any] = {"xycoords": ("figure fraction", "data"), "va": "center", "fontsize": 9}
    for row, (_, condition, ratio, met, figure_in_words) in enumerate(tests):
        sign = "?" if met is None else "●" if met else "○"
        ax.annotate(f"{sign} {condition}", (0.228, row), **beside)
        ax.annotate(figure_in_words, (0.835, row), color=MUTED if met is None else INK, **beside)
        if ratio is not None:
            inside = min(max(ratio, 1 / 8.5), 8.5)
            shape = "o" if inside == ratio else "<" if ratio < 1 else ">"
            colour = PALETTE[1 if met else 0]
            ax.plot(
                inside, row, shape, ms=8, mec=colour, mfc=colour if met else "white", mew=1.4, clip_on=False
            )
    for bracket in dict.fromkeys(test[0] for test in tests):
        places = [row for row, test in enumerate(tests) if test[0] == bracket]
        first, last, bold = min(places), max(places), bracket in marked
        ax.plot([0.219, 0.219], [first - 0.36, last + 0.36], transform=across, clip_on=False,
                color=PALETTE[1] if bold else MUTED, lw=3 if bold else 1.2)  # fmt: skip
        ax.annotate(bracket, (0.015, (first + last) / 2), fontweight="bold" if bold else "normal", **beside)
    words = "● met   ○ not met   ? unknown   a bracket holds when all of its conditions are met"
    fig.text(0.015, 0.1 / tall, words, fontsize=9, color=MUTED)
    fig.suptitle(title, x=0.015, y=1 - 0.12 / tall, ha="left", va="top", fontsize=12.5, fontweight="bold")
    return fig


Gauge = tuple[str, float, float, float, bool | None, str]


def gauges(readings: Sequence[Gauge], *, title: str, unit: str = "%") -> Figure:
    """Bars on scales of their own, each with the line that it is held against and what follows in words.

    Parameters
    ----------
    readings
        What is measured, the reading, the line, the end of the scale, whether the line is reached (None for unknown), and
        the finding in a few words.
    unit
        Written behind the numbers of the scale.
    """
    if not readings:
        raise CourseError("There is nothing to draw: no reading is left.", "Give at least one reading.")
    tall = 0.7 + 1.05 * len(readings)
    fig, axes = figure(_WIDTH, tall, nrows=len(readings), squeeze=False)
    fig.subplots_adjust(left=0.02, right=0.95, top=1 - 0.85 / tall, bottom=0.35 / tall, hspace=1.5)
    colours = {True: PALETTE[1], False: PALETTE[0], None: "#b9c0c7"}
    for ax, (name, reading, line, end, reached, words) in zip(axes[:, 0], readings, strict=True):
        ax.barh([0], [reading], height=0.6, color=colours[reached])
        ax.axvline(line, color=INK, lw=1.4)
        ax.set(xlim=(0, end), ylim=(-0.5, 0.5), yticks=[])
        ax.set_xticks([0, line, end], [f"{value:g} {unit}" if value else "0" for value in (0, line, end)])
        ax.spines["left"].set_visible(False)
        ax.set_title(f"{name}: {reading:g} {unit}, {words}", fontsize=10.5, fontweight="normal", pad=5)
    fig.suptitle(title, x=0.02, y=1 - 0.12 / tall, ha="left", va="top", fontsize=12.5, fontweight="bold")
    return fig


def listed(
    values: Mapping[str, float] | Sequence[Sequence[Any]],
    say: Callable[[float], str] = _number,
    missing: str = "unknown",
) -> str:
    """Labels and numbers in one line, for alt texts: ``"comparison 8, date 8, expert unknown"``.

    Parameters
    ----------
    values
        What ``bars`` takes, or rows that begin with a label and a number (``None`` for unknown), as in ``estimates``.
    say
        How a number is written.
    missing
        The word for a row without a number.
    """
    pairs = values.items() if isinstance(values, Mapping) else [(row[0], row[1]) for row in values]
    return ", ".join(
        f"{' '.join(str(label).split())} {missing if value is None else say(float(value))}"
        for label, value in pairs
    )


def caption(fig: Figure, text: str, *, lines: int = 3) -> Figure:
    """Write a sentence under a chart, wrapped, in a band of fixed height, so that frames under controls do not jump.

    Parameters
    ----------
    fig
        A figure of this module, with one axes.
    text
        The sentence. Longer than ``lines`` lines, it is an error and not a smaller font.
    lines
        Lines of room.
    """
    import textwrap

    wrapped = textwrap.wrap(text, 88)
    if len(wrapped) > lines:
        raise CourseError(
            f"The sentence under the chart needs {len(wrapped)} lines, room is for {lines}.",
            "Say it shorter, or give lines=.",
        )
    ax = fig.axes[0]
    old, extra = fig.get_figheight(), 0.12 + 0.19 * lines
    box = ax.get_position()
    fig.set_figheight(old + extra)
    fig.subplots_adjust(
        bottom=(box.y0 * old + extra) / (old + extra), top=(box.y1 * old + extra) / (old + extra)
    )
    for legend in fig.legends:  # stays between the axis and the sentence
        legend.set_bbox_to_anchor((0.01, extra / (old + extra)))
    fig.text(
        0.015, (extra - 0.04) / (old + extra), "\n".join(wrapped), va="top", fontsize=10, linespacing=1.35
    )
    return fig
