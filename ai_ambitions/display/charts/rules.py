"""Cases against the lines of a rule: a map, a ladder of conditions, gauges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ai_ambitions.core.errors import CourseError
from ai_ambitions.display.charts.parts import SHADES, WIDTH, say_number
from ai_ambitions.display.style import INK, MUTED, PALETTE, figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure


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
    fig, ax = figure(WIDTH, height)
    fig.subplots_adjust(top=1 - 0.45 / height, bottom=0.95 / height, left=0.1)
    ax.set(xscale="log", yscale="log", xlim=limits[0], ylim=limits[1], xlabel=xlabel, ylabel=ylabel)
    for shade, (name, (corners, place)) in zip(SHADES, (regions or {}).items(), strict=False):
        ax.fill(*zip(*corners, strict=True), color=shade, lw=0, zorder=0)
        ax.annotate(name, place, color=INK, fontsize=9.5, fontweight="bold")
    handles = []
    for number, name in enumerate(groups):
        look: dict[str, Any] = {
            "marker": "osD^v"[number % 5], "color": PALETTE[number % len(PALETTE)], "ls": "", "ms": 6,
        }  # fmt: skip
        handles += ax.plot(*columns_of(groups[name]), **look, label=name)
        ax.plot(*columns_of((hollow or {}).get(name, [])), **look, mfc="white", mew=1.4)
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
        axis.set_ticks(values, [say_number(value) for value in values])
        axis.set_ticks([], minor=True)
    fig.legend(handles=handles, loc="lower left", ncols=len(handles), fontsize=9, bbox_to_anchor=(0.01, 0),
               columnspacing=1.2, handletextpad=0.3)  # fmt: skip
    ax.set_title(title, x=-0.08)
    return fig


def columns_of(points: Sequence[Point]) -> tuple[list[float], list[float]]:
    """Points as a list of x and a list of y."""
    return [x for x, _ in points], [y for _, y in points]


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
    fig, ax = figure(WIDTH, tall)
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
    fig, axes = figure(WIDTH, tall, nrows=len(readings), squeeze=False)
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
