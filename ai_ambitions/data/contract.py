"""The contract of the tables: what each column is and what the rows promise, and how raw rows are held against it."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ai_ambitions.core.errors import CourseError, unknown
from ai_ambitions.core.paths import data_dir

SOURCE_COLUMNS = ("source_id", "source_id_2")
COLUMNS, PACKAGE = (
    "columns.yaml",
    "package.yaml",
)  # shared columns, said once; and what is said of all tables together
NEEDED = ("title", "description", "as_of", "review_every_days", "limitations", "primaryKey", "fields")
TYPES = ("string", "integer", "number", "boolean", "year", "date")


_Base: Any = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)  # the parser in C, where there is one, is ten times as fast


class _Loader(_Base):
    """YAML that refuses the same key twice, which would silently drop the first."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen = [key.value for key, _value in node.value]
        for key, _value in node.value:
            if seen.count(key.value) > 1:
                raise yaml.MarkedYAMLError(
                    problem=f"the key {key.value!r} stands twice", problem_mark=key.start_mark
                )
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping


@cache
def _yaml(path: Path) -> dict[str, Any]:
    """A file of the contract. Raises CourseError with file, line and reason."""
    where = f"datasets/{path.name}"
    mend = f"Mend it, or restore the file with: git checkout -- {where}"
    try:
        read = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except OSError as error:
        raise CourseError(
            f"{where} cannot be read: {error.strerror}.", f"Restore it with: git checkout -- {where}"
        ) from None
    except UnicodeDecodeError:
        raise CourseError(f"{where} is not UTF-8.", f"Save it as UTF-8. {mend}") from None
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        hint = "Put texts that hold a colon in quotes. "
        raise CourseError(
            f"{where}, line {line}, is not YAML: {getattr(error, 'problem', error)}.", hint + mend
        ) from None
    if not isinstance(read, dict):
        raise CourseError(f"{where} holds no list of keys and values.", mend)
    return read


def names(folder: Path | None = None) -> list[str]:
    """Names of the tables that have a contract, in alphabetical order."""
    folder = folder or data_dir()
    try:
        return list(_names(folder, folder.stat().st_mtime_ns))
    except OSError:
        return []


@cache
def _names(folder: Path, changed: int) -> tuple[str, ...]:
    """The names as they were when the folder last ``changed``: every look at a table asks for them."""
    listed = (
        path for path in folder.glob("*.yaml") if path.name not in (COLUMNS, PACKAGE, "datapackage.yaml")
    )
    return tuple(sorted(path.stem for path in listed))


def table_entry(name: str, folder: Path | None = None) -> dict[str, Any]:
    """One table's entry, as the Data Package standard has it: name, path, title, schema with its fields in full.

    Raises CourseError: an unknown name answers with the closest ones, a broken contract with file, key and reason.
    """
    folder = folder or data_dir()
    known = names(folder)
    if name not in known:
        raise unknown("table", name, known)
    return _entry(folder, name)


@cache
def _entry(folder: Path, name: str) -> dict[str, Any]:
    where = f"datasets/{name}.yaml"
    mend = f"Mend it, or restore the file with: git checkout -- {where}"
    said = dict(_yaml(folder / f"{name}.yaml"))
    if missing := [key for key in NEEDED if key not in said]:
        raise CourseError(f"{where}: missing {', '.join(missing)}.", mend)
    try:
        date.fromisoformat(str(said["as_of"]))
        int(said["review_every_days"])
    except ValueError:
        raise CourseError(
            f"{where}: as_of is a day such as 2026-11-28, review_every_days a number of days.", mend
        ) from None
    shared = _yaml(folder / COLUMNS)
    fields = []
    for field in said.pop("fields"):
        if isinstance(field, str) and field not in shared:
            raise CourseError(
                f"{where}: the column {field!r} is described neither here nor in {COLUMNS}.", mend
            )
        full = {"name": field, **shared[field]} if isinstance(field, str) else field
        if not {"name", "type", "description"} <= set(full) or full["type"] not in TYPES:
            raise CourseError(
                f"{where}, column {full.get('name', '?')}: it needs name, description and a type, one of {', '.join(TYPES)}.",
                mend,
            )
        fields.append(full)
    to_sources = [
        {"fields": [field["name"]], "reference": {"resource": "sources", "fields": ["source_id"]}}
        for field in fields
        if field["name"] in SOURCE_COLUMNS and name != "sources"
    ]
    schema = {
        "fields": fields,
        "primaryKey": said.pop("primaryKey"),
        "foreignKeys": said.pop("foreignKeys", []) + to_sources,
        "missingValues": [""],
    }
    return {"name": name, "path": f"{name}.csv", **said, "schema": schema}


def tables(folder: Path | None = None) -> dict[str, dict[str, Any]]:
    """Every table's entry in the contract, by name."""
    return {name: table_entry(name, folder) for name in names(folder)}


def package(folder: Path | None = None) -> dict[str, Any]:
    """What is said of all tables together: name, title, licences. Raises CourseError if unreadable."""
    return _yaml((folder or data_dir()) / PACKAGE)


def contract(folder: Path | None = None) -> dict[str, Any]:
    """The data package: title, licences and, under ``resources``, one entry a table. Raises CourseError if unreadable."""
    return {**package(folder), "resources": list(tables(folder).values())}


def observed_columns(entry: Mapping[str, Any]) -> list[tuple[str, Mapping[str, list[str]]]]:
    """Columns that date an observation, by the contract's promises, each with the rows (column: values) it speaks of."""
    found = [promise["observed"] for promise in entry.get("promises", []) if "observed" in promise]
    return [(o, {}) if isinstance(o, str) else (o["column"], o.get("where", {})) for o in found]


def read_rows(path: Path) -> list[list[str]]:
    """Raw rows of a CSV file, header first; a blank line is a row without cells.

    Raises CourseError with file, row and reason: missing, not UTF-8, a byte-order mark, a quote that is never closed.
    """
    where = f"datasets/{path.name}"
    mend = f"Mend it, or restore it with: git checkout -- {where}"
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise CourseError(
            f"{where} cannot be read: {error.strerror}.", f"Restore it with: git checkout -- {where}"
        ) from None
    if raw.startswith(b"\xef\xbb\xbf"):
        raise CourseError(
            f"{where}, row 1: the file begins with a byte-order mark, as spreadsheets write it.",
            "Save it as CSV in plain UTF-8, without the mark. " + mend,
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        raise CourseError(
            f"{where}, row {row}: the text is not UTF-8.", f"Save the file as UTF-8. {mend}"
        ) from None
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise CourseError(
            f"{where}, row {len(rows) + 1}: {error}.", f"Look for a quote that is not closed. {mend}"
        ) from None
    return rows


def problems_in_rows(rows: list[list[str]], entry: Mapping[str, Any]) -> Iterator[str]:
    """Check raw rows (header first) against a contract entry; yield ``row N, column c: reason``.

    Rows are counted as a text editor or spreadsheet shows them: the header is row 1.
    """
    fields = entry["schema"]["fields"]
    named = [field["name"] for field in fields]
    if not rows or rows[0] != named:
        found = rows[0] if rows else []
        missing, extra = [n for n in named if n not in found], [n for n in found if n not in named]
        twice = sorted({n for n in found if found.count(n) > 1})
        yield f"row 1: the header differs from the contract (missing: {missing}, unexpected: {extra}, twice: {twice})."
        return
    if len(rows) == 1:
        yield "row 1: a header and no rows."
    keys = {"the key": [named.index(key) for key in entry["schema"].get("primaryKey", [])]} | {
        f"{field['name']}, which is unique,": [number]
        for number, field in enumerate(fields)
        if field.get("constraints", {}).get("unique")
    }
    seen: dict[tuple[str, tuple[str, ...]], int] = {}
    for number, row in enumerate(rows[1:], start=2):
        if not any(row):
            yield f"row {number}: a blank line."
            continue
        if len(row) != len(named):
            yield f"row {number}: {len(row)} cells where the header has {len(named)}."
            continue
        for field, cell in zip(fields, row, strict=True):
            if reason := problem_in_cell(cell, field):
                yield f"row {number}, column {field['name']}: {reason}"
        for words, places in keys.items():
            key = (words, tuple(row[i] for i in places))
            if places and any(key[1]):
                if key in seen:
                    where = ", ".join(named[i] for i in places)
                    yield f"row {number}, column {where}: {words} {', '.join(key[1])!r} stands already in row {seen[key]}."
                seen.setdefault(key, number)


_NUMBER, _DAY = (
    re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", re.ASCII),
    re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII),
)


def problem_in_cell(cell: str, field: Mapping[str, Any]) -> str:
    """The reason why a cell breaks its field's type or constraints, or an empty string.

    What passes here is read by ``load``: digits are those of ASCII, without commas, blanks or underscores.
    """
    rules, kind = field.get("constraints", {}), field["type"]
    if cell == "":
        return "empty, but required." if rules.get("required") else ""
    if "\n" in cell or "\r" in cell:
        return "a line break inside a cell."
    if cell != cell.strip():
        return f"{cell!r} begins or ends with a blank."
    if kind in ("number", "integer", "year"):
        if not _NUMBER.fullmatch(cell) or not math.isfinite(value := float(cell)):
            return f"{cell!r} is not a number (digits and a point, nothing between them)."
        if kind != "number" and not value.is_integer():
            return f"{cell!r} is not a whole number."
        if ("minimum" in rules and value < rules["minimum"]) or (
            "maximum" in rules and value > rules["maximum"]
        ):
            return f"{cell} is outside the plausible range {rules.get('minimum', '−∞')} to {rules.get('maximum', '∞')}."
    elif kind == "date":
        try:
            fits = bool(_DAY.fullmatch(cell)) and bool(date.fromisoformat(cell))
        except ValueError:
            fits = False
        if not fits:
            return f"{cell!r} is not a date like 2023-11-17."
    elif kind == "boolean" and cell not in ("yes", "no"):
        return f"{cell!r} is neither yes nor no."
    if "enum" in rules and cell not in [str(option) for option in rules["enum"]]:
        return f"{cell!r} is not one of {', '.join(map(str, rules['enum']))}."
    if "pattern" in rules and not re.fullmatch(rules["pattern"], cell):
        return f"{cell!r} does not have the form {rules['pattern']}."
    return ""
