"""Which row has which property: full, half and empty circles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ai_ambitions.core.errors import CourseError
from ai_ambitions.display.charts.parts import (
    CHARACTER,
    WIDTH,
    column,
    described,
    highlighted,
    labels_of,
    need_labels,
    one_line,
    pictured,
    rows_figure,
)
from ai_ambitions.display.pictures import Picture, redrawable
from ai_ambitions.display.style import INK, MUTED, PALETTE

if TYPE_CHECKING:
    import pandas as pd

_FILLED = {"yes": "full", "partial": "left", "no": "none"}
_SIGNS = {"yes": "●", "partial": "◐", "no": "○"}
_MEANING = {"yes": "yes", "partial": "in part", "no": "no"}


@redrawable
def board(
    table: pd.DataFrame,
    label: str,
    columns: Sequence[str],
    *,
    title: str,
    words: Mapping[str, str] | None = None,
    highlight: Sequence[str] = (),
    key: Mapping[str, str] | None = None,
    height: float | None = None,
    alt: str = "",
    of: str | Sequence[str] = (),
    source: str = "",
) -> Picture:
    """A grid of full, half and empty circles: which row has which property.

    Parameters
    ----------
    table, label
        One row a thing, and the column with its name.
    columns
        Columns to draw; an underscore in a name becomes a blank.
    words
        What each value of the table is on the board: ``"yes"``, ``"partial"`` or ``"no"``, for instance
        ``{"open": "yes", "closed": "no"}``. These three words need no translation, and an empty cell is unknown, drawn as a
        question mark; so is a value translated to ``""``.
    highlight
        Rows whose circles take the second colour.
    key
        What the signs mean here, for instance ``{"yes": "open", "partial": "in part", "no": "closed"}``; written under the grid.
    title, height, alt, of, source
        See the module.

    Raises
    ------
    CourseError
        No row is left, a column is not there, a value has no sign, a highlighted row is not in the table.
    """
    rows, names = labels_of(table, label), [name.replace("_", " ") for name in columns]
    need_labels(highlight, rows, "highlight")
    meaning = _MEANING | dict(key or {})
    translate = {sign: sign for sign in _FILLED} | dict(words or {})
    cells = {name: column(table, each) for name, each in zip(names, columns, strict=True)}
    longest = max((len(name) for name in names), default=0)
    fig, ax = rows_figure(rows, height or 1.1 + CHARACTER * longest * 0.72 + 0.27 * len(rows), title, "")
    tall = fig.get_figheight()
    # The slanted names lean to the right: the last ones must end inside the picture.
    lean = max(CHARACTER * 0.78 * len(name) - 0.3 * (len(names) - 1 - i) for i, name in enumerate(names))
    fig.subplots_adjust(
        top=1 - (0.6 + CHARACTER * longest * 0.72) / tall,
        bottom=0.36 / tall,
        right=1 - max(0.2, lean - 0.1) / WIDTH,
    )
    said = []
    for row, name in enumerate(rows):
        colour = PALETTE[1 if name in highlight else 0]
        found: dict[str, list[str]] = {"yes": [], "partial": [], "no": [], "": []}
        for place, property_ in enumerate(names):
            value = cells[property_][row]
            sign = "" if value is None else translate.get(str(value), str(value))
            if sign not in found:
                raise CourseError(
                    f"board: {one_line(name)}, {property_}: {sign!r} is not yes, partial, no or empty.",
                    "Say in words= what each value of the table is on the board.",
                )
            found[sign].append(property_)
            if sign:
                ax.plot(
                    place, row, "o", ms=10, color=colour, fillstyle=_FILLED[sign], markerfacecoloralt="white",
                    markeredgewidth=1.2,
                )  # fmt: skip
            else:
                ax.text(place, row, "?", ha="center", va="center", color=MUTED)
        groups = [
            f"{(meaning | {'': 'unknown'})[sign]} {', '.join(had)}" for sign, had in found.items() if had
        ]
        said.append(f"{one_line(name)}: " + ", ".join(groups))
    ax.set_xlim(-0.6, len(names) - 0.4)
    ax.set_xticks(range(len(names)), names, rotation=40, ha="left", rotation_mode="anchor")
    ax.tick_params(
        axis="x", top=True, labeltop=True, bottom=False, labelbottom=False, length=0, labelcolor=INK
    )
    ax.spines["bottom"].set_visible(False)
    text = "   ".join(f"{_SIGNS[sign]} {meaning[sign]}" for sign in _SIGNS) + "   ? unknown"
    fig.text(0.015, 0.08 / tall, text, fontsize=9.5, color=MUTED)
    ax.set_title("")
    fig.suptitle(title, x=0.015, y=1 - 0.12 / tall, ha="left", va="top", fontsize=12.5, fontweight="bold")
    own = described(title, "Grid", "", said, highlighted(highlight))
    return pictured(fig, own, alt, table, of, source)
