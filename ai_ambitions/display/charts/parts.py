"""What the charts share: a figure with one row a label, group legends, marks, captions, numbers in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ai_ambitions.core.cells import known
from ai_ambitions.core.errors import CourseError
from ai_ambitions.display.pictures import Picture
from ai_ambitions.display.style import INK, MARK, MUTED, PAGE, PALETTE, figure, narrow

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Format = Callable[[float], str]
WIDTH = PAGE
CHARACTER = 0.078  # inches that a character of the house font takes, on average
SHADES = ("#eef1f4", "#d9dfe5", "#c4ccd4")


def say_number(value: float) -> str:
    """A number as a label: four digits below a thousand, whole and with commas above."""
    return f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"


def say_day(value: Any) -> str:
    """A date without its clock; numbers and words as they are."""
    if hasattr(value, "strftime"):
        return f"{value:%Y-%m-%d}"
    return f"{value:.10g}" if isinstance(value, int | float) else str(value)  # a year has no comma


def column(table: pd.DataFrame, name: str) -> list[Any]:
    """The cells of a column; an empty one is ``None``. Raises CourseError for a column that the table does not have."""
    if name not in table:
        raise CourseError(
            f"The table has no column {name!r}.", f"Its columns: {', '.join(map(str, table.columns))}."
        )
    return [cell if known(cell) else None for cell in table[name]]


def numbers(table: pd.DataFrame, name: str) -> list[float | None]:
    """The numbers of a column; an empty cell is ``None``."""
    return [None if cell is None else float(cell) for cell in column(table, name)]


def labels_of(table: pd.DataFrame, name: str) -> list[str]:
    """The words of a column."""
    return [str(cell) for cell in column(table, name)]


def group_of(table: pd.DataFrame, name: str | None) -> tuple[list[str], list[str]]:
    """The group of each row, and the groups in order of first use; two empty lists without a column of groups."""
    groups = labels_of(table, name) if name else []
    return groups, list(dict.fromkeys(groups))


def need_labels(wanted: Iterable[str], there: Sequence[str], what: str) -> None:
    """Raise CourseError where a label to be emphasised is not in the chart: it would be left out without a word."""
    for label in wanted:
        if label not in there:
            raise CourseError(
                f"{what} names {label!r}, which is not in the chart.", f"In the chart: {', '.join(there)}."
            )


def one_line(text: str) -> str:
    """Words of a label that is drawn on two lines, in one."""
    return " ".join(text.split())


def highlighted(names: Sequence[str]) -> str:
    """Which rows take the second colour, for an alt text."""
    return f"Highlighted: {', '.join(one_line(name) for name in names)}" if names else ""


def marked_in_words(marks: Mapping[str, float] | None, format: Format) -> str:
    """The reference lines, for an alt text."""
    said = []
    for text, place in (marks or {}).items():
        number = format(place)
        said.append(text if number in text else f"{text} at {number}")
    return f"Lines: {', '.join(said)}" if said else ""


def described(title: str, what: str, unit: str, parts: Iterable[str], *more: str) -> str:
    """An alt text: the title, the kind of chart with what it measures, its values in words, and further sentences."""
    head = what + (f", {one_line(unit)}" if unit else "")
    sentences = [
        f"{one_line(title)}.",
        f"{head}: {'; '.join(parts)}.",
        *(f"{text}." for text in more if text),
    ]
    return " ".join(sentences)


def pictured(
    fig: Figure, own: str, alt: str, table: pd.DataFrame, of: str | Sequence[str], source: str
) -> Picture:
    """The figure with its own alt text, or the one that was given, and with its rows where they name their sources."""
    sourced = any(name in table for name in ("source_id", "source_id_2"))
    return Picture(fig, alt or own, table if sourced else None, of, source, None if sourced else table)


def rows_figure(
    labels: Sequence[str], height: float | None, title: str, xlabel: str, marked: bool = False
) -> tuple[Figure, Axes]:
    """A figure with one row a label, the first on top, room for the longest on the left, and for words of marks on top."""
    if not labels:
        raise CourseError(
            "There is nothing to draw: no rows are left.", "Look at the filter above the chart."
        )
    words = 0.2 if marked else 0
    fig, ax = figure(WIDTH, height or 1.25 + words + 0.34 * len(labels))
    tall = fig.get_figheight()
    ax.set_yticks(range(len(labels)), labels)
    ax.set(ylim=(len(labels) - 0.5, -0.6), xlabel=xlabel)
    estimate = 0.25 + CHARACTER * max(len(line) for text in labels for line in text.split("\n"))
    # The estimate is for words; a name of capitals and digits is wider.
    measured = 0.1 + max(text.get_window_extent().width for text in ax.get_yticklabels()) / fig.dpi
    left = min(0.46, max(estimate, measured) / WIDTH)
    fig.subplots_adjust(
        left=left, right=0.97, top=1 - (0.5 + words) / tall, bottom=(0.62 if xlabel else 0.35) / tall
    )
    ax.tick_params(axis="y", length=0, labelcolor=INK)
    ax.spines["left"].set_visible(False)
    # The title begins at the left edge of the picture, above the labels, so that a long one has room.
    ax.set_title(title, x=-left / (0.97 - left) + 0.01, pad=6 + 72 * words if marked else None)
    return fig, ax


def thickness(labels: Sequence[str]) -> float:
    """Of a bar, in rows: on a phone a long label stands above its bar, and takes from it."""
    longest = max((len(one_line(name)) for name in labels), default=0)
    return 0.36 if narrow() and longest > 14 else 0.66


def plain_log_ticks(ax: Axes, low: float, high: float) -> None:
    """Ticks of a logarithmic axis as plain numbers, 1-2-5 where there is room, so that nobody has to read powers."""
    from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

    ax.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5) if high / low <= 2000 else (1,)))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: say_number(value)))
    ax.xaxis.set_minor_locator(NullLocator())


def legend(fig: Figure, ax: Axes, kinds: Sequence[str]) -> None:
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
        gid=MARK[side],
    )  # fmt: skip


def say_beside(ax: Axes, text: str, x: float, row: int, shift: float = 8) -> None:
    """Words to the right of a value in a row, on white, so that a reference line does not run through them."""
    ax.annotate(
        text, (x, row), xytext=(shift, 0), textcoords="offset points", va="center", fontsize=9.5,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
    )  # fmt: skip


def say_missing(ax: Axes, text: str, row: int) -> None:
    """The word of a row that has no value, at its left end."""
    ax.annotate(text, (0.01, row), xycoords=("axes fraction", "data"), va="center", color=MUTED, fontsize=9.5)


def finished(fig: Figure, ax: Axes, marks: Mapping[str, float] | None, kinds: Sequence[str]) -> Figure:
    """The figure with its reference lines and, where rows have groups, their names."""
    for text, place in (marks or {}).items():
        mark(ax, place, text)
    if kinds:
        legend(fig, ax, kinds)
    return fig


def caption(picture: Picture, text: str, *, lines: int = 3) -> Picture:
    """Write a sentence under a chart, wrapped, in a band of fixed height, so that frames under controls do not jump.

    Parameters
    ----------
    picture
        What a chart of this module returned, with one axes.
    text
        The sentence; it joins the alt text. Longer than ``lines`` lines, it is an error and not a smaller font.
    lines
        Lines of room.

    Raises
    ------
    CourseError
        The sentence does not fit.
    """
    import textwrap

    wrapped = [text] if narrow() else textwrap.wrap(text, 88)
    if len(wrapped) > lines:
        raise CourseError(
            f"The sentence under the chart needs {len(wrapped)} lines, room is for {lines}.",
            "Say it shorter, or give lines=.",
        )
    fig = picture.figure
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
    return replace(picture, alt=f"{picture.alt} {one_line(text)}")


def listed(
    table: pd.DataFrame, label: str, value: str, format: Format = say_number, missing: str = "unknown"
) -> str:
    """Labels and numbers in one line, for alt texts: ``"comparison 8, date 8, expert unknown"``.

    Parameters
    ----------
    table, label, value
        The table, its column of labels and its column of numbers.
    format
        How a number is written.
    missing
        The word for a row without a number.
    """
    pairs = zip(labels_of(table, label), numbers(table, value), strict=True)
    return ", ".join(
        f"{one_line(name)} {missing if number is None else format(number)}" for name, number in pairs
    )
