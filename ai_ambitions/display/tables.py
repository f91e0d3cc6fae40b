"""Tables for people and for screen readers, with the line that names their sources."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ai_ambitions.core.mode import mode
from ai_ambitions.data.cite import source_ids, sources
from ai_ambitions.data.contract import table_entry

if TYPE_CHECKING:
    import pandas as pd


class Shown:
    """HTML for a notebook, with the words of it as plain text for everything that cannot show HTML."""

    def __init__(self, markup: str, words: str) -> None:
        self.markup, self.words = markup, words

    def _repr_html_(self) -> str:
        return self.markup

    def __repr__(self) -> str:
        return self.words


def source_note(data: pd.DataFrame | None, source: str = "", of: str | Sequence[str] = ()) -> str:
    """The line under a figure: sources (publishers, at most three named) and the date the tables speak of.

    ``of`` names the tables that the rows come from, since a merge forgets them; without it the rows are asked.
    Of several tables the oldest date counts. Raises CourseError for rows without ``source_id`` and for an unknown table.
    """
    if data is None:
        return source
    known = sources()
    names = list(dict.fromkeys(known[key]["publisher"] for key in source_ids(data)))
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    named = (
        [of]
        if isinstance(of, str)
        else list(of) or [data.attrs["table"]]
        if of or "table" in data.attrs
        else []
    )
    days = sorted(str(table_entry(name)["as_of"]) for name in named)
    stamp = f"; as of {days[0]}" if days else ""
    return "Source: " + ", ".join(names[:3]) + more + stamp + (f". {source}" if source else "")


def behind(
    data: pd.DataFrame | None, rows: pd.DataFrame | None, source: str = "", of: str | Sequence[str] = ()
) -> tuple[str, str]:
    """The source line of a figure, and the HTML of the table to fold out under it; empty where there is none.

    ``rows`` are shown where ``data`` is None: computed rows, which name the tables ``of`` which they were computed.
    """
    if data is None and rows is not None and of:
        names = [of] if isinstance(of, str) else list(of)
        oldest = min(str(table_entry(name)["as_of"]) for name in names)
        note = f"Computed from: {', '.join(names)}; as of {oldest}" + (f". {source}" if source else "")
    else:
        note = source_note(data, source, of)
    shown = rows if data is None else data
    if shown is None:
        return note, ""
    return note, table_html(
        shown.drop(columns=[c for c in ("source_id", "source_id_2", "note") if c in shown])
    )


def roots(data: Sequence[pd.DataFrame | None], of: str | Sequence[str] = ()) -> str:
    """Attributes of a source line that name all its sources and tables by id; the web edition makes links of them.

    Empty in a notebook, which has nothing to link to.
    """
    if mode() != "site":
        return ""
    ids = dict.fromkeys(key for frame in data if frame is not None for key in source_ids(frame))
    tables = [of] if isinstance(of, str) else list(of)
    tables = tables or [
        frame.attrs["table"] for frame in data[:1] if frame is not None and "table" in frame.attrs
    ]
    return f' data-sources="{html.escape(" ".join(ids))}" data-tables="{html.escape(" ".join(tables))}"'


def _cell(value: Any) -> str:
    """A value as a reader expects it: no NaN, days without a clock, numbers without a tail of digits."""
    if value is None or str(value) in ("nan", "NaT", "<NA>"):
        return ""
    if hasattr(value, "strftime"):
        return f"{value:%Y-%m-%d}"
    if not isinstance(value, float):
        return str(value)
    if abs(value) >= 1e6:  # six digits would be written as a power
        return f"{value:,.0f}"
    return f"{value:,.6g}" if abs(value) >= 1e4 else f"{value:.6g}"


def table_html(data: pd.DataFrame, rows: int = 60) -> str:
    """A plain table without an index, for people and for screen readers, in a box that scrolls on a narrow screen.

    Words stand to the left, numbers to the right.
    """
    from pandas.api.types import is_bool_dtype, is_numeric_dtype

    sides = [
        "right" if is_numeric_dtype(kind) and not is_bool_dtype(kind) else "left" for kind in data.dtypes
    ]
    head = "".join(
        f'<th scope="col" style="text-align:{s}">{html.escape(str(c))}</th>'
        for c, s in zip(data, sides, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(
            f'<td style="text-align:{s}">{html.escape(_cell(v))}</td>'
            for v, s in zip(row, sides, strict=True)
        )
        + "</tr>"
        for row in data.head(rows).itertuples(index=False, name=None)
    )
    more = f"<p>{len(data) - rows} more rows.</p>" if len(data) > rows else ""
    marked = f'<table class="ai-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    return f'<div style="overflow-x:auto" tabindex="0">{marked}</div>{more}'


def table(data: pd.DataFrame, *, of: str | Sequence[str] = (), source: str = "", rows: int = 60) -> Shown:
    """Rows as a table without an index, with their source line.

    Parameters
    ----------
    data
        What to show. ``source_id`` columns give the source line and are not printed themselves.
    of
        Name of the table (or tables) that the rows come from: needed after a merge, which forgets it.
    source
        Extra words for the source line.
    rows
        How many rows at the most.
    """
    has_source = any(column in data for column in ("source_id", "source_id_2"))
    note = source_note(data if has_source else None, source, of)
    plain = data.drop(columns=[c for c in ("source_id", "source_id_2") if c in data])
    linked = roots([data if has_source else None], of)
    line = f'<p style="margin:0;font-size:.85em"{linked}>{html.escape(note)}</p>' if note else ""
    return Shown(
        f"<div>{table_html(plain, rows)}{line}</div>",
        plain.head(rows).to_string(index=False, na_rep="") + f"\n{note}",
    )
