"""A figure with controls on a page without a kernel: plain page elements, ready pictures, and the words of each.

Every setting has its picture as an SVG, its alt text, its source line and its table.
They stand in the page as one block of data; the build of the site makes files of the pictures, and ``explore.js`` lets the
controls choose among them. Without script the picture of the start values and its table remain.
"""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from ai_ambitions.display.phone import same_height
from ai_ambitions.display.pictures import for_widths, img, on_phone, size, title
from ai_ambitions.display.style import svg_uri
from ai_ambitions.display.tables import Shown, behind, roots

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from ai_ambitions.display.explore import Explorer

HERE = "explore-here"  # the address of the figure; the build puts the name of its cell in place of "here"


class _Numbered(list[Any]):
    """Things told apart by their number: the same thing again has the same number."""

    def number(self, thing: Any) -> int:
        if thing not in self:
            self.append(thing)
        return self.index(thing)


def as_page(explorer: Explorer) -> Shown:
    """All settings of an ``explore`` call as page elements. Raises CourseError where two pictures share an alt text."""
    notes, tables, pictures, states = _Numbered(), _Numbered(), _Numbered(), []
    drawn_from: list[pd.DataFrame | None] = []
    of: str | Sequence[str] = ()
    for choice, phone in zip(explorer.choices, _on_phones(explorer), strict=True):
        picture = explorer.drawn(choice)
        drawn = svg_uri(picture.figure)
        explorer.note(picture.alt, drawn, choice)
        drawn_from.append(picture.data)
        of = picture.of or of
        note, rows = behind(picture.data, picture.rows, picture.source, picture.of)
        states.append(
            pictures.number({
                "file": drawn,
                "size": size(picture.figure),
                "alt": " ".join(picture.alt.split()),
                "title": title(picture.figure),
                "note": notes.number(note),
                "table": tables.number(rows),
            } | ({"phone": {"file": svg_uri(phone), "size": size(phone)}} if phone else {}))
        )  # fmt: skip
    explorer.need_own_words()
    held = {"start": explorer.start, "states": states, "pictures": pictures, "notes": notes, "tables": tables}
    first = pictures[states[explorer.choices.index(explorer.start)]]
    return Shown(
        _markup(explorer, held, first, roots(drawn_from, of)), f"[Figure with controls] {first['alt']}"
    )


def _on_phones(explorer: Explorer) -> list[Figure | None]:
    """All settings as a phone shows them, in one height, so that the page below stays where it is."""
    figures = [on_phone(partial(explorer.drawn, choice)) for choice in explorer.choices]
    same_height([figure for figure in figures if figure])
    return figures


def _markup(explorer: Explorer, held: dict[str, Any], first: dict[str, Any], linked: str) -> str:
    width, height = first["size"]
    picture = img(
        first["file"], first["alt"], width, f' height="{height}" data-title="{html.escape(first["title"])}"'
    )
    if "phone" in first:
        picture = for_widths(picture, first["phone"]["file"], first["phone"]["size"])
    rows = held["tables"][first["table"]]
    fold = f"<details{'' if rows else ' hidden'}><summary>The data behind this figure</summary><div>{rows}</div></details>"
    controls = "".join(
        _control(explorer, name, place) for name, place in zip(explorer.names, explorer.start, strict=True)
    )
    setting = html.escape(explorer.setting(explorer.start))
    return (
        f'<div class="ai-explore" id="{HERE}">'
        f'<fieldset class="ai-controls" hidden><legend>Choose, and the picture follows</legend>{controls}</fieldset>'
        f"<noscript><p>The picture for: {setting}. Where scripts run, it moves.</p></noscript>"
        f"{picture}"
        '<p class="ai-told" aria-live="polite"></p>'
        f'<p class="ai-source"{linked}>{html.escape(held["notes"][first["note"]])}</p>{fold}'
        f'<p class="ai-address" hidden><a href="#{HERE}">Link to this setting</a></p>'
        f'<script type="application/json">{_inert(held)}</script></div>'
    )


def _control(explorer: Explorer, name: str, place: int) -> str:
    """A slider that says its words and not its position, or a list."""
    words, labels = html.escape(explorer.words[name]), [html.escape(label) for label in explorer.labels[name]]
    if explorer.slides(name):
        said = html.escape(json.dumps(explorer.labels[name], ensure_ascii=False))
        return (
            f'<label>{words}: <b aria-hidden="true">{labels[place]}</b><input type="range" name="{name}" min="0" '
            f'max="{len(labels) - 1}" value="{place}" aria-valuetext="{labels[place]}" data-words="{said}" autocomplete="off"></label>'
        )
    options = "".join(
        f"<option{' selected' if i == place else ''}>{label}</option>" for i, label in enumerate(labels)
    )
    return f'<label>{words}: <select name="{name}" autocomplete="off">{options}</select></label>'


def _inert(held: dict[str, Any]) -> str:
    """JSON that cannot end the element in which it stands."""
    return json.dumps(held, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
