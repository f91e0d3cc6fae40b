"""What changes over time: lines with their names at their ends, and timelines."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ai_ambitions.core.errors import CourseError
from ai_ambitions.display.charts.parts import (
    CHARACTER,
    WIDTH,
    column,
    described,
    group_of,
    labels_of,
    legend,
    mark,
    numbers,
    one_line,
    pictured,
    say_day,
    say_number,
)
from ai_ambitions.display.pictures import Picture, redrawable
from ai_ambitions.display.style import GRID, PALETTE, ROW, figure

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Points = list[tuple[Any, float]]


@redrawable
def lines(
    table: pd.DataFrame,
    x: str,
    y: str,
    series: str,
    *,
    title: str,
    ylabel: str,
    xlabel: str = "",
    log: bool = False,
    limits: tuple[float, float] | None = None,
    span: tuple[Any, Any] | None = None,
    points: bool = False,
    height: float = 3.9,
    alt: str = "",
    of: str | Sequence[str] = (),
    source: str = "",
) -> Picture:
    """Lines with their names at their right ends, moved apart where they would touch.

    Parameters
    ----------
    table, x, y, series
        One row a point; the columns with its x (number or date), its y, and the name of its line. Each line is drawn in the
        order of x; a row without x or y is left out. Draw at most seven lines.
    title, xlabel, ylabel
        What the chart says; what is measured, with its unit.
    log
        Logarithmic y axis.
    limits
        Ends of the y axis, where frames under controls should keep one scale.
    span
        Ends of the x axis, likewise.
    points
        Also mark each value: where there are few, so that the reader sees what is data and what is only a connection.
    height, alt, of, source
        See the module.

    Raises
    ------
    CourseError
        No point is left, or a column is not there.
    """
    drawn: dict[str, Points] = {}
    for name, place, value in zip(labels_of(table, series), column(table, x), numbers(table, y), strict=True):
        if place is not None and value is not None:
            drawn.setdefault(name, []).append((place, value))
    if not drawn:
        raise CourseError(
            "There is nothing to draw: no series is left.", "Look at the filter above the chart."
        )
    for found in drawn.values():
        found.sort(key=lambda point: point[0])
    fig, ax = figure(WIDTH, height)
    right = min(
        0.42, (0.2 + CHARACTER * max(len(line) for name in drawn for line in name.split("\n"))) / WIDTH
    )
    fig.subplots_adjust(left=0.11, right=1 - right, top=1 - 0.5 / height, bottom=0.6 / height)
    if log:
        ax.set_yscale("log")
    for number, (name, found) in enumerate(drawn.items()):
        ax.plot(
            [place for place, _ in found],
            [value for _, value in found],
            color=PALETTE[number % len(PALETTE)],
            marker="osD^v<>"[number % 7] if points else "",
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
    _name_ends(fig, ax, drawn)
    own = described(title, "Lines", ylabel, [_course(name, found) for name, found in drawn.items()])
    return pictured(fig, own, alt, table, of, source)


def _course(name: str, found: Points) -> str:
    """Where a line begins and ends, and where it peaks between."""
    (first, begun), (last, ended) = found[0], found[-1]
    peak = max(found, key=lambda point: point[1])
    if len(found) == 1:
        return f"{one_line(name)} {say_number(begun)} ({say_day(first)})"
    words = f"{one_line(name)} from {say_number(begun)} ({say_day(first)}) to {say_number(ended)} ({say_day(last)})"
    return words + (
        f", highest {say_number(peak[1])} ({say_day(peak[0])})" if peak[1] > max(begun, ended) else ""
    )


def _name_ends(fig: Figure, ax: Axes, drawn: Mapping[str, Points]) -> None:
    """Names at the ends of the lines, at least a line of text apart."""
    to_inches = fig.dpi_scale_trans.inverted()
    ax.autoscale_view()  # the limits are set lazily, and the places depend on them
    ends = []
    for number, (name, found) in enumerate(drawn.items()):
        _, inch = to_inches.transform(ax.transData.transform((0.0, found[-1][1])))
        ends.append([inch, inch, number, name])
    ends.sort(key=lambda end: (end[0], end[2]))
    for lower, upper in itertools.pairwise(ends):
        gap = 0.17 * max(upper[3].count("\n") + 1, lower[3].count("\n") + 1)
        upper[0] = max(upper[0], lower[0] + gap)
    for moved, true, number, name in ends:
        ax.annotate(
            name, drawn[name][-1], xytext=(7, 72 * (moved - true)), textcoords="offset points", va="center",
            color=PALETTE[number % len(PALETTE)], fontsize=9.5, annotation_clip=False,
        )  # fmt: skip


@redrawable
def timeline(
    table: pd.DataFrame,
    lane: str,
    date: str,
    *,
    title: str,
    notes: Mapping[str, Any] | None = None,
    left: Sequence[str] = (),
    counts: bool = True,
    group: str | None = None,
    height: float | None = None,
    alt: str = "",
    of: str | Sequence[str] = (),
    source: str = "",
) -> Picture:
    """A timeline: one lane a group, one tick an event.

    Parameters
    ----------
    table, lane, date
        One row an event; the columns with the name of its lane and its date (as pandas gives them). Lanes stand in order of
        first use; a row without a date gives its lane a place and is not counted.
    title
        What the chart says.
    notes
        Words and the date that they name (a date, or text such as ``"2025-10-31"``), drawn as thin lines through all lanes.
    left
        Those of the notes whose words stand on the left of their line, where two lines are close.
    counts
        Write the number of events after the lane's name.
    group
        Column of one word a lane, to colour the lanes by group (in order of first use). Without it each lane has its own colour.
    height, alt, of, source
        See the module.

    Raises
    ------
    CourseError
        No event is left, or a column is not there.
    """
    events: dict[str, list[Any]] = {}
    group_in: dict[str, str] = {}
    groups, kinds = group_of(table, group)
    for row, (name, day) in enumerate(zip(labels_of(table, lane), column(table, date), strict=True)):
        found = events.setdefault(name, [])
        if day is not None:
            found.append(_moment(day))
        if group:
            group_in.setdefault(name, groups[row])
    if not any(events.values()):
        raise CourseError(
            "There is nothing to draw: no events are left.", "Look at the filter above the chart."
        )
    days = {text: _moment(day) for text, day in (notes or {}).items()}
    tall = height or 1.0 + 0.62 * len(events)
    fig, ax = figure(WIDTH, tall)
    fig.subplots_adjust(left=0.03, right=0.97, top=1 - (0.72 if days else 0.5) / tall, bottom=0.4 / tall)
    for row, (name, found) in enumerate(events.items()):
        colour = PALETTE[(kinds.index(group_in[name]) if group else row) % len(PALETTE)]
        ax.scatter(found, [row] * len(found), marker="|", s=240, color=colour, linewidths=2)
        ax.annotate(
            f"{name} ({len(found)})" if counts else name, (0, row - 0.36), xycoords=("axes fraction", "data"),
            fontsize=9.5, va="center", gid=ROW,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},  # the lines of the notes do not run through it
        )  # fmt: skip
    ax.set(ylim=(len(events) - 0.45, -0.7), yticks=[])
    first, last = ax.get_xlim()
    inch = (last - first) / (0.94 * WIDTH)
    ends = [
        ax.convert_xunits(day) + len(text) * CHARACTER * inch
        for text, day in days.items()
        if text not in left
    ]
    ax.set_xlim(first, max(last, *ends, last))  # room for the words of a late note
    ax.spines["left"].set_visible(False)
    ax.set_title(title, x=0, pad=24 if days else 12)
    for text, day in days.items():
        mark(ax, day, text, side="left" if text in left else "right")
    if kinds:
        legend(fig, ax, kinds)
    said = [_lane(name, found, group_in.get(name, "")) for name, found in events.items()]
    noted = ", ".join(f"{text} ({say_day(day)})" for text, day in days.items())
    own = described(title, "Timeline", "", said, noted and f"Lines: {noted}")
    return pictured(fig, own, alt, table, of, source)


def _moment(day: Any) -> Any:
    """A date, also from text."""
    from pandas import Timestamp

    return Timestamp(day)


def _lane(name: str, days: Sequence[Any], group: str) -> str:
    """How many events stand in a lane, and from when to when."""
    when = f", {say_day(min(days))} to {say_day(max(days))}" if len(days) > 1 else ""
    when = f", {say_day(days[0])}" if len(days) == 1 else when
    return f"{one_line(name)}{f' ({group})' if group else ''} {len(days)}{when}"
