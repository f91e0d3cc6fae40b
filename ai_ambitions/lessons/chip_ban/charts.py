"""Cases against the lines of a rule: a map, a ladder of conditions, strips of dots. The charts that this lesson adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from ai_ambitions.core.errors import CourseError
from ai_ambitions.display.charts.parts import (
    SHADES,
    column,
    described,
    group_of,
    labels_of,
    need_labels,
    numbers,
    one_line,
    pictured,
    rows_figure,
    say_number,
)
from ai_ambitions.display.pictures import Picture, redrawable
from ai_ambitions.display.style import INK, MUTED, PALETTE, figure, narrow

if TYPE_CHECKING:
    import pandas as pd

Point = tuple[float, float]
NARROW = 5.2  # inches: shown at 390 px, text of 9 points stays readable
_PHONE_LINE = 30  # letters of a condition on a line, on a phone
_SIDES = {"right": (7, 0), "left": (-7, 0), "above": (0, 9), "below": (0, -9)}
_ALIGNED = {
    "right": ("left", "center"),
    "left": ("right", "center"),
    "above": ("center", "bottom"),
    "below": ("center", "top"),
}


@redrawable
def scatter(
    table: pd.DataFrame,
    x: str,
    y: str,
    group: str,
    *,
    title: str,
    xlabel: str,
    ylabel: str,
    limits: tuple[Point, Point],
    ticks: tuple[Sequence[float], Sequence[float]],
    hollow: str | None = None,
    hollow_means: str = "",
    regions: Mapping[str, tuple[Sequence[Point], Point]] | None = None,
    label: str | None = None,
    names: Mapping[str, str] | None = None,
    height: float = 4.9,
    alt: str = "",
    of: str | Sequence[str] = (),
    source: str = "",
) -> Picture:
    """Points of several groups on two logarithmic axes, over shaded regions.

    Parameters
    ----------
    table, x, y, group
        One row a point; the columns with its x, its y and the name of its group. Each group has a colour and a shape of its
        own, in order of first use. A point without x or y is left out.
    title, xlabel, ylabel
        What the chart says; what is measured, with its unit.
    limits
        Ends of the x axis and of the y axis.
    ticks
        Values to print on the x axis and on the y axis.
    hollow, hollow_means
        Column that is true for points to draw without filling, and what that says; written in the legend.
    regions
        Name of a region, its corners and the place of its name. Later regions are shaded darker.
    label, names
        Column with the name of each point, and the names to write beside their points: name and side, one of right, left,
        above, below.
    height, alt, of, source
        See ``ai_ambitions.display.charts``.

    Raises
    ------
    CourseError
        No point is left, a column is not there, a name to write is not in the table.
    """
    groups, kinds = group_of(table, group)
    filled = (
        [cell is not True and str(cell) != "True" for cell in column(table, hollow)]
        if hollow
        else [True] * len(groups)
    )
    places = dict(enumerate(zip(numbers(table, x), numbers(table, y), strict=True)))
    points = {row: (a, b) for row, (a, b) in places.items() if a is not None and b is not None}
    if not points:
        raise CourseError(
            "There is nothing to draw: no points are left.", "Look at the filter above the chart."
        )
    fig, ax = figure(NARROW, height)
    fig.subplots_adjust(top=1 - 0.62 / height, bottom=1.12 / height, left=0.14, right=0.98)
    ax.set(xscale="log", yscale="log", xlim=limits[0], ylim=limits[1], xlabel=xlabel, ylabel=ylabel)
    for shade, (name, (corners, place)) in zip(SHADES[1:], (regions or {}).items(), strict=False):
        ax.fill(*zip(*corners, strict=True), color=shade, lw=0, zorder=0)
        ax.annotate(name, place, color=INK, fontsize=9.5, fontweight="bold")
    handles, said = [], []
    for number, name in enumerate(kinds):
        style: dict[str, Any] = {
            "marker": "osD^v"[number % 5], "color": PALETTE[number % len(PALETTE)], "ls": "", "ms": 6,
        }  # fmt: skip
        mine = [row for row in points if groups[row] == name]
        solid, open_ = (
            [points[row] for row in mine if filled[row]],
            [points[row] for row in mine if not filled[row]],
        )
        handles += ax.plot([a for a, _ in solid], [b for _, b in solid], **style, label=name)
        if open_:
            ax.plot([a for a, _ in open_], [b for _, b in open_], **style, mfc="white", mew=1.4)
        said.append(f"{name} {len(mine)} points" + (f", {len(open_)} of them hollow" if open_ else ""))
    if not all(filled):
        handles += ax.plot([], [], "o", color=MUTED, mfc="white", mew=1.4, label=hollow_means)
    named = _name_points(ax, labels_of(table, label) if label else [], points, names or {})
    for axis, values in zip((ax.xaxis, ax.yaxis), ticks, strict=True):
        axis.set_ticks(values, [say_number(value) for value in values])
        axis.set_ticks([], minor=True)
    fig.legend(handles=handles, loc="lower left", ncols=2, fontsize=9, bbox_to_anchor=(0.01, 0),
               columnspacing=1.2, handletextpad=0.3)  # fmt: skip
    wrapped = title if narrow() else "\n".join(wrap(title, 44))
    fig.suptitle(wrapped, x=0.02, y=1 - 0.08 / height, ha="left", va="top", fontsize=11.5, fontweight="bold")
    hollow_words = f"Hollow: {hollow_means}" if not all(filled) and hollow_means else ""
    own = described(title, "Points", f"{ylabel} against {xlabel}", said, hollow_words, named)
    return pictured(fig, own, alt, table, of, source)


def _name_points(
    ax: Any, labels: Sequence[str], points: Mapping[int, Point], names: Mapping[str, str]
) -> str:
    """Write the chosen names beside their points; the same in words, with the points' places."""
    there = {labels[row]: point for row, point in points.items()} if labels else {}
    need_labels(names, list(there), "names")
    for name, side in names.items():
        across, along = _ALIGNED[side]
        ax.annotate(
            name,
            there[name],
            xytext=_SIDES[side],
            textcoords="offset points",
            fontsize=9,
            ha=across,
            va=along,
        )
    return ", ".join(
        f"{name} at {say_number(there[name][0])} and {say_number(there[name][1])}" for name in names
    )


@redrawable
def ladder(
    table: pd.DataFrame,
    bracket: str,
    condition: str,
    ratio: str,
    met: str,
    words: str,
    *,
    title: str,
    xlabel: str,
    rows: int = 0,
    marked: Sequence[str] = (),
    alt: str = "",
    of: str | Sequence[str] = (),
    source: str = "",
) -> Picture:
    """Conditions of a rule, one a row, and where a case stands to each: a multiple of the line, on a doubling scale.

    Narrow, with the name of a bracket above its conditions, so that it can be read on a phone.

    Parameters
    ----------
    table
        One row a condition. Rows of one bracket follow each other; all of its conditions must be met together.
    bracket, condition, ratio, met, words
        Columns: the bracket; the condition; figure over line (empty for a yes-or-no condition or an unknown figure); whether
        the condition is met (empty for unknown); the figure in words with its unit.
    title, xlabel
        What the chart says; what is measured.
    rows
        Room for so many rows, names of brackets included, so that frames under controls keep one scale.
    marked
        Brackets to print in bold and in colour: those that hold.
    alt, of, source
        See ``ai_ambitions.display.charts``.

    Raises
    ------
    CourseError
        No condition is left, or a column is not there.
    """
    brackets, kinds = group_of(table, bracket)
    if not brackets:
        raise CourseError("There is nothing to draw: no condition is left.", "Choose another day or rule.")
    room = max(rows, len(brackets) + len(kinds))
    tall = 1.75 + 0.25 * room
    fig, ax = figure(NARROW, tall)
    fig.subplots_adjust(left=0.75, right=0.97, top=1 - 0.78 / tall, bottom=0.97 / tall)
    ax.set_xscale("log", base=2)
    ax.set(xlim=(1 / 10, 10), ylim=(room - 0.4, -0.7), yticks=[])
    ax.set_xlabel(xlabel, loc="right")
    ax.set_xticks([1 / 4, 1, 4], ["¼", "line", "4"])
    ax.axvline(1, color=INK, lw=1, zorder=0)
    ax.spines["left"].set_visible(False)
    beside: dict[str, Any] = {"xycoords": ("figure fraction", "data"), "va": "center", "fontsize": 10}
    said: list[str] = []
    row = -1.0
    lines = zip(
        brackets,
        labels_of(table, condition),
        numbers(table, ratio),
        column(table, met),
        labels_of(table, words),
        strict=True,
    )
    begun: list[str] = []
    for name, text, multiple, answer, figure_in_words in lines:
        if name not in begun:
            begun.append(name)
            row += 1
            bold = name in marked
            ax.annotate(
                name + (": all met" if bold else ""), (0.02, row),
                fontweight="bold" if bold else "normal", color=PALETTE[1] if bold else MUTED, **beside,
            )  # fmt: skip
        row += 1
        holds = None if answer is None else bool(answer)
        line = f"{_ANSWERS[holds][0]} {text}: {figure_in_words}"
        if narrow() and len(line) > _PHONE_LINE:
            line = "\n".join(wrap(line, _PHONE_LINE, subsequent_indent="    ", break_on_hyphens=False))
            row += 0.4  # a row of two lines takes some of the next one's room
        ax.annotate(line, (0.05 if not narrow() else 0.03, row), **beside)
        said.append(f"{name}, {text}: {figure_in_words}, {_ANSWERS[holds][1]}")
        if multiple is not None:
            inside = min(max(multiple, 1 / 8.5), 8.5)
            shape = "o" if inside == multiple else "<" if multiple < 1 else ">"
            colour = PALETTE[1 if holds else 0]
            ax.plot(
                inside, row, shape, ms=8, mec=colour, mfc=colour if holds else "white", mew=1.4, clip_on=False
            )
        if "\n" in line:
            row += 0.4
    key = "   ".join(f"{sign} {answer}" for sign, answer in _ANSWERS.values())
    fig.text(
        0.02, 0.1 / tall, f"{key}\nin each line: what the law asks, then the chip", fontsize=9, color=MUTED
    )
    wrapped = "\n".join("\n".join(wrap(line, 49, break_on_hyphens=False)) for line in title.splitlines())
    wrapped = title if narrow() else wrapped
    fig.suptitle(wrapped, x=0.02, y=1 - 0.12 / tall, ha="left", va="top", fontsize=11, fontweight="bold")
    holding = [name for name in kinds if name in marked]
    own = described(title, "Conditions", "", said, f"Brackets that hold: {', '.join(holding) or 'none'}")
    return pictured(fig, own, alt, table, of, source)


_ANSWERS = {True: ("●", "met"), False: ("○", "not met"), None: ("?", "unknown")}


@redrawable
def strip(
    table: pd.DataFrame,
    group: str,
    value: str,
    *,
    title: str,
    xlabel: str,
    limits: tuple[float, float],
    band: tuple[float, float] | None = None,
    notes: Mapping[str, str] | None = None,
    colours: Mapping[str, str] | None = None,
    ticks: Sequence[float] = (),
    alt: str = "",
    of: str | Sequence[str] = (),
    source: str = "",
) -> Picture:
    """One dot a value, a row a group; dots that would cover each other are stacked.

    Parameters
    ----------
    table, group, value
        One row a dot; the columns with the name of its group (rows of the chart, in order of first use) and its value. A row
        without a value gives its group a place.
    title, xlabel
        What the chart says; what is measured, with its unit.
    limits
        Ends of the axis.
    band
        A shaded stretch of the axis that the text speaks of.
    notes
        Words at the right end of a row, by group.
    colours
        Colour of a row, by group; without it each row has a colour of its own.
    ticks
        Values to print on the axis, where the usual ones do not suit.
    alt, of, source
        See ``ai_ambitions.display.charts``.

    Raises
    ------
    CourseError
        No row is left, a column is not there, a note is on a group that is not in the table.
    """
    groups, kinds = group_of(table, group)
    need_labels(notes or {}, kinds, "notes")
    fig, ax = rows_figure(kinds, 1.3 + 0.62 * len(kinds), title, xlabel)
    tall = fig.get_figheight()
    fig.subplots_adjust(right=0.78, top=1 - 0.5 / tall)
    if band:
        ax.axvspan(*band, color=SHADES[1], lw=0, zorder=0)
    shades = {name: PALETTE[row % len(PALETTE)] for row, name in enumerate(kinds)} | dict(colours or {})
    near = (limits[1] - limits[0]) / 42  # about the width of a dot
    cells = numbers(table, value)
    said = []
    for row, name in enumerate(kinds):
        found = sorted(
            cell for cell, mine in zip(cells, groups, strict=True) if mine == name and cell is not None
        )
        tops: list[float] = []  # the rightmost dot of each layer
        for dot in found:
            layer = next((n for n, top in enumerate(tops) if dot - top >= near), len(tops))
            tops[layer : layer + 1] = [dot]
            ax.plot(
                dot, row + 0.3 - 0.16 * layer, "o", ms=7, color=shades[name], mec="white", mew=0.8,
                clip_on=False,
            )  # fmt: skip
        note = (notes or {}).get(name, "")
        ax.annotate(note, (1.02, row), xycoords=("axes fraction", "data"), va="center", fontsize=9.5)
        dots = ", ".join(say_number(dot) for dot in found) or "no value"
        said.append(f"{one_line(name)}: {dots}" + (f" ({note})" if note else ""))
    ax.set_xlim(*limits)
    if ticks:
        ax.set_xticks(list(ticks), [say_number(tick) for tick in ticks])
    ax.set_title("")
    fig.suptitle(title, x=0.015, y=1 - 0.12 / tall, ha="left", va="top", fontsize=12.5, fontweight="bold")
    return pictured(fig, described(title, "Dots", xlabel, said), alt, table, of, source)
