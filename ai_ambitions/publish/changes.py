"""What changed in the tables since the last edition: a snapshot of their keys, and the page made from it."""

from __future__ import annotations

import hashlib
import html
import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from ai_ambitions.core.paths import SITE
from ai_ambitions.data.contract import tables
from ai_ambitions.publish.catalogue import link, rows_of

SNAPSHOT = SITE / "last-edition.json"
DIGITS = 8  # of a hash: enough to tell some thousand keys apart, and the file stays small
REGISTERS = ("sources", "key_figures", "corrections")


def key_of(row: Mapping[str, str], columns: Iterable[str]) -> str:
    """The primary key of a row as a few digits of its hash; the same fact under another key is another row."""
    return hashlib.sha256("\x1f".join(row[c] for c in columns).encode()).hexdigest()[:DIGITS]


def keys(entry: Mapping[str, Any]) -> list[str]:
    """All keys of a table, in order of the hash."""
    columns = entry["schema"]["primaryKey"]
    return sorted(key_of(row, columns) for row in rows_of(entry))


def snapshot(edition: str, day: date) -> str:
    """The tables of today as the text of ``site/last-edition.json``, to be written when an edition is released."""
    held = {name: "".join(keys(entry)) for name, entry in tables().items()}
    return json.dumps({"edition": edition, "day": day.isoformat(), "keys": held}, indent=1) + "\n"


@cache
def last_edition() -> dict[str, Any]:
    """The snapshot as it was committed: edition, day, and the keys of each table."""
    read: dict[str, Any] = json.loads(SNAPSHOT.read_text(encoding="utf-8"))
    cut = {
        name: {joined[i : i + DIGITS] for i in range(0, len(joined), DIGITS)}
        for name, joined in read["keys"].items()
    }
    return read | {"keys": cut}


def moved(before: set[str] | None, now: Iterable[str]) -> tuple[int, int]:
    """How many rows came and how many went; a table that the edition did not have came whole."""
    held = set(now)
    return len(held - (before or set())), len((before or set()) - held)


def has_changes() -> bool:
    """Whether a course has an edition to compare with, and a table of corrections."""
    return SNAPSHOT.exists() and "corrections" in tables()


def corrections() -> list[dict[str, str]]:
    """Corrections since the last edition."""
    past = last_edition()
    return [r for r in rows_of(tables()["corrections"]) if r["corrected_on"] > past["day"]]


def corrected(names: Collection[str]) -> str:
    """How often some tables were corrected since the last edition, with the way to the page that tells what, as HTML."""
    if not has_changes():
        return ""
    past, many = last_edition(), sum(row["table"] in names for row in corrections())
    count = f"{many} correction{'s' * (many != 1)}" if many else "no correction"
    return (
        f"Since edition {past['edition']} ({past['day']}) the tables of this lesson had "
        f'<a href="../changes.html">{count}</a>.'
    )


def changes_page() -> str:
    """Corrections since the last edition with their sources, and rows that came and went by table."""
    past, rows = last_edition(), corrections()
    body = "".join(
        f'<tr><th scope="row">{html.escape(r["table"])}</th><td>{html.escape(r["key"].replace(";", "; "))}</td>'
        f"<td>{html.escape(r['field'])}</td><td>{html.escape(r['old']) or '(empty)'}</td><td>{html.escape(r['new']) or '(empty)'}</td>"
        f"<td>{html.escape(r['reason'])}</td><td>{link(r['source_id'])}</td></tr>"
        for r in rows
    )
    head = "".join(
        f'<th scope="col">{h}</th>' for h in ("Table", "Row", "Column", "Before", "Now", "Why", "Source")
    )
    listed = f'<div class="ai-scroll" tabindex="0"><table class="ai-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    lines = [
        "# What changed since the last edition",
        "",
        f"The tables of today beside those of edition {past['edition']} ({past['day']}). A verdict that changed is told on the [claims](claims.md) page.",
        "",
        f"## Corrections: {len(rows)}",
        "",
        listed,
        "",
        "## Rows that came and went",
        "",
        "A row whose key was corrected counts once as gone and once as new.",
        "",
        "| table | new | gone | rows now | as of |",
        "|---|---|---|---|---|",
    ]
    for name, entry in tables().items():
        held = keys(entry)
        came, went = moved(past["keys"].get(name), held)
        if (came or went) and name not in REGISTERS:
            lines.append(f"| [{name}](data/{name}.md) | {came} | {went} | {len(held)} | {entry['as_of']} |")
    gone = sorted(set(past["keys"]) - set(tables()))
    if gone:
        lines += ["", "Tables that are gone: " + ", ".join(gone) + "."]
    return "\n".join(lines) + "\n"
