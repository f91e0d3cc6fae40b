"""What changes over time: lines with their names at their ends, and timelines."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ai_ambitions.core.errors import CourseError
from ai_ambitions.display.charts.parts import CHARACTER, WIDTH, legend, mark
from ai_ambitions.display.style import GRID, PALETTE, figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


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
    fig, ax = figure(WIDTH, height)
    right = min(
        0.42, (0.2 + CHARACTER * max(len(line) for name in series for line in name.split("\n"))) / WIDTH
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
    fig, ax = figure(WIDTH, tall)
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
    inch = (last - first) / (0.94 * WIDTH)
    ends = [
        ax.convert_xunits(day) + len(text) * CHARACTER * inch
        for text, day in (notes or {}).items()
        if text not in left
    ]
    ax.set_xlim(first, max(last, *ends, last))  # room for the words of a late note
    ax.spines["left"].set_visible(False)
    ax.set_title(title, x=0, pad=24 if notes else 12)
    for text, day in (notes or {}).items():
        mark(ax, day, text, side="left" if text in left else "right")
    if kinds:
        legend(fig, ax, kinds)
    return fig
