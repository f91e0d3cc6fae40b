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
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_WIDTH = 7.2
_CHARACTER = 0.078  # inches that a character of the house font takes, on average
_SIGNS = {"yes": "full", "partial": "left", "no": "none"}


def _number(value: float) -> str:
    return f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"


def _rows(labels: Sequence[str], height: float | None, title: str, xlabel: str) -> tuple[Figure, Axes]:
    """A figure with one row a label, the first on top, and room for the longest one on the left."""
    if not labels:
        raise CourseError(
            "There is nothing to draw: no rows are left.", "Look at the filter above the chart."
        )
    fig, ax = figure(_WIDTH, height or 1.25 + 0.34 * len(labels))
    tall = fig.get_figheight()
    left = min(
        0.46, (0.25 + _CHARACTER * max(len(line) for text in labels for line in text.split("\n"))) / _WIDTH
    )
    fig.subplots_adjust(left=left, right=0.97, top=1 - 0.5 / tall, bottom=(0.62 if xlabel else 0.35) / tall)
    ax.set_yticks(range(len(labels)), labels)
    ax.set(ylim=(len(labels) - 0.5, -0.6), xlabel=xlabel)
    ax.tick_params(axis="y", length=0, labelcolor=INK)
    ax.spines["left"].set_visible(False)
    # The title begins at the left edge of the picture, above the labels, so that a long one has room.
    ax.set_title(title, x=-left / (0.97 - left) + 0.01)
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
    fig, ax = _rows(labels, height, title, xlabel)
    kinds = list(dict.fromkeys(groups))
    known = [end for _, *ends in ranges for end in ends if end is not None] + list((marks or {}).values())
    if log:
        ax.set_xscale("log")
        low, high = (min(known) / 1.6, max(known) * 2.6) if known else (1, 10)
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
    counts: bool = True,
    height: float | None = None,
) -> Figure:
    """A timeline: one lane a group, one tick an event.

    Parameters
    ----------
    events
        Name of the lane and the dates in it. Dates as pandas or numpy gives them.
    notes
        Words and the date that they name, drawn as thin lines through all lanes.
    counts
        Write the number of events after the lane's name.
    """
    names = [f"{name} ({len(days)})" if counts else name for name, days in events.items()]
    if not any(len(days) for days in events.values()):
        raise CourseError(
            "There is nothing to draw: no events are left.", "Look at the filter above the chart."
        )
    tall = height or 1.0 + 0.62 * len(names)
    fig, ax = figure(_WIDTH, tall)
    fig.subplots_adjust(left=0.03, right=0.97, top=1 - (0.72 if notes else 0.5) / tall, bottom=0.4 / tall)
    for row, (name, days) in enumerate(zip(names, events.values(), strict=True)):
        ax.scatter(
            list(days), [row] * len(days), marker="|", s=240, color=PALETTE[row % len(PALETTE)], linewidths=2
        )
        ax.annotate(name, (0, row - 0.36), xycoords=("axes fraction", "data"), fontsize=9.5, va="center")
    ax.set(ylim=(len(names) - 0.45, -0.7), yticks=[])
    ax.spines["left"].set_visible(False)
    ax.set_title(title, x=0, pad=24 if notes else 12)
    for text, day in (notes or {}).items():
        mark(ax, day, text)
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
    fig, ax = _rows(list(rows), height or 1.9 + 0.27 * len(rows), title, "")
    columns = list(dict.fromkeys(column for cells in rows.values() for column in cells))
    tall = fig.get_figheight()
    longest = max(len(column) for column in columns)
    fig.subplots_adjust(top=1 - (0.6 + _CHARACTER * longest * 0.72) / tall, bottom=0.36 / tall)
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


def listed(values: Mapping[str, float], say: Callable[[float], str] = _number) -> str:
    """Labels and numbers in one line, for alt texts: ``"comparison 8, date 8, expert 4"``."""
    return ", ".join(f"{label} {say(float(value))}" for label, value in values.items())
