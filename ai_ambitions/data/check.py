"""``ambitions check data``: every table against the contract, and the promises that a contract cannot state."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ai_ambitions.core.cells import span
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import data_dir
from ai_ambitions.data.agreement import agreement_breaches, forgotten_agreements
from ai_ambitions.data.contract import SOURCE_COLUMNS, contract, names, problems_in_rows, read_rows
from ai_ambitions.data.load import read_table
from ai_ambitions.data.promises import CONFLICT, differ, number, promise_breaches, promises_of
from ai_ambitions.data.review import is_stale, reminders

Rows = list[dict[str, str]]
Tables = dict[str, Rows]
REGISTERS = ("sources", "key_figures", "corrections")


def contract_breaches(folder: Path, entries: Iterable[dict[str, Any]], tables: Tables) -> Iterator[str]:
    """Types, required cells, vocabularies, ranges, keys and headers.

    Fills ``tables`` with those whose rows have the contract's columns; one that has not would bury its own reason under
    everything that follows from it.
    """
    for entry in entries:
        try:
            rows = read_rows(folder / entry["path"])
        except CourseError as error:
            yield f"{entry['name']}: {error.reason} → {error.next_step}"
            continue
        yield from (f"{entry['name']}, {problem}" for problem in problems_in_rows(rows, entry))
        named = [field["name"] for field in entry["schema"]["fields"]]
        if rows and rows[0] == named and all(len(row) == len(named) for row in rows):
            tables[entry["name"]] = [dict(zip(named, row, strict=True)) for row in rows[1:]]


def folder_breaches(folder: Path) -> Iterator[str]:
    """A table without a contract, and a contract without a table."""
    described = set(names(folder))
    here = {path.stem for path in folder.glob("*.csv")}
    for name in sorted(here - described):
        yield f"{name}: {name}.csv has no contract. → Describe it in datasets/{name}.yaml, or move the file away."
    for name in sorted(described - here):
        yield f"{name}: {name}.yaml describes a table that is missing. → Add datasets/{name}.csv, or remove the description."


def preview_breaches(entry: Mapping[str, Any]) -> Iterator[str]:
    """A preview that names columns the table does not have."""
    preview = entry.get("preview") or {}
    known = {field["name"] for field in entry["schema"]["fields"]}
    wanted = {preview.get("x"), preview.get("y"), *preview.get("where", {})} if preview else set()
    if missing := sorted(str(column) for column in wanted - known):
        yield f"{entry['name']}: {entry['name']}.yaml, preview: no column {', '.join(missing)}."


def reference_breaches(entries: Iterable[Mapping[str, Any]], tables: Tables) -> Iterator[str]:
    """Cells that must stand in another table, and do not. Sources have a check of their own."""
    for entry in entries:
        for key in entry["schema"]["foreignKeys"]:
            other, rows = key["reference"]["resource"], tables.get(entry["name"], [])
            if other == "sources" or (other and other not in tables):
                continue
            columns, theirs = key["fields"], key["reference"]["fields"]
            columns, theirs = ([c] if isinstance(c, str) else c for c in (columns, theirs))
            there = {tuple(row[c] for c in theirs) for row in (tables[other] if other else rows)}
            for line, row in enumerate(rows, start=2):
                cell = tuple(row[c] for c in columns)
                if any(cell) and cell not in there:
                    yield f"{entry['name']}, row {line}, column {', '.join(columns)}: {', '.join(cell)!r} is not in {other or entry['name']}.csv."


def date_breaches(tables: Tables, today: date) -> Iterator[str]:
    """Days of sources: known to the day, month or year, or empty; read on a day that has come."""
    for line, row in enumerate(tables.get("sources", []), start=2):
        if row["published"] and span(row["published"]) == ("", ""):
            yield f"sources, row {line}, column published: {row['published']!r} is not a date like 2025-10-31, 2025-10 or 2025."
        if row["accessed"] > today.isoformat():
            yield f"sources, row {line}, column accessed: {row['accessed']} has not come yet."


def source_breaches(tables: Tables, complete: bool = True) -> Iterator[str]:
    """A source without a row (where all tables could be read), and a row whose source is not in the list."""
    listed = {row.get("source_id", "") for row in tables.get("sources", [])}
    used: set[str] = set()
    for name, rows in tables.items():
        if name == "sources":
            continue
        for line, row in enumerate(rows, start=2):
            if name not in REGISTERS and not (row.get("source_id") or "").strip():
                yield f"{name}, row {line}, column source_id: a fact without a source."
            if row.get("source_id") and row.get("source_id") == row.get("source_id_2"):
                yield f"{name}, row {line}, column source_id_2: the same source twice."
            for column in SOURCE_COLUMNS:
                key = row.get(column) or ""
                used.add(key)
                if key and listed and key not in listed:
                    yield f"{name}, row {line}, column {column}: {key!r} is not in sources.csv."
    for line, row in enumerate(tables.get("sources", []) if complete else [], start=2):
        if row.get("source_id", "") not in used:
            yield f"sources, row {line}, column source_id: {row.get('source_id', '')!r} backs no row."


def address_fault(address: str) -> str:
    """What is wrong with a web address, or "". Pages put it into a link, so nothing but http and https may pass.

    Letters of other scripts are fine; spaces, quotes, brackets and words after the address are not.
    """
    if not re.match(r"https?://", address):
        return "does not begin with http:// or https://"
    if found := re.search(r"[\s\x00-\x1f\x7f\ufeff\"<>\\^`{|}]", address):
        return f"holds {found[0]!r}, which no address may"
    if address.endswith(("...", "…")):
        return "was cut off"
    try:
        host = urlsplit(address).netloc
    except ValueError as error:
        return f"is not an address: {error}"
    if not re.fullmatch(r"[^\W_]([\w-]*\w)?(\.[^\W_]([\w-]*\w)?)+(:\d{1,5})?", host):
        return f"has no host of the usual form: {host!r}"
    return ""


def address_breaches(tables: Tables) -> Iterator[str]:
    """Addresses that a reader could not, or should not, follow: every column called ``url``, in every table."""
    for name, rows in tables.items():
        for line, row in enumerate(rows, start=2):
            if (address := row.get("url") or "") and (fault := address_fault(address)):
                yield f"{name}, row {line}, column url: {address!r} {fault}."


def duplicate_breaches(tables: Tables) -> Iterator[str]:
    """The same fact twice: rows that differ in nothing but an id or a note."""
    for name, rows in tables.items():
        seen: dict[tuple[str, ...], int] = {}
        for line, row in enumerate(rows, start=2):
            fact = tuple(
                value
                for column, value in row.items()
                if column not in ("note", "figure_id", "correction_id", "case_id")
            )
            if fact in seen and name not in REGISTERS:
                yield f"{name}, row {line}: the same fact stands in row {seen[fact]}."
            seen.setdefault(fact, line)


def range_breaches(tables: Tables) -> Iterator[str]:
    """Ranges the wrong way round: ``x_low``, ``x`` and ``x_high`` must not fall, in every table that has them."""
    for name, rows in tables.items():
        stems = [c.removesuffix("_low") for c in rows[0] if c.endswith("_low")] if rows else []
        for line, row in enumerate(rows, start=2):
            for stem in stems:
                chain = [
                    (c, v)
                    for c in (f"{stem}_low", stem, f"{stem}_high")
                    if (v := number(row.get(c))) is not None
                ]
                for (low, a), (high, b) in pairwise(chain):
                    if a > b:
                        yield f"{name}, row {line}, column {low}: {row[low]} is above {high}, {row[high]}."


def pick(rows: Rows, key: str) -> Rows | None:
    """Rows that fit ``column=value;column=value``; None when the key is not of that form."""
    wanted = [part.split("=", 1) for part in key.split(";")]
    if any(len(pair) != 2 for pair in wanted) or (
        rows and any(column not in rows[0] for column, _ in wanted)
    ):
        return None
    return [row for row in rows if all(row[column] == value for column, value in wanted)]


def register_breaches(tables: Tables) -> Iterator[str]:
    """Key figures and corrections must stand in the tables as their registers say."""
    for register, column in (("key_figures", "value"), ("corrections", "new")):
        for line, entry in enumerate(tables.get(register, []), start=2):
            rows = pick(tables.get(entry["table"], []), entry["key"])
            if rows is None or entry["table"] not in tables or entry[column].startswith("("):
                continue  # told by unguarded()
            if not rows:
                yield f"{register}, row {line}, column key: no row of {entry['table']} has {entry['key']}."
            elif entry["field"] in rows[0] and not any(
                not differ(row[entry["field"]], entry[column])
                and bool(row[entry["field"]]) == bool(entry[column])
                for row in rows
            ):
                yield f"{register}, row {line}, column {column}: {entry['table']}.{entry['field']} is {rows[0][entry['field']]!r}, the register says {entry[column]!r}."
    for line, entry in enumerate(tables.get("disputed_values", []), start=2):
        if entry["table"] in tables and not pick(tables[entry["table"]], entry["key"]):
            yield f"disputed_values, row {line}, column key: no row of {entry['table']} has {entry['key']}."


def unguarded(tables: Tables) -> int:
    """How many entries of the registers are written in words, in brackets, that no check can follow."""
    count = sum(entry["new"].startswith("(") for entry in tables.get("corrections", []))
    for register in ("key_figures", "corrections"):
        for entry in tables.get(register, []):
            rows = pick(tables.get(entry["table"], []), entry["key"]) if entry["table"] in tables else None
            count += rows is None or (bool(rows) and entry["field"] not in rows[0])
    return count


def loading_breaches(folder: Path, entries: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """What passes every check must load, too: the last word has the reader that lessons use."""
    for entry in entries:
        try:
            read_table(folder / entry["path"], entry)
        except CourseError as error:
            yield f"{entry['name']}: {error.reason}"


def breaches(folder: Path | None = None) -> list[str]:
    """Everything that is wrong with the tables of a folder: one line each, with table, row, column and reason."""
    return _inspect(folder or data_dir())[0]


def _inspect(folder: Path) -> tuple[list[str], Tables, list[dict[str, Any]]]:
    tables: Tables = {}
    entries: list[dict[str, Any]] = contract(folder)["resources"]
    found = list(folder_breaches(folder))
    entries = [entry for entry in entries if (folder / entry["path"]).exists()]
    found += contract_breaches(folder, entries, tables)
    found += source_breaches(tables, complete=len(tables) == len(entries))
    for check in (address_breaches, duplicate_breaches, range_breaches, register_breaches):
        found += check(tables)
    found += reference_breaches(entries, tables)
    found += date_breaches(tables, date.today())
    found += agreement_breaches(entries, tables)
    found += forgotten_agreements(entries, tables)
    sources = {row["source_id"]: row for row in tables.get("sources", []) if row.get("source_id")}
    for entry in entries:
        found += preview_breaches(entry)
        found += promise_breaches(entry, tables.get(entry["name"], []), sources)
    return found or list(loading_breaches(folder, entries)), tables, entries


def shares(tables: Tables) -> tuple[float, float]:
    """Share of the rows of facts that have a primary source, and that have two sources."""
    rows = [
        row
        for name, table in tables.items()
        if name not in REGISTERS
        for row in table
        if row.get("source_id")
    ]
    primary = {row["source_id"] for row in tables.get("sources", []) if row.get("kind") == "primary"}
    first_hand = sum(bool({row.get(column) for column in SOURCE_COLUMNS} & primary) for row in rows)
    return first_hand / max(len(rows), 1), sum(bool(row.get("source_id_2")) for row in rows) / max(
        len(rows), 1
    )


def _counted(found: Counter[str]) -> str:
    """How many there are, and of which kinds."""
    kinds = ", ".join(f"{number} {kind}" for kind, number in found.most_common())
    return f"{sum(found.values())} ({kinds})" if kinds else "none"


def report(folder: Path | None = None, today: date | None = None) -> tuple[str, int]:
    """A readable report, and the number of breaches. What is due for review is told, and is no breach."""
    found, tables, entries = _inspect(folder or data_dir())
    today = today or date.today()
    facts = sum(len(rows) for name, rows in tables.items() if name not in REGISTERS)
    first_hand, two = shares(tables)
    results = Counter(row.get("result", "") for row in tables.get("key_figures", []))
    conflicts = sum(row.get("note", "").startswith(CONFLICT) for rows in tables.values() for row in rows)
    promises = Counter(rule for entry in entries for rule, _spec in promises_of(entry))
    lines = [
        f"{len(tables)} tables, {facts:,} rows of facts, {len(tables.get('sources', [])):,} sources.",
        f"Rows with a primary source: {first_hand:.0%}; with two sources: {two:.0%}; marked as in conflict: {conflicts}.",
        f"Key figures: {_counted(results)}; "
        f"corrections: {len(tables.get('corrections', []))}; in words that no check can follow: {unguarded(tables)}.",
        f"Promises kept by the tables: {_counted(promises)}.",
    ]
    if stale := [entry["name"] for entry in entries if is_stale(entry, today)]:
        lines.append(f"Tables past their review date (a reminder): {', '.join(stale)}.")
    lines += [
        f"◷ {text}" for entry in entries for text in reminders(entry, tables.get(entry["name"], []), today)
    ]
    lines += [f"✗ {line}" for line in found]
    lines.append(
        f"{len(found)} breach{'es' if len(found) > 1 else ''}." if found else "No breach of the contract."
    )
    return "\n".join(lines), len(found)
