"""Which row has which property: full, half and empty circles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ai_ambitions.core.errors import CourseError
from ai_ambitions.display.charts.parts import CHARACTER, WIDTH, rows_figure
from ai_ambitions.display.style import INK, MUTED, PALETTE

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


_SIGNS = {"yes": "full", "partial": "left", "no": "none"}


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
    columns = list(dict.fromkeys(column for cells in rows.values() for column in cells))
    longest = max((len(column) for column in columns), default=0)
    fig, ax = rows_figure(
        list(rows), height or 1.1 + CHARACTER * longest * 0.72 + 0.27 * len(rows), title, ""
    )
    tall = fig.get_figheight()
    # The slanted names lean to the right: the last ones must end inside the picture.
    lean = max(CHARACTER * 0.78 * len(name) - 0.3 * (len(columns) - 1 - i) for i, name in enumerate(columns))
    fig.subplots_adjust(
        top=1 - (0.6 + CHARACTER * longest * 0.72) / tall,
        bottom=0.36 / tall,
        right=1 - max(0.2, lean - 0.1) / WIDTH,
    )
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


def board_rows(
    frame: pd.DataFrame, label: str, columns: Sequence[str], words: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """Rows for ``board`` from a table.

    Parameters
    ----------
    frame
        One row a thing.
    label
        Column with the name of the row.
    columns
        Columns to draw; an underscore in a name becomes a blank.
    words
        What each value of the table is on the board: ``"yes"``, ``"partial"`` or ``"no"``. Any other value is unknown.
    """
    return {
        str(row[label]): {column.replace("_", " "): words.get(row[column], "") for column in columns}
        for row in frame.to_dict("records")
    }
