"""Load the course's tables and name their sources. The contract is ``datasets/datapackage.yaml``."""

from __future__ import annotations

import csv
import html
import os
from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ai_ambitions.errors import CourseError, unknown

if TYPE_CHECKING:
    import pandas as pd

SOURCE_COLUMNS = ("source_id", "source_id_2")
_DTYPES = {
    "string": "str",
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
    "year": "Int64",
    "date": "str",
}


def data_dir() -> Path:
    """The folder of the tables: inside an installed wheel, or ``datasets/`` of a checkout."""
    if override := os.environ.get("AI_AMBITIONS_DATA"):
        return Path(override)
    here = Path(__file__).resolve().parent
    inside = here / "datasets"
    return inside if inside.is_dir() else here.parent / "datasets"


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


def load(name: str, as_of: str | date | None = None) -> pd.DataFrame:
    """Read a table as a DataFrame with typed columns.

    Parameters
    ----------
    name
        Name of the table, as in the data catalogue.
    as_of
        Keep only the rows that were certainly known on that day (or at the end of that month or year): one of their two
        sources had been published, and what they observe had happened.

        It errs towards too little. A source dated "2025-10" counts from 31 October on, one dated "2025" from 31 December, one
        without a date never; and a fact that we read in a later report counts from that report on. It does not turn back the
        clock inside a row: values are those of today, corrections included, and a status such as "in force" is as of the
        table's own date.

    Returns
    -------
    DataFrame
        One row a fact. Dates are ``datetime64``, whole numbers nullable integers, yes/no nullable booleans, closed
        vocabularies categories. Unknown stays missing. ``df.attrs`` carries the table's name, title and ``as_of``.

    Raises
    ------
    CourseError
        Unknown table, unreadable file, or a value that breaks the contract: file, row, column and reason.
    """
    import pandas as pd

    entry = table_entry(name)
    path = data_dir() / entry["path"]
    fields = {field["name"]: field for field in entry["schema"]["fields"]}
    booleans = [f for f in fields.values() if f["type"] == "boolean"]
    try:
        frame = pd.read_csv(
            path,
            dtype={field: _DTYPES[spec["type"]] for field, spec in fields.items()},
            keep_default_na=False,
            na_values=[""],
            true_values=["yes"] if booleans else None,
            false_values=["no"] if booleans else None,
            encoding="utf-8",
        )
        for field, spec in fields.items():
            if spec["type"] == "date":
                frame[field] = pd.to_datetime(frame[field], format="%Y-%m-%d").astype("datetime64[s]")
            elif "enum" in spec.get("constraints", {}):
                frame[field] = pd.Categorical(
                    _known(frame[field], spec),
                    categories=spec["constraints"]["enum"],
                    ordered=spec.get("categoriesOrdered", False),
                )
        if list(frame.columns) != list(fields):
            raise ValueError("columns differ from the contract")
        keys = entry["schema"].get("primaryKey", [])
        if keys and frame.duplicated(keys).any():
            raise ValueError("duplicate key")
        required = [field for field, spec in fields.items() if spec.get("constraints", {}).get("required")]
        if frame[required].isna().any(axis=None):
            raise ValueError("a required cell is empty")
    except (OSError, ValueError, KeyError) as error:
        raise _diagnose(path, entry, error) from None
    if as_of is not None:
        frame = _known_by(frame, entry, as_of)
    frame.attrs.update(table=name, title=entry["title"], as_of=str(entry["as_of"]))
    return frame


def _known(column: pd.Series, spec: Mapping[str, Any]) -> pd.Series:
    bad = ~(column.isna() | column.isin(spec["constraints"]["enum"]))
    if bad.any():
        raise ValueError(f"{column[bad].iloc[0]!r} is not in the vocabulary of {spec['name']}")
    return column


def span(text: str, precision: str = "") -> tuple[str, str]:
    """First and last day of a date that may be known only to the month, quarter or year; two empty strings if unknown.

    ``precision`` is the cell beside a full date (day, month, quarter, year); a partial date such as ``2025-10`` needs none.
    """
    parts = (
        text.split("-") if precision in ("", "day") else text.split("-")[: 1 if precision == "year" else 2]
    )
    if not parts[0].isdigit() or not all(part.isdigit() for part in parts):
        return "", ""
    year, first = int(parts[0]), int(parts[1]) if len(parts) > 1 else 1
    if len(parts) > 2:
        return text, text
    if not 1 <= first <= 12:
        return "", ""
    last = 12 if len(parts) == 1 else first + 2 - (first - 1) % 3 if precision == "quarter" else first
    first = last - 2 if precision == "quarter" else first
    return f"{year:04}-{first:02}-01", f"{year:04}-{last:02}-{monthrange(year, last)[1]:02}"


def observed_columns(entry: Mapping[str, Any]) -> list[tuple[str, Mapping[str, list[str]]]]:
    """Columns that date an observation, by the contract's promises, each with the rows (column: values) it speaks of."""
    found = [promise["observed"] for promise in entry.get("promises", []) if "observed" in promise]
    return [(o, {}) if isinstance(o, str) else (o["column"], o.get("where", {})) for o in found]


def _known_by(frame: pd.DataFrame, entry: Mapping[str, Any], as_of: str | date) -> pd.DataFrame:
    import pandas as pd

    _first, day = span(str(as_of)[:10])
    try:
        date.fromisoformat(day)
    except ValueError:
        raise CourseError(f"as_of={as_of!r} is not a date.", "Write it like 2025-10-31 or 2025-10.") from None
    out_by = {key: span(source["published"])[1] or "9999" for key, source in sources().items()}
    known = pd.Series(False, index=frame.index)
    for column in SOURCE_COLUMNS:
        if column in frame.columns:
            known |= frame[column].map(out_by).fillna("9999") <= day
    for column, where in observed_columns(entry):
        later = frame[column] > pd.Timestamp(day)
        for other, values in where.items():
            later &= frame[other].isin(values)
        known &= ~later
    kept: pd.DataFrame = frame[known]
    return kept.reset_index(drop=True)


def _diagnose(path: Path, entry: Mapping[str, Any], error: Exception) -> CourseError:
    """Read the file again, slowly, to say which row and column break the contract."""
    where = f"datasets/{path.name}"
    mend = "Mend that cell, or restore the file with: git checkout -- " + where
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as failed:
        return CourseError(
            f"{where} cannot be read: {failed.strerror}.", "Restore it with: git checkout -- " + where
        )
    except UnicodeDecodeError as failed:
        row = path.read_bytes()[: failed.start].count(b"\n") + 1
        return CourseError(f"{where}, row {row}: the text is not UTF-8.", "Save the file as UTF-8. " + mend)
    rows = list(csv.reader(text.splitlines()))
    for problem in problems_in_rows(rows, entry):
        return CourseError(f"{where}, {problem}", mend)
    return CourseError(f"{where}: {error}", mend)


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


@cache
def _sources(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "sources.csv").open(encoding="utf-8", newline="") as file:
        return {row["source_id"]: row for row in csv.DictReader(file)}


def sources() -> dict[str, dict[str, str]]:
    """Every source by id: title, publisher, dates, address, kind, stance, funder, licence."""
    try:
        return _sources(data_dir())
    except (OSError, KeyError, UnicodeDecodeError) as error:
        raise CourseError(
            f"datasets/sources.csv cannot be read: {error}.",
            "Restore it with: git checkout -- datasets/sources.csv",
        ) from None


def source_ids(frame: pd.DataFrame) -> list[str]:
    """The ids of the sources behind exactly the rows of a DataFrame, in order of first use."""
    columns = [column for column in SOURCE_COLUMNS if column in frame.columns]
    if not columns:
        raise CourseError(
            "This table has lost its source_id column, so its sources cannot be named.",
            "Keep source_id when you select columns.",
        )
    return list(dict.fromkeys(value for column in columns for value in frame[column].dropna()))


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
