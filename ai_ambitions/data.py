"""Load the course's tables and name their sources. The contract is ``datasets/datapackage.yaml``."""

from __future__ import annotations

import csv
import html
import os
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
    except OSError as error:
        raise CourseError(
            f"The data contract {path} cannot be read: {error.strerror}.", "Restore the datasets folder."
        ) from None
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    package: dict[str, Any] = yaml.load(text, Loader=loader)
    return package


def contract() -> dict[str, Any]:
    """The data package: title, licences and, under ``resources``, one entry a table."""
    return _contract(data_dir())


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
        Keep only the rows that could be known on that day: those whose source was published by then.

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
        frame = _known_by(frame, as_of)
    frame.attrs.update(table=name, title=entry["title"], as_of=str(entry["as_of"]))
    return frame


def _known(column: pd.Series, spec: Mapping[str, Any]) -> pd.Series:
    bad = ~(column.isna() | column.isin(spec["constraints"]["enum"]))
    if bad.any():
        raise ValueError(f"{column[bad].iloc[0]!r} is not in the vocabulary of {spec['name']}")
    return column


def _known_by(frame: pd.DataFrame, as_of: str | date) -> pd.DataFrame:
    day = str(as_of)
    published = (
        frame["source_id"].map({key: source["published"] for key, source in sources().items()}).fillna("")
    )
    # A partial date counts from the first day of its period: "2025-10" is known from 2025-10-01 on.
    kept: pd.DataFrame = frame[(published != "") & (published.str.slice(0, len(day)) <= day)]
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
