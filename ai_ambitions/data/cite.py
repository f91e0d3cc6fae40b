"""``cite``: the sources behind exactly the rows shown."""

from __future__ import annotations

import csv
import html
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ai_ambitions.core.errors import CourseError, unknown
from ai_ambitions.core.paths import data_dir
from ai_ambitions.data.contract import SOURCE_COLUMNS, problems_in_rows, read_rows, table_entry

if TYPE_CHECKING:
    import pandas as pd


@cache
def _sources(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "sources.csv").open(encoding="utf-8", newline="") as file:
        return {row["source_id"]: row for row in csv.DictReader(file)}


def sources() -> dict[str, dict[str, str]]:
    """Every source by id: title, publisher, dates, address, kind, stance, funder, licence."""
    try:
        return _sources(data_dir())
    except (OSError, KeyError, UnicodeDecodeError) as error:
        problem = next(
            problems_in_rows(read_rows(data_dir() / "sources.csv"), table_entry("sources")), str(error)
        )
        raise CourseError(
            f"datasets/sources.csv, {problem}", "Restore it with: git checkout -- datasets/sources.csv"
        ) from None


def source_ids(frame: pd.DataFrame) -> list[str]:
    """The ids of the sources behind exactly the rows of a DataFrame, in order of first use.

    A cell of a computed row may name several, joined by ``;``.
    """
    columns = [column for column in SOURCE_COLUMNS if column in frame.columns]
    if not columns:
        raise CourseError(
            "This table has lost its source_id column, so its sources cannot be named.",
            "Keep source_id when you select columns.",
        )
    cells = (cell for column in columns for cell in frame[column].dropna())
    return list(dict.fromkeys(key for cell in cells for key in str(cell).split(";")))


class Citation:
    """Short references, shown as a list with links in a notebook and as lines of text elsewhere."""

    def __init__(self, ids: Iterable[str]) -> None:
        known = sources()
        self.ids = list(ids)
        for key in self.ids:
            if key not in known:
                raise unknown("source", key, known)
        self.entries = [known[key] for key in self.ids]

    @staticmethod
    def _words(entry: Mapping[str, str]) -> tuple[str, str]:
        dates = ", ".join(
            filter(None, [entry["published"], entry["accessed"] and f"read {entry['accessed']}"])
        )
        side = "; ".join(
            filter(None, [entry["kind"], entry["stance"], entry["funder"] and f"funded by {entry['funder']}"])
        )
        return entry["title"], f"{entry['publisher']} ({dates}; {side})"

    def __repr__(self) -> str:
        return "\n".join("{}. {}".format(*self._words(entry)) for entry in self.entries)

    def _repr_html_(self) -> str:
        items = []
        for entry in self.entries:
            title, rest = (html.escape(part) for part in self._words(entry))
            link = f'<a href="{html.escape(entry["url"])}">{title}</a>' if entry["url"] else title
            items.append(f"<li>{link}. {rest}</li>")
        many = f"{len(items)} source" + ("s" if len(items) > 1 else "")
        body = "".join(items)
        return (
            f"<ul>{body}</ul>"
            if len(items) <= 4
            else f"<details><summary>{many}</summary><ul>{body}</ul></details>"
        )


def cite(what: pd.DataFrame | str | Iterable[str]) -> Citation:
    """Name the sources of exactly the rows shown, or of the given source ids.

    Raises CourseError for a source that does not exist, or a DataFrame that lost its ``source_id``.
    """
    if isinstance(what, str):
        return Citation([what])
    if hasattr(what, "columns"):
        return Citation(source_ids(what))  # type: ignore[arg-type]
    return Citation(what)
