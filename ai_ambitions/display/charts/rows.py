"""One row a thing: bars, ranges, estimates and strips of dots."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from ai_ambitions.display.charts.parts import (
    SHADES,
    finished,
    plain_log_ticks,
    rows_figure,
    say_beside,
    say_missing,
    say_number,
)
from ai_ambitions.display.style import PALETTE

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def bars(
    values: Mapping[str, float],
    *,
    title: str,
    xlabel: str = "",
    say: Callable[[float], str] = say_number,
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
    fig, ax = rows_figure(labels, height, title, xlabel)
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
    say: Callable[[float], str] = say_number,
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
    fig, ax = rows_figure(labels, height, title, xlabel, marked=bool(marks))
    kinds = list(dict.fromkeys(groups))
    known = [end for _, *ends in ranges for end in ends if end is not None] + list((marks or {}).values())
    if log:
        ax.set_xscale("log")
        low, high = (min(known) / 1.6, max(known) * 2.6) if known else (1, 10)
        plain_log_ticks(ax, *(limits or (low, high)))
    else:
        low, high = (min(0, *known), max(known) * 1.2) if known else (0, 1)
    ax.set_xlim(*(limits or (low, high)))
    for row, (_, first, last) in enumerate(ranges):
        kind = kinds.index(groups[row]) if groups else 0
        colour, sign = PALETTE[kind % len(PALETTE)], "osD^v"[kind % 5]
        ends = [end for end in (first, last) if end is not None]
        if not ends:
            say_missing(ax, "unknown", row)
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
        say_beside(ax, words, max(ends), row, shift)
    return finished(fig, ax, marks, kinds)


def estimates(
    rows: Sequence[tuple[str, float | None, float | None, float | None]],
    *,
    title: str,
    xlabel: str,
    groups: Sequence[str] = (),
    marks: Mapping[str, float] | None = None,
    say: Callable[[float], str] = say_number,
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
    fig, ax = rows_figure([label for label, *_ in rows], height, title, xlabel)
    kinds = list(dict.fromkeys(groups))
    known = [value for _, *values in rows for value in values if value is not None]
    known += list((marks or {}).values())
    low, high = (min(0, *known), max(0, *known)) if known else (0, 1)
    ax.set_xlim(*(limits or (low - 0.04 * (high - low), high + 0.2 * (high - low))))
    for row, (_, middle, first, last) in enumerate(rows):
        kind = kinds.index(groups[row]) if groups else 0
        colour, sign = PALETTE[kind % len(PALETTE)], "osD^v"[kind % 5]
        if middle is None:
            say_missing(ax, missing, row)
            continue
        if first is not None and last is not None:
            ax.plot([first, last], [row, row], color=colour, lw=2, solid_capstyle="butt")
        ax.plot([middle], [row], sign, color=colour, ms=7, mfc="white" if first is None else colour, mew=1.5)
        say_beside(ax, say(middle), middle if last is None else last, row)
    return finished(fig, ax, marks, kinds)


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
    fig, ax = rows_figure(list(groups), 1.3 + 0.62 * len(groups), title, xlabel)
    tall = fig.get_figheight()
    fig.subplots_adjust(right=0.78, top=1 - 0.5 / tall)
    if band:
        ax.axvspan(*band, color=SHADES[1], lw=0, zorder=0)
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
        ax.set_xticks(list(ticks), [say_number(tick) for tick in ticks])
    ax.set_title("")
    fig.suptitle(title, x=0.015, y=1 - 0.12 / tall, ha="left", va="top", fontsize=12.5, fontweight="bold")
    return fig
