"""The contract of the tables: what each column is and what the rows promise, and how raw rows are held against it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ai_ambitions.core.errors import CourseError, unknown
from ai_ambitions.core.paths import data_dir

SOURCE_COLUMNS = ("source_id", "source_id_2")


@cache
def _contract(folder: Path) -> dict[str, Any]:
    import yaml

    path = folder / "datapackage.yaml"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(
            f"The data contract {path} cannot be read: {error}.", "Restore the datasets folder."
        ) from None
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        package: dict[str, Any] = yaml.load(text, Loader=loader)
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise CourseError(
            f"The data contract {path}, line {line}, is not YAML: {getattr(error, 'problem', error)}.",
            "Put texts that hold a colon in quotes, or restore the file with: git checkout -- datasets/datapackage.yaml",
        ) from None
    return package


def contract(folder: Path | None = None) -> dict[str, Any]:
    """The data package: title, licences and, under ``resources``, one entry a table. Raises CourseError if unreadable."""
    return _contract(folder or data_dir())


def tables() -> dict[str, dict[str, Any]]:
    """Every table's entry in the contract, by name."""
    return {resource["name"]: resource for resource in contract()["resources"]}


def table_entry(name: str) -> dict[str, Any]:
    """One table's entry in the contract; an unknown name answers with the closest ones."""
    known = tables()
    if name not in known:
        raise unknown("table", name, known)
    return known[name]


def observed_columns(entry: Mapping[str, Any]) -> list[tuple[str, Mapping[str, list[str]]]]:
    """Columns that date an observation, by the contract's promises, each with the rows (column: values) it speaks of."""
    found = [promise["observed"] for promise in entry.get("promises", []) if "observed" in promise]
    return [(o, {}) if isinstance(o, str) else (o["column"], o.get("where", {})) for o in found]


def problems_in_rows(rows: list[list[str]], entry: Mapping[str, Any]) -> Iterable[str]:
    """Check raw rows (header first) against a contract entry; yield ``row N, column c: reason``.

    Rows are counted as a text editor or spreadsheet shows them: the header is row 1.
    """
    fields = entry["schema"]["fields"]
    names = [field["name"] for field in fields]
    if not rows or rows[0] != names:
        found = rows[0] if rows else []
        missing, extra = [n for n in names if n not in found], [n for n in found if n not in names]
        yield f"row 1: the header differs from the contract (missing: {missing}, unexpected: {extra})."
        return
    keys = [names.index(key) for key in entry["schema"].get("primaryKey", [])]
    seen: dict[tuple[str, ...], int] = {}
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(names):
            yield f"row {number}: {len(row)} cells where the header has {len(names)}."
            continue
        for field, cell in zip(fields, row, strict=True):
            if reason := problem_in_cell(cell, field):
                yield f"row {number}, column {field['name']}: {reason}"
        key = tuple(row[i] for i in keys)
        if keys and key in seen:
            yield f"row {number}, column {', '.join(names[i] for i in keys)}: the key {key} stands already in row {seen[key]}."
        seen.setdefault(key, number)


def problem_in_cell(cell: str, field: Mapping[str, Any]) -> str:
    """The reason why a cell breaks its field's type or constraints, or an empty string."""
    rules, kind = field.get("constraints", {}), field["type"]
    if cell == "":
        return "empty, but required." if rules.get("required") else ""
    if kind in ("number", "integer", "year"):
        try:
            value = float(cell)
        except ValueError:
            return f"{cell!r} is not a number."
        if value != value or value in (float("inf"), float("-inf")):
            return f"{cell!r} is not a finite number."
        if kind != "number" and not value.is_integer():
            return f"{cell!r} is not a whole number."
        if ("minimum" in rules and value < rules["minimum"]) or (
            "maximum" in rules and value > rules["maximum"]
        ):
            return f"{cell} is outside the plausible range {rules.get('minimum', '−∞')} to {rules.get('maximum', '∞')}."
    elif kind == "date":
        try:
            date.fromisoformat(cell)
        except ValueError:
            return f"{cell!r} is not a date like 2023-11-17."
    elif kind == "boolean" and cell not in ("yes", "no"):
        return f"{cell!r} is neither yes nor no."
    if "enum" in rules and cell not in [str(option) for option in rules["enum"]]:
        return f"{cell!r} is not one of {', '.join(map(str, rules['enum']))}."
    return ""
