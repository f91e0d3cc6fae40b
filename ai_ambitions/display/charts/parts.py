"""What the charts share: a figure with one row a label, group legends, marks, captions, numbers in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ai_ambitions.core.errors import CourseError
from ai_ambitions.display.style import INK, MUTED, PALETTE, figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


WIDTH = 7.2
CHARACTER = 0.078  # inches that a character of the house font takes, on average
SHADES = ("#eef1f4", "#d9dfe5", "#c4ccd4")


def say_number(value: float) -> str:
    """A number as a label: four digits below a thousand, whole and with commas above."""
    return f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"


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


def listed(
    values: Mapping[str, float] | Sequence[Sequence[Any]],
    say: Callable[[float], str] = say_number,
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
