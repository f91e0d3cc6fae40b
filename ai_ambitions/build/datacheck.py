"""``ambitions check data``: every table against the contract, and the promises that a contract cannot state."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from ai_ambitions.build.catalogue import is_stale
from ai_ambitions.data import SOURCE_COLUMNS, data_dir, problems_in_rows

Rows = list[dict[str, str]]
Tables = dict[str, Rows]
REGISTERS = ("sources", "key_figures", "corrections")


def read_table(path: Path) -> list[list[str]]:
    """Raw rows of a CSV file, header first. Raises OSError or UnicodeDecodeError."""
    return list(csv.reader(path.read_bytes().decode("utf-8").splitlines()))


def contract_breaches(folder: Path, entries: Iterable[dict[str, Any]], tables: Tables) -> Iterator[str]:
    """Types, required cells, vocabularies, ranges, keys and headers; fills ``tables`` with what can be read."""
    for entry in entries:
        try:
            rows = read_table(folder / entry["path"])
        except OSError as error:
            yield f"{entry['name']}: {entry['path']} cannot be read: {error.strerror}."
            continue
        except UnicodeDecodeError as error:
            yield f"{entry['name']}: {entry['path']} is not UTF-8 at byte {error.start}."
            continue
        yield from (f"{entry['name']}, {problem}" for problem in problems_in_rows(rows, entry))
        if rows:
            tables[entry["name"]] = [dict(zip(rows[0], row, strict=False)) for row in rows[1:]]


def source_breaches(tables: Tables) -> Iterator[str]:
    """A source without a row, and a row whose source is not in the list."""
    listed = {row.get("source_id", "") for row in tables.get("sources", [])}
    used: set[str] = set()
    for name, rows in tables.items():
        if name == "sources":
            continue
        for number, row in enumerate(rows, start=2):
            for column in SOURCE_COLUMNS:
                key = row.get(column, "")
                used.add(key)
                if key and key not in listed:
                    yield f"{name}, row {number}, column {column}: {key!r} is not in sources.csv."
    yield from (f"sources: {key!r} backs no row." for key in sorted(listed - used))


def duplicate_breaches(tables: Tables) -> Iterator[str]:
    """The same fact twice: rows that differ in nothing but an id or a note."""
    for name, rows in tables.items():
        seen: dict[tuple[str, ...], int] = {}
        for number, row in enumerate(rows, start=2):
            fact = tuple(
                value
                for column, value in row.items()
                if column not in ("note", "figure_id", "correction_id", "case_id")
            )
            if fact in seen and name not in REGISTERS:
                yield f"{name}, row {number}: the same fact stands in row {seen[fact]}."
            seen.setdefault(fact, number)


def number(text: str) -> float | None:
    """A cell as a number, or None where it is empty or not one."""
    try:
        return float(text)
    except (TypeError, ValueError):
        return None


def order_breaches(tables: Tables) -> Iterator[str]:
    """Ranges the wrong way round, and rules that end before they begin."""
    for name, rows in tables.items():
        columns = list(rows[0]) if rows else []
        pairs = [
            (c, c.replace("_low", "_high"))
            for c in columns
            if c.endswith("_low") and c.replace("_low", "_high") in columns
        ]
        for line, row in enumerate(rows, start=2):
            for low, high in pairs:
                a, b = number(row.get(low, "")), number(row.get(high, ""))
                if a is not None and b is not None and a > b:
                    yield f"{name}, row {line}, column {low}: {row[low]} is above {high}, {row[high]}."
            if row.get("effective") and row.get("until") and row["effective"] > row["until"]:
                yield f"{name}, row {line}, column until: {row['until']} lies before effective, {row['effective']}."


def pick(rows: Rows, key: str) -> Rows | None:
    """Rows that fit ``column=value;column=value``; None when the key is not of that form."""
    wanted = [part.split("=", 1) for part in key.split(";")]
    if any(len(pair) != 2 for pair in wanted) or (
        rows and any(column not in rows[0] for column, _ in wanted)
    ):
        return None
    return [row for row in rows if all(row[column] == value for column, value in wanted)]


def same(a: str, b: str) -> bool:
    """Whether two cells say the same: as text, or as numbers."""
    x, y = number(a), number(b)
    return a == b or (x is not None and x == y)


def register_breaches(tables: Tables) -> Iterator[str]:
    """Key figures and corrections must stand in the tables as their registers say."""
    for register, column in (("key_figures", "value"), ("corrections", "new")):
        for line, entry in enumerate(tables.get(register, []), start=2):
            rows = pick(tables.get(entry["table"], []), entry["key"])
            if rows is None or entry["table"] not in tables or entry[column].startswith("("):
                continue  # told by unguarded()
            if not rows:
                yield f"{register}, row {line}: no row of {entry['table']} has {entry['key']}."
            elif entry["field"] in rows[0] and not any(
                same(row[entry["field"]], entry[column]) for row in rows
            ):
                yield f"{register}, row {line}: {entry['table']}.{entry['field']} is {rows[0][entry['field']]!r}, the register says {entry[column]!r}."


def unguarded(tables: Tables) -> int:
    """How many entries of the registers are written in words, in brackets, that no check can follow."""
    count = sum(entry["new"].startswith("(") for entry in tables.get("corrections", []))
    for register in ("key_figures", "corrections"):
        for entry in tables.get(register, []):
            rows = pick(tables.get(entry["table"], []), entry["key"]) if entry["table"] in tables else None
            count += rows is None or (bool(rows) and entry["field"] not in rows[0])
    return count


def breaches(folder: Path | None = None) -> list[str]:
    """Everything that is wrong with the tables of a folder: one line each, with table, row, column and reason."""
    return _inspect(folder or data_dir())[0]


def _inspect(folder: Path) -> tuple[list[str], Tables, list[dict[str, Any]]]:
    package = yaml.safe_load((folder / "datapackage.yaml").read_text(encoding="utf-8"))
    tables: Tables = {}
    entries: list[dict[str, Any]] = package["resources"]
    found = list(contract_breaches(folder, entries, tables))
    for check in (source_breaches, duplicate_breaches, order_breaches, register_breaches):
        found += check(tables)
    return found, tables, entries


def report(folder: Path | None = None) -> tuple[str, int]:
    """A readable report, and the number of breaches."""
    found, tables, entries = _inspect(folder or data_dir())
    facts = {name: rows for name, rows in tables.items() if name not in REGISTERS}
    rows = sum(map(len, facts.values()))
    sourced = [row for table in facts.values() for row in table if row.get("source_id")]
    two = sum(bool(row.get("source_id_2")) for row in sourced)
    primary = {row["source_id"] for row in tables.get("sources", []) if row.get("kind") == "primary"}
    first_hand = sum(bool({row.get(c) for c in SOURCE_COLUMNS} & primary) for row in sourced)
    lines = [
        f"{len(tables)} tables, {rows:,} rows of facts, {len(tables.get('sources', [])):,} sources.",
        f"Rows with a primary source: {first_hand / max(len(sourced), 1):.0%}; with two sources: {two / max(len(sourced), 1):.0%}.",
        f"Key figures: {len(tables.get('key_figures', []))}; corrections: {len(tables.get('corrections', []))}; in words that no check can follow: {unguarded(tables)}.",
    ]
    stale = [entry["name"] for entry in entries if is_stale(entry, date.today())]
    if stale:
        lines.append(f"Past their review date (a warning): {', '.join(stale)}.")
    lines += [f"✗ {line}" for line in found]
    lines.append(f"{len(found)} breaches." if found else "No breach of the contract.")
    return "\n".join(lines), len(found)
