"""One row a thing: bars and ranges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ai_ambitions.display.charts.parts import (
    Format,
    described,
    finished,
    group_of,
    highlighted,
    labels_of,
    marked_in_words,
    need_labels,
    numbers,
    one_line,
    pictured,
    plain_log_ticks,
    rows_figure,
    say_beside,
    say_missing,
    say_number,
    thickness,
)
from ai_ambitions.display.pictures import Picture, redrawable
from ai_ambitions.display.style import PALETTE

if TYPE_CHECKING:
    import pandas as pd


@redrawable
def bars(
    table: pd.DataFrame,
    label: str,
    value: str,
    *,
    title: str,
    xlabel: str = "",
    format: Format = say_number,
    highlight: Sequence[str] = (),
    limits: tuple[float, float] | None = None,
    height: float | None = None,
    alt: str = "",
    of: str | Sequence[str] = (),
    source: str = "",
) -> Picture:
    """Horizontal bars from zero, each with its number.

    Parameters
    ----------
    table, label, value
        One row a bar, drawn from the top; the columns with its label and its length. Quantities that add up or compare from
        zero; a range belongs into ``intervals``. An empty cell says "unknown".
    title, xlabel
        What the chart says; what is counted, with its unit.
    format
        How a number is written, for instance ``"{:,.0f}".format``.
    highlight
        Labels whose bars take the second colour.
    limits
        Ends of the axis, where frames under controls should keep one scale.
    height
        Inches; by default 0.34 a row.
    alt, of, source
        See the module.

    Raises
    ------
    CourseError
        No row is left, a column is not there, a highlighted label is not in the table.
    """
    labels, lengths = labels_of(table, label), numbers(table, value)
    need_labels(highlight, labels, "highlight")
    fig, ax = rows_figure(labels, height, title, xlabel)
    known = [length for length in lengths if length is not None]
    said, thick = [], thickness(labels)
    for row, (name, length) in enumerate(zip(labels, lengths, strict=True)):
        said.append(f"{one_line(name)} {'unknown' if length is None else format(length)}")
        if length is None:
            say_missing(ax, "unknown", row)
            continue
        ax.barh(row, length, height=thick, color=PALETTE[1 if name in highlight else 0])
        ax.annotate(
            format(length), (length, row), xytext=(5 if length >= 0 else -5, 0), textcoords="offset points",
            ha="left" if length >= 0 else "right", va="center", fontsize=9.5,
        )  # fmt: skip
    low, high = min([*known, 0]) * 1.16, max([*known, 0]) * 1.16
    ax.set_xlim(*(limits or (low, high or (0 if low else 1))))
    if all(length.is_integer() for length in known):
        ax.locator_params(axis="x", integer=True)  # counts have no halves
    own = described(title, "Bars", xlabel, said, highlighted(highlight))
    return pictured(fig, own, alt, table, of, source)


@redrawable
def intervals(
    table: pd.DataFrame,
    label: str,
    low: str,
    high: str,
    *,
    title: str,
    xlabel: str,
    group: str | None = None,
    marks: Mapping[str, float] | None = None,
    format: Format = say_number,
    log: bool = False,
    limits: tuple[float, float] | None = None,
    height: float | None = None,
    alt: str = "",
    of: str | Sequence[str] = (),
    source: str = "",
) -> Picture:
    """Ranges as lines from low to high, one a row; never bars of points.

    Parameters
    ----------
    table, label, low, high
        One row a range, drawn from the top; the columns with its label and its ends. Equal ends are drawn as a point; an empty
        end is unknown, and drawn as an arrow that leaves it open; a row with both ends empty says "unknown".
    title, xlabel
        What the chart says; what is measured, with its unit.
    group
        Column of one word a row, to colour the rows by group (in order of first use, with a shape of its own).
    marks
        Reference lines: label and position.
    format
        How a number is written.
    log
        Logarithmic axis.
    limits
        Ends of the axis, where frames under controls should keep one scale.
    height, alt, of, source
        See the module.

    Raises
    ------
    CourseError
        No row is left, or a column is not there.
    """
    labels = labels_of(table, label)
    firsts, lasts = numbers(table, low), numbers(table, high)
    fig, ax = rows_figure(labels, height, title, xlabel, marked=bool(marks))
    groups, kinds = group_of(table, group)
    known = [end for end in firsts + lasts if end is not None] + list((marks or {}).values())
    if log:
        ax.set_xscale("log")
        left, right = (min(known) / 1.6, max(known) * 2.6) if known else (1, 10)
        plain_log_ticks(ax, *(limits or (left, right)))
    else:
        left, right = (min(0, *known), max(known) * 1.2) if known else (0, 1)
    ax.set_xlim(*(limits or (left, right)))
    said = []
    for row, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
        kind = kinds.index(groups[row]) if group else 0
        colour, sign = PALETTE[kind % len(PALETTE)], "osD^v"[kind % 5]
        ends = [end for end in (first, last) if end is not None]
        words = "–".join(dict.fromkeys(format(end) for end in ends)) or "unknown"
        if ends and (first is None or last is None):
            words = ("over " if last is None else "up to ") + words
        said.append(f"{one_line(labels[row])} {words}" + (f" ({groups[row]})" if group else ""))
        if not ends:
            say_missing(ax, words, row)
            continue
        ax.plot(ends, [row] * len(ends), color=colour, lw=3, marker=sign, ms=6, solid_capstyle="butt")
        if first is None or last is None:
            ax.annotate(
                "", (ends[0], row), xytext=(34 if last is None else -34, 0), textcoords="offset points",
                arrowprops={"arrowstyle": "<-", "color": colour, "lw": 2},
            )  # fmt: skip
        say_beside(ax, words, max(ends), row, 38 if last is None else 8)
    fig = finished(fig, ax, marks, kinds)
    own = described(title, "Ranges", xlabel, said, marked_in_words(marks, format))
    return pictured(fig, own, alt, table, of, source)
