"""Figures on a page: with alt text, a source line and the data behind them."""

from __future__ import annotations

import functools
import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ParamSpec

from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.mode import mode
from ai_ambitions.display.phone import lay_out
from ai_ambitions.display.style import PHONE, drawing_for, svg_uri
from ai_ambitions.display.tables import Shown, behind, roots

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

_MIN_ALT = 20
P = ParamSpec("P")
ON_PHONES = "(max-width: 540px)"  # the windows that are shown the drawing for a phone


@dataclass(frozen=True)
class Picture:
    """A figure with all that a page says of it: what the charts and the rooms' figures return, for ``show`` and ``explore``.

    Attributes
    ----------
    figure
        The drawing.
    alt
        What it shows, in a sentence, for those who cannot see it; written where it is drawn, so that the two agree.
    data
        The rows drawn, with ``source_id``: they give the source line and the fold-out table. None where nothing is sourced.
    of
        Name of the table (or tables) that the rows come from; gives "as of" to the source line, also after a merge.
    source
        Extra words for the source line, for instance how a value was computed.
    rows
        What is drawn, where it was computed and its rows name no source of their own: the table under a figure with controls.
    only_wide
        Why it cannot be drawn for a phone, which then shows the drawing for a page, and *Enlarge*; empty where it can.
    again
        Draws it once more, for the width that is asked for then (see ``redrawable``).
    """

    figure: Figure
    alt: str
    data: pd.DataFrame | None = None
    of: str | Sequence[str] = ()
    source: str = ""
    rows: pd.DataFrame | None = None
    only_wide: str = ""
    again: Callable[[], Picture] | None = field(default=None, repr=False, compare=False)


def redrawable(draw: Callable[P, Picture]) -> Callable[P, Picture]:
    """Let the picture that a function returns be drawn once more: the web edition wants it for a page and for a phone.

    For every function that returns a still picture. Where one calls another, the outermost is called again.
    """

    @functools.wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> Picture:
        return replace(draw(*args, **kwargs), again=lambda: draw(*args, **kwargs))

    return drawn


def img(uri: str, alt: str, width: float, more: str = "") -> str:
    """An ``<img>`` tag with alt text that says what the figure shows; width in CSS pixels, and ``more`` attributes."""
    alt = " ".join(alt.split())
    if len(alt) < _MIN_ALT:
        raise CourseError(
            f"The alt text {alt!r} says too little.",
            "Say in a sentence what the figure shows: the finding, with units.",
        )
    style = "max-width:100%;height:auto;background:#fff"
    return f'<img src="{uri}" alt="{html.escape(alt)}" width="{width:.0f}" style="{style}"{more}>'


def on_phone(draw: Callable[[], Picture]) -> Figure | None:
    """What ``draw`` draws for the width of a phone, laid out; None where it says that it needs a page."""
    with drawing_for(PHONE):
        picture = draw()
    if picture.only_wide:
        return None
    lay_out(picture.figure)
    return picture.figure


def size(figure: Figure) -> list[int]:
    """Width and height in CSS pixels, a hundred an inch."""
    return [round(100 * side) for side in figure.get_size_inches()]


def for_widths(tag: str, narrow: str, size: Sequence[int]) -> str:
    """An ``<img>`` tag with the address and the size of the drawing that a phone shows in its place."""
    width, height = size
    other = f'<source media="{ON_PHONES}" srcset="{narrow}" width="{width}" height="{height}">'
    return f"<picture>{other}{tag}</picture>"


def title(figure: Figure) -> str:
    """The title drawn in a figure, in one line; empty where it has none."""
    texts = [
        figure.get_suptitle(),
        *(axes.get_title(loc) for axes in figure.axes for loc in ("left", "center")),
    ]
    return " ".join(next(filter(None, texts), "").split())


def show(
    picture: Picture | Figure,
    *,
    alt: str = "",
    data: pd.DataFrame | None = None,
    of: str | Sequence[str] = (),
    source: str = "",
) -> None:
    """Display a figure with its alt text, its source line and a fold-out table of the data behind it.

    Parameters
    ----------
    picture
        What a chart returned, or any matplotlib figure; then ``alt`` says what it shows.
    alt, data, of, source
        As in ``Picture``; what is given here goes before what the picture brings.
    """
    from IPython.display import display

    display(shown(picture, alt=alt, data=data, of=of, source=source))


def shown(
    picture: Picture | Figure,
    *,
    alt: str = "",
    data: pd.DataFrame | None = None,
    of: str | Sequence[str] = (),
    source: str = "",
) -> Shown:
    """What ``show`` displays, to be put into something else, such as the fold of a reveal. Parameters as in ``show``."""
    if not isinstance(picture, Picture):
        picture = Picture(picture, alt)
    alt, data = alt or picture.alt, picture.data if data is None else data
    note, rows = behind(data, None, source or picture.source, of or picture.of)
    on_web = mode() == "site"
    named = f' data-title="{html.escape(title(picture.figure))}"' if on_web else ""
    tag = img(svg_uri(picture.figure), alt, picture.figure.get_figwidth() * 100, named)
    phone = on_phone(picture.again) if on_web and picture.again else None
    parts = [for_widths(tag, svg_uri(phone), size(phone)) if phone else tag]
    if note:
        linked = roots([data], of or picture.of)
        parts.append(f'<p style="margin:0;font-size:.85em"{linked}>{html.escape(note)}</p>')
    if rows:
        parts.append(f"<details><summary>The data behind this figure</summary>{rows}</details>")
    return Shown("<div>" + "".join(parts) + "</div>", f"[Figure] {alt}\n{note}")
