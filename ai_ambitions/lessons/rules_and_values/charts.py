"""Estimates with their intervals: the kind of chart that this lesson adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ai_ambitions.display.charts.parts import (
    Format,
    described,
    finished,
    group_of,
    labels_of,
    marked_in_words,
    numbers,
    one_line,
    pictured,
    rows_figure,
    say_beside,
    say_missing,
    say_number,
)
from ai_ambitions.display.pictures import Picture, redrawable
from ai_ambitions.display.style import PALETTE

if TYPE_CHECKING:
    import pandas as pd


@redrawable
def estimates(
    table: pd.DataFrame,
    label: str,
    value: str,
    low: str,
    high: str,
    *,
    title: str,
    xlabel: str,
    group: str | None = None,
    marks: Mapping[str, float] | None = None,
    format: Format = say_number,
    missing: str = "unknown",
    limits: tuple[float, float] | None = None,
    height: float | None = None,
    alt: str = "",
    of: str | Sequence[str] = (),
    source: str = "",
) -> Picture:
    """Estimates with their intervals, one a row: a sign at the estimate, a line from low to high, the number at the right.

    Parameters
    ----------
    table, label, value, low, high
        One row an estimate, drawn from the top; the columns with its label, the estimate and the ends of its interval. An
        empty end draws the sign alone, hollow: no interval is known. An empty estimate writes ``missing``.
    title, xlabel
        What the chart says; what is estimated, with its unit.
    group
        Column of one word a row, to colour the rows by group (in order of first use, with a sign of its own).
    marks
        Reference lines: label and position.
    format
        How a number is written.
    missing
        The word for a row without an estimate, such as "unknown" or "not asked".
    limits
        Ends of the axis, where frames under controls should keep one scale.
    height, alt, of, source
        See ``ai_ambitions.display.charts``.

    Raises
    ------
    CourseError
        No row is left, or a column is not there.
    """
    labels = labels_of(table, label)
    cells = [numbers(table, name) for name in (value, low, high)]
    fig, ax = rows_figure(labels, height, title, xlabel, marked=bool(marks))
    groups, kinds = group_of(table, group)
    known = [cell for cells_of in cells for cell in cells_of if cell is not None]
    known += list((marks or {}).values())
    left, right = (min(0, *known), max(0, *known)) if known else (0, 1)
    ax.set_xlim(*(limits or (left - 0.04 * (right - left), right + 0.2 * (right - left))))
    said = []
    for row, (middle, first, last) in enumerate(zip(*cells, strict=True)):
        kind = kinds.index(groups[row]) if group else 0
        colour, sign = PALETTE[kind % len(PALETTE)], "osD^v"[kind % 5]
        whole = first is not None and last is not None
        words = missing if middle is None else format(middle)
        if middle is not None and first is not None and last is not None:
            words += f", {format(first)} to {format(last)}"
        said.append(f"{one_line(labels[row])} {words}" + (f" ({groups[row]})" if group else ""))
        if middle is None:
            say_missing(ax, missing, row)
            continue
        if whole:
            ax.plot([first, last], [row, row], color=colour, lw=2, solid_capstyle="butt")
        ax.plot([middle], [row], sign, color=colour, ms=7, mfc=colour if whole else "white", mew=1.5)
        if whole and marks and last is not None and first is not None and last < 0:
            ax.annotate(  # wholly below: on the far side, so that no reference line at 0 runs through the words
                format(middle), (first, row), xytext=(-8, 0), textcoords="offset points", va="center", ha="right", fontsize=9.5,
            )  # fmt: skip
        else:
            say_beside(ax, format(middle), last if whole and last is not None else middle, row)
    fig = finished(fig, ax, marks, kinds)
    own = described(title, "Estimates with intervals", xlabel, said, marked_in_words(marks, format))
    return pictured(fig, own, alt, table, of, source)
