"""``load``: a table of the course as a DataFrame with typed columns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ai_ambitions.core.cells import span
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import data_dir
from ai_ambitions.data.cite import sources
from ai_ambitions.data.contract import (
    SOURCE_COLUMNS,
    observed_columns,
    problems_in_rows,
    read_rows,
    table_entry,
)

if TYPE_CHECKING:
    import pandas as pd

_DTYPES = {
    "string": "str",
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
    "year": "Int64",
    "date": "str",
}


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
    entry = table_entry(name)
    frame = _read_once(data_dir() / entry["path"], entry)
    if as_of is not None:
        frame = _known_by(frame, entry, as_of)
    frame.attrs.update(table=name, title=entry["title"], as_of=str(entry["as_of"]))
    return frame


_READ: dict[Path, tuple[Any, Mapping[str, Any], pd.DataFrame]] = {}


def _read_once(path: Path, entry: Mapping[str, Any]) -> pd.DataFrame:
    """A copy of the table as it was read before, as long as file and entry are those of then: lessons load tables often."""
    try:
        state = path.stat()
    except OSError:
        return read_table(path, entry)  # which says what is wrong
    stamp = state.st_mtime_ns, state.st_size
    before = _READ.get(path)
    if before is None or before[0] != stamp or before[1] is not entry:
        before = _READ[path] = stamp, entry, read_table(path, entry)
    return before[2].copy()


def read_table(path: Path, entry: Mapping[str, Any]) -> pd.DataFrame:
    """A CSV file as its contract entry types it. Raises CourseError with file, row, column and reason."""
    import pandas as pd

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
        if list(frame.columns) != list(fields):
            raise ValueError("columns differ from the contract")
        for field, spec in fields.items():
            if spec["type"] == "date":
                frame[field] = pd.to_datetime(frame[field], format="%Y-%m-%d").astype("datetime64[s]")
            elif "enum" in spec.get("constraints", {}):
                frame[field] = pd.Categorical(
                    _known(frame[field], spec), categories=spec["constraints"]["enum"]
                )
        keys = entry["schema"].get("primaryKey", [])
        if keys and frame.duplicated(keys).any():
            raise ValueError("duplicate key")
        required = [field for field, spec in fields.items() if spec.get("constraints", {}).get("required")]
        if frame[required].isna().any(axis=None):
            raise ValueError("a required cell is empty")
    except (OSError, ValueError, KeyError) as error:
        raise _diagnose(path, entry, error) from None
    return frame


def _known(column: pd.Series, spec: Mapping[str, Any]) -> pd.Series:
    bad = ~(column.isna() | column.isin(spec["constraints"]["enum"]))
    if bad.any():
        raise ValueError(f"{column[bad].iloc[0]!r} is not in the vocabulary of {spec['name']}")
    return column


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
        rows = read_rows(path)
    except CourseError as problem:
        return problem
    for found in problems_in_rows(rows, entry):
        return CourseError(f"{where}, {found}", mend)
    return CourseError(f"{where}: {str(error).splitlines()[0]}", mend)
